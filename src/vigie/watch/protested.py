"""Events and dates of protests: a record of one newly seen, and the clocks that run by rule."""

from collections.abc import Iterator
from datetime import date

import duckdb

from vigie.groups.buyers import buyers_of_office
from vigie.questions.announced import rows_of
from vigie.questions.protests import protests_of
from vigie.questions.standing import Asked
from vigie.records.event import REPORTED, Due, Event, EventKind, Subject, id_of, plain_number
from vigie.records.lead import Solicitation
from vigie.watch.events import Captures

# One row is a record of a protest first seen in these days to say what it says
_NEW = """
select *, min(seen) over same as first_seen
from protest where ($known is null or seen <= $known) and says_protest
window same as (partition by record, file_number, protester_key, solicitation_key, case_type, outcome, filed, due, decided)
qualify first_seen between $since and $until and row_number() over (same order by seen, moment, capture, row) = 1
order by file, filed, decided, capture, row
"""
_FILES = "select distinct file from protest where says_protest and ($known is null or seen <= $known) order by file"


def of_protests(
    db: duckdb.DuckDBPyConnection, since: date, until: date, asked: Asked, captures: Captures
) -> Iterator[Event]:
    """A record of a protest when it is first seen to say what it says. One against a solicitation is about that, and no contract."""
    for row in rows_of(db.execute(_NEW, {"since": since, "until": until, "known": asked.known})):
        said = (
            row["record"],
            row["file_number"],
            row["protester_key"],
            row["solicitation_key"],
            row["case_type"],
            row["outcome"],
        )
        days = (row["filed"], row["due"], row["decided"])
        evidence = asked.evidence(row["capture"], row["row"])
        title = " · ".join(filter(None, (row["solicitation"], row["case_type"], row["outcome"])))
        yield Event(
            id=id_of("protest", *(str(one or "") for one in (*said, *days))),
            kind=EventKind.PROTEST,
            happened=row["decided"] or row["filed"] or row["seen"],
            seen=row["seen"],
            capture=captures.of(evidence, row["seen"]),
            buyer=row["agency"] or row["buyer"] or "",
            supplier=row["protester"],
            number=row["file_number"],
            amendment=None,
            title=title,
            figures=(),
            subject=Subject(
                buyers=buyers_of_office(Solicitation(row["solicitation"] or "").office),
                suppliers=(row["protester_key"],) if row["protester_key"] else (),
                numbers=tuple(plain_number(one) for one in (row["solicitation"], row["file"]) if one),
                kind=REPORTED if row["reported"] else None,
                words=f"{title} {row['agency'] or row['buyer'] or ''}",
            ),
            evidence=evidence,
        )


def clocks(db: duckdb.DuckDBPyConnection, since: date, until: date, asked: Asked) -> Iterator[Due]:
    """The clocks of every protest held that run out in these days, each with its rule; no record says these days."""
    files = [file for (file,) in db.execute(_FILES, {"known": asked.known}).fetchall()]
    for file in protests_of(db, files, asked).files:
        numbers = {plain_number(one) for row in file.rows for one in (row.solicitation, file.file) if one}
        for clock in file.clocks:
            if clock.day is not None and since <= clock.day <= until:
                yield Due(
                    key=id_of("clock", clock.rule, clock.file_number),
                    kind="clock",
                    day=clock.day,
                    moment=None,
                    number=clock.file_number,
                    title=clock.rule,
                    rule=clock.clause,
                    history=(),
                    subject=Subject(numbers=tuple(sorted(numbers))),
                    evidence=file.rows[0].evidence if file.rows else None,
                )
