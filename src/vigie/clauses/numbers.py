"""Numbers as texts of procurement write them: digits with commas, words, a word with its digits in brackets."""

import re
from decimal import Decimal

_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20, "twenty-four": 24, "thirty": 30, "thirty-six": 36,
    "forty-five": 45, "sixty": 60, "ninety": 90,
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9, "dix": 10,
    "douze": 12,
}  # fmt: skip
# A number in digits, and the same or one of the words, with the digits repeated in brackets or not
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
# "2 500 000,00" and "2,5"
FRENCH_DIGITS = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d{1,2})?|\d+,\d{1,2}(?!\d)"
_FRENCH = re.compile(FRENCH_DIGITS)
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
COUNT = rf"(?:(?:{_WORD})\b(?:\s*\(\s*\d{{1,3}}\s*\))?|\d{{1,4}}(?:\s*\(\s*\d{{1,3}}\s*\))?)"


def number(written: str) -> Decimal:
    """The number of digits as written in English or in French, with or without marks between thousands."""
    if _FRENCH.fullmatch(written):
        return Decimal("".join(written.split()).replace(",", "."))
    return Decimal(written.replace(",", ""))


def count(written: str) -> int:
    """The whole number of a word, of digits, or of a word with digits in brackets."""
    plain = written.split("(")[0].strip().lower()
    return _WORDS[plain] if plain in _WORDS else int(plain)
