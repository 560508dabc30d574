"""The ledger: what is posted piece by piece equals what is made at once, in any order of loading."""

import csv
import itertools
import random
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from bench.kills import ledger_lines

import vigie
from tests.conftest import SHIPPED, TINY
from tests.independent import Row, raw_rows, write_rows
from vigie.desk import create
from vigie.ledger.generations import Generations

SEEN = date(2026, 8, 22)


def _desk(folder: Path, files: list[Path]) -> list[tuple[object, ...]]:
    create(folder)
    with vigie.open(folder) as desk:
        for file in files:
            desk.load(file, source="usaspending", seen=SEEN)
    return [line[:16] for line in ledger_lines(folder)]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    with_versions = [row for row in raw_rows(SHIPPED) if row["Award ID"] < "70B01C2"]
    corrected = [row for row in raw_rows(SHIPPED) if row["Award ID"] in ("70CDCR24FR0000006", "70B01C26F00000081")]
    return (with_versions + corrected)[:1500]


def test_parts_in_any_order_equal_the_whole(rows: list[Row], tmp_path: Path) -> None:
    rnd = random.Random(5)
    dealt = rows[:]
    rnd.shuffle(dealt)
    parts = [write_rows(dealt[place::3], tmp_path / f"part{place}.csv") for place in range(3)]
    whole = _desk(tmp_path / "whole", [write_rows(rows, tmp_path / "whole.csv")])

    for place, order in enumerate(itertools.permutations(parts)):
        assert _desk(tmp_path / f"desk{place}", list(order)) == whole


def test_a_rebuild_equals_what_was_posted(rows: list[Row], tmp_path: Path) -> None:
    parts = [write_rows(rows[place::4], tmp_path / f"part{place}.csv") for place in range(4)]
    posted = _desk(tmp_path / "desk", parts)

    with vigie.open(tmp_path / "desk") as desk:
        desk.rebuild()

    assert [line[:16] for line in ledger_lines(tmp_path / "desk")] == posted


def test_many_small_loads_are_merged_and_stay_equal(rows: list[Row], tmp_path: Path) -> None:
    parts = [write_rows(rows[place::11], tmp_path / f"part{place}.csv") for place in range(11)]

    posted = _desk(tmp_path / "desk", parts)

    newest = Generations(tmp_path / "desk" / "ledger").newest()
    assert newest is not None
    assert len(newest.segments) < 2 * len(parts)
    assert posted == _desk(tmp_path / "whole", [write_rows(rows, tmp_path / "whole.csv")])


def test_a_load_rewrites_no_segment(rows: list[Row], tmp_path: Path) -> None:
    parts = [write_rows(rows[place::2], tmp_path / f"part{place}.csv") for place in range(2)]
    _desk(tmp_path / "desk", parts[:1])
    before = {path.name: path.read_bytes() for path in (tmp_path / "desk" / "ledger" / "seg").iterdir()}

    with vigie.open(tmp_path / "desk") as desk:
        desk.load(parts[1], source="usaspending", seen=SEEN)

    after = {path.name: path.read_bytes() for path in (tmp_path / "desk" / "ledger" / "seg").iterdir()}
    assert {name: after[name] for name in before} == before


def test_plain_sums_stay_right_after_corrections(tiny_folder: Path) -> None:
    import duckdb

    generations = Generations(tiny_folder / "ledger")
    newest = generations.newest()
    assert newest is not None
    paths = generations.paths(newest, "contract_version")
    with duckdb.connect() as db:
        summed = db.execute(
            "select sum(obligated), sum(n), min(n) from read_parquet($paths)", {"paths": paths}
        ).fetchone()

    with open(TINY / "actions.csv", encoding="utf-8", newline="") as file:
        amounts = [Decimal(row["Federal Action Obligation"] or 0) for row in csv.DictReader(file)]
    assert summed == (sum(amounts, Decimal(0)) - Decimal("100.00"), 15, -1)


def test_readers_keep_their_generation_while_a_new_one_appears(rows: list[Row], tmp_path: Path) -> None:
    parts = [write_rows(rows[place::2], tmp_path / f"part{place}.csv") for place in range(2)]
    _desk(tmp_path / "desk", parts[:1])

    with vigie.open(tmp_path / "desk") as reader, vigie.open(tmp_path / "desk") as writer:
        before = reader.coverage(on=SEEN)
        writer.load(parts[1], source="usaspending", seen=SEEN)
        assert reader.coverage(on=SEEN) == before
        assert len(writer.coverage(on=SEEN).captures) == 2
