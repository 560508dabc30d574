"""The archive: one flipped bit shows, an interrupted load leaves whole captures only, loading twice changes nothing."""

import random
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from bench.kills import extract, kills, ledger_lines

import vigie
from tests.conftest import TINY
from vigie.desk import create
from vigie.desk.lock import writing
from vigie.errors import DeskBusyError, DeskDamagedError, DeskFormatError, DeskMissingError, StorageError
from vigie.ledger.generations import Generations

SEEN = date(2024, 12, 31)


def test_a_flipped_bit_anywhere_in_the_archive_is_found_and_named(tiny_folder: Path) -> None:
    rnd = random.Random(4)
    files = sorted(path for path in (tiny_folder / "archive").rglob("*") if path.is_file())

    for path in files:
        sound = path.read_bytes()
        for place in rnd.sample(range(len(sound)), min(40, len(sound))):
            flipped = bytearray(sound)
            flipped[place] ^= 1 << rnd.randrange(8)
            path.write_bytes(flipped)
            with pytest.raises(DeskDamagedError) as damage, vigie.open(tiny_folder) as desk:
                desk.verify()
            named = str(damage.value.found["blob"])
            assert named.startswith("journal.sqlite") if "journal" in path.name else named == path.stem
        path.write_bytes(sound)

    assert {path.suffix for path in files} == {".gz", ".sqlite", ".sha256"}
    with vigie.open(tiny_folder) as desk:
        assert desk.verify().captures == 1


@pytest.mark.parametrize("place", [100, -100])
def test_a_damaged_segment_is_found_and_made_again(tiny_folder: Path, place: int) -> None:
    expected = ledger_lines(tiny_folder)
    segment = next((tiny_folder / "ledger" / "seg").glob("contract_version-*.parquet"))
    content = bytearray(segment.read_bytes())
    content[place] ^= 0xFF
    segment.write_bytes(content)

    with vigie.open(tiny_folder) as desk:
        rebuilt = segment.name not in str(Generations(tiny_folder / "ledger").newest())
        if not rebuilt:
            with pytest.raises(DeskDamagedError, match=segment.name):
                desk.verify()
        desk.rebuild()
        desk.verify()

    assert ledger_lines(tiny_folder) == expected


def test_kills_at_random_moments_leave_sound_desks() -> None:
    found = kills(6, rows=1500, seed=20261122)

    assert found["killed"] + found["finished before the kill"] == 6


def test_loading_twice_changes_nothing(tiny_folder: Path) -> None:
    before = ledger_lines(tiny_folder)
    generations = sorted((tiny_folder / "ledger" / "gen").iterdir())

    with vigie.open(tiny_folder) as desk:
        again = desk.load(TINY / "actions.csv", source="usaspending", seen=SEEN)

    assert again.already_held
    assert ledger_lines(tiny_folder) == before
    assert sorted((tiny_folder / "ledger" / "gen").iterdir()) == generations


def test_the_ledger_comes_back_from_the_archive_alone(tiny_folder: Path) -> None:
    import shutil

    expected = ledger_lines(tiny_folder)
    shutil.rmtree(tiny_folder / "ledger")

    with vigie.open(tiny_folder) as desk:
        held = desk.coverage(on=SEEN)

    assert len(held.captures) == 1
    assert ledger_lines(tiny_folder) == expected


def test_a_second_writer_is_told_who_holds_the_desk(tiny_folder: Path) -> None:
    with vigie.open(tiny_folder) as desk, writing(tiny_folder, "load"), pytest.raises(DeskBusyError) as refusal:
        desk.load(TINY / "actions.csv", source="usaspending", seen=SEEN)

    assert refusal.value.exit_status == 75
    assert "écrit dans ce bureau (load, depuis" in refusal.value.message("fr")


def test_questions_are_answered_while_somebody_writes(tiny_folder: Path) -> None:
    with writing(tiny_folder, "load"), vigie.open(tiny_folder) as desk:
        assert len(desk.coverage(on=SEEN).captures) == 1


def test_a_disk_that_fills_up_leaves_the_desk_as_it_was(tiny_folder: Path, tmp_path: Path) -> None:
    file = extract(3000, tmp_path / "more.csv")
    before = ledger_lines(tiny_folder)

    def small_files() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    done = subprocess.run(
        [sys.executable, "-m", "vigie", "load", "usaspending", str(file), "--desk", str(tiny_folder)],
        preexec_fn=small_files,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (74, "")
    assert "Traceback" not in done.stderr
    assert ledger_lines(tiny_folder) == before
    with vigie.open(tiny_folder) as desk:
        desk.verify()
        assert not desk.load(file, source="usaspending", seen=SEEN).already_held


@pytest.mark.parametrize("later", [0.0, 0.4, 1.2])
def test_an_interrupted_load_says_so_and_can_be_repeated(later: float, tmp_path: Path) -> None:
    file = extract(20_000, tmp_path / "extract.csv")
    process = subprocess.Popen(
        [sys.executable, "-m", "vigie", "load", "usaspending", str(file), "--desk", str(tmp_path / "desk")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )

    while not (tmp_path / "desk" / "lock").exists() or not (tmp_path / "desk" / "lock").stat().st_size:
        assert process.poll() is None
    time.sleep(later)
    while process.poll() is None:  # the interpreter loses one that comes while it imports a module
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=2)
    _, said = process.communicate()

    assert process.returncode == 130
    assert said.strip() == "vigie: Interrupted. What was whole before is as it was; the command can be repeated."


def test_a_journal_that_is_gone_is_damage_not_an_empty_desk(tiny_folder: Path) -> None:
    (tiny_folder / "archive" / "journal.sqlite").unlink()
    (tiny_folder / "archive" / "journal.sha256").unlink()

    with pytest.raises(DeskDamagedError, match=r"journal\.sqlite"):
        vigie.open(tiny_folder)


def test_a_folder_without_a_desk_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(DeskMissingError) as refusal:
        vigie.open(tmp_path)

    assert "vigie demo" in str(refusal.value)


def test_a_desk_of_another_format_is_refused_and_left_alone(tiny_folder: Path) -> None:
    toml = tiny_folder / "desk.toml"
    toml.write_text(toml.read_text().replace("format = 1", "format = 2"))

    with pytest.raises(DeskFormatError, match="format 2"):
        vigie.open(tiny_folder)


def test_the_files_of_a_desk_load_into_a_new_one(tiny_folder: Path, tmp_path: Path) -> None:
    create(tmp_path / "new")

    with vigie.open(tmp_path / "new") as desk:
        for file in sorted((tiny_folder / "archive" / "blobs").rglob("*.gz")):
            desk.load(file, source="usaspending", seen=SEEN)

    assert ledger_lines(tmp_path / "new")
    assert [line[:16] for line in ledger_lines(tmp_path / "new")] == [line[:16] for line in ledger_lines(tiny_folder)]


def test_a_desk_that_cannot_be_made_is_a_refusal_of_the_disk(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(StorageError):
        create(tmp_path / "file" / "desk")
