"""Kill a load at random moments; the desk must hold whole captures only, and the repeated load must end the same."""

import gzip
import random
import signal
import subprocess
import sys
import tempfile
import time
from datetime import date
from importlib import resources
from pathlib import Path

import vigie
from vigie.desk import create

_SHIPPED = "usaspending_ice_cbp_2026-08-22.csv.gz"


def ledger_lines(folder: Path) -> list[tuple[object, ...]]:
    """Every line of the ledger that stands, in a fixed order: what two desks must agree on."""
    from vigie.ledger.generations import Generations
    from vigie.ledger.tables import standing_lines

    return standing_lines(Generations(folder / "ledger"))


def extract(rows: int, path: Path) -> Path:
    """The first rows of the records that ship, as a file of their own."""
    with resources.files("vigie.shipped").joinpath(_SHIPPED).open("rb") as packed, gzip.open(packed, "rb") as content:
        lines = [next(content) for _ in range(rows + 1)]
    path.write_bytes(b"".join(lines))
    return path


def loading(file: Path, desk: Path) -> "subprocess.Popen[bytes]":
    """A process that loads a file into a desk."""
    command = [
        sys.executable,
        "-m",
        "vigie",
        "load",
        "usaspending",
        str(file),
        "--desk",
        str(desk),
        "--seen",
        "2026-08-22",
    ]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def kills(count: int, rows: int, seed: int) -> dict[str, int]:
    """Kill ``count`` loads of ``rows`` rows, each on a desk of its own; raise AssertionError at the first unsound one.

    Counts what the desk held after the kill: nothing, or the whole capture.
    """
    rnd = random.Random(seed)
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        file = extract(rows, place / "extract.csv")
        create(place / "whole")
        began = time.monotonic()
        assert loading(file, place / "whole").wait() == 0
        whole_load = time.monotonic() - began
        expected = ledger_lines(place / "whole")
        found = {"killed": 0, "finished before the kill": 0, "held nothing": 0, "held the capture": 0}
        for number in range(count):
            desk = place / f"desk{number}"
            process = loading(file, desk)
            time.sleep(rnd.uniform(0, whole_load * 1.05))
            process.send_signal(signal.SIGKILL)
            found["finished before the kill" if process.wait() == 0 else "killed"] += 1
            create(desk)
            with vigie.open(desk) as opened:
                opened.verify()
                held = opened.coverage(on=date(2026, 12, 31))
                captured = len(held.captures)
                assert captured in (0, 1), f"kill {number}: {captured} captures"
                found["held the capture" if captured else "held nothing"] += 1
                assert sum(buyer.actions for buyer in held.buyers) in (0, _actions(expected)), (
                    f"kill {number}: part of a capture"
                )
                opened.load(file, source="usaspending", seen=date(2026, 8, 22))
                opened.verify()
            assert ledger_lines(desk) == expected, f"kill {number}: the repeated load ended differently"
            _remove(desk)
    return found


def _actions(lines: list[tuple[object, ...]]) -> int:
    return len({(line[0], line[1]) for line in lines})


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder)
