"""Captures: dated by a manifest or refused, believed by when they were seen in whatever order they come, each as complete as it is."""

import hashlib
import itertools
import json
import random
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as some

import vigie
from tests.conftest import TINY
from tests.histories import (
    NOW,
    TEN,
    Captured,
    Row,
    captured,
    day,
    falling,
    hand_over,
    history,
    lines,
    listing,
    manifest,
    table,
)
from vigie.archive.blobs import Blobs
from vigie.archive.capture import Capture, Capturing, Doubt, Listing, SetAside
from vigie.cli.main import run
from vigie.desk import Desk, create
from vigie.desk.handed import Handed, handed_over
from vigie.desk.loading import Loading
from vigie.errors import (
    CaptureConflictError,
    CaptureInFutureError,
    InputError,
    ManifestError,
    StorageError,
    UnknownContractError,
)
from vigie.ledger.generations import Generations
from vigie.questions.changes import Changes
from vigie.sources.manifest import Promise, read_manifest

ON = date(2026, 12, 31)
A = Row()
B = replace(A, supplier="BRAVO LLC", amount="70.00")
SECOND = Row(piid="70TEST26F00000002", supplier="CHARLIE CORPORATION", amount="40.00")


def captures(folder: Path) -> tuple[Capture, ...]:
    with vigie.open(folder) as desk:
        return desk.coverage(on=ON).captures


def holds_nothing(folder: Path) -> bool:
    """Whether no capture is in the journal or the ledger and every stored file is known to be left over."""
    newest = Generations(folder / "ledger").newest()
    stored = {path.name.partition(".")[0] for path in (folder / "archive" / "blobs").rglob("*.gz")}
    with vigie.open(folder) as desk:
        checked = desk.verify()
        held = desk.coverage(on=ON).captures
    return (
        newest is not None
        and (newest.captures, newest.segments, held) == ((), (), ())
        and (checked.captures, checked.files) == (0, 0)
        and set(checked.left_over) == stored
    )


def supplier_known(desk: Desk, known: str | None) -> str | None:
    return desk.contract(A.piid, on=ON, known=day(known) if known else None).contract.supplier


# -- manifests ----------------------------------------------------------------------------------------------------------


def test_a_manifest_says_when_a_file_was_captured_and_where_it_is_from(tmp_path: Path) -> None:
    file = captured("2026-02-13T23:30:00-05:00", A)
    entries = {
        "publisher": "US Department of the Treasury",
        "capturer": "Public Archive",
        "captures": [{"file": f"history/000-{file.sha256[:8]}.csv", "captured_at": file.moment, "reference": "commit 7f66b0a1"}],
    }  # fmt: skip

    hand_over(tmp_path / "desk", [file], entries=entries)

    (capture,) = captures(tmp_path / "desk")
    assert (capture.seen, capture.moment) == (date(2026, 2, 13), datetime(2026, 2, 14, 4, 30, tzinfo=UTC))
    assert (capture.publisher, capture.capturer) == ("US Department of the Treasury", "Public Archive")
    assert capture.reference == "commit 7f66b0a1"


def test_a_manifest_can_be_a_list_with_the_commit_of_each_file(tmp_path: Path) -> None:
    file = captured("2026-02-13", A)
    entries = [{"file": f"000-{file.sha256[:8]}.csv", "commit_date": "2026-02-13T12:02:37-05:00", "commit": "7f66b0a1"}]

    hand_over(tmp_path / "desk", [file], entries=entries)

    (capture,) = captures(tmp_path / "desk")
    assert capture.moment == datetime(2026, 2, 13, 17, 2, 37, tzinfo=UTC)
    assert (capture.publisher, capture.capturer, capture.reference) == (None, None, "7f66b0a1")


def test_what_an_entry_says_of_itself_goes_before_what_the_manifest_says_of_all(tmp_path: Path) -> None:
    (tmp_path / "index.json").write_text(
        json.dumps({"publisher": "Treasury", "captures": [
            {"file": "a.csv", "captured_at": "2026-02-13T12:00:00Z"},
            {"file": "b.csv", "captured_at": "2026-02-13T12:00:00Z", "publisher": "Another Department"},
        ]})
    )  # fmt: skip

    promises = read_manifest(tmp_path / "index.json")

    assert promises["a.csv"].capturing.publisher == "Treasury"
    assert promises["b.csv"].capturing.publisher == "Another Department"


def test_the_hash_can_be_that_of_the_packed_or_of_the_unpacked_file(tmp_path: Path) -> None:
    import gzip

    file = captured("2026-02-13", A)
    packed = gzip.compress(file.content, mtime=0)
    create(tmp_path / "desk")
    loaded = []
    for digest in (hashlib.sha256(packed).hexdigest(), file.sha256):
        (tmp_path / "a.csv.gz").write_bytes(packed)
        entry = {"file": "a.csv.gz", "captured_at": file.moment, "sha256": digest, "bytes": len(file.content)}
        (tmp_path / "index.json").write_text(json.dumps([entry]))
        with vigie.open(tmp_path / "desk") as desk:
            handed = handed_over([tmp_path / "a.csv.gz"], tmp_path / "index.json", seen=NOW.date())
            loaded += desk.load_all(handed, source="usaspending", now=NOW)

    assert [one.already_held for one in loaded] == [False, True]


def test_people_in_the_words_of_a_manifest_are_withheld(tmp_path: Path) -> None:
    file = captured("2026-02-13", A)
    entry = {
        "file": f"000-{file.sha256[:8]}.csv", "captured_at": file.moment, "publisher": "EXAMPLE, JANE",
        "capturer": "Public Archive, jane.example@example.com", "reference": "ask at 202-555-0147",
    }  # fmt: skip

    hand_over(tmp_path / "desk", [file], entries=[entry])

    (capture,) = captures(tmp_path / "desk")
    assert (capture.publisher, capture.capturer) == ("[withheld]", "Public Archive, [withheld]")
    written = b"".join(path.read_bytes() for path in (tmp_path / "desk").rglob("*") if path.is_file())
    assert not any(word in written for word in (b"jane.example", b"JANE", b"555-0147"))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://user:hunter2@api.example.gov/x.csv?api_key=SECRETKEY", "https://api.example.gov/x.csv"),
        ("HTTPS://api.example.gov/x.csv#SECRETKEY", "HTTPS://api.example.gov/x.csv"),
        ("saved from s3://SECRETKEY:hunter2@bucket/x?y=1 by a script", "saved from s3://bucket/x by a script"),
        ("15b1aa27", "15b1aa27"),
    ],
)
def test_keys_in_the_addresses_of_a_manifest_are_not_kept(written: str, kept: str, tmp_path: Path) -> None:
    file = captured("2026-02-13", A)
    entry = {"file": f"000-{file.sha256[:8]}.csv", "captured_at": file.moment, "reference": written}

    hand_over(tmp_path / "desk", [file], entries=[entry])

    (capture,) = captures(tmp_path / "desk")
    assert capture.reference == kept
    held = b"".join(path.read_bytes() for path in (tmp_path / "desk").rglob("*") if path.is_file())
    assert not any(word in held for word in (b"SECRETKEY", b"hunter2", b"api_key"))


Entry = dict[str, Any]


def said(**changes: object) -> Callable[[Entry], bytes]:
    """The manifest with other words in its only entry; None takes one out."""

    def write(entry: Entry) -> bytes:
        changed = {name: value for name, value in (entry | changes).items() if value is not None}
        return json.dumps([changed]).encode()

    return write


REFUSALS: list[tuple[str, Callable[[Entry], bytes], str, str]] = [
    ("another hash", said(sha256="0" * 64), "the manifest says 0000", "le manifeste dit 0000"),
    ("other rows", said(rows=3), "it has 1 rows, the manifest says 3", "il a 1 lignes, le manifeste dit 3"),
    ("other bytes", said(bytes=5), "the manifest says 5", "le manifeste dit 5"),
    ("a file it does not name", said(file="other.csv"), "does not name this file", "ne nomme pas ce fichier"),
    ("a file named twice", lambda entry: json.dumps([entry, entry]).encode(), "is named twice", "est nommé deux fois"),
    ("a file named in two folders", lambda entry: json.dumps([entry, entry | {"file": "x/" + entry["file"]}]).encode(),
     "is named twice", "est nommé deux fois"),
    ("no file", said(file=None), "entry 1 has no usable “file”", "l'entrée 1 n'a pas de « file » utilisable"),
    ("no time", said(captured_at=None), "entry 1 has no usable “commit_date”", "n'a pas de « commit_date » utilisable"),
    ("a time without its zone", said(captured_at="2026-02-13T12:00:00"), "expected a time with its zone", "avec son fuseau"),
    ("a day for a time", said(captured_at="2026-02-13"), "is dated '2026-02-13'", "est datée '2026-02-13'"),
    ("a time that does not exist", said(captured_at="2026-02-30T12:00:00Z"), "is dated '2026-02-30", "est datée '2026-02-30"),
    ("a time before all time", said(captured_at="0001-01-01T00:00:00+14:00"), "is dated '0001-01-01", "est datée '0001-01-01"),
    ("a time after all time", said(captured_at="9999-12-31T23:59:59-12:00"), "is dated '9999-12-31", "est datée '9999-12-31"),
    ("a number for a time", said(captured_at=1770984000), "no usable “captured_at”", "pas de « captured_at » utilisable"),
    ("a hash in capitals", said(sha256="F" * 64), "no usable “sha256”", "pas de « sha256 » utilisable"),
    ("a hash cut short", said(sha256="f" * 63), "no usable “sha256”", "pas de « sha256 » utilisable"),
    ("rows as a text", said(rows="1"), "no usable “rows”", "pas de « rows » utilisable"),
    ("rows as a truth", said(rows=True), "no usable “rows”", "pas de « rows » utilisable"),
    ("rows below zero", said(rows=-1), "no usable “rows”", "pas de « rows » utilisable"),
    ("bytes with a fraction", said(bytes=1.5), "no usable “bytes”", "pas de « bytes » utilisable"),
    ("a capturer that is no text", said(capturer=["Example"]), "no usable “capturer”", "pas de « capturer » utilisable"),
    ("NaN", lambda entry: json.dumps([entry | {"rows": float("nan")}]).encode(), "it is no JSON", "ce n'est pas du JSON"),
    ("infinity", lambda entry: json.dumps([entry | {"rows": float("inf")}]).encode(), "it is no JSON", "ce n'est pas du JSON"),
    ("no JSON", lambda entry: b"file,captured_at\n", "it is no JSON", "ce n'est pas du JSON"),
    ("not UTF-8", lambda entry: b'[{"file": "\xff"}]', "it is no JSON", "ce n'est pas du JSON"),
    ("nested without end", lambda entry: b"[" * 200_000, "it is no JSON", "ce n'est pas du JSON"),
    ("a number without end", lambda entry: b'[{"rows": ' + b"9" * 5000 + b"}]", "it is no JSON", "ce n'est pas du JSON"),
    ("no list", lambda entry: b'"captures"', "holds no list of captures", "ne contient pas de liste de captures"),
    ("an object without captures", lambda entry: b'{"files": []}', "no list of captures", "pas de liste de captures"),
    ("a list of other things", lambda entry: b"[1, 2]", "holds no list of captures", "ne contient pas de liste de captures"),
    ("an empty list", lambda entry: b"[]", "does not name this file", "ne nomme pas ce fichier"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "write", "words", "mots"), REFUSALS, ids=[one[0] for one in REFUSALS])
def test_a_manifest_that_is_none_or_that_files_contradict_is_refused_and_nothing_is_stored(
    case: str,
    write: Callable[[Entry], bytes],
    words: str,
    mots: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = captured("2026-02-13", A)
    (tmp_path / "a.csv").write_bytes(file.content)
    (tmp_path / "index.json").write_bytes(write(manifest([file], ["a.csv"])[0]))
    create(tmp_path / "desk")

    def load() -> None:
        with vigie.open(tmp_path / "desk") as desk:
            handed = handed_over([tmp_path / "a.csv"], tmp_path / "index.json", seen=NOW.date())
            desk.load_all(handed, source="usaspending", now=NOW)

    with pytest.raises(ManifestError) as refusal:
        load()

    assert refusal.value.code == "manifest.mismatch"
    assert words in refusal.value.message("en")
    assert mots in refusal.value.message("fr").replace("\u00a0", " ")
    arguments = ["load", "usaspending", str(tmp_path / "a.csv"), "--manifest", str(tmp_path / "index.json")]
    status = run([*arguments, "--desk", str(tmp_path / "desk")])
    assert (status, capsys.readouterr().out) == (65, "")
    assert holds_nothing(tmp_path / "desk")


def test_a_manifest_that_is_not_there_is_said_to_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_bytes(captured("2026-02-13", A).content)

    status = run(
        ["load", "usaspending", str(tmp_path / "a.csv"), "--manifest", str(tmp_path / "none.json"),
         "--desk", str(tmp_path / "desk")]
    )  # fmt: skip

    assert status == 74
    assert "none.json" in capsys.readouterr().err


def test_a_manifest_on_the_command_line_dates_what_is_loaded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = captured("2026-02-13T12:02:37-05:00", A)
    (tmp_path / "a.csv").write_bytes(file.content)
    (tmp_path / "index.json").write_text(json.dumps(manifest([file], ["a.csv"])))

    status = run(
        ["load", "usaspending", str(tmp_path / "a.csv"), "--manifest", str(tmp_path / "index.json"),
         "--desk", str(tmp_path / "desk"), "--lang", "en"]
    )  # fmt: skip

    assert (status, capsys.readouterr().err) == (0, "")
    assert captures(tmp_path / "desk")[0].moment == datetime(2026, 2, 13, 17, 2, 37, tzinfo=UTC)


def test_one_bad_file_stops_the_good_ones_of_its_batch(tmp_path: Path) -> None:
    good, bad = captured("2026-02-13", A), captured("2026-02-14", SECOND)
    names = [f"{number:03d}-{one.sha256[:8]}.csv" for number, one in enumerate((good, bad))]
    entries = manifest([good, bad], names)
    entries[1]["rows"] = 2

    with pytest.raises(ManifestError):
        hand_over(tmp_path / "desk", [good, bad], entries=entries)

    assert holds_nothing(tmp_path / "desk")


def test_a_batch_refused_leaves_a_desk_that_takes_it_in_once_it_is_right(tmp_path: Path) -> None:
    good, bad = captured("2026-02-13", A), captured("2026-02-14", SECOND)
    with pytest.raises(InputError):
        hand_over(tmp_path / "desk", [good, bad], entries=[])

    hand_over(tmp_path / "desk", [good, bad])

    assert lines(tmp_path / "desk") == lines(history(tmp_path / "other", good, bad))
    with vigie.open(tmp_path / "desk") as desk:
        assert desk.verify().left_over == ()


# -- moments ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "moment", ["2026-09-01T09:00:00+00:00", "2026-08-31T12:00:01+00:00", "2026-08-31T09:00:00-05:00", "9000-01-01T00:00:00Z"]
)  # fmt: skip
def test_a_moment_still_to_come_is_refused_and_nothing_is_stored(moment: str, tmp_path: Path) -> None:
    with pytest.raises(CaptureInFutureError) as refusal:
        hand_over(tmp_path / "desk", [captured("2026-02-13", A), captured(moment, A)])

    assert refusal.value.code == "capture.future"
    assert holds_nothing(tmp_path / "desk")


def test_a_moment_past_is_taken_in_even_where_it_is_tomorrow_already(tmp_path: Path) -> None:
    (loaded,) = hand_over(tmp_path / "desk", [captured("2026-09-01T01:00:00+14:00", A)])

    assert loaded.capture.seen == date(2026, 9, 1)


def test_a_file_seen_today_is_of_today_and_not_to_come(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(captured("2026-02-13", A).content)
    create(tmp_path / "desk")

    with vigie.open(tmp_path / "desk") as desk:
        handed = handed_over([tmp_path / "a.csv"], None, seen=NOW.date())
        (loaded,) = desk.load_all(handed, source="usaspending", now=NOW)

    assert loaded.capture.seen == NOW.date()


@pytest.mark.parametrize(
    "change",
    [{"supplier": "BRAVO LLC"}, {"amount": "70.00"}, {"amount": ""}, {"day": "2025-11-04"}, {"description": "OTHER"},
     {"framework": "70TEST26D00000001"}],
    ids=lambda change: str(next(iter(change))),
)  # fmt: skip
@pytest.mark.parametrize("together", [True, False])
def test_two_captures_of_one_moment_that_contradict_each_other_are_refused(
    change: dict[str, str], together: bool, tmp_path: Path
) -> None:
    one, other = captured("2026-02-13", A, SECOND), captured("2026-02-13", replace(A, **change))
    if not together:
        hand_over(tmp_path / "desk", [one])

    with pytest.raises(CaptureConflictError) as refusal:
        hand_over(tmp_path / "desk", [one, other] if together else [other])

    assert A.piid in refusal.value.message("en")
    if together:
        assert holds_nothing(tmp_path / "desk")
    else:
        assert lines(tmp_path / "desk") == lines(history(tmp_path / "alone", one))
        assert len(captures(tmp_path / "desk")) == 1


def test_one_moment_is_one_moment_in_every_zone(tmp_path: Path) -> None:
    one = captured("2026-03-03T04:30:00+00:00", A)
    other = captured("2026-03-02T23:30:00-05:00", B)

    with pytest.raises(CaptureConflictError):
        hand_over(tmp_path / "desk", [one, other])

    assert holds_nothing(tmp_path / "desk")


def test_two_captures_of_one_moment_that_agree_are_both_held(tmp_path: Path) -> None:
    one, other, bare = (
        captured("2026-02-13", A, SECOND),
        captured("2026-02-13", A),
        captured("2026-02-13", A, columns=9),
    )

    loaded = hand_over(tmp_path / "desk", [one, other, bare])

    assert [found.already_held for found in loaded] == [False, False, False]
    with vigie.open(tmp_path / "desk") as desk:
        assert desk.coverage(on=ON).buyers[0].figures[0].amount == Decimal("140.00")
        assert desk.contract(A.piid, on=ON).contract.framework == "-NONE-"


def test_an_older_capture_is_taken_in_and_the_newer_one_is_named(tmp_path: Path) -> None:
    newer, older = captured("2026-02-10", A), captured("2026-02-05", B)
    (first,) = hand_over(tmp_path / "desk", [newer])

    (second,) = hand_over(tmp_path / "desk", [older])

    assert first.newer is None
    assert second.newer == first.capture
    with vigie.open(tmp_path / "desk") as desk:
        assert [supplier_known(desk, known) for known in ("2026-02-07", None)] == ["BRAVO LLC", "ALPHA INC"]


def test_the_same_bytes_at_a_later_moment_are_believed_again(tmp_path: Path) -> None:
    folder = history(tmp_path / "desk", captured("2026-02-05", A), captured("2026-02-10", B), captured("2026-02-15", A))

    with vigie.open(folder) as desk:
        known = [supplier_known(desk, known) for known in ("2026-02-09", "2026-02-10", "2026-02-14", "2026-02-15")]
        checked = desk.verify()
    assert known == ["ALPHA INC", "BRAVO LLC", "BRAVO LLC", "ALPHA INC"]
    assert (checked.captures, checked.files) == (3, 2)


def test_the_same_bytes_at_the_same_moment_change_nothing(tmp_path: Path) -> None:
    folder = history(tmp_path / "desk", captured("2026-02-05", A), captured("2026-02-10", B))
    before = lines(folder), captures(folder), Generations(folder / "ledger").newest()

    again = hand_over(folder, [captured("2026-02-10T07:00:00-05:00", B), captured("2026-02-05", A)])

    assert [one.already_held for one in again] == [True, True]
    assert (lines(folder), captures(folder), Generations(folder / "ledger").newest()) == before


def test_a_file_loaded_again_on_a_day_nobody_gave_is_no_second_observation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, folder = tmp_path / "a.csv", tmp_path / "desk"
    file.write_bytes(captured("x", A).content)
    load = ["load", "usaspending", str(file), "--desk", str(folder)]
    run([*load, "--seen", "2026-02-05"])
    run([*load, "--seen", "2026-02-06"])
    capsys.readouterr()

    said = {}
    for lang in ("en", "fr"):
        assert run([*load, "--lang", lang]) == 0
        said[lang] = " ".join(capsys.readouterr().out.split())

    assert [one.seen for one in captures(folder)] == [date(2026, 2, 5), date(2026, 2, 6)]
    assert "held already as capture 2, seen on 6 February 2026; nothing changed" in said["en"]
    assert "capture 2, vus le 6 février 2026 ; rien n'a changé" in said["fr"]
    assert all("--seen" in words and "--manifest" in words for words in said.values())


@pytest.mark.parametrize("committed", [False, True])
def test_a_journal_that_fails_leaves_no_file_it_does_not_name_and_every_file_it_does(
    committed: bool, tmp_path: Path
) -> None:
    create(tmp_path / "desk")
    (tmp_path / "a.csv").write_bytes(captured("x", A).content)
    loading = Loading(tmp_path / "desk", lambda stage, done, total: None)
    append = loading.journal.append

    def fails(taken: Iterable[tuple[Capture, list[SetAside]]]) -> None:
        if committed:
            append(taken)
        raise StorageError(where="journal", reason="No space left on device")

    loading.journal.append = fails  # type: ignore[method-assign]
    with pytest.raises(StorageError):
        loading.load(handed_over([tmp_path / "a.csv"], None, seen=date(2026, 2, 5)), source_name="usaspending", now=NOW)

    assert len(list(Blobs(tmp_path / "desk" / "archive" / "blobs").all())) == committed
    with vigie.open(tmp_path / "desk") as desk:
        assert (desk.verify().captures, desk.verify().left_over) == (committed, ())


def test_an_action_whose_day_moved_away_does_not_hide_that_a_list_is_cut(tmp_path: Path) -> None:
    page, last = falling(99, last=2), Row(piid="70TEST26F00000777", amount="1.00")
    folder = history(
        tmp_path / "desk",
        captured("2026-02-05", *page, last),
        captured("2026-02-06", replace(last, day="2025-09-30")),
        captured("2026-02-07", *page, replace(last, piid="70TEST26F00000778")),
    )

    with vigie.open(folder) as desk:
        incomplete = desk.sales("ALPHA INC", buyer="ICE", on=ON).coverage.incomplete

    assert (date(2025, 10, 1), 100) in [(short.since, short.found) for short in incomplete]


def test_what_is_incomplete_before_the_first_day_asked_does_not_matter_to_the_answer(tmp_path: Path) -> None:
    folder = history(tmp_path / "desk", captured("2026-02-05", *falling(100)))

    with vigie.open(folder) as desk:
        whole = desk.suppliers("ICE", on=ON).coverage
        later = desk.suppliers("ICE", on=ON, since=date(2026, 10, 1)).coverage

    assert (len(whole.incomplete), len(later.incomplete)) == (1, 0)
    assert (whole.floor, later.floor) == (False, True)


def test_a_file_handed_over_twice_in_one_batch_is_one_capture(tmp_path: Path) -> None:
    file = captured("2026-02-05", A, replace(SECOND, amount="N/A"))

    one, other = hand_over(tmp_path / "desk", [file, file])

    assert (one.already_held, other.already_held) == (False, True)
    assert one.capture == other.capture
    assert [found.code for found in other.set_aside] == ["money.format"]
    assert len(captures(tmp_path / "desk")) == 1


def test_united_versions_loaded_again_on_another_day_change_nothing(tmp_path: Path) -> None:
    create(tmp_path / "desk")
    with vigie.open(tmp_path / "desk") as desk:
        desk.load(TINY / "actions.csv", source="usaspending", seen=date(2024, 12, 31))
    before = lines(tmp_path / "desk")

    with vigie.open(tmp_path / "desk") as desk:
        again = desk.load(TINY / "actions.csv", source="usaspending", seen=date(2025, 3, 31))

    assert again.already_held
    assert lines(tmp_path / "desk") == before
    assert len(captures(tmp_path / "desk")) == 1


@pytest.mark.parametrize("columns", [(9, 10), (10, 9), (10, 9, 10, 9), (9, 9, 10)])
def test_a_layout_without_the_framework_does_not_take_it_back(columns: tuple[int, ...], tmp_path: Path) -> None:
    order = replace(A, framework="70TEST26D00000001")
    files = [captured(f"2026-02-{place:02d}", order, columns=width) for place, width in enumerate(columns, start=1)]

    folder = history(tmp_path / "desk", *files)

    with vigie.open(folder) as desk:
        life = desk.contract(A.piid, on=ON)
    assert life.contract.framework == "70TEST26D00000001"
    assert life.corrections == ()


def test_what_an_empty_cell_says_is_that_nothing_is_reported(tmp_path: Path) -> None:
    folder = history(tmp_path / "desk", captured("2026-02-05", A), captured("2026-02-10", replace(A, amount="")))

    with vigie.open(folder) as desk:
        amounts = [
            desk.contract(A.piid, on=ON, known=known).actions[0].obligated for known in (day("2026-02-05"), None)
        ]

    assert amounts == [Decimal("100.00"), None]


# -- any order ----------------------------------------------------------------------------------------------------------

ACTIONS = [("70TEST26F00000001", "0"), ("70TEST26F00000001", "P00001"), ("70TEST26F00000001", "P00002"),
           ("70TEST26F00000002", "0"), ("70TEST26F00000002", "P00001")]  # fmt: skip
BEGUN = date(2026, 2, 1)
# Every example builds desks, so making a failing one smaller would take minutes
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)


@some.composite
def readings(draw: some.DrawFn, piid: str, modification: str) -> Row:
    """What a capture says of one action: now this, now that."""
    pick = draw(some.tuples(*(some.sampled_from([0, 0, 0, 1]) for _ in range(4))))
    return Row(
        piid=piid,
        modification=modification,
        amount=("100.00", "-30.25")[pick[0]],
        day=("2025-11-03", "2025-12-08")[pick[1]],
        supplier=("ALPHA INC", "BRAVO LLC")[pick[2]],
        framework=("-NONE-", "70TEST26D00000001")[pick[3]],
    )


@some.composite
def small_histories(draw: some.DrawFn) -> list[Captured]:
    """Three to six captures, some on one day, in the order of their moments."""
    hours = draw(some.lists(some.integers(0, 15), min_size=3, max_size=6, unique=True))
    files = []
    for hour in sorted(hours):
        moment = datetime(2026, 2, 1, tzinfo=UTC) + timedelta(hours=8 * hour)
        listed = draw(some.lists(some.sampled_from(ACTIONS), min_size=1, unique=True))
        rows = [draw(readings(*action)) for action in sorted(listed)]
        repeated = draw(some.sampled_from([0, 0, 1]))
        files.append(
            captured(moment.isoformat(), *rows, *rows[:repeated], columns=draw(some.sampled_from([9, 10, 10])))
        )
    return files


# What is known of an action: its day, supplier, amount, framework, whether that is known
State = dict[tuple[str, str], tuple[str, str, Decimal, str | None]]


def state(files: Sequence[Captured], known: date) -> State:
    """What is known at the end of a day, by a simple program of its own: of each action the row seen last, the framework that was
    published last."""
    found: State = {}
    for file in files:
        if datetime.fromisoformat(file.moment).date() > known:
            break
        for row in file.rows:
            held = found.get((row.piid, row.modification))
            framework = row.framework if file.columns == 10 else held[3] if held else None
            found[row.piid, row.modification] = row.day, row.supplier, Decimal(row.amount), framework
    return found


def days(files: Sequence[Captured]) -> list[date]:
    return [BEGUN + timedelta(days=number) for number in range(6)]


def answered(desk: Desk, known: date) -> State:
    """The same as the desk answers."""
    found: State = {}
    for piid in sorted({piid for piid, _ in ACTIONS}):
        try:
            life = desk.contract(piid, on=ON, known=known)
        except UnknownContractError:
            continue
        for action in life.actions:
            assert action.supplier is not None
            assert action.obligated is not None
            found[piid, action.modification] = (
                action.action_date.isoformat(), action.supplier, action.obligated, action.framework,
            )  # fmt: skip
    return found


def sums(desk: Desk) -> dict[date, Decimal]:
    every = {known: desk.coverage(on=ON, known=known).buyers for known in days([])}
    return {known: buyers[0].figures[0].amount or Decimal(0) for known, buyers in every.items() if buyers}


def corrections(files: Sequence[Captured]) -> set[tuple[str, str, date, tuple[str, ...]]]:
    """Every action that reads otherwise at the end of a day than at the end of the day before, with the fields that do."""
    names = "action_date", "supplier", "obligated", "framework"
    found = set()
    for known in days(files):
        now, before = state(files, known), state(files, known - timedelta(days=1))
        for key in now.keys() & before.keys():
            told = tuple(
                name
                for name, old, new in zip(names, before[key], now[key], strict=True)
                if old != new and not (name == "framework" and old is None)
            )
            if told:
                found.add((*key, known, told))
    return found


def complete(files: Sequence[Captured]) -> list[bool]:
    """Which captures repeat no row and lack no more than a tenth, but one always, of the largest such capture before them."""
    actions = [{(row.piid, row.modification) for row in file.rows} for file in files]
    sound = [len(set(file.rows)) == len(file.rows) for file in files]
    found = []
    for place, own in enumerate(actions):
        before = [actions[earlier] for earlier in range(place) if sound[earlier]]
        largest = max(reversed(before), key=len, default=set())
        found.append(sound[place] and len(largest - own) <= max(1, len(largest) / 10))
    return found


def absent(files: Sequence[Captured]) -> dict[tuple[str, str], tuple[int, int]]:
    """Every action that the last captures do not have, with how many do not, and how many of them are complete."""
    found = {}
    whole = complete(files)
    for key in {(row.piid, row.modification) for file in files for row in file.rows}:
        has = [any((row.piid, row.modification) == key for row in file.rows) for file in files]
        after = whole[len(has) - has[::-1].index(True) :]
        if after:
            found[key] = len(after), sum(after)
    return found


def changed(desk: Desk) -> Changes:
    return desk.changes(since=BEGUN, until=days([])[-1])


@settings(max_examples=3, deadline=None, phases=NO_SHRINKING)
@given(small_histories(), some.randoms(use_true_random=False))
def test_any_order_of_loading_gives_the_same_answers(files: list[Captured], rnd: random.Random) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        in_order, dealt = Path(scratch) / "in-order", Path(scratch) / "dealt"
        hand_over(in_order, files)
        order = files[:]
        rnd.shuffle(order)
        while order:
            batch = rnd.randint(1, len(order))
            hand_over(dealt, order[:batch])
            order = order[batch:]

        assert lines(dealt) == lines(in_order)
        with vigie.open(in_order) as desk, vigie.open(dealt) as other:
            assert changed(other) == changed(desk)
            assert _health(other) == _health(desk)
            for piid in {row.piid for file in files for row in file.rows}:
                assert other.contract(piid, on=ON) == desk.contract(piid, on=ON)
            for known in days(files):
                assert answered(other, known) == state(files, known)
            other.rebuild()
            assert lines(dealt) == lines(in_order)
            assert changed(other) == changed(desk)
            assert _health(other) == _health(desk)
            expected = {
                known: sum((one[2] for one in state(files, known).values()), Decimal(0)) for known in days(files)
            }
            assert sums(other) == {known: amount for known, amount in expected.items() if state(files, known)}


def _health(desk: Desk) -> tuple[object, ...]:
    """All a desk says of its health but the numbers of its captures, which stand in the order of loading."""
    found = desk.health()
    listed = sorted(found.listings, key=lambda one: (one.seen, one.sha256, one.found))
    return found.sources, found.buyers, [replace(one, capture=0) for one in listed]


@settings(max_examples=3, deadline=None, phases=NO_SHRINKING)
@given(small_histories())
def test_what_changed_is_what_a_simple_program_finds(files: list[Captured]) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        hand_over(Path(scratch) / "desk", files)
        with vigie.open(Path(scratch) / "desk") as desk:
            answer = changed(desk)

    found = {
        (one.piid, one.modification, one.seen, tuple(difference.field for difference in one.differences))
        for one in answer.corrected
    }
    assert found == corrections(files)
    gone = [*answer.withdrawn, *answer.not_observed]
    assert {
        (one.piid, one.modification): (len(one.absences), sum(seen.complete for seen in one.absences)) for one in gone
    } == absent(files)
    assert all(len({seen.day for seen in one.absences if seen.complete}) >= 2 for one in answer.withdrawn)
    assert all(len({seen.day for seen in one.absences if seen.complete}) < 2 for one in answer.not_observed)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=str)
@pytest.mark.parametrize("said", ["AAB", "ABA", "ABB"])
def test_changes_do_not_depend_on_the_order_of_loading(said: str, order: tuple[int, ...], tmp_path: Path) -> None:
    readings = {"A": A, "B": B}
    files = [captured(f"2026-02-{place:02d}", readings[one], SECOND) for place, one in enumerate(said, start=1)]
    whole = hand_over(tmp_path / "whole", files)

    folder = history(tmp_path / "desk", *(files[place] for place in order))

    turns = [place for place in (1, 2) if said[place] != said[place - 1]]
    with vigie.open(folder) as desk, vigie.open(tmp_path / "whole") as other:
        corrected = desk.changes(since=BEGUN, until=days([])[-1]).corrected
        assert changed(desk) == changed(other)
    assert [(one.seen, one.supplier) for one in corrected] == [
        (date(2026, 2, 1 + place), readings[said[place]].supplier) for place in turns
    ]
    assert [one.evidence.sha256 for one in corrected] == [whole[place].capture.sha256 for place in turns]


# -- listings -----------------------------------------------------------------------------------------------------------


def test_repetitions_are_counted_and_folded(tmp_path: Path) -> None:
    (loaded,) = hand_over(tmp_path / "desk", [captured("2026-02-13", A, SECOND, A, A)])

    (found,) = loaded.capture.listings
    assert (found.found, found.repeated, loaded.capture.repeated_rows, loaded.capture.kept_rows) == (4, 2, 2, 2)
    assert found.doubts == (Doubt.REPEATED,)
    assert not found.complete


def test_rows_that_differ_in_anything_are_no_repetitions(tmp_path: Path) -> None:
    found = listing(captured("2026-02-13", A, replace(A, modification="P00001")), tmp_path / "desk")

    assert (found.found, found.repeated, found.doubts) == (2, 0, ())


def test_a_listing_says_whether_it_falls_and_where_it_ends(tmp_path: Path) -> None:
    rows = falling(3, last=-1)

    down = listing(captured("2026-02-13", *rows), tmp_path / "down")
    up = listing(captured("2026-02-13", *rows[::-1]), tmp_path / "up")
    level = listing(captured("2026-02-13", A, replace(SECOND, amount="100.00")), tmp_path / "level")

    assert (down.descending, down.last_amount) == (True, Decimal("-1.00"))
    assert (up.descending, up.last_amount) == (False, Decimal("1.00"))
    assert (level.descending, level.last_amount) == (True, Decimal("100.00"))


PERIODS: list[tuple[str, tuple[str, ...], tuple[str, str]]] = [
    ("one fiscal year", ("2025-10-01", "2026-02-03"), ("2025-10-01", "2026-09-30")),
    ("one day", ("2025-11-03",), ("2025-10-01", "2026-09-30")),
    ("the last day of a year", ("2025-09-30",), ("2024-10-01", "2025-09-30")),
    ("two fiscal years", ("2025-09-30", "2025-10-01"), ("2025-09-30", "2025-10-01")),
    ("several fiscal years", ("2023-01-05", "2026-01-05"), ("2023-01-05", "2026-01-05")),
]


@pytest.mark.parametrize(("case", "dates", "period"), PERIODS, ids=[one[0] for one in PERIODS])
def test_a_file_lists_its_fiscal_year_or_the_days_it_spans(
    case: str, dates: tuple[str, ...], period: tuple[str, str], tmp_path: Path
) -> None:
    rows = [Row(piid=f"70TEST26F{place:08d}", day=written) for place, written in enumerate(dates)]

    found = listing(captured("2026-02-13", *rows), tmp_path / "desk")

    assert (found.since, found.until) == (day(period[0]), day(period[1]))


def test_each_buyer_of_a_file_has_a_listing_of_its_own(tmp_path: Path) -> None:
    file = captured("2026-02-13", *falling(100), *falling(50, agency="CBP", day="2025-09-01"))

    (loaded,) = hand_over(tmp_path / "desk", [file])

    ice, cbp = loaded.capture.listings
    assert (ice.buyer, ice.found, ice.doubts) == ("7012", 100, (Doubt.CUT,))
    assert (cbp.buyer, cbp.found, cbp.since) == ("7014", 50, date(2024, 10, 1))


def unsorted(rows: list[Row]) -> list[Row]:
    return [rows[-2], *rows[:-2], rows[-1]]


FAULTY = replace(SECOND, amount="N/A")
DOUBTS: list[tuple[str, list[Row], tuple[Doubt, ...]]] = [
    ("a page that falls to a dollar", falling(100), (Doubt.CUT,)),
    ("a page that falls to nothing", falling(100, last=0), (Doubt.CUT,)),
    ("a page that falls below zero", falling(100, last=-1), ()),
    ("a row less than a page", falling(99), ()),
    ("a row more than a page", falling(101), ()),
    ("a page that does not fall", unsorted(falling(100)), ()),
    ("a page that rises", falling(100)[::-1], ()),
    ("two pages that fall", falling(200), (Doubt.CUT,)),
    ("fifty-two pages that fall below zero", falling(5200, last=-49), ()),
    ("a page of one amount", [replace(row, amount="5.00") for row in falling(100)], (Doubt.CUT,)),
    ("a page filled up by a repetition", [*falling(99), falling(99)[-1]], (Doubt.CUT, Doubt.REPEATED)),
    ("a repetition", [A, SECOND, A], (Doubt.REPEATED,)),
    ("as many as a year can have", unsorted(falling(7000)), ()),
    ("more than a year can have", unsorted(falling(7001)), (Doubt.VOLUME,)),
    ("a row not understood", [A, FAULTY], (Doubt.SET_ASIDE,)),
    ("a number of no contract", [A, replace(SECOND, piid="?")], (Doubt.SET_ASIDE,)),
    ("two rows of one action that differ", [A, SECOND, replace(A, amount="5.00")], (Doubt.SET_ASIDE,)),
]


@pytest.mark.parametrize(("case", "rows", "doubts"), DOUBTS, ids=[one[0] for one in DOUBTS])
def test_a_listing_is_doubted_for_what_it_shows(
    case: str, rows: list[Row], doubts: tuple[Doubt, ...], tmp_path: Path
) -> None:
    found = listing(captured("2026-02-13", *rows), tmp_path / "desk")

    assert found.doubts == doubts
    assert found.complete == (not doubts)


@pytest.mark.parametrize(
    ("seen", "doubts"),
    [("2025-08-01", ()), ("2025-12-29", ()), ("2025-12-30", (Doubt.VOLUME,)), ("2026-08-01", (Doubt.VOLUME,))],
)
def test_too_few_rows_are_a_doubt_only_ninety_days_after_the_year_is_over(
    seen: str, doubts: tuple[Doubt, ...], tmp_path: Path
) -> None:
    found = listing(captured(seen, Row(day="2025-01-15"), Row(day="2025-02-15", piid=SECOND.piid)), tmp_path / "desk")

    assert found.doubts == doubts


def test_as_many_rows_as_a_year_must_have_are_no_doubt(tmp_path: Path) -> None:
    least = listing(captured("2026-02-13", *unsorted(falling(3600, day="2025-01-15"))), tmp_path / "least")
    less = listing(captured("2026-02-13", *unsorted(falling(3599, day="2025-01-15"))), tmp_path / "less")

    assert (least.doubts, less.doubts) == ((), (Doubt.VOLUME,))


def test_days_that_are_no_fiscal_year_have_no_volume(tmp_path: Path) -> None:
    found = listing(
        captured("2026-02-13", Row(day="2023-01-05"), Row(day="2024-01-05", piid=SECOND.piid)), tmp_path / "desk"
    )

    assert found.doubts == (Doubt.PERIOD,)


def test_a_period_that_somebody_states_is_no_doubt(tmp_path: Path) -> None:
    moment = datetime(2026, 2, 13, 12, tzinfo=UTC)
    stated = Capturing(moment.date(), moment, covers=(date(2023, 1, 1), date(2024, 12, 31)))
    content = table([Row(day="2023-01-05").cells(10), Row(day="2024-01-05", piid=SECOND.piid).cells(10)])

    assert load_bytes(content, tmp_path / "desk", stated).listings[0].doubts == ()


@pytest.mark.parametrize(
    ("sound", "broken", "cut"), [(199, 1, True), (200, 1, True), (198, 1, False), (198, 2, True), (199, 0, False)]
)
def test_a_cut_shows_through_rows_that_are_broken(sound: int, broken: int, cut: bool, tmp_path: Path) -> None:
    rows = [row.cells(10) for row in falling(sound)]
    for place in range(broken):
        rows.insert(place, [*A.cells(10), "x"])

    capture = load_bytes(table(rows), tmp_path / "desk")

    assert (Doubt.CUT in capture.listings[0].doubts) is cut


def load_bytes(content: bytes, folder: Path, capturing: Capturing | None = None) -> Capture:
    """Load a file as captured on 13 February 2026."""
    (folder.parent / "handed.csv").write_bytes(content)
    create(folder)
    how = capturing or Capturing(date(2026, 2, 13), datetime(2026, 2, 13, 12, tzinfo=UTC))
    with vigie.open(folder) as desk:
        (loaded,) = desk.load_all([Handed(folder.parent / "handed.csv", Promise(how))], source="usaspending", now=NOW)
    return loaded.capture


CBP = Row(piid="70TEST26F00000009", agency="CBP")
BROKEN: list[tuple[str, list[str]]] = [
    ("too few cells", A.cells(10)[:-1]),
    ("too many cells", [*A.cells(10), "x"]),
    ("a NUL for its buyer", ["IC\0E", *A.cells(10)[1:]]),
    ("no buyer", ["", *A.cells(10)[1:]]),
    ("a buyer nobody knows", ["NASA-ISH", *A.cells(10)[1:]]),
]


@pytest.mark.parametrize(("case", "cells"), BROKEN, ids=[one[0] for one in BROKEN])
def test_a_row_of_which_the_buyer_is_not_known_is_a_doubt_on_every_listing(
    case: str, cells: list[str], tmp_path: Path
) -> None:
    capture = load_bytes(table([SECOND.cells(10), CBP.cells(10), cells]), tmp_path / "desk")

    assert [(one.buyer, one.doubts) for one in capture.listings] == [
        ("7012", (Doubt.SET_ASIDE,)),
        ("7014", (Doubt.SET_ASIDE,)),
    ]


def test_a_row_not_understood_of_one_buyer_is_no_doubt_on_another(tmp_path: Path) -> None:
    capture = load_bytes(table([A.cells(10), FAULTY.cells(10), CBP.cells(10)]), tmp_path / "desk")

    assert [one.doubts for one in capture.listings] == [(Doubt.SET_ASIDE,), ()]


def test_what_a_crawl_knows_of_itself_counts(tmp_path: Path) -> None:
    moment = datetime(2026, 2, 13, 12, tzinfo=UTC)
    covers = date(2025, 11, 1), date(2025, 11, 30)
    content = table([A.cells(10), SECOND.cells(10)])

    whole = load_bytes(content, tmp_path / "whole", Capturing(moment.date(), moment, covers=covers, expected=2))
    short = load_bytes(content, tmp_path / "short", Capturing(moment.date(), moment, covers=covers, expected=3))
    cut = load_bytes(
        content, tmp_path / "cut", Capturing(moment.date(), moment, covers=covers, doubts=(Doubt.PAGE_LIMIT,))
    )

    (listed,) = whole.listings
    assert (listed.since, listed.until, listed.expected, listed.doubts) == (*covers, 2, ())
    assert (short.listings[0].expected, short.listings[0].doubts) == (3, (Doubt.COUNT,))
    assert cut.listings[0].doubts == (Doubt.PAGE_LIMIT,)


def test_versions_united_list_nothing(tiny_folder: Path) -> None:
    (capture,) = captures(tiny_folder)

    assert capture.listings == ()


# -- made again from the archive ----------------------------------------------------------------------------------------


def everything(folder: Path) -> tuple[object, ...]:
    with vigie.open(folder) as desk:
        desk.verify()
        held = desk.coverage(on=ON)
        return lines(folder), held, desk.health(), changed(desk)


QUIRK = (*TEN, "Quirk")
LOST: list[tuple[str, list[list[str]]]] = [
    ("a NUL in a column nobody declared", [[*A.cells(10), "a\0b"]]),
    ("a cell less, which makes the row as long as what is kept", [A.cells(10)]),
    ("a cell more", [[*A.cells(10), "a", "b"]]),
    ("a cell too long in a column nobody declared", [[*A.cells(10), "X" * 50_000]]),
    ("two rows that contradict each other", [[*A.cells(10), "a"], [*B.cells(10), "b"]]),
    ("an amount that is none", [[*replace(A, amount="N/A").cells(10), "a"]]),
]


@pytest.mark.parametrize(("case", "rows"), LOST, ids=[one[0] for one in LOST])
def test_a_rebuild_does_not_read_a_row_set_aside_as_a_good_one(
    case: str, rows: list[list[str]], tmp_path: Path
) -> None:
    content = table([[*SECOND.cells(10), "a"], *rows], header=QUIRK)
    capture = load_bytes(content, tmp_path / "desk")
    before = everything(tmp_path / "desk")

    with vigie.open(tmp_path / "desk") as desk:
        desk.rebuild()

    assert everything(tmp_path / "desk") == before
    assert capture.set_aside_rows == len(rows)
    with vigie.open(tmp_path / "desk") as desk:
        assert [supplier.supplier for supplier in desk.suppliers("ICE", on=ON).suppliers] == ["CHARLIE CORPORATION"]


def test_a_rebuild_keeps_what_only_whoever_captured_it_knew(tmp_path: Path) -> None:
    moment = datetime(2026, 2, 13, 12, tzinfo=UTC)
    covers = date(2025, 11, 1), date(2025, 11, 30)
    crawl = Capturing(moment.date(), moment, "Treasury", "Vigie", "an address", covers, 3, (Doubt.PAGE_LIMIT,))
    load_bytes(table([A.cells(10), SECOND.cells(10)]), tmp_path / "desk", crawl)
    before = everything(tmp_path / "desk")

    with vigie.open(tmp_path / "desk") as desk:
        desk.rebuild()

    assert everything(tmp_path / "desk") == before


def test_a_rebuild_of_many_captures_equals_what_was_posted(tmp_path: Path) -> None:
    rnd = random.Random(11)
    files = [captured(f"2026-02-{place:02d}", *_some(rnd), columns=rnd.choice([9, 10])) for place in range(1, 13)]
    rnd.shuffle(files)
    folder = history(tmp_path / "desk", *files)
    before = everything(folder)

    with vigie.open(folder) as desk:
        desk.rebuild()

    assert everything(folder) == before


def _some(rnd: random.Random) -> Iterable[Row]:
    """Some actions, each as it stands or as corrected."""
    for piid, modification in rnd.sample(ACTIONS, rnd.randint(1, 5)):
        amount, supplier = rnd.choice([("100.00", "ALPHA INC"), ("-30.25", "BRAVO LLC")])
        yield Row(piid=piid, modification=modification, amount=amount, supplier=supplier)


def test_listings_read_and_listings_kept_are_the_same(tmp_path: Path) -> None:
    (loaded,) = hand_over(tmp_path / "desk", [captured("2026-02-13", *falling(100), FAULTY)])
    kept: tuple[Listing, ...] = captures(tmp_path / "desk")[0].listings

    assert kept == loaded.capture.listings
