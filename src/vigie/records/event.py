"""An event: one thing that records newly show, and what it is about, so that somebody can ask to be told of it."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from vigie.evidence import Evidence
from vigie.money import Figure


class EventKind(StrEnum):
    """What newly stands in the records.

    ``signed``: a contract or an order; ``amended``: any later action; ``closed-out``: an action that says so; ``corrected``: an
    action that reads otherwise than before; ``deleted``: the source says it deleted an action; ``withdrawn``: complete captures
    of two days do not have it any more. ``notice``: a notice was posted; ``notice-changed``: one seen before reads otherwise;
    ``protest``: a row of a docket, or a report of one.
    """

    SIGNED = "signed"
    AMENDED = "amended"
    CLOSED_OUT = "closed-out"
    CORRECTED = "corrected"
    DELETED = "deleted"
    WITHDRAWN = "withdrawn"
    NOTICE = "notice"
    NOTICE_CHANGED = "notice-changed"
    PROTEST = "protest"


# The kind of the subject of a protest that a third party alone tells of
REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Subject:
    """What an event or a date is about. ``buyers`` are codes of sub-agencies; ``suppliers`` normal forms of names; ``numbers`` those of
    contract, framework and solicitation in capital letters and digits; ``kind`` that of a notice, in the field's words;
    ``words`` its title and description."""

    buyers: tuple[str, ...] = ()
    suppliers: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    kind: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One event. ``happened`` is the day in the records, ``seen`` the day on which it was first seen, ``capture`` the number of the
    capture that showed it. ``number`` is the source's number of what it happened to, ``amendment`` that of the action; ``title`` the
    source's own words for it, without people. ``figures`` may be empty."""

    id: str
    kind: EventKind
    happened: date
    seen: date
    capture: int
    buyer: str
    supplier: str | None
    number: str
    amendment: str | None
    title: str
    figures: tuple[Figure, ...]
    subject: Subject
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Moved:
    """A date as it was given before, and the day on which it was given so."""

    said: str
    given: date


@dataclass(frozen=True, slots=True)
class Due:
    """A date that comes: a deadline, the end of a contract, a legal clock. ``moment`` is the instant, None where only a day is given;
    ``rule`` the clause it follows from, None where a record gives it. ``history``: what it was before, the oldest first; so the
    place in it never falls, and a calendar can tell a later version from an earlier one."""

    key: str
    kind: str
    day: date
    moment: datetime | None
    number: str
    title: str
    rule: str | None
    history: tuple[Moved, ...]
    subject: Subject
    evidence: Evidence | None


def id_of(*fields: str) -> str:
    """The id of an event from the fewest raw fields that tell it from all others: 32 hexadecimal digits of their SHA-256."""
    return hashlib.sha256("\x1f".join(fields).encode()).hexdigest()[:32]


def plain_number(number: str) -> str:
    """A number in capital letters and digits, in whatever spelling it was written."""
    return "".join(letter for letter in number.upper() if letter.isalnum())
