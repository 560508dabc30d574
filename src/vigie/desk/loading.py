"""From files to the ledger: taken in, committed to the archive, posted; all of them whole or none at all."""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from vigie.archive.blobs import Blob, Blobs, sha256
from vigie.archive.capture import Capture, Capturing, SetAside, is_future, on_day
from vigie.archive.journal import Journal
from vigie.archive.tables import StoredTable
from vigie.desk.describing import describe, held_texts, know_normal_forms, lay_spellings, name_suppliers
from vigie.desk.pairing import pair_organizations
from vigie.errors import (
    CaptureConflictError,
    CaptureInFutureError,
    DeskDamagedError,
    FileEmptyError,
    ManifestError,
    MemoryTooSmallError,
    StorageError,
    VigieError,
)
from vigie.groups.weights import matching_version
from vigie.ledger.generations import CaptureHeld, Generation, Generations, Segment
from vigie.ledger.posting import begin, merge, post, settle
from vigie.ledger.tables import hold_captures, lay_listings, open_tables
from vigie.privacy import RULE
from vigie.privacy.cells import without_people
from vigie.privacy.memory import Memory
from vigie.sources import source
from vigie.sources.file import check_readable, open_published, read_published, unpack
from vigie.sources.intake import TakenIn, take_in
from vigie.sources.layout import Record, Source
from vigie.sources.manifest import Promise, read_manifest
from vigie.sources.readers import READERS
from vigie.sources.reading import Reading
from vigie.sources.streamed import tables_of, take_in_again, take_in_streamed
from vigie.sources.zip_gate import gate
from vigie.topics.lexicon import lexicon_version

# Called with a stage ("reading", "posting"), what is done and what there is to do
Progress = Callable[[str, int, int], None]

# Segments of one table beyond which they are merged into one
_MANY = 8
# The version of every rule the tables rest on; another one on the disk means they are made again from the archive
_TABLES = "7"
_POSTING_STEPS = 4
# What the posting may hold in memory; beyond it, it goes through the scratch folder
_MEMORY = "1300MB"


def made_with() -> dict[str, str]:
    """The rules today's tables are made with."""
    return {"tables": _TABLES, "lexicon": lexicon_version(), "privacy": str(RULE), "matching": matching_version()}


@dataclass(frozen=True, slots=True)
class Handed:
    """A file handed over to be taken in, and what is known of how it was come by.

    ``dated``: somebody said when it was seen; else the day it is handed over stands for it.
    """

    path: Path
    promise: Promise
    dated: bool = True


def handed_over(paths: Sequence[Path], manifest: Path | None, *, seen: date, dated: bool = True) -> list[Handed]:
    """Files with what their manifest promises of each, or all seen on one day where there is no manifest; not ``dated`` where
    nobody gave that day.

    Raises FileMissingError, FileIsFolderError or FileEmptyError before anything is done, and ManifestError for a file the
    manifest does not name.
    """
    for path in paths:
        check_readable(path)
    if manifest is None:
        return [Handed(path, Promise(on_day(seen)), dated) for path in paths]
    promises = read_manifest(manifest)
    for path in paths:
        if path.name not in promises:
            raise ManifestError(where=path.name, reason="not_named", found="", expected=manifest.name)
    return [Handed(path, promises[path.name]) for path in paths]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one file: its capture, the rows set aside, whether it was held already, and the newest capture of
    the source held before where this one is older; None where it is not."""

    capture: Capture
    set_aside: tuple[SetAside, ...]
    already_held: bool
    newer: Capture | None


class Loading:
    """The writing side of a desk; used while its lock is held."""

    def __init__(self, folder: Path, progress: Progress) -> None:
        self.blobs = Blobs(folder / "archive" / "blobs")
        self.journal = Journal(folder / "archive" / "journal.sqlite")
        self.generations = Generations(folder / "ledger")
        self.progress = progress
        self.scratch = folder / "scratch"

    def load(self, handed: Sequence[Handed], *, source_name: str, now: datetime) -> list[Loaded]:
        """Take files in: gate, read, archive, journal, ledger, in this order; one that fails stops them all.

        A file already held as seen at that moment changes nothing. Raises the errors of the gate, CaptureInFutureError for a
        moment after ``now`` and CaptureConflictError when two captures of one moment contradict each other; then nothing
        was stored.
        """
        for one in handed:
            if is_future(one.promise.capturing, now):
                moment = one.promise.capturing.moment.astimezone(UTC).replace(tzinfo=None)
                raise CaptureInFutureError(where=one.path.name, moment=moment.isoformat(" ", "seconds"))
        held = self.journal.captures()
        batch = _Batch(self, held, source_name)
        with self._connection() as db:
            begin(db)
            know_normal_forms(db)
            open_tables(db, self.generations, self._current())
            if not all(map(_is_zip, handed)):  # small files repeat each other; what a zip holds is rather read again
                batch.memory.know(**held_texts(db))
            try:
                for place, one in enumerate(handed):
                    batch.take(db, one, self._reading(place, len(handed)))
                draft = self._draft(db, self._current(), [capture for capture, _ in batch.new]) if batch.new else None
            except BaseException:
                batch.forget()
                raise
            if draft is not None:
                self._commit(batch)
                self._publish(draft)
        return batch.loaded

    def _commit(self, batch: "_Batch") -> None:
        """Write the captures of a batch into the journal; where it refuses them, their bytes are taken back."""
        try:
            self.journal.append(batch.new)
        except BaseException:
            # the journal may hold them and fail afterwards; a journal that cannot be read may hold them too
            with suppress(VigieError, OSError):
                if not {one.number for one in self.journal.captures()} & {one.number for one, _ in batch.new}:
                    batch.forget()
            raise

    def _reading(self, place: int, files: int) -> Callable[[int, int], None]:
        """Progress through one of several files, told as a part of all of them."""
        return lambda done, total: self.progress("reading", int(1000 * (place + done / max(total, 1))), 1000 * files)

    def behind(self) -> bool:
        """Whether the ledger lacks a capture of the journal, or was made with other rules.

        Raises DeskDamagedError when it holds a capture the journal does not know.
        """
        generation = self.generations.newest()
        if generation is None or generation.made_with != made_with():
            return True
        journal, ledger = ({one.number for one in held} for held in (self.journal.captures(), generation.captures))
        if ledger - journal:
            raise DeskDamagedError(blob=self.journal.path.name, path=str(self.journal.path))
        return journal != ledger

    def catch_up(self) -> None:
        """Post every capture of the journal the ledger lacks; all of them when it was made with other rules."""
        generation = self._current()
        held = {one.number for one in generation.captures}
        missing = [capture for capture in self.journal.captures() if capture.number not in held]
        if missing:
            self._post_from_archive(generation, missing)
        elif generation.number == 0:
            self.generations.publish(replace(generation, number=self.generations.next_number()))

    def rebuild(self) -> Generation:
        """Make the ledger again from nothing but the archive."""
        return self._post_from_archive(self._empty(), self.journal.captures())

    def _empty(self) -> Generation:
        return Generation(0, made_with(), (), ())

    def _current(self) -> Generation:
        generation = self.generations.newest()
        return self._empty() if generation is None or generation.made_with != made_with() else generation

    def _post_from_archive(self, generation: Generation, captures: list[Capture]) -> Generation:
        memory = Memory()
        with self._connection() as db:
            begin(db)
            know_normal_forms(db)
            open_tables(db, self.generations, generation)
            for place, capture in enumerate(captures):
                taken = self._kept(capture, memory, self._reading(place, len(captures)))
                reading = self.lay(
                    db,
                    taken,
                    source(capture.source),
                    where=capture.file_name,
                    number=capture.number,
                    capturing=Capturing(capture.seen, capture.moment),
                )
                # what whoever captured it knew of it stands in the journal alone
                lay_listings(db, capture.number, capture.listings or reading.listings, capture.seen, capture.moment)
            return self._publish(self._draft(db, generation, captures))

    def _kept(self, capture: Capture, memory: Memory, progress: Callable[[int, int], None]) -> TakenIn:
        """A file of the archive, taken in again."""
        aside = [one for one in self.journal.set_aside(capture.number) if one.column is None]
        if self.blobs.holds_table(capture.sha256):
            if self.blobs.stored_hash(capture.sha256) != capture.stored_sha256:
                raise DeskDamagedError(blob=capture.sha256, path=str(self.blobs.table_path(capture.sha256)))
            table = StoredTable(self.blobs.table_path(capture.sha256), capture.sha256, capture.size)
            return take_in_again(table, source(capture.source), layout=capture.layout, aside=aside)
        return take_in(
            self.blobs.get(capture.sha256),
            source(capture.source),
            where=capture.file_name,
            memory=memory,
            progress=progress,
            aside=frozenset(one.row for one in aside),
        )

    def lay(
        self,
        db: duckdb.DuckDBPyConnection,
        taken: TakenIn,
        declared: Source,
        *,
        where: str,
        number: int,
        capturing: Capturing,
    ) -> Reading:
        """Lay the rows of a file that was taken in among those that arrive, as those of the capture with this number."""
        record = taken.header.layout.record
        reading = READERS[declared.name][record](
            db, taken, declared, where=where, capturing=capturing, folder=self.scratch
        )
        moment = capturing.moment.astimezone(UTC).replace(tzinfo=None)
        values: dict[str, object] = {"capture": number}
        if record is not Record.ACTION:
            values |= {"seen": capturing.seen, "moment": moment}
        elif any(column.field == "last_seen" for column in taken.columns):
            db.execute(_ARRIVE_ON_DAYS, values | {"absent": ",".join(reading.absent)})
            return reading
        else:
            values |= {"moment": moment, "absent": ",".join(reading.absent)}
        for arriving in _ARRIVE[record]:
            db.execute(arriving, values)
        return reading

    def _draft(self, db: duckdb.DuckDBPyConnection, generation: Generation, captures: Iterable[Capture]) -> Generation:
        """A generation with what has arrived posted, its segments written, nobody told of it yet."""
        number = self.generations.next_number()
        new = {one.number: one for one in captures}
        held = (*generation.captures, *(CaptureHeld(one.number, one.sha256, one.source) for one in new.values()))
        hold_captures(db, held)
        self.progress("posting", 0, _POSTING_STEPS)
        name_suppliers(db)
        lay_spellings(db)
        contradiction = settle(db)
        if contradiction is not None:
            files = [new[one].file_name if one in new else f"#{one}" for one in contradiction.captures]
            raise CaptureConflictError(
                files=", ".join(files), piid=contradiction.piid, modification=contradiction.modification
            )
        self.progress("posting", 1, _POSTING_STEPS)
        describe(db)
        self.progress("posting", 2, _POSTING_STEPS)
        segments = [*generation.segments, *post(db, self.generations, number=number)]
        segments = self._merged(db, generation, segments, number)
        self.progress("posting", 3, _POSTING_STEPS)
        draft = Generation(number, made_with(), held, tuple(segments))
        paired = pair_organizations(
            db,
            self.generations,
            before=generation,
            after=draft,
            progress=lambda done, total: self.progress("matching", done, total),
        )
        return replace(draft, segments=paired)

    def _publish(self, draft: Generation) -> Generation:
        """Make a draft the newest generation."""
        self.generations.publish(draft)
        self.generations.sweep()
        self.progress("posting", _POSTING_STEPS, _POSTING_STEPS)
        return draft

    def _merged(
        self, db: duckdb.DuckDBPyConnection, generation: Generation, segments: list[Segment], number: int
    ) -> list[Segment]:
        for table in sorted({segment.table for segment in segments}):
            if sum(segment.table == table for segment in segments) > _MANY:
                open_tables(db, self.generations, replace(generation, segments=tuple(segments)))
                merged = merge(db, self.generations, table=table, number=number)
                segments = [segment for segment in segments if segment.table != table]
                segments += [merged] if merged else []
        return segments

    def _connection(self) -> "_Scratch":
        return _Scratch(self.scratch)


class _Batch:
    """The files of one load: each read and its bytes stored, none yet in the journal."""

    def __init__(self, loading: Loading, held: list[Capture], source_name: str) -> None:
        self.loading = loading
        self.held = held
        self.declared = source(source_name)
        self.memory = Memory()
        self.stored: list[str] = []
        self.new: list[tuple[Capture, list[SetAside]]] = []
        self.loaded: list[Loaded] = []

    def take(self, db: duckdb.DuckDBPyConnection, handed: Handed, progress: Callable[[int, int], None]) -> None:
        """Read one file into what arrives, unless it is held."""
        if _is_zip(handed):
            self._take_zip(db, handed, progress)
            return
        where, promise = handed.path.name, handed.promise
        published = read_published(handed.path)
        content = unpack(published, where=where)
        digest = sha256(published)
        _check_promise(promise, where, size=(len(content),), hashes=(digest, lambda: sha256(content)))
        if self._is_held(digest, handed):
            return
        taken = take_in(content, self.declared, where=where, memory=self.memory, progress=progress)
        if isinstance(taken.kept, StoredTable) or not self._is_held(sha256(taken.kept), handed):
            self._lay(db, taken, where=where, digest=digest, promise=promise)

    def _take_zip(self, db: duckdb.DuckDBPyConnection, handed: Handed, progress: Callable[[int, int], None]) -> None:
        """Read the tables of a zip, those of one header as one; it is hashed, gated and unpacked through one open file."""
        where, promise = handed.path.name, handed.promise
        with open_published(handed.path) as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            _check_promise(promise, where, size=(file.tell(),), hashes=(digest,))
            contents = gate(file, where=where)
            if self._is_held(digest, handed):
                return
            tables = tables_of(contents, self.declared)
            empty = []
            for members in tables:
                name = where if len(tables) == 1 else members[0].where
                try:
                    taken = take_in_streamed(
                        members,
                        self.declared,
                        where=name,
                        memory=self.memory,
                        progress=progress,
                        folder=self.loading.scratch,
                    )
                except FileEmptyError as nothing:
                    empty.append(nothing)
                    continue
                self._lay(db, taken, where=name, digest=digest, promise=promise)
            if len(empty) == len(
                tables
            ):  # a table without rows beside others is what a download has where there is nothing
                raise empty[0]

    def _lay(self, db: duckdb.DuckDBPyConnection, taken: TakenIn, *, where: str, digest: str, promise: Promise) -> None:
        capturing = promise.capturing
        if promise.rows is not None and promise.rows != taken.source_rows:
            raise ManifestError(where=where, reason="rows", found=taken.source_rows, expected=promise.rows)
        number = 1 + max((one.number for one in self._all()), default=0)
        reading = self.loading.lay(db, taken, self.declared, where=where, number=number, capturing=capturing)
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
                listed = any(layout.listing for layout in self.declared.layouts if layout.name == one.layout)
                if not listed or not handed.dated or one.moment == handed.promise.capturing.moment:
                    new = {capture.number: aside for capture, aside in self.new}
                    aside = tuple(new.get(one.number) or self.loading.journal.set_aside(one.number))
                    self.loaded.append(Loaded(one, aside, True, None))
                    return True
        return False


def _is_zip(handed: Handed) -> bool:
    return handed.path.name.lower().endswith(".zip")


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


class _Scratch:
    """A database in memory and a folder for what does not fit it, both gone afterwards."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> duckdb.DuckDBPyConnection:
        shutil.rmtree(self.folder, ignore_errors=True)
        try:
            self.folder.mkdir(parents=True)
        except OSError as refusal:
            raise StorageError(where=str(self.folder), reason=refusal.strerror or str(refusal)) from refusal
        self.db = duckdb.connect(
            config={
                "temp_directory": str(self.folder / "spill"),
                "preserve_insertion_order": "true",
                "memory_limit": _MEMORY,
            }
        )
        return self.db

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self.db.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        if isinstance(error, duckdb.OutOfMemoryException):
            raise MemoryTooSmallError(where=str(self.folder), found=_MEMORY) from error
        if isinstance(error, duckdb.IOException):
            raise StorageError(where=str(self.folder), reason=str(error).split("\n")[0]) from error
        if isinstance(error, OSError) and not isinstance(error, StorageError):
            raise StorageError(where=str(self.folder), reason=error.strerror or str(error)) from error


# One row of arrival is one sighting: a row of a capture, at its moment
_SAID = "$capture as capture, cast($absent as varchar) as absent, * exclude (first_seen, last_seen, repeated)"
_SIGHTED = "$capture as capture, $seen as seen, cast($moment as timestamp) as moment"
_ORGANIZATIONS = f"""insert into organization_new by name
select {_SIGHTED}, normal_form(name) as key, normal_forms(other_names) as other_keys, * from organizations_read"""  # noqa: S608
_OWNERSHIPS = f"""insert into ownership_new by name
select {_SIGHTED}, normal_form(child) as child_key, normal_form(parent) as parent_key, * from ownerships_read"""  # noqa: S608
_ARRIVE = {
    Record.ACTION: (
        f"""insert into arrival by name
        select {_SAID}, last_seen as seen, cast($moment as timestamp) as moment, cast($moment as date) as last_seen
        from actions_read""",  # noqa: S608  only our own column lists
    ),
    Record.AWARD: (f"insert into award_new by name select {_SIGHTED}, * from awards_read",),  # noqa: S608
    Record.SUBAWARD: (f"insert into subaward_new by name select {_SIGHTED}, * from subawards_read",),  # noqa: S608
    Record.ORGANIZATION: (_ORGANIZATIONS,),
    Record.OWNERSHIP: (_OWNERSHIPS,),
    Record.STATEMENT: (_ORGANIZATIONS, _OWNERSHIPS),
}
# Where the rows carry days, a row was seen on the first and on the last of them, each at its end
_ARRIVE_ON_DAYS = f"""
insert into arrival by name
select * exclude (days), cast(seen as timestamp) + interval '23:59:59' as moment
from (
    select {_SAID}, last_seen, list_distinct([first_seen, last_seen]) as days, unnest(list_distinct([first_seen, last_seen])) as seen
    from actions_read
)
"""  # noqa: S608  only our own column lists
