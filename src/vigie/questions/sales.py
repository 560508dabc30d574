"""What a group sells to a public body, as of a day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb

from vigie.groups.buyers import Buyer
from vigie.groups.ownership import Group, Member
from vigie.money import Basis, Figure, add
from vigie.questions.ladder import SUBAWARDS
from vigie.questions.seen import coverage_of
from vigie.questions.standing import CONTRACT_COLUMNS, CONTRACTS, STANDING, Asked, read_contract
from vigie.records.contract import Contract
from vigie.records.coverage import Coverage
from vigie.records.ladder import Beside


@dataclass(frozen=True, slots=True)
class Sales:
    """What the records held show a group to have sold to a public body up to a day.

    ``figures``: money obligated by the actions of the group's members while they belonged to it, one figure a
    currency; with nothing recorded there is none. ``contracts`` in falling order of that money; a contract counts only
    the actions that belong. ``summarized``: the totals of awards of which no
    action is held, by the source's own summary, where that tells of no action after the day asked about. ``subawarded``: what
    prime contractors reported to have passed on to the group. Neither is added to ``figures``; None where nothing is held.
    ``members`` are the organizations of the group with their links; ``buyer`` None: all buyers held. ``known``: what had been
    seen by that day; None: by now.
    """

    group: str
    buyer: Buyer | None
    on: date
    known: date | None
    members: tuple[Member, ...]
    figures: tuple[Figure, ...]
    contracts: tuple[Contract, ...]
    summarized: Beside | None
    subawarded: Beside | None
    coverage: Coverage


_MEMBERS = """
members as ( -- one row: an organization of the group during one period
    select unnest($keys) as supplier_key, unnest($since) as since, unnest($until) as until
)"""
_BELONGS = """exists (
    select 1 from members
    where members.supplier_key = {row}.supplier_key
        and (members.since is null or {row}.{day} >= members.since) and (members.until is null or {row}.{day} < members.until)
)"""
_SQL = f"""
with {_MEMBERS},
named as ( -- one row: a contract with any action of a member
    select distinct contract from contract_version where list_contains($keys, supplier_key)
),
{STANDING.format(only="contract in (select contract from named)")},
counted_actions as ( -- one row: an action of such a contract; counted while its supplier belonged to the group
    select standing.*, {_BELONGS.format(row="standing", day="action_date")} as counted
    from standing
),
{CONTRACTS}
select {CONTRACT_COLUMNS} from contracts order by obligated desc nulls last, contract
"""  # noqa: S608  only our own fragments


# One row is an award of the group of which no action is held by then
_SUMMARIZED = f"""
with {_MEMBERS},
newest as (
    select * from award
    where list_contains($keys, supplier_key) and ($known is null or seen <= $known)
        and ($agencies is null or list_contains($agencies, agency))
    qualify row_number() over (partition by award order by seen desc, moment desc, capture desc) = 1
)
select obligated, capture, row from newest
where last_action_date <= $on and {_BELONGS.format(row="newest", day="last_action_date")} and not exists (
    select 1 from contract_version as held where held.contract = newest.contract and ($known is null or held.seen <= $known)
)
"""  # noqa: S608  only our own fragments
# One row is a report of a subaward to the group
_SUBAWARDED = f"""
with {_MEMBERS},
{SUBAWARDS.format(only="list_contains($keys, supplier_key) and ($agencies is null or list_contains($agencies, agency))")}
select amount, capture, row, reported_again from subawards where {_BELONGS.format(row="subawards", day="action_date")}
"""  # noqa: S608


def sales(
    db: duckdb.DuckDBPyConnection,
    group: Group,
    buyer: Buyer | None,
    asked: Asked,
) -> Sales:
    """Answer who sold what to a public body, by group, up to and including the day asked about.

    Rests on the actions' recipient name, action date, obligation and awarding sub-agency. Leaves out subawards,
    mentions in others' contracts and orders placed by other bodies.
    """
    agencies = list(buyer.codes) if buyer else None
    values: dict[str, object] = {
        "keys": [member.key for member in group.members],
        "since": [member.since for member in group.members],
        "until": [member.until for member in group.members],
        "agencies": agencies,
        "on": asked.on,
        "known": asked.known,
    }
    rows = db.execute(_SQL, values).fetchall()
    contracts = [read_contract(row, asked) for row in rows]
    places = [place for row in rows for place in row[-1]]
    amount = add(contract.figures[0].amount for contract in contracts)
    return Sales(
        group=group.name,
        buyer=buyer,
        on=asked.on,
        known=asked.known,
        members=group.members,
        figures=(asked.obligated(amount, places),) if contracts else (),
        contracts=tuple(contracts),
        summarized=_beside(
            Basis.OBLIGATED, [(*row, False) for row in db.execute(_SUMMARIZED, values).fetchall()], asked
        ),
        subawarded=_beside(Basis.SUBAWARDED, db.execute(_SUBAWARDED, values).fetchall(), asked),
        coverage=coverage_of(db, agencies=agencies, known=asked.known, contracts=contracts),
    )


def _beside(basis: Basis, rows: list[tuple[Decimal | None, int, int, bool]], asked: Asked) -> Beside | None:
    """Money on another basis, each report counted once; None where there is none."""
    if not rows:
        return None
    counted = [(amount, capture, row) for amount, capture, row, again in rows if not again]
    places = [{"capture": capture, "row": row} for _, capture, row in counted]
    figure = asked.total(basis, add(amount for amount, *_ in counted), places)
    return Beside(figure, len(rows), len(rows) - len(counted))
