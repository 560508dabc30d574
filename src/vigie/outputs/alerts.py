"""An event in words: one line that says what happened, and what it rests on. Never for whom: no watch is named in it."""

from vigie.groups.buyers import acronym
from vigie.messages import day, money, text
from vigie.outputs.withheld import said
from vigie.records.event import REPORTED, Due, Event, EventKind


def headline(event: Event, lang: str) -> str:
    """What happened, in one line."""
    supplier = said(event.supplier, lang) if event.supplier else text("supplier.not_reported", lang)
    figure = event.figures[0] if event.figures else None
    amount = money(figure.amount, figure.currency, lang) if figure else text("money.no_action", lang)
    reported = event.kind is EventKind.PROTEST and event.subject.kind == REPORTED
    return text(
        "alert.protest-reported" if reported else f"alert.{event.kind}",
        lang,
        who=", ".join(filter(None, (acronym(event.buyer), supplier if event.supplier else ""))) or supplier,
        seen=day(event.seen, lang),
        number=event.number,
        amendment=event.amendment or "",
        buyer=acronym(event.buyer),
        supplier=supplier,
        amount=amount,
        day=day(event.happened, lang),
        title=said(event.title, lang),
    )


def details(event: Event, lang: str) -> list[str]:
    """The days, the source's own words and the evidence, a line each."""
    key = "alert.days_changed" if event.kind is EventKind.NOTICE_CHANGED else "alert.days"
    lines = [text(key, lang, happened=day(event.happened, lang), seen=day(event.seen, lang))]
    if event.title and event.kind is not EventKind.PROTEST:
        lines.append(text("alert.words", lang, words=said(event.title, lang)))
    lines.append(text("alert.evidence", lang, sha256=event.evidence.sha256[:12], pointer=event.evidence.pointer))
    return lines


def due_line(due: Due, lang: str) -> str:
    """What is due, in one line."""
    title = text(f"clock.{due.title}", lang) if due.kind == "clock" else said(due.title, lang)
    return text(f"due.{due.kind}", lang, number=due.number, title=title)


def due_details(due: Due, lang: str) -> list[str]:
    """The clause a date follows from, what it was before, the evidence: a line each, where there is any."""
    lines = [text("due.rule", lang, rule=due.rule)] if due.rule else []
    lines += [text("due.moved", lang, said=moved.said, given=day(moved.given, lang)) for moved in due.history]
    if due.evidence is not None:
        lines.append(text("alert.evidence", lang, sha256=due.evidence.sha256[:12], pointer=due.evidence.pointer))
    return lines
