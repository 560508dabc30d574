"""Days that texts tell from the day they appeared: "yesterday", "il y a deux ans", "next quarter", "mardi dernier"."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from vigie.grammar.day_words import weekday_number, weekday_pattern
from vigie.grammar.numbers import numbers

# How many days away
_DAYS_AWAY = {
    "en": {"the day before yesterday": -2, "yesterday": -1, "today": 0, "tonight": 0, "the day after tomorrow": 2, "tomorrow": 1},
    "fr": {"avant[- ]hier": -2, "hier": -1, "aujourd['’]hui": 0, "ce jour": 0, "ce soir": 0, "après[- ]demain": 2, "demain": 1},
}  # fmt: skip
_GRAINS = {
    "day": "day", "jour": "day", "week": "week", "semaine": "week", "month": "month", "mois": "month", "quarter": "quarter",
    "qtr": "quarter", "trimestre": "quarter", "year": "year", "yr": "year", "an": "year", "année": "year",
}  # fmt: skip
_UNIT = "|".join(sorted(_GRAINS, key=len, reverse=True))
_BACK = r"last|past|previous|derni(?:er|ère)s?|passée?s?|écoulée?s?"
_HERE = r"this|current|ce|cet|cette"
_AHEAD = r"next|coming|upcoming|prochaine?s?|à venir"
_WHICH = rf"(?:(?P<back>{_BACK})|(?P<here>{_HERE})|(?P<ahead>{_AHEAD}))"
_MANY = r"(?P<many>\d{1,3}|[^\W\d_]+(?:-[^\W\d_]+)?)"
_FEW = 200
# Without one of these in a sentence it tells no day from that of publication; quick
_TELLING = rf"\b(?:{_BACK}|{_HERE}|{_AHEAD})\b"
_MAY_TELL = {
    "en": re.compile(rf"{_TELLING}|sterday|today|tonight|tomorrow|\bago\b|hence|from now|[snriu]day\b", re.IGNORECASE),
    "fr": re.compile(rf"{_TELLING}|\bhier\b|hui\b|demain|il y a|\bdans\b|[niureaé]di\b|dimanche", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A time told from the day of publication, from ``start`` up to ``end``: its first and last day, None where that day is not known.
    ``ahead_too``: a day of the week, of which the text around it may say that it is still to come."""

    start: int
    end: int
    first: date | None
    last: date | None
    grain: str
    ahead_too: bool = False


def told(text: str, lang: str, on: date | None) -> Iterator[Told]:
    """The times of a text in one language that are told from ``on``, in no order; some may lie within others."""
    if _MAY_TELL[lang].search(text) is None:
        return
    patterns = _patterns(lang)
    for found in patterns["away"].finditer(text):
        away = next(days for said, days in _DAYS_AWAY[lang].items() if re.fullmatch(said, found[0], re.IGNORECASE))
        yield _shifted(found, "day", on, away, away)
    for found in (*patterns["unit"].finditer(text), *patterns["this_unit"].finditer(text)):
        by = _direction(found)
        yield _shifted(found, _GRAINS[found["unit"].lower()], on, by, by)
    for found in patterns["units"].finditer(text):
        many, by = _many(found["many"], lang), _direction(found)
        if many is not None and by:
            yield _shifted(found, _GRAINS[found["unit"].lower()], on, *((-many, -1) if by < 0 else (1, many)))
    for name, sign in (("ago", -1), ("hence", 1)):
        for found in patterns[name].finditer(text):
            many = _many(found["many"], lang)
            if many is not None:
                yield _shifted(found, _GRAINS[found["unit"].lower()], on, sign * many, sign * many)
    for found in patterns["weekday"].finditer(text):
        yield _weekday(found, lang, on)


def _direction(found: re.Match[str]) -> int:
    return -1 if found["back"] else 1 if found["ahead"] else 0


def _many(said: str, lang: str) -> int | None:
    if said.lower() in ("a", "an", "un", "une", "one"):
        return 1
    found = numbers(said, lang)
    whole = [one.value for one in found if one.value == one.value.to_integral() and one.value <= Decimal(_FEW)]
    return int(whole[0]) if len(whole) == 1 else None


def _shifted(found: re.Match[str], grain: str, on: date | None, by: int, until: int) -> Told:
    """From so many days, weeks, months, quarters or years away to so many."""
    if on is None:
        return Told(found.start(), found.end(), None, None, grain)
    first, last = _stretch(on, grain, by), _stretch(on, grain, until)
    return Told(found.start(), found.end(), first.first, last.last, grain)


@dataclass(frozen=True, slots=True)
class _Stretch:
    first: date
    last: date


def _stretch(on: date, grain: str, by: int) -> _Stretch:
    """The day, week, month, quarter or year that lies so many of them from a day."""
    if grain == "day":
        day = on + timedelta(days=by)
        return _Stretch(day, day)
    if grain == "week":
        monday = on - timedelta(days=on.weekday()) + timedelta(weeks=by)
        return _Stretch(monday, monday + timedelta(days=6))
    size = {"month": 1, "quarter": 3, "year": 12}[grain]
    begin = (on.year * 12 + on.month - 1) // size * size + by * size
    end = begin + size - 1
    return _Stretch(
        date(begin // 12, begin % 12 + 1, 1), date(end // 12, end % 12 + 1, monthrange(end // 12, end % 12 + 1)[1])
    )


def _weekday(found: re.Match[str], lang: str, on: date | None) -> Told:
    """The nearest of that name up to the day of publication, unless the text says another."""
    back, ahead = found["back"] is not None, found["ahead"] is not None
    if on is None:
        return Told(found.start(), found.end(), None, None, "day")
    away = (weekday_number(found["day"], lang) - on.weekday()) % 7
    if ahead:
        away = away or 7
    else:
        away -= 7 if away or back else 0
    day = on + timedelta(days=away)
    return Told(found.start(), found.end(), day, day, "day", ahead_too=not (back or ahead))


@lru_cache(maxsize=2)
def _patterns(lang: str) -> dict[str, re.Pattern[str]]:
    away = "|".join(_DAYS_AWAY[lang])
    weekday = weekday_pattern(lang, short=False)
    if lang == "en":
        parts = {
            "unit": rf"{_WHICH}\s(?P<unit>week|month|quarter|qtr|year|yr)",
            "this_unit": r"(?!)",
            "units": rf"{_WHICH}\s{_MANY}\s(?P<unit>{_UNIT})s",
            "ago": rf"{_MANY}\s(?P<unit>{_UNIT})s?\sago",
            "hence": rf"{_MANY}\s(?P<unit>{_UNIT})s?\s(?:from\snow|hence)",
            "weekday": rf"(?:{_WHICH}\s)?(?P<day>{weekday})",
        }
    else:
        parts = {
            "unit": rf"(?:(?:la|le)\s|l['’])?(?P<unit>semaine|mois|trimestre|an|année)\s(?:(?P<back>{_BACK})|(?P<ahead>{_AHEAD}))",
            "this_unit": r"(?P<here>cet?|cette)\s(?P<unit>semaine|mois|trimestre|année)(?:-ci)?(?P<back>)(?P<ahead>)",
            "units": rf"{_MANY}\s(?:(?P<back>{_BACK})|(?P<ahead>{_AHEAD}))\s(?P<unit>{_UNIT})s?",
            "ago": rf"il y a\s{_MANY}\s(?P<unit>{_UNIT})s?",
            "hence": rf"dans\s{_MANY}\s(?P<unit>{_UNIT})s?",
            "weekday": rf"(?P<day>{weekday})(?:\s(?:(?P<back>{_BACK})|(?P<ahead>{_AHEAD})))?",
        }
    return {
        name: re.compile(rf"(?<![\w$-])(?:{pattern})(?!\w)", re.IGNORECASE)
        for name, pattern in {"away": away, **parts}.items()
    }
