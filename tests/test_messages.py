"""The catalogue: both languages, the same placeholders, nothing missing, nothing left over."""

import ast
import errno
import os
import re
import string
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import vigie
from vigie.messages import LANGUAGES, catalogue, counted, day, money, text
from vigie.records.contract import Status
from vigie.sources import SOURCES, source

SOURCE = Path(vigie.__file__).parent


def placeholders(words: str) -> set[str]:
    return {name.split("!")[0] for _, name, _, _ in string.Formatter().parse(words) if name}


def test_every_text_stands_in_both_languages() -> None:
    assert {key: set(texts) for key, texts in catalogue().items() if set(texts) != set(LANGUAGES)} == {}
    assert not [key for key, texts in catalogue().items() if not all(words.strip() for words in texts.values())]


def test_both_languages_have_the_same_placeholders() -> None:
    differing = [key for key, texts in catalogue().items() if placeholders(texts["en"]) != placeholders(texts["fr"])]

    assert differing == []


def test_french_is_not_english() -> None:
    same = {key for key, texts in catalogue().items() if texts["en"] == texts["fr"] and len(texts["en"].split()) > 3}

    assert same == {"demo.action"}


def code_strings() -> set[str]:
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def test_every_key_of_the_catalogue_is_used() -> None:
    used = code_strings()
    families = {
        "status": {one.value for one in Status},
        "blind": {spot for name in SOURCES for spot in source(name).blind_spots},
        "basis": {"obligated"},
        "cli": used,
        "error": used,
        "note": used | {note for words in used for note in re.findall(r'"([a-z]+\.[a-z_]+)"', words)} | {
            code for words in used for code in re.findall(r"'([a-z]+\.[a-z_]+)'", words)
        } | {f"privacy.{kind}" for kind in ("person", "email", "phone", "address")},
        "role": {"awarded_by"},
        "period": {"between", "since", "until"},
        "difference": used,
        "persons": used,
        "reason": set(os.strerror(number) for number in errno.errorcode),
    }  # fmt: skip
    left_over = [
        key
        for key in catalogue()
        if key not in used
        and key.rsplit(".", 1)[0] not in used
        and key.partition(".")[2] not in families.get(key.partition(".")[0], set())
        and not (key.startswith("load.") and key.partition(".")[2] in used)
    ]

    assert left_over == []


def test_numbers_and_days_are_written_for_the_reader() -> None:
    amount = Decimal("116210775.42")

    assert money(amount, "USD", "en") == "USD 116,210,775.42"
    assert money(amount, "USD", "fr").replace("\u202f", " ").replace("\u00a0", " ") == "116 210 775,42 USD"
    assert money(None, "USD", "fr") == "non déclaré"
    assert day(date(2026, 1, 26), "en") == "26 January 2026"
    assert day(date(2026, 2, 1), "fr") == "1er février 2026"
    assert day(date(2026, 2, 11), "fr") == "11 février 2026"


@pytest.mark.parametrize(
    ("count", "en", "fr"),
    [(0, "0 contracts", "0 contrat"), (1, "1 contract", "1 contrat"), (2, "2 contracts", "2 contrats")],
)
def test_counts_agree_with_their_noun(count: int, en: str, fr: str) -> None:
    assert counted(count, "contracts", "en") == en
    assert counted(count, "contracts", "fr") == fr


def test_an_unknown_key_is_our_mistake() -> None:
    with pytest.raises(KeyError):
        text("no.such.key", "en")
