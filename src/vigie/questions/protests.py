"""Which protests are held against a solicitation or under a file number, how far they have come, and what clocks run, as of a day."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import duckdb

from vigie.questions.standing import Asked
from vigie.records.clock import ProtestClock, Rule, clock
from vigie.records.program import Program
from vigie.records.protest import DocketRow, ProtestFile, ProtestRecord, ProtestState, outcomes_of, state_of


@dataclass(frozen=True, slots=True)
class ProtestSource:
    """A source of protests that is held: how many rows, the first and last day on which one was filed or, that not told, decided
    (None: no row says), and the last day on which any was seen. It says nothing of days outside."""

    name: str
    rows: int
    since: date | None
    until: date | None
    last_seen: date


@dataclass(frozen=True, slots=True)
class Protests:
    """The protests held under some numbers up to a day.

    ``numbers`` are those looked for: of solicitations, of files of a docket; ``program`` the one they were asked by, None where they
    were asked as they are. ``state`` is that of all ``files`` together, in the order of their numbers. ``other_cases`` are those of a
    court's list that it does not call bid protests. ``held``: the sources of protests; where none is held, nothing found means
    nothing.
    """

    numbers: tuple[str, ...]
    program: Program | None
    on: date
    known: date | None
    state: ProtestState
    files: tuple[ProtestFile, ...]
    other_cases: tuple[DocketRow, ...]
    held: tuple[ProtestSource, ...]


@dataclass(frozen=True, slots=True)
class ProtestLead:
    """Protests against a solicitation to which a contract leads; no record ties them to this contract. ``program`` is the one that
    declares its framework and the solicitation; None: the contract's own record names the solicitation."""

    solicitation: str
    program: Program | None
    protests: Protests


# One row is a record of a protest as seen last. What identifies one is its file number, and in a list that shows one several times, or
# is made of reports, everything it says; rows alike are counted, never folded.
_ROWS = """
with matters as ( -- one row: a file that is asked for, or of which a row names a solicitation asked for
    select distinct file from protest
    where (list_contains($numbers, solicitation_key) or list_contains($files, file)) and ($known is null or seen <= $known)
),
told as (
    select protest.*, capture.source,
        case when record in ('report', 'opinion') then concat_ws('|', file_number, protester_key, solicitation_key, outcome, decided)
            else file_number end as identity
    from protest join capture on capture.number = protest.capture
    where file in (select file from matters) and ($known is null or seen <= $known)
),
placed as (
    select *, row_number() over alike as nth, count(*) over (partition by source, record, identity, capture) as said_alike
    from told window alike as (partition by source, record, identity, capture order by row)
),
newest as (
    select * from placed
    qualify row_number() over (partition by source, record, identity, nth order by seen desc, moment desc, capture desc) = 1
)
select record, source, file, file_number, protester, agency, solicitation, case_type, filed, due,
    case when decided <= $on then decided end as decided, case when decided is null or decided <= $on then outcome end as outcome,
    reported, said_by, said_alike, says_protest, seen, capture, row
from newest
where coalesce(filed, decided) is null or coalesce(filed, decided) <= $on
order by file, coalesce(filed, decided), decided, file_number, source, capture, row
"""
_HELD = """
select source, count(*), min(coalesce(filed, decided)), max(coalesce(filed, decided)), max(seen)
from protest join capture on capture.number = protest.capture
where says_protest and ($known is null or seen <= $known) group by source order by source
"""
_FILE = re.compile(r"B-[0-9]{6}|(?<![0-9A-Z])[0-9]{2}-[0-9]{1,5}(?![0-9A-Z-])")


def protests_of(
    db: duckdb.DuckDBPyConnection, numbers: Iterable[str], asked: Asked, *, program: Program | None = None
) -> Protests:
    """Answer which protests are held under numbers of solicitations or files, in any spelling, up to and including the day asked."""
    looked_for = tuple(dict.fromkeys(numbers))
    values = {
        "numbers": [re.sub(r"[^A-Z0-9]", "", number.upper()) for number in looked_for],
        "files": [file for number in looked_for if (file := _file(number))],
        "known": asked.known,
    }
    rows = [_row(line, asked) for line in db.execute(_ROWS, values | {"on": asked.on}).fetchall()]
    protested = [row for row in rows if row.says_protest]
    return Protests(
        numbers=looked_for,
        program=program,
        on=asked.on,
        known=asked.known,
        state=state_of(protested),
        files=tuple(_matter(file, list(of)) for file, of in groupby(protested, lambda row: row.file)),
        other_cases=tuple(row for row in rows if not row.says_protest),
        held=tuple(ProtestSource(*one) for one in db.execute(_HELD, {"known": asked.known}).fetchall()),
    )


def protest_leads(
    db: duckdb.DuckDBPyConnection,
    asked: Asked,
    *,
    framework: str | None,
    solicitation: str | None,
    programs: Iterable[Program],
) -> tuple[ProtestLead, ...]:
    """The protests to which a contract leads: those against the solicitation of a program that declares its ``framework``, and against
    the ``solicitation`` its own record names. Leads, never facts on the contract."""
    declared = {one.solicitation: one for one in programs if one.solicitation and framework in one.frameworks}
    ways = declared if solicitation is None else {solicitation: None, **declared}
    found = ((number, program, protests_of(db, [number], asked, program=program)) for number, program in ways.items())
    return tuple(ProtestLead(*one) for one in found if one[2].files)


def _file(number: str) -> str | None:
    """The file of a file number: B-424186 of B-424186.4, and a court's docket number; None: it is none."""
    found = _FILE.match(number.strip().upper())
    return found[0] if found else None


def _row(line: tuple[Any, ...], asked: Asked) -> DocketRow:
    (record, source, file, file_number, protester, agency, solicitation, case_type, filed, due, decided, outcome, reported, said_by,
     said_alike, says_protest, seen, capture, row) = line  # fmt: skip
    return DocketRow(
        record=ProtestRecord(record),
        source=source,
        file=file,
        file_number=file_number,
        protester=protester,
        agency=agency,
        solicitation=solicitation,
        case_type=case_type,
        filed=filed,
        due=due,
        decided=decided,
        outcomes=outcomes_of(outcome),
        outcome_said=outcome,
        reported=reported,
        said_by=said_by,
        said_alike=said_alike,
        says_protest=says_protest,
        seen=seen,
        evidence=asked.evidence(capture, row),
    )


def _matter(file: str, rows: list[DocketRow]) -> ProtestFile:
    decided = [row for row in rows if row.is_decided]
    # of one day, the record before the report
    last = max(decided, key=lambda row: (row.decided or date.min, not row.reported), default=None)
    return ProtestFile(
        file=file,
        state=state_of(rows),
        last_outcomes=last.outcomes if last else (),
        last_decided=last.decided if last else None,
        reported=last.reported if last else all(row.reported for row in rows),
        rows=tuple(rows),
        clocks=tuple(_clocks(rows, last)),
    )


def _clocks(rows: list[DocketRow], last: DocketRow | None) -> Iterator[ProtestClock]:
    """The clocks of protests before the Comptroller General: of each that is open, and of the last decision. No record held gives the
    day of a report or of an award."""
    for row in rows:
        if row.is_decided or row.claimed or row.record is ProtestRecord.OPINION:
            continue
        for rule in (Rule.DECISION, Rule.AGENCY_REPORT):
            yield clock(rule, row.file_number, row.filed)
        for rule in (Rule.COMMENTS, Rule.STAY):
            yield clock(rule, row.file_number, None)
    if last is not None and last.record is not ProtestRecord.OPINION:
        yield clock(Rule.RECONSIDERATION, last.file_number, last.decided)
