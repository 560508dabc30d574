"""What people judged of pairs of organizations, found by any of their ids."""

from collections.abc import Iterable, Iterator

from vigie.records.judgement import Judgement


class Verdicts:
    """The judgements of pairs that stand, the last of each pair."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        self._by_pair: dict[frozenset[str], Judgement] = {}
        self._beside: dict[str, set[str]] = {}
        for one in sorted(judgements, key=lambda one: one.number):
            if one.undone is None and one.right is not None:
                self._by_pair[frozenset((one.left, one.right))] = one
                self._beside.setdefault(one.left, set()).add(one.right)
                self._beside.setdefault(one.right, set()).add(one.left)

    def beside(self, ids: Iterable[str]) -> Iterator[str]:
        """The ids that were judged together with any of these, in their order."""
        return iter(sorted({other for id in ids for other in self._beside.get(id, ())}))

    def of(self, ids: Iterable[str], others: Iterable[str]) -> Judgement | None:
        """The last judgement of two organizations, by the ids of each; None where nobody judged them."""
        theirs = list(others)
        found = [self._by_pair.get(frozenset((one, other))) for one in ids for other in theirs if one != other]
        return max((one for one in found if one is not None), key=lambda one: one.number, default=None)
