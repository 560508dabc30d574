"""A crawl on disk: the pieces of a period, the pages received, and where it stopped. Knows no source and no network.

``state.json`` names every page with its hash and is replaced whole after each; a page that is not as it says is asked
for again with its piece.
"""

import hashlib
import shutil
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from vigie.archive.durable import write_whole

_FORMAT = 1


@dataclass(slots=True)
class Piece:
    """Days of a period that are asked for together, both included; ``pages`` gives name and SHA-256 in order."""

    since: date
    until: date
    pages: list[tuple[str, str]] = field(default_factory=list)
    done: bool = False

    def halves(self) -> "tuple[Piece, Piece]":
        """The first and the second half of its days."""
        middle = self.since + timedelta(days=(self.until - self.since).days // 2)
        return Piece(self.since, middle), Piece(middle + timedelta(days=1), self.until)


@dataclass(slots=True)
class Crawl:
    """A crawl begun in a folder. ``expected`` is the source's count at its beginning."""

    folder: Path
    asked: dict[str, Any]
    started: datetime
    expected: int
    pieces: list[Piece]

    def save(self) -> None:
        """Write where the crawl stands."""
        said = {"format": _FORMAT, "asked": self.asked, "started": self.started, "expected": self.expected}
        pieces = [asdict(piece) for piece in self.pieces]
        write_whole(self.folder / "state.json", orjson.dumps(said | {"pieces": pieces}))

    def keep(self, piece: Piece, body: bytes) -> None:
        """Write a page of a piece as it was received, and then that it is there."""
        name = f"{piece.since}_{piece.until}_{len(piece.pages) + 1:03}.json"
        write_whole(self.folder / name, body)
        piece.pages.append((name, hashlib.sha256(body).hexdigest()))
        self.save()

    def halve(self, piece: Piece) -> None:
        """Put the halves of a piece in its place."""
        place = self.pieces.index(piece)
        self.pieces[place : place + 1] = piece.halves()
        self.save()

    def page(self, name: str) -> bytes:
        """A page as it was received."""
        return (self.folder / name).read_bytes()

    def forget(self) -> None:
        """Remove the pages, once what they hold stands elsewhere."""
        shutil.rmtree(self.folder)


def resumed(folder: Path, asked: dict[str, Any]) -> Crawl | None:
    """The crawl that was interrupted in a folder, its pages checked; None where none was, or another was asked."""
    try:
        said = orjson.loads((folder / "state.json").read_bytes())
        if said["format"] != _FORMAT or said["asked"] != asked:
            return None
        pieces = [
            Piece(
                date.fromisoformat(one["since"]),
                date.fromisoformat(one["until"]),
                list(map(tuple, one["pages"])),
                one["done"],
            )
            for one in said["pieces"]
        ]
        crawl = Crawl(folder, asked, datetime.fromisoformat(said["started"]), said["expected"], pieces)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    for piece in crawl.pieces:
        if not all(_is_whole(folder / name, sha256) for name, sha256 in piece.pages):
            piece.pages, piece.done = [], False
    return crawl


def _is_whole(path: Path, sha256: str) -> bool:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == sha256
    except OSError:
        return False
