"""Topics and statements read fast are those the patterns find; a text and a label are read apart and joined by one rule."""

import re
import sys
import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.topics import wording
from vigie.topics.folding import folded
from vigie.topics.lexicon import Hit, hits, label_hits, lexicon, text_hits
from vigie.topics.wording import Wording, read_wording

LEXICON = tomllib.loads(resources.files("vigie.topics").joinpath("lexicon.toml").read_text(encoding="utf-8"))
PHRASES = [phrase for entry in LEXICON.values() for phrase in entry["phrases"] + entry.get("except", [])]
STATEMENTS = (
    "close out,closed-out,closeout,closing  out,closeout of option,close-out support,exercise option,exercised oy 2,extend,extends,"
    "extension of,pop,services,12 months,six (6)-month,30 days,two weeks,1 year,bridge,term,period of performance"
).split(",")
# Letters that patterns without regard to case hold for the same
SAME = {"i": "iI\u0130\u0131", "s": "sS\u017f", "k": "kK\u212a"}


@st.composite
def texts(draw: st.DrawFn) -> str:
    pieces = draw(st.lists(st.sampled_from([*PHRASES, *STATEMENTS, "the", "\u00df", "e\u0301"]), max_size=6))
    gaps = st.sampled_from([" ", "  ", "-", "/", "\n", "\u00a0", ".", "", "_"])
    phrase = "".join(piece.replace("*", draw(st.sampled_from(["", "s", "\u00e9"]))) + draw(gaps) for piece in pieces)
    parted = "".join(draw(gaps) if letter == " " else letter for letter in phrase)
    return "".join(draw(st.sampled_from(SAME.get(letter, letter + letter.upper()))) for letter in parted)


def hits_by_patterns_alone(description: str) -> list[Hit]:
    found = []
    for topic in lexicon().values():
        spared = [match.span() for match in topic.exceptions.finditer(description)] if topic.exceptions else []
        for match in topic.phrases.finditer(description):
            if not any(start <= match.start() and match.end() <= end for start, end in spared):
                found.append(Hit(topic.id, match[0]))
                break
    return found


def wording_by_patterns_alone(description: str) -> Wording:
    return Wording(
        closed_out=wording._closed_out(description),
        continues=wording._CONTINUES.search(description) is not None,
        term=wording._term(description),
    )


@given(texts())
def test_a_text_names_the_topics_its_patterns_find(text: str) -> None:
    assert text_hits(text) == hits_by_patterns_alone(text)


@given(texts())
def test_a_text_states_what_its_patterns_find(text: str) -> None:
    assert read_wording(text) == wording_by_patterns_alone(text)


@pytest.mark.parametrize("phrase", PHRASES)
def test_every_phrase_is_seen_whatever_parts_its_words(phrase: str) -> None:
    text = phrase.replace("*", "s").replace(" ", " -/\n").upper()

    assert text_hits(text) == hits_by_patterns_alone(text)


def test_every_trace_is_letters_to_look_for() -> None:
    assert all(trace for topic in lexicon().values() for trace in topic.traces)


def test_letters_equal_without_regard_to_case_fold_to_the_same() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    letters = {letter for phrase in [*PHRASES, *STATEMENTS] for letter in phrase}

    unlike = {
        letter: found
        for letter in letters
        if (found := [same for same in re.findall(re.escape(letter), every, re.IGNORECASE) if folded(same) != letter])
    }

    assert unlike == {}


@pytest.mark.parametrize(
    ("description", "found"),
    [
        ("", []),
        ("CONSTRUCTION OF A ROAD", []),
        ("SKIP-TRACING SERVICES", [Hit("skip-tracing", "SKIP-TRACING")]),
        ("JAIL, THEN DETAINEES", [Hit("detention", "JAIL")]),
        ("SOFTWARE FOR THE HOTLINE", [Hit("hotline", "HOTLINE"), Hit("software", "SOFTWARE")]),
        ("COAST GUARD", []),
        ("COAST GUARD GUARDS", [Hit("guard-services", "GUARDS")]),
        ("ALTERNATIVES TO DETENTION", [Hit("electronic-monitoring", "ALTERNATIVES TO DETENTION")]),
        ("JAILHOUSE", []),
    ],
)
def test_the_words_that_hit_are_the_sources_own(description: str, found: list[Hit]) -> None:
    assert text_hits(description) == found


@pytest.mark.parametrize(
    ("label", "topics"),
    [
        ("", []),
        ("HOUSEKEEPING- GUARD", ["guard-services"]),
        ("housekeeping- guard", []),
        ("IT AND TELECOM - SECURITY SOFTWARE (PERPETUAL LICENSE SOFTWARE)", ["software"]),
    ],
)
def test_a_label_stands_for_its_topics_in_its_own_words(label: str, topics: list[str]) -> None:
    assert label_hits(label) == [Hit(topic, label) for topic in topics]


def test_words_come_before_labels_and_a_label_before_those_after_it() -> None:
    labels = ("HOUSEKEEPING- GUARD", "SECURITY GUARDS AND PATROL SERVICES")

    assert hits("ARMED GUARDS", labels) == [Hit("guard-services", "GUARDS")]
    assert hits("COAST GUARD", labels) == [Hit("guard-services", "HOUSEKEEPING- GUARD")]
    assert hits("MEDICAL", ("", labels[1], "CREDIT BUREAUS")) == [
        Hit("data-broker", "CREDIT BUREAUS"),
        Hit("guard-services", "SECURITY GUARDS AND PATROL SERVICES"),
        Hit("medical", "MEDICAL"),
    ]


@pytest.mark.parametrize(
    ("description", "said"),
    [
        ("", Wording(False, False, None)),
        ("CLOSE-OUT THE ORDER", Wording(True, False, None)),
        ("CLOSEOUT OF OPTION YEAR 2", Wording(False, False, None)),
        ("EXERCISE OPTION YEAR 1", Wording(False, True, None)),
        ("EXTEND THE POP BY 3 MONTHS", Wording(False, True, "3 MONTHS")),
        ("SIX (6)-MONTH BRIDGE", Wording(False, False, "SIX (6)-MONTH")),
        ("TERM OF 30 DAYS", Wording(False, False, "30 DAYS")),
        ("TERM OF TWO WEEKS", Wording(False, False, "TWO WEEKS")),
        ("TERM OF 1 YEAR", Wording(False, False, "1 YEAR")),
        ("EXERCISED OY 2, CLOSED OUT", Wording(True, True, None)),
        ("30 DAYS NOTICE", Wording(False, False, None)),
    ],
)
def test_a_description_says_what_its_words_say(description: str, said: Wording) -> None:
    assert read_wording(description) == said
