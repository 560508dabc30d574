"""Amounts that third parties report, as text: apart from every sum, each with its day and who says so."""

from collections.abc import Iterator

from vigie.outputs.text.sheet import Sheet
from vigie.records.reported import ReportedFigure


def reported_lines(sheet: Sheet, reported: tuple[ReportedFigure, ...]) -> Iterator[str]:
    """Every amount reported of the frameworks of an answer."""
    if not reported:
        return
    yield ""
    yield from sheet.said("reported.title")
    for one in reported[: sheet.limit or None]:
        head = f"  {one.framework}  {sheet.supplier(one.supplier)}"
        yield sheet.across(head, sheet.amount((one.figure,)))
        basis = sheet.text(f"basis.{one.figure.basis}")
        if one.day is None:
            yield from sheet.said("reported.undated", "    ", basis=basis, seen=sheet.day(one.seen))
        else:
            yield from sheet.said("reported.dated", "    ", basis=basis, day=sheet.day(one.day))
    yield from sheet.more(len(reported), "  ")
    for said_by in dict.fromkeys(one.said_by for one in reported):
        yield from sheet.said("reported.said_by", "  ", said_by=said_by)
