"""Numbers of things as texts write them: "13 current contracts", "une dizaine de contrats", "6 000 à 7 000 appels par jour"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from vigie.grammar.quantities import quantities

# What is counted: a few words behind the number, up to a mark or a word that ends a group of words
_NOUN = re.compile(
    r"[\s\u00a0\u202f-](?:de\s|d['’]|of\s(?:the\s)?|des\s)?(?P<noun>[^\W\d_][\w'’-]*(?:[\s\u00a0][^\W\d_][\w'’-]*){0,3})",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\s(?:with|to|for|from|in|on|by|at|and|or|that|which|who|under|since|over|worth|a|an|per|the|is|are|was|were|has|have|had|avec|pour|par|dans|sur|à|aux?|et|ou|qui|que|"
    r"dont|depuis|sous|en|entre|est|sont|a|ont|signés?|conclus?|signed|awarded)\b.*",
    re.IGNORECASE | re.DOTALL,
)
# "numéro 3" counts nothing
_NUMBERED = re.compile(r"(?:num[ée]ro|number|n°|no\.|page|part|article|section|chapter|chapitre)\s?$", re.IGNORECASE)
_PER = re.compile(
    r"\s?(?:a|per|par|/|each|every|chaque)\s?(?P<unit>day|jour|month|mois|year|an(?:née)?|week|semaine|hour|heure)(?!\w)|\s(?P<daily>daily|quotidiens?)(?!\w)",
    re.IGNORECASE,
)
_UNITS = {"day": "day", "jour": "day", "month": "month", "mois": "month", "year": "year", "an": "year", "année": "year", "week": "week",
          "semaine": "week", "hour": "hour", "heure": "hour"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CountSaid:
    """A number of things, from ``start`` up to ``end``. ``low`` None: "up to"; ``high`` None: "at least"; both alike where one number is
    meant. ``noun``: what is counted, in the words of the text. ``per``: so many a "day", None: once. ``hedged``: "about", "une dizaine"."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    noun: str
    per: str | None
    hedged: bool


def counts(text: str, lang: str | None) -> Iterator[CountSaid]:
    """Every number of things of a text, in its order; years, days, amounts and shares have a noun that is none of things."""
    for one in quantities(text, lang):
        behind = _NOUN.match(text, one.end)
        if behind is None:
            continue
        noun = _STOP.sub("", f" {behind['noun']}").strip()
        if not noun or _NUMBERED.search(text[max(0, one.before - 10) : one.before]):
            continue
        end = behind.start("noun") + len(noun)
        per = _PER.match(text, end)
        unit = None
        if per is not None:
            unit, end = "day" if per["daily"] else _UNITS[per["unit"].lower()], per.end()
        yield CountSaid(one.before, end, one.low, one.high, noun, unit, one.hedged)
