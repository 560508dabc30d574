"""Taking a published table in: checked, without people, row by row, each row whole or set aside.

What is kept is the file as published, or, where it held people or columns that are not taken, a derivative made by a
fixed rule: the columns taken, in the source's spelling and order, as CSV with LF line ends and quotes only
where needed, people withheld. Anybody with the published file can make the same derivative and compare its hash.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from vigie.archive.journal import SetAside
from vigie.errors import FileEmptyError, PersonsListedError
from vigie.privacy import INDIVIDUAL
from vigie.privacy.cells import without_people
from vigie.privacy.contacts import Contacts
from vigie.privacy.lists import person_column, person_value
from vigie.privacy.redact import redact
from vigie.privacy.suppliers import looks_like_person
from vigie.sources.file import csv_text
from vigie.sources.layout import Column, Header, Kind, Source, recognize
from vigie.sources.table import Row, Table

_STEP = 2_000


@dataclass(slots=True)
class TakenIn:
    """A table taken in: what is kept of it, and its rows as they can be read.

    ``rows`` is a CSV text without header: the row number, then the columns taken, in the order of ``columns``. A row
    number counts the header as 1 (RFC 7111).
    """

    header: Header
    columns: tuple[Column, ...]
    kept: bytes
    redacted: bool
    rows: str
    source_rows: int = 0
    set_aside: list[SetAside] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)


def take_in(content: bytes, source: Source, *, where: str, progress: Callable[[int, int], None]) -> TakenIn:
    """Read a published table of a source; touches no network, no clock and no disk.

    Raises PersonsListedError when a column or a value lists or locates people, and the InputErrors that say why the
    file is not what the source publishes; nothing of it is kept then.
    """
    table = Table(csv_text(content, where=where), where=where)
    for name in table.header:
        if without_people(name) != name or person_value(name):
            raise PersonsListedError(where=where, kind="contact", row=1)
        if kind := person_column(name):
            raise PersonsListedError(where=where, kind=kind, column=name)
    header = recognize(source, table.header, where=where)
    taking = _Taking(header, where)
    text_size, done = len(content), 0
    for count, row in enumerate(table.rows(), start=1):
        taking.take(row)
        if count % _STEP == 0:
            done = min(text_size, count * 250)  # rows of these sources are some 250 bytes long
            progress(done, text_size)
    if not taking.source_rows:
        raise FileEmptyError(where=where, found=str(len(content)))
    progress(text_size, text_size)
    return taking.result(content)


class _Taking:
    def __init__(self, header: Header, where: str) -> None:
        self.header = header
        self.where = where
        self.places = list(header.taken)
        self.columns = tuple(header.taken.values())
        self.supplier = next((n for n, column in enumerate(self.columns) if column.kind is Kind.SUPPLIER), None)
        self.texts = [n for n, column in enumerate(self.columns) if column.kind is Kind.TEXT]
        self.names = [n for n, column in enumerate(self.columns) if column.kind in (Kind.LABEL, Kind.SUPPLIER)]
        self.words = [n for n, column in enumerate(self.columns) if column.kind not in (Kind.MONEY, Kind.DAY)]
        self.kept = io.StringIO(newline="")
        self.rows = io.StringIO(newline="")
        self.keep = csv.writer(self.kept, lineterminator="\n")
        self.write = csv.writer(self.rows, lineterminator="\n", quoting=csv.QUOTE_ALL)
        self.keep.writerow([header.names[place] for place in self.places])
        self.redacted_texts: dict[tuple[str, str | None], tuple[str, dict[str, int]]] = {}
        self.redacted_names: dict[str, tuple[str, dict[str, int]]] = {}
        self.persons: dict[str, bool] = {}
        self.harmless: set[str] = set()
        self.withheld = 0
        self.source_rows = 0
        self.set_aside: list[SetAside] = []
        self.notes: Counter[str] = Counter()

    def take(self, row: Row) -> None:
        self.source_rows += 1
        if row.fault in ("csv.field_count", "csv.field_too_long"):
            self.set_aside.append(SetAside(row.number, None, row.fault, row.found))
            self.keep.writerow(self._without_people_anywhere(row))
            return
        cells = self._without_people([row.cells[place] for place in self.places], row.number)
        if row.fault is not None:
            self.set_aside.append(SetAside(row.number, None, row.fault, row.found))
        else:
            self.write.writerow([row.number, *cells])
        self.keep.writerow(cells)

    def _without_people_anywhere(self, row: Row) -> list[str]:
        """A row whose columns cannot be told apart: every cell is treated as free text and as a supplier."""
        cells = []
        for cell in row.cells:
            self._refuse_persons(cell, row.number)
            plain = INDIVIDUAL if looks_like_person(cell) else self._redact(cell, None)[0]
            self.withheld += plain != cell
            cells.append(plain)
        return cells

    def _without_people(self, cells: list[str], number: int) -> list[str]:
        for place in self.words:
            self._refuse_persons(cells[place], number)
        person = None
        if self.supplier is not None and self._is_person(cells[self.supplier]):
            person, cells[self.supplier] = cells[self.supplier], INDIVIDUAL
            self.withheld += 1
            self.notes["privacy.natural_person_suspected"] += 1
        for place in self.names:
            self._put(cells, place, self._without_contacts(cells[place]))
        for place in self.texts:
            self._put(cells, place, self._redact(cells[place], person))
        return cells

    def _put(self, cells: list[str], place: int, plain: tuple[str, dict[str, int]]) -> None:
        text, counts = plain
        if text != cells[place]:
            cells[place] = text
            self.withheld += 1
            self.notes["privacy.redacted"] += 1
            self.notes.update({f"privacy.{kind}": count for kind, count in counts.items()})

    def _is_person(self, name: str) -> bool:
        known = self.persons.get(name)
        if known is None:
            known = self.persons[name] = looks_like_person(name)
        return known

    def _refuse_persons(self, cell: str, number: int) -> None:
        if cell in self.harmless:
            return
        if kind := person_value(cell):
            raise PersonsListedError(where=self.where, kind=kind, row=number)
        self.harmless.add(cell)

    def _without_contacts(self, name: str) -> tuple[str, dict[str, int]]:
        known = self.redacted_names.get(name)
        if known is None:
            contacts = Contacts()
            known = self.redacted_names[name] = contacts.withhold(name), contacts.counts
        return known

    def _redact(self, text: str, person: str | None) -> tuple[str, dict[str, int]]:
        known = self.redacted_texts.get((text, person))
        if known is None:
            plain = redact(text, person=person)
            known = self.redacted_texts[text, person] = plain.text, plain.withheld
        return known

    def result(self, content: bytes) -> TakenIn:
        dropped = len(self.places) != len(self.header.names)
        if self.header.left_out:
            self.notes["privacy.column_dropped"] += len(self.header.left_out)
        if self.header.unknown:
            self.notes["schema.unknown_column"] += len(self.header.unknown)
        redacted = bool(self.withheld) or dropped
        return TakenIn(
            header=self.header,
            columns=self.columns,
            kept=self.kept.getvalue().encode("utf-8", "surrogateescape") if redacted else content,
            redacted=redacted,
            rows=self.rows.getvalue(),
            source_rows=self.source_rows,
            set_aside=self.set_aside,
            notes=self.notes,
        )
