"""What speaks against listings, as text: each doubt with its evidence; repeated rows summed up by period."""

from collections.abc import Iterator

from vigie.archive.capture import Doubt
from vigie.groups.buyers import acronym
from vigie.messages import money
from vigie.outputs.text.sheet import Sheet
from vigie.records.completeness import ListingFound
from vigie.sources import source


def doubt_lines(sheet: Sheet, listings: tuple[ListingFound, ...]) -> Iterator[str]:
    """Every listing in doubt for another reason than repeated rows, in the order in which they were seen."""
    doubted = [one for one in listings if set(one.doubts) - {Doubt.REPEATED}]
    if not doubted:
        return
    yield ""
    yield from sheet.said("health.doubted")
    for listing in doubted:
        since, until, seen = sheet.day(listing.since), sheet.day(listing.until), sheet.day(listing.seen)
        values = {"buyer": acronym(listing.buyer), "since": since, "until": until, "seen": seen}
        yield from sheet.said("health.listing", "  ", sha256=listing.sha256[:12], **values)
        for doubt in listing.doubts:
            yield from sheet.wrapped(_against(sheet, listing, doubt), "    ")


def _against(sheet: Sheet, listing: ListingFound, doubt: Doubt) -> str:
    found = sheet.counted(listing.found, "rows")
    amount = money(listing.last_amount, source(listing.source).currency, sheet.lang)
    match doubt:
        case Doubt.CUT if listing.page is not None:
            return sheet.text("against.cut_at_page", found=found, page=sheet.integer(listing.page), amount=amount)
        case Doubt.COUNT if listing.expected is not None:
            return sheet.text("against.count_differs", expected=sheet.counted(listing.expected, "rows"), found=found)
        case Doubt.VOLUME if listing.low is not None and listing.high is not None:
            low, high = sheet.integer(listing.low), sheet.integer(listing.high)
            return sheet.text("against.volume", found=found, low=low, high=high)
        case Doubt.REPEATED:
            return sheet.text("against.rows_repeated", count=sheet.integer(listing.repeated))
        case Doubt.SET_ASIDE:
            return sheet.text("against.rows_set_aside", count=sheet.integer(listing.set_aside))
        case Doubt.PERIOD:
            return sheet.text("against.period_unstated")
        case Doubt.FEWER if listing.lacking is not None:
            count, day = sheet.integer(listing.lacking), sheet.day(listing.earlier)
            return sheet.text("against.fewer_than_before", count=count, day=day)
    return sheet.text("against.noticed", reason=sheet.text(f"doubt.{doubt}"))


def repetition_lines(sheet: Sheet, listings: tuple[ListingFound, ...]) -> Iterator[str]:
    """Repeated rows, one line a buyer's period, in the order of buyers and days."""
    periods: dict[tuple[object, ...], list[ListingFound]] = {}
    for one in sorted(listings, key=lambda one: (one.buyer, one.since, one.until)):
        periods.setdefault((one.buyer, one.since, one.until), []).append(one)
    repeating = {period: own for period, own in periods.items() if any(one.repeated for one in own)}
    if repeating:
        yield ""
        yield from sheet.said("health.repetitions")
    for own in repeating.values():
        counts = [one.repeated for one in own if one.repeated]
        low, high = min(counts), max(counts)
        key = "health.repeated" if low == high else "health.repeated_range"
        yield from sheet.said(
            key,
            "  ",
            buyer=acronym(own[0].buyer),
            since=sheet.day(own[0].since),
            until=sheet.day(own[0].until),
            count=sheet.integer(len(counts)),
            captures=sheet.counted(len(own), "captures_count"),
            rows=sheet.counted(low, "rows"),
            low=sheet.integer(low),
            high=sheet.integer(high),
        )
