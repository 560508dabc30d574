"""Words of a text with their places, and where a phrase stands in it on word borders."""

import re
import unicodedata
from dataclasses import dataclass

from vigie.privacy import PLACE, WITHHELD

# B.I. and U.S. are one word each; "&" reads "and"; a word keeps its combining accents
_WORD = re.compile(r"(?<!\w)(?:[^\W\d_]\.)+(?:[^\W\d_](?!\w))?|(?:[^\W_][\u0300-\u036f]*)+|&")
# What may part one word in two: a hyphen, also at the end of a line, a soft hyphen, an apostrophe
_GLUE = re.compile(r"(?:[-‐‑]\s*|[-‐‑]?\s*\u00ad\s*|['’])")
_SENTENCE_END = re.compile(r"[.;:!?…]\s")
# What was withheld says nothing, and no phrase runs across it
_BLANKS = {mark: "; " + " " * (len(mark) - 2) for mark in (WITHHELD, PLACE)}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: its form in small letters without accents, and its place in the text.

    ``glued``: only a hyphen or an apostrophe parts it from the word before. ``begins``: a sentence ends before it, so that no
    phrase runs on into it.
    """

    form: str
    start: int
    end: int
    glued: bool
    begins: bool


def words(text: str) -> list[Word]:
    """The words of a text in their order."""
    found: list[Word] = []
    last = 0
    for mark, blank in _BLANKS.items():
        text = text.replace(mark, blank)
    for match in _WORD.finditer(text):
        between = text[last : match.start()]
        found.append(
            Word(
                form="and" if match[0] == "&" else _folded(match[0]),
                start=match.start(),
                end=match.end(),
                glued=_GLUE.fullmatch(between) is not None,
                begins=_SENTENCE_END.search(between) is not None,
            )
        )
        last = match.end()
    return found


def after(phrase: tuple[str, ...], said: list[Word], first: int) -> int | None:
    """The number of the word after a phrase that stands at word ``first``; None where another stands there.

    "PEN-LINK" is both the phrase of "pen" and "link" and the word "penlink"; "ORACLE'S" holds the word "oracle".
    """
    place = first
    for wanted in phrase:
        if place == len(said) or (place > first and said[place].begins):
            return None
        form = said[place].form
        place += 1
        while form != wanted and wanted.startswith(form) and place < len(said) and said[place].glued:
            form += said[place].form
            place += 1
        if form != wanted:
            return None
    return place


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower().replace(".", "")
    letters = unicodedata.normalize("NFKD", word.casefold().replace(".", ""))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
