"""A table taken in, made readable by SQL: every cell as text; and how its days are written, proven by all of them."""

from collections.abc import Iterable
from pathlib import Path

import duckdb

from vigie.archive.tables import named, quoted
from vigie.errors import DayOrderError
from vigie.sources.intake import TakenIn
from vigie.sources.layout import Days, Kind, Source

# A year of two digits is one of this century up to here; contracts of before 1957 are not published
_CENTURY = 57
# A time after the day is midnight, but where the form has one, and says nothing
_SHAPES = {
    Days.ISO: r"[0-9]{4}-[0-9]{2}-[0-9]{2}( 00:00:00(\+00)?)?",
    Days.ISO_TIMED: r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.]{5,}(Z|[+-][0-9]{2}:?[0-9]{2})?)?",
    Days.DAY_FIRST: "[0-9]{2}/[0-9]{2}/[0-9]{4}",
    Days.DAY_FIRST_TIMED: "[0-9]{2}/[0-9]{2}/[0-9]{2} [0-9]{2}:[0-9]{2}",
    Days.MONTH_FIRST: "[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}( 0?0:00)?",
    Days.MONTH_FIRST_LONG: "[0-9]{2}/[0-9]{2}/[0-9]{4}",
    Days.MONTH_NAMED: "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}[.]? [0-9]{1,2}, [0-9]{4}",
}


def publish(db: duckdb.DuckDBPyConnection, taken: TakenIn, fields: Iterable[str], folder: Path) -> None:
    """Make ``published``: one row a row of the file not set aside, with its number and these fields as text; null where the
    cell is empty, or where there is no such column."""
    if isinstance(taken.rows, Path):
        _publish_large(db, taken, taken.rows, fields)
    else:
        _publish_small(db, taken, taken.rows, fields, folder)


def _publish_large(db: duckdb.DuckDBPyConnection, taken: TakenIn, path: Path, fields: Iterable[str]) -> None:
    held = {column.field: named(column.name) for column in taken.columns}
    db.execute("create or replace temp table unread as select unnest(cast($rows as integer[])) as row",
               {"rows": [one.row for one in taken.set_aside]})  # fmt: skip
    # the first record stands in row 2 of the published table
    db.execute(
        f"""create or replace temp view published as
        select cast(file_row_number + 2 as integer) as row, {_picked(held, fields)}
        from read_parquet({quoted(path)}, file_row_number = true)
        where cast(file_row_number + 2 as integer) not in (select row from unread)"""  # noqa: S608  only our own names
    )


def _publish_small(
    db: duckdb.DuckDBPyConnection, taken: TakenIn, rows: str, fields: Iterable[str], folder: Path
) -> None:
    held = {column.field: f"column{place:03d}" for place, column in enumerate(taken.columns, start=1)}
    path = folder / "rows.csv"
    path.write_text(rows, encoding="utf-8", newline="")
    db.execute(
        f"""create or replace temp table published_held as
        select cast(row_number_ as integer) as row, {_picked(held, fields)}
        from read_csv({quoted(path)}, header = false, delim = ',', quote = '"', escape = '"', auto_detect = false,
            nullstr = '\x07', columns = $types, max_line_size = 8000000, new_line = '\\n')""",  # noqa: S608  only our own names
        {"types": {"row_number_": "INTEGER", **dict.fromkeys(held.values(), "VARCHAR")}},
    )
    path.unlink()
    db.execute("create or replace temp view published as select * from published_held")


def make_cells(db: duckdb.DuckDBPyConnection, taken: TakenIn, query: str) -> None:
    """Make ``cells`` from a query on ``published``; worked out once where the table is small, streamed where it is large."""
    if not isinstance(taken.rows, Path):
        db.execute(f"create or replace temp table cells_held as {query}")
        query = "select * from cells_held"
    db.execute(f"create or replace temp view cells as {query}")


def _picked(held: dict[str, str], fields: Iterable[str]) -> str:
    """The fields as text; an empty cell is null."""
    return ", ".join(
        f"nullif({held[name]}, '') as {name}" if name in held else f"cast(null as varchar) as {name}" for name in fields
    )


def proven_days(db: duckdb.DuckDBPyConnection, taken: TakenIn, fields: Iterable[str], *, where: str) -> dict[str, Days]:
    """The form in which this table writes its days, by field published: of those its layout may have, the one most days fit.

    Raises DayOrderError when months and days could change places: when no day of the table lies after the twelfth, or
    one stands where the month should.
    """
    forms = taken.header.layout.days
    days = [column.field for column in taken.columns if column.kind is Kind.DAY and column.field in fields]
    if len(forms) == 1:
        return dict.fromkeys(days, forms[0])
    proven = {field: _form(db, field, forms) for field in days}
    if months := [field for field, form in proven.items() if form is Days.MONTH_FIRST]:
        _prove_month_first(db, months, where)
    return proven


def _form(db: duckdb.DuckDBPyConnection, field: str, forms: tuple[Days, ...]) -> Days:
    counts = ", ".join(f"count(*) filter (where regexp_full_match(trim({field}), '{_SHAPES[form]}'))" for form in forms)
    found = db.execute(f"select {counts} from published").fetchone() or ()  # noqa: S608  only our own names
    return forms[max(range(len(forms)), key=lambda place: found[place])]


def _prove_month_first(db: duckdb.DuckDBPyConnection, fields: list[str], where: str) -> None:
    days = " union all ".join(f"select trim({field}) as cell from published" for field in fields)  # noqa: S608
    first, second, example = db.execute(
        f"""select max(cast(split_part(cell, '/', 1) as integer)), max(cast(split_part(cell, '/', 2) as integer)), any_value(cell)
        from ({days}) where regexp_full_match(cell, '{_SHAPES[Days.MONTH_FIRST]}')"""  # noqa: S608
    ).fetchone() or (0, 0, "")
    if first > 12 or second <= 12:
        raise DayOrderError(where=where, found=example)


def agency_of(source: Source) -> str:
    """SQL for the code of the agency in the field ``agency``: a code as published, or that of an acronym or name we know."""
    pairs = ", ".join(f"'{name.replace(chr(39), chr(39) * 2)}': '{code}'" for name, code in source.agencies.items())
    return f"coalesce(map {{{pairs}}}[agency], agency)"


def contract_of() -> str:
    """SQL for the id of a contract, from ``agency``, ``piid`` and ``framework``.

    An award number that is not of the uniform scheme (FAR 4.1603: 13 to 17 characters; up to 20 before it) counts orders under one
    framework, and identifies a contract only together with it.
    """
    counted = "length(piid) not between 13 and 20 and framework <> '-NONE-'"
    return f"agency || '_' || piid || case when {counted} then '_' || framework else '' end"


def day_of(field: str, forms: dict[str, Days]) -> str:
    """SQL for the day in a field as YYYY-MM-DD; what is not in its form stays as it is, to be found faulty; empty is null."""
    form, cell = forms.get(field, Days.ISO), f"trim({field})"
    if form in (Days.ISO, Days.ISO_TIMED):
        told = f"left({cell}, 10)"
    elif form is Days.DAY_FIRST:
        told = f"substr({cell}, 7, 4) || '-' || substr({cell}, 4, 2) || '-' || left({cell}, 2)"
    elif form is Days.MONTH_FIRST_LONG:
        told = f"substr({cell}, 7, 4) || '-' || left({cell}, 2) || '-' || substr({cell}, 4, 2)"
    elif form is Days.MONTH_NAMED:
        month, day, year = (f"split_part({cell}, ' ', {place})" for place in (1, 2, 3))
        named = f"try_strptime(left({month}, 3) || ' ' || {day} || ' ' || {year}, '%b %d, %Y')"
        told = f"coalesce(strftime({named}, '%Y-%m-%d'), {cell})"
    elif form is Days.DAY_FIRST_TIMED:
        told = f"{_century(f'substr({cell}, 7, 2)')} || '-' || substr({cell}, 4, 2) || '-' || left({cell}, 2)"
    else:
        day = f"split_part({cell}, ' ', 1)"
        month, day_of_month, year = (f"split_part({day}, '/', {place})" for place in (1, 2, 3))
        told = f"{_century(year)} || '-' || lpad({month}, 2, '0') || '-' || lpad({day_of_month}, 2, '0')"
    return f"case when regexp_full_match({cell}, '{_SHAPES[form]}') then {told} else nullif({cell}, '') end"


def _century(year: str) -> str:
    return f"case when try_cast({year} as integer) < {_CENTURY} then '20' else '19' end || {year}"
