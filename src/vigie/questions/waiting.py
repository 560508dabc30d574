"""Which names wait for somebody's judgement before they are shown: for the reviewer alone, with what is recorded under each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb

from vigie.money import Figure
from vigie.questions.seen import coverage_of
from vigie.questions.standing import STANDING, Asked
from vigie.records.coverage import Coverage


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A bare name: its id, by which it is judged, the ways records write it, and the key under which answers show it."""

    id: str
    spellings: tuple[str, ...]
    shown_key: str


@dataclass(frozen=True, slots=True)
class WaitingName:
    """A name that waits. ``id`` is what a judgement is about, ``shown_as`` the id answers show instead; ``name`` as records write
    it first in the alphabet, ``spellings`` all ways. ``contracts`` and ``figures``, obligated to it up to the day by all buyers
    held: none and empty where records name it only as a parent, or below a contract.
    """

    id: str
    shown_as: str
    name: str
    spellings: tuple[str, ...]
    contracts: int
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class WaitingNames:
    """The names that wait, in falling order of money, then by id. This is the one answer that names them."""

    on: date
    known: date | None
    names: tuple[WaitingName, ...]
    coverage: Coverage


_SQL = f"""
with {STANDING.format(only="list_contains($keys, supplier_key)")}
select supplier_key, count(distinct contract), sum(obligated), list(struct_pack(capture, row) order by capture, row)
from standing group by supplier_key
"""  # noqa: S608  only our own fragments


def waiting_names(db: duckdb.DuckDBPyConnection, unjudged: Iterable[Unjudged], asked: Asked) -> WaitingNames:
    """Answer which names wait and what hangs on each, up to and including the day asked about."""
    every = list(unjudged)
    values = {"keys": [one.shown_key for one in every], "agencies": None, "on": asked.on, "known": asked.known}
    sums = {key: rest for key, *rest in db.execute(_SQL, values).fetchall()}
    names = []
    for one in every:
        contracts, amount, rows = sums.get(one.shown_key, (0, None, ()))
        figures = (asked.obligated(amount, rows),) if contracts else ()
        names.append(WaitingName(one.id, f"name:{one.shown_key}", one.spellings[0], one.spellings, contracts, figures))
    names.sort(key=lambda one: (-_money(one), one.id))
    return WaitingNames(
        on=asked.on,
        known=asked.known,
        names=tuple(names),
        coverage=coverage_of(db, agencies=None, known=asked.known, contracts=()),
    )


def _money(name: WaitingName) -> Decimal:
    return next((figure.amount for figure in name.figures if figure.amount is not None), Decimal(0))
