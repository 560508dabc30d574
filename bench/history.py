"""How long dated captures take to load, and how long it takes to say what changed; beside a peer without the two clocks."""

import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

# The naive comparison of two daily files: rows of the one that are not in the other, by DuckDB, without clocks or evidence
_PEER = """
import duckdb
new, old = ("select * from read_csv('" + path + "', all_varchar = true)" for path in {paths!r})
print(len(duckdb.execute(f"({{new}}) except ({{old}})").fetchall()), len(duckdb.execute(f"({{old}}) except ({{new}})").fetchall()))
"""


def history(folder: Path, runs: int) -> None:
    """Print the times for the dated captures in a folder with its ``index.json``: all, one more, what changed."""
    files = sorted(folder.glob("*.csv.gz"), key=lambda path: path.name.split("_")[1])
    last = files[-1].name.split("_")[1]
    before, newest = (
        [path for path in files if (path.name.split("_")[1] == last) == is_last] for is_last in (False, True)
    )
    with tempfile.TemporaryDirectory() as scratch:
        desk = Path(scratch) / "desk"
        peer = _timed([sys.executable, "-c", _PEER.format(paths=[str(files[-1]), str(before[-1])])], runs)
        print(f"peer: DuckDB, rows of one daily file not in the other: median {peer:.3f} s")
        all_but_one = _once(_load(before, folder, desk))
        print(f"{len(before)} dated captures: {all_but_one:.1f} s, {all_but_one / peer:.0f} of the peer")
        more = _once(_load(newest, folder, desk))
        print(f"{len(newest)} captures of one more day: {more:.2f} s, {more / peer:.1f} of the peer")
        found = sorted(_changes(desk, runs))
        middle, ninety_fifth = statistics.median(found), found[int(0.95 * len(found))]
        print(
            f"changes, in process, {len(found)} asked: median {middle * 1000:.0f} ms, p95 {ninety_fifth * 1000:.0f} ms"
        )


def _load(files: list[Path], folder: Path, desk: Path) -> list[str]:
    manifest = ["--manifest", str(folder / "index.json")]
    return [sys.executable, "-m", "vigie", "load", "usaspending", *manifest, *map(str, files), "--desk", str(desk)]


def _once(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


def _timed(command: list[str], runs: int) -> float:
    return statistics.median(_once(command) for _ in range(runs))


def _changes(folder: Path, runs: int) -> list[float]:
    """Yesterday and today on each of twenty days, the last week, the whole of August; one buyer or all."""
    import vigie

    days = [date(2026, 8, 3) + timedelta(days=place) for place in range(20)]
    asked = [(day - timedelta(days=1), day) for day in days]
    asked += [(date(2026, 8, 16), date(2026, 8, 22)), (date(2026, 8, 4), date(2026, 8, 22))]
    asked += [(date(2026, 3, 10), date(2026, 3, 11))]
    found = []
    with vigie.open(folder) as desk:
        desk.changes(since=days[0], until=days[0], buyer="ICE")
        for _ in range(runs):
            for since, until in asked:
                for buyer in ("ICE", None):
                    began = time.perf_counter()
                    desk.changes(since=since, until=until, buyer=buyer)
                    found.append(time.perf_counter() - began)
    return found
