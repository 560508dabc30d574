"""Zips built record by record, so that every field of them can be made to lie."""

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

TABLE = b"Agency,Award ID\n" + b"".join(b"ICE,70TEST24F%08d\n" % number for number in range(500))
LARGEST = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Part:
    """A member; ``listed`` and ``header`` replace fields of its two records, ``descriptor`` is the layout of a third.

    ``packed`` stands in place of the content packed, ``after`` behind it; a hidden member is not listed.
    """

    name: bytes = b"awards.csv"
    content: bytes = TABLE
    method: int = 8
    descriptor: str = ""
    wide: bool = False
    listed: Mapping[str, int | bytes] = field(default_factory=dict)
    header: Mapping[str, int | bytes] = field(default_factory=dict)
    packed: bytes | None = None
    after: bytes = b""
    hidden: bool = False


def deflated(content: bytes) -> bytes:
    """Content as a zip packs it."""
    packing = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packing.compress(content) + packing.flush()


def built(*parts: Part, comment: bytes = b"", wide: bool = False, **end: int) -> bytes:
    """A zip of these members, the list in their order; ``end`` replaces fields of its end."""
    body, listing = bytearray(), bytearray()
    for part in parts:
        at = len(body)
        packed = part.packed
        if packed is None:
            packed = deflated(part.content) if part.method == 8 else part.content
        said: dict[str, int | bytes] = {
            "made": 3 << 8 | 20, "flags": 8 if part.descriptor else 0, "method": part.method,
            "crc": zlib.crc32(part.content), "packed": len(packed), "size": len(part.content),
            "name": part.name, "extra": b"", "mode": 0o100644 << 16, "at": at,
        }  # fmt: skip
        listed = {**said, **part.listed}
        unknown = {"crc": 0, "packed": 0, "size": 0} if part.descriptor else {}
        header = {**said, **part.listed, **unknown, **part.header}
        if part.wide:
            listed["extra"] = struct.pack("<2H3Q", 1, 24, listed["size"], listed["packed"], listed["at"])
            header["extra"] = struct.pack("<2H2Q", 1, 16, header["size"], header["packed"])
            listed |= {"size": LARGEST, "packed": LARGEST, "at": LARGEST}
            header |= {"size": LARGEST, "packed": LARGEST}
        body += header_record(header) + packed
        if part.descriptor:
            mark = (b"PK\x07\x08",) if "4s" in part.descriptor else ()
            body += struct.pack(part.descriptor, *mark, said["crc"], said["packed"], said["size"])
        body += part.after
        if not part.hidden:
            listing += listed_record(listed)
    members = sum(not part.hidden for part in parts)
    told = {"members": members, "here": members, "size": len(listing), "start": len(body), "disk": 0} | end
    return bytes(body + listing) + end_records(told, comment, wide=wide, stop=len(body) + len(listing))


def header_record(said: Mapping[str, int | bytes]) -> bytes:
    """What stands before a member."""
    name, extra = said["name"], said["extra"]
    assert isinstance(name, bytes)
    assert isinstance(extra, bytes)
    fields = (said["flags"], said["method"], 0, 0, said["crc"], said["packed"], said["size"])
    return struct.pack("<4s5H3L2H", b"PK\3\4", 20, *fields, len(name), len(extra)) + name + extra


def listed_record(said: Mapping[str, int | bytes]) -> bytes:
    """What the list says of a member."""
    name, extra = said["name"], said["extra"]
    assert isinstance(name, bytes)
    assert isinstance(extra, bytes)
    fields = (said["made"], 20, said["flags"], said["method"], 0, 0, said["crc"], said["packed"], said["size"])
    tail = (len(name), len(extra), 0, 0, 0, said["mode"], said["at"])
    return struct.pack("<4s6H3L5H2L", b"PK\1\2", *fields, *tail) + name + extra


def end_records(told: Mapping[str, int], comment: bytes, *, wide: bool, stop: int) -> bytes:
    """The end, in both forms where the zip is a wide one."""
    told_in_order = (told["disk"], 0, told["here"], told["members"], told["size"], told["start"])
    if not wide:
        return struct.pack("<4s4H2LH", b"PK\5\6", *told_in_order, len(comment)) + comment
    long = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, *told_in_order)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, stop, 1)
    saturated = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, LARGEST, LARGEST, len(comment))
    return long + locator + saturated + comment
