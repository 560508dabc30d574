"""Actions that later captures do not have: which, since when, by which captures; nothing more is said of them."""

from datetime import date
from typing import Any

import duckdb

from vigie.questions.listings import ORDER
from vigie.questions.standing import Asked
from vigie.records.change import Absence, Observation

# Whether a listing would show an action of this amount: one cut at a page shows only what is larger than its last row
LISTS = "(not list_contains(listing.doubts, 'cut_at_page') or {amount} > listing.last_amount)"

_ABSENCES = f"""
with latest as ( -- one row: the last listing of a buyer's period that is cut, or that is not
    select * from judged
    qualify row_number() over (
        partition by buyer, since, until, list_contains(doubts, 'cut_at_page') order by seen desc, moment desc, capture desc
    ) = 1
),
present as (
    select distinct action, capture from sighting where capture in (select capture from latest)
),
candidates as ( -- one row: an action that was once dated in such a period, and that such a listing should have and has not
    select distinct action
    from version join latest as listing on listing.buyer = version.agency
        and version.action_date between listing.since and listing.until and {LISTS.format(amount="version.obligated")}
    where not exists (
        select 1 from present where present.action = version.action and present.capture = listing.capture
    )
),
sighted as ( -- one row: such an action with where it was seen last
    select action, max(struct_pack(seen, moment, capture, row, version)) as last
    from sighting
    where action in (select action from candidates) and ($known is null or seen <= $known)
    group by action
),
missing as (
    select contract, agency, piid, supplier, modification, action_date, obligated, last.moment as moment, last.seen as seen,
        last.capture as capture, last.row as row
    from sighted join version on version.number = last.version
)
select contract, agency, piid, supplier, modification, action_date, missing.obligated, missing.capture, missing.row,
    missing.seen as last_seen, list(struct_pack(seen := listing.seen, complete := listing.complete, capture := listing.capture)
        order by listing.seen, listing.moment, listing.capture) as without
from missing join judged as listing on listing.buyer = missing.agency
    and {ORDER.format("listing")} > {ORDER.format("missing")}
    and missing.action_date between listing.since and listing.until and {LISTS.format(amount="missing.obligated")}
group by all
order by action_date, contract, modification
"""  # noqa: S608  only our own fragments


def absences(db: duckdb.DuckDBPyConnection, values: dict[str, Any], asked: Asked) -> tuple[Absence, ...]:
    """The actions that came to be absent from ``values["since"]`` to ``values["until"]``, in the order (day, contract, amendment).

    Rests on the table ``judged``. A withdrawn action counts on the second day with a complete capture without it, any
    other on that of the first capture without it. One that a later capture has again is not absent.
    """
    found = (_absence(row, asked) for row in db.execute(_ABSENCES, {"known": values["known"]}).fetchall())
    return tuple(one for one in found if values["since"] <= _day(one) <= values["until"])


def _day(absence: Absence) -> date:
    return absence.days_complete[1] if absence.withdrawn else absence.absences[0].day


def _absence(found: tuple[Any, ...], asked: Asked) -> Absence:
    contract, buyer, piid, supplier, modification, happened, obligated, capture, row, last_seen, without = found
    return Absence(
        contract=contract,
        piid=piid,
        buyer=buyer,
        supplier=supplier,
        modification=modification,
        happened=happened,
        last_seen=last_seen,
        absences=tuple(Observation(one["seen"], one["complete"], asked.files[one["capture"]]) for one in without),
        figures=(asked.obligated(obligated, [{"capture": capture, "row": row}]),),
        evidence=asked.evidence(capture, row),
    )
