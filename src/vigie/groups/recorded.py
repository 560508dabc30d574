"""Parents that spending records name: dated statements, joined to periods in which nothing recorded says otherwise."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from vigie.evidence import Evidence
from vigie.records.ownership import OwnershipLink, Party, Relation


@dataclass(frozen=True, slots=True)
class Named:
    """A record of one day that names the parent of a supplier: the supplier itself where it names no other.

    ``seen`` is the day it was seen to say so; of what is said of one day, what was seen last stands.
    """

    child: Party
    parent: Party
    day: date
    seen: date
    source: str
    evidence: Evidence


def periods(named: Iterable[Named]) -> Iterator[OwnershipLink]:
    """Links from the first to the last day on which records name one parent, and no other in between.

    Nothing is carried beyond the last record that says so, nor across one that names another parent. Ids are those of
    organizations, one id each. In order of children and days.
    """
    by_child = sorted(
        named, key=lambda one: (one.child.id, one.day, one.parent.id, one.evidence.sha256, one.evidence.pointer)
    )
    for _, statements in groupby(by_child, key=lambda one: one.child.id):
        run: list[Named] = []
        for one in _standing(statements):
            if run and run[-1].parent.id != one.parent.id:
                yield _link(run)
                run = []
            run.append(one)
        yield _link(run)


def _standing(statements: Iterable[Named]) -> Iterator[Named]:
    """Of the statements of each day, those seen last."""
    for _, of_a_day in groupby(statements, key=lambda one: one.day):
        said = list(of_a_day)
        last = max(one.seen for one in said)
        yield from (one for one in said if one.seen == last)


def _link(run: list[Named]) -> OwnershipLink:
    first, last = run[0], run[-1]
    return OwnershipLink(
        child=last.child,
        parent=last.parent,
        relation=Relation.NAMED_IN_RECORD,
        since=first.day,
        until=last.day + timedelta(days=1),
        source=last.source,
        said=None,
        public_record=True,
        evidence=tuple(dict.fromkeys((first.evidence, last.evidence))),
    )
