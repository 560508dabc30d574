"""CSIS: parents of US contractors as a research institute reports them, with years; never more than reported.

Publisher: Center for Strategic and International Studies. Reference: its lookup tables. Licence: Apache-2.0. Known limits: a third
party's list, kept from about 2000 to 2020; its years are US fiscal years, a day is told of some mergers only, and the first of
January may stand for a year; "NULL" stands where nothing is known. In the list of parents, a name in brackets is the parent
where the row tells a merger or a subsidiary; elsewhere it may be a partner, a share or a remark, and is not read.
"""

from dataclasses import replace
from pathlib import Path

import duckdb

from vigie.archive.capture import Capturing
from vigie.records.ownership import Relation
from vigie.sources.intake import TakenIn
from vigie.sources.layout import Source
from vigie.sources.published import make_cells, publish
from vigie.sources.reading import Reading, find_faults, form_check
from vigie.sources.registers import (
    UEI,
    is_told,
    lay_organizations,
    lay_ownerships,
    missing_check,
    name_of,
    period_check,
    reading_of,
)

_BY_YEAR = ("parent", "parent_uei", "first_year", "last_year", "child_uei", "child")
_LISTED = ("label", "subsidiary", "merger_year", "merger_date", "first_year", "first_date", "spun_off_from")
_SPELLINGS = ("spelling", "name")
_YEAR = "(19|20)[0-9]{2}"


def read_parents(
    db: duckdb.DuckDBPyConnection, taken: TakenIn, source: Source, *, where: str, capturing: Capturing, folder: Path
) -> Reading:
    """Read either table of parents into the temporary view ``ownerships_read`` of ``db``.

    By fiscal year, ``since`` is the first day of the first of them, ``last_seen`` the last day of the last. Of a merger ``since`` is its
    day, else the first day of the fiscal year from which the list counts it; of a spin-off that is ``until``.
    """
    if any(column.field == "child_uei" for column in taken.columns):
        return _read_by_year(db, taken, folder)
    return _read_list(db, taken, source, folder)


def _read_by_year(db: duckdb.DuckDBPyConnection, taken: TakenIn, folder: Path) -> Reading:
    publish(db, taken, _BY_YEAR, folder)
    cells = ", ".join(f"nullif(nullif(trim({name}), ''), 'NULL') as {name}" for name in _BY_YEAR)
    make_cells(
        db,
        taken,
        f"""select *, concat_ws(' ', child_uei, parent_uei, child, parent) as told_of, {_first_day("first_year")} as since,
            last_year || '-09-30' as until
        from (select row, {cells} from published where {is_told(_BY_YEAR)})""",  # noqa: S608  only our own names
    )
    checks = [form_check(name, UEI, "uei.format") for name in ("child_uei", "parent_uei")]
    checks += [form_check(name, _YEAR, "year.format") for name in ("first_year", "last_year")]
    find_faults(db, [*checks, period_check()])
    lay_ownerships(
        db,
        {
            "child_scheme": "'uei'",
            "child_identifier": "child_uei",
            "child": name_of("child"),
            "parent_scheme": "'uei'",
            "parent_identifier": "parent_uei",
            "parent": name_of("parent"),
            "relation": f"'{Relation.REPORTED_PARENT}'",
            "since": "since",
            "last_seen": "until",
            "withdrawn": "false",
        },
    )
    return reading_of(db, taken, "ownerships_read")


def _read_list(db: duckdb.DuckDBPyConnection, taken: TakenIn, source: Source, folder: Path) -> Reading:
    publish(db, taken, _LISTED, folder)
    plain = ", ".join(f"nullif(nullif(trim({name}), ''), 'NULL') as {name}" for name in _LISTED if name != "label")
    pairs = ", ".join(f"{_text(label)}: {_text(meant)}" for label, meant in source.corrections.items())
    make_cells(
        db,
        taken,
        rf"""with rows as (
            select row, coalesce(map {{{pairs}}}[trim(label)], trim(label)) as label, {plain} from published where {is_told(_LISTED)}
        )
        select row, trim(split_part(label, '[', 1)) as child, nullif(trim(regexp_extract(label, '\[([^\]]*)\]', 1)), '') as parent,
            '{Relation.REPORTED_PARENT}' as relation, coalesce(left(merger_date, 10), {_first_day("merger_year")}) as since,
            cast(null as varchar) as until, 'merger ' || label as told_of
        from rows where contains(label, '[') and (subsidiary = '1' or merger_year is not null)
        union all
        select row, trim(split_part(label, '[', 1)), spun_off_from, '{Relation.SPUN_OFF}', null,
            coalesce(left(first_date, 10), {_first_day("first_year")}), 'spun off ' || label
        from rows where spun_off_from is not null""",  # noqa: S608  only our own names
    )
    days = [
        f"""select row, '{name}' as field, 'date.format' as code, {name} as found from cells
        where {name} is not null and try_cast({name} as date) is null"""  # noqa: S608  only our own names
        for name in ("since", "until")
    ]
    find_faults(db, [*days, missing_check("child", "name.missing"), missing_check("parent", "name.missing")])
    lay_ownerships(
        db,
        {name: name for name in ("relation", "since", "until")}
        | {"child": name_of("child"), "parent": name_of("parent"), "withdrawn": "false"},
    )
    reading = reading_of(db, taken, "ownerships_read")
    (silent,) = db.execute("select count(*) from published where row not in (select row from cells)").fetchone() or (0,)
    return replace(reading, notes=reading.notes | ({"ownership.none": silent} if silent else {}))


def read_names(
    db: duckdb.DuckDBPyConnection, taken: TakenIn, source: Source, *, where: str, capturing: Capturing, folder: Path
) -> Reading:
    """Read the table of spellings into the temporary view ``organizations_read`` of ``db``: the name counted under, and one of its
    spellings beside it; none of both where either looks like a person's."""
    publish(db, taken, _SPELLINGS, folder)
    make_cells(
        db,
        taken,
        f"""select *, concat_ws('|', spelling, name) as told_of from (
            select row, {name_of("spelling")} as spelling, {name_of("name")} as name from published where {is_told(_SPELLINGS)}
        ) where spelling is not null and name is not null""",  # noqa: S608  only our own names
    )
    find_faults(db, [missing_check("name", "name.missing")])
    lay_organizations(db, {"name": "name", "other_names": "[spelling]", "withdrawn": "false"})
    return reading_of(db, taken, "organizations_read")


def _first_day(year: str) -> str:
    """SQL for the first day of a US fiscal year."""
    return f"(try_cast({year} as integer) - 1) || '-10-01'"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
