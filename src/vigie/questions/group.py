"""Who belongs to a group on a day, since when and until when, on whose word; and what each member sold."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb

from vigie.groups.buyers import Buyer
from vigie.groups.group import Group, Member
from vigie.groups.observed import without_parent
from vigie.groups.organizations import Organizations
from vigie.groups.ownership import WEIGHT, Against
from vigie.money import Figure
from vigie.questions.seen import coverage_of
from vigie.questions.standing import Asked
from vigie.questions.sums import Counted, Sum, sums
from vigie.questions.undecided import Undecided, undecided
from vigie.records.coverage import Coverage
from vigie.records.ownership import Divestiture, OwnershipLink, Party, WithoutParent

_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class MemberHeld:
    """One organization of a group, during one period, with what it was obligated while it belonged.

    ``under`` is its parent in the group (None: it is the head), ``depth`` its steps from the head. ``belongs``: on the day
    asked about. ``names`` are its names in records, as last written; empty: in no record held. ``figures`` has the actions of
    the period up to the day, empty where there are none; ``share`` is their part of the group's sum, of 1, to four places;
    None where that sum is not above zero.
    """

    organization: Party
    under: Party | None
    depth: int
    since: date | None
    until: date | None
    belongs: bool
    names: tuple[str, ...]
    links: tuple[OwnershipLink, ...]
    figures: tuple[Figure, ...]
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Links about a group that do not count during a period, and why; ``against`` None: their relation is no ownership."""

    against: Against | None
    since: date | None
    until: date | None
    links: tuple[OwnershipLink, ...]


@dataclass(frozen=True, slots=True)
class GroupHeld:
    """A group on a day: the head, everybody under it then or before, and what speaks against a link.

    ``members`` are in the order of a tree, children by money. ``figures``: obligated to the members while they belonged, up
    to the day, by ``buyer`` (None: all held). ``uncounted``: links that say something else, or something that is not
    ownership. ``divestitures``: sales declared of a member or by one; one that is not closed on the day changes nothing.
    ``without_parent``: members that say they give no parent, and why. ``undecided``: pairs of names that may be one of a member's,
    which nobody has judged, and the money that hangs on them.
    """

    group: Party
    buyer: Buyer | None
    on: date
    known: date | None
    members: tuple[MemberHeld, ...]
    figures: tuple[Figure, ...]
    uncounted: tuple[Uncounted, ...]
    divestitures: tuple[Divestiture, ...]
    without_parent: tuple[WithoutParent, ...]
    undecided: Undecided
    coverage: Coverage


# Under which the sum of all members stands beside the sum of each
_ALL = "all"


def group(
    db: duckdb.DuckDBPyConnection, found: Group, everybody: Organizations, buyer: Buyer | None, asked: Asked
) -> GroupHeld:
    """Answer who belonged to a group up to and including the day asked about.

    Who counts follows from the links by the rule of ``vigie.groups.ownership``. Money rests on the actions' recipient name,
    action date, obligation and awarding sub-agency; subawards and mentions in others' contracts are left out.
    """
    agencies = list(buyer.codes) if buyer else None
    begun = [member for member in found.members if member.since is None or member.since <= asked.on]
    amounts = _sums(db, begun, agencies, asked)
    ids = frozenset(member.party.id for member in begun)
    return GroupHeld(
        group=found.head,
        buyer=buyer,
        on=asked.on,
        known=asked.known,
        members=tuple(_tree(begun, amounts, everybody, asked.on)),
        figures=(amounts[_ALL].figure,) if _ALL in amounts else (),
        uncounted=tuple(_uncounted(everybody, ids)),
        divestitures=everybody.sold(ids),
        without_parent=tuple(without_parent(db, ids, known=asked.known, files=asked.files)),
        undecided=undecided(db, everybody, agencies, asked, within=ids),
        coverage=coverage_of(db, agencies=agencies, known=asked.known, contracts=()),
    )


def _sums(
    db: duckdb.DuckDBPyConnection, members: list[Member], agencies: list[str] | None, asked: Asked
) -> dict[str, Sum]:
    """What each member comes to, by its place among them, and all of them under ``_ALL``."""
    counted = [
        Counted(place, key, member.since, member.until)
        for number, member in enumerate(members)
        for key in member.keys
        for place in (str(number), _ALL)
    ]
    return sums(db, counted, agencies=agencies, since=None, asked=asked)


def _tree(members: list[Member], amounts: dict[str, Sum], everybody: Organizations, on: date) -> Iterator[MemberHeld]:
    """The members as the branches of a tree: each followed by those under it, in falling order of money, then by name."""
    total = amounts[_ALL].figure.amount if _ALL in amounts else None
    places = {member.chain: place for place, member in enumerate(members)}
    under: dict[int | None, list[int]] = {}
    for place, member in enumerate(members):
        under.setdefault(places[member.chain[:-1]] if member.chain else None, []).append(place)

    def amount(place: int) -> Decimal:
        found = amounts.get(str(place))
        return (found.figure.amount if found else None) or Decimal(0)

    def branch(place: int) -> Iterator[MemberHeld]:
        member, found = members[place], amounts.get(str(place))
        last = member.chain[-1] if member.chain else None
        parent = members[places[member.chain[:-1]]].party if last else None
        share = (amount(place) / total).quantize(_PLACES) if found and total and total > 0 else None
        yield MemberHeld(
            organization=member.party,
            under=parent,
            depth=len(member.chain),
            since=member.since,
            until=member.until,
            belongs=member.belongs(on),
            names=everybody.names_of(member.keys) if found else (),
            links=last.links if last else (),
            figures=(found.figure,) if found else (),
            share=share,
        )
        for one in sorted(under.get(place, ()), key=lambda one: (-amount(one), members[one].party.name)):
            yield from branch(one)

    for place in under.get(None, ()):
        yield from branch(place)


def _uncounted(everybody: Organizations, ids: frozenset[str]) -> Iterator[Uncounted]:
    """What is said about members, or of somebody under one, and does not count."""
    for one in everybody.owners.contradictions:
        if {one.child, *(link.parent.id for link in one.links)} & ids:
            yield Uncounted(one.against, one.since, one.until, one.links)
    for link in everybody.links:
        if link.relation not in WEIGHT and {link.child.id, link.parent.id} & ids:
            yield Uncounted(None, link.since, link.until, (link,))
