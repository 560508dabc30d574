"""Clauses on pay that depends on performance, and on prices that may be adjusted later."""

import re
from collections.abc import Iterator

from vigie.clauses.found import clause_at
from vigie.clauses.near import Signs
from vigie.records.clause import Clause, ClauseKind, Said

_INCENTIVES = {
    "award-fee": r"award[- ]fees?(?: (?:plan|pool|contract|structure))?|award[- ]term(?= (?:incentive|option|contract|plan))",
    "incentive-fee": r"(?:cost[- ]plus[- ]|fixed[- ]price[- ](?:\w+ )?|performance[- ])?incentive[- ]"
    r"(?:fees?|firm(?:[- ]target)?)\b(?: contracts?)?"
    r"|\bCPIF\b|\bFPIF?\b(?= (?:contract|type|CLIN))|fixed[- ]price[- ]incentive\b",
    "performance-incentive": r"(?:performance|positive|negative|delivery|schedule|quality)(?:[- ]based)?[- ]incentives?\b"
    r"(?: plan| payments?)?|contract incentives?\b|incentive[- ]based (?:contracts?|pay\w*)",
    "performance-based-payment": r"performance[- ]based payments?\b",
    "bonus": r"(?:performance|completion|early[- ]delivery|success|placement) bonus(?:es)?\b|prime de performance",
    "deduction": r"(?:payment|performance|invoice|price) (?:deductions?|disincentives?)\b|disincentives?\b",
}  # fmt: skip
_INCENTIVE = re.compile(
    "|".join(f"(?P<{form.replace('-', '_')}>{words})" for form, words in _INCENTIVES.items()), re.IGNORECASE
)
_ADJUSTMENTS = {
    "economic-price-adjustment": r"(?:(?:FAR\s*)?\b52\.216-[234]\b|\b(?:552\.238-120|552\.216-70|852\.216-7[0-5]|252\.216-700[0137])\b)"
    r"(?:[,\s–—-]{1,4}economic[- ]price[- ]adjustments?)?"
    r"|economic[- ]price[- ]adjustments?(?:\s*\(EPA\))?|\bfixed[- ]price[- ]EPA\b",
    "wage-adjustment": r"(?:FAR\s*)?\b52\.222-4[34]\b"
    r"(?:[,\s–—-]{1,4}(?:fair labor standards act and )?service contract labor standards[\s–—-]+price adjustment)?"
    r"|(?:wage (?:rate )?determination|service contract (?:act|labor standards)|SCA|minimum wage)"
    r"(?:[\s-]+(?:based|related))?[\s-]+(?:price )?adjustments?\b"
    r"|(?:fair labor standards act and )?service contract labor standards\s*[-–—]+\s*price adjustment",
    "index-adjustment": r"(?:price|prices|rate|rates|fuel) (?:adjust(?:ed|ments?)|escalat(?:ed|ion)|revision|indexation)\s+(?:\w+\s+){0,6}?"
    r"(?:index|CPI|inflation)\b|révision des prix|prix (?:sont )?révisables?|indexation des prix",
    "escalation": r"(?:price|annual|rate|rent|fuel) escalation (?:clause|rate|factor|of \d)|fuel surcharge adjustment",
}  # fmt: skip
_ADJUSTMENT = re.compile(
    "|".join(f"(?P<{form.replace('-', '_')}>{words})" for form, words in _ADJUSTMENTS.items()), re.IGNORECASE
)
# A clause that is said not to be there, or stands unticked in a list ("__ (4) 52.222-44"); one that only tells how to send an invoice
_DENIED = re.compile(
    r"\b(?:no|not|without|neither|nor|n/a)\b[^.;]{0,30}$|_{2,}\s*\(\w{1,4}\)\s*$|\[ ?\]\s*$", re.IGNORECASE
)
_INVOICED = re.compile(r"(?:\bFor|submit a)\s*$")
# What is only asked of those who answer
_ASKED = re.compile(r"[^.;!?\n]{0,160}\?")
INCENTIVE_SIGNS = Signs(
    ("incentive", "award fee", "award-fee", "award term", "award-term", "bonus", "based payment", "cpif", "fpi", "deduction",
     "prime de"), 40, 60,
)  # fmt: skip
ADJUSTMENT_SIGNS = Signs(
    ("52.216-", "52.222-4", "552.238-120", "economic price", "economic-price", "adjustment", "adjusted", "escalat", "price revision",
     "indexation", "price epa", "price-epa", "révision des", "révisable"), 60, 160,
)  # fmt: skip


def incentives(text: str, start: int, end: int) -> Iterator[Clause]:
    """Every clause on a fee, a bonus or a payment that depends on performance."""
    yield from _found(ClauseKind.INCENTIVE, _INCENTIVE.finditer(text, start, end))


def price_adjustments(text: str, start: int, end: int) -> Iterator[Clause]:
    """Every clause under which prices may change with an index, wages or costs."""
    yield from _found(ClauseKind.PRICE_ADJUSTMENT, _ADJUSTMENT.finditer(text, start, end))


def _found(kind: ClauseKind, matches: Iterator[re.Match[str]]) -> Iterator[Clause]:
    for found in matches:
        before = found.string[max(0, found.start() - 40) : found.start()]
        spared = _DENIED.search(before) or _INVOICED.search(before) or _ASKED.match(found.string, found.end())
        if spared is None:
            yield clause_at(kind, found, Said((found.lastgroup or "").replace("_", "-")))
