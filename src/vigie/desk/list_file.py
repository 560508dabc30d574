"""A reader's list of companies, read with care: refused with people in it, joined where it repeats itself, nothing kept of it.

It stands here and not among the sources: nobody published it, it proves nothing, and what somebody watches is theirs alone. No
name of it goes to the desk, a log or a message; messages name rows and columns.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from vigie.desk.list_people import refuse_people
from vigie.desk.list_table import ListTable, cell_of, list_table
from vigie.desk.list_text import list_text
from vigie.errors import IdentifierError, ListEmptyError
from vigie.groups.countries import country_of
from vigie.groups.identifiers import identifier
from vigie.groups.names import normal_form
from vigie.groups.spelling import deceiving
from vigie.records.listed import CompanyList, Fault, Listed, ReadAs, Slip, Unread
from vigie.records.organization import Identifier, Organization, Scheme

# The longest legal name GLEIF takes (LEI common data file format 3.1)
_LONGEST_NAME = 500
# An identifier that names its register ("LEI 5493…", "uei:…"), or shows it by its length
_LABELED = re.compile(r"(?P<scheme>[a-z]+)\s*[:#= ]\s*(?P<value>.*)", re.IGNORECASE)
_LENGTHS = {20: Scheme.LEI, 12: Scheme.UEI}


def read_list(path: Path, *, is_held: Callable[[str], bool]) -> CompanyList:
    """The organizations of a list; ``is_held`` tells of a name's normal form whether records held have a supplier of it, for
    such a firm may be called like a person.

    Raises ListOfPeopleError, and the errors of ``list_text``.
    """
    where = path.name
    table = list_table(list_text(path))
    if not table.rows:
        raise ListEmptyError(where=where)
    persons = refuse_people(table, is_firm=lambda cells: _is_firm(table, cells, is_held), where=where)
    read = [
        Unread(number, Fault(Slip.PERSON, "")) if number in persons else _line(table, number, cells)
        for number, cells in table.rows
    ]
    lines = _joined(line for line in read if isinstance(line, Listed))
    unread = tuple(line for line in read if isinstance(line, Unread))
    if not lines and all(line.fault.slip is Slip.NO_NAME for line in unread):
        raise ListEmptyError(where=where)
    taken = table.columns.taken()
    return CompanyList(
        lines=lines,
        unread=unread,
        read_as=ReadAs(
            encoding=table.text.encoding,
            delimiter=table.text.delimiter,
            header=bool(table.headings),
            first=next((line.organization.name for line in lines), ""),
            columns=tuple(heading for place, heading in enumerate(table.headings) if place in taken),
            left_out=tuple(heading for place, heading in enumerate(table.headings) if heading and place not in taken),
            rows=len(table.rows),
            blank=len(table.text.rows) - len(table.rows) - bool(table.headings),
            repeated=sum(len(line.rows) - 1 for line in lines),
        ),
    )


def _is_firm(table: ListTable, cells: tuple[str, ...], is_held: Callable[[str], bool]) -> bool:
    """Whether a row names a firm, whatever its name reads like: a supplier of the records held, or one with an LEI."""
    found, _ = _identifiers(table, cells)
    name = cell_of(cells, table.columns.name)
    return is_held(normal_form(name)) or any(one.scheme is Scheme.LEI for one in found)


def _joined(read: Iterator[Listed]) -> tuple[Listed, ...]:
    """Each organization once, with all its rows, in the order in which they are first named."""
    lines: dict[object, Listed] = {}
    for line in read:
        one = line.organization
        key = (normal_form(one.name), one.identifiers, one.country, line.faults)
        joined = lines.get(key)
        lines[key] = replace(joined, rows=(*joined.rows, *line.rows)) if joined else line
    return tuple(lines.values())


def _line(table: ListTable, number: int, cells: tuple[str, ...]) -> Listed | Unread:
    columns = table.columns
    name = cell_of(cells, columns.name)
    if (slip := _unreadable(table, cells, name)) is not None:
        return Unread(number, Fault(slip, ""))
    identifiers, faults = _identifiers(table, cells)
    if not any(map(str.isalnum, name)) and not identifiers:
        return Unread(number, faults[0] if faults else Fault(Slip.NO_NAME, ""))
    country = None
    if written := cell_of(cells, columns.country):
        country = country_of(written)
        faults += [Fault(Slip.COUNTRY, written)] if country is None else []
    if odd := deceiving(name):
        faults.append(Fault(Slip.DECEIVING, odd))
    organization = Organization(
        name=name,
        other_names=_filled(cells, columns.other_names),
        identifiers=tuple(sorted(set(identifiers))),
        country=country,
        city=cell_of(cells, columns.city) or None,
        postal_code=cell_of(cells, columns.postal_code) or None,
        parents=_filled(cells, columns.parents),
    )
    return Listed((number,), organization, tuple(faults))


def _unreadable(table: ListTable, cells: tuple[str, ...], name: str) -> Slip | None:
    if any("\0" in cell for cell in cells):
        return Slip.NUL
    if table.headings and any(cells[len(table.headings) :]):
        return Slip.CELLS
    return Slip.TOO_LONG if len(name) > _LONGEST_NAME else None


def _identifiers(table: ListTable, cells: tuple[str, ...]) -> tuple[list[Identifier], list[Fault]]:
    """The identifiers of a row, and what is wrong with the others."""
    found: list[Identifier] = []
    faults: list[Fault] = []
    for place, scheme in table.columns.identifiers.items():
        if cell := cell_of(cells, place):
            one = _identifier(cell, scheme)
            if isinstance(one, Fault):
                faults.append(one)
            else:
                found.append(one)
    return found, faults


def _identifier(cell: str, scheme: Scheme | None) -> Identifier | Fault:
    """The identifier of a cell, of the register of its column or of the one it names itself."""
    value, labeled = cell, _LABELED.fullmatch(cell)
    if labeled and labeled["scheme"].lower() in list(Scheme):
        named = Scheme(labeled["scheme"].lower())
        if scheme in (None, named):
            scheme, value = named, labeled["value"]
    scheme = scheme or _LENGTHS.get(sum(map(str.isalnum, cell)))
    if scheme is None:
        return Fault(Slip.REGISTER, cell)
    try:
        return identifier(scheme, value, where="")
    except IdentifierError:
        return Fault(Slip.IDENTIFIER, f"{scheme.name} {value}")


def _filled(cells: Sequence[str], places: Sequence[int]) -> tuple[str, ...]:
    return tuple(cell for place in places if (cell := cell_of(cells, place)))
