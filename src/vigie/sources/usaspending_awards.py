"""USAspending prime award summaries: one row a contract or framework, with its totals as the source has them.

Publisher, reference and licence as in ``usaspending``. Known limits: the totals are those of the day of the download, not of the
day asked about; the current end date is the latest the source was told; frameworks give no end date; an award's own
key tells it from others, for some old order numbers are used twice by one agency.
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

_AMOUNTS = ("obligated", "outlaid", "exercised", "ceiling")
_DAYS = ("first_action_date", "last_action_date", "starts", "ends", "ends_potential")
_PLAIN = ("supplier", "supplier_uei", "parent", "parent_uei", "description", "product_service", "product_service_code", "naics",
          "naics_code", "pricing", "competition", "office", "solicitation")  # fmt: skip
_FIELDS = ("agency", "piid", "generated_award_id", "framework", *_AMOUNTS, *_DAYS, *_PLAIN)


def read_awards(
    db: duckdb.DuckDBPyConnection, taken: TakenIn, source: Source, *, where: str, capturing: Capturing, folder: Path
) -> Reading:
    """Read a table taken in into the temporary view ``awards_read`` of ``db``; two rows of one award are both set aside."""
    publish(db, taken, _FIELDS, folder)
    forms = proven_days(db, taken, _FIELDS, where=where)
    plain = ", ".join(f"nullif(trim({name}), '') as {name}" for name in (*_AMOUNTS, *_PLAIN))
    days = ", ".join(f"{day_of(name, forms)} as {name}" for name in _DAYS)
    make_cells(
        db,
        taken,
        f"""select *, {contract_of()} as contract from (
            select row, {agency_of(source)} as agency, upper(trim(piid)) as piid, trim(generated_award_id) as award,
                coalesce(nullif(trim(framework), ''), '-NONE-') as framework, {plain}, {days}
            from published
        )""",  # noqa: S608  only our own names
    )
    checks = [*money_checks(*_AMOUNTS), *day_checks(*_DAYS), form_check("piid", PIID, "id.format"), once_check("award")]
    checks += [form_check("award", GENERATED, "id.format"), form_check("agency", AGENCY, "id.agency")]
    find_faults(db, checks)
    amounts = ", ".join(f"cast({name} as decimal(18, 2)) as {name}" for name in _AMOUNTS)
    casted = ", ".join(f"cast({name} as date) as {name}" for name in _DAYS)
    db.execute(
        f"""create or replace temp view awards_read as
        select row, contract, award, agency, piid, framework, {amounts}, {casted}, {", ".join(_PLAIN)} from cells
        where row not in (select row from faults)"""  # noqa: S608
    )
    (found,) = db.execute("select count(*) from awards_read").fetchone() or (0,)
    return Reading(found, 0, (), rows_set_aside(db, taken), dict(taken.notes))
