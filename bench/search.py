"""How long a search takes: making the index, opening it cold, and searches of every kind over it, warm."""

import gzip
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import vigie
from vigie.desk import Desk

_ON = date(2026, 8, 22)
_OPENED = """
import sys, time
from datetime import date
import vigie
desk = vigie.open(sys.argv[1])
desk.organizations()
began = time.perf_counter()
index = desk._searched()
print(time.perf_counter() - began, index.entries)
"""


def search(files: list[Path], notices: list[Path], count: int, seed: int, runs: int) -> None:
    """Print the times over the records that ship, or over files of USAspending seen on one day; with notices of SAM.gov beside them."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "desk"
        if files:
            _load(folder, files)
        else:
            asked = [sys.executable, "-m", "vigie", "demo", "--desk", str(folder)]
            subprocess.run(asked, stdout=subprocess.DEVNULL, check=True)
        with vigie.open(folder) as desk:
            for path in notices:
                desk.load(path, source="sam", seen=_ON)
            desk.organizations()
            began, busy = time.perf_counter(), time.process_time()
            desk.suggest("a", on=_ON)
            wall, busy = time.perf_counter() - began, time.process_time() - busy
            size = sum(path.stat().st_size for path in (folder / "ledger" / "search").rglob("*"))
            print(f"index made: {wall:.2f} s, {busy:.2f} s of the processor, {size / 1e6:.1f} MB")
            _opened(folder, runs)
            desk.search("warm", on=_ON)
            for kind, asked in _asked(desk, count, random.Random(seed)).items():
                _print(kind, [_seconds(desk, one) for one in asked])
            typed = [one[:length] for one in _names(desk, count, random.Random(seed)) for length in (3, 5, 8)]
            _print("suggestions as typed", [_suggested(desk, one) for one in typed])
        shutil.rmtree(folder)


def _load(folder: Path, files: list[Path]) -> None:
    from vigie.desk import create

    create(folder)
    with vigie.open(folder) as desk:
        for path in files:
            plain = path
            if path.suffix == ".gz":
                plain = folder / path.stem
                plain.write_bytes(gzip.decompress(path.read_bytes()))
            desk.load(plain, source="usaspending", seen=_ON)


def _opened(folder: Path, runs: int) -> None:
    found = []
    for _ in range(runs):
        said = subprocess.run(
            [sys.executable, "-c", _OPENED, str(folder)], capture_output=True, text=True, check=True
        ).stdout.split()
        found.append(float(said[0]))
    print(f"opened by a new process, {int(said[1]):,} entries: median {statistics.median(found) * 1000:.0f} ms")


def _seconds(desk: Desk, words: str) -> float:
    began = time.process_time()
    desk.search(words, on=_ON)
    return time.process_time() - began


def _suggested(desk: Desk, words: str) -> float:
    began = time.process_time()
    desk.suggest(words, on=_ON)
    return time.process_time() - began


def _print(kind: str, seconds: list[float]) -> None:
    ordered = sorted(seconds)
    p95 = ordered[int(0.95 * (len(ordered) - 1))]
    print(
        f"{kind}: {len(ordered)} asked, median {statistics.median(ordered) * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms, "
        f"max {ordered[-1] * 1000:.1f} ms of the processor"
    )


def _names(desk: Desk, count: int, chance: random.Random) -> list[str]:
    names = sorted(party.name for party in desk.organizations().parties.values() if not party.name.startswith("["))
    return chance.sample(names, min(count, len(names)))


def _asked(desk: Desk, count: int, chance: random.Random) -> dict[str, list[str]]:
    """Searches by kind: names and descriptions as records write them, some bent."""
    names = _names(desk, count, chance)
    said = desk._db.execute("select piid, description from contract_version order by all").fetchall()
    rows = chance.sample(said, min(count, len(said)))
    words = [" ".join((text or "FUNDING").split()[:3])[:200] for _, text in rows]
    single = [max((text or "FUNDING").split() or ["FUNDING"], key=len)[:60] for _, text in rows]
    return {
        "names of suppliers": names,
        "names with a letter left out": [_bent(name, chance) for name in names],
        "numbers": [number for number, _ in rows],
        "numbers with two signs swapped": [number[:-2] + number[-1] + number[-2] for number, _ in rows],
        "three words of a description": words,
        "one word of a description": single,
        "one word, a letter left out": [_bent(word, chance) for word in single],
        "a phrase of a description": [f'"{one}"' for one in words],
    }


def _bent(name: str, chance: random.Random) -> str:
    place = chance.randrange(len(name))
    return name[:place] + name[place + 1 :] or name
