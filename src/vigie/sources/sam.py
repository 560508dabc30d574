"""Notices of SAM.gov: what US public bodies announce, as its CSV, its public API and the summaries of its pages have it.

Publisher: US General Services Administration. Reference: https://sam.gov/data-services. Licence: public domain. Known limits:
only the latest version of a notice is published; an update often is a notice of its own, with the same number; nothing of what
is attached to one is in the file; some notices have no number. What identifies a notice is its own id.
"""

from pathlib import Path

import duckdb

from vigie.archive.capture import Capturing
from vigie.sources.intake import TakenIn
from vigie.sources.layout import Source
from vigie.sources.moments import lay_moments
from vigie.sources.published import make_cells, publish
from vigie.sources.reading import Reading, day_checks, find_faults, form_check, money_checks, rows_set_aside

# What a layout may lack, by the columns of which one at least says it
_HELD_BY = {
    "description": ("description",), "subtier": ("subtier", "path"), "office": ("office", "path"), "base_kind": ("base_kind",),
    "deadline": ("deadline",), "place": ("city", "state", "country"), "set_aside": ("set_aside", "set_aside_code"), "naics": ("naics",),
    "product_service_code": ("product_service_code",), "award": ("award_number", "award_day", "award_amount", "supplier"),
}  # fmt: skip
_PLAIN = ("id", "number", "title", "kind", "base_kind", "department", "department_code", "subtier", "subtier_code", "office", "office_code",
          "set_aside_code", "set_aside", "naics", "product_service_code", "city", "state", "country", "award_number", "award_amount",
          "supplier", "link", "description", "path", "path_code")  # fmt: skip
_DAYS = ("posted", "deadline", "award_day")
_ID = "[0-9A-Za-z][0-9A-Za-z-]{7,63}"
# The public API names the levels of the buyer in one text. They can be told apart where it has as many codes; else only the first can
_NAMED, _CODED = "string_split(path, '.')", "string_split(path_code, '.')"
_APART = f"len({_NAMED}) = len({_CODED})"
_LEVELS = f"""coalesce(department, {_NAMED}[1]) as department, coalesce(department_code, {_CODED}[1]) as department_code,
    coalesce(subtier, case when {_APART} then {_NAMED}[2] end) as subtier, coalesce(subtier_code, {_CODED}[2]) as subtier_code,
    coalesce(office, case when {_APART} and len({_CODED}) > 2 then {_NAMED}[-1] end) as office,
    coalesce(office_code, case when len({_CODED}) > 2 then {_CODED}[-1] end) as office_code"""
# What two rows of one notice must agree in
_CONTENT = """struct_pack(number, title, kind_said, base_said, department, subtier, office, posted_said, deadline_said, set_aside, naics,
    product_service_code, city, state, country, award_number, award_day, award_amount, supplier, link, description)"""
# Where it is to be performed: nowhere else does a place enter from this source
_PLACE = "city, state, country"
# One row is a notice: the first of the rows that say the same of it, and how many repeat it
_FIRSTS = """
create or replace temp table firsts as
select min(row) as row, count(*) - 1 as repeated from cells where row not in (select row from faults) group by id
"""
_READ = """
create or replace temp view notices_read as
select cells.* exclude (award_day, award_amount, posted_fault, deadline_fault), cast(award_day as date) as award_day,
    cast(award_amount as decimal(18, 2)) as award_amount
from cells semi join firsts using (row)
"""


def read_notices(
    db: duckdb.DuckDBPyConnection, taken: TakenIn, source: Source, *, where: str, capturing: Capturing, folder: Path
) -> Reading:
    """Read a table taken in into the temporary view ``notices_read`` of ``db``.

    Two rows of one notice that differ are both set aside; those that say the same are one. A deadline is the day in the zone it is
    written in; its instant is told only where that zone exists.
    """
    publish(db, taken, (*_PLAIN, *_DAYS), folder)
    lay_moments(db, "posted", "deadline")
    make_cells(db, taken, _cells(source))
    checks = [
        form_check("id", _ID, "notice.id"),
        *_moment_checks("posted"),
        *_moment_checks("deadline"),
        *day_checks("award_day"),
        *money_checks("award_amount"),
        "select row, 'posted' as field, 'date.format' as code, '' as found from cells where posted_said is null",
        "select row, 'kind' as field, 'notice.kind' as code, kind_said as found from cells where kind is null",
        "select row, 'title' as field, 'notice.title' as code, '' as found from cells where title is null",
        f"""select row, 'posted' as field, 'date.range' as code, posted_said as found from cells
        where posted not between date '{source.earliest_day}' and date '{source.latest_day}'""",  # noqa: S608  only our own days
        f"""select row, 'id' as field, 'notice.conflict' as code, id as found
        from (select row, id, hash({_CONTENT}) as content from cells)
        qualify min(content) over (partition by id) <> max(content) over (partition by id)""",  # noqa: S608  only our own names
    ]
    find_faults(db, checks)
    db.execute(_FIRSTS)
    db.execute(_READ)
    found, repeated = db.execute("select count(*), coalesce(sum(repeated), 0) from firsts").fetchone() or (0, 0)
    notes = dict(taken.notes) | ({"row.duplicate": int(repeated)} if repeated else {})
    held = {column.field for column in taken.columns}
    absent = tuple(name for name, fields in _HELD_BY.items() if held.isdisjoint(fields))
    return Reading(found, int(repeated), (), rows_set_aside(db, taken), notes, absent)


def _cells(source: Source) -> str:
    """One row is a row of the file as it can be checked: our words for its kind, its days, the levels of its buyer."""
    kinds = ", ".join(f"'{said}': '{kind}'" for said, kind in source.kinds.items())
    plain = ", ".join(f"nullif(trim({name}), '') as {name}" for name in (*_PLAIN, *_DAYS))
    return f"""
with told as (
    select row, {plain} from published
)
select row, id, number, upper(regexp_replace(number, '[^A-Za-z0-9]', '', 'g')) as number_key, title, map {{{kinds}}}[kind] as kind,
    kind as kind_said, base_kind as base_said, {_LEVELS},
    told.posted as posted_said, posting.day as posted, posting.instant as posted_moment, posting.fault as posted_fault,
    told.deadline as deadline_said, due.day as deadline, due.instant as deadline_moment, due.fault as deadline_fault,
    coalesce(set_aside, set_aside_code) as set_aside, naics, product_service_code, {_PLACE},
    award_number, left(award_day, 10) as award_day, award_amount, supplier, link,
    -- the public API has the address of the text in its place
    case when not regexp_full_match(description, 'https?://[^ ]+') then description end as description
from told left join moment as posting on posting.said = told.posted left join moment as due on due.said = told.deadline
"""  # noqa: S608  only our own names


def _moment_checks(field: str) -> list[str]:
    """SQL that finds the moments of a field in ``cells`` that cannot be, or whose zone does not exist."""
    return [
        f"select row, '{field}' as field, {field}_fault as code, {field}_said as found from cells where {field}_fault is not null"  # noqa: S608
    ]
