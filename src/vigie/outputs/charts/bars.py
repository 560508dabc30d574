"""Shares as bars side by side: suppliers of a public body; ranges stay ranges."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from vigie.messages import money
from vigie.outputs.charts.drawing import FIRST, LETTER, SECOND, WIDE, Drawing, fitting, short_amount, width_of
from vigie.outputs.report.model import Cell, Chart, Column, Form, Table
from vigie.outputs.report.pen import Pen
from vigie.questions.suppliers import SupplierLine, Suppliers

# So many suppliers are drawn; the others are one bar, counted
_DRAWN = 12
_LINE = 24.0


@dataclass(frozen=True, slots=True)
class _Bar:
    name: str
    least: Decimal
    most: Decimal


def suppliers_chart(pen: Pen, answer: Suppliers) -> Chart | None:
    """The largest suppliers beside each other, all others as one; with a topic each from what says so to what was signed for it."""
    lines = [one for one in answer.suppliers if one.figures and one.figures[0].amount is not None]
    if not lines:
        return None
    currency = lines[0].figures[0].currency
    bars = [_Bar(pen.sheet.supplier(one.supplier), *_ends(one, answer)) for one in lines[:_DRAWN]]
    rest = lines[_DRAWN:]
    if rest:
        ends = [_ends(one, answer) for one in rest]
        others = pen.text("chart.others", suppliers=pen.sheet.counted(len(rest), "suppliers_count"))
        bars.append(_Bar(others, sum((one for one, _ in ends), Decimal(0)), sum((one for _, one in ends), Decimal(0))))
    title = pen.text("chart.suppliers")
    drawn = _drawn(bars, currency, title, pen.lang)
    key = "chart.suppliers_range" if answer.topic is not None else "chart.suppliers_say"
    first = lines[0]
    summary = pen.text(
        key, supplier=pen.sheet.supplier(first.supplier), amount=pen.sheet.amount(first.figures),
        count=pen.sheet.counted(len(lines), "suppliers_count"),
    )  # fmt: skip
    return Chart(title, drawn, summary, _table(pen, bars, currency, ranged=answer.topic is not None))


def _ends(line: SupplierLine, answer: Suppliers) -> tuple[Decimal, Decimal]:
    least = line.figures[0].amount or Decimal(0)
    wider = line.with_contracts[0].amount if answer.topic is not None and line.with_contracts else None
    return least, wider if wider is not None else least


def _drawn(bars: Sequence[_Bar], currency: str, label: str, lang: str) -> str:
    drawing = Drawing(_LINE * 2 * len(bars) + 4, label)
    most = max([abs(one.most) for one in bars] + [abs(one.least) for one in bars] + [Decimal(1)])
    said = [_said(one, currency, lang) for one in bars]
    room = WIDE - max(map(width_of, said)) - 12
    for place, (one, amount) in enumerate(zip(bars, said, strict=True)):
        y = place * _LINE * 2
        drawing.words(0, y + LETTER + 2, fitting(one.name, WIDE))
        long = float(abs(one.least) / most) * room
        wide = float(abs(one.most) / most) * room
        drawing.bar(0, y + LETTER + 8, long, 14, FIRST if one.least >= 0 else SECOND)
        if wide > long:
            drawing.bar(long, y + LETTER + 8, wide - long, 14, FIRST, hollow=True)
        drawing.words(max(long, wide) + 8, y + LETTER + 19, amount)
    return drawing.written()


def _said(bar: _Bar, currency: str, lang: str) -> str:
    least = short_amount(bar.least, currency, lang)
    return least if bar.least == bar.most else f"{least} – {short_amount(bar.most, currency, lang)}"


def _table(pen: Pen, bars: Sequence[_Bar], currency: str, *, ranged: bool) -> Table:
    heads = ("says_so", "with_contracts") if ranged else ("obligated",)
    columns = (
        Column(pen.text("heading.supplier")),
        *(Column(pen.text(f"heading.{head}"), Form.AMOUNT) for head in heads),
    )
    rows = tuple(
        (
            Cell(one.name),
            *(
                Cell(money(amount, currency, pen.lang))
                for amount in ((one.least, one.most) if ranged else (one.least,))
            ),
        )
        for one in bars
    )
    return Table(pen.text("chart.suppliers"), columns, rows)
