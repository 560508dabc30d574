"""From a played source to an answer: what is fetched becomes a capture like any file, with what the crawl noticed."""

import os
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

import vigie
from tests.test_fetch_usaspending import NOON, SINCE, SOME, UNTIL, Interface, Row, asking_of, play, rows_of
from tests.transport.loopback import Clock
from vigie.archive.capture import Doubt
from vigie.cli.fetch import fetched_lines, status_of
from vigie.cli.main import run
from vigie.desk import Desk, create
from vigie.desk.fetching import Fetched
from vigie.desk.lock import writing
from vigie.errors import BuyerLevelError, DeskBusyError, PersonsListedError, TooManyTriesError, UnknownBuyerError
from vigie.transport.asking import Limits
from vigie.transport.client import Client

__all__ = ["play"]  # the fixture


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create(tmp_path / "desk")
    return tmp_path / "desk"


def fetch(desk: Desk, interface: Interface, *, now: datetime = NOON, until: date = UNTIL) -> Fetched:
    clock = Clock()
    with Client(Limits(silence=1, pause=0), allowed=interface.server.allowed, clock=clock, sleep=clock.sleep) as client:
        return desk.fetch(
            client, source="usaspending", buyer="ICE", since=SINCE, until=until, now=lambda: now,
            asking=asking_of(interface.server),
        )  # fmt: skip


def counts_99(number: int, asked: object, said: dict[str, object]) -> dict[str, object]:
    """Spoils every count."""
    counted = dict.fromkeys(("idvs", "loans", "direct_payments", "other", "grants"), 0)
    return {"results": counted | {"contracts": 99}} if number < 0 else said


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
    with vigie.open(folder) as desk:
        fetch(desk, play(rows_of(SOME), counts_99))
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
    assert not list(folder.glob("fetching"))
    assert status_of(fetched) == 0
    for lang, words in (
        ("en", "no evidence that an action held was withdrawn"),
        ("fr", "qu'un acte détenu a été retiré"),
    ):
        assert words in " ".join(fetched_lines(fetched, lang))


def test_an_empty_answer_in_doubt_is_not_called_nothing(play: Callable[..., Interface], folder: Path) -> None:
    with vigie.open(folder) as desk:
        fetched = fetch(desk, play([], counts_99))

    assert (fetched.loaded, fetched.crawled.doubts) == (None, (Doubt.COUNT,))
    assert status_of(fetched) == 3
    for lang, words in (("en", "whether there are any is not known"), ("fr", "on ne sait pas s'il y en a")):
        said = " ".join(fetched_lines(fetched, lang))
        assert words in said
        assert "lists no action" not in said


def test_two_empty_answers_withdraw_nothing(play: Callable[..., Interface], folder: Path) -> None:
    with vigie.open(folder) as desk:
        fetch(desk, play(rows_of({1: 1})))
        for later in (1, 2):
            fetch(desk, play([]), now=NOON + timedelta(days=later))
        changes = desk.changes(since=date(2026, 8, 22), until=date(2026, 8, 25), buyer="ICE")

    assert (changes.withdrawn, changes.not_observed) == ((), ())


def test_a_desk_asks_about_the_buyers_the_plan_knows(play: Callable[..., Interface], folder: Path) -> None:
    interface = play(rows_of(SOME))

    with vigie.open(folder) as desk, Client(allowed=interface.server.allowed) as client:
        for name, error in (("DHS", BuyerLevelError), ("9999", UnknownBuyerError)):
            with pytest.raises(error):
                desk.fetch(client, source="usaspending", buyer=name, since=SINCE, until=UNTIL, now=lambda: NOON)

    assert interface.server.asked == []


# -- what lies on the disk meanwhile ------------------------------------------------------------------------------------

PERSON = {"Recipient Name": "MARTINEZ, ROSALINDA", "Transaction Description": "CALL 202-555-0147"}


def named(rows: list[Row], **changed: str) -> list[Row]:
    return [rows[0] | PERSON | changed, *rows[1:]]


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_what_is_refused_leaves_nothing_of_what_was_received(play: Callable[..., Interface], folder: Path) -> None:
    interface = play(named(rows_of(SOME), **{"Transaction Description": "A123456789"}))

    with vigie.open(folder) as desk:
        with pytest.raises(PersonsListedError):
            fetch(desk, interface)
        checked = desk.verify()

    assert not list(folder.glob("fetching/*"))
    assert checked.fetching == ()
    assert not [word for word in (b"ROSALINDA", b"A123456789") if word in on_disk(folder)]


def test_what_a_busy_desk_could_not_take_in_is_not_asked_for_again(
    play: Callable[..., Interface], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    interface = play(named(rows_of(SOME)), counts_99)

    with vigie.open(folder) as desk:
        with writing(folder, "load"), pytest.raises(DeskBusyError):
            fetch(desk, interface)
        waiting = desk.verify().fetching
        status = run(["verify", "--desk", str(folder), "--lang", "en"])
        said = capsys.readouterr().out
        asked = len(interface.server.asked)
        fetched = fetch(desk, interface, now=NOON + timedelta(hours=1))
        checked = desk.verify()

    assert [Path(name).suffix for name in waiting] == [".json", ".json-seq"]
    assert status == 0
    assert waiting[1] in said.replace("\n", " ")
    assert "people included" in said.replace("\n", " ")
    assert len(interface.server.asked) == asked
    assert not fetched.asked
    assert fetched.loaded is not None
    assert fetched.loaded.capture.moment == NOON
    assert Doubt.COUNT in fetched.loaded.capture.listings[0].doubts
    for lang, words in (("en", "Received on 22 August 2026"), ("fr", "Reçu le 22 août 2026")):
        assert words in " ".join(fetched_lines(fetched, lang))
    assert checked.fetching == ()
    assert not [word for word in (b"ROSALINDA", b"555-0147") if word in on_disk(folder)]


def test_what_waits_is_taken_in_by_a_call_for_other_days_too(play: Callable[..., Interface], folder: Path) -> None:
    interface = play(rows_of(SOME))

    with vigie.open(folder) as desk:
        with writing(folder, "load"), pytest.raises(DeskBusyError):
            fetch(desk, interface)
        fetched = fetch(desk, interface, now=NOON + timedelta(days=1), until=UNTIL + timedelta(days=1))

    (earlier,) = fetched.earlier
    assert fetched.asked
    assert fetched.loaded is not None
    assert [one.capture.listings[0].until for one in (earlier, fetched.loaded)] == [UNTIL, UNTIL + timedelta(days=1)]
    assert not list(folder.glob("fetching"))


def test_what_waited_for_more_than_a_day_is_taken_in_and_asked_for_anew(
    play: Callable[..., Interface], folder: Path
) -> None:
    interface = play(rows_of(SOME))

    with vigie.open(folder) as desk:
        with writing(folder, "load"), pytest.raises(DeskBusyError):
            fetch(desk, interface)
        fetched = fetch(desk, interface, now=NOON + timedelta(days=2))

    assert fetched.asked
    assert len(fetched.earlier) == 1


def test_what_nobody_will_take_in_is_removed_by_the_next_fetch(play: Callable[..., Interface], folder: Path) -> None:
    place = folder / "fetching"
    old, new = place / "7012_2026-01-01_2026-01-31", place / "7012_2026-02-01_2026-02-28"
    for one in (old, new):
        one.mkdir(parents=True)
        (one / "2026-01-01_2026-01-04_001.json").write_text("ROSALINDA")
    (place / "usaspending_7012.json-seq").write_text("ROSALINDA")
    (place / ".usaspending_7012.json-seq.1.part").write_text("ROSALINDA")
    (place / "usaspending_7014.json").write_text("{}")
    long_ago = (NOON - timedelta(days=3)).timestamp()
    for path in (old, place / ".usaspending_7012.json-seq.1.part", place / "usaspending_7014.json"):
        os.utime(path, (long_ago, long_ago))

    with vigie.open(folder) as desk:
        fetch(desk, play(rows_of(SOME)))

    assert list(place.iterdir()) == [new]


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
