"""The statuses of a buyer's contracts as text: by end date, beside what words say, and how often the two agree."""

from collections.abc import Iterator

from vigie.outputs.text.rests_on import coverage_lines
from vigie.outputs.text.sheet import Sheet
from vigie.questions.statuses import Statuses
from vigie.records.contract import Status


def statuses_lines(sheet: Sheet, answer: Statuses) -> Iterator[str]:
    """How many contracts are open, ended, closed out or neither."""
    buyer = sheet.buyer(answer.buyer) if answer.buyer else sheet.text("statuses.all")
    yield from sheet.said("statuses.title", buyer=buyer, day=sheet.day(answer.on))
    yield from sheet.known(answer.known)
    yield ""
    if not answer.contracts:
        yield from sheet.nothing(answer.coverage)
    else:
        yield from _counts(sheet, answer)
    yield from coverage_lines(sheet, answer.coverage)


def _counts(sheet: Sheet, answer: Statuses) -> Iterator[str]:
    contracts = sheet.counted(answer.contracts, "contracts")
    yield from sheet.said("statuses.counted", contracts=contracts, summed=sheet.integer(answer.by_summary))
    if answer.not_begun:
        yield from sheet.said("statuses.not_begun", count=sheet.integer(answer.not_begun))
    for by_date in (Status.OPEN, Status.ENDED, Status.NOT_HELD):
        pairs = [one for one in answer.compared if one.by_date is by_date]
        if not pairs:
            continue
        yield ""
        yield sheet.across(sheet.text(f"status.{by_date}"), sheet.integer(sum(one.contracts for one in pairs)))
        for one in pairs:
            words = sheet.text(f"statuses.words_{one.by_words.value.replace('-', '_')}")
            yield sheet.across(f"  {words}", sheet.integer(one.contracts))
    yield ""
    if answer.both:
        yield from sheet.said(
            "statuses.agreement", both=sheet.counted(answer.both, "contracts"), agree=sheet.integer(answer.agree)
        )
    else:
        yield from sheet.said("statuses.no_agreement")
