"""What waits to be decided and what deciding does: figures move with a judgement, come back with its undoing, outlast a rebuild."""

import csv
import io
import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

import vigie
from tests.desks import SEEN, desk_of
from vigie.cli.main import run
from vigie.desk import Desk, create
from vigie.desk.lock import writing
from vigie.errors import DeskBusyError, JudgementsDamagedError, UnknownPairError
from vigie.groups.same import Pair
from vigie.messages import LANGUAGES
from vigie.outputs.text import Page
from vigie.questions.judged import State
from vigie.questions.review import pair_codes
from vigie.records.judgement import Verdict
from vigie.records.ownership import Party

END = date(2024, 12, 31)
NOW = datetime(2026, 1, 26, 9, 30, tzinfo=UTC)
# Of the first two nobody can be sure, nor of the third and fourth; the last two are one organization; no other names meet
ROWS = [
    "ICE,70TEST24F00000001,KESTRELIA INC,100.00,2024-01-01,0,,,PARTS",
    "ICE,70TEST24F00000002,KESTRELIA MARITIME LLC,30.00,2024-01-02,0,,,PARTS",
    "ICE,70TEST24F00000003,NORTHWIND LOGISTICS INC,7.00,2024-01-03,0,,,PARTS",
    "CBP,70BTEST24F0000004,NORTHWIND LOGISTICS AVIATION LLC,900.00,2024-01-04,0,,,PARTS",
    "ICE,70TEST24F00000005,ZORVANE SYSTEMS INC,5.00,2024-01-05,0,,,PARTS",
    "ICE,70TEST24F00000006,ZORVANE SYSTEM INC,2.00,2024-01-06,0,,,PARTS",
]
KESTRELIA, MARITIME = "KESTRELIA INC", "KESTRELIA MARITIME LLC"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_of(tmp_path, ROWS) as opened:
        yield opened


@pytest.fixture
def folder(desk: Desk) -> str:
    return str(desk.folder)


def judge(desk: Desk, verdict: Verdict, *pair: str) -> int:
    return desk.judge(pair, verdict, by="A.B.", why="same UEI", now=NOW).number


def total(desk: Desk, name: str, known: date | None = None) -> Decimal | None:
    return desk.group(name, on=END, known=known).figures[0].amount


def codes(desk: Desk) -> list[str]:
    return [one.code for one in desk.review(on=END).pairs]


# -- what waits ----------------------------------------------------------------------------------------------------------


def test_pairs_wait_by_the_money_of_the_side_with_less(desk: Desk) -> None:
    answer = desk.review(on=END)

    found = [(one.left.organization.name, one.right.organization.name, one.figures[0].amount) for one in answer.pairs]
    assert found == [
        (KESTRELIA, MARITIME, Decimal("30.00")),
        ("NORTHWIND LOGISTICS INC", "NORTHWIND LOGISTICS AVIATION LLC", Decimal("7.00")),
    ]
    assert [one.left.figures[0].amount for one in answer.pairs] == [Decimal("100.00"), Decimal("7.00")]
    assert all(one.reasons and 0 < one.score < 1 for one in answer.pairs)


def test_a_pair_on_which_no_money_of_the_buyer_hangs_waits_last(desk: Desk) -> None:
    first, last = desk.review(buyer="CBP", on=END).pairs

    assert (first.figures, last.figures) == ((), ())
    assert [one.figures for one in (last.left, first.left) if one.figures] == []


def test_two_names_under_one_head_would_move_no_money(tmp_path: Path) -> None:
    link = f'[[link]]\nchild = "{MARITIME}"\nparent = "{KESTRELIA}"\nsource = "invented"\n'
    with desk_of(tmp_path, ROWS, link) as desk:
        last = desk.review(on=END).pairs[-1]

    assert (last.left.organization.name, last.figures) == (KESTRELIA, ())


def test_a_pair_waits_only_once_both_names_were_seen(desk: Desk) -> None:
    assert desk.review(on=END, known=SEEN - timedelta(days=1)).pairs == ()
    assert len(desk.review(on=END, known=SEEN).pairs) == 2


def test_a_name_and_an_organization_of_a_register_wait_with_its_country(tmp_path: Path) -> None:
    (tmp_path / "lei.csv").write_text(
        "LEI,Entity.LegalName,Entity.LegalAddress.Country,Entity.EntityCategory,Registration.LastUpdateDate\n"
        "00000INVENTED0000071,Kestrelia Maritime GmbH,DE,GENERAL,2024-01-01T00:00:00Z\n"
    )
    with desk_of(tmp_path / "records", ROWS[:1]) as desk:
        desk.load(tmp_path / "lei.csv", source="gleif", seen=SEEN)
        (pair,) = desk.review(on=END).pairs
        judge(desk, Verdict.SAME, pair.code)

        joined = desk.group(KESTRELIA, on=END)

    assert (pair.left.country, pair.right.country, pair.figures) == (None, "DE", ())
    assert pair.right.organization == Party("lei:00000INVENTED0000071", "Kestrelia Maritime GmbH")
    assert joined.group.id == "lei:00000INVENTED0000071"


def test_a_code_is_of_both_ids_whatever_their_order_and_long_enough() -> None:
    one, turned = Pair("name:a", "name:b", 0.5, ()), Pair("name:b", "name:a", 0.5, ())
    many = [Pair("name:a", f"name:{number}", 0.5, ()) for number in range(120_000)]

    found = pair_codes(many)

    assert pair_codes([one]) == {("name:a", "name:b"): "fb184d12"}
    assert [*pair_codes([turned]).values()] == ["fb184d12"]
    assert len(set(found.values())) == len(many)
    assert len(next(iter(found.values()))) > 8


def test_nothing_waits_on_an_empty_desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    create(tmp_path / "empty")
    with vigie.open(tmp_path / "empty") as desk:
        assert (desk.review(on=END).pairs, desk.judged().judgements) == ((), ())

    assert run(["review", "--desk", str(tmp_path / "empty"), "--lang", "en"]) == 0
    assert "Nothing yet." in capsys.readouterr().out


# -- what deciding does --------------------------------------------------------------------------------------------------


def test_same_moves_the_money_of_a_group_and_undoing_brings_it_back(desk: Desk) -> None:
    assert total(desk, KESTRELIA) == Decimal("100.00")

    number = judge(desk, Verdict.SAME, codes(desk)[0])
    assert total(desk, KESTRELIA) == total(desk, MARITIME) == Decimal("130.00")
    assert desk.sales(MARITIME, on=END).figures[0].amount == Decimal("130.00")
    assert desk.suppliers("ICE", on=END).groups[0].figures[0].amount == Decimal("130.00")
    assert len(codes(desk)) == 1

    desk.undo(number, by="A.B.", why="misread", now=NOW)
    assert total(desk, KESTRELIA) == Decimal("100.00")
    assert len(codes(desk)) == 2


def test_different_separates_what_the_matching_was_sure_of(desk: Desk) -> None:
    assert total(desk, "ZORVANE SYSTEM") == Decimal("7.00")

    judge(desk, Verdict.DIFFERENT, "Zorvane Systems", "name:zorvane system")

    assert (total(desk, "ZORVANE SYSTEM"), total(desk, "ZORVANE SYSTEMS")) == (Decimal("2.00"), Decimal("5.00"))
    assert len(codes(desk)) == 2


def test_unsure_joins_nothing_and_is_not_asked_again(desk: Desk) -> None:
    code = codes(desk)[0]

    judge(desk, Verdict.UNSURE, code)

    assert code not in codes(desk)
    assert total(desk, KESTRELIA) == Decimal("100.00")


def test_a_judgement_counts_from_the_day_on_which_it_was_made(desk: Desk) -> None:
    judge(desk, Verdict.SAME, codes(desk)[0])

    assert total(desk, KESTRELIA, known=date(2026, 1, 25)) == Decimal("100.00")
    assert total(desk, KESTRELIA, known=date(2026, 1, 26)) == Decimal("130.00")
    assert desk.judged(known=date(2026, 1, 25)).judgements == ()


def test_judgements_outlast_a_rebuild_and_the_desk_being_closed(desk: Desk) -> None:
    judge(desk, Verdict.SAME, codes(desk)[0])
    before = (desk.folder / "private.db").read_bytes()

    desk.rebuild()
    desk.verify()

    assert total(desk, KESTRELIA) == Decimal("130.00")
    assert (desk.folder / "private.db").read_bytes() == before
    with vigie.open(desk.folder) as again:
        assert total(again, KESTRELIA) == Decimal("130.00")


def test_every_judgement_is_listed_with_who_when_and_why(desk: Desk) -> None:
    first, second = codes(desk)
    judge(desk, Verdict.SAME, first)
    desk.undo(1, by="desk 2", why="misread", now=NOW)
    judge(desk, Verdict.UNSURE, second)
    desk.judge(
        ["NORTHWIND LOGISTICS", "NORTHWIND LOGISTICS AVIATION"],
        Verdict.DIFFERENT,
        by="A.B.",
        why="two UEIs",
        now=NOW.replace(hour=10),
    )

    found = desk.judged().judgements
    page = Page("en", 80).write(desk.judged())

    assert [(one.number, one.state) for one in found] == [
        (3, State.STANDING),
        (2, State.REPLACED),
        (1, State.UNDONE),
    ]
    assert {found[2].left.name, found[2].right and found[2].right.name} == {KESTRELIA, MARITIME}
    assert "3. different, for good" in page
    assert "  26 January 2026, A.B.: two UEIs\n" in page
    assert "  undone 26 January 2026, desk 2: misread\n" in page


def test_a_name_like_a_persons_is_shown_neither_in_what_waits_nor_in_what_was_judged(
    desk: Desk, tmp_path: Path
) -> None:
    line = {
        "left": "name:jane exampleson", "right": "name:kestrelia", "verdict": "different", "by": "A.B.", "why": "two UEIs",
        "moment": NOW.isoformat(), "undone": None,
    }  # fmt: skip
    (tmp_path / "theirs.jsonl").write_text(json.dumps(line), encoding="utf-8")
    desk.import_judgements(tmp_path / "theirs.jsonl", now=NOW)

    page = Page("en", 80).write(desk.judged())

    assert "[individual contractor]" in repr(desk.judged())
    assert "exampleson" not in (page + repr(desk.judged())).lower()


@pytest.mark.parametrize(
    "pair", [["ffffffff0"], ["KESTRELIA", "Kestrelia, Inc."], ["KESTRELIA", "NOBODY HELD"], ["a", "b", "c"]]
)
def test_what_is_no_pair_is_refused(desk: Desk, pair: list[str]) -> None:
    with pytest.raises(UnknownPairError):
        judge(desk, Verdict.SAME, *pair)

    assert not (desk.folder / "private.db").exists()


def test_two_who_decide_at_once_do_not_meet(desk: Desk) -> None:
    with writing(desk.folder, "load"), pytest.raises(DeskBusyError):
        judge(desk, Verdict.SAME, codes(desk)[0])


def test_without_its_judgements_a_desk_neither_answers_nor_verifies(desk: Desk) -> None:
    judge(desk, Verdict.SAME, codes(desk)[0])
    (desk.folder / "private.db").write_bytes(b"")

    with pytest.raises(JudgementsDamagedError):
        desk.verify()
    with pytest.raises(JudgementsDamagedError):
        vigie.open(desk.folder)


# -- the command line ----------------------------------------------------------------------------------------------------

WORDS = ["--why", "same UEI", "--by", "A.B."]


def test_what_the_command_line_decides(folder: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    def said(*arguments: str, status: int = 0) -> str:
        assert run(["review", *arguments, "--desk", folder, "--lang", "en"]) == status
        spoken = capsys.readouterr()
        return spoken.err if status else spoken.out

    lines = list(csv.DictReader(io.StringIO(said("--on", "2024-12-31", "--format", "csv"))))
    assert [(one["left_name"], one["amount"]) for one in lines] == [
        (KESTRELIA, "30.00"),
        ("NORTHWIND LOGISTICS INC", "7.00"),
    ]

    code = lines[0]["code"]
    assert "needs the verdict" in said(code, status=2)
    assert "needs the reason" in said(code, "--verdict", "same", "--by", "A.B.", status=2)
    assert "Judgement 1 is recorded: the same." in said(code, "--verdict", "same", *WORDS)
    assert f"'{code}' is no pair to judge" in said(code, "--verdict", "same", *WORDS, status=2)

    exported = tmp_path / "ours.jsonl"
    assert "1 judgement written to" in said("--export", str(exported))
    assert "Judgement 1 is undone: the same." in said("--undo", "1", *WORDS)
    assert "undone already" in said("--undo", "1", *WORDS, status=2)
    assert "0 judgements of" in said("--import", str(exported))
    assert [one["state"] for one in json.loads(said("--judged", "--format", "json"))["judgements"]] == ["undone"]
    (line,) = csv.DictReader(io.StringIO(said("--judged", "--format", "csv")))
    assert (line["number"], line["left"], line["undone_by"]) == ("1", "name:kestrelia", "A.B.")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_things_at_once_are_refused(folder: str, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    status = run(["review", "--undo", "1", "--judged", "--desk", folder, "--lang", lang])

    said = capsys.readouterr()
    assert (status, said.out) == (2, "")
    assert "--undo, --ask, --judged" in said.err


@pytest.mark.parametrize("width", ["40", "80"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_waits_and_what_was_judged_fit_the_terminal(
    desk: Desk, folder: str, lang: str, width: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    judge(desk, Verdict.DIFFERENT, codes(desk)[0])

    for asked in (["--on", "2024-12-31"], ["--judged"]):
        assert run(["review", *asked, "--desk", folder, "--lang", lang]) == 0
        assert max(len(line) for line in capsys.readouterr().out.splitlines() if " " in line.strip()) <= int(width)


def asking(folder: str, said: str, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(said))
    return run(["review", "--ask", "--on", "2024-12-31", "--desk", folder, *arguments])


def test_pairs_are_asked_about_one_after_the_other(
    desk: Desk, folder: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    status = asking(folder, "A.B.\nx\ns\nJane Exampleson\nsame UEI\nnext\n", monkeypatch, "--lang", "en")

    said = capsys.readouterr().out
    assert status == 0
    assert said.count("same · different · unsure · next · quit") == 3
    assert "names a person" in said
    assert "No pair is left." in said
    assert [(one.verdict, one.by, one.why) for one in desk.judged().judgements] == [(Verdict.SAME, "A.B.", "same UEI")]


def test_a_reader_who_stops_keeps_what_was_decided(
    desk: Desk, folder: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = asking(folder, "d\ndeux UEI\ns\n", monkeypatch, "--by", "A.B.", "--lang", "fr")
    words = capsys.readouterr()
    left = asking(folder, "q\n", monkeypatch, "--by", "A.B.", "--lang", "fr")

    assert (stopped, left) == (130, 0)
    assert "même · différente · indécise · passer · quitter" in words.out
    assert [one.verdict for one in desk.judged().judgements] == [Verdict.DIFFERENT]
    desk.verify()
