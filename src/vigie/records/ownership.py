"""Who is under whom, as sources say it: a link between two organizations, and the days on which it is said."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vigie.evidence import Evidence


class Relation(StrEnum):
    """What a source says of a child and its parent.

    ``directly_consolidated`` and ``ultimately_consolidated``: in the accounts of its direct, of its last parent (GLEIF).
    ``international_branch``: a branch of it abroad. ``fund_managed``, ``subfund``, ``feeder``: a fund and who manages it, its
    umbrella, its master; none of these is ownership. ``owned``: shares or votes, with their part where it is known;
    ``owned_in_part``, where that is half or less, or not known; ``controlled``: any other interest (BODS).
    ``subsidiary_listed``: the parent lists it in a filing (SEC Exhibit 21). ``reported_parent``: somebody else's list of contractors
    says so (CSIS). ``spun_off``: it left the parent, says such a list. ``named_in_record``: a contract record names the parent beside the
    supplier (USAspending); a supplier that names itself says it has no other.

    ``declared``, ``franchise`` and ``licensed_brand``: somebody wrote it into desk.toml; only the first is ownership.

    ``direct_parent_exception`` and ``ultimate_parent_exception``: it gives no parent, and the reason why (GLEIF).
    ``unspecified_owner``: a statement says that it does not tell the owner, and why (BODS). These three have no parent.
    """

    DECLARED = "declared"
    FRANCHISE = "franchise"
    LICENSED_BRAND = "licensed_brand"
    DIRECTLY_CONSOLIDATED = "directly_consolidated"
    ULTIMATELY_CONSOLIDATED = "ultimately_consolidated"
    INTERNATIONAL_BRANCH = "international_branch"
    FUND_MANAGED = "fund_managed"
    SUBFUND = "subfund"
    FEEDER = "feeder"
    OWNED = "owned"
    OWNED_IN_PART = "owned_in_part"
    CONTROLLED = "controlled"
    SUBSIDIARY_LISTED = "subsidiary_listed"
    REPORTED_PARENT = "reported_parent"
    SPUN_OFF = "spun_off"
    NAMED_IN_RECORD = "named_in_record"
    DIRECT_PARENT_EXCEPTION = "direct_parent_exception"
    ULTIMATE_PARENT_EXCEPTION = "ultimate_parent_exception"
    UNSPECIFIED_OWNER = "unspecified_owner"


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


@dataclass(frozen=True, slots=True)
class WithoutParent:
    """An organization, by id, that gives no parent, and the reason in the source's own words."""

    id: str
    relation: Relation
    reason: str
    source: str
    evidence: Evidence
