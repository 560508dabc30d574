"""The life of one contract, as of a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from vigie.money import Basis
from vigie.questions.actions import ACTION_COLUMNS, actions_of, read_action
from vigie.questions.ladder import ladder, subawards, summaries, terms
from vigie.questions.protests import ProtestLead, protest_leads
from vigie.questions.reported import reported_of
from vigie.questions.seen import coverage_of
from vigie.questions.standing import CONTRACT_COLUMNS, CONTRACTS, STANDING, Asked, read_contract
from vigie.records.contract import Action, Contract, Gaps, status
from vigie.records.coverage import Coverage
from vigie.records.ladder import AwardSummary, Incentive, Step, Subaward, Terms
from vigie.records.program import Program
from vigie.records.reported import ReportedFigure


@dataclass(frozen=True, slots=True)
class Correction:
    """One reading of an action that a later one replaced: what it said, from which day it was seen."""

    action: Action
    seen: date


@dataclass(frozen=True, slots=True)
class ContractLife:
    """A contract with every action held up to a day, in the order (day, modification), and the earlier readings of
    actions that were corrected since, in the order in which they were seen.

    ``ladder``: the rungs of its money over time. ``summaries``: the whole award as the source sums it up; where no action is
    held, the contract rests on them alone. ``subawards``: what its supplier reported to have passed on, a basis of its own.
    ``reported``: what third parties report of its framework, in no sum. ``protest_leads``: protests against a solicitation it leads to.
    """

    contract: Contract
    on: date
    known: date | None
    actions: tuple[Action, ...]
    corrections: tuple[Correction, ...]
    terms: Terms
    ladder: tuple[Step, ...]
    incentives: tuple[Incentive, ...]
    summaries: tuple[AwardSummary, ...]
    subawards: tuple[Subaward, ...]
    reported: tuple[ReportedFigure, ...]
    protest_leads: tuple[ProtestLead, ...]
    coverage: Coverage


_SQL = f"""
with {STANDING.format(only="contract = $contract")},
counted_actions as (
    select *, true as counted from standing
),
{CONTRACTS}
select {CONTRACT_COLUMNS} from contracts
"""  # noqa: S608  only our own fragments

# One row is an earlier reading, part of no sum, of an action that stands; what was not held before is no other reading
_CORRECTIONS = f"""
with {STANDING.format(only="contract = $contract")},
posted as ( -- one row: a day on which an action came to be known, or known otherwise
    select {ACTION_COLUMNS.replace("obligated,", "obligated * n as obligated,")}, seen
    from contract_version
    where contract = $contract and ($known is null or seen <= $known)
    group by all
    having sum(n) > 0
),
readings as ( -- one row: what was said of an action, with the day it was first known
    select * from posted
    qualify row_number() over (
        partition by modification, action_date, supplier, obligated, framework, description order by seen, capture, row
    ) = 1
)
select {", ".join(f"readings.{name.strip()}" for name in ACTION_COLUMNS.split(","))}, readings.seen
from readings join standing using (modification)
where readings.supplier is distinct from standing.supplier or readings.obligated is distinct from standing.obligated
    or readings.action_date <> standing.action_date or readings.description is distinct from standing.description
    or readings.framework <> standing.framework
order by readings.seen, readings.modification
"""  # noqa: S608  only our own fragments


# One row is the contract an award's newest summary makes where none of its actions is held
_AWARD = """
select piid, agency, supplier, first_action_date, last_action_date, framework, term, topics, obligated, capture, row
from award
where contract = $contract and ($known is null or seen <= $known) and (first_action_date is null or first_action_date <= $on)
order by seen desc, moment desc, capture desc, award
limit 1
"""


def contract(
    db: duckdb.DuckDBPyConnection, contract_id: str, asked: Asked, *, programs: Iterable[Program] = ()
) -> ContractLife | None:
    """Answer what happened on one contract up to and including the day asked about; None when nothing is held by then."""
    values = {"contract": contract_id, "on": asked.on, "known": asked.known}
    whole = summaries(db, contract_id, asked)
    with_agencies = values | {"agencies": None}
    row = db.execute(_SQL, with_agencies).fetchone()
    if row is None and not whole:
        return None
    found = (
        read_contract(row, asked) if row else _of_award(db.execute(_AWARD, values).fetchone() or (), whole[0], asked)
    )
    actions = actions_of(db, [contract_id], asked).get(contract_id, ())
    corrections = tuple(
        Correction(read_action(line, None, asked), line[-1])
        for line in db.execute(_CORRECTIONS, with_agencies).fetchall()
    )
    steps, incentives = ladder(db, contract_id, asked)
    said = terms(db, contract_id, asked)
    own = next((one for one in (said, *(one.terms for one in whole)) if one.solicitation is not None), said)
    under = found.piid if found.framework in (None, "-NONE-") else found.framework
    coverage = coverage_of(db, agencies=[found.buyer], known=asked.known, contracts=[found])
    return ContractLife(
        contract=found,
        on=asked.on,
        known=asked.known,
        actions=actions,
        corrections=corrections,
        terms=said,
        ladder=steps,
        incentives=incentives,
        summaries=whole,
        subawards=subawards(db, contract_id, asked),
        reported=reported_of(db, asked, frameworks=[under], orders=[found.piid]),
        protest_leads=protest_leads(db, asked, framework=under, solicitation=own.solicitation, programs=programs),
        coverage=coverage,
    )


def _of_award(line: tuple[Any, ...], summary: AwardSummary, asked: Asked) -> Contract:
    """A contract as its award's summary has it; its total is told only where no action after the day asked about is in it."""
    piid, agency, supplier, first, last, framework, term, topics, obligated, capture, row = line
    amount = obligated if last is None or last <= asked.on else None
    return Contract(
        id=f"{agency}_{piid}",
        piid=piid,
        buyer=agency,
        supplier=supplier,
        signed=first,
        status=status(closed_out=None, continues_after=False, says_both=False, ends=summary.terms.ends, on=asked.on),
        last_action=last or first or asked.on,
        ends=summary.terms.ends,
        term=term,
        framework=framework,
        topics=tuple(topics or ()),
        figures=(asked.figure(Basis.OBLIGATED, amount, asked.on, capture, row),),
        gaps=Gaps((), None),
        evidence=(asked.evidence(capture, row),),
    )
