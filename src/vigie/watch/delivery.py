"""Delivery: what waits in the outbox is handed over, channel by channel; one that fails holds up none of the others.

A message is marked as sent only once it was taken over. Killed in between, it goes out again under the same id, by which a receiver
knows it: the entry of a feed, the ``webhook-id`` of a webhook, the Message-ID of a letter. So nothing is lost, and whoever goes
by the id gets nothing twice.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

from vigie.archive.durable import write_whole
from vigie.errors import MailServerMissingError, VigieError
from vigie.records.event import Event
from vigie.transport.client import Client
from vigie.transport.mail import MailServer, hand_over
from vigie.watch.outbox import Outbox, Waiting
from vigie.watch.watches import Channel, ChannelKind
from vigie.watch.webhook import post

# How many entries a feed has at least, where there are so many
_MOST = 200


@dataclass(frozen=True, slots=True)
class Layouts:
    """How alerts are laid out: a feed and a calendar as the bytes of a file, the body of a webhook, a letter."""

    feed: Callable[[Channel, Sequence[Event]], bytes]
    calendar: Callable[[Channel], bytes]
    body: Callable[[Channel, Event], bytes]
    letter: Callable[[Channel, Waiting, MailServer, datetime], EmailMessage]


@dataclass(frozen=True, slots=True)
class Carriers:
    """Who takes alerts over: a client of the web; a mail server, None where none is set, else why what is set cannot be used."""

    client: Client
    mail: MailServer | VigieError | None


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A channel by which something could not be handed over, and why."""

    channel: int
    kind: ChannelKind
    error: VigieError


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of the alerts of one run: files written, messages handed over, messages that wait, and why."""

    files: int
    messages: int
    waiting: int
    undelivered: tuple[Undelivered, ...]


def deliver(
    outbox: Outbox, channels: Iterable[Channel], layouts: Layouts, carriers: Carriers, *, now: Callable[[], datetime]
) -> Delivered:
    """Hand over what is due, and write every feed and calendar anew."""
    files, messages, undelivered = 0, 0, []
    for channel in channels:
        try:
            if channel.kind in (ChannelKind.ATOM, ChannelKind.CALENDAR):
                _write(outbox, channel, layouts, now=now)
                files += 1
            else:
                messages += _hand_over(outbox, channel, layouts, carriers, now=now)
        except VigieError as failure:
            undelivered.append(Undelivered(channel.id, channel.kind, failure))
    return Delivered(files, messages, outbox.unsent(), tuple(undelivered))


def _write(outbox: Outbox, channel: Channel, layouts: Layouts, *, now: Callable[[], datetime]) -> None:
    """A file is written whole, or stays what it was: written again after a kill, it is the same."""
    waiting = outbox.waiting(channel.id, now=now())
    is_feed = channel.kind is ChannelKind.ATOM
    most = max(_MOST, sum(len(one.events) for one in waiting))  # of one run, none is lost behind the others
    content = layouts.feed(channel, outbox.latest(channel.id, most)) if is_feed else layouts.calendar(channel)
    write_whole(Path(channel.target), content)
    outbox.sent(channel.id, [one.message for one in waiting], now=now())


def _hand_over(
    outbox: Outbox, channel: Channel, layouts: Layouts, carriers: Carriers, *, now: Callable[[], datetime]
) -> int:
    done = 0
    for waiting in outbox.waiting(channel.id, now=now()):
        try:
            if channel.kind is ChannelKind.WEBHOOK:
                (event,) = waiting.events
                body = layouts.body(channel, event)
                secret, message = channel.secret or "", waiting.message
                post(carriers.client, channel.target, body, secret=secret, message=message, now=now())
            else:
                server = _server(carriers)
                hand_over(server, layouts.letter(channel, waiting, server, now()))
        except VigieError:
            outbox.failed(channel.id, waiting.message, now=now())
            raise
        outbox.sent(channel.id, [waiting.message], now=now())
        done += 1
    return done


def _server(carriers: Carriers) -> MailServer:
    if carriers.mail is None:
        raise MailServerMissingError()
    if isinstance(carriers.mail, VigieError):
        raise carriers.mail
    return carriers.mail
