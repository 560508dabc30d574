"""Lists that readers hand in: a list of companies has no people in it, or it is refused whole.

Stricter than the rule for published records: whoever keeps a list can take people out of it, and what a list says of persons
nobody has published.
"""

import re
from collections.abc import Sequence

from vigie.privacy.contacts import Contacts
from vigie.privacy.lists import person_column, person_value, plain_words
from vigie.privacy.suppliers import looks_like_person

# Columns that lead to a person in a list of companies: whom to write to, whom to call, who runs it
_COLUMNS = re.compile(
    r"\b(contacts?|e ?mails?|mails?|courriels?|phones?|telephones?|tel|mobiles?|portables?|cell|interlocut\w+|responsables?"
    r"|dirigeant\w*|gerant\w*|representant\w*|signataires?|beneficiaires? effectifs?|beneficial owners?|directors?|officers?"
    r"|managers?|ceo|president\w*|persons?|people|employees?|individuals?|personnes?|salarie\w*)\b"
)
# Phones outside North America: with a country code, or as written in France
_PHONE = re.compile(r"(?<![\w+])(?:\+\d{1,3}[ .()-]{0,2}(?:\d[ .()-]{0,2}){7,12}|0[1-9](?:[ .-]\d\d){4})(?!\w)")


def column_of_people(name: str) -> str | None:
    """What a column of this name tells of people in a list of companies; None when nothing."""
    return person_column(name) or ("contact" if _COLUMNS.search(plain_words(name)) else None)


def value_of_people(cell: str) -> str | None:
    """What in a cell leads to a person; None when nothing. The value itself is never returned."""
    if kind := person_value(cell):
        return kind
    contacts = Contacts()
    contacts.withhold(cell)
    reached = contacts.counts.keys() & {"email", "phone"}
    return "contact" if reached or _PHONE.search(cell) else None


def names_person(cells: Sequence[str]) -> bool:
    """Whether the cells that may hold a name read, alone or the first two together, as that of a person."""
    first, second = (cell.strip() for cell in (*cells, "", "")[:2])
    apart = len(second) > 2 and first.isalpha() and second.isalpha()  # a code of a country has two letters
    together = (f"{first} {second}", f"{second} {first}") if apart else ()
    return any(map(looks_like_person, (first, *together)))
