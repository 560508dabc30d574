"""The suppliers of the records held, as organizations that can be matched with others: names, identifiers, parents."""

from dataclasses import dataclass

import duckdb

from vigie.groups.organizations import Organizations
from vigie.privacy import INDIVIDUAL
from vigie.questions.standing import Asked

# The columns of a table of organizations, as ``vigie.groups.match`` reads them
ORGANIZATIONS = (
    "id varchar, name varchar, country varchar, region varchar, city varchar, postal_code varchar, "
    "identifiers varchar[], other_names varchar[], parents varchar[]"
)
# One row is a supplier by the normal form of its name: how it was last written, and all that records say of it. What registers
# say of the same organization has its place in ``told``.
_SUPPLIERS = """
create or replace temp table {into} as
with named as ( -- one row: a supplier's name as written, with the last day on which it was
    select supplier_key, supplier, max(action_date) as day from contract_version
    where $known is null or seen <= $known group by all having sum(n) > 0
    union all select supplier_key, supplier, last_action_date from award where $known is null or seen <= $known
    union all select supplier_key, supplier, action_date from subaward where $known is null or seen <= $known
),
known_versions as (
    select supplier_key, supplier_uei, parent from version
    where $known is null or number in (select version from sighting where seen <= $known)
),
said as ( -- one row: what a record says of a supplier beside its name
    select supplier_key, supplier_uei, parent from known_versions
    union select supplier_key, supplier_uei, parent from award where $known is null or seen <= $known
    union select supplier_key, supplier_uei, parent from subaward where $known is null or seen <= $known
),
told as ( -- one row: a supplier with its identifiers and its parents
    select supplier_key,
        list_sort(list(distinct 'uei:' || upper(supplier_uei)) filter (where supplier_uei <> '')) as identifiers,
        list_sort(list(distinct parent) filter (where parent <> '')) as parents
    from said group by supplier_key
)
select 'name:' || supplier_key as id, max_by(supplier, (coalesce(day, date '0001-01-01'), supplier)) as name,
    cast(null as varchar) as country, cast(null as varchar) as region, cast(null as varchar) as city, cast(null as varchar) as postal_code,
    coalesce(any_value(identifiers), []) as identifiers, cast([] as varchar[]) as other_names,
    coalesce(any_value(parents), []) as parents
from (from named union all select unnest($keys), unnest($names), null) left join told using (supplier_key)
where supplier is not null and supplier_key <> $individual
group by supplier_key
order by id
"""


@dataclass(frozen=True, slots=True)
class SupplierHeld:
    """A supplier as it was last written, and the identifiers under which records have it ("uei:…")."""

    name: str
    identifiers: tuple[str, ...]


def make_suppliers(
    db: duckdb.DuckDBPyConnection, into: str, asked: Asked, *, everybody: Organizations
) -> dict[str, SupplierHeld]:
    """Make the table ``into`` of the suppliers of all records held, as known by a day, whoever bought; and give them by id.

    Names that links alone give are added, of organizations that are perhaps in no record. Individual contractors are not in it:
    nobody can look for them.
    """
    linked = {key: everybody.parties[id].name for id, keys in everybody.keys.items() for key in keys}
    values = {"known": asked.known, "individual": INDIVIDUAL, "keys": list(linked), "names": list(linked.values())}
    db.execute(_SUPPLIERS.format(into=into), values)
    found = db.execute(f"select id, name, identifiers from {into}").fetchall()  # noqa: S608  only our own names
    return {id: SupplierHeld(name, tuple(identifiers)) for id, name, identifiers in found}
