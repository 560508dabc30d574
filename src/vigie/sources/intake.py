"""Taking a published table in: checked, without people, row by row, each row whole or set aside.

What is kept is the file as published, or, where it is JSON, XML or a web page, or held people or columns that are not taken, a
derivative made by a fixed rule: the columns taken, in the source's spelling and order, as CSV with LF line ends and quotes only
where needed, people withheld. Anybody with the published file can make the same derivative and compare its hash.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from vigie.archive.capture import SetAside
from vigie.archive.tables import StoredTable
from vigie.errors import ColumnMissingError, ColumnsUnknownError, FileEmptyError, PersonsListedError
from vigie.privacy import INDIVIDUAL
from vigie.privacy.awardees import organization_named
from vigie.privacy.cells import without_people
from vigie.privacy.lists import person_column, person_value, without_values
from vigie.privacy.memory import Memory
from vigie.privacy.redact import Redacted
from vigie.sources.atom_pages import AtomEntries
from vigie.sources.file import csv_text
from vigie.sources.header import Header, header_of, headless, nearest, recognize
from vigie.sources.json_table import JsonTable
from vigie.sources.json_text import holds_json
from vigie.sources.layout import Column, Kind, Source
from vigie.sources.nested import NestedTable
from vigie.sources.page import holds_page
from vigie.sources.page_table import PAGES, PageTable
from vigie.sources.pages import Pages
from vigie.sources.table import Row, Table
from vigie.sources.xml_records import holds_xml

_STEP = 2_000


@dataclass(slots=True)
class TakenIn:
    """A table taken in: what is kept of it, and its rows as they can be read.

    ``rows`` is a CSV text without header: the row number, then the columns taken, in the order of ``columns``; of a large
    table, where ``kept`` is a StoredTable too, it is the path of its Parquet file. A row number counts the header as 1
    (RFC 7111).
    """

    header: Header
    columns: tuple[Column, ...]
    kept: bytes | StoredTable
    redacted: bool
    rows: str | Path
    source_rows: int = 0
    set_aside: list[SetAside] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)


def take_in(
    content: bytes,
    source: Source,
    *,
    where: str,
    memory: Memory,
    progress: Callable[[int, int], None],
    aside: frozenset[int] = frozenset(),
) -> TakenIn:
    """Read a published table of a source, CSV, JSON, XML or a web page; touches no network, no clock and no disk.

    ``memory`` keeps what the rule of privacy made of each text, for the files that follow. ``aside`` are the numbers of rows
    set aside when a kept file was first read: a fault can lie in what was not kept of them.

    Raises PersonsListedError when a column or a value lists or locates people, and the InputErrors that say why the
    file is not what the source publishes; nothing of it is kept then.
    """
    table = _table(content, source, where)
    check_header(table.header, source, where)
    header = _recognized(source, table.header, lambda: _table(content, source, where).rows(), aside, where)
    taking = _Taking(header, where, memory, aside)
    text_size, done = len(content), 0
    for count, row in enumerate(table.rows(), start=1):
        taking.take(row)
        if count % _STEP == 0:
            done = min(text_size, count * 250)  # rows of these sources are some 250 bytes long
            progress(done, text_size)
    if not taking.source_rows:
        raise FileEmptyError(where=where, found=str(len(content)))
    progress(text_size, text_size)
    kept_as_is = isinstance(table, Table) and table.delimiter == ","
    return taking.result(content if kept_as_is else None)


def take_in_pages(pages: Pages, source: Source, *, where: str, memory: Memory) -> TakenIn:
    """Read the pages of a list as one table; what is kept is that table as CSV, which ``take_in`` reads again.

    Raises PersonsListedError as ``take_in`` does, what ``Pages`` and ``AtomEntries`` raise, and FileEmptyError where no page has an entry.
    """
    (layout,) = source.layouts
    if source.nesting is None:
        raise ValueError(source.name)
    entries = AtomEntries(layout, source.nesting)
    taking = _Taking(header_of(layout, [column.name for column in layout.columns]), where, memory, frozenset())
    for page in pages:
        for row in entries.rows(page.content, where=page.where):
            taking.take(row)
    if not taking.source_rows:
        raise FileEmptyError(where=where, found="0")
    check_header(entries.unknown, source, where)
    taking.header = replace(taking.header, left_out=tuple(entries.left_out), unknown=tuple(entries.unknown))
    taking.notes.update(pages.notes)
    return taking.result(None)


def check_header(names: Iterable[str], source: Source, where: str) -> None:
    """Raise PersonsListedError when a column lists or locates people, but for those the source is known to have, which are left out."""
    for name in names:
        if any(layout.leaves_out(name) for layout in source.layouts):
            continue
        if without_people(name) != name or person_value(name):
            raise PersonsListedError(where=where, kind="contact", row=1)
        if kind := person_column(name):
            raise PersonsListedError(where=where, kind=kind, column=name)


def check_values(withheld: int, rows: int, where: str) -> None:
    """Raise PersonsListedError where more than one text in a hundred had a value of a person: that is no accident of numbers."""
    if withheld * 100 > max(rows, 100):
        raise PersonsListedError(where=where, kind="contact", row=1)


def _table(content: bytes, source: Source, where: str) -> Table | JsonTable | NestedTable | PageTable:
    if source.name in PAGES and holds_page(content):
        return PageTable(content, source, where=where)
    if source.nesting is not None and (holds_json(content) or holds_xml(content)):
        return NestedTable(content, source.nesting, where=where)
    named_csv = where.lower().removesuffix(".gz").endswith(".csv")
    if holds_json(content) and not named_csv:
        kinds = {column.name: column.kind for layout in source.layouts for column in layout.columns}
        return JsonTable(content, where=where, kinds=kinds)
    text = io.StringIO(csv_text(content, where=where), newline="")
    table = Table(text, where=where, delimiters=(",", *source.delimiters))
    if (names := headless(source, table.header)) is not None:
        table.names_are(names)
    return table


def _recognized(
    source: Source, names: list[str], rows: Callable[[], Iterator[Row]], aside: frozenset[int], where: str
) -> Header:
    """The layout of a header; a table in which no row is sound need not have the columns a record needs."""
    try:
        return recognize(source, names, where=where)
    except (ColumnsUnknownError, ColumnMissingError):
        faulty = [row.fault is not None or row.number in aside for row in rows()]
        if not faulty or not all(faulty):
            raise
        return nearest(source, names, where=where)


class _Taking:
    def __init__(self, header: Header, where: str, memory: Memory, aside: frozenset[int]) -> None:
        self.header = header
        self.aside = aside
        self.where = where
        self.memory = memory
        self.places = list(header.taken)
        self.columns = tuple(header.taken.values())
        self.addressed = [n for n, column in enumerate(self.columns) if column.kind is Kind.ADDRESSED]
        self.suppliers = [n for n, column in enumerate(self.columns) if column.kind in (Kind.SUPPLIER, Kind.ADDRESSED)]
        self.texts = [n for n, column in enumerate(self.columns) if column.kind is Kind.TEXT]
        self.cities = [n for n, column in enumerate(self.columns) if column.kind is Kind.CITY]
        self.classifications = [n for n, column in enumerate(self.columns) if column.classifies]
        self.names = [
            n
            for n, column in enumerate(self.columns)
            if column.kind in (Kind.LABEL, Kind.CITY, Kind.SUPPLIER, Kind.ADDRESSED)
        ]
        self.words = [n for n, column in enumerate(self.columns) if column.kind.holds_words]
        by_name = {column.name: n for n, column in enumerate(self.columns)}
        self.people = [(by_name[rows.column], rows) for rows in header.layout.people if rows.column in by_name]
        self.kept = io.StringIO(newline="")
        self.rows = io.StringIO(newline="")
        self.keep = csv.writer(self.kept, lineterminator="\n")
        self.write = csv.writer(self.rows, lineterminator="\n", quoting=csv.QUOTE_ALL)
        self.keep.writerow([header.names[place] for place in self.places])
        self.withheld = 0
        self.source_rows = 0
        self.set_aside: list[SetAside] = []
        self.notes: Counter[str] = Counter()

    def take(self, row: Row) -> None:
        self.source_rows += 1
        if row.fault in ("csv.field_count", "csv.field_too_long"):
            self.set_aside.append(SetAside(row.number, None, row.fault, row.found))
            of_register = self.header.layout.record.of_register
            self.keep.writerow([""] * len(self.places) if of_register else self._without_people_anywhere(row))
            self.withheld += of_register
            return
        cells = [row.cells[place] for place in self.places]
        if any(cells[place] in rows.values for place, rows in self.people):
            if any(rows.listed and cells[place] in rows.values for place, rows in self.people):
                raise PersonsListedError(where=self.where, kind="person", row=row.number)
            self.notes["privacy.people_left_out"] += 1
            self.withheld += 1
            self.keep.writerow([""] * len(self.places))
            return
        cells = self._without_people(cells, row.number)
        if row.fault is not None:
            self.set_aside.append(SetAside(row.number, None, row.fault, row.found))
        elif row.number not in self.aside:
            self.write.writerow([row.number, *cells])
        self.keep.writerow(cells)

    def _without_people_anywhere(self, row: Row) -> list[str]:
        """A row whose columns cannot be told apart: every cell is treated as free text and as a supplier."""
        cells = []
        for cell in row.cells:
            self._refuse_persons(cell, row.number)
            plain = INDIVIDUAL if self.memory.is_person(cell) else self.memory.redacted(cell, None).text
            self.withheld += plain != cell
            cells.append(plain)
        return cells

    def _without_people(self, cells: list[str], number: int) -> list[str]:
        for place in self.words:
            if self.header.layout.values_withheld and place in self.texts and self.memory.person_kind(cells[place]):
                cells[place] = without_values(cells[place])
                self.notes["privacy.value"] += 1
                self.withheld += 1
            self._refuse_persons(cells[place], number)
        for place in self.addressed:
            named = organization_named(cells[place])
            self.withheld += named != cells[place]
            cells[place] = named
        person = self.memory.persons(cells[place] for place in self.suppliers)
        for place in self.suppliers:
            if person is not None and self.memory.is_person_beside(cells[place], person):
                cells[place] = INDIVIDUAL
                self.withheld += 1
                self.notes["privacy.natural_person_suspected"] += 1
        for place in self.names:
            self._put(cells, place, self.memory.without_contacts(cells[place]))
        of_stays = self._is_of_stays(cells)
        for place in self.cities:
            if cells[place] and self._is_about_stays(cells):
                cells[place] = ""
                self.withheld += 1
                self.notes["privacy.place"] += 1
        for place in self.texts:
            self._put(cells, place, self.memory.redacted(cells[place], person, of_stays=of_stays))
        return cells

    def _is_of_stays(self, cells: list[str]) -> bool:
        """Whether another cell of the row tells of each of its texts that it is about minors, shelters or lodging."""
        others = [cells[place] for place in self.texts] if len(self.texts) > 1 else []
        return self.memory.is_of_stays(classifications=(cells[place] for place in self.classifications), texts=others)

    def _is_about_stays(self, cells: list[str]) -> bool:
        """Whether any cell of the row tells that its record is."""
        every = [cells[place] for place in self.texts]
        return self.memory.is_of_stays(classifications=(cells[place] for place in self.classifications), texts=every)

    def _put(self, cells: list[str], place: int, plain: Redacted) -> None:
        if plain.text != cells[place]:
            cells[place] = plain.text
            self.withheld += 1
            self.notes["privacy.redacted"] += 1
            self.notes.update({f"privacy.{kind}": count for kind, count in plain.withheld.items()})

    def _refuse_persons(self, cell: str, number: int) -> None:
        if kind := self.memory.person_kind(cell):
            raise PersonsListedError(where=self.where, kind=kind, row=number)

    def result(self, content: bytes | None) -> TakenIn:
        """What was taken in; ``content`` is kept as published where nothing was left out of it, None never is."""
        check_values(self.notes["privacy.value"], self.source_rows, self.where)
        dropped = content is None or len(self.places) != len(self.header.names)
        self.notes.update(self.header.notes())
        redacted = bool(self.withheld) or dropped
        return TakenIn(
            header=self.header,
            columns=self.columns,
            kept=content if content is not None and not redacted else self._derivative(),
            redacted=redacted,
            rows=self.rows.getvalue(),
            source_rows=self.source_rows,
            set_aside=self.set_aside,
            notes=self.notes,
        )

    def _derivative(self) -> bytes:
        return self.kept.getvalue().encode("utf-8", "surrogateescape")
