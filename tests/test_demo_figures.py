"""The figures of the demo, as the issue states them, as a second program recomputes them, and after a shuffle."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import vigie
from tests import independent
from tests.conftest import SEEN, SHIPPED, UNITED, needs_shared
from vigie.desk import Desk, create
from vigie.records.contract import Status

NOW = date(2026, 8, 31)


def test_capgemini_and_ice_on_26_january_2026(demo: Desk) -> None:
    answer = demo.sales("Capgemini", buyer="ICE", on=date(2026, 1, 26))

    assert answer.figures[0].amount == Decimal("116210775.42")
    statuses = {contract.piid: contract.status for contract in answer.contracts}
    assert len(statuses) == 10
    assert statuses.pop("70CDCR18FC0000021") is Status.CLOSED_OUT
    assert statuses.pop("70CDCR19FC0000007") is Status.CONFLICTING
    assert set(statuses.values()) == {Status.NOT_HELD}
    assert answer.coverage.gaps["70CDCR24FR0000006"].missing == ("P00003",)
    assert answer.coverage.gaps["70CDCR18FC0000021"].begins_at == "P00026"
    assert answer.coverage.since == date(2020, 10, 1)


def test_the_amendment_stands_beside_the_order(demo: Desk) -> None:
    bridge = demo.contract("70CDCR24FR0000006", on=date(2026, 1, 26)).actions[-1]
    order = demo.contract("70CDCR26FR0000024", on=date(2026, 1, 26)).actions[0]

    assert (bridge.modification, bridge.action_date) == ("P00011", date(2025, 10, 9))
    assert bridge.obligated == Decimal("7372680.00")
    assert (order.action_date, order.obligated) == (date(2025, 12, 18), Decimal("4816782.50"))
    assert "skip-tracing" in bridge.topics
    assert "skip-tracing" in order.topics


def test_what_is_held_of_ice(demo: Desk) -> None:
    held = {buyer.buyer: buyer for buyer in demo.coverage(on=NOW).buyers}

    assert held["7012"].actions == 27454
    assert held["7012"].figures[0].amount == Decimal("22476979031.30")


@pytest.mark.parametrize(
    ("on", "suppliers", "amount"), [(date(2025, 12, 31), 13, "16220107.00"), (date(2026, 1, 31), 14, "19032607.00")]
)
def test_the_program_of_fourteen_frameworks(demo: Desk, on: date, suppliers: int, amount: str) -> None:
    answer = demo.suppliers("ICE", program="skip-tracing-2025", on=on)

    assert (len(answer.suppliers), answer.figures[0].amount) == (suppliers, Decimal(amount))


def test_skip_tracing_at_ice_is_a_range(demo: Desk) -> None:
    answer = demo.suppliers("ICE", topic="skip-tracing", on=NOW)

    assert (len(answer.suppliers), answer.actions) == (14, 33)
    assert answer.figures[0].amount == Decimal("118445549.00")
    assert answer.with_contracts[0].amount == Decimal("125400307.46")


CAPGEMINI = "CAPGEMINI GOVERNMENT SOLUTIONS LLC"


def _same_figures(desk: Desk, rows: list[independent.Row], name: str) -> None:
    """Whatever the rows are, Vigie and the second program agree."""
    for on in (date(2025, 12, 31), date(2026, 1, 26), NOW):
        day = on.isoformat()
        sales = desk.sales(name, buyer="ICE", on=on)
        assert sales.figures[0].amount == independent.total(independent.supplied(rows, name, day))
        assert {one.piid for one in sales.contracts} == {
            one["Award ID"] for one in independent.supplied(rows, name, day)
        }
        program = desk.suppliers("ICE", program="skip-tracing-2025", on=on)
        assert program.figures[0].amount == independent.total(independent.program(rows, day))
        topic = desk.suppliers("ICE", topic="skip-tracing", on=on)
        assert topic.actions == len(independent.naming(rows, day))
        assert topic.figures[0].amount == independent.total(independent.naming(rows, day))
        assert topic.with_contracts[0].amount == independent.total(independent.with_contracts(rows, day))
        held = next(buyer for buyer in desk.coverage(on=on).buyers if buyer.buyer == "7012")
        assert (held.actions, held.figures[0].amount) == (
            len(independent.ice(rows, day)),
            independent.total(independent.ice(rows, day)),
        )


def test_a_second_program_finds_the_same_figures_in_the_raw_rows(demo: Desk) -> None:
    _same_figures(demo, independent.raw_rows(SHIPPED), CAPGEMINI)


@pytest.mark.battery
def test_after_amounts_and_names_are_dealt_anew_both_still_agree(tmp_path: Path) -> None:
    rows, dealt = independent.shuffled(independent.raw_rows(SHIPPED), seed=20261122)
    file = independent.write_rows(rows, tmp_path / "shuffled.csv")
    create(tmp_path / "desk")

    with vigie.open(tmp_path / "desk") as desk:
        desk.load(file, source="usaspending", seen=SEEN)
        _same_figures(desk, rows, dealt[CAPGEMINI])


@pytest.mark.battery
@needs_shared
def test_the_united_file_as_gathered_gives_the_file_that_ships(tmp_path: Path) -> None:
    create(tmp_path / "desk")

    with vigie.open(tmp_path / "desk") as desk:
        from_official = desk.load(UNITED, source="usaspending", seen=SEEN)
        shipped = desk.load(SHIPPED, source="usaspending", seen=SEEN)

    assert from_official.capture.redacted
    assert shipped.already_held
    assert shipped.capture.sha256 == from_official.capture.sha256
