"""What an answer rests on, as text: its sources, the days held, what is incomplete, what is not visible."""

from collections.abc import Iterable, Iterator

from vigie.groups.buyers import acronym
from vigie.messages import money
from vigie.money import Figure
from vigie.outputs.text.sheet import Sheet
from vigie.records.completeness import Shortfall
from vigie.records.coverage import Coverage
from vigie.records.ownership import OwnershipLink
from vigie.sources import SOURCES, source


def sentence(part: str, figures: tuple[Figure, ...], coverage: Coverage) -> str:
    """The key of the sentence that states a sum: "at least" only where what is not held can but add to it."""
    amount = figures[0].amount if figures else None
    if amount is None:
        return f"{part}.no_amount"
    if amount < 0:
        return f"{part}.negative"
    return f"{part}.floor" if coverage.floor else f"{part}.exact"


def coverage_lines(sheet: Sheet, coverage: Coverage, *, links: Iterable[OwnershipLink] = ()) -> Iterator[str]:
    """The foot of an answer; ``links``: those it rests on beside records of money."""
    yield ""
    yield from sheet.said("coverage.rests_on")
    of_links = {link.source for link in links} & set(SOURCES) - set(coverage.sources)
    for name in (*coverage.sources, *sorted(of_links)):
        declared = source(name)
        yield from sheet.said(
            "coverage.source",
            "  ",
            publisher=declared.publisher,
            licence=declared.licence,
            reference=declared.reference,
        )
    if coverage.since is None:
        yield from sheet.said("coverage.nothing_held", "  ")
    elif coverage.sources:
        sources = ", ".join(source(name).title for name in coverage.sources)
        since, until = sheet.day(coverage.since), sheet.day(coverage.until)
        yield from sheet.said("coverage.seen", "  ", sources=sources, since=since, until=until)
    yield from sheet.said("coverage.role", "  ", role=sheet.text(f"role.{coverage.role}"))
    for shortfall in coverage.incomplete:
        yield from _shortfall(sheet, shortfall)
    if coverage.floor:
        yield from sheet.said("coverage.floor", "  ")
    spots = sheet.text("list.and").join(sheet.text(f"blind.{spot}") for spot in coverage.blind_spots)
    if spots:
        yield from sheet.said("coverage.blind", "  ", spots=spots)


def _shortfall(sheet: Sheet, shortfall: Shortfall) -> Iterator[str]:
    amount = money(shortfall.last_amount, source(shortfall.source).currency, sheet.lang)
    yield from sheet.said(
        "coverage.incomplete",
        "  ",
        buyer=acronym(shortfall.buyer),
        since=sheet.day(shortfall.since),
        until=sheet.day(shortfall.until),
        sha256=shortfall.sha256[:12],
        rows=sheet.counted(shortfall.found, "rows"),
        amount=amount,
        reasons=sheet.text("list.and").join(sheet.text(f"doubt.{doubt}") for doubt in shortfall.doubts),
    )
