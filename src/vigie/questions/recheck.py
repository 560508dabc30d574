"""Which figures of a dossier changed since it was made, and why."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from vigie.money import Basis
from vigie.questions.contract import ContractLife
from vigie.records.contract import Action
from vigie.records.stated import DossierAsked, Stated


class Cause(StrEnum):
    """Why a figure changed: an action that came to be known later, one that came to read otherwise, or one that is no longer counted."""

    PUBLISHED = "published"
    CORRECTED = "corrected"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Moved:
    """One action behind a change. ``then`` is what it had obligated by what was known when the dossier was made, ``now`` by what is
    known now; None where it was not counted, or no amount was reported."""

    cause: Cause
    contract: str
    modification: str
    action_date: date
    then: Decimal | None
    now: Decimal | None


@dataclass(frozen=True, slots=True)
class FigureChanged:
    """A figure that is another now; ``now`` None: it can no longer be asked. ``moved`` is empty where no action explains it: then a link
    between organizations, or a decision, is another."""

    then: Stated
    now: Stated | None
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Recheck:
    """A dossier asked again. ``changed`` in the order of the dossier; ``added`` are figures that it did not have; ``same`` counts those
    that stayed the same to the cent. ``known``: by which day it is asked now; None: by now."""

    asked: DossierAsked
    known: date | None
    changed: tuple[FigureChanged, ...]
    added: tuple[Stated, ...]
    same: int


# The life of a contract by what was known on a day; None where it is not held by then
Life = Callable[[str, date | None], ContractLife | None]


def recheck(
    asked: DossierAsked, then: Iterable[Stated], now: Iterable[Stated], life: Life, *, known: date | None
) -> Recheck:
    """Compare the figures a dossier states with those the same question gives now."""
    before = {one.place: one for one in then}
    after = {one.place: one for one in now}
    moved = _Moves(life, asked.known or asked.seen, known)
    changed = [
        FigureChanged(one, after.get(place), tuple(moved.behind(one, before)))
        for place, one in before.items()
        if place not in after or after[place].amount != one.amount
    ]
    added = tuple(one for place, one in after.items() if place not in before)
    return Recheck(asked, known, tuple(changed), added, len(before) - len(changed))


class _Moves:
    """What happened to the actions of contracts between two days of knowing."""

    def __init__(self, life: Life, then: date | None, now: date | None) -> None:
        self._life = life
        self._then, self._now = then, now
        self._found: dict[str, tuple[Moved, ...]] = {}

    def behind(self, figure: Stated, every: Mapping[tuple[str, Basis, str], Stated]) -> Iterator[Moved]:
        """The actions behind the change of a contract's figure; behind that of a sum, those of every contract in the dossier."""
        if figure.key.startswith("contract:"):
            yield from self._of(figure.key.removeprefix("contract:"))
        else:
            for key in dict.fromkeys(one.key for one in every.values() if one.key.startswith("contract:")):
                yield from self._of(key.removeprefix("contract:"))

    def _of(self, contract: str) -> tuple[Moved, ...]:
        if contract not in self._found:
            then, now = (_actions(self._life(contract, known)) for known in (self._then, self._now))
            self._found[contract] = tuple(_moved(contract, then, now))
        return self._found[contract]


def _actions(life: ContractLife | None) -> dict[str, Action]:
    return {one.modification: one for one in life.actions} if life is not None else {}


def _moved(contract: str, then: dict[str, Action], now: dict[str, Action]) -> Iterator[Moved]:
    for modification in sorted({*then, *now}):
        before, after = then.get(modification), now.get(modification)
        if before is None and after is not None:
            yield Moved(Cause.PUBLISHED, contract, modification, after.action_date, None, after.obligated)
        elif after is None and before is not None:
            yield Moved(Cause.GONE, contract, modification, before.action_date, before.obligated, None)
        elif before is not None and after is not None and before.obligated != after.obligated:
            yield Moved(Cause.CORRECTED, contract, modification, after.action_date, before.obligated, after.obligated)
