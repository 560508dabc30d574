"""One cell of a table without people, whatever column it stands in; a row without people, and without the places of stays."""

from collections.abc import Collection, Mapping

from vigie.privacy import WITHHELD
from vigie.privacy.redact import redact
from vigie.privacy.stays import is_about_stays, is_class_of_stays
from vigie.privacy.suppliers import looks_like_person


def without_people(cell: str) -> str:
    """The cell with every e-mail, phone, street address and name of a person withheld; all of it where it is a name."""
    return _plain(cell, of_stays=None)


def row_without_people(
    cells: Mapping[str, str], *, texts: Collection[str], classifications: Collection[str]
) -> dict[str, str]:
    """The cells of a row by column without people; where the row is about minors, shelters or lodging, its texts without places.

    ``texts`` and ``classifications`` are the columns that tell what it is about.
    """
    of_stays = any(is_about_stays(cells.get(name, "")) for name in texts) or any(
        is_class_of_stays(cells.get(name, "")) for name in classifications
    )
    return {name: _plain(cell, of_stays=of_stays and name in texts) for name, cell in cells.items()}


def _plain(cell: str, *, of_stays: bool | None) -> str:
    return WITHHELD if looks_like_person(cell) else redact(cell, of_stays=of_stays).text
