"""Numbers written in words, in English and French: "thirteen", "quatre-vingt-dix", "two point two", "une dizaine", "a million"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

# What may stand between two words or part thousands in print: blanks of any width
BLANKS = " \u00a0\u2009\u202f"
_EN = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "hundred": 100, "thousand": 1000,
}  # fmt: skip
_FR = {
    "zéro": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20, "vingts": 20,
    "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "huitante": 80, "octante": 80, "nonante": 90,
    "cent": 100, "cents": 100, "mille": 1000,
}  # fmt: skip
_WORDS = {"en": _EN, "fr": _FR}
_AND = {"en": "and", "fr": "et"}
_POINT = {"en": "point", "fr": "virgule"}
# A word for a number that is meant roughly: "une dizaine de contrats"
_ROUGH = {
    "en": {"a dozen": 12, "half a dozen": 6, "two dozen": 24, "a couple of": 2},
    "fr": {"une dizaine": 10, "une douzaine": 12, "une quinzaine": 15, "une vingtaine": 20, "une trentaine": 30, "une quarantaine": 40,
           "une cinquantaine": 50, "une soixantaine": 60, "une centaine": 100, "un millier": 1000},
}  # fmt: skip
_SCALE_AHEAD = rf"[{BLANKS}-]?(?=(?:m|b)illion|milliard|trillion)"
_BEFORE_A_SCALE = (
    (re.compile(rf"(?<!\w)(?:half(?:[{BLANKS}]an?|(?=-))|un demi|one-half){_SCALE_AHEAD}", re.IGNORECASE), Decimal("0.5")),
    (re.compile(rf"(?<!\w)(?:an?|un)(?:{_SCALE_AHEAD}|[{BLANKS}](?=thousand|millier))", re.IGNORECASE), Decimal(1)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Worded:
    """A number in words, from ``start`` up to ``end``. ``alone``: one word that may be an article or a pronoun as well, "un", "one".
    ``rough``: it means about so many."""

    start: int
    end: int
    value: Decimal
    alone: bool = False
    rough: bool = False


def worded(text: str, lang: str | None) -> Iterator[Worded]:
    """The numbers in words of a text, in no order; some may lie within others. What scales them may follow."""
    for language in (lang,) if lang in _WORDS else tuple(_WORDS):
        for found in _pattern(language or "en").finditer(text):
            yield _read(found, language or "en")
        for said, value in _ROUGH[language or "en"].items():
            for rough in re.finditer(rf"(?<!\w){said}(?!\w)", text, re.IGNORECASE):
                yield Worded(rough.start(), rough.end(), Decimal(value), rough=True)
    for pattern, number in _BEFORE_A_SCALE:
        for before in pattern.finditer(text):
            yield Worded(before.start(), before.start() + len(before[0].rstrip(f"{BLANKS}-")), number)


def _read(found: re.Match[str], lang: str) -> Worded:
    words = _WORDS[lang]
    whole, _, decimals = (part or "" for part in found[0].lower().partition(f" {_POINT[lang]} "))
    said = [word for word in re.split(rf"[{BLANKS}-]+", whole) if word != _AND[lang]]
    value = Decimal(_sum(said, words))
    if decimals:
        digits = "".join(str(words[word]) for word in re.split(rf"[{BLANKS}-]+", decimals))
        value += Decimal(f"0.{digits}")
    return Worded(found.start(), found.end(), value, alone=value == 1 and len(said) == 1)


@lru_cache(maxsize=4)
def _pattern(lang: str) -> re.Pattern[str]:
    word = "|".join(sorted(_WORDS[lang], key=len, reverse=True))
    digit = "|".join(word for word, number in _WORDS[lang].items() if number < 10)
    joined = rf"(?:[{BLANKS}-](?:{_AND[lang]}[{BLANKS}-])?(?:{word})(?![^\W_]))*"
    decimals = rf"(?:[{BLANKS}]{_POINT[lang]}(?:[{BLANKS}](?:{digit})(?![^\W_]))+)?"
    return re.compile(rf"(?<![\w-])(?:{word})(?![^\W_]){joined}{decimals}", re.IGNORECASE)


def _sum(said: list[str], words: dict[str, int]) -> int:
    total = current = 0
    for word in said:
        number = words[word]
        if number == 1000:
            total, current = total + max(1, current) * 1000, 0
        elif number == 100:
            current = max(1, current) * 100
        elif number == 20 and current % 100 == 4 and word.startswith("vingt"):  # "quatre-vingts"
            current += 76
        else:
            current += number
    return total + current
