"""The ladder of a contract: what is obligated, exercised, the ceiling and what is outlaid, each as steps by day."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from vigie.messages import day
from vigie.money import Basis
from vigie.outputs.charts.drawing import LETTER, PAINTS, WIDE, Drawing, nice_top, short_amount, short_month, width_of
from vigie.outputs.report.model import Cell, Chart, Column, Form, Table
from vigie.outputs.report.pen import Pen
from vigie.questions.contract import ContractLife
from vigie.questions.ladder import RUNGS
from vigie.records.ladder import Step

_HIGH, _FOOT, _HEAD = 200.0, 26.0, 18.0


def ladder_chart(pen: Pen, answer: ContractLife) -> Chart | None:
    """The chart of a contract's money over time; None where no amount is held. A row of nines is no amount, and not drawn."""
    steps = [one for one in answer.ladder if one.figure.amount is not None and not one.placeholder]
    if not steps:
        return None
    title = pen.text("chart.ladder")
    return Chart(title, _drawn(steps, answer.on, title, pen), _summary(pen, steps), _table(pen, steps))


def _drawn(steps: Sequence[Step], until: date, label: str, pen: Pen) -> str:
    held = [basis for basis in RUNGS if any(one.figure.basis is basis for one in steps)]
    amounts = [one.figure.amount or Decimal(0) for one in steps]
    currency = steps[0].figure.currency
    top, low = nice_top(max(amounts)), nice_top(-min(amounts))
    names = {amount: short_amount(amount, currency, pen.lang) for amount in {top, Decimal(0), -low}}
    left = max(map(width_of, names.values())) + 8
    first = min(one.figure.on for one in steps)
    days = max(1, (max(until, max(one.figure.on for one in steps)) - first).days)
    legend = (LETTER + 6) * len(held)
    drawing = Drawing(_HEAD + _HIGH + _FOOT + legend, label)
    scale = _HIGH / float(top + low or 1)
    zero = _HEAD + float(top) * scale

    def x(value: date) -> float:
        return left + (value - first).days / days * (WIDE - left)

    for amount, said in names.items():
        y = zero - float(amount) * scale
        drawing.rule(left, y, WIDE, y)
        drawing.words(left - 6, y + LETTER / 3, said, anchor="end")
    for paint, basis in zip(PAINTS, held, strict=False):
        points: list[tuple[float, float]] = []
        for one in (one for one in steps if one.figure.basis is basis):
            here = (x(one.figure.on), zero - float(one.figure.amount or 0) * scale)
            points += [(here[0], points[-1][1])] if points else []
            points.append(here)
        drawing.line([*points, (float(WIDE), points[-1][1])], paint)
    drawing.words(left, _HEAD + _HIGH + _FOOT - 8, short_month(first, pen.lang))
    if days > 120:
        drawing.words(WIDE, _HEAD + _HIGH + _FOOT - 8, short_month(until, pen.lang), anchor="end")
    for place, (paint, basis) in enumerate(zip(PAINTS, held, strict=False)):
        y = _HEAD + _HIGH + _FOOT + (LETTER + 6) * place + LETTER - 3
        drawing.line([(left, y - 4), (left + 34, y - 4)], paint)
        drawing.words(left + 42, y, pen.text(f"basis.{basis}"))
    return drawing.written()


def _last(steps: Sequence[Step], basis: Basis) -> Step | None:
    return next((one for one in reversed(steps) if one.figure.basis is basis), None)


def _summary(pen: Pen, steps: Sequence[Step]) -> str:
    last = [one for basis in RUNGS if (one := _last(steps, basis)) is not None]
    said = "; ".join(
        f"{pen.text(f'basis.{one.figure.basis}')}: {pen.money(one.figure)} ({pen.day(one.figure.on)})" for one in last
    )
    return pen.text("chart.ladder_says", said=said)


def _table(pen: Pen, steps: Sequence[Step]) -> Table:
    columns = (
        Column(pen.text("heading.basis")),
        Column(pen.text("heading.day"), Form.DAY),
        Column(pen.text("heading.modification"), Form.CODE),
        Column(pen.text("heading.amount"), Form.AMOUNT),
    )
    rows = tuple(
        (
            Cell(pen.text(f"basis.{one.figure.basis}")),
            Cell(day(one.figure.on, pen.lang)),
            Cell(one.modification),
            pen.amount((one.figure,)),
        )
        for one in steps
    )
    return Table(pen.text("chart.ladder"), columns, rows)
