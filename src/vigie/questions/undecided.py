"""What nobody has decided yet: pairs of names that may be one organization, and the money that hangs on them."""

from dataclasses import dataclass
from decimal import Decimal

import duckdb

from vigie.groups.organizations import Organizations
from vigie.money import Figure, add
from vigie.questions.standing import Asked


@dataclass(frozen=True, slots=True)
class Undecided:
    """How many pairs are undecided, and what would move if all of them were one: of each pair, the side with less money, with
    everybody under the same head on the day asked about; each side once. ``figures`` is empty where no money hangs on them.
    """

    pairs: int
    figures: tuple[Figure, ...]


# One row is a name with what it was obligated, and the rows that say so
_SQL = """
with standing as (
    select supplier_key, contract, modification, obligated * n as obligated, capture, row
    from contract_version
    where list_contains($keys, supplier_key) and action_date <= $on and ($known is null or seen <= $known)
        and ($agencies is null or list_contains($agencies, agency))
    group by all
    having sum(n) > 0
)
select supplier_key, sum(obligated), list(struct_pack(capture, row)) from standing group by supplier_key
"""


def undecided(
    db: duckdb.DuckDBPyConnection,
    everybody: Organizations,
    agencies: list[str] | None,
    asked: Asked,
    *,
    within: frozenset[str] | None = None,
) -> Undecided:
    """What hangs on the pairs nobody decided; ``within``: on those between one of these organizations and somebody else, whose
    money it is then."""
    sides = [(everybody.same.of(pair.left), everybody.same.of(pair.right)) for pair in everybody.same.undecided]
    if within is not None:
        sides = [(left, right) if left in within else (right, left) for left, right in sides]
        sides = [(left, right) for left, right in sides if left in within and right not in within]
    heads = [(everybody.head(left, asked.on), everybody.head(right, asked.on)) for left, right in sides]
    heads = [(ours, theirs) for ours, theirs in heads if ours != theirs]
    keys = {head: everybody.keys_under(head, asked.on) for pair in heads for head in pair}
    values = {
        "keys": [key for every in keys.values() for key in every],
        "agencies": agencies, "on": asked.on, "known": asked.known,
    }  # fmt: skip
    found = {key: (amount, rows) for key, amount, rows in db.execute(_SQL, values).fetchall()}
    held = {head: [found[key] for key in every if key in found] for head, every in keys.items()}
    money = {head: add(amount for amount, _ in every) for head, every in held.items()}
    moved = {theirs if within is not None or _less(money[theirs], money[ours]) else ours for ours, theirs in heads}
    amount = add(money[head] for head in moved)
    rows = [place for head in moved for _, places in held[head] for place in places]
    return Undecided(len(sides), (asked.obligated(amount, rows),) if rows else ())


def _less(one: Decimal | None, other: Decimal | None) -> bool:
    return (one or Decimal(0)) < (other or Decimal(0))
