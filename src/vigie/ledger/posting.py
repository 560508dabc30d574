"""From what captures say to what is posted: versions, sightings, and the histories of the contracts they change.

Sightings of an action are put in order: by the day on which it was seen, as the capturer wrote it, then by the instant. Known on
a day is what was seen last by its end. A field a layout has no column for is not thereby empty: what was said of it last
stands. The result depends on what was seen when, never on the order in which files were loaded.
"""

from dataclasses import dataclass

import duckdb

from vigie.ledger.generations import Generations, Segment
from vigie.ledger.tables import AMOUNTS, ARRIVAL, CARRIED, LINE, NAMING, SAID, SCHEMAS, write

_SAME_SAID = " and ".join(f"told_again.{name} is not distinct from held.{name}" for name in SAID.split(", "))
_WORDS = "topics, topic_words, closed_out, continues, term"
_BEFORE_TOPICS = LINE.replace(f"{_WORDS}, ", "")
_NEGATED = ", ".join(f"{name} * n as {name}" if name in AMOUNTS else name for name in LINE.split(", "))

# One row of ``told`` is one row of ``arrival``, with the normal form of its supplier
_TOLD = """
create or replace temp view told as
select arrival.*, supplier_name.key as supplier_key
from arrival left join supplier_name on supplier_name.name = arrival.supplier
"""

# -- contracts met for the first time, each action said once, all on one day: nothing to compare -----------------------

# One row is an action that arrives
_ARRIVED = """
create or replace temp table arrived as
select contract, modification, count(*) as times, min(seen) as first_seen, max(seen) as last_seen, bool_or(withdrawn) as withdrawn
from arrival group by all
"""
_FRESH = """
create or replace temp table fresh as
select contract from arrived group by contract
having max(times) = 1 and min(first_seen) = max(last_seen) and not bool_or(withdrawn)
    and contract not in (select distinct contract from version where contract in (select contract from arrived))
"""
# One row is a capture with what to add to its row numbers to have numbers of versions, after those held and new
_PLACES = """
create or replace temp table places as
select capture, (
        select coalesce(max(greatest(number, action)), 0)
        from (select number, action from version union all select number, action from version_new)
    )
    + coalesce(sum(max(row)) over (order by capture rows between unbounded preceding and 1 preceding), 0) as before
from arrival group by capture
"""
_FRESH_VERSIONS = f"""
create or replace temp view fresh_version as
select cast(before + row as integer) as number, cast(before + row as integer) as action, {SAID}
from told semi join fresh using (contract) join places using (capture)
"""  # noqa: S608  only our own column lists
_FRESH_SIGHTINGS = """
create or replace temp view fresh_sighting as
select capture, row, cast(before + row as integer) as version, cast(before + row as integer) as action, seen, moment, last_seen
from arrival semi join fresh using (contract) join places using (capture)
"""
# One row is the place of an action in the history of its contract
_RUNNING = """
create or replace temp table running as
select
    capture, row, cast(sum(obligated) over history as decimal(38, 2)) as obligated_to_date,
    lead(action_date) over (partition by contract order by action_date, modification) as valid_to
from arrival semi join fresh using (contract)
window history as (partition by contract order by action_date, modification rows between unbounded preceding and current row)
"""
_FRESH_LINES = f"""
create or replace temp view fresh_line as
select {_BEFORE_TOPICS}, seen, 1 as n
from told semi join fresh using (contract) join running using (capture, row)
"""  # noqa: S608  only our own column lists

# -- all others ---------------------------------------------------------------------------------------------------------

_TOLD_AGAIN = "create or replace temp table told_again as select * from told anti join fresh using (contract)"
# What is held of the contracts that arrive
_HELD = "create or replace temp table version_held as select * from version where contract in (select contract from told_again)"

# One row is something no capture held has said before, numbered after those held
_VERSION_NEW = f"""
create or replace temp table version_new as
with unheard as (
    select distinct {SAID} from told_again
    where not exists (select 1 from version_held as held where {_SAME_SAID})
),
actions as ( -- one row: an action with its number, held or new
    select contract, modification, any_value(action) as action from version_held group by all
),
highest as (
    select coalesce(max(number), 0) as number, coalesce(max(action), 0) as action from version
),
new_actions as (
    select contract, modification, (select action from highest) + row_number() over (order by contract, modification) as action
    from (select distinct contract, modification from unheard) as keys
    where not exists (select 1 from actions where actions.contract = keys.contract and actions.modification = keys.modification)
)
select cast((select number from highest) + row_number() over (order by {SAID}) as integer) as number,
    cast(coalesce(actions.action, new_actions.action) as integer) as action, {", ".join(f"unheard.{name}" for name in SAID.split(", "))}
from unheard left join actions using (contract, modification) left join new_actions using (contract, modification)
"""  # noqa: S608  only our own column lists
# One row is a version, held or new
_VERSIONS = """
create or replace temp view versions as
select * from version_held union all select * from version_new
"""

# One row is one sighting of one version
_SIGHTING_NEW = f"""
create or replace temp table sighting_new as
select told_again.capture, told_again.row, held.number as version, held.action, told_again.seen, told_again.moment, told_again.last_seen
from told_again join versions as held on {_SAME_SAID}
"""  # noqa: S608

# One row is a sighting, old or new, of an action that was sighted anew, with the version sighted before it
_SIGHTINGS = """
create or replace temp table sightings as
select every.*, capture.place,
    lag(version) over (partition by action order by seen, moment, last_seen, place, row) as version_before
from (
    select *, false as is_new from sighting
    where action in (select action from sighting_new)
    union all
    select *, true as is_new from sighting_new
) as every join capture on capture.number = every.capture
"""

# One row is two captures of one moment that say different things of one action; two sources may word one action differently, but
# not say both that it stands and that it is deleted
_CONTRADICTIONS = """
with told_at_once as (
    select sightings.action, moment, sightings.last_seen, capture, capture.source, piid, modification, framework, withdrawn,
        struct_pack(supplier, obligated, action_date, description, withdrawn) as said
    from sightings join versions on versions.number = sightings.version join capture on capture.number = sightings.capture
)
select any_value(piid), any_value(modification), list(distinct capture order by capture)
from told_at_once
group by grouping sets ((action, moment, last_seen, source), (action, moment, last_seen))
having count(distinct capture) > 1 and (
    count(distinct withdrawn) > 1 or (grouping(source) = 0 and (count(distinct said) > 1 or count(distinct framework) > 1))
)
limit 1
"""

# A field as said last by a layout that has it
_CARRIED = ", ".join(
    f"""(last_value(case when not list_contains(string_split(absent, ','), '{name}') then struct_pack(said := {name}) end ignore nulls)
        over upto).said as {name}"""
    for name in CARRIED
)

# One row of ``posted_anew`` is a line of a touched contract's history with the day it was posted and n, without topics
_POSTED_ANEW = f"""
create or replace temp table posted_anew as
with touched as ( -- one row: a contract of which a new sighting says something else than the sighting before it
    select distinct contract from versions
    where number in (select version from sightings where is_new and version is distinct from version_before)
),
touched_actions as (
    select distinct action from versions where contract in (select contract from touched)
),
ordered as ( -- one row: a sighting of an action of such a contract, in the order seen
    select action, version, capture, row, seen,
        row_number() over (partition by action order by seen, moment, last_seen, place, row) as step
    from (select * from sighting union all select * from sighting_new) as every
        join (select number, place from capture) as captures on captures.number = every.capture
    where action in (select action from touched_actions)
),
steps as ( -- one row: a sighting that says something else than the one before it
    select * from ordered qualify version is distinct from lag(version) over (partition by action order by step)
),
carried as ( -- one row: the same, a field its layout lacks filled with what was said of it last
    select steps.action, step, steps.capture, steps.row, steps.seen, contract, agency, piid, modification, action_date, supplier,
        supplier_key, obligated, description, withdrawn,
        {_CARRIED}
    from steps join versions on versions.number = steps.version
    window upto as (partition by steps.action order by step rows between unbounded preceding and current row)
),
daily as ( -- one row: an action as known at the end of a day on which it was sighted anew
    select * from carried qualify step = max(step) over (partition by action, seen)
),
turns as ( -- one row: a day on which an action came to be known, or known otherwise
    select *, struct_pack(action_date, supplier, obligated, description, withdrawn, {", ".join(CARRIED)}) as said
    from daily
    qualify said is distinct from lag(said) over (partition by action order by seen)
),
spans as materialized (
    select * exclude (said), lead(seen) over (partition by action order by seen) as until from turns
),
changes as ( -- one row: a day on which the history of a contract changed, numbered
    select contract, seen, row_number() over (partition by contract order by seen) as change
    from (select distinct contract, seen from spans)
),
states as ( -- one row: an action as known at one change of its contract; one the source has deleted leaves no line
    select spans.contract, action, step, action_date, modification, obligated, changes.change, changes.seen
    from changes
    join spans on spans.contract = changes.contract and spans.seen <= changes.seen
        and (spans.until is null or changes.seen < spans.until)
    where not spans.withdrawn
),
histories as ( -- one row: the same, with the running amount and the day the next action follows
    select
        *, cast(sum(obligated) over history as decimal(38, 2)) as obligated_to_date,
        lead(action_date) over (partition by contract, change order by action_date, modification) as valid_to
    from states
    window history as (partition by contract, change order by action_date, modification
        rows between unbounded preceding and current row)
),
lines as ( -- one row: a line of a history, the change at which it is present, the changes before and after
    select contract, action, step, obligated_to_date, valid_to, change, seen, lag(change) over one_line as before,
        lead(change) over one_line as after
    from histories
    window one_line as (partition by action, step, obligated_to_date, valid_to order by change)
),
places as ( -- one row: a line that begins to be held or to be held no more, on a day
    select action, step, obligated_to_date, valid_to, seen, 1 as n from lines where before is distinct from change - 1
    union all
    select action, step, obligated_to_date, valid_to, changes.seen, -1 as n
    from lines join changes on changes.contract = lines.contract and changes.change = lines.change + 1
    where after is distinct from lines.change + 1
)
-- what a line says is what its action said at that step; the long texts are joined last
select {_BEFORE_TOPICS}, places.seen, n from places join (select * exclude (seen) from spans) as said using (action, step)
"""  # noqa: S608  only our own column lists

_OF_BOTH = "coalesce(topics_of_both, topics) as topics, coalesce(words_of_both, topic_words) as topic_words"
_WORDED = f"""
select {LINE.replace("topics, topic_words", _OF_BOTH)}, seen, n
from {{lines}} as lines join text_wording on text_wording.text = coalesce(lines.description, '')
    left join classified on classified.text = coalesce(lines.description, '')
        and product_service_ is not distinct from product_service and naics_ is not distinct from naics
"""  # noqa: S608  only our own column lists
# One row is the difference between what was posted for the touched contracts and what should stand posted
_POSTINGS = f"""
create or replace temp table posting_again as
with both_states as (
    {_WORDED.format(lines="posted_anew")}
    union all
    select {_NEGATED}, seen, -n from contract_version where contract in (select contract from posted_anew)
),
differences as (
    select {LINE}, seen, cast(sum(n) as integer) as n from both_states group by all having sum(n) <> 0
)
-- a line posted the wrong way round before is put right by two
select {LINE}, seen, cast(sign(n) as tinyint) as n, unnest(range(abs(n))) as place from differences
"""  # noqa: S608  only our own column lists
_POSTING_NEW = f"""
create or replace temp view posting_new as
select {_NEGATED}, seen, {{batch}} as batch, n from posting_again
union all
select {LINE}, seen, {{batch}} as batch, cast(n as tinyint) as n from ({_WORDED.format(lines="fresh_line")})
"""  # noqa: S608  only our own column lists

# One row is a supplier of a contract that has had several
_MOVED = """(
    with told as (
        select distinct contract, supplier_key from posted_anew union select distinct contract, supplier_key from fresh_line
    )
    select contract, supplier_key from told where contract in (select contract from told group by contract having count(*) > 1)
)"""

# One row is a name held or new that might be a person's
_BARE_NAMES = """
create or replace temp table bare_name as
select name from spelling where bare union select name from spelling_new where bare
"""

# What captures say that is posted as they say it
_AS_THEY_ARE = (
    "listing", "award", "subaward", "organization", "ownership", "notice", "protest", "reported", "document", "spelling",
)  # fmt: skip

# One row is a posting; those that cancel each other on one day are left out
_FOLDED = f"""
create or replace temp view folded as
with plain as (
    select {_NEGATED}, seen, batch, n from {{lines}}
),
standing as (
    select {LINE}, seen, max(batch) as batch, cast(sum(n) as integer) as n from plain group by all having sum(n) <> 0
)
select {_NEGATED}, seen, batch, cast(n as tinyint) as n from standing
"""  # noqa: S608  only our own column lists


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An action of which captures of one moment say different things: its award and amendment number, their numbers."""

    piid: str
    modification: str
    captures: tuple[int, ...]


def begin(db: duckdb.DuckDBPyConnection) -> None:
    """Make the empty tables new captures are laid into: ``arrival``, and ``listing_new`` and the like of what is posted as it is."""
    db.execute(f"create or replace temp table arrival ({ARRIVAL})")
    for table in _AS_THEY_ARE:
        db.execute(f"create or replace temp table {table}_new ({SCHEMAS[table]})")


def settle(db: duckdb.DuckDBPyConnection) -> Contradiction | None:
    """Make, from ``arrival`` and ``supplier_name``, what is new: versions, sightings, and the histories of the contracts
    they change, posted anew: ``fresh_line`` of contracts met for the first time, ``posted_anew`` of all others.

    Returns a contradiction between two captures of one moment, where there is one; nothing can be posted then.
    """
    for made in (_TOLD, _ARRIVED, _FRESH, _TOLD_AGAIN, _HELD, _VERSION_NEW, _VERSIONS, _SIGHTING_NEW, _SIGHTINGS):
        db.execute(made)
    found = db.execute(_CONTRADICTIONS).fetchone()
    if found is not None:
        return Contradiction(found[0], found[1], tuple(found[2]))
    for made in (_POSTED_ANEW, _PLACES, _FRESH_VERSIONS, _FRESH_SIGHTINGS, _RUNNING, _FRESH_LINES):
        db.execute(made)
    return None


def post(db: duckdb.DuckDBPyConnection, generations: Generations, *, number: int) -> list[Segment]:
    """Write what is new as segments, the postings with what ``text_wording`` and ``classified`` say of their texts.

    Rewrites nothing: a contract of which nothing else is said keeps its lines.
    """
    db.execute(_POSTINGS)
    db.execute(_POSTING_NEW.format(batch=number))
    new = {
        "version": f"(select * from version_new union all select number, action, {SAID} from fresh_version)",  # noqa: S608
        "sighting": "(select * from sighting_new union all select * from fresh_sighting)",
        "contract_version": "posting_new",
        "moved": _MOVED,
        **{table: f"{table}_new" for table in _AS_THEY_ARE if _has_rows(db, f"{table}_new")},
    }
    db.execute(_BARE_NAMES)
    for table, columns in NAMING.items():
        if table not in new:
            continue
        bare = " or ".join(f"{column} in (select name from bare_name)" for column in columns)  # noqa: S608
        rows = new[table]
        new[table] = f"(select * from {rows} where ({bare}) is not true)"  # noqa: S608  only our own names
        if db.execute("select 1 from bare_name limit 1").fetchone():
            new[f"bare_{table}"] = f"(select * from {rows} where {bare})"  # noqa: S608
    written = (write(db, generations, rows=rows, table=table, number=number) for table, rows in new.items())
    return [segment for segment in written if segment is not None]


def _has_rows(db: duckdb.DuckDBPyConnection, table: str) -> bool:
    return db.execute(f"select 1 from {table} limit 1").fetchone() is not None  # noqa: S608  only our own names


def merge(db: duckdb.DuckDBPyConnection, generations: Generations, *, table: str, number: int) -> Segment | None:
    """Write all rows of a table as one segment, without postings that cancel each other."""
    rows = f"plain_{table}" if table in NAMING else table
    if table in ("contract_version", "bare_contract_version"):
        db.execute(_FOLDED.format(lines=rows))
        rows = "folded"
    elif table == "moved":
        rows = "(select distinct * from moved)"
    return write(db, generations, rows=rows, table=table, number=number)
