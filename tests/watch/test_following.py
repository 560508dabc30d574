"""Following an answer: its feed and its calendar, the same on every desk, without a watch."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest
from icalendar import Calendar
from lxml import etree
from tests.bulk.made import action, load, table, zipped

import vigie
from vigie.desk import Desk
from vigie.desk.following import Followable, dates_about, events_about, followed
from vigie.desk.watching import list_of
from vigie.errors import UnknownBuyerError, UnknownTopicError
from vigie.messages import LANGUAGES
from vigie.outputs.following import calendar_of, feed_of
from vigie.watch.watches import Criteria

HERE = Path(__file__).parent
ATOM = {"a": "http://www.w3.org/2005/Atom"}
FIRST, ON, POSTED = date(2023, 1, 1), date(2024, 12, 31), date(2026, 4, 25)
ORDER = "70TEST24F00000001"
KEY = "https://vigie.invalid/feed/buyer=7012;group=alpha holding;lang=en"


@pytest.fixture
def desk(tiny_once_with_notices: Path, tmp_path: Path) -> Iterator[Desk]:
    """The tiny desk with notices, opened."""
    with vigie.open(shutil.copytree(tiny_once_with_notices, tmp_path / "desk")) as opened:
        yield opened


def told(desk: Desk, about: Followable, *, since: date = FIRST, until: date = POSTED) -> list[str]:
    """The events in short, the newest first."""
    return [
        " ".join(filter(None, (one.kind, one.number, one.amendment)))
        for one in events_about(desk, about, since=since, until=until)
    ]


def entries(feed: bytes) -> list[Any]:
    return list(etree.fromstring(feed).iterfind("a:entry", ATOM))


def feed_id(feed: bytes) -> str:
    return str(etree.fromstring(feed).findtext("a:id", namespaces=ATOM))


def test_a_group_is_followed_while_its_members_belong(desk: Desk) -> None:
    sales = desk.sales("Alpha Holding", buyer="ICE", on=ON)

    assert told(desk, sales) == [
        "signed 70TEST24F00000003 0",
        f"amended {ORDER} P00003",
        "amended 70TEST24F00000002 P00001",
        "corrected 70TEST24F00000006 0",
        f"amended {ORDER} P00001",
        "signed 70TEST24F00000006 0",
        f"signed {ORDER} 0",
    ]
    assert told(desk, desk.group("Alpha Holding", buyer="ICE", on=ON)) == told(desk, sales)
    assert told(desk, desk.sales("Alpha Holding", buyer="CBP", on=ON)) == []


def test_a_contract_is_followed_and_not_its_framework(desk: Desk) -> None:
    assert told(desk, desk.contract(ORDER, on=ON)) == [
        f"amended {ORDER} P00003",
        f"amended {ORDER} P00001",
        f"signed {ORDER} 0",
    ]


@pytest.mark.parametrize(
    ("question", "events"),
    [
        (lambda desk: desk.framework("70TEST23D00000002", on=ON), 2),
        (lambda desk: desk.suppliers("ICE", program="two-frameworks", on=ON), 4),
        (lambda desk: desk.suppliers("ICE", topic="hotline", on=ON), 2),
        (lambda desk: desk.statuses("CBP", on=ON), 1 + 2),  # and the notices of its own
        (lambda desk: desk.notice("70CDCR26R00000015", on=POSTED), 8),
        (lambda desk: desk.notices(buyer="ICE", on=POSTED), 8),
        (lambda desk: desk.notices(on=POSTED), 21),
        (lambda desk: desk.notices(topic="medical", on=POSTED), 3),
        (lambda desk: Criteria(topic="skip-tracing"), 2),
        (lambda desk: Criteria(topic="skip-tracing", kind="amended"), 0),
    ],
)
def test_what_else_is_followed(question: Any, events: int, desk: Desk) -> None:
    assert len(told(desk, question(desk))) == events


def test_only_what_was_seen_in_the_days_asked_is_told(desk: Desk) -> None:
    life = desk.contract("70TEST24F00000006", on=ON)

    assert told(desk, life, since=date(2024, 1, 6)) == ["corrected 70TEST24F00000006 0"]
    assert told(desk, life, until=date(2024, 2, 29)) == ["signed 70TEST24F00000006 0"]
    assert told(desk, life, until=date(2024, 1, 4)) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_feed_is_atom_and_the_newest_stands_first(desk: Desk, lang: str) -> None:
    schema = etree.RelaxNG(etree.parse(HERE / "atom.rng"))
    feed = feed_of(desk, desk.contract(ORDER, on=ON), name=ORDER, since=FIRST, until=ON, lang=lang)

    schema.assertValid(etree.fromstring(feed))
    assert [one.findtext("a:updated", namespaces=ATOM)[:10] for one in entries(feed)] == [
        "2024-05-06",
        "2024-02-06",
        "2023-10-07",
    ]


def test_a_feed_looks_back_ninety_days(desk: Desk) -> None:
    life = desk.contract(ORDER, on=ON)

    assert len(entries(feed_of(desk, life, name=None, until=date(2024, 5, 1), lang="en"))) == 1
    assert len(entries(feed_of(desk, life, name=None, until=date(2024, 5, 2), lang="en"))) == 0


def test_ids_are_the_same_on_another_desk_and_however_the_question_was_put(desk: Desk, tiny: Desk) -> None:
    feeds = [
        feed_of(one, one.sales(name, buyer=buyer, on=on), name=None, since=FIRST, until=ON, lang="en")
        for one, name, buyer, on in (
            (desk, "Alpha Holding", "ICE", ON),
            (tiny, "ALPHA HOLDING, INC.", "7012", date(2024, 12, 30)),
        )
    ]

    assert feeds[0] == feeds[1]
    assert feed_id(feeds[0]) == f"urn:uuid:{uuid5(NAMESPACE_URL, KEY)}"


def test_feeds_of_other_things_and_languages_have_other_ids(desk: Desk) -> None:
    asked: list[Followable] = [
        desk.sales("Alpha Holding", buyer="ICE", on=ON),
        desk.sales("Alpha Holding", on=ON),
        desk.contract(ORDER, on=ON),
        Criteria(buyer="ICE"),
        Criteria(buyer="ICE", topic="hotline"),
    ]
    ids = [feed_id(feed_of(desk, one, name=None, until=ON, lang=lang)) for one in asked for lang in LANGUAGES]

    assert len(set(ids)) == 2 * len(asked)


def test_the_key_is_in_codes_and_plain_forms() -> None:
    assert followed(Criteria(buyer="ice", topic="Hotline", words="Call  Center")).key == (
        "topic=hotline;buyer=7012;words=call center"
    )
    assert followed(Criteria(number="70-TEST 24f00000001")).key == f"number={ORDER}"


def test_the_end_of_a_contract_stands_in_its_calendar_and_in_that_of_its_group(tmp_path: Path) -> None:
    end = "period_of_performance_current_end_date"
    rows = [
        action(**{end: "2026-10-01"}),
        action(modification="P00001", day="2026-02-02", **{end: "2026-12-01"}),
        action("70TEST26F00000002", recipient_name="BETA LLC", **{end: "2026-11-01"}),
    ]
    load(tmp_path / "desk", ("a.zip", zipped({"a.csv": table(rows)})))
    on = date(2026, 8, 1)

    with vigie.open(tmp_path / "desk") as desk:
        asked: list[Followable] = [desk.contract("70TEST26F00000001", on=on), desk.sales("Alpha Inc", on=on)]
        calendars = [calendar_of(desk, one, name="A", on=on, lang="en") for one in asked]
        before = dates_about(desk, asked[0], on=date(2026, 1, 1))
        again = calendar_of(desk, asked[0], name="A", on=on, lang="en")

    assert calendars[0] == calendars[1] == again
    entry: Any
    (entry,) = Calendar.from_ical(calendars[0]).walk("VEVENT")
    assert (entry["dtstart"].dt, entry["sequence"]) == (date(2026, 12, 1), 1)
    assert [one.day for one in before] == [date(2026, 10, 1)]


def test_deadlines_stand_in_the_calendar_of_notices(desk: Desk) -> None:
    def days(about: Followable) -> list[str]:
        return [f"{one.day} {one.number}" for one in dates_about(desk, about, on=POSTED)]

    assert days(desk.notice("31090PR260000143", on=POSTED)) == ["2026-05-15 31090PR260000143"]
    assert days(desk.notices(on=POSTED)) == [
        "2026-03-27 M2710026Q0001",
        "2026-05-15 31090PR260000143",
        "2026-05-15 31090PR260000144",
    ]


def test_following_makes_no_watch_and_writes_nothing(desk: Desk) -> None:
    def held() -> set[Path]:
        return set(desk.folder.rglob("*"))

    before = held()
    feed_of(desk, Criteria(buyer="ICE"), name=None, until=ON, lang="en")
    calendar_of(desk, Criteria(buyer="ICE"), name=None, on=ON, lang="en")

    assert held() == before
    assert list_of(desk).watches == ()


def test_a_name_that_is_not_known_is_said(desk: Desk) -> None:
    with pytest.raises(UnknownTopicError):
        feed_of(desk, Criteria(topic="hotlin"), name=None, until=ON, lang="en")
    with pytest.raises(UnknownBuyerError):
        calendar_of(desk, Criteria(buyer="NOBODY"), name=None, on=ON, lang="en")
