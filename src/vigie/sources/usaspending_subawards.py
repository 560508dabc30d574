"""USAspending subawards: what a prime contractor reported to have passed on, one row a report.

Publisher, reference and licence as in ``usaspending``. Known limits: a subaward is reported again months later under another
report, with the same amount and day; whether an amount adds to earlier ones or restates the total is not said; first-tier
subcontracts of USD 30,000 and more only; some exceed what the prime contract is worth. So they are a basis of their own.
"""

from pathlib import Path

import duckdb

from vigie.archive.capture import Capturing
from vigie.sources.intake import TakenIn
from vigie.sources.layout import Source
from vigie.sources.published import agency_of, contract_of, day_of, make_cells, proven_days, publish
from vigie.sources.reading import (
    AGENCY,
    GENERATED,
    PIID,
    Reading,
    day_checks,
    find_faults,
    form_check,
    money_checks,
    once_check,
    rows_set_aside,
)

_PLAIN = (
    "prime_supplier",
    "supplier",
    "supplier_uei",
    "parent",
    "parent_uei",
    "description",
    "subaward_number",
    "report_id",
)
_FIELDS = ("agency", "piid", "generated_award_id", "framework", "amount", "action_date", *_PLAIN)


def read_subawards(
    db: duckdb.DuckDBPyConnection, taken: TakenIn, source: Source, *, where: str, capturing: Capturing, folder: Path
) -> Reading:
    """Read a table taken in into the temporary view ``subawards_read`` of ``db``.

    ``report`` tells one row from another: the number of the report, or, where there is none, everything the row says.
    """
    publish(db, taken, _FIELDS, folder)
    forms = proven_days(db, taken, _FIELDS, where=where)
    plain = ", ".join(f"nullif(trim({name}), '') as {name}" for name in _PLAIN)
    make_cells(
        db,
        taken,
        f"""select *, {contract_of()} as contract,
            coalesce(report_id, concat_ws('|', award, subaward_number, supplier, amount, action_date, description)) as report
        from (
            select row, {agency_of(source)} as agency, upper(trim(piid)) as piid, trim(generated_award_id) as award,
                coalesce(nullif(trim(framework), ''), '-NONE-') as framework, nullif(trim(amount), '') as amount,
                {day_of("action_date", forms)} as action_date, {plain}
            from published
        )""",  # noqa: S608  only our own names
    )
    checks = [
        *money_checks("amount"),
        *day_checks("action_date"),
        form_check("piid", PIID, "id.format"),
        once_check("report"),
    ]
    checks += [form_check("award", GENERATED, "id.format"), form_check("agency", AGENCY, "id.agency")]
    find_faults(db, checks)
    db.execute(
        """create or replace temp view subawards_read as
        select row, contract, award, agency, piid, framework, report, subaward_number, cast(amount as decimal(18, 2)) as amount,
            cast(action_date as date) as action_date, prime_supplier, supplier, supplier_uei, parent, parent_uei, description
        from cells where row not in (select row from faults)"""
    )
    (found,) = db.execute("select count(*) from subawards_read").fetchone() or (0,)
    return Reading(found, 0, (), rows_set_aside(db, taken), dict(taken.notes))
