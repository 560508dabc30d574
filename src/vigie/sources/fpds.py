"""FPDS: contract actions as the Atom feed of the Federal Procurement Data System had them, frameworks among them.

Publisher: US General Services Administration. Reference: the specifications of its Atom feed. Licence: US federal work, public
domain. Known limits: the feed is retired, so pages harvested from it are an archive, and hold the contracts a harvest asked for and
no others; every entry of a contract repeats the totals of the day it was harvested, so totals as of an action are worked out from
the changes each action made; where nobody gives a ceiling, a row of nines may stand for one.

Entries of its successor, the Contract Awards interface of SAM.gov, have the same fields under other names, and are read by the
same rules (sam_awards.toml; what it has deleted: sam_awards_deleted.toml).

An action is identified by contract, modification number and, where it has one, transaction number. The buyer is the sub-agency of
the contracting office. A contract or order is identified under it, as USAspending does it; a framework under the agency
in its own number, for its office may move to another sub-agency while it runs.
"""

from dataclasses import replace
from pathlib import Path

import duckdb

from vigie.archive.capture import Capturing
from vigie.money import PLACEHOLDER
from vigie.sources.actions import AMOUNTS, OTHER_DAYS, PLAIN, read_cells
from vigie.sources.intake import TakenIn
from vigie.sources.layout import Days, Source
from vigie.sources.published import contract_of, day_of, make_cells, proven_days, publish
from vigie.sources.reading import Reading

_FIELDS = (
    "entry", "modified", "key_agency", "agency", "piid", "modification", "transaction_number", "kind", "framework", "action_date",
    "supplier", "description", "office_code", "orders_end", "exercised_by_action", "ceiling_by_action",
    *AMOUNTS, *OTHER_DAYS, *PLAIN,
)  # fmt: skip
_WORKED_OUT = ("ceiling", "exercised")
_FRAMEWORKS = "('GWAC', 'IDC', 'FSS', 'BOA', 'BPA', 'OTHER TRANSACTION IDV', 'IDV')"


def _cells(forms: dict[str, Days], capturing: Capturing, *, deleted: bool) -> str:
    """One row of cells is what an entry says; of several that tell one action, the one modified last."""
    names = (
        *AMOUNTS,
        *PLAIN,
        "exercised_by_action",
        "ceiling_by_action",
        "kind",
        "key_agency",
        "modified",
        "office_code",
    )
    as_said = ", ".join(
        f"nullif(nullif(trim({name}), ''), 'N/A') as {name}" for name in (*names, "supplier", "description")
    )
    days = ", ".join(f"{day_of(name, forms)} as {name}" for name in ("action_date", "orders_end", *OTHER_DAYS))
    worked_out = ", ".join(f"{_as_of_action(name)} as {name}" for name in _WORKED_OUT)
    return f"""
with told as (
    select row, upper(trim(piid)) as piid, {as_said}, {days},
        upper(trim(modification))
            || case when coalesce(transaction_number, '0') <> '0' then '.' || transaction_number else '' end as modification,
        coalesce(upper(trim(framework)), '-NONE-') as framework, trim(agency) as contracting_agency, {deleted} as withdrawn
    from published where piid is not null or entry is null
),
keyed as ( -- one row: an entry with the id of its contract
    select *, {contract_of()} as contract from (
        select *, case when kind in {_FRAMEWORKS} then coalesce(key_agency, contracting_agency)
            else coalesce(contracting_agency, key_agency) end as agency
        from told
    )
),
standing as ( -- one row: an action as its entry modified last tells it
    select *, row_number() over (partition by contract, modification order by row) > 1 as again
    from keyed qualify modified is not distinct from max(modified) over (partition by contract, modification)
)
select * exclude ({", ".join((*_WORKED_OUT, "office", "ends", "agency", "again"))}), coalesce(contracting_agency, agency) as agency,
    coalesce(contracting_agency, agency) as agency_found, coalesce(office, office_code) as office, coalesce(ends, orders_end) as ends,
    {worked_out}, '{capturing.seen}' as first_seen, '{capturing.seen}' as last_seen
from standing
window contracts as (partition by contract),
    history as (partition by contract order by action_date, modification)
"""  # noqa: S608  only our own column lists


def _as_of_action(name: str) -> str:
    """SQL for a total as an action leaves it: what the changes up to it come to, where all of them together come to the total of the
    contract; else the total stands on its last action alone, for no other is known. A row of nines is no amount."""
    total = f"try_cast({name} as decimal(38, 2))"
    change = f"case when not again then try_cast({name}_by_action as decimal(38, 2)) end"
    whole = f"sum({change}) over contracts = max({total}) over contracts and count(distinct {total}) over contracts = 1"
    last = "count(*) over history = count(*) over contracts"
    found = f"case when {whole} then cast(sum({change}) over history as varchar) when {last} then {name} end"
    return f"case when not regexp_full_match({found}, '{PLACEHOLDER}') then {found} end"


def read_entries(
    db: duckdb.DuckDBPyConnection, taken: TakenIn, source: Source, *, where: str, capturing: Capturing, folder: Path
) -> Reading:
    """Read entries taken in into the temporary view ``actions_read`` of ``db``.

    ``exercised`` and ``ceiling`` are running totals as of each action. ``ends`` of a framework is the last day on which orders can
    be placed under it.
    """
    return _read(db, taken, source, where=where, capturing=capturing, folder=folder, deleted=False)


def read_deleted(
    db: duckdb.DuckDBPyConnection, taken: TakenIn, source: Source, *, where: str, capturing: Capturing, folder: Path
) -> Reading:
    """Read a list of entries the source has deleted into the temporary view ``actions_read`` of ``db``: every one is ``withdrawn``."""
    return _read(db, taken, source, where=where, capturing=capturing, folder=folder, deleted=True)


def _read(
    db: duckdb.DuckDBPyConnection,
    taken: TakenIn,
    source: Source,
    *,
    where: str,
    capturing: Capturing,
    folder: Path,
    deleted: bool,
) -> Reading:
    publish(db, taken, _FIELDS, folder)
    make_cells(db, taken, _cells(proven_days(db, taken, _FIELDS, where=where), capturing, deleted=deleted))
    told = {column.field for column in taken.columns}
    reading = read_cells(db, taken, source, capturing=capturing, told=told)
    return replace(reading, notes=reading.notes | _noticed(db))


def _noticed(db: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """What was noticed of the entries, by code: those that say nothing of a contract, those a later one replaces, rows of nines."""
    nines = " or ".join(f"regexp_full_match({name}, '{PLACEHOLDER}')" for name in _WORKED_OUT)
    silent, told, placeholders, standing = db.execute(
        f"""select count(*) filter (where piid is null and entry is not null),
            count(*) filter (where piid is not null or entry is null),
            count(*) filter (where {nines}), (select count(*) from cells) from published"""  # noqa: S608  only our own names
    ).fetchone() or (0, 0, 0, 0)
    counted = {"entry.silent": silent, "entry.replaced": told - standing, "money.placeholder": placeholders}
    return {code: count for code, count in counted.items() if count}
