"""Days on lanes: what happened on a contract, who belonged to a group and when, what is held of whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vigie.groups.buyers import acronym
from vigie.outputs.charts.drawing import FIRST, LETTER, SECOND, WIDE, Drawing, Paint, fitting, short_month, width_of
from vigie.outputs.report.model import Cell, Chart, Column, Form, Table
from vigie.outputs.report.pen import Pen
from vigie.questions.contract import ContractLife
from vigie.questions.coverage import Held
from vigie.questions.group import GroupHeld

_LINE = 44.0
# So many lanes are drawn; the table has them all
_LANES = 24


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Something from one day to another on a lane, or on one day; ``hollow``: drawn as an outline."""

    since: date
    until: date
    paint: Paint = FIRST
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class _Lane:
    name: str
    stretches: tuple[_Stretch, ...]


def timeline_chart(pen: Pen, answer: ContractLife) -> Chart | None:
    """Actions, what was read otherwise before, reported figures and protests of one contract, each on a lane of its own."""
    lanes = [
        _Lane(pen.text("part.actions"), tuple(_Stretch(one.action_date, one.action_date) for one in answer.actions)),
        _Lane(pen.text("part.corrected"), tuple(_Stretch(one.seen, one.seen, SECOND) for one in answer.corrections)),
        _Lane(
            pen.text("part.reported"),
            tuple(_Stretch(one.day or one.seen, one.day or one.seen, SECOND, hollow=True) for one in answer.reported),
        ),
        _Lane(
            pen.text("part.protests"),
            tuple(
                _Stretch(day, day, SECOND, hollow=True)
                for lead in answer.protest_leads
                for file in lead.protests.files
                for row in file.rows
                for day in (row.filed, row.decided)
                if day is not None
            ),
        ),
    ]
    found = [one for one in lanes if one.stretches]
    return _chart(pen, "timeline", found) if found else None


def ownership_chart(pen: Pen, answer: GroupHeld) -> Chart | None:
    """The members of a group under each other, each over the days on which it belonged; hollow where a day is not held."""
    first = answer.coverage.since or answer.on
    dated = [day for one in answer.members for day in (one.since, one.until) if day is not None]
    if len(answer.members) < 2:
        return None
    begin, end = min([first, *dated]), max([answer.on, *(day for day in dated if day <= answer.on)])
    lanes = []
    for one in answer.members:
        since, until = max(one.since or begin, begin), min(one.until or end, end)
        if since <= until:
            unheld = one.depth > 0 and (one.since is None)
            name = "\u2002" * 2 * min(one.depth, 4) + pen.sheet.supplier(one.organization.name)
            lanes.append(_Lane(name, (_Stretch(since, until, FIRST, hollow=unheld),)))
    return _chart(pen, "ownership", lanes)


def held_chart(pen: Pen, answer: Held) -> Chart | None:
    """The days of which actions are held, public body by public body; hollow where what is held is cut."""
    lanes = []
    for one in answer.buyers:
        cut = tuple(
            _Stretch(max(short.since, one.since), min(short.until, one.until), SECOND, hollow=True)
            for short in answer.coverage.incomplete
            if short.buyer == one.buyer and short.since <= one.until
        )
        lanes.append(_Lane(acronym(one.buyer), (_Stretch(one.since, one.until), *cut)))
    return _chart(pen, "held", lanes) if lanes else None


def _chart(pen: Pen, part: str, lanes: Sequence[_Lane]) -> Chart:
    title = pen.text(f"chart.{part}")
    first = min(one.since for lane in lanes for one in lane.stretches)
    last = max(one.until for lane in lanes for one in lane.stretches)
    summary = pen.text(
        f"chart.{part}_says", first=pen.day(first), last=pen.day(last), count=pen.sheet.integer(len(lanes))
    )
    return Chart(title, _drawn(lanes[:_LANES], first, last, title, pen.lang), summary, _table(pen, title, lanes))


def _drawn(lanes: Sequence[_Lane], first: date, last: date, label: str, lang: str) -> str:
    drawing = Drawing(_LINE * len(lanes) + 30, label)
    days = max(1, (last - first).days)

    def x(value: date) -> float:
        return 4 + (value - first).days / days * (WIDE - 8)

    for place, lane in enumerate(lanes):
        y = place * _LINE
        drawing.words(0, y + LETTER, fitting(lane.name, WIDE))
        drawing.rule(0, y + LETTER + 15, WIDE, y + LETTER + 15)
        for one in lane.stretches:
            drawing.bar(
                x(one.since) - 1.5, y + LETTER + 8, x(one.until) - x(one.since) + 3, 14, one.paint, hollow=one.hollow
            )
    foot = _LINE * len(lanes) + 18
    begins, ends = short_month(first, lang), short_month(last, lang)
    drawing.words(0, foot, begins)
    if begins != ends and width_of(begins) + width_of(ends) < WIDE:
        drawing.words(WIDE, foot, ends, anchor="end")
    return drawing.written()


def _table(pen: Pen, caption: str, lanes: Sequence[_Lane]) -> Table:
    columns = (
        Column(pen.text("heading.what")),
        Column(pen.text("heading.since"), Form.DAY),
        Column(pen.text("heading.until_day"), Form.DAY),
    )
    rows = tuple(
        (Cell(lane.name.strip("\u2002")), Cell(pen.day(one.since)), Cell(pen.day(one.until)))
        for lane in lanes
        for one in lane.stretches
    )
    return Table(caption, columns, rows)
