"""What is told of protests: states, clocks by rule, rows that stay apart, leads that stay leads; and reported amounts in no sum."""

import csv
import io
import json
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import vigie
from tests.conftest import SHARED, needs_shared
from tests.desks import desk_of
from vigie.desk import Desk, create
from vigie.errors import DecisionsError, UnknownContractError
from vigie.evidence import Evidence
from vigie.outputs.csv import to_csv
from vigie.outputs.json import to_json
from vigie.outputs.text import Page
from vigie.records.clock import Rule, clock
from vigie.records.federal_days import is_open
from vigie.records.protest import DocketRow, Outcome, ProtestRecord, ProtestState, outcomes_of, state_of

PAGES = Path(__file__).parent / "protests"
ON = date(2026, 8, 1)
SOLICITATION = "26-SOL-DCR-01"
FRAMEWORK = "70CDCR26D00000015"
ORDER = "70CDCR26FR0000024"
PROGRAM = f"""
[[program]]
id = "located"
en = "locating frameworks"
fr = "contrats-cadres de localisation"
frameworks = ["{FRAMEWORK}", "70CDCR26D00000014"]
solicitation = "{SOLICITATION}"
source = "an invented public page"
"""
ROWS = [
    f"ICE,{ORDER},CAPGEMINI GOVERNMENT SOLUTIONS LLC,100.00,2025-12-18,0,LABEL,LABEL,SKIP TRACING",
    f"ICE,{ORDER},CAPGEMINI GOVERNMENT SOLUTIONS LLC,11.00,2026-03-11,P00001,LABEL,LABEL,MORE",
    "ICE,70CDCR26FR0000032,GLOBAL RECOVERY GROUP LLC,50.00,2025-12-18,0,LABEL,LABEL,SKIP TRACING",
    "ICE,70TEST26F00000099,FIRM OF SEVEN LLC,7.00,2025-12-18,0,LABEL,LABEL,OTHER",
]


def made(folder: Path, *loads: str, links: str = PROGRAM) -> Desk:
    """A desk of two orders under declared frameworks and one contract more, and these files of protests, by source."""
    desk = desk_of(folder, ROWS, links)
    key = "Generated Award ID"
    header = (
        "Agency,Award ID,Recipient Name,Federal Action Obligation,Action Date,Modification,Product/Service Description"
    )
    keyed = {
        ORDER: f"CONT_AWD_{ORDER}_7012_{FRAMEWORK}_7012",
        "70CDCR26FR0000032": "CONT_AWD_70CDCR26FR0000032_7012_70CDCR26D00000014_7012",
        "70TEST26F00000099": "CONT_AWD_70TEST26F00000099_7012_-NONE-_-NONE-",
    }
    lines = [f"{row},{keyed[row.split(',')[1]]}" for row in ROWS]
    (folder / "keyed.csv").write_text(
        "\n".join([f"{header},NAICS Description,Transaction Description,{key}", *lines]) + "\n"
    )
    desk.load(folder / "keyed.csv", source="usaspending", seen=date(2026, 4, 1))
    for name in loads:
        source = "reported" if name.endswith(".csv") else "cofc" if name == "opinions.html" else "gao"
        desk.load(PAGES / name, source=source, seen=date(2026, 7, 30))
    return desk


def row(file_number: str, *, filed: date | None = None, decided: date | None = None, outcome: str | None = None,
        reported: bool = False, says_protest: bool = True) -> DocketRow:  # fmt: skip
    return DocketRow(
        ProtestRecord.DOCKET, "gao", "B-400000", file_number, "FIRM OF SEVEN LLC", None, None, None, filed, None, decided,
        outcomes_of(outcome), outcome, reported, None, 1, says_protest, ON, Evidence("0" * 64, "row=2"),
    )  # fmt: skip


# -- states ---------------------------------------------------------------------------------------------------------------

MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        ([], ProtestState.NONE_FOUND),
        ([row("B-400000", says_protest=False, decided=MAY)], ProtestState.NONE_FOUND),
        ([row("B-400000", outcome="claimed by the company", reported=True)], ProtestState.CLAIMED),
        ([row("B-400000", filed=MARCH)], ProtestState.DOCKETED),
        ([row("B-400000", filed=MARCH), row("B-400000", outcome="claimed", reported=True)], ProtestState.DOCKETED),
        ([row("B-400000", filed=MARCH, decided=APRIL, outcome="Denied")], ProtestState.DECIDED),
        ([row("B-400000", filed=MARCH, decided=APRIL), row("B-400000.2", filed=MAY)], ProtestState.RESUMED),
        ([row("B-400000", filed=MARCH, decided=MAY), row("B-400000.2", filed=APRIL)], ProtestState.DOCKETED),
    ],
)
def test_the_state_follows_from_the_rows(rows: list[DocketRow], state: ProtestState) -> None:
    assert state_of(rows) is state


@pytest.mark.parametrize(
    ("said", "outcomes"),
    [
        ("Sustained", (Outcome.SUSTAINED,)),
        ("deny, dismiss", (Outcome.DENIED, Outcome.DISMISSED)),
        ("Withdrawn", (Outcome.WITHDRAWN,)),
        ("dismissed in part; granted in part", (Outcome.DISMISSED, Outcome.GRANTED)),
        ("Academic", ()),
        (None, ()),
    ],
)
def test_outcomes_are_the_words_of_the_source(said: str | None, outcomes: tuple[Outcome, ...]) -> None:
    assert outcomes_of(said) == outcomes


# -- clocks ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 7, 4), False),  # a Saturday, and observed on
        (date(2026, 7, 3), False),
        (date(2026, 7, 6), True),
        (date(2027, 12, 31), False),  # New Year's Day of 2028 is a Saturday
        (date(2023, 1, 2), False),  # that of 2023 was a Sunday
        (date(2020, 6, 19), True),  # Juneteenth is a holiday since 2021
        (date(2026, 6, 19), False),
        (date(2026, 1, 19), False),
        (date(2026, 5, 25), False),
        (date(2026, 11, 26), False),
        (date(2026, 11, 27), True),
    ],
)
def test_federal_holidays_are_those_of_the_law(day: date, expected: bool) -> None:
    assert is_open(day) is expected


@pytest.mark.parametrize(
    ("rule", "event", "day", "clause"),
    [
        (Rule.DECISION, date(2015, 1, 7), date(2015, 4, 17), "31 U.S.C. 3554(a)(1)"),
        (Rule.DECISION, date(2015, 1, 8), date(2015, 4, 20), "31 U.S.C. 3554(a)(1)"),  # 18 April was a Saturday
        (Rule.AGENCY_REPORT, date(2026, 3, 2), date(2026, 4, 2), "31 U.S.C. 3553(b)(2)(A)"),
        (Rule.COMMENTS, date(2026, 4, 2), date(2026, 4, 13), "4 C.F.R. 21.3(i)"),  # 12 April is a Sunday
        (Rule.STAY, date(2025, 12, 15), date(2025, 12, 26), "31 U.S.C. 3553(d)(4)"),  # Christmas Day
        (Rule.RECONSIDERATION, date(2026, 3, 13), date(2026, 3, 23), "4 C.F.R. 21.14(b)"),
        (Rule.RECONSIDERATION, None, None, "4 C.F.R. 21.14(b)"),
    ],
)
def test_a_clock_runs_in_calendar_days_and_ends_on_a_day_of_business(
    rule: Rule, event: date | None, day: date | None, clause: str
) -> None:
    found = clock(rule, "B-400000", event)

    assert (found.day, found.clause, found.by_rule) == (day, clause, True)


@needs_shared
def test_the_clock_of_a_decision_is_the_due_date_of_the_docket(tmp_path: Path) -> None:
    create(tmp_path / "desk")
    with vigie.open(tmp_path / "desk") as desk:
        desk.load(SHARED / "us" / "gao" / "test.html", source="gao", seen=date(2016, 1, 8))
        numbers = [line["File Number"] for line in _kept(tmp_path / "desk")]
        rows = [row for number in numbers for file in desk.protests(number, on=ON).files for row in file.rows]

    assert len(rows) >= 50
    assert {row.file_number for row in rows if clock(Rule.DECISION, "", row.filed).day != row.due} == set()


def _kept(folder: Path) -> list[dict[str, str]]:
    import gzip

    (path,) = (folder / "archive" / "blobs").rglob("*.gz")
    return list(csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode())))


# -- what is held ---------------------------------------------------------------------------------------------------------


def test_five_rows_of_a_file_stay_five_and_those_alike_say_so(tmp_path: Path) -> None:
    with made(tmp_path, "reported_protests.csv") as desk:
        answer = desk.protests("26 sol dcr 01", on=ON)

    (file,) = answer.files
    assert (file.file, file.state, file.reported) == ("B-424186", ProtestState.DECIDED, True)
    assert (file.last_outcomes, file.last_decided) == ((Outcome.DISMISSED,), date(2026, 3, 13))
    assert [(row.decided, row.said_alike) for row in file.rows] == [
        (date(2026, 1, 13), 2), (date(2026, 1, 13), 2), (date(2026, 1, 29), 2), (date(2026, 1, 29), 2), (date(2026, 3, 13), 1),
    ]  # fmt: skip
    assert len({row.evidence.pointer for row in file.rows}) == 5


@pytest.mark.parametrize("asked", ["B-424186", "b-424186.4", SOLICITATION, "located", "Locating frameworks"])
def test_a_file_a_solicitation_and_a_program_lead_to_the_same_rows(asked: str, tmp_path: Path) -> None:
    with made(tmp_path, "reported_protests.csv") as desk:
        assert len(desk.protests(asked, on=ON).files[0].rows) == 5


def test_a_decision_only_a_third_party_tells_is_reported_beside_a_docket_too(tmp_path: Path) -> None:
    table = (PAGES / "reported_protests.csv").read_text(encoding="utf-8").replace("B-424186.1..5", "B-411028.2")
    (tmp_path / "later.csv").write_text(table, encoding="utf-8")
    with made(tmp_path, "docket.html") as desk:
        recorded = desk.protests("B-411028", on=ON).files[0]
        desk.load(tmp_path / "later.csv", source="reported", seen=date(2026, 7, 30))
        told = desk.protests("B-411028", on=ON).files[0]

    assert (recorded.reported, recorded.last_decided) == (False, date(2015, 3, 31))
    assert (told.reported, told.last_decided, len(told.rows)) == (True, date(2026, 3, 13), 6)


def test_a_report_handed_in_again_is_not_counted_again(tmp_path: Path) -> None:
    with made(tmp_path, "reported_protests.csv") as desk:
        again = tmp_path / "again.csv"
        again.write_text((PAGES / "reported_protests.csv").read_text(encoding="utf-8") + "\n", encoding="utf-8")
        desk.load(again, source="reported", seen=date(2026, 7, 31))
        rows = desk.protests(SOLICITATION, on=ON).files[0].rows

    assert [(row.said_alike, row.seen) for row in rows] == [(count, date(2026, 7, 31)) for count in (2, 2, 2, 2, 1)]


def test_a_decision_to_come_is_not_told_on_the_day_asked(tmp_path: Path) -> None:
    with made(tmp_path, "docket.html") as desk:
        before, after = (desk.protests("B-411028", on=day) for day in (date(2015, 3, 30), date(2015, 3, 31)))
        never = desk.protests("B-411028", on=date(2015, 1, 14))

    assert (before.state, after.state, never.state) == (
        ProtestState.DOCKETED,
        ProtestState.DECIDED,
        ProtestState.NONE_FOUND,
    )
    assert (before.files[0].rows[0].decided, before.files[0].rows[0].outcome_said) == (None, None)
    assert [(one.rule, one.day) for one in before.files[0].clocks] == [
        (Rule.DECISION, date(2015, 4, 27)), (Rule.AGENCY_REPORT, date(2015, 2, 17)), (Rule.COMMENTS, None), (Rule.STAY, None),
    ]  # fmt: skip
    assert [(one.rule, one.day) for one in after.files[0].clocks] == [(Rule.RECONSIDERATION, date(2015, 4, 10))]


def test_what_was_not_seen_by_a_day_was_not_known_then(tmp_path: Path) -> None:
    with made(tmp_path, "reported_protests.csv", "reported_ceilings.csv") as desk:
        earlier = desk.protests(SOLICITATION, on=ON, known=date(2026, 7, 29))
        life = desk.contract(ORDER, on=ON, known=date(2026, 7, 29))

    assert (earlier.files, earlier.held) == ((), ())
    assert (life.reported, life.protest_leads) == ((), ())


def test_a_docket_seen_again_says_what_it_says_now(tmp_path: Path) -> None:
    open_then = (PAGES / "docket.html").read_text(encoding="utf-8")
    for part in ("<b>Outcome</b>: Dismissed&nbsp;&nbsp;", "<b>Date Decided</b>: Mar 31, 2015"):
        assert part in open_then
        open_then = open_then.replace(part, "")
    (tmp_path / "then.html").write_text(open_then, encoding="utf-8")
    with made(tmp_path) as desk:
        desk.load(tmp_path / "then.html", source="gao", seen=date(2026, 7, 1))
        desk.load(PAGES / "docket.html", source="gao", seen=date(2026, 7, 30))
        then, now = (desk.protests("B-411028", on=ON, known=day) for day in (date(2026, 7, 29), None))

    assert [len(answer.files[0].rows) for answer in (then, now)] == [1, 1]
    assert (then.state, now.state) == (ProtestState.DOCKETED, ProtestState.DECIDED)


def test_a_case_the_court_does_not_call_a_protest_is_none(tmp_path: Path) -> None:
    with made(tmp_path, "opinions.html") as desk:
        case, protest = desk.protests("25-312", on=ON), desk.protests("24-1836", on=ON)

    assert (case.state, case.files, len(case.other_cases)) == (ProtestState.NONE_FOUND, (), 1)
    assert (protest.state, protest.files[0].clocks) == (ProtestState.DECIDED, ())
    assert [(one.name, one.rows) for one in case.held] == [("cofc", 1)]


@pytest.mark.parametrize(("lang", "none", "nowhere"), [
    ("en", "No protest found in the sources held up to 30 July 2026.", "No source of protests is held."),
    ("fr", "Aucun recours trouvé dans les sources détenues jusqu'au 30 juillet 2026.", "Aucune source de recours n'est détenue."),
])  # fmt: skip
def test_nothing_found_says_where_it_was_looked_for(lang: str, none: str, nowhere: str, tmp_path: Path) -> None:
    def said(desk: Desk) -> str:
        return " ".join(Page(lang, 80).write(desk.protests("70TEST26R00000001", on=ON)).split())

    with made(tmp_path) as desk:
        assert nowhere in said(desk)
        desk.load(PAGES / "docket.html", source="gao", seen=date(2026, 7, 30))
        assert none in said(desk)
        assert "2015" in said(desk)


def test_a_protester_whose_name_might_be_a_persons_waits_for_review(tmp_path: Path) -> None:
    page = (
        (PAGES / "docket.html")
        .read_text(encoding="utf-8")
        .replace("Man-Machine Systems Assessment Inc", "Quorle Vanth")
    )
    (tmp_path / "bare.html").write_text(page, encoding="utf-8")
    with made(tmp_path) as desk:
        desk.load(tmp_path / "bare.html", source="gao", seen=date(2026, 7, 30))
        answer = desk.protests("B-411028", on=ON)

    for said in (written(answer), to_json(answer, "en"), to_csv(answer, "en")):
        assert "name awaiting review" in said
        assert "Vanth" not in said


# -- leads and reports ----------------------------------------------------------------------------------------------------


def written(answer: object, lang: str = "en") -> str:
    return " ".join(Page(lang, 80).write(answer).split())


def test_on_the_program_a_protest_is_told_with_all_its_rows(tmp_path: Path) -> None:
    with made(tmp_path, "reported_protests.csv") as desk:
        answer = desk.suppliers("ICE", program="located", on=ON)

    assert "File B-424186: reported dismissed 13 March 2026 (5 rows)" in written(answer)
    assert written(answer).count("Ballard Green, LLC") == 5
    assert "research notes of a third party" in written(answer)
    assert json.loads(to_json(answer, "en"))["program"]["solicitation"] == SOLICITATION


def test_on_a_contract_it_is_a_lead_and_never_a_fact(tmp_path: Path) -> None:
    with made(tmp_path, "reported_protests.csv") as desk:
        order, other = desk.contract(ORDER, on=ON), desk.contract("70TEST26F00000099", on=ON)

    (lead,) = order.protest_leads
    assert (lead.solicitation, lead.program and lead.program.id) == (SOLICITATION, "located")
    assert "A lead, not a fact on this contract" in written(order)
    assert "No record ties it to this contract." in written(order)
    assert "Une piste, non un fait sur ce contrat" in written(order, "fr")
    assert "Ballard Green" not in written(order)
    assert other.protest_leads == ()
    assert "B-424186" not in written(other)


def test_without_a_declared_solicitation_nothing_leads_from_a_contract(tmp_path: Path) -> None:
    links = PROGRAM.replace(f'solicitation = "{SOLICITATION}"\n', "")
    with made(tmp_path, "reported_protests.csv", links=links) as desk:
        assert desk.contract(ORDER, on=ON).protest_leads == ()
        assert desk.suppliers("ICE", program="located", on=ON).protests is None


def test_a_reported_ceiling_stands_beside_and_is_never_added(tmp_path: Path) -> None:
    with made(tmp_path) as desk:
        bare = desk.suppliers("ICE", program="located", on=ON)
        desk.load(PAGES / "reported_ceilings.csv", source="reported", seen=date(2026, 7, 30))
        answer, life = desk.suppliers("ICE", program="located", on=ON), desk.contract(ORDER, on=ON)

    assert [(one.framework, one.figure.amount, one.day, one.figure.on) for one in answer.reported] == [
        (FRAMEWORK, Decimal("365821218.75"), date(2026, 7, 27), date(2026, 7, 27)),
        ("70CDCR26D00000014", Decimal("217265625.00"), None, date(2026, 7, 30)),
    ]
    assert (answer.figures, answer.suppliers, answer.contracts) == (bare.figures, bare.suppliers, bare.contracts)
    assert (life.contract.figures[0].amount, life.ladder[-1].figure.amount) == (Decimal("111.00"), Decimal("111.00"))
    assert [one.reported for one in life.reported] == [True]
    assert "reported ceiling" in written(life)
    assert "reported ceiling (base and all options: a limit, not a sum due), of no day; seen 30 July 2026" in written(
        answer
    )


def test_in_csv_a_reported_amount_has_columns_of_its_own(tmp_path: Path) -> None:
    with made(tmp_path, "reported_ceilings.csv") as desk:
        answers = [
            desk.contract(ORDER, on=ON),
            desk.suppliers("ICE", program="located", on=ON),
            desk.framework(FRAMEWORK, on=ON),
        ]
        without = to_csv(desk.contract("70TEST26F00000099", on=ON), "en")

    for answer in answers:
        lines = list(csv.DictReader(io.StringIO(to_csv(answer, "en"))))
        told = [line for line in lines if line["reported_amount"]]
        assert told[0]["reported_amount"] == "365821218.75"
        assert {line.get("amount", "") or line.get("obligated", "") for line in told} == {""}
    assert "reported_amount" not in without


def test_a_framework_held_by_its_orders_alone_is_answered(tmp_path: Path) -> None:
    with made(tmp_path, "reported_ceilings.csv", "reported_protests.csv") as desk:
        answer = desk.numbered("70cdcr-26-d-00000015", on=ON)
        order = desk.numbered(ORDER, on=ON)

        assert answer == desk.framework(FRAMEWORK, on=ON)
        assert order == desk.contract(ORDER, on=ON)
        assert [one.piid for one in desk.framework(FRAMEWORK, on=ON).orders] == [ORDER]
        assert desk.framework(FRAMEWORK, on=ON).figures[0].amount == Decimal("111.00")
        with pytest.raises(UnknownContractError):
            desk.numbered("70CDCR26D00000099", on=ON)
    assert "365,821,218.75" in written(answer)
    assert "A lead, not a fact" in written(answer)


def test_a_solicitation_that_is_no_text_is_refused_by_its_entry(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    create(folder)
    (folder / "desk.toml").write_text("format = 1\n" + PROGRAM.replace(f'"{SOLICITATION}"', "26"))

    with pytest.raises(DecisionsError, match="solicitation = 26"):
        vigie.open(folder)


def test_rows_and_reports_are_the_same_after_a_rebuild(tmp_path: Path) -> None:
    with made(tmp_path, "docket.html", "reported_protests.csv", "reported_ceilings.csv") as desk:
        before = (desk.protests(SOLICITATION, on=ON), desk.suppliers("ICE", program="located", on=ON).reported)
        desk.rebuild()
        assert (desk.protests(SOLICITATION, on=ON), desk.suppliers("ICE", program="located", on=ON).reported) == before


@needs_shared
def test_the_fourteen_ceilings_reported_stand_beside_the_program(demo_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(demo_folder, tmp_path / "desk")
    with vigie.open(tmp_path / "desk") as desk:
        bare = desk.suppliers("ICE", program="skip-tracing-2025", on=ON).figures
        for path in sorted((SHARED / "us" / "secondary").glob("*.csv")):
            desk.load(path, source="reported", seen=date(2026, 7, 30))
        answer = desk.suppliers("ICE", program="skip-tracing-2025", on=ON)

    assert len(answer.reported) == 14
    assert sum(one.figure.amount or 0 for one in answer.reported) == Decimal("1442909640.02")
    assert {one.day for one in answer.reported} == {date(2026, 7, 27)}
    assert answer.figures == bare
    assert answer.protests is not None
    assert (answer.protests.files[0].last_decided, len(answer.protests.files[0].rows)) == (date(2026, 3, 13), 5)
