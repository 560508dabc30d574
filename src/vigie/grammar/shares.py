"""Shares as texts write them: "95 %", "60 percent", "half of", "les deux tiers"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from vigie.grammar.quantities import quantities

_PERCENT = re.compile(r"[\s\u00a0\u202f]?(?:%|per\s?cent(?!\w)|pour\s?cent(?!\w)|p\.\s?100)", re.IGNORECASE)
_FRACTIONS = {
    r"(?:a |one |la |les? )?(?:half|moitié)(?= of| de| des| du| d['’])": "50",
    r"(?:a|one|un|le) (?:third|tiers)(?= of| de| des| du| d['’])": "33.333",
    r"(?:les )?(?:two[ -]thirds|deux[ -]tiers)": "66.667",
    r"(?:a|one|un|le) (?:quarter|quart)(?= of| de| des| du| d['’])": "25",
    r"(?:les )?(?:three[ -]quarters|trois[ -]quarts)": "75",
}
_WRITTEN = {re.compile(rf"(?<!\w){said}(?!\w)", re.IGNORECASE): Decimal(part) for said, part in _FRACTIONS.items()}
_ROUGHLY = Decimal("2.5")


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
            yield ShareSaid(found.start(), found.end(), part, part, _ROUGHLY, True)
