"""From a played source to an answer: what is fetched becomes a capture like any file, with what the crawl noticed."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

import vigie
from tests.test_fetch_usaspending import NOON, SINCE, SOME, UNTIL, Interface, asking_of, play, rows_of
from tests.transport.loopback import Clock
from vigie.archive.capture import Doubt
from vigie.desk import Desk, create
from vigie.desk.fetching import Fetched
from vigie.errors import TooManyTriesError
from vigie.transport.asking import Limits
from vigie.transport.client import Client

__all__ = ["play"]  # the fixture


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create(tmp_path / "desk")
    return tmp_path / "desk"


def fetch(desk: Desk, interface: Interface, *, now: datetime = NOON) -> Fetched:
    clock = Clock()
    with Client(Limits(silence=1, pause=0), allowed=interface.server.allowed, clock=clock, sleep=clock.sleep) as client:
        return desk.fetch(
            client, source="usaspending", buyer="ICE", since=SINCE, until=UNTIL, now=lambda: now,
            asking=asking_of(interface.server),
        )  # fmt: skip


def test_what_is_fetched_is_a_capture_that_says_how_complete_it_is(
    play: Callable[..., Interface], folder: Path
) -> None:
    interface = play(rows_of(SOME))

    with vigie.open(folder) as desk:
        fetched = fetch(desk, interface)
        sales = desk.sales("SUPPLIER 700", buyer="ICE", on=UNTIL)

    assert fetched.loaded is not None
    capture = fetched.loaded.capture
    (listing,) = capture.listings
    assert (capture.moment, capture.capturer, capture.layout) == (
        NOON,
        f"Vigie {vigie.__version__}",
        "search-transactions",
    )
    assert (listing.buyer, listing.since, listing.until, listing.found, listing.expected) == (
        "7012",
        SINCE,
        UNTIL,
        13,
        13,
    )
    assert listing.complete
    assert sales.figures[0].amount == Decimal("1700.00")
    assert not list(folder.glob("fetching/*"))


def test_what_the_crawl_doubted_stands_in_the_capture_and_outlives_a_rebuild(
    play: Callable[..., Interface], folder: Path
) -> None:
    def lies(number: int, asked: object, said: dict[str, object]) -> dict[str, object]:
        return (
            {"results": {"contracts": 99, **dict.fromkeys(("idvs", "loans", "direct_payments", "other", "grants"), 0)}}
            if number < 0
            else said
        )

    with vigie.open(folder) as desk:
        fetch(desk, play(rows_of(SOME), lies))
        desk.rebuild()
        (listing,) = desk.health().listings
        coverage = desk.sales("SUPPLIER 700", buyer="ICE", on=UNTIL).coverage

    assert Doubt.COUNT in listing.doubts
    assert not coverage.floor
    assert [one.buyer for one in coverage.incomplete] == ["7012"]


def test_a_row_two_complete_crawls_do_not_have_is_withdrawn(play: Callable[..., Interface], folder: Path) -> None:
    rows = rows_of(SOME)

    with vigie.open(folder) as desk:
        fetch(desk, play(rows))
        fetch(desk, play(rows[1:]), now=NOON + timedelta(days=1))
        once = desk.changes(since=date(2026, 8, 23), until=date(2026, 8, 24), buyer="ICE")
        fetch(desk, play(rows[1:]), now=NOON + timedelta(days=2))
        twice = desk.changes(since=date(2026, 8, 23), until=date(2026, 8, 24), buyer="ICE")

    assert [one.piid for one in once.not_observed] == [rows[0]["Award ID"]]
    assert not once.withdrawn
    assert [one.piid for one in twice.withdrawn] == [rows[0]["Award ID"]]
    assert not twice.not_observed


def test_an_honest_empty_answer_takes_nothing_in(play: Callable[..., Interface], folder: Path) -> None:
    with vigie.open(folder) as desk:
        fetched = fetch(desk, play([]))
        held = desk.coverage(on=UNTIL)

    assert fetched.loaded is None
    assert held.captures == ()


def test_a_source_that_fails_leaves_the_desk_as_it_was_and_is_gone_on_with(
    play: Callable[..., Interface], folder: Path
) -> None:
    broken = True

    def fails(number: int, asked: object, said: dict[str, object]) -> dict[str, object]:
        if broken and number >= 2:
            raise ConnectionError
        return said

    interface = play(rows_of(SOME), fails)
    with vigie.open(folder) as desk:
        with pytest.raises(TooManyTriesError):
            fetch(desk, interface)
        nothing = desk.coverage(on=UNTIL).captures
        asked_before = len(interface.asked_pages)
        broken = False
        fetched = fetch(desk, interface)

    assert nothing == ()
    assert fetched.crawled.complete
    assert interface.asked_pages[0] not in interface.asked_pages[asked_before:]
