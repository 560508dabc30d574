"""A clause: what a text of procurement says in so many words, quoted, with the value that can be read from them."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum


class ClauseKind(StrEnum):
    """What a clause is about. An estimate is a sum somebody expects, a ceiling one that may not be passed; ``announcement`` is
    what a text says of itself, that it buys nothing, or that one supplier is meant."""

    VOLUME = "volume"
    MILESTONE = "milestone"
    REQUIREMENT = "requirement"
    SITE = "site"
    CEILING = "ceiling"
    CAP_CHANGED = "cap-changed"
    ESTIMATE = "estimate"
    INCENTIVE = "incentive"
    PRICE_ADJUSTMENT = "price-adjustment"
    ANNOUNCEMENT = "announcement"


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many of what. ``low`` None: "up to"; ``high`` None: "at least"; both alike where one number stands. ``per`` is the time
    in which so many come ("day"), None where the text gives none."""

    low: Decimal | None
    high: Decimal | None
    unit: str
    per: str | None


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount of money as announced, in units of ``currency`` (ISO 4217); bounds as those of a Quantity. It is no figure: nobody
    has promised or paid it."""

    low: Decimal | None
    high: Decimal | None
    currency: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A day something is due or happens. ``of`` says what: a deadline, an amendment, a site visit, the start or end of
    performance. ``at`` and ``zone`` as written, None where they are not. ``number`` is that of an amendment."""

    of: str
    day: date | None
    at: time | None = None
    zone: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time, in units of ``unit`` (day, week, month, year). ``of``: performance, delivery, or a term with options.
    ``options`` counts them, and ``option_count`` and ``option_unit`` are the length of each; None where the text gives none."""

    of: str
    count: int | None
    unit: str | None
    options: int | None = None
    option_count: int | None = None
    option_unit: str | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """What is demanded, and of whom: the "supplier" who performs, the "tenderer" who answers, None where it is not said. ``named``
    are the standards, certifications and clearances in the words, as they are usually written."""

    of: str | None
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """Where something is performed or delivered, never closer than a state: ISO 3166 codes; ``state`` None for a whole country."""

    country: str
    state: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """What a clause of a known form says, by the name of that form ("award-fee", "request-for-information", "removed")."""

    form: str


Value = Quantity | Sum | Moment | Span | Requirement | Region | Said


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a text: ``words`` are its own, from ``start`` up to ``end`` (counted in characters)."""

    kind: ClauseKind
    words: str
    start: int
    end: int
    value: Value
