"""Watching: who is told what, once; what stays private; what a morning page says."""

import configparser
import stat
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import Path
from secrets import token_hex

import pytest
from bench.deliveries import running, table, watching_desk
from bench.receivers import Received, mail_receiver, webhook_receiver

import vigie
from vigie.cli.main import run as run_command
from vigie.desk import Desk, create
from vigie.desk.lock import writing
from vigie.desk.watching import add, list_of, run, today, watches_of
from vigie.errors import (
    DeskBusyError,
    PersonAskedError,
    UnknownGroupError,
    UnknownKindError,
    UnknownWatchError,
    WatchEmptyError,
)
from vigie.outputs.layouts import layouts
from vigie.outputs.text import Page
from vigie.records.event import Subject
from vigie.transport.client import Client
from vigie.watch.delivery import Carriers
from vigie.watch.filters import Filter, Spell, folded_words
from vigie.watch.watches import ChannelKind, Criteria
from vigie.watch.webhook import new_secret

NOW = datetime(2024, 2, 3, 8, tzinfo=UTC)
SUBJECT = Subject(
    buyers=("7012",), suppliers=("alpha",), topics=("hotline",), numbers=("70TEST24F1",), kind="special", words="Call Center É"
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with one watch of ICE, begun after the first of two captures; a feed; five events to be told."""
    folder = watching_desk(tmp_path, webhook=1, mail=False, secret=new_secret(), events=5)
    with vigie.open(folder) as opened:
        watches = watches_of(opened)
        with watches.writing() as db:
            db.execute("delete from channel where kind = 'webhook'")
        yield opened


def run_now(desk: Desk, *, since: date | None = None) -> int:
    with Client() as client:
        return run(desk, layouts(desk, NOW.date()), Carriers(client, None), now=lambda: NOW, since=since).alerts


# -- what a watch takes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "taken"),
    [
        (Filter(), True),
        (Filter(topic="hotline"), True),
        (Filter(topic="weapons"), False),
        (Filter(buyers=frozenset({"7012", "7014"})), True),
        (Filter(buyers=frozenset({"7014"})), False),
        (Filter(numbers=frozenset({"70TEST24F1"})), True),
        (Filter(numbers=frozenset({"70TEST24F"})), False),
        (Filter(kind="signed"), True),
        (Filter(kind="special"), True),
        (Filter(kind="amended"), False),
        (Filter(words=folded_words("CENTER call")), True),
        (Filter(words=folded_words("centre")), False),
        (Filter(spells=(Spell("alpha", None, None),)), True),
        (Filter(spells=(Spell("alpha", None, date(2024, 1, 5)),)), False),
        (Filter(spells=(Spell("alpha", date(2024, 1, 5), None),)), True),
        (Filter(spells=()), False),
        (Filter(topic="hotline", buyers=frozenset({"7014"})), False),
    ],
)
def test_an_event_has_to_meet_everything_asked(asked: Filter, taken: bool) -> None:
    assert asked.takes(SUBJECT, kind="signed", day=date(2024, 1, 5)) is taken


@pytest.mark.parametrize(
    ("criteria", "refusal"),
    [
        (Criteria(), WatchEmptyError),
        (Criteria(group="Nobody of this name"), UnknownGroupError),
        (Criteria(kind="gossip"), UnknownKindError),
        (Criteria(words="Mary Oyelaran"), PersonAskedError),
    ],
)
def test_a_watch_that_asks_nothing_known_is_refused_and_not_kept(
    desk: Desk, criteria: Criteria, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        add(desk, criteria, name=None, now=NOW)
    assert len(watches_of(desk).all()) == 1


# -- told once ------------------------------------------------------------------------------------------------------------


def test_what_a_capture_newly_shows_is_told_once(desk: Desk, tmp_path: Path) -> None:
    assert run_now(desk) == 5
    feed = (tmp_path / "out" / "feed.atom").read_bytes()

    assert run_now(desk) == 0
    assert run_now(desk, since=date(2024, 1, 1)) == 2  # what was there before the watch was begun
    assert (tmp_path / "out" / "feed.atom").read_bytes() != feed


def test_a_file_written_again_is_the_same(desk: Desk, tmp_path: Path) -> None:
    run_now(desk)
    feed = (tmp_path / "out" / "feed.atom").read_bytes()

    run_now(desk)

    assert (tmp_path / "out" / "feed.atom").read_bytes() == feed


def test_a_new_watch_is_told_nothing_of_before(desk: Desk, tmp_path: Path) -> None:
    young = add(desk, Criteria(buyer="ICE"), name=None, now=NOW)
    feed = str(tmp_path / "young.atom")
    watches_of(desk).add_channel(young, ChannelKind.ATOM, feed, secret=None, shows_name=False, lang="fr")

    run_now(desk)
    (tmp_path / "third.csv").write_text(table(range(8, 10)))
    desk.load(tmp_path / "third.csv", source="usaspending", seen=date(2024, 2, 3))
    run_now(desk)

    said = (tmp_path / "young.atom").read_text(encoding="utf-8")
    assert said.count("<entry>") == 2
    assert 'xml:lang="fr"' in said
    assert "signé par ICE avec ALPHA INC" in said


def test_a_capture_of_a_day_already_told_of_is_news_too(desk: Desk, tmp_path: Path) -> None:
    run_now(desk)
    (tmp_path / "late.csv").write_text(table(range(90, 92)))

    desk.load(tmp_path / "late.csv", source="usaspending", seen=date(2024, 2, 2))

    assert run_now(desk) == 2


def test_ids_of_events_never_change(desk: Desk) -> None:
    days = {"since": date(2024, 2, 1), "until": date(2024, 2, 2)}
    found = [event.id for event in desk.events(**days)]

    desk.rebuild()

    assert [event.id for event in desk.events(**days)] == found
    assert len(set(found)) == len(found) == 5
    assert found[0] == "c249640ab7d890612c1787cd41ea38c1"


def test_a_second_run_is_told_who_is_at_it(desk: Desk) -> None:
    run_now(desk)

    with writing(desk.folder / "watching", "watch"), pytest.raises(DeskBusyError):
        run_now(desk)


def test_a_watch_of_a_name_no_more_known_holds_up_nothing_tells_no_secret_and_loses_nothing(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk.folder / "desk.toml").write_text(
        'format = 1\n[[link]]\nchild = "Alpha Inc"\nparent = "Zqx Holding"\nsource = "invented"\n'
    )
    with vigie.open(desk.folder) as linked:
        watch = watches_of(linked).add(Criteria(group="Zqx Holding"), name=None, after=1, now=NOW)
        watches_of(linked).add_channel(
            watch, ChannelKind.ATOM, str(desk.folder.parent / "zqx.atom"), secret=None, shows_name=False, lang="en"
        )
    (desk.folder / "desk.toml").write_text("format = 1\n")

    assert run_command(["watch", "run", "--desk", str(desk.folder)]) == 3
    said = "".join(capsys.readouterr())
    (desk.folder / "desk.toml").write_text(
        'format = 1\n[[link]]\nchild = "Alpha Inc"\nparent = "Zqx Holding"\nsource = "invented"\n'
    )
    assert run_command(["watch", "run", "--desk", str(desk.folder)]) == 0

    assert "Zqx" not in said
    assert f"Watch {watch.id} asks for a name that is not known any more" in " ".join(said.split())
    assert "5 alerts" in said
    assert (desk.folder.parent / "zqx.atom").read_text().count("<entry>") == 5


# -- delivery -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("killed_at", [0, 3])
def test_a_killed_run_loses_nothing_and_tells_nothing_twice(tmp_path: Path, killed_at: int) -> None:
    received = Received(secret=new_secret())
    with webhook_receiver(received) as webhook, mail_receiver(received) as mail:
        folder = watching_desk(tmp_path, webhook=webhook, mail=True, secret=received.secret, events=8)
        killed = running(folder, webhook=webhook, mail=mail)
        while killed.poll() is None and len(received.webhooks) < killed_at:
            pass
        killed.kill()
        killed.communicate()

        said = [running(folder, webhook=webhook, mail=mail).communicate()[0] for _ in range(2)]

    assert len({id for id, _, _ in received.webhooks}) == len({body for _, body, _ in received.webhooks}) == 8
    assert all(signed for _, _, signed in received.webhooks)
    assert len({letter["Message-ID"] for letter in received.letters}) == 1
    assert "0 alerts, 0 handed over" in " ".join(said[1].split())


def test_a_dead_webhook_holds_up_nothing_else_and_is_tried_again(tmp_path: Path) -> None:
    received = Received(secret=new_secret(), status=410)
    with webhook_receiver(received) as webhook, mail_receiver(received) as mail:
        folder = watching_desk(tmp_path, webhook=webhook, mail=True, secret=received.secret, events=3)
        first = running(folder, webhook=webhook, mail=mail)
        said, _ = first.communicate()

    assert first.returncode == 3
    assert "(webhook): not delivered, waits for the next run" in " ".join(said.split())
    assert len(received.webhooks) == 1  # one that fails is not followed by the others
    assert len(received.letters) == 1
    assert (tmp_path / "out" / "feed.atom").read_text().count("<entry>") == 3


def test_a_letter_says_what_happened_in_plain_words(tmp_path: Path) -> None:
    received = Received(secret=new_secret())
    with webhook_receiver(received) as webhook, mail_receiver(received) as mail:
        folder = watching_desk(tmp_path, webhook=webhook, mail=True, secret=received.secret, events=2)
        running(folder, webhook=webhook, mail=mail).communicate()
    (letter,) = received.letters
    text = letter.get_payload(decode=True)

    assert isinstance(text, bytes)
    assert letter["Subject"] == "2 events newly seen in public records"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert b"70TEST24F00000003: signed by ICE with ALPHA INC on 4 January 2024, USD 3.00" in text
    assert b"first seen on 2 February 2024" in text


# -- the line of privacy --------------------------------------------------------------------------------------------------


def test_the_name_and_words_of_a_watch_are_in_the_private_file_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    token, received = f"zq{token_hex(8)}", Received(secret=new_secret())
    with webhook_receiver(received) as webhook, mail_receiver(received) as mail:
        folder = watching_desk(tmp_path, webhook=webhook, mail=True, secret=received.secret, events=2)
        with vigie.open(folder) as desk:
            add(desk, Criteria(words=token), name=token, now=NOW)
            named = add(desk, Criteria(buyer="ICE"), name=token, now=NOW)
            targets = {
                ChannelKind.ATOM: str(tmp_path / "out" / "b.atom"),
                ChannelKind.CALENDAR: str(tmp_path / "out" / "b.ics"),
                ChannelKind.MAIL: "b@example.org",
            }
            for kind, target in targets.items():
                watches_of(desk).add_channel(named, kind, target, secret=None, shows_name=False, lang="en")
            desk.export_judgements(tmp_path / "judgements.jsonl")
            shown = Page("en", 80).write(today(desk, on=NOW.date()))
        run = running(folder, webhook=webhook, mail=mail)
        said, _ = run.communicate()
        assert run_command(["watch", "run", "--since", "2024-01-01", "--desk", str(folder)]) in (0, 3)
        assert run_command(["verify", "--desk", str(folder)]) == 0
        assert run_command(["rebuild", "--desk", str(folder)]) == 0
    alerts = repr(received.webhooks) + "".join(map(str, received.letters)) + said + shown + "".join(capsys.readouterr())

    holders = [path for path in tmp_path.rglob("*") if path.is_file() and token.encode() in path.read_bytes()]

    assert len(received.webhooks) >= 2
    assert token not in alerts
    assert holders == [folder / "watches.db"]


def test_the_private_file_is_its_owners_alone_and_forgets(desk: Desk) -> None:
    watches, token = watches_of(desk), token_hex(8)
    made = add(desk, Criteria(words=token), name=token, now=NOW)
    path = desk.folder / "watches.db"

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    run_now(desk)
    assert stat.S_IMODE((desk.folder / "watching").stat().st_mode) == 0o700
    assert token not in made.id

    watches.remove(watches.named(made.id[:6]))

    assert token.encode() not in path.read_bytes()
    with pytest.raises(UnknownWatchError):
        watches.named(made.id)


def test_the_secret_of_a_webhook_is_listed_nowhere(tmp_path: Path) -> None:
    secret = new_secret()
    folder = watching_desk(tmp_path, webhook=1, mail=False, secret=secret, events=1)

    with vigie.open(folder) as desk:
        listed = list_of(desk)

    assert secret not in repr(listed)
    assert listed.watches[0].going[0].kind is ChannelKind.WEBHOOK


# -- the morning page -----------------------------------------------------------------------------------------------------


def test_the_morning_page_parts_what_happened_from_what_was_published(desk: Desk, tmp_path: Path) -> None:
    rows = table(range(50, 52)).replace("2024-01-06", "2024-02-03")
    (tmp_path / "third.csv").write_text(table(range(1, 8)).rstrip("\n") + "\n" + rows.split("\n", 1)[1])
    desk.load(tmp_path / "third.csv", source="usaspending", seen=date(2024, 2, 3))

    answer = today(desk, on=date(2024, 2, 3), since=date(2024, 2, 3))

    assert [one.event.number for one in answer.happened] == ["70TEST24F00000050"]
    assert all(one.event.happened < date(2024, 2, 3) for one in answer.published)
    page = Page("en", 60).write(answer)
    assert "Newly happened, by the day in the records (1):" in page
    assert max(map(len, page.splitlines())) <= 60
    assert "Nouvellement survenu" in Page("fr", 60).write(answer)


def test_a_quiet_morning_says_so_and_what_was_seen_last(desk: Desk) -> None:
    page = Page("en", 100).write(today(desk, on=date(2024, 5, 1)))

    assert "Nothing new seen on your list in these days." in page
    assert "Last capture of USAspending contract actions: 2 February 2024." in page


def test_an_empty_list_says_how_to_begin(tmp_path: Path) -> None:
    create(tmp_path / "desk")
    with vigie.open(tmp_path / "desk") as desk:
        page = Page("en", 100).write(today(desk, on=date(2024, 5, 1)))

    assert "vigie watch add --topic" in page
    assert "Nothing was captured by then." in page


# -- the timer ------------------------------------------------------------------------------------------------------------


def test_the_timer_that_ships_runs_the_command() -> None:
    folder = resources.files("vigie.shipped").joinpath("systemd")
    units = {}
    for name in ("vigie-watch.service", "vigie-watch.timer"):
        units[name] = configparser.ConfigParser(strict=True, delimiters=("=",), interpolation=None)
        units[name].optionxform = str  # type: ignore[assignment,method-assign]
        units[name].read_string(folder.joinpath(name).read_text(encoding="utf-8"))

    assert units["vigie-watch.service"]["Service"]["ExecStart"].endswith("vigie watch run")
    assert units["vigie-watch.service"]["Service"]["SuccessExitStatus"] == "3 75"
    assert units["vigie-watch.timer"]["Timer"]["Persistent"] == "true"
    assert units["vigie-watch.timer"]["Install"]["WantedBy"] == "timers.target"
