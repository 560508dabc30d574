"""What each of some names was obligated, up to the day asked about: the money of a name, wherever a question needs it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb

from vigie.money import Figure, add
from vigie.questions.standing import Asked


@dataclass(frozen=True, slots=True)
class Sum:
    """The obligations recorded under one name: their sum (None: no amount is reported), and their rows by capture."""

    amount: Decimal | None
    rows: tuple[dict[str, int], ...]


# One row is a name with what it was obligated, and the rows that say so
_SQL = """
with standing as (
    select supplier_key, contract, modification, obligated * n as obligated, capture, row
    from contract_version
    where list_contains($keys, supplier_key) and action_date between $first and $on and ($known is null or seen <= $known)
        and ($agencies is null or list_contains($agencies, agency))
    group by all
    having sum(n) > 0
)
select supplier_key, sum(obligated), list(struct_pack(capture, row)) from standing group by supplier_key
"""


def sums(
    db: duckdb.DuckDBPyConnection,
    keys: Iterable[str],
    asked: Asked,
    *,
    agencies: list[str] | None = None,
    first: date = date.min,
) -> dict[str, Sum]:
    """The sum of each name, by normal form, by the buyers with these codes (None: all held), from a first day on; no entry: no
    action is held."""
    wanted = sorted(set(keys))
    if not wanted:
        return {}
    values = {"keys": wanted, "agencies": agencies, "first": first, "on": asked.on, "known": asked.known}
    return {key: Sum(amount, tuple(rows)) for key, amount, rows in db.execute(_SQL, values).fetchall()}


def figures(found: Iterable[Sum], asked: Asked) -> tuple[Figure, ...]:
    """Several sums as one figure with all their rows; empty where there are none."""
    every = list(found)
    if not every:
        return ()
    return (asked.obligated(add(one.amount for one in every), [row for one in every for row in one.rows]),)
