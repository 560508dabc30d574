"""What each capture lists of each buyer, judged by itself and beside the captures before it."""

from datetime import date

import duckdb

# The order in which captures and sightings stand: by the day as the capturer wrote it, then by the instant
ORDER = "struct_pack(seen := {0}.seen, moment := {0}.moment)"

# Rows that may go from one capture to the next without a doubt: a tenth, at most ten, one always
_LOST_AT_MOST = "greatest(1, least(10, had / 10))"

_JUDGED = f"""
create or replace temp table judged as
with listings as (
    select listing.*, place
    from listing join capture on capture.number = listing.capture
    where ($known is null or seen <= $known) and ($agencies is null or list_contains($agencies, buyer))
),
pairs as ( -- one row: a listing nothing in it speaks against, and of each earlier period that shares days with its own the largest such
    select later.capture, later.buyer, earlier.capture as before, earlier.seen as earlier,
        greatest(later.since, earlier.since) as since, least(later.until, earlier.until) as until
    from listings as later join listings as earlier on earlier.buyer = later.buyer and later.complete and earlier.complete
        and {ORDER.format("earlier")} < {ORDER.format("later")}
        and earlier.since <= later.until and later.since <= earlier.until
    qualify row_number() over (
        partition by later.capture, later.buyer, earlier.since, earlier.until
        order by earlier.found desc, earlier.seen desc, earlier.moment desc, earlier.place
    ) = 1
),
losses as ( -- one row: such a pair, with the actions the earlier has of the days they share, and those the later lacks
    select pairs.capture, pairs.buyer, before, earlier, count(*) as had, count(*) - count(has.action) as lost
    from pairs join sighting as had on had.capture = before
        join version on version.number = had.version and version.agency = pairs.buyer
            and version.action_date between pairs.since and pairs.until
        left join sighting as has on has.capture = pairs.capture and has.action = had.action
    group by all
),
extracts as ( -- one row: a listing that lacks too much to be believed
    select capture, buyer, max(lost) as lacking, max_by(earlier, struct_pack(lost, earlier)) as earlier
    from losses
    where lost > {_LOST_AT_MOST}
    group by capture, buyer
)
select listings.* exclude (place) replace (
        complete and lacking is null as complete,
        case when lacking is null then doubts else list_append(doubts, 'fewer_than_before') end as doubts
    ), lacking, earlier
from listings left join extracts using (capture, buyer)
"""  # noqa: S608  only our own fragments


def judge(db: duckdb.DuckDBPyConnection, *, known: date | None, agencies: list[str] | None) -> None:
    """Make the table ``judged``: every listing of these buyers (None: of all) seen by ``known``, as ``listing`` has it, and beside
    the listings before it.

    One that lacks more of what an earlier complete listing has of the days they share than can have been withdrawn is
    not complete: it is more likely an extract. ``lacking`` and ``earlier`` are the number and the day of that listing,
    null where nothing is wrong. Whatever asks whether a capture is complete asks this table.
    """
    db.execute(_JUDGED, {"known": known, "agencies": agencies})
