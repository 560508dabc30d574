"""Ceilings and estimates: what may not be passed, and what somebody expects; and a cap that was removed or changed."""

import re
from collections.abc import Iterator
from decimal import Decimal

from vigie.clauses.found import clause_at
from vigie.clauses.near import Signs
from vigie.clauses.numbers import DIGITS, FRENCH_DIGITS, number
from vigie.records.clause import Clause, ClauseKind, Said, Sum

_SCALES = {"k": 10**3, "thousand": 10**3, "m": 10**6, "mm": 10**6, "mil": 10**6, "million": 10**6, "millions": 10**6,
           "b": 10**9, "bn": 10**9, "billion": 10**9, "milliard": 10**9, "milliards": 10**9}  # fmt: skip
_SCALE = r"(?:k|thousand|mm?|mil|millions?|bn?|billion|milliards?)\b"
_SIGN = r"(?:US\s?\$|USD\s?\$?|\$|€|£|EUR\b|GBP\b)"


def _money(name: str) -> str:
    """The pattern of one amount with its sign before or after it; the groups it makes begin with ``name``."""
    return (
        rf"(?:(?P<{name}_sign>{_SIGN})\s?(?P<{name}>{DIGITS})(?:\s?(?P<{name}_scale>{_SCALE}))?"
        rf"|(?P<{name}_after>{FRENCH_DIGITS}|{DIGITS})\s?(?P<{name}_after_scale>{_SCALE})?\s?(?:d['’])?(?P<{name}_after_sign>€|euros?\b|EUR\b|dollars?\b|USD\b))(?![\d%])"
    )


_RANGE = rf"(?:between\s+|entre\s+)?{_money('low')}(?:\s*(?:-|–|to|and|and/or less than|à|et)\s*{_money('high')})?"
# Words that may stand between the name of an amount and the amount itself
_FILLERS = """
a acquisition action aggregate all amount and anticipated any approximately at about awards? base be been being budget
BPA capacity combined construction contracts? cost currently de du each effort entire established est estimated exceed
expected falls? for has IDIQ in individual is are IAW\\s+FAR\\s+36\\.204 letter life MACC magnitude marché MATOC not
of on options? orders? over overall per price procurement program project proposed range requirement SATOC set shall
shared task the this to total under value was will within work à
"""
_FILL = rf"(?:\s+(?:{'|'.join(_FILLERS.split())})){{0,9}}?"
_CEILING_NAME = (
    r"(?:(?:contract|total|program|overall|shared|aggregate|maximum|BPA|order|price|cost|dollar|IDIQ|MATOC|SATOC)\s+){0,3}ceiling"
    r"(?:\s+(?:price|amount|value|limit(?:ation)?|of))*|(?:the\s+)?(?:total\s+|maximum\s+|aggregate\s+)?not[- ]to[- ]exceed(?:\s*\(NTE\))?"
    r"(?:\s+(?:amount|value|price|ceiling|limit|total))*|\bNTE\b|(?:will|shall|may|must|can|does|do)\s+not\s+exceed|cannot\s+exceed"
    r"|maximum\s+(?:(?:total|aggregate|contract|order|program|dollar|overall|potential|individual|IDIQ|task order)\s+){0,3}"
    r"(?:value|amount|price|capacity|limitation|dollar value)|montant maximum|plafond"
)
_CEILING = re.compile(rf"\b(?:{_CEILING_NAME}){_FILL}[\s:=-]*(?:\(NTE\)\s*)?{_RANGE}", re.IGNORECASE)
# Automated solicitations of the Defense Logistics Agency write the limit of all orders without a sign
_CEILING_OF_ORDERS = re.compile(
    r"(?:Indefinite Delivery Contract: Estimated quantity \d[\d,.]* ?; Not to Exceed|aggregate total of orders placed against the"
    rf" contract/order reach) (?P<low>{DIGITS})(?!\d)",
)
_CEILING_AFTER = re.compile(
    rf"{_money('low')}\s+(?:(?:program|contract|total|shared|overall|aggregate)\s+)?(?:ceiling|not[- ]to[- ]exceed|cap\b)",
    re.IGNORECASE,
)
_ESTIMATE_NAME = (
    r"(?:total\s+)?(?:estimated|anticipated|expected|projected)\s+(?:(?:total|overall|contract|dollar|construction|project|aggregate|price|cost"
    r"|potential|program|annual)\s+){0,3}(?:value|cost|price|magnitude|amount|range|budget)"
    r"|(?:magnitude|price range|cost range|value range)(?:\s+of(?:\s+(?:this|the|construction|project|price))*)?"
    r"|(?:value|cost|price)\s+of\s+(?:this|the)\s+(?:contract|project|requirement|acquisition)\s+is\s+estimated"
    r"|montant estimé|valeur estimée"
)
_ESTIMATE = re.compile(
    rf"\b(?:{_ESTIMATE_NAME})(?:\s+of)?{_FILL}(?:\s*\([^()]{{0,30}}\))?[\s:=-]*"
    rf"(?:(?P<less>less than|under|below|up to|not\s+(?:to\s+)?exceed(?:ing)?|moins de)\s+"
    rf"|(?P<more>more than|greater than|over|exceeds?|plus de)\s+)?{_RANGE}",
    re.IGNORECASE,
)
_CAP_CHANGED = re.compile(
    r"\b(?:the|any|this)\s+(?:[\w$,.-]+\s+){0,4}?(?:cap|ceiling|maximum (?:amount|value)|not[- ]to[- ]exceed(?: amount)?)\s+"
    r"(?:[\w$,.-]+\s+){0,8}?"
    r"(?:is|was|has been|have been|is hereby|are|were)\s+(?:being\s+|hereby\s+)?"
    r"(?P<how>remov|delet|lift|eliminat|increas|rais|reduc|lower|decreas|revis|chang)\w*"
    r"|\b(?P<before>remov|delet|lift|eliminat|increas|rais|reduc|lower|decreas|revis|chang)(?:e|es|ed|ing|s)?\s+(?:of\s+)?"
    r"(?:the|its|a)\s+(?:[\w-]+\s+){0,3}?(?:(?<!drop )ceiling(?=\s+(?:amount|value|price|of|on|from|to|for|by)\b|[.,;])"
    r"|cap(?=\s+(?:of|on|for|from)\b|[.,;])"
    r"|not[- ]to[- ]exceed amount)",
    re.IGNORECASE,
)
_CHANGES = {"remov": "removed", "delet": "removed", "lift": "removed", "eliminat": "removed", "increas": "raised", "rais": "raised",
            "reduc": "lowered", "lower": "lowered", "decreas": "lowered", "revis": "changed", "chang": "changed"}  # fmt: skip
# What is limited beside money to be paid: who counts as small, what a bond covers
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:receipts?|revenues?|size standard|bid (?:price|guarantee|bond)|bonds?|guarantee|deductible|net worth|penalt\w+|threshold"
    r"|(?:increase|raise|extend)\w*\b[\w ]{0,40} by(?: an?)?|FAR \d+\.\d+)\b",
    re.IGNORECASE,
)
_LEAST = 1000
_OF_A_ROOM = re.compile(
    r"\b(?:tile|drop|grid|wall|room|lamp|fan|screw|suspended|acoustic|gypsum|roof|valve|lens|fuel|filler|hub|bolt)\w*\b",
    re.I,
)
CEILING_SIGNS = Signs(("ceiling", "exceed", "(nte", " nte", "maximum", "plafond", "/order reach", " cap"), 110, 260)
ESTIMATE_SIGNS = Signs(("estimat", "anticipated", "expected", "projected", "magnitude", "range", "estimé"), 60, 260)
CAP_SIGNS = Signs(("cap ", "cap.", "cap,", "ceiling", "exceed", "maximum"), 120, 160)


def ceilings(text: str, start: int, end: int) -> Iterator[Clause]:
    """Every limit of money, in the order in which the patterns find them."""
    for found in _CEILING_OF_ORDERS.finditer(text, start, end):
        limit = number(found["low"])
        yield clause_at(ClauseKind.CEILING, found, Sum(None, limit, "USD"))
    for pattern in (_CEILING, _CEILING_AFTER):
        for found in pattern.finditer(text, start, end):
            said = _sum(found)
            before = text[max(0, found.start() - 80) : found.start()]
            if said.high is not None and said.high >= _LEAST and _OF_SOMETHING_ELSE.search(before) is None:
                yield clause_at(ClauseKind.CEILING, found, Sum(None, said.high, said.currency))


def estimates(text: str, start: int, end: int) -> Iterator[Clause]:
    """Every amount somebody expects; a range where the text gives one."""
    for found in _ESTIMATE.finditer(text, start, end):
        said = _sum(found)
        if max(said.low or 0, said.high or 0) < _LEAST:
            continue
        if found["more"] and found["high"] is None and found["high_after"] is None:
            said = Sum(said.low, None, said.currency)
        elif found["less"]:
            said = Sum(None, said.high, said.currency)
        yield clause_at(ClauseKind.ESTIMATE, found, said)


def caps_changed(text: str, start: int, end: int) -> Iterator[Clause]:
    """Every limit that a text says was removed, raised, lowered or changed."""
    for found in _CAP_CHANGED.finditer(text, start, end):
        if _OF_A_ROOM.search(found[0]) is None:
            yield clause_at(ClauseKind.CAP_CHANGED, found, Said(_CHANGES[(found["how"] or found["before"]).lower()]))


def _sum(found: re.Match[str]) -> Sum:
    low, currency = _amount(found, "low"), _currency(found, "low")
    groups = found.groupdict()
    has_high = groups.get("high") is not None or groups.get("high_after") is not None
    high = _amount(found, "high") if has_high else low
    # "$10 to $25 million": the scale of the second goes for both
    scale = found["high_scale"] or found["high_after_scale"] if has_high else None
    if scale and found["low_scale"] is None and found["low_after_scale"] is None and low < 1000:
        low *= _SCALES[scale.lower()]
    return Sum(low, high, currency)


def _amount(found: re.Match[str], name: str) -> Decimal:
    side = name if found[name] is not None else f"{name}_after"
    amount = number(found[side]) * _SCALES.get((found[f"{side}_scale"] or "").lower(), 1)
    return amount.quantize(Decimal("0.01"))


def _currency(found: re.Match[str], name: str) -> str:
    sign = (found[f"{name}_sign"] or found[f"{name}_after_sign"] or "").upper()
    if sign.startswith(("€", "EUR")):
        return "EUR"
    return "GBP" if sign.startswith(("£", "GBP")) else "USD"
