"""The figures of a dossier as data inside its file, and read back from there: what makes a dossier checkable again."""

import io
import json
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from vigie import __version__
from vigie.errors import DossierUnreadableError
from vigie.evidence import Evidence
from vigie.money import Basis
from vigie.outputs.plain import plain
from vigie.questions.dossier import Dossier
from vigie.records.stated import DossierAsked, Stated

NAME = "vigie-figures.json"
FORMAT = "vigie-dossier-1"
# The attribute by which the figures are found in a page, and the property by which in a workbook
MARK, PROPERTY = "data-vigie-figures", "vigie-asked"
SHEET = "vigie-figures"


def figures_json(answer: Dossier) -> str:
    """What was asked and every figure, as JSON."""
    return json.dumps(
        asked_values(answer) | {"figures": [plain(one, "en") for one in answer.figures]}, ensure_ascii=False, indent=1
    )


def asked_values(answer: Dossier) -> dict[str, Any]:
    """What was asked, with the format and version that wrote it."""
    return {"format": FORMAT, "version": __version__, "asked": plain(answer.asked, "en")}


def read_figures(content: bytes, *, where: str) -> tuple[DossierAsked, tuple[Stated, ...]]:
    """What a dossier of ours asked, and the figures it states, from its PDF, page or workbook.

    Raises DossierUnreadableError for any other file.
    """
    try:
        if content.startswith(b"%PDF-"):
            found = json.loads(_of_pdf(content))
        elif content.startswith(b"PK"):
            found = _of_workbook(content)
        else:
            found = json.loads(_of_page(content))
        if found["format"] != FORMAT:
            raise ValueError(found["format"])
        return _asked(found["asked"]), tuple(_stated(one) for one in found["figures"])
    except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation, OSError) as slip:
        raise DossierUnreadableError(where=where, found=str(slip)[:120]) from None


def _of_pdf(content: bytes) -> bytes:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as slip:
        raise ValueError(str(slip)) from None
    with document:
        for place in range(document.count_attachments()):
            attachment = document.get_attachment(place)
            if attachment.get_name() == NAME:
                return bytes(attachment.get_data())
    raise ValueError(NAME)


def _of_page(content: bytes) -> str:
    from lxml import etree, html

    try:
        found = html.document_fromstring(content).xpath(f"//*[@{MARK}]")
    except etree.LxmlError as slip:
        raise ValueError(str(slip)) from None
    if not found:
        raise ValueError(MARK)
    return str(found[0].get(MARK))


def _of_workbook(content: bytes) -> dict[str, Any]:
    import zipfile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(content), data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError) as slip:
        raise ValueError(str(slip)) from None
    asked = next((one.value for one in book.custom_doc_props.props if one.name == PROPERTY), None)
    if asked is None or SHEET not in book.sheetnames:
        raise ValueError(PROPERTY)
    heads, *rows = book[SHEET].iter_rows(values_only=True)
    figures = [dict(zip(heads, row, strict=True)) for row in rows]
    for one in figures:
        one["amount"] = one["amount"] or None
        one["evidence"] = [
            dict(zip(("sha256", "pointer"), place.split(" ", 1), strict=True))
            for place in str(one["evidence"] or "").split("\n")
            if place
        ]
    return {**json.loads(str(asked)), "figures": figures}


def _asked(found: dict[str, Any]) -> DossierAsked:
    days = {name: date.fromisoformat(found[name]) if found[name] else None for name in ("known", "seen")}
    return DossierAsked(
        str(found["group"]), found["buyer"], date.fromisoformat(found["on"]), **days, lang=str(found["lang"])
    )


def _stated(found: dict[str, Any]) -> Stated:
    return Stated(
        key=str(found["key"]),
        what=str(found["what"]),
        basis=Basis(found["basis"]),
        currency=str(found["currency"]),
        amount=Decimal(found["amount"]) if found["amount"] is not None else None,
        on=date.fromisoformat(found["on"]),
        evidence=tuple(Evidence(str(one["sha256"]), str(one["pointer"])) for one in found["evidence"]),
    )
