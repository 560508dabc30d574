"""A group: a head and everybody under it, each while it was; which names in records are theirs."""

from dataclasses import dataclass
from datetime import date

from vigie.groups.ownership import Owners, Ownership
from vigie.records.ownership import Party


@dataclass(frozen=True, slots=True)
class Member:
    """An organization of a group during a period, by the chain of ownerships that leads to it; the head has none.

    ``keys`` are the normal forms of the names under which records may have it; empty: known from a register alone.
    """

    party: Party
    keys: tuple[str, ...]
    since: date | None
    until: date | None
    chain: tuple[Ownership, ...]

    def belongs(self, day: date) -> bool:
        """Whether it belonged to the group on a day."""
        return (self.since or date.min) <= day < (self.until or date.max)


@dataclass(frozen=True, slots=True)
class Group:
    """Everybody under one head, the head first, parents before their children."""

    head: Party
    members: tuple[Member, ...]


def group_of(head: str, owners: Owners, parties: dict[str, Party], keys: dict[str, tuple[str, ...]]) -> Group:
    """The group headed by an organization: a period narrows along a chain, and nobody is walked twice for one period.

    ``parties`` and ``keys`` are by id; an id without keys is in no record held.
    """
    members = [Member(parties[head], keys.get(head, ()), None, None, ())]
    walked: set[tuple[str, date | None, date | None]] = set()
    for above in members:  # it grows while it is walked
        for one in owners.by_parent.get(above.party.id, ()):
            since = max((day for day in (above.since, one.since) if day), default=None)
            until = min((day for day in (above.until, one.until) if day), default=None)
            if (since and until and since >= until) or (one.child, since, until) in walked:
                continue
            walked.add((one.child, since, until))
            members.append(Member(parties[one.child], keys.get(one.child, ()), since, until, (*above.chain, one)))
    return Group(parties[head], tuple(members))
