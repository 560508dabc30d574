"""Protests as sources tell them, read into rows: the columns all sources share, their checks, and what became of them.

Rows are never folded: a docket that has one file twice has it twice, and so has a report.
"""

from pathlib import Path

import duckdb

from vigie.records.protest import ProtestRecord
from vigie.sources.intake import TakenIn
from vigie.sources.layout import Source
from vigie.sources.published import day_of, make_cells, proven_days, publish
from vigie.sources.reading import Reading, day_checks, find_faults, form_check, rows_set_aside
from vigie.sources.registers import is_told, missing_check

_DAYS = ("filed", "due", "decided")
_PLAIN = ("file_number", "protester", "agency", "solicitation", "case_type", "outcome", "said_by", "says_protest")
# What every source can say of a protest
FIELDS = (*_PLAIN, *_DAYS)


def read_rows(
    db: duckdb.DuckDBPyConnection,
    taken: TakenIn,
    source: Source,
    *,
    record: ProtestRecord,
    file: str,
    number: str,
    where: str,
    folder: Path,
) -> Reading:
    """Read a table taken in into the temporary view ``protests_read`` of ``db``: one row a row of the file.

    ``file``: the pattern of the number of a file, which all numbers of one matter share; ``number``: that of one row's own.
    """
    publish(db, taken, FIELDS, folder)
    forms = proven_days(db, taken, FIELDS, where=where)
    days = ", ".join(f"{day_of(name, forms)} as {name}" for name in _DAYS)
    plain = ", ".join(f"nullif(trim({name}), '') as {name}" for name in _PLAIN)
    agencies = ", ".join(f"'{name}': '{code}'" for name, code in source.agencies.items())
    known = f"map {{{agencies}}}[trim(agency)]" if agencies else "cast(null as varchar)"
    make_cells(
        db,
        taken,
        f"""select row, {plain}, {days}, {known} as buyer,
            nullif(regexp_extract(upper(file_number), '{file}'), '') as file,
            nullif(regexp_replace(upper(solicitation), '[^A-Z0-9]', '', 'g'), '') as solicitation_key
        from published where {is_told(FIELDS)}""",  # noqa: S608  only our own names
    )
    checks = [*day_checks(*_DAYS), form_check("file_number", number, "protest.file_number")]
    find_faults(db, [*checks, missing_check("file", "protest.file_number")])
    casted = ", ".join(f"cast({name} as date) as {name}" for name in _DAYS)
    db.execute(
        f"""create or replace temp view protests_read as
        select row, '{record}' as record, file, file_number, protester, buyer, agency, solicitation, solicitation_key, case_type, outcome,
            {casted}, '{record}' = '{ProtestRecord.REPORT}' as reported, said_by, coalesce(says_protest, 'yes') = 'yes' as says_protest
        from cells where row not in (select row from faults)"""  # noqa: S608
    )
    (found,) = db.execute("select count(*) from protests_read").fetchone() or (0,)
    return Reading(found, 0, (), rows_set_aside(db, taken), dict(taken.notes))
