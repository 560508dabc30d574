"""Suppliers known by two or three bare words that might be a person's name: they wait until somebody has looked at them."""

import hashlib
import re
from collections.abc import Callable

from vigie.privacy.suppliers import ORGANIZATION_WORDS, TITLES, looks_like_person
from vigie.privacy.words import word_list

# Words that a person's name has even less than those of ORGANIZATION_WORDS, without changing what is withheld for good
_FIRM_WORDS = frozenset("BROS BROTHERS SOCIETY PARTNERSHIP SPA SNC SASU EURL JDOO OOO UAB KK".split())
# Given names (US Census Bureau, 1990 Census name files) that are ordinary words or places first: no sign of a person, nor of a firm
_ORDINARY_GIVEN_NAMES = frozenset(
    """
    ALEXANDRIA ANGELES CAROLINA CLEVELAND COLUMBUS DAKOTA DALLAS DENVER FLORIDA GEORGIA HOUSTON KIT MARYLAND NEVADA ORLANDO RICO ROCKY
    VIRGINIA WILL
    """.split()
)  # fmt: skip
# Letters, parted by an apostrophe or a hyphen; initials may stand before them with their dots
_WORD = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
_SENTINEL = re.compile(r"\[name awaiting review ([0-9a-f]{8})\]")


def is_bare(name: str) -> bool:
    """Whether a supplier's name is two or three words none of which tells an organization from a person.

    A word tells it that belongs to organizations, a legal form among them, and an ordinary word that is neither a surname nor a given
    name. Behind a given name a word that is a surname too tells nothing. A name that looks like a person's is not bare: it is
    withheld for good.
    """
    upper = name.upper().strip()
    written = [word for word in upper.replace(",", " ").split() if word.strip(".'’") not in TITLES]
    if not 2 <= len(written) <= 3 or not all(map(_WORD.fullmatch, written)) or looks_like_person(name):
        return False
    words = [word.replace(".", "").strip("'’") for word in written]
    return all(_may_be_a_persons(word, words) for word in words)


def _may_be_a_persons(word: str, words: list[str]) -> bool:
    surnames, given = word_list("surname_words"), word_list("given_names")
    if word in ORGANIZATION_WORDS:
        others = [other for other in words if other != word]
        return word in surnames and bool(others) and all(other in given or len(other) == 1 for other in others)
    if word in _FIRM_WORDS or word.endswith("CORP"):
        return False
    return word not in word_list("ordinary_words") or word in surnames or word in _ORDINARY_GIVEN_NAMES


def waiting_key(key: str) -> str:
    """What stands for the normal form of a waiting name, so that suppliers stay told apart and nobody is named."""
    return f"waiting-{hashlib.sha256(key.encode(errors='surrogateescape')).hexdigest()[:8]}"


def sentinel(key: str) -> str:
    """What stands for a waiting name, from its normal form; two names never share one."""
    return f"[name awaiting review {waiting_key(key).removeprefix('waiting-')}]"


def is_sentinel(name: str) -> bool:
    """Whether a name is what stands for one that waits."""
    return _SENTINEL.fullmatch(name) is not None


def with_sentinels_said(text: str, said: Callable[[str], str]) -> str:
    """A text in which each name that waits is said in a reader's words; ``said`` gives them from its number."""
    return _SENTINEL.sub(lambda found: said(found[1]), text)
