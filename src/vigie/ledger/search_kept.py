"""Where indexes are kept: a folder each, whole or not there, made again from the ledger when its bytes are wrong."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import orjson
from isal import isal_zlib

from vigie.ledger.search_index import Entry, SearchIndex, lay, opened

# What each file of an index held when it was made: its length and checksum
_WHOLE = "whole.json"
_MAKING = ".making-"
_HOUR = 3_600


def kept_index(
    folder: Path, name: str, entries: Callable[[], Sequence[Entry]], said: Callable[[int, int], None]
) -> SearchIndex:
    """The index of this name in a folder; it is made where it is missing or damaged, and those of older generations are removed.

    Names begin with the number of a generation. Where nothing can be written, the index is made in memory.
    """
    place = folder / name
    found = _sound(place)
    if found is not None:
        return found
    laid = entries()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=_MAKING, dir=folder))
    except OSError:
        return lay(laid, None, said)
    try:
        index = lay(laid, making, said)
        for lock in making.glob("*.lock"):
            lock.unlink()
        (making / _WHOLE).write_bytes(orjson.dumps(_sums(making)))
        _put(making, place)
    except (OSError, ValueError):  # the library tells a full disk as a ValueError
        return lay(laid, None, said)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    _sweep(folder, name)
    return _sound(place) or index


def _put(making: Path, place: Path) -> None:
    """Give a finished index its name; where another process was faster, its index stays."""
    try:
        os.rename(making, place)
    except OSError:
        if _sound(place) is not None:
            return
        aside = Path(tempfile.mkdtemp(prefix=_MAKING, dir=place.parent))
        os.rename(place, aside / "damaged")
        shutil.rmtree(aside, ignore_errors=True)
        with suppress(OSError):  # another process was faster just now
            os.rename(making, place)


def _sums(folder: Path) -> dict[str, list[int]]:
    return {
        path.name: [path.stat().st_size, isal_zlib.crc32(path.read_bytes())]
        for path in sorted(folder.iterdir())
        if path.name != _WHOLE and path.suffix != ".lock"
    }


def _sound(place: Path) -> SearchIndex | None:
    """The index in a folder; None where a byte of it is not as it was made."""
    with suppress(OSError, ValueError):
        if orjson.loads((place / _WHOLE).read_bytes()) == _sums(place):
            return opened(place) if os.access(place, os.W_OK) else _opened_elsewhere(place)
    return None


def _opened_elsewhere(place: Path) -> SearchIndex:
    """An index of a folder that may only be read: the library opens none without writing a lock, so a copy is opened and removed."""
    with tempfile.TemporaryDirectory() as scratch:
        for path in place.iterdir():
            if path.suffix != ".lock":
                shutil.copyfile(path, Path(scratch) / path.name)
        return opened(Path(scratch))


def _sweep(folder: Path, name: str) -> None:
    """Remove the other indexes of this generation and of those before, and what makers left behind an hour ago."""
    for path in folder.iterdir():
        if path.name.startswith(_MAKING):
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > _HOUR:
                    shutil.rmtree(path, ignore_errors=True)
        elif path.name != name and path.name.partition("-")[0] <= name.partition("-")[0]:
            shutil.rmtree(path, ignore_errors=True)
