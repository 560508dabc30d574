"""The names a desk knows, found in running text on word borders in one pass: organizations and public bodies."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import ahocorasick

from vigie.claims.wording import BUYERS
from vigie.groups.brands import brands, phrase
from vigie.groups.buyers import Buyer, spellings
from vigie.groups.organizations import Organizations
from vigie.groups.phrases import Word, words
from vigie.groups.words import rarities
from vigie.privacy.bare_names import is_sentinel
from vigie.privacy.words import word_list

# A word that names an organization alone is in few names; of shorter ones too many mean something else
_RARE = 0.8
_SHORTEST = 4


class Naming(StrEnum):
    """What a name found in a text is the name of; of two that begin together and are as long, the first here is meant."""

    BUYER = "buyer"
    ORGANIZATION = "organization"


@dataclass(frozen=True, slots=True)
class Named:
    """A name found in a text, from ``start`` up to ``end``. ``ids`` are the organizations it may mean, none for one of which no record
    is held, or the code of a public body; ``name`` is how the desk calls it. ``exact``: the whole name, not only its beginning."""

    naming: Naming
    ids: tuple[str, ...]
    name: str
    start: int
    end: int
    exact: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    naming: Naming
    ids: tuple[str, ...]
    name: str
    exact: bool
    in_capitals: bool = False


class Gazetteer:
    """Every name of a desk. ``names`` finds those of a text; ``aliases`` given with a text hold in it alone."""

    def __init__(self, known: Organizations) -> None:
        self._entries: dict[str, _Entry] = {}
        for spelled, entry in (*_organizations(known), *_brands(known), *_buyers()):
            self._entries[spelled] = entry
        self._automaton = ahocorasick.Automaton()
        for spelled, entry in self._entries.items():
            self._automaton.add_word(spelled, (len(spelled), entry))
        self._automaton.make_automaton()

    def names(self, text: str, aliases: dict[str, Named] | None = None) -> list[Named]:
        """The names in a text in their order, none inside another: the longest where several begin."""
        said = words(text)
        found = [*self._found(text, said), *_aliases(said, text, aliases or {})]
        found.sort(key=lambda one: (one.start, -one.end, list(Naming).index(one.naming)))
        apart: list[Named] = []
        for one in found:
            if not apart or one.start >= apart[-1].end:
                apart.append(one)
        return apart

    def knows(self, phrase_said: str) -> bool:
        """Whether a phrase is, as a whole, a name the desk knows or begins with one."""
        return any(one.start == 0 for one in self.names(phrase_said))

    def _found(self, text: str, said: list[Word]) -> Iterator[Named]:
        line, at = [""], {}
        place = 1
        for word in said:
            at[place] = word
            line.append(word.form)
            place += len(word.form) + 1
        spoken = " ".join(line) + " "
        last: dict[int, Word] = {start + len(word.form): word for start, word in at.items()}
        for end, (size, entry) in self._automaton.iter(spoken):
            first = at[end - size + 2]
            stop = last.get(end) or next(word for start, word in at.items() if start + len(word.form) >= end)
            if _runs_on(said, first, stop) and _is_written_so(text[first.start : stop.end], entry):
                yield Named(entry.naming, entry.ids, entry.name, first.start, stop.end, entry.exact)


def _runs_on(said: list[Word], first: Word, stop: Word) -> bool:
    """Whether no sentence ends within a phrase."""
    return not any(word.begins for word in said if first.start < word.start <= stop.start)


def _is_written_so(written: str, entry: _Entry) -> bool:
    if entry.in_capitals:
        return written.replace(".", "").isupper()
    return any(map(str.isupper, written))


def _spelled(name: str) -> str:
    return f" {' '.join(phrase(name))} "


def _organizations(known: Organizations) -> Iterator[tuple[str, _Entry]]:
    """Names by their normal forms; and by a beginning that few others have."""
    beginnings: defaultdict[str, list[str]] = defaultdict(list)
    whole: dict[str, tuple[str, str]] = {}
    for id, keys in known.keys.items():
        name = known.parties[id].name
        if is_sentinel(name):
            continue
        for said in (*(tuple(key.split()) for key in keys), phrase(name)):
            if said and (len(said) > 1 or _tells(said[0])):
                whole[f" {' '.join(said)} "] = (id, name)
            for size in (1, 2):
                if len(said) > size and (size > 1 or _tells(said[0])) and id not in beginnings[" ".join(said[:size])]:
                    beginnings[" ".join(said[:size])].append(id)
    for begun, ids in beginnings.items():
        if len(ids) > 1 and not _tells(begun.split()[0]):
            continue  # two ordinary words with which many names begin
        yield f" {begun} ", _Entry(Naming.ORGANIZATION, tuple(ids), known.parties[ids[0]].name, exact=False)
    for spelled, (id, name) in whole.items():
        yield spelled, _Entry(Naming.ORGANIZATION, (id,), name, exact=True)


def _tells(word: str) -> bool:
    """Whether a word alone can name an organization: no ordinary word, no place, no name of a person, and rare."""
    upper = word.upper()
    lists = ("ordinary_words", "place_names", "given_names", "surname_words")
    if len(word) < _SHORTEST or word.isdigit() or any(upper in word_list(name) for name in lists):
        return False
    return rarities().get(word, 1.0) >= _RARE


def _brands(known: Organizations) -> Iterator[tuple[str, _Entry]]:
    """Brands by their spellings; one that is no supplier itself may mean those whose names begin with it."""
    for brand in brands():
        own = tuple(dict.fromkeys(id for name in brand.organizations if (id := known.find(name)) is not None))
        for spelling in brand.spellings:
            spelled = " ".join(spelling.words)
            ids = own or tuple(
                id for id, keys in known.keys.items() if any(f"{key} ".startswith(f"{spelled} ") for key in keys)
            )
            yield f" {spelled} ", _Entry(Naming.ORGANIZATION, ids, brand.name, exact=bool(own))


def _buyers() -> Iterator[tuple[str, _Entry]]:
    every: dict[str, Buyer] = {**spellings()}
    by_acronym = {buyer.acronym: buyer for buyer in every.values()}
    for said, buyer in [*every.items(), *((said, by_acronym[acronym]) for said, acronym in BUYERS.items())]:
        if not said.isdigit():
            short = phrase(said) == phrase(buyer.acronym)
            yield _spelled(said), _Entry(Naming.BUYER, (buyer.code,), buyer.acronym, exact=True, in_capitals=short)


def _aliases(said: list[Word], text: str, aliases: dict[str, Named]) -> Iterable[Named]:
    for word in said:
        meant: Any = aliases.get(text[word.start : word.end])
        if meant is not None:
            yield Named(meant.naming, meant.ids, meant.name, word.start, word.end, meant.exact)
