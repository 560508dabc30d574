"""Facts that third parties report: ceilings of frameworks, outcomes of protests.

Publisher: whoever reports, in each row. Reference: what the row cites. Licence: that of whoever reports it. Known limits: no record holds
these facts here; they are shown as reported, with the day they say they are of, and never added or counted. Rows that say the same are
kept as many times as they are reported.
"""

from pathlib import Path

import duckdb

from vigie.archive.capture import Capturing
from vigie.records.protest import ProtestRecord
from vigie.sources.gao import FILE
from vigie.sources.intake import TakenIn
from vigie.sources.layout import Source
from vigie.sources.protest_rows import read_rows
from vigie.sources.published import make_cells, publish
from vigie.sources.reading import PIID, Reading, find_faults, form_check, money_checks, rows_set_aside
from vigie.sources.registers import UEI, is_told, missing_check

_FIELDS = ("supplier", "supplier_uei", "framework", "amount", "first_order", "said_by")
# The day of what is cited, in the words of whoever reports: "… citing FPDS-NG 2026-07-27 …"
_CITED = r"citing [^;]*?([0-9]{4}-[0-9]{2}-[0-9]{2})"


def read_protests(
    db: duckdb.DuckDBPyConnection, taken: TakenIn, source: Source, *, where: str, capturing: Capturing, folder: Path
) -> Reading:
    """Read reported outcomes of protests into the temporary view ``protests_read`` of ``db``."""
    # "B-424186.1..5 (…)": the report names several numbers of a file at once
    number = rf"{FILE}.*"
    return read_rows(
        db, taken, source, record=ProtestRecord.REPORT, file=FILE, number=number, where=where, folder=folder
    )


def read_ceilings(
    db: duckdb.DuckDBPyConnection, taken: TakenIn, source: Source, *, where: str, capturing: Capturing, folder: Path
) -> Reading:
    """Read reported ceilings into the temporary view ``reported_read`` of ``db``; the amounts are US dollars, as the column says."""
    publish(db, taken, _FIELDS, folder)
    make_cells(
        db,
        taken,
        f"""select row, trim(supplier) as supplier, trim(supplier_uei) as supplier_uei, upper(trim(framework)) as framework,
            trim(amount) as amount, upper(trim(first_order)) as first_order, trim(said_by) as said_by
        from published where {is_told(_FIELDS)}""",  # noqa: S608  only our own names
    )
    checks = [form_check("framework", PIID, "id.format"), form_check("first_order", PIID, "id.format", empty=True)]
    checks += [form_check("supplier_uei", UEI, "uei.format", empty=True), *money_checks("amount")]
    find_faults(db, [*checks, missing_check("amount", "money.format"), missing_check("said_by", "reported.source")])
    db.execute(
        f"""create or replace temp view reported_read as
        select row, framework, first_order, supplier, supplier_uei, 'ceiling' as basis, cast(amount as decimal(18, 2)) as amount,
            'USD' as currency, try_cast(nullif(regexp_extract(said_by, '{_CITED}', 1), '') as date) as day, said_by
        from cells where row not in (select row from faults)"""  # noqa: S608
    )
    (found,) = db.execute("select count(*) from reported_read").fetchone() or (0,)
    return Reading(found, 0, (), rows_set_aside(db, taken), dict(taken.notes))
