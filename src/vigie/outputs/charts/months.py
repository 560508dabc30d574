"""Money by month: bars up for what was given, down for what was taken back."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from vigie.messages import integer, money
from vigie.outputs.charts.drawing import (
    FIRST,
    LETTER,
    SECOND,
    WIDE,
    Drawing,
    nice_top,
    short_amount,
    short_month,
    width_of,
)
from vigie.outputs.report.model import Cell, Chart, Column, Form, Table
from vigie.outputs.report.pen import Pen
from vigie.questions.months import Month, Months

_HIGH, _FOOT, _HEAD = 220.0, 26.0, 18.0
# More bars than this are drawn by quarter, then by year; the table has every month
_BARS = 72


def months_chart(pen: Pen, answer: Months) -> Chart | None:
    """The chart of a group's months; None where there is none."""
    months = [one for one in answer.months if one.figure.amount is not None]
    if not months:
        return None
    currency = months[0].figure.currency
    title = pen.text("chart.months")
    bars, unit = _bars(months)
    return Chart(title, _drawn(bars, currency, title, pen.lang), _summary(pen, months, unit), _table(pen, answer))


def _bars(months: Sequence[Month]) -> tuple[list[tuple[date, Decimal]], str]:
    """The sums drawn, by their first day: every month of the span, quarters or years."""
    amounts = {one.first: one.figure.amount or Decimal(0) for one in months}
    every = list(_span(months[0].first, months[-1].first))
    for unit, length in (("month", 1), ("quarter", 3), ("year", 12)):
        found = [
            (date(key // 12, key % 12 + 1, 1), sum((amounts.get(day, Decimal(0)) for day in days), Decimal(0)))
            for key, days in groupby(every, key=lambda day: (day.year * 12 + day.month - 1) // length * length)
        ]
        if len(found) <= _BARS or unit == "year":
            return found, unit
    raise AssertionError("years come last")


def _span(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = date(first.year + first.month // 12, first.month % 12 + 1, 1)


def _drawn(bars: Sequence[tuple[date, Decimal]], currency: str, label: str, lang: str) -> str:
    top = nice_top(max((amount for _, amount in bars), default=Decimal(0)))
    low = nice_top(-min((amount for _, amount in bars), default=Decimal(0)))
    names = {amount: short_amount(amount, currency, lang) for amount in {top, Decimal(0), -low}}
    left = max(map(width_of, names.values())) + 8
    drawing = Drawing(_HEAD + _HIGH + _FOOT, label)
    scale = _HIGH / float(top + low or 1)
    zero = _HEAD + float(top) * scale

    for amount, said in names.items():
        y = zero - float(amount) * scale
        if amount == 0 or abs(y - zero) > LETTER:
            drawing.rule(left, y, WIDE, y)
            drawing.words(left - 6, y + LETTER / 3, said, anchor="end")
    step = (WIDE - left) / len(bars)
    for place, (_, amount) in enumerate(bars):
        tall = abs(float(amount)) * scale
        x, wide = left + place * step + step * 0.12, step * 0.76
        if amount > 0:
            drawing.bar(x, zero - tall, wide, tall, FIRST)
        elif amount < 0:
            drawing.bar(x, zero, wide, tall, SECOND)
    first, last = short_month(bars[0][0], lang), short_month(bars[-1][0], lang)
    drawing.words(left, _HEAD + _HIGH + _FOOT - 8, first)
    if len(bars) > 1 and width_of(first) + width_of(last) + 12 < WIDE - left:
        drawing.words(WIDE, _HEAD + _HIGH + _FOOT - 8, last, anchor="end")
    return drawing.written()


def _summary(pen: Pen, months: Sequence[Month], unit: str) -> str:
    most = max(months, key=lambda one: (one.figure.amount or Decimal(0), one.first))
    said = pen.text(
        f"chart.by_{unit}",
        first=short_month(months[0].first, pen.lang),
        last=short_month(months[-1].first, pen.lang),
        most=short_month(most.first, pen.lang),
        amount=pen.money(most.figure),
    )
    back = sum((one.figure.amount or Decimal(0)) < 0 for one in months)
    return f"{said} {pen.text('chart.taken_back', count=integer(back, pen.lang))}" if back else said


def _table(pen: Pen, answer: Months) -> Table:
    columns = (
        Column(pen.text("heading.month"), Form.DAY),
        Column(pen.text("heading.actions"), Form.COUNT),
        Column(pen.text("heading.obligated"), Form.AMOUNT),
    )
    rows = tuple(
        (
            Cell(short_month(one.first, pen.lang)),
            Cell(integer(one.actions, pen.lang)),
            Cell(
                money(one.figure.amount, one.figure.currency, pen.lang), evidence=next(iter(one.figure.evidence), None)
            ),
        )
        for one in answer.months
    )
    return Table(pen.text("chart.months"), columns, rows)
