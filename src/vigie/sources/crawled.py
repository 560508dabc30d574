"""A crawl that reached its end, and what of it lies on the disk, as the source sent it, until it is taken in or refused.

Beside the file of its pages stands a record of what the crawl noticed, so that the file can be taken in later without
asking again.
"""

import os
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import orjson

from vigie.archive.capture import Doubt
from vigie.archive.durable import write_whole

_PAGES = ".json-seq"


@dataclass(frozen=True, slots=True)
class Crawled:
    """A crawl that reached its end. ``path`` is a JSON text sequence (RFC 7464) of the pages as received, in order.

    It was asked for the actions of ``buyer`` from ``since`` to ``until``. ``expected`` is the source's count at the end,
    ``found`` the distinct rows received. ``complete`` when there is no doubt. ``unknown_fields`` were in the answers and
    nobody asked for them.
    """

    path: Path
    address: str
    buyer: str
    since: date
    until: date
    started: datetime
    finished: datetime
    expected: int
    found: int
    pages: int
    complete: bool
    doubts: tuple[Doubt, ...]
    unknown_fields: tuple[str, ...] = ()

    def keep(self, bodies: list[bytes]) -> None:
        """Write the record and then the pages, so that no pages lie about of which nobody knows what they are."""
        record = {name: value for name, value in asdict(self).items() if name != "path"}
        write_whole(_record(self.path), orjson.dumps(record))
        write_whole(self.path, b"".join(b"\x1e" + body + b"\n" for body in bodies))

    def forget(self) -> None:
        """Remove the pages and then the record."""
        self.path.unlink(missing_ok=True)
        _record(self.path).unlink(missing_ok=True)


def waiting(folder: Path) -> list[Crawled]:
    """The crawls in a folder that were neither taken in nor refused, the one finished first first."""
    found = [one for path in folder.glob(f"*{_PAGES}") if (one := _read(path)) is not None]
    return sorted(found, key=lambda one: (one.finished, one.path.name))


def clear(folder: Path, *, own: str, before: datetime) -> None:
    """Remove what nobody will take in: pages without a readable record, files half written, and crawls interrupted on which nobody
    went on since ``before``, but the one called ``own``."""
    for path in folder.glob(f"*{_PAGES}"):
        if _read(path) is None:
            path.unlink(missing_ok=True)
    for path in folder.iterdir() if folder.is_dir() else ():
        with suppress(FileNotFoundError):
            old = os.stat(path).st_mtime < before.timestamp()
            if old and path.is_dir() and path.name != own:
                shutil.rmtree(path)
            elif old and path.suffix in (".part", ".json") and not path.with_suffix(_PAGES).exists():
                path.unlink()


def _record(path: Path) -> Path:
    return path.with_suffix(".json")


def _read(path: Path) -> Crawled | None:
    try:
        said = orjson.loads(_record(path).read_bytes())
        read: dict[str, Any] = {name: date.fromisoformat(said.pop(name)) for name in ("since", "until")}
        read |= {name: datetime.fromisoformat(said.pop(name)) for name in ("started", "finished")}
        doubts = tuple(Doubt(doubt) for doubt in said.pop("doubts"))
        return Crawled(path=path, doubts=doubts, unknown_fields=tuple(said.pop("unknown_fields")), **read, **said)
    except (OSError, ValueError, KeyError, TypeError):
        return None
