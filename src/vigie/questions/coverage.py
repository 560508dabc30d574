"""What the desk holds: of which source, of which buyers, from when until when, and what it cannot see."""

from dataclasses import dataclass
from datetime import date

import duckdb

from vigie.archive.capture import Capture, SetAside
from vigie.money import Figure
from vigie.questions.seen import coverage_of
from vigie.questions.standing import STANDING, Asked
from vigie.records.coverage import Coverage


@dataclass(frozen=True, slots=True)
class BuyerHeld:
    """What is held of one buyer: days of the first and last action, counts, the net sum of obligations."""

    buyer: str
    since: date
    until: date
    suppliers: int
    contracts: int
    actions: int
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """Everything the desk holds up to a day: buyers in falling order of actions, captures in the order taken in.

    ``set_aside`` has, by capture number, the rows that were not understood, in the order of the file.
    """

    on: date
    known: date | None
    buyers: tuple[BuyerHeld, ...]
    captures: tuple[Capture, ...]
    set_aside: dict[int, tuple[SetAside, ...]]
    coverage: Coverage


_SQL = f"""
with {STANDING.format(only="true")}
select agency, min(action_date), max(action_date), count(distinct supplier_key), count(distinct contract), count(*) as actions,
    sum(obligated), list(struct_pack(capture, row) order by capture, row)
from standing
group by agency
order by actions desc, agency
"""  # noqa: S608  only our own fragments


def held(
    db: duckdb.DuckDBPyConnection, captures: list[Capture], set_aside: dict[int, tuple[SetAside, ...]], asked: Asked
) -> Held:
    """Answer what the desk holds up to and including the day asked about."""
    found = db.execute(_SQL, {"on": asked.on, "known": asked.known, "agencies": None}).fetchall()
    buyers = tuple(
        BuyerHeld(agency, since, until, suppliers, contracts, actions,
                  (asked.obligated(amount, rows),))
        for agency, since, until, suppliers, contracts, actions, amount, rows in found
    )  # fmt: skip
    coverage = coverage_of(db, agencies=None, known=asked.known, contracts=())
    return Held(asked.on, asked.known, buyers, tuple(captures), set_aside, coverage)
