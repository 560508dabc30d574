"""What a table says, read into records: the checks all readers share, and what became of its rows."""

from dataclasses import dataclass

import duckdb

from vigie.archive.capture import Listing, SetAside
from vigie.privacy.cells import without_people
from vigie.sources.intake import TakenIn

MONEY = r"-?[0-9]{1,16}(\.[0-9]{1,2}0*)?"
DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
PIID = "[A-Z0-9][A-Z0-9._-]{0,49}"
AGENCY = "[0-9A-Z]{4}"
GENERATED = "CONT_(AWD_[^_]+_[^_]+_[^_]+_[^_]+|IDV_[^_]+_[^_]+)"
_INFINITE = "[-+]?(nan|inf|infinity)"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a table says, read: how many records it has, what was set aside, what was noticed.

    ``repeated`` counts exact repetitions of a row, folded onto the first; ``listings`` say how complete the table is;
    ``absent`` names the fields of an action it has no column for.
    """

    records: int
    repeated: int
    listings: tuple[Listing, ...]
    set_aside: list[SetAside]
    notes: dict[str, int]
    absent: tuple[str, ...] = ()


def money_checks(*fields: str) -> list[str]:
    """SQL that finds the cells of these fields in ``cells`` that are no amount; empty ones are not reported."""
    return [
        f"""select row, '{field}' as field,
            if(regexp_full_match(lower({field}), '{_INFINITE}'), 'money.not_finite', 'money.format') as code, {field} as found
        from cells where not regexp_full_match({field}, '{MONEY}')"""  # noqa: S608  only our own names
        for field in fields
    ]


def day_checks(*fields: str) -> list[str]:
    """SQL that finds the cells of these fields in ``cells`` that are no day; empty ones are not reported."""
    return [
        f"""select row, '{field}' as field, 'date.format' as code, {field} as found from cells
        where {field} is not null and (not regexp_full_match({field}, '{DAY}') or try_cast({field} as date) is null)"""  # noqa: S608
        for field in fields
    ]


def form_check(field: str, pattern: str, code: str, *, empty: bool = False, found: str | None = None) -> str:
    """SQL that finds the cells of a field in ``cells`` that are not of a form; ``empty``: it may be empty."""
    cell = field if empty else f"coalesce({field}, '')"
    return f"""select row, '{field}' as field, '{code}' as code, {found or field} as found from cells
        where not regexp_full_match({cell}, '{pattern}')"""  # noqa: S608


def once_check(field: str) -> str:
    """SQL that finds the rows of ``cells`` that share what should tell them apart: neither wins silently."""
    return f"""select row, '{field}' as field, 'row.conflict' as code, {field} as found
        from cells qualify count(*) over (partition by {field}) > 1"""  # noqa: S608


def find_faults(db: duckdb.DuckDBPyConnection, checks: list[str], **values: object) -> None:
    """Make ``faults``: one row is one thing wrong with one row of ``cells``."""
    db.execute(
        f"""create or replace temp table faults as
        select row, field, code, coalesce(found, '') as found from ({" union all ".join(checks)})""",  # noqa: S608
        values,
    )


def rows_set_aside(db: duckdb.DuckDBPyConnection, taken: TakenIn) -> list[SetAside]:
    """Every row set aside, by the taking in or in ``faults``, in the order of the file."""
    names = {column.field: column.name for column in taken.columns}
    aside = list(taken.set_aside)
    for row, field, code, found in db.execute(
        "select row, field, code, found from faults order by row, field"
    ).fetchall():
        aside.append(SetAside(row, names.get(field), code, without_people(found)[:80]))
    return sorted(aside, key=lambda one: (one.row, one.code))
