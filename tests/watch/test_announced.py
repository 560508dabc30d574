"""Notices, protests and their dates as news: posted, changed, due; a deadline that moves keeps its entry and its history."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

import vigie
from vigie.desk import Desk, create
from vigie.desk.watching import add, dates_of, today
from vigie.outputs.calendar import to_calendar
from vigie.outputs.text import Page
from vigie.records.event import EventKind
from vigie.watch.watches import Criteria

HEADER = "NoticeId,Title,Sol#,Department/Ind.Agency,FPDS Code,Sub-Tier,PostedDate,Type,ResponseDeadLine,Description"
FIRST = "aaaaaaaa1,Call Center,70TEST26R00000001,DHS,7012,ICE,2026-03-11 10:00:00-04,Sources Sought,{deadline},{words}"
SECOND = "aaaaaaaa2,Call Center,70TEST26R00000001,DHS,7012,ICE,2026-03-20 10:00:00-04,Solicitation,2026-04-09T17:00:00-04:00,more"
DOCKET = """file_number,protester,solicitation,outcome,date,source
B-999001.1,Beta LLC,70TEST26R00000001,dismissed,2026-04-20,a third party's notes
"""
NOW = datetime(2026, 4, 25, 8, tzinfo=UTC)


def load(desk: Desk, folder: Path, *rows: str, seen: date) -> None:
    path = folder / f"{seen}.csv"
    path.write_text("\n".join([HEADER, *rows, ""]))
    desk.load(path, source="sam", seen=seen)


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    """A number announced twice, seen twice; the first notice reads otherwise the second time, and the second moves the deadline."""
    create(tmp_path / "desk")
    with vigie.open(tmp_path / "desk") as opened:
        first = FIRST.format(deadline="2026-04-02T12:00:00-04:00", words="words")
        load(opened, tmp_path, first, seen=date(2026, 3, 12))
        load(opened, tmp_path, first.replace(",words", ",other words"), SECOND, seen=date(2026, 3, 21))
        yield opened


def test_a_notice_is_news_when_first_seen_and_when_it_reads_otherwise(desk: Desk) -> None:
    found = desk.events(since=date(2026, 3, 12), until=date(2026, 3, 21))

    assert [(one.kind, one.seen, one.capture) for one in found] == [
        (EventKind.NOTICE, date(2026, 3, 12), 1),
        (EventKind.NOTICE_CHANGED, date(2026, 3, 21), 2),
        (EventKind.NOTICE, date(2026, 3, 21), 2),
    ]
    assert desk.events(since=date(2026, 3, 13), until=date(2026, 3, 20)) == []


def test_the_same_file_seen_again_is_no_news(desk: Desk, tmp_path: Path) -> None:
    first = FIRST.format(deadline="2026-04-02T12:00:00-04:00", words="other words")

    load(desk, tmp_path, first, SECOND, seen=date(2026, 4, 1))

    assert desk.events(since=date(2026, 3, 22), until=date(2026, 4, 1)) == []


def test_a_deadline_that_moved_is_one_entry_with_its_history(desk: Desk) -> None:
    watch = add(desk, Criteria(number="70TEST26R00000001"), name=None, now=NOW)
    before, after = (dates_of(desk, watch, on=day) for day in (date(2026, 3, 15), date(2026, 4, 1)))

    assert [due.key for due in before] == [due.key for due in after]
    assert [(due.day, len(due.history)) for due in before + after] == [(date(2026, 4, 2), 0), (date(2026, 4, 9), 1)]
    (entry,) = Calendar.from_ical(to_calendar(after, name=None, lang="en", stamp=NOW)).walk("VEVENT")
    read: Any = entry
    assert read["dtstart"].dt == datetime(2026, 4, 9, 21, tzinfo=UTC)
    assert "Before: 2026-04-02T12:00:00-04:00, given on 11 March 2026" in str(read["description"])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Criteria(kind="request-for-information"), 2),
        (Criteria(kind="solicitation"), 1),
        (Criteria(kind="notice"), 3),
        (Criteria(buyer="ICE"), 3),
        (Criteria(buyer="CBP"), 0),
        (Criteria(words="more CENTER"), 1),
        (Criteria(number="70test26r00000001"), 3),
    ],
)
def test_a_watch_takes_notices_by_kind_buyer_words_and_number(desk: Desk, asked: Criteria, found: int) -> None:
    wanted = desk.filter_of(asked, on=NOW.date())

    events = desk.events(since=date(2026, 3, 12), until=date(2026, 3, 21))

    assert sum(wanted.takes(one.subject, kind=one.kind, day=one.happened) for one in events) == found


def test_a_protest_and_its_clock_are_news_of_the_number(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "docket.csv").write_text(DOCKET)
    add(desk, Criteria(number="70TEST26R00000001"), name=None, now=NOW)

    desk.load(tmp_path / "docket.csv", source="reported", seen=date(2026, 4, 24))
    answer = today(desk, on=date(2026, 4, 24))

    assert [one.event.kind for one in (*answer.happened, *answer.published)] == [EventKind.PROTEST]
    assert [one.due.kind for one in answer.coming] == ["clock"]
    page = " ".join(Page("en", 100).write(answer).split())
    assert "B-999001.1: last day to ask for a reconsideration" in page
    assert "By rule, not from a record: 4 C.F.R. 21.14(b)" in page
    assert "dernier jour pour demander un réexamen" in " ".join(Page("fr", 100).write(answer).split())
