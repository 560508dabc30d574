"""People in a reader's list: refused whole for a column or a value that leads to one, or where it lists them."""

from collections.abc import Callable, Iterator

from vigie.desk.list_table import ListTable
from vigie.errors import ListOfPeopleError
from vigie.privacy.company_lists import column_of_people, names_person, value_of_people
from vigie.privacy.suppliers import looks_like_person

# Of the names of suppliers held, 1.1 in 100 read like a person's once the legal form is left out (LOCKHEED MARTIN). From five times as
# many on, a list is one of people; below, such rows are left alone, unsaid and not looked up.
_SHARE = 20


def refuse_people(table: ListTable, *, is_firm: Callable[[tuple[str, ...]], bool], where: str) -> frozenset[int]:
    """Raise ListOfPeopleError where a column or a value leads to people, or every twentieth name or more reads as a person's.

    The numbers of the few rows that do so are returned: they are not to be looked up. ``is_firm`` says of such a row whether it is
    known to name a firm all the same.
    """
    for heading in table.headings:
        if looks_like_person(heading) or value_of_people(heading):
            raise ListOfPeopleError(where=where, kind="contact", rows=(1,))
    for heading, kind in _columns_of_people(table):
        raise ListOfPeopleError(where=where, kind=kind, column=heading)
    for number, cells in table.rows:
        for place, cell in enumerate(cells):
            found = None if place in table.columns.identifiers else value_of_people(cell)
            if found is not None:
                raise ListOfPeopleError(where=where, kind=found, rows=(number,))
    named = tuple(number for number, cells in table.rows if names_person(table.naming(cells)) and not is_firm(cells))
    if named and _SHARE * len(named) >= len(table.rows):
        raise ListOfPeopleError(where=where, kind="name of a person", rows=named)
    return frozenset(named)


def _columns_of_people(table: ListTable) -> Iterator[tuple[str, str]]:
    first = table.headings or table.rows[0][1]
    of_people = [(heading, kind) for heading in first if (kind := column_of_people(heading)) is not None]
    # without a header, one such word may stand in the name of a company
    if table.headings or len(of_people) > 1:
        yield from of_people
    taken = table.columns.taken()
    for place, heading in enumerate(table.headings):
        cells = [cells[place] for _, cells in table.rows if place < len(cells) and cells[place]]
        # a town or a product can read like a person; a column of which every third cell does, lists people
        if place not in taken and cells and 3 * sum(map(looks_like_person, cells)) >= len(cells):
            yield heading, "name of a person"
