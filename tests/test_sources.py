"""Reading USAspending: a table of refusals, a table of rows set aside, and the hostile files where they are present."""

import gzip
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import vigie
from tests.conftest import SHARED, needs_shared
from vigie.desk import create
from vigie.desk.handed import Loaded
from vigie.errors import FileIsFolderError, FileMissingError, InputError, PersonsListedError, VigieError
from vigie.ledger.generations import Generations
from vigie.ledger.tables import standing_lines
from vigie.messages import LANGUAGES
from vigie.sources import SOURCES, source

SEEN = date(2026, 8, 22)
HEADER = [
    "Agency", "Award ID", "Recipient Name", "Federal Action Obligation", "Action Date", "Modification",
    "Product/Service Description", "NAICS Description", "Transaction Description", "Generated Award ID",
]  # fmt: skip
ROW = ["ICE", "70TEST24F00000001", "ALPHA INC", "10.00", "2024-01-01", "0", "OTHER", "OTHER", "SOUND",
       "CONT_AWD_70TEST24F00000001_7012_-NONE-_-NONE-"]  # fmt: skip
OTHER = [*ROW[:1], "70TEST24F00000002", *ROW[2:]]


def table(*rows: list[str], header: list[str] = HEADER) -> bytes:
    return "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in (header, *rows)).encode()


def changed(**cells: str) -> list[str]:
    names = [name.replace(" ", "_") for name in HEADER]
    assert set(cells) <= set(names)
    return [cells.get(name, cell) for name, cell in zip(names, ROW, strict=True)]


def load(content: bytes, folder: Path, name: str = "actions.csv") -> Loaded:
    (folder / name).write_bytes(content)
    create(folder / "desk")
    with vigie.open(folder / "desk") as desk:
        return desk.load(folder / name, source="usaspending", seen=SEEN)


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_declares_what_it_takes_and_what_it_leaves_out(name: str) -> None:
    declared = source(name)

    assert all((declared.title, declared.publisher, declared.licence))
    assert declared.reference.startswith("https://")
    for layout in declared.layouts:
        fields = [column.field for column in layout.columns]
        assert len(fields) == len(set(fields))
        assert not {column.name for column in layout.columns} & set(layout.columns_left_out)
        assert all(layout.columns_left_out.values())
    assert (Path(vigie.__file__).parents[2] / "docs" / "sources" / f"{name}.md").is_file()


REFUSALS: list[tuple[str, bytes, str, str]] = [
    ("no byte", b"", "file.empty", "not “no contracts”"),
    ("a header and no row", table(), "file.empty", "Fetch the file again"),
    ("blank lines only", b"\n\n\n", "file.empty", "Nothing was stored"),
    ("a web page", b"<!DOCTYPE html><html><body>Down for maintenance</body></html>", "file.type_mismatch", "HTML"),
    ("an error answer", b'{"detail": "Rate limit exceeded"}', "file.type_mismatch", "JSON"),
    ("a PDF", b"%PDF-1.7\n%\xe2\xe3", "file.type_mismatch", "PDF"),
    ("a zip under another name", b"PK\x03\x04xxxx", "file.type_mismatch", "zip"),
    ("UTF-16", "\ufeffAgency,Award ID".encode("utf-16"), "csv.encoding", "UTF-16"),
    ("semicolons", table(ROW).replace(b",", b";"), "csv.delimiter", "';'"),
    ("two columns of one name", table([*ROW, "x"], header=[*HEADER, "Agency"]), "csv.duplicate_column", "'Agency'"),
    ("cut inside a quoted cell", table(ROW, OTHER)[:-20], "csv.unclosed_quote", "never closed"),
    ("a required column gone", table(ROW[:3] + ROW[4:], header=HEADER[:3] + HEADER[4:]), "schema.missing_column",
     "'Federal Action Obligation'"),
    ("another table", b"a,b,c\n1,2,3\n", "schema.unknown_layout", "'a', 'b', 'c'"),
    ("a cut gzip", gzip.compress(table(ROW, OTHER) * 50)[:-30], "file.truncated", "ends early"),
    ("a damaged gzip", gzip.compress(table(ROW))[:-4] + b"xxxx", "file.truncated", "damaged"),
    ("a gzip of nothing", gzip.compress(b""), "file.empty", "Nothing was stored"),
    ("a gzip bomb", gzip.compress(b"0" * 30_000_000), "gzip.ratio", "Check where the file is from"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "content", "code", "words"), REFUSALS, ids=[one[0] for one in REFUSALS])
def test_a_file_that_is_not_what_the_source_publishes_is_refused_whole(
    case: str, content: bytes, code: str, words: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as refusal:
        load(content, tmp_path)

    assert refusal.value.code == code
    assert refusal.value.exit_status == 65
    assert words in refusal.value.message("en")
    assert "actions.csv" in refusal.value.message("fr")
    with vigie.open(tmp_path / "desk") as desk:
        assert desk.coverage(on=SEEN).captures == ()
        assert list((tmp_path / "desk" / "archive" / "blobs").rglob("*.gz")) == []


def test_a_file_that_is_not_there_and_a_folder_are_said_to_be(tmp_path: Path) -> None:
    create(tmp_path / "desk")

    with vigie.open(tmp_path / "desk") as desk:
        with pytest.raises(FileMissingError, match="no such file"):
            desk.load(tmp_path / "nothing.csv", source="usaspending", seen=SEEN)
        with pytest.raises(FileIsFolderError, match="a folder"):
            desk.load(tmp_path, source="usaspending", seen=SEEN)


ASIDE: list[tuple[str, list[str], str]] = [
    ("too few cells", ROW[:-1], "csv.field_count"),
    ("too many cells", [*ROW, "x"], "csv.field_count"),
    ("a cell too long", changed(Transaction_Description="X" * 50_000), "csv.field_too_long"),
    ("a NUL", changed(Recipient_Name="ALPHA\0INC"), "csv.nul"),
    ("a path for a number", changed(Award_ID="../../etc/passwd"), "id.format"),
    ("no number", changed(Award_ID=""), "id.format"),
    ("no modification", changed(Modification=""), "id.format"),
    ("a cut generated id", changed(Generated_Award_ID="CONT_AWD_70TEST24F0000"), "id.format"),
    ("an agency unknown", changed(Agency="NASA-ISH"), "id.agency"),
    ("not a number", changed(Federal_Action_Obligation="NaN"), "money.not_finite"),
    ("infinite", changed(Federal_Action_Obligation="-Infinity"), "money.not_finite"),
    ("European", changed(Federal_Action_Obligation="4.800.000.10"), "money.format"),
    ("a dollar sign", changed(Federal_Action_Obligation="$10.00"), "money.format"),
    ("parentheses", changed(Federal_Action_Obligation="(10.00)"), "money.format"),
    ("an underscore", changed(Federal_Action_Obligation="4_800"), "money.format"),
    ("another minus", changed(Federal_Action_Obligation="\u221210.00"), "money.format"),
    ("wide digits", changed(Federal_Action_Obligation="\uff11\uff10"), "money.format"),
    ("tenths of a cent", changed(Federal_Action_Obligation="10.001"), "money.format"),
    ("an exponent", changed(Federal_Action_Obligation="1e5"), "money.format"),
    ("a day of the other order", changed(Action_Date="03/04/2025"), "date.format"),
    ("a day that does not exist", changed(Action_Date="2025-02-30"), "date.format"),
    ("no day", changed(Action_Date=""), "date.format"),
    ("year one", changed(Action_Date="0001-01-01"), "date.range"),
    ("the end of time", changed(Action_Date="9999-12-31"), "date.range"),
]


@pytest.mark.parametrize(("case", "row", "code"), ASIDE, ids=[one[0] for one in ASIDE])
def test_a_row_that_cannot_be_understood_is_set_aside_and_counted(
    case: str, row: list[str], code: str, tmp_path: Path
) -> None:
    loaded = load(table(OTHER, row), tmp_path)

    assert [(one.row, one.code) for one in loaded.set_aside] == [(3, code)]
    assert (loaded.capture.source_rows, loaded.capture.kept_rows, loaded.capture.set_aside_rows) == (2, 1, 1)


def test_two_things_wrong_with_one_row_are_both_kept_and_the_row_counts_once(tmp_path: Path) -> None:
    loaded = load(table(OTHER, changed(Award_ID="../x", Modification="../y")), tmp_path)

    assert [(one.row, one.column) for one in loaded.set_aside] == [(3, "Modification"), (3, "Award ID")]
    assert loaded.capture.set_aside_rows == 1
    with vigie.open(tmp_path / "desk") as desk:
        desk.verify()


def test_bytes_that_are_not_utf8_set_their_row_aside(tmp_path: Path) -> None:
    loaded = load(table(OTHER, changed(Recipient_Name="ALPHA@INC")).replace(b"@", b"\xff"), tmp_path)

    assert [one.code for one in loaded.set_aside] == ["csv.encoding_row"]


def test_two_rows_of_one_action_that_differ_are_both_set_aside(tmp_path: Path) -> None:
    loaded = load(table(OTHER, ROW, changed(Federal_Action_Obligation="11.00")), tmp_path)

    assert [(one.row, one.code) for one in loaded.set_aside] == [(3, "row.conflict"), (4, "row.conflict")]
    assert loaded.capture.kept_rows == 1


def test_rows_set_aside_stay_visible_without_people(tmp_path: Path) -> None:
    load(table(OTHER, changed(Action_Date="EXAMPLE, JANE"), changed(Award_ID="jane.example@example.com")), tmp_path)

    with vigie.open(tmp_path / "desk") as desk:
        aside = desk.coverage(on=SEEN).set_aside[1]

    assert [(one.row, one.column, one.found) for one in aside] == [
        (3, "Action Date", "[withheld]"),
        (4, "Award ID", "[withheld]"),
    ]


def test_an_exact_repetition_counts_once(tmp_path: Path) -> None:
    loaded = load(table(ROW, OTHER, ROW), tmp_path)

    assert (loaded.capture.kept_rows, loaded.capture.repeated_rows, loaded.set_aside) == (2, 1, ())


NOTED: list[tuple[str, list[str], str]] = [
    ("no amount", changed(Federal_Action_Obligation=""), "money.missing"),
    ("a day to come", changed(Action_Date="2099-01-01"), "date.future"),
    ("turned text", changed(Recipient_Name="ALPHA \u202eCNI"), "text.bidi"),
    ("an invisible letter", changed(Recipient_Name="AL\u200bPHA INC"), "text.invisible"),
    ("a line end in a name", changed(Recipient_Name="ALPHA\r\nINC"), "text.control"),
    ("the wrong encoding", changed(Recipient_Name="SOCIÃ‰TÃ‰ GÃ‰NÃ‰RALE"), "text.mojibake_suspected"),
    ("a contact", changed(Transaction_Description="POC: KWASI EXAMPLE 202-555-0147"), "privacy.redacted"),
    ("a person", changed(Recipient_Name="EXAMPLE, JANE"), "privacy.natural_person_suspected"),
]


@pytest.mark.parametrize(("case", "row", "code"), NOTED, ids=[one[0] for one in NOTED])
def test_what_is_odd_but_sound_is_kept_and_noted(case: str, row: list[str], code: str, tmp_path: Path) -> None:
    loaded = load(table(OTHER, row), tmp_path)

    assert loaded.set_aside == ()
    assert loaded.capture.notes[code] == 1
    assert loaded.capture.kept_rows == 2


SAME: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("a byte order mark", lambda content: b"\xef\xbb\xbf" + content),
    ("line ends of Windows", lambda content: content.replace(b"\n", b"\r\n")),
    ("line ends of old Macs", lambda content: content.replace(b"\n", b"\r")),
    ("no last line end", lambda content: content.rstrip(b"\n")),
    ("no quotes", lambda content: content.replace(b'"', b"")),
    ("gzip", gzip.compress),
    ("gzip in two parts", lambda content: gzip.compress(content[:50]) + gzip.compress(content[50:])),
]


@pytest.mark.parametrize(("case", "change"), SAME, ids=[one[0] for one in SAME])
def test_the_same_table_written_otherwise_is_the_same(
    case: str, change: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    loaded = load(change(table(ROW, OTHER)), tmp_path)

    assert (loaded.capture.kept_rows, loaded.set_aside, loaded.capture.redacted) == (2, (), False)


def test_columns_in_another_order_and_one_nobody_declared(tmp_path: Path) -> None:
    reordered = table([*ROW[::-1], "Q"], header=[*HEADER[::-1], "Quirk"])

    loaded = load(reordered, tmp_path)

    assert loaded.capture.columns_unknown == ("Quirk",)
    assert loaded.capture.notes["schema.unknown_column"] == 1
    with vigie.open(tmp_path / "desk") as desk:
        assert desk.contract("70TEST24F00000001", on=SEEN).contract.supplier == "ALPHA INC"
        row = desk.evidence(loaded.capture.sha256, "row=2").rows[0]
    assert "Quirk" not in row.cells


PERSONS: list[tuple[str, list[str], list[str]]] = [
    ("a column of identity numbers", [*HEADER, "Social Security No."], [*ROW, "078051120"]),
    ("a column of births, in French", [*HEADER, "Date de naissance"], [*ROW, "01/01/1990"]),
    ("a column of plates", [*HEADER, "license_plate"], [*ROW, "ABC123"]),
    ("a column of minors", [*HEADER, "uac_id"], [*ROW, "1"]),
    ("a column of homes", [*HEADER, "adresse du domicile"], [*ROW, "12 rue Exemple"]),
    ("numbers hidden in a text", HEADER, changed(Transaction_Description="LOCATE SUBJECT A000000001 DOB 01/01/1990")),
]


@pytest.mark.parametrize(("case", "header", "row"), PERSONS, ids=[one[0] for one in PERSONS])
def test_a_file_that_lists_people_is_refused_whole(
    case: str, header: list[str], row: list[str], tmp_path: Path
) -> None:
    with pytest.raises(PersonsListedError) as refusal:
        load(table(row, header=header), tmp_path)

    assert refusal.value.exit_status == 77
    for lang in LANGUAGES:
        said = refusal.value.message(lang)
        assert not any(secret in said for secret in ("078051120", "1990", "ABC123", "A000000001", "rue Exemple"))
    assert "by design" in refusal.value.message("en")
    assert list((tmp_path / "desk" / "archive").rglob("*.gz")) == []


def test_a_list_of_people_without_a_header_is_refused_and_not_quoted(tmp_path: Path) -> None:
    with pytest.raises(PersonsListedError) as refusal:
        load(b"EXAMPLE,jane.example@example.com,202-555-0147\nOTHER,x@example.com,202-555-0148\n", tmp_path)

    assert "jane" not in refusal.value.message("en")


def test_a_file_name_is_kept_without_people(tmp_path: Path) -> None:
    loaded = load(table(ROW), tmp_path, name="from jane.example@example.com.csv")

    assert "jane" not in loaded.capture.file_name


def test_what_is_kept_holds_no_person(tmp_path: Path) -> None:
    rows = (
        changed(Transaction_Description="COR: KWASI EXAMPLE, KWASI.EXAMPLE@ICE.DHS.GOV (202) 555-0147"),
        [*OTHER[:2], "EXAMPLE, JANE", *OTHER[3:8], "SERVICES OF JANE EXAMPLE", OTHER[9]],
        [*ROW[:2], "EXAMPLE, JOHN", "cut row POC JOHN EXAMPLE"],
    )

    loaded = load(table(*rows), tmp_path)

    with vigie.open(tmp_path / "desk") as desk:
        shown = desk.evidence(loaded.capture.sha256, "row=1-9")
    everything = json.dumps([row.cells for row in shown.rows]).upper()
    assert loaded.capture.redacted
    assert not any(word in everything for word in ("KWASI", "JANE", "JOHN", "EXAMPLE", "555"))


HOSTILE = SHARED / "hostile"


def hostile_cases() -> list[dict[str, object]]:
    if not HOSTILE.is_dir():
        return []
    cases = [json.loads(line) for line in (HOSTILE / "expected.jsonl").read_text().splitlines()]
    return [case for case in cases if case["kind"] in ("csv", "pii", "gz", "json")]


@needs_shared
def test_there_are_hostile_files() -> None:
    assert len(hostile_cases()) > 50


@needs_shared
@pytest.mark.parametrize("case", hostile_cases(), ids=lambda case: str(case["id"]))
def test_a_hostile_file_ends_as_it_must(case: dict[str, object], tmp_path: Path) -> None:
    create(tmp_path / "desk")

    try:
        with vigie.open(tmp_path / "desk") as desk:
            loaded = desk.load(HOSTILE / str(case["file"]), source="usaspending", seen=SEEN)
        outcome = "quarantine" if loaded.set_aside else "accept"
        codes = {one.code for one in loaded.set_aside} or set(loaded.capture.notes)
        rows = loaded.capture.kept_rows, loaded.capture.set_aside_rows
    except VigieError as refusal:
        outcome, codes, rows = "reject", {refusal.code}, (0, 0)

        rebuilt = None
    else:
        with vigie.open(tmp_path / "desk") as desk:
            before = standing_lines(Generations(desk.folder / "ledger"))
            desk.rebuild()
            rebuilt = standing_lines(Generations(desk.folder / "ledger")) == before

    assert rebuilt is not False
    assert outcome == case["outcome"]
    assert rows == (case["rows_ok"], case["rows_bad"])
    assert case["code"] in codes if case["code"] else not codes


def test_a_zip_is_named_as_one(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.csv", table(ROW))

    with pytest.raises(InputError, match="zip"):
        load((tmp_path / "a.zip").read_bytes(), tmp_path)
