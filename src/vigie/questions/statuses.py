"""Which contracts of a public body are open on a day: by the end dates a source gives, beside what the words of actions say."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import duckdb

from vigie.groups.buyers import Buyer
from vigie.questions.seen import coverage_of
from vigie.questions.standing import CONTRACTS, STANDING, Asked
from vigie.records.contract import Status, status
from vigie.records.coverage import Coverage


@dataclass(frozen=True, slots=True)
class Compared:
    """How many contracts have one status by their end date and another by the words of their actions."""

    by_date: Status
    by_words: Status
    contracts: int


@dataclass(frozen=True, slots=True)
class Statuses:
    """The contracts of a public body begun by a day, counted by status.

    ``compared`` has every pair that occurs, in the order of Status: by end date (open, ended or not held) and by words (closed out,
    conflicting or not held). ``both`` counts the contracts of which both are held; ``agree`` those of them where the words say
    closed out and the end date has passed, or the words contradict each other and it has not. ``not_begun`` counts those whose
    first action comes after the day. Contracts rest on their actions, or, where none is held (``by_summary``), on the summary
    of the award, as it was when seen.
    """

    buyer: Buyer | None
    on: date
    known: date | None
    contracts: int
    by_summary: int
    not_begun: int
    compared: tuple[Compared, ...]
    both: int
    agree: int
    coverage: Coverage


_SQL = f"""
with {STANDING.format(only="true")},
counted_actions as (
    select *, true as counted from standing
),
{CONTRACTS}
select ends, closed_out, continues_after, says_both from contracts
"""  # noqa: S608  only our own fragments

# One row is an award of which no action is held, by its newest summary
_SUMMED = """
with newest as (
    select * from award
    where ($known is null or seen <= $known) and ($agencies is null or list_contains($agencies, agency))
    qualify row_number() over (partition by award order by seen desc, moment desc, capture desc) = 1
)
select ends, closed_out, continues, first_action_date > $on from newest
where not exists (
    select 1 from contract_version as held
    where held.contract = newest.contract and ($known is null or held.seen <= $known) and held.action_date <= $on
)
"""


def statuses(db: duckdb.DuckDBPyConnection, buyer: Buyer | None, asked: Asked) -> Statuses:
    """Answer how many contracts are open, ended, closed out or neither on the day asked about; buyer None: all held."""
    agencies = list(buyer.codes) if buyer else None
    values = {"agencies": agencies, "on": asked.on, "known": asked.known}
    pairs: Counter[tuple[Status, Status]] = Counter()
    for ends, closed_out, continues_after, says_both in db.execute(_SQL, values).fetchall():
        pairs[_pair(ends, closed_out, continues_after, says_both, asked.on)] += 1
    acted = sum(pairs.values())
    summed = db.execute(_SUMMED, values).fetchall()
    for ends, closed_out, continues, later in summed:
        if not later:
            pairs[_pair(ends, asked.on if closed_out else None, bool(continues), bool(continues), asked.on)] += 1
    order = list(Status)
    compared = tuple(
        Compared(by_date, by_words, count)
        for (by_date, by_words), count in sorted(pairs.items(), key=lambda pair: [*map(order.index, pair[0])])
    )
    both = [one for one in compared if Status.NOT_HELD not in (one.by_date, one.by_words)]
    return Statuses(
        buyer=buyer,
        on=asked.on,
        known=asked.known,
        contracts=sum(pairs.values()),
        by_summary=sum(pairs.values()) - acted,
        not_begun=sum(bool(later) for *_, later in summed),
        compared=compared,
        both=sum(one.contracts for one in both),
        agree=sum(one.contracts for one in both if (one.by_date, one.by_words) in _AGREEING),
        coverage=coverage_of(db, agencies=agencies, known=asked.known, contracts=()),
    )


_AGREEING = {(Status.ENDED, Status.CLOSED_OUT), (Status.OPEN, Status.CONFLICTING)}


def _pair(
    ends: date | None, closed_out: date | None, continues_after: bool, says_both: bool, on: date
) -> tuple[Status, Status]:
    by_date = status(closed_out=None, continues_after=False, says_both=False, ends=ends, on=on)
    return by_date, status(closed_out=closed_out, continues_after=continues_after, says_both=says_both)
