"""Two names side by side: which words meet, which meet but for their spelling, which one has and the other lacks."""

from dataclasses import dataclass

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
    """Two organizations by one name of each, and how their words meet; ``left_only`` and ``right_only`` meet nothing."""

    left: Organization
    right: Organization
    left_name: Prepared
    right_name: Prepared
    shared: tuple[str, ...]
    near: tuple[Near, ...]
    left_only: tuple[str, ...]
    right_only: tuple[str, ...]

    @property
    def met(self) -> float:
        """How much the words tell that meet, those spelled nearly alike as much as the more frequent of the two."""
        return sum(self.left_name.told[word] for word in self.shared) + sum(one.tells for one in self.near)

    @property
    def left_lacking(self) -> float:
        """How much the words of the left name tell that the right one lacks."""
        return sum(self.left_name.told[word] for word in self.left_only)

    @property
    def right_lacking(self) -> float:
        """How much the words of the right name tell that the left one lacks."""
        return sum(self.right_name.told[word] for word in self.right_only)


def pair(left: Organization, right: Organization, left_name: Prepared, right_name: Prepared) -> Pair:
    """How the words of two names meet; the order of words is that of each name."""
    left_told, right_told = left_name.told, right_name.told
    if left_told.keys() == right_told.keys() or left_name.compact == right_name.compact:
        return Pair(left, right, left_name, right_name, tuple(left_told), (), (), ())
    shared = tuple(word for word in left_told if word in right_told)
    left_only = [word for word in left_told if word not in right_told]
    right_only = [word for word in right_told if word not in left_told]
    near = []
    if left_only and right_only:
        for word in tuple(left_only):
            best = min(
                (other for other in right_only if _nearly(word, other)),
                key=lambda one: (OSA.distance(word, one), one),
                default=None,
            )
            if best is not None:
                near.append(Near(word, best, min(left_told[word], right_told[best])))
                left_only.remove(word)
                right_only.remove(best)
    return Pair(left, right, left_name, right_name, shared, tuple(near), tuple(left_only), tuple(right_only))


def _nearly(word: str, other: str) -> bool:
    shorter, longer = (word, other) if len(word) <= len(other) else (other, word)
    if len(longer) >= _SHORTEST_MISSPELLED and len(longer) - len(shorter) < 3:
        allowed = 2 if len(longer) >= _TWO_LETTERS_OFF else 1
        if OSA.distance(word, other, score_cutoff=allowed) <= allowed:
            return True
    return len(shorter) >= _SHORTEST_CUT and longer in rarities() and longer.startswith(shorter)
