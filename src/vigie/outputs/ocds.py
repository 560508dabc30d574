"""An answer as a release package of the Open Contracting Data Standard (OCDS 1.1): a release a contract, as of the day asked about."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from vigie.errors import NothingToExportError
from vigie.evidence import Evidence
from vigie.money import Basis, Figure
from vigie.outputs.exact_json import exact_json
from vigie.outputs.withheld import said
from vigie.records.contract import Action, Status
from vigie.records.exchange import BodyGiven, ContractGiven, Exchange, PartyGiven
from vigie.records.organization import Identifier, Scheme

# No prefix is registered for these records. A registered one has six letters or digits after "ocds-"; this one never can.
PREFIX = "ocds-vigie-"
# The name of our extension, under a domain that never resolves (RFC 2606); its files stand in docs/ocds-extension
EXTENSION = "https://vigie.invalid/ocds-extension/extension.json"
# Codes of org-id.guide where there is one; "x_" marks the others
_SCHEMES = {
    Scheme.LEI: "XI-LEI",
    Scheme.SIREN: "FR-INSEE",
    Scheme.UEI: "x_uei",
    Scheme.DUNS: "x_duns",
    Scheme.CAGE: "x_cage",
    Scheme.CIK: "x_cik",
}
_BUYER_SCHEME = "x_us_subtier"
_NO_FRAMEWORK = "-NONE-"


def to_ocds(given: Exchange) -> str:
    """The contracts of an answer as one release package that ends in a line end; NothingToExportError where there is none.

    What no source gives is left out, never null. What was obligated is no value of OCDS and stands with its evidence in fields of our
    extension; a contract's value is the one with options exercised, where an action states it. Of the statuses only "terminated" is
    told, where an action says that it closes the contract out. A date is the midnight, UTC, that begins its day.
    """
    if not given.contracts:
        raise NothingToExportError(left_out=given.individuals + given.waiting)
    parties = {one.id: one for one in given.parties}
    bodies = {one.code: one for one in given.bodies}
    releases = [_release(one, parties, bodies, given.on) for one in given.contracts]
    package = {
        "uri": f"urn:uuid:{uuid5(NAMESPACE_URL, exact_json(releases))}",
        "version": "1.1",
        "extensions": [EXTENSION],
        "publishedDate": _moment(given.seen),
        "publisher": {"name": "Vigie"},
        "releases": releases,
    }
    return exact_json(package) + "\n"


def _release(
    given: ContractGiven, parties: dict[str, PartyGiven], bodies: dict[str, BodyGiven], on: date
) -> dict[str, Any]:
    contract = given.contract
    buyer = _buyer(bodies[contract.buyer])
    supplier = _supplier(parties[given.supplier]) if given.supplier is not None else None
    release: dict[str, Any] = {
        "ocid": PREFIX + contract.id,
        "id": "",
        "date": _moment(on),
        "tag": ["award", "contract"],
        "initiationType": "tender",
        "parties": [buyer | {"roles": ["buyer"]}],
        "buyer": _reference(buyer),
        "awards": [{"id": contract.id}],
        "contracts": [_contract(given)],
    }
    if supplier is not None:
        release["parties"].append(supplier | {"roles": ["supplier"]})
        release["awards"][0]["suppliers"] = [_reference(supplier)]
    if contract.framework not in (None, _NO_FRAMEWORK):
        release["relatedProcesses"] = [
            {"id": "1", "relationship": ["framework"], "scheme": "x_piid", "identifier": contract.framework}
        ]
    # the same content has the same id, whoever asks and when
    return release | {"id": hashlib.sha256(exact_json(release).encode()).hexdigest()[:32]}


def _contract(given: ContractGiven) -> dict[str, Any]:
    contract = given.contract
    currency = contract.figures[0].currency
    signing = next((one for one in given.actions if set(one.modification) == {"0"}), None)
    period = {"startDate": given.starts, "endDate": contract.ends}
    value = next((one for one in given.stated if one.basis is Basis.EXERCISED), None)
    made: dict[str, Any] = {"id": contract.id, "awardID": contract.id}
    if signing is not None and signing.description:
        made["description"] = said(signing.description, "en")
    if contract.status is Status.CLOSED_OUT:
        made["status"] = "terminated"
    if any(period.values()):
        made["period"] = {name: _moment(day) for name, day in period.items() if day is not None}
    if value is not None:
        made["value"] = _value(value)
    if contract.signed is not None:
        made["dateSigned"] = _moment(contract.signed)
    if signing is not None:
        made["signing"] = _money_of(signing, currency)
    if amendments := [_amendment(one, currency) for one in given.actions if one is not signing]:
        made["amendments"] = amendments
    if contract.gaps.missing:
        made["missingAmendments"] = list(contract.gaps.missing)
    if contract.gaps.begins_at is not None:
        made["heldFrom"] = contract.gaps.begins_at
    made["figures"] = list(_figures((*contract.figures, *given.stated)))
    return made


def _amendment(action: Action, currency: str) -> dict[str, Any]:
    made: dict[str, Any] = {"id": action.modification, "date": _moment(action.action_date)}
    if action.description:
        made["description"] = said(action.description, "en")
    return made | _money_of(action, currency)


def _money_of(action: Action, currency: str) -> dict[str, Any]:
    """What one action added, where it is reported, and the row that says it."""
    made: dict[str, Any] = {"evidence": list(_evidence([action.evidence]))}
    if action.obligated is not None:
        made["obligated"] = {"amount": action.obligated, "currency": currency}
    return made


def _figures(figures: Iterable[Figure]) -> Iterator[dict[str, Any]]:
    for figure in figures:
        if figure.amount is not None:
            yield {
                "basis": figure.basis.value,
                "value": _value(figure),
                "date": _moment(figure.on),
                "evidence": list(_evidence(figure.evidence)),
            }


def _value(figure: Figure) -> dict[str, Any]:
    return {"amount": figure.amount, "currency": figure.currency}


def _evidence(places: Iterable[Evidence]) -> Iterator[dict[str, str]]:
    for place in places:
        yield {"sha256": place.sha256, "pointer": place.pointer}


def _buyer(body: BodyGiven) -> dict[str, Any]:
    return {
        "id": f"{_BUYER_SCHEME}-{body.code}",
        "name": body.name,
        "identifier": {"scheme": _BUYER_SCHEME, "id": body.code},
    }


def _supplier(party: PartyGiven) -> dict[str, Any]:
    # a LEI before all others
    every = [
        _identifier(one) for one in sorted(party.identifiers, key=lambda one: (list(_SCHEMES).index(one.scheme), one))
    ]
    made: dict[str, Any] = {"id": party.id, "name": said(party.name, "en")}
    if every:
        made |= {"id": f"{every[0]['scheme']}-{every[0]['id']}", "identifier": every[0]}
    if every[1:]:
        made["additionalIdentifiers"] = every[1:]
    return made


def _identifier(one: Identifier) -> dict[str, str]:
    return {"scheme": _SCHEMES[one.scheme], "id": one.value}


def _reference(party: dict[str, Any]) -> dict[str, Any]:
    return {"id": party["id"], "name": party["name"]}


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
