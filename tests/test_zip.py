"""Published zips: a table of those that are taken, a table of refusals, damage of every kind, the hostile ones."""

import csv
import io
import json
import struct
import subprocess
import sys
import tracemalloc
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from isal import igzip_lib

from tests.conftest import SHARED, needs_shared
from tests.zips import TABLE, Part, built, deflated, header_record
from vigie.errors import FileEmptyError, FileTypeError, InputError, ZipChecksumError, ZipCorruptError, ZipNestedError
from vigie.messages import LANGUAGES
from vigie.sources.zip_file import Member
from vigie.sources.zip_gate import Contents, gate

OTHER = TABLE.replace(b"ICE", b"CBP")


def opened(content: bytes) -> Contents:
    return gate(io.BytesIO(content), where="a.zip")


def read(content: bytes) -> dict[str, bytes]:
    return {one.name: b"".join(one.stream()) for one in opened(content).tables}


ACCEPTED: list[tuple[str, bytes, dict[str, bytes]]] = [
    ("deflated", built(Part()), {"awards.csv": TABLE}),
    ("stored", built(Part(method=0)), {"awards.csv": TABLE}),
    ("several", built(Part(b"1.csv"), Part(b"2.csv", OTHER, method=0)), {"1.csv": TABLE, "2.csv": OTHER}),
    ("in a folder", built(Part(b"FY2024/1.CSV")), {"FY2024/1.CSV": TABLE}),
    ("an empty member", built(Part(b"1.csv", b""), Part(b"2.csv", b"", method=0)), {"1.csv": b"", "2.csv": b""}),
    ("a comment", built(Part(), comment=b"made by hand PK\5\6"), {"awards.csv": TABLE}),
    ("a name in UTF-8", built(Part("marchés.csv".encode(), listed={"flags": 1 << 11})), {"marchés.csv": TABLE}),
    ("a name in cp437", built(Part("marchés.csv".encode("cp437"))), {"marchés.csv": TABLE}),
    ("Zip64", built(Part(wide=True), Part(b"2.csv", OTHER, wide=True), wide=True), {"awards.csv": TABLE, "2.csv": OTHER}),
    ("Zip64 at its end only", built(Part(), wide=True), {"awards.csv": TABLE}),
    ("Zip64 with a comment", built(Part(wide=True), wide=True, comment=b"whole"), {"awards.csv": TABLE}),
    ("another extra field first", built(Part(listed={"extra": b"UT\5\0\3abcd"})), {"awards.csv": TABLE}),
    *(
        (f"a descriptor of {struct.calcsize(kind)} bytes", built(Part(descriptor=kind), Part(b"2.csv", OTHER, descriptor=kind)),
         {"awards.csv": TABLE, "2.csv": OTHER})
        for kind in ("<3L", "<4s3L", "<L2Q", "<4sL2Q")
    ),
    ("a descriptor, sizes known before", built(Part(descriptor="<4s3L", header={"size": len(TABLE)})), {"awards.csv": TABLE}),
    ("a descriptor after a stored member", built(Part(method=0, descriptor="<4s3L")), {"awards.csv": TABLE}),
]  # fmt: skip


@pytest.mark.parametrize(("case", "content", "tables"), ACCEPTED, ids=[one[0] for one in ACCEPTED])
def test_a_sound_zip_gives_its_tables_in_their_order(case: str, content: bytes, tables: dict[str, bytes]) -> None:
    found = read(content)

    assert found == tables
    assert list(found) == list(tables)


def test_what_is_no_table_is_skipped_and_named() -> None:
    mac = Part(b"__MACOSX/._awards.csv", b"Mac OS X")

    found = opened(built(Part(b"docs/", b"", method=0), Part(b"README.txt"), Part(), mac))

    assert [one.name for one in found.tables] == ["awards.csv"]
    assert found.skipped == ("docs/", "README.txt", "__MACOSX/._awards.csv")


class Pipe(io.BytesIO):
    """A file that cannot be moved about in, as the standard output is."""

    def seekable(self) -> bool:
        return False


@pytest.mark.parametrize("file", [io.BytesIO, Pipe])
@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_that_python_wrote_is_read(file: type[io.BytesIO], wide: bool, method: int) -> None:
    written = file()
    with zipfile.ZipFile(written, "w", method) as archive:
        for name in ("1.csv", "é.csv"):
            with archive.open(name, "w", force_zip64=wide) as member:
                member.write(TABLE)

    assert read(written.getvalue()) == {"1.csv": TABLE, "é.csv": TABLE}


def test_a_zip_larger_than_four_gigabytes_is_read(tmp_path: Path) -> None:
    large = 5 << 30
    first = header_record(
        {"flags": 0, "method": 0, "crc": 0, "packed": 0xFFFFFFFF, "size": 0xFFFFFFFF, "name": b"1.csv",
         "extra": struct.pack("<2H2Q", 1, 16, large, large)}
    )  # fmt: skip
    rest = built(Part(b"2.csv", wide=True), wide=True)
    second = rest[: rest.index(b"PK\1\2")]
    listing = (
        struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0xFFFFFFFF, 0xFFFFFFFF, 5, 20, 0, 0, 0, 0, 0)
        + b"1.csv"
        + struct.pack("<2H2Q", 1, 16, large, large)
        + struct.pack(
            "<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, zlib.crc32(TABLE), len(deflated(TABLE)), len(TABLE), 5, 12, 0, 0, 0, 0,
            0xFFFFFFFF,
        )
        + b"2.csv"
        + struct.pack("<2HQ", 1, 8, len(first) + large)
    )  # fmt: skip
    start = len(first) + large + len(second)
    end = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 2, 2, len(listing), start)
    end += struct.pack("<4sLQL", b"PK\6\7", 0, start + len(listing), 1)
    end += struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 2, 2, len(listing), 0xFFFFFFFF, 0)
    with (tmp_path / "large.zip").open("wb+") as file:
        file.write(first)
        file.seek(len(first) + large)  # a hole: it takes no place on the disk
        file.write(second + listing + end)

        found = gate(file, where="large.zip").tables

        assert [(one.name, one.size) for one in found] == [("1.csv", large), ("2.csv", len(TABLE))]
        assert b"".join(found[1].stream()) == TABLE


def twice(one: Part, *, times: int = 2) -> bytes:
    """A zip whose list has one member several times, under different names."""
    whole = built(one)
    start = whole.index(b"PK\1\2")
    record = whole[start : whole.index(b"PK\5\6")]
    listing = b"".join(record.replace(b"awards.csv", b"%06d.csv" % number) for number in range(times))
    return whole[:start] + listing + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, times, times, len(listing), start, 0)


GOOD = built(Part())
LIST = GOOD.index(b"PK\1\2")
BOMB = built(Part(content=b"0" * 3_000_000))

REFUSALS: list[tuple[str, bytes, str]] = [
    ("no byte", b"", "file.empty"),
    ("a table under the name of a zip", TABLE, "file.type_mismatch"),
    ("a web page", b"<html>Down</html>", "file.type_mismatch"),
    ("a web page before the zip", b"<html><script>1</script></html>" + GOOD, "file.type_mismatch"),
    ("a script before the zip", b"#!/bin/sh\n" + GOOD, "file.type_mismatch"),
    ("a member before the first listed", built(Part(hidden=True), Part(b"2.csv")), "file.type_mismatch"),
    ("a member between two listed", built(Part(), Part(b"2.csv", hidden=True), Part(b"3.csv")), "zip.corrupt"),
    ("no member", built(), "zip.empty"),
    ("no member, Zip64", built(wide=True), "zip.empty"),
    ("notes only", built(Part(b"README.txt")), "zip.empty"),
    ("cut in a member", GOOD[: LIST // 2], "zip.corrupt"),
    ("cut in the list", GOOD[: LIST + 20], "zip.corrupt"),
    ("the last byte gone", GOOD[:-1], "zip.corrupt"),
    ("something after the end", GOOD + b"\n", "zip.corrupt"),
    ("two zips, one after the other", GOOD + GOOD, "zip.corrupt"),
    ("bytes gone in the middle", GOOD[:60] + GOOD[70:], "zip.corrupt"),
    ("bytes between two members", built(Part(after=b"secret"), Part(b"2.csv")), "zip.corrupt"),
    ("bytes before the list", built(Part(after=b"secret")), "zip.corrupt"),
    ("more members said than listed", built(Part(), members=2, here=2), "zip.corrupt"),
    ("fewer members said than listed", built(Part(), Part(b"2.csv"), members=1, here=1), "zip.corrupt"),
    ("one of several disks", built(Part(), disk=1), "zip.corrupt"),
    ("a list elsewhere", built(Part(), start=0), "zip.corrupt"),
    ("a list beyond the file", built(Part(), wide=True, start=1 << 63), "zip.corrupt"),
    ("a place beyond the file", built(Part(listed={"at": 1 << 31})), "zip.corrupt"),
    ("a Zip64 place beyond every file", built(Part(wide=True, listed={"at": (1 << 64) - 1}), wide=True), "zip.corrupt"),
    ("Zip64 sizes that are not there", built(Part(listed={"size": 0xFFFFFFFF})), "zip.corrupt"),
    ("sizes that differ", built(Part(header={"size": 5})), "zip.corrupt"),
    ("packed sizes that differ", built(Part(header={"packed": 5})), "zip.corrupt"),
    ("methods that differ", built(Part(header={"method": 0})), "zip.corrupt"),
    ("names that differ", built(Part(header={"name": b"others.csv"})), "zip.corrupt"),
    ("checksums that differ", built(Part(header={"crc": 5})), "zip.crc"),
    ("a descriptor that differs", built(Part(descriptor="<4s3L", listed={"size": 5})), "zip.corrupt"),
    ("a descriptor that is not there", built(Part(listed={"flags": 8})), "zip.corrupt"),
    ("a stored member of two sizes", built(Part(method=0, listed={"size": 5})), "zip.corrupt"),
    ("more than announced", built(Part(listed={"size": 100})), "zip.corrupt"),
    ("less than announced", built(Part(listed={"size": len(TABLE) + 1})), "zip.corrupt"),
    ("something after the packed bytes", built(Part(packed=deflated(TABLE) + b"secret")), "zip.corrupt"),
    ("packed bytes without an end", built(Part(packed=deflated(TABLE)[:-9])), "zip.corrupt"),
    ("packed bytes that are none", built(Part(packed=b"\xff" * 99)), "zip.corrupt"),
    ("another content", built(Part(listed={"crc": 5})), "zip.crc"),
    ("another content, stored", built(Part(method=0, listed={"crc": 5})), "zip.crc"),
    *(
        (f"a name: {name!r}", built(Part(name, listed={"flags": flags})), "zip.path")
        for name, flags in (
            (b"/etc/awards.csv", 0), (b"//host/awards.csv", 0), (b"../awards.csv", 0), (b"a/../awards.csv", 0),
            (b"a/./awards.csv", 0), (b"C:awards.csv", 0), (b"c:/awards.csv", 0), (b"a\\awards.csv", 0), (b"", 0),
            (b"a\0.csv", 0), (b"a\x1b[31m.csv", 0), (b"a\n.csv", 0), ("a\u202evsc.csv".encode(), 1 << 11),
            (b"a\xff.csv", 1 << 11), (b"a" * 300 + b".csv", 0),
        )
    ),
    ("a name only in the header", built(Part(header={"name": b"../../x.cs"})), "zip.corrupt"),
    ("a name twice", built(Part(), Part()), "zip.path"),
    ("a link", built(Part(listed={"mode": 0o120777 << 16})), "zip.path"),
    ("one member twice in the list", twice(Part()), "zip.overlap"),
    ("a bomb of one member", twice(Part(content=b"0" * 2_000_000), times=10), "zip.overlap"),
    ("a member in another", built(Part(descriptor="<4s3L", listed={"packed": 6000}), Part(b"2.csv")), "zip.overlap"),
    ("a member that runs into the list", built(Part(listed={"packed": len(deflated(TABLE)) + 9})), "zip.overlap"),
    ("a member that unpacks to too much", BOMB, "zip.ratio"),
    ("members that together unpack to too much",
     built(*(Part(b"%d.csv" % number, b"0" * 1_000_000) for number in range(9))), "zip.ratio"),
    ("too many members", built(*(Part(b"%d.csv" % number, b"") for number in range(1001))), "zip.count"),
    ("too many members, said to be few", built(*(Part(b"%d.csv" % one, b"") for one in range(1001)), members=1, here=1),
     "zip.count"),
    ("too many members said", built(Part(), wide=True, members=1 << 60, here=1 << 60), "zip.count"),
    ("a password", built(Part(listed={"flags": 1})), "zip.encrypted"),
    ("a password, said in the header", built(Part(header={"flags": 1})), "zip.encrypted"),
    ("a password, AES", built(Part(listed={"method": 99})), "zip.encrypted"),
    ("hidden headers", built(Part(listed={"flags": 1 << 13})), "zip.encrypted"),
    ("a zip inside", built(Part(), Part(b"more.zip", GOOD, method=0)), "zip.nested"),
    ("a gzip inside", built(Part(b"awards.csv.gz")), "zip.nested"),
    ("a zip inside under another name", built(Part(content=GOOD)), "zip.nested"),
    ("a gzip inside under another name", built(Part(content=b"\x1f\x8b\x08", method=0)), "zip.nested"),
    ("bzip2", built(Part(listed={"method": 12})), "zip.method"),
    ("zstd", built(Part(listed={"method": 93})), "zip.method"),
    ("a patch", built(Part(listed={"flags": 1 << 5})), "zip.method"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "content", "code"), REFUSALS, ids=[one[0] for one in REFUSALS])
def test_a_zip_that_is_not_sound_is_refused(case: str, content: bytes, code: str) -> None:
    with pytest.raises(InputError) as refusal:
        read(content)

    assert refusal.value.code == code
    for lang in LANGUAGES:
        said = refusal.value.message(lang)
        assert said.startswith("a.zip")
        assert all(letter.isprintable() or letter in "\u00a0\u202f" for letter in said)
    assert "Nothing was stored" in refusal.value.message("en")


def test_what_stands_under_the_name_of_a_zip_is_said() -> None:
    with pytest.raises(FileTypeError, match="this is HTML, expected zip"):
        opened(b"<html><script>1</script></html>" + GOOD)
    with pytest.raises(FileTypeError, match="this is CSV, expected zip"):
        opened(TABLE)
    with pytest.raises(FileEmptyError):
        opened(b"")


@pytest.mark.parametrize("method", [0, 8])
def test_a_wrong_checksum_is_found_before_the_content_is_handed_on_as_whole(method: int) -> None:
    member = opened(built(Part(method=method, listed={"crc": 5}))).tables[0]
    handed: list[bytes] = []

    with pytest.raises(ZipChecksumError, match="expected 00000005"):
        handed.extend(member.stream(1000))

    assert len(TABLE) - 1000 <= len(b"".join(handed)) < len(TABLE)


def test_of_a_member_that_lies_about_its_size_nothing_beyond_it_is_handed_on() -> None:
    member = opened(built(Part(listed={"size": 2500}))).tables[0]
    handed: list[bytes] = []

    with pytest.raises(ZipCorruptError):
        handed.extend(member.stream(1000))

    assert handed == [TABLE[:1000]]


def test_parts_are_no_larger_than_asked_and_members_can_be_read_side_by_side() -> None:
    one, other = opened(built(Part(), Part(b"2.csv", OTHER, method=0))).tables

    pairs = list(zip(one.stream(700), other.stream(700), strict=True))

    assert max(len(part) for pair in pairs for part in pair) <= 700
    assert (b"".join(pair[0] for pair in pairs), b"".join(pair[1] for pair in pairs)) == (TABLE, OTHER)


def test_a_member_can_be_read_again() -> None:
    member = opened(GOOD).tables[0]

    assert b"".join(member.stream()) == b"".join(member.stream(10)) == TABLE


def test_a_file_cut_after_the_gate_is_found() -> None:
    file = io.BytesIO(built(Part(method=0)))
    member = gate(file, where="a.zip").tables[0]
    file.truncate(100)

    with pytest.raises(ZipCorruptError):
        list(member.stream())


def test_an_archive_inside_is_named_with_its_place() -> None:
    with pytest.raises(ZipNestedError, match=r"a\.zip/FY/more\.zip: a packed file"):
        opened(built(Part(b"FY/more.zip")))


DAMAGED = [one[1] for one in ACCEPTED if one[0] not in ("an empty member", "several", "in a folder")]


@settings(max_examples=1000, deadline=None)
@given(
    content=st.sampled_from(DAMAGED),
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), max_size=4),
    records=st.booleans(),
    cut=st.none() | st.tuples(st.floats(0, 1), st.integers(1, 40)),
)
def test_a_damaged_zip_gives_the_same_content_or_a_named_error(
    content: bytes, flips: Sequence[tuple[float, int]], records: bool, cut: tuple[float, int] | None
) -> None:
    damaged = bytearray(content)
    first = content.index(b"PK\1\2") if records else 0  # most of the bytes are packed content; the records need a share
    for place, bits in flips:
        damaged[first + int(place * (len(content) - first))] ^= bits
    if cut is not None:
        start = int(cut[0] * len(content))
        del damaged[start : start + cut[1]]

    tracemalloc.start()
    try:
        found = opened(bytes(damaged))
        contents = {b"".join(one.stream(4096)) for one in found.tables}
    except InputError:
        contents = set()
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

    assert contents <= {TABLE, OTHER}
    assert peak < 1 << 20


@pytest.mark.parametrize("content", [GOOD, built(Part(descriptor="<4s3L"), wide=True)], ids=["short", "wide"])
def test_every_place_a_zip_can_be_cut_is_found(content: bytes) -> None:
    for length in range(len(content)):
        with pytest.raises(InputError):
            read(content[:length])


BOUNDED = """
import resource, sys
from pathlib import Path
from vigie.errors import InputError
from vigie.sources.zip_gate import gate

pages = int(Path("/proc/self/statm").read_text().split()[0])
resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + (24 << 20),) * 2)
for name in sys.argv[1:]:
    with open(name, "rb") as file:
        try:
            said = sum(len(part) for one in gate(file, where=name).tables for part in one.stream())
        except InputError as refusal:
            said = refusal.code
    print(Path(name).name, said)
"""


def bounded(paths: Sequence[Path]) -> dict[str, str]:
    """What becomes of these zips in a process that may use 24 MB more than it needs to start."""
    ended = subprocess.run(
        [sys.executable, "-c", BOUNDED, *map(str, paths)], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return dict(line.split(" ") for line in ended.stdout.splitlines())


linux = pytest.mark.skipif(sys.platform != "linux", reason="needs a limit on memory that the system keeps")


@linux
def test_bombs_and_large_members_stay_within_a_few_megabytes(tmp_path: Path) -> None:
    zeros = b"0" * (64 << 20)
    packed = igzip_lib.compress(zeros, 1, igzip_lib.COMP_DEFLATE)
    large = bytes(range(256)) * (1 << 18)
    bombs = {
        "honest.zip": built(Part(content=zeros, packed=packed)),
        "lying.zip": built(Part(packed=packed)),
        "lying_little.zip": built(Part(content=zeros, packed=packed, listed={"size": 200 * len(packed)})),
        "overlapping.zip": twice(Part(content=zeros, packed=packed), times=100),
        "large.zip": built(Part(content=large, method=0)),
        "names.zip": built(*(Part(b"%d.csv" % one, b"", listed={"extra": bytes(65000)}) for one in range(1000))),
    }
    for name, content in bombs.items():
        (tmp_path / name).write_bytes(content)

    assert bounded([tmp_path / name for name in bombs]) == {
        "honest.zip": "zip.ratio",
        "lying.zip": "zip.corrupt",
        "lying_little.zip": "zip.corrupt",
        "overlapping.zip": "zip.overlap",
        "large.zip": str(len(large)),
        "names.zip": "0",
    }


HOSTILE = SHARED / "hostile"


def hostile_cases() -> list[dict[str, object]]:
    if not HOSTILE.is_dir():
        return []
    cases = [json.loads(line) for line in (HOSTILE / "expected.jsonl").read_text().splitlines()]
    return [case for case in cases if case["kind"] == "zip"]


@needs_shared
def test_there_are_hostile_zips() -> None:
    assert len(hostile_cases()) > 10


@needs_shared
@pytest.mark.parametrize("case", hostile_cases(), ids=lambda case: str(case["id"]))
def test_a_hostile_zip_ends_as_it_must(case: dict[str, object]) -> None:
    with (HOSTILE / str(case["file"])).open("rb") as file:
        try:
            rows = sum(rows_of(one) for one in gate(file, where="a.zip").tables)
            outcome, code = "accept", None
        except InputError as refusal:
            rows, outcome, code = 0, "reject", refusal.code

    assert (outcome, code, rows) == (case["outcome"], case["code"], case["rows_ok"])


def rows_of(member: Member) -> int:
    text = b"".join(member.stream()).decode()
    return sum(1 for _ in csv.DictReader(io.StringIO(text)))


@linux
@needs_shared
def test_the_hostile_zips_stay_within_a_few_megabytes() -> None:
    codes = {Path(str(case["file"])).name: case["code"] or "926" for case in hostile_cases()}

    assert bounded([HOSTILE / "zip" / name for name in codes]) == codes
