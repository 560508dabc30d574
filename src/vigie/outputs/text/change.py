"""One change as text: an action that happened, was published or was corrected, and orders amended alike."""

from collections.abc import Iterator

from vigie.groups.buyers import acronym
from vigie.messages import days, movement
from vigie.outputs.text.difference import differences
from vigie.outputs.text.sheet import Sheet
from vigie.records.change import Absence, Change, ChangeKind, Deletion, ProgramEvent


def program_lines(sheet: Sheet, event: ProgramEvent, several: bool) -> Iterator[str]:
    """Orders amended alike, each with its day and supplier. ``several``: more than one buyer was asked about."""
    orders, period = sheet.counted(len(event.orders), "orders"), days(event.since, event.until, sheet.lang)
    yield from sheet.said("program.event", "  ", orders=orders, days=period, says=_says(sheet, event))
    yield from sheet.wrapped(" · ".join(_about_program(sheet, event, several)), "    ")
    for order in event.orders[: sheet.limit or None]:
        parts = [sheet.day(order.happened), f"{order.piid} {order.modification}", sheet.supplier(order.supplier)]
        if order.figures[0].amount != 0:
            parts.append(movement(order.figures[0].amount, order.figures[0].currency, sheet.lang))
        yield from sheet.wrapped(" · ".join(parts), "    ")
    yield from sheet.more(len(event.orders), "    ")


def _about_program(sheet: Sheet, event: ProgramEvent, several: bool) -> Iterator[str]:
    if several:
        yield acronym(event.orders[0].buyer)
    yield sheet.text("contract.topics", topics=sheet.topics(event.topics))
    seen = [order.seen for order in event.orders]
    yield sheet.text("program.first_seen", days=days(min(seen), max(seen), sheet.lang))
    figure = event.figures[0]
    yield sheet.text("program.total", amount=movement(figure.amount, figure.currency, sheet.lang))


def happened_lines(sheet: Sheet, change: Change, several: bool) -> Iterator[str]:
    """An action of the days asked about."""
    yield head(sheet, change)
    yield from sheet.wrapped(" · ".join([*_about(sheet, change, several), *_unlike(sheet, change)]), "  ")
    yield from sheet.wrapped(_first_seen(sheet, change), "  ")


def published_lines(sheet: Sheet, change: Change, several: bool) -> Iterator[str]:
    """An action of another day, with what the last capture before it was seen says."""
    yield head(sheet, change)
    yield from sheet.wrapped(" · ".join([*_about(sheet, change, several), *_unlike(sheet, change)]), "  ")
    key = "change.absent_complete" if change.absent_complete else "change.absent_incomplete"
    absent = [sheet.text(key, day=sheet.day(change.absent))] if change.absent else []
    yield from sheet.wrapped(" · ".join([_first_seen(sheet, change), *absent]), "  ")


def correction_lines(sheet: Sheet, change: Change, several: bool) -> Iterator[str]:
    """An action that reads otherwise than before: each field before and now."""
    yield head(sheet, change)
    yield from sheet.wrapped(" · ".join(_about(sheet, change, several)), "  ")
    yield from sheet.said("change.since", "  ", day=sheet.day(change.seen), differences=differences(sheet, change))


def head(sheet: Sheet, change: Change | Absence | Deletion) -> str:
    """The day, the award number and the money, up or down."""
    figure = change.figures[0]
    return sheet.across(
        f"{sheet.day(change.happened)} · {change.piid}", movement(figure.amount, figure.currency, sheet.lang)
    )


def _about(sheet: Sheet, change: Change, several: bool) -> Iterator[str]:
    if several:
        yield acronym(change.buyer)
    yield _kind(sheet, change)
    yield sheet.supplier(change.supplier)
    if said := _says(sheet, change):
        yield sheet.text("change.says", says=said)
    if change.topics:
        yield sheet.text("contract.topics", topics=sheet.topics(change.topics))


def _kind(sheet: Sheet, change: Change) -> str:
    if change.kind is ChangeKind.AMENDMENT:
        return sheet.text("change.amendment", modification=change.modification)
    if change.kind is ChangeKind.NEW:
        return sheet.text("change.new_unknown")
    if change.kind is ChangeKind.NEW_ORDER:
        return sheet.text("change.new_order", framework=change.framework)
    return sheet.text("change.new_contract")


def _says(sheet: Sheet, one: Change | ProgramEvent) -> str:
    """What its own words say of the contract; empty where they say nothing."""
    said = [sheet.text("says.closed_out")] if one.says_closed_out else []
    if one.says_continues:
        said.append(sheet.text("says.continues_term" if one.term else "says.continues", term=one.term))
    elif one.term:
        said.append(sheet.text("says.term", term=one.term))
    return sheet.text("list.and").join(said)


def _first_seen(sheet: Sheet, change: Change) -> str:
    seen = sheet.day(change.seen)
    if change.lag is None:
        return sheet.text("first_seen.unknown", day=seen)
    if change.lag < 0:
        return sheet.text("first_seen.before", day=seen)
    if change.lag <= 1:
        return sheet.text("first_seen.next_day" if change.lag else "first_seen.same_day", day=seen)
    return sheet.text("first_seen.later", day=seen, days=sheet.integer(change.lag))


def _unlike(sheet: Sheet, change: Change) -> Iterator[str]:
    if change.differences:
        yield sheet.text("change.unlike", differences=differences(sheet, change))
