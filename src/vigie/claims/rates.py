"""Exchange rates by day: those of the European Central Bank, never one of our own.

Publisher: European Central Bank, euro foreign exchange reference rates, as the library CurrencyConverter carries them. Known limits:
working days alone, so that of a weekend the last one before counts; days after the library's own release have none.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

# Over the longest run of holidays there is no rate for five days
_BACK = 6


@dataclass(frozen=True, slots=True)
class Rate:
    """How many units of ``target`` one unit of ``source`` was worth (ISO 4217), by the rates of ``day``."""

    source: str
    target: str
    rate: Decimal
    day: date


@lru_cache(maxsize=1)
def _converter() -> Any:
    from currency_converter import CurrencyConverter

    return CurrencyConverter(decimal=True)


def rate(source: str, target: str, day: date) -> Rate | None:
    """The rate of a day, or of the last working day before it; None where the bank gives none."""
    from currency_converter import (
        RateNotFoundError,
    )  # a third of a second, which only a claim in another currency needs

    for back in range(_BACK):
        try:
            found = _converter().convert(Decimal(1), source, target, date=day - timedelta(days=back))
        except (RateNotFoundError, ValueError):  # no rate on that day; no such currency
            continue
        return Rate(source, target, found, day - timedelta(days=back))
    return None
