"""Running text without people: names of persons as newspapers write them, in English and French, and their e-mails and phones.

Running text names people without a role beside them, so the rule reads shapes: two capitalised words of which nothing says that they
are an organization or a place are a person's. It rather withholds a name too many than shows one too few; what must stay is what the
reader's desk knows (``keep``), what is called like an organization, and what stands in lists of places and ordinary words.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from vigie.privacy import WITHHELD
from vigie.privacy.contacts import Contacts
from vigie.privacy.prose_runs import Run, folded, is_given_name, is_organization, plain, runs
from vigie.privacy.prose_words import (
    ADMINISTRATION_AFTER,
    CAPITALISED,
    INSTITUTIONS,
    ORGANIZATION_BEFORE,
    PLACES_OF_THE_WORLD,
    ROLE_AFTER,
    SAYING_AFTER,
    SAYING_BEFORE,
    SENTENCE_BEFORE,
    SIGNATURE_BEFORE,
    TITLE_BEFORE,
)
from vigie.privacy.words import word_list

# What parts names in an enumeration
_LISTED = re.compile(r"\s*(?:,\s*(?:and|et|or|ou)?|and|et|or|ou(?: encore)?)\s*(?:encore\s+)?", re.IGNORECASE)
_BETWEEN = 12
_PARTS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# In an address of a site or a person words are small whatever they are
_ADDRESSED = re.compile(r"[@/#]|\w\.\w")
# A number of France, parted as it is spoken
_PHONE = re.compile(r"(?<![\d.])(?:\+33[ .-]?|0)[1-9](?:[ .-]\d{2}){4}(?!\d)")


@dataclass(frozen=True, slots=True)
class Prose:
    """A text without people, and how many names and contacts were withheld."""

    text: str
    withheld: int


class PeopleInProse:
    """The people of one text: read it whole, then withhold them passage by passage."""

    def __init__(self, text: str, *, keep: Callable[[str], bool]) -> None:
        self._keep = keep
        self._parts: set[str] = set()
        prose = " ".join(word for word in text.split() if not _ADDRESSED.search(word))
        self._lower = {folded(word) for word in _PARTS.findall(prose) if word[0].islower()}
        for _ in range(2):  # who stands in a list beside a person is found once that person is
            for run in self._people(text):
                self._parts.update(part for word in run.words for part in _PARTS.findall(word) if len(part) > 2)

    def withhold(self, text: str) -> Prose:
        """A passage of the text without people."""
        contacts = Contacts()
        text, phones = _PHONE.subn(WITHHELD, contacts.withhold(text))
        parts, at, count = [], 0, phones
        for run in self._people(text):
            if run.start < at:
                continue
            parts += [text[at : run.start], WITHHELD]
            at, count = run.end, count + 1
        return Prose("".join(parts) + text[at:], count + sum(contacts.counts.values()))

    def _people(self, text: str) -> list[Run]:
        every = list(runs(text, self._keep))
        people = [run for found in every for run in [self._person(text, found)] if run is not None]
        starts, ends = {run.start for run in people}, {run.end for run in people}
        for run in every:  # an enumeration of people goes on with people
            if run.end in ends or len(run.words) > 1:
                continue
            near = range(1, _BETWEEN)
            beside = any(
                run.start - far in ends and _LISTED.fullmatch(text, run.start - far, run.start) for far in near
            )
            beside = beside or any(
                run.end + far in starts and _LISTED.fullmatch(text, run.end, run.end + far) for far in near
            )
            if beside and self._is_unknown(run.words[0]) and not self._keep(run.words[0]):
                people.append(run)
        return sorted(people, key=lambda run: run.start)

    def _person(self, text: str, run: Run) -> Run | None:
        """The run where it is a person's name, or what is left of it behind ordinary words that begin a sentence or stand before a
        given name."""
        if self._is_person(text, run):
            return run
        begins = SENTENCE_BEFORE.search(text[max(0, run.start - 4) : run.start]) is not None
        start = run.start
        for place, word in enumerate(run.words[:-2]):
            if not self._is_ordinary(word) or is_given_name(word):
                return None
            start = text.index(run.words[place + 1], start + len(word))
            rest = Run(start, run.end, run.words[place + 1 :], run.joined)
            named = is_given_name(rest.words[0]) or (begins and place == 0)
            if named and len(rest.names) > 1 and self._is_person(text, rest):
                return rest
        return None

    def _is_person(self, text: str, run: Run) -> bool:
        words = run.names
        before, after = text[max(0, run.start - 40) : run.start], text[run.end : run.end + 60]
        if not words or ORGANIZATION_BEFORE.search(before):
            return False
        if run.joined and (len(words) == 1 or not is_given_name(words[0])):
            return False
        if len(words) == 1:
            return self._is_person_alone(run, before, after, words[0])
        if is_organization(words) or self._is_place(run.words):
            return False
        if run.titled or TITLE_BEFORE.search(before) or SAYING_AFTER.match(after) or SAYING_BEFORE.search(before):
            return True
        ordinary = [self._is_ordinary(word) for word in words]
        if SIGNATURE_BEFORE.search(before) or is_given_name(words[0]):
            return not all(ordinary) or not ordinary[-1]
        return not any(ordinary)

    def _is_person_alone(self, run: Run, before: str, after: str, word: str) -> bool:
        if self._keep(word) or len(word) < 3 or (word.isupper() and len(word) < 5):
            return False
        begins = SENTENCE_BEFORE.search(before) is not None
        if word in self._parts and not (self._is_ordinary(word) if begins else self._is_capitalised(word)):
            return True
        if run.titled and not self._is_ordinary(word) and not is_organization([word]):
            return True
        unknown = self._is_unknown(word)
        if unknown and (TITLE_BEFORE.search(before) or ROLE_AFTER.match(after) or ADMINISTRATION_AFTER.match(after)):
            return True
        return is_given_name(word) and unknown

    def _is_unknown(self, word: str) -> bool:
        return not self._is_ordinary(word) and not self._is_place((word,)) and not is_organization([word])

    def _is_ordinary(self, word: str) -> bool:
        bare = plain(word)
        if len(bare) < 2:
            return False
        return bare.upper() in word_list("ordinary_words") or self._is_capitalised(word)

    def _is_capitalised(self, word: str) -> bool:
        """Whether a word is a usual one with a capital, or one the text also writes small."""
        bare = plain(word)
        return bare in CAPITALISED or bare in INSTITUTIONS or bare in self._lower

    def _is_place(self, words: tuple[str, ...]) -> bool:
        said = " ".join(map(plain, words)).upper()
        lists = ("place_names", "state_names", "country_names")
        return said in PLACES_OF_THE_WORLD or any(
            said in word_list(name) or said.replace("-", " ") in word_list(name) for name in lists
        )
