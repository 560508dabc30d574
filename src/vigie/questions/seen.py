"""What the answers to a question rest on: the days, the gaps and the blind spots of the records asked."""

from collections.abc import Iterable
from datetime import date

import duckdb

from vigie.records.contract import Contract
from vigie.records.coverage import Coverage
from vigie.sources import source

_SQL = """
with standing as ( -- one row: an action as known, whatever its day
    select contract, modification, action_date
    from contract_version
    where ($known is null or seen <= $known) and ($agencies is null or list_contains($agencies, agency))
    group by all
    having sum(n) > 0
)
select min(action_date), max(action_date) from standing
"""


def coverage_of(
    db: duckdb.DuckDBPyConnection, *, agencies: list[str] | None, known: date | None, contracts: Iterable[Contract]
) -> Coverage:
    """The coverage of an answer about these buyers that names these contracts."""
    since, until = db.execute(_SQL, {"known": known, "agencies": agencies}).fetchone() or (None, None)
    sources = [name for (name,) in db.execute("select distinct source from capture order by source").fetchall()]
    spots = dict.fromkeys(spot for name in sources for spot in source(name).blind_spots)
    return Coverage(
        since=since,
        until=until,
        floor=any(source(name).floor for name in sources),
        gaps={contract.piid: contract.gaps for contract in contracts if contract.gaps},
        blind_spots=tuple(spots),
        sources=tuple(sources),
        role="awarded_by",
    )
