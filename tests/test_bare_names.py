"""Bare names that might be a person's: counted everywhere, shown nowhere before somebody has judged them. All names are invented."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

import vigie
from tests.bulk.made import HERE, action, load, rows_of, table, zipped
from tests.conftest import NOTICES, TINY, with_notices
from tests.test_cli import ASK
from vigie.cli.main import run
from vigie.desk import Desk
from vigie.desk.judgements import Judgements
from vigie.desk.waiting import read_mask
from vigie.errors import UnknownGroupError
from vigie.ledger.generations import Generations
from vigie.ledger.tables import open_tables
from vigie.outputs import OUTPUTS
from vigie.outputs.csv import to_csv
from vigie.outputs.json import to_json
from vigie.outputs.text import Page
from vigie.privacy.bare_names import is_bare, is_sentinel, sentinel, waiting_key
from vigie.privacy.suppliers import looks_like_person
from vigie.questions import QUESTIONS
from vigie.records.judgement import Verdict

Judging = Callable[..., Desk]

ON = date(2026, 8, 1)
BARE, ABOVE, BELOW = "QUORLE VANTH", "ZEPHINE DROLL", "OSTREL VIMM KADE"
KEY = BARE.lower()
NUMBER = waiting_key(KEY).removeprefix("waiting-")
PIID = "70TEST26F00000001"
_WORDS = re.compile("quorle|vanth|zephine|droll|ostrel|vimm", re.IGNORECASE)

# What each question is asked of the desk below
ASKED = {
    **{question: ["--on", "2026-08-01"] for question in QUESTIONS},
    "sales": [f"name:{waiting_key(KEY)}", "--on", "2026-08-01"],
    "group": [f"name:{waiting_key(KEY)}", "--on", "2026-08-01"],
    "who": ["Vanthe Quorl", "--on", "2026-08-01"],
    "suppliers": ["ICE", "--on", "2026-08-01"],
    "contract": [PIID, "--on", "2026-08-01"],
    "mentions": ["Helpdesk", "--on", "2026-08-01"],
    "changes": ["--since", "2025-01-01", "--until", "2026-08-01"],
    "health": [],
    "documents": [],
    "screen": [str(TINY / "companies.csv"), "--on", "2026-08-01"],
    "leads": [PIID, "--on", "2026-08-01"],
    "protests": ["B-411028", "--on", "2026-08-01"],
    "notice": ["70TEST26R00000002", "--on", "2026-08-01"],
    "search": ["helpdesk", "--on", "2026-08-01"],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with a bare supplier in two contracts, one a firm's as well, a bare parent and a bare subaward supplier."""
    folder = tmp_path_factory.mktemp("bare") / "desk"
    said = f"HELPDESK BY {BARE.title()}, THE QUORLEVANTH SYSTEM"
    rows = [
        action(recipient_name=BARE, recipient_parent_name=ABOVE, transaction_description=said),
        action("70TEST26F00000002", amount="7.00", recipient_name=BARE, recipient_parent_name=ABOVE),
        action("70TEST26F00000002", "P00001", "-30.00", "2025-12-01", recipient_name="FIRM OF SEVEN LLC"),
        action("70TEST26F00000003", amount="5.00", recipient_name="SEVENTH HELPDESK INC", recipient_parent_name=BARE),
    ]
    report = rows_of(HERE / "subawards_ice.csv")[0] | {
        "prime_award_unique_key": f"CONT_AWD_{PIID}_7012_-NONE-_-NONE-", "prime_award_piid": PIID,
        "prime_awardee_name": BARE, "subawardee_name": BELOW, "subawardee_parent_name": ABOVE,
        "subaward_description": f"PASSED ON TO {BELOW}",
    }  # fmt: skip
    award = rows_of(HERE / "awards_pristine.csv")[0]
    summary = award | {
        "contract_award_unique_key": f"CONT_AWD_{PIID}_7012_-NONE-_-NONE-", "award_id_piid": PIID,
        "parent_award_id_piid": "", "recipient_name": BARE, "recipient_parent_name": ABOVE,
    }  # fmt: skip
    load(folder, ("a.zip", zipped({"a.csv": table(rows)})))
    load(folder, ("s.csv", table([report], list(report))), ("w.csv", table([summary], list(award))))
    awarded = json.loads((NOTICES / "api_page.json").read_text(encoding="utf-8"))
    awarded["opportunitiesData"][1]["award"]["awardee"]["name"] = BARE
    awarded["opportunitiesData"][1]["description"] = f"AWARDED TO {BARE}"
    (folder.parent / "n.json").write_text(json.dumps(awarded), encoding="utf-8")
    with vigie.open(with_notices(folder)) as desk:
        desk.load(folder.parent / "n.json", source="sam", seen=ON)
    return folder


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    with vigie.open(folder) as opened:
        yield opened


NOW = datetime(2026, 8, 2, tzinfo=UTC)


@pytest.fixture
def judging(folder: Path, tmp_path: Path) -> Judging:
    """The desk with judgements made, opened."""

    def judged(verdict: Verdict, *ids: str, right: str | None = None, undone: bool = False) -> Desk:
        shutil.copytree(folder, tmp_path / "desk")
        store = Judgements(tmp_path / "desk" / "private.db")
        for id in ids:
            made = store.add(id, right, verdict, by="desk 2", why="looked up", moment=NOW)
            if undone:
                store.undo(made.number, by="desk 2", why="a mistake", moment=NOW)
        return vigie.open(tmp_path / "desk")

    return judged


# -- which names are bare ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [BARE, BELOW, "Quorle Vanth", "QUORLE D'VANTH", "VIRGINIA VANTH", "VANTH VIRGINIA", "J.R. VANTH",
                                  "QUORLE VANTH-KADE", "ÉLOÏNE VANTH", "QUORLE VANTH JR"])  # fmt: skip
def test_names_that_might_be_a_persons_are_bare(name: str) -> None:
    assert is_bare(name) or looks_like_person(name)


@pytest.mark.parametrize("name", ["QUORLE", "QUORLE VANTH LLC", "QUORLE VANTH, INC.", "VANTH INDUSTRIES", "CITY OF QUORLE",
                                  "QUORLE & VANTH", "QUORLE 7", "QUORLE.COM VANTH", "QUORLE VANTH KADE DROLL", "VANTH PARKING",
                                  "QUORLE BROTHERS", "VANTHCORP QUORLE", "OFFICE EQUIPMENT", ""])  # fmt: skip
def test_names_that_tell_an_organization_are_not_bare(name: str) -> None:
    assert not is_bare(name)


def test_behind_a_given_name_a_word_that_is_a_surname_too_tells_nothing() -> None:
    assert is_bare("JANET POWER")
    assert not is_bare("QUORLE POWER")


def test_a_name_that_looks_like_a_persons_is_withheld_and_does_not_wait() -> None:
    assert looks_like_person("JANE VANTH")
    assert not is_bare("JANE VANTH")


def test_case_and_marks_around_a_name_do_not_matter() -> None:
    assert is_bare(f"  {BARE.title()} ") == is_bare(BARE.lower()) == is_bare(BARE)


def test_two_names_never_share_a_sentinel_and_it_names_nobody() -> None:
    assert sentinel("quorle vanth") != sentinel("vanth quorle")
    assert is_sentinel(sentinel("quorle vanth"))
    assert not _WORDS.search(sentinel("quorle vanth"))


# -- no answer shows one -------------------------------------------------------------------------------------------------


def test_every_question_is_asked_of_a_desk_with_bare_names() -> None:
    assert tuple(ASK) == tuple(ASKED) == QUESTIONS


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("shape", OUTPUTS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_no_answer_in_any_format_shows_a_waiting_name(
    question: str, shape: str, lang: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = run([question, *ASKED[question], "--desk", str(folder), "--format", shape, "--lang", lang])

    said = capsys.readouterr()
    assert (status, said.err) == (0, "")
    assert not _WORDS.search(said.out.replace("QUORLEVANTH", "").replace("Vanthe Quorl", ""))
    if question in ("sales", "suppliers", "contract"):
        words = {"en": "name awaiting review", "fr": "nom en attente d'examen"}[lang]
        assert f"{words} ({NUMBER})" in " ".join(said.out.split())


def test_the_rows_of_the_kept_file_are_shown_without_it(desk: Desk) -> None:
    place = desk.contract(PIID, on=ON).contract.evidence[0]

    (row,) = desk.evidence(place.sha256, place.pointer).rows

    assert row.cells["recipient_name"] == sentinel(KEY)
    assert not _WORDS.search(json.dumps(row.cells).replace("QUORLEVANTH", ""))


@pytest.mark.parametrize("question", ["sales", "group"])
@pytest.mark.parametrize("name", [BARE, BARE.lower(), f"name:{KEY}", "QUORLE VANT", f"{BARE}, LLC"])
def test_nobody_can_ask_by_it_and_no_hint_gives_it_away(question: str, name: str, desk: Desk) -> None:
    with pytest.raises(UnknownGroupError) as refused:
        getattr(desk, question)(name, on=ON)

    assert not _WORDS.search(str(refused.value.found["nearest"]))
    assert "awaiting" not in str(refused.value.found["nearest"])


def test_who_does_not_find_it(desk: Desk) -> None:
    assert desk.who(BARE, on=ON).candidates == ()


@pytest.mark.parametrize(
    "words", [BARE, BARE.lower(), BARE.title(), "QUORLE", "quorl vanth", f'"{BARE}"', ABOVE, BELOW, "awaiting", NUMBER]
)
def test_search_does_not_find_it(words: str, desk: Desk) -> None:
    found = desk.search(words, on=ON)

    assert (found.hits, found.nearest) == ((), ())
    assert desk.suggest(words, on=ON) == ()


def test_its_contracts_are_found_by_their_words(desk: Desk) -> None:
    found = desk.search("helpdesk", on=ON)

    assert PIID in [hit.name for hit in found.hits]
    assert sentinel(KEY) in [hit.supplier for hit in found.hits]


def test_an_index_made_before_a_judgement_is_not_used_after_it(judging: Judging) -> None:
    with judging(Verdict.ORGANIZATION, f"name:{waiting_key(KEY)}") as desk:
        assert [hit.text for hit in desk.search(BARE, on=ON).hits if hit.id == f"name:{KEY}"] == [BARE]

        desk.judge(
            [f"name:{KEY}"], Verdict.INDIVIDUAL, by="desk 2", why="looked up", now=datetime(2026, 8, 3, tzinfo=UTC)
        )

        assert desk.search(BARE, on=ON).hits == ()
        assert len(list((desk.folder / "ledger" / "search").iterdir())) == 1


def test_links_and_pairs_are_read_through_the_mask_too(tmp_path: Path) -> None:
    with duckdb.connect() as db:
        open_tables(db, Generations(tmp_path), None)
        db.execute("insert into empty_spelling values ($key, $name, true)", {"key": KEY, "name": BARE})
        db.execute(
            "insert into empty_bare_ownership by name select $name as child, $key as child_key, 'SEVEN' as parent, 'seven' as parent_key",
            {"key": KEY, "name": BARE},
        )
        reasons = ["shared_words|+2.00|quorle vanth", "other|-1.00|a|b"]
        db.execute(
            "insert into empty_pair values ('name:a', $id, 0.5, 'review', $reasons), ('name:a', 'name:b', 0.5, 'review', $reasons)",
            {"id": f"name:{KEY}", "reasons": reasons},
        )

        read_mask(db).lay(db)

        assert db.execute("select child, child_key, parent, parent_key from ownership").fetchall() == [
            (sentinel(KEY), waiting_key(KEY), "SEVEN", "seven")
        ]
        assert db.execute("select left_id, right_id, reasons from pair order by right_id").fetchall() == [
            ("name:a", "name:b", reasons),
            ("name:a", f"name:{waiting_key(KEY)}", ["shared_words|+2.00|", "other|-1.00|"]),
        ]


# -- and every figure stays ------------------------------------------------------------------------------------------------


def test_it_is_counted_in_every_figure_and_stays_apart_from_others(desk: Desk) -> None:
    answer = desk.suppliers("ICE", on=ON)
    lines = {line.supplier: (line.contracts, str(line.figures[0].amount)) for line in answer.suppliers}

    assert lines == {
        sentinel(KEY): (2, "107.00"), "FIRM OF SEVEN LLC": (1, "-30.00"), "SEVENTH HELPDESK INC": (1, "5.00"),
    }  # fmt: skip


def test_figures_are_those_of_a_desk_where_everybody_is_shown(folder: Path, judging: Judging) -> None:
    everybody = [f"name:{name.lower()}" for name in (BARE, ABOVE, BELOW)]
    with vigie.open(folder) as masked, judging(Verdict.ORGANIZATION, *everybody) as shown:
        for ask in ("suppliers", "statuses"):
            before, after = (to_json(getattr(desk, ask)("ICE", on=ON), "en") for desk in (masked, shown))
            assert _unnamed(before) == _unnamed(after)
        before, after = (to_json(desk.contract(PIID, on=ON), "en") for desk in (masked, shown))

        assert _unnamed(before) == _unnamed(after)
        assert BARE in after


def _unnamed(answer: str) -> str:
    names = "|".join(
        f"name awaiting review \\({waiting_key(name.lower())[8:]}\\)|{name}" for name in (BARE, ABOVE, BELOW)
    )
    plain = json.loads(re.sub(f"(?i)\\[withheld\\]|{names}", "…", answer))
    for group in plain.get("groups", ()):
        group["suppliers"].sort()
    return json.dumps(plain)


def test_records_go_on_holding_the_true_name(folder: Path) -> None:
    with vigie.open(folder) as desk:
        before = to_json(desk.suppliers("ICE", on=ON), "en")
        desk.rebuild()

        assert to_json(desk.suppliers("ICE", on=ON), "en") == before
        assert {one.name for one in desk.waiting_names(on=ON).names} == {BARE, ABOVE, BELOW}


# -- until somebody has judged it -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", [f"name:{KEY}", f"name:{waiting_key(KEY)}"])
def test_judged_an_organization_it_is_shown(id: str, judging: Judging) -> None:
    with judging(Verdict.ORGANIZATION, id) as desk:
        answer = desk.sales(BARE, on=ON)

        assert (answer.group, str(answer.figures[0].amount)) == (
            BARE,
            "112.00",
        )  # with the one that names it as its parent
        assert BARE in {line.supplier for line in desk.suppliers("ICE", on=ON).suppliers}
        assert BARE not in {one.name for one in desk.waiting_names(on=ON).names}


def test_judged_an_individual_it_is_withheld_as_one_for_good(judging: Judging) -> None:
    with judging(Verdict.INDIVIDUAL, f"name:{KEY}") as desk:
        answer = desk.suppliers("ICE", on=ON)

        assert "individual contractor (name withheld)" in to_csv(answer, "en")
        assert str(answer.figures[0].amount) == "82.00"
        assert BARE not in {one.name for one in desk.waiting_names(on=ON).names}
        assert not re.search("quorle|vanth", to_json(desk.contract(PIID, on=ON), "en").replace("QUORLEVANTH", ""), re.I)
        with pytest.raises(UnknownGroupError):
            desk.sales(BARE, on=ON)


def test_a_judgement_undone_makes_it_wait_again(judging: Judging) -> None:
    with judging(Verdict.ORGANIZATION, f"name:{KEY}", undone=True) as desk:
        assert BARE in {one.name for one in desk.waiting_names(on=ON).names}


def test_a_pair_is_judged_by_either_id(judging: Judging) -> None:
    with judging(Verdict.SAME, f"name:{KEY}", right="name:seventh helpdesk") as desk:
        answer = desk.sales("Seventh Helpdesk", on=ON)

        assert str(answer.figures[0].amount) == "112.00"
        assert not _WORDS.search(to_json(answer, "en").replace("QUORLEVANTH", ""))


def test_a_name_that_a_declared_link_names_is_an_organizations(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    load(folder, ("a.zip", zipped({"a.csv": table([action(recipient_name=BARE)])})))
    link = '[[link]]\nchild = "Quorle Vanth"\nparent = "Seven Holding"\nsource = "invented"\n'
    (folder / "desk.toml").write_text(f"format = 1\n{link}")

    with vigie.open(folder) as desk:
        assert desk.sales("Seven Holding", on=ON).contracts[0].supplier == BARE


def test_a_spelling_with_a_legal_form_says_that_the_name_is_an_organizations(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    load(folder, ("a.zip", zipped({"a.csv": table([action(recipient_name=BARE)])})))
    load(folder, ("b.zip", zipped({"b.csv": table([action("70TEST26F00000002", recipient_name=f"{BARE} LLC")])})))

    with vigie.open(folder) as desk:
        assert desk.waiting_names(on=ON).names == ()
        assert len(desk.suppliers("ICE", on=ON).suppliers) == 1


# -- what the reviewer sees --------------------------------------------------------------------------------------------------


def test_the_reviewer_sees_the_names_with_what_hangs_on_each(desk: Desk) -> None:
    answer = desk.waiting_names(on=ON)

    first = answer.names[0]
    assert (first.id, first.shown_as, first.name) == (f"name:{KEY}", f"name:{waiting_key(KEY)}", BARE)
    assert (first.contracts, str(first.figures[0].amount)) == (2, "107.00")
    assert first.figures[0].evidence
    assert [one.figures for one in answer.names[1:]] == [(), ()]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_reviewers_list_is_laid_out_in_every_format(lang: str, desk: Desk) -> None:
    answer = desk.waiting_names(on=ON)

    for written in (to_json(answer, lang), to_csv(answer, lang), Page(lang, 80).write(answer)):
        assert BARE in written
        assert f"name:{waiting_key(KEY)}" in written
    assert max(map(len, Page(lang, 80).write(answer).splitlines())) <= 80


def test_whoever_reviews_decides_by_the_name_and_the_judgement_does_not_repeat_it(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(folder, tmp_path / "desk")
    at = ["--desk", str(tmp_path / "desk"), "--lang", "en"]

    assert run(["review", "--names", *at]) == 0
    assert BARE in capsys.readouterr().out
    assert run(["review", BARE.title(), "--verdict", "organization", "--why", "a shop", "--by", "A.B.", *at]) == 0
    capsys.readouterr()
    assert run(["suppliers", "ICE", *at]) == 0
    assert BARE in capsys.readouterr().out
    assert run(["review", "--judged", "--format", "json", *at]) == 0
    assert not _WORDS.search(capsys.readouterr().out)


def test_a_name_nobody_waits_for_cannot_be_judged(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--verdict", "individual", "--why", "seen", "--by", "A.B.", "--desk", str(folder), "--lang", "en"]

    assert run(["review", "Firm of Seven", *words]) == 2
    assert "vigie review --names" in capsys.readouterr().err
