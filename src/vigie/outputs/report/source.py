"""A source as a page: who publishes it, under which licence, which columns are taken and which left out and why, how it has been."""

from collections.abc import Iterable

from vigie.outputs.report.model import Cell, Form, Said, Section, Tone
from vigie.outputs.report.pen import Pen
from vigie.outputs.text.health import source_lines
from vigie.questions.health import Health
from vigie.sources.layout import Source

_LEFT_OUT = (("column", Form.CODE), ("why", Form.TEXT))


def source_sections(pen: Pen, declared: Source, health: Health) -> Iterable[Section]:
    """A source as declared, and what captures of it show."""
    about = pen.said(
        "coverage.source", publisher=declared.publisher, licence=declared.licence, reference=declared.reference
    )
    yield Section("about", pen.text("part.source"), (about,))
    seen = [line for one in health.sources if one.source == declared.name for line in source_lines(pen.sheet, one)]
    none = (pen.said("coverage.nothing_held", Tone.NOTE),)
    yield Section("held", pen.text("part.held"), pen.paragraphs(seen) or none)
    if declared.blind_spots:
        spots = tuple(Said(pen.text(f"blind.{spot}"), Tone.NOTE) for spot in declared.blind_spots)
        yield Section("blind", pen.text("part.blind"), spots)
    every = {name: why for layout in declared.layouts for name, why in layout.columns_left_out.items()}
    if every:
        rows = ((Cell(name), Cell(why)) for name, why in sorted(every.items()))
        yield Section("left-out", pen.text("part.left_out"), (pen.table("table.left_out", _LEFT_OUT, rows),))
