"""What was found by a search, as text: kind by kind, each with why, and with the words as recorded."""

from collections.abc import Iterator
from itertools import groupby

from vigie.groups.buyers import buyers
from vigie.outputs.text.rests_on import coverage_lines
from vigie.outputs.text.sheet import Sheet
from vigie.questions.search import Found, Hit, HitKind, HitMatch
from vigie.topics.lexicon import lexicon


def search_lines(sheet: Sheet, answer: Found) -> Iterator[str]:
    """What has the words typed."""
    yield from sheet.said("search.title", words=answer.words, day=sheet.day(answer.on))
    yield from sheet.known(answer.known)
    if not answer.hits:
        yield ""
        yield from sheet.said("search.nothing" if answer.coverage.sources else "coverage.empty")
    if not answer.texts:
        yield from sheet.said("search.person")
    yield from _kinds(sheet, answer.hits)
    if answer.nearest:
        yield ""
        yield from sheet.said("search.nearest")
        yield from _kinds(sheet, answer.nearest)
    if answer.more:
        yield ""
        kinds = ", ".join(sheet.text(f"search.kind_{kind.value}") for kind in answer.more)
        yield from sheet.said("search.more", kinds=kinds)
    yield from coverage_lines(sheet, answer.coverage)


def _kinds(sheet: Sheet, hits: tuple[Hit, ...]) -> Iterator[str]:
    for kind, found in groupby(hits, key=lambda hit: hit.kind):
        yield ""
        yield from sheet.said(f"search.kind_{kind.value}")
        for hit in found:
            yield from _hit(sheet, hit)


def _hit(sheet: Sheet, hit: Hit) -> Iterator[str]:
    name = _name(sheet, hit)
    why = "" if hit.match is HitMatch.NEAREST else sheet.text(f"search.match_{hit.match.value}")
    yield sheet.across(f"  {name}", *([why] if why else []))
    if hit.head is not None:
        yield from sheet.said("search.head", "    ", head=sheet.supplier(hit.head))
    if hit.kind in (HitKind.CONTRACT, HitKind.NOTICE) and hit.day is not None:
        who = sheet.supplier(hit.supplier) if hit.kind is HitKind.CONTRACT else (hit.buyer or "")
        yield from sheet.said("search.of", "    ", day=sheet.day(hit.day), who=who)
    if hit.text and hit.text.casefold() not in (name.casefold(), hit.name.casefold()):
        yield from sheet.said("search.quote", "    ", text=hit.text)


def _name(sheet: Sheet, hit: Hit) -> str:
    match hit.kind:
        case HitKind.BUYER if hit.id in buyers():
            return sheet.buyer(buyers()[hit.id])
        case HitKind.TOPIC:
            return lexicon()[hit.id].names[sheet.lang]
    return hit.name
