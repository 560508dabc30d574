"""Which organization was under which on a day: one answer from many links, what contradicts it, and the groups that follow.

The rule. A link counts where its relation is ownership, from its first day until its last. Where several count on a
day, the one whose relation weighs most decides (``WEIGHT``); a parent further up the same chain agrees with it. Two parents of
one weight, neither above the other, contradict each other: then none counts on that day. A chain that comes
back to where it began counts nowhere. An organization that names itself as its parent says that it has no other.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Literal

from vigie.records.ownership import OwnershipLink, Relation

# What decides before what: a person's own declaration, a register's nearest parent, other standing statements, a day's record.
# A relation that is not here is shown and never counted.
WEIGHT = {
    Relation.DECLARED: 0,
    Relation.DIRECTLY_CONSOLIDATED: 1,
    Relation.INTERNATIONAL_BRANCH: 1,
    Relation.ULTIMATELY_CONSOLIDATED: 2,
    Relation.OWNED: 2,
    Relation.SUBSIDIARY_LISTED: 2,
    Relation.NAMED_IN_RECORD: 3,
}


class Against(StrEnum):
    """Why a link does not count on a day: another parent of the same weight; one of more weight; a chain that is a circle."""

    OTHER_PARENT = "other_parent"
    WEIGHTIER_PARENT = "weightier_parent"
    CIRCLE = "circle"


@dataclass(frozen=True, slots=True)
class Ownership:
    """One organization under one parent during a period, with every link that says so; ids as in ``Party``."""

    child: str
    parent: str
    since: date | None
    until: date | None
    links: tuple[OwnershipLink, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Links of one organization that do not count during a period, and why."""

    child: str
    since: date | None
    until: date | None
    against: Against
    links: tuple[OwnershipLink, ...]


@dataclass(frozen=True, slots=True)
class Owners:
    """Who was under whom, by child in order of days, and what contradicts it."""

    by_child: dict[str, tuple[Ownership, ...]]
    by_parent: dict[str, tuple[Ownership, ...]]
    contradictions: tuple[Contradiction, ...]


@dataclass(frozen=True, slots=True)
class Spell:
    """Days during which an organization stood under a head; under itself where it had no parent."""

    head: str
    since: date | None
    until: date | None


def owners(links: Iterable[OwnershipLink]) -> Owners:
    """Settle who was under whom, from links whose ids are those of organizations, one id each."""
    said: dict[str, list[OwnershipLink]] = {}
    for link in links:
        if link.relation in WEIGHT:
            said.setdefault(link.child.id, []).append(link)
    settled: list[Ownership] = []
    contradictions: list[Contradiction] = []
    for child in sorted(said):
        for found in _joined(_settled(child, said)):
            if isinstance(found, Ownership):
                settled.append(found)
            else:
                contradictions.append(found)
    by_child = _grouped(settled, "child")
    circles = [one for one in settled if one.child in _chain(one, by_child)]
    contradictions += [Contradiction(one.child, one.since, one.until, Against.CIRCLE, one.links) for one in circles]
    straight = [one for one in settled if one not in circles]
    return Owners(_grouped(straight, "child"), _grouped(straight, "parent"), tuple(contradictions))


def spells(organization: str, found: Owners) -> list[Spell]:
    """Under which head an organization stood, from the first day to the last, without a gap."""
    return list(_spells(organization, date.min, date.max, found.by_child))


def _spells(organization: str, first: date, end: date, by_child: dict[str, tuple[Ownership, ...]]) -> Iterator[Spell]:
    day = first
    for one in by_child.get(organization, ()):
        begins, ends = max(day, one.since or date.min), min(end, one.until or date.max)
        if begins >= ends:
            continue
        if day < begins:
            yield Spell(organization, _day(day), _day(begins))
        yield from _spells(one.parent, begins, ends, by_child)
        day = ends
    if day < end:
        yield Spell(organization, _day(day), _day(end))


def _settled(child: str, said: dict[str, list[OwnershipLink]]) -> Iterator[Ownership | Contradiction]:
    """What its links come to on each stretch of days on which the same of them hold, in order of days."""
    days = sorted({day for link in said[child] for day in (link.since or date.min, link.until or date.max)})
    for first, end in pairwise(days):
        holding = [link for link in said[child] if _holds(link, first)]
        if not holding:
            continue
        weight = min(WEIGHT[link.relation] for link in holding)
        deciding = [link for link in holding if WEIGHT[link.relation] == weight]
        parents = {link.parent.id for link in deciding}
        above = {parent: _above(parent, first, said) for parent in parents}
        nearest = [one for one in parents if not any(one in above[other] for other in parents - {one})]
        if len(nearest) != 1:
            against = Against.OTHER_PARENT if nearest else Against.CIRCLE
            yield Contradiction(child, _day(first), _day(end), against, tuple(deciding))
            continue
        parent = nearest[0]
        proof = tuple(link for link in holding if link.parent.id == parent)
        if parent != child:
            yield Ownership(child, parent, _day(first), _day(end), proof)
        others = tuple(link for link in holding if link.parent.id not in {parent, *above[parent]})
        if others:
            yield Contradiction(child, _day(first), _day(end), Against.WEIGHTIER_PARENT, others)


def _holds(link: OwnershipLink, day: date) -> bool:
    return (link.since or date.min) <= day < (link.until or date.max)


def _above(organization: str, day: date, said: dict[str, list[OwnershipLink]]) -> set[str]:
    """Everybody said to be above an organization on a day, however many steps."""
    found: set[str] = set()
    waiting = [organization]
    while waiting:
        parents = {link.parent.id for link in said.get(waiting.pop(), ()) if _holds(link, day)}
        waiting += parents - found
        found |= parents
    return found


def _chain(one: Ownership, by_child: dict[str, tuple[Ownership, ...]]) -> set[str]:
    """Everybody above the child of an ownership at any time during it."""
    found: set[str] = set()
    waiting = [(one.parent, one.since or date.min, one.until or date.max)]
    while waiting:
        organization, first, end = waiting.pop()
        if organization in found:
            continue
        found.add(organization)
        for above in by_child.get(organization, ()):
            begins, ends = max(first, above.since or date.min), min(end, above.until or date.max)
            if begins < ends:
                waiting.append((above.parent, begins, ends))
    return found


def _joined(found: Iterable[Ownership | Contradiction]) -> list[Ownership | Contradiction]:
    """Neighbouring stretches that say the same of the same parents, as one with the links of both."""
    joined: list[Ownership | Contradiction] = []
    for one in found:
        for place, earlier in enumerate(joined):
            if earlier.until == one.since and _says(earlier) == _says(one):
                joined[place] = replace(
                    earlier, until=one.until, links=tuple(dict.fromkeys((*earlier.links, *one.links)))
                )
                break
        else:
            joined.append(one)
    return joined


def _says(one: Ownership | Contradiction) -> tuple[str | Against, frozenset[str]]:
    parents = frozenset(link.parent.id for link in one.links)
    return (one.parent if isinstance(one, Ownership) else one.against, parents)


def _grouped(found: Iterable[Ownership], by: Literal["child", "parent"]) -> dict[str, tuple[Ownership, ...]]:
    grouped: dict[str, list[Ownership]] = {}
    for one in sorted(found, key=lambda one: (one.since or date.min, one.child, one.parent)):
        grouped.setdefault(one.child if by == "child" else one.parent, []).append(one)
    return {organization: tuple(every) for organization, every in grouped.items()}


def _day(day: date) -> date | None:
    return None if day in (date.min, date.max) else day
