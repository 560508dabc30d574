"""Reading JSON answers: what is refused, what is set aside, what is read to the digit, and the hostile files."""

import json
import time
import tracemalloc
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import SHARED, needs_shared
from vigie.errors import InputError, VigieError
from vigie.messages import LANGUAGES, text
from vigie.sources import source
from vigie.sources.json_table import JsonTable
from vigie.sources.json_text import holds_json
from vigie.sources.layout import Kind
from vigie.sources.table import Row

KINDS = {
    "award": Kind.IDENTIFIER,
    "supplier": Kind.SUPPLIER,
    "obligated": Kind.MONEY,
    "description": Kind.TEXT,
}
ROW = '{"award": "70TEST24F00000001", "supplier": "ALPHA INC", "obligated": 10.00}'
OTHER = '{"award": "70TEST24F00000002", "supplier": "BETA LLC", "obligated": "-250.00"}'
ANSWER = f'{{"results": [{ROW}, {OTHER}], "page_metadata": {{"page": 1, "hasNext": false}}, "messages": []}}'
CELLS = [["70TEST24F00000001", "ALPHA INC", "10.00"], ["70TEST24F00000002", "BETA LLC", "-250.00"]]


def table(content: str | bytes) -> JsonTable:
    return JsonTable(content.encode() if isinstance(content, str) else content, where="answer.json", kinds=KINDS)


def cell(name: str, value: str) -> Row:
    """The only row of an answer whose only cell was written so."""
    (row,) = table(f'{{"results": [{{"{name}": {value}}}]}}').rows()
    return row


REFUSALS: list[tuple[str, str | bytes, str, str]] = [
    ("no result", '{"results": [], "messages": []}', "file.empty", "not “no contracts”"),
    ("blanks only", " \n ", "file.empty", "no rows"),
    ("UTF-16", ANSWER.encode("utf-16"), "json.encoding", "UTF-8"),
    ("UTF-16 without its mark", ANSWER.encode("utf-16-be"), "json.encoding", "UTF-8"),
    ("UTF-32", ANSWER.encode("utf-32"), "json.encoding", "UTF-8"),
    ("bytes of another encoding", ANSWER.replace("BETA", "BÊTA").encode("latin-1"), "json.encoding", "UTF-8"),
    ("half a character", ANSWER.replace("BETA", "\\udc00"), "json.encoding", "half a character"),
    ("half a character beside the results", '{"results": [{}], "\\ud800": 1}', "json.encoding", "half a character"),
    ("cut", ANSWER[:-30], "json.syntax", "line 1, character"),
    ("something after the end", ANSWER + "]}", "json.syntax", f"character {len(ANSWER) + 1};"),
    ("two documents", f"{ANSWER}\n{ANSWER}\n", "json.syntax", "line 2, character 1"),
    ("no number", ANSWER.replace("10.00", "NaN"), "json.syntax", "character"),
    ("no end of numbers", ANSWER.replace("10.00", "-Infinity"), "json.syntax", "character"),
    ("no quotes", ANSWER.replace('"page"', "page"), "json.syntax", "character"),
    ("a line end in a text", ANSWER.replace("BETA", "BE\nTA"), "json.syntax", "line 1"),
    ("a line that is none", f"{ROW}\n{ROW[:-20]}\n{ROW}\n", "json.syntax", "line 2"),
    ("rows with a comma between", f"{ROW},\n{ROW}", "json.syntax", "line 1"),
    ("a last line cut", f"{ROW}\n{OTHER[:-20]}", "json.truncated", "line 2"),
    ("a last record cut", f"\x1e{ANSWER}\n\x1e{ANSWER[:-20]}", "json.truncated", "line 2"),
    ("a record cut in the middle", f"\x1e{ANSWER[:-20]}\n\x1e{ANSWER}\n", "json.syntax", "line 1"),
    ("a number out of range", ANSWER.replace("10.00", "1e999"), "json.number_range", "1e999"),
    ("a number of many digits", ANSWER.replace("10.00", "1" * 5_000), "json.number_range", "11111"),
    ("an exponent nobody can hold", ANSWER.replace("10.00", "1e" + "9" * 30), "json.number_range", "1e999"),
    ("a number too small", ANSWER.replace("10.00", "1e-999"), "json.number_range", "1e-999"),
    ("lists in lists", "[" * 200_000, "json.depth", "100 deep"),
    ("objects in objects", '{"a":' * 200_000, "json.depth", "100 deep"),
    ("depth beside the results", '{"results": [], "a": ' + "[" * 101 + "]" * 101 + "}", "json.depth", "100"),
    ("a key twice", ANSWER.replace("supplier", "award"), "json.duplicate_key", "'award'"),
    ("a key twice beside the results", '{"results": [], "results": []}', "json.duplicate_key", "'results'"),
    ("a key twice in the first line", '{"award": "a", "award": "b"}\n{}', "json.duplicate_key", "'award'"),
    ("a person twice", '{"jane.example@example.com": 1, "jane.example@example.com": 2}', "json.duplicate_key", "withheld"),
    ("keys without end", json.dumps({"results": [{f"k{n}": ""} for n in range(1_001)]}), "json.key_count", "1000"),
    ("NUL in a key", '{"results": [{"a\\u0000": ""}]}', "file.type_mismatch", "binary"),
    ("a list", f"[{ROW}]", "schema.type", "# has the type array, expected object"),
    ("a text", '"results"', "schema.type", "# has the type string, expected object"),
    ("results that are an object", f'{{"results": {{"0": {ROW}}}}}', "schema.type", "#/results has the type object"),
    ("results that are null", '{"results": null}', "schema.type", "#/results has the type null, expected array"),
    ("a result that is no object", f'{{"results": [{ROW}, ["a"]]}}', "schema.type", "#/results/1 has the type array"),
    ("an error answer", '{"detail": "Invalid value in filters"}', "schema.missing_key", "'detail'"),
    ("an error of a person", '{"jane.example@example.com": 1}', "schema.missing_key", "withheld"),
    ("nothing", "{}", "schema.missing_key", "it has {}"),
    ("an error answer among lines", f'{ROW}\n{{"detail": "Throttled"}}\n', "schema.missing_key", "'detail'"),
    ("an error answer in a sequence", f'\x1e{ANSWER}\n\x1e{{"detail": ""}}\n', "schema.missing_key", "'detail'"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "content", "code", "words"), REFUSALS, ids=[one[0] for one in REFUSALS])
def test_what_is_no_answer_is_refused_whole(case: str, content: str | bytes, code: str, words: str) -> None:
    with pytest.raises(InputError) as refusal:
        table(content)

    assert refusal.value.code == code
    assert words in refusal.value.message("en")
    for lang in LANGUAGES:
        assert refusal.value.message(lang).startswith("answer.json")
        assert "jane" not in refusal.value.message(lang)
        refusal.value.message(lang).encode()


SHAPES: list[tuple[str, str | bytes]] = [
    ("one document", ANSWER),
    ("one document on many lines", json.dumps(json.loads(ANSWER), indent=2).replace("10.0\n", "10.00\n")),
    ("a byte order mark", b"\xef\xbb\xbf" + ANSWER.encode()),
    ("a line end and blanks", f"\n \t{ANSWER}\r\n\n"),
    ("a sequence", f'\x1e{{"results": [{ROW}]}}\n\x1e{{"results": []}}\n\x1e{{"results": [{OTHER}]}}\n'),
    ("a sequence with empty records", f"\x1e\x1e{ANSWER}\n\x1e"),
    ("a row a line", f"{ROW}\n{OTHER}\n"),
    ("a row a line, as Windows does, no last line end, a blank line", f"{ROW}\r\n\r\n{OTHER}"),
]


@pytest.mark.parametrize(("case", "content"), SHAPES, ids=[one[0] for one in SHAPES])
def test_the_same_rows_in_each_shape_are_the_same(case: str, content: str | bytes) -> None:
    read = table(content)

    assert read.header == ["award", "supplier", "obligated"]
    assert list(read.rows()) == [Row(2, CELLS[0], None, ""), Row(3, CELLS[1], None, "")]
    assert list(read.rows()) == list(read.rows())
    assert holds_json(content.encode() if isinstance(content, str) else content)


def test_one_row_alone_is_a_row_when_it_has_a_column_that_is_declared() -> None:
    assert [row.cells for row in table(ROW).rows()] == CELLS[:1]


def test_a_real_answer_with_ids_places_and_nulls_is_read() -> None:
    # /api/v2/search/spending_by_award/ in its form, the names invented
    answer = """{"spending_level": "awards", "limit": 2, "results": [
        {"internal_id": 120116972, "award": "70TEST24F00000001", "supplier": "ALPHA INC", "obligated": 4345585999.01,
         "Recipient Location": {"city_name": "EXAMPLE", "address_line2": null}, "def_codes": ["Q"], "description": null},
        {"internal_id": 120116973, "award": "70TEST24F00000002", "supplier": "BÊTA LLC", "obligated": 0.0,
         "Recipient Location": null, "def_codes": null, "description": "SERVICES\\nOF BETA \\ud83d\\ude00"}],
        "page_metadata": {"page": 1, "next": 2, "hasNext": true}, "messages": ["For searches, period is required"]}"""

    read = table(answer)

    assert read.header == [
        "internal_id", "award", "supplier", "obligated", "Recipient Location", "def_codes", "description",
    ]  # fmt: skip
    assert [(row.number, row.cells, row.fault) for row in read.rows()] == [
        (2, ["", "70TEST24F00000001", "ALPHA INC", "4345585999.01", "", "", ""], None),
        (3, ["", "70TEST24F00000002", "BÊTA LLC", "0.0", "", "", "SERVICES\nOF BETA \U0001f600"], None),
    ]


def test_rows_with_other_names_make_one_header_in_the_order_of_appearance() -> None:
    read = table('{"results": [{"supplier": "A", "award": "1"}, {"obligated": 1, "supplier": "B"}, {}]}')

    assert read.header == ["supplier", "award", "obligated"]
    assert [row.cells for row in read.rows()] == [["A", "1", ""], ["B", "", "1"], ["", "", ""]]


FAULTS: list[tuple[str, str, str, str, str]] = [
    ("a list for an amount", "obligated", '["1"]', "schema.type", "obligated: array"),
    ("an object for a name", "supplier", '{"name": "EXAMPLE"}', "schema.type", "supplier: object"),
    ("a number for a name", "supplier", "12345", "schema.type", "supplier: number"),
    ("a number for an identifier", "award", "1", "schema.type", "award: number"),
    ("true for an amount", "obligated", "true", "schema.type", "obligated: boolean"),
    ("NUL", "supplier", '"A\\u0000B"', "text.nul", ""),
    ("a text without end", "description", f'"{"X" * 50_000}"', "text.too_long", "50000"),
    ("an amount without end", "obligated", f"0.{'1' * 50_000}", "text.too_long", "50002"),
]


@pytest.mark.parametrize(("case", "name", "value", "fault", "found"), FAULTS, ids=[one[0] for one in FAULTS])
def test_a_row_with_a_fault_is_told_apart_and_the_others_stay(
    case: str, name: str, value: str, fault: str, found: str
) -> None:
    content = f'{{"results": [{ROW}, {{"{name}": {value}}}, {OTHER}]}}'

    rows = list(table(content).rows())

    assert [(row.number, row.fault, row.found) for row in rows] == [(2, None, ""), (3, fault, found), (4, None, "")]
    assert all(text(f"note.{fault}", lang) for lang in LANGUAGES)
    assert fault != "schema.type" or set(rows[1].cells) == {""}


@pytest.mark.parametrize("value", ['"A\\u0000B"', "12345", '["1"]', f'"{"X" * 50_000}"'])
def test_what_stands_in_a_column_nobody_declares_is_neither_read_nor_judged(value: str) -> None:
    row = cell("internal_id", value)

    assert (row.cells, row.fault) == ([""], None)


EXACT: list[tuple[str, str]] = [
    ("4800001.10", "4800001.10"),
    ("4800001.1", "4800001.1"),
    ("0.1", "0.1"),
    ("12345678901234567890.12", "12345678901234567890.12"),
    ("-250", "-250"),
    ("1.6E6", "1600000"),
    ("25e-1", "2.5"),
    ("0e300", "0"),
    ('"1e5"', "1e5"),
    ("null", ""),
]


@pytest.mark.parametrize(("written", "read"), EXACT)
def test_an_amount_keeps_the_digits_of_its_source(written: str, read: str) -> None:
    assert cell("obligated", written).cells == [read]


FLAT = st.lists(
    st.dictionaries(st.sampled_from(sorted(KINDS)), st.text(st.characters(exclude_characters="\0", codec="utf-8"))),
    min_size=1,
)


@given(FLAT, st.booleans())
def test_any_flat_rows_of_texts_come_back(results: list[dict[str, str]], ascii_only: bool) -> None:
    read = table(json.dumps({"results": results}, ensure_ascii=ascii_only))

    for row, result in zip(read.rows(), results, strict=True):
        assert row.cells == [result.get(name, "") for name in read.header]
        assert row.fault is None
    assert read.header == list(dict.fromkeys(name for result in results for name in result))


@given(FLAT)
def test_lines_of_json_hold_any_text(results: list[dict[str, str]]) -> None:
    whole = [{name: result.get(name, "") for name in KINDS} for result in results]

    read = table("".join(json.dumps(result, ensure_ascii=False) + "\n" for result in whole))

    assert [dict(zip(read.header, row.cells, strict=True)) for row in read.rows()] == whole


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20))
def test_any_amount_is_read_exactly(amount: Decimal) -> None:
    (read,) = cell("obligated", str(amount)).cells

    assert Decimal(read) == amount
    assert "E" not in read.upper()


PIECES = [ANSWER, ROW, OTHER, '{"results": [', "]}", "[", "{", "}", "]", ",", ":", '"', "\\", "\\u", "\\ud800", "\\u0000",
          "\n", "\r", "\x1e", "\0", "NaN", "-Infinity", "1e999", "-", "0", ".", "e", "null", "true", '"results"', '"award"',
          "\ufeff", "\u2028", "é", " "]  # fmt: skip
NEARLY = st.lists(st.sampled_from(PIECES)).map(lambda pieces: "".join(pieces).encode())


def ending(content: bytes) -> str:
    """What a reader is told in the end: the number of rows, or the refusal; any other exception is a mistake of ours."""
    try:
        return f"{sum(1 for _ in table(content).rows())} rows"
    except InputError as refusal:
        return refusal.message("en") + refusal.message("fr")


@given(st.binary() | NEARLY | st.text().map(lambda words: words.encode("utf-16")))
def test_any_bytes_are_read_or_refused_by_name(content: bytes) -> None:
    assert holds_json(content) in (True, False)
    assert ending(content).encode()


@given(
    st.integers(0, len(ANSWER)), st.sampled_from([b"", b"\0", b"\xff", b"[", b'"', b"\n", b"\x1e"]), st.integers(0, 3)
)
def test_an_answer_with_one_place_broken_is_read_or_refused_by_name(place: int, put: bytes, gone: int) -> None:
    content = ANSWER.encode()

    assert ending(content[:place] + put + content[place + gone :]).encode()


MUCH: list[tuple[str, bytes]] = [
    ("deep lists", b"[" * 5_000_000),
    ("deep objects", b'{"a":' * 1_000_000),
    ("deep again and again", b'{"results": [{"award": [' + (b"[" * 90 + b"]" * 90 + b",") * 1_000 + b"1]}]}"),
    ("texts without end", b'{"results": ["' + b'a"' * 500_000),
    ("escapes without end", b'{"results": ["' + b"\\" * 1_000_001),
    ("lines without end", b'{"award": "1"}\n' * 20_000 + b'{"awa'),
    ("records without end", b"\x1e" * 200_000),
    ("a number without end", b'{"results": [{"obligated": ' + b"1" * 1_000_000 + b"}]}"),
    ("a new key each", b"\n".join(b'{"award": "x", "k%d": 1}' % number for number in range(50_000))),
    ("wide and long", b'{"results": [{' + b",".join(b'"k%d":1' % n for n in range(1_000)) + b"}" + b",{}" * 50_000 + b"]}"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "content"), MUCH, ids=[one[0] for one in MUCH])
def test_much_of_anything_ends_in_time_and_in_memory(case: str, content: bytes) -> None:
    tracemalloc.start()
    started = time.monotonic()
    ending(content)
    seconds = time.monotonic() - started
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert seconds < 30  # a second or two where nothing else runs
    assert peak < 40_000_000 + 40 * len(content)


@pytest.mark.parametrize(
    ("content", "is_json"),
    [
        (b" \r\n[", True),
        (b"\x1e{", True),
        ("{".encode("utf-16"), True),
        ('{"a"'.encode("utf-16-le"), True),
        (b"", False),
        (b"Agency,Award ID\n", False),
        ("Agency,Award ID\n".encode("utf-16"), False),
        (b"<html>{", False),
        (b"\x1f\x8b{", False),
    ],
)
def test_json_is_known_by_its_first_character(content: bytes, is_json: bool) -> None:
    assert holds_json(content) is is_json


def hostile_cases() -> list[dict[str, object]]:
    cases = SHARED / "hostile" / "expected.jsonl"
    if not cases.is_file():
        return []
    read: list[dict[str, object]] = [json.loads(line) for line in cases.read_text().splitlines()]
    return [case for case in read if case["kind"] == "json"]


@needs_shared
def test_there_are_hostile_answers() -> None:
    assert len(hostile_cases()) == 15


@needs_shared
@pytest.mark.parametrize("case", hostile_cases(), ids=lambda case: str(case["id"]))
def test_a_hostile_answer_ends_as_it_must(case: dict[str, object]) -> None:
    kinds = {column.name: column.kind for layout in source("usaspending").layouts for column in layout.columns}
    content = (SHARED / "hostile" / str(case["file"])).read_bytes()

    try:
        rows = list(JsonTable(content, where=str(case["file"]), kinds=kinds).rows())
        bad = [row.fault for row in rows if row.fault is not None]
        outcome = "quarantine" if bad else "accept"
        codes: set[str | None] = set(bad) or {None}
        counts = len(rows) - len(bad), len(bad)
    except VigieError as refusal:
        outcome, codes, counts = "reject", {refusal.code}, (0, 0)

    assert holds_json(content)
    assert (outcome, codes, counts) == (case["outcome"], {case["code"]}, (case["rows_ok"], case["rows_bad"]))
