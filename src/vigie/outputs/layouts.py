"""How a run lays out its alerts: feeds, calendars, webhooks and letters, each in the language of its channel."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from email.message import EmailMessage

from vigie.desk.desk import Desk
from vigie.desk.watching import dates_of, watches_of
from vigie.outputs.calendar import to_calendar
from vigie.outputs.feed import to_atom
from vigie.outputs.letters import subject_of, to_body, to_letter
from vigie.records.event import Event
from vigie.transport.mail import MailServer, letter
from vigie.watch.delivery import Layouts
from vigie.watch.outbox import Waiting
from vigie.watch.watches import Channel


def layouts(desk: Desk, on: date) -> Layouts:
    """The layouts of alerts from a desk; dates are those asked for on a day."""
    watches = {one.id: one for one in watches_of(desk).all()}
    last = max((one.seen for one in desk.captured()), default=on)

    def name_of(channel: Channel) -> str | None:
        return watches[channel.watch].name if channel.shows_name else None

    def feed(channel: Channel, events: Sequence[Event]) -> bytes:
        return to_atom(events, id=channel.watch, name=name_of(channel), lang=channel.lang)

    def calendar(channel: Channel) -> bytes:
        found = dates_of(desk, watches[channel.watch], on=on)
        return to_calendar(found, name=name_of(channel), lang=channel.lang, stamp=datetime.combine(last, time(), UTC))

    def body(channel: Channel, event: Event) -> bytes:
        return to_body(event, name=name_of(channel), lang=channel.lang)

    def written(channel: Channel, waiting: Waiting, server: MailServer, now: datetime) -> EmailMessage:
        return letter(
            server,
            channel.target,
            subject=subject_of(waiting.events, name=name_of(channel), lang=channel.lang),
            text=to_letter(waiting.events, lang=channel.lang),
            message=waiting.message,
            lang=channel.lang,
            now=now,
        )

    return Layouts(feed, calendar, body, written)
