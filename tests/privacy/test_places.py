"""Places of minors, shelters and lodging stay at state level; street addresses stand nowhere."""

import csv
import gzip
from collections.abc import Iterator

import pytest
from tests.conftest import SHIPPED

from vigie.privacy.cells import row_without_people
from vigie.privacy.memory import Memory
from vigie.privacy.redact import redact
from vigie.privacy.stays import is_about_stays, is_class_of_stays
from vigie.sources import source
from vigie.sources.intake import take_in
from vigie.topics.lexicon import text_hits


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("LODGING SERVICES- CHARLESTON, SC", "LODGING SERVICES- [place], SC"),
        ("CLOTHING FOR UAC/FAMUS, DONNA, TX SSF", "CLOTHING FOR UAC/FAMUS, [place], TX SSF"),
        ("JUVENILE BED DAYS W/ PEORIA COUNTY", "JUVENILE BED DAYS W/ [place] COUNTY"),
        ("CAREGIVERS, RIO GRANDE VALLEY SECTOR", "CAREGIVERS, [place] SECTOR"),
        ("UAC SHELTER IN KARNES CITY, TEXAS 78118", "UAC SHELTER IN [place], TEXAS [place]"),
        ("HOTEL ROOMS AT THE BLUE RIDGE LODGE HARPERS FERRY WV", "HOTEL ROOMS AT THE [place] LODGE [place] WV"),
        ("Temporary lodging in Durres, Albania", "Temporary lodging in [place], Albania"),
        ("Hotel rooms in New York, NY and Washington, DC", "Hotel rooms in [place], NY and [place], DC"),
        ("Youth camp at Fort Bliss, Texas", "Youth camp at Fort [place], Texas"),
        ("SHELTER AT 28.88720, -99.09510", "SHELTER AT [place]"),
        ("UAC intake, zip code 78017", "UAC intake, zip code [place]"),
        ("Temporary lodging in St. Louis, MO and O'Fallon, IL", "Temporary lodging in [place], MO and [place], IL"),
        ("Lodging, 4800 Westfields Blvd., Suite 400 Chantilly, VA 20151", "Lodging, [withheld] [place], VA [place]"),
    ],
)
def test_a_place_smaller_than_a_state_is_withheld(text: str, kept: str) -> None:
    assert redact(text).text == kept
    assert redact(kept, of_stays=True).text == kept


@pytest.mark.parametrize(
    "text",
    [
        "LODGING IN VIRGINIA",
        "HOTEL ACCOMMODATION FOR ATTENDEES OF A TRAINING IN NEW MEXICO.",
        "SHELTER CARE FOR JUVENILES IN MEXICO AND GUATEMALA",
        "CAREGIVER SERVICES FROM SEPTEMBER 16, 2024 THROUGH OCTOBER 31, 2024",
        "TEMPORARY BORDER SHELTER IN ARIZONA",
        "UNACCOMPANIED MINORS: CHANGE THE VENDOR'S NAME IN CBP'S SYSTEM",
    ],
)
def test_states_countries_months_and_ordinary_words_stay(text: str) -> None:
    assert redact(text).text == text


@pytest.mark.parametrize(
    "text", ["DETENTION SERVICES, EL PASO, TX", "UNACCOMPANIED BAGGAGE TO EL PASO, TX", "MINOR REPAIRS, EL PASO, TX"]
)
def test_places_of_other_records_stay(text: str) -> None:
    assert redact(text).text == text
    assert redact(text, of_stays=True).text.endswith("[place], TX")


def test_a_word_deep_in_a_long_text_must_come_again_and_again() -> None:
    travel = "Cables. " * 60 + "Travel and hotel at cost."

    assert not is_about_stays(travel)
    assert is_about_stays(travel + " Hotel, hotel, hotel.")
    assert is_about_stays(travel + " Hotel rooms for officers.")


def test_what_a_record_is_classified_as_tells_it_too() -> None:
    memory = Memory()

    assert [
        is_class_of_stays(one) for one in ("V231", " 721110", "624221", "HOTELS (EXCEPT CASINO HOTELS) AND MOTELS")
    ] == [True] * 4
    assert not is_class_of_stays("TRANSPORTATION/TRAVEL/RELOCATION- TRAVEL/LODGING/RECRUITMENT: AIR PASSENGER")
    assert memory.is_of_stays(classifications=("7211", "V231"), texts=())
    assert memory.is_of_stays(classifications=("D302",), texts=("A title", "Beds for juveniles"))
    assert not memory.is_of_stays(classifications=("D302",), texts=("A title",))
    assert memory.redacted("EXTENSION, LAREDO, TX", None, of_stays=True).text == "EXTENSION, [place], TX"
    assert memory.redacted("EXTENSION, LAREDO, TX", None).text == "EXTENSION, LAREDO, TX"


def test_a_row_is_shown_without_the_places_of_its_texts() -> None:
    row = {"PSC": "LODGING, HOTEL/MOTEL", "Text": "EXTENSION, LAREDO, TX", "Recipient": "LAREDO INN LLC"}

    shown = row_without_people(row, texts=["Text"], classifications=["PSC"])

    assert shown == row | {"Text": "EXTENSION, [place], TX"}


def test_a_city_in_a_cell_of_its_own_is_kept_only_where_nobody_stays() -> None:
    header = "NoticeId,Title,Sol#,Department/Ind.Agency,PostedDate,Type,ResponseDeadLine,ClassificationCode,PopCity,PopState,Description"
    rows = [
        "aaaaaaaa1,Safety Verification,X1,DHS,2026-03-11 10:00:00-04,Solicitation,,,DILLEY,TX,for unaccompanied alien children",
        "aaaaaaaa2,Rooms,X2,DHS,2026-03-11 10:00:00-04,Solicitation,,V231,DILLEY,TX,as attached",
        "aaaaaaaa3,Roof repairs,X3,DHS,2026-03-11 10:00:00-04,Solicitation,,Z1AA,DILLEY,TX,as attached",
    ]
    content = "\n".join([header, *rows, ""]).encode()

    taken = take_in(content, source("sam"), where="a.csv", memory=Memory(), progress=lambda done, total: None)

    assert isinstance(taken.kept, bytes)
    kept = list(csv.DictReader(taken.kept.decode().splitlines()))
    assert [(row["PopCity"], row["PopState"]) for row in kept] == [("", "TX"), ("", "TX"), ("DILLEY", "TX")]
    assert taken.notes["privacy.place"] == 2


@pytest.mark.parametrize(
    "address",
    [
        "785 County Road J",
        "1700 N Wheeling Street",
        "2000 FM 1472",
        "500 State Route 12",
        "55 Broadway",
        "47 Chandler St.",
        "P.O. Box 1234",
    ],
)
def test_a_street_address_is_withheld_whatever_the_text_is_about(address: str) -> None:
    assert redact(f"Office 16 at {address}").text.removeprefix("Office 16 at ") == "[withheld]"


def shipped_descriptions() -> Iterator[str]:
    with gzip.open(SHIPPED, "rt", encoding="utf-8", newline="") as lines:
        yield from {row["Transaction Description"] for row in csv.DictReader(lines)}


def test_what_ships_has_places_withheld_and_keeps_them_so() -> None:
    marked = [text for text in shipped_descriptions() if "[place]" in text]

    assert len(marked) > 100
    assert [text for text in marked if redact(text, of_stays=True).text != text] == []
    assert {hit.topic for text in marked for hit in text_hits(text)} >= {"detention"}
