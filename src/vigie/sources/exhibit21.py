"""SEC Exhibit 21: the subsidiaries a registrant lists in its annual report, as a table made of it.

Publisher: US Securities and Exchange Commission. Reference: Regulation S-K, item 601(b)(21). Licence: public filings. Known limits:
small subsidiaries may be left out; a list is true for the end of the period and says nothing of the days before; which
subsidiary belongs to which other is often not told.
"""

from pathlib import Path

import duckdb

from vigie.archive.capture import Capturing
from vigie.records.ownership import Relation
from vigie.sources.intake import TakenIn
from vigie.sources.layout import Source
from vigie.sources.published import day_of, make_cells, proven_days, publish
from vigie.sources.reading import Reading, day_checks, find_faults, form_check
from vigie.sources.registers import (
    SHARE,
    is_told,
    lay_organizations,
    lay_ownerships,
    missing_check,
    name_of,
    reading_of,
)

_FIELDS = ("registrant", "cik", "period", "filed", "subsidiary", "jurisdiction", "share")


def read_subsidiaries(
    db: duckdb.DuckDBPyConnection, taken: TakenIn, source: Source, *, where: str, capturing: Capturing, folder: Path
) -> Reading:
    """Read a table of subsidiaries into the temporary views ``organizations_read`` and ``ownerships_read`` of ``db``.

    A link is shown on one day, the end of the period reported on: ``since`` and ``last_seen`` are both that day.
    """
    publish(db, taken, _FIELDS, folder)
    forms = proven_days(db, taken, _FIELDS, where=where)
    plain = ", ".join(
        f"nullif(trim({name}), '') as {name}" for name in ("registrant", "cik", "subsidiary", "jurisdiction", "share")
    )
    days = ", ".join(f"{day_of(name, forms)} as {name}" for name in ("period", "filed"))
    make_cells(
        db,
        taken,
        f"""select *, concat_ws('|', cik, period, subsidiary, jurisdiction) as told_of
        from (select row, {plain}, {days} from published where {is_told(_FIELDS)})""",  # noqa: S608  only our own names
    )
    checks = [missing_check("subsidiary", "name.missing"), missing_check("registrant", "name.missing")]
    checks += [missing_check("period", "date.format"), *day_checks("period", "filed")]
    checks += [form_check("cik", "[0-9]{1,10}", "cik.format"), form_check("share", SHARE, "share.format", empty=True)]
    find_faults(db, checks)
    lay_organizations(
        db, {"name": name_of("subsidiary"), "other_names": "[]", "jurisdiction": "jurisdiction", "withdrawn": "false"}
    )
    lay_ownerships(
        db,
        {
            "child": name_of("subsidiary"),
            "parent_scheme": "'cik'",
            "parent_identifier": "lpad(cik, 10, '0')",
            "parent": name_of("registrant"),
            "relation": f"'{Relation.SUBSIDIARY_LISTED}'",
            "since": "period",
            "last_seen": "period",
            "share": "share",
            "withdrawn": "false",
        },
    )
    return reading_of(db, taken, "ownerships_read")
