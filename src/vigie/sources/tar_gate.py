"""A published tar, packed or not, read as a stream: one file after the other, none ever written to disk.

Only plain files and folders with plain names are let through (POSIX.1-2001, ustar and pax); links, devices, names that lead out
of a folder, files and archives larger than any published, and anything after the end mark are refused.
"""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import BinaryIO

import zstandard

from vigie.errors import TarCorruptError, TarEmptyError, TarPathError, TarTooLargeError, ZipPathError
from vigie.sources.zip_names import plain_name

_BLOCK = 512
_LARGEST = 4 << 30
_LARGEST_FILE = 32 << 20  # a page of the feed has some 150 KB
_LARGEST_NAME = 1 << 16
_MOST = 200_000
_WINDOW = 1 << 27
_SKIPPED_AT_ONCE = 1 << 20
_FILE, _FOLDER = (b"0", b"\0"), b"5"
_LONG_NAME, _EXTENDED, _EXTENDED_ALL = b"L", b"x", b"g"


@dataclass(frozen=True, slots=True)
class TarFile:
    """A file of a tar: its name, its bytes, and whether it is one the source publishes; the bytes of others are not kept."""

    name: str
    content: bytes
    wanted: bool


def is_tar(name: str) -> bool:
    """Whether a file is named as a tar is, packed or not."""
    return name.lower().endswith((".tar", ".tar.gz", ".tgz", ".tar.zst"))


def tar_files(file: BinaryIO, *, where: str, endings: tuple[str, ...]) -> Iterator[TarFile]:
    """The files of a tar in its order; ``file`` is open at its beginning.

    Raises TarCorruptError, TarPathError, TarTooLargeError, and TarEmptyError after the last where none has one of ``endings``.
    """
    with closing(_Unpacked(file, where)) as unpacked:
        files, wanted = 0, 0
        name: str | None = None
        while (header := _header(unpacked)) is not None:
            if header.kind in (_LONG_NAME, _EXTENDED, _EXTENDED_ALL):
                told = unpacked.content(header.size, most=_LARGEST_NAME)
                name = _told_name(told, header.kind) or name
                continue
            plain = _plain(name or header.name, header, where)
            name = None
            files += 1
            if files > _MOST:
                raise TarTooLargeError(where=where, unpacked=files, expected=_MOST)
            if header.kind == _FOLDER:
                continue
            is_wanted = plain.lower().endswith(endings)
            wanted += is_wanted
            content = unpacked.content(header.size, most=_LARGEST_FILE) if is_wanted else unpacked.skip(header.size)
            yield TarFile(plain, content, is_wanted)
        unpacked.end()
        if not wanted:
            raise TarEmptyError(where=where, found=files, expected=", ".join(endings))


@dataclass(frozen=True, slots=True)
class _Header:
    name: str
    size: int
    kind: bytes


def _header(unpacked: "_Unpacked") -> _Header | None:
    """The next header; None at the end mark."""
    block = unpacked.read(_BLOCK)
    if not any(block):
        return None
    try:
        said = int(block[148:156].rstrip(b" \0") or b"0", 8)
        size = int(block[124:136].strip(b" \0") or b"0", 8)
    except ValueError:
        raise unpacked.damaged() from None
    if said != sum(block) - sum(block[148:156]) + 8 * ord(" ") or size < 0:
        raise unpacked.damaged()
    name = block[:100].rstrip(b"\0")
    prefix = block[345:500].rstrip(b"\0") if block[257:262] == b"ustar" and block[263:265] == b"00" else b""
    whole = prefix + b"/" + name if prefix else name
    return _Header(whole.decode("utf-8", "backslashreplace"), size, block[156:157])


def _told_name(told: bytes, kind: bytes) -> str | None:
    """The name a header before the header of a file gives it; None where it tells something else."""
    if kind == _LONG_NAME:
        return told.rstrip(b"\0").decode("utf-8", "backslashreplace")
    for line in told.split(b"\n") if kind == _EXTENDED else ():
        key, equals, value = line.partition(b" ")[2].partition(b"=")
        if equals and key == b"path":
            return value.decode("utf-8", "backslashreplace")
    return None


def _plain(name: str, header: _Header, where: str) -> str:
    if header.kind not in (*_FILE, _FOLDER):
        raise TarPathError(where=where, found=name[:255])
    if name in (".", "./"):
        return name
    try:
        return plain_name(name.removeprefix("./").encode(), utf8=True, where=where)
    except ZipPathError as refusal:
        raise TarPathError(where=where, found=refusal.found["found"]) from None


class _Unpacked:
    """The bytes of a tar, unpacked as they are read; counts them."""

    def __init__(self, file: BinaryIO, where: str) -> None:
        start = file.read(4)
        file.seek(0)
        self._where = where
        self._read = 0
        self._stream: BinaryIO | gzip.GzipFile | zstandard.ZstdDecompressionReader = file
        if start.startswith(b"\x28\xb5\x2f\xfd"):
            unpacking = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
            self._stream = unpacking.stream_reader(file, read_across_frames=True, closefd=False)
        elif start.startswith(b"\x1f\x8b"):
            self._stream = gzip.GzipFile(fileobj=file)

    def read(self, size: int) -> bytes:
        """Exactly so many bytes."""
        self._read += size
        if self._read > _LARGEST:
            raise TarTooLargeError(where=self._where, unpacked=self._read, expected=_LARGEST)
        content = self._some(size)
        if len(content) != size:
            raise self.damaged()
        return content

    def content(self, size: int, *, most: int) -> bytes:
        """What a file of this size holds, and the stream moved on behind its last block."""
        if size > most:
            raise TarTooLargeError(where=self._where, unpacked=size, expected=most)
        return self.read(-(-size // _BLOCK) * _BLOCK)[:size]

    def skip(self, size: int) -> bytes:
        """Nothing, and the stream moved on behind a file of this size."""
        left = -(-size // _BLOCK) * _BLOCK
        while left:
            left -= len(self.read(min(left, _SKIPPED_AT_ONCE)))
        return b""

    def end(self) -> None:
        """Raise TarCorruptError where something stands behind the end mark, or the packing ends early."""
        while rest := self._some(_SKIPPED_AT_ONCE):
            self._read += len(rest)
            if any(rest):
                raise self.damaged()
            if self._read > _LARGEST:
                raise TarTooLargeError(where=self._where, unpacked=self._read, expected=_LARGEST)

    def damaged(self) -> TarCorruptError:
        """What is raised where the tar is not as it should be."""
        return TarCorruptError(where=self._where, found=self._read)

    def close(self) -> None:
        """Let go of the unpacking; the file stays open."""
        if isinstance(self._stream, gzip.GzipFile):
            self._stream.close()

    def _some(self, size: int) -> bytes:
        parts, left = [], size
        try:
            while left and (part := self._stream.read(left)):
                parts.append(part)
                left -= len(part)
        except (zstandard.ZstdError, EOFError, zlib.error, gzip.BadGzipFile):
            raise self.damaged() from None
        return b"".join(parts)
