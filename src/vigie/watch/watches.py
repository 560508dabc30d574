"""A watch: what somebody asks to be told of, and where to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a watch asks for, in the reader's words; None: not narrowed by it. An event has to meet all of them.

    ``topic`` is an id of the lexicon; ``buyer`` a public body, ``group`` a supplier or whoever heads one, ``program`` one of desk.toml;
    ``number`` that of a contract, a framework or a solicitation; ``kind`` that of an event or of a notice; ``words``, all of which
    have to stand in the title or description, in any order and case.
    """

    topic: str | None = None
    buyer: str | None = None
    group: str | None = None
    number: str | None = None
    program: str | None = None
    kind: str | None = None
    words: str | None = None

    @property
    def asks_nothing(self) -> bool:
        """Whether nothing narrows it."""
        return self == Criteria()


@dataclass(frozen=True, slots=True)
class Watch:
    """A watch. ``id`` is random, so that it tells nothing of what it asks; ``name`` is its owner's, None where it has none. Events that
    captures up to the number ``after`` showed are no news to it."""

    id: str
    name: str | None
    criteria: Criteria
    made: datetime
    after: int


class ChannelKind(StrEnum):
    """Where alerts go: a file of a feed (Atom, RFC 4287), a file of a calendar (iCalendar, RFC 5545), mail, a webhook."""

    ATOM = "atom"
    CALENDAR = "ics"
    MAIL = "mail"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True)
class Channel:
    """One way by which the alerts of a watch go out. ``target`` is a path, a mail address or an address of the web; ``secret`` signs
    webhooks, None for the others. Only where ``shows_name`` is set does an alert carry the name of its watch. ``lang``: its words'."""

    id: int
    watch: str
    kind: ChannelKind
    target: str
    secret: str | None
    shows_name: bool
    lang: str
