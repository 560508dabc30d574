"""Numbers with what stands before them: about, up to, more than; and two of them that make a range."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from vigie.grammar.numbers import NumberSaid, in_scale, numbers

# A sign or name of money that may stand between the words before a number and the number
MONEY_BEFORE = r"(?:(?:US|CA|A|C|NZ|HK)?\s?\$|USD|EUR|GBP|CHF|CAD|AUD|€|£|¥)"
MONEY_AFTER = r"(?:(?:de\s|d['’])?(?:US\s|U\.S\.\s)?(?:dollars?|euros?|USD|EUR|GBP|CHF|€|\$|£|pounds?|livres?|francs?))"
_HEDGE = (
    r"about|around|approximately|approx\.?|some|nearly|almost|close to|roughly|circa|an estimated|near|just over|just under"
    r"|environ|près de|presque|quelque|à peu près|autour de|de l['’]ordre de|un peu plus de|un peu moins de|aux alentours de|à peine"
)
_AT_MOST = (
    r"up to|as much as|as many as|at most|no more than|not more than|a maximum of|maximum|less than|fewer than|lower than|below"
    r"|under|capped at|not exceeding|jusqu['’]à|(?:au|pas|non) plus(?: de)?|au maximum|un maximum de|moins de"
    r"|maximum de|plafonnée?s? à|ne dépassant pas"
)
_AT_LEAST = (
    r"more than|over|at least|no less than|a minimum of|above|exceeding|upwards of|plus de|au moins|au minimum|un minimum de|pas moins de|"
    r"supérieure?s? à|dépassant|minimum"
)
_BEFORE = re.compile(
    rf"(?<!\w)(?:(?P<hedge>{_HEDGE})|(?P<most>{_AT_MOST})|(?P<least>{_AT_LEAST})|(?P<between>between|entre|from|de))"
    rf"\s+(?:the\s+|les\s+|an?\s+|une?\s+)?{MONEY_BEFORE}?\s?$",
    re.IGNORECASE,
)
# What bounds a number from behind: "$5 million or more"
_BEHIND = re.compile(
    rf"\s*{MONEY_AFTER}?\s*(?:(?P<least>or more|or above|and more|ou plus|et plus)|(?P<most>or less|or fewer|at most"
    r"|ou moins|au plus|au maximum))(?!\w)",
    re.IGNORECASE,
)
_PERCENT = r"(?:%|per\s?cent|pour\s?cent)"
_BETWEEN = re.compile(
    rf"-?\s*(?:{MONEY_AFTER}|{_PERCENT})?\s*(?P<link>-|–|—|to|à|and|et|or|ou)\s*{MONEY_BEFORE}?\s*", re.IGNORECASE
)
_FAR = 40


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or a range of them as said, from ``start`` up to ``end``; what stands before it ("up to") from ``before`` on.

    ``low`` None: "up to"; ``high`` None: "at least"; both alike where one number is meant. ``width`` is half of what the last digit
    said counts. ``hedged``: "about", "nearly".
    """

    start: int
    end: int
    before: int
    low: Decimal | None
    high: Decimal | None
    width: Decimal
    hedged: bool


def quantities(text: str, lang: str | None) -> Iterator[Quantity]:
    """Every number of a text, those of a range together, in its order."""
    found = numbers(text, lang)
    place = 0
    while place < len(found):
        one = found[place]
        other = found[place + 1] if place + 1 < len(found) else None
        before = _before(text, one)
        if other is not None and _is_range(text, one, other, before):
            one = in_scale(one, other)
            start = _start(before, one) if before and before["between"] else one.start
            yield Quantity(one.start, other.end, start, one.value, other.value, max(one.unit, other.unit) / 2, False)
            place += 2
            continue
        yield bounded(text, one)
        place += 1


def _is_range(text: str, one: NumberSaid, other: NumberSaid, before: re.Match[str] | None) -> bool:
    link = _BETWEEN.fullmatch(text[one.end : other.start])
    if link is None or (other.value <= one.value and other.scaled == one.scaled):
        return False
    if link["link"].lower() in ("and", "et"):
        return before is not None and (before["between"] or "").lower() in ("between", "entre")
    return True


def bounded(text: str, one: NumberSaid) -> Quantity:
    """One number with the words before and behind it that bound it."""
    before, behind = _before(text, one), _BEHIND.match(text, one.end)
    low: Decimal | None = one.value
    high: Decimal | None = one.value
    hedged, start = one.rough, one.start
    if before is not None and not before["between"]:
        start = _start(before, one)
        hedged = hedged or before["hedge"] is not None
        if before["most"]:
            low = None
        elif before["least"]:
            high = None
    if behind is not None and low == high:
        low, high = (None, high) if behind["most"] else (low, None)
    return Quantity(one.start, one.end, start, low, high, one.unit / 2, hedged)


def _before(text: str, one: NumberSaid) -> re.Match[str] | None:
    return _BEFORE.search(text[max(0, one.start - _FAR) : one.start])


def _start(before: re.Match[str], one: NumberSaid) -> int:
    return one.start - (len(before.string) - before.start())
