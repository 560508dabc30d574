"""Amounts of money as texts write them: "$4.8m", "4,8 millions de dollars", "up to USD 365 million", "$10-25 million"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from vigie.grammar.each import each
from vigie.grammar.quantities import quantities

# Signs and names of money by ISO 4217; "$" alone is the dollar of the United States, of which our texts speak
_CURRENCIES = {
    "USD": r"US\s?\$|\$\s?US|USD|U\.S\. [Dd]ollars?|US [Dd]ollars?|[Dd]ollars? (?:américains?|US)|[Dd]ollars?|\$",
    "EUR": r"[Ee]uros?|EUR|€",
    "GBP": r"GBP|£|[Pp]ounds? sterling|[Pp]ounds?|livres?(?: sterling)?",
    "CAD": r"CA\s?\$|\$\s?CA|C\$|CAD|dollars? canadiens?",
    "AUD": r"A\$|AUD",
    "CHF": r"CHF|francs? suisses?|Swiss francs?",
    "JPY": r"JPY|¥|yens?",
}
_ORDER = ("CAD", "AUD", "CHF", "USD", "EUR", "GBP", "JPY")
_ANY = "|".join(f"(?P<{code}>{_CURRENCIES[code]})" for code in _ORDER)
_BEFORE = re.compile(rf"(?<![^\W\d_])(?:{_ANY})[\s\u00a0\u202f]?$")
_AFTER = re.compile(rf"[\s\u00a0\u202f-]{{0,2}}(?:de\s|d['’]|of\s)?(?:{_ANY})(?![^\W\d_])")
_REACH = 24


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money as said, from ``start`` up to ``end``, words like "up to" included.

    ``low`` and ``high`` in units of ``currency`` (ISO 4217); ``low`` None: "up to", ``high`` None: "at least", both alike where one amount
    is meant. ``width`` is half of what the last digit said counts: of "$4.8m" 50,000. ``hedged``: "about". ``per``: so much a "day",
    "month" or "year"; None: once.
    """

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    width: Decimal
    currency: str
    hedged: bool
    per: str | None


def amounts(text: str, lang: str | None) -> Iterator[Amount]:
    """Every amount of money of a text, in its order."""
    for one in quantities(text, lang):
        before = _BEFORE.search(text[max(0, one.start - _REACH) : one.start])
        after = _AFTER.match(text, one.end)
        found = before or after
        if found is None:
            continue
        end = after.end() if after is not None and before is None else one.end
        if before is not None and after is not None and _code(after) == "USD" and "dollar" in after[0]:
            end = after.end()
        start = min(one.before, one.start - len(before[0]) if before is not None else one.start)
        per = each(text, end)
        end, unit = (per.end, per.unit) if per is not None else (end, None)
        yield Amount(start, end, one.low, one.high, one.width, _code(found), one.hedged, unit)


def _code(found: re.Match[str]) -> str:
    return next(code for code in _ORDER if found[code])
