"""Volumes: how many beds, calls, units, hours, sites or cases a text speaks of."""

import re
from collections.abc import Iterator
from decimal import Decimal

from vigie.clauses.found import clause_at
from vigie.clauses.near import Signs
from vigie.clauses.numbers import DIGITS, number
from vigie.records.clause import Clause, ClauseKind, Quantity

_UNITS = {
    "bed": r"(?:detention |inpatient |residential |adult |male |female |hospital |RRC |secure ){0,3}beds?|lits?",
    "call": r"(?:inbound |outbound |incoming |phone |telephone |customer ){0,2}calls?|appels?",
    "case": r"(?:active |open |new )?cases?|dossiers?",
    "case file": "case files?",
    "site": "(?:installation |job |work |remote )?sites?|locations?|facilities",
    "labor hour": r"(?:labor|man|direct labor|work)[- ]hours?",
    "hour": r"(?:flight|service|guard|productive|training|operating) hours?|hours (?=of (?:service|support|labor|guard|train))|heures?",
    "square foot": r"(?:gross |net |usable |rentable |ABOA )?(?:square f(?:ee|oo)t|sq\.? ?ft\b\.?|SF)",
    "acre": "acres?",
    "gallon": "gallons?",
    "ton": "tons?",
    "vehicle": "vehicles?|véhicules?",
    "unit": "units?|unités?",
    "each": "EA|each",
    "user": "(?:concurrent |named |end )?users?",
    "license": "(?:software |user )?licen[cs]es?",
    "seat": "seats?",
    "person": "(?:detainees|residents|participants|beneficiaries|students|clients|personnes|full[- ]time equivalents?|FTEs?)",
    "meal": "meals?|repas",
    "room": "(?:sleeping |guest |hotel |lodging )?rooms",
    "sample": "samples?",
    "device": "devices?",
}  # fmt: skip
_PER = {
    "day": "day|daily|jour",
    "week": "week|weekly|semaine",
    "month": "month|monthly|mois",
    "year": "year|annum|annually|yearly|an",
}
_UNIT = "|".join(f"(?P<{unit.replace(' ', '_')}>{words})" for unit, words in _UNITS.items())
_TIME = "|".join(f"(?P<per_{per}>{words})" for per, words in _PER.items())
_UP_TO = r"up to|no more than|not more than|not to exceed|a maximum of|maximum of|jusqu['’]à"
_AT_LEAST = r"at least|a minimum of|minimum of|no fewer than|no less than|not less than|au moins"
_COUNTED = re.compile(
    rf"(?<![\w$€£.,/-])(?:(?P<up_to>{_UP_TO})\s+|(?P<at_least>{_AT_LEAST})\s+|(?:approximately|about|an estimated|environ)\s+)?"
    rf"(?<![\w$€£.,/#-])(?P<low>{DIGITS})(?:\s*(?:-|–|to|à)\s*(?P<high>{DIGITS}))?(?P<more>\+)?(?:\s+\(\d+\))?(?:\s+total)?[\s-]+"
    rf"(?:{_UNIT})(?![\w/-]|\s+of issue)"
    rf"(?:,?\s+(?:per|a|each|every|/|par)\s*(?:calendar |business |work(?:ing)? )?(?:{_TIME})\b"
    rf"|\s+(?P<adverb>daily|monthly|annually))?",
    re.IGNORECASE,
)  # fmt: skip
_ORDERED = re.compile(
    rf"\b(?P<label>QTY|QUANTITY|Qty)\b\.?\s*[:=]?\s*(?:UI\s+)?(?P<low>{DIGITS})\s*(?:UI\s+)?"
    r"(?P<unit>EA|EACH|LOT|LO|SET|SE|KT|KIT|FT|RO|BX|PR|PG|PK|GL|LB|HD|AY|CN|DR|SH|MONTHS?|UNITS?)\b",
    re.IGNORECASE,
)
# Codes of units of issue as the Defense Logistics Agency writes them (DoD 4100.39-M)
_ISSUED = {
    "ea": "each", "lo": "lot", "se": "set", "kt": "kit", "ro": "roll", "bx": "box", "pr": "pair", "pg": "package", "pk": "pack",
    "gl": "gallon", "lb": "pound", "hd": "hundred", "ay": "assembly", "cn": "can", "dr": "drum", "sh": "sheet", "ft": "foot",
    "months": "month", "units": "unit",
}  # fmt: skip
# "2 Each", "Line 2 units" and "section 4 sites" count nothing
_NUMBERED = re.compile(
    r"(?:\b(?:line|item|section|paragraph|part|phase|lot|clin|step|page|level|type|class|figure|note|no|building|bldg|room|unit|fy|size"
    r"|model|version|block|chapter|volume|task|sf|form|rev|revision|amendment|option|zone|area|exhibit|attachment|site|pn|p/n|nsn|series|number|time|pages|annex)"
    r"\.?:?\s*|[#(]\s?|\b[A-Z]\.)$",
    re.IGNORECASE,
)
# A 2-ton hoist and a 50-gallon drum count nothing; "5.1 Work Site" is a heading
_SIZE = re.compile(r"\d-(?:ton|gallon|acre)|\d\.\d{1,2}\s+(?:\w+\s+)?(?-i:Site|Location|Facilit|Unit)", re.IGNORECASE)
SIGNS = Signs(
    ("bed", "call", "case", "site", "location", "facilities", "hour", "square f", "sq", " sf", "acre", "gallon", "ton", "vehicle", "unit",
     "each", " ea", "user", "licen", "seat", "detainee", "resident", "participant", "benefici", "student", "client", "fte", "full-time",
     "full time", "meal", "room", "sample", "device", "qty", "quantity", " lit", "appel", "dossier", "heure", "personne", "repas"), 110, 60,
)  # fmt: skip


def volumes(text: str, start: int, end: int) -> Iterator[Clause]:
    """Every number of something counted, in the order of the text."""
    for found in _ORDERED.finditer(text, start, end):
        unit = found["unit"].lower()
        exact = number(found["low"])
        yield clause_at(ClauseKind.VOLUME, found, Quantity(exact, exact, _ISSUED.get(unit, unit), None))
    for found in _COUNTED.finditer(text, start, end):
        if _SIZE.search(found[0]) or _NUMBERED.search(text, max(0, found.start() - 14), found.start()):
            continue
        low, high = _bounds(found)
        if high is not None and low is not None and high < low:
            continue
        yield clause_at(ClauseKind.VOLUME, found, Quantity(low, high, _unit(found), _per(found)))


def _bounds(found: re.Match[str]) -> tuple[Decimal | None, Decimal | None]:
    low = number(found["low"])
    high = number(found["high"]) if found["high"] else low
    if found["up_to"]:
        return None, high
    return low, None if found["at_least"] or found["more"] else high


def _unit(found: re.Match[str]) -> str:
    return next(unit for unit in _UNITS if found[unit.replace(" ", "_")])


def _per(found: re.Match[str]) -> str | None:
    if adverb := found["adverb"]:
        return {"daily": "day", "monthly": "month", "annually": "year"}[adverb.lower()]
    return next((per for per in _PER if found[f"per_{per}"]), None)
