"""Which organization belonged to which group, from when until when, and who says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from vigie.groups.names import normal_form


@dataclass(frozen=True, slots=True)
class OwnershipLink:
    """One organization owned by another, as declared in desk.toml.

    ``since`` None: since before anything we hold; ``until`` (the first day on which it no longer held) None: not known to
    have ended. ``source`` says who says so; ``public_record`` whether it names a public record anybody can look up, or the link is
    declared only.
    """

    child: str
    parent: str
    since: date | None
    until: date | None
    source: str
    public_record: bool


@dataclass(frozen=True, slots=True)
class Member:
    """An organization of a group, by the normal form of its name, during a period, by a chain of links."""

    name: str
    key: str
    since: date | None
    until: date | None
    links: tuple[OwnershipLink, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Everybody under one head: the head itself and every organization linked to it, however many steps away."""

    name: str
    members: tuple[Member, ...]


def known_names(links: Iterable[OwnershipLink]) -> dict[str, str]:
    """Every name the links use, by normal form."""
    return {normal_form(name): name for link in links for name in (link.parent, link.child)}


def group_of(name: str, links: Iterable[OwnershipLink]) -> Group:
    """The group headed by this name: a period narrows along a chain, a cycle is walked once.

    A name no link mentions is a group of itself.
    """
    by_parent: dict[str, list[OwnershipLink]] = {}
    for link in links:
        by_parent.setdefault(normal_form(link.parent), []).append(link)
    head = Member(name, normal_form(name), None, None, ())
    members, waiting = [head], [head]
    walked: set[tuple[str, date | None, date | None]] = set()
    while waiting:
        above = waiting.pop(0)
        for link in by_parent.get(above.key, ()):
            key = normal_form(link.child)
            if key in {head.key, *(normal_form(step.child) for step in above.links)}:
                continue
            since = max((day for day in (above.since, link.since) if day), default=None)
            until = min((day for day in (above.until, link.until) if day), default=None)
            if since is not None and until is not None and since >= until:
                continue
            if (key, since, until) in walked:
                continue
            walked.add((key, since, until))
            member = Member(link.child, key, since, until, (*above.links, link))
            members.append(member)
            waiting.append(member)
    return Group(name, tuple(members))
