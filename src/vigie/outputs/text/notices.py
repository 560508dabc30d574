"""Notices as text: what was announced, entry by entry, with what is not held said as such."""

from collections.abc import Iterator
from datetime import datetime

from vigie.outputs.text.rests_on import coverage_lines
from vigie.outputs.text.sheet import Sheet
from vigie.questions.notices import Announced, Notices
from vigie.records.notice import BuyerPath, Deadline, DeadlineState, NoticeKind


def notices_lines(sheet: Sheet, answer: Notices) -> Iterator[str]:
    """What public bodies announced up to a day."""
    if answer.announcer is None:
        yield from sheet.said("notices.title_all", day=sheet.day(answer.on))
    else:
        name = sheet.buyer(answer.buyer) if answer.buyer else answer.announcer
        yield from sheet.said("notices.title", buyer=name, day=sheet.day(answer.on))
    if asked := " · ".join(asked_words(sheet, answer)):
        yield from sheet.wrapped(asked)
    yield from sheet.known(answer.known)
    yield ""
    yield from found_lines(sheet, answer)
    for one in answer.announced[: sheet.limit or None]:
        yield ""
        yield from _entry(sheet, one)
    yield from sheet.more(len(answer.announced))
    yield ""
    if answer.information_elsewhere:
        yield from sheet.said(
            "notices.information", notices=sheet.counted(answer.information_elsewhere, "notices_count")
        )
    if answer.by_number:
        yield from sheet.said("notices.by_number", buyer=answer.announcer)
    yield from coverage_lines(sheet, answer.coverage)
    if answer.announced:
        yield from sheet.evidence(answer.announced[0].evidence)


def found_lines(sheet: Sheet, answer: Notices) -> Iterator[str]:
    """How many notices are found."""
    if not answer.announced:
        yield from sheet.said("answer.nothing")
        return
    notices, numbers = (
        sheet.counted(answer.notices, "notices_count"),
        sheet.counted(len(answer.announced), "numbers_count"),
    )
    yield from sheet.said("notices.found", notices=notices, numbers=numbers)


def asked_words(sheet: Sheet, answer: Notices) -> Iterator[str]:
    """What narrows the question."""
    if answer.kind is not None:
        yield kind(sheet, answer.kind, None)
    if answer.topic is not None:
        yield sheet.topics((answer.topic,))
    if answer.text is not None:
        yield sheet.text("notices.words", words=answer.text)
    if answer.since is not None:
        yield sheet.text("notices.since", day=sheet.day(answer.since))


def _entry(sheet: Sheet, one: Announced) -> Iterator[str]:
    yield from sheet.wrapped(f"{one.number or sheet.text('notices.no_number')} · {one.title}")
    yield from sheet.wrapped(f"{kind(sheet, one.kind, one.kind_said)} · {path(sheet, one.buyer)}", "  ")
    posted = sheet.text("notices.posted", day=sheet.day(one.posted))
    if one.notices > 1:
        posted = sheet.text(
            "notices.posted_again",
            day=sheet.day(one.posted),
            notices=sheet.counted(one.notices, "notices_count"),
            first=sheet.day(one.first_posted),
        )
    yield from sheet.wrapped(f"{posted} · {deadline(sheet, one.deadline, one.deadline_state)}", "  ")
    if one.topics:
        words = ", ".join(sheet.text("mentions.spelling", words=found) for found in one.words)
        yield from sheet.said("notices.topics", "  ", topics=sheet.topics(one.topics), words=words)
    if one.asks_information and one.kind is not NoticeKind.REQUEST_FOR_INFORMATION:
        yield from sheet.said("notices.asks_information", "  ")
    if one.elsewhere:
        yield from sheet.said("notices.elsewhere", "  ", departments="; ".join(one.elsewhere))


def kind(sheet: Sheet, found: NoticeKind, said: str | None) -> str:
    """A kind in the reader's words, the source's beside it."""
    name = sheet.text(f"notice_kind.{found}")
    return sheet.text("notices.kind", kind=name, said=said) if said is not None else name


def path(sheet: Sheet, buyer: BuyerPath) -> str:
    """Who announced, from the department to the office."""
    levels = dict.fromkeys(filter(None, (buyer.department, buyer.subtier, buyer.office)))
    return " › ".join(levels) or sheet.text("notices.not_held")


def deadline(sheet: Sheet, found: Deadline | None, state: DeadlineState) -> str:
    """When responses are due, and whether that day has passed."""
    if found is None:
        return sheet.text(f"deadline.{state}")
    moment = found.moment
    if moment is None:
        return sheet.text(f"deadline.{state}", when=sheet.day(found.day))
    time = sheet.text("notices.at", day=sheet.day(found.day), time=f"{moment:%H:%M}", zone=zone(moment))
    return sheet.text(f"deadline.{state}", when=time)


def zone(moment: datetime) -> str:
    """The distance of a moment's zone from universal time, "UTC-05:00"."""
    written = f"{moment:%z}"
    return f"UTC{written[:3]}:{written[3:5]}"
