"""The morning page as text, and the list of what is watched."""

from collections.abc import Iterator

from vigie.desk.watching import News, Today, WatchList
from vigie.outputs.alerts import due_details, due_line, headline
from vigie.outputs.text.notices import zone
from vigie.outputs.text.sheet import Sheet
from vigie.sources import source

_ASKED = ("topic", "buyer", "group", "number", "program", "kind", "words")


def today_lines(sheet: Sheet, answer: Today) -> Iterator[str]:
    """What is new on the reader's list."""
    yield from sheet.said("today.title", since=sheet.day(answer.since), day=sheet.day(answer.on))
    yield ""
    if not answer.watches:
        yield from sheet.said("today.no_watch")
    for id in answer.unresolved:
        yield from sheet.said("watch.unresolved", id=id)
    for part, news in (("happened", answer.happened), ("published", answer.published)):
        if news:
            yield from sheet.said(f"today.{part}", count=sheet.integer(len(news)))
            yield from _news(sheet, news)
            yield ""
    if answer.watches and not answer.happened and not answer.published:
        yield from sheet.said("today.nothing")
        yield ""
    if answer.coming:
        yield from sheet.said("today.coming")
        for one in answer.coming[: sheet.limit or None]:
            moment = one.due.moment
            time = f" {moment:%H:%M} {zone(moment)}" if moment is not None else ""
            yield from sheet.said(
                "today.due", "  ", day=f"{sheet.day(one.due.day)}{time}", due=due_line(one.due, sheet.lang)
            )
            for line in due_details(one.due, sheet.lang):
                yield from sheet.wrapped(line, "    ")
        yield from sheet.more(len(answer.coming), "  ")
        yield ""
    for seen in answer.seen:
        yield from sheet.said("today.seen", source=source(seen.source).title, day=sheet.day(seen.day))
    if not answer.seen:
        yield from sheet.said("today.no_capture")


def _news(sheet: Sheet, news: tuple[News, ...]) -> Iterator[str]:
    for one in news[: sheet.limit or None]:
        yield from sheet.wrapped(headline(one.event, sheet.lang), "  ")
        place = one.event.evidence
        yield from sheet.said(
            "today.from",
            "    ",
            seen=sheet.day(one.event.seen),
            watches=", ".join(one.watches),
            sha256=place.sha256[:12],
            pointer=place.pointer,
        )
    yield from sheet.more(len(news), "  ")


def watch_lines(sheet: Sheet, answer: WatchList) -> Iterator[str]:
    """What is watched, for its owner's eyes."""
    if not answer.watches:
        yield from sheet.said("today.no_watch")
    for one in answer.watches:
        yield from sheet.said("watch.line", id=one.id, name=one.name or "", day=sheet.day(one.made.date()))
        for asked in _ASKED:
            value = getattr(one.criteria, asked)
            if value is not None:
                yield from sheet.said(f"watch.asks_{asked}", "  ", value=value)
        for going in one.going:
            yield from sheet.said(f"watch.goes_{going.kind}", "  ", target=going.target)
