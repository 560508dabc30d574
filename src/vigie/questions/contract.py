"""The life of one contract, as of a day."""

from dataclasses import dataclass
from datetime import date

import duckdb

from vigie.questions.seen import coverage_of
from vigie.questions.standing import CONTRACT_COLUMNS, CONTRACTS, STANDING, Asked, read_contract
from vigie.records.contract import Action, Contract
from vigie.records.coverage import Coverage


@dataclass(frozen=True, slots=True)
class Correction:
    """One reading of an action that a later one replaced: what it said, from which day it was seen."""

    action: Action
    seen: date


@dataclass(frozen=True, slots=True)
class ContractLife:
    """A contract with every action held up to a day, in the order (day, modification), and the earlier readings of
    actions that were corrected since, in the order in which they were seen."""

    contract: Contract
    on: date
    known: date | None
    actions: tuple[Action, ...]
    corrections: tuple[Correction, ...]
    coverage: Coverage


_SQL = f"""
with {STANDING.format(only="contract = $contract")},
counted_actions as (
    select *, true as counted from standing
),
{CONTRACTS}
select {CONTRACT_COLUMNS} from contracts
"""  # noqa: S608  only our own fragments

_ACTION_COLUMNS = """modification, action_date, supplier, obligated, obligated_to_date, framework, description, topics, topic_words,
closed_out, continues, capture, row"""

_ACTIONS = f"""
with {STANDING.format(only="contract = $contract")}
select {_ACTION_COLUMNS} from standing order by moment
"""  # noqa: S608  only our own fragments

# One row is an earlier reading of an action that stands: another row of the archive, first seen before
_CORRECTIONS = f"""
with {STANDING.format(only="contract = $contract")}
select sighting.modification, sighting.action_date, sighting.supplier, sighting.obligated, null, sighting.framework, sighting.description,
    sighting.topics, sighting.topic_words, sighting.closed_out, sighting.continues, sighting.capture, sighting.row,
    sighting.first_seen
from sighting join standing using (contract, modification)
where ($known is null or sighting.first_seen <= $known)
    and (sighting.supplier is distinct from standing.supplier or sighting.obligated is distinct from standing.obligated
        or sighting.action_date <> standing.action_date or sighting.framework is distinct from standing.framework
        or sighting.description is distinct from standing.description)
qualify row_number() over (partition by modification, sighting.action_date, sighting.supplier, sighting.obligated,
    sighting.framework, sighting.description order by sighting.first_seen, sighting.capture, sighting.row) = 1
order by sighting.first_seen, sighting.modification
"""  # noqa: S608  only our own fragments


def contract(db: duckdb.DuckDBPyConnection, contract_id: str, asked: Asked) -> ContractLife | None:
    """Answer what happened on one contract up to and including the day asked about; None when no action is held by then."""
    values = {"contract": contract_id, "agencies": None, "on": asked.on, "known": asked.known}
    row = db.execute(_SQL, values).fetchone()
    if row is None:
        return None
    found = read_contract(row, asked)
    actions = tuple(_action(line, asked) for line in db.execute(_ACTIONS, values).fetchall())
    corrections = tuple(
        Correction(_action(line[:-1], asked), line[-1]) for line in db.execute(_CORRECTIONS, values).fetchall()
    )
    coverage = coverage_of(db, agencies=[found.buyer], known=asked.known, contracts=[found])
    return ContractLife(found, asked.on, asked.known, actions, corrections, coverage)


def _action(line: tuple[object, ...], asked: Asked) -> Action:
    (
        modification,
        day,
        supplier,
        amount,
        to_date,
        framework,
        description,
        topics,
        words,
        closed_out,
        continues,
        capture,
        row,
    ) = line
    return Action(
        modification=modification,  # type: ignore[arg-type]  # columns of our own table
        action_date=day,  # type: ignore[arg-type]
        supplier=supplier,  # type: ignore[arg-type]
        obligated=amount,  # type: ignore[arg-type]
        obligated_to_date=to_date,  # type: ignore[arg-type]
        framework=framework,  # type: ignore[arg-type]
        description=description,  # type: ignore[arg-type]
        topics=tuple(topics or ()),  # type: ignore[arg-type]
        words=tuple(words or ()),  # type: ignore[arg-type]
        says_closed_out=bool(closed_out),
        says_continues=bool(continues),
        evidence=asked.evidence(capture, row),  # type: ignore[arg-type]
    )
