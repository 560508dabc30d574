"""USAspending contract actions.

Publisher: US Department of the Treasury, Bureau of the Fiscal Service. Reference: the USAspending data dictionary.
Licence: US federal work, public domain. Known limits: the search interface cuts lists sorted by amount at a page;
award types A to D only, so no frameworks; descriptions are cut at 4,000 characters; the generated award id
changes when a framework is corrected, so it identifies nothing.

An action is identified by (awarding sub-agency, award number, modification number).
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from vigie.archive.capture import Capturing, Listing, SetAside
from vigie.privacy.cells import without_people
from vigie.sources.completeness import listings
from vigie.sources.intake import TakenIn
from vigie.sources.layout import Source

_MONEY = r"-?[0-9]{1,16}(\.[0-9]{1,2}0*)?"
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_PIID = "[A-Z0-9][A-Z0-9._-]{2,49}"
_GENERATED = "CONT_(AWD_[^_]+_[^_]+_[^_]+_[^_]+|IDV_[^_]+_[^_]+)"
_MODIFICATION = "[A-Z0-9][A-Z0-9._-]{0,24}"

# One row of cells is one row of the file; absent columns are null. A generated award id is
# CONT_AWD_<award>_<agency>_<framework>_<framework agency>, with -NONE- where there is no framework.
_CELLS = """
create or replace temp table cells as
select
    row,
    coalesce(map($acronyms, $codes)[agency], agency, split_part(transaction_key, '_', 1)) as agency,
    coalesce(agency, transaction_key) as agency_found,
    upper(trim(piid)) as piid, upper(trim(modification)) as modification, trim(action_date) as action_date,
    nullif(trim(supplier), '') as supplier, nullif(trim(obligated), '') as obligated,
    case when generated_award_id like 'CONT\\_AWD\\_%' escape '\\'
        then nullif(split_part(generated_award_id, '_', 5), '') end as framework, nullif(generated_award_id, '') as generated_award_id,
    nullif(trim(description), '') as description, nullif(trim(product_service), '') as product_service,
    nullif(trim(naics), '') as naics,
    nullif(trim(ceiling), '') as ceiling, nullif(trim(ends), '') as ends,
    coalesce(trim(first_seen), $seen) as first_seen, coalesce(trim(last_seen), $seen) as last_seen
from published
"""

# One row of faults is one thing wrong with one row
_FAULTS = """
create or replace temp table faults as
with checked as (
    select row, 'piid' as field, 'id.format' as code, piid as found from cells where not regexp_full_match(coalesce(piid, ''), $piid)
    union all
    select row, 'modification', 'id.format', modification from cells
    where not regexp_full_match(coalesce(modification, ''), $modification)
    union all
    select row, 'generated_award_id', 'id.format', generated_award_id from cells
    where not regexp_full_match(generated_award_id, $generated)
    union all
    select row, 'agency', 'id.agency', agency_found from cells where not regexp_full_match(coalesce(agency, ''), '[0-9]{4}')
    union all
    select row, 'obligated', 'money.not_finite', obligated from cells
    where regexp_full_match(lower(obligated), '[-+]?(nan|inf|infinity)')
    union all
    select row, 'obligated', 'money.format', obligated from cells
    where not regexp_full_match(obligated, $money) and not regexp_full_match(lower(obligated), '[-+]?(nan|inf|infinity)')
    union all
    select row, 'ceiling', 'money.format', ceiling from cells where not regexp_full_match(ceiling, $money)
    union all
    select row, 'ends', 'date.format', ends from cells
    where ends is not null and (not regexp_full_match(ends, $day) or try_cast(ends as date) is null)
    union all
    select row, 'action_date', 'date.format', action_date from cells
    where not regexp_full_match(coalesce(action_date, ''), $day) or try_cast(action_date as date) is null
    union all
    select row, 'action_date', 'date.range', action_date from cells
    where try_cast(action_date as date) not between $earliest and $latest
    union all
    select row, 'first_seen', 'date.format', first_seen from cells
    where not regexp_full_match(first_seen, $day) or try_cast(first_seen as date) is null
    union all
    select row, 'last_seen', 'date.format', last_seen from cells
    where not regexp_full_match(last_seen, $day) or try_cast(last_seen as date) is null
    union all
    select row, 'last_seen', 'date.range', last_seen from cells where try_cast(last_seen as date) < try_cast(first_seen as date)
)
select row, field, code, coalesce(found, '') as found from checked
"""

# One row of actions_read is one action as one row of the file has it; exact repetitions are folded onto the first
_ACTIONS = """
create or replace temp table actions_read as
with sound as (
    select
        row, agency, piid, modification, cast(action_date as date) as action_date, supplier,
        cast(obligated as decimal(18, 2)) as obligated, framework, description, product_service, naics,
        cast(ceiling as decimal(18, 2)) as ceiling, cast(ends as date) as ends,
        cast(first_seen as date) as first_seen, cast(last_seen as date) as last_seen
    from cells
    where row not in (select row from faults)
)
select min(row) as row, * exclude (row), count(*) - 1 as repeated, cast($absent as varchar) as absent
from sound
group by all
"""

# One row of conflicts is a row of the file that contradicts another of the same action, seen on the same day
_CONFLICTS = """
create or replace temp table conflicts as
select row, piid || ' ' || modification as found
from actions_read
qualify count(*) over (partition by agency, piid, modification, last_seen) > 1
order by row
"""

_NOTES = """
select
    count(*) filter (where obligated is null) as "money.missing",
    count(*) filter (where action_date > $seen) as "date.future",
    coalesce(sum(repeated), 0) as "row.duplicate",
    count(*) filter (where regexp_matches(text, '[\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]')) as "text.bidi",
    count(*) filter (where regexp_matches(text, '[\\x{00AD}\\x{200B}-\\x{200F}\\x{2060}\\x{FEFF}]')) as "text.invisible",
    count(*) filter (where regexp_matches(supplier, '[\\x{00}-\\x{1F}]')) as "text.control",
    count(*) filter (where regexp_matches(text, '[ÃÂ][\\x{0080}-\\x{00BF}‰€©]|â€')) as "text.mojibake_suspected"
from (select *, concat_ws(' ', supplier, description) as text from actions_read)
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a table says, read: how many actions stand in ``actions_read``, what was set aside, what was noticed.

    ``repeated`` counts exact repetitions of a row, folded onto the first; ``listings`` say how complete the table is.
    """

    actions: int
    repeated: int
    listings: tuple[Listing, ...]
    set_aside: list[SetAside]
    notes: dict[str, int]


# Fields of an action that not every layout has; where one is missing the table says nothing of it
_NOT_EVERYWHERE = {
    "framework": "generated_award_id", "product_service": "product_service", "naics": "naics", "ceiling": "ceiling", "ends": "ends",
}  # fmt: skip
_FIELDS = ("agency", "transaction_key", "piid", "modification", "action_date", "supplier", "obligated", "generated_award_id",
           "description", "product_service", "naics", "ceiling", "ends", "first_seen", "last_seen")  # fmt: skip


def read(
    db: duckdb.DuckDBPyConnection, taken: TakenIn, source: Source, *, capturing: Capturing, folder: Path
) -> Reading:
    """Read a table taken in into the temporary table ``actions_read`` of ``db``.

    ``capturing`` says when the table was seen, for layouts whose rows do not carry it. Amounts are in the source's
    currency, exact; empty amounts are null ("not reported"). Rows with a fault are set aside with their reason; two
    rows of one action and one day that differ are both set aside, for neither wins silently. ``absent`` names the fields
    this table has no column for.
    """
    seen = capturing.seen
    _publish(db, taken, folder)
    db.execute(
        _CELLS, {"acronyms": list(source.agencies), "codes": list(source.agencies.values()), "seen": seen.isoformat()}
    )
    db.execute(
        _FAULTS,
        {"piid": _PIID, "modification": _MODIFICATION, "generated": _GENERATED, "money": _MONEY, "day": _DAY,
         "earliest": source.earliest_day, "latest": source.latest_day},
    )  # fmt: skip
    fields = {column.field for column in taken.columns}
    absent = ",".join(ours for ours, theirs in _NOT_EVERYWHERE.items() if theirs not in fields)
    db.execute(_ACTIONS, {"absent": absent})
    db.execute(_CONFLICTS)
    found = listings(db, source, taken.header.layout, capturing, unplaced=len({one.row for one in taken.set_aside}))
    aside = _set_aside(db, taken)
    noticed = db.execute(_NOTES, {"seen": seen})
    counts = noticed.fetchone() or ()
    notes = {name[0]: count for name, count in zip(noticed.description or (), counts, strict=True) if count}
    (actions,) = db.execute("select count(*) from actions_read").fetchone() or (0,)
    return Reading(actions, int(notes.get("row.duplicate", 0)), found, aside, dict(taken.notes) | notes)


def _publish(db: duckdb.DuckDBPyConnection, taken: TakenIn, folder: Path) -> None:
    """Make the table ``published``: one row a row of the file, every cell as text, null where there is no such column."""
    held = {column.field: f"column{place:02d}" for place, column in enumerate(taken.columns, start=1)}
    path = folder / "rows.csv"
    path.write_text(taken.rows, encoding="utf-8", newline="")
    types = {f"column{place:02d}": "VARCHAR" for place in range(1, len(taken.columns) + 1)}
    picked = ", ".join(f"{held.get(name, 'cast(null as varchar)')} as {name}" for name in _FIELDS)
    db.execute(
        f"""create or replace temp table published as
        select cast(row_number_ as integer) as row, {picked}
        from read_csv($path, header = false, delim = ',', quote = '"', escape = '"', auto_detect = false,
            nullstr = '\x07', columns = $types, max_line_size = 8000000, new_line = '\\n')""",  # noqa: S608  names are ours
        {"path": str(path), "types": {"row_number_": "INTEGER", **types}},
    )
    path.unlink()


def _set_aside(db: duckdb.DuckDBPyConnection, taken: TakenIn) -> list[SetAside]:
    """Every row set aside, in the order of the file; rows that contradict each other leave ``actions_read`` here."""
    names = {column.field: column.name for column in taken.columns}
    aside = list(taken.set_aside)
    for row, field, code, found in db.execute(
        "select row, field, code, found from faults order by row, field"
    ).fetchall():
        aside.append(SetAside(row, names.get(field), code, without_people(found)[:80]))
    for row, found in db.execute("select row, found from conflicts").fetchall():
        aside.append(SetAside(row, None, "row.conflict", found))
    db.execute("delete from actions_read where row in (select row from conflicts)")
    return sorted(aside, key=lambda one: (one.row, one.code))
