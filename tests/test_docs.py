"""The docs: every command in them runs, every page that must exist does, both READMEs say the same."""

import json
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

import vigie
from vigie.cli.main import run
from vigie.errors import VigieError
from vigie.questions import QUESTIONS
from vigie.sources import SOURCES
from vigie.topics.lexicon import lexicon

ROOT = Path(vigie.__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "LISEZMOI.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])


def commands(page: Path) -> list[str]:
    blocks = re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def serves(command: list[str], desk: Path) -> bool:
    """Whether a command that serves pages does, until it is interrupted."""
    asked = [sys.executable, "-m", *command, "--port", "0", "--desk", str(desk), "--lang", "en"]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            there = re.search(r"http://\S+", running.stdout.readline())
            assert there is not None
            with urlopen(there[0], timeout=30) as page:
                found = page.status == 200 and b"<h1>" in page.read()
        finally:
            running.send_signal(signal.SIGINT)
        return running.wait(timeout=20) in (0, 130) and bool(found)


VIGIE = sorted({command for page in PAGES for command in commands(page) if command.startswith("vigie ")})


def test_the_docs_have_commands() -> None:
    assert len(VIGIE) >= 10


def test_every_other_command_is_one_of_ours_or_git() -> None:
    others = {command.split()[0] for page in PAGES for command in commands(page)} - {"vigie"}

    assert others <= {"./run", "git", "cd", "export", "python", "source", "."}


@pytest.mark.parametrize("command", VIGIE)
def test_a_command_of_the_docs_runs(
    command: str,
    demo_folder: Path,
    tiny_folder: Path,
    tiny_once_with_notices: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    place = tmp_path / "clone"
    place.mkdir()
    verb = shlex.split(command)[1]
    if verb == "serve":
        assert serves(shlex.split(command), demo_folder)
        return
    if verb in ("notices", "notice"):
        desk = tiny_once_with_notices
    elif verb == "attach":
        desk = Path(shutil.copytree(demo_folder, tmp_path / "attached"))
    else:
        desk = tiny_folder if verb in ("rebuild", "load", "watch") else demo_folder
    is_ours = re.compile(r"[^/]+[./]").match  # a name of a file, and not the command "run"
    arguments = [
        str(ROOT / word) if is_ours(word) and (ROOT / word).is_file() else word for word in shlex.split(command)[1:]
    ]
    monkeypatch.chdir(place)
    monkeypatch.setenv("VIGIE_DESK", str(desk))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    status = run(arguments)

    said = capfd.readouterr()
    assert (status, said.err) == (0, "")
    assert said.out


@pytest.mark.parametrize(
    "page", [page for page in PAGES if "```python" in page.read_text()], ids=lambda page: page.name
)
def test_the_python_of_the_docs_runs(page: Path, demo_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "vigie-desk").symlink_to(demo_folder)

    for block in re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL):
        subprocess.run([sys.executable, "-c", block], cwd=tmp_path, check=True, capture_output=True)


def test_there_is_a_page_a_source_and_a_page_a_question() -> None:
    assert {page.stem for page in (ROOT / "docs" / "sources").glob("*.md")} == set(SOURCES)
    assert {page.stem for page in (ROOT / "docs" / "questions").glob("*.md")} == set(QUESTIONS)


def test_the_page_of_errors_has_every_error() -> None:
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")

    def leaves(error: type[VigieError]) -> list[type[VigieError]]:
        below = error.__subclasses__()
        return [error] if not below else [leaf for one in below for leaf in leaves(one)]

    for error in leaves(VigieError):
        assert f"`{error.code}`" in page, error
        assert error.__name__ in page, error


def test_the_page_of_topics_has_every_topic_as_the_lexicon_has_it() -> None:
    page = (ROOT / "docs" / "topics.md").read_text(encoding="utf-8")

    for topic in lexicon().values():
        assert all(name in page for name in (topic.id, *topic.names.values(), *topic.definitions.values())), topic.id


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_page_of_a_question_names_every_field_of_its_answer(
    question: str, demo_folder: Path, tiny_once_with_notices: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / "docs" / "questions" / f"{question}.md").read_text(encoding="utf-8")
    asked = {
        "sales": ["sales", "Capgemini", "--buyer", "ICE"],
        "group": ["group", "GEO Group"],
        "who": ["who", "Capgemini Group Solutions"],
        "suppliers": ["suppliers", "ICE", "--topic", "hotline"],
        "contract": ["contract", "70CDCR24FR0000006"],
        "statuses": ["statuses", "ICE", "--on", "2025-01-01"],
        "mentions": ["mentions", "Amazon Web Services", "--buyer", "ICE"],
        "coverage": ["coverage"],
        "changes": ["changes", "--since", "2026-03-10", "--until", "2026-03-11", "--buyer", "ICE"],
        "health": ["health"],
        "screen": ["screen", str(ROOT / "docs" / "examples" / "companies.csv"), "--buyer", "ICE"],
        "review": ["review"],
        "documents": ["documents"],
        "leads": ["leads", "70CDCR26R00000015"],
        "protests": ["protests", "26-SOL-DCR-01"],
        "notices": ["notices"],
        "notice": ["notice", "70CDCR26R00000015"],
        "search": ["search", "skip tracing"],
    }[question]
    folder = tiny_once_with_notices if question in ("notices", "notice") else demo_folder

    assert run([*asked, "--format", "json", "--desk", str(folder)]) == 0

    answer = json.loads(capsys.readouterr().out)

    assert {name for name in answer if not re.search(rf"`{name}(?:\[\])?`", page)} == set()


def test_both_readmes_show_the_same_commands_and_figures() -> None:
    english, french = ROOT / "README.md", ROOT / "LISEZMOI.md"

    assert [command.split()[:2] for command in commands(english)] == [
        command.split()[:2] for command in commands(french)
    ]
    assert "116,210,775.42" in english.read_text(encoding="utf-8")
    assert "116 210 775,42" in re.sub("[\u202f\u00a0]", " ", french.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("page", "lang"), [("README.md", "en"), ("LISEZMOI.md", "fr")])
def test_the_answer_shown_is_the_answer_given(page: str, lang: str, demo_folder: Path, tmp_path: Path) -> None:
    desk = shutil.copytree(demo_folder, tmp_path / "desk")  # the demo loads, and no two may write to one desk
    command = [sys.executable, "-m", "vigie", "demo", "--desk", str(desk), "--lang", lang]
    given = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    content = (ROOT / page).read_text(encoding="utf-8")

    blocks = [block for block in re.findall(r"```console\n(.*?)```", content, flags=re.DOTALL) if "116" in block]
    shown = [line for line in blocks[0].split("\n\n", 1)[1].splitlines() if line != "[…]"]

    assert len(shown) > 10
    assert [line for line in shown if line not in given] == []


def test_links_between_pages_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_no_path_of_a_machine_stands_in_the_docs() -> None:
    for page in PAGES:
        assert not re.search(r"(?<![\w.])/(?:home|work|root|tmp|Users)/", page.read_text(encoding="utf-8")), page
