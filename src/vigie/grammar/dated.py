"""Days that texts tell by the calendar: days of a month, months, quarters, years, and stretches of them."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from vigie.grammar.day_words import (
    PART,
    YEAR,
    day_number,
    month_number,
    month_pattern,
    names_a_month,
    number_pattern,
    part_number,
    weekday_pattern,
)

_HAS_YEAR = re.compile(r"(?<!\d)" + YEAR)
_TO = {"en": r"(?:-|–|—|to|through|thru|until)", "fr": r"(?:-|–|—|au|à|jusqu['’]au)"}
_AND = {"en": "and", "fr": "et"}
_BETWEEN = {"en": r"(?:between|from)\s", "fr": r"(?:entre|de)\s(?:l['’]année\s)?"}
# Words before a year that announce it; after "de" a year stands alone, "plus de 2000 agents" are no year
_ANNOUNCED = {
    "en": r"(?:in|of|since|from|by|during|before|after|until|through|year|early|late|mid|spring|summer"
    r"|autumn|fall|winter|the|its|their)[\s-]",
    "fr": r"(?:en|depuis|dès|avant|après|année|exercice|fin|début|courant|printemps|été|automne|hiver|l['’]an|jusqu['’]en|d['’]ici)\s"
    r"|(?<!plus )(?<!moins )(?<!près )(?<!nombre )(?<!partir )de\s(?=\d{4}(?:\s*(?:[.,;:)»]|$)|\s(?:à|avec|et|pour|par|sur|aux?)\s))",
}
# "May", "march" and "mars" are words of other meanings too: months where a word before says so
_ANNOUNCES_MONTH = {
    "en": re.compile(r"(?<!\w)(?:in|of|by|since|until|through|before|after|during|last|early|late|mid)[\s-]$", re.IGNORECASE),
    "fr": re.compile(
        r"(?<!\w)(?:en|de|fin|début|mi-?|depuis|mois d[e’']|avant|après|dès|d?['’]?ici|courant|au|jusqu['’]en|d['’])\s?$", re.IGNORECASE
    ),
}  # fmt: skip
_DOUBTFUL = ("may", "march", "mars", "sept")


@dataclass(frozen=True, slots=True)
class Dated:
    """A time by the calendar, from ``start`` up to ``end``. ``of`` gives its first and last day in a year; where ``year`` is None the
    text does not say in which. ``which``: "last", "next" or None."""

    start: int
    end: int
    of: Callable[[int], tuple[date, date]]
    grain: str
    year: int | None
    which: str | None = None


def dated(text: str, lang: str) -> Iterator[Dated]:
    """The times by the calendar of a text in one language, in no order; some may lie within others."""
    if names_a_month(text, lang):
        yield from _with_months(text, lang)
    if _HAS_YEAR.search(text) or "FY" in text:
        yield from _with_years(text, _year_patterns(lang))


def _with_months(text: str, lang: str) -> Iterator[Dated]:
    patterns = _month_patterns(lang)
    for name in ("number_first", "month_first"):
        for found in patterns[name].finditer(text):
            yield from _day_of_month(found, lang)
    for found in patterns["month"].finditer(text):
        if _is_a_month(text, found, lang):
            month = month_number(found["month"], lang)
            yield Dated(found.start(), found.end(), _months(month, month), "month", _year(found), _which(found))


def _with_years(text: str, patterns: dict[str, re.Pattern[str]]) -> Iterator[Dated]:
    for found in patterns["part"].finditer(text):
        parts = 4 if found["quarter"] or (found["letter"] or "").upper() in ("Q", "T") else 2
        part = part_number(found["number"] or found["short"], parts)
        if part <= parts:
            last = part * 12 // parts
            yield Dated(
                found.start(), found.end(), _months(last - 12 // parts + 1, last), "quarter", int(found["year"])
            )
    for found in patterns["years"].finditer(text):
        yield from _years(found, int(found["year"]), int(found["last"]))
    for found in patterns["fiscal"].finditer(text):
        yield Dated(found.start(), found.end(), _fiscal, "year", _year(found))
    for found in patterns["announced"].finditer(text):
        year = int(found["year"])
        yield Dated(found.start("year"), found.end(), _months(1, 12), "year", year)


def _day_of_month(found: re.Match[str], lang: str) -> Iterator[Dated]:
    month = month_number(found["month"], lang)
    first = day_number(found["number"], lang)
    last = day_number(found["until"], lang) if found["until"] else first
    if first <= last <= 31:
        year = _year(found)
        if year is None or last <= monthrange(year, month)[1]:
            yield Dated(found.start(), found.end(), _days(month, first, last), "day", year)


def _years(found: re.Match[str], first: int, last: int) -> Iterator[Dated]:
    last = last if last > 100 else first // 100 * 100 + last
    if last > first and (len(found["last"]) == 4 or last == first + 1):  # else "2025-08" is a month
        yield Dated(found.start(), found.end(), lambda year: (date(year, 1, 1), date(last, 12, 31)), "year", first)


def _fiscal(year: int) -> tuple[date, date]:
    """The fiscal year of the United States, 31 U.S.C. 1102: it begins in October of the year before."""
    return date(year - 1, 10, 1), date(year, 9, 30)


def _days(month: int, first: int, last: int) -> Callable[[int], tuple[date, date]]:
    return lambda year: (date(year, month, first), date(year, month, last))


def _months(first: int, last: int) -> Callable[[int], tuple[date, date]]:
    return lambda year: (date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _year(found: re.Match[str]) -> int | None:
    said = found["year"]
    if said is None:
        return None
    year = int(said)
    return year if year > 100 else year + (2000 if year < 70 else 1900)


def _which(found: re.Match[str]) -> str | None:
    said = (found["which"] or "").lower()
    return {"last": "last", "dernier": "last", "next": "next", "prochain": "next"}.get(said)


def _is_a_month(text: str, found: re.Match[str], lang: str) -> bool:
    said = found["month"].lower().rstrip(".")
    if found["year"] or found["which"]:
        return True
    announced = _ANNOUNCES_MONTH[lang].search(text[max(0, found.start() - 12) : found.start()]) is not None
    if lang == "en" and not found["month"][0].isupper():
        return False
    return announced if said in _DOUBTFUL or len(said) <= 3 else lang == "en" or announced


@lru_cache(maxsize=2)
def _month_patterns(lang: str) -> dict[str, re.Pattern[str]]:
    month, number = rf"(?P<month>{month_pattern(lang)})", number_pattern(lang)
    weekday = rf"(?:{weekday_pattern(lang, short=True)},?\s(?:the\s|le\s)?)?"
    numbers = rf"(?P<number>{number})(?:\s?{_TO[lang]}\s?(?:the\s|le\s)?{weekday}(?P<until>{number}))?"
    year = rf"(?P<year>{YEAR})"
    # In two figures a year stands behind a stroke alone
    struck = rf"(?:,?\s(?:de\s)?(?=\d{{4}})|(?<=[\w.])[-/](?=\d{{2}}))(?P<year>{YEAR}|\d\d(?!\d))"
    patterns = {
        "number_first": rf"{weekday}{numbers}(?:\sof|\sd['’]|\sde|\sday of)?[\s/-]?{month}(?:{struck})?",
        "month_first": rf"{weekday}{month}\s?(?:the\s)?{numbers}(?:,?\s{year})?",
        "month": rf"(?:(?P<which>last|next)\s|(?:this|early|late|mid)[\s-])?{month}(?:,?\s(?:of\s)?{year})?",
    }
    if lang == "fr":
        patterns["month_first"] = r"(?!)"  # the French say the number first
        patterns["month"] = rf"{month}(?:\s(?:de\s)?{year})?(?:\s(?P<which>dernier|prochain))?"
    return _compiled(patterns)


@lru_cache(maxsize=2)
def _year_patterns(lang: str) -> dict[str, re.Pattern[str]]:
    year, link = rf"(?P<year>{YEAR})", rf"(?:\s(?:{_TO[lang]}|{_AND[lang]})\s|\s?[-–/]\s?)"
    return _compiled(
        {
            "part": rf"(?:(?P<number>{PART})\s(?:(?P<quarter>quarter|qtr|trimestre)|half|semestre)(?:\sof|\sde)?"
            rf"|(?P<letter>[QTHS])(?P<short>[1-4]))\s{year}",
            "years": rf"(?:{_BETWEEN[lang]})?{year}{link}(?P<last>{YEAR}|\d\d(?![\d,.]))",
            "fiscal": rf"(?:fiscal(?:\syear)?\s|FY[\s-]?|exercice (?:fiscal|budgétaire)(?:\saméricain)?\s)(?P<year>{YEAR}|\d\d(?!\d))",
            "announced": rf"(?:{_ANNOUNCED[lang]}){year}(?![\d,.]\d|[-–]\d)",
        }
    )


def _compiled(patterns: dict[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rf"(?<![\w$])(?:{pattern})(?!\w)", re.IGNORECASE) for name, pattern in patterns.items()}
