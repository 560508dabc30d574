"""Pairs of organizations that may be one: every name in records against every other, and against the registers held.

All pairs are made anew whenever a name, an identifier or a parent comes or goes, so that they never depend on the order in
which files were loaded.
"""

from collections.abc import Callable

import duckdb

from vigie.groups.match import match
from vigie.ledger.generations import Generation, Generations, Segment
from vigie.ledger.tables import open_tables, write
from vigie.privacy import INDIVIDUAL
from vigie.records.organization import Scheme

# One row is a name in records, with the identifiers and parents recorded under it
_NAMES = """
create or replace temp table {into} as
with said as ( -- one row: a name with what one record says of it
    select supplier_key as key, supplier as name, supplier_uei as uei, parent from version
    union all select supplier_key, supplier, supplier_uei, parent from award
    union all select supplier_key, supplier, supplier_uei, parent from subaward
    union all select child_key, child, null, null from ownership where child_scheme is null
    union all select parent_key, parent, null, null from ownership where parent_scheme is null
)
select
    'name:' || key as id, max(name) as name, null::varchar as country, null::varchar as region, null::varchar as city,
    null::varchar as postal_code, list_sort(list(distinct 'uei:' || uei) filter (where uei is not null)) as identifiers,
    []::varchar[] as other_names, list_sort(list(distinct parent) filter (where parent is not null and parent <> $individual)) as parents
from said where name is not null and key <> $individual group by key
"""
# One row is an organization of a register as it was seen last; a number of a register whose form we do not know joins nothing
_REGISTERED = """
create or replace temp table {into} as
select
    scheme || ':' || identifier as id, name, country, region, city, postal_code,
    case when list_contains($schemes, scheme) then [scheme || ':' || identifier] else [] end as identifiers,
    other_names, []::varchar[] as parents
from organization where name is not null
qualify row_number() over (partition by scheme, identifier order by seen desc, moment desc, capture desc, row desc) = 1
    and not coalesce(withdrawn, false)
"""
_DIFFER = """
select exists(from {one} except from {other}) or exists(from {other} except from {one})
"""


def remember_names(db: duckdb.DuckDBPyConnection) -> None:
    """Keep the names of the tables open now, to be held against those that come."""
    _lay_names(db, "before")


def pair_organizations(
    db: duckdb.DuckDBPyConnection,
    generations: Generations,
    draft: Generation,
    *,
    progress: Callable[[int, int], None],
) -> tuple[Segment, ...]:
    """The segments of a generation with the pairs of its names: those it has where nothing they rest on has changed since
    ``remember_names``."""
    open_tables(db, generations, draft)
    _lay_names(db, "after")
    if not any(_differ(db, table) for table in ("names", "register")):
        return draft.segments
    match(db, "names_after", "names_after", "pair_new", progress=progress)
    if db.execute("select 1 from register_after limit 1").fetchone():
        match(db, "names_after", "register_after", "pair_registered", progress=progress)
        db.execute("insert into pair_new from pair_registered")
    kept = tuple(one for one in draft.segments if one.table != "pair")
    made = write(db, generations, rows="pair_new", table="pair", number=draft.number)
    return (*kept, made) if made else kept


def _lay_names(db: duckdb.DuckDBPyConnection, when: str) -> None:
    db.execute(_NAMES.format(into=f"names_{when}"), {"individual": INDIVIDUAL})
    db.execute(_REGISTERED.format(into=f"register_{when}"), {"schemes": list(Scheme)})


def _differ(db: duckdb.DuckDBPyConnection, table: str) -> bool:
    (differ,) = db.execute(_DIFFER.format(one=f"{table}_before", other=f"{table}_after")).fetchone() or (True,)
    return bool(differ)
