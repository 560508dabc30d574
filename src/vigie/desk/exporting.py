"""What other tools are given of an answer, gathered: its contracts with their actions, organizations, and who was under whom."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date

from vigie.desk.desk import Desk
from vigie.errors import UnknownContractError
from vigie.groups.buyers import buyers
from vigie.groups.group import Member
from vigie.groups.names import normal_form
from vigie.groups.observed import name_id
from vigie.groups.organizations import Organizations
from vigie.groups.ownership import Ownership
from vigie.money import Basis
from vigie.privacy import INDIVIDUAL
from vigie.privacy.bare_names import is_sentinel
from vigie.questions.contract import ContractLife
from vigie.questions.exchanged import Said
from vigie.questions.framework import FrameworkHeld
from vigie.questions.sales import Sales
from vigie.records.contract import Action, Contract
from vigie.records.exchange import BodyGiven, ContractGiven, Exchange, OwnershipGiven, PartyGiven
from vigie.records.organization import Identifier, Scheme

# The answers that list contracts with all that makes them
Exportable = Sales | ContractLife | FrameworkHeld


def meant(desk: Desk, name: str, *, buyer: str | None, on: date, known: date | None) -> Exportable:
    """What is held under a name: under the number of a contract or of a framework where it is one and no buyer is named, else what the
    group of this name sells.

    Raises the errors of ``Desk.sales``, and AmbiguousContractError.
    """
    if buyer is None and any(map(str.isdigit, name)):
        with suppress(UnknownContractError):
            return desk.numbered(name, on=on, known=known)
    return desk.sales(name, buyer=buyer, on=on, known=known)


def exchange(desk: Desk, answer: Exportable) -> Exchange:
    """What other tools are given of an answer; of sales, asked without a limit.

    A contract of sales has the actions that count in them: those of the group's members while they belonged to it.
    """
    every = _contracts(answer)
    shown = [one for one in every if not _hidden(one.supplier)]
    everybody = desk.organizations(answer.known)
    ids = [one.id for one in shown]
    actions = desk.actions(ids, on=answer.on, known=answer.known)
    said = desk.said(ids, on=answer.on, known=answer.known)
    if isinstance(answer, ContractLife) and not answer.actions:
        said |= {answer.contract.id: _summed_up(answer)}
    members = answer.members if isinstance(answer, Sales) else None
    given = tuple(_given(one, actions.get(one.id, ()), said.get(one.id), members, everybody) for one in shown)
    owned = _above(everybody, [one.supplier for one in given if one.supplier is not None], members or ())
    parties = {one.supplier for one in given if one.supplier is not None}
    parties |= {id for one in owned for id in (one.child, one.parent)}
    parties |= {one.party.id for one in members or ()}
    return Exchange(
        on=answer.on,
        known=answer.known,
        seen=_seen(desk, answer.on, answer.known),
        contracts=given,
        parties=tuple(_parties(desk, everybody, parties, answer.known)),
        bodies=tuple(_bodies(one.buyer for one in shown)),
        ownerships=tuple(_ownership(one) for one in owned),
        individuals=sum(one.supplier == INDIVIDUAL for one in every),
        waiting=sum(one.supplier is not None and is_sentinel(one.supplier) for one in every),
    )


def _contracts(answer: Exportable) -> tuple[Contract, ...]:
    match answer:
        case Sales():
            if len(answer.contracts) < answer.counted:
                raise ValueError("sales asked with a limit do not list every contract")
            return answer.contracts
        case ContractLife():
            return (answer.contract,)
    return answer.orders


def _summed_up(answer: ContractLife) -> Said:
    """What the source's own summary says of a contract of which no action is held, where it tells of none after the day asked."""
    summary = answer.summaries[0]
    if answer.contract.last_action > answer.on:
        return Said(summary.terms.starts, ())
    stated = (one for one in summary.totals if one.figure.basis is not Basis.OBLIGATED and not one.placeholder)
    return Said(summary.terms.starts, tuple(one.figure for one in stated))


def _hidden(name: str | None) -> bool:
    return name is not None and (name == INDIVIDUAL or is_sentinel(name))


def _given(
    contract: Contract,
    actions: tuple[Action, ...],
    said: Said | None,
    members: tuple[Member, ...] | None,
    everybody: Organizations,
) -> ContractGiven:
    counted = actions if members is None else tuple(one for one in actions if _of_group(one, members))
    named = [one.supplier for one in counted if one.supplier is not None and not _hidden(one.supplier)]
    supplier = named[-1] if named else contract.supplier
    return ContractGiven(
        contract=contract,
        supplier=_organization(everybody, supplier) if supplier is not None else None,
        actions=counted,
        starts=said.starts if said else None,
        stated=said.figures if said else (),
    )


def _of_group(action: Action, members: tuple[Member, ...]) -> bool:
    key = normal_form(action.supplier) if action.supplier is not None else None
    return any(key in member.keys and member.belongs(action.action_date) for member in members)


def _organization(everybody: Organizations, name: str) -> str:
    return everybody.find(name) or name_id(normal_form(name))


def _above(everybody: Organizations, suppliers: Iterable[str], members: Iterable[Member]) -> list[Ownership]:
    """Everything settled of who was above some organizations at any time, and of the chains of a group, each once."""
    found = {_place(one): one for member in members for one in member.chain}
    waiting, walked = list(dict.fromkeys(suppliers)), set[str]()
    while waiting:
        organization = waiting.pop()
        if organization in walked:
            continue
        walked.add(organization)
        for one in everybody.owners.by_child.get(organization, ()):
            found[_place(one)] = one
            waiting.append(one.parent)
    shown = (one for one in found.values() if _name(everybody, one.child) and _name(everybody, one.parent))
    return sorted(shown, key=lambda one: (one.child, one.since or date.min, one.parent))


def _place(one: Ownership) -> tuple[str, str, date | None]:
    return (one.child, one.parent, one.since)


def _name(everybody: Organizations, id: str) -> str | None:
    """The name of an organization, one of those in records where it is not shown; None where none is."""
    name = everybody.parties[id].name if id in everybody.parties else id.removeprefix("name:")
    every = (name, *everybody.names_of(everybody.keys.get(id, ())))
    return next((one for one in every if not _hidden(one)), None)


def _ownership(one: Ownership) -> OwnershipGiven:
    return OwnershipGiven(
        child=one.child,
        parent=one.parent,
        since=one.since,
        until=one.until,
        relations=tuple(dict.fromkeys(link.relation.value for link in one.links)),
        sources=tuple(dict.fromkeys(link.source for link in one.links)),
        evidence=tuple(dict.fromkeys(place for link in one.links for place in link.evidence)),
    )


def _parties(desk: Desk, everybody: Organizations, ids: set[str], known: date | None) -> Iterator[PartyGiven]:
    joined: dict[str, list[str]] = {}
    for id, organization in everybody.same.organization.items():
        if organization in ids:
            joined.setdefault(organization, []).append(id)
    keys = {id: everybody.keys.get(id, ()) for id in ids}
    recorded = desk.identifiers((key for every in keys.values() for key in every), known=known)
    for id in sorted(ids):
        name = _name(everybody, id)
        if name is None:
            continue
        identifiers = {one for key in keys[id] for one in recorded.get(key, ())}
        identifiers |= {one for one in map(_identifier, (id, *joined.get(id, ()))) if one is not None}
        others = tuple(one for one in everybody.names_of(keys[id]) if one != name and not _hidden(one))
        yield PartyGiven(id, name, others, tuple(sorted(identifiers)))


def _identifier(id: str) -> Identifier | None:
    scheme, _, value = id.partition(":")
    return Identifier(Scheme(scheme), value) if scheme in set(Scheme) else None


def _bodies(codes: Iterable[str]) -> Iterator[BodyGiven]:
    for code in sorted(set(codes)):
        body = buyers().get(code)
        yield BodyGiven(code, body.acronym, body.names["en"]) if body else BodyGiven(code, code, code)


def _seen(desk: Desk, on: date, known: date | None) -> date:
    return max((one.seen for one in desk.captured() if known is None or one.seen <= known), default=on)
