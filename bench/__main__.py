"""``./run bench``: the measurements, one line each; ``./run bench kills --count 60`` the battery of kills;
``./run bench screen`` a list of 1,000 companies;
``./run bench history --folder FOLDER`` dated captures; ``./run bench bulk --folder FOLDER`` official bulk files;
``./run bench matching --labels FILE`` the quality of matching on labels, with ``--fit`` the weights fitted on them,
with ``--gleif FILES`` its speed."""

import argparse
import sys
from pathlib import Path

from bench.bulk import bulk
from bench.bulk_files import files
from bench.history import history
from bench.kills import kills
from bench.matching import measure, refit
from bench.matching_gleif import against_gleif
from bench.screen import screen
from bench.speed import speed


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument(
        "what", nargs="?", choices=("speed", "kills", "history", "bulk", "screen", "matching"), default="speed"
    )
    parser.add_argument("--count", type=int, default=60, help="kills")
    parser.add_argument(
        "--rows",
        type=int,
        help="rows of each killed load (6,000), of the list to screen (1,000), of the full bulk file (1,000,000)",
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, help="runs of each timed command (7; bulk: 3)")
    parser.add_argument(
        "--folder", type=Path, help="folder of dated captures, with its index.json; or where bulk files are kept"
    )
    parser.add_argument("--asked", type=int, default=50, help="bulk: how often the question is asked")
    parser.add_argument("--peers", action="store_true", help="bulk: PostgreSQL and Polars too")
    parser.add_argument("--generator", type=Path, help="bulk: what makes the full file: OUT ROWS SEED")
    parser.add_argument("--python", default=sys.executable, help="bulk: a Python that has what the generator needs")
    parser.add_argument("--labels", type=Path, action="append", help="matching: CSV or TSV of families, or of pairs")
    parser.add_argument("--fit", action="store_true", help="matching: print the weights fitted on half of the families")
    parser.add_argument("--gleif", help="matching: the Parquet files of GLEIF's level 1 names, as FOLDER/*.parquet")
    parser.add_argument(
        "--suppliers", type=Path, help="matching: a text file with a supplier's name a line, beside --gleif"
    )
    parser.add_argument("--splink", help="matching: a Python that has splink 5.0.0")
    asked = parser.parse_args()
    if asked.what == "kills":
        for name, count in kills(asked.count, asked.rows or 6000, asked.seed).items():
            print(f"{name}: {count}")
        print("every desk sound, every repeated load equal")
    elif asked.what == "history":
        if asked.folder is None:
            parser.error("history needs --folder")
        history(asked.folder, asked.runs or 7)
    elif asked.what == "screen":
        screen(asked.rows or 1000, asked.seed, asked.runs or 5)
    elif asked.what == "bulk":
        if asked.folder is None:
            parser.error("bulk needs --folder")
        rows, folder = asked.rows or 1_000_000, asked.folder.resolve()
        folder.mkdir(parents=True, exist_ok=True)
        made = files(folder, rows, seed=asked.seed, generator=asked.generator, python=asked.python)
        bulk(made, rows, folder=folder, runs=asked.runs or 3, asked=asked.asked, peers=asked.peers)
    elif asked.what == "matching":
        for path in asked.labels or ():
            (refit(path) if asked.fit else measure(path, splink=asked.splink))
        if asked.gleif:
            against_gleif(asked.gleif, asked.suppliers, rows=asked.rows or 100_000, splink=asked.splink)
        if not asked.labels and not asked.gleif:
            parser.error("matching needs --labels or --gleif")
    else:
        speed(asked.runs or 7)


if __name__ == "__main__":
    main()
