"""What was found for some words, as sections: one a kind, each row leading to its page; what is only like the words stands apart."""

from collections.abc import Iterator
from itertools import groupby

from vigie.groups.buyers import acronym
from vigie.outputs.report.model import Cell, Form, Kind, Link, Said, Section, Tone
from vigie.outputs.report.pen import Pen
from vigie.outputs.text.sheet import visible
from vigie.questions.search import Found, Hit, HitKind

_HITS = (("found", Form.TEXT), ("why", Form.TEXT), ("supplier", Form.TEXT), ("day", Form.DAY))
_PAGES = {
    HitKind.GROUP: Kind.GROUP,
    HitKind.SUPPLIER: Kind.GROUP,
    HitKind.BUYER: Kind.BUYER,
    HitKind.PROGRAM: Kind.PROGRAM,
    HitKind.TOPIC: Kind.TOPIC,
    HitKind.CONTRACT: Kind.CONTRACT,
    HitKind.FRAMEWORK: Kind.CONTRACT,
    HitKind.NOTICE: Kind.NOTICE,
}
# What of a query a page of this kind is asked with beside its name
_NARROWED = frozenset({Kind.GROUP, Kind.TOPIC, Kind.PROGRAM})


def search_sections(pen: Pen, answer: Found, *, buyer: str | None = None, on: str | None = None) -> Iterator[Section]:
    """Every kind of thing found; ``buyer`` and ``on`` stood in the query and travel with the links."""
    asked = {"on": on} if on else {}

    def link(hit: Hit) -> Link:
        page = _PAGES[hit.kind]
        return Link(page, hit.name, asked | ({"buyer": buyer} if buyer and page in _NARROWED else {}))

    for part, hits in (("found", answer.hits), ("nearest", answer.nearest)):
        for kind, found in groupby(hits, key=lambda one: one.kind):
            heading = pen.text(f"search.kind_{kind}")
            if part == "nearest":
                heading = pen.text("find.nearest", kind=heading)
            table = pen.table("table.hits", _HITS, (_row(pen, one, link(one)) for one in found))
            more = (pen.said("find.more", Tone.NOTE),) if kind in answer.more else ()
            yield Section(f"{part}-{kind}", heading, (table, *more))
    if not answer.hits and not answer.nearest:
        yield Section("nothing", pen.text("part.hits"), tuple(_nothing(pen, answer)))
    elif not answer.texts:
        yield Section("texts", pen.text("part.answer"), (pen.said("search.person", Tone.NOTE),))


def _nothing(pen: Pen, answer: Found) -> Iterator[Said]:
    yield pen.said("search.nothing")
    if not answer.texts:
        yield pen.said("search.person", Tone.NOTE)


def _row(pen: Pen, one: Hit, link: Link) -> tuple[Cell, ...]:
    words = f"{one.text}" if one.text and one.text != one.name else ""
    why = " · ".join(
        filter(None, (pen.text(f"search.match_{one.match}") if one.match != "nearest" else "", visible(words)))
    )
    by = " · ".join(filter(None, (one.supplier and pen.sheet.supplier(one.supplier), one.buyer and acronym(one.buyer))))
    return Cell(visible(one.name), link), Cell(why), Cell(by), Cell(pen.day(one.day) if one.day else "")
