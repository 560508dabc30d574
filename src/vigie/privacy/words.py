"""The words of a text, and the word lists the rules of redaction rest on."""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from vigie.privacy.roles import ROLE

_DIGITS = re.compile(r"\d+")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?|['\"(][^\W\d_]+['\")]")


@lru_cache(maxsize=8)
def word_list(name: str) -> frozenset[str]:
    """The words of one list, in capitals; lines that begin with # say where the list is from."""
    content = resources.files("vigie.privacy").joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(line for line in content.split("\n") if line and not line.startswith("#"))


def is_withheld_by_hand(name: str) -> bool:
    """Whether a name in capitals is one of those withheld by hand, which are listed by their hashes."""
    digest = hashlib.sha256(name.encode(errors="surrogateescape")).hexdigest()[:16].upper()
    return digest in word_list("withheld_by_hand")


@dataclass(frozen=True, slots=True)
class Kind:
    """What the word lists say of a word."""

    given: bool
    ordinary: bool
    surname: bool
    by_hand: bool


@lru_cache(maxsize=1 << 16)
def plain_of(word: str) -> str:
    """A word as the lists write it: in capitals, without the marks around it."""
    return word.upper().strip(".'\"()’")


@lru_cache(maxsize=1 << 16)
def kind_of(word: str) -> Kind:
    """What the lists say of a plain word."""
    ordinary_words = word_list("ordinary_words")
    parts = [part for part in re.split("['’-]", word) if len(part) > 1]
    role = bool(ROLE.fullmatch(word))
    return Kind(
        given=word.split("-")[0] in word_list("given_names"),
        ordinary=role or word in ordinary_words or all(part in ordinary_words for part in parts),
        surname=all(part in word_list("surname_words") for part in word.split("-")) and not role,
        by_hand=is_withheld_by_hand(word),
    )


def count_digits(text: str) -> int:
    """How many decimal digits a text has, of any script, as ``\\d`` counts them."""
    if text.isascii():
        return sum(map(text.count, "0123456789"))
    return len("".join(_DIGITS.findall(text)))
