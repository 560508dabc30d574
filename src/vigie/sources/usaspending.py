"""USAspending contract actions.

Publisher: US Department of the Treasury, Bureau of the Fiscal Service. Reference: the USAspending data dictionary.
Licence: US federal work, public domain. Known limits: the search interface cuts lists sorted by amount at a page;
award types A to D only, so no frameworks; descriptions are cut at 4,000 characters; the generated award id
changes when a framework is corrected, so it identifies nothing; an agency's ceilings may be nines.

An action is identified by awarding sub-agency, award number, modification number and, where it has one, transaction number. An
award number that is not of the uniform scheme (FAR 4.1603: 13 to 17 characters; up to 20 before it) counts orders under one
framework, and identifies a contract only together with it.
"""

from datetime import date
from pathlib import Path

import duckdb

from vigie.archive.capture import Capturing
from vigie.sources.actions import AMOUNTS, OTHER_DAYS, PLAIN, read_cells
from vigie.sources.intake import TakenIn
from vigie.sources.layout import Days, Source
from vigie.sources.published import agency_of, contract_of, day_of, make_cells, proven_days, publish
from vigie.sources.reading import GENERATED, Reading, form_check

_FIELDS = (
    "agency", "transaction_key", "transaction_number", "piid", "modification", "action_date", "supplier", "generated_award_id",
    "framework_agency", "framework", "description", "first_seen", "last_seen", "correction", *AMOUNTS, *OTHER_DAYS, *PLAIN,
)  # fmt: skip


def _cells(forms: dict[str, Days], source: Source, seen: date) -> str:
    """One row of cells is one row of the file; absent columns are null.

    A generated award id is CONT_AWD_<award>_<agency>_<framework>_<framework agency>, with -NONE- where there is no framework. A
    transaction key is <agency>_<framework agency>_<award>_<modification>_<framework>_<transaction number>; a deletion
    has nothing else.
    """
    plain = ", ".join(f"nullif(trim({name}), '') as {name}" for name in (*AMOUNTS, *PLAIN))
    days = ", ".join(f"{day_of(name, forms)} as {name}" for name in ("action_date", *OTHER_DAYS))
    return f"""
with keyed as (
    select *, string_split(transaction_key, '_') as key, coalesce(correction = 'D', false) as withdrawn from published
)
select *, {contract_of()} as contract
from (
select
    row,
    coalesce({agency_of(source)}, key[1]) as agency,
    coalesce(agency, transaction_key) as agency_found,
    upper(trim(coalesce(piid, case when withdrawn then key[3] end))) as piid,
    upper(trim(coalesce(modification, case when withdrawn then key[4] end)))
        || case when coalesce(transaction_number, key[6], '0') not in ('', '0') then '.' || coalesce(transaction_number, key[6]) else '' end
        as modification,
    nullif(trim(supplier), '') as supplier,
    coalesce(
        nullif(trim(framework), ''), case when generated_award_id like 'CONT\\_AWD\\_%' escape '\\'
            then nullif(split_part(generated_award_id, '_', 5), '') end, case when withdrawn then key[5] end
    ) as framework,
    nullif(generated_award_id, '') as generated_award_id, nullif(trim(description), '') as description,
    {plain}, {days}, withdrawn,
    coalesce(trim(first_seen), '{seen}') as first_seen, coalesce(trim(last_seen), '{seen}') as last_seen
from keyed
) as told
"""  # noqa: S608  only our own column lists


def read(
    db: duckdb.DuckDBPyConnection, taken: TakenIn, source: Source, *, where: str, capturing: Capturing, folder: Path
) -> Reading:
    """Read a table taken in into the temporary view ``actions_read`` of ``db``.

    ``capturing`` says when the table was seen, for layouts whose rows do not carry it. Amounts are in the source's
    currency, exact; empty amounts are null ("not reported"). Rows with a fault are set aside with their reason; two
    rows of one action and one day that differ are both set aside, for neither wins silently. ``absent`` names the fields
    this table has no column for; ``withdrawn`` is an action the source says it has deleted. A table with such notices lists
    what changed, not what there is.
    """
    publish(db, taken, _FIELDS, folder)
    make_cells(db, taken, _cells(proven_days(db, taken, _FIELDS, where=where), source, capturing.seen))
    fields = {column.field for column in taken.columns}
    told = fields | ({"framework"} if "generated_award_id" in fields else set())
    generated = form_check("generated_award_id", GENERATED, "id.format", empty=True)
    return read_cells(db, taken, source, capturing=capturing, told=told, checks=[generated])
