"""How long a run of many watches over one day takes, on the records that ship."""

import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import vigie
from vigie.desk.watching import add, watches_of
from vigie.topics.lexicon import lexicon
from vigie.watch.watches import ChannelKind, Criteria

_DAY = "2026-08-22"
_WORDS = ("support", "detention", "software", "modification", "funding", "medical", "option", "administrative")


def watch(count: int, runs: int) -> None:
    """Print the seconds of whole commands: a run of so many watches over the last day of the records, each with a feed."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "desk"
        command = [sys.executable, "-m", "vigie"]
        subprocess.run([*command, "demo", "--desk", str(folder)], capture_output=True, check=True)
        with vigie.open(folder) as desk:
            asked = itertools.product((None, "ICE", "CBP"), (None, *lexicon()), (None, *_WORDS))
            for place, (buyer, topic, words) in zip(range(count + 1), asked, strict=False):
                if place == 0:
                    continue  # nothing asked
                made = add(desk, Criteria(buyer=buyer, topic=topic, words=words), name=None, now=datetime.now(UTC))
                feed = str(Path(scratch) / "feeds" / f"{made.id}.atom")
                watches_of(desk).add_channel(made, ChannelKind.ATOM, feed, secret=None, shows_name=False, lang="en")
        taken, processor = [], []
        for _ in range(runs):
            began, before = time.perf_counter(), os.times()
            run = [*command, "watch", "run", "--since", _DAY, "--desk", str(folder), "--lang", "en"]
            said = subprocess.run(run, capture_output=True, text=True, check=True).stdout
            after = os.times()
            taken.append(time.perf_counter() - began)
            processor.append(
                after.children_user + after.children_system - before.children_user - before.children_system
            )
            print("  " + " ".join(said.split()))
        for what, seconds in (("wall", taken), ("processor", processor)):
            rest = statistics.median(seconds[1:] or seconds)
            print(f"{count} watches over one day, {what}: first {seconds[0]:.2f} s, then median {rest:.2f} s")
