"""Milestones: days on which something is due or happens, how long something lasts, and the options to go on."""

import re
from collections.abc import Iterator

from vigie.clauses.days import DAY, TIME, clock, day, zone
from vigie.clauses.found import clause_at
from vigie.clauses.near import Signs
from vigie.clauses.numbers import COUNT, count
from vigie.records.clause import Clause, ClauseKind, Moment, Span

_UNIT = r"(?:(?:calendar|business|working|consecutive)[\s-]+)?(?P<{0}unit>day|week|month|year|jour|semaine|mois|an)s?\b"
_ON = rf"(?:(?P<time>{TIME})[\s,]*(?:(?:local|standard)\s+time[\s,]*)?(?:\([^()]{{1,12}}\)[\s,]*)?(?:/|on|,|-|–|le)?\s*(?:on\s+)?)?" \
      rf"(?P<day>{DAY})" \
      rf"(?:,?\s*(?:at|by|@|/|-|–|no\s+later\s+than|NLT|à)?\s*(?P<after>{TIME}))?"  # fmt: skip
_DUE = re.compile(
    r"\b(?P<of>no\s+later\s+than|not\s+later\s+than|NLT\b|(?:are|is)\s+due(?:\s+(?:by|on|at|no\s+later\s+than))?|due\s+(?:date|by|on)"
    r"|closing\s+date|response\s+date|(?:offer|quote|proposal|response|bid)s?\s+due(?:\s+date)?(?:\s+(?:by|on|no\s+later\s+than))?"
    r"|deadline(?:\s+(?:for|to)\s+(?:[\w/]+\s+){1,5}?(?:is|of|are)?)?|on\s+or\s+before|(?:closes?|close)\s+(?:on|at)"
    r"|(?:extended|changed|moved|revised)\s+(?:\w+\s+){0,3}?(?:to|until)|(?:received|submitted|sent|provided|e-?mailed)\s+(?:\w+\s+){0,4}?by"
    rf"|au\s+plus\s+tard(?:\s+le)?|avant\s+le|date\s+limite(?:\s+\w+){{0,5}}?)[\s:=]*(?:(?:is|on|at|by|of|-|–)\s+){{0,2}}{_ON}",
    re.IGNORECASE,
)
_AWARD = re.compile(
    r"\b(?:anticipated|expected|estimated|target\w*)\s+(?:contract\s+)?award\b|\baward\s+date\b", re.IGNORECASE
)
_NEAR = 40
_HELD = re.compile(
    r"\b(?P<of>site\s+visit|pre-?(?:proposal|bid|solicitation|award)\s+(?:conference|meeting)|industry\s+day|questions?(?:\s+\w+){0,3}\s+due"
    r"|question\s+(?:cut-?off|deadline)|anticipated\s+award(?:\s+date)?)"
    rf"(?:\s+(?:is|are|will|be|held|conducted|scheduled|for|on|at|by|date|the|shall|has|been|place|take)){{0,7}}[\s:-]*{_ON}",
    re.IGNORECASE,
)
_AMENDED = re.compile(
    rf"\bUPDATED?\s+(?P<before>{DAY})\s*[:\-–]\s*Amendments?\s+(?:No\.?\s*|#\s*)?(?P<number>[A-Z]?\d{{1,5}})(?:\s+(?:has|is)\s+(?:been\s+)?\w+)?"
    rf"|\bAmendment\s+(?:No\.?\s*|Number\s+|#\s*)?(?P<number_after>[A-Z]?\d{{1,5}})\b(?:\s*[-–:,(]\s*|\s+(?:effective|dated|issued|posted|is|on|has|been|was)"
    rf"(?:\s+(?:effective|dated|issued|posted|on|been))*\s+)(?P<after>{DAY})"
    rf"|(?<!\w)(?P<before_dash>{DAY})\s*[-–:]\s*(?:The\s+purpose\s+of\s+)?(?:this\s+)?Amendment\s+(?:No\.?\s*|#\s*)?(?P<number_dash>[A-Z]?\d{{1,5}})\b",
    re.IGNORECASE,
)
_PERFORMED = re.compile(
    r"\b(?:(?:estimated\s+|anticipated\s+)?(?:period\s+of\s+performance|performance\s+period|PoP\b)|base\s+period|ordering\s+period"
    r"|option\s+(?:year|period)\s+(?:\w{1,5}|\d))[\s(:]*(?:(?:is|will|be|shall|from|of|for|PoP|base|year|the|begins?|on)\s+){0,5}[-–:]?\s*"
    rf"(?P<since>{DAY})\s*(?:-|–|—|to|through|thru|until|and\s+ends?\s+on)\s*(?P<until>{DAY})",
    re.IGNORECASE,
)
_OPTION = (
    rf"(?P<options>{COUNT})\s*(?:(?:additional|successive|subsequent|consecutive|optional|separate|each)[\s,]+){{0,2}}"
    rf"(?:(?P<each>{COUNT})[\s-]*{_UNIT.format('each_')}[\s-]*)?(?:unexercised\s+)?(?:option(?:al)?[\s-]*(?:years?|periods?)?(?:\s+periods?)?)"
    rf"(?:\s+of\s+(?P<of_each>{COUNT})[\s-]*{_UNIT.format('of_each_')})?"
)
_TERM = re.compile(
    rf"\b(?:(?P<base>{COUNT})[\s-]*{_UNIT.format('base_')}[\s-]*(?:base\b(?:[\s-]+(?:year|period))?)?|base[\s-]+(?P<base_year>year)"
    rf"|base[\s-]+period(?:\s+(?:of|is|\())?\s*(?P<base_of>{COUNT})[\s-]*{_UNIT.format('base_of_')})"
    r"(?:[\s,)]+(?:base|period|of\s+performance|contract|ordering|from\s+award|,)){0,4}[\s,]*(?:and|with|plus|\+|,|followed\s+by|that\s+includes)"
    rf"[\s,]*(?:the\s+|an?\s+|up\s+to\s+|possible\s+){{0,2}}{_OPTION}",
    re.IGNORECASE,
)
_LASTS = re.compile(
    r"\b(?P<of>(?:estimated\s+|anticipated\s+|total\s+)?(?:period\s+of\s+performance|performance\s+period|completion\s+(?:time|period)|ordering\s+period"
    r"|contract\s+(?:duration|term|length)|base\s+period|durée\s+du\s+marché)|deliver(?:y|ed|ies)|lead\s*time|to\s+be\s+completed|shall\s+be\s+completed"
    r"|complete\s+(?:the|all)\s+(?:work|project))"
    r"(?:\s+(?:is|are|will|be|shall|for|of|the|this|contract|project|an?|estimated|anticipated|approximately|within|time|required|to|not|exceed"
    rf"|in|est|de|date|by|maximum|work|all|under)){{0,9}}[\s:(]*(?P<count>{COUNT})[\s-]*{_UNIT.format('')}(?:\s+(?:ARO\b|ADO\b|after\s+(?:the\s+)?"
    r"(?:date\s+of\s+)?(?:receipt\s+of\s+(?:the\s+)?(?:order|award|NTP|notice\s+to\s+proceed)|contract\s+award|award|date\s+of\s+(?:order|award))))?",
    re.IGNORECASE,
)
_DELIVERED = re.compile(
    r"\b(?:By:|Delivery:|within)\s*(?P<count>\d{1,4})\s*(?P<unit>DAY|WEEK|MONTH)S?\s+(?:ADO|ARO)\b", re.IGNORECASE
)
_UNITS = {"jour": "day", "semaine": "week", "mois": "month", "an": "year"}
_HELD_OF = {"site": "site-visit", "pre": "conference", "indu": "conference", "ques": "questions", "anti": "award"}
# What every day has, every term with options, every length
DAY_SIGNS = Signs(
    (" 20", "/20", "/2", "-20", ",20", *(f"{month}20" for month in ("jan", "feb", "mar", "apr", "may", "jun"))), 150, 60
)
AMENDMENT_SIGNS = Signs(("amendment",), 40, 80)
TERM_SIGNS = Signs(("option",), 150, 80)
SPAN_SIGNS = Signs(
    ("performance", "completion", "ordering period", "contract duration", "contract term", "contract length", "base period", "durée",
     "deliver", "lead time", "leadtime", "be completed", "complete the", "complete all", " ado", " aro"), 40, 150,
)  # fmt: skip


def days(text: str, start: int, end: int) -> Iterator[Clause]:
    """Every day of which the text says what is due or happens on it; a time's zone is as written."""
    for found in _DUE.finditer(text, start, end):
        of = "award" if _AWARD.search(text, max(0, found.start() - _NEAR), found.start()) else "deadline"
        yield clause_at(ClauseKind.MILESTONE, found, _moment(of, found))
    for found in _HELD.finditer(text, start, end):
        of = next(of for begins, of in _HELD_OF.items() if found["of"].lower().startswith(begins))
        yield clause_at(ClauseKind.MILESTONE, found, _moment(of, found))
    for found in _PERFORMED.finditer(text, start, end):
        for of, side in (("performance-starts", "since"), ("performance-ends", "until")):
            yield clause_at(ClauseKind.MILESTONE, found, Moment(of, day(found[side])))


def amendments(text: str, start: int, end: int) -> Iterator[Clause]:
    """Every amendment with its number and the day the text gives for it."""
    for found in _AMENDED.finditer(text, start, end):
        written = found["before"] or found["after"] or found["before_dash"]
        numbered = found["number"] or found["number_after"] or found["number_dash"]
        yield clause_at(ClauseKind.MILESTONE, found, Moment("amendment", day(written), number=numbered))


def terms(text: str, start: int, end: int) -> Iterator[Clause]:
    """Every term that can be prolonged: a base and its options."""
    for found in _TERM.finditer(text, start, end):
        yield clause_at(ClauseKind.MILESTONE, found, _term(found))


def spans(text: str, start: int, end: int) -> Iterator[Clause]:
    """Every length of time for performance or delivery."""
    for found in _LASTS.finditer(text, start, end):
        of = "delivery" if found["of"].lower().startswith(("deliver", "lead")) else "performance"
        yield clause_at(ClauseKind.MILESTONE, found, Span(of, count(found["count"]), _unit(found["unit"])))
    for found in _DELIVERED.finditer(text, start, end):
        yield clause_at(ClauseKind.MILESTONE, found, Span("delivery", int(found["count"]), _unit(found["unit"])))


def _moment(of: str, found: re.Match[str]) -> Moment:
    written = found["time"] or found["after"]
    return Moment(of, day(found["day"]), clock(written) if written else None, zone(written) if written else None)


def _term(found: re.Match[str]) -> Span:
    base = found["base"] or found["base_of"]
    each = found["each"] or found["of_each"]
    return Span(
        of="term",
        count=count(base) if base else 1,
        unit=_unit(found["base_unit"] or found["base_of_unit"] or "year"),
        options=count(found["options"]),
        option_count=count(each) if each else None,
        option_unit=_unit(found["each_unit"] or found["of_each_unit"]) if each else None,
    )


def _unit(written: str) -> str:
    plain = written.lower()
    return _UNITS.get(plain, plain)
