"""What was decided in review: every judgement ever made, those undone and those replaced by a later one included."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import duckdb

from vigie.groups.id_names import IdName, id_names
from vigie.privacy import INDIVIDUAL
from vigie.privacy.suppliers import looks_like_person
from vigie.records.judgement import Judgement, Undoing, Verdict
from vigie.records.ownership import Party


class State(StrEnum):
    """Whether a judgement counts: it stands, a later one about the same stands instead, or it was undone."""

    STANDING = "standing"
    REPLACED = "replaced"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Decision:
    """One judgement; ``right`` None: it is about one name. A name that reads as a person's, or was judged to be one, is withheld."""

    number: int
    state: State
    verdict: Verdict
    left: Party
    right: Party | None
    by: str
    why: str
    moment: datetime
    undone: Undoing | None


@dataclass(frozen=True, slots=True)
class Judged:
    """Every judgement made by a day (``known`` None: by now), the newest first; the permanent "different" among them."""

    known: date | None
    judgements: tuple[Decision, ...]


def judged(
    db: duckdb.DuckDBPyConnection, every: Sequence[Judgement], standing: Sequence[Judgement], *, known: date | None
) -> Judged:
    """Answer what was decided, by whom, when and why. ``every``: all made by the day, in the order of their moments."""
    names = id_names(db, (id for one in every for id in one.about), known=None)
    numbers = {one.number for one in standing}
    return Judged(known, tuple(_decision(one, one.number in numbers, names) for one in reversed(every)))


def _decision(one: Judgement, stands: bool, names: dict[str, IdName]) -> Decision:
    replaced = State.REPLACED if one.undone is None else State.UNDONE
    hidden = one.verdict is Verdict.INDIVIDUAL
    return Decision(
        number=one.number,
        state=State.STANDING if stands else replaced,
        verdict=one.verdict,
        left=_party(one.left, names, hidden),
        right=None if one.right is None else _party(one.right, names, hidden),
        by=one.by,
        why=one.why,
        moment=one.moment,
        undone=one.undone,
    )


def _party(id: str, names: dict[str, IdName], hidden: bool) -> Party:
    """An id with its name; one that nothing held names is called by what stands in it."""
    name = names[id].name if id in names else id.partition(":")[2]
    return Party(INDIVIDUAL, INDIVIDUAL) if hidden or looks_like_person(name) else Party(id, name)
