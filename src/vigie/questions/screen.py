"""Which companies of a list are suppliers in the records held, why, and for how much: matches, open questions, and what was not found."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import duckdb

from vigie.groups.buyers import Buyer
from vigie.groups.group import Group
from vigie.groups.matching import Reason
from vigie.groups.organizations import Organizations
from vigie.money import Figure
from vigie.questions.listed_pairs import Found, judged_too, matched
from vigie.questions.seen import coverage_of
from vigie.questions.standing import Asked
from vigie.questions.sums import Counted, Sum, sums
from vigie.questions.suppliers_held import SupplierHeld, make_suppliers
from vigie.questions.verdicts import Verdicts
from vigie.records.coverage import Coverage
from vigie.records.judgement import Judgement
from vigie.records.listed import CompanyList, Listed, ReadAs, Unread


class Outcome(StrEnum):
    """What came of a line: a supplier held is the one named; a person has to look; nothing held comes near."""

    MATCH = "match"
    OPEN = "open"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organization held that a line may name, a supplier or one that links put above suppliers, with every reason for and against.

    Reasons are in the order of their weight. ``score`` is from 0 to 1; None: the matching did not find the pair, a person judged
    it. ``judgement`` prevails over the score; None: nobody judged. ``figures``: obligated under this name alone, empty where no
    action counts; ``first_action`` and ``last_action`` are its days, None likewise. ``group`` is the head under which it stands on
    the day asked about, None where it is by itself; ``group_figures``: obligated to everybody under that head, each while it
    belonged.
    """

    name: str
    id: str
    score: float | None
    reasons: tuple[Reason, ...]
    judgement: Judgement | None
    actions: int
    first_action: date | None
    last_action: date | None
    figures: tuple[Figure, ...]
    group: str | None
    group_figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Screened:
    """One organization of the list: the suppliers it is, those it may be, and those a person judged to be others.

    Matches in falling order of money, open questions by what hangs on them, then by score. What stands under the head of a match
    is no open question: it is another organization of that group, and in its figures.
    """

    line: Listed
    outcome: Outcome
    matches: tuple[Candidate, ...]
    open_questions: tuple[Candidate, ...]
    apart: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """A list held against the suppliers of the records held, in the order of the list.

    Figures count the actions of ``buyer`` (None: of all held) from ``since`` (None: ever) up to ``on``. ``figures``: obligated to
    the suppliers matched, each once; ``group_figures``: to these and everybody under their heads, each while it belonged;
    ``open_figures``: to those that open questions ask about and no line matches, which is in neither. ``matched``, ``open``,
    ``not_found`` count organizations of the list, ``unread`` has the rows that could not be looked up, ``suppliers`` counts those
    the list was held against. Not found means: no record in these sources up to this day.
    """

    buyer: Buyer | None
    since: date | None
    on: date
    known: date | None
    read_as: ReadAs
    matched: int
    open: int
    not_found: int
    figures: tuple[Figure, ...]
    group_figures: tuple[Figure, ...]
    open_figures: tuple[Figure, ...]
    lines: tuple[Screened, ...]
    unread: tuple[Unread, ...]
    suppliers: int
    coverage: Coverage


# Sets of suppliers whose sums are asked for beside those of each
_MATCHED, _GROUPS, _OPEN = "matched", "groups", "open"


def screen(
    db: duckdb.DuckDBPyConnection,
    listed: CompanyList,
    everybody: Organizations,
    buyer: Buyer | None,
    asked: Asked,
    *,
    since: date | None,
    judgements: Iterable[Judgement] = (),
) -> Screen:
    """Answer which companies of a list are suppliers held; groups are those in which they stand on the day asked.

    Suppliers are those of all records held, whoever bought, and those that links alone name. Rests
    on the recipient's name, UEI and parents in actions, awards and subawards; figures rest on actions alone. What people judged
    prevails over scores.
    """
    held = make_suppliers(db, "supplier_held", asked, everybody=everybody)
    judged = Verdicts(judgements)
    found = [
        judged_too(line, pairs, judged, held)
        for line, pairs in zip(listed.lines, matched(db, listed.lines, "supplier_held"), strict=True)
    ]
    groups = {id: everybody.group(everybody.head(everybody.same.of(id), asked.on)) for pairs in found for id in pairs}
    found = [_without_own_group(pairs, groups) for pairs in found]
    agencies = list(buyer.codes) if buyer else None
    amounts = sums(db, _sets(found, groups), agencies=agencies, since=since, asked=asked)
    lines = tuple(
        _screened(line, pairs.values(), held, groups, amounts) for line, pairs in zip(listed.lines, found, strict=True)
    )
    outcomes = [line.outcome for line in lines]
    return Screen(
        buyer=buyer,
        since=since,
        on=asked.on,
        known=asked.known,
        read_as=listed.read_as,
        matched=outcomes.count(Outcome.MATCH),
        open=outcomes.count(Outcome.OPEN),
        not_found=outcomes.count(Outcome.NOT_FOUND),
        figures=_figures(amounts, _MATCHED),
        group_figures=_figures(amounts, _GROUPS),
        open_figures=_figures(amounts, _OPEN),
        lines=lines,
        unread=listed.unread,
        suppliers=len(held),
        coverage=coverage_of(db, agencies=agencies, known=asked.known, contracts=()),
    )


def _head(group: Group) -> str:
    return f"group:{group.head.id}"


def _without_own_group(pairs: dict[str, Found], groups: dict[str, Group]) -> dict[str, Found]:
    """The pairs of a line without those that nobody has to decide: what stands under the head of a match is known to be another
    organization of its group."""
    heads = {_head(groups[pair.id]) for pair in pairs.values() if pair.same}
    return {id: one for id, one in pairs.items() if one.same or one.judgement or _head(groups[id]) not in heads}


def _sets(found: list[dict[str, Found]], groups: dict[str, Group]) -> Iterator[Counted]:
    """Whose actions are added up: each supplier's, each group's, those of all matched, of all their groups, of all doubtful."""
    pairs = [pair for every in found for pair in every.values() if not pair.apart]
    sure = {pair.id for pair in pairs if pair.same}
    for id, group in groups.items():
        yield Counted(id, _key(id))
        yield from _members(_head(group), group)
    for id in sure:
        yield Counted(_MATCHED, _key(id))
        yield Counted(_GROUPS, _key(id))
        yield from _members(_GROUPS, groups[id])
    for id in {pair.id for pair in pairs} - sure:
        yield Counted(_OPEN, _key(id))


def _members(place: str, group: Group) -> Iterator[Counted]:
    return (Counted(place, key, member.since, member.until) for member in group.members for key in member.keys)


def _screened(
    line: Listed,
    pairs: Iterable[Found],
    held: dict[str, SupplierHeld],
    groups: dict[str, Group],
    amounts: dict[str, Sum],
) -> Screened:
    def candidates(chosen: Callable[[Found], bool]) -> tuple[Candidate, ...]:
        made = [_candidate(one, held[one.id].name, groups[one.id], amounts) for one in pairs if chosen(one)]
        return tuple(sorted(made, key=_order))

    matches = candidates(lambda pair: pair.same)
    doubtful = candidates(lambda pair: not pair.same and not pair.apart)
    outcome = Outcome.MATCH if matches else Outcome.OPEN if doubtful or line.doubtful else Outcome.NOT_FOUND
    return Screened(line, outcome, matches, doubtful, candidates(lambda pair: pair.apart))


def _order(one: Candidate) -> tuple[object, ...]:
    amount = one.figures[0].amount if one.figures else None
    return (-(amount or 0), -(one.score or 0), one.name)


def _candidate(found: Found, name: str, group: Group, amounts: dict[str, Sum]) -> Candidate:
    alone = sum(len(member.keys) for member in group.members) <= 1
    own = amounts.get(found.id)
    return Candidate(
        name=name,
        id=found.id,
        score=found.score,
        reasons=found.reasons,
        judgement=found.judgement,
        actions=own.actions if own else 0,
        first_action=own.first if own else None,
        last_action=own.last if own else None,
        figures=_figures(amounts, found.id),
        group=None if alone else group.head.name,
        group_figures=() if alone else _figures(amounts, _head(group)),
    )


def _figures(amounts: dict[str, Sum], place: str) -> tuple[Figure, ...]:
    return (amounts[place].figure,) if place in amounts else ()


def _key(id: str) -> str:
    return id.removeprefix("name:")
