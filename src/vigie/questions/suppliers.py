"""Who sells to a public body, as of a day; for a topic, under given frameworks, or at all."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from vigie.groups.buyers import Buyer
from vigie.money import Figure
from vigie.questions.seen import coverage_of
from vigie.questions.standing import STANDING, Asked
from vigie.records.coverage import Coverage
from vigie.records.program import Program


@dataclass(frozen=True, slots=True)
class SupplierLine:
    """One supplier, by its own name as last written, with what it is recorded to have been obligated.

    Without a topic, ``figures`` has every action asked about. With a topic, ``figures`` has the actions that say so, and
    ``with_contracts`` those plus all actions of contracts signed for it; the two are the ends of a range. ``actions`` and
    ``contracts`` count what stands in ``figures``.
    """

    supplier: str | None
    contracts: int
    actions: int
    figures: tuple[Figure, ...]
    with_contracts: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Suppliers:
    """The suppliers of a public body up to a day, in falling order of money, and their sums.

    ``topic``, ``program``, ``frameworks``, ``since`` (first action day counted) narrow what is counted; None or empty:
    not narrowed. Suppliers are told apart by name alone, not joined to groups; individual contractors are one line.
    """

    buyer: Buyer
    topic: str | None
    program: Program | None
    frameworks: tuple[str, ...]
    since: date | None
    on: date
    known: date | None
    suppliers: tuple[SupplierLine, ...]
    contracts: int
    actions: int
    figures: tuple[Figure, ...]
    with_contracts: tuple[Figure, ...]
    coverage: Coverage


_SQL = f"""
with {STANDING.format(only="true")},
frameworks as ( -- one row: a contract with the framework its last action that names one gives
    select contract, max_by(framework, moment) as framework from standing where framework is not null group by contract
),
signed_for as ( -- one row: a contract whose signing names the topic
    select distinct contract from standing where regexp_full_match(modification, '0+') and list_contains(topics, $topic)
),
asked as ( -- one row: an action asked about; says_so: its own words name the topic
    select standing.*, $topic is null or list_contains(topics, $topic) as says_so
    from standing left join frameworks using (contract)
    where ($since is null or action_date >= $since)
        and ($frameworks is null or list_contains($frameworks, frameworks.framework))
        and ($topic is null or list_contains(topics, $topic) or contract in (select contract from signed_for))
)
select
    grouping(supplier_key) = 1 as is_sum,
    max_by(supplier, moment) as supplier, count(distinct contract) filter (where says_so) as contracts,
    count(*) filter (where says_so) as actions,
    sum(obligated) filter (where says_so) as obligated, sum(obligated) as with_contracts,
    coalesce(list(struct_pack(capture, row) order by capture, row) filter (where says_so), []) as rows,
    list(struct_pack(capture, row) order by capture, row) as rows_with_contracts
from asked
group by grouping sets ((supplier_key), ())
order by is_sum desc, obligated desc nulls last, supplier
"""  # noqa: S608  only our own fragments


def suppliers(
    db: duckdb.DuckDBPyConnection,
    buyer: Buyer,
    *,
    topic: str | None,
    program: Program | None,
    frameworks: tuple[str, ...],
    since: date | None,
    asked: Asked,
) -> Suppliers:
    """Answer who sold to a public body up to and including the day asked about.

    Money of a topic is a range, never "spent on": from the actions whose words or classification name it, to
    those plus all actions of contracts whose signing named it.
    """
    found = db.execute(
        _SQL,
        {
            "topic": topic,
            "frameworks": list(frameworks) or None,
            "since": since,
            "agencies": list(buyer.codes),
            "on": asked.on,
            "known": asked.known,
        },
    ).fetchall()
    every, *by_supplier = [_line(row[1:], topic, asked) for row in found]
    return Suppliers(
        buyer=buyer,
        topic=topic,
        program=program,
        frameworks=frameworks,
        since=since,
        on=asked.on,
        known=asked.known,
        suppliers=tuple(by_supplier),
        contracts=every.contracts,
        actions=every.actions,
        figures=every.figures,
        with_contracts=every.with_contracts if by_supplier else (),
        coverage=coverage_of(db, agencies=list(buyer.codes), known=asked.known, contracts=()),
    )


def _line(row: tuple[Any, ...], topic: str | None, asked: Asked) -> SupplierLine:
    supplier, contracts, actions, amount, wider, rows, wider_rows = row
    return SupplierLine(
        supplier=supplier,
        contracts=contracts,
        actions=actions,
        figures=(asked.obligated(amount, rows),) if actions else (),
        with_contracts=(asked.obligated(wider, wider_rows or []),) if topic else (),
    )
