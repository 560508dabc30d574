"""The days on which the federal government is open: neither Saturday, Sunday nor a holiday of 5 U.S.C. 6103."""

from datetime import date, timedelta

_MONDAY, _THURSDAY, _SATURDAY, _SUNDAY = 0, 3, 5, 6
# Holidays on a fixed day: month, day, the first year
_FIXED = ((1, 1, 1885), (6, 19, 2021), (7, 4, 1885), (11, 11, 1978), (12, 25, 1885))
# Holidays on a weekday of a month: month, weekday, which of them; the last one is -1
_FLOATING = (
    (1, _MONDAY, 3), (2, _MONDAY, 3), (5, _MONDAY, -1), (9, _MONDAY, 1), (10, _MONDAY, 2), (11, _THURSDAY, 4),
)  # fmt: skip


def is_open(day: date) -> bool:
    """Whether a day is no Saturday, Sunday or federal holiday. Days on which it closed for weather or by order are not known here."""
    return day.weekday() not in (_SATURDAY, _SUNDAY) and day not in _holidays(day.year) | _holidays(day.year + 1)


def _holidays(year: int) -> set[date]:
    fixed = {_observed(date(year, month, day)) for month, day, first in _FIXED if year >= first}
    return fixed | {_nth(year, *rule) for rule in _FLOATING}


def _observed(day: date) -> date:
    """A holiday on a Saturday is observed the day before, one on a Sunday the day after (5 U.S.C. 6103(b), E.O. 11582)."""
    return day + timedelta(days={_SATURDAY: -1, _SUNDAY: 1}.get(day.weekday(), 0))


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    if which < 0:
        last = date(year, month + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
