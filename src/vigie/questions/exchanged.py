"""What other tools ask of contracts beside their actions: when they begin, what they come to, under which identifiers suppliers go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import duckdb

from vigie.money import Basis, Figure, is_placeholder
from vigie.questions.ladder import RUNGS
from vigie.questions.standing import STANDING, Asked
from vigie.records.organization import Identifier, Scheme


@dataclass(frozen=True, slots=True)
class Said:
    """What the actions of one contract say beside what they obligate.

    ``starts`` is the first day of the period of performance, None where not held. ``figures`` are the last amounts given on other
    bases, at most one a basis, of the day of the action that gives it; a row of nines, typed where there is no ceiling, is left out.
    """

    starts: date | None
    figures: tuple[Figure, ...]


# The rungs an action states, beside the sum of what was obligated
_STATED = tuple(basis for basis in RUNGS if basis is not Basis.OBLIGATED)
_OF_CONTRACTS = STANDING.format(only="list_contains($contracts, contract)")
# One row is a contract with the last action that states an amount on each rung
_AMOUNTS = f"""
with {_OF_CONTRACTS}
select contract, {
    ", ".join(
        f"max_by(struct_pack(amount := {RUNGS[basis]}, action_date, capture, row), moment) filter (where {RUNGS[basis]} is not null)"
        for basis in _STATED
    )
}
from standing group by contract
"""  # noqa: S608  only our own fragments
# One row is a contract of which any source held gives the first day
_STARTS = f"""
with {_OF_CONTRACTS},
told as (
    select version.contract, version.starts,
        row(standing.moment, sighting.seen, sighting.moment, capture.place, sighting.row) as told
    from standing join version on version.contract = standing.contract and version.modification = standing.modification
        join sighting on sighting.version = version.number join capture on capture.number = sighting.capture
    where version.starts is not null and ($known is null or sighting.seen <= $known)
)
select contract, max_by(starts, told) from told group by contract
"""  # noqa: S608  only our own fragments
# One row is a supplier and a UEI under which a record has it
_IDENTIFIERS = """
with known_versions as (
    select supplier_key, supplier_uei from version
    where $known is null or number in (select version from sighting where seen <= $known)
),
said as (
    select * from known_versions
    union select supplier_key, supplier_uei from award where $known is null or seen <= $known
    union select supplier_key, supplier_uei from subaward where $known is null or seen <= $known
)
select distinct supplier_key, upper(supplier_uei) from said
where list_contains($keys, supplier_key) and supplier_uei <> '' order by all
"""


def said_of(db: duckdb.DuckDBPyConnection, contracts: Iterable[str], asked: Asked) -> dict[str, Said]:
    """What actions up to the day asked say of each contract of which any is held, by our id."""
    values = {"contracts": list(contracts), "on": asked.on, "known": asked.known, "agencies": None}
    starts = dict(db.execute(_STARTS, values).fetchall())
    found = {}
    for contract, *stated in db.execute(_AMOUNTS, values).fetchall():
        figures = (
            asked.figure(basis, one["amount"], one["action_date"], one["capture"], one["row"])
            for basis, one in zip(_STATED, stated, strict=True)
            if one is not None and not is_placeholder(one["amount"])
        )
        found[contract] = Said(starts.get(contract), tuple(figures))
    return found


def identifiers_of(
    db: duckdb.DuckDBPyConnection, keys: Iterable[str], *, known: date | None
) -> dict[str, tuple[Identifier, ...]]:
    """The identifiers under which records have suppliers, by the normal form of their names, as known by a day."""
    found: dict[str, tuple[Identifier, ...]] = {}
    for key, uei in db.execute(_IDENTIFIERS, {"keys": list(keys), "known": known}).fetchall():
        found[key] = (*found.get(key, ()), Identifier(Scheme.UEI, uei))
    return found
