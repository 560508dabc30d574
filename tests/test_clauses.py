"""What texts say: sentences beside their clauses, words that are always the text's own, nothing lost by looking near signs only."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.clauses import reading
from vigie.clauses.near import in_small_letters, stretches
from vigie.clauses.reading import clauses
from vigie.records.clause import Clause, ClauseKind, Moment, Quantity, Region, Requirement, Said, Span, Sum, Value

# Kind, sentence, words quoted, value. Those of SAM.gov notices of March and April 2026 (US federal works) are marked; the rest are invented
SENTENCES: list[tuple[ClauseKind, str, str, Value]] = [
    (ClauseKind.VOLUME, "Space for up to 1,955 beds is needed.", "up to 1,955 beds", Quantity(None, Decimal(1955), "bed", None)),
    (
        ClauseKind.VOLUME,
        "It answers 6,000-7,000 calls per day.",
        "6,000-7,000 calls per day",
        Quantity(Decimal(6000), Decimal(7000), "call", "day"),
    ),
    (ClauseKind.VOLUME, "NOMENCLATURE: UNION,TUBE; QTY: 40 EA.", "QTY: 40 EA", Quantity(Decimal(40), Decimal(40), "each", None)),  # SAM.gov
    (ClauseKind.VOLUME, "At least 250 cases a month.", "At least 250 cases a month", Quantity(Decimal(250), None, "case", "month")),
    (ClauseKind.VOLUME, "Le centre a jusqu'à 120 lits.", "jusqu'à 120 lits", Quantity(None, Decimal(120), "bed", None)),
    (
        ClauseKind.MILESTONE,
        "Responses no later than 12:00 PM Central Daylight Time (CDT) on March 13, 2026 by mail.",
        "no later than 12:00 PM Central Daylight Time (CDT) on March 13, 2026",
        Moment("deadline", date(2026, 3, 13), time(12), "Central Daylight Time (CDT)"),
    ),
    (
        ClauseKind.MILESTONE,
        "UPDATE 3/23/26: Amendment 0001 has been posted.",  # SAM.gov
        "UPDATE 3/23/26: Amendment 0001 has been posted",
        Moment("amendment", date(2026, 3, 23), number="0001"),
    ),
    (
        ClauseKind.MILESTONE,
        "This action will result in a letter contract for an estimated period of performance of 180 days.",  # SAM.gov
        "estimated period of performance of 180 days",
        Span("performance", 180, "day"),
    ),
    (ClauseKind.MILESTONE, "A base year and four option years.", "base year and four option years", Span("term", 1, "year", 4)),
    (
        ClauseKind.MILESTONE,
        "A one-year base period and four (4) one-year option periods.",
        "one-year base period and four (4) one-year option periods",
        Span("term", 1, "year", 4, 1, "year"),
    ),
    (ClauseKind.MILESTONE, "Deliver To: Albany By: 0405 DAYS ADO", "By: 0405 DAYS ADO", Span("delivery", 405, "day")),
    (ClauseKind.MILESTONE, "Offres au plus tard le 12 mars 2026.", "au plus tard le 12 mars 2026", Moment("deadline", date(2026, 3, 12))),
    (
        ClauseKind.REQUIREMENT,
        "Read this. The contractor shall hold a facility clearance and be certified to ISO 9001:2015. Thanks.",
        "The contractor shall hold a facility clearance and be certified to ISO 9001:2015.",
        Requirement("supplier", ("facility clearance", "ISO 9001:2015")),
    ),
    (
        ClauseKind.REQUIREMENT,
        "Offerors must be registered in SAM to be considered.",
        "Offerors must be registered in SAM to be considered.",
        Requirement("tenderer", ("SAM registration",)),
    ),
    (ClauseKind.REQUIREMENT, "Work is unclassified; CMMC Level 2 applies.", "CMMC Level 2", Requirement(None, ("CMMC Level 2",))),
    (ClauseKind.SITE, "The place of performance is Camp East Montana, Fort Bliss Texas.", "Texas", Region("US", "TX")),  # SAM.gov
    (ClauseKind.SITE, "Place of Performance: a base in Okinawa, Japan.", "Japan", Region("JP", None)),
    (
        ClauseKind.CEILING,
        "The total maximum ceiling amount is $200,000,000.",
        "total maximum ceiling amount is $200,000,000",
        Sum(None, Decimal("200000000.00"), "USD"),
    ),
    (ClauseKind.CEILING, "Orders shall not exceed $2.5 million.", "shall not exceed $2.5 million", Sum(None, Decimal("2500000.00"), "USD")),
    (ClauseKind.CEILING, "Plafond de 2,5 millions d'euros.", "Plafond de 2,5 millions d'euros", Sum(None, Decimal("2500000.00"), "EUR")),
    (
        ClauseKind.ESTIMATE,
        "The estimated total value of the letter contract is $452,855,435.04.",  # SAM.gov
        "estimated total value of the letter contract is $452,855,435.04",
        Sum(Decimal("452855435.04"), Decimal("452855435.04"), "USD"),
    ),
    (
        ClauseKind.ESTIMATE,
        "Magnitude: between $1 and $5 million.",
        "Magnitude: between $1 and $5 million",
        Sum(Decimal("1000000.00"), Decimal("5000000.00"), "USD"),
    ),
    (
        ClauseKind.CAP_CHANGED,
        "The $180 million cap for the program is removed.",
        "The $180 million cap for the program is removed",
        Said("removed"),
    ),
    (ClauseKind.CAP_CHANGED, "This action increases the ceiling by $10,000,000.", "increases the ceiling", Said("raised")),
    (ClauseKind.INCENTIVE, "A fixed-price incentive fee contract.", "fixed-price incentive fee contract", Said("incentive-fee")),
    (ClauseKind.INCENTIVE, "Sites found earn a placement bonus.", "placement bonus", Said("bonus")),
    (
        ClauseKind.PRICE_ADJUSTMENT,
        "Clauses: FAR 52.216-4 Economic Price Adjustment.",
        "FAR 52.216-4 Economic Price Adjustment",
        Said("economic-price-adjustment"),
    ),
    (ClauseKind.PRICE_ADJUSTMENT, "Une révision des prix a lieu.", "révision des prix", Said("index-adjustment")),
    (ClauseKind.ANNOUNCEMENT, "This is not a request for proposals.", "This is not a request for proposals", Said("not-a-solicitation")),
    (ClauseKind.ANNOUNCEMENT, "This is a request for information.", "This is a request for information", Said("request-for-information")),
    (
        ClauseKind.ANNOUNCEMENT,
        "Notice of intent to award a sole source contract.",
        "Notice of intent to award a sole source",
        Said("sole-source"),
    ),
]  # fmt: skip
# What looks like a clause and is none, with the kind it must not have
NOTHING = [
    (ClauseKind.VOLUME, "See paragraph 5.1 Work Site: the hoist is a 2-ton one."),
    (ClauseKind.VOLUME, "CLIN 12 units of issue: EA"),
    (ClauseKind.CEILING, "Average annual receipts may not exceed $47,000,000."),
    (ClauseKind.CEILING, "Repair the ceiling tiles; a ceiling of 12 feet."),
    (ClauseKind.CEILING, "The $180 million cap for the program is removed."),
    (ClauseKind.CAP_CHANGED, "Remove the suspended ceiling of the room."),
    (ClauseKind.REQUIREMENT, "The Government shall not reimburse offerors, who must be patient."),
    (ClauseKind.SITE, "Raytheon Inc., located in Tucson, Arizona."),
    (ClauseKind.INCENTIVE, "What incentive fee would your firm expect?"),
    (ClauseKind.INCENTIVE, "There is no award fee."),
    (ClauseKind.PRICE_ADJUSTMENT, "__ (4) 52.222-44"),
    (ClauseKind.MILESTONE, "The guide was printed on February 30, 2026 and closes on February 30."),
]


@pytest.mark.parametrize(("kind", "sentence", "words", "value"), SENTENCES, ids=[words for _, _, words, _ in SENTENCES])
def test_a_sentence_has_the_clause_beside_it(kind: ClauseKind, sentence: str, words: str, value: Value) -> None:
    found = [one for one in clauses(sentence) if one.kind is kind]

    start = sentence.index(words)
    assert found == [Clause(kind, words, start, start + len(words), value)]


@pytest.mark.parametrize(("kind", "sentence"), NOTHING, ids=[sentence for _, sentence in NOTHING])
def test_what_only_looks_like_a_clause_is_none(kind: ClauseKind, sentence: str) -> None:
    assert [one.words for one in clauses(sentence) if one.kind is kind] == []


def test_a_clause_whose_words_name_a_person_is_left_out() -> None:
    with_name = "Offerors shall submit quotes to the Contracting Officer, Mary Quillfeather, by e-mail. Offerors must sign each page."

    words = [one.words for one in clauses(with_name)]

    assert words == ["Offerors must sign each page."]


def test_a_day_that_does_not_exist_is_quoted_without_one() -> None:
    (found,) = clauses("Quotes are due no later than February 30, 2026.")

    assert found.value == Moment("deadline", None)
    assert found.words.endswith("February 30, 2026")


@st.composite
def texts(draw: st.DrawFn) -> str:
    sentences = st.sampled_from([*(one[1] for one in SENTENCES), *(one[1] for one in NOTHING)])
    pieces = draw(st.lists(sentences | st.text(max_size=30), max_size=8))
    return draw(st.sampled_from([" ", "\n", "  ", "\u00a0", "; "])).join(pieces)


@given(texts())
def test_words_are_the_texts_own_at_their_place(text: str) -> None:
    for one in clauses(text):
        assert one.words
        assert text[one.start : one.end] == one.words


@given(texts())
def test_looking_near_signs_finds_what_looking_everywhere_finds(text: str) -> None:
    plain = in_small_letters(text)

    for read, signs in reading.NEAR:
        near = [one for start, end in stretches(plain, signs) for one in read(text, start, end)]
        assert {one.words for one in read(text, 0, len(text))} <= {one.words for one in near}, read


@given(st.text())
def test_small_letters_stand_at_the_place_of_the_letters(text: str) -> None:
    plain = in_small_letters(text)

    assert len(plain) == len(text)
    assert all(small == letter or small == letter.lower() for small, letter in zip(plain, text, strict=True))
