"""Running text without people: names of persons as newspapers write them, in English and French, and their e-mails and phones.

Running text names people without a role beside them, so the rule reads shapes: two capitalised words of which nothing says that they
are an organization or a place are a person's. It rather withholds a name too many than shows one too few; what must stay is what the
reader's desk knows (``keep``), what is called like an organization, and what stands in lists of places and ordinary words.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vigie.privacy import WITHHELD
from vigie.privacy.contacts import Contacts
from vigie.privacy.prose_words import (
    BEGINNERS,
    CAPITALISED,
    INSTITUTIONS,
    PARTICLES,
    SAYING_AFTER,
    SAYING_BEFORE,
    TITLE_BEFORE,
)
from vigie.privacy.suppliers import ORGANIZATION_WORDS
from vigie.privacy.words import word_list

_WORD = r"(?:[^\W\d_a-zà-öø-ÿœ][^\W\d_]*(?:['’-][^\W\d_]+)*|[A-Z]\.)"
_RUN = re.compile(
    rf"(?<![\w’'@/.-])(?:[dl]['’])?(?P<run>{_WORD}(?:[ \u00a0](?:(?:{'|'.join(PARTICLES)})[ \u00a0]){{0,2}}{_WORD}){{0,4}})(?![\w@])"
)
# What parts names in an enumeration
_LISTED = re.compile(r"\s*(?:,\s*(?:and|et|or|ou)?|and|et|or|ou(?: encore)?)\s*(?:encore\s+)?", re.IGNORECASE)
_PARTS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Prose:
    """A text without people, and how many names and contacts were withheld."""

    text: str
    withheld: int


@dataclass(frozen=True, slots=True)
class _Run:
    start: int
    end: int
    words: tuple[str, ...]


class PeopleInProse:
    """The people of one text: read it whole, then withhold them passage by passage."""

    def __init__(self, text: str, *, keep: Callable[[str], bool]) -> None:
        self._keep = keep
        self._parts: set[str] = set()
        self._lower = set(_PARTS.findall(text)) - {word for word in _PARTS.findall(text) if word[0].isupper()}
        for _ in range(2):  # who stands in a list beside a person is found once that person is
            for run in self._people(text):
                self._parts.update(part for word in run.words for part in _PARTS.findall(word) if len(part) > 2)

    def withhold(self, text: str) -> Prose:
        """A passage of the text without people."""
        contacts = Contacts()
        text = contacts.withhold(text)
        parts, at, count = [], 0, 0
        for run in self._people(text):
            if run.start < at:
                continue
            parts += [text[at : run.start], WITHHELD]
            at, count = run.end, count + 1
        return Prose("".join(parts) + text[at:], count + sum(contacts.counts.values()))

    def _people(self, text: str) -> list[_Run]:
        runs = [one for found in _RUN.finditer(text) for one in self._split(text, found)]
        people = [run for run in runs if self._is_person(text, run)]
        ends = {run.end: run for run in people}
        for run in runs:  # an enumeration of people goes on with people
            if run.end in ends or len(run.words) > 1:
                continue
            beside = any(_LISTED.fullmatch(text[end : run.start]) for end in ends if 0 < run.start - end < 12) or any(
                _LISTED.fullmatch(text[run.end : one.start]) for one in people if 0 < one.start - run.end < 12
            )
            if beside and self._is_unknown(run.words[0]) and not self._keep(run.words[0]):
                people.append(run)
        return sorted(people, key=lambda run: run.start)

    def _split(self, text: str, found: re.Match[str]) -> Iterator[_Run]:
        """The pieces of a capitalised run: without the word that begins a sentence, cut at what is known."""
        start, words = found.start("run"), []
        for word in re.finditer(r"[^\s\u00a0]+", found["run"]):
            words.append((found.start("run") + word.start(), word[0]))
        while words and _folded(words[0][1]) in BEGINNERS:
            words.pop(0)
        while words and words[-1][1].lower() in PARTICLES:
            words.pop()
        if not words:
            return
        start = words[0][0]
        end = words[-1][0] + len(words[-1][1])
        whole = text[start:end]
        if self._keep(whole):
            for size in range(len(words), 0, -1):  # what follows a known name may be a person's
                head = text[start : words[size - 1][0] + len(words[size - 1][1])]
                if self._keep(head):
                    rest = words[size:]
                    if rest and size < len(words) and not _is_organization([word for _, word in rest]):
                        yield _Run(rest[0][0], end, tuple(word for _, word in rest))
                    return
        yield _Run(start, end, tuple(word for _, word in words))

    def _is_person(self, text: str, run: _Run) -> bool:
        words = [word for word in run.words if word.lower() not in PARTICLES]
        if len(words) == 1:
            return self._is_person_alone(text, run, words[0])
        before, after = text[max(0, run.start - 40) : run.start], text[run.end : run.end + 30]
        if _is_organization(words) or self._is_place(run.words):
            return False
        if TITLE_BEFORE.search(before) or SAYING_AFTER.match(after) or SAYING_BEFORE.search(before):
            return True
        given = _folded(words[0]).split("-")[0].upper() in word_list("given_names")
        ordinary = [self._is_ordinary(word) for word in words]
        if given:
            return not all(ordinary) or not ordinary[-1]
        return not any(ordinary)

    def _is_person_alone(self, text: str, run: _Run, word: str) -> bool:
        if self._keep(word) or len(word) < 3 or (word.isupper() and len(word) < 5):
            return False
        before, after = text[max(0, run.start - 40) : run.start], text[run.end : run.end + 30]
        if word in self._parts and not self._is_ordinary(word):
            return True
        if TITLE_BEFORE.search(before) and self._is_unknown(word):
            return True
        given = (
            _folded(word).upper() in word_list("given_names")
            and not self._is_ordinary(word)
            and not self._is_place((word,))
        )
        return given or (SAYING_AFTER.match(after) is not None and self._is_unknown(word) and word in self._parts)

    def _is_unknown(self, word: str) -> bool:
        return not self._is_ordinary(word) and not self._is_place((word,)) and not _is_organization([word])

    def _is_ordinary(self, word: str) -> bool:
        plain = _folded(word).strip(".")
        if len(plain) < 2:
            return False
        return plain in CAPITALISED or plain.upper() in word_list("ordinary_words") or word.lower() in self._lower

    def _is_place(self, words: tuple[str, ...]) -> bool:
        said = " ".join(map(_folded, words)).upper()
        lists = ("place_names", "state_names", "country_names")
        return any(said in word_list(name) or said.replace("-", " ") in word_list(name) for name in lists)


def _is_organization(words: list[str]) -> bool:
    plain = [_folded(word).strip(".,") for word in words]
    said = " ".join(plain).upper()
    if any(f"{said} ".startswith(f"{firm} ") for firm in word_list("firms_named_after_people")):
        return True
    if any(word.upper() in ORGANIZATION_WORDS or word in INSTITUTIONS for word in plain if len(word) > 2):
        return True
    # an acronym within, as in "CNN Business"; initials have a dot
    return any(len(word) > 1 and word.isupper() and word.isalpha() for word in words) and not all(
        word.isupper() for word in words
    )


def _folded(word: str) -> str:
    import unicodedata

    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
