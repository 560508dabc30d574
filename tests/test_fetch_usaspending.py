"""Fetching from USAspending: what is asked, how a crawl goes on, and what it says when the source is not to be believed.

The rows are invented; the shapes are those of the interface's own contracts.
"""

import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.transport.loopback import Asked, Clock, Loopback, answer
from vigie.archive.capture import Doubt
from vigie.errors import (
    AddressRefusedError,
    AnswerFieldsError,
    AnswerTypeError,
    FetchError,
    FetchPeriodError,
    TooManyTriesError,
    UnknownBuyerError,
)
from vigie.messages import LANGUAGES, catalogue
from vigie.sources.crawled import Crawled, waiting
from vigie.sources.usaspending_answers import read_object
from vigie.sources.usaspending_asking import Asking, pieces, read_asking
from vigie.sources.usaspending_fetch import archives, crawl, fetch_archive, plan
from vigie.transport.asking import Limits
from vigie.transport.client import Client

NOON = datetime(2026, 8, 22, 12, 0, tzinfo=UTC)
SINCE, UNTIL = date(2026, 8, 1), date(2026, 8, 8)
ICE = "U.S. Immigration and Customs Enforcement"
Row = dict[str, Any]
Change = Callable[[int, Asked, dict[str, Any]], dict[str, Any]]


def row(number: int, day: date, **changed: Any) -> Row:
    """An action as the interface answers it."""
    award = f"70CDCR26FR{number:07}"
    return {
        "Award ID": award, "Mod": "P00001", "Action Date": day.isoformat(), "Action Type": "B",
        "Transaction Amount": 1000.0 + number, "Recipient Name": f"SUPPLIER {number} LLC", "Recipient UEI": "ABCDEFGHIJ12",
        "Award Type": "DELIVERY ORDER", "Awarding Agency": "Department of Homeland Security", "Awarding Sub Agency": ICE,
        "Funding Agency": "Department of Homeland Security", "Funding Sub Agency": ICE,
        "PSC": {"code": "R499", "description": "SUPPORT- PROFESSIONAL: OTHER"},
        "NAICS": {"code": "541990", "description": "ALL OTHER PROFESSIONAL, SCIENTIFIC, AND TECHNICAL SERVICES"},
        "Transaction Description": "MONITORING SERVICES", "internal_id": 100_000 + number,
        "generated_internal_id": f"CONT_AWD_{award}_7012_-NONE-_-NONE-", **changed,
    }  # fmt: skip


def rows_of(days: dict[int, int]) -> list[Row]:
    """So many actions on each day of August 2026."""
    return [row(100 * day + number, date(2026, 8, day)) for day, many in days.items() for number in range(many)]


class Interface:
    """Plays the search: counts, filters by day, sorts by award number, turns pages. ``change`` spoils the nth answer."""

    def __init__(self, rows: list[Row], change: Change = lambda number, asked, said: said) -> None:
        self.rows, self.change = rows, change
        self.pages = self.counts = 0
        self.sent: list[bytes] = []
        self.server = Loopback(self)

    def __call__(self, asked: Asked, line: socket.socket) -> None:
        (period,) = asked.said["filters"]["time_period"]
        held = [one for one in self.rows if period["start_date"] <= one["Action Date"] <= period["end_date"]]
        if asked.target.endswith("_count/"):
            self.counts += 1
            counted = dict.fromkeys(("idvs", "loans", "direct_payments", "other", "grants"), 0)
            said: dict[str, Any] = {"results": counted | {"contracts": len(held)}}
            number = -self.counts
        else:
            self.pages += 1
            page, limit = asked.said["page"], asked.said["limit"]
            held.sort(key=lambda one: str(one[asked.said["sort"]]))
            more = page * limit < len(held)
            paging = {"page": page, "hasNext": more, "hasPrevious": page > 1,
                      "next": page + 1 if more else None, "previous": page - 1 or None}  # fmt: skip
            kept = held[(page - 1) * limit : page * limit]
            said = {"limit": limit, "results": kept, "page_metadata": paging, "messages": ["For searches, …"]}
            number = self.pages
        self.sent.append(json.dumps(self.change(number, asked, json.loads(json.dumps(said))), indent=1).encode())
        line.sendall(answer(self.sent[-1]))

    @property
    def asked_pages(self) -> list[tuple[str, str, int]]:
        found = [one.said for one in self.server.asked if not one.target.endswith("_count/")]
        return [(*said["filters"]["time_period"][0].values(), said["page"]) for said in found]


@pytest.fixture
def play() -> Iterator[Callable[..., Interface]]:
    opened: list[Interface] = []

    def begin(rows: list[Row], change: Change = lambda number, asked, said: said) -> Interface:
        opened.append(Interface(rows, change))
        return opened[-1]

    yield begin
    for one in opened:
        one.server.close()


def asking_of(server: Loopback, **changed: Any) -> Asking:
    return replace(read_asking(), address=server.address, page=5, most_pages=4, **changed)


def run(
    interface: Interface, folder: Path, *, now: datetime = NOON, until: date = UNTIL, **changed: Any
) -> tuple[Crawled, list[tuple[int, int]]]:
    clock, told = Clock(), list[tuple[int, int]]()
    limits = Limits(silence=1, pause=0)
    with Client(limits, allowed=interface.server.allowed, clock=clock, sleep=clock.sleep) as client:
        crawled = crawl(
            client,
            buyer="7012",
            since=SINCE,
            until=until,
            folder=folder,
            now=lambda: now,
            progress=lambda done, total: told.append((done, total)),
            asking=asking_of(interface.server, **changed),
        )
    return crawled, told


def pages_of(crawled: Crawled) -> list[Any]:
    content = crawled.path.read_bytes()
    assert content.startswith(b"\x1e")
    assert content.endswith(b"\n")
    return [json.loads(page) for page in content[1:].split(b"\x1e")]


def found_in(crawled: Crawled) -> list[str]:
    return [one["Award ID"] for page in pages_of(crawled) for one in page["results"]]


SOME = {1: 2, 2: 3, 4: 1, 5: 4, 7: 3}


def test_a_crawl_is_whole_when_counts_and_rows_agree(play: Callable[..., Interface], tmp_path: Path) -> None:
    interface = play(rows_of(SOME))

    crawled, told = run(interface, tmp_path)

    assert (crawled.complete, crawled.doubts, crawled.unknown_fields) == (True, (), ())
    assert (crawled.expected, crawled.found, interface.counts) == (13, 13, 2)
    assert found_in(crawled) == sorted(one["Award ID"] for one in interface.rows)
    assert crawled.pages == len(pages_of(crawled))
    assert told[0] == (0, 13)
    assert told[-1] == (13, 13)
    assert waiting(tmp_path) == [crawled]
    assert sorted(tmp_path.iterdir()) == [crawled.path.with_suffix(".json"), crawled.path]


def test_a_piece_that_does_not_fit_is_halved_and_only_a_day_is_turned_over(
    play: Callable[..., Interface], tmp_path: Path
) -> None:
    interface = play(rows_of({1: 2, 2: 3, 3: 12, 7: 1}))

    crawled, _ = run(interface, tmp_path)

    assert crawled.complete
    assert interface.asked_pages == [
        ("2026-08-01", "2026-08-04", 1),
        ("2026-08-01", "2026-08-02", 1),
        ("2026-08-03", "2026-08-04", 1),
        ("2026-08-03", "2026-08-03", 1),
        ("2026-08-03", "2026-08-03", 2),
        ("2026-08-03", "2026-08-03", 3),
        ("2026-08-04", "2026-08-04", 1),
        ("2026-08-05", "2026-08-08", 1),
    ]


def test_pages_are_kept_byte_for_byte(play: Callable[..., Interface], tmp_path: Path) -> None:
    interface = play(rows_of({1: 1, 7: 1}))

    crawled, _ = run(interface, tmp_path)

    _, first, second, _ = interface.sent
    assert crawled.path.read_bytes() == b"\x1e" + first + b"\n\x1e" + second + b"\n"
    assert b'"Transaction Amount": 1100.0' in first


def test_an_interrupted_crawl_goes_on_and_asks_nothing_twice(play: Callable[..., Interface], tmp_path: Path) -> None:
    broken = True

    def change(number: int, asked: Asked, said: dict[str, Any]) -> dict[str, Any]:
        return {"detail": "no"} if broken and asked.said.get("page") == 2 else said

    interface = play(rows_of({1: 2, 5: 7, 7: 1}), change)
    with pytest.raises(AnswerTypeError):
        run(interface, tmp_path)
    before, broken = interface.asked_pages, False

    crawled, told = run(interface, tmp_path, now=NOON + timedelta(hours=1))

    assert crawled.complete
    assert (crawled.started, crawled.finished) == (NOON, NOON + timedelta(hours=1))
    assert told[0] == (7, 10)
    after = interface.asked_pages[len(before) :]
    assert set(after) & set(before[:-1]) == set()
    assert interface.counts == 2


def test_a_page_damaged_on_the_disk_is_asked_again(play: Callable[..., Interface], tmp_path: Path) -> None:
    broken = True

    def change(number: int, asked: Asked, said: dict[str, Any]) -> dict[str, Any]:
        return {"detail": "no"} if broken and number == 2 else said

    interface = play(rows_of(SOME), change)
    with pytest.raises(AnswerTypeError):
        run(interface, tmp_path, days=2)
    next(tmp_path.glob("7012_*/2026*.json")).write_bytes(b"{}")
    broken = False

    crawled, _ = run(interface, tmp_path, days=2)

    assert crawled.complete
    assert crawled.found == 13


def test_finished_a_crawl_begins_anew(play: Callable[..., Interface], tmp_path: Path) -> None:
    interface = play(rows_of(SOME))
    first, _ = run(interface, tmp_path)
    interface.rows.append(row(999, date(2026, 8, 6)))

    second, _ = run(interface, tmp_path, now=NOON + timedelta(days=1))

    assert (first.found, second.found) == (13, 14)
    assert first.path != second.path


def spoil_page(number: int, spoil: Callable[[dict[str, Any]], object]) -> Change:
    def change(which: int, asked: Asked, said: dict[str, Any]) -> dict[str, Any]:
        if which == number:
            spoil(said)
        return said

    return change


def always_more(which: int, asked: Asked, said: dict[str, Any]) -> dict[str, Any]:
    if "page_metadata" in said:
        said["page_metadata"]["hasNext"] = True
    return said


def endless(which: int, asked: Asked, said: dict[str, Any]) -> dict[str, Any]:
    if "page_metadata" in said:
        day = date.fromisoformat(asked.said["filters"]["time_period"][0]["start_date"])
        said["results"] = [row(1000 * which + number, day) for number in range(5)]
        said["page_metadata"]["hasNext"] = True
    return said


def same_page(which: int, asked: Asked, said: dict[str, Any]) -> dict[str, Any]:
    if asked.said.get("page", 1) > 1:
        said["results"] = [row(100 + number, SINCE) for number in range(5)]
        said["page_metadata"]["hasNext"] = True
    return said


def drift(which: int, asked: Asked, said: dict[str, Any]) -> dict[str, Any]:
    if asked.said.get("page") == 2:
        said["results"][0] = row(104, SINCE)
    return said


def shrink(which: int, asked: Asked, said: dict[str, Any]) -> dict[str, Any]:
    if asked.said.get("page") == 2:
        said["results"], said["page_metadata"]["hasNext"] = said["results"][:1], False
    if which == -2:
        said["results"]["contracts"] -= 3
    return said


def corrected_midway(which: int, asked: Asked, said: dict[str, Any]) -> dict[str, Any]:
    if asked.said.get("page") == 2:
        said["results"][-1] = row(100, SINCE, **{"Transaction Amount": -5.0})
    return said


DAY = {1: 9}
UNBELIEVED: dict[str, tuple[dict[int, int], Change, set[str]]] = {
    "lying total": (SOME, spoil_page(-2, lambda said: said["results"].update(contracts=12)),
                    {Doubt.COUNT_CHANGED, Doubt.COUNT}),
    "both totals lie": (SOME, lambda which, asked, said: {"results": {"contracts": 20}} if which < 0 else said,
                        {Doubt.COUNT}),
    "endless, nothing more": (SOME, always_more, {Doubt.PAGE_SHORT}),
    "endless pagination": (SOME, endless, {Doubt.COUNT, Doubt.PAGE_LIMIT}),
    "repeated page": (DAY, same_page, {Doubt.COUNT, Doubt.PAGE_REPEATED, Doubt.REPEATED}),
    "page drift": (DAY, drift, {Doubt.COUNT, Doubt.REPEATED}),
    "shrinks mid-crawl": (DAY, shrink, {Doubt.COUNT_CHANGED}),
    "corrected mid-crawl": (DAY, corrected_midway, {Doubt.ROW_CHANGED}),
    "another buyer's row": (SOME, spoil_page(2, lambda said: said["results"][0].update(
        {"Awarding Sub Agency": "U.S. Coast Guard"})), {Doubt.OUTSIDE}),
    "another day's row": (SOME, spoil_page(2, lambda said: said["results"][0].update({"Action Date": "2020-01-01"})),
                          {Doubt.OUTSIDE}),
}  # fmt: skip


@pytest.mark.parametrize("fault", UNBELIEVED)
def test_a_source_that_contradicts_itself_gives_an_incomplete_crawl(
    fault: str, play: Callable[..., Interface], tmp_path: Path
) -> None:
    days, change, doubts = UNBELIEVED[fault]
    interface = play(rows_of(days), change)

    crawled, _ = run(interface, tmp_path)

    assert set(crawled.doubts) == doubts
    assert not crawled.complete
    assert crawled.path.is_file()
    assert interface.pages < 60
    assert all(catalogue()[f"doubt.{doubt}"][lang] for doubt in crawled.doubts for lang in LANGUAGES)


def test_pages_received_over_more_than_a_day_are_a_doubt(play: Callable[..., Interface], tmp_path: Path) -> None:
    broken = True

    def change(number: int, asked: Asked, said: dict[str, Any]) -> dict[str, Any]:
        return {"detail": "no"} if broken and number == 2 else said

    interface = play(rows_of(SOME), change)
    with pytest.raises(AnswerTypeError):
        run(interface, tmp_path)
    broken = False

    crawled, _ = run(interface, tmp_path, now=NOON + timedelta(days=2))

    assert crawled.doubts == (Doubt.OVER_A_DAY,)


def test_corrections_out_of_order_are_as_good_as_in_order(play: Callable[..., Interface], tmp_path: Path) -> None:
    later = row(1, date(2026, 8, 3), Mod="P00002")
    earlier = row(1, date(2026, 8, 3), Mod="P00001")
    signing = row(1, date(2026, 8, 2), Mod="0")

    crawled, _ = run(play([later, signing, earlier]), tmp_path)

    assert crawled.complete
    assert crawled.found == 3


def test_a_field_nobody_asked_for_is_accepted_and_noted(play: Callable[..., Interface], tmp_path: Path) -> None:
    def more(said: dict[str, Any]) -> None:
        said["results"][0]["Outlay"] = 3
        said["spending_level"] = "transactions"

    crawled, _ = run(play(rows_of(SOME), spoil_page(2, more)), tmp_path)

    assert crawled.complete
    assert crawled.unknown_fields == ("Outlay", "spending_level")


def renamed(said: dict[str, Any]) -> None:
    said["results"][1]["Modification"] = said["results"][1].pop("Mod")


def timed_out(said: dict[str, Any]) -> None:
    said.clear()
    said["detail"] = "Elasticsearch timed out"


WRONG_ANSWERS: dict[str, tuple[int, Callable[[dict[str, Any]], object], type[FetchError], tuple[str, ...]]] = {
    "renamed field": (1, renamed, AnswerFieldsError, ("'Mod'", "'Modification'", "results/1")),
    "missing field": (1, lambda said: said["results"][0].pop("Transaction Amount"), AnswerFieldsError,
                      ("'Transaction Amount'", "results/0")),
    "a label that is a text": (1, lambda said: said["results"][0].update(PSC="R499"), AnswerFieldsError, ("PSC/code",)),
    "no page data": (1, lambda said: said.pop("page_metadata"), AnswerFieldsError, ("page_metadata",)),
    "results renamed": (1, lambda said: said.update(rows=said.pop("results")), AnswerFieldsError, ("results", "rows")),
    "a count that is a text": (-1, lambda said: said["results"].update(contracts="13"), AnswerFieldsError, ("contracts",)),
    "a count below zero": (-1, lambda said: said["results"].update(contracts=-1), AnswerFieldsError, ("contracts",)),
    "JSON error with 200": (1, timed_out, AnswerTypeError,
                            ("Elasticsearch timed out",)),
}  # fmt: skip


@pytest.mark.parametrize("fault", WRONG_ANSWERS)
def test_an_answer_that_is_not_as_documented_stops_the_crawl(
    fault: str, play: Callable[..., Interface], tmp_path: Path
) -> None:
    number, spoil, error, words = WRONG_ANSWERS[fault]
    interface = play(rows_of(SOME), spoil_page(number, spoil))

    with pytest.raises(error) as stopped:
        run(interface, tmp_path)

    assert not list(tmp_path.glob("*.json-seq"))
    for lang in LANGUAGES:
        assert all(word in stopped.value.message(lang) for word in words)


NAMED = {"Recipient Name": "MARTINEZ, ROSALINDA", "Transaction Description": "CALL 202-555-0147"}


@pytest.mark.parametrize(
    "body",
    [
        json.dumps({"results": [NAMED]}).encode()[:-5],
        json.dumps({"detail": [NAMED]}).encode(),
        json.dumps({"message": json.dumps(NAMED)}).encode(),
        json.dumps({"error": "for Rosalinda Martinez, 202-555-0147"}).encode(),
    ],
)
def test_a_message_quotes_no_people(body: bytes) -> None:
    with pytest.raises(AnswerTypeError) as refused:
        read_object(body, where="here")

    for lang in LANGUAGES:
        assert not [
            word for word in ("ROSALINDA", "MARTINEZ", "0147", "FOUND.") if word in refused.value.message(lang).upper()
        ]


def test_a_plan_opens_nothing_and_reveals_buyer_and_period_only() -> None:
    planned = plan(buyer="7012", since=SINCE, until=UNTIL)

    assert [one.address.rsplit("/", 2)[1] for one in planned.requests] == [
        "spending_by_transaction_count",
        "spending_by_transaction",
        "spending_by_transaction",
        "spending_by_transaction_count",
    ]
    filters = [json.loads(one.body)["filters"] for one in planned.requests]
    assert all(one.keys() == {"agencies", "time_period", "award_type_codes"} for one in filters)
    assert filters[0]["agencies"] == [
        {"type": "awarding", "tier": "subtier", "name": ICE, "toptier_name": "Department of Homeland Security"}
    ]
    assert (planned.reveals.host, planned.reveals.buyer) == ("api.usaspending.gov", ICE)
    assert all(one.address.startswith("https://api.usaspending.gov/api/v2/") for one in planned.requests)


def test_a_crawl_sends_what_the_plan_shows(play: Callable[..., Interface], tmp_path: Path) -> None:
    interface = play(rows_of(SOME))
    shown = plan(buyer="7012", since=SINCE, until=UNTIL, asking=asking_of(interface.server, days=2))

    run(interface, tmp_path, days=2)

    sent = [(one.method, interface.server.address + one.target, one.body.decode()) for one in interface.server.asked]
    assert sent == [(one.method, one.address, one.body) for one in shown.requests]


@pytest.mark.parametrize(
    ("since", "until"), [(UNTIL, SINCE), (date(2007, 9, 30), SINCE), (date(1999, 1, 1), date(1999, 1, 2))]
)
def test_a_period_that_cannot_be_fetched_is_refused(since: date, until: date) -> None:
    with pytest.raises(FetchPeriodError) as refused:
        plan(buyer="7012", since=since, until=until)

    assert "2007-10-01" in refused.value.message("fr")


def test_a_buyer_that_cannot_be_asked_about_is_refused() -> None:
    with pytest.raises(UnknownBuyerError):
        plan(buyer="9999", since=SINCE, until=UNTIL)


def test_pieces_cover_a_period_once() -> None:
    cut = pieces(date(2026, 1, 1), date(2026, 12, 31), days=4)

    assert (cut[0][0], cut[-1][1]) == (date(2026, 1, 1), date(2026, 12, 31))
    assert all(after[0] == before[1] + timedelta(days=1) for before, after in pairwise(cut))


LISTED: dict[str, list[dict[str, Any]]] = {
    "monthly_files": [
        {"fiscal_year": 2026, "agency_name": "Department of Homeland Security", "agency_acronym": "DHS", "type": "contracts",
         "updated_date": "2026-08-06", "file_name": "FY2026_070_Contracts_Full_20260806.zip",
         "url": "https://files.usaspending.gov/award_data_archive/FY2026_070_Contracts_Full_20260806.zip"},
        {"fiscal_year": None, "agency_name": "Department of Homeland Security", "agency_acronym": "DHS", "type": "contracts",
         "updated_date": "2026-08-05", "file_name": "FY(All)_070_Contracts_Delta_20260805.zip",
         "url": "https://files.usaspending.gov/award_data_archive/FY(All)_070_Contracts_Delta_20260805.zip"},
    ]
}  # fmt: skip
AGENCIES = {
    "agencies": {
        "cfo_agencies": [
            {"toptier_code": "097", "name": "Department of Defense", "toptier_agency_id": 126},
            {"toptier_code": "070", "name": "Department of Homeland Security", "toptier_agency_id": 63},
        ],
        "other_agencies": [],
    },
    "sub_agencies": [],
}


def library(listed: Any, content: bytes = b"") -> Loopback:
    def serve(asked: Asked, line: socket.socket) -> None:
        if asked.method == "GET":
            line.sendall(answer(content, Content_Type="application/zip", ETag='"one"'))
        else:
            line.sendall(answer(json.dumps(AGENCIES if "list_agencies" in asked.target else listed).encode()))

    return Loopback(serve)


def test_archives_are_listed_with_their_days_and_one_is_fetched(tmp_path: Path) -> None:
    content = b"PK\x03\x04 a zip"
    server = library(LISTED, content)
    asking = asking_of(server)
    clock = Clock()
    client = Client(Limits(pause=0), allowed=server.allowed, clock=clock, sleep=clock.sleep)

    with client:
        listed = archives(client, buyer="7012", fiscal_year=2026, asking=asking)
        local = replace(listed[0], address=server.address + "/a.zip")
        got = fetch_archive(client, local, folder=tmp_path, now=lambda: NOON, progress=lambda done, total: None)
    server.close()

    assert [(one.day, one.full, one.fiscal_year) for one in listed] == [
        (date(2026, 8, 5), False, None),
        (date(2026, 8, 6), True, 2026),
    ]
    assert server.asked[1].said == {"agency": 63, "fiscal_year": 2026, "type": "contracts"}
    assert got.path == tmp_path / "FY(All)_070_Contracts_Delta_20260805.zip"
    assert got.path.read_bytes() == content


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("file_name", "../../FY2026_070_Contracts_Full_20260806.zip", AnswerFieldsError),
        ("file_name", None, AnswerFieldsError),
        ("updated_date", "6 August", AnswerFieldsError),
        ("url", "https://elsewhere.example.com/FY2026_070_Contracts_Full_20260806.zip", AddressRefusedError),
    ],
)
def test_a_listed_archive_is_not_taken_at_its_word(name: str, value: str | None, error: type[FetchError]) -> None:
    server = library({"monthly_files": [LISTED["monthly_files"][0] | {name: value}]})
    clock = Clock()

    with (
        pytest.raises(error),
        Client(Limits(pause=0), allowed=server.allowed, clock=clock, sleep=clock.sleep) as client,
    ):
        archives(client, buyer="7012", fiscal_year=2026, asking=asking_of(server))
    server.close()


def test_a_source_that_stays_away_leaves_what_was_received(play: Callable[..., Interface], tmp_path: Path) -> None:
    interface = play(rows_of(SOME))
    original = interface.server._play

    def busy(asked: Asked, line: socket.socket) -> None:
        if interface.pages >= 2:
            line.sendall(answer(b"", status="503 Busy"))
        else:
            original(asked, line)

    interface.server._play = busy
    with pytest.raises(TooManyTriesError):
        run(interface, tmp_path, days=2)

    assert len(list(tmp_path.glob("7012_2026-08-01_2026-08-08/2026*.json"))) == 2
    assert len(interface.server.asked) == 1 + 2 + 5
