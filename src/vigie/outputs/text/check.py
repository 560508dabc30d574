"""A checked text in lines: claim by claim, then what lies outside the records, then what the answer rests on."""

from collections.abc import Iterator

from vigie.outputs.claim_words import held_said, verdicts_said, why_said
from vigie.outputs.text.rests_on import coverage_lines
from vigie.outputs.text.sheet import Sheet
from vigie.records.claim import Check, Claim, ClaimVerdict, Place

_HELD = 4
_WORDS = 160


def check_lines(sheet: Sheet, answer: Check) -> Iterator[str]:
    """The verdicts on a text."""
    key = "check.title" if answer.published is not None else "check.title_undated"
    yield from sheet.said(
        key, where=answer.where, kind=sheet.text(f"text_kind.{answer.kind}"), day=sheet.day(answer.on)
    )
    yield from sheet.known(answer.known)
    yield ""
    if answer.claims:
        claims = sheet.counted(len(answer.claims), "claims_count")
        yield from sheet.said("check.verdicts", claims=claims, verdicts=verdicts_said(answer.verdicts, sheet.lang))
    else:
        yield from sheet.said("check.nothing")
    yield from _read(sheet, answer)
    inside = [one for one in answer.claims if one.verdict is not ClaimVerdict.OUTSIDE]
    for one in inside[: sheet.limit or None]:
        yield ""
        yield from _claim(sheet, one)
    yield from sheet.more(len(inside))
    yield from _outside(sheet, [one for one in answer.claims if one.verdict is ClaimVerdict.OUTSIDE])
    yield from coverage_lines(sheet, answer.coverage)
    evidence = next((held.evidence[0] for one in inside for held in one.held if held.evidence), None)
    if evidence is not None:
        yield from sheet.evidence(evidence)


def _read(sheet: Sheet, answer: Check) -> Iterator[str]:
    """What was read and what was left out."""
    if answer.repeated:
        yield from sheet.said("check.repeated", count=sheet.counted(answer.repeated, "paragraphs_count"))
    if answer.left_out:
        yield from sheet.said("check.left_out", count=sheet.counted(sum(answer.left_out.values()), "lines_count"))
    if answer.withheld:
        yield from sheet.said("check.withheld", count=sheet.integer(answer.withheld))
    if answer.other_language:
        yield from sheet.said("check.other_language", count=sheet.counted(answer.other_language, "passages_count"))
    if answer.published is None:
        yield from sheet.said("check.undated")


def _claim(sheet: Sheet, one: Claim) -> Iterator[str]:
    verdict, kind = sheet.text(f"claim_verdict.{one.verdict}"), sheet.text(f"claim_kind.{one.kind}")
    yield from sheet.said(
        "check.claim", number=one.number, verdict=verdict, kind=kind, place=_places(sheet, one.places)
    )
    yield from sheet.said("check.words", "  ", words=one.words, sentence=_cut(one.sentence))
    for why in one.reasons:
        yield from sheet.wrapped(why_said(why, sheet.lang), "  ")
    if one.suggestion is not None:
        yield from sheet.wrapped(why_said(one.suggestion, sheet.lang), "  ")
    for held in one.held[:_HELD]:
        yield from sheet.wrapped(held_said(held, sheet.lang), "    ")
        if held.words is not None:
            yield from sheet.said("check.held_words", "      ", words=_cut(held.words))
    if one.query is not None:
        yield from sheet.said("check.query", "  ", query=one.query)


def _outside(sheet: Sheet, found: list[Claim]) -> Iterator[str]:
    """What records of purchases cannot say, each in a line."""
    if not found:
        return
    yield ""
    yield from sheet.said("check.outside", count=sheet.counted(len(found), "claims_count"))
    for one in found[: sheet.limit or None]:
        reason = why_said(one.reasons[0], sheet.lang)
        yield from sheet.said("check.outside_one", "  ", number=one.number, words=one.words, reason=reason)
    yield from sheet.more(len(found), "  ")


def _places(sheet: Sheet, places: tuple[Place, ...]) -> str:
    """Where it stands in the text: by time where it has one, else by paragraph."""
    first, more = places[0], len(places) - 1
    if first.time is not None:
        key = "check.at_time" if first.speaker is None else "check.at_time_by"
        said = sheet.text(key, time=first.time, speaker=first.speaker or "")
    elif first.page is not None:
        said = sheet.text("check.at_page", page=sheet.integer(first.page), paragraph=sheet.integer(first.paragraph))
    else:
        said = sheet.text("check.at_paragraph", paragraph=sheet.integer(first.paragraph))
    return said + (sheet.text("check.and_again", count=sheet.integer(more)) if more else "")


def _cut(words: str) -> str:
    return words if len(words) <= _WORDS else words[: words.rfind(" ", 0, _WORDS)] + " …"
