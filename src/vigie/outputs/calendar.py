"""Dates as a calendar: iCalendar (RFC 5545), an entry a date, which moves when the date does."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from vigie.messages import text
from vigie.outputs.alerts import due_details, due_line
from vigie.outputs.text.sheet import visible
from vigie.records.event import Due


def to_calendar(dues: Iterable[Due], *, name: str | None, lang: str, stamp: datetime) -> bytes:
    """A calendar of dates. A UID never changes; SEQUENCE counts how often its date moved, and the description says from what.

    A deadline with an instant is written in UTC, which every calendar shows in its reader's own zone; one of a day alone as a whole
    day. ``name`` None: the calendar's name tells nothing of what is watched. ``stamp``: the day of what is held, so that the same
    dates give the same file.
    """
    made = Calendar()
    made.add("prodid", "-//Vigie//Vigie//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", visible(name or text("alert.calendar", lang)).replace("\n", " "))
    for due in dues:
        made.add_component(_entry(due, lang, stamp))
    return bytes(made.to_ical())


def _entry(due: Due, lang: str, stamp: datetime) -> Event:
    entry = Event()
    entry.add("uid", f"{due.key}@vigie.invalid")
    entry.add("dtstamp", stamp)
    entry.add("sequence", len(due.history))
    entry.add("summary", visible(due_line(due, lang)))
    entry.add("description", "\n".join(map(visible, due_details(due, lang))))
    entry.add("transp", "TRANSPARENT")
    if due.moment is not None:
        entry.add("dtstart", due.moment.astimezone(UTC))
    else:
        entry.add("dtstart", due.day)
        entry.add("dtend", due.day + timedelta(days=1))
    return entry
