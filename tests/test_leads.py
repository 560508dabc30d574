"""Leads: contracts that may follow from a solicitation, and what a person decides about them."""

import json
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import vigie
from tests.conftest import with_notices
from tests.desks import desk_of
from vigie.cli.main import run
from vigie.desk import Desk
from vigie.errors import JudgementLineError, UnknownContractError
from vigie.outputs.csv import to_csv
from vigie.outputs.json import to_json
from vigie.outputs.text import Page
from vigie.questions.lead_words import Rarity, are_alike, together, words_of
from vigie.records.clause import ClauseKind
from vigie.records.judgement import Verdict
from vigie.records.lead import Feature, Lead, LeadState, Solicitation

ON = date(2026, 8, 22)
NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
# As posted on SAM.gov from 11 March to 9 April 2026
SVI = Solicitation(
    number="70CDCR26R00000015",
    buyers=("7012",),
    first_posted=date(2026, 3, 11),
    last_posted=date(2026, 4, 9),
    title="Safety Verification Initiative",
    description="Services supporting the Safety and Verification Initiative (SVI).",
)
ASKED = Solicitation("70TEST24R00000001", last_posted=date(2024, 2, 1), title="Gamma Ray Towers")


def row(
    piid: str, description: str, day: str = "2024-03-01", supplier: str = "TOWER WORKS LLC", amount: str = "10.00"
) -> str:
    return f"ICE,{piid},{supplier},{amount},{day},0,TOWERS,BUILDING,{description}"


# The other descriptions are what makes words rare
OTHERS = [
    row(f"70ELSE24F{number:08}", f"OFFICE {letter * 4} CHAIRS") for number, letter in enumerate("ABCDEFGHIJKL", 1)
]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_of(
        tmp_path,
        [
            row("70TEST24F00000001", "GAMMA RAY TOWERS FOR A PORT"),
            row("70TEST24F00000002", "GAMMA RAY TOWERS FOR A PORT", day="2024-03-02"),
            row("70TEST24F00000003", "GAMMA RAY TOWERS FOR A PORT", day="2024-03-03"),
            row("70TEST24F00000004", "GAMMA RAY TOWERS, EARLIER", day="2024-01-31"),
            row("70TEST24F00000005", "GAMMA RAY TOWERS, MUCH LATER", day="2024-12-30"),
            row("70ELSE24F00000099", "GAMMA RAY TOWERS OF ANOTHER OFFICE"),
            row("70TEST24F00000006", "GAMMA CORRECTION OF SCREENS"),
            *OTHERS,
        ],
    )


def piids(desk: Desk, solicitation: Solicitation = ASKED) -> list[str]:
    return [one.contract.piid[-1] for one in desk.leads(solicitation, on=date(2024, 12, 31)).leads]


def features(lead: Lead) -> list[Feature]:
    return [one.feature for one in lead.reasons]


# -- what makes a lead -------------------------------------------------------------------------------------------------


def test_exactly_the_eighteen_orders_of_june_are_leads_of_the_initiative(demo: Desk) -> None:
    answer = demo.leads(SVI, on=ON)

    assert len(answer.leads) == 18
    assert {one.state for one in answer.leads} == {LeadState.LEAD}
    assert {one.contract.piid for one in answer.leads} == {f"70CDCR26FR{number:07}" for number in range(81, 99)}
    assert {one.contract.signed for one in answer.leads} == {date(2026, 6, 16), date(2026, 6, 17)}
    assert all(one.evidence == () and one.contract.figures[0].evidence for one in answer.leads)
    for one in answer.leads:
        by_feature = {reason.feature: reason for reason in one.reasons}
        assert by_feature[Feature.TOGETHER].words == ("safety", "verification")
        assert by_feature[Feature.OFFICE].words == ("70CDCR",)
        assert by_feature[Feature.DAYS].count in (68, 69)
        assert by_feature[Feature.BURST].count == by_feature[Feature.RUN].count == 18
        assert by_feature[Feature.RUN].words == ("70CDCR26D00000030", "70CDCR26D00000047")


@pytest.mark.parametrize(
    ("number", "title"),
    [
        ("70CDCR26Q00000004", "INCIDENT INSPECTIONS AND DETAINEE DEATH REVIEWS"),
        ("70B01C26R00000004", "DHS-wide Uniforms III Contract"),
        ("192126HQFLT4YUKON", "Safety Verification Initiative"),
    ],
)
def test_most_solicitations_have_no_lead(demo: Desk, number: str, title: str) -> None:
    assert demo.leads(replace(SVI, number=number, title=title), on=ON).leads == ()


def test_a_notice_with_the_contracts_own_number_is_a_fact(demo: Desk) -> None:
    (found,) = demo.leads(Solicitation("70CTD026P00000003", title="Economic data"), on=ON).leads

    assert demo.leads("70CTD026P00000003", on=ON).leads == ()
    assert (found.state, found.contract.supplier) == (LeadState.RECORDED, "IMPLAN GROUP LLC")
    assert features(found) == [Feature.OWN_NUMBER]
    shown = demo.evidence(found.evidence[0].sha256, found.evidence[0].pointer)
    assert shown.rows[0].cells["Award ID"] == "70CTD026P00000003"


def test_a_lead_is_of_the_same_office_after_the_last_notice_and_shares_most_of_the_title(desk: Desk) -> None:
    answer = desk.leads(ASKED, on=date(2024, 12, 31))

    assert [one.contract.piid[-1] for one in answer.leads] == ["1", "2", "3"]
    assert features(answer.leads[0]) == [Feature.TOGETHER, Feature.OFFICE, Feature.DAYS, Feature.BURST]
    assert answer.leads[0].reasons[0].words == ("gamma", "ray", "tower")
    assert answer.leads[0].reasons[3].until == date(2024, 3, 3)
    assert [one.contract.piid[-1] for one in desk.leads(ASKED, on=date(2024, 3, 1)).leads] == ["1"]


def test_a_lead_waits_for_a_notice_and_an_office(desk: Desk) -> None:
    assert piids(desk, replace(ASKED, last_posted=None)) == []
    assert piids(desk, replace(ASKED, number="GAMMA-1")) == []
    assert piids(desk, replace(ASKED, number="GAMMA-1", office_code="70TEST")) == ["1", "2", "3"]


def test_a_supplier_the_notice_names_is_a_reason_with_a_rare_word_only(desk: Desk) -> None:
    named = replace(
        ASKED, title="Intent to award screens with depth and colour", description="To Tower Works LLC alone."
    )

    (found,) = desk.leads(named, on=date(2024, 12, 31)).leads

    assert found.contract.piid == "70TEST24F00000006"
    assert features(found)[:2] == [Feature.SUPPLIER, Feature.TITLE]
    assert piids(desk, replace(named, title="Intent to award ladders")) == []


def test_words_are_compared_without_plurals_and_what_every_notice_says() -> None:
    rarity = Rarity(["ORANGE CHAIRS", "ORANGE TABLES", "ORANGE DESKS", "ORANGE LAMPS"])

    assert words_of("The Solicitation of Gamma-Ray towers") == ["gamma", "ray", "tower"]
    assert together(["a", "gamma", "ray", "tower"], ["gamma", "ray", "x", "ray", "tower"]) == ("gamma", "ray", "tower")
    assert together(["gamma", "ray"], ["ray", "gamma"]) == ()
    assert [rarity.is_rare(word) for word in ("chair", "orange")] == [True, False]
    assert rarity.share(["orange"], ["orange", "chair"]) < 0.5 < rarity.share(["chair"], ["orange", "chair"])
    assert are_alike({"a", "b", "c"}, {"a", "b", "c", "d"})
    assert not are_alike({"a", "b"}, {"b", "c"})


# -- deciding ----------------------------------------------------------------------------------------------------------


def decide(desk: Desk, contract: str, verdict: Verdict) -> int:
    why = "the award notice lists it" if verdict is Verdict.CONFIRMED else "another programme"
    return desk.decide_lead(ASKED.number, contract, verdict, by="A.B.", why=why, now=NOW).number


def test_what_a_person_decided_stands_apart_and_can_be_undone(desk: Desk) -> None:
    sums = desk.coverage(on=date(2024, 12, 31)).buyers
    confirmed = decide(desk, "70TEST24F00000002", Verdict.CONFIRMED)
    decide(desk, "70TEST24F00000003", Verdict.REJECTED)
    decide(desk, "70ELSE24F00000001", Verdict.CONFIRMED)

    answer = desk.leads(ASKED, on=date(2024, 12, 31))

    assert [(one.state.value, one.contract.piid) for one in answer.leads] == [
        ("confirmed", "70ELSE24F00000001"),
        ("confirmed", "70TEST24F00000002"),
        ("lead", "70TEST24F00000001"),
        ("rejected", "70TEST24F00000003"),
    ]
    assert answer.leads[0].reasons == ()
    made = answer.leads[1].decision
    assert made is not None
    assert (made.by, made.why, made.moment, answer.leads[1].evidence) == ("A.B.", "the award notice lists it", NOW, ())
    assert desk.leads(ASKED, on=date(2024, 12, 31), known=date(2025, 1, 1)).leads[0].state is LeadState.LEAD
    assert desk.coverage(on=date(2024, 12, 31)).buyers == sums

    desk.undo(confirmed, by="A.B.", why="read again", now=NOW)

    assert [one.state.value for one in desk.leads(ASKED, on=date(2024, 12, 31)).leads] == [
        "confirmed",
        "lead",
        "lead",
        "rejected",
    ]
    assert [one.state.value for one in desk.judged().judgements] == ["standing", "standing", "undone"]


def test_a_later_decision_about_the_same_stands_and_joins_no_organizations(desk: Desk) -> None:
    decide(desk, "70TEST24F00000001", Verdict.CONFIRMED)
    decide(desk, "70TEST24F00000001", Verdict.REJECTED)

    assert [one.state.value for one in desk.leads(ASKED, on=date(2024, 12, 31)).leads] == ["lead", "lead", "rejected"]
    assert desk.organizations().same.of("contract:7012_70TEST24F00000001") == "contract:7012_70TEST24F00000001"


def test_only_contracts_held_can_be_decided(desk: Desk) -> None:
    with pytest.raises(UnknownContractError):
        decide(desk, "70TEST24F99999999", Verdict.CONFIRMED)


def test_decisions_travel_with_the_other_judgements(desk: Desk, tmp_path: Path) -> None:
    decide(desk, "70TEST24F00000001", Verdict.CONFIRMED)
    desk.export_judgements(tmp_path / "judgements.jsonl")
    (tmp_path / "other").mkdir()
    other = desk_of(tmp_path / "other", [row("70TEST24F00000001", "GAMMA RAY TOWERS FOR A PORT"), *OTHERS])

    assert other.import_judgements(tmp_path / "judgements.jsonl", now=NOW) == 1
    assert [one.state for one in other.leads(ASKED, on=date(2024, 12, 31)).leads] == [LeadState.CONFIRMED]


@pytest.mark.parametrize(("verdict", "left"), [("confirmed", "name:alpha"), ("same", "contract:7012_1")])
def test_a_verdict_about_the_wrong_pair_is_not_imported(verdict: str, left: str, desk: Desk, tmp_path: Path) -> None:
    line = {"left": left, "right": "notice:70TEST24R00000001", "verdict": verdict, "by": "A.B.", "why": "same day",
            "moment": "2026-01-26T09:30:00+00:00", "undone": None}  # fmt: skip
    (tmp_path / "wrong.jsonl").write_text(json.dumps(line), encoding="utf-8")

    with pytest.raises(JudgementLineError):
        desk.import_judgements(tmp_path / "wrong.jsonl", now=NOW)


# -- the faces ---------------------------------------------------------------------------------------------------------


def test_every_face_says_that_a_lead_is_no_fact(desk: Desk) -> None:
    decide(desk, "70TEST24F00000003", Verdict.REJECTED)
    answer = desk.leads(ASKED, on=date(2024, 12, 31))

    page = " ".join(Page("en", 80).write(answer).split())
    lines = to_csv(answer, "en").splitlines()
    found = json.loads(to_json(answer, "en"))

    assert "Leads, not facts (2 contracts): the records hold no solicitation number of theirs." in page
    assert "+ words of the title stand together in the description: gamma, ray, tower" in page
    assert "1 September 2026, A.B.: another programme (judgement 1)" in page
    assert "Des pistes, pas des faits" in Page("fr", 80).write(answer)
    assert [line.split(",")[1] for line in lines[1:]] == ["lead", "lead", "rejected"]
    assert found["leads"][0]["reasons"][0] == {
        "feature": "together", "words": ["gamma", "ray", "tower"], "count": None, "since": None, "until": None,
    }  # fmt: skip


def test_a_lead_is_confirmed_from_the_command_line(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(tmp_path / "desk")
    deciding = ["leads", ASKED.number, "--why", "its notice lists it", "--by", "A.B.", "--desk", folder]

    assert run([*deciding, "--confirm", "70TEST24F00000001"]) == 0
    assert "Judgement 1 is recorded: 70TEST24F00000001 follows from the solicitation." in " ".join(
        capsys.readouterr().out.split()
    )
    assert run(["leads", ASKED.number, "--on", "2024-12-31", "--desk", folder]) == 0
    assert "Confirmed by a person (1 contract); no record says so:" in capsys.readouterr().out
    assert run([*deciding, "--confirm", "1", "--reject", "2"]) == 2


def test_the_life_of_a_number_shows_its_leads_and_what_was_decided(demo_folder: Path, tmp_path: Path) -> None:
    folder = with_notices(Path(shutil.copytree(demo_folder, tmp_path / "desk")))
    with vigie.open(folder) as desk:
        before = desk.notice("70CDCR26R00000015", on=ON)
        desk.decide_lead("70CDCR26R00000015", "70CDCR26FR0000081", Verdict.CONFIRMED, by="AB", why="read it", now=NOW)
        after = desk.notice("70CDCR26R00000015", on=ON)
        alone = desk.leads("70CDCR26R00000015", on=ON)

    assert [one.state for one in before.leads] == [LeadState.LEAD] * 18
    assert [one.state for one in after.leads] == [LeadState.CONFIRMED] + [LeadState.LEAD] * 17
    assert after.leads == alone.leads
    assert [len(step.change.added) if step.change else None for step in after.steps] == [None, 0, 0, 0, 1, 1, 1, 1]
    assert {clause.kind for clause in after.clauses} >= {ClauseKind.MILESTONE}
    page = " ".join(Page("en", 80).write(after).split())
    assert "Confirmed by a person (1 contract); no record says so:" in page
    assert "No source of protests is held." in page
