"""The two tables of the ledger and how the second follows from the first.

``sighting``: one row is one row of one capture. ``contract_version``: one row is an action in the history of its
contract, as posted: ``n`` is 1 when it came to be known and -1, amounts negated, when it was known better; so
plain sums stay right, ``sum(n) > 0`` is what stands now, and with ``seen <= K`` what had been seen by day K.
"""

import duckdb

from vigie.ledger.generations import Generation, Generations, Segment

_SIGHTING = """
capture integer, row integer, contract varchar, agency varchar, piid varchar, modification varchar, action_date date,
supplier varchar, supplier_key varchar, obligated decimal(18, 2), framework varchar, description varchar,
product_service varchar, naics varchar, topics varchar[], topic_words varchar[], closed_out boolean, continues boolean,
term varchar, first_seen date, last_seen date
"""
_CONTRACT_VERSION = """
contract varchar, agency varchar, piid varchar, modification varchar, action_date date, valid_to date, supplier varchar,
supplier_key varchar, obligated decimal(18, 2), obligated_to_date decimal(38, 2), framework varchar, description varchar,
product_service varchar, naics varchar, topics varchar[], topic_words varchar[], closed_out boolean, continues boolean,
term varchar, capture integer, row integer, seen date, batch integer, n tinyint
"""
SCHEMAS = {"sighting": _SIGHTING, "contract_version": _CONTRACT_VERSION}
_ORDER = {"sighting": "capture, row", "contract_version": "supplier_key, contract, action_date, modification, seen, n"}

# What an action says; two sightings that agree on all of it are one version
_CONTENT = (
    "contract, agency, piid, modification, action_date, supplier, supplier_key, obligated, framework, description, "
    "product_service, naics, topics, topic_words, closed_out, continues, term"
)
# One row of a contract's history, without when it was posted
_LINE = (
    "contract, agency, piid, modification, action_date, valid_to, supplier, supplier_key, obligated, obligated_to_date, "
    "framework, description, product_service, naics, topics, topic_words, closed_out, continues, term, capture, row"
)

# One row of ``posted_anew`` is a line of a touched contract's history with the day it was posted and n.
# Which version of an action is known on a day: the one sighted latest up to that day; of two sighted on
# the same day the one first seen later. Days on which that can change: when a version is first seen, and the day
# after one was last seen.
_POSTED_ANEW = f"""
create or replace temp table posted_anew as
with touched as (
    select distinct contract from sighting_new
),
versions as ( -- one row: one version of one action, with the days between which it was seen and where first
    select
        {_CONTENT}, md5(to_json(struct_pack(supplier, obligated, action_date, framework, description, product_service, naics))) as version,
        min(first_seen) as first_seen, max(last_seen) as last_seen,
        min(struct_pack(first_seen, capture, row)) as earliest
    from (select * from sighting union all select * from sighting_new) as sightings
    where contract in (select contract from touched)
    group by all
),
days as ( -- one row: a day on which what is known of an action may change
    select distinct contract, modification, unnest([first_seen, last_seen + 1]) as seen from versions
),
choices as ( -- one row: the version of an action known on such a day
    select days.contract, days.modification, days.seen,
        max_by(version, struct_pack(sighted := least(last_seen, seen), first_seen, version)) as version
    from days join versions using (contract, modification)
    where versions.first_seen <= days.seen
    group by all
),
turns as ( -- one row: a day on which another version of an action became the known one
    select contract, modification, seen, version
    from choices
    qualify version is distinct from lag(version) over (partition by contract, modification order by seen)
),
spans as ( -- one row: a version of an action with the days between which it is the known one
    select *, lead(seen) over (partition by contract, modification order by seen) as until from turns
),
changes as ( -- one row: a day on which the history of a contract changed, numbered
    select contract, seen, row_number() over (partition by contract order by seen) as change
    from (select distinct contract, seen from spans)
),
states as ( -- one row: an action as known at one change of its contract
    select versions.*, changes.change, changes.seen
    from changes
    join spans on spans.contract = changes.contract and spans.seen <= changes.seen
        and (spans.until is null or changes.seen < spans.until)
    join versions on versions.contract = spans.contract and versions.modification = spans.modification
        and versions.version = spans.version
),
histories as ( -- one row: the same, with the running amount and the day the next action follows
    select
        states.* exclude (first_seen, last_seen, earliest), earliest.capture as capture, earliest.row as row,
        cast(sum(obligated) over history as decimal(38, 2)) as obligated_to_date,
        lead(action_date) over (partition by contract, change order by action_date, modification) as valid_to
    from states
    window history as (partition by contract, change order by action_date, modification
        rows between unbounded preceding and current row)
),
lines as ( -- one row: a line of a history, the change at which it is present, the changes before and after
    select {_LINE}, change, seen,
        lag(change) over (partition by {_LINE} order by change) as before,
        lead(change) over (partition by {_LINE} order by change) as after
    from histories
),
opened as (
    select {_LINE}, seen, 1 as n from lines where before is distinct from change - 1
),
closed as (
    select lines.* exclude (change, seen, before, after), changes.seen, -1 as n
    from lines join changes on changes.contract = lines.contract and changes.change = lines.change + 1
    where after is distinct from lines.change + 1
)
select * from opened union all select * from closed
"""  # noqa: S608  only our own column lists

# One row is the difference between what was posted for the touched contracts and what should stand posted
_POSTINGS = f"""
select {_LINE.replace("obligated, obligated_to_date", "obligated * n as obligated, obligated_to_date * n as obligated_to_date")},
    seen, cast($batch as integer) as batch, cast(n as tinyint) as n
from (
    select {_LINE}, seen, cast(sum(n) as integer) as n
    from (
        select {_LINE}, seen, n from posted_anew
        union all
        select {_LINE.replace("obligated, obligated_to_date", "obligated * n, obligated_to_date * n")}, seen, -n
        from contract_version where contract in (select contract from sighting_new)
    ) as both_states
    group by all
    having sum(n) <> 0
) as differences
"""  # noqa: S608  only our own column lists


def open_tables(db: duckdb.DuckDBPyConnection, generations: Generations, generation: Generation | None) -> None:
    """Make the tables of one generation readable in ``db``: sighting, contract_version and capture."""
    for table, schema in SCHEMAS.items():
        paths = generations.paths(generation, table) if generation else []
        db.execute(f"create or replace temp table empty_{table} ({schema})")
        if paths:
            files = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
            db.execute(f"create or replace temp view {table} as select * from read_parquet([{files}])")  # noqa: S608
        else:
            db.execute(f"create or replace temp view {table} as select * from empty_{table}")  # noqa: S608
    db.execute("create or replace temp table capture (number integer, sha256 varchar, source varchar)")
    if generation and generation.captures:
        db.executemany(
            "insert into capture values (?, ?, ?)",
            [(capture.number, capture.sha256, capture.source) for capture in generation.captures],
        )


def append(db: duckdb.DuckDBPyConnection, generations: Generations, *, number: int) -> list[Segment]:
    """Write the rows of the temporary table ``sighting_new`` and the postings that follow as new segments.

    Rewrites nothing: a contract named by no new row keeps its lines.
    """
    db.execute(_POSTED_ANEW)
    db.execute(f"create or replace temp table posting_new as {_POSTINGS}", {"batch": number})
    return [
        _write(db, generations, f"select * from {source}", table=table, number=number)  # noqa: S608
        for table, source in (("sighting", "sighting_new"), ("contract_version", "posting_new"))
    ]


def merge(db: duckdb.DuckDBPyConnection, generations: Generations, *, table: str, number: int) -> Segment:
    """Write all rows of a table as one segment."""
    return _write(db, generations, f"select * from {table}", table=table, number=number)  # noqa: S608


def _write(db: duckdb.DuckDBPyConnection, generations: Generations, rows: str, *, table: str, number: int) -> Segment:
    generations.segments.mkdir(parents=True, exist_ok=True)
    unfinished = generations.segments / f".{table}.part"
    written = db.execute(
        f"copy ({rows} order by {_ORDER[table]}) to '{str(unfinished).replace(chr(39), chr(39) * 2)}' "
        "(format parquet, compression zstd)"
    ).fetchone()
    return generations.adopt(unfinished, table=table, number=number, rows=written[0] if written else 0)


def standing_lines(generations: Generations) -> list[tuple[object, ...]]:
    """Every line that stands in the newest generation, without its batch, in a fixed order: two desks that hold the same
    records agree on it, whatever the way they came to hold them."""
    with duckdb.connect() as db:
        open_tables(db, generations, generations.newest())
        return db.execute(
            """select contract, modification, action_date, valid_to, supplier, obligated * n, obligated_to_date * n, framework,
                description, product_service, naics, topics, closed_out, continues, term, seen,
                (select sha256 from capture where number = contract_version.capture) as file, row, sum(n)
            from contract_version group by all having sum(n) <> 0 order by all"""
        ).fetchall()
