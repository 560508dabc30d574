"""Which documents are attached to a record, and what their pages say: each clause in its own words, with page and evidence."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

import duckdb

from vigie.archive.capture import Capture
from vigie.clauses.reading import clauses
from vigie.evidence import Evidence
from vigie.records.clause import Clause


@dataclass(frozen=True, slots=True)
class PageClause:
    """A clause and where it stands: the page, counted from 1 as the file has them; ``start`` and ``end`` of the clause count in the
    row that ``evidence`` points at."""

    page: int
    clause: Clause
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class AttachedDocument:
    """A document as seen on a day. ``record``: the id of the contract, or the number of the notice, it is attached to. ``file`` is the
    name it came under; ``published_sha256`` the hash of that file, of which no byte is kept; ``sha256`` of the pages kept.

    ``unit``: "page", or "part" where the file has no pages; ``pages`` counts them, ``silent`` those without text: pictures, or
    nothing. ``notes`` is what was noticed, by code. ``clauses`` in the order of the text.
    """

    record: str
    kind: str
    title: str
    file: str
    published_sha256: str
    sha256: str
    seen: date
    unit: str
    pages: int
    silent: int
    notes: dict[str, int]
    clauses: tuple[PageClause, ...]


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents seen by ``known`` (None: by now), attached to one record (None: to any), by record, then as they were loaded.

    A file attached to a record again, under another kind or title, counts once, as it was attached last.
    """

    record: str | None
    known: date | None
    documents: tuple[AttachedDocument, ...]


# One row is a row of a document as kept: a page, or a piece of a long one
_SQL = """
select record, capture, row, kind, title, unit, page, text from document
where ($record is null or record = $record) and ($known is null or seen <= $known)
order by record, capture, row
"""


def documents(
    db: duckdb.DuckDBPyConnection,
    captures: Iterable[Capture],
    record: str | None,
    *,
    known: date | None,
    shown: Callable[[str], str],
) -> Documents:
    """Answer which documents are attached; ``shown`` makes of a text what a reader may see of it."""
    kept = {one.number: one for one in captures}
    rows: dict[tuple[str, str], list[tuple[int, str, str, str, int, str]]] = {}
    last: dict[tuple[str, str], Capture] = {}
    for attached_to, capture, row, kind, title, unit, page, text in db.execute(
        _SQL, {"record": record, "known": known}
    ).fetchall():
        place = (attached_to, kept[capture].published_sha256)
        if last.get(place) is not kept[capture]:
            rows[place], last[place] = [], kept[capture]
        rows[place].append((row, kind, title, unit, page, text))
    found = (_document(attached_to, last[attached_to, hash], held, shown) for (attached_to, hash), held in rows.items())
    return Documents(record, known, tuple(found))


def _document(
    record: str, capture: Capture, rows: list[tuple[int, str, str, str, int, str]], shown: Callable[[str], str]
) -> AttachedDocument:
    _, kind, title, unit, _, _ = rows[0]
    pages = {page for *_, page, _ in rows}
    spoken = {page for *_, page, text in rows if text}
    return AttachedDocument(
        record=record,
        kind=kind,
        title=shown(title),
        file=capture.file_name,
        published_sha256=capture.published_sha256,
        sha256=capture.sha256,
        seen=capture.seen,
        unit=unit,
        pages=len(pages),
        silent=len(pages - spoken),
        notes=capture.notes,
        clauses=tuple(
            PageClause(page, replace(one, words=shown(one.words)), Evidence(capture.sha256, f"row={row}"))
            for row, _, _, _, page, text in rows
            for one in clauses(text)
        ),
    )
