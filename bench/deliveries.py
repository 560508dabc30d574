"""Kill a run of watches at random moments of its delivery: nothing may be lost, and nothing told twice under two ids."""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import vigie
from bench.receivers import Received, mail_receiver, webhook_receiver
from vigie.desk import create
from vigie.desk.watching import add, watches_of
from vigie.watch.watches import ChannelKind, Criteria
from vigie.watch.webhook import new_secret

_HEADER = (
    "Agency,Award ID,Recipient Name,Federal Action Obligation,Action Date,Modification,Product/Service Description,"
    "NAICS Description,Transaction Description"
)


def table(numbers: range) -> str:
    """A table of invented orders with these numbers."""
    rows = (f"ICE,70TEST24F{one:08d},ALPHA INC,{one}.00,2024-01-0{1 + one % 9},0,,,PARTS" for one in numbers)
    return "\n".join([_HEADER, *rows]) + "\n"


def watching_desk(folder: Path, *, webhook: int, mail: bool, secret: str, events: int) -> Path:
    """A desk with a watch that was begun before the last capture: so many events of it are still to be told."""
    desk = folder / "desk"
    create(desk)
    for name, numbers, seen in (("first", range(1, 3), date(2024, 2, 1)), ("second", range(1, events + 3), date(2024, 2, 2))):  # fmt: skip
        (folder / f"{name}.csv").write_text(table(numbers))
        with vigie.open(desk) as opened:
            opened.load(folder / f"{name}.csv", source="usaspending", seen=seen)
            if name == "first":
                watch = add(opened, Criteria(buyer="ICE"), name="a name of its own", now=datetime.now(UTC))
                watches = watches_of(opened)
    channels = {
        ChannelKind.WEBHOOK: f"http://127.0.0.1:{webhook}/",
        ChannelKind.ATOM: str(folder / "out" / "feed.atom"),
    }
    if mail:
        channels[ChannelKind.MAIL] = "desk@example.org"
    for kind, target in channels.items():
        signed = secret if kind is ChannelKind.WEBHOOK else None
        watches.add_channel(watch, kind, target, secret=signed, shows_name=False, lang="en")
    return desk


def running(desk: Path, *, webhook: int, mail: int) -> "subprocess.Popen[str]":
    """A process that runs the watches of a desk."""
    own = {
        "VIGIE_OWN_SERVERS": f"127.0.0.1:{webhook}",
        "VIGIE_SMTP_HOST": "127.0.0.1",
        "VIGIE_SMTP_PORT": str(mail),
        "VIGIE_SMTP_SECURITY": "none",
        "VIGIE_SMTP_FROM": "vigie@example.org",
    }
    command = [sys.executable, "-m", "vigie", "watch", "run", "--desk", str(desk), "--lang", "en"]
    return subprocess.Popen(command, env=os.environ | own, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


@dataclass
class Killed:
    """What the kills met: runs killed before anything was handed over, in the middle, after everything; ids that came twice."""

    before: int = 0
    within: int = 0
    after: int = 0
    again: int = 0


def deliveries(count: int, events: int, seed: int) -> Killed:
    """Kill so many runs, each on a desk of its own, and let them run again to the end; AssertionError at the first that lost an
    event, or told one under two ids."""
    rnd, killed, received = random.Random(seed), Killed(), Received(secret=new_secret())
    with (
        tempfile.TemporaryDirectory() as scratch,
        webhook_receiver(received) as webhook,
        mail_receiver(received) as mail,
    ):
        place = Path(scratch)
        template = watching_desk(place, webhook=webhook, mail=True, secret=received.secret, events=events)
        for _ in range(count):
            desk = place / "desk-killed"
            shutil.copytree(template, desk)
            received.webhooks.clear()
            received.letters.clear()
            (place / "out" / "feed.atom").unlink(missing_ok=True)
            run = running(desk, webhook=webhook, mail=mail)
            _wait(run, received, rnd.randint(0, events))
            time.sleep(rnd.uniform(0, 0.03))
            run.send_signal(signal.SIGKILL)
            run.communicate()
            told = len({id for id, _, _ in received.webhooks})
            killed.before += not told
            killed.within += 0 < told < events or (told == events and not received.letters)
            killed.after += told == events and bool(received.letters)
            _run_to_the_end(desk, webhook=webhook, mail=mail)
            _check(received, events, place / "out" / "feed.atom")
            killed.again += len(received.webhooks) - events + len(received.letters) - 1
            shutil.rmtree(desk)
    return killed


def _wait(run: "subprocess.Popen[str]", received: Received, handed_over: int) -> None:
    """Wait until so many webhooks were handed over, or the run has ended by itself; at none, no longer than it takes to begin."""
    since = time.monotonic()
    while run.poll() is None and len(received.webhooks) < handed_over:
        time.sleep(0.001)
    while handed_over == 0 and time.monotonic() - since < 0.5:
        time.sleep(0.01)


def _run_to_the_end(desk: Path, *, webhook: int, mail: int) -> None:
    for _ in range(2):  # the second has nothing left to tell
        run = running(desk, webhook=webhook, mail=mail)
        said, _ = run.communicate()
        assert run.returncode == 0, said
    assert "0 alerts, 0 handed over" in " ".join(said.split()), said


def _check(received: Received, events: int, feed: Path) -> None:
    assert all(right for _, _, right in received.webhooks), "a signature is wrong"
    bodies = {id: body for id, body, _ in received.webhooks}
    assert len(bodies) == events, f"{len(bodies)} of {events} events were told"
    assert len(set(bodies.values())) == events, "an event was told under two ids"
    assert len({letter["Message-ID"] for letter in received.letters}) == 1, "a letter was lost, or sent under two ids"
    assert feed.read_text(encoding="utf-8").count("<entry>") == events, "the feed lacks an event"
