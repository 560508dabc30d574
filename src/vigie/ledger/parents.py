"""The parents contract records name beside their suppliers, as runs of days: what was recorded from when until when.

Each capture speaks for itself. A run is a supplier's successive days of record on which it has this parent; a day of record
with another parent alone ends it, days without a record do not. Of a day with two parents both are told. A summary of an award
tells the parent of its last action; a subaward that of its day. A supplier that names itself has a run too: it has no other parent.
"""

import duckdb

from vigie.privacy import INDIVIDUAL
from vigie.records.ownership import Relation

# Names that arrive beside the suppliers', whose normal forms are needed
PARENT_NAMES = """select parent from arrival where parent is not null
union select parent from award_new where parent is not null
union select parent from subaward_new where parent is not null"""

_NAMED = """
    select {day} as day, capture, row, seen, moment, supplier, supplier_uei, parent, parent_uei from {table}
    where parent is not null and supplier is not null and supplier <> $individual and parent <> $individual and {day} is not null"""
_TOLD = "\n    union all".join(
    (
        _NAMED.format(table="arrival", day="action_date"),
        _NAMED.format(table="award_new", day="coalesce(last_action_date, first_action_date)"),
        _NAMED.format(table="subaward_new", day="action_date"),
    )
)
_SPELLED = "capture, seen, moment, supplier, supplier_uei, parent, parent_uei"
_SUPPLIER = "capture, seen, moment, child_key, supplier_uei"
_LINK = f"{_SUPPLIER}, parent_key, parent_uei"
_RUNS = f"""
insert into ownership_new by name
with told as ({_TOLD}
),
spelled as ( -- one row: a day on which a supplier is recorded with a parent, as both are spelled, the first and the last row that say so
    select {_SPELLED}, day, min(row) as row, max(row) as last_row from told group by {_SPELLED}, day
),
days as ( -- one row: the same, whatever the spelling
    select capture, seen, moment, children.key as child_key, supplier_uei, parents.key as parent_key, parent_uei, day, min(row) as row,
        max(last_row) as last_row, min(supplier) as supplier, min(parent) as parent
    from spelled join supplier_name as children on children.name = supplier join supplier_name as parents on parents.name = parent
    group by {_LINK}, day
),
placed as ( -- one row: the same; within one run, the difference of its two places stays the same
    select *, dense_rank() over (partition by {_SUPPLIER} order by day)
        - row_number() over (partition by {_LINK} order by day) as run
    from days
)
select case when supplier_uei is not null then 'uei' end as child_scheme, supplier_uei as child_identifier, min(supplier) as child,
    child_key,
    case when parent_uei is not null then 'uei' end as parent_scheme, parent_uei as parent_identifier, min(parent) as parent, parent_key,
    $relation as relation, min(day) as since, max(day) as last_seen, min_by(row, day) as row, max_by(last_row, day) as last_row,
    false as withdrawn, capture, seen, moment
from placed group by {_LINK}, run
"""  # noqa: S608  only our own column lists


def lay_parents(db: duckdb.DuckDBPyConnection) -> None:
    """Add the parents named by the actions, awards and subawards that arrive to ``ownership_new``; needs ``supplier_name``."""
    db.execute(_RUNS, {"individual": INDIVIDUAL, "relation": Relation.NAMED_IN_RECORD})
