"""The journal of captures: what was taken in, when, from where, how complete; append-only, each entry sealed.

An entry carries the hash of itself and of the entry before it, so that a changed byte in any entry shows. The
file as a whole is sealed by its hash beside it while nobody writes; the seal is taken off before a transaction
and put back after it.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, fields
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from vigie.archive.capture import Capture, Doubt, Listing, SetAside, end_of
from vigie.archive.durable import write_whole
from vigie.errors import DeskDamagedError, StorageError

_SCHEMA = """
create table if not exists capture (
    number integer primary key,
    entry text not null,
    seal text not null
) strict;
create table if not exists set_aside (
    capture integer not null references capture (number),
    row integer not null,
    column_name text,
    code text not null,
    found text not null
) strict;
"""


def _encode(capture: Capture) -> str:
    return json.dumps(asdict(capture), default=str, ensure_ascii=False, sort_keys=True)


def _decode(entry: str) -> Capture:
    values = json.loads(entry)
    values["seen"] = date.fromisoformat(values["seen"])
    # entries written before captures had a time and listings say neither
    values["moment"] = datetime.fromisoformat(values["moment"]) if "moment" in values else end_of(values["seen"])
    values["listings"] = tuple(_listing(found) for found in values.get("listings", ()))
    for name in ("publisher", "capturer", "reference"):
        values.setdefault(name, None)
    for name in ("columns_left_out", "columns_unknown"):
        values[name] = tuple(values[name])
    return Capture(**{field.name: values[field.name] for field in fields(Capture)})


def _listing(found: dict[str, Any]) -> Listing:
    days = {name: date.fromisoformat(found[name]) for name in ("since", "until")}
    last = Decimal(found["last_amount"]) if found["last_amount"] is not None else None
    doubts = tuple(Doubt(code) for code in found["doubts"])
    return Listing(**found | days | {"last_amount": last, "doubts": doubts})


def _seal(previous: str, entry: str, aside: list[SetAside]) -> str:
    rows = json.dumps(
        [asdict(row) for row in sorted(aside, key=lambda row: (row.row, row.code, row.column or ""))],
        ensure_ascii=False,
    )
    return hashlib.sha256(f"{previous}\n{entry}\n{rows}".encode()).hexdigest()


class Journal:
    """The journal file, opened for reading; one writer at a time appends through ``append``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seal_path = path.with_suffix(".sha256")

    def create(self) -> None:
        """Make an empty journal."""
        with self._writing() as db:
            db.executescript(_SCHEMA)

    def _read(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query, from one state of the file.

        While the file is sealed nobody writes and it is read as it lies, which leaves no file beside it; when the seal
        changes meanwhile, the reading is done again. An unsealed file is read through SQLite's own locks.
        """
        while True:
            seal = self._seal_held()
            mode = "mode=ro&immutable=1" if seal is not None else "mode=ro"
            try:
                with closing(sqlite3.connect(f"{self.path.absolute().as_uri()}?{mode}", uri=True)) as db:
                    rows = db.execute(query, values).fetchall()
            except sqlite3.DatabaseError as damage:
                if self._seal_held() == seal:
                    raise self._damaged() from damage
                continue
            if self._seal_held() == seal:
                return rows

    def _seal_held(self) -> bytes | None:
        try:
            return self.seal_path.read_bytes()
        except FileNotFoundError:
            return None

    def _damaged(self, place: str = "") -> DeskDamagedError:
        return DeskDamagedError(blob=self.path.name + place, path=str(self.path))

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        self.seal_path.unlink(missing_ok=True)
        try:
            with closing(sqlite3.connect(self.path, isolation_level=None)) as db:
                db.execute("pragma journal_mode = wal")
                db.execute("pragma synchronous = full")
                yield db
                db.execute("pragma wal_checkpoint(truncate)")
        except sqlite3.OperationalError as refusal:
            raise StorageError(where=str(self.path), reason=str(refusal)) from refusal
        except sqlite3.DatabaseError as damage:
            raise self._damaged() from damage
        self._put_seal()

    def _put_seal(self) -> None:
        write_whole(self.seal_path, self._hash())

    def _hash(self) -> bytes:
        return hashlib.sha256(self.path.read_bytes()).hexdigest().encode()

    def append(self, taken: Iterable[tuple[Capture, list[SetAside]]]) -> None:
        """Commit captures, each with its rows set aside, in the order given, in one transaction: all or none."""
        with self._writing() as db:
            last = db.execute("select seal from capture order by number desc limit 1").fetchone()
            previous = last[0] if last else ""
            db.execute("begin immediate")
            for capture, aside in taken:
                entry = _encode(capture)
                previous = _seal(previous, entry, aside)
                db.execute(
                    "insert into capture (number, entry, seal) values (?, ?, ?)", (capture.number, entry, previous)
                )
                db.executemany(
                    "insert into set_aside (capture, row, column_name, code, found) values (?, ?, ?, ?, ?)",
                    [(capture.number, row.row, row.column, row.code, row.found) for row in aside],
                )
            db.execute("commit")

    def captures(self) -> list[Capture]:
        """All captures, in the order in which they were taken in; DeskDamagedError when an entry cannot be read."""
        try:
            return [_decode(entry) for (entry,) in self._read("select entry from capture order by number")]
        except (ValueError, KeyError, TypeError, AttributeError) as damage:
            raise self._damaged() from damage

    def set_aside(self, number: int) -> list[SetAside]:
        """The rows of one capture that were set aside, in the order of the file."""
        query = "select row, column_name, code, found from set_aside where capture = ? order by row, code, column_name"
        return [SetAside(*row) for row in self._read(query, (number,))]

    def recover(self) -> None:
        """After an interrupted write: check every entry and seal the file again; nothing to do when it is sealed.

        Raises DeskDamagedError when an entry is not what was written.
        """
        if self.seal_path.exists():
            return
        if not self.path.exists():
            raise self._damaged()
        with self._writing() as db:
            db.executescript(_SCHEMA)
        self.check_entries()

    def check(self) -> None:
        """Raise DeskDamagedError when any byte of the journal differs from what was sealed."""
        seal = self._seal_held()
        if seal is not None and seal != self._hash():
            raise self._damaged()
        self.check_entries()

    def check_entries(self) -> None:
        """Raise DeskDamagedError when an entry does not carry the seal of itself and of those before it."""
        if self._read("pragma integrity_check") != [("ok",)]:
            raise self._damaged()
        previous = ""
        for number, entry, seal in self._read("select number, entry, seal from capture order by number"):
            if _seal(previous, entry, self.set_aside(number)) != seal:
                raise self._damaged(f", capture {number}")
            previous = seal
