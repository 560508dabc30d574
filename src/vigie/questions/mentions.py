"""Which contracts of others name an organization in the descriptions of their actions; what that means is not stated."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from vigie.evidence import Evidence
from vigie.groups.brands import Brand, Place, named
from vigie.groups.buyers import Buyer
from vigie.groups.names import normal_form
from vigie.groups.observed import name_id
from vigie.groups.organizations import Organizations
from vigie.money import Figure
from vigie.privacy import INDIVIDUAL
from vigie.questions.seen import coverage_of
from vigie.questions.standing import STANDING, Asked
from vigie.records.coverage import Coverage


@dataclass(frozen=True, slots=True)
class Mention:
    """One action whose description names the organization.

    ``supplier`` is that of the action, None: not reported. ``words`` are the words found, ``quote`` the same with up to 80
    characters before and after, both as the description has them, "…" where more stands.
    """

    action_date: date
    modification: str
    supplier: str | None
    words: str
    quote: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class NamedIn:
    """A contract of others with the actions that name the organization, in the order of their days.

    ``supplier`` as the contract's last action up to the day asked about writes it. ``supplier_figures``: what all actions of
    the contract up to that day obligate to its suppliers. That is their money: no part of it is known to be the named
    organization's, so it is never added up here.
    """

    id: str
    piid: str
    buyer: str
    supplier: str | None
    supplier_figures: tuple[Figure, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Mentions:
    """Where the descriptions of others' contracts name an organization, up to a day; their relation to it is not stated.

    There is no sum of money: a mention is in no figure, ranking or alert of the organization. ``contracts`` in falling order
    of the day of their last mention, then by id; ``actions`` and ``suppliers`` count what stands in them, individual
    contractors and suppliers not reported as one each. ``brand``: id of the brand known by these ``spellings``; None: the
    name was looked for by its own words and may mean something else. ``own``: actions that name the organization
    in contracts of its own or of its group on their day; left out. ``alike``: suppliers whose own name has the
    organization's, and of whom no link says that they belong to it; their contracts are left out too, because nobody has said whose
    they are. ``since`` (first action day asked about) None: from the first held; ``buyer`` None: all held.
    """

    name: str
    brand: str | None
    spellings: tuple[str, ...]
    buyer: Buyer | None
    since: date | None
    on: date
    known: date | None
    suppliers: int
    actions: int
    contracts: tuple[NamedIn, ...]
    own: int
    alike: tuple[str, ...]
    coverage: Coverage


# Characters quoted on each side of the words found
_AROUND = 80
# Letters of a spelling that are enough to find the descriptions to read; patterns have a limit of their own
_LETTERS = 60
# Fast, and true of every description that names the organization; which of them really do is decided by ``named``
_MAY_NAME = "regexp_matches(replace(strip_accents(description), 'ß', 'ss'), $pattern)"
# One row is a contract with the actions whose descriptions begin a word with the letters of a spelling
_SQL = f"""
with naming as ( -- one row: a contract of which a description may name the organization
    select distinct contract from contract_version
    where action_date <= $on and ($since is null or action_date >= $since)
        and ($agencies is null or list_contains($agencies, agency))
        and {_MAY_NAME}
),
{STANDING.format(only="contract in (select contract from naming)")},
read as ( -- one row: an action of such a contract; possible: its description may name the organization
    select *, {_MAY_NAME} and ($since is null or action_date >= $since) as possible from standing
)
select
    contract, any_value(agency) as agency, any_value(piid) as piid, max_by(supplier, moment) as supplier,
    sum(obligated) as obligated, list(struct_pack(capture, row) order by capture, row) as rows,
    list(struct_pack(action_date, modification, supplier, supplier_key, description, capture, row) order by moment, capture, row)
        filter (where possible) as possible
from read
group by contract
having bool_or(possible)
order by contract
"""  # noqa: S608  only our own fragments


def mentions(
    db: duckdb.DuckDBPyConnection,
    brand: Brand,
    everybody: Organizations,
    buyer: Buyer | None,
    *,
    since: date | None,
    asked: Asked,
) -> Mentions:
    """Answer which contracts of others name an organization, up to and including the day asked about.

    An organization's own contracts are those of anybody under its head on the day of the action. Rests on the actions'
    descriptions, as redacted and as the source cuts them. Sees neither what descriptions leave out nor what a reseller passes on.
    """
    agencies = list(buyer.codes) if buyer else None
    values = {
        "agencies": agencies, "since": since, "on": asked.on, "known": asked.known, "pattern": _pattern(brand),
    }  # fmt: skip
    rows = db.execute(_SQL, values).fetchall()
    namesakes = _namesakes(brand, {action["supplier"] for *_, possible in rows for action in possible})
    own, contracts = 0, []
    alike: set[str] = set()
    suppliers: set[str | None] = set()
    for *contract, possible in rows:
        found = []
        for action in possible:
            place = named(brand, action["description"])
            if place is None:
                continue
            if _of_its_own(brand, everybody, action["supplier_key"], action["action_date"]):
                own += 1
            elif action["supplier"] in namesakes:
                alike.add(action["supplier"])
            else:
                suppliers.add(action["supplier_key"])
                found.append(_mention(action, place, asked))
        if found:
            contracts.append(_named_in(contract, found, asked))
    contracts.sort(key=lambda one: (-one.mentions[-1].action_date.toordinal(), one.id))
    return Mentions(
        name=brand.name,
        brand=brand.id,
        spellings=tuple(" ".join(spelling.words) for spelling in brand.spellings),
        buyer=buyer,
        since=since,
        on=asked.on,
        known=asked.known,
        suppliers=len(suppliers),
        actions=sum(len(contract.mentions) for contract in contracts),
        contracts=tuple(contracts),
        own=own,
        alike=tuple(sorted(alike)),
        coverage=coverage_of(db, agencies=agencies, known=asked.known, contracts=()),
    )


def _pattern(brand: Brand) -> str:
    """What every description that names the brand matches: the first letters of a spelling, whatever parts them, at a border."""
    border = "[^a-z0-9]"
    spellings = []
    for spelling in brand.spellings:
        letters = [
            part for word in spelling.words for part in (["(?:and|&)"] if word == "and" else map(re.escape, word))
        ]
        spellings.append(f"{border}*".join(letters[:_LETTERS]))
    return f"(?i)(?:^|{border})(?:{'|'.join(spellings)})"


def _of_its_own(brand: Brand, everybody: Organizations, supplier_key: str | None, day: date) -> bool:
    """Whether a supplier is the organization, or stood on this day under the same head."""
    if supplier_key is None:
        return False
    head = everybody.head(everybody.same.of(name_id(supplier_key)), day)
    own = (everybody.same.of(name_id(normal_form(name))) for name in brand.organizations)
    return any(everybody.head(organization, day) == head for organization in own)


def _namesakes(brand: Brand, suppliers: set[str | None]) -> set[str]:
    """The suppliers whose own name has the organization's."""
    return {name for name in suppliers if name is not None and name != INDIVIDUAL and named(brand, name) is not None}


def _named_in(row: list[Any], found: list[Mention], asked: Asked) -> NamedIn:
    contract_id, agency, piid, supplier, amount, rows = row
    return NamedIn(contract_id, piid, agency, supplier, (asked.obligated(amount, rows),), tuple(found))


def _mention(action: dict[str, Any], place: Place, asked: Asked) -> Mention:
    description: str = action["description"]
    return Mention(
        action_date=action["action_date"],
        modification=action["modification"],
        supplier=action["supplier"],
        words=description[place.start : place.end],
        quote=_quote(description, place),
        evidence=asked.evidence(action["capture"], action["row"]),
    )


def _quote(description: str, place: Place) -> str:
    """The words with what stands around them, cut between words."""
    first, last = max(0, place.start - _AROUND), min(len(description), place.end + _AROUND)
    if first > 0:
        first = next((at + 1 for at in range(first - 1, place.start) if description[at].isspace()), place.start)
    if last < len(description):
        last = next((at for at in range(last, place.end, -1) if description[at].isspace()), place.end)
    cut_before, cut_after = description[:first].strip(), description[last:].strip()
    return ("… " if cut_before else "") + description[first:last].strip() + (" …" if cut_after else "")
