"""What a name may mean, as text: each organization with its score and a sentence a reason."""

from collections.abc import Iterator
from decimal import Decimal

from vigie.groups.matching import Reason
from vigie.groups.weights import weights
from vigie.messages import percent
from vigie.outputs.text.rests_on import coverage_lines
from vigie.outputs.text.sheet import Sheet
from vigie.questions.who import Candidate, Who


def who_lines(sheet: Sheet, answer: Who) -> Iterator[str]:
    """What a name may mean."""
    yield from sheet.said("who.title", name=answer.name, day=sheet.day(answer.on))
    yield from sheet.known(answer.known)
    if answer.buyer is not None:
        yield from sheet.said("who.buyer", buyer=sheet.buyer(answer.buyer), name=answer.name)
    yield ""
    if not answer.candidates:
        yield from sheet.said("who.nobody" if answer.coverage.sources else "coverage.empty")
    for candidate in answer.candidates[: sheet.limit or None]:
        yield from _candidate(sheet, candidate)
    yield from sheet.more(len(answer.candidates))
    if answer.candidates:
        yield ""
        yield from scale_lines(sheet)
    yield from coverage_lines(sheet, answer.coverage)


def scale_lines(sheet: Sheet) -> Iterator[str]:
    """What a score means."""
    same, review = (percent(Decimal(str(bound)), sheet.lang) for bound in (weights().same, weights().review))
    yield from sheet.said("who.scale", same=same, review=review)


def reason_sentence(sheet: Sheet, reason: Reason) -> str:
    """A reason in words, with the words it compared."""
    sentence = sheet.text(f"feature.{reason.feature}")
    return sheet.text("who.reason", sentence=sentence, words=reason.words) if reason.words else sentence


def _candidate(sheet: Sheet, candidate: Candidate) -> Iterator[str]:
    band = sheet.text(f"band.{candidate.band}")
    score = sheet.text("who.score", band=band, score=percent(candidate.score, sheet.lang))
    yield sheet.across(sheet.supplier(candidate.organization.name), score)
    amount = sheet.amount(candidate.figures)
    yield from sheet.said("who.id", "    ", id=candidate.organization.id, amount=amount)
    if candidate.head.id != candidate.organization.id:
        yield from sheet.said("who.head", "    ", head=sheet.supplier(candidate.head.name))
    for reason in candidate.reasons:
        mark = "+" if reason.points > 0 else "−"
        yield from sheet.wrapped(f"{mark} {reason_sentence(sheet, reason)}", "    ")
