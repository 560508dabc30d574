"""The rows behind a figure, cell by cell, and the file they stand in."""

from collections.abc import Iterable

from vigie.desk.kept_rows import EvidenceShown
from vigie.outputs.report.model import Form, Kind, Link, Said, Section
from vigie.outputs.report.pen import Pen
from vigie.sources import source

_CELLS = (("column", Form.CODE), ("cell", Form.TEXT))


def evidence_sections(pen: Pen, answer: EvidenceShown) -> Iterable[Section]:
    """Rows as published, or as kept without people."""
    capture = answer.capture
    title = pen.text("evidence.title", file=capture.file_name, seen=pen.day(capture.seen), sha256=capture.sha256)
    key = "evidence.redacted" if capture.redacted else "evidence.as_published"
    yield Section(
        "file",
        pen.text("part.file"),
        (
            *pen.paragraphs([title]),
            pen.said(key, rule=capture.rule, published=capture.published_sha256),
            Said(source(capture.source).title, link=Link(Kind.SOURCE, capture.source)),
        ),
    )
    for row in answer.rows[: pen.limit or None]:
        cells = ((pen.plain(name), pen.plain(cell)) for name, cell in row.cells.items() if cell)
        table = pen.table("table.row", _CELLS, cells)
        yield Section(f"row-{row.row}", pen.text("evidence.row", row=row.row), (table,))
    if 0 < pen.limit < len(answer.rows):
        more = pen.text("answer.more", count=pen.sheet.integer(len(answer.rows) - pen.limit))
        yield Section("more", pen.text("part.more"), pen.paragraphs([more]))
