"""Dates that come, as records give them: the ends of contracts, deadlines of notices, legal clocks."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import duckdb

from vigie.groups.names import normal_form
from vigie.questions.standing import CONTRACTS, STANDING, Asked
from vigie.records.event import Due, Moved, Subject, id_of, plain_number

# What finds dates from one day to another, both included, as known by the day asked about
DueFinder = Callable[[duckdb.DuckDBPyConnection, date, date, Asked], Iterable[Due]]

# One row is a contract that ends in these days, by what was said of its end last, with what had been said of it before
_ENDS = f"""
with {STANDING.format(only="true")},
counted_actions as (
    select *, true as counted from standing
),
{CONTRACTS},
ending as (
    select contract, agency, piid, supplier, framework, ends, topics from contracts
    where ends between $since and $until and closed_out is null
),
said as ( -- one row: an end a contract was given, and the day of the action that gave it first
    select contract, ends as given, min(action_date) as day from standing
    where ends is not null and contract in (select contract from ending) group by all
)
select ending.*, (select list(struct_pack(given, day) order by day, given) from said where said.contract = ending.contract),
    (select struct_pack(capture, row) from standing where standing.contract = ending.contract order by moment desc limit 1),
    (select last(description order by moment) from standing where standing.contract = ending.contract)
from ending order by ends, contract
"""  # noqa: S608  only our own fragments


def dues(
    db: duckdb.DuckDBPyConnection, finders: Iterable[DueFinder], *, since: date, until: date, asked: Asked
) -> list[Due]:
    """Every date from one day to another, both included, in their order."""
    found = (due for finder in finders for due in finder(db, since, until, asked))
    return sorted(found, key=lambda due: (due.day, due.moment is not None, due.number, due.key))


def of_contracts(db: duckdb.DuckDBPyConnection, since: date, until: date, asked: Asked) -> Iterator[Due]:
    """The ends of contracts that no action closes out; options taken up later move them."""
    values = {"agencies": None, "on": asked.on, "known": asked.known, "since": since, "until": until}
    for contract, agency, piid, supplier, framework, ends, topics, said, place, words in db.execute(
        _ENDS, values
    ).fetchall():
        history = [Moved(one["given"].isoformat(), one["day"]) for one in said or () if one["given"] != ends]
        numbers = (piid, contract, framework or "")
        yield Due(
            key=id_of("contract-ends", contract),
            kind="contract-ends",
            day=ends,
            moment=None,
            number=piid,
            title=words or "",
            rule=None,
            history=tuple(history),
            subject=Subject(
                buyers=(agency,),
                suppliers=(normal_form(supplier),) if supplier else (),
                topics=tuple(topics or ()),
                numbers=tuple(dict.fromkeys(plain_number(one) for one in numbers if one)),
                words=words or "",
            ),
            evidence=asked.evidence(place["capture"], place["row"]) if place else None,
        )
