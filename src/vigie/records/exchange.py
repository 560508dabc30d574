"""What is handed to other tools of an answer: contracts, the organizations and public bodies in them, and who was under whom."""

from dataclasses import dataclass
from datetime import date

from vigie.evidence import Evidence
from vigie.money import Figure
from vigie.records.contract import Action, Contract
from vigie.records.organization import Identifier


@dataclass(frozen=True, slots=True)
class PartyGiven:
    """An organization: the id the desk knows it by ("name:geo group", "lei:…"), its name, its other names in records, the identifiers
    under which records and registers have it."""

    id: str
    name: str
    other_names: tuple[str, ...]
    identifiers: tuple[Identifier, ...]


@dataclass(frozen=True, slots=True)
class BodyGiven:
    """A public body: its code in the source, its acronym and its English name; both the code where we know no other."""

    code: str
    acronym: str
    name: str


@dataclass(frozen=True, slots=True)
class ContractGiven:
    """A contract as an answer has it. ``supplier`` is the id of the organization its last action counted names, None where none is
    reported. ``actions`` are those the answer counts, in the order (day, modification). ``starts`` is the first day of the period of
    performance; ``stated`` the last amounts its actions state on other bases than obligated, at most one a basis."""

    contract: Contract
    supplier: str | None
    actions: tuple[Action, ...]
    starts: date | None
    stated: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class OwnershipGiven:
    """One organization under another, by id, during the days on which it is settled so; ``until`` is the first day on which it no
    longer was. ``relations`` and ``sources`` are those that say so; a sale or link somebody declared is of the source "desk.toml"."""

    child: str
    parent: str
    since: date | None
    until: date | None
    relations: tuple[str, ...]
    sources: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """What other tools are given of an answer.

    ``contracts`` in the order of the answer; those of individual contractors, and of names that wait for somebody's judgement, are left
    out, and ``individuals`` and ``waiting`` count them. ``parties`` are the suppliers and everybody above them at any time, ``bodies`` the
    buyers, each by id. ``seen`` is the day of the newest capture it may rest on.
    """

    on: date
    known: date | None
    seen: date
    contracts: tuple[ContractGiven, ...]
    parties: tuple[PartyGiven, ...]
    bodies: tuple[BodyGiven, ...]
    ownerships: tuple[OwnershipGiven, ...]
    individuals: int
    waiting: int
