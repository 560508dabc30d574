"""Which column of a reader's list is which, by the words at its head, in English or French."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from vigie.privacy.lists import plain_words
from vigie.records.organization import Scheme

# Headings, as words in small letters without accents
_NAMES = frozenset(
    {
        "name", "names", "company", "companies", "company name", "name of company", "company names", "supplier", "suppliers",
        "supplier name", "vendor", "vendor name", "contractor", "contractor name", "organization", "organisation", "organization name",
        "organisation name", "entity", "entity name", "legal name", "legal entity name", "corporate name", "business name", "firm",
        "recipient", "recipient name", "counterparty", "issuer", "nom", "noms", "societe", "societes", "raison sociale",
        "nom de la societe", "nom societe", "nom de l'entreprise", "nom entreprise", "fournisseur", "fournisseurs", "nom du fournisseur",
        "nom fournisseur", "entreprise", "entreprises", "denomination", "denomination sociale", "nom legal", "prestataire", "titulaire",
        "emetteur", "tiers",
    }
)  # fmt: skip
_OTHER_NAMES = frozenset(
    {
        "other name", "other names", "trading name", "trade name", "dba", "doing business as", "alias", "also known as", "aka",
        "former name", "brand", "autre nom", "autres noms", "nom commercial", "enseigne", "sigle", "ancien nom", "marque",
    }
)  # fmt: skip
_PARENTS = frozenset(
    {
        "parent", "parent company", "parent name", "group", "ultimate parent", "societe mere", "maison mere", "groupe",
        "nom du groupe", "tete de groupe",
    }
)  # fmt: skip
_IDENTIFIERS = frozenset({"id", "identifier", "identifiers", "registration number", "identifiant", "identifiants"})
_PLACES = {
    "country": ("country", "country code", "country name", "pays", "code pays", "nation", "iso country"),
    "city": ("city", "town", "ville", "commune", "localite"),
    "postal_code": ("zip", "zip code", "zipcode", "postal code", "postcode", "code postal", "cp"),
}
_SIRET = "siret"


@dataclass(slots=True)
class Columns:
    """Where each thing stands in a row; ``identifiers`` by the register they are of, None where each says so itself."""

    name: int | None = None
    other_names: list[int] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    identifiers: dict[int, Scheme | None] = field(default_factory=dict)
    country: int | None = None
    city: int | None = None
    postal_code: int | None = None

    def taken(self) -> set[int]:
        """The places of all columns taken."""
        single = {self.name, self.country, self.city, self.postal_code} - {None}
        return {place for place in single if place is not None} | {*self.other_names, *self.parents, *self.identifiers}


def columns_of(headings: Sequence[str]) -> Columns | None:
    """The columns by their headings; None where no heading is that of a name or an identifier, so that the row is no header.

    A second column of names has other names of the same organization.
    """
    columns = Columns()
    for place, heading in enumerate(headings):
        words = plain_words(heading)
        if words in _NAMES and columns.name is None:
            columns.name = place
        elif words in _NAMES or words in _OTHER_NAMES:
            columns.other_names.append(place)
        elif words in _PARENTS:
            columns.parents.append(place)
        elif (scheme := _scheme(words)) is not None or words in _IDENTIFIERS:
            columns.identifiers[place] = scheme
        else:
            _take_place(columns, words, place)
    return columns if columns.name is not None or columns.identifiers else None


def _scheme(words: str) -> Scheme | None:
    """The register of a heading that names it: "LEI", "Code LEI", "DUNS number", "unique entity ID"."""
    if words.startswith("unique entity id"):
        return Scheme.UEI
    named = words.split()
    if len(named) > 3:
        return None
    return next((scheme for scheme in Scheme if scheme.value in named), Scheme.SIREN if _SIRET in named else None)


def _take_place(columns: Columns, words: str, place: int) -> None:
    for name, headings in _PLACES.items():
        if words in headings and getattr(columns, name) is None:
            setattr(columns, name, place)
