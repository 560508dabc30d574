"""The index of what can be searched for: entries with their numbers, names and words, and how each is looked for.

Queries are built from plain words; nothing a reader writes is read as a query language.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import orjson
from tantivy import Document, FieldType, Index, Occur, Query, Schema, SchemaBuilder, Searcher

from vigie.ledger.search_words import analyzers, plain_words, stem, typos_allowed

# Raise it when what stands in an index changes: indexes made before are made again
VERSION = "1"
# Parts what is said apart, so that no phrase reaches across
_BORDER = " ¦ "
_NEVER = date.max.toordinal()
# Enough for a million entries in a few segments
_HEAP = 192_000_000
_STEPS = 4096
_FIELDS = ("words", "en", "fr")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found, under one of its names or with one of its texts.

    ``shelf`` says what it is, ``id`` which. ``keys``: whole names as they are compared; ``numbers``: numbers in capitals and digits.
    ``text`` is searched by its words and shown as it stands; ``beside`` are other texts whose words count, and are not shown.
    ``told``: what else an answer shows. ``day``: the first day of it in records, None: none is held; ``seen`` from when it was known,
    ``gone`` from when it was known not to stand any more.
    """

    shelf: str
    id: str
    text: str
    keys: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    told: dict[str, str | None] | None = None
    day: date | None = None
    seen: date | None = None
    gone: date | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """An entry found, as far as it is kept, with its score: higher is better, equal ones in the order in which they were laid."""

    score: float
    id: str
    text: str
    told: dict[str, str | None]
    day: date | None


@dataclass(frozen=True, slots=True)
class Until:
    """Up to which day something must have been in records, and by which day it must have been known (None: by now)."""

    on: date
    known: date | None


def _schema() -> Schema:
    builder = SchemaBuilder()
    for name in ("shelf", "id", "key", "number"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name="words", index_option="position")
    for name in ("en", "fr"):
        builder.add_text_field(name, tokenizer_name=name, index_option="freq")
    for name in ("day", "seen", "gone"):
        builder.add_integer_field(name, fast=True)
    builder.add_bytes_field("shown", stored=True)
    return builder.build()


def _document(entry: Entry) -> Document:
    document = Document()
    document.add_text("shelf", entry.shelf)
    document.add_text("id", entry.id)
    for key in entry.keys:
        document.add_text("key", key)
    for number in entry.numbers:
        document.add_text("number", number)
    words = _BORDER.join(map(plain_words, (entry.text, *entry.beside)))
    for name in _FIELDS:
        document.add_text(name, words)
    document.add_integer("day", entry.day.toordinal() if entry.day else 0)
    document.add_integer("seen", entry.seen.toordinal() if entry.seen else 0)
    document.add_integer("gone", entry.gone.toordinal() if entry.gone else _NEVER)
    day = entry.day.isoformat() if entry.day else None
    document.add_bytes("shown", orjson.dumps([entry.id, entry.text, entry.told or {}, day]))
    return document


def _registered(index: Index) -> Index:
    for name, analyzer in analyzers().items():
        index.register_tokenizer(name, analyzer)
    return index


def lay(entries: Sequence[Entry], folder: Path | None, said: Callable[[int, int], None]) -> "SearchIndex":
    """Make an index of entries in an empty folder, or in memory where none is given; ``said`` is told how many of how many are laid."""
    index = _registered(Index(_schema(), path=str(folder) if folder else None))
    # one thread: the same entries make the same index, to the order of equal scores
    writer = index.writer(_HEAP, num_threads=1)
    for place, entry in enumerate(entries):
        if place % _STEPS == 0:
            said(place, len(entries))
        writer.add_document(_document(entry))
    writer.commit()
    writer.wait_merging_threads()
    said(len(entries), len(entries))
    index.reload()
    return SearchIndex(index)


def opened(folder: Path) -> "SearchIndex":
    """The index in a folder; its bytes must have been checked, the library stops at some that are wrong."""
    return SearchIndex(_registered(Index.open(str(folder))))


class SearchIndex:
    """An index, opened: what to look for is made by the methods named after it, and looked for by ``find``."""

    def __init__(self, index: Index) -> None:
        self._schema = index.schema
        self._searcher: Searcher = index.searcher()
        self.entries = self._searcher.num_docs

    def find(
        self, shelf: str, wanted: Query | None, until: Until, *, most: int, newest_first: bool = False
    ) -> list[Scored]:
        """What stands on a shelf and is wanted (None: nothing is), the best first or the newest; at most so many."""
        if wanted is None:
            return []
        must = [wanted, self._still(Query.term_query(self._schema, "shelf", shelf)), *self._until(until)]
        query = Query.boolean_query([(Occur.Must, one) for one in must])
        if newest_first:
            found = self._searcher.search(query, most, count=False, order_by_field="day")
        else:
            found = self._searcher.search(query, most, count=False)
        return [self._scored(float(score), address) for score, address in found.hits]

    def id(self, id: str) -> Query:
        """What has this id."""
        return Query.term_query(self._schema, "id", id)

    def keys(self, keys: Iterable[str]) -> Query | None:
        """What has one of these whole names."""
        return self._any_of("key", keys)

    def key_begins(self, key: str) -> Query | None:
        """What has a whole name that begins with these words."""
        return self._begins("key", key) if key.replace(" ", "").isalnum() else None

    def numbers(self, numbers: Iterable[str]) -> Query | None:
        """What has one of these numbers."""
        return self._any_of("number", numbers)

    def number_begins(self, number: str) -> Query | None:
        """What has a number that begins so."""
        return self._begins("number", number) if number.isalnum() else None

    def number_near(self, number: str) -> Query | None:
        """What has a number with up to two signs wrong, missing, too many or swapped; with one, where it is shorter than eight."""
        if len(number) < 4:
            return None
        return Query.fuzzy_term_query(self._schema, "number", number, 1 if len(number) < 8 else 2)

    def words(
        self, words: Sequence[str], phrases: Sequence[Sequence[str]], *, last_begun: bool = False
    ) -> Query | None:
        """What has all of these words, by their stems in English or French, and these phrases, word by word; ``last_begun``: of the last
        word a beginning is enough."""
        must = [self._phrase(phrase) for phrase in phrases] + [self._word(word) for word in words]
        if last_begun and words:
            must[-1] = Query.disjunction_max_query([must[-1], self._sure("words", words[-1])])
        return Query.boolean_query([(Occur.Must, one) for one in must]) if must else None

    def near(self, words: Sequence[str], phrases: Sequence[Sequence[str]]) -> Query | None:
        """What has all of these words, each with the typos it may have, and these phrases; None where no word may have any."""
        if not any(map(typos_allowed, words)):
            return None
        must = [self._phrase(phrase) for phrase in phrases] + [self._near_word(word) for word in words]
        return Query.boolean_query([(Occur.Must, one) for one in must])

    def _word(self, word: str) -> Query:
        stems = [Query.term_query(self._schema, lang, stem(word, lang)) for lang in ("en", "fr")]
        return Query.disjunction_max_query([Query.term_query(self._schema, "words", word), *stems])

    def _near_word(self, word: str) -> Query:
        allowed = typos_allowed(word)
        if not allowed:
            return self._word(word)
        return Query.disjunction_max_query(
            [self._word(word), Query.fuzzy_term_query(self._schema, "words", word, allowed)]
        )

    def _phrase(self, phrase: Sequence[str]) -> Query:
        if len(phrase) == 1:  # the library stops at a phrase of one word
            return Query.term_query(self._schema, "words", phrase[0])
        return Query.phrase_query(self._schema, "words", list(phrase))

    def _any_of(self, field: str, values: Iterable[str]) -> Query | None:
        found = sorted(set(filter(None, values)))
        return Query.term_set_query(self._schema, field, found) if found else None

    def _begins(self, field: str, beginning: str) -> Query | None:
        return self._sure(field, beginning) if beginning else None

    def _sure(self, field: str, beginning: str) -> Query:
        # letters, digits and blanks alone: nothing in it is a sign of a pattern
        return Query.regex_query(self._schema, field, beginning + ".*")

    def _still(self, query: Query) -> Query:
        return Query.const_score_query(query, 0.0)

    def _until(self, until: Until) -> list[Query]:
        found = [self._between("day", None, until.on.toordinal())]
        if until.known is None:
            found.append(self._between("gone", _NEVER, None))
        else:
            found.append(self._between("seen", None, until.known.toordinal()))
            found.append(self._between("gone", until.known.toordinal() + 1, None))
        return found

    def _between(self, field: str, first: int | None, last: int | None) -> Query:
        return self._still(
            Query.range_query(self._schema, field, FieldType.Integer, lower_bound=first, upper_bound=last)
        )

    def _scored(self, score: float, address: Any) -> Scored:
        shown: Any = self._searcher.doc(address).get_first("shown")
        id, text, told, day = orjson.loads(bytes(shown))
        return Scored(score, id, text, told, date.fromisoformat(day) if day else None)
