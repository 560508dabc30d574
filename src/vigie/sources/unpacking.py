"""A file unpacked in parts: gzip and zstandard, never more at a time than fits, never more in all than a table can be."""

import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import zstandard

from vigie.errors import FileEmptyError, FileTooLargeError, FileTruncatedError
from vigie.sources.file import LARGEST, SLICE, STEEPEST, open_published

_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
# What so few bytes of zstandard can unpack to at once fits into memory: a block of 4 bytes may stand for 128 KB
_ZSTD_SLICE = 512
_WINDOW = 1 << 27
_PART = 1 << 20


class _Unpacking(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, given: bytes, /) -> bytes: ...


def unpacked_parts(path: Path) -> Iterator[bytes]:
    """The content of a file in parts, unpacked where it is packed; several packed parts one after the other are one file.

    Raises FileTruncatedError when it ends early or its checksum is wrong, FileTooLargeError when it unpacks beyond any
    published table, and what ``open_published`` raises.
    """
    most = max(1 << 24, STEEPEST * path.stat().st_size)
    size = 0
    with open_published(path) as file:
        mark = file.read(4)
    for part in _parts(path, mark):
        size += len(part)
        if size > LARGEST or (size > most and mark.startswith((_GZIP, _ZSTD))):
            raise FileTooLargeError(where=path.name, found=path.stat().st_size, unpacked=size)
        yield part
    if not size:
        raise FileEmptyError(where=path.name, found="0")


def _parts(path: Path, mark: bytes) -> Iterator[bytes]:
    if mark.startswith(_GZIP):
        return _frames(path, lambda: zlib.decompressobj(31), SLICE)
    if mark.startswith(_ZSTD):
        unpacking = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
        return _frames(path, lambda: unpacking.decompressobj(), _ZSTD_SLICE)
    return _slices(path, _PART)


def _slices(path: Path, size: int) -> Iterator[bytes]:
    with open_published(path) as file:
        while given := file.read(size):
            yield given


def _frames(path: Path, begin: Callable[[], _Unpacking], size: int) -> Iterator[bytes]:
    """The content of the packed frames of a file, gathered to parts."""
    unpacking, held, done = begin(), bytearray(), 0
    begun = False
    for given in _slices(path, size):
        rest = given
        while rest:
            if unpacking.eof:
                if not rest.strip(b"\0"):
                    break
                unpacking = begin()
            try:
                held += unpacking.decompress(rest)
            except (zlib.error, zstandard.ZstdError):
                raise FileTruncatedError(where=path.name, found=done + len(held)) from None
            begun = True
            rest = unpacking.unused_data if unpacking.eof else b""
        if len(held) >= _PART:
            done += len(held)
            yield bytes(held)
            held.clear()
    if not begun or not unpacking.eof:
        raise FileTruncatedError(where=path.name, found=done + len(held))
    if held:
        yield bytes(held)
