"""Whether a recorded value is the one a text says: rounding decides."""

from decimal import Decimal
from enum import Enum

from vigie.grammar.amounts import Amount
from vigie.grammar.counts import CountSaid
from vigie.grammar.shares import ShareSaid

# "nearly", "some", "environ": how far off a hedged value may be
_HEDGE = Decimal("0.05")
# "more than 4 million" is not said of 40
_MORE = 2


class Fit(Enum):
    """How a recorded value stands to one that is said: within its rounding; cut where rounding would have gone up; or another."""

    ROUNDED = "rounded"
    CUT = "cut"
    NONE = "none"


def fit(said: Amount | ShareSaid, value: Decimal, *, of_sum: bool = False) -> Fit:
    """How a value fits an amount or a share; of a range, "up to" and "more than": whether it lies there, not far from the bound.

    ``of_sum``: of a sum, "more than" is said however far off the bound is.
    """
    slack = max(said.width * 2, abs(value) * _HEDGE) if said.hedged else said.width
    low, high = said.low, said.high
    if low is None and high is None:
        return Fit.NONE
    if high is None:
        return (
            Fit.ROUNDED if low is not None and low - slack <= value and (of_sum or value <= low * _MORE) else Fit.NONE
        )
    if low is None:
        return Fit.ROUNDED if high / _MORE <= value <= high + slack else Fit.NONE
    if low - slack <= value <= high + slack:
        return Fit.ROUNDED
    return Fit.CUT if low == high and low <= value < low + 2 * said.width else Fit.NONE


def reaches(said: Amount, value: Decimal) -> bool:
    """Whether a value is the bound itself, of "up to" and of "at least" too."""
    bounds = [bound for bound in (said.low, said.high) if bound is not None]
    slack = max(said.width * 2, abs(value) * _HEDGE) if said.hedged else said.width
    return any(bound - slack <= value < bound + max(slack, 2 * said.width) for bound in bounds)


def is_shifted(said: Amount, value: Decimal) -> bool:
    """Whether an amount has the digits of a value with the decimal point elsewhere; one digit alone tells nothing."""
    if said.low is None or said.low != said.high or value <= 0 or said.low <= 0:
        return False
    if len(str(int(said.low.scaleb(-said.low.adjusted() + 5))).rstrip("0")) < 2:
        return False
    return any(abs(said.low.scaleb(-shift) - value) <= said.width.scaleb(-shift) for shift in (-3, -2, -1, 1, 2, 3))


def counts(said: CountSaid, number: int) -> bool:
    """Whether a number is the one said, or lies in the range."""
    slack = max(Decimal(1), Decimal(number) * _HEDGE * 2) if said.hedged else Decimal(0)
    low, high = said.low, said.high
    above = low is None or low - slack <= number
    below = high is None or number <= high + slack
    return above and below
