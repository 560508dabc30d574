"""An answer as a workbook: its table, numbers as numbers and days as days, and a sheet that says what it rests on.

Nothing in it is a formula or a link, whatever a record or a list says. The same answer gives the same bytes.
"""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from vigie.messages import catalogue, text
from vigie.outputs.csv import columns, lines
from vigie.outputs.text.page import lines_of
from vigie.outputs.text.rests_on import coverage_lines
from vigie.outputs.text.screen import head_lines
from vigie.outputs.text.sheet import Sheet, visible
from vigie.questions.screen import Screen
from vigie.records.coverage import Coverage

_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
# Columns of the tables, by what their cells are; all others are texts
_AMOUNTS = frozenset(
    {
        "amount",
        "group_amount",
        "with_contracts_amount",
        "obligated",
        "obligated_to_date",
        "last_amount",
        "supplier_amount",
    }
)
_NUMBERS = frozenset({"score", "actions", "contracts", "suppliers", "row", "found", "expected"})
_WIDE, _NARROW = (
    frozenset({"why", "description", "slips", "listed", "supplier", "topics"}),
    frozenset({"sha256", "pointer"}),
)
_LONGEST = 32_000  # a cell of a workbook takes 32,767 characters
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class _Formats:
    head: Format
    text: Format
    day: Format
    amount: Format
    number: Format


def to_xlsx(answer: object, lang: str) -> bytes:
    """The workbook of an answer: its table, for a screened list a sheet for each outcome, and a sheet about it. Amounts are numbers to
    the cent, up to 15 digits."""
    out = io.BytesIO()
    book = Workbook(out, _PLAIN)
    made = getattr(answer, "on", None) or getattr(answer, "until", None) or date(2000, 1, 1)
    book.set_properties({"created": datetime(made.year, made.month, made.day)})  # noqa: DTZ001  a day
    formats = _Formats(
        head=book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        text=book.add_format({"text_wrap": True, "valign": "top"}),
        day=book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
        amount=book.add_format({"num_format": "#,##0.00", "valign": "top"}),
        number=book.add_format({"valign": "top"}),
    )
    every = list(lines(answer, lang))
    if isinstance(answer, Screen):
        for title, results in _SHEETS.items():
            chosen = [line for line in every if line["result"] in results]
            _table(book, text(f"screen.{title}", lang), columns(answer), chosen, formats)
    else:
        _table(book, text("xlsx.table", lang), columns(answer), every, formats)
    _about(book, answer, lang, formats)
    book.close()
    return out.getvalue()


# The sheets of a screened list, and the results that stand on each
_SHEETS = {"matches": ("match",), "open_sheet": ("open", "apart"), "not_found": ("not_found", "unread")}


def _table(book: Workbook, title: str, names: Sequence[str], rows: Iterable[dict[str, Any]], formats: _Formats) -> None:
    """A sheet with a header that stays in sight, one column a name."""
    sheet = book.add_worksheet(title[:31])
    sheet.freeze_panes(1, 0)
    for place, name in enumerate(names):
        sheet.set_column(place, place, 40 if name in _WIDE else 12 if name in _NARROW else 18)
        sheet.write_string(0, place, _heading(name), formats.head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for place, name in enumerate(names):
            _write(sheet, last, place, name, row.get(name), formats)
    sheet.autofilter(0, 0, last, len(names) - 1)


def _heading(name: str) -> str:
    """The heading of a column in both languages."""
    if f"column.{name}" not in catalogue():
        return name
    return " / ".join(dict.fromkeys(text(f"column.{name}", lang) for lang in ("en", "fr")))


def _write(sheet: Any, row: int, place: int, name: str, value: object, formats: _Formats) -> None:
    if value is None or value in ((), []):
        return
    if name in _AMOUNTS:
        sheet.write_number(row, place, float(str(value)), formats.amount)
    elif name in _NUMBERS and isinstance(value, int | float):
        sheet.write_number(row, place, value, formats.number)
    elif isinstance(value, str) and _DAY.fullmatch(value):
        sheet.write_datetime(row, place, date.fromisoformat(value), formats.day)
    else:
        joined = "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        written = visible(joined)
        cut = written if len(written) <= _LONGEST else written[:_LONGEST].rsplit(";", 1)[0] + "; …"
        sheet.write_string(row, place, cut, formats.text)


def _about(book: Workbook, answer: object, lang: str, formats: _Formats) -> None:
    """A sheet with what the page of text says beside its tables."""
    page = Sheet(lang, 100, 0)
    coverage = getattr(answer, "coverage", None)
    head = head_lines(page, answer) if isinstance(answer, Screen) else islice(lines_of(page, answer), 1)
    foot = coverage_lines(page, coverage) if isinstance(coverage, Coverage) else ()
    sheet = book.add_worksheet(text("screen.about", lang))
    sheet.set_column(0, 0, 110)
    for row, line in enumerate((*head, *foot)):
        sheet.write_string(row, 0, visible(line), formats.text)
