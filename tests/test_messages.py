"""The catalogue: both languages, the same placeholders, nothing missing, nothing left over."""

import ast
import errno
import os
import re
import string
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import vigie
from vigie.archive.capture import Doubt
from vigie.claims.wording import BASES, OUTSIDE
from vigie.cli.review import ANSWERS
from vigie.groups.features import FEATURES
from vigie.messages import LANGUAGES, catalogue, counted, day, days, listed, money, movement, text
from vigie.money import Basis
from vigie.questions.announced import NOT_EVERYWHERE
from vigie.questions.judged import State
from vigie.questions.search import HitKind, HitMatch
from vigie.records.claim import ClaimKind, ClaimVerdict
from vigie.records.clause import ClauseKind
from vigie.records.clock import Rule
from vigie.records.contract import Status
from vigie.records.event import EventKind
from vigie.records.judgement import Verdict
from vigie.records.lead import Feature, LeadState
from vigie.records.listed import Slip
from vigie.records.notice import DeadlineState, NoticeKind
from vigie.records.organization import Scheme
from vigie.records.protest import Outcome, ProtestRecord, ProtestState
from vigie.sources import SOURCES, source
from vigie.sources.documents import KINDS
from vigie.watch.watches import ChannelKind, Criteria
from vigie.web.addresses import PLACES, SHAPES

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


def template_keys(part: str) -> set[str]:
    """The keys of one part of the catalogue that templates of pages ask for."""
    written = "".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.jinja"))
    return set(re.findall(rf"""["']{part}\.([a-z_]+)["']""", written))


def test_every_key_of_the_catalogue_is_used() -> None:
    used = code_strings()
    families: dict[str, set[str]] = {
        "status": {one.value for one in Status},
        "blind": {spot for name in SOURCES for spot in source(name).blind_spots},
        "basis": {basis.value for basis in Basis} - {"incentive", "subawarded"},
        "cli": used | {f"{group}_{name}" for group in ("watch", "export") for name in used},
        "error": used,
        "note": used | {note for words in used for note in re.findall(r'"([a-z]+\.[a-z_]+)"', words)} | {
            code for words in used for code in re.findall(r"'([a-z]+\.[a-z_]+)'", words)
        } | {f"privacy.{kind}" for kind in ("person", "email", "phone", "address", "place", "account")},
        "protest_state": {state.value for state in ProtestState} - {"none_found"},
        "protest_record": {record.value for record in ProtestRecord},
        "protest_clock": {rule.value for rule in Rule},
        "outcome": {outcome.value for outcome in Outcome},
        "role": {"awarded_by", "announced_by"},
        "notice_kind": set(NoticeKind),
        "deadline": set(DeadlineState),
        "not_held": set(NOT_EVERYWHERE),
        "notice_field": used,
        "notice": used,
        "period": {"between", "since", "until"},
        "difference": used,
        "doubt": {doubt.value for doubt in Doubt},
        "against": {doubt.value for doubt in Doubt},
        "days": {"month", "span"},
        "became": {"supplier", "obligated", "action_date", "framework", "description", "ceiling", "ends"},
        "persons": used,
        "judged": {"same", "different", "unsure"},
        "slip": {slip.value for slip in Slip},
        "delimiter": used,
        "column": used,
        "feature": {feature.__name__ for feature in FEATURES},
        "identifier": {scheme.value for scheme in Scheme},
        "judgement": {"field_by", "field_why", "field_pair", "field_verdict", *State},
        "decisions": used,
        "alert": {kind.value for kind in EventKind},
        "due": {"contract-ends", "deadline", "clock"},
        "clock": {rule.value for rule in Rule},
        "watch": {f"asks_{field.name}" for field in fields(Criteria)}
        | {f"{part}_{kind.value}" for kind in ChannelKind for part in ("goes", "delivers")},
        "ask": set(ANSWERS),
        "clause": set(ClauseKind),
        "document_kind": set(KINDS),
        "verdict": set(Verdict),
        "leads": {one.replace("-", "_") for one in Feature} | set(LeadState),
        "claim_kind": set(ClaimKind),
        "claim_verdict": set(ClaimVerdict),
        "claim_why": used | {f"outside_{name}" for name in (*OUTSIDE, "money")} | {f"obligated_called_{name}" for name in BASES},
        "claim_held": used,
        "text_kind": used,
        "address": set(PLACES),
        "parameter": used,
        "parameter_label": {name for place in PLACES.values() for name in place.asked},
        "nav": set(PLACES),
        "shape": {"page", "pdf", *SHAPES},
        "part": used,
        "heading": used,
        "recheck": used,
        "page": template_keys("page"),
        "home": template_keys("home"),
        "check": template_keys("check"),
        "screen": template_keys("screen"),
        "dispute": template_keys("dispute"),
        "sign_in": template_keys("sign_in"),
        "report": template_keys("report"),
        "search": {f"kind_{kind.value}" for kind in HitKind} | {f"match_{match.value}" for match in HitMatch} - {"match_nearest"},
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


def test_an_amount_that_moves_has_its_sign() -> None:
    assert movement(Decimal("58591.26"), "USD", "en") == "USD +58,591.26"
    assert movement(Decimal("-58591.26"), "USD", "fr").replace("\u202f", " ").replace("\u00a0", " ") == "-58 591,26 USD"
    assert movement(Decimal("0.00"), "USD", "en") == "USD 0.00"
    assert movement(None, "USD", "en") == "not reported"


@pytest.mark.parametrize(
    ("since", "until", "en", "fr"),
    [
        ((2026, 3, 1), (2026, 3, 1), "on 1 March 2026", "le 1er mars 2026"),
        ((2026, 3, 10), (2026, 3, 11), "on 10–11 March 2026", "du 10 au 11 mars 2026"),
        ((2026, 3, 1), (2026, 3, 31), "on 1–31 March 2026", "du 1er au 31 mars 2026"),
        ((2026, 2, 28), (2026, 3, 2), "from 28 February to 2 March 2026", "du 28 février au 2 mars 2026"),
        (
            (2025, 12, 30),
            (2026, 1, 1),
            "from 30 December 2025 to 1 January 2026",
            "du 30 décembre 2025 au 1er janvier 2026",
        ),
    ],
)
def test_what_two_days_share_is_written_once(
    since: tuple[int, int, int], until: tuple[int, int, int], en: str, fr: str
) -> None:
    assert days(date(*since), date(*until), "en") == en
    assert days(date(*since), date(*until), "fr") == fr


def test_a_list_of_days_writes_a_year_where_it_changes() -> None:
    found = [date(2025, 12, 30), date(2026, 2, 28), date(2026, 3, 2)]

    assert listed(found, "en") == "30 December 2025, 28 February and 2 March 2026"
    assert listed(found, "fr") == "30 décembre 2025, 28 février et 2 mars 2026"
    assert listed(found[2:], "en") == "2 March 2026"


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
