"""Charts: what they draw is what the answers say; they stay small, readable and harmless whatever a record is called."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

import vigie
from tests.histories import Row, captured, history
from vigie.desk import Desk
from vigie.messages import LANGUAGES, money
from vigie.money import Basis
from vigie.outputs.charts.bars import suppliers_chart
from vigie.outputs.charts.drawing import LETTER, WIDE, nice_top, width_of
from vigie.outputs.charts.ladder import ladder_chart
from vigie.outputs.charts.lanes import held_chart, ownership_chart, timeline_chart
from vigie.outputs.charts.months import months_chart
from vigie.outputs.report.model import Chart
from vigie.outputs.report.pen import Pen

ON = date(2026, 8, 22)
HOSTILE = [
    "<script>alert(1)</script>",
    "A & B \"C\" 'D'",
    "\u202eEVIL\u0000 INC",
    "X" * 300,
    "漢字 GMBH",
    "]]>--><!--",
    "javascript:alert(1)",
]


def drawn_of(desk: Desk, lang: str) -> list[Chart]:
    """Every chart of Capgemini and ICE."""
    pen = Pen(lang)
    contract = desk.sales("Capgemini", buyer="ICE", on=ON).contracts[0]
    life = desk.contract(contract.id, on=ON)
    found = [
        months_chart(pen, desk.months("Capgemini", buyer="ICE", on=ON)),
        ladder_chart(pen, life),
        timeline_chart(pen, life),
        suppliers_chart(pen, desk.suppliers("ICE", on=ON)),
        suppliers_chart(pen, desk.suppliers("ICE", topic="skip-tracing", on=ON)),
        ownership_chart(pen, desk.group("GEO Group", on=ON)),
        held_chart(pen, desk.coverage(on=ON)),
    ]
    return [one for one in found if one is not None]


def texts(svg: str) -> Iterator[tuple[float, float, float]]:
    """Where each text of a drawing begins and ends, and on which line."""
    for one in etree.fromstring(svg).iter("{*}text"):
        x, y, wide = float(one.get("x") or 0), float(one.get("y") or 0), width_of(one.text or "")
        start = {"start": x, "end": x - wide, "middle": x - wide / 2}[one.get("text-anchor") or "start"]
        yield start, start + wide, y


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_chart_has_a_drawing_words_and_a_table(demo: Desk, lang: str) -> None:
    charts = drawn_of(demo, lang)

    assert len(charts) == 7
    for chart in charts:
        root = etree.fromstring(chart.svg)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert (root.get("role"), root.get("aria-label")) == ("img", chart.title)
        assert len(chart.svg) < 40_000
        assert chart.summary.endswith(".")
        assert chart.table.rows
        assert {one.tag.rpartition("}")[2] for one in root.iter()} <= {"svg", "rect", "polyline", "line", "text"}
        assert not re.search(r"style=|href|<style|<script|\bid=|url\(|\son[a-z]+=", chart.svg)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_stay_on_the_drawing_and_off_each_other(demo: Desk, lang: str) -> None:
    for chart in drawn_of(demo, lang):
        boxes = list(texts(chart.svg))
        for place, (start, end, y) in enumerate(boxes):
            assert start >= -1, chart.title
            assert end <= WIDE + 1, chart.title
            for other_start, other_end, other_y in boxes[place + 1 :]:
                apart = abs(y - other_y) >= LETTER - 1 or end <= other_start or other_end <= start
                assert apart, (chart.title, y, other_y)


@pytest.mark.parametrize(
    ("group", "buyer"), [("Capgemini", "ICE"), ("Capgemini", None), ("GEO Group", None), ("GEO Group", "ICE")]
)
@pytest.mark.parametrize("on", [date(2026, 1, 26), ON])
def test_months_add_up_to_the_sum_to_the_cent(demo: Desk, group: str, buyer: str | None, on: date) -> None:
    by_month = demo.months(group, buyer=buyer, on=on)
    sales = demo.sales(group, buyer=buyer, on=on)

    assert sum((one.figure.amount or Decimal(0) for one in by_month.months), Decimal(0)) == sales.figures[0].amount
    places = {
        (place.sha256, row)
        for one in by_month.months
        for place in one.figure.evidence
        for row in place.pointer.split(";")
    }
    assert len(places) > 0
    assert [one.first for one in by_month.months] == sorted({one.first for one in by_month.months})
    assert all(one.first.day == 1 and one.actions > 0 for one in by_month.months)


def test_months_as_known_before_a_correction(tmp_path: Path) -> None:
    folder = history(
        tmp_path / "desk", captured("2026-01-10", Row(amount="100.00")), captured("2026-02-10", Row(amount="90.00"))
    )
    with vigie.open(folder) as desk:
        now = desk.months("ALPHA INC", on=ON)
        then = desk.months("ALPHA INC", on=ON, known=date(2026, 1, 15))

    assert [one.figure.amount for one in now.months] == [Decimal("90.00")]
    assert [one.figure.amount for one in then.months] == [Decimal("100.00")]


def test_the_table_of_months_has_every_sum(demo: Desk) -> None:
    answer = demo.months("Capgemini", buyer="ICE", on=ON)
    chart = months_chart(Pen("en"), answer)

    assert chart is not None
    assert [row[2].text for row in chart.table.rows] == [money(one.figure.amount, "USD", "en") for one in answer.months]
    assert all(row[2].evidence is not None for row in chart.table.rows)


def test_the_ladder_draws_every_step(demo: Desk) -> None:
    life = demo.contract("70CDCR24FR0000006", on=ON)
    chart = ladder_chart(Pen("en"), life)

    assert chart is not None
    steps = [one for one in life.ladder if one.figure.basis is Basis.OBLIGATED]
    (line,) = [
        one for one in etree.fromstring(chart.svg).iter("{*}polyline") if len((one.get("points") or "").split()) > 2
    ]
    # a step is two points, the first one alone, the last drawn to the day asked about
    assert len((line.get("points") or "").split()) == 2 * len(steps)
    assert [row[3].text for row in chart.table.rows] == [money(one.figure.amount, "USD", "en") for one in steps]


def test_ranges_stay_ranges(demo: Desk) -> None:
    answer = demo.suppliers("ICE", topic="skip-tracing", on=ON)
    chart = suppliers_chart(Pen("en"), answer)

    assert chart is not None
    wide = [one for one in answer.suppliers if one.figures[0].amount != one.with_contracts[0].amount]
    hollow = [one for one in etree.fromstring(chart.svg).iter("{*}rect") if one.get("fill") == "none"]
    assert wide
    assert 0 < len(hollow) <= len(wide) + 1


def test_whatever_a_supplier_is_called_it_stays_text(tmp_path: Path) -> None:
    rows = [
        Row(piid=f"70TEST26F{place:08d}", supplier=name, amount=f"{-50 if place % 2 else 100}.00")
        for place, name in enumerate(HOSTILE)
    ]
    folder = history(tmp_path / "desk", captured("2026-08-01", *rows))
    with vigie.open(folder) as desk:
        chart = suppliers_chart(Pen("fr"), desk.suppliers("ICE", on=ON))

    assert chart is not None
    root = etree.fromstring(chart.svg)
    assert {one.tag.rpartition("}")[2] for one in root.iter()} <= {"svg", "rect", "text", "line"}
    assert "<script" not in chart.svg
    assert len(chart.svg) < 40_000


def test_nothing_held_draws_nothing(tmp_path: Path) -> None:
    folder = history(tmp_path / "desk", captured("2026-08-01", Row()))
    with vigie.open(folder) as desk:
        assert months_chart(Pen("en"), desk.months("ALPHA INC", on=date(2020, 1, 1))) is None


@pytest.mark.parametrize(
    ("amount", "top"),
    [("0", "0"), ("1", "1"), ("1.01", "1.5"), ("10795098", "15000000"), ("99", "100"), ("0.03", "0.03")],
)
def test_axes_end_at_round_amounts(amount: str, top: str) -> None:
    assert nice_top(Decimal(amount)) == Decimal(top)
