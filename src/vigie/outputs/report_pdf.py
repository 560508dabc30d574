"""A report as a PDF that a screen reader can read (PDF/UA-1): tagged, titled, in its language; the same report gives the same bytes."""

import json
import unicodedata
from datetime import date
from importlib import resources
from typing import Any

from vigie.messages import integer, text
from vigie.outputs.dossier_figures import NAME
from vigie.outputs.report.model import Block, Chart, Report, Said, Shown, Table, Tone

# What the letters that come with typst can show; a test sets each of them
_SPANS = ((0x20, 0x4FD), (0x1E00, 0x203E), (0x205A, 0x211E), (0x2190, 0x23F6))


class _Letters(dict[int, str]):
    """Each letter as the PDF can show it: controls as a space, others that it has no shape for as their number."""

    def __missing__(self, code: int) -> str:
        kind = unicodedata.category(chr(code))
        held = kind not in ("Cn", "Co", "Cs", "Cf") and any(first <= code < last for first, last in _SPANS)
        self[code] = " " if kind == "Cc" else chr(code) if held else f"[U+{code:04X}]"
        return self[code]


_LETTERS = _Letters()


def to_pdf(report: Report, *, made: date, figures: str | None = None) -> bytes:
    """The PDF of a report. ``made``: the day it bears; ``figures``: data that is put into it as a file of its own."""
    import typst

    values = {
        "title": _letters(report.title),
        "lang": report.lang,
        "year": made.year,
        "month": made.month,
        "day": made.day,
        "foot": _letters(text("report.foot", report.lang)),
        "figures": figures,
        "name": NAME,
        "attached": text("report.attached", report.lang),
        "sections": [
            {"heading": _letters(one.heading), "blocks": [_block(block, report.lang) for block in one.blocks]}
            for one in report.sections
        ],
    }
    template = resources.files("vigie.outputs.report").joinpath("report.typ").read_bytes()
    made_of: bytes = typst.compile(
        template,
        format="pdf",
        sys_inputs={"report": json.dumps(values)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
    )
    return made_of


def _letters(words: str) -> str:
    """A text in letters the PDF can show."""
    return words.translate(_LETTERS)


def _block(block: Block, lang: str) -> dict[str, Any]:
    match block:
        case Table():
            return _table(block, lang)
        case Said():
            mark = text("page.reported", lang) if block.tone is Tone.REPORTED and not block.depth else None
            return {
                "kind": "said",
                "text": _letters(block.text),
                "tone": block.tone.value,
                "depth": block.depth,
                "mark": mark,
            }
        case Shown():
            return {
                "kind": "shown",
                "label": _letters(block.label),
                "amount": _letters(block.amount),
                "basis": _letters(block.basis),
            }
        case Chart():
            return {
                "kind": "chart",
                "title": _letters(block.title),
                "svg": _letters(block.svg),
                "summary": _letters(block.summary),
                "table": _table(block.table, lang),
            }


def _table(table: Table, lang: str) -> dict[str, Any]:
    return {
        "kind": "table",
        "caption": _letters(table.caption),
        "columns": [{"heading": _letters(one.heading), "form": one.form.value} for one in table.columns],
        "rows": [["\u2002" * 2 * cell.depth + _letters(cell.text) for cell in row] for row in table.rows],
        "more": text("answer.more", lang, count=integer(table.more, lang)) if table.more else None,
    }
