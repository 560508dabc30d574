"""Days and times as texts of procurement write them, in English and in French."""

import re
from datetime import date, time

_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
    "janv": 1, "fév": 2, "fev": 2, "mars": 3, "avr": 4, "mai": 5, "juin": 6, "juil": 7, "aoû": 8, "aou": 8, "déc": 12,
}  # fmt: skip
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct"
    r"|nov|dec|janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre)\b\.?"
)
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
# "March 13, 2026", "13 March 2026", "13MAR2026", "3/13/26", "2026-03-13"
DAY = (
    rf"{_WEEKDAY}(?:{_MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?\s*,?\s*20\d\d|\d{{1,2}}(?:st|nd|rd|th|er)?[\s-]*{_MONTH},?[\s-]*20\d\d"
    r"|\d{1,2}/\d{1,2}/(?:20)?\d\d|20\d\d-\d\d-\d\d)(?!\d)"
)
_ZONE = (
    r"(?:(?:eastern|central|mountain|pacific|alaska|hawaii)(?:\s+(?:standard|daylight))?\s+time(?:\s*\(\s*[A-Z]{2,4}\s*\))?"
    r"|(?-i:[ECMP][SD]?T|AK[SD]?T|HST|CES?T|KST|JST|GMT|UTC|Z)\b)"
)
TIME = rf"(?:\d{{1,2}}[:.]\d\d\s*(?:[ap]\.?\s?m\b\.?)?|\d{{1,2}}\s*[ap]\.?\s?m\b\.?|\d{{4}}(?:\s*hours|\s*hrs)?)(?:,?\s*\(?{_ZONE}\)?)?"
_NAMED = re.compile(rf"({_MONTH})|(\d{{1,4}})", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2})[:.]?(\d\d)?\s*(?:([ap])\.?\s?m)?", re.IGNORECASE)
_ZONE_FOUND = re.compile(rf"{_ZONE}(?=\)?\s*$)", re.IGNORECASE)


def day(written: str) -> date | None:
    """The day of words that DAY fits; None where there is no such day. Of 3/4/26 the month comes first, as in the United States."""
    plain = re.sub(_WEEKDAY, "", written, count=1, flags=re.IGNORECASE)
    if parts := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{2,4})", plain):
        month, number, year = map(int, parts.groups())
    elif "-" in plain and plain[:4].isdigit():
        year, month, number = map(int, plain.split("-"))
    else:
        found = list(_NAMED.finditer(plain))
        name = next(one[1] for one in found if one[1]).lower()
        month = next(_MONTHS[name[:size]] for size in (4, 3) if name[:size] in _MONTHS)
        number, year = (int(one[2]) for one in found if one[2])
    try:
        return date(year + 2000 if year < 100 else year, month, number)
    except ValueError:
        return None


def clock(written: str) -> time | None:
    """The time of words that TIME fits, without its zone; None where there is no such time."""
    found = _CLOCK.match(written)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        hour = hour % 12 + (12 if found[3].lower() == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def zone(written: str) -> str | None:
    """The zone at the end of words that TIME fits, as written; None where none is."""
    found = _ZONE_FOUND.search(written)
    return " ".join(found[0].split()) if found else None
