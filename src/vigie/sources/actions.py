"""Rows of actions checked, repetitions folded, contradictions set aside: what the readers of all sources of actions share."""

from collections.abc import Iterable

import duckdb

from vigie.archive.capture import Capturing, SetAside
from vigie.sources.completeness import listings
from vigie.sources.intake import TakenIn
from vigie.sources.layout import Source
from vigie.sources.reading import (
    AGENCY,
    DAY,
    PIID,
    Reading,
    day_checks,
    find_faults,
    form_check,
    money_checks,
    rows_set_aside,
)

_MODIFICATION = "[A-Z0-9][A-Z0-9._-]{0,24}"

PLAIN = ("product_service", "naics", "supplier_uei", "parent", "parent_uei", "pricing", "competition", "office", "solicitation",
         "product_service_code", "naics_code")  # fmt: skip
AMOUNTS = ("obligated", "ceiling", "exercised", "outlaid")
OTHER_DAYS = ("ends", "starts", "ends_potential")
# Fields of an action that not every layout has; where a layout lacks one, a table says nothing of it
_NOT_EVERYWHERE = ("framework", *AMOUNTS[1:], *OTHER_DAYS, *PLAIN)


def _checks() -> list[str]:
    """What can be wrong with a row; a deletion names no day."""
    return [
        *money_checks(*AMOUNTS),
        *day_checks(*OTHER_DAYS, "first_seen", "last_seen"),
        form_check("piid", PIID, "id.format"),
        form_check("modification", _MODIFICATION, "id.format"),
        form_check("agency", AGENCY, "id.agency", found="agency_found"),
        """select row, 'action_date' as field, 'date.format' as code, action_date as found from cells where not withdrawn
            and (not regexp_full_match(coalesce(action_date, ''), $day) or try_cast(action_date as date) is null)""",
        """select row, 'action_date' as field, 'date.range' as code, action_date as found from cells
            where try_cast(action_date as date) not between $earliest and $latest""",
        """select row, 'last_seen' as field, 'date.range' as code, last_seen as found from cells
            where try_cast(last_seen as date) < try_cast(first_seen as date)""",
    ]


_SAID = ", ".join(
    ["contract", "agency", "piid", "modification", "cast(action_date as date) as action_date", "supplier", "framework", "description",
     "withdrawn", *(f"cast({name} as decimal(18, 2)) as {name}" for name in AMOUNTS),
     *(f"cast({name} as date) as {name}" for name in (*OTHER_DAYS, "first_seen", "last_seen")), *PLAIN]
)  # fmt: skip

# One row of again is a sound row of an action that has another on the same day, and what it says
_AGAIN = f"""
create or replace temp table again as
with sound as (
    select row, contract, modification, last_seen from cells where row not in (select row from faults)
),
keys as (
    select contract, modification, last_seen from sound group by all having count(*) > 1
)
select row, {_SAID} from cells where row in (select row from sound semi join keys using (contract, modification, last_seen))
"""  # noqa: S608  only our own column lists
# One row of repetitions is what several rows say alike: the first of them, the others
_REPETITIONS = f"""
create or replace temp table repetitions as
select min(row) as row, contract, modification, last_seen, piid, count(*) - 1 as repeated
from again group by contract, modification, piid, agency, action_date, supplier, framework, description, withdrawn, first_seen, last_seen,
    {", ".join((*AMOUNTS, *OTHER_DAYS, *PLAIN))}
"""  # noqa: S608  only our own column lists
# One row of conflicts is a row of the file that contradicts another of the same action, seen on the same day
_CONFLICTS = """
create or replace temp table conflicts as
select row, piid || ' ' || modification as found
from repetitions
qualify count(*) over (partition by contract, modification, last_seen) > 1
order by row
"""
# One row of actions_read is one action as one row of the file has it; exact repetitions are folded onto the first
_ACTIONS = f"""
create or replace temp view actions_read as
select row, {_SAID}, coalesce(repeated, 0) as repeated
from cells left join (select row, repeated from repetitions) as told_again using (row)
where row not in (
    select row from faults union all select row from again where row not in (select row from repetitions)
    union all select row from conflicts
)
"""  # noqa: S608  only our own column lists

_NOTES = """
select
    count(*) filter (where obligated is null and not withdrawn) as "money.missing",
    count(*) filter (where action_date > $seen) as "date.future",
    coalesce(sum(repeated), 0) as "row.duplicate",
    count(*) filter (where regexp_matches(text, '[\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]')) as "text.bidi",
    count(*) filter (where regexp_matches(text, '[\\x{00AD}\\x{200B}-\\x{200F}\\x{2060}\\x{FEFF}]')) as "text.invisible",
    count(*) filter (where regexp_matches(supplier, '[\\x{00}-\\x{1F}]')) as "text.control",
    count(*) filter (where regexp_matches(text, '[ÃÂ][\\x{0080}-\\x{00BF}‰€©]|â€')) as "text.mojibake_suspected"
from (select *, concat_ws(' ', supplier, description) as text from actions_read)
"""


def read_cells(
    db: duckdb.DuckDBPyConnection,
    taken: TakenIn,
    source: Source,
    *,
    capturing: Capturing,
    told: set[str],
    checks: Iterable[str] = (),
) -> Reading:
    """Read ``cells``, one row a row of the file, into the temporary view ``actions_read``, with ``checks`` beside those of all sources.

    ``told`` are the fields of an action this table says something of; of the others it says nothing. Two rows of one action and one
    day that differ are both set aside, for neither wins silently.
    """
    find_faults(db, [*_checks(), *checks], day=DAY, earliest=source.earliest_day, latest=source.latest_day)
    for made in (_AGAIN, _REPETITIONS, _CONFLICTS, _ACTIONS):
        db.execute(made)
    absent = tuple(name for name in _NOT_EVERYWHERE if name not in told)
    whole = taken.header.layout.listing and "correction" not in told
    unplaced = len({one.row for one in taken.set_aside})
    found = listings(db, source, taken.header.layout, capturing, unplaced=unplaced) if whole else ()
    noticed = db.execute(_NOTES, {"seen": capturing.seen})
    counts = noticed.fetchone() or ()
    notes = {name[0]: count for name, count in zip(noticed.description or (), counts, strict=True) if count}
    (actions,) = db.execute("select count(*) from actions_read").fetchone() or (0,)
    repeated = int(notes.get("row.duplicate", 0))
    return Reading(actions, repeated, found, _set_aside(db, taken), dict(taken.notes) | notes, absent)


def _set_aside(db: duckdb.DuckDBPyConnection, taken: TakenIn) -> list[SetAside]:
    """Every row set aside, in the order of the file, those that contradict each other among them."""
    conflicts = db.execute("select row, found from conflicts").fetchall()
    aside = [*rows_set_aside(db, taken), *(SetAside(row, None, "row.conflict", found) for row, found in conflicts)]
    return sorted(aside, key=lambda one: (one.row, one.code))
