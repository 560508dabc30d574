"""Numbers of things as texts write them: "13 current contracts", "une dizaine de contrats", "6 000 à 7 000 appels par jour"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from vigie.grammar.each import EACH_WORDS, each
from vigie.grammar.quantities import quantities

# What is counted: a few words behind the number, up to a mark or a word that ends a group of words
_NOUN = re.compile(
    r"(?:\s(?:or more|or fewer|or less|ou plus|ou moins))?[\s\u00a0\u202f-]"
    r"(?:de\s|d['’]|of\s(?:the\s)?|des\s)?(?P<noun>[^\W\d_][\w'’-]*(?:[\s\u00a0][^\W\d_][\w'’-]*){0,3})",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\s(?:with|to|for|from|of|in|on|by|at|and|or|that|which|who|under|since|over|worth|a|an|per|the|is|are|was|were|has|have|had"
    r"|avec|pour|par|dans|sur|à|aux?|et|ou|qui|que|"
    r"dont|depuis|sous|en|entre|est|sont|a|ont|signés?|conclus?|signed|awarded)\b.*",
    re.IGNORECASE | re.DOTALL,
)
# "7,000 calls daily": of each day, and no part of what is counted; "13 annual contracts" are contracts
_EACH = re.compile(rf"(?<=\w)\s(?:{EACH_WORDS})$", re.IGNORECASE)
# "numéro 3" counts nothing
_NUMBERED = re.compile(r"(?:num[ée]ro|number|n°|no\.|page|part|article|section|chapter|chapitre)\s?$", re.IGNORECASE)


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
        noun = _EACH.sub("", _STOP.sub("", f" {behind['noun']}").strip())
        if not noun or _NUMBERED.search(text[max(0, one.before - 10) : one.before]):
            continue
        end = behind.start("noun") + len(noun)
        per = each(text, end)
        end, unit = (per.end, per.unit) if per is not None else (end, None)
        yield CountSaid(one.before, end, one.low, one.high, noun, unit, one.hedged)
