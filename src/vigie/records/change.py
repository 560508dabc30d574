"""What changed between two days, as records show it: actions that happened or were published, corrections, absences."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from vigie.evidence import Evidence
from vigie.money import Figure


class ChangeKind(StrEnum):
    """What an action is to its contract: its signing, as a contract or as an order under a framework, or an amendment.

    ``new-contract-or-order`` where no framework is held of it, so that nobody knows which.
    """

    NEW = "new-contract-or-order"
    NEW_CONTRACT = "new-contract"
    NEW_ORDER = "new-order"
    AMENDMENT = "amendment"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that reads otherwise than before: an earlier reading of the same action, or the action before it.

    ``field`` is supplier, obligated, action_date, framework, description, ceiling or ends. None is "not reported".
    """

    field: str
    before: str | Decimal | date | None
    now: str | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Change:
    """One action that happened, was published or was corrected.

    ``happened`` is the day of the action, ``seen`` the day it was first seen to say this, ``absent`` the day of the last
    capture before that lists its period and does not have it; None where there is none, and then nobody knows when it was
    published. ``absent_complete``: whether that capture was complete, so that it was published after it. ``lag`` counts the
    days from the day of the action, as first seen, to ``seen``; None for a correction, and with ``absent``. ``differences`` are
    those from its earlier reading, for a correction; else those of supplier, ceiling and end date from the action before
    it. ``before`` is the evidence of what it differs from. ``term`` quotes a term it states.
    """

    kind: ChangeKind
    contract: str
    piid: str
    buyer: str
    supplier: str | None
    modification: str
    framework: str | None
    description: str | None
    happened: date
    seen: date
    absent: date | None
    absent_complete: bool
    lag: int | None
    figures: tuple[Figure, ...]
    says_closed_out: bool
    says_continues: bool
    term: str | None
    topics: tuple[str, ...]
    differences: tuple[Difference, ...]
    before: Evidence | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Observation:
    """A capture that lists the period of an action and does not have it, and whether that capture was complete."""

    day: date
    complete: bool
    sha256: str


@dataclass(frozen=True, slots=True)
class Absence:
    """An action that later captures do not have. ``last_seen`` is the day it was seen last, ``absences`` the captures since,
    in the order in which they were taken. Complete ones of two days make it withdrawn; less says only that it was not
    observed.
    """

    contract: str
    piid: str
    buyer: str
    supplier: str | None
    modification: str
    happened: date
    last_seen: date
    absences: tuple[Observation, ...]
    figures: tuple[Figure, ...]
    evidence: Evidence

    @property
    def withdrawn(self) -> bool:
        """Whether complete captures of two days do not have it."""
        return len(self.days_complete) >= 2

    @property
    def days_complete(self) -> tuple[date, ...]:
        """The days with a complete capture that does not have it, in their order, each once: two captures of one day can be
        one and the same observation."""
        return tuple(dict.fromkeys(one.day for one in self.absences if one.complete))


@dataclass(frozen=True, slots=True)
class Deletion:
    """An action the source itself says it has deleted. ``deleted`` is the day its notice was first seen; ``figures`` and the rest are
    what had been said of the action last, ``notice`` is the row of the deletion. Why it was deleted is not said.
    """

    contract: str
    piid: str
    buyer: str
    supplier: str | None
    modification: str
    happened: date
    deleted: date
    figures: tuple[Figure, ...]
    evidence: Evidence
    notice: Evidence


@dataclass(frozen=True, slots=True)
class Captured:
    """A capture that lists a buyer asked about, and whether nothing speaks against what it lists of these buyers, in it or
    beside the captures before it."""

    day: date
    complete: bool
    sha256: str


@dataclass(frozen=True, slots=True)
class ProgramEvent:
    """Orders under frameworks of one office and year, amended the same way within two days: one event, not many.

    ``topics`` are those every order names; ``term``, ``says_closed_out`` and ``says_continues`` what every amendment says.
    ``since`` and ``until`` are the days of the first and the last amendment; ``orders`` in the order of their numbers.
    """

    since: date
    until: date
    topics: tuple[str, ...]
    term: str | None
    says_closed_out: bool
    says_continues: bool
    figures: tuple[Figure, ...]
    orders: tuple[Change, ...]
