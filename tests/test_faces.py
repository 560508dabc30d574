"""One question through every face: the same figure in Python, in the terminal, in JSON, CSV and a workbook, on a page and in a PDF."""

import csv
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
from starlette.testclient import TestClient

import vigie
from tests.web.conftest import client_of
from vigie.cli.main import run

ON = date(2026, 1, 26)
ASKED = {"buyer": "ICE", "on": "2026-01-26"}


def plain(words: str) -> str:
    """A text with every kind of space as one, as a reader sees it."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", words))


def test_every_face_gives_the_same_figures(
    demo_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with vigie.open(demo_folder) as desk:
        answer = desk.sales("Capgemini", buyer="ICE", on=ON)
    amounts = {one.piid: one.figures[0].amount for one in answer.contracts}
    amount = answer.figures[0].amount
    assert amount == Decimal("116210775.42")
    desk_asked = ["--buyer", "ICE", "--on", "2026-01-26", "--desk", str(demo_folder), "--lang", "en"]

    run(["sales", "Capgemini", *desk_asked])
    terminal = capsys.readouterr().out
    run(["sales", "Capgemini", *desk_asked, "--format", "json"])
    by_command = json.loads(capsys.readouterr().out)
    run(["sales", "Capgemini", *desk_asked, "--format", "csv"])
    lines = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    for kind in ("pdf", "xlsx", "html"):
        assert run(["dossier", "Capgemini", *desk_asked, "-o", str(tmp_path / f"dossier.{kind}")]) == 0
    client: TestClient
    for client in client_of(demo_folder):
        page = html.fromstring(client.get("/en/group/Capgemini", params=ASKED).text)
        by_page = client.get("/en/group/Capgemini.json", params=ASKED).json()
        page_lines = list(
            csv.DictReader(io.StringIO(client.get("/en/group/Capgemini.csv", params=ASKED).content.decode("utf-8-sig")))
        )
        book = openpyxl.load_workbook(
            io.BytesIO(client.get("/en/group/Capgemini.xlsx", params=ASKED).content)
        ).worksheets[0]

    # text
    assert f"USD {amount:,.2f}" in terminal
    assert all(f"USD {one:,.2f}" in terminal for one in amounts.values() if one)
    # JSON of the command and of the page
    assert by_page["answers"]["sales"] == by_command
    assert {one["piid"]: Decimal(one["figures"][0]["amount"]) for one in by_command["contracts"]} == amounts
    assert Decimal(by_command["figures"][0]["amount"]) == amount
    # CSV of the command and of the page
    assert lines == page_lines
    assert {one["piid"]: Decimal(one["amount"]) for one in lines} == amounts
    # workbooks: of the page, and of the dossier
    heads, *rows = book.iter_rows(values_only=True)
    place = {str(head).split(" / ")[0]: number for number, head in enumerate(heads)}
    assert {row[place["piid"]]: Decimal(f"{row[place['amount']]:.2f}") for row in rows} == amounts
    heads, *rows = openpyxl.load_workbook(tmp_path / "dossier.xlsx")["Contracts"].iter_rows(values_only=True)
    assert {row[heads.index("piid")]: Decimal(f"{row[heads.index('obligated')]:.2f}") for row in rows} == amounts
    # the page and the page of the dossier
    for shown in (page, html.fromstring((tmp_path / "dossier.html").read_text(encoding="utf-8"))):
        assert shown.xpath("//p[@class='amount']")[0].text_content().strip() == f"at least USD {amount:,.2f}"
        cells = [
            [cell.text_content() for cell in row.xpath("./td")]
            for row in shown.xpath("//section[@id='contracts']//tbody/tr")
        ]
        assert {cell[0]: cell[-1] for cell in cells} == {piid: f"USD {one:,.2f}" for piid, one in amounts.items()}
    # the PDF
    with pypdfium2.PdfDocument(tmp_path / "dossier.pdf") as document:
        letters = plain(" ".join(one.get_textpage().get_text_range() for one in document))
    assert f"at least USD {amount:,.2f}" in letters
    assert all(f"USD {one:,.2f}" in letters for one in amounts.values())
