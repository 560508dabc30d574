"""``./run bench``: the measurements, one line each; ``./run bench WHAT --help`` says what each of them needs."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from bench.bulk import bulk
from bench.bulk_files import files
from bench.claims import claims
from bench.deliveries import deliveries
from bench.fpds import fpds
from bench.gold import gold
from bench.grammar import grammar
from bench.groups import groups
from bench.history import history
from bench.kills import kills
from bench.matching import measure, refit
from bench.matching_gleif import against_gleif
from bench.pages import pages
from bench.screen import screen
from bench.search import search
from bench.speed import speed
from bench.watch import watch

Run = Callable[[argparse.Namespace], None]


def main() -> None:
    """Run what is asked for; ``speed`` where nothing is."""
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    every = parser.add_subparsers(dest="what", metavar="WHAT")

    def add(name: str, run: Run, told: str) -> argparse.ArgumentParser:
        one = every.add_parser(name, help=told, description=told)
        one.set_defaults(run=run)
        return one

    one = add("speed", lambda asked: speed(asked.runs), "whole commands, beside a peer")
    one.add_argument("--runs", type=int, default=7, help="runs of each timed command")

    one = add(
        "pages",
        lambda asked: pages(asked.readers, asked.requests, asked.addresses, asked.seed),
        "pages, many readers at once",
    )
    one.add_argument("--readers", type=int, default=20, help="readers at once")
    one.add_argument("--requests", type=int, default=50, help="requests of each")
    one.add_argument("--addresses", type=int, default=25, help="addresses of each kind")
    one.add_argument("--seed", type=int, default=1)

    one = add("groups", lambda asked: groups(asked.asked), "groups, names asked about, all pairs of names")
    one.add_argument("--asked", type=int, default=200, help="of how many suppliers, the largest first")

    one = add("screen", lambda asked: screen(asked.companies, asked.seed, asked.runs), "a list of companies screened")
    one.add_argument("--companies", type=int, default=1_000, help="lines of the list")
    one.add_argument("--seed", type=int, default=1)
    one.add_argument("--runs", type=int, default=3, help="runs of each timed command")

    one = add(
        "search",
        lambda asked: search(asked.files, asked.notices, asked.count, asked.seed, asked.runs),
        "searches of every kind",
    )
    one.add_argument(
        "--files", type=Path, nargs="*", default=[], help="files of USAspending instead of the records that ship"
    )
    one.add_argument("--notices", type=Path, nargs="*", default=[], help="notices of SAM.gov beside them")
    one.add_argument("--count", type=int, default=200, help="searches of each kind")
    one.add_argument("--seed", type=int, default=1)
    one.add_argument("--runs", type=int, default=5, help="times the index is opened")

    one = add("grammar", lambda asked: grammar(asked.sets, asked.missed), "amounts, numbers and days on others' labels")
    one.add_argument("--sets", type=Path, required=True, help="a folder with the four sets")
    one.add_argument("--missed", help="the set whose missed cases of the tuned half are listed")

    one = add(
        "claims",
        lambda asked: claims(asked.count, asked.seed),
        "verdicts on seeded sentences over the records that ship",
    )
    one.add_argument("--count", type=int, default=300, help="true sentences; as many with one thing changed")
    one.add_argument("--seed", type=int, default=1)

    one = add(
        "gold", lambda asked: gold(asked.half, missed=asked.missed), "verdicts on native sentences with gold verdicts"
    )
    one.add_argument("--half", choices=("tuned", "held_back"), default="held_back")
    one.add_argument("--missed", action="store_true", help="list what is not found or judged otherwise")

    one = add("fpds", lambda asked: fpds(asked.archive), "an archive of FPDS pages, streamed")
    one.add_argument("--archive", type=Path, required=True, help="the pages, as tar.zst, tar.gz, tar or zip")

    one = add("kills", _kills, "loads killed anywhere; every desk must be sound")
    one.add_argument("--count", type=int, default=60)
    one.add_argument("--rows", type=int, default=6_000, help="rows of each killed load")
    one.add_argument("--seed", type=int, default=1)

    one = add("deliveries", _deliveries, "runs of watches killed anywhere; nothing lost, nothing told twice")
    one.add_argument("--count", type=int, default=50)
    one.add_argument("--events", type=int, default=40, help="events each run has to tell")
    one.add_argument("--seed", type=int, default=1)

    one = add("watch", lambda asked: watch(asked.watches, asked.runs), "a run of many watches over one day")
    one.add_argument("--watches", type=int, default=200)
    one.add_argument("--runs", type=int, default=3)

    one = add("history", lambda asked: history(asked.folder, asked.runs), "dated captures, loaded one after the other")
    one.add_argument("--folder", type=Path, required=True, help="the captures, with their index.json")
    one.add_argument("--runs", type=int, default=7)

    one = add("bulk", _bulk, "official bulk files")
    one.add_argument("--folder", type=Path, required=True, help="where the files are kept")
    one.add_argument("--rows", type=int, default=1_000_000, help="rows of the full file")
    one.add_argument("--seed", type=int, default=1)
    one.add_argument("--runs", type=int, default=3)
    one.add_argument("--asked", type=int, default=50, help="how often the question is asked")
    one.add_argument("--peers", action="store_true", help="PostgreSQL and Polars too")
    one.add_argument("--generator", type=Path, help="what makes the full file: OUT ROWS SEED")
    one.add_argument("--python", default=sys.executable, help="a Python that has what the generator needs")

    one = add("matching", _matching, "quality of matching on labels, and its speed")
    one.add_argument("--labels", type=Path, action="append", default=[], help="CSV or TSV of families, or of pairs")
    one.add_argument("--fit", action="store_true", help="print the weights fitted on half of the families")
    one.add_argument("--gleif", help="the Parquet files of GLEIF's level 1 names, as FOLDER/*.parquet")
    one.add_argument("--rows", type=int, default=100_000, help="names held against GLEIF's")
    one.add_argument("--suppliers", type=Path, help="a text file with a supplier's name a line, beside --gleif")
    one.add_argument("--splink", help="a Python that has splink 5.0.0")

    asked = parser.parse_args(sys.argv[1:] or ["speed"])
    asked.run(asked)


def _kills(asked: argparse.Namespace) -> None:
    for name, count in kills(asked.count, asked.rows, asked.seed).items():
        print(f"{name}: {count}")
    print("every desk sound, every repeated load equal")


def _deliveries(asked: argparse.Namespace) -> None:
    killed = deliveries(asked.count, asked.events, asked.seed)
    print(f"killed before the delivery: {killed.before}; within it: {killed.within}; after it: {killed.after}")
    print(f"handed over again under the same id: {killed.again}; lost: 0; told under two ids: 0")


def _bulk(asked: argparse.Namespace) -> None:
    folder = asked.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    made = files(folder, asked.rows, seed=asked.seed, generator=asked.generator, python=asked.python)
    bulk(made, asked.rows, folder=folder, runs=asked.runs, asked=asked.asked, peers=asked.peers)


def _matching(asked: argparse.Namespace) -> None:
    if not asked.labels and not asked.gleif:
        sys.exit("./run bench matching: needs --labels or --gleif")
    for path in asked.labels:
        (refit(path) if asked.fit else measure(path, splink=asked.splink))
    if asked.gleif:
        against_gleif(asked.gleif, asked.suppliers, rows=asked.rows, splink=asked.splink)


if __name__ == "__main__":
    main()
