"""How complete a file is, buyer by buyer: what its rows show, and the rule by which it is doubted.

A listing is doubted when it is sorted by falling amount and ends at a whole page before any amount below zero; when
rows repeat; when the source gave another count; when it has fewer or more rows than the source publishes for a whole
fiscal year; when rows were not understood; when nobody says which days it lists. The evidence for each stands in the
listing.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import duckdb

from vigie.archive.capture import Capturing, Doubt, Listing
from vigie.sources.layout import Layout, Source

# Amendments are published up to 90 days late, so a year is not over for us before
_LATE = timedelta(days=90)

# One row is what one file lists of one buyer; rows stand in the order of the file
_SQL = """
with placed as (
    select row, agency, try_cast(obligated as decimal(18, 2)) as amount,
        lag(try_cast(obligated as decimal(18, 2))) over (partition by agency order by row) as before
    from cells
),
ordered as (
    select agency, count(*) as found, coalesce(bool_and(before is null or amount <= before), false) as descending,
        max_by(amount, row) as last_amount
    from placed group by agency
),
faulty as (
    select agency, count(distinct row) as set_aside from cells
    where row in (select row from faults union select row from conflicts)
    group by agency
),
sound as (
    select agency, cast(sum(repeated) as integer) as repeated, min(action_date) as first_day, max(action_date) as last_day
    from actions_read group by agency
)
select agency, first_day, last_day, found, repeated, coalesce(set_aside, 0), descending, last_amount
from ordered join sound using (agency) left join faulty using (agency)
order by agency
"""


def listings(
    db: duckdb.DuckDBPyConnection, source: Source, layout: Layout, capturing: Capturing, *, unplaced: int
) -> tuple[Listing, ...]:
    """What the file in the temporary tables ``cells``, ``faults``, ``conflicts`` and ``actions_read`` lists, by buyer in the order of
    their codes; nothing where the layout is no listing.

    ``unplaced`` counts rows so broken that their buyer is not known; they are doubts on every listing.
    """
    if not layout.listing:
        return ()
    (nobodys,) = db.execute("select count(distinct row) from faults where field = 'agency'").fetchone() or (0,)
    return tuple(_listings(db, source, layout, capturing, unplaced + nobodys))


def _listings(
    db: duckdb.DuckDBPyConnection, source: Source, layout: Layout, capturing: Capturing, unplaced: int
) -> Iterator[Listing]:
    for buyer, first, last, found, repeated, set_aside, descending, last_amount in db.execute(_SQL).fetchall():
        since, until = capturing.covers or _period(first, last, source.fiscal_year_starts)
        listing = Listing(
            buyer, since, until, found, capturing.expected, repeated, set_aside + unplaced, descending, last_amount, ()
        )
        stated = capturing.covers is not None or (since, until) == fiscal_year(since, source.fiscal_year_starts)
        period = () if stated else (Doubt.PERIOD,)
        doubts = (*_doubts(listing, source, layout.page, capturing.seen, unplaced), *period, *capturing.doubts)
        yield replace(listing, doubts=tuple(dict.fromkeys(doubts)))


def _doubts(listing: Listing, source: Source, page: int | None, seen: date, unplaced: int) -> Iterator[Doubt]:
    # any of the rows whose buyer is not known may be of this one
    whole_pages = page is not None and listing.found > 0 and -listing.found % page <= unplaced
    if whole_pages and listing.descending and listing.last_amount is not None and listing.last_amount >= 0:
        yield Doubt.CUT
    if listing.repeated:
        yield Doubt.REPEATED
    if listing.expected is not None and listing.expected != listing.found:
        yield Doubt.COUNT
    bounds = source.volume.get(listing.buyer)
    if bounds is not None and (listing.since, listing.until) == fiscal_year(listing.since, source.fiscal_year_starts):
        over = seen > listing.until + _LATE
        if listing.found > bounds.high or (over and listing.found < bounds.low):
            yield Doubt.VOLUME
    if listing.set_aside:
        yield Doubt.SET_ASIDE


def _period(first: date, last: date, starts: int) -> tuple[date, date]:
    """The days a file lists: the whole fiscal year where all its actions fall in one, else from its first to its last."""
    year = fiscal_year(first, starts)
    return year if last <= year[1] else (first, last)


def fiscal_year(day: date, starts: int) -> tuple[date, date]:
    """The first and the last day of the fiscal year of a day."""
    first = date(day.year if day.month >= starts else day.year - 1, starts, 1)
    return first, date(first.year + 1, starts, 1) - timedelta(days=1)
