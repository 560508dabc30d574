"""The words of solicitations and of descriptions: which are rare, which are shared, which stand together."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import log

_WORD = re.compile(r"[^\W\d_]{3,}|[^\W\d_]+\d[\w]*")
# Words of notices that say nothing of what is bought
_OF_NOTICES = frozenset(
    """
    and award awarded amendment announcement approval attachment combined competition competitive contract contractor delivery
    details equipment for from full immigration customs enforcement border protection homeland security department government
    federal information intent justification modification notice office open option order other period posting procure provide
    purchase request requirement response services service single sole solicitation source sought sources special summary support
    supplies synopsis task than that the this update with within will united states ice cbp dhs ero hsi idiq rfi rfq rfp not
    program system systems products license software training
    """.split()
)  # fmt: skip
# Of a hundred descriptions of the buyer, a rare word stands in two at most; a telling one, in one of five hundred
_RARE, _TELLING = 0.02, 0.002


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, a plural as its singular, without those that notices have in any case."""
    found = (_singular(word.lower()) for word in _WORD.findall(text))
    return [word for word in found if word not in _OF_NOTICES]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


class Rarity:
    """How rare words are among descriptions, each distinct description counted once."""

    def __init__(self, descriptions: Iterable[str]) -> None:
        distinct = set(descriptions)
        self._most = max(len(distinct), 1)
        self._in: Counter[str] = Counter(word for one in distinct for word in set(words_of(one)))

    def is_rare(self, word: str) -> bool:
        """Whether few descriptions have a word."""
        return self._in[word] <= max(2, _RARE * self._most)

    def share(self, shared: Iterable[str], title: Iterable[str]) -> float:
        """How much of a title words shared with it make up, each weighed by how rare it is; from 0 to 1."""
        weight = {word: log((1 + self._most) / (1 + self._in[word])) for word in title}
        return sum(weight[word] for word in set(shared)) / (sum(weight.values()) or 1)

    def is_telling(self, word: str) -> bool:
        """Whether hardly any description has a word."""
        return self._in[word] <= max(2, _TELLING * self._most)


def together(title: Sequence[str], description: Sequence[str]) -> tuple[str, ...]:
    """The longest run of words of a title that stand together, in the same order, in a description; fewer than two are none."""
    pairs = set(pairwise(description))
    best: list[str] = []
    run: list[str] = []
    for word, following in pairwise(title):
        run = [*(run or [word]), following] if (word, following) in pairs else []
        best = max(best, run, key=len)
    return tuple(best)


def are_alike(one: set[str], other: set[str]) -> bool:
    """Whether two descriptions have most of their words in common."""
    return bool(one & other) and len(one & other) >= 0.6 * len(one | other)
