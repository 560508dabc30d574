"""What waits to be decided: pairs of names that may be one organization, those on which most money hangs first."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb

from vigie.groups.buyers import Buyer
from vigie.groups.id_names import IdName, id_names
from vigie.groups.match import reason
from vigie.groups.matching import Reason
from vigie.groups.organizations import Organizations
from vigie.groups.same import Pair
from vigie.money import Figure
from vigie.questions.seen import coverage_of
from vigie.questions.standing import Asked
from vigie.questions.sums import Counted, sums
from vigie.records.coverage import Coverage
from vigie.records.ownership import Party

_PLACES = Decimal("0.0001")
_SHORTEST_CODE = 8


@dataclass(frozen=True, slots=True)
class Side:
    """One name or one identifier of a pair.

    ``country`` is ISO 3166-1 alpha-2; None: not held. ``figures``: obligated to the organization it is part of, under that
    organization's own names; empty where no action is held.
    """

    organization: Party
    country: str | None
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class UndecidedPair:
    """A pair that nobody has decided.

    ``code`` names it on every desk that knows both names. ``score`` is from 0 to 1, to four places; ``reasons`` are features with
    their points, those that weigh most first. ``figures``: the side with less money, which would move if both were one; empty
    where none would, because no action of it is held or both stand under one head already.
    """

    code: str
    left: Side
    right: Side
    score: Decimal
    reasons: tuple[Reason, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that waits to be decided on a day, by the money that hangs on it, then by score, then by code.

    Of several pairs of names of the same two organizations it has the one with the highest score. ``figures`` of sides and
    pairs are from ``buyer`` (None: all held), up to the day. ``withheld`` counts pairs not shown because a name reads as a
    person's.
    """

    buyer: Buyer | None
    on: date
    known: date | None
    pairs: tuple[UndecidedPair, ...]
    withheld: int
    coverage: Coverage


def review(db: duckdb.DuckDBPyConnection, everybody: Organizations, buyer: Buyer | None, asked: Asked) -> Review:
    """Answer which pairs wait for a person, up to and including the day asked about."""
    agencies = list(buyer.codes) if buyer else None
    every = everybody.same.undecided
    names = id_names(db, (id for one in every for id in (one.left, one.right)), known=asked.known)
    waiting = [one for one in every if one.left in names and one.right in names]
    shown = [one for one in waiting if not (names[one.left].withheld or names[one.right].withheld)]
    best: dict[frozenset[str], Pair] = {}
    for one in shown:
        best.setdefault(frozenset((everybody.same.of(one.left), everybody.same.of(one.right))), one)
    sides = _sides(db, {id for one in best.values() for id in (one.left, one.right)}, names, everybody, agencies, asked)
    codes = pair_codes(every)
    pairs = [
        _undecided(one, codes[one.left, one.right], sides[one.left], sides[one.right], everybody, asked.on)
        for one in best.values()
    ]
    pairs.sort(key=lambda one: (-_money(one.figures), -one.score, one.code))
    return Review(
        buyer=buyer,
        on=asked.on,
        known=asked.known,
        pairs=tuple(pairs),
        withheld=len(waiting) - len(shown),
        coverage=coverage_of(db, agencies=agencies, known=asked.known, contracts=()),
    )


def pair_codes(pairs: Iterable[Pair]) -> dict[tuple[str, str], str]:
    """A code for each pair, by its ids: the first digits of a hash of both, as many as keep all of them apart, eight at least."""
    hashes = {(one.left, one.right): _hash(one) for one in pairs}
    digits = _SHORTEST_CODE
    while len({hash[:digits] for hash in hashes.values()}) < len(set(hashes.values())):
        digits += 1
    return {ids: hash[:digits] for ids, hash in hashes.items()}


def _hash(one: Pair) -> str:
    return hashlib.sha256("\n".join(sorted((one.left, one.right))).encode()).hexdigest()


def _sides(
    db: duckdb.DuckDBPyConnection,
    ids: set[str],
    names: dict[str, IdName],
    everybody: Organizations,
    agencies: list[str] | None,
    asked: Asked,
) -> dict[str, Side]:
    keys = {id: everybody.keys.get(everybody.same.of(id), ()) for id in ids}
    counted = [Counted(id, key) for id, every in keys.items() for key in every]
    found = sums(db, counted, agencies=agencies, since=None, asked=asked)
    return {
        id: Side(
            organization=Party(id, names[id].name),
            country=names[id].country,
            figures=(found[id].figure,) if id in found else (),
        )
        for id in keys
    }


def _undecided(one: Pair, code: str, left: Side, right: Side, everybody: Organizations, on: date) -> UndecidedPair:
    heads = {everybody.head(everybody.same.of(id), on) for id in (one.left, one.right)}
    less = min((left, right), key=lambda side: _money(side.figures))
    return UndecidedPair(
        code=code,
        left=left,
        right=right,
        score=Decimal(str(one.score)).quantize(_PLACES),
        reasons=tuple(map(reason, one.reasons)),
        figures=less.figures if len(heads) > 1 else (),
    )


def _money(found: tuple[Figure, ...]) -> Decimal:
    return (found[0].amount if found else None) or Decimal(0)
