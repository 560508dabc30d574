"""An answer to subscribe to: its events as a feed, its dates as a calendar."""

from datetime import UTC, date, datetime, time, timedelta

from vigie.desk.desk import Desk
from vigie.desk.following import Followable, dates_about, events_about, followed
from vigie.outputs.calendar import to_calendar
from vigie.outputs.feed import to_atom

# How far back a feed goes, in days, where nothing else is asked
RECENT = 90


def feed_of(
    desk: Desk,
    about: Followable,
    *,
    name: str | None,
    until: date,
    since: date | None = None,
    known: date | None = None,
    lang: str,
) -> bytes:
    """What was newly seen of it as Atom, the newest first: in the ninety days up to ``until``, or since a day.

    ``name`` is its title, None for one that tells nothing. The id of the feed follows from what it is about and from its language, that
    of an entry from the event: both are the same on every desk. Raises the errors of the questions for names that are not known.
    """
    events = events_about(desk, about, since=since or until - timedelta(days=RECENT), until=until, known=known)
    return to_atom(events, id=f"{followed(about).key};lang={lang}", name=name, lang=lang)


def calendar_of(
    desk: Desk, about: Followable, *, name: str | None, on: date, known: date | None = None, lang: str
) -> bytes:
    """The dates of it as iCalendar, by what actions and notices up to a day say: those to come, and those of the last month.

    ``name`` as of ``feed_of``. The same dates give the same file. Raises the errors of the questions for names that are not known.
    """
    seen = max((one.seen for one in desk.captured() if known is None or one.seen <= known), default=on)
    stamp = datetime.combine(seen, time(), UTC)
    return to_calendar(dates_about(desk, about, on=on, known=known), name=name, lang=lang, stamp=stamp)
