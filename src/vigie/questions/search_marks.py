"""Which words of a text a search has found, by their places in it, and the text cut around the first of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vigie.ledger.search_index import Scored
from vigie.ledger.search_words import WordPlace, plain_words, stem, typos, typos_allowed, word_places
from vigie.questions.search_asked import SearchAsked

# Characters of a text shown before the first word found, and in all
_BEFORE = 80
_SHOWN = 240


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a word found begins and ends in a text, counted in its characters (Unicode code points)."""

    start: int
    end: int


class Shows:
    """Which words of a text were looked for."""

    def __init__(self, asked: SearchAsked, *, last_begun: bool) -> None:
        self._words = asked.words
        self._phrases = asked.phrases
        self._stems = {word: _stems(word) for word in asked.words}
        self._begun = asked.words[-1] if last_begun and asked.words else None

    def marks(self, text: str, *, near: bool) -> tuple[Mark, ...]:
        """The places in a text of the words and phrases looked for; of those it has not, of words like them, where these are wanted."""
        places = list(word_places(text))
        stems = {place.word: _stems(place.word) for place in places}
        wanted = {word: {there for there in stems if self._is(word, there, stems[there])} for word in self._words}
        if near:
            for word in (word for word, there in wanted.items() if not there):
                wanted[word] = {there for there in stems if typos(word, there) <= typos_allowed(word)}
        every = set().union(*wanted.values())
        found = {Mark(place.start, place.end) for place in places if place.word in every}
        return tuple(sorted(found | set(self._phrases_in(places)), key=lambda mark: (mark.start, mark.end)))

    def quoted(self, text: str, *, near: bool) -> tuple[str, tuple[Mark, ...]]:
        """A text with its marks, cut between words around the first of them where it is long."""
        marks = self.marks(text, near=near)
        if len(text) <= _SHOWN:
            return text, marks
        start = max(0, marks[0].start - _BEFORE) if marks else 0
        if start:
            start = next((at + 1 for at in range(start, marks[0].start) if text[at].isspace()), marks[0].start)
        end = min(len(text), start + _SHOWN)
        if end < len(text):
            end = next((at for at in range(end, start + _BEFORE, -1) if text[at].isspace()), end)
        before, after = ("… " if start else ""), (" …" if end < len(text) else "")
        moved = len(before) - start
        kept = (Mark(one.start + moved, one.end + moved) for one in marks if start <= one.start and one.end <= end)
        return before + text[start:end] + after, tuple(kept)

    def typos(self, one: Scored) -> float:
        """How many typos part the words asked for from those of an entry."""
        there = plain_words(" ".join(filter(None, (one.text, one.told.get("supplier"))))).split()
        return float(sum(min((typos(word, other) for other in there), default=len(word)) for word in self._words))

    def _is(self, word: str, there: str, stems: set[tuple[str, str]]) -> bool:
        return (
            word == there or not stems.isdisjoint(self._stems[word]) or (word == self._begun and there.startswith(word))
        )

    def _phrases_in(self, places: Sequence[WordPlace]) -> Iterator[Mark]:
        words = [place.word for place in places]
        for phrase in self._phrases:
            for at in range(len(words) - len(phrase) + 1):
                if tuple(words[at : at + len(phrase)]) == phrase:
                    yield Mark(places[at].start, places[at + len(phrase) - 1].end)


def _stems(word: str) -> set[tuple[str, str]]:
    return {(lang, stem(word, lang)) for lang in ("en", "fr")}
