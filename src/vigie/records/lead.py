"""What may follow from a solicitation: contracts that records tie to it, and those that only look as if."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from vigie.evidence import Evidence
from vigie.records.contract import Contract

# A uniform number begins with the six characters of the office, two digits of the year and a letter (FAR 4.1603)
_UNIFORM = re.compile(r"(?<![A-Z0-9])([A-Z0-9]{6})\d{2}[A-Z]")


@dataclass(frozen=True, slots=True)
class Solicitation:
    """The notices of one number together, as far as awards can be looked for by them.

    ``buyers``: our codes; empty: not known. ``last_posted`` is the day of the last of them that asks for offers, or announces that
    nobody else will be asked: before it nothing was awarded; None: no notice is held, so nothing is looked for by likeness.
    ``title`` and ``description`` as last posted.
    """

    number: str
    buyers: tuple[str, ...] = ()
    office_code: str | None = None
    first_posted: date | None = None
    last_posted: date | None = None
    title: str = ""
    description: str = ""

    @property
    def key(self) -> str:
        """The number as it is compared: capitals and digits alone."""
        return number_key(self.number)

    @property
    def office(self) -> str | None:
        """The six characters of the office, as given or as a uniform number begins with them; None: not held."""
        found = _UNIFORM.search(self.number.upper())
        return self.office_code or (found[1] if found else None)


class LeadState(StrEnum):
    """How a contract stands to a solicitation: its record says so, a person confirmed it, nobody has decided, a person rejected it."""

    RECORDED = "recorded"
    CONFIRMED = "confirmed"
    LEAD = "lead"
    REJECTED = "rejected"


class Feature(StrEnum):
    """Why a contract may follow from a solicitation. The first two are said by a record; the others are likenesses."""

    SOLICITATION = "solicitation"
    OWN_NUMBER = "own-number"
    NUMBER_IN_WORDS = "number-in-words"
    TITLE = "title-words"
    TOGETHER = "together"
    SUPPLIER = "supplier"
    OFFICE = "office"
    DAYS = "days"
    BURST = "burst"
    RUN = "run"


@dataclass(frozen=True, slots=True)
class LeadReason:
    """One reason. ``words``: those shared, the office, or the first and the last framework of a run. ``count``: days after the last
    notice, contracts of a burst, frameworks of a run. ``since`` and ``until``: the days of a burst."""

    feature: Feature
    words: tuple[str, ...] = ()
    count: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class LeadDecision:
    """Who confirmed or rejected a lead, when and why; ``number`` is that of the judgement, under which it can be undone."""

    number: int
    by: str
    why: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class Lead:
    """A contract that may follow from a solicitation. ``description`` is that of its signing. ``evidence``: the rows that tie it to the
    solicitation, empty where none does, which is what makes it a lead."""

    state: LeadState
    contract: Contract
    description: str | None
    reasons: tuple[LeadReason, ...]
    decision: LeadDecision | None
    evidence: tuple[Evidence, ...]


def number_key(number: str) -> str:
    """A solicitation's or contract's number as it is compared: capitals and digits alone."""
    return re.sub(r"[^A-Z0-9]", "", number.upper())
