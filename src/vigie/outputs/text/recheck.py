"""A dossier asked again, as text: what changed, from what to what, and why."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from vigie.groups.buyers import acronym
from vigie.messages import money
from vigie.outputs.text.sheet import Sheet
from vigie.questions.recheck import Cause, FigureChanged, Moved, Recheck
from vigie.records.stated import Stated

_SHOWN = {Cause.PUBLISHED: "published", Cause.CORRECTED: "corrected", Cause.GONE: "withdrawn"}


def recheck_lines(sheet: Sheet, answer: Recheck) -> Iterator[str]:
    """Which figures of a dossier are others now."""
    asked = answer.asked
    buyer = acronym(asked.buyer) if asked.buyer else sheet.text("group.all_buyers")
    yield from sheet.said("recheck.title", group=asked.group, buyer=buyer, day=sheet.day(asked.on))
    yield from sheet.said("recheck.seen", seen=_by(sheet, asked.known or asked.seen), now=_by(sheet, answer.known))
    yield ""
    yield from sheet.said("recheck.same", count=sheet.integer(answer.same))
    if not answer.changed and not answer.added:
        yield from sheet.said("recheck.nothing")
    if answer.changed:
        yield ""
        yield from sheet.said("recheck.changed")
        for one in answer.changed:
            yield from _changed(sheet, one)
    if answer.added:
        yield ""
        yield from sheet.said("recheck.added")
        for added in answer.added:
            yield sheet.across(f"  {_named(sheet, added)}", money(added.amount, added.currency, sheet.lang))


def _by(sheet: Sheet, day: date | None) -> str:
    return sheet.text("recheck.by", day=sheet.day(day)) if day is not None else sheet.text("recheck.now")


def _named(sheet: Sheet, one: Stated) -> str:
    return sheet.text("recheck.figure", what=one.what, basis=sheet.text(f"basis.{one.basis}"))


def _changed(sheet: Sheet, one: FigureChanged) -> Iterator[str]:
    yield from sheet.wrapped(_named(sheet, one.then), "  ")
    currency = one.then.currency
    now = money(one.now.amount, currency, sheet.lang) if one.now is not None else sheet.text("recheck.gone")
    yield from sheet.said("recheck.moved", "    ", then=money(one.then.amount, currency, sheet.lang), now=now)
    if not one.moved:
        yield from sheet.said("recheck.unexplained", "    ")
    for moved in one.moved[: sheet.limit or None]:
        yield from _moved(sheet, moved, currency)
    yield from sheet.more(len(one.moved), "    ")


def _moved(sheet: Sheet, one: Moved, currency: str) -> Iterator[str]:
    def amount(found: Decimal | None) -> str:
        return money(found, currency, sheet.lang)

    yield from sheet.said(
        f"recheck.{_SHOWN[one.cause]}",
        "    ",
        contract=one.contract.partition("_")[2],
        modification=one.modification,
        day=sheet.day(one.action_date),
        then=amount(one.then),
        now=amount(one.now),
    )
