"""Generations of the ledger: a manifest names the segments that are one state of it; the highest number wins.

A new state is new files under new names and then a new manifest; nothing is ever replaced. Whoever reads fixes one
manifest and is not disturbed. Only a writer removes what is old: never the last two generations, never the last day's.
"""

import hashlib
import json
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from vigie.archive.durable import move_whole, write_whole

_DAY = 86_400


def _hash(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Segment:
    """One immutable Parquet file: the table it is part of, its name, its hash, its rows."""

    table: str
    file: str
    sha256: str
    rows: int

    def matches(self, path: Path) -> bool:
        """Whether the file holds what it held when it was written."""
        return _hash(path) == self.sha256


@dataclass(frozen=True, slots=True)
class CaptureHeld:
    """A capture whose rows stand in the ledger: its number in the journal, the hash of its file, its source."""

    number: int
    sha256: str
    source: str


@dataclass(frozen=True, slots=True)
class Generation:
    """One state of the ledger. ``made_with`` names the version of every rule the tables rest on."""

    number: int
    made_with: dict[str, str]
    captures: tuple[CaptureHeld, ...]
    segments: tuple[Segment, ...]


class Generations:
    """The folder of manifests and segments."""

    def __init__(self, folder: Path) -> None:
        self.manifests = folder / "gen"
        self.segments = folder / "seg"

    def newest(self) -> Generation | None:
        """The state with the highest number whose files are all there; None when there is none."""
        for path in sorted(self.manifests.glob("*.json"), reverse=True):
            with suppress(ValueError, KeyError, TypeError):
                content = json.loads(path.read_text(encoding="utf-8"))
                generation = Generation(
                    number=content["number"],
                    made_with=content["made_with"],
                    captures=tuple(CaptureHeld(**capture) for capture in content["captures"]),
                    segments=tuple(Segment(**segment) for segment in content["segments"]),
                )
                if all((self.segments / segment.file).is_file() for segment in generation.segments):
                    return generation
        return None

    def next_number(self) -> int:
        """A number above every manifest there is, whole or not."""
        return 1 + max((int(path.stem) for path in self.manifests.glob("*.json") if path.stem.isdecimal()), default=0)

    def paths(self, generation: Generation, table: str) -> list[str]:
        """The files of one table, oldest first."""
        return [str(self.segments / segment.file) for segment in generation.segments if segment.table == table]

    def adopt(self, unfinished: Path, *, table: str, number: int, rows: int) -> Segment:
        """Take a finished Parquet file over as a segment, under a name made of its table, generation and hash."""
        digest = _hash(unfinished)
        segment = Segment(table, f"{table}-{number:08d}-{digest[:12]}.parquet", digest, rows)
        move_whole(unfinished, self.segments / segment.file)
        return segment

    def publish(self, generation: Generation) -> None:
        """Make a generation the newest one."""
        manifest = json.dumps(asdict(generation), indent=1, sort_keys=True).encode()
        write_whole(self.manifests / f"{generation.number:08d}.json", manifest)

    def sweep(self) -> None:
        """Remove generations and segments nobody can be reading: not the last two, not those of the last day."""
        manifests = sorted(self.manifests.glob("*.json"), reverse=True)
        kept: set[str] = set()
        for place, path in enumerate(manifests):
            if place < 2 or time.time() - path.stat().st_mtime < _DAY:
                with suppress(ValueError):
                    kept.update(segment["file"] for segment in json.loads(path.read_text(encoding="utf-8"))["segments"])
            else:
                path.unlink()
        for path in self.segments.iterdir() if self.segments.exists() else ():
            if path.name not in kept and time.time() - path.stat().st_mtime >= _DAY:
                path.unlink()
