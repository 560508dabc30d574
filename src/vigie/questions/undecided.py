"""What nobody has decided yet: pairs of names that may be one organization, and the money that hangs on them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb

from vigie.groups.organizations import Organizations
from vigie.money import Figure, add
from vigie.questions.standing import Asked
from vigie.questions.sums import figures, sums


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
    first: date = date.min,
    within: frozenset[str] | None = None,
) -> Undecided:
    """What hangs on the pairs nobody decided of which both sides have money here, from a first day on; ``within``: on those between
    one of these organizations and somebody else, whose money it is then."""
    sides = [(everybody.same.of(pair.left), everybody.same.of(pair.right)) for pair in everybody.same.undecided]
    if within is not None:
        sides = [(left, right) if left in within else (right, left) for left, right in sides]
        sides = [(left, right) for left, right in sides if left in within and right not in within]
    heads = [(everybody.head(left, asked.on), everybody.head(right, asked.on)) for left, right in sides]
    heads = [(ours, theirs) for ours, theirs in heads if ours != theirs]
    keys = {head: everybody.keys_under(head, asked.on) for pair in heads for head in pair}
    found = sums(db, (key for every in keys.values() for key in every), asked, agencies=agencies, first=first)
    held = {head: [found[key] for key in every if key in found] for head, every in keys.items()}
    if within is None:
        heads = [(left, right) for left, right in heads if held[left] and held[right]]
    money = {head: add(one.amount for one in every) for head, every in held.items()}
    moved = {theirs if within is not None or _less(money[theirs], money[ours]) else ours for ours, theirs in heads}
    return Undecided(len(heads), figures((one for head in sorted(moved) for one in held[head]), asked))


def _less(one: Decimal | None, other: Decimal | None) -> bool:
    return (one or Decimal(0)) < (other or Decimal(0))
