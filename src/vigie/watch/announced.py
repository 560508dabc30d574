"""Events and dates of notices: what was posted, what reads otherwise, and when responses are due."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import duckdb

from vigie.groups.buyers import buyers_of_office
from vigie.questions.announced import read_deadline, rows_of
from vigie.questions.standing import Asked
from vigie.records.event import Due, Event, EventKind, Moved, Subject, id_of, plain_number
from vigie.records.lead import Solicitation
from vigie.watch.events import Captures

# How long before the days asked about a deadline may have been posted
_POSTED_WITHIN = timedelta(days=730)
# One row is a reading of a notice first seen in these days; ``before``: it had been seen to say something else
_READ = """
with told as (
    select *, hash(struct_pack(number, title, kind, posted_said, deadline_said, description)) as said,
        lag(hash(struct_pack(number, title, kind, posted_said, deadline_said, description)))
            over (partition by id, absent order by seen, moment, capture, row) as said_before,
        min(seen) over (partition by id) as first_seen
    from notice where ($known is null or seen <= $known)
)
select * from told
where seen between $since and $until and (seen = first_seen or (said_before is not null and said <> said_before))
qualify row_number() over (partition by id, said, seen order by moment, capture, row) = 1
order by posted, id, seen
"""
# One row is the number of a department with all deadlines its notices gave, each with the day that notice was posted
_DUE = """
with told as (
    select coalesce(nullif(number_key, ''), id) as chain, department, id, posted, posted_moment, deadline_said, deadline, deadline_moment,
        number, title, kind, subtier_code, office_code, supplier_key, description, topics, capture, row, seen, moment,
        row_number() over (partition by id order by seen desc, moment desc, capture desc, row desc) as place
    from notice
    where ($known is null or seen <= $known) and posted <= $on and not contains(coalesce(absent, ''), 'deadline')
),
chains as (
    select chain, department, arg_max(deadline, struct_pack(posted, posted_moment, id)) as due
    from told where place = 1 and deadline is not null group by chain, department
    having due between $since and $until and max(posted) >= $posted_since
)
select told.* from told join chains using (chain, department) where deadline is not null
order by chain, department, place = 1, case when place = 1 then posted else seen end, posted, posted_moment, seen, moment, id
"""


def of_notices(
    db: duckdb.DuckDBPyConnection, since: date, until: date, asked: Asked, captures: Captures
) -> Iterator[Event]:
    """A notice when it is first seen, and each time a capture says otherwise of it."""
    values = {"since": since, "until": until, "known": asked.known}
    for row in rows_of(db.execute(_READ, values)):
        new = row["seen"] == row["first_seen"] and row["said_before"] is None
        evidence = asked.evidence(row["capture"], row["row"])
        fields = (
            ("notice", row["id"])
            if new
            else ("notice-changed", row["id"], f"{evidence.sha256} {evidence.pointer} {row['seen']}")
        )
        yield Event(
            id=id_of(*fields),
            kind=EventKind.NOTICE if new else EventKind.NOTICE_CHANGED,
            happened=row["posted"],
            seen=row["seen"],
            capture=captures.of(evidence, row["seen"]),
            buyer=row["subtier"] or row["department"] or "",
            supplier=None,
            number=row["number"] or row["id"],
            amendment=None,
            title=row["title"],
            figures=(),
            subject=_subject(row),
            evidence=evidence,
        )


def deadlines(db: duckdb.DuckDBPyConnection, since: date, until: date, asked: Asked) -> Iterator[Due]:
    """When responses to a number are due, by the newest of its notices; those before it say what the day was."""
    values = {
        "since": since,
        "until": until,
        "known": asked.known,
        "on": asked.on,
        "posted_since": since - _POSTED_WITHIN,
    }
    chains: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows_of(db.execute(_DUE, values)):
        chains.setdefault((row["chain"], row["department"]), []).append(row)
    for (chain, department), rows in chains.items():
        newest = rows[-1]
        due = read_deadline(newest["deadline_said"], newest["deadline"], newest["deadline_moment"])
        if due is None:
            continue
        yield Due(
            key=id_of("deadline", chain, department),
            kind="deadline",
            day=due.day,
            moment=due.moment,
            number=newest["number"] or newest["id"],
            title=newest["title"],
            rule=None,
            history=tuple(_moved(rows)),
            subject=_subject(newest),
            evidence=asked.evidence(newest["capture"], newest["row"]),
        )


def _moved(rows: list[dict[str, Any]]) -> Iterator[Moved]:
    """The deadlines given before the last, in the order in which they were seen: by a notice before, or by the same one read otherwise."""
    read = sorted(rows, key=lambda row: (row["seen"], row["posted"], row["moment"], row["id"]))
    first_read = {row["id"]: row for row in reversed(read)}
    given = [next(run) for _, run in groupby([*read, rows[-1]], key=lambda row: row["deadline_said"])]
    for row in given[:-1]:
        yield Moved(row["deadline_said"], row["posted"] if row is first_read[row["id"]] else row["seen"])


def _subject(row: dict[str, Any]) -> Subject:
    return Subject(
        buyers=tuple(
            code for code in (row["subtier_code"], *buyers_of_office(Solicitation(row["number"] or "").office)) if code
        ),
        suppliers=(row["supplier_key"],) if row["supplier_key"] else (),
        topics=tuple(row["topics"] or ()),
        numbers=(plain_number(row["number"] or row["id"]),),
        kind=row["kind"],
        words=f"{row['title']} {row['description'] or ''}",
    )
