"""What the ledger holds of organizations: names in records, sure and unsure pairs, links of registers, parents named in records."""

from collections.abc import Iterable, Iterator
from datetime import date

import duckdb

from vigie.evidence import Evidence
from vigie.groups.recorded import Named
from vigie.groups.same import Pair
from vigie.privacy import INDIVIDUAL
from vigie.records.ownership import OwnershipLink, Party, Relation, WithoutParent


def name_id(key: str) -> str:
    """The id of an organization known by a name alone, from the name's normal form."""
    return f"name:{key}"


def names_held(db: duckdb.DuckDBPyConnection, *, known: date | None) -> Iterator[tuple[str, str]]:
    """Every supplier of actions, awards and subawards, as known by a day: its id, and its name as last written."""
    found = db.execute(
        """with named as ( -- one row: a name with the last day on which it was written so
            select supplier_key, supplier, max(action_date) as day from contract_version
            where $known is null or seen <= $known group by all having sum(n) > 0
            union all select supplier_key, supplier, last_action_date from award where $known is null or seen <= $known
            union all select supplier_key, supplier, action_date from subaward where $known is null or seen <= $known
        )
        select supplier_key, max_by(supplier, (coalesce(day, date '0001-01-01'), supplier)) from named
        where supplier is not null and supplier_key <> $individual group by supplier_key order by supplier_key""",
        {"individual": INDIVIDUAL, "known": known},
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


# One row is a link as its source said it last: by these organizations, and by everybody above them. A list that knows names
# alone joins by them. A link that its source no longer calls active ends on the day this was seen, where it gives no other.
_REGISTERED = """
with recursive
said as (
    select
        coalesce(child_scheme || ':' || child_identifier, 'name:' || child_key) as child_id,
        coalesce(parent_scheme || ':' || parent_identifier, 'name:' || parent_key) as parent_id,
        child, parent, relation, since, until, state, share, withdrawn, seen, moment, capture, row
    from (
        select * exclude (child_scheme, parent_scheme),
            case when relation not in ('reported_parent', 'spun_off', 'subsidiary_listed') then child_scheme end as child_scheme,
            case when relation not in ('reported_parent', 'spun_off', 'subsidiary_listed') then parent_scheme end as parent_scheme
        from ownership
    )
    where relation <> 'named_in_record' and ($known is null or seen <= $known)
),
standing as (
    select *, min(seen) over (partition by child_id, parent_id, relation) as first_seen from said
    qualify row_number() over (
        partition by child_id, parent_id, relation order by seen desc, moment desc, capture desc, row desc
    ) = 1
),
above as (
    select unnest(cast($ids as varchar[])) as id
    union select parent_id from standing join above on child_id = id
)
select
    child_id, parent_id, child, parent, relation, share,
    case when relation in ('spun_off', 'reported_parent') then since else coalesce(since, first_seen) end as since,
    case when state = 'INACTIVE' then coalesce(until, seen) else until end as until,
    standing.capture, standing.row, source
from standing join capture on capture.number = standing.capture
where child_id in (select id from above) and parent_id is not null and not coalesce(withdrawn, false)
order by child_id, parent_id, relation
"""
# One row is an organization of a register under its name as seen last
_NAMED = """
with wanted as (
    select split_part(id, ':', 1) as scheme, substr(id, strpos(id, ':') + 1) as identifier from (select unnest($ids) as id)
)
select scheme || ':' || identifier, max_by(name, struct_pack(seen, moment, capture))
from organization join wanted using (scheme, identifier)
where ($known is null or seen <= $known) and name is not null
group by all
"""
_HALF = 50


def names_registered(db: duckdb.DuckDBPyConnection, ids: Iterable[str], *, known: date | None) -> dict[str, str]:
    """The names of organizations of registers, by id, as seen last by a day; a name alone is none of a register."""
    wanted = sorted({id for id in ids if not id.startswith("name:")})
    return dict(db.execute(_NAMED, {"ids": wanted, "known": known}).fetchall()) if wanted else {}


def register_links(
    db: duckdb.DuckDBPyConnection, ids: Iterable[str], *, known: date | None, files: dict[int, str]
) -> Iterator[OwnershipLink]:
    """The links registers, statements and lists give of these organizations and of everybody above them, as known by a day."""
    found = db.execute(_REGISTERED, {"known": known, "ids": list(ids)}).fetchall()
    names = names_registered(db, (id for child_id, parent_id, *_ in found for id in (child_id, parent_id)), known=known)
    for child_id, parent_id, child, parent, relation, share, since, until, capture, row, source in found:
        in_part = relation == Relation.OWNED and (share is None or share <= _HALF)
        if since is not None and until is not None and since >= until:
            continue  # over before it was first seen
        yield OwnershipLink(
            child=Party(child_id, child or names.get(child_id, child_id)),
            parent=Party(parent_id, parent or names.get(parent_id, parent_id)),
            relation=Relation.OWNED_IN_PART if in_part else Relation(relation),
            since=since,
            until=until,
            source=source,
            said=None,
            public_record=True,
            evidence=(Evidence(files[capture], f"row={row}"),),
        )


# One row is an organization that gives no parent, as its source said it last, and the reason it gives
_WITHOUT_PARENT = """
select child_scheme || ':' || child_identifier as id, relation, reason, source, capture, row
from ownership join capture on capture.number = ownership.capture
where relation in ('direct_parent_exception', 'ultimate_parent_exception', 'unspecified_owner')
    and list_contains($ids, child_scheme || ':' || child_identifier) and ($known is null or seen <= $known)
qualify row_number() over (partition by id, relation order by seen desc, moment desc, capture desc, row desc) = 1
    and not coalesce(withdrawn, false)
order by id, relation
"""


def without_parent(
    db: duckdb.DuckDBPyConnection, ids: Iterable[str], *, known: date | None, files: dict[int, str]
) -> Iterator[WithoutParent]:
    """Which of these organizations say that they give no parent, and why."""
    wanted = sorted(ids)
    for id, relation, reason, source, capture, row in db.execute(
        _WITHOUT_PARENT, {"ids": wanted, "known": known}
    ).fetchall():
        yield WithoutParent(id, Relation(relation), reason, source, Evidence(files[capture], f"row={row}"))
