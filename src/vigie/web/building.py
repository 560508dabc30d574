"""One address made into one body: the page, or its data in another shape; or the address of the page that answers it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256

from vigie.desk.desk import Desk
from vigie.errors import UnknownPageError
from vigie.groups.buyers import buyers
from vigie.messages import movement, text
from vigie.money import Figure
from vigie.outputs.json import to_json
from vigie.outputs.report.model import Cell, Form, Kind, Link, Report, Section
from vigie.outputs.report.of import report_of
from vigie.outputs.report.pen import Pen
from vigie.outputs.report.source import source_sections
from vigie.questions.sales import Sales
from vigie.questions.who import Who
from vigie.sources import SOURCES, source
from vigie.topics.lexicon import lexicon
from vigie.web.addresses import PLACES, Asked
from vigie.web.asking import Answers, Days, answers_of, days_of
from vigie.web.finding import found_page, jump
from vigie.web.kept import Body
from vigie.web.pages import Site, write_page
from vigie.web.shapes import MEDIA, to_dossier, to_followed, to_page_json, to_table

Today = Callable[[], date]
# So many rows of a list stand on a page where the reader does not say
USUAL = 60
_HTML = "text/html; charset=utf-8"
# Suppliers without a group that sold less than this are not for search engines: many are one person's firm
_PRIVATE_BELOW = Decimal(250_000)


def built(desk: Desk, site: Site, lang: str, asked: Asked | None, day: date, *, base: str) -> Body | str:
    """The body of an address, as of the reader's ``day``; a string is the address to go to instead.

    ``asked`` None: the front page. Raises the errors of addresses and of questions.
    """
    if asked is None:
        return _front(desk, site, lang, day)
    if asked.place.kind == "search" and asked.shape is None:
        there = jump(desk, asked, day)
        return there if there is not None else _sent(asked, found_page(desk, site, asked, day))
    if asked.place.kind in ("check", "screen"):
        return _sent(asked, _form(site, asked, day))
    if asked.place.kind == "dispute":
        return _sent(asked, _dispute(site, asked), private=True)
    if asked.place.kind == "source":
        return _source(desk, site, asked)
    days = days_of(asked, day)
    asked.limit(USUAL)
    if asked.shape == "pdf":
        return _sent(asked, to_dossier(desk, asked, days))
    answers = answers_of(desk, asked, days)
    if asked.shape is not None:
        return _shaped(desk, asked, days, answers)
    private = _is_private(answers)
    page = _page(desk, site, asked, days, answers, base=base, private=private)
    return _sent(asked, page, private=private)


def _sent(asked: Asked, content: bytes, *, private: bool = False) -> Body:
    media = MEDIA[asked.shape] if asked.shape else _HTML
    named = f"vigie-{asked.place.kind}.{asked.shape}" if asked.shape in ("csv", "xlsx", "ics", "pdf") else None
    return Body(content, media, sha256(content).hexdigest()[:32], private, named)


def _shaped(desk: Desk, asked: Asked, days: Days, answers: Answers) -> Body:
    if asked.shape == "json":
        return _sent(asked, to_page_json(asked, days, answers))
    first = next(iter(answers.values()))
    if asked.shape in ("atom", "ics"):
        title = report_of([first], asked.lang).title
        return _sent(asked, to_followed(desk, asked, days, first, title))
    return _sent(asked, to_table(first, asked.shape or "", asked.lang))


def _is_private(answers: Answers) -> bool:
    """Whether search engines are asked not to keep a page: small suppliers nobody is known to be above, rows, a reader's own list."""
    first = next(iter(answers.values()))
    if isinstance(first, Sales):
        alone = len(first.members) < 2
        return alone and sum((one.amount or Decimal(0) for one in first.figures), Decimal(0)) < _PRIVATE_BELOW
    return isinstance(first, Who) or next(iter(answers)) in ("today", "evidence")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form above an answer, under its name in the address."""

    name: str
    label: str
    value: str
    type: str
    list: bool = False
    hint: str = ""


_DAYS = ("on", "known", "since", "until", "versus", "published")
_HIDDEN = ("limit", "cursor", "rows", "q")


def _fields(asked: Asked, days: Days) -> Iterator[Field]:
    for name in asked.place.asked:
        if name in _HIDDEN:
            continue
        value = asked.parameters.get(name, "")
        if name == "on" and not value:
            value = days.on.isoformat()
        hint = text("parameter_hint.known", asked.lang) if name == "known" else ""
        label = text(f"parameter_label.{name}", asked.lang)
        kind = "date" if name in _DAYS else "text"
        yield Field(text(f"parameter.{name}", asked.lang), label, value, kind, name == "buyer", hint)


def _page(desk: Desk, site: Site, asked: Asked, days: Days, answers: Answers, *, base: str, private: bool) -> bytes:
    report = report_of(answers.values(), asked.lang, limit=asked.limit(USUAL))
    report = replace(report, sections=(*_compared(desk, asked, days, answers), *report.sections))
    cited = asked.asking(on=days.on.isoformat()) if "on" in asked.place.asked else asked
    return write_page(
        site, "page.jinja", asked,
        title=report.title, report=report, action=asked.asking().address().partition("?")[0],
        asked_fields=list(_fields(asked, days)) if asked.place.kind != "evidence" else [],
        buyers=[one.acronym for one in buyers().values()], private=private,
        shapes=[(shape, replace(cited, shape=shape).address()) for shape in asked.place.shapes],
        cite=base + cited.address(),
    )  # fmt: skip


def _compared(desk: Desk, asked: Asked, days: Days, answers: Answers) -> Iterator[Section]:
    """The figures of the main answer on two days, where a second day is asked about."""
    versus = asked.day("versus")
    if versus is None:
        return
    pen = Pen(asked.lang)
    other = next(iter(answers_of(desk, asked, Days(versus, days.known)).values()))
    first = next(iter(answers.values()))
    rows = []
    for left, right in _paired(_figures(other), _figures(first)):
        change = (right.amount or Decimal(0)) - (left.amount or Decimal(0)) if left and right else None
        some = right or left
        assert some is not None  # a pair has at least one side
        rows.append(
            (
                Cell(pen.text(f"basis.{some.basis}")),
                pen.amount((left,) if left else ()),
                pen.amount((right,) if right else ()),
                Cell(movement(change, some.currency, asked.lang) if change is not None else ""),
            )
        )
    heads = (("basis", Form.TEXT), ("then", Form.AMOUNT), ("now", Form.AMOUNT), ("difference", Form.AMOUNT))
    caption = text("compared.title", asked.lang, then=pen.day(versus), now=pen.day(days.on))
    table = replace(pen.table("table.compared", heads, rows), caption=caption)
    yield Section("compared", pen.text("part.compared"), (table,))


def _figures(answer: object) -> tuple[Figure, ...]:
    contract = getattr(answer, "contract", answer)
    return tuple(getattr(contract, "figures", ()))


def _paired(left: tuple[Figure, ...], right: tuple[Figure, ...]) -> Iterator[tuple[Figure | None, Figure | None]]:
    keys = dict.fromkeys((one.basis, one.currency) for one in (*left, *right))
    for key in keys:
        yield (
            next((one for one in left if (one.basis, one.currency) == key), None),
            next((one for one in right if (one.basis, one.currency) == key), None),
        )


def _front(desk: Desk, site: Site, lang: str, day: date) -> Body:
    """The front page: the search, and what there is to ask about."""
    pen = Pen(lang)
    held = desk.coverage(on=day)
    rows = (
        (
            pen.buyer(one.buyer),
            Cell(pen.sheet.integer(one.contracts)),
            Cell(pen.day(one.until)),
            pen.amount(one.figures),
        )
        for one in held.buyers
    )
    heads = (("buyer", Form.TEXT), ("contracts", Form.COUNT), ("until", Form.DAY), ("obligated", Form.AMOUNT))
    sections = (
        [Section("buyers", pen.text("part.buyers"), (pen.table("table.buyers", heads, rows),))] if held.buyers else []
    )
    if not held.captures:
        sections.append(Section("empty", pen.text("part.buyers"), pen.paragraphs(pen.sheet.said("coverage.empty"))))
    programs = [(Cell(one.names[lang], Link(Kind.PROGRAM, one.id)),) for one in desk.decisions.programs]
    if programs:
        sections.append(
            Section(
                "programs",
                pen.text("part.programs"),
                (pen.table("table.programs", (("program", Form.TEXT),), programs),),
            )
        )
    topics = [
        (Cell(one.names[lang], Link(Kind.TOPIC, id)), Cell(one.definitions[lang])) for id, one in lexicon().items()
    ]
    heads_of_topics = (("topic", Form.TEXT), ("definition", Form.TEXT))
    sections.append(Section("topics", pen.text("part.topics"), (pen.table("table.topics", heads_of_topics, topics),)))
    report = Report(lang, pen.text("home.title"), tuple(sections))
    asked = Asked(lang, PLACES["today"], "", {})
    other = "/fr" if lang == "en" else "/en"
    page = write_page(site, "home.jinja", asked, title=report.title, report=report, other=other, here="home")
    return Body(page, _HTML, sha256(page).hexdigest()[:32])


def _form(site: Site, asked: Asked, day: date) -> bytes:
    title = text(f"{asked.place.kind}.page", asked.lang)
    on = (asked.day("on") or day).isoformat()
    return write_page(site, f"{asked.place.kind}.jinja", asked, title=title, report=None, on=on)


def _dispute(site: Site, asked: Asked) -> bytes:
    title = text("dispute.title", asked.lang)
    page = asked.parameters.get("page", "")
    shown = page if page.startswith("/") and not page.startswith("//") else ""
    return write_page(site, "dispute.jinja", asked, title=title, page=shown)


def _source(desk: Desk, site: Site, asked: Asked) -> Body:
    """A source as it is declared, and what captures of it show."""
    if asked.name not in SOURCES:
        raise UnknownPageError(found=asked.address()[:200])
    declared, health = source(asked.name), desk.health(known=asked.day("known"))
    if asked.shape == "json":
        told = replace(
            health,
            sources=tuple(one for one in health.sources if one.source == asked.name),
            listings=tuple(one for one in health.listings if one.source == asked.name),
            buyers=(),
        )
        return _sent(asked, to_json(told, asked.lang).encode())
    pen = Pen(asked.lang, USUAL)
    report = Report(asked.lang, declared.title, tuple(source_sections(pen, declared, health)))
    page = write_page(
        site, "page.jinja", asked, title=report.title, report=report, action="", asked_fields=[], buyers=[],
        shapes=[], cite="",
    )  # fmt: skip
    return _sent(asked, page)
