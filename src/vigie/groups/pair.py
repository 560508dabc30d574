"""Two names side by side: which words meet, which meet but for their spelling, which one has and the other lacks."""

from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import OSA

from vigie.groups.prepared import Prepared
from vigie.groups.words import rarities
from vigie.records.organization import Organization

_SHORTEST_MISSPELLED = 5  # a letter changed in a shorter word makes another word
_TWO_LETTERS_OFF = 9
_SHORTEST_CUT = 4  # "TECHN" may stand for "TECHNOLOGIES"


@dataclass(frozen=True, slots=True)
class Near:
    """A word on each side, spelled nearly alike, and how much the more frequent of the two tells."""

    left: str
    right: str
    tells: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two organizations by one name of each, and how their words meet; ``left_only`` and ``right_only`` meet nothing.

    ``met`` is how much the words tell that meet, those spelled nearly alike as much as the more frequent of the two; ``left_lacking`` and
    ``right_lacking`` how much those that meet nothing.
    """

    left: Organization
    right: Organization
    left_name: Prepared
    right_name: Prepared
    shared: tuple[str, ...]
    near: tuple[Near, ...]
    left_only: tuple[str, ...]
    right_only: tuple[str, ...]
    met: float
    left_lacking: float
    right_lacking: float


def pair(left: Organization, right: Organization, left_name: Prepared, right_name: Prepared) -> Pair:
    """How the words of two names meet; the order of words is that of each name."""
    left_told, right_told = left_name.told, right_name.told
    if left_told.keys() == right_told.keys() or left_name.compact == right_name.compact:
        return Pair(left, right, left_name, right_name, tuple(left_told), (), (), (), left_name.total, 0.0, 0.0)
    shared = tuple(word for word in left_told if word in right_told)
    left_only = [word for word in left_told if word not in right_told]
    right_only = [word for word in right_told if word not in left_told]
    near: list[Near] = []
    if left_only and right_only:
        near += _written_as_one(left_name, left_only, right_name, right_only)
        near += [
            Near(one.right, one.left, one.tells)
            for one in _written_as_one(right_name, right_only, left_name, left_only)
        ]
        near += _misspelled(left_name, left_only, right_name, right_only)
    met, left_lacking, right_lacking = 0.0, 0.0, 0.0
    for word in shared:
        met += left_told[word]
    for one in near:
        met += one.tells
    for word in left_only:
        left_lacking += left_told[word]
    for word in right_only:
        right_lacking += right_told[word]
    return Pair(
        left, right, left_name, right_name, shared, tuple(near), tuple(left_only), tuple(right_only), met, left_lacking, right_lacking
    )  # fmt: skip


def _written_as_one(parted: Prepared, parted_only: list[str], joined: Prepared, joined_only: list[str]) -> list[Near]:
    """Two words side by side that the other name writes as one; they are taken out of the words that meet nothing."""
    found = []
    for first, second in pairwise(parted.words):
        if first + second in joined_only and (first in parted_only or second in parted_only):
            found.append(
                Near(
                    f"{first} {second}", first + second, max(parted.told.get(first, 0.0), parted.told.get(second, 0.0))
                )
            )
            joined_only.remove(first + second)
            parted_only[:] = [word for word in parted_only if word not in (first, second)]
    return found


def _misspelled(left: Prepared, left_only: list[str], right: Prepared, right_only: list[str]) -> list[Near]:
    """Words spelled nearly alike, nearest first; they are taken out of the words that meet nothing."""
    alike = [(word, other) for word in left_only for other in right_only if _nearly(word, other)]
    found = []
    for word, other in sorted(alike, key=lambda one: (OSA.distance(*one), *sorted(one))):
        if word in left_only and other in right_only:
            found.append(Near(word, other, min(left.told[word], right.told[other])))
            left_only.remove(word)
            right_only.remove(other)
    return found


def _nearly(word: str, other: str) -> bool:
    shorter, longer = (word, other) if len(word) <= len(other) else (other, word)
    if len(longer) >= _SHORTEST_MISSPELLED and len(longer) - len(shorter) < 3:
        allowed = 2 if len(longer) >= _TWO_LETTERS_OFF else 1
        if OSA.distance(word, other, score_cutoff=allowed) <= allowed:
            return True
    return len(shorter) >= _SHORTEST_CUT and longer in rarities() and longer.startswith(shorter)
