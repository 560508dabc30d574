"""What the answers to a question rest on: the days, the gaps and the blind spots of the records asked."""

from collections.abc import Iterable, Iterator
from datetime import date

import duckdb

from vigie.archive.capture import Doubt
from vigie.ledger.tables import hold_days
from vigie.records.completeness import Shortfall
from vigie.records.contract import Contract
from vigie.records.coverage import Coverage
from vigie.sources import source

# The first and the last day on which an action that stands was taken: a posting taken back leaves nothing on its day
_DAYS = """
select min(action_date), max(action_date)
from (
    select action_date from day_held
    where ($known is null or seen <= $known) and ($agencies is null or list_contains($agencies, agency))
    group by action_date having sum(n) > 0
)
"""
# Where no action is held, the days of the awards' summaries and of the subawards
_OTHERS = """
select min(first), max(last) from (
    select first_action_date as first, last_action_date as last, agency, seen from award
    union all select action_date, action_date, agency, seen from subaward
)
where ($known is null or seen <= $known) and ($agencies is null or list_contains($agencies, agency))
"""
# One row is a period of a buyer of which every listing is cut, or of a volume or count that cannot be, the last of them first
_DOUBTED = """
select buyer, since, until, max(found), max_by(struct_pack(found, last_amount, doubts, capture), struct_pack(seen, moment))
from listing
where ($known is null or seen <= $known) and ($agencies is null or list_contains($agencies, buyer))
group by buyer, since, until
having bool_and(list_has_any(doubts, ['cut_at_page', 'volume', 'count_differs', 'page_limit']))
order by buyer, since, until
"""
# One row is such a period with the number of actions held of it
_HELD = """
with periods as (
    select unnest($buyers) as buyer, unnest($sinces) as since, unnest($untils) as until
),
standing as ( -- one row: an action that stands
    select agency, action_date, contract, modification from contract_version
    where list_contains($buyers, agency) and ($known is null or seen <= $known)
    group by all having sum(n) > 0
)
select buyer, since, until, count(distinct (contract, modification))
from periods join standing on agency = buyer and action_date between since and until
group by all
"""
_FILES = "select number, source, sha256 from capture"


def _shortfalls(db: duckdb.DuckDBPyConnection, agencies: list[str] | None, known: date | None) -> Iterator[Shortfall]:
    doubted = db.execute(_DOUBTED, {"known": known, "agencies": agencies}).fetchall()
    if not doubted:
        return
    buyers, sinces, untils, *_ = zip(*doubted, strict=True)
    periods = {"buyers": list(buyers), "sinces": list(sinces), "untils": list(untils), "known": known}
    held = {tuple(period): count for *period, count in db.execute(_HELD, periods).fetchall()}
    files = {number: (name, sha256) for number, name, sha256 in db.execute(_FILES).fetchall()}
    for buyer, since, until, most, last in doubted:
        if held.get((buyer, since, until), 0) > most:  # other captures hold what these lack
            continue
        name, sha256 = files[last["capture"]]
        doubts = tuple(Doubt(doubt) for doubt in last["doubts"])
        yield Shortfall(name, buyer, since, until, last["found"], last["last_amount"], doubts, sha256)


# Blind spots of a source that some of its layouts lift, where records of such a layout are held
_LIFTED = """
select
    (select count(*) from day_held where has_terms
        and ($known is null or seen <= $known) and ($agencies is null or list_contains($agencies, agency)))
    + (select count(*) from award where ($known is null or seen <= $known) and ($agencies is null or list_contains($agencies, agency))),
    (select count(*) from subaward where ($known is null or seen <= $known) and ($agencies is null or list_contains($agencies, agency)))
"""


def _seen_after_all(db: duckdb.DuckDBPyConnection, values: dict[str, object]) -> set[str]:
    """The blind spots of which records are held after all, of some contracts at least."""
    found = db.execute(_LIFTED, values).fetchone() or (0, 0)
    return {spot for spot, count in zip(("ceilings_and_ends", "subawards"), found, strict=True) if count}


def _days(db: duckdb.DuckDBPyConnection, values: dict[str, object]) -> tuple[date | None, date | None]:
    """The days of the first and the last action that stands."""
    found = db.execute(_DAYS, values).fetchone()
    if found is None or found == (None, None):
        found = db.execute(_OTHERS, values).fetchone()
    return found or (None, None)


def coverage_of(
    db: duckdb.DuckDBPyConnection,
    *,
    agencies: list[str] | None,
    known: date | None,
    contracts: Iterable[Contract],
    first: date = date.min,
) -> Coverage:
    """The coverage of an answer about these buyers that names these contracts; sources that say nothing of money are not of it.

    ``first``: the first day it counts, before which what is incomplete does not matter to it.
    """
    hold_days(db)
    since, until = _days(db, {"known": known, "agencies": agencies})
    captured = db.execute("select distinct source from capture order by source").fetchall()
    sources = [name for (name,) in captured if source(name).currency]
    incomplete = tuple(one for one in _shortfalls(db, agencies, known) if one.until >= first)
    seen = _seen_after_all(db, {"known": known, "agencies": agencies})
    spots = dict.fromkeys(spot for name in sources for spot in source(name).blind_spots if spot not in seen)
    return Coverage(
        since=since,
        until=until,
        floor=any(source(name).floor for name in sources) and not incomplete,
        incomplete=incomplete,
        gaps={contract.piid: contract.gaps for contract in contracts if contract.gaps},
        blind_spots=tuple(spots),
        sources=tuple(sources),
        role="awarded_by",
    )
