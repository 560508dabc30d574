"""A short list of the organizations held whose names come near one name: few enough to compare each with care."""

from collections.abc import Iterator
from datetime import date

import duckdb

from vigie.groups.names import normal_form
from vigie.groups.organizations import Organizations
from vigie.groups.prepared import prepared
from vigie.privacy import INDIVIDUAL
from vigie.records.organization import Organization

# Of the words of a name, those that tell most, and of each its beginning: an ending is misspelled more often
_WORDS = 3
_BEGINNING = 5
_MOST = 2_000
# One row is an organization under a name that has one of the beginnings, those with most of them first
_SQL = """
with known as (
    select 'name:' || supplier_key as id, supplier_key as key, max(supplier) as name, null as country from (
        select supplier_key, supplier, seen from contract_version
        union all select supplier_key, supplier, seen from award
        union all select supplier_key, supplier, seen from subaward
    ) where supplier is not null and supplier_key <> $individual and ($known is null or seen <= $known) group by supplier_key
    union all
    select scheme || ':' || identifier, key, max_by(name, struct_pack(seen, moment, capture)), null
    from organization where $known is null or seen <= $known group by all
)
select id, name, country
from known join (select unnest($beginnings) as beginning) on contains(key, beginning)
group by id, name, country, key
order by key = $key desc, count(*) desc, abs(length(key) - length($key)), id limit $most
"""


def shortlist(
    db: duckdb.DuckDBPyConnection, name: str, everybody: Organizations, *, known: date | None
) -> Iterator[tuple[str, Organization]]:
    """Organizations held, as known by a day, that share the beginning of a telling word with a name, by id; those of records and
    registers first, the likeliest before the others, then those that links alone name."""
    told = prepared(name, None).told
    telling = sorted(told, key=lambda word: (-told[word], word))[:_WORDS]
    beginnings = [word[:_BEGINNING] for word in telling] or [normal_form(name)]
    values = {
        "key": normal_form(name),
        "beginnings": beginnings,
        "individual": INDIVIDUAL, "known": known, "most": _MOST,
    }  # fmt: skip
    for id, written, country in db.execute(_SQL, values).fetchall():
        yield id, Organization(written, country=country)
    for id, keys in everybody.keys.items():
        if id.startswith("name:") and any(beginning in key for key in keys for beginning in beginnings):
            yield id, Organization(everybody.parties[id].name)
