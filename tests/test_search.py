"""Search: numbers in any form, accents, stems, typos, phrases, the day of knowing, people, hostile words, the index on the disk."""

import json
import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import vigie
from tests.conftest import TINY
from vigie.cli.main import run
from vigie.desk import Desk, create
from vigie.errors import SearchTooLongError, SearchWordlessError
from vigie.ledger import search_kept
from vigie.ledger.search_words import plain_words, typos_allowed, word_places
from vigie.outputs.text import Page
from vigie.privacy import INDIVIDUAL
from vigie.questions.search import Found, Hit, HitKind, HitMatch
from vigie.questions.search_asked import asked_for
from vigie.questions.search_marks import Shows

HERE = Path(__file__).parent / "search"
END = date(2024, 12, 31)
APRIL = date(2026, 4, 25)
NUMBER = "70TEST24F00000901"


def made(folder: Path) -> Path:
    create(folder)
    shutil.copy(HERE / "desk.toml", folder / "desk.toml")
    with vigie.open(folder) as opened:
        opened.load(HERE / "actions.csv", source="usaspending", seen=END)
    return folder


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Invented records: accents, words with endings, a corrected description, an individual contractor."""
    return made(tmp_path_factory.mktemp("search") / "desk")


@pytest.fixture
def folder(once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(once, tmp_path / "desk"))


@pytest.fixture
def desk(once: Path) -> Iterator[Desk]:
    with vigie.open(once) as opened:
        yield opened


@pytest.fixture
def noticed(tiny_once_with_notices: Path) -> Iterator[Desk]:
    with vigie.open(tiny_once_with_notices) as opened:
        yield opened


def found(hits: tuple[Hit, ...]) -> list[tuple[str, str, str]]:
    """What was found and why: kind, name, match."""
    return [(hit.kind.value, hit.name, hit.match.value) for hit in hits]


def names(hits: tuple[Hit, ...], kind: HitKind) -> list[str]:
    return [hit.name for hit in hits if hit.kind is kind]


def marked(hit: Hit) -> list[str]:
    return [hit.text[mark.start : mark.end] for mark in hit.marks]


# -- numbers ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number",
    [
        NUMBER,
        NUMBER.lower(),
        f"  {NUMBER}\n",
        "70TEST-24-F-00000901",
        "70test 24 f 00000901",
        "70TEST–24–F–00000901",
        f"7012_{NUMBER}",
        f"CONT_AWD_{NUMBER}_7012_70TEST23D00000901_7012",
        f"cont_awd_{NUMBER.lower()}_7012_-none-_-none-",
    ],
)
def test_a_contract_is_found_by_any_form_of_its_number(number: str, desk: Desk) -> None:
    (first, *_) = desk.search(number, on=END).hits

    assert (first.kind, first.name, first.match) == (HitKind.CONTRACT, NUMBER, HitMatch.EXACT)
    assert (first.id, first.buyer, first.supplier) == (f"7012_{NUMBER}", "7012", "ALPHA HOLDING, INC.")
    assert (first.day, first.text) == (date(2024, 2, 1), "SECURITE: PROLONGATION DE LA PÉRIODE")


@pytest.mark.parametrize("words", [f"contract {NUMBER}", f"N° {NUMBER}", "PIID: 70TEST-24-F-00000901 (ICE)"])
def test_a_number_within_a_search_is_found(words: str, desk: Desk) -> None:
    assert ("contract", NUMBER, "part") in found(desk.search(words, on=END).hits)


def test_numbers_that_begin_so_come_newest_first(desk: Desk) -> None:
    hits = desk.search("70TEST24F", on=END).hits

    assert found(hits) == [("contract", "70TEST24F00000902", "begins"), ("contract", NUMBER, "begins")]


def test_a_number_with_two_signs_swapped_is_near_and_not_found(desk: Desk) -> None:
    answer = desk.search("70TEST24F00009001", on=END)

    assert answer.hits == ()
    assert names(answer.nearest, HitKind.CONTRACT)[0] == NUMBER
    assert {hit.match for hit in answer.nearest} == {HitMatch.NEAREST}


@pytest.mark.parametrize("number", ["70TEST23D00000902", "CONT_IDV_70TEST23D00000902_7012"])
def test_a_framework_is_found_by_its_number(number: str, desk: Desk) -> None:
    assert ("framework", "70TEST23D00000902", "exact") in found(desk.search(number, on=END).hits)


def test_a_program_is_found_by_its_name_and_its_solicitation(desk: Desk) -> None:
    assert ("program", "radio-sites", "exact") in found(desk.search("Sites de radio", on=END).hits)
    assert ("program", "radio-sites", "exact") in found(desk.search("26 sol tst 01", on=END).hits)


def test_a_notice_is_found_by_number_and_by_title(noticed: Desk) -> None:
    by_number = noticed.search("2026 cbp m2s2", on=APRIL).hits
    by_title = noticed.search("mobile surveillance systems", on=APRIL).hits

    assert found(by_number)[0] == ("notice", "2026-CBP-M2S2", "exact")
    (notice,) = [hit for hit in by_title if hit.kind is HitKind.NOTICE]
    assert marked(notice) == ["Mobile", "Surveillance", "System"]
    assert noticed.notice(notice.name, on=APRIL).number == "2026-CBP-M2S2"


# -- names --------------------------------------------------------------------------------------------------------------


def test_an_organization_is_found_by_a_spelling_and_told_with_its_head(desk: Desk) -> None:
    group = desk.search("The Alpha Holding", on=END).hits[0]
    member = desk.search("BETA TELECOMMUNICATIONS", on=END).hits[0]

    assert (group.kind, group.match, group.head) == (HitKind.GROUP, HitMatch.EXACT, None)
    assert (member.kind, member.match, member.head) == (HitKind.SUPPLIER, HitMatch.EXACT, "ALPHA HOLDING, INC.")
    assert desk.search("BETA TELECOMMUNICATIONS", on=date(2023, 12, 20)).hits[0].head is None


@pytest.mark.parametrize("name", ["ICE", "ice", "7012", "U.S. Immigration and Customs Enforcement"])
def test_a_public_body_is_found_by_acronym_code_and_name(name: str, desk: Desk) -> None:
    assert found(desk.search(name, on=END).hits)[0] == ("buyer", "ICE", "exact")


@pytest.mark.parametrize(
    ("words", "match"),
    [("skip tracing", "exact"), ("skip-tracing", "exact"), ("Localisation de personnes", "begins"), ("bedspace", None)],
)
def test_a_topic_is_found_by_its_names_and_by_the_words_that_give_it(words: str, match: str | None, desk: Desk) -> None:
    topics = [hit for hit in desk.search(words, on=END).hits if hit.kind is HitKind.TOPIC]

    assert [(one.name, one.match.value) for one in topics] == [
        ("skip-tracing", match) if match else ("detention", "part")
    ]


def test_a_contract_has_the_words_of_its_supplier_and_its_buyer(desk: Desk) -> None:
    hits = desk.search("telecommunications radio ICE", on=END).hits

    (contract,) = [hit for hit in hits if hit.kind is HitKind.CONTRACT]
    assert (contract.name, marked(contract)) == ("70TEST24F00000902", ["RADIO"])
    assert [contract.supplier[mark.start : mark.end] for mark in contract.supplier_marks if contract.supplier] == [
        "TELECOMMUNICATIONS"
    ]


# -- words --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["sécurité", "securite", "SÉCURITÉ", "se\u0301curite\u0301"])
def test_accents_and_capitals_do_not_count(word: str, desk: Desk) -> None:
    hits = [hit for hit in desk.search(f"{word} accès", on=END).hits if hit.kind is HitKind.CONTRACT]

    assert [(hit.name, marked(hit)) for hit in hits] == [(NUMBER, ["SÉCURITÉ", "ACCÈS"])]
    assert hits[0].day == date(2023, 10, 2)


@pytest.mark.parametrize(
    ("words", "contracts", "marks"),
    [
        ("maintains", {"70TEST24F00000902", "70BTST24F00000903"}, {"MAINTAINED", "MAINTAINING"}),
        ("radios station", {"70BTST24F00000903"}, {"RADIO", "STATIONS"}),
        ("bâtiments", {NUMBER}, {"BATIMENT"}),
        ("prolongations des périodes", {NUMBER}, {"PROLONGATION", "PÉRIODE"}),
    ],
)
def test_words_are_found_by_their_stem(words: str, contracts: set[str], marks: set[str], desk: Desk) -> None:
    hits = [hit for hit in desk.search(words, on=END).hits if hit.kind is HitKind.CONTRACT]

    assert {hit.name for hit in hits} == contracts
    assert {word for hit in hits for word in marked(hit)} == marks
    assert {hit.match for hit in hits} == {HitMatch.WORDS}


def test_every_word_must_be_there(desk: Desk) -> None:
    assert names(desk.search("radio gates", on=END).hits, HitKind.CONTRACT) == []


def test_a_phrase_is_taken_word_by_word(desk: Desk) -> None:
    loose = desk.search("radio equipment", on=END).hits
    quoted = desk.search('"Radio Equipment"', on=END).hits
    french = desk.search("« radio equipment » sites", on=END).hits

    assert set(names(loose, HitKind.CONTRACT)) == {"70TEST24F00000902", "70BTST24F00000903"}
    assert names(quoted, HitKind.CONTRACT) == names(french, HitKind.CONTRACT) == ["70TEST24F00000902"]
    assert [marked(hit) for hit in quoted if hit.kind is HitKind.CONTRACT] == [["RADIO EQUIPMENT"]]
    assert names(desk.search('"radios equipment"', on=END).hits, HitKind.CONTRACT) == []


def test_a_phrase_does_not_reach_from_a_description_into_a_name(desk: Desk) -> None:
    assert desk.search('"sites beta"', on=END).hits == ()


def test_a_long_text_is_cut_around_the_words_found() -> None:
    shows = Shows(asked_for("needle"), last_begun=False)
    text, marks = shows.quoted("straw " * 100 + "NEEDLE" + " straw" * 100, near=False)

    assert [text[mark.start : mark.end] for mark in marks] == ["NEEDLE"]
    assert text.startswith("… straw")
    assert text.endswith("straw …")
    assert len(text) < 250


# -- typos --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    ["gaxes", "gtaes", "gatxes", "gtes", "telecomunications", "telecmomunicatoins", "telekommunikations"],
)
def test_a_word_with_typos_is_near_and_not_found(word: str, desk: Desk) -> None:
    answer = desk.search(word, on=END)

    assert answer.hits == ()
    assert {hit.match for hit in answer.nearest} == {HitMatch.NEAREST}
    near = {one for hit in answer.nearest for one in (*marked(hit), *(hit.supplier or "").split())}
    assert {"GATES", "TELECOMMUNICATIONS"} & near


@pytest.mark.parametrize("word", ["gste", "gtsea", "telecmuncatons", "ics", "70TEST24F0000"])
def test_more_typos_than_allowed_find_nothing_near(word: str, desk: Desk) -> None:
    answer = desk.search(word, on=END)

    assert not [hit for hit in (*answer.hits, *answer.nearest) if hit.match is HitMatch.NEAREST]


def test_short_words_and_words_with_digits_may_have_no_typo() -> None:
    assert [typos_allowed(word) for word in ("ice", "gate", "station", "stations", "f24x", "24")] == [0, 1, 1, 2, 0, 0]


def test_nothing_is_near_where_something_is_called_exactly_so(desk: Desk) -> None:
    assert desk.search("gamma", on=END).nearest == ()


# -- days ---------------------------------------------------------------------------------------------------------------


def test_what_had_not_been_seen_by_a_day_is_not_found(desk: Desk) -> None:
    before, on_the_day = date(2024, 7, 4), date(2024, 7, 5)

    assert desk.search("buoys", on=END, known=before).hits == ()
    assert names(desk.search("buoys", on=END, known=on_the_day).hits, HitKind.CONTRACT) == ["70BTST24F00000903"]
    assert desk.search("70BTST24F00000903", on=END, known=before).hits == ()
    assert desk.search("gamma", on=END, known=before).hits == ()


def test_what_happened_after_a_day_is_not_found(desk: Desk) -> None:
    assert desk.search("buoys", on=date(2024, 6, 29)).hits == ()
    assert names(desk.search("buoys", on=date(2024, 6, 30)).hits, HitKind.CONTRACT) == ["70BTST24F00000903"]


def test_a_description_that_was_corrected_is_found_as_it_was_known(desk: Desk) -> None:
    contract = "70TEST24C00000904"

    assert desk.search("fences", on=END).hits == ()
    assert names(desk.search("fences", on=END, known=date(2024, 3, 31)).hits, HitKind.CONTRACT) == [contract]
    assert names(desk.search("gates", on=END).hits, HitKind.CONTRACT) == [contract]
    assert desk.search("gates", on=END, known=date(2024, 3, 31)).hits == ()


# -- people -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["Jane Example", "EXAMPLE, JANE", '"jane example"', "jane", "individual contractor"])
def test_an_individual_contractor_is_not_found_by_name(words: str, desk: Desk) -> None:
    answer = desk.search(words, on=END)

    assert (answer.hits, answer.nearest) == ((), ())
    assert desk.suggest(words, on=END) == ()


@pytest.mark.parametrize(
    "words", ["Martin Keeler", "KEELER, MARTIN", '"martin keeler"', '"martin keeler" report', "Martin"]
)
def test_no_description_is_searched_for_people(words: str, folder: Path) -> None:
    actions = (HERE / "actions.csv").read_text(encoding="utf-8").splitlines()
    row = (
        actions[3]
        .replace("901", "999")
        .replace("RADIO EQUIPMENT MAINTAINED AT FOUR SITES", "MARTIN KEELER FIELD REPORT")
    )
    (folder.parent / "more.csv").write_text("\n".join([actions[0], row.replace("902", "998")]) + "\n", encoding="utf-8")
    with vigie.open(folder) as desk:
        desk.load(folder.parent / "more.csv", source="usaspending", seen=END)
        answer = desk.search(words, on=END)

        assert (answer.hits, answer.nearest, answer.texts) == ((), (), False)
        assert "name of a person" in Page("en", 200).write(answer)
        assert names(desk.search("field report", on=END).hits, HitKind.CONTRACT) == ["70TEST24F00000998"]


def test_an_organization_called_like_a_person_is_searched_for(demo: Desk) -> None:
    answer = demo.search("lockheed martin", on=date(2026, 8, 22))

    assert answer.texts
    assert names(answer.hits, HitKind.CONTRACT)


def test_the_contract_of_an_individual_is_found_without_a_name(desk: Desk) -> None:
    (hit,) = desk.search("arbitration", on=END).hits

    assert (hit.kind, hit.supplier, hit.supplier_marks) == (HitKind.CONTRACT, INDIVIDUAL, ())


# -- what anybody may type ----------------------------------------------------------------------------------------------

HOSTILE = [
    '"', '""', '"unclosed', '" OR "', "a\0b", "\0", "\u202etxet", "AND OR NOT", "+must -not", "name:*", "*", "gat*", "gates~2", "gates^9",
    "[a TO z]", "{a TO z}", "(((", "))", "\\", "\\\"", "/.*/", ".*", "' OR 1=1 --", "<script>alert(1)</script>", "%s%n", "${jndi:x}",
    "🦺 gates", "ﬁnances ½ ①", "ǅ ß ı İ", "ゲート", "שער", "\u0301", "e\u0301" * 60, "\ud800", "¦", "a ¦ b", "「gates」", "—", "x" * 200,
    "ab " * 66, "gates " * 33, "abcdefgh " * 22, "1 " * 100, "_", "a_b", "\r\n", "CONT_AWD_", "CONT_AWD__7012_", "c" * 9 + "\"d",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE, ids=ascii)
def test_whatever_is_typed_has_an_answer_or_a_message(words: str, desk: Desk) -> None:
    def asked(ask: Callable[[], object]) -> None:
        try:
            ask()
        except SearchWordlessError:
            assert not plain_words(words)

    asked(lambda: Page("fr", 80).write(desk.search(words, on=END)))
    asked(lambda: desk.suggest(words, on=END))


def test_signs_are_no_operators(desk: Desk) -> None:
    gates = found(desk.search("gates", on=END).hits)

    assert gates
    for words in ("+gates", "gates~", "(gates)", 'gates"', "gates*", "/gates/", "-gates", "^gates$", "gates:"):
        assert found(desk.search(words, on=END).hits) == gates
    assert desk.search("gates OR buoys", on=END).hits == ()
    assert desk.search("buo*", on=END).hits == ()


@pytest.mark.parametrize("words", ["", " ", "?!", "\u202e", '""', "\0\n"])
def test_a_search_without_a_word_is_refused(words: str, desk: Desk) -> None:
    with pytest.raises(SearchWordlessError):
        desk.search(words, on=END)


@pytest.mark.parametrize("length", [201, 10_000])
def test_a_search_too_long_is_refused_with_the_limit(
    length: int, once: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with vigie.open(once) as desk, pytest.raises(SearchTooLongError):
        desk.search("x" * length, on=END)

    assert run(["search", "x" * length, "--desk", str(once), "--lang", "en"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "at most 200" in " ".join(said.err.split())
    assert len(said.err) < 500


def test_places_of_words_are_those_of_the_text_as_it_stands() -> None:
    text = "De\u0301ja\u0300 — vu\u202e, ﬁn d'E\u0301tat"

    assert [(place.word, text[place.start : place.end]) for place in word_places(text)] == [
        ("deja", "De\u0301ja\u0300"),
        ("vu", "vu"),
        ("fin", "ﬁn"),
        ("d", "d"),
        ("etat", "E\u0301tat"),
    ]
    assert plain_words(text) == "deja vu fin d etat"


# -- how much, in which order -------------------------------------------------------------------------------------------


def test_what_is_more_than_asked_for_is_said(desk: Desk) -> None:
    few, every = desk.search("ICE", on=END, limit=2), desk.search("ICE", on=END, limit=None)

    assert len(names(few.hits, HitKind.CONTRACT)) == 2
    assert few.more == (HitKind.CONTRACT,)
    assert len(names(every.hits, HitKind.CONTRACT)) == 5
    assert every.more == ()


@pytest.mark.parametrize("words", ["ice", "security", "capgemini", "detenton", "70CDCR24", "maintenance services"])
def test_two_makers_lay_the_same_index_and_give_the_same_answer(words: str, demo: Desk, demo_twice: Desk) -> None:
    ours, theirs = (desk.search(words, on=date(2026, 8, 22)) for desk in (demo, demo_twice))

    assert ours.hits + ours.nearest
    assert replace(ours, coverage=theirs.coverage) == theirs


@pytest.fixture(scope="module")
def demo_twice(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The demo desk without its index, copied."""
    folder = tmp_path_factory.mktemp("twice") / "desk"
    shutil.copytree(demo_folder, folder, ignore=shutil.ignore_patterns("search"))
    with vigie.open(folder) as desk:
        yield desk


def test_as_typed_the_group_comes_first(demo: Desk) -> None:
    on = date(2026, 8, 22)

    assert found(demo.suggest("capg", on=on))[0] == ("group", "Capgemini", "begins")
    assert found(demo.suggest("palantir techn", on=on))[0][1] == "PALANTIR TECHNOLOGIES INC."
    assert found(demo.suggest("technologies palan", on=on))[0][1] == "PALANTIR TECHNOLOGIES INC."
    assert ("contract", "70CDCR24FR0000006", "begins") in found(demo.suggest("70CDCR24FR000000", on=on))
    assert len(demo.suggest("c", on=on, limit=3)) == 3


def test_every_hit_has_a_page(demo: Desk) -> None:
    on = date(2026, 8, 22)
    pages: dict[HitKind, Callable[[str], object]] = {
        HitKind.GROUP: lambda name: demo.group(name, on=on),
        HitKind.SUPPLIER: lambda name: demo.group(name, on=on),
        HitKind.BUYER: lambda name: demo.statuses(name, on=on),
        HitKind.TOPIC: lambda name: demo.notices(topic=name, on=on),
        HitKind.PROGRAM: lambda name: demo.suppliers("ICE", program=name, on=on),
        HitKind.CONTRACT: lambda name: demo.numbered(name, on=on),
        HitKind.FRAMEWORK: lambda name: demo.framework(name, on=on),
    }
    asked = ("geo", "skip tracing", "ICE", "70CDCR26D0000001", "70CDCR26FR000002", "homeland")
    hits = [hit for words in asked for hit in demo.search(words, on=on, limit=3).hits]

    for hit in hits:
        pages[hit.kind](hit.name)
    assert {hit.kind for hit in hits} == set(pages)


# -- the index on the disk ----------------------------------------------------------------------------------------------


def kept(folder: Path) -> list[Path]:
    return sorted((folder / "ledger" / "search").iterdir())


def asked_of(folder: Path) -> Found:
    with vigie.open(folder) as desk:
        return desk.search("radio", on=END)


def test_the_index_is_made_once(folder: Path) -> None:
    shutil.rmtree(folder / "ledger" / "search", ignore_errors=True)
    first = asked_of(folder)
    (index,) = kept(folder)
    before = {path.name: path.stat().st_mtime_ns for path in index.iterdir() if path.suffix != ".lock"}

    assert asked_of(folder) == first
    assert kept(folder) == [index]
    assert {path.name: path.stat().st_mtime_ns for path in index.iterdir() if path.suffix != ".lock"} == before


@pytest.mark.parametrize(
    "harm", ["a byte changed", "a file cut", "a file gone", "no list", "a file in its place", "empty"]
)
def test_a_damaged_index_is_made_again(harm: str, folder: Path) -> None:
    sound = asked_of(folder)
    (index,) = kept(folder)
    store = max(index.iterdir(), key=lambda path: path.stat().st_size)
    content = store.read_bytes()
    match harm:
        case "a byte changed":
            store.write_bytes(content[:50] + bytes([content[50] ^ 1]) + content[51:])
        case "a file cut":
            store.write_bytes(content[:-1])
        case "a file gone":
            store.unlink()
        case "no list":
            (index / "whole.json").unlink()
        case "a file in its place":
            shutil.rmtree(index)
            index.write_text("no folder")
        case "empty":
            shutil.rmtree(index)
            index.mkdir()

    assert asked_of(folder) == sound
    assert kept(folder) == [index]
    assert json.loads((index / "whole.json").read_bytes())


def test_an_index_removed_under_a_reader_goes_on_answering(folder: Path) -> None:
    with vigie.open(folder) as desk:
        before = desk.search("radio", on=END)
        shutil.rmtree(folder / "ledger" / "search")

        assert desk.search("radio", on=END) == before
        assert desk.search("gamma", on=END).hits


def test_another_generation_has_another_index_and_the_older_goes(folder: Path) -> None:
    asked_of(folder)
    (older,) = kept(folder)
    with vigie.open(folder) as desk:
        desk.load(TINY / "actions.csv", source="usaspending", seen=END)
        assert names(desk.search("voice hotline", on=END).hits, HitKind.CONTRACT) == ["70TEST24C00000004"]
    (newer,) = kept(folder)

    assert newer.name > older.name


def test_another_declaration_has_another_index(folder: Path) -> None:
    asked_of(folder)
    decisions = folder / "desk.toml"
    decisions.write_text(decisions.read_text().replace('en = "radio sites"', 'en = "lighthouses"'))

    with vigie.open(folder) as desk:
        assert found(desk.search("lighthouses", on=END).hits) == [("program", "radio-sites", "exact")]
    assert len(kept(folder)) == 1


def test_where_nothing_can_be_written_the_index_is_made_in_memory(folder: Path) -> None:
    sound = asked_of(folder)
    shutil.rmtree(folder / "ledger" / "search")
    (folder / "ledger" / "search").write_text("no folder can be made here")

    assert asked_of(folder) == sound
    assert (folder / "ledger" / "search").is_file()


def test_an_index_is_opened_from_a_copy(folder: Path) -> None:
    sound = asked_of(folder)
    (index,) = kept(folder)
    before = sorted(path.name for path in index.iterdir())

    opened = search_kept._opened_elsewhere(index)

    with vigie.open(folder) as desk:
        desk._index = opened
        assert desk.search("radio", on=END) == sound
    assert sorted(path.name for path in index.iterdir()) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_desk_that_may_only_be_read_is_searched(folder: Path) -> None:
    sound = asked_of(folder)
    (index,) = kept(folder)
    for path in (index, index.parent):
        path.chmod(0o500)

    try:
        assert asked_of(folder) == sound
    finally:
        for path in (index.parent, index):
            path.chmod(0o700)


def _ask(folder: Path, answers: "multiprocessing.Queue[list[tuple[str, str, str]]]") -> None:
    with vigie.open(folder) as desk:
        answers.put(found(desk.search("radio equipment", on=END).hits))


def test_makers_at_once_do_not_break_each_other(folder: Path) -> None:
    shutil.rmtree(folder / "ledger" / "search", ignore_errors=True)
    context = multiprocessing.get_context("spawn")
    answers: multiprocessing.Queue[list[tuple[str, str, str]]] = context.Queue()
    makers = [context.Process(target=_ask, args=(folder, answers)) for _ in range(3)]
    for maker in makers:
        maker.start()
    given = [answers.get(timeout=60) for _ in makers]
    for maker in makers:
        maker.join(60)

    assert given[0]
    assert given == [given[0]] * 3
    assert [maker.exitcode for maker in makers] == [0, 0, 0]
    assert len(kept(folder)) == 1


def test_the_index_of_a_faster_maker_stays(folder: Path, tmp_path: Path) -> None:
    asked_of(folder)
    (index,) = kept(folder)
    marker = index.stat().st_ino
    late = index.parent / ".making-late"
    shutil.copytree(index, late)

    search_kept._put(late, index)

    assert index.stat().st_ino == marker


def test_what_a_killed_maker_left_is_removed_after_an_hour(folder: Path) -> None:
    place = folder / "ledger" / "search"
    asked_of(folder)
    for name, age in (("old", 3_700), ("new", 60)):
        left = place / f".making-{name}"
        left.mkdir()
        os.utime(left, (left.stat().st_mtime - age,) * 2)
    (index,) = [path for path in kept(folder) if not path.name.startswith(".")]
    shutil.rmtree(index)

    asked_of(folder)

    assert kept(folder) == [place / ".making-new", index]


def test_an_empty_desk_is_searched(tmp_path: Path) -> None:
    create(tmp_path / "desk")
    with vigie.open(tmp_path / "desk") as desk:
        assert found(desk.search("ICE", on=END).hits) == [("buyer", "ICE", "exact")]
        assert desk.search("radio", on=END).hits == ()
