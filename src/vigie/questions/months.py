"""What a group was obligated month by month, by one public body or all held."""

from dataclasses import dataclass
from datetime import date

import duckdb

from vigie.groups.buyers import Buyer
from vigie.groups.group import Group
from vigie.money import Figure
from vigie.questions.sales import belongs, texts
from vigie.questions.seen import coverage_of
from vigie.questions.standing import Asked
from vigie.records.coverage import Coverage


@dataclass(frozen=True, slots=True)
class Month:
    """The actions of one month, up to the day asked about: their net sum, below zero where more was taken back than given."""

    first: date
    actions: int
    figure: Figure


@dataclass(frozen=True, slots=True)
class Months:
    """The months in which the group's members had actions while they belonged, in their order; a month without one is left out. Their
    sums add up to the sum of ``Sales`` to the cent."""

    group: str
    buyer: Buyer | None
    on: date
    known: date | None
    months: tuple[Month, ...]
    coverage: Coverage


# One row is a month
_SQL = """
with counted as (
    select date_trunc('month', action_date) as month, capture, row, sum(obligated) as obligated, sum(n) as actions
    from contract_version
    where supplier_key in ({keys}) and {belongs} and action_date <= $on and ($known is null or seen <= $known)
        and ($agencies is null or list_contains($agencies, agency))
    group by all
    having sum(n) > 0
)
select cast(month as date), sum(actions), sum(obligated), list(struct_pack(capture, row) order by capture, row)
from counted group by month order by month
"""


def months(db: duckdb.DuckDBPyConnection, group: Group, buyer: Buyer | None, asked: Asked) -> Months:
    """Answer how much was obligated in which month, up to and including the day asked about.

    Rests on what ``sales`` rests on, and leaves out what it leaves out.
    """
    agencies = list(buyer.codes) if buyer else None
    keys = texts(key for member in group.members for key in member.keys)
    rows = db.execute(
        _SQL.format(keys=keys, belongs=belongs(group, "action_date")),
        {"agencies": agencies, "on": asked.on, "known": asked.known},
    ).fetchall()
    return Months(
        group=group.head.name,
        buyer=buyer,
        on=asked.on,
        known=asked.known,
        months=tuple(
            Month(month, int(actions), asked.obligated(amount, places)) for month, actions, amount, places in rows
        ),
        coverage=coverage_of(db, agencies=agencies, known=asked.known, contracts=()),
    )
