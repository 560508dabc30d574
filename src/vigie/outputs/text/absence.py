"""An absence as text: the day an action was seen last and the captures since that do not have it; nothing more."""

from collections.abc import Iterator

from vigie.groups.buyers import acronym
from vigie.messages import listed
from vigie.outputs.text.change import head
from vigie.outputs.text.sheet import Sheet
from vigie.records.change import Absence, Deletion

# Days written out one by one; further complete captures are counted
_DAYS = 5


def absence_lines(sheet: Sheet, absence: Absence, several: bool) -> Iterator[str]:
    """An action that later captures do not have. ``several``: more than one buyer was asked about."""
    yield head(sheet, absence)
    buyer = [acronym(absence.buyer)] if several else []
    yield from sheet.wrapped(" · ".join([*buyer, _kind(sheet, absence), sheet.supplier(absence.supplier)]), "  ")
    yield from sheet.wrapped(_withdrawn(sheet, absence) if absence.withdrawn else _not_observed(sheet, absence), "  ")


def deletion_lines(sheet: Sheet, deletion: Deletion, several: bool) -> Iterator[str]:
    """An action the source says it has deleted."""
    yield head(sheet, deletion)
    buyer = [acronym(deletion.buyer)] if several else []
    yield from sheet.wrapped(" · ".join([*buyer, _kind(sheet, deletion), sheet.supplier(deletion.supplier)]), "  ")
    place = deletion.notice
    day = sheet.day(deletion.deleted)
    yield from sheet.said("absence.deleted", "  ", day=day, sha256=place.sha256[:12], pointer=place.pointer)


def _kind(sheet: Sheet, one: Absence | Deletion) -> str:
    if set(one.modification) == {"0"}:
        return sheet.text("change.signing")
    return sheet.text("change.amendment", modification=one.modification)


def _withdrawn(sheet: Sheet, absence: Absence) -> str:
    days = absence.days_complete
    present, shown = sheet.day(absence.last_seen), listed(days[:_DAYS], sheet.lang)
    if (rest := len(days) - _DAYS) > 0:
        captures = sheet.counted(rest, "complete_captures")
        return sheet.text("absence.withdrawn_more", present=present, days=shown, captures=captures)
    return sheet.text("absence.withdrawn", present=present, days=shown)


def _not_observed(sheet: Sheet, absence: Absence) -> str:
    complete = sum(one.complete for one in absence.absences)
    incomplete = len(absence.absences) - complete
    day = sheet.day(absence.last_seen)
    few, whole = sheet.counted(incomplete, "incomplete_captures"), sheet.counted(complete, "complete_captures")
    if complete and incomplete:
        return sheet.text("absence.both_kinds", incomplete=few, complete=whole, day=day)
    return sheet.text("absence.one_kind", captures=whole if complete else few, day=day)
