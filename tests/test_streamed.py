"""Zips streamed in one pass: what it takes is what the reader row by row takes, and its hash is one anybody can make."""

import csv
import hashlib
import io
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import vigie
from tests.bulk.made import DELTA, FULL, HERE, action, blobs, load, table, zipped
from tests.zips import Part, built
from vigie.archive.tables import StoredTable, stored_table, table_rows
from vigie.errors import ColumnsUnknownError, InputError, PersonsListedError, VigieError
from vigie.privacy.memory import Memory
from vigie.sources import source
from vigie.sources.intake import TakenIn, take_in
from vigie.sources.layout import Column, Days, Kind, Layout, Record, Source
from vigie.sources.published import publish
from vigie.sources.streamed import _Streaming, read_header, tables_of, take_in_streamed
from vigie.sources.table import LONGEST_FIELD
from vigie.sources.zip_gate import gate

USASPENDING = source("usaspending")
# A source with three columns, so that a table fits on a line
THREE = Source(
    name="three", title="t", publisher="p", reference="r", licence="l", currency="USD", agencies={},
    layouts=(
        Layout(
            name="three", title="t", record=Record.ACTION,
            columns=tuple(Column(name, name, Kind.IDENTIFIER, True) for name in ("aa", "bb", "cc")),
            columns_left_out={}, columns_of_people=frozenset(), listing=False, page=None, days=(Days.ISO,), header=None,
        ),
    ),
    blind_spots=(), floor=False, earliest_day=date(1957, 1, 1), latest_day=date(2100, 1, 1), fiscal_year_starts=10, volume={},
)  # fmt: skip


# Columns taken that hold identifiers or labels, and can be long without being an amount or a day
STRAY = tuple(
    column.name
    for column in next(one for one in USASPENDING.layouts if one.name == "prime-transactions").columns
    if column.kind in (Kind.LABEL, Kind.IDENTIFIER, Kind.COUNT) and column.name in FULL and column.name not in action()
)


@dataclass(frozen=True, slots=True)
class Read:
    """What became of a table: its refusal, or its rows with their numbers, those set aside, its notes and how many it had."""

    refused: str = ""
    rows: tuple[tuple[object, ...], ...] = ()
    aside: tuple[tuple[int, str | None, str, str], ...] = ()
    notes: tuple[tuple[str, int], ...] = ()
    source_rows: int = 0


def as_read(taking: Callable[[Path], TakenIn], declared: Source) -> Read:
    fields = sorted({column.field for layout in declared.layouts for column in layout.columns})
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as db:
        try:
            taken = taking(Path(folder))
        except VigieError as refusal:
            return Read(refusal.code)
        publish(db, taken, fields, Path(folder))
        cells = ", ".join(f"coalesce({field}, '')" for field in fields)
        rows = db.execute(f"select row, {cells} from published order by row").fetchall()  # noqa: S608
    aside = tuple((one.row, one.column, one.code, one.found) for one in taken.set_aside)
    return Read("", tuple(rows), aside, tuple(sorted(taken.notes.items())), taken.source_rows)


def plainly(content: bytes, declared: Source) -> Read:
    return as_read(
        lambda _: take_in(content, declared, where="a.csv", memory=Memory(), progress=lambda *_: None), declared
    )


def streamed(zip_: bytes, declared: Source) -> Read:
    def taking(folder: Path) -> TakenIn:
        (members,) = tables_of(gate(io.BytesIO(zip_), where="a.csv"), declared)
        return take_in_streamed(
            members, declared, where="a.csv", memory=Memory(), progress=lambda *_: None, folder=folder
        )

    return as_read(taking, declared)


def row_by_row(zip_: bytes, declared: Source) -> Read:
    def taking(folder: Path) -> TakenIn:
        (members,) = tables_of(gate(io.BytesIO(zip_), where="a.csv"), declared)
        header = read_header(members[0], declared)
        one = _Streaming(members, header, "a.csv", Memory(), lambda *_: None, folder)
        one.pass_over(strictly=False)
        return one.result()

    return as_read(taking, declared)


def every_way(content: bytes, declared: Source = THREE) -> list[Read]:
    """The table plainly, streamed strictly where it can be, and streamed row by row."""
    zip_ = built(Part(b"a.csv", content, method=0))
    return [plainly(content, declared), streamed(zip_, declared), row_by_row(zip_, declared)]


# -- a table written in every way, sound or not ------------------------------------------------------------------------

SOUND: list[tuple[str, bytes, list[tuple[object, ...]]]] = [
    ("plain", b"aa,bb,cc\n1,2,3\n4,5,6\n", [(2, "1", "2", "3"), (3, "4", "5", "6")]),
    ("CRLF", b"aa,bb,cc\r\n1,2,3\r\n4,5,6\r\n", [(2, "1", "2", "3"), (3, "4", "5", "6")]),
    ("CR only", b"aa,bb,cc\r1,2,3\r4,5,6\r", [(2, "1", "2", "3"), (3, "4", "5", "6")]),
    ("CR only, a line break in a cell", b'aa,bb,cc\r1,"2\n2",3\r4,5,6\r', [(2, "1", "2\n2", "3"), (3, "4", "5", "6")]),
    ("two kinds of line ends", b"aa,bb,cc\n1,2,3\r\n4,5,6\n", [(2, "1", "2", "3"), (3, "4", "5", "6")]),
    ("no final line end", b"aa,bb,cc\n1,2,3\n4,5,6", [(2, "1", "2", "3"), (3, "4", "5", "6")]),
    ("a byte order mark", b"\xef\xbb\xbfaa,bb,cc\n1,2,3\n", [(2, "1", "2", "3")]),
    ("a byte order mark and quotes", b'\xef\xbb\xbf"aa","bb","cc"\n1,2,3\n', [(2, "1", "2", "3")]),
    ("blank lines", b"\naa,bb,cc\n1,2,3\n\n\n4,5,6\n\n", [(2, "1", "2", "3"), (3, "4", "5", "6")]),
    ("blanks around names", b" aa , bb ,cc\n1,2,3\n", [(2, "1", "2", "3")]),
    ("blanks around cells", b"aa,bb,cc\n 1 ,2  ,\t3\n", [(2, " 1 ", "2  ", "\t3")]),
    ("empty cells", b'aa,bb,cc\n,"",\n4,5,6\n', [(2, "", "", ""), (3, "4", "5", "6")]),
    ("commas and quotes", b'aa,bb,cc\n"1,1","2""2","""3"""\n', [(2, "1,1", '2"2', '"3"')]),
    ("a quote within", b'aa,bb,cc\n1,2"2,3\n', [(2, "1", '2"2', "3")]),
    ("LF in a cell of LF", b'aa,bb,cc\n1,"2\n2",3\n', [(2, "1", "2\n2", "3")]),
    ("CRLF in a cell of LF", b'aa,bb,cc\n1,"2\r\n2",3\n4,5,6\n', [(2, "1", "2\r\n2", "3"), (3, "4", "5", "6")]),
    ("LF in a cell of CRLF", b'aa,bb,cc\r\n1,"2\n2",3\r\n4,5,6\r\n', [(2, "1", "2\n2", "3"), (3, "4", "5", "6")]),
    ("CR in the first cell", b'aa,bb,cc\n"1\r",2,3\n4,5,6\n', [(2, "1\r", "2", "3"), (3, "4", "5", "6")]),
    ("not ASCII", "aa,bb,cc\né,ß,漢\n".encode(), [(2, "é", "ß", "漢")]),
    ("backslashes", b'aa,bb,cc\n\\,"\\","\\""\\"\n', [(2, "\\", "\\", '\\"\\')]),
    ("a word for nothing", b"aa,bb,cc\nNULL,null,N/A\n", [(2, "NULL", "null", "N/A")]),
    ("a blank before a quote", b'aa,bb,cc\n1, "2",3\n', [(2, "1", ' "2"', "3")]),
    ("a cell as long as may be", b"aa,bb,cc\n1,2," + b"3" * LONGEST_FIELD + b"\n", [(2, "1", "2", "3" * LONGEST_FIELD)]),
]  # fmt: skip


@pytest.mark.parametrize(("case", "content", "rows"), SOUND, ids=[one[0] for one in SOUND])
def test_a_sound_table_reads_alike_in_every_way(case: str, content: bytes, rows: list[tuple[object, ...]]) -> None:
    expected = Read(rows=tuple(rows), source_rows=len(rows))

    assert every_way(content) == [expected] * 3


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_row_that_is_cut_does_not_depend_on_the_line_ends_in_the_cells_before_it(end: str) -> None:
    content = f'aa,bb,cc{end}1,"2\r\n2",3{end}4,5{end}6,7,8{end}'.encode()

    expected = Read("", ((2, "1", "2\r\n2", "3"), (4, "6", "7", "8")), ((3, None, "csv.field_count", "2"),), (), 3)
    assert every_way(content) == [expected] * 3


FAULTY: list[tuple[str, bytes, str]] = [
    ("a cell too few", b"4,5", "csv.field_count"),
    ("a cell too many", b"4,5,6,7", "csv.field_count"),
    ("an empty cell too many", b"4,5,6,", "csv.field_count"),
    ("a comma without quotes, then nothing", b"4,5,6 AND MORE,", "csv.field_count"),
    ("an empty quoted cell too many", b'4,5,6,""', "csv.field_count"),
    ("two empty cells too many", b"4,5,6,,", "csv.field_count"),
    ("a blank only", b" ", "csv.field_count"),
    ("quotes only", b'""', "csv.field_count"),
    ("a comma in quotes after a blank", b'4, "5,5",6', "csv.field_count"),
    ("NUL", b"4,5\0,6", "csv.nul"),
    ("not UTF-8", b"4,5\xff,6", "csv.encoding_row"),
    ("half a letter", b"4,5\xc3,6", "csv.encoding_row"),
    ("a surrogate in UTF-8", b"4,5\xed\xa0\x80,6", "csv.encoding_row"),
    ("a cell too long", b"4,5," + b"6" * (LONGEST_FIELD + 1), "csv.field_too_long"),
    ("a cell too long in quotes", b'4,5,"' + b"6\n" * LONGEST_FIELD + b'"', "csv.field_too_long"),
    ("the header once more", b"aa,bb,cc", "csv.header_row"),
    ("the header once more, in quotes", b'"aa","bb","cc"', "csv.header_row"),
]


@pytest.mark.parametrize(("case", "row", "code"), FAULTY, ids=[one[0] for one in FAULTY])
def test_a_faulty_row_is_set_aside_and_the_others_keep_their_numbers(case: str, row: bytes, code: str) -> None:
    found = every_way(b"aa,bb,cc\n1,2,3\n" + row + b"\n7,8,9\n")

    for one in found:
        assert one.rows == ((2, "1", "2", "3"), (4, "7", "8", "9"))
        assert [(number, said) for number, _, said, _ in one.aside] == [(3, code)]
        assert one.source_rows == 3
    assert found[1:] == found[:1] * 2


REFUSED: list[tuple[str, bytes, str]] = [
    ("a quote never closed", b'aa,bb,cc\n1,2,"3\n4,5,6\n', "csv.unclosed_quote"),
    ("a quote never closed, at the end", b'aa,bb,cc\n1,2,"3', "csv.unclosed_quote"),
    ("more after a quote", b'aa,bb,cc\n1,"2"2,3\n', "csv.unclosed_quote"),
    ("a blank after a quote", b'aa,bb,cc\n1,"2" ,3\n', "csv.unclosed_quote"),
    ("UTF-16", "aa,bb,cc\n1,2,3\n".encode("utf-16"), "csv.encoding"),
    ("a web page", b"<!DOCTYPE html><html><body>Down</body></html>", "file.type_mismatch"),
    ("a header and no row", b"aa,bb,cc\n", "file.empty"),
    ("a header without an end", b"aa,bb,cc", "file.empty"),
    ("nothing", b"", "file.empty"),
    ("blank lines", b"\n\n\n", "file.empty"),
    ("semicolons", b"aa;bb;cc\n1;2;3\n", "csv.delimiter"),
    ("two columns of one name", b"aa,bb,bb\n1,2,3\n", "csv.duplicate_column"),
    ("a column gone", b"aa,bb\n1,2\n", "schema.missing_column"),
    ("another table", b"x,y,z\n1,2,3\n", "schema.unknown_layout"),
    ("a number of a person", b"aa,bb,cc\n1,2,A123456789\n", "privacy.person_locating"),
    ("a number of a person in a row cut", b"aa,bb,cc\n1,2,3\nA123456789\n", "privacy.person_locating"),
    ("a column of people", b"aa,bb,cc,date_of_birth\n1,2,3,4\n", "privacy.person_locating"),
]


@pytest.mark.parametrize(("case", "content", "code"), REFUSED, ids=[one[0] for one in REFUSED])
def test_a_table_refused_is_refused_alike_in_every_way(case: str, content: bytes, code: str) -> None:
    assert [one.refused for one in every_way(content)] == [code] * 3


@st.composite
def written(draw: st.DrawFn) -> bytes:
    """A table of three columns as somebody might write it, right or wrong."""
    end = draw(st.sampled_from(["\n", "\r\n"]))
    text = st.text(st.sampled_from('ab ,"\n\r\té\\'), max_size=4)
    quoted = text.map(lambda cell: '"' + cell.replace('"', '""') + '"')
    bare = text.map(lambda cell: "".join(letter for letter in cell if letter not in ',"\n\r'))
    cell = st.one_of(quoted, bare, st.just(""))
    count = st.sampled_from([3, 3, 3, 3, 3, 3, 2, 4])
    rows = draw(
        st.lists(count.flatmap(lambda cells: st.lists(cell, min_size=cells, max_size=cells)), min_size=1, max_size=4)
    )
    content = "aa,bb,cc" + end + end.join(map(",".join, rows)) + draw(st.sampled_from([end, ""]))
    return content.encode()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(written())
def test_any_table_reads_alike_in_every_way(content: bytes) -> None:
    plain, strict, slow = every_way(content)

    assert strict == plain
    assert slow == plain


OFFICIAL = st.fixed_dictionaries(
    {},
    optional={
        name: st.lists(st.sampled_from(["\r\n", *'AZ09 ,."\n\t-é漢&']), max_size=8).map("".join)
        for name in ("recipient_name", "transaction_description", "federal_action_obligation", "action_date", "naics_code",
                     "awarding_office_name", "last_modified_date", "recipient_parent_name")
    },
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(OFFICIAL, min_size=1, max_size=4), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_any_table_of_the_official_layout_reads_alike_in_every_way(
    said: list[dict[str, str]], end: str, every_quote: bool
) -> None:
    rows = [action(f"70TEST26F{number:08d}", **cells) for number, cells in enumerate(said)]

    plain, strict, slow = every_way(table(rows, end=end, every_quote=every_quote), USASPENDING)

    assert plain.refused == ""
    assert len(plain.rows) == len(rows)
    assert strict == plain
    assert slow == plain


def test_people_are_withheld_alike_in_every_way() -> None:
    rows = [
        action(transaction_description="COR: KWASI EXAMPLE, KWASI.EXAMPLE@ICE.DHS.GOV (202) 555-0147"),
        action("70TEST26F00000002", recipient_name="EXAMPLE, JANE", transaction_description="SERVICES OF JANE EXAMPLE"),
        action("70TEST26F00000003", awarding_office_name="CALL 202-555-0147"),
        action("70TEST26F00000004", recipient_parent_name="EXAMPLE, JOHN", transaction_description="JOHN EXAMPLE"),
        action("70TEST26F00000005", recipient_name="OYELARAN, MARY", recipient_parent_name="OYELARAN MARY W"),
        action("70TEST26F00000006", recipient_name="ZZYX, ANUXHA", recipient_parent_name="ZZYX ANUXHA"),
    ]

    plain, strict, slow = every_way(table(rows), USASPENDING)

    notes = dict(plain.notes)
    assert notes["privacy.natural_person_suspected"] == 6
    assert notes["privacy.phone"] == 2
    assert not any(word in repr(plain.rows).upper() for word in ("KWASI", "JANE", "JOHN", "MARY", "ZZYX", "555"))
    assert strict == plain
    assert slow == plain


@pytest.mark.parametrize(
    "column",
    ["transaction_description", "recipient_name", "award_id_piid", "awarding_office_name", "solicitation_identifier"],
)
def test_a_number_of_a_person_refuses_the_zip_wherever_it_stands(column: str) -> None:
    rows = [action(), action("70TEST26F00000002") | {column: "A123456789"}]

    assert [one.refused for one in every_way(table(rows), USASPENDING)] == ["privacy.person_locating"] * 3


# -- several members --------------------------------------------------------------------------------------------------


def test_members_of_one_header_are_numbered_through() -> None:
    zip_ = zipped(
        {"1.csv": b"aa,bb,cc\n1,2,3\n", "2.csv": b"aa,bb,cc\r\n4,5,6", "3.csv": b'"aa","bb","cc"\n7,"8\n8",9\n'}
    )

    expected = Read("", ((2, "1", "2", "3"), (3, "4", "5", "6"), (4, "7", "8\n8", "9")), (), (), 3)
    assert streamed(zip_, THREE) == expected
    assert row_by_row(zip_, THREE) == expected


def test_a_fault_in_the_second_member_keeps_the_numbers_of_the_third() -> None:
    zip_ = zipped({"1.csv": b"aa,bb,cc\n1,2,3\n", "2.csv": b"aa,bb,cc\n4,5\n", "3.csv": b"aa,bb,cc\n7,8,9\n"})

    expected = Read("", ((2, "1", "2", "3"), (4, "7", "8", "9")), ((3, None, "csv.field_count", "2"),), (), 3)
    assert streamed(zip_, THREE) == expected


def test_a_member_without_rows_is_no_table_of_its_own() -> None:
    zip_ = zipped(
        {"1.csv": b"aa,bb,cc\n1,2,3", "2.csv": b"aa,bb,cc\n", "3.csv": b"aa,bb,cc", "4.csv": b"aa,bb,cc\n4,5,6\n"}
    )

    expected = Read("", ((2, "1", "2", "3"), (3, "4", "5", "6")), (), (), 2)
    assert streamed(zip_, THREE) == expected
    assert row_by_row(zip_, THREE) == expected


def test_two_layouts_in_one_zip_are_two_captures(tmp_path: Path) -> None:
    awards = (HERE / "awards_pristine.csv").read_bytes()
    content = zipped(
        {"all/1.csv": table([action()]), "all/2.CSV": awards, "3.csv": table([action("70TEST26F00000002")])}
    )

    loaded = load(tmp_path / "desk", ("both.zip", content))

    assert [(one.capture.layout, one.capture.kept_rows) for one in loaded] == [
        ("prime-transactions", 2),
        ("award-summaries", 5),
    ]
    assert len({one.capture.published_sha256 for one in loaded}) == 1
    assert {one.capture.published_sha256 for one in loaded} == {hashlib.sha256(content).hexdigest()}
    (again,) = {one.already_held for one in load(tmp_path / "desk", ("both.zip", content))}
    assert again


def test_an_unknown_table_beside_a_known_one_refuses_both(tmp_path: Path) -> None:
    content = zipped({"1.csv": table([action()]), "2.csv": b"x,y,z\n1,2,3\n"})

    with pytest.raises(ColumnsUnknownError, match=r"2\.csv"):
        load(tmp_path / "desk", ("both.zip", content))

    assert blobs(tmp_path / "desk") == []


def test_a_layout_refused_after_one_that_was_stored_leaves_nothing(tmp_path: Path) -> None:
    persons = table([action(transaction_description="LOCATE A123456789")], ("quirk", *FULL))
    content = zipped({"1.csv": table([action()]), "2.csv": persons})

    with pytest.raises(PersonsListedError):
        load(tmp_path / "desk", ("both.zip", content))

    assert blobs(tmp_path / "desk") == []
    assert not (tmp_path / "desk" / "scratch").exists()


def test_columns_in_another_order_and_one_nobody_declared() -> None:
    content = table([action()], (*reversed(FULL), "quirk"))

    plain, strict, slow = every_way(content, USASPENDING)

    assert dict(plain.notes)["schema.unknown_column"] == 1
    assert strict == plain
    assert slow == plain


def test_a_table_without_header_row_is_read_in_every_way() -> None:
    whole = (HERE / "transactions_2018.csv").read_bytes()
    first = next(csv.reader(io.StringIO(whole.decode(), newline="")))
    header = next(one for one in USASPENDING.layouts if one.name == "prime-transactions-2018").header
    assert header is not None
    stray = io.StringIO(newline="")
    csv.writer(stray, lineterminator="\n").writerows([header, first[:3]])

    plain, strict, slow = every_way(whole, USASPENDING)
    faulty = every_way(whole + stray.getvalue().encode(), USASPENDING)

    assert (len(plain.rows), plain.rows[0][0]) == (16, 2)
    assert strict == plain
    assert slow == plain
    assert [(row, code) for row, _, code, _ in faulty[0].aside] == [(18, "csv.header_row"), (19, "csv.field_count")]
    assert faulty[1:] == faulty[:1] * 2


def test_a_header_row_where_the_layout_has_none_is_the_header_in_every_way() -> None:
    whole = (HERE / "transactions_2018.csv").read_bytes()
    header = next(one for one in USASPENDING.layouts if one.name == "prime-transactions-2018").header
    assert header is not None

    plain, strict, slow = every_way(",".join(header).encode() + b"\n" + whole, USASPENDING)

    assert (len(plain.rows), plain.rows[0][0], plain.aside, plain.source_rows) == (16, 2, (), 16)
    assert strict == plain
    assert slow == plain


TAKEN_STRICTLY: list[tuple[str, dict[str, bytes], int]] = [
    ("LF", {"1.csv": b"aa,bb,cc\n1,2,3\n"}, 1),
    ("CRLF", {"1.csv": b"aa,bb,cc\r\n1,2,3\r\n4,5,6\r\n"}, 2),
    ("quotes and line breaks", {"1.csv": b'aa,bb,cc\n"1","2\n2","3 ""3"""\n4,5,6\n'}, 2),
    ("a quote after a comma", {"1.csv": b'aa,bb,cc\n1,"TO WIT, ""A"", AND ""B"" ",3\n'}, 1),
    ("not ASCII", {"1.csv": "aa,bb,cc\né,ß,漢\n".encode()}, 1),
    ("a byte order mark", {"1.csv": b"\xef\xbb\xbfaa,bb,cc\n1,2,3\n"}, 1),
    ("no final line end", {"1.csv": b"aa,bb,cc\n1,2,3"}, 1),
    ("members without final line ends", {f"{n}.csv": b"aa,bb,cc\n1,2,3" for n in range(3)}, 3),
    (
        "a member without rows",
        {"1.csv": b"aa,bb,cc\n1,2,3\n", "2.csv": b"aa,bb,cc\n", "3.csv": b"aa,bb,cc\n4,5,6\n"},
        2,
    ),
]


@pytest.mark.parametrize(("case", "members", "rows"), TAKEN_STRICTLY, ids=[one[0] for one in TAKEN_STRICTLY])
def test_an_ordinary_table_needs_no_second_reading(
    case: str, members: dict[str, bytes], rows: int, tmp_path: Path
) -> None:
    (found,) = tables_of(gate(io.BytesIO(zipped(members)), where="a.zip"), THREE)
    one = _Streaming(found, read_header(found[0], THREE), "a.zip", Memory(), lambda *_: None, tmp_path)

    one.pass_over(strictly=True)

    assert one.result().source_rows == rows


def test_half_a_letter_at_the_very_end_sets_its_row_aside() -> None:
    found = every_way(b"aa,bb,cc\n1,2,3\n4,5,6\xc3")

    assert [(one.rows, [aside[2] for aside in one.aside]) for one in found] == [
        (((2, "1", "2", "3"),), ["csv.encoding_row"])
    ] * 3


def test_a_row_of_long_cells_is_taken_in_every_way() -> None:
    long = {name: '😀"' * (LONGEST_FIELD // 2) for name in STRAY}
    rows = [action() | long, action("70TEST26F00000002")]

    plain, strict, slow = every_way(table(rows), USASPENDING)

    assert (len(plain.rows), plain.aside) == (2, ())
    assert strict == plain
    assert slow == plain


# -- what is kept -----------------------------------------------------------------------------------------------------


def kept(zip_: bytes, folder: Path, declared: Source = USASPENDING) -> StoredTable:
    (members,) = tables_of(gate(io.BytesIO(zip_), where="a.zip"), declared)
    taken = take_in_streamed(members, declared, where="a.zip", memory=Memory(), progress=lambda *_: None, folder=folder)
    assert isinstance(taken.kept, StoredTable)
    return taken.kept


def canonical(path: Path, columns: Sequence[str]) -> bytes:
    """What anybody makes of a published zip of tables without people: the columns taken, every cell between quotes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(columns)
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            with archive.open(name) as member:
                for row in csv.DictReader(io.TextIOWrapper(member, "utf-8-sig", newline="")):
                    writer.writerow([row[column] for column in columns])
    return text.getvalue().encode()


def test_anybody_can_make_the_hash_from_the_published_zip(tmp_path: Path) -> None:
    taken = [
        column.name for column in next(one for one in USASPENDING.layouts if one.name == "prime-transactions").columns
    ]
    rows = [
        action(transaction_description='SAID "YES", THEN\r\nMORE\nAND é'), action("70TEST26F00000002", amount="-10.50"),
        action("70TEST26F00000003", naics_description=" BLANKS  ", potential_total_value_of_award="99.999"),
    ]  # fmt: skip
    path = tmp_path / "full.zip"
    path.write_bytes(zipped({"1.csv": table(rows[:2], every_quote=True), "2.csv": table(rows[2:], end="\r\n")}))
    expected = canonical(path, [name for name in FULL if name in taken])

    (loaded,) = load(tmp_path / "desk", ("full.zip", path.read_bytes()))

    assert loaded.capture.sha256 == hashlib.sha256(expected).hexdigest()
    assert loaded.capture.size == len(expected)
    assert loaded.capture.published_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    with vigie.open(tmp_path / "desk") as desk:
        assert desk.verify().files == 1
        (shown,) = desk.evidence(loaded.capture.sha256, "row=2").rows
    assert shown.cells["transaction_description"] == 'SAID "YES", THEN\r\nMORE\nAND é'


def test_the_strict_pass_and_the_reader_row_by_row_keep_one_hash(tmp_path: Path) -> None:
    content = table([action(), action("70TEST26F00000002", transaction_description='A "B", C\nD')])
    (members,) = tables_of(gate(io.BytesIO(zipped({"a.csv": content})), where="a.zip"), USASPENDING)
    slow = _Streaming(members, read_header(members[0], USASPENDING), "a.zip", Memory(), lambda *_: None, tmp_path)
    slow.pass_over(strictly=False)

    found = slow.result().kept

    assert isinstance(found, StoredTable)
    other = tmp_path / "other"
    other.mkdir()
    assert kept(zipped({"b.csv": content}), other).sha256 == found.sha256


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(*[st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)] * 2),
        min_size=1,
    )
)
def test_the_hash_of_a_table_is_that_of_its_csv(rows: list[tuple[str, str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([('a "quoted" name', "b"), *rows])
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as db:
        path = Path(folder) / "rows.parquet"
        db.execute(
            """create table held as select nullif(unnest($a), '') as "a ""quoted"" name", nullif(unnest($b), '') as b""",
            {"a": [one for one, _ in rows], "b": [other for _, other in rows]},
        )
        db.execute(f"copy held to '{path}' (format parquet)")

        found = stored_table(path)
        shown = table_rows(path, [(2, len(rows) + 1)])

    content = text.getvalue().encode()
    assert (found.sha256, found.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert [tuple(cells.values()) for _, cells in shown] == rows
    assert [number for number, _ in shown] == list(range(2, len(rows) + 2))


def test_a_row_set_aside_is_kept_as_empty_cells(tmp_path: Path) -> None:
    content = table([action(), action("70TEST26F00000002")]).replace(b"\n7012", b"\nbad,row\n7012", 1)

    (loaded,) = load(tmp_path / "desk", ("a.zip", zipped({"a.csv": content})))

    assert [(one.row, one.code) for one in loaded.set_aside] == [(2, "csv.field_count")]
    with vigie.open(tmp_path / "desk") as desk:
        shown = desk.evidence(loaded.capture.sha256, "row=2-3").rows
        before = desk.contract("70TEST26F00000001", on=date(2026, 1, 1))
        desk.rebuild()
        assert desk.contract("70TEST26F00000001", on=date(2026, 1, 1)) == before
    assert set(shown[0].cells.values()) == {""}
    assert shown[1].cells["award_id_piid"] == "70TEST26F00000001"
    assert before.contract.evidence[0].pointer == "row=3"


# -- what is unpacked is proven before it is taken ----------------------------------------------------------------------


def test_a_checksum_that_is_wrong_at_the_end_leaves_nothing(tmp_path: Path) -> None:
    content = built(Part(content=table([action(f"70TEST26F{number:08d}") for number in range(9)]), listed={"crc": 1}))

    with pytest.raises(InputError) as refusal:
        load(tmp_path / "desk", ("a.zip", content))

    assert refusal.value.code == "zip.crc"
    assert blobs(tmp_path / "desk") == []


def test_the_delta_is_known_by_its_first_columns() -> None:
    plain, strict, slow = every_way(table([action(correction_delete_ind="C", agency_id="1")], DELTA), USASPENDING)

    assert dict(plain.notes).get("schema.unknown_column") is None
    assert strict == plain
    assert slow == plain
