"""Who sells to a public body, as of a day, by name and by group; for a topic, under given frameworks, or at all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

import duckdb

from vigie.groups.buyers import Buyer
from vigie.groups.organizations import Organizations
from vigie.money import Figure
from vigie.questions.protests import Protests, protests_of
from vigie.questions.reported import reported_of
from vigie.questions.seen import coverage_of
from vigie.questions.standing import STANDING, Asked
from vigie.questions.undecided import Undecided, undecided
from vigie.records.coverage import Coverage
from vigie.records.ownership import Divestiture
from vigie.records.program import Program
from vigie.records.reported import ReportedFigure

_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class SupplierLine:
    """One supplier, by its own name as last written, with what it is recorded to have been obligated.

    Without a topic, ``figures`` has every action asked about. With a topic, ``figures`` has the actions that say so, and
    ``with_contracts`` those plus all actions of contracts signed for it; the two are the ends of a range. ``actions`` and
    ``contracts`` count what stands in ``figures``. ``share`` is their part of the answer's sum, of 1, and ``cumulated`` that of
    this line and all before it, to four places; None with a topic, and where the sum is not above zero.
    """

    supplier: str | None
    contracts: int
    actions: int
    figures: tuple[Figure, ...]
    with_contracts: tuple[Figure, ...]
    share: Decimal | None
    cumulated: Decimal | None


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group, or one supplier of which nobody is known to be above it, with what a ``SupplierLine`` has.

    ``suppliers`` are the names counted, each with the actions of days on which it stood under this head.
    """

    group: str | None
    suppliers: tuple[str, ...]
    contracts: int
    actions: int
    figures: tuple[Figure, ...]
    with_contracts: tuple[Figure, ...]
    share: Decimal | None
    cumulated: Decimal | None


@dataclass(frozen=True, slots=True)
class Suppliers:
    """The suppliers of a public body up to a day, in falling order of money, and their sums.

    ``topic``, ``program``, ``frameworks``, ``since`` (first action day counted) narrow what is counted; None or empty:
    not narrowed. ``suppliers`` are told apart by name alone; individual contractors are one line. ``groups`` are the same actions
    by who was above the supplier on the day of each, by the rule of ``vigie.groups.ownership``; ``undecided`` is what could
    move between lines of ``groups``; ``divestitures`` are the sales declared of one of them or by one. ``reported``: what third parties
    report of the frameworks asked about, in no sum and no count. ``protests`` are those against the solicitation of the program; None
    where no program with one is asked about.
    """

    buyer: Buyer
    topic: str | None
    program: Program | None
    frameworks: tuple[str, ...]
    since: date | None
    on: date
    known: date | None
    suppliers: tuple[SupplierLine, ...]
    groups: tuple[GroupLine, ...]
    undecided: Undecided
    divestitures: tuple[Divestiture, ...]
    contracts: int
    actions: int
    figures: tuple[Figure, ...]
    with_contracts: tuple[Figure, ...]
    reported: tuple[ReportedFigure, ...]
    protests: Protests | None
    coverage: Coverage


_SQL = f"""
with {STANDING.format(only="true")},
frameworks as ( -- one row: a contract with the framework its last action that names one gives
    select contract, max_by(framework, moment) as framework from standing where framework is not null group by contract
),
signed_for as ( -- one row: a contract whose signing names the topic
    select distinct contract from standing where regexp_full_match(modification, '0+') and list_contains(topics, $topic)
),
heads as ( -- one row: a name that stood under another head, and the days of it
    select unnest($keys) as supplier_key, unnest($heads) as head, unnest($sinces) as since, unnest($untils) as until
),
asked as ( -- one row: an action asked about; says_so: its own words name the topic
    select standing.*, coalesce(head, 'name:' || standing.supplier_key) as head, $topic is null or list_contains(topics, $topic) as says_so
    from standing left join frameworks using (contract)
        left join heads on heads.supplier_key = standing.supplier_key and action_date >= since and action_date < until
    where ($since is null or action_date >= $since)
        and ($frameworks is null or list_contains($frameworks, frameworks.framework))
        and ($topic is null or list_contains(topics, $topic) or contract in (select contract from signed_for))
)
select
    grouping(supplier_key, head) as grouped, head, max_by(supplier, moment) as supplier, list_sort(list(distinct supplier)) as suppliers,
    count(distinct contract) filter (where says_so) as contracts, count(*) filter (where says_so) as actions,
    sum(obligated) filter (where says_so) as obligated, sum(obligated) as with_contracts,
    coalesce(list(struct_pack(capture, row) order by capture, row) filter (where says_so), []) as rows,
    list(struct_pack(capture, row) order by capture, row) as rows_with_contracts
from asked
group by grouping sets ((supplier_key), (head), ())
order by grouped desc, obligated desc nulls last, supplier
"""  # noqa: S608  only our own fragments
# Which of the sets a row sums up: all, one head, one name
_EVERYTHING, _HEAD, _NAME = 3, 2, 1


def suppliers(
    db: duckdb.DuckDBPyConnection,
    buyer: Buyer,
    everybody: Organizations,
    *,
    topic: str | None,
    program: Program | None,
    frameworks: tuple[str, ...],
    since: date | None,
    asked: Asked,
) -> Suppliers:
    """Answer who sold to a public body up to and including the day asked about.

    Money of a topic is a range, never "spent on": from the actions whose words or classification name it, to
    those plus all actions of contracts whose signing named it.
    """
    spells = list(everybody.heads())
    found = db.execute(
        _SQL,
        {
            "topic": topic,
            "frameworks": list(frameworks) or None,
            "since": since,
            "agencies": list(buyer.codes),
            "on": asked.on,
            "known": asked.known,
            "keys": [key for key, _ in spells],
            "heads": [spell.head for _, spell in spells],
            "sinces": [spell.since or date.min for _, spell in spells],
            "untils": [spell.until or date.max for _, spell in spells],
        },
    ).fetchall()
    (every,) = (_line(row[2:], topic, asked) for row in found if row[0] == _EVERYTHING)
    by_name = [_line(row[2:], topic, asked) for row in found if row[0] == _NAME]
    by_group = [_group(row[1:], topic, asked, everybody) for row in found if row[0] == _HEAD]
    whole = every.figures if topic is None else ()
    return Suppliers(
        buyer=buyer,
        topic=topic,
        program=program,
        frameworks=frameworks,
        since=since,
        on=asked.on,
        known=asked.known,
        suppliers=tuple(_shared(by_name, whole)),
        groups=tuple(_shared(by_group, whole)),
        undecided=undecided(db, everybody, list(buyer.codes), asked, first=since),
        divestitures=everybody.sold({row[1] for row in found if row[0] == _HEAD}),
        contracts=every.contracts,
        actions=every.actions,
        figures=every.figures,
        with_contracts=every.with_contracts if by_name else (),
        reported=reported_of(db, asked, frameworks=frameworks) if frameworks else (),
        protests=_protests(db, program, asked),
        coverage=coverage_of(db, agencies=list(buyer.codes), known=asked.known, contracts=(), first=since or date.min),
    )


def _protests(db: duckdb.DuckDBPyConnection, program: Program | None, asked: Asked) -> Protests | None:
    if program is None or program.solicitation is None:
        return None
    return protests_of(db, [program.solicitation], asked, program=program)


def _line(row: tuple[Any, ...], topic: str | None, asked: Asked) -> SupplierLine:
    supplier, _, contracts, actions, amount, wider, rows, wider_rows = row
    return SupplierLine(
        supplier=supplier,
        contracts=contracts,
        actions=actions,
        figures=(asked.obligated(amount, rows),) if actions else (),
        with_contracts=(asked.obligated(wider, wider_rows or []),) if topic else (),
        share=None,
        cumulated=None,
    )


def _group(row: tuple[Any, ...], topic: str | None, asked: Asked, everybody: Organizations) -> GroupLine:
    head, *rest = row
    line = _line(tuple(rest), topic, asked)
    party = everybody.parties.get(head)
    return GroupLine(
        group=party.name if party else line.supplier,
        suppliers=tuple(rest[1] or ()),
        contracts=line.contracts,
        actions=line.actions,
        figures=line.figures,
        with_contracts=line.with_contracts,
        share=None,
        cumulated=None,
    )


_Line = TypeVar("_Line", SupplierLine, GroupLine)


def _shared(lines: Iterable[_Line], whole: tuple[Figure, ...]) -> Iterator[_Line]:
    """The lines with the part each has of the sum, and all up to it."""
    total = whole[0].amount if whole else None
    so_far = Decimal(0)
    for line in lines:
        amount = line.figures[0].amount if line.figures else None
        if total is None or total <= 0 or amount is None:
            yield line
            continue
        so_far += amount
        share, cumulated = ((part / total).quantize(_PLACES) for part in (amount, so_far))
        yield replace(line, share=share, cumulated=cumulated)
