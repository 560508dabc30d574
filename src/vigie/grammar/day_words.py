"""What months, days of the week and parts of a year are called in English and French, as patterns and as numbers."""

import re

MONTHS = {
    "en": "january february march april may june july august september october november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
SHORT_MONTHS = {
    "en": {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12},
    "fr": {"janv": 1, "févr": 2, "fév": 2, "fev": 2, "fevrier": 2, "avr": 4, "juil": 7, "aout": 8, "sept": 9, "oct": 10, "nov": 11,
           "déc": 12,            "dec": 12, "decembre": 12},
}  # fmt: skip
WEEKDAYS = {
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
}
_SHORT_WEEKDAYS = {"en": "mon tues tue wed thurs thur thu fri sat sun", "fr": "lun mar mer jeu ven sam dim"}
_ORDINALS = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth",
    "fr": "premier deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
}
_PARTS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": 4,
    "premier": 1, "deuxième": 2, "troisième": 3, "quatrième": 4, "1er": 1, "2e": 2, "3e": 3, "4e": 4, "2ème": 2, "3ème": 3,
    "4ème": 4, "dernier": 4,
}  # fmt: skip
PART = "|".join(sorted(_PARTS, key=len, reverse=True))
YEAR = r"(?:19|20)\d\d"


def month_pattern(lang: str) -> str:
    """A month in full or cut short, with its point."""
    names = [*MONTHS[lang].split(), *sorted(SHORT_MONTHS[lang], key=len, reverse=True)]
    return rf"(?:{'|'.join(names)})(?![^\W\d_])\.?"


def names_a_month(text: str, lang: str) -> bool:
    """Whether a text may name a month at all; quick, so that most sentences need not be read for one."""
    lowered = text.lower()
    return any(name[:3] in lowered for name in (*MONTHS[lang].split(), *SHORT_MONTHS[lang]))


def month_number(said: str, lang: str) -> int:
    """The number of a month as ``month_pattern`` finds it."""
    said, names = said.lower().rstrip("."), MONTHS[lang].split()
    return names.index(said) + 1 if said in names else SHORT_MONTHS[lang][said]


def number_pattern(lang: str) -> str:
    """The number of a day in a month: "18", "18th", "the first", "1er", "premier"."""
    words = "|".join(sorted(_ORDINALS[lang].split(), key=len, reverse=True))
    return rf"(?:\d{{1,2}}(?:st|nd|rd|th|er|ème|eme|e)?(?!\w)|(?:{words})(?!\w))"


def day_number(said: str, lang: str) -> int:
    """The number of a day as ``number_pattern`` finds it."""
    digits = re.match(r"\d+", said)
    return int(digits[0]) if digits else _ORDINALS[lang].split().index(said.lower()) + 1


def weekday_pattern(lang: str, *, short: bool) -> str:
    """A day of the week, in full, or cut short as well where a date follows."""
    full = WEEKDAYS[lang].replace(" ", "|")
    return rf"(?:{full}|(?:{_SHORT_WEEKDAYS[lang].replace(' ', '|')})\.?)" if short else f"(?:{full})"


def weekday_number(said: str, lang: str) -> int:
    """Monday is 0."""
    return WEEKDAYS[lang].split().index(said.lower())


def part_number(said: str, parts: int) -> int:
    """Which of so many parts of a year is meant: "the last" is the fourth quarter, the second half."""
    number = int(said) if said.isdigit() else _PARTS[said.lower()]
    return min(number, parts) if said.lower() in ("last", "dernier") else number
