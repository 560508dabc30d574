"""``./run bench``: the measurements, one line each; ``./run bench kills --count 60`` the battery of kills;
``./run bench history --folder FOLDER`` dated captures."""

import argparse
from pathlib import Path

from bench.history import history
from bench.kills import kills
from bench.speed import speed


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("speed", "kills", "history"), default="speed")
    parser.add_argument("--count", type=int, default=60, help="kills")
    parser.add_argument("--rows", type=int, default=6000, help="rows of each killed load")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=7, help="runs of each timed command")
    parser.add_argument("--folder", type=Path, help="folder of dated captures, with its index.json")
    asked = parser.parse_args()
    if asked.what == "kills":
        for name, count in kills(asked.count, asked.rows, asked.seed).items():
            print(f"{name}: {count}")
        print("every desk sound, every repeated load equal")
    elif asked.what == "history":
        if asked.folder is None:
            parser.error("history needs --folder")
        history(asked.folder, asked.runs)
    else:
        speed(asked.runs)


if __name__ == "__main__":
    main()
