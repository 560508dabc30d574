"""What many sets of suppliers were obligated, in one pass over the actions: each action once a set, while its supplier belonged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import duckdb

from vigie.money import Figure
from vigie.questions.standing import Asked

# Evidence names every row up to so many; beyond them, the span of rows in each file
_ROWS_NAMED = 20_000


@dataclass(frozen=True, slots=True)
class Counted:
    """A supplier that counts in a set, by the normal form of its name, from ``since`` until before ``until``; None: always."""

    place: str
    key: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """The actions of a set, the days of the first and the last of them, and what they come to."""

    actions: int
    first: date
    last: date
    figure: Figure


# One row is a set with the actions that stand and count in it
_SQL = """
with counted as ( -- one row: a supplier in a set, with the days on which it counts
    select unnest($places) as place, unnest($keys) as supplier_key, unnest($sinces) as since, unnest($untils) as until
),
standing as ( -- one row: an action of a supplier of any set
    select supplier_key, contract, modification, action_date, obligated * n as obligated, capture, row
    from contract_version
    where supplier_key in (select supplier_key from counted) and action_date <= $on and action_date >= $since
        and ($known is null or seen <= $known) and ($agencies is null or list_contains($agencies, agency))
    group by all
    having sum(n) > 0
),
told as ( -- one row: an action in a set, once however many spells of its supplier cover the day
    select distinct place, standing.* from standing join counted using (supplier_key)
    where action_date >= counted.since and action_date < counted.until
),
files as ( -- one row: a file with actions of a set, and the span of rows in which they lie
    select place, capture, min(row) as first, max(row) as last from told group by place, capture
),
spans as (
    select place, list(struct_pack(capture, first, last) order by capture) as spans from files group by place
)
select place, count(*), min(action_date), max(action_date), sum(obligated),
    case when count(*) <= $most then list(struct_pack(capture, row)) end, any_value(spans)
from told join spans using (place)
group by place
"""


def sums(
    db: duckdb.DuckDBPyConnection,
    counted: Iterable[Counted],
    *,
    agencies: list[str] | None,
    since: date | None,
    asked: Asked,
) -> dict[str, Sum]:
    """What each set of suppliers was obligated by these buyers from ``since`` (None: ever) up to the day asked about.

    A set of which no action counts is not in it.
    """
    every = list(counted)
    if not every:
        return {}
    values = {
        "places": [one.place for one in every],
        "keys": [one.key for one in every],
        "sinces": [one.since or date.min for one in every],
        "untils": [one.until or date.max for one in every],
        "agencies": agencies, "since": since or date.min, "on": asked.on, "known": asked.known, "most": _ROWS_NAMED,
    }  # fmt: skip
    return {
        place: Sum(
            actions, first, last, asked.spanned(amount, spans) if rows is None else asked.obligated(amount, rows)
        )
        for place, actions, first, last, amount, rows, spans in db.execute(_SQL, values).fetchall()
    }
