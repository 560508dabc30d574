"""Health as text: sources, buyers and periods, then what speaks against listings, and the rules."""

from collections.abc import Iterator

from vigie.archive.capture import Doubt
from vigie.groups.buyers import acronym
from vigie.messages import days
from vigie.outputs.text.doubts import doubt_lines, repetition_lines
from vigie.outputs.text.sheet import Sheet
from vigie.questions.health import Health
from vigie.records.completeness import BuyerHealth, Lag, PeriodHealth, SourceHealth
from vigie.sources import source


def health_lines(sheet: Sheet, answer: Health) -> Iterator[str]:
    """How complete and how late what is held is."""
    yield from sheet.said("health.title")
    yield from sheet.known(answer.known)
    yield ""
    if not answer.sources:
        yield from sheet.said("coverage.empty")
        return
    for one in answer.sources:
        yield from source_lines(sheet, one)
    if not answer.listings:
        yield ""
        yield from sheet.said("health.no_listings")
        return
    for buyer in answer.buyers:
        yield ""
        yield from _buyer(sheet, buyer)
    yield from doubt_lines(sheet, answer.listings)
    yield from repetition_lines(sheet, answer.listings)
    yield from _rules(sheet, answer)


def source_lines(sheet: Sheet, one: SourceHealth) -> Iterator[str]:
    """What captures of a source show."""
    yield from sheet.said(
        "health.source" if one.actions else "health.no_actions",
        source=source(one.source).title,
        captures=sheet.counted(one.captures, "captures_count"),
        days=days(one.first, one.last, sheet.lang),
        readings=sheet.counted(one.versions, "readings"),
        actions=sheet.counted(one.actions, "actions"),
        frameworks=sheet.integer(one.frameworks),
        descriptions=sheet.integer(one.descriptions),
        aside=sheet.integer(one.set_aside),
        columns=", ".join(map(repr, one.columns_unknown)) or sheet.text("health.no_columns"),
    )


def _buyer(sheet: Sheet, one: BuyerHealth) -> Iterator[str]:
    yield from sheet.said(
        "health.buyer",
        buyer=acronym(one.buyer),
        captures=sheet.counted(one.captures, "captures_count"),
        days=days(one.first, one.last, sheet.lang),
        complete=sheet.counted(one.complete, "complete"),
    )
    if one.longest_gap is not None:
        yield from sheet.said("health.gap", "  ", days=sheet.counted(one.longest_gap, "days_count"))
    if one.lag is not None:
        yield from _lag(sheet, one.lag)
    if one.returned:
        yield from sheet.wrapped(sheet.counted(one.returned, "returned"), "  ")
    for period in one.periods:
        yield from _period(sheet, period)


def _lag(sheet: Sheet, lag: Lag) -> Iterator[str]:
    yield from sheet.said(
        "health.lag",
        "  ",
        median=sheet.counted(lag.median, "days_count"),
        ninth_decile=sheet.counted(lag.ninth_decile, "days_count"),
        longest=sheet.counted(lag.longest, "days_count"),
        actions=sheet.counted(lag.actions, "actions"),
    )


def _period(sheet: Sheet, period: PeriodHealth) -> Iterator[str]:
    key = (
        "health.period_cut" if period.found is None else "health.period_missing" if period.missing else "health.period"
    )
    yield from sheet.said(
        key,
        "  ",
        since=sheet.day(period.since),
        until=sheet.day(period.until),
        captures=sheet.counted(period.captures, "captures_count"),
        complete=sheet.counted(period.complete, "complete"),
        rows=sheet.counted(period.found or 0, "rows"),
        actions=sheet.counted(period.held, "actions"),
        missing=sheet.integer(period.missing),
    )


def _rules(sheet: Sheet, answer: Health) -> Iterator[str]:
    """One sentence a kind of doubt that occurs, in the order of Doubt, and what complete means."""
    yield ""
    yield from sheet.said("health.rules")
    met = {doubt for listing in answer.listings for doubt in listing.doubts}
    for doubt in Doubt:
        if doubt in met:
            yield from sheet.said("health.rule", "  ", rule=sheet.text(f"doubt.{doubt}"))
    yield from sheet.said("health.complete", "  ")
