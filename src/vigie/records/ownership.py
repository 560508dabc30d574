"""How one organization is said to belong to another: the word of each source, in ours."""

from enum import StrEnum


class Relation(StrEnum):
    """What a source says of a child and its parent.

    ``directly_consolidated`` and ``ultimately_consolidated``: in the accounts of its direct, of its last parent (GLEIF).
    ``international_branch``: a branch of it abroad. ``fund_managed``, ``subfund``, ``feeder``: a fund and who manages it, its
    umbrella, its master; none of these is ownership. ``owned``: shares or votes, with their part where it is known;
    ``controlled``: any other interest (BODS).
    ``subsidiary_listed``: the parent lists it in a filing (SEC Exhibit 21). ``reported_parent``: somebody else's list of contractors
    says so (CSIS). ``spun_off``: it left the parent, says such a list. ``named_in_record``: a contract record names the parent beside the
    supplier (USAspending); a supplier that names itself says it has no other.

    ``direct_parent_exception`` and ``ultimate_parent_exception``: it gives no parent, and the reason why (GLEIF).
    ``unspecified_owner``: a statement says that it does not tell the owner, and why (BODS). These three have no parent.
    """

    DIRECTLY_CONSOLIDATED = "directly_consolidated"
    ULTIMATELY_CONSOLIDATED = "ultimately_consolidated"
    INTERNATIONAL_BRANCH = "international_branch"
    FUND_MANAGED = "fund_managed"
    SUBFUND = "subfund"
    FEEDER = "feeder"
    OWNED = "owned"
    CONTROLLED = "controlled"
    SUBSIDIARY_LISTED = "subsidiary_listed"
    REPORTED_PARENT = "reported_parent"
    SPUN_OFF = "spun_off"
    NAMED_IN_RECORD = "named_in_record"
    DIRECT_PARENT_EXCEPTION = "direct_parent_exception"
    ULTIMATE_PARENT_EXCEPTION = "ultimate_parent_exception"
    UNSPECIFIED_OWNER = "unspecified_owner"
