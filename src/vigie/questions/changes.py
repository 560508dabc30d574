"""What changed at a public body between two days: what happened, what was published, what was corrected, what is absent."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import duckdb

from vigie.groups.buyers import Buyer
from vigie.money import add
from vigie.questions.absences import LISTS, absences
from vigie.questions.deletions import deletions
from vigie.questions.listings import judge
from vigie.questions.seen import coverage_of
from vigie.questions.standing import Asked
from vigie.records.change import Absence, Captured, Change, ChangeKind, Deletion, Difference, ProgramEvent
from vigie.records.coverage import Coverage


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed from ``since`` to ``until``, both included, as known by ``known`` (None: by now).

    ``happened``: actions of these days. ``published``: actions of other days first seen in these, though an earlier capture
    lists their period. ``corrected``: actions that came to read otherwise in these days. ``withdrawn`` and ``not_observed``:
    actions that captures of these days do not have any more. ``deleted``: actions of which the source's own notice of
    deletion was first seen in these days. Each in the order (day, contract, amendment). Amendments that
    make one programme event stand in ``programs`` alone. ``undated`` counts actions of other days first seen in these by the
    first capture that lists their period. ``captures`` are those of these days that list a buyer asked about, in the order in
    which they were taken. ``buyer`` None: all buyers held.
    """

    buyer: Buyer | None
    since: date
    until: date
    known: date | None
    programs: tuple[ProgramEvent, ...]
    happened: tuple[Change, ...]
    published: tuple[Change, ...]
    corrected: tuple[Change, ...]
    withdrawn: tuple[Absence, ...]
    not_observed: tuple[Absence, ...]
    deleted: tuple[Deletion, ...]
    undated: int
    captures: tuple[Captured, ...]
    coverage: Coverage


# One row is an action dated in these days or posted in them. The tables are narrow on purpose: what is long is read last
_TOUCHED = """
create or replace temp table touched as
select distinct contract, modification
from contract_version
where n > 0 and (seen between $since and $until or action_date between $since and $until)
    and ($known is null or seen <= $known) and ($agencies is null or list_contains($agencies, agency))
"""

# One row is a posting of a contract of such an action
_HISTORY = """
create or replace temp table history as
select contract, agency, piid, modification, action_date, supplier, obligated * n as obligated, framework, description,
    ceiling * n as ceiling, ends, topics, closed_out, continues, term, capture, row, seen, n
from contract_version
where contract in (select contract from touched) and ($known is null or seen <= $known)
"""

# One row is one reading of such an action, with the reading before it
_READINGS = """
create or replace temp table reading as
with posted as ( -- one row: a day on which such an action came to be known, or known otherwise
    select * exclude (n) from history join touched using (contract, modification) group by all having sum(n) > 0
),
said_each_time as (
    select *, struct_pack(action_date, supplier, obligated, framework, description, ceiling, ends) as said from posted
),
told as ( -- one row: one posting of an action, with what was posted of it before
    select *, lag(said) over earlier as said_before, lag(capture) over earlier as capture_before, lag(row) over earlier as row_before
    from said_each_time
    window earlier as (partition by contract, modification order by seen)
)
-- a posting that says the same is no reading
select *, min(seen) over one_action as first_seen, min_by(action_date, seen) over one_action as first_day,
    seen = max(seen) over one_action as stands
from told
where said is distinct from said_before
window one_action as (partition by contract, modification)
"""

_CHANGES = f"""
with listed as ( -- one row: the last capture before an action was first seen that lists its period and does not have it
    select contract, modification, max(struct_pack(seen := listing.seen, complete := listing.complete)) as absent
    from reading join judged as listing on listing.buyer = reading.agency and reading.action_date between listing.since and listing.until
        and listing.seen < first_seen and {LISTS.format(amount="reading.obligated")}
    where said_before is null
    group by all
),
lines as ( -- one row: an action as it stands, with the supplier, ceiling and end of the action before it
    select contract, modification,
        lag(struct_pack(supplier, ceiling, ends, capture, row)) over (partition by contract order by action_date, modification) as previous
    from (
        select contract, modification, action_date, supplier, ceiling, ends, capture, row
        from history
        group by all
        having sum(n) > 0
    )
),
firsts as ( -- one row: an action as it stands, dated or first seen in these days
    select true as first, first_seen as told, first_seen - first_day as lag, absent,
        previous.supplier as supplier_before, previous.ceiling as ceiling_before,
        previous.ends as ends_before, previous.capture as before_capture, previous.row as before_row, reading.*
    from reading left join listed using (contract, modification) left join lines using (contract, modification)
    where stands and (action_date between $since and $until or (first_seen between $since and $until and absent is not null))
),
corrections as ( -- one row: a later reading of an action, first seen in these days
    select false as first, seen as told, null as lag, null as absent, null as supplier_before, null as ceiling_before,
        null as ends_before, capture_before as before_capture, row_before as before_row, reading.*
    from reading
    where said_before is not null and seen between $since and $until
)
select first, told, lag, absent, supplier_before, ceiling_before, ends_before, before_capture, before_row, said_before,
    contract, piid, agency, supplier, modification, framework, description, action_date, obligated, ceiling, ends, closed_out, continues,
    term, topics, capture, row
from (select * from firsts union all select * from corrections)
order by action_date, contract, modification, told
"""  # noqa: S608  only our own fragments


def changes(db: duckdb.DuckDBPyConnection, buyer: Buyer | None, *, since: date, until: date, asked: Asked) -> Changes:
    """Answer what changed between two days, both included.

    Rests on what each capture has and lists. An action known only since the first capture of its period is not called
    published; one absent from captures that are not complete is not called withdrawn.
    """
    values: dict[str, Any] = {
        "since": since, "until": until, "known": asked.known, "agencies": list(buyer.codes) if buyer else None,
    }  # fmt: skip
    happened: list[Change] = []
    published: list[Change] = []
    corrected: list[Change] = []
    judge(db, known=asked.known, agencies=values["agencies"])
    db.execute(_TOUCHED, values)
    db.execute(_HISTORY, {"known": asked.known})
    db.execute(_READINGS)
    days = {"since": since, "until": until}
    for first, *row in db.execute(_CHANGES, days).fetchall():
        change = _first(row, asked) if first else _correction(row, asked)
        if not first:
            corrected += [change] if change.differences else []
        elif since <= change.happened <= until:
            happened.append(change)
        else:
            published.append(change)
    programs = program_events([*happened, *published])
    grouped = {(order.contract, order.modification) for event in programs for order in event.orders}

    def alone(found: Iterable[Change]) -> tuple[Change, ...]:
        return tuple(one for one in found if (one.contract, one.modification) not in grouped)

    gone = absences(db, values, asked)
    return Changes(
        buyer=buyer,
        since=since,
        until=until,
        known=asked.known,
        programs=programs,
        happened=alone(happened),
        published=alone(published),
        corrected=tuple(corrected),
        withdrawn=tuple(one for one in gone if one.withdrawn),
        not_observed=tuple(one for one in gone if not one.withdrawn),
        deleted=deletions(db, values["agencies"], since=since, until=until, asked=asked),
        undated=_first_seen(db, days) - len(published),
        captures=tuple(_captured(db, days, asked)),
        coverage=coverage_of(db, agencies=values["agencies"], known=asked.known, contracts=()),
    )


# One row counts the actions of other days first seen in these
_FIRST_SEEN = """
select count(*) from reading
where stands and first_seen between $since and $until and action_date not between $since and $until
"""

# One row is a capture of these days that lists a buyer asked about
_CAPTURED = """
select seen, bool_and(complete), capture
from judged
where seen between $since and $until
group by seen, capture
order by seen, max(moment), capture
"""

# A field that an earlier layout had no column for does not change when it comes to be held
_NEWLY_HELD = ("framework", "ceiling", "ends")


def _first_seen(db: duckdb.DuckDBPyConnection, days: dict[str, date]) -> int:
    (count,) = db.execute(_FIRST_SEEN, days).fetchone() or (0,)
    return int(count)


def _captured(db: duckdb.DuckDBPyConnection, days: dict[str, date], asked: Asked) -> Iterator[Captured]:
    for day, complete, capture in db.execute(_CAPTURED, days).fetchall():
        yield Captured(day, complete, asked.files[capture])


def _first(row: list[Any], asked: Asked) -> Change:
    """An action that happened or was published: how it differs from the action before it."""
    told, lag, absent, supplier, ceiling, ends, capture, place, _, *rest = row
    change = _change(told, absent, lag if absent else None, rest, asked)
    now = {"supplier": change.supplier, "ceiling": rest[9], "ends": rest[10]}
    before = {"supplier": supplier, "ceiling": ceiling, "ends": ends}
    if capture is None:
        return change
    differences = tuple(_differences(before, now, newly_held=("supplier", "ceiling", "ends")))
    return replace(change, differences=differences, before=asked.evidence(capture, place))


def _correction(row: list[Any], asked: Asked) -> Change:
    """An action that reads otherwise than before."""
    told, _, absent, _, _, _, capture, place, before, *rest = row
    change = _change(told, absent, None, rest, asked)
    now = {
        "action_date": change.happened, "supplier": change.supplier, "obligated": rest[8], "framework": change.framework,
        "description": change.description, "ceiling": rest[9], "ends": rest[10],
    }  # fmt: skip
    differences = tuple(_differences(before, now, newly_held=_NEWLY_HELD))
    return replace(change, differences=differences, before=asked.evidence(capture, place))


def _differences(before: dict[str, Any], now: dict[str, Any], *, newly_held: tuple[str, ...]) -> Iterator[Difference]:
    for field, value in now.items():
        if before[field] != value and not (before[field] is None and field in newly_held):
            yield Difference(field, before[field], value)


def _change(told: date, absent: dict[str, Any] | None, lag: int | None, rest: list[Any], asked: Asked) -> Change:
    (contract, piid, buyer, supplier, modification, framework, description, happened, obligated, _, _, closed_out, continues,
     term, topics, capture, row) = rest  # fmt: skip
    return Change(
        kind=_kind(modification, framework),
        contract=contract,
        piid=piid,
        buyer=buyer,
        supplier=supplier,
        modification=modification,
        framework=framework,
        description=description,
        happened=happened,
        seen=told,
        absent=absent["seen"] if absent else None,
        absent_complete=bool(absent and absent["complete"]),
        lag=lag,
        figures=(asked.obligated(obligated, [{"capture": capture, "row": row}]),),
        says_closed_out=bool(closed_out),
        says_continues=bool(continues),
        term=term,
        topics=tuple(topics or ()),
        differences=(),
        before=None,
        evidence=asked.evidence(capture, row),
    )


def _kind(modification: str, framework: str | None) -> ChangeKind:
    if set(modification) != {"0"}:
        return ChangeKind.AMENDMENT
    if framework is None:
        return ChangeKind.NEW
    return ChangeKind.NEW_CONTRACT if framework == "-NONE-" else ChangeKind.NEW_ORDER


_TWO_DAYS = timedelta(days=2)


def program_events(changes: Iterable[Change]) -> tuple[ProgramEvent, ...]:
    """Sister orders amended the same way within two days, two or more; the largest first.

    Sisters are orders of one buyer under frameworks of one office and year (FAR 4.1603: the award number before its
    serial) that name the same topics; the same way is: the same term stated, closing or going on alike.
    """
    sisters: dict[tuple[object, ...], list[Change]] = {}
    for change in changes:
        says = change.says_closed_out, change.says_continues, _plain(change.term)
        if (
            change.kind is ChangeKind.AMENDMENT
            and change.framework not in (None, "-NONE-")
            and any(says)
            and change.topics
        ):
            series = _series(str(change.framework))
            sisters.setdefault((change.buyer, series, change.topics, says), []).append(change)
    events = []
    for found in sisters.values():
        together: list[Change] = []
        for change in sorted(found, key=lambda one: (one.happened, one.contract)):
            if together and change.happened - together[0].happened > _TWO_DAYS:
                events.append(together)
                together = []
            together.append(change)
        events.append(together)
    made = [_program_event(orders) for orders in events if len({order.contract for order in orders}) > 1]
    return tuple(sorted(made, key=lambda event: (-len(event.orders), event.since, event.orders[0].contract)))


# An award number of today's form: the office (six), the year (two), the kind of instrument, the serial (FAR 4.1603)
_AWARD_NUMBER = re.compile("([A-Z0-9]{6}[0-9]{2}[A-Z])[A-Z0-9]{4,8}")


def _series(framework: str) -> str:
    """What frameworks of one office and year have in common; a number of an older form stands for itself."""
    number = _AWARD_NUMBER.fullmatch(framework)
    return number[1] if number else framework


def _plain(term: str | None) -> str:
    """A term as its digits and its unit: "60 DAYS" and "60-day" agree."""
    return re.sub(r"[^A-Z0-9]|S$", "", term.upper()) if term else ""


def _program_event(orders: list[Change]) -> ProgramEvent:
    first = orders[0]
    figure = first.figures[0]
    evidence = tuple(order.evidence for order in orders)
    return ProgramEvent(
        since=first.happened,
        until=orders[-1].happened,
        topics=first.topics,
        term=first.term,
        says_closed_out=first.says_closed_out,
        says_continues=first.says_continues,
        figures=(replace(figure, amount=add(order.figures[0].amount for order in orders), evidence=evidence),),
        orders=tuple(sorted(orders, key=lambda order: order.contract)),
    )
