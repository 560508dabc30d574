"""The store of judgements: added to and never changed, whole after a kill, handed from desk to desk, without people."""

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from vigie.desk.judgement_lines import judgement_line, read_judgements
from vigie.desk.judgements import Judgements
from vigie.errors import (
    DeskFormatError,
    JudgementIncompleteError,
    JudgementLineError,
    JudgementPersonError,
    JudgementsDamagedError,
    JudgementUndoneError,
    StorageError,
    UnknownJudgementError,
)
from vigie.messages import LANGUAGES
from vigie.records.judgement import Judgement, Undoing, Verdict

NOON = datetime(2026, 1, 10, 12, tzinfo=UTC)
A, B, C = "name:alpha", "name:beta", "lei:5493000EWHDSR3MZWDO98"


def days(count: int) -> datetime:
    return NOON + timedelta(days=count)


@pytest.fixture
def store(tmp_path: Path) -> Judgements:
    return Judgements(tmp_path / "private.db")


def judge(
    store: Judgements, verdict: Verdict = Verdict.SAME, *, right: str | None = B, moment: datetime = NOON
) -> Judgement:
    return store.add(A, right, verdict, by="A.B.", why="same UEI", moment=moment)


# -- adding and undoing ------------------------------------------------------------------------------------------------


def test_reading_makes_no_file(store: Judgements) -> None:
    assert store.all() == store.standing(known=None) == []

    store.check()

    assert not store.path.exists()


def test_a_judgement_is_read_as_it_was_made(store: Judgements) -> None:
    made = store.add(B, A, Verdict.DIFFERENT, by=" desk 2 ", why=" two UEIs ", moment=NOON)

    assert made == Judgement(1, A, B, Verdict.DIFFERENT, "desk 2", "two UEIs", NOON, None)
    assert Judgements(store.path).all() == [made]


def test_a_name_alone_can_be_judged(store: Judgements) -> None:
    made = judge(store, Verdict.ORGANIZATION, right=None)

    assert store.standing(known=None) == [made]


def test_undoing_keeps_what_was_said_and_is_done_once(store: Judgements) -> None:
    made = judge(store)

    undone = store.undo(made.number, by="desk 2", why="misread", moment=days(1))

    assert undone.undone == Undoing("desk 2", "misread", days(1))
    assert store.all() == [undone]
    assert store.standing(known=None) == []
    with pytest.raises(JudgementUndoneError) as refused:
        store.undo(made.number, by="A.B.", why="again", moment=days(2))
    assert "Judgement 1 was undone already, by desk 2 on 2026-01-11 12:00" in str(refused.value)
    assert store.all() == [undone]


def test_a_number_nobody_has_cannot_be_undone(store: Judgements) -> None:
    with pytest.raises(UnknownJudgementError):
        store.undo(7, by="A.B.", why="misread", moment=NOON)


def test_the_later_of_two_judgements_stands_and_its_undoing_brings_the_earlier_back(store: Judgements) -> None:
    earlier, later = judge(store), judge(store, Verdict.DIFFERENT, moment=days(1))
    assert store.standing(known=None) == [later]

    store.undo(later.number, by="A.B.", why="misread", moment=days(2))

    assert store.standing(known=None) == [earlier]


def test_what_was_judged_is_answered_as_it_was_known_on_a_day(store: Judgements) -> None:
    made = judge(store)
    store.undo(made.number, by="A.B.", why="misread", moment=days(2))

    assert store.standing(known=date(2026, 1, 9)) == []
    assert store.standing(known=date(2026, 1, 10)) == store.standing(known=date(2026, 1, 11)) == [made]
    assert store.standing(known=date(2026, 1, 12)) == []
    assert store.all(known=date(2026, 1, 11)) == [made]


# -- words ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["A.B.", "AB", "desk 2", "compliance desk", "Bureau A", "équipe achats"])
def test_initials_and_desks_may_sign(store: Judgements, by: str) -> None:
    assert store.add(A, B, Verdict.SAME, by=by, why="same UEI", moment=NOON).by == by


@pytest.mark.parametrize(
    ("by", "why"),
    [
        ("Jane Example", "same UEI"),
        ("J. Example-Invented", "same UEI"),
        ("jane@example.org", "same UEI"),
        ("A.B.", "told by jane.example@example.org"),
        ("A.B.", "the registrar said so, call 202-555-0134"),
        ("A.B.", "according to Jane Exampleson, their counsel"),
        ("A.B.", "Jane Exampleson"),
    ],
)
def test_words_with_people_are_refused_and_not_repeated(store: Judgements, by: str, why: str) -> None:
    with pytest.raises(JudgementPersonError) as refused:
        store.add(A, B, Verdict.SAME, by=by, why=why, moment=NOON)

    said = [refused.value.message(lang) for lang in LANGUAGES]
    assert "Write initials or the desk" in said[0]
    assert not any(word in text for text in said for word in ("Jane", "Example", "example.org", "0134"))
    assert not store.path.exists()


def test_the_names_of_the_two_sides_may_be_written_out(store: Judgements) -> None:
    names = ("name:booz allen hamilton", "name:bah")
    why = "Booz Allen Hamilton trades under its initials"

    assert store.add(*names, Verdict.SAME, by="A.B.", why=why, moment=NOON).why == why
    with pytest.raises(JudgementPersonError):
        store.add(A, B, Verdict.SAME, by="A.B.", why=why, moment=NOON)


@pytest.mark.parametrize(("by", "why", "field"), [("", "same UEI", "(--by)"), ("A.B.", " \n", "(--why)")])
def test_a_judgement_needs_a_reason_and_a_signature(store: Judgements, by: str, why: str, field: str) -> None:
    with pytest.raises(JudgementIncompleteError) as refused:
        store.add(A, B, Verdict.SAME, by=by, why=why, moment=NOON)
    made = judge(store)
    with pytest.raises(JudgementIncompleteError):
        store.undo(made.number, by=by, why=why, moment=NOON)

    assert all(field in refused.value.message(lang) for lang in LANGUAGES)
    assert store.all() == [made]


# -- from desk to desk -------------------------------------------------------------------------------------------------


def exported(store: Judgements) -> list[str]:
    return [judgement_line(one) for one in store.all()]


def taken(store: Judgements, lines: list[str]) -> int:
    return store.take(read_judgements(lines, where="theirs.jsonl", now=days(30)))


def test_what_is_exported_is_imported_and_twice_changes_nothing(store: Judgements, tmp_path: Path) -> None:
    made = judge(store)
    store.undo(made.number, by="desk 2", why="misread", moment=days(1))
    judge(store, Verdict.UNSURE, right=C, moment=days(2))
    judge(store, Verdict.INDIVIDUAL, right=None, moment=days(3))
    other = Judgements(tmp_path / "other.db")

    first, second = taken(other, exported(store)), taken(other, exported(store))

    assert (first, second) == (3, 0)
    assert other.all() == store.all()


def test_of_conflicting_judgements_both_are_kept_and_the_later_stands(store: Judgements) -> None:
    ours = judge(store, moment=days(5))
    theirs = json.loads(judgement_line(ours)) | {"verdict": "different"}

    taken(store, [json.dumps(theirs | {"moment": days(4).isoformat()})])
    assert [one.verdict for one in store.standing(known=None)] == [Verdict.SAME]

    taken(store, [json.dumps(theirs | {"moment": days(6).isoformat()})])
    assert [one.verdict for one in store.standing(known=None)] == [Verdict.DIFFERENT]
    assert [one.number for one in store.all()] == [2, 1, 3]


def test_what_was_undone_elsewhere_is_undone_here(store: Judgements) -> None:
    made = judge(store)
    undone = {"by": "desk 9", "why": "misread", "moment": days(1).isoformat()}

    count = taken(store, [json.dumps(json.loads(judgement_line(made)) | {"undone": undone})])

    assert (count, store.standing(known=None)) == (1, [])
    assert [one.undone and one.undone.by for one in store.all()] == ["desk 9"]


LINE = json.loads(judgement_line(Judgement(0, A, B, Verdict.SAME, "A.B.", "same UEI", NOON, None)))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"verdict": "probably"}, "verdict = 'probably'; expected same, different"),
        ({"left": "alpha"}, "left = 'alpha'; expected an id"),
        ({"right": A}, "expected two ids"),
        ({"right": None}, "right = None; expected an id"),
        ({"verdict": "individual"}, "expected null"),
        ({"moment": "2026-01-10T12:00:00"}, "expected a time with its zone"),
        ({"moment": "2027-01-10T12:00:00+00:00"}, "expected 2026-02-09"),
        ({"moment": 5}, "moment = 5"),
        ({"by": 5}, "by = 5; expected a text"),
        ({"undone": {}}, "expected by, why, moment"),
        ({"undone": "yes"}, "str; expected by, why, moment"),
        ({"score": 1}, "score, undone, verdict, why; expected left, right"),
    ],
)
def test_a_line_that_is_no_judgement_stops_the_whole_file(
    store: Judgements, change: dict[str, object], words: str
) -> None:
    with pytest.raises(JudgementLineError) as refused:
        taken(store, [json.dumps(LINE), "", json.dumps(LINE | change)])

    assert str(refused.value).startswith("theirs.jsonl:3: ")
    assert words in str(refused.value)
    assert store.all() == []


@pytest.mark.parametrize("line", ["{", "[1]", "null", "[" * 100_000])
def test_a_line_that_is_no_object_is_refused(store: Judgements, line: str) -> None:
    with pytest.raises(JudgementLineError):
        taken(store, [line])


def test_an_imported_reason_with_a_person_in_it_is_refused_with_its_line(store: Judgements) -> None:
    with pytest.raises(JudgementPersonError, match=r"^theirs.jsonl:1: the reason"):
        taken(store, [json.dumps(LINE | {"why": "according to Jane Exampleson"})])

    assert store.all() == []


# -- damage, kills, refusals ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"not a database" * 100, None])
def test_a_damaged_file_is_named_and_nothing_is_taken_for_an_empty_one(
    store: Judgements, content: bytes | None
) -> None:
    judge(store)
    whole = store.path.read_bytes()
    store.path.write_bytes(whole[: len(whole) // 2] if content is None else content)

    for reads in (store.all, store.check, lambda: judge(store)):
        with pytest.raises(JudgementsDamagedError) as refused:
            reads()
        assert all(str(store.path) in refused.value.message(lang) for lang in LANGUAGES)


def test_a_word_no_verdict_has_is_damage(store: Judgements) -> None:
    judge(store)
    with sqlite3.connect(store.path) as db:
        db.execute("update judgement set verdict = 'perhaps'")

    with pytest.raises(JudgementsDamagedError, match="perhaps"):
        store.all()


def test_a_file_of_a_later_version_is_left_alone(store: Judgements) -> None:
    judge(store)
    with sqlite3.connect(store.path) as db:
        db.execute("pragma user_version = 2")

    with pytest.raises(DeskFormatError):
        store.all()


def test_a_folder_that_is_gone_is_a_refusal_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        judge(Judgements(tmp_path / "gone" / "private.db"))


_JUDGING = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from vigie.desk.judgements import Judgements
from vigie.records.judgement import Verdict

store = Judgements(Path(sys.argv[1]))
while True:
    made = store.add("name:alpha", "name:beta", Verdict.SAME, by="A.B.", why="same UEI" * 500, moment=datetime.now(UTC))
    print(made.number, flush=True)
    print(store.undo(made.number, by="A.B.", why="misread", moment=datetime.now(UTC)).number, flush=True)
"""


def test_a_kill_leaves_whole_judgements_and_loses_none_that_was_told(store: Judgements) -> None:
    rnd = random.Random(20260110)
    command = [sys.executable, "-c", _JUDGING, str(store.path)]
    before = 0
    for _ in range(5):
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(rnd.uniform(0, 0.05))
            process.send_signal(signal.SIGKILL)
            told = before + 1 + len(process.stdout.read().splitlines())

        store.check()
        found = store.all()
        held = len(found) + sum(one.undone is not None for one in found)
        # one step may have been written and not told yet
        assert told <= held <= told + 1
        assert {one.why for one in found} == {"same UEI" * 500}
        before = held


def test_what_a_kill_left_of_the_first_judgement_is_in_nobodys_way(store: Judgements) -> None:
    (store.path.parent / ".private.db.part").write_bytes(b"half a file")
    assert store.all() == []

    made = judge(store)

    assert store.all() == [made]
    assert [path.name for path in store.path.parent.iterdir()] == ["private.db"]


def test_an_import_stopped_on_its_way_leaves_nothing_of_it(store: Judgements) -> None:
    made = judge(store)
    arriving = [
        Judgement(0, A, C, Verdict.SAME, "A.B.", "same UEI", days(1), None),
        Judgement(0, A, C, Verdict.SAME, "A.B.", None, days(2), None),  # type: ignore[arg-type]
    ]

    with pytest.raises((StorageError, JudgementsDamagedError)):
        store.take(arriving)

    assert store.all() == [made]
