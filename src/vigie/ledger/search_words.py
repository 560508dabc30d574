"""Words as search compares them: small letters without accents, with their English and French stems and their places in a text."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA
from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

# Letters and digits stay, in small letters; all else parts words
_PLAIN = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
# Letters that Unicode does not take apart
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})
_PARTING = re.compile(r"[\W_]+")
# A word as it stands in a text, with accents written as characters of their own
_WORD = re.compile("(?:[^\\W_]|[\u0300-\u036f])+")


def plain_words(text: str) -> str:
    """The words of a text in small letters without accents, parted by blanks; empty for a text without a letter or digit.

    An apostrophe parts words ("l'appel" is "l appel"); so do invisible characters.
    """
    if text.isascii():
        return " ".join(text.translate(_PLAIN).split())
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(_PARTING.sub(" ", bare.translate(_LETTERS)).split())


@dataclass(frozen=True, slots=True)
class WordPlace:
    """A word of a text as it is compared, with the places of its first character and after its last, in characters of the text."""

    word: str
    start: int
    end: int


def word_places(text: str) -> Iterator[WordPlace]:
    """The words of a text, as ``plain_words`` has them, with their places."""
    for found in _WORD.finditer(text):
        for word in plain_words(found[0]).split():
            yield WordPlace(word, found.start(), found.end())


@lru_cache(maxsize=1)
def analyzers() -> dict[str, TextAnalyzer]:
    """What makes the terms of a field of plain words: each word as it is, its English stem, its French stem."""
    return {
        "words": TextAnalyzerBuilder(Tokenizer.whitespace()).build(),
        "en": TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.stemmer("english")).build(),
        "fr": TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.stemmer("french")).build(),
    }


@lru_cache(maxsize=65_536)
def stem(word: str, lang: str) -> str:
    """The stem of a plain word in a language (``en``, ``fr``)."""
    return analyzers()[lang].analyze(word)[0]


def typos_allowed(word: str) -> int:
    """How many letters of a word may be wrong, missing, too many or swapped with the next: 1 of four to seven letters, 2 of more, none
    of shorter ones or of words with a digit."""
    if len(word) < 4 or not word.isalpha():
        return 0
    return 1 if len(word) < 8 else 2


def typos(asked: str, found: str) -> int:
    """How many typos part two words; a swap of neighbors is one."""
    return OSA.distance(asked, found)
