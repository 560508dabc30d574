"""Documents attached to contracts: what is kept of them, what is refused, what they say by page; the hostile ones."""

import csv
import hashlib
import io
import json
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

import vigie
from tests.conftest import SHARED, needs_shared
from tests.pdfs import pdf
from vigie.cli.commands import DOCUMENT_KINDS
from vigie.cli.main import run
from vigie.desk import Desk
from vigie.desk.handed import Loaded
from vigie.errors import (
    CaptureInFutureError,
    DocumentEncodingError,
    DocumentOfPeopleError,
    FileEmptyError,
    FileIsFolderError,
    FileMissingError,
    FileTypeError,
    PageDepthError,
    PdfCorruptError,
    PdfLimitError,
    UnknownContractError,
    VigieError,
)
from vigie.outputs.csv import to_csv
from vigie.outputs.json import to_json
from vigie.records.clause import ClauseKind, Sum
from vigie.sources.documents import KINDS

NUMBER, ID = "70TEST24F00000001", "7012_70TEST24F00000001"
SEEN, NOW = date(2026, 4, 1), datetime(2026, 4, 2, tzinfo=UTC)
CEILING = "The ceiling of this contract is $5,000,000.00."


def attach(
    desk: Desk, folder: Path, name: str, content: bytes, *, kind: str = "other", title: str | None = None
) -> Loaded:
    path = folder / name
    path.write_bytes(content)
    return desk.attach(path, NUMBER, kind=kind, title=title, seen=SEEN, now=NOW)


def test_a_clause_of_a_document_is_cited_by_its_page(tiny: Desk, tmp_path: Path) -> None:
    content = pdf("STATEMENT OF WORK", "Nothing here.", CEILING)

    loaded = attach(tiny, tmp_path, "sow.pdf", content, kind="statement-of-work", title="Helpline")
    (document,) = tiny.documents(NUMBER).documents

    assert (document.record, document.kind, document.title, document.file) == (
        ID,
        "statement-of-work",
        "Helpline",
        "sow.pdf",
    )
    assert (document.unit, document.pages, document.silent, document.seen) == ("page", 3, 0, SEEN)
    assert document.published_sha256 == hashlib.sha256(content).hexdigest()
    (found,) = document.clauses
    assert (found.page, found.clause.kind, found.clause.words) == (3, ClauseKind.CEILING, CEILING[4:-1])
    assert found.clause.value == Sum(None, Decimal("5000000.00"), "USD")
    (row,) = tiny.evidence(found.evidence.sha256, found.evidence.pointer).rows
    assert (row.cells["page"], row.cells["text"]) == ("3", CEILING)
    assert row.cells["text"][found.clause.start : found.clause.end] == found.clause.words
    assert loaded.capture.redacted


def test_the_file_itself_is_nowhere_on_the_desk(tiny: Desk, tmp_path: Path) -> None:
    attach(tiny, tmp_path, "plain.txt", CEILING.encode())

    kept = list((tiny.folder / "archive" / "blobs").rglob("*.*"))

    assert not [path for path in kept if hashlib.sha256(CEILING.encode()).hexdigest() in path.name]


def test_the_ledger_made_again_has_the_same_documents(tiny: Desk, tmp_path: Path) -> None:
    attach(tiny, tmp_path, "sow.pdf", pdf("A page", CEILING, "Mary Quillfeather"))
    before = tiny.documents()

    tiny.rebuild()

    assert tiny.documents() == before
    assert tiny.verify().captures == 2


def test_one_document_attached_again_counts_once_and_to_another_record_twice(tiny: Desk, tmp_path: Path) -> None:
    content = pdf(CEILING)

    first = attach(tiny, tmp_path, "sow.pdf", content)
    again = attach(tiny, tmp_path, "sow.pdf", content)
    renamed = attach(tiny, tmp_path, "sow.pdf", content, title="Statement of work")
    tiny.attach(tmp_path / "sow.pdf", "70TEST24F00000002", seen=SEEN, now=NOW)

    assert [one.already_held for one in (first, again, renamed)] == [False, True, False]
    assert [one.title for one in tiny.documents(NUMBER).documents] == ["Statement of work"]
    assert len(tiny.documents().documents) == 2


def test_two_files_of_one_text_are_two_documents(tiny: Desk, tmp_path: Path) -> None:
    for number in range(2):
        attach(
            tiny,
            tmp_path,
            f"{number}.html",
            f"<html><body><p>{CEILING}</p><!-- {number} --></body></html>".encode(),
            title="One",
        )

    assert [one.file for one in tiny.documents(NUMBER).documents] == ["0.html", "1.html"]


def test_a_document_is_not_known_before_it_was_seen(tiny: Desk, tmp_path: Path) -> None:
    attach(tiny, tmp_path, "sow.pdf", pdf(CEILING))

    assert tiny.documents(NUMBER, known=date(2026, 3, 31)).documents == ()
    assert len(tiny.documents(NUMBER, known=SEEN).documents) == 1


def test_people_are_withheld_from_title_and_pages(tiny: Desk, tmp_path: Path) -> None:
    page = "Contracting Officer: Mary Quillfeather, mary.quillfeather@example.gov, 202-555-0134\nThe work goes on.\nMary Quillfeather"

    loaded = attach(tiny, tmp_path, "Mary Quillfeather.pdf", pdf(page), title="Letter of Mary Quillfeather")
    (document,) = tiny.documents(NUMBER).documents
    shown = tiny.evidence(document.sha256, "row=2").rows[0].cells

    everything = json.dumps([shown, document.title, document.file, loaded.capture.notes])
    assert "quillfeather" not in everything.lower()
    assert "0134" not in everything
    assert "The work goes on." in shown["text"]
    assert loaded.capture.notes["privacy.redacted"] == 2


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("A-Number: A 123-456-789 was moved.", "alien registration number"),
        ("Born: DOB 01/02/1990", "date of birth"),
        ("Last Name | First Name | Date of Birth\nnothing", "person"),
        (
            "\n".join(f"QUILLFEATHER, {name}" for name in "MARY JOHN ANNA PAUL LISA MARK EMMA DAVID".split()),
            "name of a person",
        ),
    ],
    ids=["number", "birth", "columns", "names"],
)
def test_a_document_that_lists_people_is_refused_whole(tiny: Desk, tmp_path: Path, page: str, kind: str) -> None:
    with pytest.raises(DocumentOfPeopleError) as refused:
        attach(tiny, tmp_path, "list.txt", f"An innocent page.\f{page}".encode())

    assert refused.value.found["kind"] == kind
    assert "page 2" in refused.value.message("en")
    assert "la page 2" in refused.value.message("fr").lower()
    assert tiny.documents().documents == ()


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog", PdfCorruptError),
        ("a.pdf", pdf("A page", packed=b" " * (120 << 20)), PdfLimitError),
        ("a.html", b"<html>" + b"<div>" * 400 + b"x", PageDepthError),
        ("a.txt", b"caf\xe9", DocumentEncodingError),
        ("a.txt", b"a\0b", FileTypeError),
        ("a.docx", b"PK\x03\x04 rest", FileTypeError),
        ("a.pdf", b"  \n", FileEmptyError),
    ],
    ids=["cut", "bomb", "deep", "encoding", "binary", "zip", "blank"],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_kept(
    tiny: Desk, tmp_path: Path, name: str, content: bytes, error: type[VigieError]
) -> None:
    with pytest.raises(error) as refused:
        attach(tiny, tmp_path, name, content)

    assert type(refused.value) is error
    assert tiny.documents().documents == ()
    assert len(list((tiny.folder / "archive" / "blobs").rglob("*.gz"))) == 1


@pytest.mark.parametrize(
    ("name", "content", "note"),
    [
        ("a.pdf", pdf("A page", count=7), "pdf.page_count"),
        ("a.pdf", pdf("A page", catalog="/OpenAction<</S/JavaScript/JS(app.alert)>>"), "pdf.active_content"),
        ("a.pdf", pdf("", "A page"), "document.no_text"),
        ("a.html", b"<meta charset=utf-8><p>caf\xe9</p>", "html.encoding_replaced"),
        ("a.html", b"<html><title>t</title><h1>404 Not Found</h1></html>", "page.removed_suspected"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value and "a." not in value else "",
)
def test_what_is_odd_is_kept_and_noticed(tiny: Desk, tmp_path: Path, name: str, content: bytes, note: str) -> None:
    attach(tiny, tmp_path, name, content)

    (document,) = tiny.documents(NUMBER).documents

    assert note in document.notes


def test_pictures_alone_say_nothing(tiny: Desk, tmp_path: Path) -> None:
    attach(tiny, tmp_path, "scan.pdf", pdf("", ""))

    (document,) = tiny.documents(NUMBER).documents

    assert (document.pages, document.silent, document.clauses) == (2, 2, ())


def test_of_a_web_page_what_is_shown_is_read(tiny: Desk, tmp_path: Path) -> None:
    page = f"""<!doctype html><html><head><title>Notice 7</title><style>p {{}}</style></head><body><script>var a = "x";</script>
        <p>{CEILING.replace("ceiling", "<b>ceiling</b>")}</p><p hidden>up to 7 beds</p><div style="display: none">up to 8 beds</div>
        <noscript>up to 9 beds</noscript><table><tr><td>up to 10 beds</td><td>more</td></tr></table></body></html>"""

    attach(tiny, tmp_path, "page.html", page.encode())
    (document,) = tiny.documents(NUMBER).documents

    assert (document.title, document.unit) == ("Notice 7", "part")
    assert [one.clause.words for one in document.clauses] == [CEILING[4:-1], "up to 10 beds"]


def test_a_long_page_is_kept_in_pieces_and_cited_by_its_page(tiny: Desk, tmp_path: Path) -> None:
    text = "The work goes on from day to day.\n" * 1500 + CEILING

    attach(tiny, tmp_path, "long.txt", f"First.\f{text}".encode())
    (document,) = tiny.documents(NUMBER).documents

    assert document.pages == 2
    assert [one.page for one in document.clauses] == [2]
    (row,) = tiny.evidence(document.sha256, document.clauses[0].evidence.pointer).rows
    assert CEILING in row.cells["text"]


def test_the_reader_of_documents_can_open_nothing() -> None:
    code = (
        "import socket\nfrom vigie.sources.document_reader import _bound\n_bound()\n"
        "for opening in (lambda: open('/etc/hostname'), socket.socket):\n"
        "    try:\n        opening()\n    except OSError as refusal:\n        print(refusal.errno)\n"
        "try:\n    bytearray(2 << 30)\nexcept MemoryError:\n    print('memory')\n"
    )

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert said.split() == ["24", "24", "memory"]


@pytest.mark.parametrize(
    ("path", "number", "seen", "error"),
    [
        ("missing.pdf", NUMBER, SEEN, FileMissingError),
        (".", NUMBER, SEEN, FileIsFolderError),
        ("a.txt", "70NONE24F00000009", SEEN, UnknownContractError),
        ("a.txt", NUMBER, date(2026, 4, 9), CaptureInFutureError),
    ],
)
def test_a_document_needs_a_file_a_contract_and_a_day(
    tiny: Desk, tmp_path: Path, path: str, number: str, seen: date, error: type[VigieError]
) -> None:
    (tmp_path / "a.txt").write_text(CEILING)

    with pytest.raises(error):
        tiny.attach(tmp_path / path, number, seen=seen, now=NOW)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_face_has_the_same_clauses(
    lang: str, tiny_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sow.pdf").write_bytes(pdf("A page", f"{CEILING}\nUp to 40 beds."))
    at = ["--desk", str(tiny_folder), "--lang", lang]

    assert (
        run(["attach", str(tmp_path / "sow.pdf"), "--to", NUMBER, "--kind", "contract", "--seen", "2026-04-01", *at])
        == 0
    )
    attached = capsys.readouterr().out
    assert run(["documents", NUMBER, *at]) == 0
    as_text = " ".join(capsys.readouterr().out.split())
    with vigie.open(tiny_folder) as desk:
        answer = desk.documents(NUMBER)
    as_json = json.loads(to_json(answer, lang))
    as_csv = list(csv.DictReader(io.StringIO(to_csv(answer, lang))))

    words = [one.clause.words for one in answer.documents[0].clauses]
    assert words == [CEILING[4:-1], "Up to 40 beds"]
    assert (
        [one["clause"]["words"] for one in as_json["documents"][0]["clauses"]]
        == [line["words"] for line in as_csv]
        == words
    )
    assert all(one in as_text for one in words)
    assert {line["page"] for line in as_csv} == {"2"}
    assert answer.documents[0].published_sha256 in "".join(attached.split())


def test_the_command_line_offers_the_kinds_of_documents_there_are() -> None:
    assert DOCUMENT_KINDS == KINDS


def hostile_cases() -> list[dict[str, object]]:
    cases = SHARED / "hostile" / "expected.jsonl"
    if not cases.is_file():
        return []
    read: list[dict[str, object]] = [json.loads(line) for line in cases.read_text().splitlines()]
    return [case for case in read if case["kind"] in ("html", "pdf")]


@needs_shared
def test_there_are_hostile_documents() -> None:
    assert len(hostile_cases()) == 13


@needs_shared
@pytest.mark.parametrize("case", hostile_cases(), ids=lambda case: str(case["id"]))
def test_a_hostile_document_ends_as_it_must(case: dict[str, object], tiny: Desk) -> None:
    outcome, codes = "accept", set()

    try:
        loaded = tiny.attach(SHARED / "hostile" / str(case["file"]), NUMBER, seen=SEEN, now=NOW)
        codes = {code for code in loaded.capture.notes if code != "document.no_text"}
    except VigieError as refusal:
        outcome, codes = "reject", {refusal.code}

    assert (outcome, codes) == (case["outcome"], {case["code"]} - {None})
