"""People in running text: sentences with invented ones in many places, and names that read like people's and are not."""

import json
import re
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from vigie.privacy import WITHHELD
from vigie.privacy.prose import PeopleInProse

# What a reader's desk would know
_DESK = ("Capgemini", "Palantir", "Clearview AI", "Microsoft", "Amazon Web Services", "Oracle", "Deloitte", "Accenture", "GEO Group",
         "Booz Allen Hamilton", "CoreCivic", "LexisNexis", "Thomson Reuters", "ICE", "CBP")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the names and contacts in it that must be withheld, and the words that must stay."""

    lang: str
    text: str
    withheld: tuple[str, ...]
    stays: tuple[str, ...]


def _sentences() -> list[Sentence]:
    lines = (Path(__file__).parent / "prose.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        Sentence(one["lang"], one["text"], tuple(one["withheld"]), tuple(one["stays"]))
        for one in map(json.loads, lines)
    ]


SENTENCES = _sentences()


def keep(name: str) -> bool:
    return any(f"{name} ".startswith(f"{known} ") for known in _DESK)


def without_people(text: str) -> str:
    return PeopleInProse(text, keep=keep).withhold(text).text


def shown(sentence: Sentence) -> list[str]:
    """The parts of names that are left, initials and small words aside."""
    text = without_people(sentence.text)
    parts = [
        part
        for name in sentence.withheld
        for part in re.split(r"[ ]", name)
        if len(part) > 2 and part not in ("van", "der", "den")
    ]
    return [part for part in parts if re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text)]


def test_there_are_sentences_in_both_languages_and_of_both_kinds() -> None:
    assert len(SENTENCES) >= 120
    for lang in ("en", "fr"):
        assert sum(one.lang == lang and bool(one.withheld) for one in SENTENCES) >= 30
        assert sum(one.lang == lang and not one.withheld for one in SENTENCES) >= 20


@pytest.mark.parametrize("sentence", [one for one in SENTENCES if one.withheld], ids=lambda one: one.text[:40])
def test_no_part_of_a_persons_name_is_left(sentence: Sentence) -> None:
    assert shown(sentence) == []


def test_what_is_no_persons_name_stays() -> None:
    """All of the words that must stay do: a rule may withhold a name too many in a text nobody has seen, not in these."""
    lost = [
        (words, sentence.text)
        for sentence in SENTENCES
        for words in sentence.stays
        if words not in without_people(sentence.text)
    ]

    assert lost == []


def test_a_surname_is_known_from_another_passage_of_the_text() -> None:
    people = PeopleInProse("Firmin Quévreux dirige la filiale.\nSelon Quévreux, rien ne change.", keep=keep)

    assert people.withhold("Selon Quévreux, rien ne change.").text == f"Selon {WITHHELD}, rien ne change."


def test_names_and_contacts_are_counted() -> None:
    text = "Tavish Orlebar and Noura Benkhelil, reached at t.orlebar@example.com or 01 70 55 01 43"

    assert PeopleInProse(text, keep=keep).withhold(text).withheld == 4


def test_a_name_the_desk_knows_stays_and_a_person_behind_it_goes() -> None:
    assert without_people("Capgemini’s Tavish Orlebar left.") == f"Capgemini’s {WITHHELD} left."


def test_a_thousand_words_take_a_fraction_of_a_second() -> None:
    text = " ".join(one.text for one in SENTENCES)
    began = time.process_time()
    PeopleInProse(text, keep=keep).withhold(text)

    assert (time.process_time() - began) / len(text.split()) * 1000 < 0.5
