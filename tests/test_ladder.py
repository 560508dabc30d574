"""What a contract may come to: steps of its money, placeholders, incentives, terms, summaries, and subawards beside it."""

import json
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import vigie
from tests.bulk.made import HERE, SEEN, action, load, rows_of, table, zipped
from vigie.messages import LANGUAGES
from vigie.money import Basis, is_placeholder
from vigie.outputs.csv import to_csv
from vigie.outputs.json import to_json
from vigie.outputs.text import Page
from vigie.questions.contract import ContractLife
from vigie.records.contract import Status
from vigie.records.ladder import Incentive, Step

PIID = "70TEST26F00000001"
ON = date(2030, 1, 1)
CEILING, EXERCISED, OUTLAID = (
    "potential_total_value_of_award", "current_total_value_of_award", "total_outlayed_amount_for_overall_award",
)  # fmt: skip
ENDS = "period_of_performance_current_end_date"
SUMMARY = rows_of(HERE / "awards_pristine.csv")[0]
REPORT = rows_of(HERE / "subawards_ice.csv")[0]


def amended(*rows: dict[str, str]) -> list[dict[str, str]]:
    """Actions of one contract, each a month after the one before, from January 2025 on."""
    numbers = ["0", *(f"P{place:05d}" for place in range(1, len(rows)))]
    return [
        action(PIID, number, **({"amount": "100.00", "day": f"2025-{month:02d}-15"} | row))
        for month, (number, row) in enumerate(zip(numbers, rows, strict=True), start=1)
    ]


def told(folder: Path, rows: Iterable[dict[str, str]], *, on: date = ON, piid: str = PIID) -> ContractLife:
    """The life of a contract on a desk that holds these actions."""
    load(folder, ("a.zip", zipped({"a.csv": table(rows)})))
    return life(folder, on=on, piid=piid)


def life(folder: Path, *, on: date = ON, piid: str = PIID, known: date | None = None) -> ContractLife:
    with vigie.open(folder) as desk:
        return desk.contract(piid, on=on, known=known)


def steps(answer: ContractLife, basis: Basis) -> list[tuple[str, Decimal | None, bool]]:
    return [
        (one.modification, one.figure.amount, one.placeholder) for one in answer.ladder if one.figure.basis is basis
    ]


def summary(**said: str) -> dict[str, str]:
    """The summary of the contract above, of an award that was really published else."""
    return SUMMARY | {
        "contract_award_unique_key": f"CONT_AWD_{PIID}_7012_-NONE-_-NONE-", "award_id_piid": PIID, "recipient_name": "ALPHA INC",
        "award_base_action_date": "2025-01-15", "award_latest_action_date": "2025-03-15", ENDS: "2025-06-30",
        "total_obligated_amount": "300.00",
    } | said  # fmt: skip


def report(number: str, **said: str) -> dict[str, str]:
    """A report of a subaward under the contract above."""
    return REPORT | {
        "prime_award_unique_key": f"CONT_AWD_{PIID}_7012_-NONE-_-NONE-", "prime_award_piid": PIID, "prime_award_parent_piid": "",
        "subaward_fsrs_report_id": number, "subaward_number": "S-1", "subaward_amount": "40.00",
        "subaward_action_date": "2025-02-01", "subawardee_name": "GAMMA LLC", "subawardee_uei": "AAAABBBBCCCC",
    } | said  # fmt: skip


def load_summaries(folder: Path, *rows: dict[str, str], seen: date = SEEN) -> None:
    load(folder, (f"awards-{seen}.zip", zipped({"awards.csv": table(rows, list(rows[0]))})), seen=seen)


def load_reports(folder: Path, *rows: dict[str, str], seen: date = SEEN) -> None:
    load(folder, (f"reports-{seen}.zip", zipped({"reports.csv": table(rows, list(rows[0]))})), seen=seen)


# -- steps ----------------------------------------------------------------------------------------------------------------


def test_a_rung_has_a_step_only_where_its_amount_changes(tmp_path: Path) -> None:
    rows = amended(
        {CEILING: "1000.00", EXERCISED: "500.00"},
        {CEILING: "1000.00", EXERCISED: "500.00", "amount": "0.00"},
        {CEILING: "", EXERCISED: "750.00", "amount": "-20.00", OUTLAID: "60.00"},
        {CEILING: "2000.00", EXERCISED: "750.00", "amount": "", OUTLAID: "60.00"},
        {CEILING: "1000.00", EXERCISED: "750.00", "amount": "20.00", OUTLAID: "0.00"},
    )

    answer = told(tmp_path / "desk", rows)

    assert steps(answer, Basis.CEILING) == [
        ("0", Decimal("1000.00"), False), ("P00003", Decimal("2000.00"), False), ("P00004", Decimal("1000.00"), False),
    ]  # fmt: skip
    assert steps(answer, Basis.EXERCISED) == [("0", Decimal("500.00"), False), ("P00002", Decimal("750.00"), False)]
    assert steps(answer, Basis.OUTLAID) == [("P00002", Decimal("60.00"), False), ("P00004", Decimal("0.00"), False)]
    assert steps(answer, Basis.OBLIGATED) == [
        ("0", Decimal("100.00"), False), ("P00002", Decimal("80.00"), False), ("P00004", Decimal("100.00"), False),
    ]  # fmt: skip
    assert [one.figure.on for one in answer.ladder if one.figure.basis is Basis.CEILING] == [
        date(2025, 1, 15), date(2025, 4, 15), date(2025, 5, 15),
    ]  # fmt: skip
    assert {one.figure.evidence[0].pointer for one in answer.ladder if one.modification == "P00003"} == {"row=5"}


def test_the_ladder_ends_on_the_day_asked_about(tmp_path: Path) -> None:
    rows = amended({CEILING: "1000.00"}, {CEILING: "2000.00"}, {CEILING: "3000.00"})

    answer = told(tmp_path / "desk", rows, on=date(2025, 2, 15))

    assert [amount for _, amount, _ in steps(answer, Basis.CEILING)] == [Decimal("1000.00"), Decimal("2000.00")]
    assert [amount for _, amount, _ in steps(answer, Basis.OBLIGATED)] == [Decimal("100.00"), Decimal("200.00")]


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("999999999999.00", True), ("99999999999.99", True), ("999999999.00", True), ("9999999999999.99", True),
        ("-999999999999.00", True), ("99999999.00", False), ("999999998999.00", False), ("1999999999.00", False),
        ("0.00", False), ("0.99", False), ("99999.99", False), ("1000000000.00", False),
    ],
)  # fmt: skip
def test_a_row_of_nines_is_a_placeholder(amount: str, expected: bool) -> None:
    assert is_placeholder(Decimal(amount)) is expected


@pytest.mark.parametrize("nines", ["999999999999.00", "99999999999.99", "999999999.00"])
def test_a_placeholder_is_marked_and_never_shown_or_summed_as_money(nines: str, tmp_path: Path) -> None:
    other = action("70TEST26F00000002", amount="5.00", **{CEILING: "10.00"})
    answer = told(tmp_path / "desk", [*amended({CEILING: nines}, {CEILING: "2000.00"}), other])

    with vigie.open(tmp_path / "desk") as desk:
        sold = desk.sales("ALPHA INC", on=ON)

    assert steps(answer, Basis.CEILING) == [("0", Decimal(nines), True), ("P00001", Decimal("2000.00"), False)]
    assert [(figure.basis, figure.amount) for figure in sold.figures] == [(Basis.OBLIGATED, Decimal("205.00"))]
    for lang in LANGUAGES:
        for said in (Page(lang, 80).write(answer), Page(lang, 80).write(sold), to_json(sold, lang), to_csv(sold, lang)):
            assert "99999999" not in re.sub(r"[\s,]", "", said)
    (marked, *_) = [one for one in json.loads(to_json(answer, "en"))["ladder"] if one["figure"]["basis"] == "ceiling"]
    assert (marked["placeholder"], marked["figure"]["amount"]) == (True, nines)


def test_an_obligation_of_nines_is_money(tmp_path: Path) -> None:
    answer = told(tmp_path / "desk", amended({"amount": "999999999.00"}))

    assert steps(answer, Basis.OBLIGATED) == [("0", Decimal("999999999.00"), False)]


# -- incentives -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "OPERATIONAL PERFORMANCE INCENTIVE FEE", "PERFORMANCE INCENTIVE FEES FOR SKIP TRACING", "INCLUDES AWARD FEE POOL",
        "award-fee plan", "COST INCENTIVE FEE CLIN 0004",
    ],
)  # fmt: skip
def test_words_that_grant_an_incentive_are_quoted(text: str, tmp_path: Path) -> None:
    answer = told(tmp_path / "desk", amended({"transaction_description": "BASE"}, {"transaction_description": text}))

    (found,) = answer.incentives
    assert (found.modification, found.by_pricing, found.words) == ("P00001", False, text)
    assert found.evidence.pointer == "row=3"


@pytest.mark.parametrize(
    "text",
    [
        "PUBLIC TRANSPORTATION INCENTIVE PROGRAM",
        "INCENTIVE PAYMENTS FOR RETENTION",
        "AWARD NOTICE FEE SCHEDULE",
        "RECRUITMENT INCENTIVES",
    ],
)
def test_a_programme_with_the_word_in_it_is_no_incentive(text: str, tmp_path: Path) -> None:
    assert told(tmp_path / "desk", amended({"transaction_description": text})).incentives == ()


@pytest.mark.parametrize(
    ("pricing", "expected"),
    [
        ("FIXED PRICE INCENTIVE", True), ("COST PLUS AWARD FEE", True), ("COST PLUS INCENTIVE FEE", True),
        ("FIRM FIXED PRICE", False), ("LABOR HOURS", False), ("COST PLUS FIXED FEE", False), ("", False),
    ],
)  # fmt: skip
def test_the_pricing_type_tells_of_an_incentive_once(pricing: str, expected: bool, tmp_path: Path) -> None:
    answer = told(tmp_path / "desk", amended(*[{"type_of_contract_pricing": pricing}] * 3))

    found = [(one.modification, one.words, one.by_pricing) for one in answer.incentives]
    assert found == ([("0", pricing, True)] if expected else [])


def test_a_long_text_is_quoted_around_the_words(tmp_path: Path) -> None:
    text = "A " * 100 + "PERFORMANCE INCENTIVE FEE" + " B" * 100

    (found,) = told(tmp_path / "desk", amended({"transaction_description": text})).incentives

    assert "PERFORMANCE INCENTIVE FEE" in found.words
    assert found.words.startswith("… ")
    assert found.words.endswith(" …")
    assert len(found.words) < 160


# -- terms and the end -------------------------------------------------------------------------------------------------------


def test_terms_are_those_of_the_last_action_that_says_them(tmp_path: Path) -> None:
    rows = amended(
        {"awarding_office_name": "OFFICE ONE", "extent_competed": "FULL", ENDS: "2025-12-31", "type_of_contract_pricing": "LABOR HOURS",
         "solicitation_identifier": "S1", "recipient_parent_name": "ALPHA HOLDING INC"},
        {"awarding_office_name": "OFFICE TWO", ENDS: "2026-12-31", "product_or_service_code": "R499"},
        {"naics_code": "561611"},
    )  # fmt: skip

    answer = told(tmp_path / "desk", rows)
    early = life(tmp_path / "desk", on=date(2025, 1, 31))

    found = answer.terms
    assert (found.office, found.competition, found.pricing, found.ends) == (
        "OFFICE TWO",
        "FULL",
        "LABOR HOURS",
        date(2026, 12, 31),
    )
    assert (found.solicitation, found.parent, found.starts) == ("S1", "ALPHA HOLDING INC", None)
    assert (found.product_service_code, found.naics_code) == ("R499", "561611")
    assert (early.terms.office, early.terms.ends, early.terms.naics_code) == ("OFFICE ONE", date(2025, 12, 31), None)


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2025, 6, 29), Status.OPEN), (date(2025, 6, 30), Status.OPEN), (date(2025, 7, 1), Status.ENDED)],
)
def test_a_contract_is_open_up_to_its_end_date(on: date, expected: Status, tmp_path: Path) -> None:
    assert told(tmp_path / "desk", amended({ENDS: "2025-06-30"}), on=on).contract.status is expected


def test_words_that_close_a_contract_go_before_its_end_date(tmp_path: Path) -> None:
    rows = amended(
        {ENDS: "2029-06-30"}, {ENDS: "2029-06-30", "transaction_description": "CLOSEOUT OF CONTRACT", "amount": "0.00"}
    )

    assert told(tmp_path / "desk", rows, on=date(2026, 1, 1)).contract.status is Status.CLOSED_OUT


@pytest.mark.parametrize(
    ("latest", "ends", "state"),
    [("2025-03-15", date(2025, 6, 30), Status.OPEN), ("2025-04-01", date(2025, 6, 30), Status.OPEN),
     ("2025-03-14", None, Status.NOT_HELD), ("", None, Status.NOT_HELD)],
)  # fmt: skip
def test_a_summary_gives_the_end_only_if_it_knows_of_the_last_action(
    latest: str, ends: date | None, state: Status, tmp_path: Path
) -> None:
    told(tmp_path / "desk", amended({}, {}, {}))
    load_summaries(tmp_path / "desk", summary(award_latest_action_date=latest))

    found = life(tmp_path / "desk", on=date(2025, 5, 1)).contract

    assert (found.ends, found.status) == (ends, state)


def test_the_end_an_action_gives_goes_before_that_of_a_summary(tmp_path: Path) -> None:
    told(tmp_path / "desk", amended({}, {}, {ENDS: "2025-09-30"}))
    load_summaries(tmp_path / "desk", summary(award_latest_action_date="2025-08-01"))

    assert life(tmp_path / "desk").contract.ends == date(2025, 9, 30)


# -- summaries ----------------------------------------------------------------------------------------------------------------


def test_a_summary_is_told_beside_the_actions_and_never_added(tmp_path: Path) -> None:
    told(tmp_path / "desk", amended({}, {}, {}))
    load_summaries(tmp_path / "desk", summary(total_obligated_amount="999.00", **{CEILING: "999999999999.00"}))

    answer = life(tmp_path / "desk")
    with vigie.open(tmp_path / "desk") as desk:
        sold = desk.sales("ALPHA INC", on=ON)

    (found,) = answer.summaries
    assert answer.contract.figures[0].amount == Decimal("300.00")
    assert {one.figure.basis: one.figure.amount for one in found.totals}[Basis.OBLIGATED] == Decimal("999.00")
    assert {one.figure.basis for one in found.totals if one.placeholder} == {Basis.CEILING}
    assert all(one.figure.on == SEEN for one in found.totals)
    assert (sold.figures[0].amount, sold.summarized) == (Decimal("300.00"), None)


def test_where_no_action_is_held_a_contract_rests_on_its_summary(tmp_path: Path) -> None:
    load_summaries(tmp_path / "desk", summary())

    answer = life(tmp_path / "desk")
    with vigie.open(tmp_path / "desk") as desk:
        sold, before = desk.sales("ALPHA INC", on=ON), desk.sales("ALPHA INC", on=date(2025, 3, 14))

    assert (answer.contract.figures[0].amount, answer.contract.signed) == (Decimal("300.00"), date(2025, 1, 15))
    assert (answer.actions, answer.ladder) == ((), ())
    assert sold.figures == ()
    assert sold.summarized is not None
    assert (sold.summarized.figure.amount, sold.summarized.records) == (Decimal("300.00"), 1)
    assert before.summarized is None
    assert life(tmp_path / "desk", on=date(2025, 3, 14)).contract.figures[0].amount is None


def test_the_newest_summary_stands_and_the_earlier_one_is_still_known(tmp_path: Path) -> None:
    load_summaries(tmp_path / "desk", summary())
    load_summaries(tmp_path / "desk", summary(total_obligated_amount="450.00"), seen=date(2026, 8, 20))

    now, then = life(tmp_path / "desk"), life(tmp_path / "desk", known=SEEN)

    assert [one.totals[0].figure.amount for one in now.summaries] == [Decimal("450.00")]
    assert [one.totals[0].figure.amount for one in then.summaries] == [Decimal("300.00")]
    assert now.contract.figures[0].amount == Decimal("450.00")


def test_an_older_summary_loaded_later_does_not_stand(tmp_path: Path) -> None:
    load_summaries(tmp_path / "desk", summary(total_obligated_amount="450.00"), seen=date(2026, 8, 20))
    load_summaries(tmp_path / "desk", summary())

    assert [one.totals[0].figure.amount for one in life(tmp_path / "desk").summaries] == [Decimal("450.00")]


# -- subawards ------------------------------------------------------------------------------------------------------------------


def test_a_subaward_reported_again_is_flagged_and_counted_once(tmp_path: Path) -> None:
    told(tmp_path / "desk", amended({}))
    rows = [report("1"), report("2"), report("3", subaward_amount="41.00"), report("4", subaward_action_date="2025-02-02"),
            report("5", subawardee_uei="DDDDEEEEFFFF", subawardee_name="DELTA LLC")]  # fmt: skip
    load_reports(tmp_path / "desk", *rows)

    answer = life(tmp_path / "desk")
    with vigie.open(tmp_path / "desk") as desk:
        passed_on = desk.sales("GAMMA LLC", on=ON)

    assert sorted((one.evidence.pointer, one.reported_again) for one in answer.subawards) == [
        ("row=2", False), ("row=3", True), ("row=4", False), ("row=5", False), ("row=6", False),
    ]  # fmt: skip
    assert answer.contract.figures[0].amount == Decimal("100.00")
    assert {one.figure.basis for one in answer.subawards} == {Basis.SUBAWARDED}
    assert passed_on.figures == ()
    assert passed_on.subawarded is not None
    assert (passed_on.subawarded.figure.amount, passed_on.subawarded.records, passed_on.subawarded.reported_again) == (
        Decimal("121.00"), 4, 1,
    )  # fmt: skip


def test_a_report_seen_again_on_a_later_day_is_one_report_as_seen_last(tmp_path: Path) -> None:
    told(tmp_path / "desk", amended({}))
    load_reports(tmp_path / "desk", report("1"))
    load_reports(tmp_path / "desk", report("1", subaward_amount="45.00"), seen=date(2026, 8, 20))

    now, then = life(tmp_path / "desk"), life(tmp_path / "desk", known=SEEN)

    assert [(one.figure.amount, one.reported_again) for one in now.subawards] == [(Decimal("45.00"), False)]
    assert [one.figure.amount for one in then.subawards] == [Decimal("40.00")]
    assert life(tmp_path / "desk", on=date(2025, 1, 31)).subawards == ()


# -- as text and as JSON ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with a contract of which everything is held, with long words."""
    folder = tmp_path_factory.mktemp("full") / "desk"
    long = {
        "awarding_office_name": "DETENTION COMPLIANCE AND REMOVALS OF THE WESTERN AND THE EASTERN REGION",
        "extent_competed": "FULL AND OPEN COMPETITION AFTER EXCLUSION OF SOURCES", "type_of_contract_pricing": "FIXED PRICE INCENTIVE",
        "recipient_parent_name": "ALPHA INTERNATIONAL HOLDING AND MANAGEMENT CORPORATION OF AMERICA INC", "solicitation_identifier": "S1",
        "recipient_name": "ALPHA INTERNATIONAL SERVICES AND TECHNOLOGIES OF NORTH AMERICA LLC", OUTLAID: "12.00",
        "period_of_performance_start_date": "2025-01-15", ENDS: "2026-12-31", EXERCISED: "123456789012.34",
        "period_of_performance_potential_end_date": "2029-12-31 00:00:00",
        "transaction_description": "OPERATIONAL PERFORMANCE INCENTIVE FEE FOR EVERYTHING THAT IS LOCATED WITHIN SEVEN DAYS OF THE ORDER",
    }  # fmt: skip
    told(
        folder,
        amended(
            *[long | {CEILING: f"{number}000000000.00"} for number in range(1, 9)], long | {CEILING: "999999999999.00"}
        ),
    )
    load_summaries(folder, summary(awarding_office_name=long["awarding_office_name"], **{CEILING: "999999999999.00"}))
    load_reports(
        folder,
        report("1", subawardee_name=long["recipient_name"]),
        report("2", subawardee_name=long["recipient_name"]),
    )
    return folder


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("limit", [0, 3, 20])
def test_the_page_of_a_contract_fits_the_terminal(full: Path, width: int, lang: str, limit: int) -> None:
    answer = life(full)

    said = Page(lang, width, limit).write(answer)

    assert [line for line in said.splitlines() if len(line) > width and " " in line.strip()] == []
    assert "{" not in said
    words = " ".join(said.split())
    assert "INCENTIVE FEE" in words
    assert "99999999" not in re.sub(r"[\s,]", "", said)


def test_the_page_says_in_both_languages_what_it_shows(full: Path) -> None:
    english, french = (" ".join(Page(lang, 80, 0).write(life(full)).split()) for lang in ("en", "fr"))

    assert english != french
    for said in (english, french):
        assert "OFFICE" in said or "DETENTION COMPLIANCE" in said
        assert "123" in said


def test_the_steps_left_out_are_counted(full: Path) -> None:
    few, every = Page("en", 80, 2).write(life(full)), Page("en", 80, 0).write(life(full))

    assert len(few.splitlines()) < len(every.splitlines())
    assert "7 " in few


def test_the_keys_of_json_are_stable_and_alike_in_both_languages(full: Path) -> None:
    english, french = (json.loads(to_json(life(full), lang)) for lang in ("en", "fr"))

    assert list(english) == list(french)
    assert list(english) == [
        "contract", "on", "known", "actions", "corrections", "terms", "ladder", "incentives", "summaries", "subawards",
        "reported", "protest_leads", "coverage",
    ]  # fmt: skip
    assert list(english["ladder"][0]) == ["figure", "modification", "placeholder"]
    assert list(english["ladder"][0]["figure"]) == ["basis", "currency", "amount", "on", "evidence"]
    assert list(english["incentives"][0]) == ["action_date", "modification", "words", "by_pricing", "evidence"]
    assert list(english["terms"]) == [
        "starts", "ends", "ends_potential", "pricing", "competition", "office", "parent", "solicitation", "product_service_code",
        "naics_code",
    ]  # fmt: skip
    assert list(english["summaries"][0]) == [
        "award", "supplier", "seen", "first_action", "last_action", "totals", "terms", "evidence",
    ]  # fmt: skip
    assert list(english["subawards"][0]) == [
        "supplier", "figure", "action_date", "subaward_number", "description", "reported_again", "evidence",
    ]  # fmt: skip
    assert english["ladder"] == french["ladder"]
    assert english["ladder"][0]["figure"]["amount"] == "100.00"


def test_every_figure_of_a_ladder_leads_to_the_row_that_says_it(full: Path) -> None:
    answer = life(full)
    columns = {Basis.CEILING: CEILING, Basis.EXERCISED: EXERCISED, Basis.OUTLAID: OUTLAID}
    told_of: list[Step | Incentive] = [*answer.ladder, *answer.incentives]

    with vigie.open(full) as desk:
        for one in told_of:
            evidence = one.figure.evidence[0] if isinstance(one, Step) else one.evidence
            (row,) = desk.evidence(evidence.sha256, evidence.pointer).rows
            assert row.cells["modification_number"] == one.modification
            if isinstance(one, Step) and one.figure.basis in columns:
                assert Decimal(row.cells[columns[one.figure.basis]]) == one.figure.amount
