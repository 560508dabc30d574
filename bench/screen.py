"""How long it takes to screen a list: names of suppliers as written, bent, and names made of their words that nobody has."""

import csv
import gzip
import io
import random
import statistics
import subprocess
import sys
import tempfile
import time
from importlib import resources
from pathlib import Path

from bench.speed import seconds
from vigie.privacy import INDIVIDUAL
from vigie.privacy.suppliers import looks_like_person


def screen(companies: int, seed: int, runs: int) -> None:
    """Print how long a list of so many companies takes as a whole process, in every layout, beside a short one."""
    with tempfile.TemporaryDirectory() as scratch:
        desk, path, short = (Path(scratch) / name for name in ("desk", "companies.csv", "short.csv"))
        subprocess.run(
            [sys.executable, "-m", "vigie", "demo", "--desk", str(desk)], stdout=subprocess.DEVNULL, check=True
        )
        names = _names(companies, random.Random(seed))
        for place, chosen in ((path, names), (short, names[:10])):
            with open(place, "w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([["Supplier", "Country"], *([name, "US"] for name in chosen)])
        asked = [
            sys.executable,
            "-m",
            "vigie",
            "screen",
            "{}",
            "--buyer",
            "ICE",
            "--on",
            "2026-01-31",
            "--desk",
            str(desk),
        ]
        commands = {
            "10 companies, as text": [word.format(short) for word in asked],
            f"{companies:,} companies, as text": [word.format(path) for word in asked],
            f"{companies:,} companies, as JSON with all evidence": [
                *(word.format(path) for word in asked),
                "--format",
                "json",
            ],
        }
        for name, command in commands.items():
            found = seconds(command, runs)
            print(f"{name}: median {statistics.median(found):.2f} s (min {min(found):.2f}, max {max(found):.2f})")
        began = time.perf_counter()
        book = [*(word.format(path) for word in asked), "--format", "xlsx", "--into", str(Path(scratch) / "out.xlsx")]
        subprocess.run(book, stdout=subprocess.DEVNULL, check=True)
        print(f"{companies:,} companies, as a workbook: {time.perf_counter() - began:.2f} s, once")


def _names(count: int, chance: random.Random) -> list[str]:
    """A quarter as the records write them, a half with a letter swapped or without their last word, a quarter that nobody has."""
    shipped = resources.files("vigie.shipped").joinpath("usaspending_ice_cbp_2026-08-22.csv.gz")
    lines = csv.DictReader(io.StringIO(gzip.decompress(shipped.read_bytes()).decode()))
    every = sorted({line["Recipient Name"] for line in lines} - {INDIVIDUAL})
    words = sorted({word for name in every for word in name.split() if len(word) > 3 and word.isalpha()})
    names: list[str] = []
    while len(names) < count:
        name = chance.choice(every)
        kind = len(names) % 4
        if kind == 1:
            at = chance.randrange(1, len(name) - 1)
            name = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        elif kind == 2:
            name = name.rsplit(" ", 1)[0]
        elif kind == 3:
            name = " ".join(chance.sample(words, 3))
        if not looks_like_person(name):
            names.append(name)
    return names
