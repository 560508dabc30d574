"""Names put into families by the pairs that were accepted, without chains; and B-cubed, which counts names and not pairs.

B-cubed: the precision of a name is the part of its cluster that belongs to its family, its recall the part of its
family that is in its cluster; both are means over all names (Bagga and Baldwin, 1998). A family of 262 names counts
262, not its 34,191 pairs.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

# Two clusters join when at least this part of all pairs between them was accepted: one name that resembles both makes no chain
_DENSE = 0.4


@dataclass(frozen=True, slots=True)
class Quality:
    """Precision and recall, each 0 to 1."""

    precision: float
    recall: float


def clusters(names: Iterable[str], accepted: Iterable[tuple[float, str, str]]) -> dict[str, int]:
    """The cluster of each name: accepted pairs in the order of their scores join two clusters that are densely connected."""
    cluster = {name: number for number, name in enumerate(names)}
    members = {number: [name] for name, number in cluster.items()}
    between: Counter[tuple[int, int]] = Counter()
    pairs = sorted(accepted, key=lambda one: (-one[0], one[1], one[2]))
    near: dict[int, set[int]] = {}
    for _, left, right in pairs:
        one, other = cluster[left], cluster[right]
        between[min(one, other), max(one, other)] += 1
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    for _, left, right in pairs:
        one, other = cluster[left], cluster[right]
        if one == other or between[min(one, other), max(one, other)] < _DENSE * len(members[one]) * len(members[other]):
            continue
        for name in members[other]:
            cluster[name] = one
        members[one] += members.pop(other)
        for third in near.pop(other, set()) - {one}:
            moved = between.pop((min(other, third), max(other, third)), 0)
            between[min(one, third), max(one, third)] += moved
            near[third] = (near[third] - {other}) | {one}
            near.setdefault(one, set()).add(third)
        near.get(one, set()).discard(other)
    return cluster


def b_cubed(cluster: dict[str, int], family: dict[str, str]) -> Quality:
    """B-cubed precision and recall of clusters against families, over the names of ``family``."""
    both = Counter((cluster[name], family[name]) for name in family)
    in_cluster = Counter(cluster[name] for name in family)
    in_family = Counter(family.values())
    precision = sum(count * count / in_cluster[one] for (one, _), count in both.items())
    recall = sum(count * count / in_family[one] for (_, one), count in both.items())
    return Quality(precision / len(family), recall / len(family))
