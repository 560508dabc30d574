"""The questions over the tiny desk, every figure worked out by hand in tests/tiny."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import vigie
from tests.desks import desk_of
from vigie.desk import Desk, create
from vigie.errors import (
    DecisionsError,
    UnknownBuyerError,
    UnknownContractError,
    UnknownEvidenceError,
    UnknownGroupError,
    UnknownProgramError,
    UnknownTopicError,
)
from vigie.records.contract import Status

END = date(2024, 12, 31)


def test_a_subsidiary_counts_only_while_it_belongs(tiny: Desk) -> None:
    answer = tiny.sales("Alpha Holding", buyer="ICE", on=END)

    # Alpha 1000 + 500 - 200 and 90 as corrected; Beta 300 since it was bought; Gamma 4000 until it was sold
    assert answer.figures[0].amount == Decimal("5690.00")
    assert [contract.piid for contract in answer.contracts] == [
        "70TEST24F00000003", "70TEST24F00000001", "70TEST24F00000002", "70TEST24F00000006",
    ]  # fmt: skip
    assert answer.contracts[2].figures[0].amount == Decimal("300.00")


def test_actions_after_the_day_asked_do_not_count(tiny: Desk) -> None:
    answer = tiny.sales("alpha holding inc", buyer="7012", on=date(2024, 3, 31))

    assert answer.figures[0].amount == Decimal("1890.00")


def test_what_was_not_yet_seen_does_not_count_under_known(tiny: Desk) -> None:
    early = tiny.sales("Alpha Holding", buyer="ICE", on=END, known=date(2024, 2, 15))
    first = tiny.sales("Alpha Holding", buyer="ICE", on=END, known=date(2024, 1, 10))
    before = tiny.sales("Alpha Holding", buyer="ICE", on=END, known=date(2023, 1, 1))

    assert early.figures[0].amount == Decimal("1600.00")  # 1000, 500 and the 100 later corrected to 90
    assert first.figures[0].amount == Decimal("1100.00")
    assert before.figures == ()


def test_a_name_that_only_begins_alike_is_another_organization(tiny: Desk) -> None:
    answer = tiny.sales("Alphabet Soup", buyer="ICE", on=END)

    assert answer.figures[0].amount == Decimal("30.00")
    assert len(answer.members) == 1


def test_missing_amendments_and_late_beginnings_are_gaps(tiny: Desk) -> None:
    answer = tiny.sales("Alpha Holding", buyer="ICE", on=END)
    late = tiny.contract("70TEST24F00000007", on=END)

    assert answer.coverage.gaps["70TEST24F00000001"].missing == ("P00002",)
    assert late.contract.gaps.begins_at == "P00004"
    assert late.contract.signed is None


@pytest.mark.parametrize(
    ("piid", "on", "expected"),
    [
        ("70TEST24F00000001", END, Status.NOT_HELD),
        ("70TEST24C00000004", END, Status.CLOSED_OUT),
        ("70TEST24C00000004", date(2024, 7, 31), Status.NOT_HELD),
        ("70TEST24F00000007", END, Status.CONFLICTING),
    ],
)
def test_status_is_what_actions_say_up_to_the_day(tiny: Desk, piid: str, on: date, expected: Status) -> None:
    assert tiny.contract(piid, on=on).contract.status is expected


def test_a_term_is_quoted_and_nothing_follows_from_it(tiny: Desk) -> None:
    contract = tiny.contract("70TEST24F00000001", on=END).contract

    assert contract.term == "60 DAYS"
    assert contract.status is Status.NOT_HELD


def test_money_of_a_topic_is_a_range(tiny: Desk) -> None:
    answer = tiny.suppliers("ICE", topic="skip tracing", on=END)

    assert answer.actions == 2
    assert answer.figures[0].amount == Decimal("6000.00")
    assert answer.with_contracts[0].amount == Decimal("6350.00")


def test_the_hotline_called_voice_is_not_voice_over_ip(tiny: Desk) -> None:
    hotline = tiny.suppliers("ICE", topic="hotline", on=END)
    telephony = tiny.suppliers("DHS", topic="voix sur IP", on=END)

    assert [line.supplier for line in hotline.suppliers] == ["DELTA LIMITED"]
    assert [line.supplier for line in telephony.suppliers] == ["EPSILON LLC"]


def test_a_program_counts_the_orders_under_its_frameworks(tiny: Desk) -> None:
    declared = tiny.suppliers("ICE", program="two-frameworks", on=END)
    named = tiny.suppliers("ICE", frameworks=("70TEST23D00000002", "70TEST23D00000003"), on=END)

    assert declared.figures[0].amount == Decimal("6350.00")
    assert [line.figures[0].amount for line in named.suppliers] == [Decimal("4050.00"), Decimal("2300.00")]


def test_an_amount_not_reported_is_not_zero(tiny: Desk) -> None:
    life = tiny.contract("70TEST24F00000008", on=END)
    sales = tiny.sales("Eta", on=END)

    assert life.actions[0].obligated is None
    assert sales.figures[0].amount is None


def test_a_department_has_the_orders_of_its_bodies(tiny: Desk) -> None:
    both = tiny.suppliers("Homeland Security", on=END)
    held = tiny.coverage(on=END)

    assert both.actions == sum(buyer.actions for buyer in held.buyers) == 15


def test_an_individual_contractor_has_no_name_and_cannot_be_found(tiny: Desk) -> None:
    answer = tiny.suppliers("ICE", on=END)
    life = tiny.contract("70TEST24P00000009", on=END)

    assert "[individual contractor]" in [line.supplier for line in answer.suppliers]
    assert life.actions[0].description == "ARBITRATION BY [withheld] [withheld]"
    for name in ("Example, Jane", "Jane Example", "[individual contractor]", "individual contractor"):
        with pytest.raises(UnknownGroupError) as refusal:
            tiny.sales(name, on=END)
        assert "JANE" not in str(refusal.value).upper().replace(name.upper(), "")


def test_every_figure_leads_to_the_rows_that_make_it(tiny: Desk) -> None:
    answer = tiny.sales("Alpha Holding", buyer="ICE", on=END)

    place = answer.figures[0].evidence[0]
    rows = tiny.evidence(place.sha256, place.pointer).rows

    assert sum(Decimal(row.cells["Federal Action Obligation"]) for row in rows) == answer.figures[0].amount


def test_a_corrected_action_shows_what_it_said_before(tiny: Desk) -> None:
    life = tiny.contract("70-TEST-24-F-00000006", on=END)

    assert [action.obligated for action in life.actions] == [Decimal("90.00")]
    assert [(one.action.obligated, one.seen) for one in life.corrections] == [(Decimal("100.00"), date(2024, 1, 5))]


def test_unknown_names_offer_the_nearest(tiny: Desk) -> None:
    with pytest.raises(UnknownGroupError, match="DELTA LIMITED"):
        tiny.sales("Delta Limite", on=END)
    with pytest.raises(UnknownBuyerError, match="ICE"):
        tiny.sales("Delta", buyer="I.C.E. of America", on=END)
    with pytest.raises(UnknownTopicError, match="skip-tracing"):
        tiny.suppliers("ICE", topic="skip tracking", on=END)
    with pytest.raises(UnknownProgramError, match="two-frameworks"):
        tiny.suppliers("ICE", program="two-framework", on=END)
    with pytest.raises(UnknownContractError, match="70TEST24F00000001"):
        tiny.contract("70TEST24F00000O01", on=END)
    with pytest.raises(UnknownContractError, match="1 January 2023"):
        tiny.contract("70TEST24F00000001", on=date(2023, 1, 1))


@pytest.mark.parametrize("pointer", ["row=99", "row=0", "row", "page=2", "row=2-", "", "row=-1"])
def test_a_pointer_that_leads_nowhere_is_said_to(tiny: Desk, pointer: str) -> None:
    sha256 = tiny.coverage(on=END).captures[0].sha256

    with pytest.raises(UnknownEvidenceError):
        tiny.evidence(sha256, pointer)


def test_an_empty_desk_answers_every_question(tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    create(folder)

    with vigie.open(folder) as desk:
        sales = desk.sales("Capgemini", buyer="ICE", on=END)
        suppliers = desk.suppliers("ICE", topic="detention", on=END)
        held = desk.coverage(on=END)

    assert (sales.figures, suppliers.figures, held.buyers) == ((), (), ())
    assert sales.coverage.since is None


def test_an_amendment_dated_after_the_day_asked_is_no_gap(tmp_path: Path) -> None:
    rows = [f"ICE,70TEST24F00000001,ALPHA INC,1.00,{day},{number},,,PARTS" for number, day in
            (("0", "2024-01-01"), ("P00001", "2024-09-01"), ("P00002", "2024-02-01"))]  # fmt: skip

    with desk_of(tmp_path, rows) as desk:
        found = desk.contract("70TEST24F00000001", on=date(2024, 3, 1)).contract

    assert found.gaps.missing == ()


def test_money_added_after_a_closeout_is_conflicting(tmp_path: Path) -> None:
    rows = [
        "ICE,70TEST24F00000001,ALPHA INC,1.00,2024-01-01,0,,,PARTS",
        "ICE,70TEST24F00000001,ALPHA INC,0.00,2024-02-01,P00001,,,CLOSEOUT",
        "ICE,70TEST24F00000001,ALPHA INC,5.00,2024-03-01,P00002,,,MORE PARTS",
    ]

    with desk_of(tmp_path, rows) as desk:
        before = desk.contract("70TEST24F00000001", on=date(2024, 2, 15)).contract.status
        after = desk.contract("70TEST24F00000001", on=END).contract.status

    assert (before, after) == (Status.CLOSED_OUT, Status.CONFLICTING)


def test_a_buyer_held_by_its_code_alone_can_be_asked_about(tmp_path: Path) -> None:
    with desk_of(tmp_path, ["9700,70TEST24F00000001,ALPHA INC,1.00,2024-01-01,0,,,PARTS"]) as desk:
        answer = desk.suppliers("9700", on=END)

    assert answer.figures[0].amount == Decimal("1.00")


def test_suppliers_without_a_name_are_nobodys(tmp_path: Path) -> None:
    rows = ["ICE,70TEST24F00000001,,100.00,2024-01-01,0,,,PARTS", "ICE,70TEST24F00000002,---,3.00,2024-01-01,0,,,PARTS"]

    with desk_of(tmp_path, rows) as desk:
        lines = desk.suppliers("ICE", on=END).suppliers

    assert {line.supplier: line.figures[0].amount for line in lines} == {
        None: Decimal("100.00"),
        "---": Decimal("3.00"),
    }


def test_the_largest_amounts_add_up(tmp_path: Path) -> None:
    most = "9999999999999999.99"
    rows = [f"ICE,70TEST24F00000001,ALPHA INC,{most},2024-01-0{place},P0000{place},,,PARTS" for place in (1, 2, 3)]

    with desk_of(tmp_path, rows) as desk:
        life = desk.contract("70TEST24F00000001", on=END)

    assert life.actions[-1].obligated_to_date == 3 * Decimal(most)


def test_words_that_move_to_another_column_are_one_action_still(tmp_path: Path) -> None:
    one = ["ICE,70TEST24F00000001,ALPHA INC,100.00,2024-01-01,0,PARTS,,"]
    other = ["ICE,70TEST24F00000001,ALPHA INC,100.00,2024-01-01,0,,PARTS,"]

    with desk_of(tmp_path, one) as desk:
        text = (tmp_path / "actions.csv").read_text().replace(one[0], other[0])
        (tmp_path / "again.csv").write_text(text)
        desk.load(tmp_path / "again.csv", source="usaspending", seen=date(2025, 1, 1))
        answer = desk.suppliers("ICE", on=date(2025, 1, 1))

    assert (answer.actions, answer.figures[0].amount) == (1, Decimal("100.00"))


def test_a_group_of_many_crossing_links_is_walked_once(tmp_path: Path) -> None:
    links = "".join(
        f'[[link]]\nchild = "step {step + 1}"\nparent = "step {step}"\nuntil = 20{20 + half}-01-01\nsource = "invented"\n'
        for step in range(16)
        for half in range(2)
    )

    with desk_of(tmp_path, ["ICE,70TEST24F00000001,STEP 16,1.00,2019-01-01,0,,,PARTS"], links) as desk:
        answer = desk.sales("step 0", on=END)

    assert answer.figures[0].amount == Decimal("1.00")
    assert len(answer.members) == 17


@pytest.mark.parametrize(
    "links",
    [
        '[link]\nchild = "a"', 'link = 3', '[[link]]\nchild = "a"\nparent = "b"\nsource = "s"\nuntill = 2024-01-01',
        '[[link]]\nchild = "A Inc"\nparent = "a"\nsource = "s"', '[[link]]\nchild = "a"\nparent = "b"',
        '[[link]]\nchild = "a"\nparent = "b"\nsource = "s"\nfrom = 2024-02-01\nuntil = 2024-01-01',
        '[[link]]\nchild = "a"\nparent = "b"\nsource = "s"\nfrom = "2024-02-01"',
        '[[link]]\nchild = "a"\nparent = "b"\nsource = "s"\nrelation = "cousin"',
        '[[divestiture]]\norganization = "a"\nseller = "b"\nsource = "s"',
        '[[divestiture]]\norganization = "a"\nseller = "b"\nto = "B Inc"\nclosed = 2024-01-01\nsource = "s"',
        '[[divestiture]]\norganization = "a"\nseller = "b"\nannounced = 2024-02-01\nclosed = 2024-01-01\nsource = "s"',
        '[[program]]\nid = "x"', 'nonsense = [',
    ],
)  # fmt: skip
def test_a_decision_that_cannot_be_read_is_named(tiny_folder: Path, links: str) -> None:
    (tiny_folder / "desk.toml").write_text("format = 1\n" + links + "\n")

    with pytest.raises(DecisionsError, match=r"desk\.toml") as refusal:
        vigie.open(tiny_folder)
    assert "is not written as" not in refusal.value.message("fr")
    assert "expected" not in refusal.value.message("fr")
