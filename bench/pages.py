"""How fast pages come: many readers at once, warm and cold, while a load runs; how large they are; how long a dossier takes."""

import gzip
import http.client
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import quote

import vigie

_ON = date(2026, 8, 22)
_SHIPPED = Path(vigie.__file__).parent / "shipped" / "usaspending_ice_cbp_2026-08-22.csv.gz"


def pages(readers: int, requests: int, addresses: int, seed: int) -> None:
    """Print the times of the pages of the demo desk with so many readers at once."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "desk"
        subprocess.run(
            [sys.executable, "-m", "vigie", "demo", "--desk", str(folder)], stdout=subprocess.DEVNULL, check=True
        )
        asked = _asked(folder, addresses, random.Random(seed))
        with _served(folder) as (port, first):
            print(f"first page after start: {first:.2f} s")
            cold = {kind: [_fetched(port, one) for one in there] for kind, there in asked.items()}
            for kind, found in cold.items():
                sizes = [size for _, size, _ in found]
                print(
                    f"{kind}, once each: {_percentiles([took for took, _, _ in found])}; largest {max(sizes) / 1000:.0f} KB"
                )
            every = [one for there in asked.values() for one in there]
            _print("warm", _together(port, every, readers, requests, seed))
            with _loading(folder) as load:
                found: list[tuple[float, int, int]] = []
                while load.poll() is None:
                    found += _together(port, every, readers, 5, seed + len(found))
            print(f"the load ended with {load.returncode}")
            _print("while a load runs", found)
            _print("after it, all anew", _together(port, every, readers, requests, seed + 1))
            took, size, _ = _fetched(port, "/en/group/Capgemini.pdf?buyer=ICE&on=2026-01-26")
            print(f"dossier of Capgemini and ICE as PDF, from a page: {took:.2f} s, {size / 1000:.0f} KB")
        _dossier(folder, Path(scratch))
        shutil.rmtree(folder)


def _asked(folder: Path, count: int, chance: random.Random) -> dict[str, list[str]]:
    """Addresses of groups, contracts, public bodies and searches, drawn from what is held."""
    with vigie.open(folder) as desk:
        every = desk.suppliers("ICE", on=_ON)
        names = [one.supplier for one in every.suppliers[:400] if one.supplier and not one.supplier.startswith("[")]
        drawn = chance.sample(names, count)
        contracts = [desk.sales(name, on=_ON, limit=3).contracts[0].id for name in drawn]
    days = [f"2026-0{month}-15" for month in range(1, 9)]
    return {
        "group": [f"/en/group/{quote(name, safe='')}?buyer=ICE" for name in drawn],
        "contract": [f"/fr/contrat/{quote(id)}" for id in contracts],
        "buyer": [f"/en/buyer/{code}?on={day}" for code in ("ICE", "CBP") for day in days],
        "search": [f"/en/search?q={quote(name.split()[0].lower() + ' services')}" for name in drawn],
    }


@contextmanager
def _served(folder: Path) -> Iterator[tuple[int, float]]:
    began = time.perf_counter()
    command = [sys.executable, "-m", "vigie", "serve", "--desk", str(folder), "--port", "0", "--lang", "en"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        said = re.search(r":(\d+)/", running.stdout.readline())
        assert said is not None
        port = int(said[1])
        _fetched(port, "/en")
        yield port, time.perf_counter() - began
        running.send_signal(signal.SIGINT)
        running.wait(timeout=20)


@contextmanager
def _loading(folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Nine in ten of the shipped records loaded, as if another file had them on the next day."""
    part = folder.parent / "part.csv"
    with (
        gzip.open(_SHIPPED, "rt", encoding="utf-8", newline="") as whole,
        part.open("w", encoding="utf-8", newline="") as file,
    ):
        file.writelines(line for place, line in enumerate(whole) if place % 10 != 9)
    asked = ["load", "usaspending", str(part), "--desk", str(folder), "--seen", "2026-08-23"]
    command = [sys.executable, "-m", "vigie", *asked]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        yield running


def _fetched(port: int, address: str) -> tuple[float, int, int]:
    """Seconds, bytes and status of one request on a connection of its own."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address)
    answer = connection.getresponse()
    size = len(answer.read())
    connection.close()
    return time.perf_counter() - began, size, answer.status


def _together(
    port: int, addresses: Sequence[str], readers: int, requests: int, seed: int
) -> list[tuple[float, int, int]]:
    found: list[tuple[float, int, int]] = []

    def read(number: int) -> None:
        chance = random.Random(seed * 1000 + number)
        found.extend([_fetched(port, chance.choice(addresses)) for _ in range(requests)])

    threads = [threading.Thread(target=read, args=(number,)) for number in range(readers)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return found


def _print(what: str, found: Sequence[tuple[float, int, int]]) -> None:
    errors = sum(status not in (200, 303) for _, _, status in found)
    print(f"{what}: {len(found)} requests, {errors} errors; {_percentiles([took for took, _, _ in found])}")


def _percentiles(times: Sequence[float]) -> str:
    ordered = sorted(times)
    return f"median {ordered[len(ordered) // 2] * 1000:.0f} ms, p95 {ordered[int(len(ordered) * 0.95)] * 1000:.0f} ms"


def _dossier(folder: Path, scratch: Path) -> None:
    times = []
    for number in range(3):
        asked = ["dossier", "Capgemini", "--buyer", "ICE", "--on", "2026-01-26", "-o", str(scratch / f"{number}.pdf")]
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "vigie", *asked, "--desk", str(folder)], stdout=subprocess.DEVNULL, check=True
        )
        times.append(time.perf_counter() - began)
    print(f"dossier of Capgemini and ICE as PDF, the whole command: {min(times):.2f} s")
