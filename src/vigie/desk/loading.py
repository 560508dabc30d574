"""From a file to the ledger: taken in, committed to the archive, posted; whole or not at all."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb

from vigie.archive.blobs import Blobs, sha256
from vigie.archive.journal import Capture, Journal, SetAside
from vigie.errors import DeskDamagedError, StorageError
from vigie.groups.names import normal_form
from vigie.ledger.generations import CaptureHeld, Generation, Generations, Segment
from vigie.ledger.tables import append, merge, open_tables
from vigie.privacy import INDIVIDUAL, RULE
from vigie.privacy.cells import without_people
from vigie.sources import source
from vigie.sources.file import read_published, unpack
from vigie.sources.intake import take_in
from vigie.sources.usaspending import read
from vigie.topics.lexicon import hits, lexicon_version
from vigie.topics.wording import read_wording

# Called with a stage ("reading", "posting"), what is done and what there is to do
Progress = Callable[[str, int, int], None]

# Segments of one table beyond which they are merged into one
_MANY = 8
# The version of every rule the tables rest on; another one on the disk means they are made again from the archive
_TABLES = "3"


def made_with() -> dict[str, str]:
    """The rules today's tables are made with."""
    return {"tables": _TABLES, "lexicon": lexicon_version(), "privacy": str(RULE)}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one file: its capture, the rows set aside, and whether it was held already."""

    capture: Capture
    set_aside: tuple[SetAside, ...]
    already_held: bool


class Loading:
    """The writing side of a desk; used while its lock is held."""

    def __init__(self, folder: Path, progress: Progress) -> None:
        self.blobs = Blobs(folder / "archive" / "blobs")
        self.journal = Journal(folder / "archive" / "journal.sqlite")
        self.generations = Generations(folder / "ledger")
        self.progress = progress
        self._scratch = folder / "scratch"

    def load(self, path: Path, *, source_name: str, seen: date) -> Loaded:
        """Take one file in: gate, read, archive, journal, ledger, in this order.

        ``seen`` is the day the source was seen to say this, where the rows do not say it themselves. A file
        already held changes nothing. Raises the errors of the gate; then nothing of the file was stored.
        """
        published = read_published(path)
        captures = self.journal.captures()
        digest = sha256(published)
        held = next((one for one in captures if digest in (one.published_sha256, one.sha256)), None)
        if held is not None:
            return Loaded(held, tuple(self.journal.set_aside(held.number)), already_held=True)
        declared = source(source_name)
        content = unpack(published, where=path.name)
        taken = take_in(content, declared, where=path.name, progress=lambda n, of: self.progress("reading", n, of))
        kept_digest = sha256(taken.kept)
        held = next((one for one in captures if one.sha256 == kept_digest), None)
        if held is not None:
            return Loaded(held, tuple(self.journal.set_aside(held.number)), already_held=True)
        with self._connection() as db:
            reading = read(db, taken, declared, seen=seen, folder=self._scratch)
            # the postings are made before anything is committed: a file that cannot be posted is not taken in
            number = 1 + max((one.number for one in captures), default=0)
            draft = self._draft(db, self._current(), number)
            blob = self.blobs.put(taken.kept)
            capture = Capture(
                number=number,
                source=source_name,
                layout=taken.header.layout.name,
                file_name=without_people(path.name.encode(errors="backslashreplace").decode()),
                published_sha256=digest,
                sha256=blob.sha256,
                stored_sha256=blob.stored_sha256,
                size=blob.size,
                seen=seen,
                redacted=taken.redacted,
                rule=RULE,
                source_rows=taken.source_rows,
                kept_rows=reading.actions,
                set_aside_rows=len({one.row for one in reading.set_aside}),
                repeated_rows=reading.repeated,
                notes=reading.notes,
                columns_left_out=taken.header.left_out,
                columns_unknown=taken.header.unknown,
            )
            self.journal.append(capture, reading.set_aside)
            self._publish(draft, capture)
        return Loaded(capture, tuple(reading.set_aside), already_held=False)

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
        for capture in self.journal.captures():
            if capture.number not in held:
                generation = self._post_from_archive(generation, capture)
        if generation.number == 0:
            self.generations.publish(replace(generation, number=self.generations.next_number()))

    def rebuild(self) -> Generation:
        """Make the ledger again from nothing but the archive."""
        generation = self._empty()
        for capture in self.journal.captures():
            generation = self._post_from_archive(generation, capture)
        return generation

    def _empty(self) -> Generation:
        return Generation(0, made_with(), (), ())

    def _current(self) -> Generation:
        generation = self.generations.newest()
        return self._empty() if generation is None or generation.made_with != made_with() else generation

    def _post_from_archive(self, generation: Generation, capture: Capture) -> Generation:
        declared = source(capture.source)
        content = self.blobs.get(capture.sha256)
        taken = take_in(
            content, declared, where=capture.file_name, progress=lambda n, of: self.progress("reading", n, of)
        )
        with self._connection() as db:
            read(db, taken, declared, seen=capture.seen, folder=self._scratch)
            return self._post(db, generation, capture)

    def _post(self, db: duckdb.DuckDBPyConnection, generation: Generation, capture: Capture) -> Generation:
        """Add the rows in ``actions_read`` to the ledger as a new generation."""
        return self._publish(self._draft(db, generation, capture.number), capture)

    def _draft(self, db: duckdb.DuckDBPyConnection, generation: Generation, capture: int) -> Generation:
        """A generation with the rows in ``actions_read`` posted, its segments written, nobody told of it yet."""
        number = self.generations.next_number()
        open_tables(db, self.generations, generation)
        self.progress("posting", 0, 3)
        _describe(db)
        self.progress("posting", 1, 3)
        db.execute(_SIGHTINGS, {"capture": capture})
        segments = [*generation.segments, *append(db, self.generations, number=number)]
        self.progress("posting", 2, 3)
        segments = self._merged(db, generation, segments, number)
        return replace(generation, number=number, made_with=made_with(), segments=tuple(segments))

    def _publish(self, draft: Generation, capture: Capture) -> Generation:
        """Make a draft the newest generation, with the capture it posted."""
        held = CaptureHeld(capture.number, capture.sha256, capture.source)
        posted = replace(draft, captures=(*draft.captures, held))
        self.generations.publish(posted)
        self.generations.sweep()
        self.progress("posting", 3, 3)
        return posted

    def _merged(
        self, db: duckdb.DuckDBPyConnection, generation: Generation, segments: list[Segment], number: int
    ) -> list[Segment]:
        for table in sorted({segment.table for segment in segments}):
            if sum(segment.table == table for segment in segments) > _MANY:
                open_tables(db, self.generations, replace(generation, segments=tuple(segments)))
                merged = merge(db, self.generations, table=table, number=number)
                segments = [segment for segment in segments if segment.table != table] + [merged]
        return segments

    def _connection(self) -> "_Scratch":
        return _Scratch(self._scratch)


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
            config={"temp_directory": str(self.folder / "spill"), "preserve_insertion_order": "true"}
        )
        return self.db

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        self.db.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        if isinstance(error, duckdb.IOException | duckdb.OutOfMemoryException):
            raise StorageError(where=str(self.folder), reason=str(error).split("\n")[0]) from error
        if isinstance(error, OSError) and not isinstance(error, StorageError):
            raise StorageError(where=str(self.folder), reason=error.strerror or str(error)) from error


# One row of sighting_new is one row of the capture, with the supplier's normal form and what its words say
_SIGHTINGS = """
create or replace temp table sighting_new as
select
    cast($capture as integer) as capture, row, agency || '_' || piid as contract, agency, piid, modification, action_date,
    supplier, supplier_name.key as supplier_key, obligated, framework, description, product_service, naics,
    topics, topic_words, closed_out, continues, term, first_seen, last_seen
from actions_read
left join supplier_name on supplier_name.name = supplier
join wording on wording.description_ is not distinct from description
    and wording.product_service_ is not distinct from product_service and wording.naics_ is not distinct from naics
"""


def _describe(db: duckdb.DuckDBPyConnection) -> None:
    """Make the tables ``supplier_name`` and ``wording``: the normal form of each name, what each distinct text says."""
    names = [
        name
        for (name,) in db.execute("select distinct supplier from actions_read where supplier is not null").fetchall()
    ]
    db.execute(
        "create or replace temp table supplier_name as select unnest($names) as name, unnest($keys) as key",
        {"names": names, "keys": [INDIVIDUAL if name == INDIVIDUAL else normal_form(name) for name in names]},
    )
    texts = db.execute("select distinct description, product_service, naics from actions_read").fetchall()
    found = [hits(text[0] or "", (text[1], text[2])) for text in texts]
    said = [read_wording(text[0] or "") for text in texts]
    db.execute(
        """create or replace temp table wording as select
            unnest(cast($descriptions as varchar[])) as description_, unnest(cast($product_services as varchar[])) as product_service_,
            unnest(cast($naics as varchar[])) as naics_, unnest(cast($topics as varchar[][])) as topics,
            unnest(cast($words as varchar[][])) as topic_words, unnest(cast($closed_out as boolean[])) as closed_out,
            unnest(cast($continues as boolean[])) as continues, unnest(cast($terms as varchar[])) as term""",
        {
            "descriptions": [text[0] for text in texts],
            "product_services": [text[1] for text in texts],
            "naics": [text[2] for text in texts],
            "topics": [[hit.topic for hit in one] for one in found],
            "words": [[hit.words for hit in one] for one in found],
            "closed_out": [one.closed_out for one in said],
            "continues": [one.continues for one in said],
            "terms": [one.term for one in said],
        },
    )
