"""The records a zip is made of, read within bounds: its end, its list of members, the header before each of them."""

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from vigie.errors import ZipCorruptError

# The records of APPNOTE.TXT 6.3.10 (PKWARE), sections 4.3.7, 4.3.12, 4.3.14, 4.3.15, 4.3.16
_LOCAL = struct.Struct("<4s5H3L2H")
_LISTED = struct.Struct("<4s6H3L5H2L")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_END = struct.Struct("<4s4H2LH")
_LONGEST_COMMENT = 0xFFFF
# A number that does not fit its field is written as the largest and stands in a Zip64 record (4.4.1.4)
_SHORT, _LONG = 0xFFFF, 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class End:
    """What the end of a zip says of its list: how many members, its first byte, the byte after its last."""

    members: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A member as the list at the end has it; ``at`` is the place of its header, ``mode`` its Unix kind or 0."""

    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    at: int
    mode: int


@dataclass(frozen=True, slots=True)
class Header:
    """A member as the record before its bytes has it; ``start`` is the place of the first of these."""

    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    start: int


def read_bytes(file: BinaryIO, at: int, count: int, *, where: str) -> bytes:
    """Exactly so many bytes from a place.

    Raises ZipCorruptError when the file has not got them.
    """
    if at < 0 or at > file.seek(0, os.SEEK_END) - count:
        raise ZipCorruptError(where=where, reason="zip_list")
    file.seek(at)
    content = file.read(count)
    if len(content) != count:
        raise ZipCorruptError(where=where, reason="zip_list")
    return content


def read_end(file: BinaryIO, *, where: str) -> End:
    """The end of a zip, in its Zip64 form where there is one; the list stands right before it.

    Raises ZipCorruptError when there is none, when it is not the last thing in the file, or when this is a part of several.
    """
    at = _place_of_end(file, where)
    _, *short, _ = _END.unpack(read_bytes(file, at, _END.size, where=where))
    told, stop = short, at
    if at >= _LOCATOR.size:
        mark, _, place, _ = _LOCATOR.unpack(read_bytes(file, at - _LOCATOR.size, _LOCATOR.size, where=where))
        if mark == b"PK\6\7":
            told, stop = _read_end64(file, place, at - _LOCATOR.size, where), place
            limits = (_SHORT, _SHORT, _SHORT, _SHORT, _LONG, _LONG)
            if any(one not in (limit, long) for one, limit, long in zip(short, limits, told, strict=True)):
                raise ZipCorruptError(where=where, reason="zip_end")
    disk, disk_of_list, members_here, members, size, start = told
    if disk or disk_of_list or members_here != members:
        raise ZipCorruptError(where=where, reason="zip_parts")
    if start + size != stop:
        raise ZipCorruptError(where=where, reason="zip_end")
    return End(members, start, stop)


def _place_of_end(file: BinaryIO, where: str) -> int:
    """Where the record is whose comment ends with the file."""
    size = file.seek(0, os.SEEK_END)
    first = max(0, size - _END.size - _LONGEST_COMMENT)
    tail = read_bytes(file, first, size - first, where=where)
    at = len(tail)
    while (at := tail.rfind(b"PK\5\6", 0, at)) >= 0:
        rest = len(tail) - at - _END.size
        if rest >= 0 and int.from_bytes(tail[at + 20 : at + 22], "little") == rest:
            return first + at
    raise ZipCorruptError(where=where, reason="zip_end")


def _read_end64(file: BinaryIO, place: int, stop: int, where: str) -> list[int]:
    mark, length, _, _, *told = _END64.unpack(read_bytes(file, place, _END64.size, where=where))
    if mark != b"PK\6\6" or place + 12 + length != stop:
        raise ZipCorruptError(where=where, reason="zip_end")
    return told


def read_list(file: BinaryIO, end: End, *, where: str) -> Iterator[Listed]:
    """The members as listed at the end, in that order.

    Raises ZipCorruptError when a record is broken, or when there are more or fewer than the end says.
    """
    place, members = end.start, 0
    while place < end.stop:
        mark, made, _, flags, method, _, _, crc, packed, size, name_length, extra_length, comment_length, disk, _, kind, at = (
            _LISTED.unpack(read_bytes(file, place, _LISTED.size, where=where))
        )  # fmt: skip
        if mark != b"PK\1\2" or disk not in (0, _SHORT):
            raise ZipCorruptError(where=where, reason="zip_list")
        rest = read_bytes(file, place + _LISTED.size, name_length + extra_length, where=where)
        place += _LISTED.size + len(rest) + comment_length
        size, packed, at = _widened(rest[name_length:], (size, packed, at), where)
        members += 1
        # 3 and 19 are the systems whose upper half of this field is a Unix mode (4.4.2.2)
        mode = kind >> 16 if made >> 8 in (3, 19) else 0
        yield Listed(rest[:name_length], flags, method, crc, packed, size, at, mode)
    if place != end.stop or members != end.members:
        raise ZipCorruptError(where=where, reason="zip_list")


def read_header(file: BinaryIO, at: int, *, where: str) -> Header:
    """The header of a member, which stands right before its bytes.

    Raises ZipCorruptError when there is none at this place.
    """
    mark, _, flags, method, _, _, crc, packed, size, name_length, extra_length = _LOCAL.unpack(
        read_bytes(file, at, _LOCAL.size, where=where)
    )
    if mark != b"PK\3\4":
        raise ZipCorruptError(where=where, reason="zip_header")
    rest = read_bytes(file, at + _LOCAL.size, name_length + extra_length, where=where)
    size, packed = _widened(rest[name_length:], (size, packed), where)
    return Header(rest[:name_length], flags, method, crc, packed, size, at + _LOCAL.size + len(rest))


def _widened(extra: bytes, numbers: tuple[int, ...], where: str) -> list[int]:
    """These numbers, those that did not fit taken one after the other from the Zip64 field (4.5.3)."""
    if _LONG not in numbers:
        return list(numbers)
    wide = _zip64_field(extra)
    if len(wide) < 8 * numbers.count(_LONG):
        raise ZipCorruptError(where=where, reason="zip_list")
    longer = (int.from_bytes(wide[at : at + 8], "little") for at in range(0, len(wide), 8))
    return [next(longer) if number == _LONG else number for number in numbers]


def _zip64_field(extra: bytes) -> bytes:
    """The field of kind 1 among the extra ones; nothing where there is none."""
    place = 0
    while place + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, place)
        place += 4
        if kind == 1:
            return extra[place : place + length]
        place += length
    return b""
