"""The name of an organization in a cell that goes on with its address; the address is kept nowhere."""

import re

from vigie.privacy import WITHHELD

# Forms behind which a name ends; "CO" without its full stop is Colorado
_FORM = re.compile(
    r"\b(?:INC|INCORPORATED|L\.?L\.?C|CORP|CORPORATION|LTD|LIMITED|L\.?L\.?P|L\.?P|P\.?L\.?L\.?C|PLC|GMBH|COMPANY|S\.?P\.?A|S\.A|N\.V|B\.V|A/S)"
    r"\b\.?|\bCO\.(?=[\s,]|$)",
    re.IGNORECASE,
)
_BETWEEN_FORMS = re.compile(r"[\s,]*")
# A number that begins a word behind the first one: that of a house, or a postal code
_NUMBER = re.compile(r"(?<=\s)#?\d[\w/-]*")
# What stands behind the number of a house: a street and a town, then a postal code
_STREET_AND_TOWN = re.compile(r"(?:\s+[^\s\d]\S*){2,}\s+\S*\d")
_COUNTRY = re.compile(r"\s(?:USA|CAN|GBR|DEU|FRA|ITA|JPN|KOR|MEX|AUS)$")
_NOBODY = re.compile(r"null\b|$", re.IGNORECASE)


def organization_named(cell: str) -> str:
    """The name before the address: all of the cell where it has none, "" where nobody is named.

    A name ends at the number of a house, else behind its legal form. Where an address has neither, name and town cannot be told apart,
    and all of it is withheld: what is left might be a person.
    """
    plain = " ".join(cell.split())
    if _NOBODY.match(plain):
        return ""
    number = _NUMBER.search(plain)
    if number is None and _COUNTRY.search(plain) is None:
        return plain
    before = plain if number is None else plain[: number.start()]
    if form := _FORM.search(before):
        return before[: _end_of_forms(before, form)].strip(" ,")
    is_house = number is not None and _STREET_AND_TOWN.match(plain, number.end())
    return before.strip(" ,") if is_house else WITHHELD


def _end_of_forms(name: str, form: re.Match[str]) -> int:
    """Where the legal forms that begin with one end: "CO., LTD" has two."""
    end = form.end()
    while following := _FORM.match(name, _BETWEEN_FORMS.match(name, end).end()):  # type: ignore[union-attr]  # it fits everywhere
        end = following.end()
    return end
