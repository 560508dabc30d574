"""A short list of the organizations held whose names come near one name: few enough to compare each with care."""

from collections.abc import Iterator
from datetime import date

import duckdb

from vigie.groups.names import normal_form
from vigie.groups.observed import name_id
from vigie.groups.organizations import Organizations
from vigie.groups.prepared import prepared
from vigie.records.organization import Organization

# Of the words of a name, those that tell most, and of each its beginning: an ending is misspelled more often
_WORDS = 3
_BEGINNING = 5
_MOST = 2_000
# One row is an organization of a register whose name has one of the beginnings, those with most of them first
_REGISTERED = """
with near as ( -- one row: a name of it that has a beginning
    select scheme || ':' || identifier as id, key, name, country, beginning, struct_pack(seen, moment, capture, row) as said
    from organization join (select unnest($beginnings) as beginning) on contains(key, beginning)
    where name is not null and ($known is null or seen <= $known) and not coalesce(withdrawn, false)
)
select id, max_by(name, said), max_by(country, said) from near group by id
order by bool_or(key = $key) desc, count(distinct beginning) desc, min(abs(length(key) - length($key))), id limit $most
"""


def shortlist(
    db: duckdb.DuckDBPyConnection, name: str, everybody: Organizations, *, known: date | None
) -> Iterator[tuple[str, Organization]]:
    """Organizations held, as known by a day, that share the beginning of a telling word with a name, by id: those that records and
    links name, then those of registers, the likeliest first."""
    told = prepared(name, None).told
    telling = sorted(told, key=lambda word: (-told[word], word))[:_WORDS]
    beginnings = [word[:_BEGINNING] for word in telling] or [normal_form(name)]
    for id, keys in everybody.keys.items():
        for key in keys:
            if any(beginning in key for beginning in beginnings):
                yield id, Organization(everybody.names.get(name_id(key), everybody.parties[id].name))
    values = {"key": normal_form(name), "beginnings": beginnings, "known": known, "most": _MOST}
    for id, written, country in db.execute(_REGISTERED, values).fetchall():
        yield id, Organization(written, country=country)
