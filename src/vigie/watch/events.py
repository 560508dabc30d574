"""Events: what the answers to other questions newly show, each under an id of its own that never changes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import duckdb

from vigie.archive.capture import Capture
from vigie.evidence import Evidence
from vigie.groups.names import normal_form
from vigie.questions.changes import Changes, changes
from vigie.questions.standing import Asked
from vigie.records.change import Absence, Change, ChangeKind, Deletion
from vigie.records.event import Event, EventKind, Subject, id_of, plain_number

# What finds events between two days on which captures saw something, both included; the number of a capture by the hash of its file
Finder = Callable[[duckdb.DuckDBPyConnection, date, date, Asked, "Captures"], Iterable[Event]]


class Captures:
    """The numbers of captures by the hash of what is kept of them and the day on which they were seen: the same bytes come again."""

    def __init__(self, captures: Iterable[Capture]) -> None:
        self._of_day: dict[tuple[str, date], int] = {}
        self._last: dict[str, int] = {}
        for one in sorted(captures, key=lambda one: one.number):
            self._of_day.setdefault((one.sha256, one.seen), one.number)
            self._last[one.sha256] = one.number

    def of(self, evidence: Evidence, seen: date) -> int:
        """The number of the capture of a day that a piece of evidence lies in; of a file that carries days of its own, the last one."""
        return self._of_day.get((evidence.sha256, seen), self._last[evidence.sha256])


@dataclass(frozen=True, slots=True)
class DaysSeen:
    """The first and the last day on which some captures saw anything; a file of versions united carries days of its own."""

    first: date
    last: date


def days_seen(db: duckdb.DuckDBPyConnection, captures: Iterable[Capture], *, after: int) -> DaysSeen | None:
    """The days seen by the captures with a number above one; None where there are none."""
    days = [one.seen for one in captures if one.number > after]
    if not days:
        return None
    found = db.execute("select min(seen), max(seen) from sighting where capture > $after", {"after": after}).fetchone()
    first, last = found or (None, None)
    return DaysSeen(min([*days, *([first] if first else [])]), max([*days, *([last] if last else [])]))


def events(
    db: duckdb.DuckDBPyConnection,
    finders: Iterable[Finder],
    captures: Captures,
    *,
    since: date,
    until: date,
    asked: Asked,
) -> list[Event]:
    """Every event first seen from one day to another, both included, by the day it happened, then by its id."""
    found = {event.id: event for finder in finders for event in finder(db, since, until, asked, captures)}
    return sorted(
        (event for event in found.values() if since <= event.seen <= until),
        key=lambda event: (event.happened, event.number, event.seen, event.id),
    )


def of_actions(
    db: duckdb.DuckDBPyConnection, since: date, until: date, asked: Asked, captures: Captures
) -> Iterator[Event]:
    """The events of contracts: what changed, as ``vigie changes`` answers it, an event an action."""
    answer = changes(db, None, since=since, until=until, asked=asked)
    for change in (*answer.happened, *answer.published, *_ordered(answer)):
        yield _changed(change, captures)
    for change in answer.corrected:
        yield _corrected(change, captures)
    for deletion in answer.deleted:
        yield _deleted(deletion, captures)
    for absence in answer.withdrawn:
        yield _withdrawn(absence, captures)


def _ordered(answer: Changes) -> Iterator[Change]:
    for program in answer.programs:
        yield from program.orders


def _changed(change: Change, captures: Captures) -> Event:
    kind = EventKind.SIGNED
    if change.kind is ChangeKind.AMENDMENT:
        kind = EventKind.CLOSED_OUT if change.says_closed_out else EventKind.AMENDED
    return _event(kind, change, captures, id_of("action", change.contract, change.modification))


def _corrected(change: Change, captures: Captures) -> Event:
    # the day too: what is corrected back, and then again, is told each time
    place = f"{change.evidence.sha256} {change.evidence.pointer} {change.seen}"
    return _event(
        EventKind.CORRECTED, change, captures, id_of("corrected", change.contract, change.modification, place)
    )


def _event(kind: EventKind, change: Change, captures: Captures, id: str) -> Event:
    return Event(
        id=id,
        kind=kind,
        happened=change.happened,
        seen=change.seen,
        capture=captures.of(change.evidence, change.seen),
        buyer=change.buyer,
        supplier=change.supplier,
        number=change.piid,
        amendment=change.modification,
        title=change.description or "",
        figures=change.figures,
        subject=_subject(change, change.framework, change.topics, change.description),
        evidence=change.evidence,
    )


def _deleted(deletion: Deletion, captures: Captures) -> Event:
    return Event(
        id=id_of("deleted", deletion.contract, deletion.modification),
        kind=EventKind.DELETED,
        happened=deletion.happened,
        seen=deletion.deleted,
        capture=captures.of(deletion.notice, deletion.deleted),
        buyer=deletion.buyer,
        supplier=deletion.supplier,
        number=deletion.piid,
        amendment=deletion.modification,
        title="",
        figures=deletion.figures,
        subject=_subject(deletion, None, (), None),
        evidence=deletion.notice,
    )


def _withdrawn(absence: Absence, captures: Captures) -> Event:
    seen = absence.days_complete[1]
    shown = next(one for one in absence.absences if one.complete and one.day == seen)
    return Event(
        id=id_of("withdrawn", absence.contract, absence.modification, absence.last_seen.isoformat()),
        kind=EventKind.WITHDRAWN,
        happened=absence.happened,
        seen=seen,
        capture=captures.of(Evidence(shown.sha256, ""), seen),
        buyer=absence.buyer,
        supplier=absence.supplier,
        number=absence.piid,
        amendment=absence.modification,
        title="",
        figures=absence.figures,
        subject=_subject(absence, None, (), None),
        evidence=absence.evidence,
    )


def _subject(
    told: Change | Deletion | Absence, framework: str | None, topics: tuple[str, ...], words: str | None
) -> Subject:
    numbers = (told.piid, told.contract, framework or "")
    return Subject(
        buyers=(told.buyer,),
        suppliers=(normal_form(told.supplier),) if told.supplier else (),
        topics=topics,
        numbers=tuple(dict.fromkeys(plain_number(one) for one in numbers if one)),
        words=words or "",
    )
