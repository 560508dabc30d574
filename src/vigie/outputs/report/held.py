"""What a desk holds, as sections: whose days, drawn and told; every capture."""

from collections.abc import Iterator

from vigie.outputs.charts.lanes import held_chart
from vigie.outputs.report.lines import lines_sections
from vigie.outputs.report.model import Section
from vigie.outputs.report.pen import Pen
from vigie.outputs.text.coverage import held_lines
from vigie.questions.coverage import Held


def held_sections(pen: Pen, answer: Held, *, heading: str) -> Iterator[Section]:
    """What the desk holds up to a day."""
    chart = held_chart(pen, answer)
    if chart is not None:
        yield Section("held", pen.text("part.held_days"), (chart,))
    yield from lines_sections(pen, held_lines(pen.sheet, answer), heading=heading)
