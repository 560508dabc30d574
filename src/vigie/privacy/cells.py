"""One cell of a table without people, whatever column it stands in."""

from vigie.privacy import WITHHELD
from vigie.privacy.redact import redact
from vigie.privacy.suppliers import looks_like_person


def without_people(cell: str) -> str:
    """The cell with every e-mail, phone, street address and name of a person withheld; all of it where it is a name."""
    return WITHHELD if looks_like_person(cell) else redact(cell).text
