"""The files of one load: each held against what is held, taken in, laid among what arrives, its bytes stored."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from vigie.archive.blobs import Blob, sha256
from vigie.archive.capture import Capture, SetAside
from vigie.archive.tables import StoredTable
from vigie.desk.handed import Handed, Loaded
from vigie.desk.laying import lay
from vigie.errors import FileEmptyError, ManifestError
from vigie.ledger.tables import lay_listings
from vigie.privacy import RULE
from vigie.privacy.cells import without_people
from vigie.privacy.memory import Memory
from vigie.sources import source
from vigie.sources.documents import Attachment, paged
from vigie.sources.file import open_published, read_published, unpack
from vigie.sources.intake import TakenIn, take_in, take_in_pages
from vigie.sources.json_lines import JsonLines, holds_lines
from vigie.sources.layout import Record
from vigie.sources.manifest import Promise
from vigie.sources.nested import check_document_size
from vigie.sources.pages import Pages
from vigie.sources.streamed import tables_of, take_in_lines, take_in_streamed
from vigie.sources.zip_file import Member
from vigie.sources.zip_gate import gate

if TYPE_CHECKING:
    from vigie.desk.loading import Loading


class Batch:
    """The files of one load: each read and its bytes stored, none yet in the journal."""

    def __init__(self, loading: "Loading", held: list[Capture], source_name: str) -> None:
        self.loading = loading
        self.held = held
        self.declared = source(source_name)
        self.memory = Memory()
        self.stored: list[str] = []
        self.new: list[tuple[Capture, list[SetAside]]] = []
        self.loaded: list[Loaded] = []

    def take(self, db: duckdb.DuckDBPyConnection, handed: Handed, progress: Callable[[int, int], None]) -> None:
        """Read one file into what arrives, unless it is held."""
        if self.declared.paged:
            self._take_pages(db, handed, progress)
            return
        if handed.is_zip:
            self._take_zip(db, handed, progress)
            return
        if holds_lines(handed.path.name):
            self._take_lines(db, handed, progress)
            return
        where, promise = handed.path.name, handed.promise
        published = read_published(handed.path)
        content = unpack(published, where=where)
        digest = sha256(published)
        _check_promise(promise, where, size=(len(content),), hashes=(digest, lambda: sha256(content)))
        if handed.attachment is not None:
            self._take_document(db, handed, handed.attachment, content, digest=digest, progress=progress)
            return
        if self._is_held(digest, handed):
            return
        taken = take_in(content, self.declared, where=where, memory=self.memory, progress=progress)
        if isinstance(taken.kept, StoredTable) or not self._is_held(sha256(taken.kept), handed):
            self._lay(db, taken, where=where, digest=digest, promise=promise)

    def _take_document(
        self,
        db: duckdb.DuckDBPyConnection,
        handed: Handed,
        attachment: Attachment,
        content: bytes,
        *,
        digest: str,
        progress: Callable[[int, int], None],
    ) -> None:
        """Read a document as a table of its pages; the same one may be attached to several records."""
        where = handed.path.name
        pages = paged(content, attachment, where=where)
        taken = take_in(pages.content, self.declared, where=where, memory=self.memory, progress=progress)
        taken.notes.update(pages.notes)
        taken.redacted = True  # what is kept is never the document itself
        kept = "" if isinstance(taken.kept, StoredTable) else sha256(taken.kept)
        # two documents can have one text; one can be attached to several records
        attached = any((one.published_sha256, one.sha256) == (digest, kept) for one in self._all())
        if not (attached and self._is_held(kept, handed)):
            self._lay(db, taken, where=where, digest=digest, promise=handed.promise)

    def _take_lines(self, db: duckdb.DuckDBPyConnection, handed: Handed, progress: Callable[[int, int], None]) -> None:
        """Read a file of JSON lines as a stream."""
        where, promise = handed.path.name, handed.promise
        with open_published(handed.path) as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            _check_promise(promise, where, size=(file.tell(),), hashes=(digest,))
        if self._is_held(digest, handed):
            return
        lines = JsonLines(handed.path, self.declared)
        taken = take_in_lines(lines, self.declared, memory=self.memory, progress=progress, folder=self.loading.scratch)
        self._lay(db, taken, where=where, digest=digest, promise=promise)

    def _take_zip(self, db: duckdb.DuckDBPyConnection, handed: Handed, progress: Callable[[int, int], None]) -> None:
        """Read the tables of a zip, those of one header as one; it is hashed, gated and unpacked through one open file."""
        where, promise = handed.path.name, handed.promise
        with open_published(handed.path) as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            _check_promise(promise, where, size=(file.tell(),), hashes=(digest,))
            contents = gate(file, where=where, endings=self.declared.endings)
            if self._is_held(digest, handed):
                return
            tables = tables_of(contents, self.declared)
            empty = []
            for members in tables:
                name = where if len(tables) == 1 else members[0].where
                try:
                    taken = self._taken(members, name, progress)
                except FileEmptyError as nothing:
                    empty.append(nothing)
                    continue
                self._lay(db, taken, where=name, digest=digest, promise=promise)
            # a table without rows beside others is what a download has where there is nothing
            if len(empty) == len(tables):
                raise empty[0]

    def _take_pages(self, db: duckdb.DuckDBPyConnection, handed: Handed, progress: Callable[[int, int], None]) -> None:
        """Read one page of a list, or an archive of them as one table."""
        where, promise = handed.path.name, handed.promise
        with open_published(handed.path) as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            _check_promise(promise, where, size=(file.tell(),), hashes=(digest,))
            if self._is_held(digest, handed):
                return
            pages = Pages(file, where=where, endings=self.declared.endings, progress=progress)
            taken = take_in_pages(pages, self.declared, where=where, memory=self.memory)
        if isinstance(taken.kept, StoredTable) or not self._is_held(sha256(taken.kept), handed):
            self._lay(db, taken, where=where, digest=digest, promise=promise)

    def _taken(self, members: list[Member], where: str, progress: Callable[[int, int], None]) -> TakenIn:
        """The members of a zip that make one table, streamed; a document is read at once."""
        if members[0].is_table:
            return take_in_streamed(
                members, self.declared, where=where, memory=self.memory, progress=progress, folder=self.loading.scratch
            )
        (member,) = members
        check_document_size(member.size, where)
        content = b"".join(member.stream())
        return take_in(content, self.declared, where=where, memory=self.memory, progress=progress)

    def _lay(self, db: duckdb.DuckDBPyConnection, taken: TakenIn, *, where: str, digest: str, promise: Promise) -> None:
        capturing = promise.capturing
        if promise.rows is not None and promise.rows != taken.source_rows:
            raise ManifestError(where=where, reason="rows", found=taken.source_rows, expected=promise.rows)
        number = 1 + max((one.number for one in self._all()), default=0)
        reading = lay(
            db, taken, self.declared, where=where, number=number, capturing=capturing, folder=self.loading.scratch
        )
        lay_listings(db, number, reading.listings, capturing.seen, capturing.moment)
        blob = self._store(taken)
        capture = Capture(
            number=number,
            source=self.declared.name,
            layout=taken.header.layout.name,
            file_name=_plain_name(where),
            published_sha256=digest,
            sha256=blob.sha256,
            stored_sha256=blob.stored_sha256,
            size=blob.size,
            seen=capturing.seen,
            moment=capturing.moment,
            publisher=capturing.publisher,
            capturer=capturing.capturer,
            reference=capturing.reference,
            redacted=taken.redacted,
            rule=RULE,
            source_rows=taken.source_rows,
            kept_rows=reading.records,
            set_aside_rows=len({one.row for one in reading.set_aside}),
            repeated_rows=reading.repeated,
            listings=reading.listings,
            notes=reading.notes,
            columns_left_out=taken.header.left_out,
            columns_unknown=taken.header.unknown,
        )
        newest = max((one for one in self.held if one.source == capture.source), key=_when, default=None)
        older = newest is not None and _when(capture) < _when(newest)
        self.new.append((capture, reading.set_aside))
        self.loaded.append(Loaded(capture, tuple(reading.set_aside), False, newest if older else None))

    def _store(self, taken: TakenIn) -> Blob:
        """Store what is kept of a file, remembering what was not there before."""
        content = taken.kept
        digest = content.sha256 if isinstance(content, StoredTable) else sha256(content)
        if not self.loading.blobs.holds(digest):
            self.stored.append(digest)
        return (
            self.loading.blobs.put_table(content)
            if isinstance(content, StoredTable)
            else self.loading.blobs.put(content)
        )

    def forget(self) -> None:
        """Take back what was stored of these files: none of them is in the journal."""
        for stored in self.stored:
            self.loading.blobs.remove(stored)

    def _all(self) -> list[Capture]:
        return [*self.held, *(capture for capture, _ in self.new)]

    def _is_held(self, digest: str, handed: Handed) -> bool:
        """Whether these bytes are held as seen at this moment; as seen ever, where the rows carry their own days or nobody said
        when: one download handed over twice is no second observation."""
        for one in reversed(self._all()):
            if digest in (one.published_sha256, one.sha256) and one.source == self.declared.name:
                listed = any(
                    layout.listing or layout.record.of_register or layout.record is Record.NOTICE
                    for layout in self.declared.layouts
                    if layout.name == one.layout
                )
                if not listed or not handed.dated or one.moment == handed.promise.capturing.moment:
                    new = {capture.number: aside for capture, aside in self.new}
                    aside = tuple(new.get(one.number) or self.loading.journal.set_aside(one.number))
                    self.loaded.append(Loaded(one, aside, True, None))
                    return True
        return False


def _plain_name(where: str) -> str:
    """The name of a file without people; its ending is no surname."""
    steps = (Path(step) for step in where.encode(errors="backslashreplace").decode().split("/"))
    return "/".join(without_people(step.stem) + step.suffix for step in steps)


def _check_promise(
    promise: Promise, where: str, *, size: tuple[int, ...], hashes: tuple[str | Callable[[], str], ...]
) -> None:
    """Hold a file against what its manifest promises of it: its size, and its hash as handed over or unpacked."""
    if promise.size is not None and promise.size not in size:
        raise ManifestError(where=where, reason="size", found=size[-1], expected=promise.size)
    if promise.sha256 is None:
        return
    found = ""
    for one in hashes:
        found = one if isinstance(one, str) else one()
        if found == promise.sha256:
            return
    raise ManifestError(where=where, reason="hash", found=found, expected=promise.sha256)


def _when(capture: Capture) -> tuple[date, datetime]:
    return capture.seen, capture.moment
