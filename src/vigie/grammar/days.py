"""Days as texts write them: "in December", "le 7 novembre", "since 2007", "d'ici juin 2026"; relative ones from the day of publication."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache, partial

from vigie.grammar.numbers import numbers

_MONTHS = {
    "en": "january february march april may june july august september october november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
_SHORT = {
    "en": {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12},
    "fr": {"janv": 1, "févr": 2, "fév": 2, "fevrier": 2, "avr": 4, "juil": 7, "aout": 8, "sept": 9, "oct": 10, "nov": 11, "déc": 12, "decembre": 12},
}  # fmt: skip
_YEAR = r"(?:19|20)\d\d"
# Words before a day that say how it bounds, and those that say that it is still to come
_BOUNDS = {
    "since": r"since|from|ever since|starting(?: in| on)?|depuis(?: le)?|à partir d[eu]|dès",
    "by": r"by|no later than|d['’]ici(?: à| au| le)?|au plus tard(?: le| en)?",
    "before": r"before|until|till|up to|avant(?: le| la fin de)?|jusqu['’](?:au|à|en)",
    "after": r"after|following|après(?: le)?",
}
_BOUND = re.compile(
    rf"(?<!\w)(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _BOUNDS.items())})\s+(?:the\s+|le\s+|la\s+|in\s+|en\s+)?$",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"(?<!\w)(?:will|shall|next|prochain\w*|doi(?:t|vent)|devr\w+|due|deadline|sera|seront|aura|d['’]ici)(?!\w)",
    re.IGNORECASE,
)
_FAR = 30


@dataclass(frozen=True, slots=True)
class DaySaid:
    """A day or a longer time in a text, from ``start`` up to ``end``: its ``first`` and ``last`` day, None where it is told from a
    day of publication that is not known. ``grain``: "day", "week", "month", "quarter", "year". ``relative``: without its own year.
    ``bound``: what stands before it, "since", "by", "before", "after"; None: nothing of these."""

    start: int
    end: int
    first: date | None
    last: date | None
    grain: str
    relative: bool
    bound: str | None


def days(text: str, lang: str | None, on: date | None) -> list[DaySaid]:
    """Every day of a text in its order, none inside another; ``on``: the day of publication."""
    found: list[DaySaid] = []
    for language in (lang,) if lang in _MONTHS else tuple(_MONTHS):
        found += _in_language(text, language or "en", on)
    found += _in_figures(text)
    found.sort(key=lambda one: (one.start, -one.end))
    apart: list[DaySaid] = []
    for one in found:
        if not apart or one.start >= apart[-1].end:
            apart.append(_bounded(text, one))
    return apart


def _bounded(text: str, one: DaySaid) -> DaySaid:
    before = _BOUND.search(text[max(0, one.start - _FAR) : one.start])
    if before is None:
        return one
    name = next(name for name in _BOUNDS if before[name])
    return replace(one, bound=name)


def _in_figures(text: str) -> Iterator[DaySaid]:
    for found in re.finditer(r"(?<![\d/-])(\d{4})-(\d{2})-(\d{2})(?![\d/-])", text):
        if (day := _day(int(found[1]), int(found[2]), int(found[3]))) is not None:
            yield DaySaid(found.start(), found.end(), day, day, "day", False, None)


@lru_cache(maxsize=2)
def _patterns(lang: str) -> tuple[re.Pattern[str], ...]:
    """A day of a month, a month, a year behind a word that announces one, and words told from the day of publication."""
    month = "|".join([*_MONTHS[lang].split(), *sorted(_SHORT[lang], key=len, reverse=True)])
    month = rf"(?P<month>{month})(?![^\W\d_])\.?"
    if lang == "en":
        day = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
        dated = rf"(?:{month}\s{day}|{day}(?:\sof)?\s{month.replace('<month>', '<month2>')})".replace(
            "(?P<day>", "(?P<day2>", 1
        )
        dated = rf"{dated}(?:,?\s(?P<year>{_YEAR}))?"
        announced = rf"(?:(?:in|of|since|by|during|before|after|until|from|year|early|late|fiscal)\s+)(?P<year>{_YEAR})(?![\d,.]\d)"
        monthly = rf"(?:(?P<which>last|this|next|early|late|mid-?)\s)?{month}(?:,?\s(?P<year>{_YEAR}))?"
        relative = r"(?P<words>yesterday|today|(?:last|this|next) (?:week|month|year)|(?P<many>\w+(?:-\w+)?) (?P<unit>day|week|month|year)s? ago)"
    else:
        day = r"(?P<day>\d{1,2}|1er|premier)"
        dated = rf"{day}\s{month}(?:\s(?P<year>{_YEAR}))?"
        announced = rf"(?:(?:en|depuis|dès|avant|après|année|fin|début|courant|l['’]an|jusqu['’]en|d['’]ici)\s+)(?P<year>{_YEAR})(?![\d,.]\d)"
        monthly = rf"{month}(?:\s(?P<year>{_YEAR}))?(?:\s(?P<which>dernier|prochain))?"
        relative = (
            r"(?P<words>hier|aujourd['’]hui|ce mois-ci|cette (?:année|semaine)|l['’]an(?:née)? (?:dernier|dernière|passée?)|le mois (?:dernier|prochain)|"
            r"la semaine (?:dernière|prochaine)|il y a (?P<many>[\w-]+) (?P<unit>jour|semaine|mois|an)s?)"
        )
    return tuple(re.compile(rf"(?<![\w$]){one}(?!\w)", re.IGNORECASE) for one in (dated, monthly, announced, relative))


def _in_language(text: str, lang: str, on: date | None) -> Iterator[DaySaid]:
    dated, monthly, announced, relative = _patterns(lang)
    for found in dated.finditer(text):
        month, number = _month(found, lang), _number(found)
        if month and number and 1 <= number <= 31:
            yield _of(text, found, partial(_one_day, month, number), "day", on)
    for found in monthly.finditer(text):
        month = _month(found, lang)
        if month and _is_a_month(text, found, lang):
            yield _of(
                text,
                found,
                partial(_one_month, month),
                "month",
                on,
            )
    for found in announced.finditer(text):
        year = int(found["year"])
        yield DaySaid(found.start("year"), found.end(), date(year, 1, 1), date(year, 12, 31), "year", False, None)
    for found in relative.finditer(text):
        yield _told(found, lang, on)


def _month(found: re.Match[str], lang: str) -> int:
    said = (found["month"] or found.groupdict().get("month2") or "").lower()
    names = _MONTHS[lang].split()
    return names.index(said) + 1 if said in names else _SHORT[lang].get(said, 0)


def _number(found: re.Match[str]) -> int:
    said = (found["day"] or found.groupdict().get("day2") or "").lower()
    return 1 if said in ("1er", "premier") else int(said)


def _is_a_month(text: str, found: re.Match[str], lang: str) -> bool:
    """ "May" and "mars" are months only where they are written as such, or a word before them says so."""
    said = found["month"]
    if found["year"] or found["which"]:
        return True
    before = text[max(0, found.start() - 16) : found.start()].lower().rstrip()
    if lang == "en":
        if not said[0].isupper() or (len(said) <= 3 and said.lower() != "may"):
            return False
        return said.lower() not in ("may", "march") or before.endswith(
            (" in", " of", " by", " since", " until", " last", " early", " late")
        )
    words = (
        "en",
        "de",
        "d'",
        "d’",
        "fin",
        "début",
        "mi",
        "mi-",
        "depuis",
        "mois de",
        "mois d'",
        "avant",
        "dès",
        "ici",
        "courant",
        "au",
        "jusqu'en",
        "jusqu’en",
    )
    return len(said) > 3 or said.lower() == "mai" if before.endswith(words) else False


def _of(
    text: str, found: re.Match[str], span: Callable[[int], tuple[date | None, date | None]], grain: str, on: date | None
) -> DaySaid:
    """A day or month with its year; without one, the nearest before the day of publication, or after it where the text looks ahead."""
    groups = found.groupdict()
    if groups["year"]:
        first, last = span(int(groups["year"]))
        return DaySaid(found.start(), found.end(), first, last, grain, False, None)
    if on is None:
        return DaySaid(found.start(), found.end(), None, None, grain, True, None)
    which = (groups.get("which") or "").lower()
    sentence = text[max(0, found.start() - 60) : found.end() + 12]
    ahead = which in ("next", "prochain") or (which not in ("last", "dernier") and _looks_ahead(text, found, sentence))
    years = (on.year, on.year + 1) if ahead else (on.year, on.year - 1)
    for year in years:
        first, last = span(year)
        if first is not None and last is not None and (last >= on if ahead else first <= on):
            return DaySaid(found.start(), found.end(), first, last, grain, True, None)
    return DaySaid(found.start(), found.end(), None, None, grain, True, None)


def _looks_ahead(text: str, found: re.Match[str], sentence: str) -> bool:
    before = _BOUND.search(text[max(0, found.start() - _FAR) : found.start()])
    bounds_ahead = before is not None and (before["by"] is not None or before["before"] is not None)
    return bounds_ahead or _TO_COME.search(sentence) is not None


def _told(found: re.Match[str], lang: str, on: date | None) -> DaySaid:
    """Words told from the day of publication."""
    said, unit = found["words"].lower(), (found["unit"] or "").lower()
    grain = next(
        (grain for grain, words in (("day", ("yesterday", "today", "hier", "aujourd", "day", "jour")), ("week", ("week", "semaine")),
                                    ("month", ("month", "mois")), ("year", ("year", "an")))
         if any(word in (unit or said) for word in words)), "day",
    )  # fmt: skip
    if on is None:
        return DaySaid(found.start(), found.end(), None, None, grain, True, None)
    if found["many"]:
        number = next(
            (int(one.value) for one in numbers(found["many"], lang)),
            1 if found["many"].lower() in ("a", "an", "un", "une", "one") else None,
        )
        if number is None:
            return DaySaid(found.start(), found.end(), None, None, grain, True, None)
        back = -number
    else:
        back = (
            -1 if re.search(r"last|yesterday|hier$|derni|pass", said) else 1 if re.search(r"next|prochain", said) else 0
        )
    first, last = _shifted(on, grain, back)
    return DaySaid(found.start(), found.end(), first, last, grain, True, None)


def _shifted(on: date, grain: str, by: int) -> tuple[date, date]:
    """The day, week, month or year that lies so many of them from a day."""
    if grain == "day":
        day = on + timedelta(days=by)
        return day, day
    if grain == "week":
        monday = on - timedelta(days=on.weekday()) + timedelta(weeks=by)
        return monday, monday + timedelta(days=6)
    if grain == "month":
        month = on.year * 12 + on.month - 1 + by
        first = date(month // 12, month % 12 + 1, 1)
        return first, date(first.year, first.month, monthrange(first.year, first.month)[1])
    return date(on.year + by, 1, 1), date(on.year + by, 12, 31)


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _one_day(month: int, number: int, year: int) -> tuple[date | None, date | None]:
    day = _day(year, month, number)
    return day, day


def _one_month(month: int, year: int) -> tuple[date | None, date | None]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
