"""Who is under whom, as sources say it: a link between two organizations, and the days on which it is said."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vigie.evidence import Evidence


class Relation(StrEnum):
    """What a source says ties a child to a parent. Only some of it is ownership: see ``vigie.groups.ownership``."""

    DECLARED = "declared"  # desk.toml
    DIRECTLY_CONSOLIDATED = "directly_consolidated"  # GLEIF, level 2
    ULTIMATELY_CONSOLIDATED = "ultimately_consolidated"
    INTERNATIONAL_BRANCH = "international_branch"
    FUND_MANAGED = "fund_managed"
    SUBFUND = "subfund"
    FEEDER = "feeder"
    OWNED = "owned"  # BODS
    SUBSIDIARY_LISTED = "subsidiary_listed"  # SEC, Exhibit 21
    REPORTED_PARENT = "reported_parent"  # CSIS
    NAMED_IN_RECORD = "named_in_record"  # USAspending
    EXCEPTION = "exception"  # GLEIF: why no parent is reported
    FRANCHISE = "franchise"  # desk.toml
    LICENSED_BRAND = "licensed_brand"


@dataclass(frozen=True, slots=True)
class Party:
    """An organization in a link: the id the desk knows it by ("name:geo group", "lei:…") and its name as the source writes it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class OwnershipLink:
    """One source's word that one organization was under another.

    ``since`` None: since before anything we hold; ``until`` (the first day on which it no longer held) None: not known to
    have ended. ``said`` are the words of who says so, where a person declared it; ``public_record`` whether they name a public
    record anybody can look up. ``evidence`` are the rows that say it, where they are held; ``source`` is "desk.toml" where they are not.
    """

    child: Party
    parent: Party
    relation: Relation
    since: date | None
    until: date | None
    source: str
    said: str | None
    public_record: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Divestiture:
    """A sale of one organization by another, declared in desk.toml. ``closed`` is the first day on which it no longer belonged to
    the seller; None: announced only, and nothing changes. ``to`` None: who took it over is not said."""

    organization: Party
    seller: Party
    to: Party | None
    announced: date | None
    closed: date | None
    said: str
