"""Which ids are one organization: pairs the matching is sure of, and what people judged, which prevails."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vigie.records.judgement import Judgement, Verdict


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ids that may be one organization, with the score (0 to 1) and the features found, as the matching writes them."""

    left: str
    right: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Same:
    """Ids that are one organization each, and the pairs that stay undecided.

    ``organization`` gives an id's organization by one of its ids; an id that is not in it stands for itself. ``undecided`` are
    pairs nobody has judged, ``unsure`` those somebody judged to be beyond telling: money hangs on both, and joins on neither.
    """

    organization: dict[str, str]
    undecided: tuple[Pair, ...]
    unsure: tuple[Pair, ...]

    def of(self, id: str) -> str:
        """The organization an id stands for."""
        return self.organization.get(id, id)


def same(sure: Sequence[Pair], unsure: Sequence[Pair], judgements: Iterable[Judgement]) -> Same:
    """Join what is one organization: pairs judged the same, then the sure ones by falling score.

    Never joined: pairs judged different or unsure; an id that is sure of several of one register, with any of them; and what
    would put two ids of one register, or two judged different, into one organization. A sure pair left apart for such a reason
    is undecided, unless it was judged itself. An unsure pair is decided where any two ids of its organizations were judged
    different.
    """
    standing = [one for one in judgements if one.undone is None and one.right is not None]
    judged = {frozenset((one.left, str(one.right))): one.verdict for one in standing}
    apart = [ids for ids, verdict in judged.items() if verdict is Verdict.DIFFERENT]
    joining = _Joining(apart)
    for ids, verdict in judged.items():
        if verdict is Verdict.SAME:
            joining.join(*sorted(ids), judged=True)
    open_pairs = [one for one in sure if frozenset((one.left, one.right)) not in judged]
    torn = _torn(open_pairs)
    undecided = []
    for one in sorted(open_pairs, key=lambda one: (-one.score, one.left, one.right)):
        if not torn.isdisjoint((one.left, one.right)) or not joining.join(one.left, one.right):
            undecided.append(one)
    for one in unsure:
        if frozenset((one.left, one.right)) not in judged and not joining.are_apart(one.left, one.right):
            undecided.append(one)
    left_open = [one for one in (*sure, *unsure) if judged.get(frozenset((one.left, one.right))) is Verdict.UNSURE]

    def apart_still(found: Iterable[Pair]) -> tuple[Pair, ...]:
        found = (one for one in found if joining.head(one.left) != joining.head(one.right))
        return tuple(sorted(found, key=lambda one: (-one.score, one.left, one.right)))

    return Same(joining.organizations(), apart_still(undecided), apart_still(left_open))


def _torn(sure: Iterable[Pair]) -> set[str]:
    """Names that are as sure of one organization of a register as of another."""
    partners: dict[tuple[str, str], set[str]] = {}
    for one in sure:
        for id, other in ((one.left, one.right), (one.right, one.left)):
            register = other.partition(":")[0]
            if register != "name":
                partners.setdefault((id, register), set()).add(other)
    return {id for (id, _), found in partners.items() if len(found) > 1}


class _Joining:
    """Sets of ids that grow together unless something keeps them apart."""

    def __init__(self, apart: Iterable[frozenset[str]]) -> None:
        self._ids: dict[str, set[str]] = {}
        self._apart: dict[str, set[str]] = {}
        for ids in apart:
            for id in ids:
                self._apart.setdefault(id, set()).update(ids - {id})

    def join(self, left: str, right: str, *, judged: bool = False) -> bool:
        ours, theirs = self._ids.get(left, {left}), self._ids.get(right, {right})
        if ours is theirs:
            return True
        if self.are_apart(left, right) or (not judged and _of_one_register(ours, theirs)):
            return False
        joined = ours | theirs
        self._ids.update(dict.fromkeys(joined, joined))
        return True

    def are_apart(self, left: str, right: str) -> bool:
        """Whether two ids, one joined with each side, were judged different."""
        ours, theirs = self._ids.get(left, {left}), self._ids.get(right, {right})
        return any(self._apart.get(id, set()) & theirs for id in ours)

    def head(self, id: str) -> str:
        """The id that stands for all: that of a register before a name, then the first of the alphabet."""
        return min(self._ids.get(id, {id}), key=lambda one: (one.startswith("name:"), one))

    def organizations(self) -> dict[str, str]:
        return {id: self.head(id) for id in self._ids}


def _of_one_register(ours: set[str], theirs: set[str]) -> bool:
    registers = [{id.partition(":")[0] for id in ids} - {"name"} for ids in (ours, theirs)]
    return bool(registers[0] & registers[1])
