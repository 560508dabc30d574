"""Notices of SAM.gov: what each layout says, what is set aside, what is never kept; what was announced, and the life of a number."""

import csv
import gzip
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
import zstandard

import vigie
from tests.conftest import SHARED, needs_shared
from vigie.archive.blobs import Blobs
from vigie.desk import Desk, create
from vigie.desk.handed import Loaded
from vigie.errors import (
    FileTooLargeError,
    FileTruncatedError,
    JsonKeyRepeatedError,
    JsonSyntaxError,
    JsonTruncatedError,
    PeriodError,
    PersonsListedError,
    UnknownBuyerError,
    UnknownNoticeError,
    UnknownNoticeKindError,
)
from vigie.outputs.csv import to_csv
from vigie.outputs.json import to_json
from vigie.outputs.text import Page
from vigie.privacy import WITHHELD
from vigie.privacy.awardees import organization_named
from vigie.records.notice import DeadlineState, NoticeKind
from vigie.sources import source
from vigie.sources.moments import aware, moment_of

FILES = Path(__file__).parent / "notices"
OFFICIAL = FILES / "opportunities_2026-04-25.csv"
SUMMARIES = FILES / "summaries_2026-04-25.jsonl"
API = FILES / "api_page.json"
SEEN, ON = date(2026, 4, 25), date(2026, 4, 25)
NUMBER = "70CDCR26R00000015"
HEADER = next(csv.reader([OFFICIAL.read_text(encoding="utf-8").splitlines()[0]]))
# An invented notice, by column
LANTERN = {
    "NoticeId": "0123456789abcdef0123456789abcdef", "Title": "Lantern maintenance", "Sol#": "70TEST26R00000001",
    "Department/Ind.Agency": "HOMELAND SECURITY, DEPARTMENT OF", "CGAC": "070", "Sub-Tier": "US COAST GUARD", "FPDS Code": "7008",
    "Office": "LANTERN OFFICE", "AAC Code": "70TEST", "PostedDate": "2026-04-01 10:00:00.5-04", "Type": "Solicitation",
    "BaseType": "Solicitation", "ResponseDeadLine": "2026-04-20T12:00:00-04:00", "NaicsCode": "811210",
    "Description": "Lanterns are to be kept lit.",
}  # fmt: skip


def table(*rows: dict[str, str]) -> bytes:
    """Rows under the header of the official CSV."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, HEADER, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def load(desk: Desk, content: bytes, folder: Path, name: str = "notices.csv", seen: date = SEEN) -> Loaded:
    (folder / name).write_bytes(content)
    return desk.load(folder / name, source="sam", seen=seen)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Desk]:
    """A desk without records."""
    create(tmp_path / "desk")
    with vigie.open(tmp_path / "desk") as desk:
        yield desk


@pytest.fixture
def desk(empty: Desk) -> Desk:
    """A desk with the extracts of the official CSV and of the summaries."""
    empty.load(OFFICIAL, source="sam", seen=SEEN)
    empty.load(SUMMARIES, source="sam", seen=SEEN)
    return empty


# -- what a file says ----------------------------------------------------------------------------------------------------


def test_the_official_csv_is_read_whole(empty: Desk) -> None:
    loaded = empty.load(OFFICIAL, source="sam", seen=SEEN)

    assert (loaded.capture.kept_rows, loaded.capture.set_aside_rows) == (13, 0)
    assert loaded.capture.columns_unknown == ()
    assert len([name for name in loaded.capture.columns_left_out if "Contact" in name]) == 10
    assert {one.kind for one in empty.notices(on=ON).announced} >= {
        NoticeKind.REQUEST_FOR_INFORMATION,
        NoticeKind.JUSTIFICATION,
        NoticeKind.AWARD,
    }


def test_a_page_of_the_public_api_is_read(empty: Desk) -> None:
    loaded = empty.load(API, source="sam", seen=SEEN)

    first, second = empty.notice("70TEST26R00000001", on=ON), empty.notice("70TEST26R00000002", on=ON)
    asked, award = first.steps[0].notice, second.steps[0].notice
    assert (loaded.capture.kept_rows, loaded.capture.columns_unknown) == (2, ())
    assert (asked.buyer.department, asked.buyer.subtier, asked.buyer.office, asked.buyer.office_code) == (
        "HOMELAND SECURITY, DEPARTMENT OF", "US COAST GUARD", "LANTERN OFFICE", "70TEST",
    )  # fmt: skip
    assert asked.kind is NoticeKind.REQUEST_FOR_INFORMATION
    assert asked.place is not None
    assert (asked.place.city, asked.place.state, asked.place.country) == ("Lantern Bay", "VA", "USA")
    assert asked.description == ""
    # a name with a full stop has more parts than there are codes: only the department can be told
    assert (award.buyer.department, award.buyer.subtier) == ("HOMELAND SECURITY, DEPARTMENT OF", None)
    assert award.award is not None
    assert award.award.amount is not None
    assert (award.award.contract, award.award.day, award.award.amount.amount, award.award.supplier) == (
        "70TEST26P00000009", date(2026, 3, 30), Decimal("1200.50"), "LANTERN OIL INC",
    )  # fmt: skip


@pytest.mark.parametrize("ending", ["", ".gz", ".zst"])
def test_summaries_are_read_plain_and_packed(ending: str, empty: Desk, tmp_path: Path) -> None:
    content = SUMMARIES.read_bytes()
    packed = {"": content, ".gz": gzip.compress(content), ".zst": zstandard.ZstdCompressor().compress(content)}[ending]

    loaded = load(empty, packed, tmp_path, f"summaries.jsonl{ending}")

    assert (loaded.capture.kept_rows, loaded.capture.set_aside_rows) == (8, 0)
    assert len(empty.notice(NUMBER, on=ON).steps) == 8


LINE = SUMMARIES.read_bytes().splitlines(keepends=True)[0]
BROKEN = [
    ("cut.jsonl", SUMMARIES.read_bytes()[:-40], JsonTruncatedError),
    ("broken.jsonl", b'{"notice_id": nope}\n' + LINE, JsonSyntaxError),
    ("twice.jsonl", LINE.replace(b'"title"', b'"title": "x", "title"', 1), JsonKeyRepeatedError),
    ("cut.jsonl.zst", zstandard.ZstdCompressor().compress(SUMMARIES.read_bytes())[:-30], FileTruncatedError),
    ("cut.jsonl.gz", gzip.compress(SUMMARIES.read_bytes())[:-30], FileTruncatedError),
    ("bomb.jsonl.zst", zstandard.ZstdCompressor().compress(LINE + b"\n" * (40 << 20)), FileTooLargeError),
    ("bomb.jsonl.gz", gzip.compress(LINE + b"\n" * (40 << 20)), FileTooLargeError),
]


@pytest.mark.parametrize(("name", "content", "error"), BROKEN, ids=[name for name, *_ in BROKEN])
def test_lines_that_cannot_be_read_are_refused_whole(
    name: str, content: bytes, error: type[Exception], empty: Desk, tmp_path: Path
) -> None:
    with pytest.raises(error):
        load(empty, content, tmp_path, name)

    assert empty.coverage(on=ON).captures == ()


ASIDE = [
    ("no id", {"NoticeId": ""}, "notice.id"),
    ("a kind nobody knows", {"Type": "Invitation to Tea"}, "notice.kind"),
    ("no title", {"Title": ""}, "notice.title"),
    ("no day of posting", {"PostedDate": ""}, "date.format"),
    ("a day that does not exist", {"PostedDate": "2026-02-30 10:00:00-05"}, "date.format"),
    ("a day of another age", {"PostedDate": "1890-02-03"}, "date.range"),
    ("a deadline in no hour", {"ResponseDeadLine": "2026-04-20T31:00:00-04:00"}, "date.format"),
    ("a zone too far east", {"ResponseDeadLine": "2026-04-20T12:00:00+25:00"}, "deadline.zone"),
    ("a zone too far west", {"ResponseDeadLine": "2026-04-20T12:00:00-99:00"}, "deadline.zone"),
    ("a zone of odd minutes", {"ResponseDeadLine": "2026-04-20T12:00:00-04:07"}, "deadline.zone"),
    ("a zone nobody has", {"ResponseDeadLine": "2026-04-20T12:00:00 Moon/Tranquility"}, "deadline.zone"),
    ("an amount in words", {"Award$": "plenty"}, "money.format"),
]


@pytest.mark.parametrize(("change", "code"), [case[1:] for case in ASIDE], ids=[case[0] for case in ASIDE])
def test_a_notice_that_is_not_understood_is_set_aside(
    change: dict[str, str], code: str, empty: Desk, tmp_path: Path
) -> None:
    sound = LANTERN | {"NoticeId": "ffff456789abcdef0123456789abcdef", "Sol#": "70TEST26R00000002"}

    loaded = load(empty, table(LANTERN | change, sound), tmp_path)

    assert [(one.row, one.code) for one in loaded.set_aside] == [(2, code)]
    assert [one.number for one in empty.notices(on=ON).announced] == ["70TEST26R00000002"]


def test_two_rows_of_one_notice_that_differ_are_both_set_aside_and_two_alike_are_one(
    empty: Desk, tmp_path: Path
) -> None:
    other = LANTERN | {"NoticeId": "ffff456789abcdef0123456789abcdef"}

    loaded = load(empty, table(LANTERN, LANTERN | {"Title": "Lamp maintenance"}, other, other), tmp_path)

    assert [(one.row, one.code) for one in loaded.set_aside] == [(2, "notice.conflict"), (3, "notice.conflict")]
    assert (loaded.capture.kept_rows, loaded.capture.repeated_rows) == (1, 1)


def test_a_notice_without_number_is_kept(empty: Desk, tmp_path: Path) -> None:
    load(empty, table(LANTERN | {"Sol#": ""}), tmp_path)

    assert empty.notice(LANTERN["NoticeId"], on=ON).number is None


def test_every_kind_of_the_source_is_one_of_ours() -> None:
    assert set(source("sam").kinds.values()) == set(NoticeKind)


MOMENTS = [
    ("2026-03-23T12:00:00-04:00", date(2026, 3, 23), datetime(2026, 3, 23, 16, tzinfo=UTC)),
    ("2026-03-23T12:00:00+05:30", date(2026, 3, 23), datetime(2026, 3, 23, 6, 30, tzinfo=UTC)),
    ("2026-03-07 19:43:23.432-05", date(2026, 3, 7), datetime(2026, 3, 8, 0, 43, 23, 432000, tzinfo=UTC)),
    ("2026-03-23T12:00:00Z", date(2026, 3, 23), datetime(2026, 3, 23, 12, tzinfo=UTC)),
    ("2026-03-23", date(2026, 3, 23), None),
    ("2026-03-23T12:00:00", date(2026, 3, 23), None),
]


@pytest.mark.parametrize(("said", "day", "instant"), MOMENTS)
def test_a_moment_is_told_only_where_its_zone_is_written(said: str, day: date, instant: datetime | None) -> None:
    told = moment_of(said)

    assert (told.day, told.instant, told.fault) == (day, instant and instant.replace(tzinfo=None), None)


def test_an_instant_is_shown_in_the_zone_it_was_written_in() -> None:
    shown = aware("2026-03-23T12:00:00-04:00", moment_of("2026-03-23T12:00:00-04:00").instant)

    assert shown == datetime(2026, 3, 23, 16, tzinfo=UTC)
    assert shown.tzinfo == timezone(timedelta(hours=-4))


# -- people ----------------------------------------------------------------------------------------------------------------


def test_contact_persons_and_street_addresses_are_kept_nowhere(empty: Desk, tmp_path: Path) -> None:
    contact = {
        "PrimaryContactFullname": "Quillon Vasterby", "PrimaryContactEmail": "quillon.vasterby@example.gov",
        "PrimaryContactPhone": "555-555-0100", "PopStreetAddress": "12 Invented Street", "PopCity": "Lantern Bay",
        "Awardee": "LANTERN OIL INC 2045 INVENTED RD Lantern Bay VA 00000 USA",
        "Description": "Lanterns. Point of contact: Quillon Vasterby, quillon.vasterby@example.gov",
    }  # fmt: skip

    loaded = load(empty, table(LANTERN | contact), tmp_path)

    kept = Blobs(tmp_path / "desk" / "archive" / "blobs").get(loaded.capture.sha256).decode()
    life = empty.notice(LANTERN["Sol#"], on=ON)
    award = life.steps[0].notice.award
    assert loaded.capture.notes["privacy.column_dropped"] == 12
    assert award is not None
    assert award.supplier == "LANTERN OIL INC"
    for text in (kept, to_json(life, "en")):
        assert not {"Quillon", "Vasterby", "0100", "INVENTED", "Invented"} & set(text.replace(",", " ").split())
    assert "Lantern Bay" in kept


AWARDEES = [
    ("SGS AXYS ANALYTICAL SERVICES LTD. 2045 MILLS RD W SIDNEY BC V8L 5 CAN", "SGS AXYS ANALYTICAL SERVICES LTD."),
    ("MOTOROLA SOLUTIONS, INC. Linthicum Heights MD 21090 USA", "MOTOROLA SOLUTIONS, INC."),
    ("UNITED PARCEL SERVICE CO. LOUISVILLE 40223-4015 KGZ", "UNITED PARCEL SERVICE CO."),
    ("KOREA CONTAINER POOL CO.,LTD Seoul 04157 KOR", "KOREA CONTAINER POOL CO.,LTD"),
    ("WAGNER EQUIPMENT CO 4000 N INTERSTATE 25 PUEBLO CO 81008 USA", "WAGNER EQUIPMENT CO"),
    ("Roller Bearing Company of America, Inc. ", "Roller Bearing Company of America, Inc."),
    ("CLOUD11 LLC", "CLOUD11 LLC"),
    ("null ", ""),
    ("null 96349-1500", ""),
    # where the name ends, nothing says: town and name cannot be told apart
    ("QUORLE VANTH Lantern Bay VA 00000 USA", WITHHELD),
]


@pytest.mark.parametrize(("cell", "name"), AWARDEES)
def test_a_name_is_cut_where_its_address_begins(cell: str, name: str) -> None:
    assert organization_named(cell) == name


def test_a_number_with_the_form_of_a_persons_is_withheld_and_many_refuse_the_file(empty: Desk, tmp_path: Path) -> None:
    text = {"Description": "Approved source is 81205 123-45-6789. Lanterns."}
    rows = [LANTERN | text | {"NoticeId": f"{place:032x}"} for place in range(2)]

    loaded = load(empty, table(rows[0]), tmp_path, "one.csv")
    with pytest.raises(PersonsListedError):
        load(empty, table(*rows), tmp_path, "two.csv")

    assert loaded.capture.notes["privacy.value"] == 1
    assert (
        empty.notice(LANTERN["Sol#"], on=ON)
        .steps[0]
        .notice.description.startswith("Approved source is 81205 [withheld]")
    )


# -- what was announced ----------------------------------------------------------------------------------------------------


def test_a_number_is_one_entry_and_the_newest_notice_of_it_stands(desk: Desk) -> None:
    answer = desk.notices("DHS", on=ON)

    entry = next(one for one in answer.announced if one.number == NUMBER)
    assert (entry.posted, entry.first_posted, entry.notices) == (date(2026, 4, 9), date(2026, 3, 11), 8)
    assert [one.posted for one in answer.announced] == sorted((one.posted for one in answer.announced), reverse=True)


def test_what_a_file_has_no_column_for_is_not_held_and_an_empty_cell_is_none_stated(desk: Desk) -> None:
    by_number = {one.number: one for one in desk.notices(on=ON).announced}

    assert by_number[NUMBER].deadline_state is DeadlineState.NOT_HELD
    assert {"deadline", "place", "office"} <= set(by_number[NUMBER].not_held)
    assert by_number["FA524026F0029"].deadline_state is DeadlineState.NONE_STATED
    assert "deadline not held" in " ".join(Page("en", 80, 0).write(desk.notices("ICE", on=ON)).split())


def test_a_deadline_is_open_on_its_day_and_passed_after_it(empty: Desk, tmp_path: Path) -> None:
    load(empty, table(LANTERN), tmp_path)

    states = [empty.notices(on=date(2026, 4, day)).announced[0].deadline_state for day in (19, 20, 21)]

    assert states == [DeadlineState.OPEN, DeadlineState.OPEN, DeadlineState.PASSED]


def test_a_body_is_found_by_its_code_and_where_none_is_named_by_the_office_in_the_number(desk: Desk) -> None:
    cbp, ice, guard = (desk.notices(name, on=ON) for name in ("CBP", "ICE", "US COAST GUARD"))

    assert {one.number for one in cbp.announced} == {"2026-CBP-M2S2"}
    assert [one.number for one in ice.announced] == [NUMBER]
    assert (ice.by_number, guard.by_number) == (True, False)
    assert "by its number" in " ".join(Page("en", 80, 0).write(ice).split())
    assert {one.buyer.subtier for one in guard.announced} == {"US COAST GUARD"}
    with pytest.raises(UnknownBuyerError):
        desk.notices("Ministry of Lanterns", on=ON)


def test_one_number_of_two_departments_is_two_entries_that_say_so(empty: Desk, tmp_path: Path) -> None:
    other = {"NoticeId": "ffff456789abcdef0123456789abcdef", "Department/Ind.Agency": "DEPT OF DEFENSE", "Sub-Tier": "", "FPDS Code": "",
             "PostedDate": "2026-04-02"}  # fmt: skip
    load(empty, table(LANTERN, LANTERN | other), tmp_path)

    newest, older = empty.notices(on=ON).announced
    life = empty.notice(LANTERN["NoticeId"], on=ON)

    assert (newest.buyer.department, newest.elsewhere) == ("DEPT OF DEFENSE", ("HOMELAND SECURITY, DEPARTMENT OF",))
    assert (older.notices, older.elsewhere) == (1, ("DEPT OF DEFENSE",))
    assert (life.department, len(life.steps), life.elsewhere) == (
        "HOMELAND SECURITY, DEPARTMENT OF", 1, ("DEPT OF DEFENSE",),
    )  # fmt: skip


def test_a_request_for_information_is_told_from_what_calls_itself_one(empty: Desk, tmp_path: Path) -> None:
    calls = LANTERN | {
        "NoticeId": "ffff456789abcdef0123456789abcdef",
        "Sol#": "B",
        "Description": "This is a Request for Information only.",
    }
    denies = LANTERN | {
        "NoticeId": "eeee456789abcdef0123456789abcdef",
        "Sol#": "C",
        "Description": "This is not a request for information.",
    }
    asks = LANTERN | {"NoticeId": "dddd456789abcdef0123456789abcdef", "Sol#": "D", "Type": "Sources Sought"}
    load(empty, table(LANTERN, calls, denies, asks), tmp_path)

    answer = empty.notices(kind="request-for-information", on=ON)

    assert ([one.number for one in answer.announced], answer.information_elsewhere) == (["D"], 1)
    assert [one.number for one in empty.notices(on=ON).announced if one.asks_information] == ["B"]


def test_notices_are_chosen_by_words_topic_and_days(desk: Desk) -> None:
    assert {one.number for one in desk.notices(words="wiring harness", on=ON).announced} == {"SPE7M126U2155"}
    assert "2026-CBP-M2S2" in {one.number for one in desk.notices(topic="surveillance", on=ON).announced}
    assert {one.number for one in desk.notices("ICE", since=date(2026, 4, 9), on=ON).announced} == {NUMBER}
    assert desk.notices("ICE", on=date(2026, 3, 10)).announced == ()
    assert desk.notices("ICE", on=ON, known=date(2026, 4, 24)).announced == ()
    with pytest.raises(PeriodError):
        desk.notices(since=date(2026, 5, 1), on=ON)
    with pytest.raises(UnknownNoticeKindError, match="request-for-information"):
        desk.notices(kind="tender", on=ON)


# -- the life of a number --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [NUMBER, "70cdcr-26-r-00000015", "70CDCR 26 R 00000015"])
def test_the_life_of_a_number_in_any_spelling(number: str, desk: Desk) -> None:
    steps = desk.notice(number, on=ON).steps

    changes = [step.change for step in steps]
    assert [step.notice.posted for step in steps] == [
        date(2026, 3, 11), date(2026, 3, 12), date(2026, 3, 23), date(2026, 3, 23), date(2026, 3, 24), date(2026, 3, 31),
        date(2026, 4, 2), date(2026, 4, 9),
    ]  # fmt: skip
    assert changes[0] is None
    assert [change is not None and change.nothing for change in changes[1:]] == [True] * 3 + [False] * 4
    assert all(change is not None and not change.removed and not change.fields for change in changes[1:])
    assert [change.added[0][:14] for change in changes[4:] if change is not None] == [
        "UPDATE 3/23/26", "UPDATE 3/31/26", "UPDATE 4/2/26:", "UPDATE 4/9/26:",
    ]  # fmt: skip


def test_the_life_of_a_number_is_told_in_both_languages_and_as_a_table(desk: Desk) -> None:
    life = desk.notice(NUMBER, on=ON)

    english, french = (Page(lang, 60, 0).write(life) for lang in ("en", "fr"))
    lines = list(csv.DictReader(io.StringIO(to_csv(life, "en"))))
    assert english.count("no change in what we hold") == 3
    assert french.count("aucun changement dans ce que nous détenons") == 3
    assert max(map(len, english.splitlines())) <= 64
    assert "Not held" in english
    assert [line["posted"] for line in lines][:2] == ["2026-03-11", "2026-03-12"]
    assert json.loads(to_json(life, "en"))["steps"][4]["change"]["added"][0].startswith("UPDATE 3/23/26")


def test_a_notice_read_again_otherwise_keeps_both_readings_and_the_deadlines(empty: Desk, tmp_path: Path) -> None:
    later = {"ResponseDeadLine": "2026-05-04T12:00:00-04:00", "Description": "Lanterns and lamps are to be kept lit."}
    load(empty, table(LANTERN), tmp_path, "first.csv", seen=date(2026, 4, 2))
    load(empty, table(LANTERN), tmp_path, "second.csv", seen=date(2026, 4, 3))
    load(empty, table(LANTERN | later), tmp_path, "third.csv", seen=date(2026, 4, 8))

    before, now = (empty.notice(LANTERN["Sol#"], on=ON, known=day) for day in (date(2026, 4, 7), None))
    (step,) = now.steps

    assert [(one.first_seen, one.last_seen) for one in step.readings] == [
        (date(2026, 4, 2), date(2026, 4, 3)), (date(2026, 4, 8), date(2026, 4, 8)),
    ]  # fmt: skip
    assert step.readings[1].change is not None
    assert [(one.field, one.now) for one in step.readings[1].change.fields] == [("deadline", later["ResponseDeadLine"])]
    assert step.readings[1].change.added == ("and lamps",)
    assert [one.notice.deadline and one.notice.deadline.day for life in (before, now) for one in life.steps] == [
        date(2026, 4, 20), date(2026, 5, 4),
    ]  # fmt: skip


def test_what_a_later_layout_lacks_stays_as_it_was_said(empty: Desk, tmp_path: Path) -> None:
    summary = {"notice_id": LANTERN["NoticeId"], "title": LANTERN["Title"], "agency": LANTERN["Department/Ind.Agency"],
               "notice_type": "Solicitation", "posted": LANTERN["PostedDate"], "solicitation_number": LANTERN["Sol#"],
               "summary": LANTERN["Description"]}  # fmt: skip
    load(empty, table(LANTERN), tmp_path, seen=date(2026, 4, 2))
    load(empty, json.dumps(summary).encode() + b"\n", tmp_path, "later.jsonl", seen=date(2026, 4, 9))

    (step,) = empty.notice(LANTERN["Sol#"], on=ON).steps

    assert step.notice.deadline is not None
    assert step.notice.deadline.day == date(2026, 4, 20)
    assert step.notice.not_held == ()
    assert len(step.readings) == 1


def test_a_number_nobody_announced_names_the_nearest(desk: Desk) -> None:
    with pytest.raises(UnknownNoticeError, match=NUMBER):
        desk.notice("70CDCR26R00000016", on=ON)
    with pytest.raises(UnknownNoticeError):
        desk.notice(NUMBER, on=date(2026, 3, 10))


def test_a_rebuilt_ledger_answers_the_same(desk: Desk) -> None:
    before = [to_json(desk.notices(on=ON), "en"), to_json(desk.notice(NUMBER, on=ON), "fr")]

    desk.rebuild()

    assert [to_json(desk.notices(on=ON), "en"), to_json(desk.notice(NUMBER, on=ON), "fr")] == before


@needs_shared
def test_the_ice_notices_of_spring_2026(empty: Desk) -> None:
    loaded = empty.load(SHARED / "us" / "sam-notices" / "ice_notices_redacted.csv", source="sam", seen=SEEN)

    assert (loaded.capture.kept_rows, loaded.capture.set_aside_rows) == (35, 0)
    assert len(empty.notice(NUMBER, on=ON).steps) == 8
