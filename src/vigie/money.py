"""An amount is never a bare number: what it is a measure of, in which currency, as of which day, on whose evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from vigie.evidence import Evidence

_NINES = 9


class Basis(StrEnum):
    """What an amount measures; amounts of different bases never add."""

    OBLIGATED = "obligated"
    OUTLAID = "outlaid"
    EXERCISED = "exercised"
    CEILING = "ceiling"
    GUARANTEED = "guaranteed"
    INCENTIVE = "incentive"
    SUBAWARDED = "subawarded"
    ANNOUNCED = "announced"


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount with everything that must travel with it.

    ``amount`` is in units of ``currency`` (ISO 4217), exact to the cent, negative where money was taken back; None
    where the source reports no amount, which is not zero. ``on`` is the day up to which actions were counted.
    ``evidence`` names every row that was added up.
    """

    basis: Basis
    currency: str
    amount: Decimal | None
    on: date
    evidence: tuple[Evidence, ...]


# The same as a pattern of whole cells
PLACEHOLDER = f"-?9{{{_NINES},}}([.][0-9]*)?"


def is_placeholder(amount: Decimal) -> bool:
    """Whether an amount is a row of nines, as typed where a form asks for a ceiling and there is none (999,999,999,999.00)."""
    digits = str(abs(int(amount)))
    return len(digits) >= _NINES and set(digits) == {"9"}


def add(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of the amounts reported; None when none is."""
    reported = [amount for amount in amounts if amount is not None]
    return sum(reported, Decimal("0.00")) if reported else None
