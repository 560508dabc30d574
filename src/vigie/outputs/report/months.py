"""Money by month, as a section."""

from collections.abc import Iterator

from vigie.outputs.charts.months import months_chart
from vigie.outputs.report.model import Section
from vigie.outputs.report.pen import Pen
from vigie.questions.months import Months


def months_sections(pen: Pen, answer: Months) -> Iterator[Section]:
    """What was obligated month by month, where anything was."""
    chart = months_chart(pen, answer)
    if chart is not None:
        yield Section("months", pen.text("part.months"), (chart,))
