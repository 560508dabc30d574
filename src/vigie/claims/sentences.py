"""A passage in sentences, and what of each is quoted speech."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ABBREVIATIONS = (
    r"(?:Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Prof|Inc|Ltd|Co|Corp|Jr|Sr|No|vs|etc|approx|est|art|al|cf|env|MM?|Mme|Mlle|Me|p|pp|vol|fig|janv|févr|avr|juil|sept|oct"
    r"|nov|déc|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|[A-Z])"
)
_END = re.compile(r"[.!?…]+[\"”»’)]*(?=\s+[\"“«‘(—–-]*\s*[^\W\d_a-zà-öø-ÿ]|\s+[\"“«‘(—–-]*\s*\d|\s*$)|\n+")
_ABBREVIATED = re.compile(rf"(?:^|[\s(.]){_ABBREVIATIONS}$")
_QUOTED = re.compile(r"«\s*([^«»]{2,600}?)\s*»|“([^“”]{2,600}?)”|\"([^\"]{2,600}?)\"")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a passage, from ``start`` up to ``end``. ``quoted``: the places, in the sentence, of what stands between
    quotation marks."""

    words: str
    start: int
    end: int
    quoted: tuple[tuple[int, int], ...]


def sentences(passage: str) -> Iterator[Sentence]:
    """The sentences of a passage in their order; a full stop inside a quotation ends none."""
    inside = [found.span() for found in _QUOTED.finditer(passage)]
    start = 0
    for mark in _END.finditer(passage):
        if (
            mark[0].strip()
            and _ABBREVIATED.search(passage[max(start, mark.start() - 10) : mark.start()])
            and mark[0] == "."
        ):
            continue
        if any(opened < mark.start() and mark.end() < closed for opened, closed in inside):
            continue
        yield from _sentence(passage, start, mark.end())
        start = mark.end()
    yield from _sentence(passage, start, len(passage))


def _sentence(passage: str, start: int, end: int) -> Iterator[Sentence]:
    words = passage[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    if any(map(str.isalnum, words)):
        quoted = tuple(found.span(found.lastindex or 0) for found in _QUOTED.finditer(words))
        yield Sentence(words, start, start + len(words), quoted)
