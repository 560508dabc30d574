"""From files to the ledger: taken in, committed to the archive, posted; all of them whole or none at all."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from vigie.archive.blobs import Blobs
from vigie.archive.capture import Capture, Capturing, is_future
from vigie.archive.journal import Journal
from vigie.archive.tables import StoredTable
from vigie.desk.batch import Batch
from vigie.desk.describing import describe, held_texts, know_normal_forms, lay_spellings, name_suppliers
from vigie.desk.handed import Handed, Loaded
from vigie.desk.laying import lay
from vigie.desk.pairing import pair_organizations, remember_names
from vigie.desk.scratch import Scratch
from vigie.errors import (
    CaptureConflictError,
    CaptureInFutureError,
    DeskDamagedError,
    VigieError,
)
from vigie.groups.weights import matching_version
from vigie.ledger.generations import CaptureHeld, Generation, Generations, Segment
from vigie.ledger.parents import lay_parents
from vigie.ledger.posting import begin, merge, post, settle
from vigie.ledger.tables import hold_captures, lay_listings, open_tables
from vigie.privacy import RULE
from vigie.privacy.memory import Memory
from vigie.sources import source
from vigie.sources.intake import TakenIn, take_in
from vigie.sources.streamed import take_in_again
from vigie.topics.lexicon import lexicon_version

# Called with a stage ("reading", "posting"), what is done and what there is to do
Progress = Callable[[str, int, int], None]

# Segments of one table beyond which they are merged into one
_MANY = 8
# The version of every rule the tables rest on; another one on the disk means they are made again from the archive
_TABLES = "9"
_POSTING_STEPS = 4


def made_with() -> dict[str, str]:
    """The rules today's tables are made with."""
    return {"tables": _TABLES, "lexicon": lexicon_version(), "privacy": str(RULE), "matching": matching_version()}


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
        batch = Batch(self, held, source_name)
        with self._connection() as db:
            begin(db)
            know_normal_forms(db)
            open_tables(db, self.generations, self._current())
            if not all(
                one.is_zip for one in handed
            ):  # small files repeat each other; what a zip holds is rather read again
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

    def _commit(self, batch: Batch) -> None:
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
                reading = lay(
                    db,
                    taken,
                    source(capture.source),
                    where=capture.file_name,
                    number=capture.number,
                    capturing=Capturing(capture.seen, capture.moment),
                    folder=self.scratch,
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

    def _draft(self, db: duckdb.DuckDBPyConnection, generation: Generation, captures: Iterable[Capture]) -> Generation:
        """A generation with what has arrived posted, its segments written, nobody told of it yet."""
        number = self.generations.next_number()
        new = {one.number: one for one in captures}
        held = (*generation.captures, *(CaptureHeld(one.number, one.sha256, one.source) for one in new.values()))
        hold_captures(db, held)
        self.progress("posting", 0, _POSTING_STEPS)
        remember_names(db)
        name_suppliers(db)
        lay_parents(db)
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
            db, self.generations, draft, progress=lambda done, total: self.progress("matching", done, total)
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

    def _connection(self) -> Scratch:
        return Scratch(self.scratch)
