"""Pages of documents: those that list people are refused with their document, signatures are withheld."""

import re

from vigie.privacy import WITHHELD
from vigie.privacy.lists import person_column, person_value
from vigie.privacy.suppliers import looks_like_person

# A heading of columns: short words apart from each other
_BETWEEN = re.compile(r"\t| {2,}|\s*[|;,]\s*")
_LONGEST_HEADING = 40
# So many names of persons one under the other are a list, not the signatures of a contract
_MANY = 8


def without_signatures(page: str) -> str:
    """The page without lines that are nothing but what reads as a person's name, as under a signature: no role need stand by it."""
    lines = (line if not looks_like_person(line.strip()) else WITHHELD for line in page.split("\n"))
    return "\n".join(lines)


def listed_people(page: str) -> str | None:
    """What a page tells of people it lists; None where it lists none. A person named in a sentence is no list: the rule for free
    text withholds the name."""
    if kind := person_value(page):
        return kind
    names = 0
    for line in page.split("\n"):
        cells = [cell.strip() for cell in _BETWEEN.split(line) if cell.strip()]
        if not cells or any(len(cell) > _LONGEST_HEADING for cell in cells):
            names = 0
            continue
        columns = [kind for cell in cells if (kind := person_column(cell))]
        if len(columns) > 1 and 2 * len(columns) >= len(cells):
            return columns[0]
        named = looks_like_person(cells[0]) or (len(cells) > 1 and looks_like_person(f"{cells[0]}, {cells[1]}"))
        names = names + 1 if named else 0
        if names >= _MANY:
            return "name of a person"
    return None
