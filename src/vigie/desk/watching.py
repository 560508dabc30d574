"""Watching on a desk: what is new for whom, told once; and the morning page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from vigie.desk.desk import Desk
from vigie.desk.lock import writing
from vigie.errors import QuestionError, WatchEmptyError
from vigie.records.event import Due, Event
from vigie.watch.delivery import Carriers, Delivered, Layouts, deliver
from vigie.watch.filters import Filter
from vigie.watch.outbox import Outbox
from vigie.watch.store import Watches
from vigie.watch.watches import ChannelKind, Criteria, Watch

# How far ahead the morning page and calendars look, in days
SOON, AHEAD = 14, 400


@dataclass(frozen=True, slots=True)
class Ran:
    """What one run did: watches asked, captures since the run before, alerts that came into the outbox, and their delivery.
    ``unresolved`` are the ids of watches that ask for a name that is not known any more; nothing was looked for and nothing is lost."""

    watches: int
    captures: int
    alerts: int
    unresolved: tuple[str, ...]
    delivered: Delivered


@dataclass(frozen=True, slots=True)
class News:
    """An event on somebody's list, with the ids of the watches that ask for it."""

    event: Event
    watches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """A date on somebody's list, with the ids of the watches that ask for it."""

    due: Due
    watches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """The last capture of a source, and the day on which it was seen."""

    source: str
    day: date


@dataclass(frozen=True, slots=True)
class Today:
    """The morning page: what captures from ``since`` to ``on``, both included, newly showed of what is watched.

    ``happened`` are events of these days; ``published`` those of earlier days that came to be seen in these. ``coming`` are dates of
    the next two weeks. ``seen`` is the last capture of each source by that day, ``watches`` how many there are, ``unresolved`` the ids
    of those that ask for a name that is not known any more.
    """

    on: date
    since: date
    watches: int
    unresolved: tuple[str, ...]
    happened: tuple[News, ...]
    published: tuple[News, ...]
    coming: tuple[Coming, ...]
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Going:
    """Where alerts go: by which kind of channel, and to what path or address; never the secret that signs them."""

    kind: ChannelKind
    target: str
    shows_name: bool


@dataclass(frozen=True, slots=True)
class Watched:
    """A watch as its owner sees it."""

    id: str
    name: str | None
    made: datetime
    criteria: Criteria
    going: tuple[Going, ...]


@dataclass(frozen=True, slots=True)
class WatchList:
    """Everything that is watched, in the order in which it was begun. Private: it leaves the desk only on its owner's screen."""

    watches: tuple[Watched, ...]


def watches_of(desk: Desk) -> Watches:
    """The private store of a desk."""
    return Watches(desk.folder / "watches.db")


def list_of(desk: Desk) -> WatchList:
    """Everything that is watched on a desk, and where its alerts go."""
    watches = watches_of(desk)
    going: dict[str, list[Going]] = {}
    for one in watches.channels():
        going.setdefault(one.watch, []).append(Going(one.kind, one.target, one.shows_name))
    return WatchList(
        tuple(Watched(one.id, one.name, one.made, one.criteria, tuple(going.get(one.id, ()))) for one in watches.all())
    )


def add(desk: Desk, criteria: Criteria, *, name: str | None, now: datetime) -> Watch:
    """Watch something from now on; what it names is looked up first, so that a slip shows at once.

    Raises WatchEmptyError, and the errors of the questions for names that are not known.
    """
    if criteria.asks_nothing:
        raise WatchEmptyError()
    desk.filter_of(criteria, on=now.date())
    return watches_of(desk).add(criteria, name=name, after=desk.newest_capture, now=now)


def run(
    desk: Desk,
    layouts: Layouts,
    carriers: Carriers,
    *,
    now: Callable[[], datetime],
    since: date | None = None,
) -> Ran:
    """Find what captures since the last run newly show, put it into the outbox, and hand over what is due.

    ``since``: look back to that day, also for a watch that is younger; what a channel was told once it is not told again.
    Raises DeskBusyError while another run is at it.
    """
    watches = watches_of(desk)
    with writing(_private(desk.folder), "watch"):
        outbox = Outbox(watches)
        every, channels, mark = watches.all(), watches.channels(), outbox.mark()
        new = [one for one in desk.captured() if one.number > mark]
        if not every:
            return Ran(0, len(new), 0, (), Delivered(0, 0, 0, ()))
        filters = {one.id: _resolved(desk, one, on=now().date()) for one in every}
        found = _news(desk, every, mark=mark, since=since)
        told = []
        for watch in every:
            wanted, seen_before = filters[watch.id], max(mark, watch.after)
            of_it = [] if wanted is None else [
                event for event in _matching(wanted, found)
                if event.capture > seen_before or (since is not None and event.seen >= since)
            ]  # fmt: skip
            for channel in channels:
                if channel.watch == watch.id and channel.kind is not ChannelKind.CALENDAR:
                    told.append((channel.id, of_it, channel.kind is ChannelKind.MAIL))
        unresolved = tuple(id for id, wanted in filters.items() if wanted is None)
        # what such a watch asks may be known again later: until then no capture counts as looked at
        alerts = outbox.take(told, mark=mark if unresolved else desk.newest_capture, now=now())
        # what waits goes out; only a calendar is made of what the watch asks now
        going = [one for one in channels if one.watch not in unresolved or one.kind is not ChannelKind.CALENDAR]
        delivered = deliver(outbox, going, layouts, carriers, now=now)
        return Ran(len(every), len(new), alerts, unresolved, delivered)


def _resolved(desk: Desk, watch: Watch, *, on: date) -> Filter | None:
    """What a watch asks; None where a name in it is not known any more. Which one is a secret, so no error tells it here."""
    try:
        return desk.filter_of(watch.criteria, on=on)
    except QuestionError:
        return None


def _news(desk: Desk, every: Sequence[Watch], *, mark: int, since: date | None) -> list[Event]:
    """What captures not looked at yet newly show to any of the watches, and everything first seen since a day, where one is given."""
    days = desk.days_seen(after=max(mark, min(one.after for one in every)))
    held = desk.days_seen(after=0)
    begins = [day for day in (since, days.first if days is not None else None) if day is not None]
    return desk.events(since=min(begins), until=held.last) if begins and held is not None else []


def today(
    desk: Desk, *, on: date, since: date | None = None, known: date | None = None, only: Watch | None = None
) -> Today:
    """What is new on a day since another, the day before where none is given; ``only``: to one watch, else to all of them."""
    first = since or on - timedelta(days=1)
    every = watches_of(desk).all() if only is None else [only]
    resolved = {one.id: _resolved(desk, one, on=on) for one in every}
    filters = {id: wanted for id, wanted in resolved.items() if wanted is not None}
    news = [
        News(event, tuple(id for id, one in filters.items() if _takes(one, event)))
        for event in (desk.events(since=first, until=on, known=known) if filters else [])
    ]
    news = [one for one in news if one.watches]
    return Today(
        on=on,
        since=first,
        watches=len(every),
        unresolved=tuple(id for id, wanted in resolved.items() if wanted is None),
        happened=tuple(one for one in news if first <= one.event.happened <= on),
        published=tuple(one for one in news if not first <= one.event.happened <= on),
        coming=tuple(_coming(desk, filters, since=on, until=on + timedelta(days=SOON), known=known)),
        seen=tuple(_last_seen(desk, on)),
    )


def dates_of(desk: Desk, watch: Watch, *, on: date) -> list[Due]:
    """The dates a watch asks for, from a month before a day on: what a calendar shows."""
    return dates_for(desk, desk.filter_of(watch.criteria, on=on), on=on)


def dates_for(desk: Desk, wanted: Filter, *, on: date, known: date | None = None) -> list[Due]:
    """The dates of what is asked, from a month before a day to more than a year after it, in their order."""
    found = desk.dues(since=on - timedelta(days=31), until=on + timedelta(days=AHEAD), on=on, known=known)
    return [due for due in found if wanted.takes(due.subject, kind=due.kind, day=due.day)]


def _coming(desk: Desk, filters: dict[str, Filter], *, since: date, until: date, known: date | None) -> list[Coming]:
    found = [
        Coming(due, tuple(id for id, one in filters.items() if one.takes(due.subject, kind=due.kind, day=due.day)))
        for due in (desk.dues(since=since, until=until, on=since, known=known) if filters else [])
    ]
    return [one for one in found if one.watches]


def _last_seen(desk: Desk, on: date) -> list[Seen]:
    last: dict[str, date] = {}
    for one in desk.captured():
        if one.seen <= on:
            last[one.source] = max(last.get(one.source, date.min), one.seen)
    return [Seen(source, day) for source, day in sorted(last.items())]


def _matching(wanted: Filter, found: Sequence[Event]) -> list[Event]:
    return [event for event in found if _takes(wanted, event)]


def _takes(wanted: Filter, event: Event) -> bool:
    return wanted.takes(event.subject, kind=event.kind, day=event.happened)


def _private(folder: Path) -> Path:
    """The folder in which a run holds its lock, apart from the lock of the desk: a load may go on meanwhile."""
    path = folder / "watching"
    path.mkdir(mode=0o700, exist_ok=True)
    return path
