"""Everybody the desk knows, as known by a day: which names and identifiers are one organization, and who was under whom."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import duckdb

from vigie.groups.group import Group, group_of
from vigie.groups.names import normal_form
from vigie.groups.observed import name_id, names_held, names_registered, pairs, recorded_parents, register_links
from vigie.groups.ownership import Owners, Spell, owners, spells
from vigie.groups.recorded import periods
from vigie.groups.same import Same, same
from vigie.records.judgement import Judgement
from vigie.records.ownership import Divestiture, OwnershipLink, Party, Relation


@dataclass(frozen=True, slots=True)
class Organizations:
    """Organizations by id, with the normal forms under which records may have each, and every link read.

    ``names`` are the names in records by id, as last written. ``links`` has also what is never counted: other relations, and what
    one source alone says against others.
    """

    same: Same
    owners: Owners
    parties: dict[str, Party]
    keys: dict[str, tuple[str, ...]]
    names: dict[str, str]
    links: tuple[OwnershipLink, ...]
    divestitures: tuple[Divestiture, ...]

    def find(self, name: str) -> str | None:
        """The organization of a name in any spelling with the same normal form, or of an id; None when nobody has it."""
        for id in (name, name_id(normal_form(name))):
            if (found := self.same.of(id)) in self.parties:
                return found
        return None

    def sold(self, ids: Collection[str]) -> tuple[Divestiture, ...]:
        """The sales declared of some organizations or by them."""
        return tuple(one for one in self.divestitures if one.organization.id in ids or one.seller.id in ids)

    def group(self, head: str) -> Group:
        """The group under an organization."""
        return group_of(head, self.owners, self.parties, self.keys)

    def head(self, organization: str, day: date) -> str:
        """The head under which an organization stood on a day; itself where nobody was above it."""
        return next(one.head for one in spells(organization, self.owners) if one.until is None or one.until > day)

    def keys_under(self, head: str, day: date) -> tuple[str, ...]:
        """The normal forms of the names of everybody who belonged to a group on a day."""
        return tuple(key for member in self.group(head).members if member.belongs(day) for key in member.keys)

    def names_of(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The names in records of some normal forms, in the order of the alphabet."""
        return tuple(sorted(self.names[name_id(key)] for key in keys if name_id(key) in self.names))

    def heads(self) -> Iterator[tuple[str, Spell]]:
        """Every name in records that stood under another head at some time, by normal form, with each of its spells."""
        for organization, every in self.keys.items():
            found = spells(organization, self.owners)
            if len(found) > 1 or found[0].head != organization or len(every) > 1:
                yield from ((key, spell) for key in every for spell in found)


def organizations(
    db: duckdb.DuckDBPyConnection,
    *,
    known: date | None,
    files: dict[int, str],
    declared: Iterable[OwnershipLink],
    divestitures: Iterable[Divestiture],
    judgements: Iterable[Judgement],
) -> Organizations:
    """Read who is who from the ledger and from what people decided; ``files`` has the hash of each capture's kept file."""
    sure, unsure = pairs(db)
    names = dict(names_held(db, known=known))
    registered = names_registered(db, (id for pair in (*sure, *unsure) for id in (pair.left, pair.right)), known=known)
    declared = list(declared)
    divestitures = tuple(divestitures)
    named = list(recorded_parents(db, known=known, files=files))
    links = [*declared, *register_links(db, [*names, *registered, *_parties(declared)], known=known, files=files)]
    every = [Party(id, name) for id, name in {**names, **registered}.items()]
    every += [party for link in links for party in (link.child, link.parent)]
    every += [party for one in named for party in (one.child, one.parent)]
    every += [party for one in divestitures for party in (one.organization, one.seller, one.to) if party is not None]
    seen = {party.id for party in every}
    sure, unsure = ([pair for pair in found if {pair.left, pair.right} <= seen] for found in (sure, unsure))
    found = same(sure, unsure, judgements)
    parties, keys = _by_organization(every, found)

    def whole(party: Party) -> Party:
        return replace(party, id=found.of(party.id))

    links = [replace(link, child=whole(link.child), parent=whole(link.parent)) for link in links]
    links += periods(replace(one, child=whole(one.child), parent=whole(one.parent)) for one in named)
    sold = tuple(
        replace(one, organization=whole(one.organization), seller=whole(one.seller), to=one.to and whole(one.to))
        for one in divestitures
    )
    return Organizations(found, owners(_after(links, sold)), parties, keys, names, tuple(links), sold)


def _parties(links: Iterable[OwnershipLink]) -> Iterator[str]:
    for link in links:
        yield from (link.child.id, link.parent.id)


def _by_organization(every: Iterable[Party], found: Same) -> tuple[dict[str, Party], dict[str, tuple[str, ...]]]:
    """Each organization under the first name read of it, a register's before all others; and its names' normal forms."""
    parties: dict[str, Party] = {}
    keys: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for party in every:
        organization = found.of(party.id)
        if organization not in parties or (party.id == organization and parties[organization].id != organization):
            parties[organization] = party
        if party.id.startswith("name:"):
            keys[organization][party.id.removeprefix("name:")] = None
    return (
        {organization: Party(organization, party.name) for organization, party in parties.items()},
        {organization: tuple(found) for organization, found in keys.items()},
    )


def _after(links: Iterable[OwnershipLink], sold: tuple[Divestiture, ...]) -> Iterator[OwnershipLink]:
    """The links as sales that are closed leave them: what was said before the closing day ends on it."""
    closings = {one.organization.id: one for one in sold if one.closed is not None}
    for link in links:
        sale = closings.get(link.child.id)
        if sale is None or (sale.to is not None and link.parent.id == sale.to.id):
            yield link
        elif sale.closed is not None and (link.since is None or link.since < sale.closed):
            yield replace(link, until=min(link.until or sale.closed, sale.closed))
        else:
            yield link
    for sale in closings.values():
        if sale.to is not None:
            yield OwnershipLink(
                sale.organization, sale.to, Relation.DECLARED, sale.closed, None, "desk.toml", sale.said, False, ()
            )
