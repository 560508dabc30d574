"""What waits to be decided, and what was: pairs with their money and reasons, judgements with who, when and why."""

from collections.abc import Iterator

from vigie.messages import percent
from vigie.outputs.text.rests_on import coverage_lines
from vigie.outputs.text.sheet import Sheet
from vigie.outputs.text.who import reason_sentence
from vigie.questions.judged import Decision, Judged
from vigie.questions.review import Review, Side, UndecidedPair
from vigie.records.judgement import Verdict


def review_lines(sheet: Sheet, answer: Review) -> Iterator[str]:
    """The pairs that wait to be decided."""
    buyer = sheet.buyer(answer.buyer) if answer.buyer else sheet.text("review.all_buyers")
    yield from sheet.said("review.title", buyer=buyer, day=sheet.day(answer.on))
    yield from sheet.known(answer.known)
    yield ""
    if answer.pairs:
        yield from sheet.said("review.rule", pairs=sheet.counted(len(answer.pairs), "pairs"))
    else:
        yield from sheet.said("review.nothing" if answer.coverage.sources else "coverage.empty")
    for pair in answer.pairs[: sheet.limit or None]:
        yield ""
        yield from pair_lines(sheet, pair)
    yield from sheet.more(len(answer.pairs))
    if answer.withheld:
        yield ""
        yield from sheet.said("review.withheld", pairs=sheet.counted(answer.withheld, "pairs"))
    if answer.pairs:
        yield ""
        yield from sheet.said("review.decide", code=answer.pairs[0].code)
    yield from coverage_lines(sheet, answer.coverage)


def pair_lines(sheet: Sheet, pair: UndecidedPair) -> Iterator[str]:
    """One pair: what hangs on it, both names, the reasons for and against."""
    hangs = sheet.amount(pair.figures) if pair.figures else sheet.text("review.no_money")
    yield sheet.across(pair.code, hangs)
    for side in (pair.left, pair.right):
        yield from _side(sheet, side)
    yield from sheet.said("review.score", "  ", score=percent(pair.score, sheet.lang))
    for reason in pair.reasons:
        mark = "+" if reason.points > 0 else "−"
        yield from sheet.wrapped(f"{mark} {reason_sentence(sheet, reason)}", "    ")


def _side(sheet: Sheet, side: Side) -> Iterator[str]:
    name, id = side.organization.name, side.organization.id
    named = sheet.text("review.in_country", name=name, country=side.country) if side.country else name
    yield from sheet.said("review.side", "  ", name=named, id=id, amount=sheet.amount(side.figures))


def judged_lines(sheet: Sheet, answer: Judged) -> Iterator[str]:
    """Every judgement, the newest first."""
    yield from sheet.said("judgement.title")
    yield from sheet.known(answer.known)
    if not answer.judgements:
        yield ""
        yield from sheet.said("judgement.none")
    for one in answer.judgements[: sheet.limit or None]:
        yield ""
        yield from _decision(sheet, one)
    yield from sheet.more(len(answer.judgements))


def _decision(sheet: Sheet, one: Decision) -> Iterator[str]:
    yield sheet.across(
        sheet.text("judgement.number", number=one.number, verdict=verdict_word(sheet, one.verdict)),
        sheet.text(f"judgement.{one.state}"),
    )
    for party in (one.left, one.right):
        if party is not None:
            yield from sheet.wrapped(sheet.supplier(party.name), "  ")
    yield from sheet.said("judgement.because", "  ", day=sheet.day(one.moment.date()), by=one.by, why=one.why)
    if one.undone is not None:
        undone = one.undone
        yield from sheet.said(
            "judgement.taken_back", "  ", day=sheet.day(undone.moment.date()), by=undone.by, why=undone.why
        )


def verdict_word(sheet: Sheet, verdict: Verdict) -> str:
    """What was decided, in a word."""
    return sheet.text(f"verdict.{verdict}")
