"""Screening a list: matches with their reasons, open questions with their money, figures by hand, every layout, nothing kept."""

import csv
import io
import json
import shutil
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

import vigie
from tests.conftest import TINY
from vigie.cli.main import run
from vigie.desk import Desk, create
from vigie.groups.names import normal_form
from vigie.outputs.csv import columns, to_csv
from vigie.outputs.json import to_json
from vigie.outputs.text import Page
from vigie.outputs.xlsx import to_xlsx
from vigie.questions.screen import Candidate, Outcome, Screen, Screened
from vigie.records.judgement import Judgement, Undoing, Verdict

HERE = Path(__file__).parent / "screen"
ON = date(2026, 1, 31)
AWARDS = Path(__file__).parent / "bulk" / "awards_minnesota_resaved.csv"


def expected() -> dict[int, dict[str, str]]:
    with open(HERE / "expected.csv", encoding="utf-8", newline="") as file:
        return {int(line["row"]): line for line in csv.DictReader(file)}


@pytest.fixture(scope="module")
def answer(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Screen:
    """The list of 200 held against the shipped records and 22 award summaries, which have UEIs."""
    folder = tmp_path_factory.mktemp("screen") / "desk"
    shutil.copytree(demo_folder, folder)
    with vigie.open(folder) as desk:
        desk.load(AWARDS, source="usaspending", seen=date(2026, 8, 30))
        return desk.screen(HERE / "companies.csv", buyer="ICE", on=ON)


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    return tmp_path / "companies.csv"


def one(answer: Screen) -> Screened:
    (line,) = answer.lines
    return line


def amount(candidate: Candidate) -> Decimal | None:
    return candidate.figures[0].amount if candidate.figures else None


# -- a list as people keep them ----------------------------------------------------------------------------------------


def test_a_list_of_200_is_read_whole(answer: Screen) -> None:
    rows = sorted(row for line in answer.lines for row in line.line.rows)

    assert rows == list(range(2, 202)) == sorted(expected())
    assert (answer.read_as.rows, answer.read_as.repeated, answer.unread) == (200, 4, ())


def test_no_line_matches_another_supplier_than_it_means(answer: Screen) -> None:
    meant = expected()

    wrong = [
        (line.line.organization.name, match.name)
        for line in answer.lines
        for match in line.matches
        if normal_form(match.name) != normal_form(meant[line.line.rows[0]]["supplier"])
    ]

    assert wrong == []


def test_every_kind_of_row_finds_what_it_means(answer: Screen) -> None:
    meant, found = expected(), Counter[tuple[str, str]]()
    for line in answer.lines:
        kind, supplier = (meant[line.line.rows[0]][name] for name in ("kind", "supplier"))
        matched = {normal_form(match.name) for match in line.matches}
        asked = {normal_form(question.name) for question in line.open_questions}
        key = normal_form(supplier) if supplier else None
        found[kind, "match" if key in matched else "open" if key in asked else "none" if key is None else "missed"] += 1

    assert all(found[kind, "match"] for kind in ("as written", "without legal form", "abbreviated", "LEI", "UEI"))
    for kind in ("as written", "without legal form", "LEI", "UEI"):
        assert (found[kind, "open"], found[kind, "missed"]) == (0, 0), kind
    misspelled = sum(count for (kind, _), count in found.items() if kind == "misspelled")
    assert found["misspelled", "missed"] <= misspelled * 0.15
    for kind in ("wrong check digits", "wrong form of identifier", "letters of two scripts", "invisible character"):
        assert {what for (name, what), _ in found.items() if name == kind} == {"open"}, kind
    assert found["not held", "none"] == sum(line["kind"] == "not held" for line in meant.values())


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Dell Inc.", ("CADDELL", "RYDELL", "FRADELLA")),
        ("Caddell Construction", ("DELL ",)),
        ("Rydell Auto Center", ("DELL ",)),
        ("Fradella's Collision Center", ("DELL ",)),
        ("EADS", ("HEADSPACE", "LEADSONLINE")),
        ("Headspace", ("LEADSONLINE",)),
        ("Gemini Industries", ("CAPGEMINI",)),
        ("Capgemini SE", ("GEMINI INDUSTRIES",)),
    ],
)
def test_a_trap_does_not_even_come_near_the_other(name: str, others: tuple[str, ...], answer: Screen) -> None:
    (line,) = [line for line in answer.lines if line.line.organization.name == name]

    near = [one.name.upper() for one in (*line.matches, *line.open_questions)]

    assert [found for found in near if found.startswith(others)] == []


@pytest.mark.parametrize(
    "name", ["ACCENTURE PLC", "Deloitte Consulting GmbH", "DELOITTE & TOUCHE S.P.A.", "Dell Inc.", "EADS"]
)
def test_a_namesake_elsewhere_is_at_most_a_question(name: str, answer: Screen) -> None:
    (line,) = [line for line in answer.lines if line.line.organization.name == name]

    assert line.matches == ()
    assert line.outcome in (Outcome.OPEN, Outcome.NOT_FOUND)


def test_every_match_and_question_says_why(answer: Screen) -> None:
    found = [one for line in answer.lines for one in (*line.matches, *line.open_questions)]

    assert len(found) > 150
    assert [one.name for one in found if not one.reasons or one.score is None] == []
    by_number = [
        line.matches[0] for line in answer.lines if any(i.scheme == "uei" for i in line.line.organization.identifiers)
    ]
    assert {match.reasons[0].feature for match in by_number} == {"shared_identifier"}


def test_rows_without_a_name_are_found_by_their_identifiers(tmp_path: Path, listed: Path) -> None:
    create(tmp_path / "desk")
    listed.write_text("UEI\nDY5HJN6EL4M1\nENR9ZAAGMWJ5\nZZZZZZZZZZZ1\n")

    with vigie.open(tmp_path / "desk") as desk:
        desk.load(AWARDS, source="usaspending", seen=date(2026, 8, 30))
        lines = desk.screen(listed, on=ON).lines

    assert [[match.name for match in line.matches] for line in lines] == [
        ["FEDERAL CARTRIDGE COMPANY"],
        ["VISTA OUTDOOR SALES LLC"],
        [],
    ]


def test_figures_are_those_of_sales(answer: Screen, demo: Desk) -> None:
    found = {match.name: match for line in answer.lines for match in line.matches}
    alone = found["PARAGON PROFESSIONAL SERVICES LLC"]

    sales = demo.sales(alone.name, buyer="ICE", on=ON)
    group = demo.sales("The GEO Group, Inc.", buyer="ICE", on=ON)

    assert [figure.amount for figure in alone.figures] == [figure.amount for figure in sales.figures]
    assert [figure.evidence for figure in alone.figures] == [figure.evidence for figure in sales.figures]
    assert found["THE GEO GROUP, INC."].group == "THE GEO GROUP, INC."
    assert found["THE GEO GROUP, INC."].group_figures[0].amount == group.figures[0].amount
    assert found["Capgemini"].figures == ()
    assert found["Capgemini"].group_figures[0].amount == Decimal("116210775.42")


# -- figures by hand ---------------------------------------------------------------------------------------------------


def test_own_money_groups_and_questions_by_hand(tiny: Desk) -> None:
    answer = tiny.screen(TINY / "companies.csv", buyer="ICE", on=date(2024, 12, 31))

    alpha, beta, gamma, epsilon, nobody = answer.lines
    assert [(line.matches[0].first_action, line.matches[0].last_action) for line in (alpha, epsilon)] == [
        (date(2023, 10, 2), date(2024, 5, 1)),
        (None, None),
    ]
    assert [amount(line.matches[0]) for line in (alpha, beta, gamma)] == [Decimal(1390), Decimal(2300), Decimal(4050)]
    assert (alpha.matches[0].group, alpha.matches[0].group_figures[0].amount) == ("ALPHA HOLDING, INC.", Decimal(5690))
    assert (beta.matches[0].group, gamma.matches[0].group) == ("ALPHA HOLDING, INC.", None)
    assert (epsilon.matches[0].figures, epsilon.matches[0].actions) == ((), 0)
    assert (nobody.outcome, nobody.matches, nobody.open_questions) == (Outcome.NOT_FOUND, (), ())
    assert (answer.matched, answer.open, answer.not_found) == (4, 0, 1)
    assert answer.figures[0].amount == Decimal(1390 + 2300 + 4050)
    # everybody ever under Alpha is on the list itself, so that nothing is added
    assert answer.group_figures[0].amount == answer.figures[0].amount
    assert answer.open_figures == ()


def test_a_member_that_is_not_listed_counts_with_its_group_while_it_belonged(tiny: Desk, listed: Path) -> None:
    listed.write_text("Name\nAlpha Holding\n")

    answer = tiny.screen(listed, buyer="ICE", on=date(2024, 12, 31))

    assert answer.figures[0].amount == Decimal(1390)
    assert answer.group_figures[0].amount == Decimal(5690)


def test_since_and_on_bound_the_actions_counted(tiny: Desk) -> None:
    answer = tiny.screen(TINY / "companies.csv", buyer="ICE", on=date(2024, 2, 29), since=date(2024, 1, 1))

    found = {line.line.organization.name: line.matches[0] for line in answer.lines if line.matches}
    assert amount(found["Alpha Holding"]) == Decimal(590)
    assert found["Beta Services, LLC"].figures == ()
    assert found["Gamma"].group == "ALPHA HOLDING, INC."


def test_known_takes_back_what_had_not_been_seen(tiny: Desk) -> None:
    answer = tiny.screen(TINY / "companies.csv", buyer="ICE", on=date(2024, 12, 31), known=date(2023, 12, 31))

    found = {line.line.organization.name: line.outcome for line in answer.lines}
    assert found["Alpha Holding"] is found["Beta Services, LLC"] is Outcome.MATCH
    assert found["Epsilon LLC"] is Outcome.NOT_FOUND
    assert answer.figures[0].amount == Decimal(3000)


def test_no_individual_contractor_can_be_looked_for(tiny: Desk, listed: Path) -> None:
    listed.write_text("Name\nindividual contractor\n[individual contractor]\nExample Arbitration LLC\n")

    answer = tiny.screen(listed, on=date(2024, 12, 31))

    assert [line.outcome for line in answer.lines] == [Outcome.NOT_FOUND] * len(answer.lines)


def test_an_empty_desk_finds_nothing_and_says_so(tmp_path: Path) -> None:
    create(tmp_path / "desk")
    with vigie.open(tmp_path / "desk") as desk:
        answer = desk.screen(TINY / "companies.csv", buyer="ICE", on=ON)

    assert (answer.matched, answer.figures) == (0, ())
    assert "Nothing yet. Next: vigie load" in Page("en", 80).write(answer)


def test_a_wrong_identifier_keeps_the_line_from_matching(tiny: Desk, listed: Path) -> None:
    listed.write_text("Name,LEI\nAlpha Holding,549300UVN46B3BBDHO86\nNobody We Know,549300UVN46B3BBDHO86\n")

    answer = tiny.screen(listed, buyer="ICE", on=date(2024, 12, 31))

    assert [line.outcome for line in answer.lines] == [Outcome.OPEN, Outcome.OPEN]
    assert answer.lines[0].open_questions[0].name.startswith("ALPHA HOLDING")
    assert answer.figures == ()
    assert answer.open_figures[0].amount == Decimal(1390)
    assert "Not a sound identifier: LEI 549300UVN46B3BBDHO86." in " ".join(Page("en", 80).write(answer).split())


# -- judgements --------------------------------------------------------------------------------------------------------


def judgement(number: int, left: str, right: str, verdict: Verdict, *, undone: bool = False) -> Judgement:
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    undoing = Undoing("AB", "a mistake", moment)
    return Judgement(number, left, right, verdict, "AB", "seen in its report", moment, undoing if undone else None)


def screened(desk: Desk, listed: Path, *judgements: Judgement) -> Screened:
    return one(desk.screen(listed, buyer="ICE", on=date(2024, 12, 31), judgements=judgements))


def test_what_people_judged_prevails_over_every_score(tiny: Desk, listed: Path) -> None:
    listed.write_text("Name\nOmega Industries\n")
    same = judgement(1, "name:omega industries", "name:delta", Verdict.SAME)

    line = screened(tiny, listed, same)

    assert [(match.name, match.score, match.judgement) for match in line.matches] == [("DELTA LIMITED", None, same)]
    assert amount(line.matches[0]) == Decimal("700.10")


def test_a_pair_judged_different_is_listed_as_such_and_counts_nowhere(tiny: Desk, listed: Path) -> None:
    listed.write_text("Name\nAlphabet Soups Inc\n")
    before = screened(tiny, listed)
    apart = judgement(1, "name:alphabet soup", "name:alphabet soups", Verdict.DIFFERENT)

    after = screened(tiny, listed, apart)

    assert [one.name for one in (*before.matches, *before.open_questions)] == ["ALPHABET SOUP INC"]
    assert (after.matches, after.open_questions, after.outcome) == ((), (), Outcome.NOT_FOUND)
    assert [(one.name, one.judgement) for one in after.apart] == [("ALPHABET SOUP INC", apart)]


def test_the_last_judgement_that_stands_decides(tiny: Desk, listed: Path) -> None:
    listed.write_text("Name\nOmega Industries\n")
    first = judgement(1, "name:omega industries", "name:delta", Verdict.SAME)
    last = judgement(2, "name:delta", "name:omega industries", Verdict.UNSURE)
    undone = judgement(3, "name:omega industries", "name:delta", Verdict.DIFFERENT, undone=True)

    line = screened(tiny, listed, undone, last, first)

    assert [question.judgement for question in line.open_questions] == [last]
    assert line.outcome is Outcome.OPEN


def test_a_judgement_is_told_with_who_when_and_why(tiny: Desk, listed: Path) -> None:
    listed.write_text("Name\nOmega Industries\n")
    said = (judgement(1, "name:omega industries", "name:delta", Verdict.SAME),)
    answer = tiny.screen(listed, buyer="ICE", on=date(2024, 12, 31), judgements=said)

    assert "Judged to be the same by AB on 2 January 2026: seen in its report" in " ".join(
        Page("en", 80).write(answer).split()
    )
    assert "Jugées être la même par AB le 2 janvier 2026" in to_csv(answer, "fr")
    assert json.loads(to_json(answer, "en"))["lines"][0]["matches"][0]["judgement"]["verdict"] == "same"


# -- layouts -----------------------------------------------------------------------------------------------------------


def test_every_layout_has_the_same_figures(answer: Screen) -> None:
    as_json = json.loads(to_json(answer, "en"))
    as_csv = list(csv.DictReader(io.StringIO(to_csv(answer, "en"))))
    book = load_workbook(io.BytesIO(to_xlsx(answer, "en")))
    matches = list(book["Found"].iter_rows(min_row=2, values_only=True))
    at = {name: place for place, name in enumerate(columns(answer))}

    told = [match["figures"][0]["amount"] for line in as_json["lines"] for match in line["matches"] if match["figures"]]
    assert [line["amount"] for line in as_csv if line["result"] == "match" and line["amount"]] == told
    assert [f"{row[at['amount']]:.2f}" for row in matches if row[at["amount"]] is not None] == told
    assert as_json["figures"][0]["amount"] == str(answer.figures[0].amount)
    assert as_json["lines"][0]["line"]["organization"]["name"] == answer.lines[0].line.organization.name
    assert all(
        "text" in reason for line in as_json["lines"] for match in line["matches"] for reason in match["reasons"]
    )


def test_the_workbook_has_a_sheet_each_numbers_days_and_a_header_that_stays(answer: Screen) -> None:
    content = to_xlsx(answer, "fr")
    book = load_workbook(io.BytesIO(content))

    assert book.sheetnames == ["Trouvées", "À trancher", "Introuvables", "À propos"]
    found = book["Trouvées"]
    heads = [cell.value for cell in found[1]]
    assert "amount / montant" in heads
    assert "supplier held / fournisseur détenu" in heads
    assert found.freeze_panes == "A2"
    assert isinstance(found.cell(2, heads.index("score (0 to 1) / score (0 à 1)") + 1).value, int | float)
    (last,) = {
        type(row[heads.index("last action / dernier acte")]) for row in list(found.iter_rows(values_only=True))[1:]
    } - {type(None)}
    assert last is datetime
    assert any("jusqu'au 31 janvier 2026" in str(row[0]) for row in book["À propos"].iter_rows(values_only=True))
    assert book.properties.created == datetime(2026, 1, 31)  # noqa: DTZ001  as the file has it
    assert content == to_xlsx(answer, "fr")


def test_nothing_a_list_says_becomes_a_formula_or_a_link(tiny: Desk, listed: Path) -> None:
    names = ['=HYPERLINK("https://example.org")', "+1+1", "@SUM(A1)", "https://example.org/a", "=2+2"]
    with open(listed, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["Name"], *([name] for name in names)])
    answer = tiny.screen(listed, on=date(2024, 12, 31))

    book = load_workbook(io.BytesIO(to_xlsx(answer, "en")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value in names]

    assert {cell.value for cell in cells} == set(names)
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert all(line["listed"].startswith(("'", "https")) for line in csv.DictReader(io.StringIO(to_csv(answer, "en"))))


@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_page_fits_the_terminal(lang: str, width: int, answer: Screen) -> None:
    longest = max((line for line in Page(lang, width, 0).write(answer).splitlines() if " " in line.strip()), key=len)

    assert len(longest) <= width


def test_the_page_names_rows_that_were_not_looked_up(tiny: Desk, listed: Path) -> None:
    firms = "".join(f"Acme {number} Industries\n" for number in range(30))
    listed.write_text(f"Name\n{firms}Doe, Jane\n{'A' * 501}\n")

    said = Page("en", 80).write(tiny.screen(listed, on=date(2024, 12, 31)))

    assert "Row 32: reads as the name of a person" in said
    assert "Row 33: longer than any name" in said
    assert "Doe" not in said


# -- the command -------------------------------------------------------------------------------------------------------


def ask(folder: Path, *arguments: str | Path) -> int:
    return run(["screen", *map(str, arguments), "--on", "2024-12-31", "--desk", str(folder), "--lang", "en"])


def test_a_workbook_goes_to_a_file_of_its_own(
    tiny_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    into = tmp_path / "out.xlsx"

    status = ask(tiny_folder, TINY / "companies.csv", "--format", "xlsx", "--into", into)

    assert (status, capsys.readouterr().out.split()) == (0, ["Written:", f"{into}."])
    assert load_workbook(into).sheetnames[0] == "Found"


@pytest.mark.parametrize("shape", ["text", "json", "csv"])
def test_any_layout_may_go_to_a_file(
    shape: str, tiny_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(tiny_folder, TINY / "companies.csv", "--format", shape)
    shown = capsys.readouterr().out

    ask(tiny_folder, TINY / "companies.csv", "--format", shape, "--into", tmp_path / "out")

    assert (tmp_path / "out").read_text(encoding="utf-8") == shown


def test_a_file_that_is_there_is_never_written_over(
    tiny_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    into = tmp_path / "out.csv"
    into.write_text("mine")

    status = ask(tiny_folder, TINY / "companies.csv", "--format", "csv", "--into", into)

    assert (status, into.read_text()) == (74, "mine")
    assert "is there already" in capsys.readouterr().err


def test_a_list_can_neither_steer_the_terminal_nor_forge_a_line(
    tiny_folder: Path, listed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed.write_text('Name\n"ALPHA\x1b[2J\nFORGED LINE INC"\nTURNED \u202eTXET INC\n')

    ask(tiny_folder, listed)

    said = capsys.readouterr().out
    assert "FORGED" in said
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert not any(line.startswith("FORGED") for line in said.splitlines())


def test_a_workbook_needs_a_file(tiny_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = ask(tiny_folder, TINY / "companies.csv", "--format", "xlsx")

    assert status == 2
    assert "Name a file with --into FILE." in capsys.readouterr().err


def test_rows_that_were_not_looked_up_show_in_the_exit_status(tiny_folder: Path, listed: Path) -> None:
    listed.write_text("Name,Country\nAlpha Holding,US\nBeta, Inc.,US\n")

    assert ask(tiny_folder, listed) == 3


def test_nothing_of_a_list_stays_on_the_desk(tiny_folder: Path, listed: Path, tmp_path: Path) -> None:
    listed.write_text("Name,LEI\nZyzzyva Watched Works,549300UVN46B3BBDHO85\nAlpha Holding Watched,\n")
    before = {path: path.read_bytes() for path in tiny_folder.rglob("*") if path.is_file()}

    for shape in ("text", "json", "csv", "xlsx"):
        assert ask(tiny_folder, listed, "--format", shape, "--into", tmp_path / f"out.{shape}") == 0

    assert {path: path.read_bytes() for path in tiny_folder.rglob("*") if path.is_file()} == before
    assert "Zyzzyva" in (tmp_path / "out.json").read_text()
    assert not any(b"zyzzyva" in content.lower() for content in before.values())
