"""What the desk holds, as text: buyers, captures, and what was noticed in each."""

from collections.abc import Iterator

from vigie.archive.capture import Capture
from vigie.groups.buyers import acronym
from vigie.outputs.plain import plain
from vigie.outputs.text.rests_on import coverage_lines
from vigie.outputs.text.sheet import Sheet
from vigie.questions.coverage import BuyerHeld, Held


def held_lines(sheet: Sheet, answer: Held) -> Iterator[str]:
    """What the desk holds."""
    yield from sheet.said("coverage.title", day=sheet.day(answer.on))
    yield from sheet.known(answer.known)
    yield ""
    if not answer.captures:
        yield from sheet.said("coverage.empty")
        return
    for buyer in answer.buyers:
        yield from _buyer(sheet, buyer)
    yield ""
    yield from sheet.said("coverage.captures")
    for capture in answer.captures:
        yield from _capture(sheet, capture)
    yield from coverage_lines(sheet, answer.coverage)


def _buyer(sheet: Sheet, buyer: BuyerHeld) -> Iterator[str]:
    yield from sheet.said(
        "coverage.buyer",
        buyer=acronym(buyer.buyer),
        actions=sheet.counted(buyer.actions, "actions"),
        contracts=sheet.counted(buyer.contracts, "contracts"),
        suppliers=sheet.counted(buyer.suppliers, "suppliers_count"),
        amount=sheet.amount(buyer.figures),
        since=sheet.day(buyer.since),
        until=sheet.day(buyer.until),
    )


def _capture(sheet: Sheet, capture: Capture) -> Iterator[str]:
    yield from sheet.said(
        "coverage.capture",
        "  ",
        number=capture.number,
        file=plain(capture.file_name, sheet.lang),
        seen=sheet.day(capture.seen),
        kept=sheet.integer(capture.kept_rows),
        rows=sheet.integer(capture.source_rows),
        aside=sheet.integer(capture.set_aside_rows),
        sha256=capture.sha256[:12],
    )
    for code, count in sorted(capture.notes.items()):
        yield from sheet.wrapped(f"{sheet.integer(count)} × {sheet.text(f'note.{code}')}", "    ")
