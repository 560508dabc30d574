"""What a dossier says, in each kind of file; and what of it changed since."""

import io
import json
import re
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from lxml import html

import vigie
from tests.histories import Row, captured, history
from vigie.claims.gazetteer import Gazetteer
from vigie.cli.main import run
from vigie.desk import Desk
from vigie.desk.dossiers import dossier, read_replies, rechecked
from vigie.errors import DossierUnreadableError, RepliesError
from vigie.messages import LANGUAGES
from vigie.money import Basis
from vigie.outputs.dossier_figures import NAME, figures_json, read_figures
from vigie.outputs.dossier_xlsx import read_added, to_xlsx
from vigie.outputs.report.dossier import dossier_report
from vigie.outputs.report.model import Report, Said, Section
from vigie.outputs.report_html import to_html
from vigie.outputs.report_pdf import to_pdf
from vigie.questions.dossier import Dossier
from vigie.questions.recheck import Cause

ON = date(2026, 1, 26)
REPLIES = """
[[question]]
question = "What did amendment P00003 obligate?"
to = "U.S. Immigration and Customs Enforcement"
sent = 2026-01-20
deadline = 2026-01-27
answered = 2026-01-26
answer = "According to John Q. Whitfield (john.whitfield@example.gov, +33 6 12 34 56 78), it obligated nothing."

[[question]]
question = "Who signed it?"
to = "Capgemini"
sent = 2026-01-20
deadline = 2026-01-27
"""


def made(desk: Desk, **asked: object) -> Dossier:
    return dossier(desk, "Capgemini", buyer="ICE", on=ON, lang="en", **asked)  # type: ignore[arg-type]


def letters_of(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.fixture
def logged(tmp_path: Path) -> Path:
    path = tmp_path / "replies.toml"
    path.write_text(REPLIES, encoding="utf-8")
    return path


def test_its_figures_are_those_of_the_questions(demo: Desk) -> None:
    answer = made(demo)
    by_key = {one.place: one.amount for one in answer.figures}

    sales = demo.sales("Capgemini", buyer="ICE", on=ON)
    assert by_key["sales", Basis.OBLIGATED, "USD"] == sales.figures[0].amount == Decimal("116210775.42")
    for contract in sales.contracts:
        assert by_key[f"contract:{contract.id}", Basis.OBLIGATED, "USD"] == contract.figures[0].amount
    assert len(by_key) == len(answer.figures)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pdf_says_it_to_eye_ear_and_program(demo: Desk, lang: str) -> None:
    answer = made(demo)
    content = to_pdf(dossier_report(answer, lang), made=answer.on, figures=figures_json(answer))

    with pypdfium2.PdfDocument(content) as document:
        assert document.get_metadata_dict()["Title"] == dossier_report(answer, lang).title
        assert document.get_attachment(0).get_name() == NAME
        assert document.is_tagged()
    said = unicodedata.normalize("NFKC", letters_of(content))
    assert ("116,210,775.42" if lang == "en" else "116 210 775,42") in said
    assert "70CDCR26FR0000024" in re.sub(r"[\u200b\ufffe\s]", "", said)
    assert content == to_pdf(dossier_report(answer, lang), made=answer.on, figures=figures_json(answer))
    # the marks of PDF/UA-1: tagged, in a language, with a title to be shown
    assert b"/MarkInfo" in content
    assert f"/Lang({lang}".encode() in content.replace(b"/Lang (", b"/Lang(")
    assert b"pdfuaid:part>1<" in content


def test_nothing_of_a_record_is_read_as_markup() -> None:
    hostile = [
        '#import "x": *',
        "$x^2$",
        "*bold* _it_",
        "`code`",
        "<label>",
        "@ref",
        "= Heading",
        "#panic()",
        "\\u{41}",
        "//gone",
        "/*gone*/",
    ]
    hostile += ["\u202eabc", "\u0000\u0007x", "漢字 ไทย 😀", "a" * 300, "é\u0301\u0489"]
    report = Report("en", hostile[0], (Section("a", hostile[4], tuple(Said(one) for one in hostile)),))

    said = re.sub(r"[\u200b\ufffe\s]", "", letters_of(to_pdf(report, made=ON)))

    for one in hostile[:11]:
        assert re.sub(r"\s", "", one) in said
    assert "[U+6F22]" in said
    assert "a" * 300 in said


def test_every_letter_that_is_let_through_can_be_set() -> None:
    every = [chr(code) for code in range(0x3000) if not 0xD800 <= code < 0xE000]
    report = Report(
        "en",
        "x",
        tuple(Section(f"s{at}", "x", (Said("".join(every[at : at + 64])),)) for at in range(0, len(every), 64)),
    )

    assert to_pdf(report, made=ON).startswith(b"%PDF-")


def test_the_page_needs_nothing_else(demo: Desk) -> None:
    answer = made(demo)
    page = html.fromstring(to_html(dossier_report(answer, "fr"), figures=figures_json(answer)))

    assert page.xpath("//script | //link | //img | //a[@href]") == []
    assert "au moins" in page.xpath("//p[@class='amount']")[0].text_content()
    assert page.get("lang") == "fr"


@pytest.fixture(scope="module")
def in_files(demo_folder: Path) -> dict[str, bytes]:
    """One dossier in its three kinds of file."""
    with vigie.open(demo_folder) as desk:
        answer = made(desk)
    report = dossier_report(answer, "en")
    figures = figures_json(answer)
    return {
        "pdf": to_pdf(report, made=answer.on, figures=figures),
        "html": to_html(report, figures=figures),
        "xlsx": to_xlsx(answer, "en")[0],
    }


@pytest.mark.parametrize("kind", ["pdf", "html", "xlsx"])
def test_its_figures_are_read_back(demo: Desk, in_files: dict[str, bytes], kind: str) -> None:
    asked, figures = read_figures(in_files[kind], where=f"dossier.{kind}")

    answer = made(demo)
    assert asked == answer.asked
    assert [(one.place, one.amount, one.evidence) for one in figures] == [
        (one.place, one.amount, one.evidence) for one in answer.figures
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7\n",
        b"PK\x03\x04",
        b"<p>x</p>",
        b"name\nx\n",
        b"\x89PNG",
        b"<p data-vigie-figures='[1]'>",
        b"<p data-vigie-figures='{'>",
    ],
)
def test_other_files_are_refused(content: bytes) -> None:
    with pytest.raises(DossierUnreadableError):
        read_figures(content, where="other.pdf")


def test_the_workbook_adds_up_to_the_cent(demo: Desk) -> None:
    answer = made(demo)
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(answer, "en")[0]))
    heads, *rows = book["Actions"].iter_rows(values_only=True)
    lines = [dict(zip(heads, row, strict=True)) for row in rows]

    sums: dict[str, Decimal] = {}
    for line in lines:
        sums[line["piid"]] = sums.get(line["piid"], Decimal(0)) + Decimal(f"{line['obligated'] or 0:.2f}")
    stated = {one.piid: one.figures[0].amount for one in answer.sales.contracts}
    assert sums == stated
    assert sum(sums.values()) == answer.sales.figures[0].amount
    heads, *rows = book["Reconciliation"].iter_rows(values_only=True)
    reconciled = [dict(zip(heads, row, strict=True)) for row in rows]
    assert len(reconciled) == len(stated) + 1
    assert {line["difference"] for line in reconciled} == {0}
    assert len({line["key"] for line in lines}) == len(lines)


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    folder = history(
        tmp_path / "desk", captured("2026-08-01", Row(supplier="=1+1 INC", description="=cmd|' /C calc'!A0"))
    )
    with vigie.open(folder) as desk:
        answer = dossier(desk, "=1+1 INC", on=ON, lang="en")
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(answer, "en")[0]))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == "=cmd|' /C calc'!A0" for cell in cells)
    assert {cell.data_type for cell in cells} & {"f"} == set()


def test_columns_of_the_reader_come_back_by_key(demo: Desk) -> None:
    answer = made(demo)
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(answer, "en")[0]))
    sheet = book["Actions"]
    place = sheet.max_column + 1
    sheet.cell(1, place, "my note")
    sheet.cell(3, place, "call the office")
    kept = sheet.cell(3, 1).value
    sheet.cell(4, place, "gone since")
    sheet.cell(4, 1, "7012_NOBODYS:0")
    out = io.BytesIO()
    book.save(out)

    added = read_added(out.getvalue(), where="mine.xlsx")
    content, gone = to_xlsx(answer, "en", added=added)

    again = openpyxl.load_workbook(io.BytesIO(content))
    heads, *rows = again["Actions"].iter_rows(values_only=True)
    notes = {line["key"]: line["my note"] for line in (dict(zip(heads, row, strict=True)) for row in rows)}
    assert {key: note for key, note in notes.items() if note} == {kept: "call the office"}
    assert gone == ("7012_NOBODYS:0",)
    assert list(again["No longer among them"].values) == [("key", "my note"), ("7012_NOBODYS:0", "gone since")]


def test_replies_are_told_verbatim_without_people(demo: Desk, logged: Path) -> None:
    replies = read_replies(logged, is_known=Gazetteer(demo.organizations(None)).knows)
    said = letters_of(to_pdf(dossier_report(made(demo, replies=replies), "en"), made=ON))

    assert replies[0].to == "U.S. Immigration and Customs Enforcement"
    assert replies[1].answer is None
    for person in ("Whitfield", "john.whitfield", "12 34 56 78"):
        assert person not in said
    assert "it obligated nothing" in " ".join(said.split())
    assert "no answer logged up to 26 January 2026" in " ".join(said.split())


@pytest.mark.parametrize(
    "content",
    [
        "",
        "x = 1",
        "[[question]]\nquestion = 1\nto = 'a'",
        "[[question]]\nquestion = 'a'",
        "[[question]]\nquestion = 'a'\nto = 'b'\nsent = 'x'",
        "[",
    ],
)
def test_a_log_that_is_none_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "replies.toml"
    path.write_text(content or "\n", encoding="utf-8")

    with pytest.raises(RepliesError) as refused:
        read_replies(path, is_known=lambda name: False)
    assert "replies.toml" in str(refused.value)


def test_questions_are_asked_of_what_is_open(demo: Desk) -> None:
    report = dossier_report(made(demo), "en")
    (asked,) = [section for section in report.sections if section.id == "questions"]
    said = [block.text for block in asked.blocks if isinstance(block, Said)]

    assert any("P00003" in one and "70CDCR24FR0000006" in one for one in said)
    assert any("70CDCR19FC0000007" in one and "closed" in one for one in said)
    assert all(one.endswith((".", "?")) or "?" in one for one in said)


def test_a_text_stands_beside_the_records(demo: Desk) -> None:
    text = b"Capgemini was awarded USD 4,816,782.50 by ICE under 70CDCR26FR0000024 on 18 December 2025."
    checked = demo.check(text, where="article.txt", published=ON, on=ON)
    report = dossier_report(made(demo, text=checked), "en")

    headings = [section.heading for section in report.sections]
    assert "Statements beside records" in headings


# -- asked again ----------------------------------------------------------------------------------------------------------

FIRST = Row(piid="70TEST26F00000001", amount="100.00", supplier="ALPHA INC")
SECOND = Row(piid="70TEST26F00000002", amount="50.00", supplier="ALPHA INC", day="2025-11-04")
THIRD = Row(piid="70TEST26F00000003", amount="7.00", supplier="ALPHA INC", day="2025-11-05")


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    """A desk on which a later capture corrected one of two contracts and shows a third for the first time."""
    right = Row(piid=FIRST.piid, amount="90.00", supplier="ALPHA INC")
    return history(
        tmp_path / "desk",
        captured("2026-01-10", FIRST, SECOND),
        captured("2026-02-10", right, SECOND, THIRD),
    )


def test_recheck_lists_exactly_what_a_later_capture_corrected(corrected: Path) -> None:
    with vigie.open(corrected) as desk:
        early = dossier(desk, "ALPHA INC", buyer="ICE", on=ON, known=date(2026, 1, 15), lang="en")
        answer = rechecked(desk, *read_figures(to_xlsx(early, "en")[0], where="x"))

    changed = {one.then.key: (one.then.amount, one.now.amount if one.now else None) for one in answer.changed}
    assert changed == {
        "sales": (Decimal("150.00"), Decimal("147.00")),
        "head": (Decimal("150.00"), Decimal("147.00")),
        "contract:7012_70TEST26F00000001": (Decimal("100.00"), Decimal("90.00")),
    }
    assert [one.key for one in answer.added] == ["contract:7012_70TEST26F00000003"]
    assert answer.same == 1
    (moved,) = next(one for one in answer.changed if one.then.key.startswith("contract")).moved
    assert (moved.cause, moved.then, moved.now) == (Cause.CORRECTED, Decimal("100.00"), Decimal("90.00"))


def test_recheck_of_what_nobody_corrected_lists_nothing(corrected: Path) -> None:
    with vigie.open(corrected) as desk:
        late = dossier(desk, "ALPHA INC", buyer="ICE", on=ON, lang="en")
        answer = rechecked(desk, *read_figures(to_xlsx(late, "en")[0], where="x"))

    assert (answer.changed, answer.added, answer.same) == ((), (), len(late.figures))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_commands(corrected: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str) -> None:
    out = tmp_path / f"dossier-{lang}.pdf"
    asked = [
        "ALPHA INC",
        "--buyer",
        "ICE",
        "--on",
        "2026-01-26",
        "--known",
        "2026-01-15",
        "--desk",
        str(corrected),
        "--lang",
        lang,
    ]

    assert run(["dossier", *asked, "-o", str(out)]) == 0
    assert run(["dossier", *asked, "-o", str(out)]) == 74
    assert run(["dossier", *asked, "-o", str(tmp_path / "dossier.doc")]) == 2
    capsys.readouterr()
    assert run(["recheck", str(out), "--desk", str(corrected), "--lang", lang]) == 1
    said = capsys.readouterr().out
    assert ("USD 100.00" if lang == "en" else "100,00 USD") in said.replace("\u202f", " ").replace("\xa0", " ")
    assert run(["recheck", str(out), "--desk", str(corrected), "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["changed"][0]["then"]["key"] == "sales"
    assert run(["recheck", str(out), "--known", "2026-01-15", "--desk", str(corrected)]) == 0
