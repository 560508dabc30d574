"""What a group sells to a public body, as of a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb

from vigie.groups.buyers import Buyer
from vigie.groups.group import Group, Member
from vigie.groups.organizations import Organizations
from vigie.money import Basis, Figure, add
from vigie.questions.ladder import SUBAWARDS
from vigie.questions.seen import coverage_of
from vigie.questions.standing import CONTRACT_COLUMNS, CONTRACTS_OF, STANDING_LEAN, Asked, read_contract
from vigie.records.contract import Contract
from vigie.records.coverage import Coverage
from vigie.records.ladder import Beside
from vigie.records.ownership import Divestiture


@dataclass(frozen=True, slots=True)
class Sales:
    """What the records held show a group to have sold to a public body up to a day.

    ``figures``: money obligated by the actions of the group's members while they belonged to it, one figure a
    currency; with nothing recorded there is none. ``contracts`` in falling order of that money; a contract counts only
    the actions that belong. ``counted`` is how many there are; where fewer are listed, the evidence of ``figures`` is the
    span of rows of each file in which theirs lie. ``summarized``: the totals of awards of which no
    action is held, by the source's own summary, where that tells of no action after the day asked about. ``subawarded``: what
    prime contractors reported to have passed on to the group. Neither is added to ``figures``; None where nothing is held.
    ``members`` are the organizations of the group with their links; ``divestitures`` the sales declared of a member or by one;
    ``buyer`` None: all buyers held. ``known``: what had been seen by that day; None: by now.
    """

    group: str
    buyer: Buyer | None
    on: date
    known: date | None
    members: tuple[Member, ...]
    divestitures: tuple[Divestiture, ...]
    figures: tuple[Figure, ...]
    contracts: tuple[Contract, ...]
    counted: int
    summarized: Beside | None
    subawarded: Beside | None
    coverage: Coverage


# One row is a contract of the group, with what its members' actions come to and where their rows lie; postings that cancel each
# other leave their sums as they are
_TOTALS = """
with counted as (
    select contract, sum(obligated) as obligated, sum(n) as actions, capture, min(row) as first, max(row) as last
    from contract_version
    where supplier_key in ({keys}) and {belongs} and action_date <= $on and ($known is null or seen <= $known)
        and ($agencies is null or list_contains($agencies, agency))
    group by contract, capture
),
contracts as (
    select contract, sum(obligated) as obligated from counted group by contract having sum(actions) > 0
)
select
    (select count(*) from contracts), (select sum(obligated) from contracts),
    (select list(struct_pack(capture, first, last) order by capture) from (
        select capture, min(first) as first, max(last) as last from counted group by capture
    )),
    (select list(contract) from (select contract from contracts order by obligated desc nulls last, contract limit $limit))
"""
# The lines of the contracts to list: those of the group's suppliers, and those of other suppliers of the same contracts
_LINES = """
lines as (
    select * from contract_version where supplier_key in ({keys}) and contract in ({contracts})
    union all
    select * from contract_version
    where contract in (select contract from moved where contract in ({contracts}))
        and (supplier_key is null or supplier_key not in ({keys}))
)"""
_SQL = f"""
with {{lines}},
{STANDING_LEAN.format(lines="lines")},
counted_actions as ( -- one row: an action of such a contract; counted while its supplier belonged to the group
    select standing.*, coalesce({{belongs}}, false) as counted
    from standing
),
{CONTRACTS_OF.format(lines="lines")}
select {CONTRACT_COLUMNS} from contracts order by obligated desc nulls last, contract
"""  # noqa: S608  only our own fragments
# One row is an award of the group of which no action is held by then
_SUMMARIZED = """
with newest as (
    select * from award
    where supplier_key in ({keys}) and ($known is null or seen <= $known)
        and ($agencies is null or list_contains($agencies, agency))
    qualify row_number() over (partition by award order by seen desc, moment desc, capture desc) = 1
)
select obligated, capture, row from newest
where last_action_date <= $on and {belongs} and not exists (
    select 1 from contract_version as held where held.contract = newest.contract and ($known is null or held.seen <= $known)
)
"""
# One row is a report of a subaward to the group
_SUBAWARDED = f"""
with {SUBAWARDS.format(only="supplier_key in ({keys}) and ($agencies is null or list_contains($agencies, agency))")}
select amount, capture, row, reported_again from subawards where {{belongs}}
"""  # noqa: S608


def sales(
    db: duckdb.DuckDBPyConnection,
    group: Group,
    everybody: Organizations,
    buyer: Buyer | None,
    asked: Asked,
    *,
    limit: int | None = None,
) -> Sales:
    """Answer who sold what to a public body, by group, up to and including the day asked about; ``limit``: list no more contracts.

    Rests on the actions' recipient name, action date, obligation and awarding sub-agency. Leaves out subawards,
    mentions in others' contracts and orders placed by other bodies.
    """
    agencies = list(buyer.codes) if buyer else None
    values: dict[str, object] = {"agencies": agencies, "on": asked.on, "known": asked.known}
    keys = texts(key for member in group.members for key in member.keys)
    counted_then = belongs(group, "action_date")
    totals = _TOTALS.format(keys=keys, belongs=counted_then)
    counted, amount, spans, named = db.execute(totals, values | {"limit": limit}).fetchone() or (0, None, None, None)
    rows = []
    if named:
        lines = _LINES.format(keys=keys, contracts=texts(named))
        rows = db.execute(_SQL.format(lines=lines, belongs=counted_then), values).fetchall()
    contracts = [read_contract(row, asked) for row in rows]
    if len(contracts) == counted:
        figure = asked.obligated(amount, [place for row in rows for place in row[-1]])
    else:
        figure = asked.spanned(amount, spans)
    return Sales(
        group=group.head.name,
        buyer=buyer,
        on=asked.on,
        known=asked.known,
        members=group.members,
        divestitures=everybody.sold({member.party.id for member in group.members}),
        figures=(figure,) if counted else (),
        contracts=tuple(contracts),
        counted=counted,
        summarized=_beside(Basis.OBLIGATED, _summarized(db, group, values), asked),
        subawarded=_beside(Basis.SUBAWARDED, _subawarded(db, group, values), asked),
        coverage=coverage_of(db, agencies=agencies, known=asked.known, contracts=contracts),
    )


def _summarized(db: duckdb.DuckDBPyConnection, group: Group, values: dict[str, object]) -> list[tuple[Any, ...]]:
    if not db.execute("select 1 from award limit 1").fetchone():
        return []
    keys = texts(key for member in group.members for key in member.keys)
    found = db.execute(_SUMMARIZED.format(keys=keys, belongs=belongs(group, "last_action_date")), values)
    return [(*row, False) for row in found.fetchall()]


def _subawarded(db: duckdb.DuckDBPyConnection, group: Group, values: dict[str, object]) -> list[tuple[Any, ...]]:
    keys = texts(key for member in group.members for key in member.keys)
    return db.execute(_SUBAWARDED.format(keys=keys, belongs=belongs(group, "action_date")), values).fetchall()


def texts(values: Iterable[str]) -> str:
    """Texts written out in SQL, for only then are the least and the greatest of each part of a file used."""
    return ", ".join("'" + value.replace("'", "''") + "'" for value in values) or "null"


def belongs(group: Group, day: str) -> str:
    """SQL that is true of a line whose supplier belonged to the group on its day."""
    always = [key for member in group.members if member.since is None and member.until is None for key in member.keys]
    spells = [f"supplier_key in ({texts(always)})"] if always else []
    for member in group.members:
        if member.keys and (member.since or member.until):
            begun = f" and {day} >= date '{member.since}'" if member.since else ""
            over = f" and {day} < date '{member.until}'" if member.until else ""
            spells.append(f"(supplier_key in ({texts(member.keys)}){begun}{over})")
    return f"({' or '.join(spells) or 'false'})"


def _beside(basis: Basis, rows: list[tuple[Decimal | None, int, int, bool]], asked: Asked) -> Beside | None:
    """Money on another basis, each report counted once; None where there is none."""
    if not rows:
        return None
    counted = [(amount, capture, row) for amount, capture, row, again in rows if not again]
    places = [{"capture": capture, "row": row} for _, capture, row in counted]
    figure = asked.total(basis, add(amount for amount, *_ in counted), places)
    return Beside(figure, len(rows), len(rows) - len(counted))
