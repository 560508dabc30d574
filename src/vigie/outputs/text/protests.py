"""Protests as text: the state of each file, every record of it, the clocks that run, and how far a lead goes."""

from collections.abc import Iterable, Iterator

from vigie.outputs.text.sheet import Sheet
from vigie.questions.protests import ProtestLead, Protests, ProtestSource
from vigie.records.clock import ProtestClock
from vigie.records.protest import DocketRow, ProtestFile, ProtestState
from vigie.sources import source


def protests_lines(sheet: Sheet, answer: Protests) -> Iterator[str]:
    """The protests held under some numbers."""
    yield from sheet.said("protests.title", numbers=", ".join(answer.numbers), day=sheet.day(answer.on))
    if answer.program is not None:
        yield from sheet.said("protests.program", program=answer.program.names[sheet.lang])
    yield from sheet.known(answer.known)
    yield ""
    yield from files_lines(sheet, answer)
    if answer.other_cases:
        yield ""
        yield from sheet.said("protests.other_cases")
        yield from _rows(sheet, answer.other_cases)


def files_lines(sheet: Sheet, answer: Protests) -> Iterator[str]:
    """Every file with its records and clocks; or that none is found, and where it was looked for."""
    for file in answer.files:
        yield from _state(sheet, file)
        yield from _rows(sheet, file.rows)
        for said_by in dict.fromkeys(row.said_by for row in file.rows if row.said_by):
            yield from sheet.said("protests.said_by", "  ", said_by=said_by)
        yield from _clocks(sheet, file.clocks)
    yield from _held(sheet, answer)


def lead_lines(sheet: Sheet, leads: Iterable[ProtestLead]) -> Iterator[str]:
    """Protests to which a contract leads, each with why, and that none is a fact on it."""
    for lead in leads:
        yield ""
        if lead.program is None:
            yield from sheet.said("protests.lead_record", solicitation=lead.solicitation)
        else:
            name = lead.program.names[sheet.lang]
            yield from sheet.said("protests.lead_program", solicitation=lead.solicitation, program=name)
        for file in lead.protests.files:
            yield from _state(sheet, file, "  ")
        yield from sheet.said("protests.lead_see", "  ", solicitation=lead.solicitation)


def _state(sheet: Sheet, file: ProtestFile, indent: str = "") -> Iterator[str]:
    rows = sheet.counted(len(file.rows), "rows")
    if file.state is not ProtestState.DECIDED or file.last_decided is None:
        key = f"protest_state.{file.state}"
        yield from sheet.said("protests.file", indent, file=file.file, state=sheet.text(key), rows=rows)
        return
    said = _outcome(sheet, file.last_outcomes) or sheet.text("protest_state.decided")
    key = "protests.file_reported" if file.reported else "protests.file_decided"
    yield from sheet.said(key, indent, file=file.file, outcome=said, day=sheet.day(file.last_decided), rows=rows)


def _outcome(sheet: Sheet, outcomes: Iterable[str]) -> str:
    return sheet.text("list.and").join(sheet.text(f"outcome.{outcome}") for outcome in outcomes)


def _rows(sheet: Sheet, rows: tuple[DocketRow, ...]) -> Iterator[str]:
    for row in rows[: sheet.limit or None]:
        yield from sheet.wrapped(" · ".join(_said(sheet, row)), "  ")
    yield from sheet.more(len(rows), "  ")


def _said(sheet: Sheet, row: DocketRow) -> Iterator[str]:
    yield row.file_number
    yield sheet.text(f"protest_record.{row.record}")
    yield sheet.supplier(row.protester)
    if row.solicitation is not None:
        yield sheet.text("terms.solicitation", words=row.solicitation)
    for words in (row.agency, row.case_type):
        if words is not None:
            yield words
    for name in ("filed", "due"):
        day = getattr(row, name)
        if day is not None:
            yield sheet.text(f"protests.{name}", day=sheet.day(day))
    outcome = _outcome(sheet, row.outcomes) or row.outcome_said
    if row.decided is not None:
        said = outcome or sheet.text("protest_state.decided")
        yield sheet.text("protests.outcome", outcome=said, day=sheet.day(row.decided))
    elif outcome is not None:
        yield outcome
    if row.said_alike > 1:
        yield sheet.text("protests.alike", count=sheet.integer(row.said_alike))


def _clocks(sheet: Sheet, clocks: tuple[ProtestClock, ...]) -> Iterator[str]:
    if clocks:
        yield from sheet.said("protests.clocks", "  ")
    for one in clocks:
        day, event = sheet.day(one.day), sheet.day(one.counted_from)
        said = sheet.text(f"protest_clock.{one.rule}", day=day, event=event)
        yield from sheet.said("protests.clock", "    ", file_number=one.file_number, said=said, clause=one.clause)


def _held(sheet: Sheet, answer: Protests) -> Iterator[str]:
    """Where protests were looked for; with none found that is all there is to say."""
    if not answer.held:
        yield from sheet.said("protests.no_source")
        return
    if answer.state is ProtestState.NONE_FOUND:
        yield from sheet.said("protests.none_found", day=sheet.day(max(one.last_seen for one in answer.held)))
        if all(one.name == "reported" for one in answer.held):
            yield from sheet.said("protests.no_docket")
    yield from sheet.said("protests.held", sources="; ".join(_source(sheet, one) for one in answer.held))


def _source(sheet: Sheet, one: ProtestSource) -> str:
    rows, seen = sheet.counted(one.rows, "rows"), sheet.day(one.last_seen)
    title, since, until = source(one.name).title, sheet.day(one.since), sheet.day(one.until)
    return sheet.text("protests.source", title=title, rows=rows, since=since, until=until, seen=seen)
