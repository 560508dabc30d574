"""The names that wait, as text for whoever judges them."""

from collections.abc import Iterator

from vigie.outputs.text.rests_on import coverage_lines
from vigie.outputs.text.sheet import Sheet
from vigie.questions.waiting import WaitingNames


def waiting_lines(sheet: Sheet, answer: WaitingNames) -> Iterator[str]:
    """The names that wait, with what hangs on each."""
    yield from sheet.said("waiting.title", count=sheet.integer(len(answer.names)), day=sheet.day(answer.on))
    yield from sheet.known(answer.known)
    if answer.names:
        yield from sheet.said("waiting.why")
    yield ""
    for one in answer.names[: sheet.limit or None]:
        yield sheet.across("; ".join(one.spellings), sheet.amount(one.figures))
        contracts = sheet.counted(one.contracts, "contracts")
        yield from sheet.said("waiting.name", "  ", id=one.id, shown=one.shown_as, contracts=contracts)
    yield from sheet.more(len(answer.names))
    yield from coverage_lines(sheet, answer.coverage)
