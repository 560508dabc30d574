"""What the ledger holds of organizations: names in records, sure and unsure pairs, links of registers, parents named in records."""

from collections.abc import Iterable, Iterator
from datetime import date

import duckdb

from vigie.evidence import Evidence
from vigie.groups.recorded import Named
from vigie.groups.same import Pair
from vigie.privacy import INDIVIDUAL
from vigie.records.ownership import OwnershipLink, Party, Relation


def name_id(key: str) -> str:
    """The id of an organization known by a name alone, from the name's normal form."""
    return f"name:{key}"


def names_held(db: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    """Every supplier of actions, awards and subawards: its id, and its name as last written."""
    found = db.execute(
        """select supplier_key, max_by(supplier, action_date) from (
            select supplier_key, supplier, action_date from contract_version
            union all select supplier_key, supplier, last_action_date from award
            union all select supplier_key, supplier, action_date from subaward
        ) where supplier is not null and supplier_key <> $individual group by supplier_key order by supplier_key""",
        {"individual": INDIVIDUAL},
    )
    return ((name_id(key), name) for key, name in found.fetchall())


def pairs(db: duckdb.DuckDBPyConnection) -> tuple[list[Pair], list[Pair]]:
    """The pairs the matching is sure of, and those it leaves to a person."""
    found = db.execute("select left_id, right_id, score, band, reasons from pair order by left_id, right_id").fetchall()
    every = [(band, Pair(left, right, score, tuple(reasons))) for left, right, score, band, reasons in found]
    return [pair for band, pair in every if band == "same"], [pair for band, pair in every if band == "review"]


# One row is one day's word of one record: the first and the last of a run of days on which a capture names one parent
_RECORDED = """
with runs as (
    select * from ownership where relation = 'named_in_record' and ($known is null or seen <= $known)
),
days as (
    select child_key, child, parent_key, parent, since as day, seen, capture, row from runs
    union select child_key, child, parent_key, parent, last_seen, seen, capture, last_row from runs
)
select child_key, child, parent_key, parent, day, days.seen, source, capture, row
from days join capture on capture.number = days.capture
where child_key <> $individual and parent_key <> $individual
order by child_key, day, parent_key, capture, row
"""


def recorded_parents(db: duckdb.DuckDBPyConnection, *, known: date | None, files: dict[int, str]) -> Iterator[Named]:
    """The parents records name, as known by a day."""
    found = db.execute(_RECORDED, {"known": known, "individual": INDIVIDUAL}).fetchall()
    for child_key, child, parent_key, parent, day, seen, source, capture, row in found:
        yield Named(
            child=Party(name_id(child_key), child),
            parent=Party(name_id(parent_key), parent),
            day=day,
            seen=seen,
            source=source,
            evidence=Evidence(files[capture], f"row={row}"),
        )


# One row is a link as its source said it last: by known organizations, and by everybody above them
_REGISTERED = """
with recursive
said as ( -- one row: a link of one capture, with the ids of both ends; a list that knows names alone joins by them
    select
        case when relation in ('reported_parent', 'subsidiary_listed') then 'name:' || child_key
            else child_scheme || ':' || child_identifier end as child_id,
        case when relation in ('reported_parent', 'subsidiary_listed') then 'name:' || parent_key
            else parent_scheme || ':' || parent_identifier end as parent_id,
        child, parent, relation, since, until, state, share, seen, moment, capture, row
    from ownership
    where relation not in ('named_in_record', 'exception') and ($known is null or seen <= $known)
),
standing as (
    select * from said
    qualify row_number() over (
        partition by child_id, parent_id, relation order by seen desc, moment desc, capture desc, row desc
    ) = 1
),
above as (
    select unnest(cast($ids as varchar[])) as id
    union select parent_id from standing join above on child_id = id
)
select child_id, parent_id, child, parent, relation, since, until, standing.capture, standing.row, source
from standing join capture on capture.number = standing.capture
where child_id in (select id from above)
order by child_id, parent_id, relation
"""


# One row is an organization of a register under its name as seen last
_NAMED = """
select scheme || ':' || identifier, max_by(name, struct_pack(seen, moment, capture)) from organization
where list_contains($ids, scheme || ':' || identifier) and ($known is null or seen <= $known)
group by all
"""


def register_links(
    db: duckdb.DuckDBPyConnection, ids: Iterable[str], *, known: date | None, files: dict[int, str]
) -> Iterator[OwnershipLink]:
    """The links registers, statements and lists give of these organizations and of everybody above them, as known by a day."""
    found = db.execute(_REGISTERED, {"known": known, "ids": list(ids)}).fetchall()
    ends = sorted({id for child_id, parent_id, *_ in found for id in (child_id, parent_id)})
    names = dict(db.execute(_NAMED, {"ids": ends, "known": known}).fetchall()) if ends else {}
    for child_id, parent_id, child, parent, relation, since, until, capture, row, source in found:
        yield OwnershipLink(
            child=Party(child_id, child or names.get(child_id, child_id)),
            parent=Party(parent_id, parent or names.get(parent_id, parent_id)),
            relation=Relation(relation),
            since=since,
            until=until,
            source=source,
            said=None,
            public_record=True,
            evidence=(Evidence(files[capture], f"row={row}"),),
        )
