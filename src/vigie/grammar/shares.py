"""Shares as texts write them: "95 %", "60 percent", "more than half of", "les deux tiers", "un contrat sur dix"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from vigie.grammar.numbers import NumberSaid
from vigie.grammar.quantities import bounded, quantities

_PERCENT = re.compile(r"[\s\u00a0\u202f]?(?:%|per\s?cent(?!\w)|pour\s?cent(?!\w)|p\.\s?100)", re.IGNORECASE)
_OF = r"(?= of| de| des| du| d['’]| its| their| the| all)"
_FRACTIONS = {
    rf"(?:a |one |la |les? )?(?:half|moitié){_OF}": "50",
    rf"(?:an? |one[ -]|un |le )(?:third|tiers){_OF}": "33.333",
    r"(?:les )?(?:two[ -]thirds|deux[ -]tiers)": "66.667",
    rf"(?:an? |one[ -]|un |le )(?:quarter|quart){_OF}": "25",
    r"(?:les )?(?:three[ -]quarters|trois[ -]quarts)": "75",
}
_WRITTEN = {re.compile(rf"(?<!\w){said}(?!\w)", re.IGNORECASE): Decimal(part) for said, part in _FRACTIONS.items()}
_ROUGHLY = Decimal("2.5")
_COUNTED = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "nine": 9, "ten": 10, "hundred": 100, "a hundred": 100,
            "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "neuf": 9, "dix": 10, "cent": 100}  # fmt: skip
_ONE_IN = re.compile(
    rf"(?<!\w)(?P<some>{'|'.join(_COUNTED)})(?:\s[^\W\d_]+)?\s(?:in|out of|sur)\s(?P<all>{'|'.join(reversed(_COUNTED))})(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ShareSaid:
    """A share in percent, from ``start`` up to ``end``; bounds, ``width`` and ``hedged`` as those of an Amount."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    width: Decimal
    hedged: bool


def shares(text: str, lang: str | None) -> Iterator[ShareSaid]:
    """Every share of a text: those in percent in their order, then those in words."""
    for one in quantities(text, lang):
        if percent := _PERCENT.match(text, one.end):
            yield ShareSaid(one.before, percent.end(), one.low, one.high, one.width, one.hedged)
    for pattern, part in _WRITTEN.items():
        for found in pattern.finditer(text):
            yield _in_words(text, found, part)
    for found in _ONE_IN.finditer(text):
        some, every = _COUNTED[found["some"].lower()], _COUNTED[found["all"].lower()]
        if some < every:
            yield _in_words(text, found, Decimal(100 * some) / every)


def _in_words(text: str, found: re.Match[str], part: Decimal) -> ShareSaid:
    one = bounded(text, NumberSaid(found.start(), found.end(), part, 2 * _ROUGHLY, False, rough=True))
    return ShareSaid(one.before, one.end, one.low, one.high, one.width, one.hedged)
