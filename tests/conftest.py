"""A tiny desk worked out by hand, and the desk of the shipped records, each built once."""

import fcntl
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import vigie
from vigie.desk import Desk, create

TINY = Path(__file__).parent / "tiny"
NOTICES = Path(__file__).parent / "notices"
SHIPPED = Path(vigie.__file__).parent / "shipped" / "usaspending_ice_cbp_2026-08-22.csv.gz"
SHARED = Path(__file__).parents[2] / "shared" / "data"
UNITED = SHARED / "us" / "usaspending-transactions" / "CBP_ICE_FY2021-2026_union_of_versions.csv.gz"
SEEN = date(2026, 8, 22)

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/data, the big sets that do not ship")


@pytest.fixture(scope="session")
def tiny_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The desk of invented records that tests take copies of: eight suppliers, a group, a takeover, a sale, a correction."""
    folder = tmp_path_factory.mktemp("once") / "tiny-desk"
    create(folder)
    shutil.copy(TINY / "desk.toml", folder / "desk.toml")
    with vigie.open(folder) as desk:
        desk.load(TINY / "actions.csv", source="usaspending", seen=date(2024, 12, 31))
    return folder


@pytest.fixture(scope="session")
def tiny_once_with_notices(tiny_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the extracts of SAM.gov's notices, to take copies of."""
    return with_notices(Path(shutil.copytree(tiny_once, tmp_path_factory.mktemp("once") / "desk")))


@pytest.fixture
def tiny_folder(tiny_once: Path, tmp_path: Path) -> Path:
    """A folder with a desk of invented records, for one test."""
    return Path(shutil.copytree(tiny_once, tmp_path / "tiny-desk"))


def with_notices(folder: Path) -> Path:
    """The folder of a desk that also holds the extracts of SAM.gov's notices."""
    with vigie.open(folder) as desk:
        for name in ("opportunities_2026-04-25.csv", "summaries_2026-04-25.jsonl"):
            desk.load(NOTICES / name, source="sam", seen=date(2026, 4, 25))
    return folder


@pytest.fixture
def tiny(tiny_folder: Path) -> Iterator[Desk]:
    """The tiny desk, opened."""
    with vigie.open(tiny_folder) as desk:
        yield desk


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The desk `vigie demo` builds from nothing, once for all workers, and in demo.txt what it said; nobody writes to it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base
    folder = shared / "demo-desk"
    with open(shared / "demo-desk.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "built").exists():
            shutil.rmtree(folder, ignore_errors=True)
            said = subprocess.run(
                [sys.executable, "-m", "vigie", "demo", "--desk", str(folder), "--lang", "en"],
                capture_output=True,
                text=True,
                check=True,
            )
            (folder / "demo.txt").write_text(said.stdout, encoding="utf-8")
            with vigie.open(folder) as desk:
                desk.suggest("a", on=SEEN)  # its index is made here, so that no copy is taken while one is being made
            (folder / "built").touch()
    return folder


@pytest.fixture
def demo(demo_folder: Path) -> Iterator[Desk]:
    """The desk of the shipped records, opened."""
    with vigie.open(demo_folder) as desk:
        yield desk
