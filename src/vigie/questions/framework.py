"""A framework of which no action is held: the orders under it, and what third parties report of it, as of a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import duckdb

from vigie.money import Figure, add
from vigie.questions.protests import ProtestLead, protest_leads
from vigie.questions.reported import reported_of
from vigie.questions.seen import coverage_of
from vigie.questions.standing import CONTRACT_COLUMNS, CONTRACTS, STANDING, Asked, read_contract
from vigie.records.contract import Contract
from vigie.records.coverage import Coverage
from vigie.records.program import Program
from vigie.records.reported import ReportedFigure


@dataclass(frozen=True, slots=True)
class FrameworkHeld:
    """A framework known by its orders, or by reports alone.

    ``orders`` are those whose last action names it, by day of the last action; ``figures`` the sum of what they obligated, empty
    where none is held. ``reported``: amounts third parties report of the framework, in no sum. ``protest_leads``: protests against the
    solicitation of a program that declares it.
    """

    framework: str
    on: date
    known: date | None
    orders: tuple[Contract, ...]
    figures: tuple[Figure, ...]
    reported: tuple[ReportedFigure, ...]
    protest_leads: tuple[ProtestLead, ...]
    coverage: Coverage


_ORDERS = f"""
with {STANDING.format(only="contract in (select contract from contract_version where framework = $framework)")},
counted_actions as (
    select *, true as counted from standing
),
{CONTRACTS}
select {CONTRACT_COLUMNS} from contracts where framework = $framework order by last_action, contract
"""  # noqa: S608  only our own fragments


def framework(
    db: duckdb.DuckDBPyConnection, number: str, asked: Asked, *, programs: Iterable[Program] = ()
) -> FrameworkHeld | None:
    """Answer what is held of a framework up to and including the day asked about; None when nothing is."""
    values = {"framework": number, "on": asked.on, "known": asked.known, "agencies": None}
    rows = db.execute(_ORDERS, values).fetchall()
    orders = tuple(read_contract(row, asked) for row in rows)
    reported = reported_of(db, asked, frameworks=[number])
    if not orders and not reported:
        return None
    amount = add(order.figures[0].amount for order in orders)
    agencies = sorted({order.buyer for order in orders})
    return FrameworkHeld(
        framework=number,
        on=asked.on,
        known=asked.known,
        orders=orders,
        figures=(asked.obligated(amount, [place for row in rows for place in row[-1]]),) if orders else (),
        reported=reported,
        protest_leads=protest_leads(db, asked, framework=number, solicitation=None, programs=programs),
        coverage=coverage_of(db, agencies=agencies or None, known=asked.known, contracts=orders),
    )
