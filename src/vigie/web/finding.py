"""The search box: a query with a public body and a day beside the name; straight to the page where only one is meant."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from vigie.desk.desk import Desk
from vigie.errors import QuestionError
from vigie.grammar.asked_day import asked_day
from vigie.messages import text
from vigie.outputs.report.model import Kind, Report, Section
from vigie.outputs.report.pen import Pen
from vigie.outputs.report.search import search_sections
from vigie.topics.lexicon import find_topic
from vigie.web.addresses import PLACES, Asked
from vigie.web.pages import Site, write_page

_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b", re.ASCII)


@dataclass(frozen=True, slots=True)
class Query:
    """What stands in the search box: words, with the day and the acronym of a public body taken out of them."""

    words: str
    buyer: str | None
    on: str | None


def query_of(desk: Desk, asked: Asked) -> Query:
    """The parts of what is looked for; a day that is none stays among the words."""
    written = asked.parameters.get("q", "")[:200]
    on = None
    for found in _DAY.findall(written):
        try:
            on = asked_day(found).isoformat()
        except QuestionError:
            continue
        written = written.replace(found, " ")
    words = written.split()
    buyer = None
    if len(words) > 1:
        last = next((word for word in reversed(words) if desk.buyer_called(word) is not None), None)
        if last is not None and last.isupper():
            buyer = last
            words.remove(last)
    return Query(" ".join(words), buyer, on or asked.parameters.get("on"))


def jump(desk: Desk, asked: Asked, day: date) -> str | None:
    """The address of the one page meant; None where several may be, or none is."""
    query = query_of(desk, asked)
    if asked.shape is not None or not query.words:
        return None
    kind = _meant(desk, query.words, day)
    if kind is None:
        return None
    place, name = PLACES[kind], query.words
    parameters = {"buyer": query.buyer, "on": query.on, "known": asked.parameters.get("known")}
    taken = {key: value for key, value in parameters.items() if value and key in place.asked}
    return Asked(asked.lang, place, name, taken).address()


def _meant(desk: Desk, words: str, day: date) -> str | None:
    """The kind of the one page these words name; None where they name none, or need to be looked for."""
    if desk.buyer_called(words) is not None:
        return Kind.BUYER
    if desk.organizations().find(words) is not None:
        return Kind.GROUP
    if find_topic(words) is not None:
        return Kind.TOPIC
    if any(map(str.isdigit, words)):
        for kind, ask in ((Kind.CONTRACT, desk.numbered), (Kind.NOTICE, desk.notice)):
            with suppress(QuestionError):
                ask(words, on=day)
                return kind
    return None


def found_page(desk: Desk, site: Site, asked: Asked, day: date) -> bytes:
    """What is found for the words of a query."""
    query = query_of(desk, asked)
    pen = Pen(asked.lang, 50)
    written = asked.parameters.get("q", "")
    sections: tuple[Section, ...] = (Section("hits", pen.text("part.hits"), (pen.said("find.empty"),)),)
    if query.words:
        found = desk.search(query.words, on=day, known=asked.day("known"))
        sections = tuple(search_sections(pen, found, buyer=query.buyer, on=query.on))
    title = text("find.title", asked.lang, words=written[:200])
    report = Report(asked.lang, title, sections)
    return write_page(site, "search.jinja", asked, title=title, report=report, q=written[:200], private=True)
