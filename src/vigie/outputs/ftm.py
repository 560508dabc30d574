"""An answer as entities of FollowTheMoney: one line of JSON each, the organizations first, then contracts and who owned whom."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from vigie.evidence import Evidence
from vigie.messages import text
from vigie.money import Basis, Figure
from vigie.outputs.withheld import said
from vigie.records.contract import Gaps
from vigie.records.event import id_of
from vigie.records.exchange import BodyGiven, ContractGiven, Exchange, OwnershipGiven, PartyGiven
from vigie.records.organization import Scheme

# The properties of LegalEntity, Organization and Company that hold identifiers
_PROPERTIES = {
    Scheme.LEI: "leiCode",
    Scheme.SIREN: "registrationNumber",
    Scheme.UEI: "uniqueEntityId",
    Scheme.DUNS: "dunsCode",
    Scheme.CAGE: "cageCode",
    Scheme.CIK: "cikCode",
}


def to_ftm(given: Exchange) -> str:
    """The entities of an answer, a line each; empty where there is none.

    Ids follow from the source's own keys, so the same organization and the same contract are one entity in every export. The amount of
    a contract is the one with options exercised, that of an award what was obligated to it up to the day asked; ``summary`` says
    which, and ``recordId`` names the rows behind it.
    """
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in _entities(given))


def _entities(given: Exchange) -> Iterator[dict[str, Any]]:
    owned = {one.child for one in given.ownerships}
    yield from (_body(one) for one in given.bodies)
    yield from (_party(one, owned) for one in given.parties)
    for contract in given.contracts:
        yield _contract(contract)
        if contract.supplier is not None:
            yield _award(contract, contract.supplier, given.on)
    yield from (_ownership(one) for one in given.ownerships)


def _entity(schema: str, id: str, properties: dict[str, list[str | None]]) -> dict[str, Any]:
    """An entity; of its properties only values there are, and none twice."""
    held = {name: list(dict.fromkeys(filter(None, values))) for name, values in properties.items()}
    return {"id": id, "schema": schema, "properties": {name: values for name, values in held.items() if values}}


def _body(body: BodyGiven) -> dict[str, Any]:
    return _entity("PublicBody", _body_id(body.code), {"name": [body.name], "abbreviation": [body.acronym]})


def _party(party: PartyGiven, owned: set[str]) -> dict[str, Any]:
    """A company where somebody owns it or it is registered with the SEC, for only companies can be; else an organization."""
    properties: dict[str, list[str | None]] = {
        "name": [said(party.name, "en")],
        "alias": [said(one, "en") for one in party.other_names],
    }
    for one in party.identifiers:
        properties.setdefault(_PROPERTIES[one.scheme], []).append(one.value)
    schema = "Company" if party.id in owned or "cikCode" in properties else "Organization"
    return _entity(schema, _party_id(party.id), properties)


def _contract(given: ContractGiven) -> dict[str, Any]:
    contract = given.contract
    value = next((one for one in given.stated if one.basis is Basis.EXERCISED), None)
    signing = next((one for one in given.actions if set(one.modification) == {"0"}), None)
    described = signing.description if signing is not None else None
    return _entity(
        "Contract",
        _contract_id(contract.id),
        {
            "title": [contract.piid],
            "authority": [_body_id(contract.buyer)],
            "contractDate": [_day(contract.signed)],
            "description": [said(described, "en") if described else None],
            **_money(value),
            "notes": [_basis(value)] if value is not None else [],
        },
    )


def _award(given: ContractGiven, supplier: str, on: date) -> dict[str, Any]:
    contract, figure = given.contract, given.contract.figures[0]
    return _entity(
        "ContractAward",
        f"vigie-award-{id_of(contract.id, supplier)}",
        {
            "contract": [_contract_id(contract.id)],
            "supplier": [_party_id(supplier)],
            "startDate": [_day(given.starts)],
            "endDate": [_day(contract.ends)],
            "date": [_day(contract.signed)],
            "documentNumber": [contract.piid],
            **_money(figure),
            "summary": [_basis(figure)] if figure.amount is not None else [],
            "description": list(_gaps(contract.gaps)),
            "recordId": [_record(one) for one in figure.evidence],
        },
    )


def _ownership(one: OwnershipGiven) -> dict[str, Any]:
    return _entity(
        "Ownership",
        f"vigie-ownership-{id_of(one.child, one.parent, _day(one.since) or '')}",
        {
            "owner": [_party_id(one.parent)],
            "asset": [_party_id(one.child)],
            "startDate": [_day(one.since)],
            "endDate": [_day(one.until)],
            "role": list(one.relations),
            "summary": list(one.sources),
            "recordId": [_record(place) for place in one.evidence],
        },
    )


def _money(figure: Figure | None) -> dict[str, list[str | None]]:
    if figure is None or figure.amount is None:
        return {}
    return {"amount": [f"{figure.amount:f}"], "currency": [figure.currency]}


def _basis(figure: Figure) -> str:
    return text("export.basis", "en", basis=text(f"basis.{figure.basis}", "en"), day=figure.on.isoformat())


def _gaps(gaps: Gaps) -> Iterator[str]:
    """What is missing of a contract, so that its amount is a floor."""
    if gaps.begins_at is not None:
        yield text("contract.begins_at", "en", number=gaps.begins_at)
    if gaps.missing:
        key = "contract.missing_one" if len(gaps.missing) == 1 else "contract.missing_many"
        yield text(key, "en", numbers=", ".join(gaps.missing))


def _record(place: Evidence) -> str:
    return f"{place.sha256} {place.pointer}"


def _body_id(code: str) -> str:
    return f"vigie-body-{code}"


def _party_id(id: str) -> str:
    """The id of an organization: that of its register, "lei-5493…", or one that follows from its name."""
    scheme, _, value = id.partition(":")
    return f"{scheme}-{value}" if scheme in set(Scheme) else f"vigie-organization-{id_of(id)}"


def _contract_id(id: str) -> str:
    return f"vigie-contract-{id_of(id)}"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
