"""A day as a question is asked with: YYYY-MM-DD, in every language."""

import re
from calendar import monthrange
from datetime import date

from vigie.errors import DayFormatError


def asked_day(written: str) -> date:
    """The day; DayFormatError with the nearest one for anything else."""
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", written, re.ASCII):
            raise ValueError(written)
        return date.fromisoformat(written)
    except ValueError:
        raise DayFormatError(found=written[:80], nearest=_nearest_day(written)) from None


def _nearest_day(written: str) -> str:
    """The day that may be meant: the last of the month for one too late, the other order only where it is certain."""
    if parts := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", written, re.ASCII):
        year, month, day = map(int, parts.groups())
    elif parts := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", written, re.ASCII):
        first, second, year = map(int, parts.groups())
        if min(first, second) > 12 or (max(first, second) <= 12 and first != second):
            return ""
        day, month = max(first, second), min(first, second)
    else:
        return ""
    if not 1 <= month <= 12 or not 1 <= day <= 31 or year < 1:
        return ""
    return date(year, month, min(day, monthrange(year, month)[1])).isoformat()
