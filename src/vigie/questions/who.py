"""What a name may mean: organizations held under a name like it, each with a score and the reasons."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb

from vigie.groups.buyers import Buyer
from vigie.groups.lookup import shortlist
from vigie.groups.matching import Band, Comparison, Reason, compare
from vigie.groups.organizations import Organizations
from vigie.money import Figure
from vigie.questions.seen import coverage_of
from vigie.questions.standing import Asked
from vigie.questions.sums import Counted, Sum, sums
from vigie.records.coverage import Coverage
from vigie.records.organization import Organization
from vigie.records.ownership import Party

_MOST = 20
_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organization that a name may mean.

    ``score`` is from 0 to 1, to four places; ``band`` what it means: "same", or "review" for a person to decide. ``reasons`` are
    features with their points, those that weigh most first. ``country`` is ISO 3166-1 alpha-2; None: not held. ``head`` is
    the organization above it on the day, itself where nobody is known to be. ``figures``: obligated to it under its own names up
    to the day by all buyers held; empty where no action is held.
    """

    organization: Party
    country: str | None
    score: Decimal
    band: Band
    reasons: tuple[Reason, ...]
    head: Party
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Who:
    """What a name may mean, best first, at most twenty; empty: nothing held is near enough to ask about. ``buyer``: the public
    body that is called so; None: none is."""

    name: str
    buyer: Buyer | None
    on: date
    known: date | None
    candidates: tuple[Candidate, ...]
    coverage: Coverage


def who(db: duckdb.DuckDBPyConnection, name: str, buyer: Buyer | None, everybody: Organizations, asked: Asked) -> Who:
    """Answer which organizations held a name may mean, by the features and weights of ``vigie.groups.matching``."""
    found = []
    for id, organization in shortlist(db, name, everybody, known=asked.known):
        compared = compare(Organization(name), organization)
        if compared.band is not Band.DIFFERENT:
            found.append((compared, everybody.same.of(id), organization))
    found.sort(key=lambda one: (-one[0].score, one[1]))
    best = {id: (compared, organization) for compared, id, organization in reversed(found)}
    ids = list(dict.fromkeys(id for _, id, _ in found))[:_MOST]
    counted = [Counted(id, key) for id in ids for key in everybody.keys.get(id, ())]
    money = sums(db, counted, agencies=None, since=None, asked=asked)
    return Who(
        name=name,
        buyer=buyer,
        on=asked.on,
        known=asked.known,
        candidates=tuple(_candidate(id, *best[id], everybody, money, asked) for id in ids),
        coverage=coverage_of(db, agencies=None, known=asked.known, contracts=()),
    )


def _candidate(
    id: str,
    compared: Comparison,
    organization: Organization,
    everybody: Organizations,
    money: dict[str, Sum],
    asked: Asked,
) -> Candidate:
    party = everybody.parties.get(id, Party(id, organization.name))
    head = everybody.head(id, asked.on)
    return Candidate(
        organization=party,
        country=organization.country,
        score=Decimal(str(compared.score)).quantize(_PLACES),
        band=compared.band,
        reasons=compared.reasons,
        head=everybody.parties.get(head, party),
        figures=(money[id].figure,) if id in money else (),
    )
