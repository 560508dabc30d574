"""How sound what is held is: per source and buyer, captures, completeness, volume, gaps, and how late actions are published."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import duckdb

from vigie.archive.capture import Capture, Doubt
from vigie.questions.listings import judge
from vigie.questions.standing import STANDING
from vigie.records.completeness import BuyerHealth, Lag, ListingFound, PeriodHealth, SourceHealth
from vigie.sources import source


@dataclass(frozen=True, slots=True)
class Health:
    """What captures show of themselves, as known by ``known`` (None: by now).

    ``buyers`` in falling order of captures, their periods in the order of days; ``listings`` every listing, in the order in which
    it was seen, with what speaks against it.
    """

    known: date | None
    sources: tuple[SourceHealth, ...]
    buyers: tuple[BuyerHealth, ...]
    listings: tuple[ListingFound, ...]


_LISTINGS = """
select capture.source, judged.capture, capture.sha256, seen, buyer, since, until, found, expected, repeated, set_aside,
    last_amount, complete, doubts, lacking, earlier
from judged join capture on capture.number = judged.capture
order by seen, moment, judged.capture, buyer
"""

# One row is a period of a buyer
_PERIODS = f"""
with {STANDING.format(only="true")},
periods as (
    select buyer, since, until, count(*) as captures, count(*) filter (where complete) as complete, max(seen) as last,
        max(seen) filter (where complete) as last_complete,
        max_by(found, struct_pack(seen, moment)) filter (where not list_contains(doubts, 'cut_at_page')) as found
    from judged
    group by buyer, since, until
)
select buyer, periods.since, until, captures, complete, last, last_complete, periods.found, count(standing.contract) as held
from periods left join standing on standing.agency = buyer and standing.action_date between periods.since and until
group by all
order by buyer, periods.since, until
"""  # noqa: S608  only our own fragments

# One row is a buyer with the longest time between two days on which it was captured
_GAPS = """
with days as (
    select distinct buyer, seen from judged
),
gaps as (
    select buyer, seen - lag(seen) over (partition by buyer order by seen) as gap from days
)
select buyer, max(gap) from gaps group by buyer
"""

# One row is a buyer with how late its actions were seen, over those dated since it was first captured
_LAGS = """
with posted as ( -- one row: a day on which an action came to be known with a day of its own
    select contract, modification, agency, action_date, seen
    from contract_version
    where $known is null or seen <= $known
    group by all
    having sum(n) > 0
),
firsts as (
    select contract, modification, agency, min(seen) as first_seen, min_by(action_date, seen) as action_date
    from posted
    group by contract, modification, agency
),
begun as (
    select buyer, min(seen) as since from judged group by buyer
)
select agency, count(*), quantile_disc(days, 0.5), quantile_disc(days, 0.9), max(days)
from (select agency, first_seen - action_date as days from firsts join begun on buyer = agency and action_date >= since) as lags
group by agency
"""

# One row is a buyer with the number of actions that a capture lacked and a later one has
_RETURNED = """
with numbered as ( -- one row: a listing, numbered among those of its buyer and period
    select capture, buyer, since, row_number() over (partition by buyer, since, until order by seen, moment, capture) as place
    from judged
),
buyers as (
    select distinct action, agency from version
),
sighted as ( -- one row: an action with the places of the listings of a period that have it
    select agency, sighting.action, numbered.since, count(*) as found, max(place) - min(place) + 1 as spanned
    from sighting join buyers on buyers.action = sighting.action
        join numbered on numbered.capture = sighting.capture and numbered.buyer = agency
    group by agency, sighting.action, numbered.since
)
select agency, count(distinct action) filter (where found < spanned) from sighted group by agency
"""

_VERSIONS = """
with said as ( -- one row: an action with the number of things said of it
    select capture.source, version.action, count(distinct struct_pack(supplier, obligated, action_date)) as versions,
        count(distinct framework) as frameworks, count(distinct description) as descriptions
    from version join sighting on sighting.version = version.number join capture on capture.number = sighting.capture
    where $known is null or seen <= $known
    group by capture.source, version.action
)
select source, count(*), sum(versions), count(*) filter (where frameworks > 1), count(*) filter (where descriptions > 1)
from said group by source
"""


def health(db: duckdb.DuckDBPyConnection, captures: list[Capture], *, known: date | None) -> Health:
    """Answer how complete and how late what is held is.

    Rests on the listings of the captures: their rows, repetitions, order and counts. A listing is complete as long as
    nothing speaks against it, which is no proof.
    """
    values = {"known": known}
    shown = [one for one in captures if known is None or one.seen <= known]
    judge(db, known=known, agencies=None)
    listings = tuple(_listings(db, shown))
    return Health(known, tuple(_sources(db, shown, values)), tuple(_buyers(db, listings, values)), listings)


def _listings(db: duckdb.DuckDBPyConnection, captures: list[Capture]) -> Iterator[ListingFound]:
    declared = {name: source(name) for name in {one.source for one in captures}}
    layouts = {one.number: one.layout for one in captures}
    found = db.execute(_LISTINGS)
    names = [column[0] for column in found.description]
    for row in found.fetchall():
        listing = dict(zip(names, row, strict=True))
        own = declared[listing["source"]]
        bounds = own.volume.get(listing["buyer"])
        yield ListingFound(
            **listing | {"doubts": tuple(Doubt(doubt) for doubt in listing["doubts"])},
            page=next((one.page for one in own.layouts if one.name == layouts[listing["capture"]]), None),
            low=bounds.low if bounds else None,
            high=bounds.high if bounds else None,
        )


def _sources(
    db: duckdb.DuckDBPyConnection, captures: list[Capture], values: dict[str, date | None]
) -> Iterable[SourceHealth]:
    said = {name: counts for name, *counts in db.execute(_VERSIONS, values).fetchall()}
    for name in sorted({one.source for one in captures}):
        own = [one for one in captures if one.source == name]
        unknown = {column for one in own for column in one.columns_unknown}
        yield SourceHealth(
            name, len(own), min(one.seen for one in own), max(one.seen for one in own),
            sum(one.set_aside_rows for one in own), tuple(sorted(unknown)), *map(int, said.get(name, (0, 0, 0, 0))),
        )  # fmt: skip


def _buyers(
    db: duckdb.DuckDBPyConnection, listings: tuple[ListingFound, ...], values: dict[str, date | None]
) -> list[BuyerHealth]:
    asked = {"on": date.max, "agencies": None, **values}
    periods: dict[str, list[PeriodHealth]] = {}
    for buyer, since, until, captures, complete, last, last_complete, found, held in db.execute(
        _PERIODS, asked
    ).fetchall():
        missing = max(0, found - held) if found is not None else 0
        period = PeriodHealth(since, until, captures, complete, last, last_complete, found, held, missing)
        periods.setdefault(buyer, []).append(period)
    gaps = dict(db.execute(_GAPS).fetchall())
    lags = {buyer: Lag(*counts) for buyer, *counts in db.execute(_LAGS, values).fetchall()}
    back = dict(db.execute(_RETURNED).fetchall())
    found_of = {buyer: [one for one in listings if one.buyer == buyer] for buyer in periods}
    made = [
        BuyerHealth(
            buyer=buyer,
            captures=len(own),
            complete=sum(one.complete for one in own),
            first=min(one.seen for one in own),
            last=max(one.seen for one in own),
            longest_gap=gaps.get(buyer),
            returned=back.get(buyer, 0),
            lag=lags.get(buyer),
            periods=tuple(periods[buyer]),
        )
        for buyer, own in found_of.items()
    ]
    return sorted(made, key=lambda one: (-one.captures, one.buyer))
