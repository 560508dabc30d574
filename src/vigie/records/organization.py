"""An organization as one source or one list names it, with the identifiers it goes by."""

from dataclasses import dataclass
from enum import StrEnum


class Scheme(StrEnum):
    """Who issued an identifier: the US registries (UEI, DUNS, CAGE, CIK), GLEIF (LEI), the French one (SIREN)."""

    UEI = "uei"
    DUNS = "duns"
    CAGE = "cage"
    LEI = "lei"
    SIREN = "siren"
    CIK = "cik"


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    """An identifier in its own scheme, in the form in which the issuer writes it."""

    scheme: Scheme
    value: str


@dataclass(frozen=True, slots=True)
class Organization:
    """What one source says of an organization; None and empty: it says nothing of it.

    ``name`` and ``other_names`` (trading, former, transliterated) as the source writes them. ``country`` is ISO 3166-1 alpha-2,
    ``region`` ISO 3166-2; of addresses no street is held. ``parents`` are names of organizations the source calls its parents.
    """

    name: str
    other_names: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    country: str | None = None
    region: str | None = None
    city: str | None = None
    postal_code: str | None = None
    parents: tuple[str, ...] = ()
