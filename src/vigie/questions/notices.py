"""What public bodies announced up to a day: one entry a number of a department, the newest first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from vigie.evidence import Evidence
from vigie.groups.announcers import Announcer
from vigie.groups.buyers import Buyer
from vigie.questions.announced import (
    ANNOUNCED,
    NOTICE,
    OF_ANNOUNCER,
    WITH_TEXT,
    coverage_of_notices,
    of_announcer,
    read_notice,
    rows_of,
)
from vigie.questions.standing import Asked
from vigie.records.coverage import Coverage
from vigie.records.notice import BuyerPath, Deadline, DeadlineState, NoticeKind, Place

# So much of a text is quoted; the life of a notice has more
_QUOTE = 280


@dataclass(frozen=True, slots=True)
class Announced:
    """The newest notice of a number that fits the question. ``notices`` counts all of its department under this number up to the day
    asked, ``first_posted`` is the day of the first; ``elsewhere`` names other departments that use the same number, which are entries
    of their own. ``asks_information``: its words call it a request for information, whatever its kind. ``quote``: how its text begins.
    """

    id: str
    number: str | None
    title: str
    kind: NoticeKind
    kind_said: str
    buyer: BuyerPath
    posted: date
    first_posted: date
    notices: int
    deadline: Deadline | None
    deadline_state: DeadlineState
    place: Place | None
    topics: tuple[str, ...]
    words: tuple[str, ...]
    asks_information: bool
    elsewhere: tuple[str, ...]
    quote: str
    link: str | None
    not_held: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Notices:
    """What was announced from ``since`` (None: from the first notice held) up to ``on``, the newest first, then by id.

    ``kind``, ``topic`` and ``text`` are as asked, None: any. ``announcer`` is how notices name who was asked for; ``by_number``: notices
    that name no body under the department are found by the office code in their number, and those without one are missed.
    ``information_elsewhere`` counts the notices asked for, of any other kind, that call themselves a request for information.
    """

    buyer: Buyer | None
    announcer: str | None
    by_number: bool
    kind: NoticeKind | None
    topic: str | None
    text: str | None
    since: date | None
    on: date
    known: date | None
    announced: tuple[Announced, ...]
    notices: int
    information_elsewhere: int
    coverage: Coverage


# The notices that fit the question, but for its kind
_ASKED_FOR = f"""
with {ANNOUNCED.format(says="{says}", only="true")},
asked_for as (
    select * from announced
    where ({OF_ANNOUNCER}) and ($topic is null or list_contains(topics, $topic)) and ($since is null or posted >= $since) and says
)"""  # noqa: S608  only our own fragments
# One row is an entry of the answer
_ENTRIES = f"""
{_ASKED_FOR},
chains as ( -- one row: a notice with what tells its chain from others
    select id, posted, department, coalesce(nullif(number_key, ''), id) as chain from announced
),
lives as ( -- one row: a number of a department, with all its notices
    select chain, department, count(*) as notices, min(posted) as first_posted from chains group by chain, department
),
sharing as ( -- one row: a number that several departments use
    select chain, list(department order by department) as departments from lives group by chain having count(*) > 1
),
newest as (
    select asked_for.*, chain
    from asked_for join chains using (id)
    where $kind is null or kind = $kind
    qualify row_number() over (
        partition by chain, asked_for.department order by asked_for.posted desc, posted_moment desc, id
    ) = 1
)
select {NOTICE.replace("notice.description", f"left(notice.description, {_QUOTE + 1}) as description")},
    announced.asks_information, lives.notices, lives.first_posted, sharing.departments
from newest as announced join lives on lives.chain = announced.chain and lives.department = announced.department
    left join sharing on sharing.chain = announced.chain {WITH_TEXT}
order by announced.posted desc, announced.posted_moment desc, announced.id
"""  # noqa: S608  only our own fragments
_COUNTS = f"""
{_ASKED_FOR}
select count(*) filter (where $kind is null or kind = $kind), count(*) filter (where asks_information and kind <> $information)
from asked_for
"""  # noqa: S608  only our own fragments


def notices(
    db: duckdb.DuckDBPyConnection,
    announcer: Announcer | None,
    *,
    kind: NoticeKind | None,
    topic: str | None,
    text: str | None,
    since: date | None,
    asked: Asked,
) -> Notices:
    """Answer what was announced up to and including the day asked about; ``text``: only notices in which all its words stand."""
    wanted = {f"word{place}": word for place, word in enumerate((text or "").lower().split())}
    says = " and ".join(f"contains(lower(concat_ws(' ', title, description)), ${name})" for name in wanted) or "true"
    values: dict[str, object] = {"topic": topic, "since": since, "on": asked.on, "known": asked.known, "kind": kind}
    values |= wanted | of_announcer(announcer)
    found = rows_of(db.execute(_ENTRIES.format(says=says), values))
    counted = values | {"information": NoticeKind.REQUEST_FOR_INFORMATION}
    count, information = db.execute(_COUNTS.format(says=says), counted).fetchone() or (0, 0)
    return Notices(
        buyer=announcer.buyer if announcer else None,
        announcer=announcer.name if announcer else None,
        by_number=bool(announcer and announcer.offices),
        kind=kind,
        topic=topic,
        text=text,
        since=since,
        on=asked.on,
        known=asked.known,
        announced=tuple(_announced(row, asked) for row in found),
        notices=count,
        information_elsewhere=information,
        coverage=coverage_of_notices(db, announcer, asked.known),
    )


def _announced(row: dict[str, Any], asked: Asked) -> Announced:
    notice = read_notice(row, asked)
    return Announced(
        id=notice.id,
        number=notice.number,
        title=notice.title,
        kind=notice.kind,
        kind_said=notice.kind_said,
        buyer=notice.buyer,
        posted=notice.posted,
        first_posted=row["first_posted"],
        notices=row["notices"],
        deadline=notice.deadline,
        deadline_state=notice.deadline_on(asked.on),
        place=notice.place,
        topics=notice.topics,
        words=notice.words,
        asks_information=bool(row["asks_information"]),
        elsewhere=tuple(one for one in row["departments"] or () if one != notice.buyer.department),
        quote=quoted(notice.description, _QUOTE),
        link=notice.link,
        not_held=notice.not_held,
        evidence=notice.evidence,
    )


def quoted(text: str, most: int) -> str:
    """How a text begins, up to the last whole word before so many letters; "…" where more stands."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[:most].rpartition(" ")[0] + " …"
