"""The rooms and who may enter, the public surface, the shape of every module."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import vigie

SOURCE = Path(vigie.__file__).parent

# A room imports only rooms above it in this list (docs/decisions/0001-rooms.md)
ROOMS = (
    "messages", "errors", "evidence", "money", "privacy", "archive", "transport", "records", "sources", "ledger", "groups", "topics",
    "grammar", "clauses", "questions", "claims", "watch", "shipped", "desk", "outputs", "web", "cli",
)  # fmt: skip
# The package's own front doors
DOORS = {"__init__", "__main__"}


def modules() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*.py"))


def room_of(path: Path, top: Path = SOURCE) -> str:
    return path.relative_to(top).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            found |= {f"{node.module}.{name.name}" for name in node.names}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    return found


def wrong_imports(path: Path, top: Path = SOURCE) -> list[str]:
    room = room_of(path, top)
    if room in DOORS:
        return []
    below = ROOMS[ROOMS.index(room) + 1 :]
    return [name for name in imports(path) if name.startswith("vigie.") and name.split(".")[1] in below]


def test_every_module_stands_in_a_room() -> None:
    assert {room_of(path) for path in modules()} - DOORS <= set(ROOMS)


def test_a_room_imports_only_rooms_above_it() -> None:
    assert {str(path.relative_to(SOURCE)): wrong for path in modules() if (wrong := wrong_imports(path))} == {}


@pytest.mark.parametrize(
    "line",
    [
        "from vigie.desk import Desk",
        "import vigie.desk.desk",
        "from vigie import desk",
        "from vigie.archive import blobs",
    ],
)
def test_an_import_that_runs_upward_would_be_seen(line: str, tmp_path: Path) -> None:
    module = tmp_path / "archive" / "written.py"
    module.parent.mkdir()
    module.write_text(line + "\n")

    assert bool(wrong_imports(module, tmp_path)) == ("desk" in line)


def test_sql_and_arithmetic_stay_out_of_the_faces() -> None:
    for path in (SOURCE / "cli").glob("*.py"):
        names = imports(path)
        assert not any(name.startswith(("duckdb", "sqlite3", "vigie.ledger", "vigie.archive")) for name in names), path


def test_only_fetching_may_open_a_socket() -> None:
    """Pages are served over one that listens and never asks."""
    network = (
        "socket",
        "ssl",
        "http",
        "urllib.request",
        "httpx",
        "requests",
        "ftplib",
        "smtplib",
        "asyncio",
        "h11",
        "truststore",
    )
    for path in modules():
        if room_of(path) == "transport" or (room_of(path), path.name) == ("web", "serving.py"):
            continue
        assert not any(name.split(".")[0] in network or name in network for name in imports(path)), path


def test_every_module_opens_with_the_sentence_of_its_contents() -> None:
    for path in modules():
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def test_every_public_function_and_class_says_what_it_gives() -> None:
    silent = []
    for path in modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in tree.body:
            if (
                isinstance(node, ast.FunctionDef | ast.ClassDef)
                and not node.name.startswith("_")
                and not ast.get_docstring(node)
            ):
                silent.append(f"{path.relative_to(SOURCE)}: {node.name}")
    assert silent == []


def test_no_module_is_a_drawer() -> None:
    assert not {path.stem for path in modules()} & {"util", "utils", "helpers", "common", "misc", "manager", "handler"}


def test_the_public_surface_is_the_list() -> None:
    assert vigie.__all__ == ["__version__", "open"]
    assert all(hasattr(vigie, name) for name in vigie.__all__)


def test_help_loads_neither_tables_nor_terminal_art() -> None:
    code = "import sys; from vigie.cli.main import run; run(['--help']); print({'duckdb', 'rich', 'babel'} & set(sys.modules))"

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert said.endswith("set()\n")
