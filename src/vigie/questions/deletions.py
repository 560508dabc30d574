"""Actions the source itself says it has deleted, by the day on which its notice was seen."""

from datetime import date

import duckdb

from vigie.questions.standing import Asked
from vigie.records.change import Deletion

# One row is an action with a notice of its deletion first seen in these days, and what had last been said of it before
_SQL = """
with notices as (
    select version.action, any_value(version.contract) as contract, any_value(version.agency) as agency,
        min_by(struct_pack(seen, capture, row), struct_pack(sighting.seen, moment)) as notice
    from sighting join version on version.number = sighting.version
    where version.withdrawn and ($agencies is null or list_contains($agencies, version.agency))
        and ($known is null or sighting.seen <= $known)
    group by version.action
),
told as ( -- one row: such an action with the last thing said of it before the notice
    select notices.contract, notices.agency, notices.notice, version.piid, version.modification, version.supplier, version.action_date,
        version.obligated, sighting.capture, sighting.row
    from notices join sighting using (action) join version on version.number = sighting.version
    where not version.withdrawn and sighting.seen <= notices.notice.seen
    qualify row_number() over (partition by notices.action order by sighting.seen desc, sighting.moment desc) = 1
)
select contract, piid, agency, supplier, modification, action_date, obligated, capture, row, notice from told
where notice.seen between $since and $until
order by action_date, contract, modification
"""


def deletions(
    db: duckdb.DuckDBPyConnection, agencies: list[str] | None, *, since: date, until: date, asked: Asked
) -> tuple[Deletion, ...]:
    """The deletions noticed between two days, both included, of actions that had been seen before."""
    values = {"agencies": agencies, "since": since, "until": until, "known": asked.known}
    return tuple(
        Deletion(
            contract=contract,
            piid=piid,
            buyer=agency,
            supplier=supplier,
            modification=modification,
            happened=day,
            deleted=notice["seen"],
            figures=(asked.obligated(amount, [{"capture": capture, "row": row}]),),
            evidence=asked.evidence(capture, row),
            notice=asked.evidence(notice["capture"], notice["row"]),
        )
        for contract, piid, agency, supplier, modification, day, amount, capture, row, notice in db.execute(
            _SQL, values
        ).fetchall()
    )
