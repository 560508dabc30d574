"""The life of one number: its notices in the order in which they were posted, each with what it changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from vigie.clauses.reading import clauses
from vigie.questions.announced import (
    ANNOUNCED,
    NOT_EVERYWHERE,
    NOTICE,
    WITH_TEXT,
    coverage_of_notices,
    read_notice,
    rows_of,
)
from vigie.questions.leads import leads
from vigie.questions.protests import Protests, protests_of
from vigie.questions.solicited import solicitation_of
from vigie.questions.standing import Asked
from vigie.records.clause import Clause
from vigie.records.coverage import Coverage
from vigie.records.judgement import Judgement
from vigie.records.lead import Lead
from vigie.records.notice import Deadline, DeadlineState, Notice, NoticeKind
from vigie.records.notice_change import NoticeChange, difference


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing captures said of a notice: on which days it was first and last seen to say so, and how that differs from the
    reading before it; None for the first."""

    first_seen: date
    last_seen: date
    change: NoticeChange | None


@dataclass(frozen=True, slots=True)
class Step:
    """A notice of the number as it is last known, and how it differs from the notice posted before it; None for the first.

    ``asks_information``: its words call it a request for information, whatever its kind. ``readings`` are what captures said of
    this very notice, in the order in which they were seen; one where it never changed.
    """

    notice: Notice
    change: NoticeChange | None
    asks_information: bool
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class DeadlineSaid:
    """A deadline as a notice first said it: by whom it was said, when that notice was posted, what it was; None: none was stated."""

    notice: str
    posted: date
    deadline: Deadline | None


@dataclass(frozen=True, slots=True)
class NoticeLife:
    """All notices of one number of one department, posted up to ``on``, in that order.

    ``number`` is as the newest notice writes it; None where the notice asked for has none, and then it stands alone. ``elsewhere`` names
    other departments whose notices have the same number: they are no part of this life. ``deadlines`` are those said one after
    the other, each where it changed; ``deadline_state`` that of the newest notice on the day asked. ``awards`` are the ids of those
    that announce an award. ``clauses`` are what the newest text says, in its own words. ``leads`` are contracts that follow from it by a
    record, by a person's word, or that may; ``protests`` those against the number, None where it has none. Neither enters a figure.
    """

    number: str | None
    department: str
    on: date
    known: date | None
    steps: tuple[Step, ...]
    deadlines: tuple[DeadlineSaid, ...]
    deadline_state: DeadlineState
    awards: tuple[str, ...]
    elsewhere: tuple[str, ...]
    clauses: tuple[Clause, ...]
    leads: tuple[Lead, ...]
    protests: Protests | None
    coverage: Coverage


# One row is a department with notices of a number or id, those of the id asked for first, then the one with the newest notice
_CHAINS = f"""
with {ANNOUNCED.format(says="true", only="true")},
chained as ( -- one row: a notice with what it has in common with others of its number
    select coalesce(nullif(number_key, ''), id) as chain, id, department, posted_moment from announced
)
select chain, department, max(posted_moment) as newest, bool_or(id = $id) as meant
from chained
where chain = $key or chain in (select chain from chained where id = $id)
group by chain, department
order by meant desc, newest desc, department
"""  # noqa: S608  only our own fragments
# One row is a notice of one number of one department
_LIFE = f"""
with {ANNOUNCED.format(says="true", only="coalesce(nullif(number_key, ''), id) = $chain")}
select {NOTICE}, announced.asks_information
from announced {WITH_TEXT}
where announced.department = $department
order by announced.posted, announced.posted_moment, announced.id
"""  # noqa: S608  only our own fragments
# One row is what one capture says of one of these notices
_SIGHTED = """
select * from notice where list_contains($ids, id) and ($known is null or seen <= $known) order by id, seen, moment, capture, row
"""


def notice(
    db: duckdb.DuckDBPyConnection, number: str, judgements: Iterable[Judgement], asked: Asked
) -> NoticeLife | None:
    """Answer what was announced under a number, in any spelling, or with a notice's id; None when nothing is held by then.

    ``judgements`` are those that stand: they say which leads somebody confirmed or rejected.
    """
    values = {"on": asked.on, "known": asked.known}
    named = {"key": number_key(number), "id": number.strip()}
    chains = rows_of(db.execute(_CHAINS, values | named))
    if not chains:
        return None
    chain, department = chains[0]["chain"], chains[0]["department"]
    rows = rows_of(db.execute(_LIFE, values | {"chain": chain, "department": department}))
    readings = _readings(db, [row["id"] for row in rows], asked)
    found = [read_notice(row, asked) for row in rows]
    steps = tuple(
        Step(
            notice=now,
            change=difference(before, now) if before is not None else None,
            asks_information=bool(row["asks_information"]),
            readings=readings[now.id],
        )
        for row, before, now in zip(rows, [None, *found], found, strict=False)
    )
    newest = found[-1]
    return NoticeLife(
        number=newest.number,
        department=department,
        on=asked.on,
        known=asked.known,
        steps=steps,
        deadlines=_deadlines(found),
        deadline_state=newest.deadline_on(asked.on),
        awards=tuple(one.id for one in found if one.kind is NoticeKind.AWARD),
        elsewhere=tuple(one["department"] for one in chains[1:]),
        clauses=clauses(newest.description),
        leads=leads(db, solicitation_of(found), judgements, asked).leads,
        protests=protests_of(db, [newest.number], asked) if newest.number is not None else None,
        coverage=coverage_of_notices(db, None, asked.known),
    )


def number_key(number: str) -> str:
    """The letters and digits of a number, in capitals: what all its spellings have in common."""
    return "".join(letter for letter in number.upper() if letter.isascii() and letter.isalnum())


def _deadlines(notices: list[Notice]) -> tuple[DeadlineSaid, ...]:
    said: list[DeadlineSaid] = []
    for one in notices:
        if "deadline" not in one.not_held and (not said or said[-1].deadline != one.deadline):
            said.append(DeadlineSaid(one.id, one.posted, one.deadline))
    return tuple(said)


def _readings(db: duckdb.DuckDBPyConnection, ids: list[str], asked: Asked) -> dict[str, tuple[Reading, ...]]:
    """What captures said of each notice; a capture that says the same as the one before it is no other reading."""
    readings: dict[str, list[Reading]] = {one: [] for one in ids}
    last: dict[str, Notice] = {}
    for row in rows_of(db.execute(_SIGHTED, {"ids": ids, "known": asked.known})):
        found, seen = read_notice(_with_lacking(row), asked), row["seen"]
        held = readings[found.id]
        change = difference(last[found.id], found) if held else None
        if change is not None and change.nothing:
            held[-1] = Reading(held[-1].first_seen, seen, held[-1].change)
        else:
            held.append(Reading(seen, seen, change))
        last[found.id] = found
    return {one: tuple(found) for one, found in readings.items()}


def _with_lacking(row: dict[str, Any]) -> dict[str, Any]:
    lacking = (row["absent"] or "").split(",")
    return row | {f"lacks_{part}": part in lacking for part in NOT_EVERYWHERE}
