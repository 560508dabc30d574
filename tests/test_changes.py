"""What changed between two days, on histories worked out by hand: happened, published, corrected, withdrawn, not observed."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

import vigie
from tests.histories import NOW, Captured, Row, captured, day, falling, hand_over, history, table
from vigie.archive.capture import Capturing, Doubt
from vigie.cli.main import run
from vigie.desk import create
from vigie.desk.handed import Handed
from vigie.errors import PeriodError
from vigie.evidence import Evidence
from vigie.questions.changes import Changes
from vigie.records.change import ChangeKind, Difference, Observation
from vigie.sources.manifest import Promise

A = Row()
B = Row(piid="70TEST26F00000002", supplier="CHARLIE CORPORATION", amount="40.00")
AMENDED = replace(A, modification="P00001", amount="-30.00", day="2026-01-07")


def asked(
    folder: Path,
    since: str = "2026-01-01",
    until: str = "2026-08-31",
    known: str | None = None,
    buyer: str | None = None,
) -> Changes:
    """What changed, the whole time unless days are given."""
    with vigie.open(folder) as desk:
        return desk.changes(since=day(since), until=day(until), known=day(known) if known else None, buyer=buyer)


def said_nothing(changes: Changes) -> bool:
    found = (
        changes.programs,
        changes.happened,
        changes.published,
        changes.corrected,
        changes.withdrawn,
        changes.not_observed,
    )
    return found == ((), (), (), (), (), ()) and changes.undated == 0


# -- happened, published, undated -----------------------------------------------------------------------------------------


def test_an_action_of_these_days_happened(tmp_path: Path) -> None:
    files = captured("2026-01-05", A), captured("2026-01-12", A, AMENDED)

    changes = asked(history(tmp_path / "desk", *files), "2026-01-06", "2026-01-12")

    (change,) = changes.happened
    assert (change.kind, change.piid, change.modification) == (ChangeKind.AMENDMENT, A.piid, "P00001")
    assert (change.happened, change.seen) == (date(2026, 1, 7), date(2026, 1, 12))
    assert (change.absent, change.absent_complete, change.lag) == (date(2026, 1, 5), True, 5)
    assert change.figures[0].amount == Decimal("-30.00")
    assert change.evidence == Evidence(files[1].sha256, "row=3")
    assert (changes.published, changes.corrected, changes.undated) == ((), (), 0)


def test_what_an_action_is_to_its_contract(tmp_path: Path) -> None:
    order = Row(piid="70TEST26F00000003", framework="70TEST26D00000001", day="2026-01-06")
    bare = Row(piid="70TEST26F00000004", day="2026-01-08")
    file = captured("2026-01-12", A, AMENDED, order, bare)

    changes = asked(history(tmp_path / "desk", file), "2026-01-06", "2026-01-12")

    assert [(one.modification, one.kind) for one in changes.happened] == [
        ("0", ChangeKind.NEW_ORDER),
        ("P00001", ChangeKind.AMENDMENT),
        ("0", ChangeKind.NEW_CONTRACT),
    ]


def test_an_action_in_the_first_capture_of_its_days_has_no_lag(tmp_path: Path) -> None:
    changes = asked(history(tmp_path / "desk", captured("2026-01-12", A, AMENDED)), "2026-01-06", "2026-01-12")

    (change,) = changes.happened
    assert (change.absent, change.absent_complete, change.lag) == (None, False, None)


def test_an_action_that_an_incomplete_capture_lacked_may_have_been_there(tmp_path: Path) -> None:
    folder = history(tmp_path / "desk", captured("2026-01-05", A, B, B), captured("2026-01-12", A, B, AMENDED))

    (change,) = asked(folder, "2026-01-06", "2026-01-12").happened

    assert (change.absent, change.absent_complete, change.lag) == (date(2026, 1, 5), False, 5)


def test_an_action_is_absent_since_the_last_capture_without_it(tmp_path: Path) -> None:
    folder = history(
        tmp_path / "desk", captured("2026-01-05", A), captured("2026-01-09", A), captured("2026-01-12", A, AMENDED)
    )

    (change,) = asked(folder, "2026-01-06", "2026-01-12").happened

    assert change.absent == date(2026, 1, 9)


def test_a_capture_that_does_not_list_its_days_says_nothing_of_an_action(tmp_path: Path) -> None:
    elsewhere = captured("2026-01-05", replace(A, day="2025-09-01"), replace(B, agency="CBP"))

    (change,) = asked(history(tmp_path / "desk", elsewhere, captured("2026-01-12", B, AMENDED)), "2026-01-06").happened

    assert (change.modification, change.absent, change.lag) == ("P00001", None, None)


def test_an_older_action_first_seen_in_these_days_was_published_in_them(tmp_path: Path) -> None:
    late = replace(A, modification="P00002", day="2025-12-20")
    folder = history(tmp_path / "desk", captured("2026-01-05", A), captured("2026-01-12", A, late))

    changes = asked(folder, "2026-01-06", "2026-01-12")

    (change,) = changes.published
    assert (change.modification, change.happened, change.seen) == ("P00002", date(2025, 12, 20), date(2026, 1, 12))
    assert (change.absent, change.lag) == (date(2026, 1, 5), 23)
    assert (changes.happened, changes.undated) == ((), 0)


def test_older_actions_in_the_first_capture_of_their_days_are_only_counted(tmp_path: Path) -> None:
    changes = asked(history(tmp_path / "desk", captured("2026-01-05", A, B)), "2026-01-01", "2026-01-05")

    assert changes.undated == 2
    assert (changes.happened, changes.published) == ((), ())


def test_an_action_happens_once(tmp_path: Path) -> None:
    files = [captured(f"2026-01-{place:02d}", A, AMENDED) for place in range(8, 12)]

    folder = history(tmp_path / "desk", captured("2026-01-05", A), *files)

    assert len(asked(folder, "2026-01-06", "2026-01-12").happened) == 1
    assert said_nothing(asked(folder, "2026-01-09", "2026-01-12"))


def test_a_buyer_is_told_its_own(tmp_path: Path) -> None:
    other = replace(AMENDED, piid="70TEST26F00000009", agency="CBP")
    folder = history(tmp_path / "desk", captured("2026-01-12", A, AMENDED, other))

    found = {name: asked(folder, "2026-01-06", "2026-01-12", buyer=name) for name in ("ICE", "CBP")}

    assert {name: [one.buyer for one in changes.happened] for name, changes in found.items()} == {
        "ICE": ["7012"], "CBP": ["7014"],
    }  # fmt: skip
    assert len(asked(folder, "2026-01-06", "2026-01-12").happened) == 2


def test_days_without_captures_or_actions_changed_nothing(tmp_path: Path) -> None:
    folder = history(tmp_path / "desk", captured("2026-01-05", A), captured("2026-01-12", A, AMENDED))

    assert said_nothing(asked(folder, "2026-03-01", "2026-03-31"))
    assert said_nothing(asked(folder, "2026-01-08", "2026-01-11"))
    assert said_nothing(asked(folder, "2025-11-04", "2025-12-31"))


def test_an_action_of_days_without_captures_happened_all_the_same(tmp_path: Path) -> None:
    folder = history(tmp_path / "desk", captured("2026-01-05", A), captured("2026-01-12", A, AMENDED))

    (change,) = asked(folder, "2026-01-07", "2026-01-07").happened

    assert (change.modification, change.seen) == ("P00001", date(2026, 1, 12))


def test_an_empty_desk_says_nothing_changed(tmp_path: Path) -> None:
    create(tmp_path / "desk")

    assert said_nothing(asked(tmp_path / "desk"))


def test_an_amendment_by_another_supplier_says_so_with_the_evidence_of_both(tmp_path: Path) -> None:
    file = captured("2026-01-12", A, replace(AMENDED, supplier="BRAVO LLC"))

    (change,) = asked(history(tmp_path / "desk", file), "2026-01-06", "2026-01-12").happened

    assert change.differences == (Difference("supplier", "ALPHA INC", "BRAVO LLC"),)
    assert (change.before, change.evidence) == (Evidence(file.sha256, "row=2"), Evidence(file.sha256, "row=3"))


def test_an_amendment_that_raises_the_ceiling_and_moves_the_end_says_so(tmp_path: Path) -> None:
    header = ("contract_transaction_unique_key", "contract_award_unique_key", "award_id_piid", "modification_number", "action_date",
              "federal_action_obligation", "potential_total_value_of_award", "period_of_performance_current_end_date",
              "awarding_agency_name", "recipient_name", "transaction_description")  # fmt: skip
    award = "CONT_AWD_70TEST26F00000001_7012_-NONE-_-NONE-"
    rows = [
        ["7012_-NONE-_70TEST26F00000001_0", award, "70TEST26F00000001", "0", "2025-11-03", "100.00", "1000.00", "2026-06-30",
         "DHS", "ALPHA INC", "SUPPORT"],
        ["7012_-NONE-_70TEST26F00000001_P00001", award, "70TEST26F00000001", "P00001", "2026-01-07", "0.00", "1500.00", "2026-12-31",
         "DHS", "ALPHA INC", "SUPPORT"],
    ]  # fmt: skip
    (tmp_path / "prime.csv").write_bytes(table(rows, header=header))
    create(tmp_path / "desk")
    with vigie.open(tmp_path / "desk") as desk:
        desk.load(tmp_path / "prime.csv", source="usaspending", seen=date(2026, 1, 12))

    (change,) = asked(tmp_path / "desk", "2026-01-06", "2026-01-12").happened

    assert change.differences == (
        Difference("ceiling", Decimal("1000.00"), Decimal("1500.00")),
        Difference("ends", date(2026, 6, 30), date(2026, 12, 31)),
    )


def test_an_amendment_that_closes_or_goes_on_is_said_to_say_so(tmp_path: Path) -> None:
    closing = replace(AMENDED, description="CLOSE OUT OF THE CONTRACT")
    going_on = replace(AMENDED, piid=B.piid, description="EXTEND THE PERIOD OF PERFORMANCE 60 DAYS")
    folder = history(tmp_path / "desk", captured("2026-01-12", A, B, closing, going_on))

    found = asked(folder, "2026-01-06", "2026-01-12").happened

    assert [(one.says_closed_out, one.says_continues, one.term) for one in found] == [
        (True, False, None),
        (False, True, "60 DAYS"),
    ]


# -- corrected ----------------------------------------------------------------------------------------------------------


def test_a_corrected_supplier_is_a_correction_and_nothing_that_happened(tmp_path: Path) -> None:
    files = captured("2026-01-05", A, B), captured("2026-01-12", B, replace(A, supplier="BRAVO LLC"))
    folder = history(tmp_path / "desk", *files)

    changes = asked(folder, "2026-01-06", "2026-01-12")

    (change,) = changes.corrected
    assert (change.piid, change.happened, change.seen) == (A.piid, date(2025, 11, 3), date(2026, 1, 12))
    assert change.differences == (Difference("supplier", "ALPHA INC", "BRAVO LLC"),)
    assert change.before == Evidence(files[0].sha256, "row=2")
    assert change.evidence == Evidence(files[1].sha256, "row=3")
    assert (changes.happened, changes.published, changes.undated) == ((), (), 0)


def test_an_action_that_happened_and_was_corrected_in_these_days_is_both_once(tmp_path: Path) -> None:
    folder = history(
        tmp_path / "desk",
        captured("2026-01-05", A),
        captured("2026-01-12", A, AMENDED),
        captured("2026-01-19", A, replace(AMENDED, amount="-35.00")),
    )

    changes = asked(folder, "2026-01-06", "2026-01-19")

    (happened,), (corrected,) = changes.happened, changes.corrected
    assert (happened.figures[0].amount, happened.seen, happened.lag) == (Decimal("-35.00"), date(2026, 1, 12), 5)
    assert corrected.differences == (Difference("obligated", Decimal("-30.00"), Decimal("-35.00")),)
    assert asked(folder, "2026-01-13", "2026-01-19").happened == ()


CORRECTED: list[tuple[str, dict[str, str], tuple[Difference, ...]]] = [
    ("an amount", {"amount": "90.00"}, (Difference("obligated", Decimal("100.00"), Decimal("90.00")),)),
    ("an amount no longer reported", {"amount": ""}, (Difference("obligated", Decimal("100.00"), None),)),
    ("a day", {"day": "2025-11-04"}, (Difference("action_date", date(2025, 11, 3), date(2025, 11, 4)),)),
    ("words", {"description": "OTHER"}, (Difference("description", "SUPPORT", "OTHER"),)),
    ("a framework", {"framework": "70TEST26D00000001"}, (Difference("framework", "-NONE-", "70TEST26D00000001"),)),
    ("three at once", {"day": "2025-11-04", "supplier": "BRAVO LLC", "amount": "90.00"}, (
        Difference("action_date", date(2025, 11, 3), date(2025, 11, 4)), Difference("supplier", "ALPHA INC", "BRAVO LLC"),
        Difference("obligated", Decimal("100.00"), Decimal("90.00")),
    )),
]  # fmt: skip


@pytest.mark.parametrize(("case", "change", "differences"), CORRECTED, ids=[one[0] for one in CORRECTED])
def test_each_field_that_reads_otherwise_is_named_with_before_and_now(
    case: str, change: dict[str, str], differences: tuple[Difference, ...], tmp_path: Path
) -> None:
    folder = history(tmp_path / "desk", captured("2026-01-05", A), captured("2026-01-12", replace(A, **change)))

    (found,) = asked(folder, "2026-01-06", "2026-01-12").corrected

    assert found.differences == differences


def test_a_framework_that_comes_to_be_held_is_no_correction(tmp_path: Path) -> None:
    order = replace(A, framework="70TEST26D00000001")
    folder = history(tmp_path / "desk", captured("2026-01-05", order, columns=9), captured("2026-01-12", order))

    assert said_nothing(asked(folder, "2026-01-06", "2026-01-12"))


def test_a_framework_not_published_any_more_is_no_correction(tmp_path: Path) -> None:
    order = replace(A, framework="70TEST26D00000001")
    folder = history(tmp_path / "desk", captured("2026-01-05", order), captured("2026-01-12", order, columns=9))

    assert said_nothing(asked(folder, "2026-01-06", "2026-01-12"))


def test_rows_in_another_order_or_place_are_no_correction(tmp_path: Path) -> None:
    folder = history(tmp_path / "desk", captured("2026-01-05", A, B), captured("2026-01-12", B, A))

    assert said_nothing(asked(folder, "2026-01-06", "2026-01-12"))


def test_a_new_amendment_does_not_correct_those_before_it(tmp_path: Path) -> None:
    folder = history(tmp_path / "desk", captured("2026-01-05", A), captured("2026-01-12", A, AMENDED))

    assert asked(folder, "2026-01-06", "2026-01-12").corrected == ()


def test_a_correction_taken_back_is_two(tmp_path: Path) -> None:
    renamed = replace(A, supplier="BRAVO LLC")
    folder = history(
        tmp_path / "desk", captured("2026-01-05", A), captured("2026-01-12", renamed), captured("2026-01-19", A)
    )

    both = asked(folder, "2026-01-06", "2026-01-19").corrected
    second = asked(folder, "2026-01-13", "2026-01-19").corrected

    assert [one.differences[0].now for one in both] == ["BRAVO LLC", "ALPHA INC"]
    assert [one.differences[0].before for one in second] == ["BRAVO LLC"]


def test_what_is_put_right_within_a_day_is_no_correction(tmp_path: Path) -> None:
    folder = history(
        tmp_path / "desk",
        captured("2026-01-05", A),
        captured("2026-01-12T08:00:00+00:00", replace(A, supplier="BRAVO LLC")),
        captured("2026-01-12T16:00:00+00:00", A),
    )

    assert asked(folder, "2026-01-06", "2026-01-12").corrected == ()


def test_a_correction_by_an_older_capture_loaded_later_is_of_the_day_it_was_seen(tmp_path: Path) -> None:
    renamed = replace(A, supplier="BRAVO LLC")
    folder = history(
        tmp_path / "desk", captured("2026-01-05", A), captured("2026-01-19", renamed), captured("2026-01-12", renamed)
    )

    found = asked(folder).corrected

    assert [(one.seen, one.differences) for one in found] == [
        (date(2026, 1, 12), (Difference("supplier", "ALPHA INC", "BRAVO LLC"),))
    ]


def test_an_older_capture_loaded_later_moves_the_day_an_action_was_first_seen(tmp_path: Path) -> None:
    folder = history(
        tmp_path / "desk",
        captured("2026-01-05", A),
        captured("2026-01-19", A, replace(AMENDED, amount="-35.00")),
        captured("2026-01-12", A, AMENDED),
    )

    (change,) = asked(folder, "2026-01-06", "2026-01-31").happened

    assert (change.seen, change.lag, change.figures[0].amount) == (date(2026, 1, 12), 5, Decimal("-35.00"))


# -- withdrawn, not observed --------------------------------------------------------------------------------------------


def test_one_row_that_disappears_from_two_complete_captures_is_one_withdrawn(tmp_path: Path) -> None:
    files = captured("2026-01-05", A, B), captured("2026-01-12", A), captured("2026-01-19", A)

    changes = asked(history(tmp_path / "desk", *files))

    (absence,) = changes.withdrawn
    assert (absence.piid, absence.modification, absence.supplier) == (B.piid, "0", "CHARLIE CORPORATION")
    assert (absence.happened, absence.last_seen) == (date(2025, 11, 3), date(2026, 1, 5))
    assert absence.evidence == Evidence(files[0].sha256, "row=3")
    assert absence.figures[0].amount == Decimal("40.00")
    assert absence.absences == (
        Observation(date(2026, 1, 12), True, files[1].sha256),
        Observation(date(2026, 1, 19), True, files[2].sha256),
    )
    assert changes.not_observed == ()


def test_one_row_that_disappears_is_one_not_observed_when_the_second_capture_is_incomplete(tmp_path: Path) -> None:
    files = captured("2026-01-05", A, B), captured("2026-01-12", A), captured("2026-01-19", A, A)

    changes = asked(history(tmp_path / "desk", *files))

    (absence,) = changes.not_observed
    assert (absence.piid, [one.complete for one in absence.absences]) == (B.piid, [True, False])
    assert changes.withdrawn == ()


def test_one_complete_capture_without_a_row_withdraws_nothing(tmp_path: Path) -> None:
    changes = asked(history(tmp_path / "desk", captured("2026-01-05", A, B), captured("2026-01-12", A)))

    assert [one.piid for one in changes.not_observed] == [B.piid]
    assert changes.withdrawn == ()


def test_incomplete_captures_between_complete_ones_do_not_count(tmp_path: Path) -> None:
    files = (
        captured("2026-01-12", A, A),
        captured("2026-01-19", A),
        captured("2026-01-26", A, A),
        captured("2026-02-02", A),
    )

    (absence,) = asked(history(tmp_path / "desk", captured("2026-01-05", A, B), *files)).withdrawn

    assert [one.complete for one in absence.absences] == [False, True, False, True]


@pytest.mark.parametrize(
    "rows", [(A, A), (A, replace(B, piid="70TEST26F00000003", amount="N/A"))], ids=["repeated", "set aside"]
)
def test_any_number_of_incomplete_captures_withdraws_nothing(rows: tuple[Row, ...], tmp_path: Path) -> None:
    files = [captured(f"2026-01-{place:02d}", *rows) for place in range(6, 10)]

    changes = asked(history(tmp_path / "desk", captured("2026-01-05", A, B), *files))

    assert [len(one.absences) for one in changes.not_observed] == [4]
    assert changes.withdrawn == ()


def test_a_row_counts_as_withdrawn_on_the_day_of_the_second_complete_capture_without_it(tmp_path: Path) -> None:
    folder = history(
        tmp_path / "desk", captured("2026-01-05", A, B), captured("2026-01-12", A), captured("2026-01-19", A)
    )

    assert said_nothing(asked(folder, "2026-01-06", "2026-01-18"))
    assert len(asked(folder, "2026-01-19", "2026-01-19").withdrawn) == 1
    assert said_nothing(asked(folder, "2026-01-20", "2026-01-31"))


def test_what_was_known_by_then_is_what_is_said_to_be_absent(tmp_path: Path) -> None:
    folder = history(
        tmp_path / "desk",
        captured("2026-01-05", A, B), captured("2026-01-12", A), captured("2026-01-19", A), captured("2026-01-26", A, B),
    )  # fmt: skip

    found = {known: asked(folder, known=known) for known in ("2026-01-05", "2026-01-12", "2026-01-19", "2026-01-26")}

    assert {known: (len(one.not_observed), len(one.withdrawn)) for known, one in found.items()} == {
        "2026-01-05": (0, 0), "2026-01-12": (1, 0), "2026-01-19": (0, 1), "2026-01-26": (0, 0),
    }  # fmt: skip


def test_a_row_that_returns_is_not_absent(tmp_path: Path) -> None:
    folder = history(
        tmp_path / "desk", captured("2026-01-05", A, B), captured("2026-01-12", A), captured("2026-01-19", A, B)
    )

    assert said_nothing(asked(folder, "2026-01-06"))


def test_a_row_that_returns_otherwise_is_corrected_and_not_absent(tmp_path: Path) -> None:
    folder = history(
        tmp_path / "desk",
        captured("2026-01-05", A, B), captured("2026-01-12", A), captured("2026-01-19", A, replace(B, amount="45.00")),
    )  # fmt: skip

    changes = asked(folder, "2026-01-06")

    assert [one.differences for one in changes.corrected] == [
        (Difference("obligated", Decimal("40.00"), Decimal("45.00")),)
    ]
    assert (changes.withdrawn, changes.not_observed) == ((), ())


def test_a_row_that_leaves_comes_back_and_leaves_again_is_absent_since_it_left_last(tmp_path: Path) -> None:
    folder = history(
        tmp_path / "desk",
        captured("2026-01-05", A, B), captured("2026-01-12", A), captured("2026-01-19", A, B), captured("2026-01-26", A),
    )  # fmt: skip

    (absence,) = asked(folder).not_observed

    assert (absence.last_seen, [one.day for one in absence.absences]) == (date(2026, 1, 19), [date(2026, 1, 26)])


def test_the_order_of_loading_makes_no_row_absent(tmp_path: Path) -> None:
    files = captured("2026-01-05", A, B), captured("2026-01-12", A), captured("2026-01-19", A, B)

    folder = history(tmp_path / "desk", files[2], files[0], files[1])

    assert said_nothing(asked(folder, "2026-01-06"))


CUT = captured("2026-01-12", *falling(100, last=50))


@pytest.mark.parametrize(
    ("amount", "absent"), [("49.99", False), ("50.00", False), ("50.01", True), ("-5.00", False), ("", False)]
)
def test_a_row_beyond_a_cut_is_not_missed(amount: str, absent: bool, tmp_path: Path) -> None:
    row = replace(B, amount=amount)

    changes = asked(history(tmp_path / "desk", captured("2026-01-05", row, *falling(100, last=50)), CUT))

    assert [one.piid for one in changes.not_observed] == [B.piid] * absent
    assert changes.withdrawn == ()


def test_a_cut_listing_afterwards_does_not_unsay_what_complete_ones_showed(tmp_path: Path) -> None:
    page = falling(99, last=50)
    files = captured("2026-01-05", *page, B), captured("2026-01-06", *page), captured("2026-01-07", *page)

    folder = history(tmp_path / "desk", *files, CUT)

    assert [one.piid for one in asked(folder, known="2026-01-07").withdrawn] == [B.piid]
    assert [one.piid for one in asked(folder).withdrawn] == [B.piid]


def test_a_row_published_after_a_cut_listing_was_not_absent_from_it(tmp_path: Path) -> None:
    folder = history(tmp_path / "desk", CUT, captured("2026-01-19", *falling(100, last=50), AMENDED))

    (change,) = asked(folder, "2026-01-06", "2026-01-19").happened

    assert (change.modification, change.absent, change.lag) == ("P00001", None, None)


def test_an_action_whose_day_moved_into_another_fiscal_year_is_not_withdrawn(tmp_path: Path) -> None:
    year_before = Row(piid="70TEST25F00000001", day="2025-09-15")
    moved = replace(B, day="2025-09-30")
    folder = history(
        tmp_path / "desk",
        captured("2025-12-01T12:00:00+00:00", year_before), captured("2025-12-01T12:00:01+00:00", A, replace(B, day="2025-10-02")),
        captured("2025-12-08T12:00:00+00:00", year_before, moved), captured("2025-12-08T12:00:01+00:00", A),
        captured("2025-12-15T12:00:00+00:00", year_before, moved), captured("2025-12-15T12:00:01+00:00", A),
    )  # fmt: skip

    changes = asked(folder, "2025-12-02")

    assert [one.differences for one in changes.corrected] == [
        (Difference("action_date", date(2025, 10, 2), date(2025, 9, 30)),)
    ]
    assert (changes.withdrawn, changes.not_observed) == ((), ())


def test_captures_of_another_buyer_or_year_do_not_miss_a_row(tmp_path: Path) -> None:
    elsewhere = replace(A, agency="CBP"), replace(B, day="2025-09-15")
    files = [captured(f"2026-01-{place:02d}", one) for place, one in zip(range(6, 10), elsewhere * 2, strict=True)]

    changes = asked(history(tmp_path / "desk", captured("2026-01-05", A), *files))

    assert (changes.withdrawn, changes.not_observed) == ((), ())


def test_an_action_that_two_rows_of_a_file_contradict_is_not_absent_from_it(tmp_path: Path) -> None:
    torn = A, B, replace(B, amount="45.00")
    folder = history(
        tmp_path / "desk", captured("2026-01-05", A, B), captured("2026-01-12", *torn), captured("2026-01-19", *torn)
    )

    assert asked(folder).withdrawn == ()


def crawl(when: str, *rows: Row, folder: Path) -> None:
    """Load what a source answered when asked for November 2025."""
    file = captured(when, *rows)
    (folder.parent / f"{when}.csv").write_bytes(file.content)
    moment = datetime.fromisoformat(file.moment).astimezone(UTC)
    capturing = Capturing(moment.date(), moment, covers=(date(2025, 11, 1), date(2025, 11, 30)), expected=len(rows))
    with vigie.open(folder) as desk:
        desk.load_all([Handed(folder.parent / f"{when}.csv", Promise(capturing))], source="usaspending", now=NOW)


def test_two_complete_answers_about_a_shorter_period_withdraw_a_row_too(tmp_path: Path) -> None:
    folder = history(tmp_path / "desk", captured("2026-01-05", A, B))
    crawl("2026-01-12", A, folder=folder)
    crawl("2026-01-19", A, folder=folder)

    changes = asked(folder)

    assert [one.piid for one in changes.withdrawn] == [B.piid]


def test_an_answer_about_a_shorter_period_does_not_miss_what_lies_outside_it(tmp_path: Path) -> None:
    folder = history(tmp_path / "desk", captured("2026-01-05", A, AMENDED))
    crawl("2026-01-12", A, folder=folder)
    crawl("2026-01-19", A, folder=folder)

    changes = asked(folder)

    assert (changes.withdrawn, changes.not_observed) == ((), ())


def test_a_row_moved_out_of_the_days_asked_for_is_not_absent(tmp_path: Path) -> None:
    folder = history(tmp_path / "desk", captured("2026-01-05", A, B))
    hand_over(folder, [captured("2026-01-12", A, replace(B, day="2025-12-01"))])
    crawl("2026-01-19", A, folder=folder)
    crawl("2026-01-26", A, folder=folder)

    changes = asked(folder)

    assert (changes.withdrawn, changes.not_observed) == ((), ())


# -- extracts -----------------------------------------------------------------------------------------------------------


THIS_YEAR = [Row(piid=f"70TEST26F{number:08d}", amount=f"{number + 1}.50") for number in range(40)]
LAST_YEAR = [replace(row, piid=row.piid.replace("26F", "25F"), day="2025-03-03") for row in THIS_YEAR]


def test_an_extract_over_two_years_withdraws_nothing(tmp_path: Path) -> None:
    extract = replace(LAST_YEAR[3], day="2025-01-03"), replace(THIS_YEAR[5], day="2025-12-30")
    folder = history(
        tmp_path / "desk",
        captured("2026-01-05", *THIS_YEAR), captured("2026-01-05T13:00:00+00:00", *LAST_YEAR),
        captured("2026-01-06", *extract), captured("2026-01-07", *extract),
    )  # fmt: skip

    changes = asked(folder, "2026-01-06", "2026-01-08")

    assert changes.withdrawn == ()
    assert len(changes.not_observed) == 78
    assert [one.complete for one in changes.captures] == [False, False]


def test_an_extract_of_a_small_year_withdraws_nothing(tmp_path: Path) -> None:
    few = THIS_YEAR[:11]
    folder = history(
        tmp_path / "desk", captured("2026-01-05", *few), captured("2026-01-06", few[0]), captured("2026-01-07", few[0])
    )

    changes = asked(folder)

    assert (len(changes.withdrawn), len(changes.not_observed)) == (0, 10)


@pytest.mark.parametrize(("lost", "withdrawn"), [(1, 1), (4, 4), (5, 0)])
def test_as_many_as_a_tenth_can_be_withdrawn_and_no_more(lost: int, withdrawn: int, tmp_path: Path) -> None:
    folder = history(
        tmp_path / "desk",
        captured("2026-01-05", *THIS_YEAR), captured("2026-01-06", *THIS_YEAR[lost:]), captured("2026-01-07", *THIS_YEAR[lost:]),
    )  # fmt: skip

    assert len(asked(folder).withdrawn) == withdrawn


@pytest.mark.parametrize(("lost", "withdrawn"), [(10, 10), (11, 0)])
def test_of_many_no_more_than_ten_are_withdrawn_at_once(lost: int, withdrawn: int, tmp_path: Path) -> None:
    many = falling(201)
    folder = history(
        tmp_path / "desk",
        captured("2026-01-05", *many), captured("2026-01-06", *many[lost:]), captured("2026-01-07", *many[lost:]),
    )  # fmt: skip

    assert len(asked(folder).withdrawn) == withdrawn


def test_an_extract_with_more_rows_than_the_capture_before_is_one_all_the_same(tmp_path: Path) -> None:
    extract = *THIS_YEAR[:5], *(replace(row, piid=row.piid.replace("26F", "26C")) for row in THIS_YEAR)
    folder = history(
        tmp_path / "desk", captured("2026-01-05", *THIS_YEAR), captured("2026-01-06", *extract), captured("2026-01-07", *extract)
    )  # fmt: skip

    assert asked(folder).withdrawn == ()


def test_an_answer_about_fewer_days_is_held_against_listings_of_more(tmp_path: Path) -> None:
    folder = history(tmp_path / "desk", captured("2026-01-05", *THIS_YEAR))
    crawl("2026-01-12", *THIS_YEAR[:20], folder=folder)
    crawl("2026-01-19", *THIS_YEAR[:20], folder=folder)

    changes = asked(folder)

    assert (len(changes.withdrawn), len(changes.not_observed)) == (0, 20)


def test_a_capture_that_repeats_rows_is_no_measure_for_those_after_it(tmp_path: Path) -> None:
    folder = history(
        tmp_path / "desk",
        captured("2026-01-05", *THIS_YEAR, *THIS_YEAR[:30]), captured("2026-01-06", *THIS_YEAR),
        captured("2026-01-07", *THIS_YEAR[1:]), captured("2026-01-08", *THIS_YEAR[1:]),
    )  # fmt: skip

    changes = asked(folder)

    assert [one.complete for one in changes.captures] == [False, True, True, True]
    assert [one.piid for one in changes.withdrawn] == [THIS_YEAR[0].piid]


def test_changes_and_health_agree_on_an_extract(tmp_path: Path) -> None:
    new = replace(THIS_YEAR[0], piid="70TEST26F00000999", day="2025-11-05")
    folder = history(
        tmp_path / "desk",
        captured("2026-01-05", *THIS_YEAR), captured("2026-01-06", THIS_YEAR[0]), captured("2026-01-07", *THIS_YEAR, new),
    )  # fmt: skip

    changes = asked(folder, "2026-01-06", "2026-01-07")
    with vigie.open(folder) as desk:
        health = desk.health()

    assert [one.complete for one in changes.captures] == [False, True]
    assert [(one.piid, one.absent, one.absent_complete) for one in changes.published] == [
        (new.piid, date(2026, 1, 6), False)
    ]
    first, extract, last = health.listings
    assert (first.complete, last.complete, first.lacking, last.earlier) == (True, True, None, None)
    assert (extract.complete, extract.doubts, extract.lacking, extract.earlier) == (
        False, (Doubt.FEWER,), 39, date(2026, 1, 5),
    )  # fmt: skip
    assert (health.buyers[0].complete, health.buyers[0].periods[0].complete) == (2, 2)
    assert health.buyers[0].periods[0].last_complete == date(2026, 1, 7)


def test_what_was_not_known_yet_is_no_measure(tmp_path: Path) -> None:
    folder = history(tmp_path / "desk", captured("2026-01-06", *THIS_YEAR[:2]), captured("2026-01-05", *THIS_YEAR))

    with vigie.open(folder) as desk:
        found = {
            known: [one.complete for one in desk.health(known=known).listings] for known in (date(2026, 1, 5), None)
        }

    assert found == {date(2026, 1, 5): [True], None: [True, False]}


# -- one day, two zones -------------------------------------------------------------------------------------------------


def test_two_complete_captures_of_one_day_withdraw_nothing(tmp_path: Path) -> None:
    folder = history(
        tmp_path / "desk",
        captured("2026-01-05", A, B), captured("2026-01-06T12:00:00+00:00", A), captured("2026-01-06T12:00:05+00:00", A),
    )  # fmt: skip

    (absence,) = asked(folder).not_observed
    hand_over(folder, [captured("2026-01-07", A)])
    (withdrawn,) = asked(folder, "2026-01-07", "2026-01-07").withdrawn

    assert [one.complete for one in absence.absences] == [True, True]
    assert withdrawn.days_complete == (date(2026, 1, 6), date(2026, 1, 7))


def test_an_action_is_not_absent_before_the_day_on_which_it_was_seen(tmp_path: Path) -> None:
    # an hour earlier, and a day later as its capturer wrote it
    tomorrow = captured("2026-01-06T01:00:00+13:00", A, B)
    folder = history(
        tmp_path / "desk", captured("2026-01-04", A, B), tomorrow, captured("2026-01-05T13:00:00+00:00", A)
    )

    assert said_nothing(asked(folder, "2026-01-05"))


# -- known --------------------------------------------------------------------------------------------------------------


def test_what_was_seen_later_is_not_known(tmp_path: Path) -> None:
    folder = history(
        tmp_path / "desk",
        captured("2026-01-05", A), captured("2026-01-12", A, AMENDED), captured("2026-01-19", A, replace(AMENDED, amount="-35.00")),
    )  # fmt: skip

    first = asked(folder, "2026-01-06", known="2026-01-11")
    second = asked(folder, "2026-01-06", known="2026-01-18")

    assert said_nothing(first)
    assert [one.figures[0].amount for one in second.happened] == [Decimal("-30.00")]
    assert second.corrected == ()


# -- programme events ---------------------------------------------------------------------------------------------------

EXTENDED = "EXTEND THE PERIOD OF PERFORMANCE 60 DAYS FOR SKIP TRACING"


def sister(number: int, **changes: str) -> Row:
    """An amendment that extends an order for skip tracing under a framework of its own."""
    row = Row(
        piid=f"70TEST26F{number:08d}", modification="P00001", amount="10.00", day="2026-01-07", description=EXTENDED,
        framework=f"70TEST26D{number:08d}",
    )  # fmt: skip
    return replace(row, **changes)


def events(folder: Path, *rows: Row) -> Changes:
    return asked(history(folder, captured("2026-01-12", A, *rows)), "2026-01-01", "2026-01-12")


def test_sister_orders_amended_the_same_way_are_one_programme_event(tmp_path: Path) -> None:
    changes = events(
        tmp_path / "desk",
        sister(11, day="2026-01-06"),
        sister(12, amount="-4.50"),
        sister(13, day="2026-01-08", amount="0.00"),
    )

    (event,) = changes.programs
    assert (event.since, event.until) == (date(2026, 1, 6), date(2026, 1, 8))
    assert (event.topics, event.term, event.says_continues, event.says_closed_out) == (
        ("skip-tracing",),
        "60 DAYS",
        True,
        False,
    )
    assert [one.piid for one in event.orders] == ["70TEST26F00000011", "70TEST26F00000012", "70TEST26F00000013"]
    assert event.figures[0].amount == Decimal("5.50")
    assert event.figures[0].evidence == tuple(
        one.evidence for one in sorted(event.orders, key=lambda one: one.happened)
    )
    assert changes.happened == ()


ALONE: list[tuple[str, Row]] = [
    ("three days later", sister(12, day="2026-01-10")),
    ("another topic", sister(12, description=EXTENDED.replace("SKIP TRACING", "DETENTION"))),
    ("one topic more", sister(12, description=EXTENDED + " AND DETENTION")),
    ("no topic", sister(12, description=EXTENDED.replace("SKIP TRACING", "SUPPORT"))),
    ("another term", sister(12, description=EXTENDED.replace("60", "90"))),
    ("a closing", sister(12, description="CLOSE OUT OF THE ORDER FOR SKIP TRACING")),
    ("nothing said", sister(12, description="SKIP TRACING")),
    ("another office", sister(12, framework="70OTHR26D00000012")),
    ("another year", sister(12, framework="70TEST25D00000012")),
    ("no framework", sister(12, framework="-NONE-")),
    ("another buyer", sister(12, agency="CBP")),
    ("the same order again", sister(11, modification="P00002")),
    ("a signing", sister(12, modification="0")),
]


@pytest.mark.parametrize(("case", "other"), ALONE, ids=[one[0] for one in ALONE])
def test_orders_that_are_no_sisters_make_no_event(case: str, other: Row, tmp_path: Path) -> None:
    changes = events(tmp_path / "desk", sister(11), other)

    assert changes.programs == ()
    assert len(changes.happened) == 2


def test_the_same_term_in_other_words_is_the_same(tmp_path: Path) -> None:
    changes = events(
        tmp_path / "desk", sister(11), sister(12, description=EXTENDED.replace("60 DAYS", "BY A 60-DAY TERM"))
    )

    assert [len(event.orders) for event in changes.programs] == [2]


def test_orders_under_one_framework_are_sisters(tmp_path: Path) -> None:
    changes = events(tmp_path / "desk", sister(11), sister(12, framework="70TEST26D00000011"))

    assert [len(event.orders) for event in changes.programs] == [2]


def test_amendments_published_late_make_an_event_too(tmp_path: Path) -> None:
    folder = history(
        tmp_path / "desk",
        captured("2026-01-05", A),
        captured("2026-01-12", A, sister(11, day="2025-12-20"), sister(12, day="2025-12-21")),
    )

    changes = asked(folder, "2026-01-06", "2026-01-12")

    assert [(event.since, len(event.orders)) for event in changes.programs] == [(date(2025, 12, 20), 2)]
    assert (changes.published, changes.undated) == ((), 0)


def test_the_largest_event_comes_first(tmp_path: Path) -> None:
    closed = "CLOSE OUT OF THE ORDER FOR DETENTION"

    changes = events(
        tmp_path / "desk",
        *(sister(number) for number in (11, 12)),
        *(sister(number, description=closed, day="2026-01-09") for number in (21, 22, 23)),
    )

    assert [(event.topics, len(event.orders)) for event in changes.programs] == [
        (("detention",), 3),
        (("skip-tracing",), 2),
    ]


# -- refused ------------------------------------------------------------------------------------------------------------


def test_days_that_end_before_they_begin_are_refused_and_not_called_quiet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = history(tmp_path / "desk", captured("2026-01-12", A, AMENDED))

    with pytest.raises(PeriodError):
        asked(folder, "2026-01-12", "2026-01-06")

    for lang, words in (("en", "ends before it begins"), ("fr", "finit avant de commencer")):
        arguments = ["changes", "--since", "2026-01-12", "--until", "2026-01-06", "--desk", str(folder), "--lang", lang]
        assert run(arguments) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert all(word in said.err for word in (words, "2026-01-12", "2026-01-06"))


# -- captures -----------------------------------------------------------------------------------------------------------


def test_the_captures_of_the_days_are_named_with_whether_they_are_complete(tmp_path: Path) -> None:
    files: list[Captured] = [captured("2026-01-05", A), captured("2026-01-12", A, A), captured("2026-01-19", A, B)]

    changes = asked(history(tmp_path / "desk", *files), "2026-01-06", "2026-01-31")

    assert [(one.day, one.complete, one.sha256) for one in changes.captures] == [
        (date(2026, 1, 12), False, files[1].sha256),
        (date(2026, 1, 19), True, files[2].sha256),
    ]
