"""What an id is called: the name and the country records and registers give it, whichever organization it is part of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import duckdb

from vigie.privacy import INDIVIDUAL
from vigie.privacy.suppliers import looks_like_person


@dataclass(frozen=True, slots=True)
class IdName:
    """The name of an id, as last written; ``country`` is ISO 3166-1 alpha-2 of a register, None: not held.

    ``withheld``: the name reads as a person's and is not to be shown.
    """

    name: str
    country: str | None
    withheld: bool


# One row is an id with the name that one record gives it
_SQL = """
with named as (
    select 'name:' || supplier_key as id, supplier as name, null as country, seen from contract_version
    union all select 'name:' || supplier_key, supplier, null, seen from award
    union all select 'name:' || supplier_key, supplier, null, seen from subaward
    union all select 'name:' || child_key, child, null, seen from ownership where child_scheme is null
    union all select 'name:' || parent_key, parent, null, seen from ownership where parent_scheme is null
    union all select scheme || ':' || identifier, name, country, seen from organization
)
select id, max_by(name, struct_pack(seen, name)), max_by(country, struct_pack(seen, name))
from named
where list_contains($ids, id) and name is not null and name <> $individual and ($known is null or seen <= $known)
group by id
"""


def id_names(db: duckdb.DuckDBPyConnection, ids: Iterable[str], *, known: date | None) -> dict[str, IdName]:
    """The names of some ids, as known by a day (None: by now); no entry: nothing held names it."""
    values = {"ids": sorted(set(ids)), "individual": INDIVIDUAL, "known": known}
    found = db.execute(_SQL, values).fetchall() if values["ids"] else []
    return {id: IdName(name, country, looks_like_person(name)) for id, name, country in found}
