"""The rungs of one contract's money over time, and the words that make an incentive part of it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from decimal import Decimal
from typing import Any

import duckdb

from vigie.money import Basis, is_placeholder
from vigie.questions.standing import STANDING, Asked
from vigie.records.ladder import AwardSummary, Incentive, Step, Subaward, Terms

# The rungs, from what is promised to what may come, in the order in which they are told
RUNGS = {
    Basis.OBLIGATED: "obligated_to_date",
    Basis.EXERCISED: "exercised",
    Basis.CEILING: "ceiling",
    Basis.OUTLAID: "outlaid",
}
_TERMS = tuple(field.name for field in fields(Terms))

# A pricing type or a text that grants an incentive, never the name of a programme that has the word in it
_PRICED = re.compile(r"INCENTIVE|AWARD FEE", re.IGNORECASE)
_WORDED = re.compile(
    r"\b(?:(?:performance|cost|schedule|operations?|operational)\s+)*(?:incentive|award)[ -]fees?\b", re.IGNORECASE
)

# One row is an action of the contract with the totals it leaves
_ACTIONS = f"""
with {STANDING.format(only="contract = $contract")}
select modification, action_date, obligated_to_date, exercised, ceiling, outlaid, pricing, description, capture, row
from standing order by moment
"""  # noqa: S608  only our own fragments

# One row is a sighting of a standing action: what one source says beside the money, another may have no column for
_SAID = f"""
with {STANDING.format(only="contract = $contract")},
said as (
    select version.*, row(standing.moment, sighting.seen, sighting.moment, capture.place, sighting.row) as told
    from standing join version on version.contract = $contract and version.modification = standing.modification
        join sighting on sighting.version = version.number join capture on capture.number = sighting.capture
    where $known is null or sighting.seen <= $known
)
select {", ".join(f"max_by({name}, told) filter (where {name} is not null)" for name in _TERMS)} from said
"""  # noqa: S608  only our own fragments

# One row is an award with its newest summary; two awards can share a contract's number where an agency used it twice
_SUMMARIES = f"""
select award, supplier, seen, first_action_date, last_action_date, obligated, exercised, ceiling, outlaid, {", ".join(_TERMS)}, capture, row
from award
where contract = $contract and ($known is null or seen <= $known) and (first_action_date is null or first_action_date <= $on)
qualify row_number() over (partition by award order by seen desc, moment desc, capture desc) = 1
order by award
"""  # noqa: S608  only our own fragments

# One row is a report of a subaward as seen last; the same supplier, amount and day before it may be the same once more
SUBAWARDS = """
reports as (
    select *, coalesce(supplier_uei, supplier_key) as who
    from subaward
    where ({only}) and ($known is null or seen <= $known) and (action_date is null or action_date <= $on)
    qualify row_number() over (partition by report order by seen desc, moment desc, capture desc) = 1
),
subawards as (
    select *, row_number() over (partition by contract, who, amount, action_date order by report) > 1 as reported_again from reports
)"""
_SUBAWARDS = f"""
with {SUBAWARDS.format(only="contract = $contract")}
select supplier, amount, action_date, subaward_number, description, reported_again, capture, row
from subawards order by action_date nulls last, supplier, report
"""  # noqa: S608  only our own fragments


def ladder(
    db: duckdb.DuckDBPyConnection, contract_id: str, asked: Asked
) -> tuple[tuple[Step, ...], tuple[Incentive, ...]]:
    """The steps of each rung, in the order of RUNGS, then of the actions; and the incentives, each wording once."""
    rows = db.execute(_ACTIONS, _values(contract_id, asked) | {"agencies": None}).fetchall()
    steps = [step for place, basis in enumerate(RUNGS, start=2) for step in _climbed(rows, place, basis, asked)]
    return tuple(steps), tuple(_incentives(rows, asked))


def _values(contract_id: str, asked: Asked) -> dict[str, object]:
    return {"contract": contract_id, "on": asked.on, "known": asked.known}


def _climbed(rows: Iterable[tuple[Any, ...]], place: int, basis: Basis, asked: Asked) -> Iterator[Step]:
    """The actions that leave another amount on a rung than the one before."""
    before: Decimal | None = None
    for row in rows:
        modification, day, amount, capture, number = row[0], row[1], row[place], row[-2], row[-1]
        if amount is not None and amount != before:
            yield Step(
                asked.figure(basis, amount, day, capture, number),
                modification,
                basis is not Basis.OBLIGATED and is_placeholder(amount),
            )
            before = amount


def _incentives(rows: Iterable[tuple[Any, ...]], asked: Asked) -> Iterator[Incentive]:
    told: set[str] = set()
    for modification, day, *_, pricing, description, capture, row in rows:
        found = _WORDED.search(description or "")
        for words, by_pricing in (
            (pricing if _PRICED.search(pricing or "") else None, True),
            (found and _around(description, found), False),
        ):
            if words and words not in told:
                told.add(words)
                yield Incentive(day, modification, words, by_pricing, asked.evidence(capture, row))


def _around(text: str, found: re.Match[str]) -> str:
    """The words found with some of those before and after them."""
    start, end = max(0, found.start() - 60), min(len(text), found.end() + 60)
    return ("… " if start else "") + text[start:end].strip() + (" …" if end < len(text) else "")


def terms(db: duckdb.DuckDBPyConnection, contract_id: str, asked: Asked) -> Terms:
    """What the actions say of a contract beside its money."""
    row = db.execute(_SAID, _values(contract_id, asked) | {"agencies": None}).fetchone()
    return Terms(*row) if row else Terms()


def summaries(db: duckdb.DuckDBPyConnection, contract_id: str, asked: Asked) -> tuple[AwardSummary, ...]:
    """The newest summary of each award of this number, as known by the day asked about."""
    return tuple(_summary(row, asked) for row in db.execute(_SUMMARIES, _values(contract_id, asked)).fetchall())


def _summary(line: tuple[Any, ...], asked: Asked) -> AwardSummary:
    award, supplier, seen, first, last, obligated, exercised, ceiling, outlaid, *said, capture, row = line
    amounts = {Basis.OBLIGATED: obligated, Basis.EXERCISED: exercised, Basis.CEILING: ceiling, Basis.OUTLAID: outlaid}
    totals = tuple(
        Step(asked.figure(basis, amount, seen, capture, row), "", is_placeholder(amount))
        for basis, amount in amounts.items()
        if amount is not None
    )
    return AwardSummary(award, supplier, seen, first, last, totals, Terms(*said), asked.evidence(capture, row))


def subawards(db: duckdb.DuckDBPyConnection, contract_id: str, asked: Asked) -> tuple[Subaward, ...]:
    """What the prime contractor reported to have passed on, in the order of the days."""
    return tuple(_subaward(row, asked) for row in db.execute(_SUBAWARDS, _values(contract_id, asked)).fetchall())


def _subaward(line: tuple[Any, ...], asked: Asked) -> Subaward:
    supplier, amount, day, number, description, again, capture, row = line
    figure = asked.figure(Basis.SUBAWARDED, amount, day or asked.on, capture, row)
    return Subaward(supplier, figure, day, number, description, again, figure.evidence[0])
