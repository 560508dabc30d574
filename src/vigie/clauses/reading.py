"""A text read for its clauses: every kind by its own patterns, tried only near a word of them, people left out."""

from collections.abc import Callable, Iterable, Iterator

from vigie.clauses import amounts, announcements, incentives, milestones, requirements, sites, volumes
from vigie.clauses.near import Signs, in_small_letters, stretches
from vigie.privacy.cells import without_people
from vigie.records.clause import Clause, ClauseKind

# What finds clauses in a stretch of a text, and the signs near which it is tried
NEAR: tuple[tuple[Callable[[str, int, int], Iterator[Clause]], Signs], ...] = (
    (announcements.announcements, announcements.SIGNS),
    (volumes.volumes, volumes.SIGNS),
    (milestones.days, milestones.DAY_SIGNS),
    (milestones.amendments, milestones.AMENDMENT_SIGNS),
    (milestones.terms, milestones.TERM_SIGNS),
    (milestones.spans, milestones.SPAN_SIGNS),
    (requirements.standards, requirements.STANDARD_SIGNS),
    (sites.sites, sites.SIGNS),
    (amounts.ceilings, amounts.CEILING_SIGNS),
    (amounts.estimates, amounts.ESTIMATE_SIGNS),
    (amounts.caps_changed, amounts.CAP_SIGNS),
    (incentives.incentives, incentives.INCENTIVE_SIGNS),
    (incentives.price_adjustments, incentives.ADJUSTMENT_SIGNS),
)


def clauses(text: str) -> tuple[Clause, ...]:
    """What a text says, clause by clause, in the order of the text; of clauses of one kind that overlap, the longer.

    Words are the text's own. A clause in whose words a person is named or reached is left out, however it came there.
    """
    plain = in_small_letters(text)
    found = [one for read, signs in NEAR for start, end in stretches(plain, signs) for one in read(text, start, end)]
    found += requirements.requirements(text)
    return tuple(one for one in _apart(found) if one.words and without_people(one.words) == one.words)


def _apart(found: Iterable[Clause]) -> Iterator[Clause]:
    """Clauses by their place; one inside another of its kind, or across its end, says nothing more."""
    ends: dict[str, Clause] = {}
    found = list(found)
    changed = [one for one in found if one.kind is ClauseKind.CAP_CHANGED]
    # a cap that was removed or changed is none that stands
    found = [
        one for one in found if one.kind is not ClauseKind.CEILING or not any(_inside(one, cap) for cap in changed)
    ]
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        before = ends.get(one.kind)
        same = before is not None and (before.start, before.end) == (one.start, one.end) and before.value != one.value
        if before is None or one.start >= before.end or same:
            ends[one.kind] = one
            yield one


def _inside(one: Clause, other: Clause) -> bool:
    return other.start <= one.start and one.end <= other.end
