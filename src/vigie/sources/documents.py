"""Documents: the text of what somebody attached to a record, a page a row.

Publisher: each document's own. Reference: what whoever attached it gave. Licence: each document's own; the file is not kept. Known
limits: the text as a machine finds it, columns and tables run together; a picture of a text has none; people are withheld by the rule
for free text. A row is one page, or a part of a file that has no pages; a page longer than 20,000 characters is several rows.
"""

import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import duckdb

from vigie.archive.capture import Capturing
from vigie.errors import DocumentOfPeopleError
from vigie.privacy.pages import listed_people, without_signatures
from vigie.privacy.places import without_places
from vigie.privacy.stays import is_about_stays
from vigie.sources.document import read_document
from vigie.sources.document_pages import Extracted
from vigie.sources.intake import TakenIn
from vigie.sources.layout import Source
from vigie.sources.published import make_cells, publish
from vigie.sources.reading import Reading, find_faults, form_check, rows_set_aside

KINDS = ("contract", "statement-of-work", "foia-release", "other")
_COLUMNS = ("record", "kind", "title", "unit", "page", "text")
_LONGEST_ROW = 20_000


@dataclass(frozen=True, slots=True)
class Attachment:
    """What a document is attached to, the id of a contract or the number of a notice; which of KINDS it is; its title, None: its
    own, else the name of its file."""

    record: str
    kind: str
    title: str | None


@dataclass(frozen=True, slots=True)
class Paged:
    """A document as a table of pages, before people are withheld; ``notes`` what was noticed, by code."""

    content: bytes
    notes: dict[str, int]


def paged(content: bytes, attachment: Attachment, *, where: str) -> Paged:
    """The pages of a document as the table that is taken in; one about minors, shelters or lodging on any page has no place below a
    state on all of them.

    Raises the errors of ``read_document``, and DocumentOfPeopleError for one that lists people.
    """
    found = read_document(content, where=where)
    for number, page in enumerate(found.pages, start=1):
        if kind := listed_people(page):
            raise DocumentOfPeopleError(where=where, kind=kind, row=number)
    title = attachment.title or found.title or Path(where).stem
    notes = Counter(found.notes | _silent(found))
    of_stays = any(map(is_about_stays, (title, *found.pages)))
    table = io.StringIO(newline="")
    write = csv.writer(table, lineterminator="\n")
    write.writerow(_COLUMNS)
    for number, page in enumerate(found.pages, start=1):
        text = without_signatures(page)
        if of_stays:
            text = without_places(text, lambda kind, mark: _counted(notes, kind, mark))
        for part in _parts(text):
            write.writerow([attachment.record, attachment.kind, title, found.unit, number, part])
    return Paged(table.getvalue().encode(), dict(notes))


def _counted(notes: Counter[str], kind: str, mark: str) -> str:
    notes[f"privacy.{kind}"] += 1
    return mark


def _silent(found: Extracted) -> dict[str, int]:
    """How many pages have no text, where any has none."""
    silent = sum(not page for page in found.pages)
    return {"document.no_text": silent} if silent else {}


def _parts(page: str) -> list[str]:
    """A page cut at paragraphs, else sentences, lines or blanks, into parts that a cell holds."""
    parts = []
    while len(page) > _LONGEST_ROW:
        ends = (page.rfind(mark, 1, _LONGEST_ROW) for mark in ("\n\n", ". ", "\n", " "))
        at = next((end + 1 for end in ends if end > 0), _LONGEST_ROW)
        parts.append(page[:at])
        page = page[at:]
    return [*parts, page]


def read_pages(
    db: duckdb.DuckDBPyConnection, taken: TakenIn, source: Source, *, where: str, capturing: Capturing, folder: Path
) -> Reading:
    """Read a table of pages into the temporary view ``documents_read`` of ``db``."""
    publish(db, taken, _COLUMNS, folder)
    make_cells(db, taken, "select row, record, kind, title, unit, page, coalesce(text, '') as text from published")
    checks = [form_check("page", "[0-9]{1,6}", "page.format"), form_check("record", ".{1,80}", "record.missing")]
    checks += [form_check("kind", "|".join(KINDS), "kind.unknown"), form_check("unit", "page|part", "kind.unknown")]
    find_faults(db, checks)
    db.execute(
        """create or replace temp view documents_read as
        select row, record, kind, title, unit, cast(page as integer) as page, text from cells
        where row not in (select row from faults)"""
    )
    (found,) = db.execute("select count(*) from documents_read").fetchone() or (0,)
    return Reading(found, 0, (), rows_set_aside(db, taken), dict(taken.notes))
