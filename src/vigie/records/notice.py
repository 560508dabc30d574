"""A notice: what a public body announced, in the version that was posted, and those of one number together."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from vigie.evidence import Evidence
from vigie.money import Figure


class NoticeKind(StrEnum):
    """What a notice is, in the field's words; the source's own stand beside it. A request for information asks the market, and buys
    nothing; a combined notice is an announcement and a solicitation in one."""

    REQUEST_FOR_INFORMATION = "request-for-information"
    PRESOLICITATION = "presolicitation"
    SOLICITATION = "solicitation"
    COMBINED = "combined"
    SPECIAL = "special"
    JUSTIFICATION = "justification"
    BUNDLING = "bundling"
    AWARD = "award"
    SALE = "sale"


@dataclass(frozen=True, slots=True)
class BuyerPath:
    """Who posted it, from the department down to the office, as the source writes each; None: not held. ``office_code`` is
    that of FAR 4.1603, the first six characters of a uniform number; ``code`` our code of the buyer, None where we have none."""

    department: str | None
    subtier: str | None
    office: str | None
    office_code: str | None
    code: str | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """When responses are due. ``said``: the source's own words. ``moment``: the instant, in the zone the source wrote; None where it
    gives a day alone, or a time in no zone, or in one that does not exist. ``day`` is the day in that zone."""

    said: str
    day: date
    moment: datetime | None


class DeadlineState(StrEnum):
    """Whether responses can still be sent in on a day. ``none-stated``: the source has a place for a deadline and left it empty."""

    OPEN = "open"
    PASSED = "passed"
    NONE_STATED = "none-stated"
    NOT_HELD = "not-held"


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is to be performed; never closer than a city, and for minors, shelters and lodging never closer than a state."""

    city: str | None
    state: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class NoticeAward:
    """What an award notice says of the award: the contract's number, the day, the amount as announced, the supplier."""

    contract: str | None
    day: date | None
    amount: Figure | None
    supplier: str | None


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice as posted, and as last seen by the day asked. ``id`` is the source's; ``number`` that of the solicitation, None
    where it has none. ``not_held``: the fields the source's file has no column for, which is not the same as empty."""

    id: str
    number: str | None
    title: str
    kind: NoticeKind
    kind_said: str
    buyer: BuyerPath
    posted: date
    posted_at: datetime | None
    deadline: Deadline | None
    place: Place | None
    set_aside: str | None
    naics: str | None
    product_service_code: str | None
    award: NoticeAward | None
    description: str
    topics: tuple[str, ...]
    words: tuple[str, ...]
    link: str | None
    not_held: tuple[str, ...]
    evidence: Evidence

    def deadline_on(self, day: date) -> DeadlineState:
        """Whether responses can still be sent in on a day; on the day of the deadline they can."""
        if "deadline" in self.not_held:
            return DeadlineState.NOT_HELD
        if self.deadline is None:
            return DeadlineState.NONE_STATED
        return DeadlineState.OPEN if day <= self.deadline.day else DeadlineState.PASSED
