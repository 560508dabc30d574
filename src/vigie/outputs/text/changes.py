"""Changes as text: what happened, was published, corrected or is absent, each with its days and what it rests on."""

from collections.abc import Iterator

from vigie.evidence import Evidence
from vigie.messages import days
from vigie.outputs.text.absence import absence_lines, deletion_lines
from vigie.outputs.text.change import correction_lines, happened_lines, program_lines, published_lines
from vigie.outputs.text.rests_on import coverage_lines
from vigie.outputs.text.sheet import Sheet
from vigie.questions.changes import Changes


def changes_lines(sheet: Sheet, answer: Changes) -> Iterator[str]:
    """What changed between two days: sections with their counts; those that found nothing stand last."""
    period = days(answer.since, answer.until, sheet.lang)
    if answer.buyer:
        yield from sheet.said("changes.title", buyer=sheet.buyer(answer.buyer), days=period)
    else:
        yield from sheet.said("changes.title_all", days=period)
    yield from sheet.known(answer.known)
    yield ""
    if not answer.coverage.sources:
        yield from sheet.said("coverage.empty")
        return
    yield from _captured(sheet, answer)
    yield from _sections(sheet, answer)
    if answer.undated:
        yield ""
        yield from sheet.wrapped(sheet.counted(answer.undated, "undated"))
    yield from coverage_lines(sheet, answer.coverage)
    for place in _evidence(answer)[:1]:
        yield from sheet.evidence(place)


def _captured(sheet: Sheet, answer: Changes) -> Iterator[str]:
    """What was captured in these days."""
    captures = answer.captures
    if not captures:
        yield from sheet.said("changes.captured_none")
    elif len(captures) == 1:
        key = "changes.captured_complete" if captures[0].complete else "changes.captured_incomplete"
        yield from sheet.said(key, day=sheet.day(captures[0].day))
    else:
        yield from sheet.said(
            "changes.captured_many",
            captures=sheet.counted(len(captures), "captures_count"),
            complete=sheet.counted(sum(one.complete for one in captures), "complete"),
            first=sheet.day(captures[0].day),
            last=sheet.day(captures[-1].day),
        )


def _sections(sheet: Sheet, answer: Changes) -> Iterator[str]:
    several = answer.buyer is None or len(answer.buyer.codes) > 1
    sections = {
        "programs": [program_lines(sheet, one, several) for one in answer.programs],
        "happened": [happened_lines(sheet, one, several) for one in answer.happened],
        "published": [published_lines(sheet, one, several) for one in answer.published],
        "corrected": [correction_lines(sheet, one, several) for one in answer.corrected],
        "deleted": [deletion_lines(sheet, one, several) for one in answer.deleted],
        "withdrawn": [absence_lines(sheet, one, several) for one in answer.withdrawn],
        "not_observed": [absence_lines(sheet, one, several) for one in answer.not_observed],
    }
    if not any(sections.values()):
        yield ""
        yield from sheet.said("changes.nothing" if answer.captures else "changes.nothing_held")
        return
    for name, entries in sections.items():
        if entries:
            yield ""
            yield from _section(sheet, name, entries)
    # most sources give no notices of deletion, so that none was found says nothing
    if empty := [name for name, entries in sections.items() if not entries and name != "deleted"]:
        yield ""
        for name in empty:
            yield from sheet.wrapped(sheet.counted(0, name))


def _section(sheet: Sheet, name: str, entries: list[Iterator[str]]) -> Iterator[str]:
    yield from sheet.wrapped(sheet.counted(len(entries), name))
    for entry in entries[: sheet.limit or None]:
        yield from entry
    yield from sheet.more(len(entries))


def _evidence(answer: Changes) -> list[Evidence]:
    """The rows behind what is shown, in the order in which it is shown."""
    orders = [order for event in answer.programs for order in event.orders]
    changes = [*orders, *answer.happened, *answer.published, *answer.corrected]
    absences = [*answer.withdrawn, *answer.not_observed]
    gone = [one.evidence for one in answer.deleted] + [absence.evidence for absence in absences]
    return [change.evidence for change in changes] + gone
