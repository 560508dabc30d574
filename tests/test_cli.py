"""The command line: every command, both languages, every format, exit statuses, nothing wider than the terminal."""

import csv
import io
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from bench.kills import extract

from tests.conftest import TINY
from vigie.cli.main import run
from vigie.desk import create
from vigie.outputs import OUTPUTS
from vigie.questions import QUESTIONS

ASK = {
    "sales": ["sales", "Alpha Holding", "--buyer", "ICE", "--on", "2024-12-31"],
    "group": ["group", "Alpha Holding", "--buyer", "ICE", "--on", "2024-12-31"],
    "who": ["who", "Alpha Holdings", "--on", "2024-12-31"],
    "suppliers": ["suppliers", "ICE", "--topic", "skip-tracing", "--on", "2024-12-31"],
    "contract": ["contract", "70TEST24F00000001", "--on", "2024-12-31"],
    "statuses": ["statuses", "ICE", "--on", "2024-12-31"],
    "mentions": ["mentions", "VOICE", "--on", "2024-12-31"],
    "coverage": ["coverage", "--on", "2024-12-31"],
    "changes": ["changes", "--since", "2024-01-01", "--until", "2024-06-30"],
    "health": ["health"],
    "screen": ["screen", str(TINY / "companies.csv"), "--buyer", "ICE", "--on", "2024-12-31"],
    "review": ["review", "--on", "2024-12-31"],
    "documents": ["documents"],
    "leads": ["leads", "70TEST24F00000001", "--on", "2024-12-31"],
    "protests": ["protests", "26-SOL-DCR-01", "--on", "2024-12-31"],
    "notices": ["notices", "--buyer", "DHS", "--on", "2026-04-25"],
    "notice": ["notice", "70CDCR26R00000015", "--on", "2026-04-25"],
    "search": ["search", "skip tracing", "--on", "2024-12-31"],
}
OF_NOTICES = ("notices", "notice")


def vigie(*arguments: str | Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    import os

    return subprocess.run(
        [sys.executable, "-m", "vigie", *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
        check=False,
    )


def test_every_question_is_asked_here() -> None:
    assert tuple(ASK) == QUESTIONS


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("shape", OUTPUTS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_in_every_format_and_language(
    question: str,
    shape: str,
    lang: str,
    tiny_once: Path,
    tiny_once_with_notices: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tiny_once_with_notices if question in OF_NOTICES else tiny_once
    status = run([*ASK[question], "--desk", str(folder), "--format", shape, "--lang", lang])

    said = capsys.readouterr()
    assert (status, said.err) == (0, "")
    if shape == "json":
        json.loads(said.out)
    elif shape == "csv":
        lines = list(csv.DictReader(io.StringIO(said.out)))
        # the tiny file is no listing of one moment, no two of its names are in doubt, no notice, protest or document is held
        assert bool(lines) != (question in ("health", "review", "documents", "leads", "protests"))
        assert said.out.splitlines()[0].count(",") > 3
    else:
        assert max(map(len, said.out.splitlines())) <= 80


@pytest.mark.parametrize("width", ["40", "60", "80", "100"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_fit_the_terminal(
    question: str,
    width: str,
    tiny_once_with_notices: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", width)

    run([*ASK[question], "--desk", str(tiny_once_with_notices), "--lang", "fr"])

    longest = max(capsys.readouterr().out.splitlines(), key=len)
    # an address or a hash is never broken
    assert len(longest) <= int(width) or " " not in longest.strip()


def test_one_question_has_the_same_figures_on_every_face(tiny_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from datetime import date

    import vigie as package

    asked = [*ASK["sales"], "--desk", str(tiny_folder), "--format"]
    with package.open(tiny_folder) as desk:
        answer = desk.sales("Alpha Holding", buyer="ICE", on=date(2024, 12, 31))
    run([*asked, "json"])
    as_json = json.loads(capsys.readouterr().out)
    run([*asked, "csv"])
    as_csv = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    run([*asked, "text"])
    as_text = capsys.readouterr().out

    amount = answer.figures[0].amount
    assert as_json["figures"][0]["amount"] == str(amount) == "5690.00"
    assert sum(Decimal(line["amount"]) for line in as_csv) == amount
    assert "USD 5,690.00" in as_text
    assert [one["piid"] for one in as_json["contracts"]] == [line["piid"] for line in as_csv]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("arguments", [["verify"], ["rebuild"], ["evidence", "{sha}", "row=2"], ["demo"]])
def test_every_other_command_fits_80_columns(
    arguments: list[str], lang: str, tiny_folder: Path, demo_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sha256 = next((tiny_folder / "archive" / "blobs").rglob("*.gz")).stem
    desk = demo_folder if arguments == ["demo"] else tiny_folder

    status = run([word.format(sha=sha256) for word in arguments] + ["--desk", str(desk), "--lang", lang])

    said = capsys.readouterr().out
    assert status == 0
    # a hash or a path is never broken
    assert [line for line in said.splitlines() if len(line) > 80 and " " in line.strip()] == []


def test_a_record_can_neither_steer_the_terminal_nor_forge_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "actions.csv"
    header = (
        "Agency,Award ID,Recipient Name,Federal Action Obligation,Action Date,Modification,Product/Service Description"
    )
    file.write_bytes(
        f"{header},NAICS Description,Transaction Description\n"
        '7012,70TEST24F00000001,"ALPHA\x1b[2J\nFORGED LINE INC",10.00,2024-01-01,0,,,"TURNED \u202eTXET"\n'.encode()
    )
    run(["load", "usaspending", str(file), "--desk", str(tmp_path / "desk"), "--seen", "2024-02-01"])
    capsys.readouterr()

    for asked in (["suppliers", "ICE"], ["contract", "70TEST24F00000001"]):
        run([*asked, "--desk", str(tmp_path / "desk")])
        said = capsys.readouterr().out
        assert "\x1b" not in said
        assert "\u202e" not in said
        assert not any(line.startswith("FORGED") for line in said.splitlines())


def test_the_json_of_sales_has_the_keys_others_build_on(demo_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = [
        "sales",
        "Capgemini",
        "--buyer",
        "ICE",
        "--on",
        "2026-01-26",
        "--format",
        "json",
        "--desk",
        str(demo_folder),
    ]

    run(asked)

    answer = json.loads(capsys.readouterr().out)
    assert answer["figures"][0] | {"evidence": []} == {
        "basis": "obligated", "currency": "USD", "amount": "116210775.42", "on": "2026-01-26", "evidence": [],
    }  # fmt: skip
    assert len(answer["contracts"]) == 10
    needed = {"id", "piid", "supplier", "signed", "status", "last_action", "topics", "figures", "evidence"}
    assert all(needed <= set(one) for one in answer["contracts"])
    assert {"since", "floor", "gaps", "blind_spots"} <= set(answer["coverage"])
    assert answer["coverage"]["since"] == "2020-10-01"
    assert answer["coverage"]["floor"] is True


def test_each_piece_of_evidence_prints_its_row(demo_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["contract", "70CDCR26FR0000024", "--on", "2026-01-26", "--format", "json", "--desk", str(demo_folder)])
    place = json.loads(capsys.readouterr().out)["contract"]["evidence"][0]

    status = run(["evidence", place["sha256"], place["pointer"], "--desk", str(demo_folder)])

    said = capsys.readouterr().out
    assert status == 0
    assert "  Award ID: 70CDCR26FR0000024\n" in said
    assert "  Federal Action Obligation: 4816782.50\n" in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["sals"], ("No command sals", "Pas de commande sals")),
        (["sales"], ("GROUP is missing", "Il manque GROUP")),
        (
            ["sales", "Alpha", "--byer", "ICE"],
            ("No option --byer. Did you mean --buyer?", "Vouliez-vous dire --buyer ?"),
        ),
        (["sales", "Alpha", "--format", "xml"], ("'xml' is not one of text, json, csv", "'xml' ne fait pas partie de")),
        (["sales", "Alpha", "--on", "26/01/2026"], ("Nearest: 2026-01-26.", "Le plus proche : 2026-01-26.")),
        (["sales", "Alpha", "--on", "2026-02-30"], ("Nearest: 2026-02-28.", "Le plus proche : 2026-02-28.")),
        (["sales", "Alpha", "--on", "03/04/2026"], ("Nearest: none.", "Le plus proche : aucun.")),
        (["sales", "Alpha", "--on", "2026-W05-1"], ("'2026-W05-1' is not a day", "'2026-W05-1' n'est pas un jour")),
        (["suppliers", "ICE", "--limit", "-1"], ("--limit: '-1' is not a whole", "--limit : '-1' n'est pas un nombre")),
        (["verify", "now"], ("now is one word too many", "now est un mot de trop")),
        (["sales", "Alpha", "--on", "yesterday"], ("'yesterday' is not a day", "'yesterday' n'est pas un jour")),
        (["sales", "Alpha Holdin"], ("No group and no supplier held is called", "Aucun groupe et aucun fournisseur")),
        (["suppliers", "XYZZY"], ("No public body is known as", "Aucun organisme n'est connu sous")),
        (["suppliers", "ICE", "--framework", "A1..B2"], ("is not a range", "n'est pas une suite")),
        (["contract", "70TEST24F00000091"], ("No contract numbered", "Aucun contrat numéro")),
        (["evidence", "beef", "row=1"], ("holds no such place", "n'a pas cet endroit")),
        (
            ["load", "nonsense", "x.csv"],
            ("'nonsense' is not one of usaspending", "'nonsense' ne fait pas partie de usaspending"),
        ),
    ],
)
def test_a_slip_of_usage_is_one_message_in_the_readers_language(
    arguments: list[str], words: tuple[str, str], tiny_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for lang, expected in zip(("en", "fr"), words, strict=True):
        desk = ["--desk", str(tiny_folder)] if arguments[0] != "sals" else []

        status = run([*arguments, *desk, "--lang", lang])

        said = capsys.readouterr()
        assert (status, said.out) == (2, "")
        assert expected in said.err.replace("\u00a0", " ")
        assert said.err.startswith("vigie: ")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_help_is_in_the_readers_language(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    status = run(["--lang", lang, "--help"])
    general = capsys.readouterr().out
    run(["suppliers", "--help", "--lang", lang])
    particular = capsys.readouterr().out

    assert status == 0
    assert ("Commandes:" in general) == (lang == "fr")
    assert ("Thème du lexique" in particular) == (lang == "fr")
    assert "Show this message and exit." not in general + particular


def test_an_empty_desk_says_that_nothing_is_loaded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    create(tmp_path / "desk")

    status = run(["sales", "Capgemini", "--desk", str(tmp_path / "desk"), "--lang", "en"])

    assert status == 0
    assert "Nothing yet. Next: vigie load" in capsys.readouterr().out


def test_the_language_follows_the_environment(tiny_folder: Path) -> None:
    french = vigie("coverage", "--desk", tiny_folder, LC_ALL="fr_FR.UTF-8")
    chosen = vigie("coverage", "--desk", tiny_folder, LC_ALL="fr_FR.UTF-8", VIGIE_LANG="en")

    assert french.stdout.startswith("Ce que ce bureau détient")
    assert chosen.stdout.startswith("What this desk holds")


def test_a_load_with_rows_set_aside_says_which_and_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "actions.csv"
    header = (
        "Agency,Award ID,Recipient Name,Federal Action Obligation,Action Date,Modification,Product/Service Description"
    )
    file.write_text(
        f"{header},NAICS Description,Transaction Description\n"
        "ICE,70TEST24F00000001,ALPHA INC,10.00,2024-01-01,0,,,SOUND\n"
        "ICE,70TEST24F00000002,ALPHA INC,ten,2024-01-01,0,,,NOT AN AMOUNT\n"
    )

    status = run(
        ["load", "usaspending", str(file), "--desk", str(tmp_path / "desk"), "--seen", "2024-02-01", "--lang", "fr"]
    )

    said = capsys.readouterr().out.replace("\u00a0", " ")
    assert status == 3
    assert "lignes gardées 1 sur 2" in said
    assert "ligne 3, 'Federal Action Obligation' : Pas un montant" in said
    assert max(map(len, said.splitlines())) <= 80


def test_the_demo_builds_its_desk_and_prints_the_answer(demo_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = (demo_folder / "demo.txt").read_text(encoding="utf-8")
    generations = sorted(path.name for path in (demo_folder / "ledger" / "gen").iterdir())

    again = run(["demo", "--desk", str(demo_folder), "--lang", "en"])

    assert again == 0
    assert "116,210,775.42" in said
    assert "9 October 2025  70CDCR24FR0000006 P00011  USD 7,372,680.00" in said
    assert "18 December 2025  70CDCR26FR0000024 0  USD 4,816,782.50" in said
    assert capsys.readouterr().out == said
    assert sorted(path.name for path in (demo_folder / "ledger" / "gen").iterdir()) == generations


def test_a_closed_pipe_is_no_failure(demo_folder: Path) -> None:
    command = (
        f"{sys.executable} -m vigie suppliers ICE --limit 0 --desk {demo_folder} | head -n 1; echo ${{PIPESTATUS[0]}}"
    )

    said = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)

    assert said.stdout.splitlines()[-1] == "0"
    assert said.stderr == ""


def test_nothing_is_sent_anywhere(tiny_folder: Path, tmp_path: Path) -> None:
    guard = tmp_path / "sitecustomize.py"
    guard.write_text(
        "import socket\n"
        "def refuse(*arguments, **settings): raise AssertionError('a socket was opened')\n"
        "socket.socket.connect = refuse\nsocket.getaddrinfo = refuse\n"
    )

    more = extract(500, tmp_path / "more.csv")
    for arguments in (ASK["sales"], ["load", "usaspending", str(more)], ["verify"]):
        done = vigie(*arguments, "--desk", tiny_folder, PYTHONPATH=str(tmp_path))
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_archives_would_ask_is_shown_and_nothing_is_opened(
    lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    into = tmp_path / "into"

    status = run(
        [
            "fetch",
            "usaspending",
            "--buyer",
            "ICE",
            "--archives",
            "2025",
            "--dry-run",
            "--into",
            str(into),
            "--lang",
            lang,
        ]
    )

    said = capsys.readouterr().out
    assert status == 0
    assert all(
        word in said
        for word in (
            "api.usaspending.gov",
            "files.usaspending.gov",
            "2025",
            {"en": "was sent now", "fr": "envoyé"}[lang],
        )
    )
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("archives", [[], ["--archives", "2025"]])
@pytest.mark.parametrize(
    ("buyer", "words"),
    [
        ("DHS", ("DHS", "ICE, CBP", "one at a time")),
        ("Département de la Sécurité intérieure des États-Unis", ("DHS", "ICE, CBP")),
        ("Imigration and Customs", ("Immigration and Customs Enforcement",)),
        ("7012x", ("'7012x'", "ICE")),
    ],
)
def test_who_cannot_be_asked_about_is_told_who_can(
    buyer: str, words: tuple[str, ...], archives: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    status = run(["fetch", "usaspending", "--buyer", buyer, "--dry-run", *archives, "--lang", "en"])

    said = capsys.readouterr()
    assert (status, said.out) == (2, "")
    assert all(word in said.err for word in words)
