"""What a group sells to a public body, as of a day."""

from dataclasses import dataclass
from datetime import date

import duckdb

from vigie.groups.buyers import Buyer
from vigie.groups.ownership import Group, Member
from vigie.money import Figure, add
from vigie.questions.seen import coverage_of
from vigie.questions.standing import CONTRACT_COLUMNS, CONTRACTS, STANDING, Asked, read_contract
from vigie.records.contract import Contract
from vigie.records.coverage import Coverage


@dataclass(frozen=True, slots=True)
class Sales:
    """What the records held show a group to have sold to a public body up to a day.

    ``figures``: money obligated by the actions of the group's members while they belonged to it, one figure a
    currency; with nothing recorded there is none. ``contracts`` in falling order of that money; a contract counts only
    the actions that belong. ``members`` are the organizations of the group with their links; ``buyer`` None: all buyers
    held. ``known``: what had been seen by that day; None: by now.
    """

    group: str
    buyer: Buyer | None
    on: date
    known: date | None
    members: tuple[Member, ...]
    figures: tuple[Figure, ...]
    contracts: tuple[Contract, ...]
    coverage: Coverage


_SQL = f"""
with members as ( -- one row: an organization of the group during one period
    select unnest($keys) as supplier_key, unnest($since) as since, unnest($until) as until
),
named as ( -- one row: a contract with any action of a member
    select distinct contract from contract_version where list_contains($keys, supplier_key)
),
{STANDING.format(only="contract in (select contract from named)")},
counted_actions as ( -- one row: an action of such a contract; counted while its supplier belonged to the group
    select standing.*, exists (
        select 1 from members
        where members.supplier_key = standing.supplier_key
            and (members.since is null or action_date >= members.since)
            and (members.until is null or action_date < members.until)
    ) as counted
    from standing
),
{CONTRACTS}
select {CONTRACT_COLUMNS} from contracts order by obligated desc nulls last, contract
"""  # noqa: S608  only our own fragments


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
    rows = db.execute(
        _SQL,
        {
            "keys": [member.key for member in group.members],
            "since": [member.since for member in group.members],
            "until": [member.until for member in group.members],
            "agencies": agencies,
            "on": asked.on,
            "known": asked.known,
        },
    ).fetchall()
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
        coverage=coverage_of(db, agencies=agencies, known=asked.known, contracts=contracts),
    )
