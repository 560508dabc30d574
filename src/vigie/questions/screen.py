"""Which companies of a list are suppliers in the records held, why, and for how much: matches, open questions, and what was not found."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import duckdb

from vigie.groups.buyers import Buyer
from vigie.groups.match import match, reason
from vigie.groups.matching import Band, Reason
from vigie.groups.names import normal_form
from vigie.groups.ownership import Group
from vigie.money import Figure
from vigie.questions.judged import Judged
from vigie.questions.seen import coverage_of
from vigie.questions.standing import Asked
from vigie.questions.sums import Counted, Sum, sums
from vigie.questions.suppliers_held import ORGANIZATIONS, SupplierHeld, make_suppliers
from vigie.records.coverage import Coverage
from vigie.records.judgement import Judgement, Verdict
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
    it. ``judgement`` prevails over the score; None: nobody judged. ``figures``: obligated under this name alone; empty where no
    action counts. ``group`` is the head under which it stands on the day asked about, None where it is by itself;
    ``group_figures``: obligated to everybody under that head, each while it belonged.
    """

    name: str
    id: str
    score: float | None
    reasons: tuple[Reason, ...]
    judgement: Judgement | None
    actions: int
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


@dataclass(frozen=True, slots=True)
class _Found:
    """A pair of a line and a supplier, before any money is counted."""

    id: str
    score: float | None
    reasons: tuple[Reason, ...]
    judgement: Judgement | None
    same: bool

    @property
    def apart(self) -> bool:
        return self.judgement is not None and self.judgement.verdict is Verdict.DIFFERENT


# Sets of suppliers whose sums are asked for beside those of each
_MATCHED, _GROUPS, _OPEN = "matched", "groups", "open"


def screen(
    db: duckdb.DuckDBPyConnection,
    listed: CompanyList,
    buyer: Buyer | None,
    asked: Asked,
    *,
    since: date | None,
    group_on: Callable[[str], Group],
    linked: dict[str, str],
    judgements: Iterable[Judgement] = (),
) -> Screen:
    """Answer which companies of a list are suppliers held; ``group_on`` gives the group in which a name stands on the day asked.

    Suppliers are those of all records held, whoever bought; ``linked`` are, by normal form, the names that links tie to them. Rests
    on the recipient's name, UEI and parents in actions, awards and
    subawards; figures rest on actions alone. What people judged prevails over scores.
    """
    held = make_suppliers(db, "supplier_held", asked, linked=linked)
    judged = Judged(judgements)
    found = [
        _judged(line, pairs, judged, held) for line, pairs in zip(listed.lines, _pairs(db, listed.lines), strict=True)
    ]
    groups = {id: group_on(held[id].name) for pairs in found for id in pairs}
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


def _pairs(db: duckdb.DuckDBPyConnection, lines: tuple[Listed, ...]) -> list[dict[str, _Found]]:
    """The suppliers that the matching finds for each line, by their ids."""
    organizations = [line.organization for line in lines]
    db.execute(f"create or replace temp table line_listed ({ORGANIZATIONS})")
    db.execute(
        """insert into line_listed select unnest($ids), unnest($names), unnest(cast($countries as varchar[])), null,
            unnest(cast($cities as varchar[])), unnest(cast($codes as varchar[])), unnest(cast($identifiers as varchar[][])),
            unnest(cast($others as varchar[][])), unnest(cast($parents as varchar[][]))""",
        {
            "ids": [str(place) for place in range(len(lines))],
            "names": [one.name for one in organizations],
            "countries": [one.country for one in organizations],
            "cities": [one.city for one in organizations],
            "codes": [one.postal_code for one in organizations],
            "identifiers": [[f"{each.scheme}:{each.value}" for each in one.identifiers] for one in organizations],
            "others": [list(one.other_names) for one in organizations],
            "parents": [list(one.parents) for one in organizations],
        },
    )
    match(db, "line_listed", "supplier_held", "line_matched")
    pairs: list[dict[str, _Found]] = [{} for _ in lines]
    for place, id, score, band, reasons in db.execute("from line_matched").fetchall():
        why = tuple(map(reason, reasons))
        pairs[int(place)][id] = _Found(id, score, why, None, band == Band.SAME and not lines[int(place)].doubtful)
    # what somebody watches is their secret: nothing of it stays, not even until the desk is closed
    db.execute("drop table line_listed")
    db.execute("drop table line_matched")
    return pairs


def _judged(line: Listed, pairs: dict[str, _Found], judged: Judged, held: dict[str, SupplierHeld]) -> dict[str, _Found]:
    """The pairs of a line as people judged them, with those that people alone found."""
    one = line.organization
    ids = [f"name:{normal_form(one.name)}", *(f"{each.scheme}:{each.value}" for each in one.identifiers)]
    decided = dict(pairs)
    for id in (*pairs, *(other for other in judged.beside(ids) if other in held)):
        if (judgement := judged.of(ids, [id, *held[id].identifiers])) is None:
            continue
        score, reasons = (pairs[id].score, pairs[id].reasons) if id in pairs else (None, ())
        decided[id] = _Found(id, score, reasons, judgement, judgement.verdict is Verdict.SAME)
    return decided


def _without_own_group(pairs: dict[str, _Found], groups: dict[str, Group]) -> dict[str, _Found]:
    """The pairs of a line without those that nobody has to decide: what stands under the head of a match is known to be another
    organization of its group."""
    heads = {_head(groups[pair.id]) for pair in pairs.values() if pair.same}
    return {id: one for id, one in pairs.items() if one.same or one.judgement or _head(groups[id]) not in heads}


def _head(group: Group) -> str:
    return f"group:{group.members[0].key}"


def _sets(found: list[dict[str, _Found]], groups: dict[str, Group]) -> Iterator[Counted]:
    """Whose actions are added up: each supplier's, each group's, those of all matched, of all their groups, of all doubtful."""
    pairs = [pair for every in found for pair in every.values() if not pair.apart]
    matched = {pair.id for pair in pairs if pair.same}
    for id, group in groups.items():
        yield Counted(id, _key(id))
        yield from _members(_head(group), group)
    for id in matched:
        yield Counted(_MATCHED, _key(id))
        yield Counted(_GROUPS, _key(id))
        yield from _members(_GROUPS, groups[id])
    for id in {pair.id for pair in pairs} - matched:
        yield Counted(_OPEN, _key(id))


def _members(place: str, group: Group) -> Iterator[Counted]:
    return (Counted(place, member.key, member.since, member.until) for member in group.members)


def _screened(
    line: Listed,
    pairs: Iterable[_Found],
    held: dict[str, SupplierHeld],
    groups: dict[str, Group],
    amounts: dict[str, Sum],
) -> Screened:
    def candidates(chosen: Callable[[_Found], bool]) -> tuple[Candidate, ...]:
        made = [_candidate(one, held[one.id].name, groups[one.id], amounts) for one in pairs if chosen(one)]
        return tuple(sorted(made, key=_order))

    matches = candidates(lambda pair: pair.same)
    doubtful = candidates(lambda pair: not pair.same and not pair.apart)
    outcome = Outcome.MATCH if matches else Outcome.OPEN if doubtful or line.doubtful else Outcome.NOT_FOUND
    return Screened(line, outcome, matches, doubtful, candidates(lambda pair: pair.apart))


def _order(one: Candidate) -> tuple[object, ...]:
    amount = one.figures[0].amount if one.figures else None
    return (-(amount or 0), -(one.score or 0), one.name)


def _candidate(found: _Found, name: str, group: Group, amounts: dict[str, Sum]) -> Candidate:
    alone = len(group.members) == 1
    return Candidate(
        name=name,
        id=found.id,
        score=found.score,
        reasons=found.reasons,
        judgement=found.judgement,
        actions=amounts[found.id].actions if found.id in amounts else 0,
        figures=_figures(amounts, found.id),
        group=None if alone else group.name,
        group_figures=() if alone else _figures(amounts, _head(group)),
    )


def _figures(amounts: dict[str, Sum], place: str) -> tuple[Figure, ...]:
    return (amounts[place].figure,) if place in amounts else ()


def _key(id: str) -> str:
    return id.removeprefix("name:")
