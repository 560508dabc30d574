"""How official bulk files are taken in, and how the largest group's sales are answered from them, beside peers that do the same.

Each load is a process of its own, the peer's and ours in turn, and what is said of it is the median of several runs. The
peers for the answer stand beside it: DuckDB and Polars on the transactions, PostgreSQL with an index. They are no part of
what Vigie needs: Polars goes into a folder of its own.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import bulk_postgres
from bench.bulk_files import FULL_SEEN, MONTH_SEEN, ROOT, Files
from bench.bulk_tasks import taken_columns

PEER = "peer: DuckDB, plain CSV into Parquet"
READING = "reading alone, from the zip"
FULL = "vigie load, the full file"
MONTH = "vigie load, the month"
_BETWEEN_GOALS = 2_500_000  # goals are set at 1,000,000 rows and at 5,000,000
_LISTED = 20  # contracts the command line lists


@dataclass(frozen=True, slots=True)
class Measured:
    """One process: seconds by the clock, seconds of processor, the most bytes it held in memory."""

    wall: float
    processor: float
    peak: int


@dataclass(frozen=True, slots=True)
class Goals:
    """What is wanted at a size: the 95th of a hundred askings in seconds, and a month as a part of a full load."""

    asking: float
    month: float


def bulk(made: Files, rows: int, *, folder: Path, runs: int, asked: int, peers: bool) -> None:
    """Print what was measured of the files, with the goals beside it."""
    goals = Goals(0.060, 1 / 3) if rows < _BETWEEN_GOALS else Goals(0.120, 1 / 5)
    columns = len(taken_columns(made.table))
    print(f"{rows:,} rows, {columns} columns taken; the month {made.month_rows:,} rows; {runs} runs, taken in turn")
    print(f"load of the machine before: {_busy()}")
    with tempfile.TemporaryDirectory(dir=folder, prefix="bulk-") as scratch:
        _loads(made, Path(scratch), runs, goals)
        held = _checked(made, Path(scratch))
        _answers(held, Path(scratch), folder, made, asked=asked, peers=peers, goals=goals)
    print(f"load of the machine after: {_busy()}")


# -- loads ------------------------------------------------------------------------------------------------------------


def _loads(made: Files, scratch: Path, runs: int, goals: Goals) -> None:
    """Measure the loads in turn; the desks and the peer's Parquet of the last run stay in ``scratch``."""
    for path in (made.table, made.zipped, made.month_zipped):
        _warm(path)
    found: dict[str, list[Measured]] = {}
    for run in range(runs):
        for name, command in _commands(made, scratch):
            found.setdefault(name, []).append(_measured(command))
            one = found[name][-1]
            print(
                f"  run {run + 1}: {name}: {one.wall:.2f} s, processor {one.processor:.2f} s, {one.peak / 1e9:.2f} GB"
            )
    walls = {name: statistics.median(one.wall for one in measured) for name, measured in found.items()}
    for name, measured in found.items():
        processor = statistics.median(one.processor for one in measured)
        peak = max(one.peak for one in measured) / 1e9
        print(
            f"{name}: median {walls[name]:.2f} s, processor {processor:.2f} s, peak {peak:.2f} GB"
            f"{'' if name == PEER else f' (goal {_met(peak <= 1.6)}: 1.6)'}, {walls[name] / walls[PEER]:.2f} of the peer's time"
        )
    speed, part = walls[PEER] / walls[READING], walls[MONTH] / walls[FULL]
    print(f"reading: {speed:.2f} of the peer's speed (goal {_met(speed >= 0.70)}: 0.70)")
    print(f"whole load: {walls[PEER] / walls[FULL]:.2f} of the peer's speed")
    print(f"month: {part:.2f} of a full load (goal {_met(part <= goals.month)}: {goals.month:.2f})")


def _commands(made: Files, scratch: Path) -> Iterator[tuple[str, list[str]]]:
    """The processes of one run, each in a clean place."""
    taken, desk, later = scratch / "taken", scratch / "desk", scratch / "later"
    yield PEER, _task("read_by_duckdb", made.table, scratch / "peer.parquet")
    taken.mkdir()
    yield READING, _task("read_by_vigie", made.zipped, taken)
    shutil.rmtree(taken)
    shutil.rmtree(desk, ignore_errors=True)
    yield FULL, _load(made.zipped, FULL_SEEN, desk)
    shutil.rmtree(later, ignore_errors=True)
    shutil.copytree(desk, later)
    yield MONTH, _load(made.month_zipped, MONTH_SEEN, later)


def _load(path: Path, seen: str, desk: Path) -> list[str]:
    return [sys.executable, "-m", "vigie", "load", "usaspending", str(path), "--seen", seen, "--desk", str(desk)]


def _measured(command: list[str]) -> Measured:
    # what this process holds counts as the child's peak, so it holds little: no DuckDB, no Vigie
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Measured(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def _warm(path: Path) -> None:
    """Read a file once, so that no run pays for the disk."""
    with open(path, "rb") as file:
        while file.read(1 << 24):
            pass


# -- answers ----------------------------------------------------------------------------------------------------------


def _checked(made: Files, scratch: Path) -> dict[str, Any]:
    """Both desks held against the plain files; what the first holds."""
    plain = _told(_task("totals", made.table, made.month))
    found = {name: _told(_task("ledger", scratch / name)) for name in ("desk", "later")}
    print(f"rows of the month by their mark: {plain['month']}")
    for name, amount, what in (("desk", "before", "full file"), ("later", "after", "full file and month")):
        total, held = plain[amount], found[name]["total"]
        print(
            f"all obligations, {what}: {held}, {'equal to the cent' if held == total else f'NOT the {total} of the files'}"
        )
    return found["desk"]


def _answers(
    held: dict[str, Any], scratch: Path, folder: Path, made: Files, *, asked: int, peers: bool, goals: Goals
) -> None:
    """Measure the question of two suppliers, and of the peers the same answer."""
    polars = _polars(folder) if peers else None
    ours = {}
    for place in ("largest", "middle"):
        one = held[place]
        names = one["names"]
        print(f"{place} supplier: {one['contracts']:,} contracts, {one['actions']:,} actions, {len(names)} spellings")
        listing_some = _told(_task("sales", scratch / "desk", names[0], FULL_SEEN, asked, _LISTED))
        _say(f"vigie sales, {_LISTED} contracts listed", listing_some, goals=goals)
        later = _told(_task("sales", scratch / "later", names[0], MONTH_SEEN, asked, _LISTED))
        _say("the same after the month", later, goals=goals)
        ours[place] = _told(_task("sales", scratch / "desk", names[0], FULL_SEEN, max(1, asked // 5), "every"))
        _say("vigie sales, every contract listed", ours[place], goals=goals)
        ours[place]["listing_some"] = listing_some["times"]
        same = (scratch / "peer.parquet", json.dumps(names), FULL_SEEN, asked)
        _say("peer: DuckDB on the transactions", _told(_task("sums_by_duckdb", *same)), ours[place])
        if polars is not None:
            _say("peer: Polars on the transactions", _told(_task("sums_by_polars", *same, python=polars)), ours[place])
    if peers:
        _postgres(held, scratch, made, asked=asked, ours=ours)


def _postgres(held: dict[str, Any], scratch: Path, made: Files, *, asked: int, ours: dict[str, Any]) -> None:
    reason = bulk_postgres.why_not()
    if reason is not None:
        print(f"peer: PostgreSQL left out: {reason}")
        return
    with bulk_postgres.server() as running:
        took = bulk_postgres.hold(running, scratch / "peer.parquet", taken_columns(made.table))
        print(f"peer: PostgreSQL, copy and index: {took:.1f} s, once")
        for place, answer in ours.items():
            found = bulk_postgres.sums(running, held[place]["names"], FULL_SEEN, asked)
            _say(f"peer: indexed PostgreSQL, {place} supplier", found, answer)


def _say(what: str, found: dict[str, Any], ours: dict[str, Any] | None = None, *, goals: Goals | None = None) -> None:
    """One line: median, 95th of a hundred; and of a peer whether its answer is ours, and how much longer ours takes."""
    times = sorted(found["times"])
    middle, ninety_fifth = statistics.median(times), times[int(0.95 * len(times))]
    line = f"{what}, {len(times)} asked: median {middle * 1000:.1f} ms, p95 {ninety_fifth * 1000:.1f} ms"
    if goals is not None:
        line += f" (goal {_met(ninety_fifth <= goals.asking)}: {goals.asking * 1000:.0f} ms)"
    line += f"; {found['contracts']:,} contracts, total {found['total']}"
    if ours is not None:
        alike = (found["contracts"], found["total"]) == (ours["contracts"], ours["total"])
        some, every = (statistics.median(ours[name]) / middle for name in ("listing_some", "times"))
        line += f", {'equal to the cent' if alike else 'NOT EQUAL'}"
        line += f"; vigie takes {some:.2f} times as long with {_LISTED} listed, {every:.2f} with every one"
    print(line)


def _polars(folder: Path) -> str | None:
    """A Python that has Polars, in a folder of its own; None, said why, where it cannot be had."""
    python = folder / "polars" / "bin" / "python"
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(folder / "polars")], check=True)
            subprocess.run([str(python), "-m", "pip", "install", "-q", "--no-input", "polars"], check=True)
        subprocess.run([str(python), "-c", "import polars"], check=True)
    except subprocess.CalledProcessError as failure:
        print(f"peer: Polars left out: {failure}")
        return None
    return str(python)


# -- processes --------------------------------------------------------------------------------------------------------


def _task(name: str, *arguments: object, python: str = sys.executable) -> list[str]:
    return [python, "-m", "bench.bulk_tasks", name, *map(str, arguments)]


def _told(command: list[str]) -> dict[str, Any]:
    answer = subprocess.run(command, stdout=subprocess.PIPE, cwd=ROOT, check=True)
    return dict(json.loads(answer.stdout))


def _met(met: bool) -> str:
    return "met" if met else "MISSED"


def _busy() -> str:
    return ", ".join(f"{one:.2f}" for one in os.getloadavg())
