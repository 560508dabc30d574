"""A dossier as a workbook: one row an action with the source's own key, a sheet in which every sum is added up again, the figures as data.

Nothing in it is a formula. Columns a reader adds come back by the key of their row.
"""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook

from vigie.errors import DossierUnreadableError
from vigie.groups.buyers import acronym
from vigie.messages import text
from vigie.outputs.dossier_figures import PROPERTY, SHEET, asked_values
from vigie.outputs.text.contract import about
from vigie.outputs.text.rests_on import coverage_lines
from vigie.outputs.text.sheet import Sheet, visible
from vigie.questions.dossier import Dossier

_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
ACTIONS = (
    "key", "piid", "modification", "action_date", "supplier", "obligated", "obligated_to_date", "currency", "description", "topics",
    "page", "sha256", "pointer",
)  # fmt: skip
_CONTRACTS = ("id", "piid", "buyer", "supplier", "about", "obligated", "currency", "actions")
_RECONCILED = ("figure", "basis", "currency", "stated", "recomputed", "difference", "actions")
_FIGURES = ("key", "what", "basis", "currency", "amount", "on", "evidence")
_NUMBERS = frozenset({"obligated", "obligated_to_date", "stated", "recomputed", "difference", "actions"})
_DAYS = frozenset({"action_date", "on"})
_LONGEST = 32_000
# Where the source shows an award by its number
_PAGE = "https://www.usaspending.gov/keyword_search/{piid}"


@dataclass(frozen=True, slots=True)
class Added:
    """What a reader added to an earlier workbook: the headings of their columns, and their cells by the key of the row."""

    columns: tuple[str, ...]
    cells: Mapping[str, Mapping[str, Any]]


def to_xlsx(answer: Dossier, lang: str, *, added: Added | None = None) -> tuple[bytes, tuple[str, ...]]:
    """The workbook of a dossier, and the keys of rows of ``added`` that are no longer among its actions. Amounts are numbers to the cent,
    up to 15 digits."""
    out = io.BytesIO()
    book = Workbook(out, _PLAIN)
    book.set_properties({"created": datetime(answer.on.year, answer.on.month, answer.on.day)})  # noqa: DTZ001  a day
    book.set_custom_property(PROPERTY, json.dumps(asked_values(answer), ensure_ascii=True))
    page = _Book(book, lang)
    rows = list(_actions(answer))
    own = added.columns if added is not None else ()
    for row in rows:
        row |= dict((added.cells if added is not None else {}).get(row["key"], {}))
    page.table(text("workbook.actions", lang), (*ACTIONS, *own), rows)
    page.table(text("workbook.contracts", lang), _CONTRACTS, _contracts(answer, lang))
    page.table(text("workbook.reconciliation", lang), _RECONCILED, _reconciled(answer, rows))
    held = {row["key"] for row in rows}
    gone = {key: cells for key, cells in (added.cells if added is not None else {}).items() if key not in held}
    if gone:
        page.table(text("workbook.gone", lang), ("key", *own), [{"key": key, **cells} for key, cells in gone.items()])
    sheet = Sheet(lang, 100, 0)
    page.lines(text("workbook.about", lang), coverage_lines(sheet, answer.coverage))
    page.table(SHEET, _FIGURES, _figures(answer), plain=True)
    book.close()
    return out.getvalue(), tuple(gone)


def read_added(content: bytes, *, where: str) -> Added:
    """What a reader added to a workbook of ours: columns of its first sheet that we do not write. Raises DossierUnreadableError."""
    import zipfile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(content), data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as slip:
        raise DossierUnreadableError(where=where, found=str(slip)[:120]) from None
    heads, *rows = book.worksheets[0].iter_rows(values_only=True) if book.worksheets else [()]
    if SHEET not in book.sheetnames or "key" not in heads:
        raise DossierUnreadableError(where=where, found=", ".join(map(str, heads))[:120])
    own = tuple(str(head) for head in heads if head is not None and head not in ACTIONS)
    cells = {}
    for row in rows:
        line = dict(zip(heads, row, strict=True))
        said = {name: line[name] for name in own if line[name] is not None}
        if said and line["key"]:
            cells[str(line["key"])] = said
    return Added(own, cells)


def _actions(answer: Dossier) -> Iterable[dict[str, Any]]:
    for life in answer.lives:
        contract = life.contract
        for action in life.actions:
            yield {
                "key": f"{contract.id}:{action.modification}",
                "piid": contract.piid,
                "modification": action.modification,
                "action_date": action.action_date,
                "supplier": action.supplier,
                "obligated": action.obligated,
                "obligated_to_date": action.obligated_to_date,
                "currency": contract.figures[0].currency,
                "description": action.description,
                "topics": "; ".join(action.topics),
                "page": _PAGE.format(piid=contract.piid),
                "sha256": action.evidence.sha256,
                "pointer": action.evidence.pointer,
            }


def _contracts(answer: Dossier, lang: str) -> Iterable[dict[str, Any]]:
    sheet = Sheet(lang, 100, 0)
    actions = {life.contract.id: len(life.actions) for life in answer.lives}
    for one in answer.sales.contracts:
        figure = one.figures[0]
        yield {
            "id": one.id,
            "piid": one.piid,
            "buyer": acronym(one.buyer),
            "supplier": one.supplier,
            "about": "; ".join(about(sheet, one)),
            "obligated": figure.amount,
            "currency": figure.currency,
            "actions": actions.get(one.id),
        }


def _reconciled(answer: Dossier, rows: Sequence[Mapping[str, Any]]) -> Iterable[dict[str, Any]]:
    """Every sum of a contract beside its rows added up again, and the sum of all beside the sum of the contracts."""
    for life in answer.lives:
        contract = life.contract
        own = [row["obligated"] for row in rows if row["piid"] == contract.piid and row["obligated"] is not None]
        yield _compared(contract.piid, contract.figures[0].currency, contract.figures[0].amount, own)
    for figure in answer.sales.figures:
        amounts = [one.figures[0].amount for one in answer.sales.contracts if one.figures[0].amount is not None]
        yield _compared(answer.sales.group, figure.currency, figure.amount, [one for one in amounts if one is not None])


def _compared(name: str, currency: str, stated: Decimal | None, rows: Sequence[Decimal]) -> dict[str, Any]:
    again = sum(rows, Decimal("0.00"))
    return {
        "figure": name,
        "basis": "obligated",
        "currency": currency,
        "stated": stated,
        "recomputed": again,
        "difference": (stated or Decimal(0)) - again,
        "actions": len(rows),
    }


def _figures(answer: Dossier) -> Iterable[dict[str, Any]]:
    for one in answer.figures:
        yield {
            "key": one.key,
            "what": one.what,
            "basis": one.basis.value,
            "currency": one.currency,
            "amount": str(one.amount) if one.amount is not None else None,
            "on": one.on.isoformat(),
            "evidence": _within(f"{place.sha256} {place.pointer}" for place in one.evidence),
        }


def _within(lines: Iterable[str]) -> str:
    """As many whole lines as one cell takes."""
    taken: list[str] = []
    for line in lines:
        if sum(map(len, taken)) + len(taken) + len(line) > _LONGEST:
            break
        taken.append(line)
    return "\n".join(taken)


class _Book:
    """A workbook that is being written."""

    def __init__(self, book: Workbook, lang: str) -> None:
        self._book = book
        self._lang = lang
        self._head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self._text = book.add_format({"text_wrap": True, "valign": "top"})
        self._day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        self._amount = book.add_format({"num_format": "#,##0.00", "valign": "top"})

    def table(
        self, title: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]], *, plain: bool = False
    ) -> None:
        """A sheet with one column a name; ``plain``: every cell as text, as programs read it."""
        sheet = self._book.add_worksheet(title[:31])
        sheet.freeze_panes(1, 0)
        last = 0
        for place, name in enumerate(columns):
            sheet.set_column(place, place, 40 if name in ("about", "description") else 18)
            sheet.write_string(0, place, visible(name), self._head)
        for last, row in enumerate(rows, start=1):
            for place, name in enumerate(columns):
                self._cell(sheet, last, place, name, row.get(name), plain)
        sheet.autofilter(0, 0, last, len(columns) - 1)

    def _cell(self, sheet: Any, row: int, place: int, name: str, value: Any, plain: bool) -> None:
        if value is None:
            return
        if not plain and isinstance(value, Decimal | int | float) and not isinstance(value, bool):
            sheet.write_number(
                row, place, float(value), self._amount if name in _NUMBERS and name != "actions" else self._text
            )
        elif not plain and isinstance(value, date):
            sheet.write_datetime(row, place, value, self._day)
        else:
            sheet.write_string(
                row, place, str(value)[:_LONGEST] if plain else visible(str(value))[:_LONGEST], self._text
            )

    def lines(self, title: str, lines: Iterable[str]) -> None:
        """A sheet of lines."""
        sheet = self._book.add_worksheet(title[:31])
        sheet.set_column(0, 0, 110)
        for row, line in enumerate(lines):
            sheet.write_string(row, 0, visible(line), self._text)
