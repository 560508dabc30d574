"""Texts about minors, shelters and lodging, without the places in them that are smaller than a state.

Places are known by their names (a list of the Census), by the state behind them, by the kind of place they are part of the name of, and by
the preposition before a word that is no ordinary word. States and countries stay. The rule rather takes a word too many
than a place too few: it is applied to few texts. Applying it to its own result changes nothing.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from vigie.privacy import PLACE
from vigie.privacy.words import word_list

_TOKEN = re.compile(r"(?<![\w\[])(?:(?:ST|FT|MT|STE)\.|[^\W\d_]+(?:['’][^\W\d_]+)*)", re.IGNORECASE)
# What may stand between the words of one name
_JOINT = re.compile(r"[ -]|\s{1,2}")
_LONGEST_NAME = 5
_COORDINATES = re.compile(
    r"-?\d{1,3}\.\d{3,}\s?°?\s?[NSEW]?[\s,;/]+-?\d{1,3}\.\d{3,}\s?°?\s?[NSEW]?"
    r"|\d{1,3}°\s?\d{1,2}['′’][^,;]{0,12}?[NS][\s,;]+\d{1,3}°\s?\d{1,2}['′’][^,;]{0,12}?[EW]"
)
# Cities that have the name of their state or its like
_CITIES = re.compile(r"\b(?:NEW YORK(?: CITY)?|WASHINGTON)(?=,? (?:N\.?Y|D\.?C)\b)|\bNEW YORK CITY\b", re.IGNORECASE)
_ZIP_LABEL = re.compile(r"(?P<before>\bZIP(?: ?CODES?)?[: #]{1,3})\d{5}(?:-\d{4})?\b", re.IGNORECASE)
# Kinds of places: the words of a name before them are withheld, the kind stays
_KINDS = re.compile(
    r"\b(?P<kind>(?:(?:FAMILY |JUVENILE |IMMIGRATION |CENTRAL |CENTRALIZED |TEMPORARY |SOFT[ -]SIDED |YOUTH |"
    r"CHILD DEVELOPMENT |DETENTION |SERVICE |PROCESSING |RESIDENTIAL |STAGING |CORRECTIONAL |INFLUX |"
    r"EMERGENCY |INTAKE |MEDICAL |REGIONAL |COUNTY )*"
    r"(?:CENTERS?|FACILIT(?:Y|IES)|SHELTERS?|HOTELS?|MOTELS?|INNS?|LODGE|RESORT|SUITES|JAIL|PRISON|CAMPUS|SCHOOL|HOSPITAL|AIRPORT|SECTOR|"
    r"STATION|COUNTY|PARISH|MARRIOTT|HILTON|SHERATON|HYATT|AFB|ARB|ANGB|AFS|AB|AIR FORCE BASE|AIR BASE|RANCH|CITY|FIELD OFFICE|AOR))\b)",
    re.IGNORECASE,
)
_BASES = re.compile(
    r"\b(?P<before>(?i:FORT|FT\.?|CAMP|JOINT BASE|NAVAL (?:AIR )?STATION|NAS) )(?!(?i:IN|AT|AND|FOR|OF|THE)\b)[A-Z][\w’'-]+"
)
_PREPOSITION = re.compile(r"\b(?:IN|AT|NEAR|OUTSIDE|AROUND)\s+(?:THE\s+)?$", re.IGNORECASE)
_NUMBER_AFTER = re.compile(r"\W{0,3}\d")
_STOP = frozenset(
    """
    A AN AND AS AT BY FOR FROM IN INTO IS OF ON OR THE TO WITH WITHIN NEAR THIS THAT ITS OUR ANY ALL NO NOT PER VIA USING UNDER
    SERVICES SERVICE CONTRACT ORDER TASK OPTION PERIOD FUNDING LODGING HOTEL MOTEL SHELTER SHELTERS CHILDREN UAC FAMILY TEMPORARY NEW
    UNITED STATES FEDERAL NATIONAL GOVERNMENT DEPARTMENT OFFICE U US USA ICE CBP DHS HSI ERO USBP ORR HHS HQ CENTER FACILITY LOCATED
    JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER
    """.split()
)  # fmt: skip
# Abbreviations of states that are words or abbreviations of other things too, where no comma stands before them
_WORDS_TOO = frozenset("IN OR ME OK HI OH LA CO DE ID PA AL MS CT AS VI MA MO MD MP DC PR".split())


@dataclass(frozen=True, slots=True)
class _Word:
    plain: str
    start: int
    end: int


def without_places(text: str, count: Callable[[str, str], str]) -> str:
    """The text with each place smaller than a state replaced by what ``count`` gives for ``"place"`` and the mark ``[place]``."""

    def mark() -> str:
        return count("place", PLACE)

    text = _COORDINATES.sub(lambda _: mark(), text)
    text = _CITIES.sub(lambda _: mark(), text)
    text = _ZIP_LABEL.sub(lambda found: found["before"] + mark(), text)
    text = _BASES.sub(lambda found: found["before"] + mark(), text)
    before = None
    while before != text:  # a name withheld can be part of a longer one
        before = text
        text = _marked(text, _names(text), mark)
        text = _marked(text, _before_states(text), mark)
        text = _marked(text, _of_kinds(text), mark)
        text = _marked(text, _after_prepositions(text), mark)
    return _zips().sub(lambda found: found["state"] + mark(), text)


def _marked(text: str, spans: list[tuple[int, int]], mark: Callable[[], str]) -> str:
    parts, at = [], 0
    for start, end in spans:
        if start >= at:
            parts += [text[at:start], mark()]
            at = end
    return "".join(parts) + text[at:]


# -- places by their names ------------------------------------------------------------------------------------------


def _words(text: str) -> list[_Word]:
    return [
        _Word(re.sub(r"['’]", " ", found[0].upper().rstrip(".")), *found.span())
        for found in _TOKEN.finditer(text)
    ]  # fmt: skip


def _names(text: str) -> list[tuple[int, int]]:
    """Where names of the list stand, written with capitals; the longest at each place. A state's name is none."""
    words, spans, at = _words(text), [], 0
    while at < len(words):
        length = next((n for n in range(_LONGEST_NAME, 0, -1) if _is_name(text, words[at : at + n], n)), 0)
        if length and not _is_region(" ".join(word.plain for word in words[at : at + length])):
            spans.append((words[at].start, words[at + length - 1].end))
        at += max(length, 1)
    return spans


def _is_name(text: str, words: list[_Word], length: int) -> bool:
    if len(words) < length or not all(text[word.start].isupper() for word in words):
        return False
    if any(not _JOINT.fullmatch(text[one.end : next_.start]) for one, next_ in pairwise(words)):
        return False
    name = " ".join(word.plain for word in words)
    return name in word_list("place_names") or (length > 1 and _is_region(name))


def _is_region(name: str) -> bool:
    return name in _states() or name in word_list("country_names")


@lru_cache(maxsize=1)
def _states() -> frozenset[str]:
    return frozenset(name for line in word_list("state_names") for name in line.split(" ", 1))


# -- places by what stands around them ------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _state_pattern() -> str:
    return "|".join(sorted((re.escape(name) for name in _states()), key=len, reverse=True))


@lru_cache(maxsize=1)
def _zips() -> re.Pattern[str]:
    return re.compile(rf"(?P<state>\b(?:{_state_pattern()})\.?,?\s{{1,2}})\d{{5}}(?:-\d{{4}})?\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _after_comma() -> re.Pattern[str]:
    countries = "|".join(sorted(map(re.escape, word_list("country_names")), key=len, reverse=True))
    abbreviated = "|".join(sorted(name for name in _states() - _WORDS_TOO if len(name) == 2))
    names = "|".join(sorted(name for name in _states() if len(name) > 2))
    return re.compile(
        rf",\s?(?:(?:{_state_pattern()})\b|(?i:{countries}|{names})\b)|\s(?=(?:{abbreviated}|(?i:{names}))\b)"
    )


def _before_states(text: str) -> list[tuple[int, int]]:
    """The words before ", TX" or ", Texas" or " TX" that can be a place nobody has listed."""
    mixed = _is_mixed(text)
    runs = (_run_before(text, found.start(), with_ordinary=mixed) for found in _after_comma().finditer(text))
    return [run for run in runs if run]


def _of_kinds(text: str) -> list[tuple[int, int]]:
    """The words before a kind of place that are its name."""
    mixed = _is_mixed(text)
    runs = (
        _run_before(text, found.start() - 1, with_ordinary=mixed and text[found.start()].isupper())
        for found in _KINDS.finditer(text)
        if found.start() and text[found.start() - 1] in " -"
    )
    return [run for run in runs if run]


def _run_before(text: str, end: int, *, with_ordinary: bool) -> tuple[int, int] | None:
    """The words with capitals that end at a place of the text; ordinary words part them unless ``with_ordinary``."""
    begin = max(0, end - 60)
    start, last = end, None
    words = _words(text[begin:end])
    for place, word in reversed(list(enumerate(words))):
        first, gap = word.start + begin, text[word.end + begin : start]
        in_two_words = place > 0 and _is_region(f"{words[place - 1].plain} {word.plain}")
        stops = (
            word.plain in _STOP
            or _is_region(word.plain)
            or in_two_words
            or not text[first].isupper()
            or len(word.plain) < 2
        )
        if stops or (gap and not _JOINT.fullmatch(gap)) or (not with_ordinary and _is_ordinary(word.plain)):
            break
        start, last = first, last or end
    return (start, end) if last is not None else None


def _after_prepositions(text: str) -> list[tuple[int, int]]:
    """Words that are no ordinary words, with a capital, behind a preposition that leads to a place."""
    spans, mixed = [], _is_mixed(text)
    for word in _words(text):
        acronym = mixed and text[word.start : word.end].isupper()
        if len(word.plain) < 4 or acronym or not text[word.start].isupper() or _is_ordinary(word.plain):
            continue
        if _is_region(word.plain) or word.plain in _STOP or _NUMBER_AFTER.match(text, word.end):
            continue
        if _PREPOSITION.search(text, max(0, word.start - 16), word.start):
            spans.append((word.start, word.end))
    return spans


def _is_ordinary(word: str) -> bool:
    """Whether a word is an ordinary one or the possessive of one or of an abbreviation."""
    first, _, ending = word.partition(" ")
    ordinary = word_list("ordinary_words")
    return word in ordinary or (ending == "S" and (len(first) < 5 or first in ordinary))


def _is_mixed(text: str) -> bool:
    """Whether capitals tell names from other words."""
    return sum(map(str.islower, text)) > sum(map(str.isupper, text))
