"""The gate before a published zip: everything it says of itself is checked before a byte of a member is unpacked.

Every byte of the file has to belong to a member, to the list of members or to the end, and to one of them only; so no two readers
can see different archives in one file, and what is unpacked is bounded by what was handed over. Python's own zipfile
expands overlapping members up to 3.11.7 (CVE-2024-0450).
"""

import os
import stat
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from vigie.errors import (
    FileEmptyError,
    FileTypeError,
    InputError,
    ZipChecksumError,
    ZipCorruptError,
    ZipCountError,
    ZipEmptyError,
    ZipEncryptedError,
    ZipMethodError,
    ZipNestedError,
    ZipOverlapError,
    ZipPathError,
    ZipRatioError,
)
from vigie.sources.file import csv_text
from vigie.sources.zip_file import DEFLATED, STORED, Member
from vigie.sources.zip_names import is_archive, is_table, plain_name
from vigie.sources.zip_records import End, Header, Listed, read_bytes, read_end, read_header, read_list

_MOST = 1_000  # a member has up to a million rows, and all years of the source together some hundred million
_STEEPEST = 200  # a year in the layout of 297 columns packs 12 times; deflate can reach 1,032
_HARMLESS = 1 << 20

# Bits of the flags (APPNOTE.TXT 4.4.4)
_ENCRYPTED, _DESCRIBED, _PATCHED, _STRONG, _UTF8, _MASKED = 1 << 0, 1 << 3, 1 << 5, 1 << 6, 1 << 11, 1 << 13
_AES = 99
# What may stand after a member: with or without its mark, with short or long sizes (4.3.9)
_DESCRIPTORS = {12: "<3L", 16: "<4x3L", 20: "<L2Q", 24: "<4xL2Q"}


@dataclass(frozen=True, slots=True)
class Contents:
    """What a zip holds, in the order of its list: the tables, and the names of all else, which is not read."""

    tables: tuple[Member, ...]
    skipped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A member as listed and as found; ``where`` names it in messages."""

    name: str
    listed: Listed
    header: Header
    where: str

    @property
    def stop(self) -> int:
        return self.header.start + self.listed.packed


def gate(file: BinaryIO, *, where: str, endings: tuple[str, ...] = (".csv",)) -> Contents:
    """The tables of a zip that can be read without harm; ``file`` is open, can be moved about in, and stays open. ``endings`` are those
    of the files its source publishes.

    Nothing is unpacked yet: that a member holds what the zip announces is checked as it is streamed.

    Raises FileEmptyError, FileTypeError for another kind of file or one with something before the zip, and the InputErrors
    whose names begin with Zip.
    """
    _check_kind(file, where)
    end = read_end(file, where=where)
    if end.members > _MOST:
        raise ZipCountError(where=where, found=end.members, expected=_MOST)
    found = _found(file, end, where)
    _check_places(file, sorted(found, key=lambda one: one.listed.at), end, where)
    _check_names(found, where)
    _check_sizes(found, file.seek(0, os.SEEK_END), where)
    tables = [one for one in found if is_table(one.name, endings)]
    if not tables:
        raise ZipEmptyError(where=where, found=len(found))
    return Contents(
        tables=tuple(_member(file, one) for one in tables),
        skipped=tuple(one.name for one in found if not is_table(one.name, endings)),
    )


def _check_kind(file: BinaryIO, where: str) -> None:
    file.seek(0)
    start = file.read(4096)
    if not start:
        raise FileEmptyError(where=where, found="0")
    if not start.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06")):
        raise FileTypeError(where=where, found=_kind(start, where), expected="zip")


def _kind(start: bytes, where: str) -> str:
    """The kind of file this is instead, by its first bytes."""
    try:
        csv_text(start, where=where)
    except FileTypeError as refusal:
        return str(refusal.found["found"])
    except InputError:
        return "binary"
    return "binary" if b"\0" in start else "CSV"


def _found(file: BinaryIO, end: End, where: str) -> list[_Placed]:
    """Every member listed, with its header; neither needs a password, both agree."""
    found: list[_Placed] = []
    for listed in read_list(file, end, where=where):
        if len(found) == _MOST:
            raise ZipCountError(where=where, found=len(found) + 1, expected=_MOST)
        name = plain_name(listed.name, utf8=bool(listed.flags & _UTF8), where=where)
        if stat.S_IFMT(listed.mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise ZipPathError(where=where, found=name)
        one = _Placed(name, listed, read_header(file, listed.at, where=where), f"{where}/{name}")
        _check_packing(one)
        _check_agreement(one)
        found.append(one)
    return found


def _check_packing(one: _Placed) -> None:
    flags = one.listed.flags | one.header.flags
    if flags & (_ENCRYPTED | _STRONG | _MASKED) or _AES in (one.listed.method, one.header.method):
        raise ZipEncryptedError(where=one.where)
    if flags & _PATCHED or one.listed.method not in (STORED, DEFLATED):
        raise ZipMethodError(where=one.where, found=one.listed.method)
    if one.listed.method == STORED and one.listed.packed != one.listed.size:
        raise ZipCorruptError(where=one.where, reason="zip_size")


def _check_agreement(one: _Placed) -> None:
    """Refuse two stories of one member; a header written before the sizes were known may have zeros for them."""
    listed, header = one.listed, one.header
    unknown = 0 if listed.flags & _DESCRIBED else None
    if (
        header.method != listed.method
        or (header.flags ^ listed.flags) & _DESCRIBED
        or header.packed not in (listed.packed, unknown)
        or header.size not in (listed.size, unknown)
    ):
        raise ZipCorruptError(where=one.where, reason="zip_header")
    if header.crc not in (listed.crc, unknown):
        raise ZipChecksumError(where=one.where, found=f"{header.crc:08x}", expected=f"{listed.crc:08x}")


def _check_places(file: BinaryIO, placed: Sequence[_Placed], end: End, where: str) -> None:
    """Refuse members, in the order they lie in, that share bytes or leave bytes to nobody."""
    places = [*(one.listed.at for one in placed), end.start]
    if places[0] != 0:
        raise FileTypeError(where=where, found="zip + zip", expected="zip")
    for one, following in zip(placed, places[1:], strict=True):
        if one.stop > following:
            raise ZipOverlapError(where=one.where)
        if not _is_described(file, one, following - one.stop):
            raise ZipCorruptError(where=one.where, reason="zip_gap")


def _is_described(file: BinaryIO, one: _Placed, gap: int) -> bool:
    """Whether what stands after a member is its descriptor, or nothing where it has none."""
    if not one.listed.flags & _DESCRIBED:
        return gap == 0
    if gap not in _DESCRIPTORS:
        return False
    record = read_bytes(file, one.stop, gap, where=one.where)
    said = struct.unpack(_DESCRIPTORS[gap], record)
    marked = record.startswith(b"PK\x07\x08") or gap in (12, 20)
    return marked and said == (one.listed.crc, one.listed.packed, one.listed.size)


def _check_names(found: Sequence[_Placed], where: str) -> None:
    seen = set()
    for one in found:
        if one.header.name != one.listed.name:
            raise ZipCorruptError(where=one.where, reason="zip_header")
        if one.name in seen:
            raise ZipPathError(where=where, found=one.name)
        if is_archive(one.name):
            raise ZipNestedError(where=one.where)
        seen.add(one.name)


def _check_sizes(found: Sequence[_Placed], size: int, where: str) -> None:
    for one in found:
        if one.listed.size > max(_HARMLESS, _STEEPEST * one.listed.packed):
            raise ZipRatioError(where=one.where, found=one.listed.packed, unpacked=one.listed.size)
    unpacked = sum(one.listed.size for one in found)
    if unpacked > max(_HARMLESS, _STEEPEST * size):
        raise ZipRatioError(where=where, found=size, unpacked=unpacked)


def _member(file: BinaryIO, one: _Placed) -> Member:
    listed = one.listed
    return Member(one.name, listed.size, listed.packed, listed.crc, listed.method, one.header.start, one.where, file)
