"""Requirements: what a supplier or a tenderer must do, and the standards, certifications and clearances named."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from vigie.clauses.found import clause, clause_at
from vigie.clauses.near import Signs, in_small_letters
from vigie.records.clause import Clause, ClauseKind, Requirement

_STANDARDS = {
    "Top Secret/SCI": r"TS[/-]SCI|Top Secret[/ ]+(?:SCI|Sensitive Compartmented Information)",
    "Top Secret": r"Top Secret\b(?![/ ]+S)",
    "Secret clearance": r"(?<!Top )\bSecret\b[\w ]{0,20}\bclearances?|(?<!Top )\bSecret[- ]level\b",
    "facility clearance": r"facility (?:security )?clearances?|\bFCL\b",
    "Public Trust": "public trust",
    "background investigation": "background (?:investigations?|checks?)",
    "CMMC": r"\bCMMC(?:\s*(?:2\.0\s*)?Level\s*\d)?",
    "NIST SP 800-171": r"NIST\s*(?:SP\s*)?800-171|800-171",
    "NIST SP 800-53": r"NIST\s*(?:SP\s*)?800-53",
    "FedRAMP": r"FedRAMP(?:\s+(?:High|Moderate|Low))?",
    "FIPS": r"FIPS\s*(?:PUB\s*)?\d{3}(?:-\d)?",
    "Section 508": "Section 508",
    "ISO": r"ISO(?:/IEC)?[ -]?\d{4,5}(?:[:-]\d{4}|-\d+)?",
    "AS9100": r"AS\s?9100[A-D]?",
    "HIPAA": r"HIPAA",
    "ITAR": r"ITAR",
    "PREA": r"PREA|Prison Rape Elimination Act",
    "PBNDS": r"PBNDS(?:\s*20\d\d)?|Performance[- ]Based National Detention Standards(?:\s*20\d\d)?",
    "National Detention Standards": r"National Detention Standards(?:\s*\(?NDS\)?)?(?:\s*20\d\d)?",
    "CJIS": r"CJIS(?:\s+Security Policy)?",
    "Joint Commission": r"Joint Commission",
    "Buy American": r"Buy American(?:\s+Act)?",
    "Berry Amendment": r"Berry Amendment",
    "Trade Agreements Act": r"Trade Agreements Act",
    "SCA": r"Service Contract (?:Act|Labor Standards)",
    "Davis-Bacon": r"Davis[- ]Bacon",
    "OSHA": r"OSHA",
    "SAM registration": r"(?:registered|registration)(?:\s+(?:in|with|at|and|active|the|on)){1,5}\s+"
    r"(?:System for Award Management|SAM\b|www\.sam\.gov|sam\.gov)",
    "JCP certification": r"JCP certifi\w+|Joint Certification Program",
}  # fmt: skip
_STANDARD = re.compile(rf"(?<!\w)(?:{'|'.join(_STANDARDS.values())})(?!\w)", re.IGNORECASE)
_EACH = {name: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for name, words in _STANDARDS.items()}
_SUPPLIER = r"contractors?|vendors?(?! pool)|suppliers?|contractor\s+(?:personnel|employees|staff)|subcontractors?|awardees?" \
            r"|titulaire|prestataire"  # fmt: skip
_TENDERER = r"offerors?|quoters?|bidders?|respondents?|interested\s+(?:parties|vendors|contractors|offerors|firms|sources|companies)|" \
            r"quotes?|quotations?|offers?|proposals?|bids?|responses?|candidats?|soumissionnaires?"  # fmt: skip
_DEMANDED = re.compile(
    rf"\b(?<!\bto\s)(?<!\bto\sthe\s)(?<!\bfrom\sthe\s)(?<!\bwhich\sthe\s)(?:(?P<tenderer>{_TENDERER})|(?P<supplier>{_SUPPLIER}))\s*(?:\([^()]{{1,20}}\)\s*)?(?:[\w'’/-]+\s+){{0,4}}?"
    r"(?:shall|must|(?:is|are)\s+required\s+to|will\s+be\s+required\s+to|doi(?:t|vent))\b(?!\s+not\s+be\s+(?:liable|responsible))",
    re.IGNORECASE,
)
_OF_THE_GOVERNMENT = re.compile(r"\bgovernment\s+(?:shall|must|will)\b", re.IGNORECASE)
# Where a sentence ends: a mark and a blank before a capital or a figure, an empty line, a bullet
_ENDS = re.compile(
    r"[.;!?](?=\s)(?<!\b[A-Za-z].)(?<!\bNo.)(?<!\bInc.)(?<!\bSt.)(?=\s+[\"“(]?[A-Z0-9•*]|\s*$)|\n\s*\n|[•▪●]|\s\*\s"
)
_MODAL = re.compile(r"\b(?:shall|must|required to|doit|doivent)\b", re.IGNORECASE)
_LONGEST = 600
# Between who is meant and what they must
_FAR = 120
# A sentence that only repeats a label says nothing
_SHORTEST = 25
STANDARD_SIGNS = Signs(
    ("secret", "ts/sci", "clearance", " fcl", "public trust", "background", "cmmc", "800-171", "800-53", "fedramp", "fips", "508", "iso",
    "9100", "hipaa", "itar", "prea", "rape elim", "pbnds", "detention standards", "cjis", "joint commission", "buy american", "berry amend",
    "trade agreements act", "service contract", "davis", "osha", "regist", "jcp", "joint certif"), 40, 90,
)  # fmt: skip


def requirements(text: str) -> Iterator[Clause]:
    """Every sentence that demands something of a supplier or a tenderer, whole where it is no longer than 600 characters, else
    from who is meant, and no longer than that."""
    modals = [modal.start() for modal in _MODAL.finditer(text)]
    if not modals:
        return
    edges = [0, *(end.end() for end in _ENDS.finditer(text)), len(text)]
    read = -1
    for modal in modals:
        place = min(bisect_right(edges, modal), len(edges) - 1)
        start, end = edges[place - 1], edges[place]
        if place == read or end - start < _SHORTEST:
            continue
        found = _DEMANDED.search(text, max(start, modal - _FAR), min(end, modal + _FAR))
        if found is None or _OF_THE_GOVERNMENT.search(text, start, found.start()):
            continue
        read = place
        first, last = _whole(text, start, end, found.start())
        yield clause(
            ClauseKind.REQUIREMENT,
            text,
            first,
            last,
            Requirement("tenderer" if found["tenderer"] else "supplier", named(text[first:last])),
        )


def _whole(text: str, start: int, end: int, meant: int) -> tuple[int, int]:
    first = start if end - start <= _LONGEST else meant
    while first < end and text[first] in " \t\r\n•▪●*-–.":
        first += 1
    if end - first <= _LONGEST:
        return first, end
    return first, max(text.rfind(" ", first, first + _LONGEST), first + _SHORTEST)


def standards(text: str, start: int, end: int) -> Iterator[Clause]:
    """Every standard, certification or clearance that is named, in a sentence of any kind."""
    for found in _STANDARD.finditer(text, start, end):
        if name := named(found[0]):
            yield clause_at(ClauseKind.REQUIREMENT, found, Requirement(None, name))


def named(words: str) -> tuple[str, ...]:
    """The standards, certifications and clearances in some words, as they are usually written."""
    plain = in_small_letters(words)
    if not any(sign in plain for sign in STANDARD_SIGNS.words):
        return ()
    found = []
    for name, pattern in _EACH.items():
        if match := pattern.search(words):
            found.append(" ".join(match[0].split()) if name in ("ISO", "CMMC", "FIPS", "FedRAMP") else name)
    return tuple(found)
