"""Days as texts write them: "in December", "le 7 novembre", "since 2007", "d'ici juin 2026"; relative ones from the day of publication."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from vigie.grammar.dated import Dated, dated
from vigie.grammar.told import Told, told

_LANGUAGES = ("en", "fr")
# Words before a day that say how it bounds, and those that say that it is still to come
_BOUNDS = {
    "since": r"since|from|ever since|starting(?: in| on)?|depuis(?: le)?|à (?:partir|compter) d[eu]|dès",
    "by": r"by|no later than|d['’]ici(?: à| au| le)?|au plus tard(?: le| en)?",
    "before": r"before|until|till|up to|through|avant(?: le| la fin de)?|jusqu['’](?:au|à|en)",
    "after": r"after|following|après(?: le)?",
}
_BOUND = re.compile(
    rf"(?<!\w)(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _BOUNDS.items())})\s+(?:the\s+|le\s+|la\s+|in\s+|en\s+)?"
    rf"(?:the end of\s+|la fin d[eu]\s+|fin\s+)?$",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"(?<!\w)(?:will|shall|next|prochain\w*|doi(?:t|vent)|devr\w+|due|deadline|sera|seront|aura|expected|scheduled|planned|prévue?s?|attendue?s?|d['’]ici)(?!\w)",
    re.IGNORECASE,
)
_UP_TO = re.compile(r"\s?(?:-|–|—|to|through|until|au|à|jusqu['’]au)\s?(?:the\s|le\s)?", re.IGNORECASE)
_BETWEEN = re.compile(r"(?<!\w)(?:between|from|entre|du|de)\s(?:the\s|le\s)?$", re.IGNORECASE)
_AND = re.compile(r"\s(?:and|et)\s(?:the\s|le\s)?", re.IGNORECASE)
_ISO = re.compile(r"(?<![\d/-])(?P<year>(?:19|20)\d\d)([-/.])(?P<month>\d\d)(?:\2(?P<day>\d\d))?(?![\d/-])")
_STROKES = re.compile(
    r"(?<![\d/.,$€-])(?P<one>\d{1,2})([/.])(?P<two>\d{1,2})\2(?P<year>(?:19|20)?\d\d)(?![\d/]|[.,]\d)"
)
_MONTH_YEAR = re.compile(r"(?<![\d/.,-])(?P<month>\d{1,2})/(?P<year>(?:19|20)\d\d)(?![\d/])")
_FAR = 30


@dataclass(frozen=True, slots=True)
class DaySaid:
    """A day or a longer time in a text, from ``start`` up to ``end``: its ``first`` and ``last`` day, None where it is told from a
    day of publication that is not known, or where 05/06/2026 may be either of two days. ``grain``: "day", "week", "month", "quarter" (a
    quarter or a half of a year), "year". ``relative``: without its own year. ``bound``: what stands before it, "since", "by", "before",
    "after"; None: nothing of these."""

    start: int
    end: int
    first: date | None
    last: date | None
    grain: str
    relative: bool
    bound: str | None


def days(text: str, lang: str | None, on: date | None) -> list[DaySaid]:
    """Every day of a text in its order, none inside another; ``on``: the day of publication."""
    found = list(_in_figures(text, lang))
    for language in (lang,) if lang in _LANGUAGES else _LANGUAGES:
        found += [_of(text, one, on) for one in dated(text, language)]
        found += [_told(text, one) for one in told(text, language, on)]
    found.sort(key=lambda one: (one.start, -one.end))
    apart: list[DaySaid] = []
    for one in found:
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return [_bounded(text, one) for one in _stretches(text, apart)]


def _in_figures(text: str, lang: str | None) -> Iterator[DaySaid]:
    for found in _ISO.finditer(text):
        year, month = int(found["year"]), int(found["month"])
        if found["day"]:
            yield from _one(found, _day(year, month, int(found["day"])))
        elif found[2] == "-" and 1 <= month <= 12:
            yield _month(found, year, month)
    for found in _MONTH_YEAR.finditer(text):
        if 1 <= int(found["month"]) <= 12:
            yield _month(found, int(found["year"]), int(found["month"]))
    for found in _STROKES.finditer(text):
        one, two, year = int(found["one"]), int(found["two"]), int(found["year"])
        if found[2] == "." and (lang == "en" or year < 100):
            continue
        year += 0 if year > 100 else 2000 if year < 70 else 1900
        day_first, month_first = _day(year, two, one), _day(year, one, two)
        if lang == "fr" or month_first is None or one == two:
            yield from _one(found, day_first)
        elif day_first is None:
            yield from _one(found, month_first)
        else:  # the British and the American habit differ
            yield DaySaid(found.start(), found.end(), None, None, "day", False, None)


def _one(found: re.Match[str], day: date | None) -> Iterator[DaySaid]:
    if day is not None:
        yield DaySaid(found.start(), found.end(), day, day, "day", False, None)


def _month(found: re.Match[str], year: int, month: int) -> DaySaid:
    after = date(year + month // 12, month % 12 + 1, 1)
    return DaySaid(found.start(), found.end(), date(year, month, 1), after - timedelta(days=1), "month", False, None)


def _of(text: str, one: Dated, on: date | None) -> DaySaid:
    """A time by the calendar in its year; without one, the nearest that has begun, or the nearest ahead where the text looks ahead."""
    if one.year is not None:
        first, last = one.of(one.year)
        return DaySaid(one.start, one.end, first, last, one.grain, False, None)
    if on is not None:
        ahead = one.which == "next" or (one.which is None and _looks_ahead(text, one.start, one.end))
        for year in (on.year, on.year + 1) if ahead else (on.year, on.year - 1):
            try:
                first, last = one.of(year)
            except ValueError:  # 29 February
                continue
            if last >= on if ahead else first <= on:
                return DaySaid(one.start, one.end, first, last, one.grain, True, None)
    return DaySaid(one.start, one.end, None, None, one.grain, True, None)


def _told(text: str, one: Told) -> DaySaid:
    first, last = one.first, one.last
    if first is not None and last is not None and one.ahead_too and _looks_ahead(text, one.start, one.end):
        first, last = first + timedelta(days=7), last + timedelta(days=7)
    return DaySaid(one.start, one.end, first, last, one.grain, True, None)


def _looks_ahead(text: str, start: int, end: int) -> bool:
    before = _BOUND.search(text[max(0, start - _FAR) : start])
    bounds_ahead = before is not None and (before["by"] is not None or before["before"] is not None)
    return bounds_ahead or _TO_COME.search(text[max(0, start - 60) : end + 12]) is not None


def _stretches(text: str, found: list[DaySaid]) -> Iterator[DaySaid]:
    """Two times with "to" between them as one, from the first day of the one to the last of the other."""
    whole: DaySaid | None = None
    for one in found:
        if whole is not None:
            if _is_stretch(text, whole, one):
                whole = replace(whole, end=one.end, last=one.last, relative=whole.relative and one.relative)
                continue
            yield whole
        whole = one
    if whole is not None:
        yield whole


def _is_stretch(text: str, one: DaySaid, other: DaySaid) -> bool:
    if one.grain != other.grain or one.first is None or other.last is None or other.last <= one.first:
        return False
    if _UP_TO.fullmatch(text, one.end, other.start):
        return True
    return _AND.fullmatch(text, one.end, other.start) is not None and (
        _BETWEEN.search(text[max(0, one.start - 14) : one.start]) is not None
    )


def _bounded(text: str, one: DaySaid) -> DaySaid:
    before = _BOUND.search(text[max(0, one.start - _FAR) : one.start])
    if before is None or (before["since"] is not None and before[0].lower().startswith("from") and _runs(text, one)):
        return one
    name = next(name for name in _BOUNDS if before[name])
    return replace(one, bound=name)


def _runs(text: str, one: DaySaid) -> bool:
    """Whether "from" begins a stretch that has its own end."""
    return (
        one.first is not None
        and one.last is not None
        and one.first != one.last
        and _UP_TO.search(text[one.start : one.end]) is not None
    )


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
