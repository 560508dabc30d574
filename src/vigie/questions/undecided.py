"""What nobody has decided yet: pairs of names that may be one organization, and the money that hangs on them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb

from vigie.groups.organizations import Organizations
from vigie.money import Figure
from vigie.questions.standing import Asked
from vigie.questions.sums import Counted, sums


@dataclass(frozen=True, slots=True)
class Undecided:
    """How many pairs are undecided, and what would move if all of them were one: of each pair, the side with less money, with
    everybody under the same head on the day asked about; each side once. ``figures`` is empty where no money hangs on them.
    """

    pairs: int
    figures: tuple[Figure, ...]


def undecided(
    db: duckdb.DuckDBPyConnection,
    everybody: Organizations,
    agencies: list[str] | None,
    asked: Asked,
    *,
    first: date | None = None,
    within: frozenset[str] | None = None,
) -> Undecided:
    """What hangs on the pairs nobody decided of which both sides have money here, from a first day on; ``within``: on those between
    one of these organizations and somebody else, whose money it is then."""
    sides = [
        (everybody.same.of(pair.left), everybody.same.of(pair.right))
        for pair in (*everybody.same.undecided, *everybody.same.unsure)
    ]
    if within is not None:
        sides = [(left, right) if left in within else (right, left) for left, right in sides]
        sides = [(left, right) for left, right in sides if left in within and right not in within]
    heads = [(everybody.head(left, asked.on), everybody.head(right, asked.on)) for left, right in sides]
    heads = [(ours, theirs) for ours, theirs in heads if ours != theirs]
    keys = {head: everybody.keys_under(head, asked.on) for pair in heads for head in pair}
    counted = [Counted(head, key) for head, every in keys.items() for key in every]
    held = sums(db, counted, agencies=agencies, since=first, asked=asked)
    if within is None:
        heads = [(left, right) for left, right in heads if left in held and right in held]
    money = {head: one.figure.amount for head, one in held.items()}
    moved = {
        theirs if within is not None or _less(money.get(theirs), money.get(ours)) else ours for ours, theirs in heads
    }
    every = [Counted("moved", key) for head in sorted(moved) for key in keys[head]]
    found = sums(db, every, agencies=agencies, since=first, asked=asked)
    return Undecided(len(heads), tuple(one.figure for one in found.values()))


def _less(one: Decimal | None, other: Decimal | None) -> bool:
    return (one or Decimal(0)) < (other or Decimal(0))
