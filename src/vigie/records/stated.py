"""A figure as a dossier states it, under a key by which the same figure is asked for again."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from vigie.evidence import Evidence
from vigie.money import Basis, Figure


@dataclass(frozen=True, slots=True)
class Stated:
    """``key`` says what it is of, and never changes: "sales", "member:<id>", "contract:<id>"; ``what`` names it in the source's words."""

    key: str
    what: str
    basis: Basis
    currency: str
    amount: Decimal | None
    on: date
    evidence: tuple[Evidence, ...]

    @property
    def place(self) -> tuple[str, Basis, str]:
        """What tells it from every other figure of its dossier."""
        return self.key, self.basis, self.currency


def stated(key: str, what: str, figure: Figure) -> Stated:
    """A figure of an answer under a key."""
    return Stated(key, what, figure.basis, figure.currency, figure.amount, figure.on, figure.evidence)


@dataclass(frozen=True, slots=True)
class DossierAsked:
    """What a dossier was asked with: enough to ask again. ``buyer`` is the code of a public body, None: all held; ``known`` None: by
    the day it was made; ``seen`` the day of the last capture it could rest on, None where nothing was held."""

    group: str
    buyer: str | None
    on: date
    known: date | None
    seen: date | None
    lang: str
