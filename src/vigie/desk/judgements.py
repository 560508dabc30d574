"""The store of judgements, private.db: what people decided, by whom, when and why; only ever added to."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from vigie.archive.durable import move_whole
from vigie.desk.judgement_words import check_words
from vigie.errors import (
    DeskFormatError,
    JudgementsDamagedError,
    JudgementUndoneError,
    StorageError,
    UnknownJudgementError,
)
from vigie.records.judgement import Judgement, Undoing, Verdict

# The format of the file, in its user_version
_FORMAT = 1
# What SQLite answers where the file is at fault, and not the disk
_DAMAGES = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
_SCHEMA = f"""
create table judgement (
    number integer primary key,
    left_id text not null,
    right_id text,
    verdict text not null,
    by text not null,
    why text not null,
    moment text not null
) strict;
create table undoing (
    judgement integer primary key references judgement (number),
    by text not null,
    why text not null,
    moment text not null
) strict;
pragma user_version = {_FORMAT};
"""
_ALL = """
select number, left_id, right_id, verdict, judgement.by, judgement.why, judgement.moment, undoing.by, undoing.why, undoing.moment
from judgement left join undoing on judgement = number order by judgement.moment, number
"""


class Judgements:
    """The file of judgements. Whoever writes holds the desk; each call is one transaction, whole or not there."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def all(self, *, known: date | None = None) -> list[Judgement]:
        """Every judgement made by a day (UTC; None: by now), as it stood then, also those undone, in the order of their moments.

        Raises JudgementsDamagedError when one cannot be read.
        """
        return [_as_known(one, known) for one in self._all() if known is None or one.moment.date() <= known]

    def _all(self) -> list[Judgement]:
        if not self.path.exists():
            return []
        with self._opened() as db:
            try:
                return list(_read(db))
            except (ValueError, TypeError) as damage:
                raise self._damaged(str(damage)) from damage

    def standing(self, *, known: date | None) -> list[Judgement]:
        """The judgements that count, as known by a day: of several about the same, the last one not undone."""
        return list({one.about: one for one in self.all(known=known) if one.undone is None}.values())

    def add(self, left: str, right: str | None, verdict: Verdict, *, by: str, why: str, moment: datetime) -> Judgement:
        """Record one judgement; ``right`` None: it is about a name alone.

        Raises JudgementIncompleteError and JudgementPersonError for words that cannot be kept.
        """
        left, right = (left, None) if right is None else sorted((left, right))
        made = Judgement(0, left, right, verdict, by.strip(), why.strip(), moment.astimezone(UTC), None)
        check_words(made.by, made.why, about=made.about)
        with self._writing() as db:
            return replace(made, number=_insert(db, made))

    def undo(self, number: int, *, by: str, why: str, moment: datetime) -> Judgement:
        """Take one judgement back, and return it so; what it said stays on record.

        Raises UnknownJudgementError, JudgementUndoneError for a second undoing, and the errors of ``add``.
        """
        found = next((one for one in self.all() if one.number == number), None)
        if found is None:
            raise UnknownJudgementError(found=number)
        if found.undone is not None:
            raise JudgementUndoneError(found=number, by=found.undone.by, moment=f"{found.undone.moment:%Y-%m-%d %H:%M}")
        undoing = Undoing(by.strip(), why.strip(), moment.astimezone(UTC))
        check_words(undoing.by, undoing.why, about=found.about)
        with self._writing() as db:
            _undo(db, number, undoing)
        return replace(found, undone=undoing)

    def take(self, judgements: Iterable[Judgement]) -> int:
        """Add judgements made elsewhere, all or none, and return how many were new or newly undone.

        One with the same ids, verdict, words and moment is held already, whatever its number; where ours is not undone and
        theirs is, ours is undone too.
        """
        arriving = list(judgements)
        held = {replace(one, number=0, undone=None): one for one in self.all()}
        new = 0
        with self._writing() as db:
            for one in arriving:
                bare = replace(one, number=0, undone=None)
                ours = held.get(bare)
                if ours is None:
                    ours = replace(bare, number=_insert(db, bare))
                    new += one.undone is None
                if one.undone is not None and ours.undone is None:
                    _undo(db, ours.number, one.undone)
                    ours = replace(ours, undone=one.undone)
                    new += 1
                held[bare] = ours
        return new

    def check(self) -> None:
        """Raise JudgementsDamagedError when the file is not sound, or a judgement in it cannot be read."""
        if not self.path.exists():
            return
        with self._opened() as db:
            found = [str(row[0]) for row in db.execute("pragma integrity_check").fetchall()]
            if found != ["ok"]:
                raise self._damaged(found[0])
        self.all()

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            # to be read after a kill the file must be opened for writing; where the disk forbids it, SQLite reads only
            with closing(sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=rw", uri=True)) as db:
                (found,) = db.execute("pragma user_version").fetchone()
                if found > _FORMAT:
                    raise DeskFormatError(where=str(self.path), found=found, expected=_FORMAT)
                if found < _FORMAT:
                    raise self._damaged(f"user_version {found}")
                yield db
        except sqlite3.DatabaseError as damage:
            if damage.sqlite_errorcode & 0xFF in _DAMAGES:
                raise self._damaged(str(damage)) from damage
            raise StorageError(where=str(self.path), reason=str(damage)) from damage

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        if not self.path.exists():
            self._create()
        with self._opened() as db:
            db.execute("pragma synchronous = full")
            with db:
                yield db

    def _create(self) -> None:
        """Make the file with its tables, so that its name appears only once it is whole."""
        unfinished = self.path.with_name(".private.db.part")
        unfinished.unlink(missing_ok=True)
        try:
            with closing(sqlite3.connect(unfinished)) as db:
                db.executescript(_SCHEMA)
        except sqlite3.DatabaseError as refusal:
            raise StorageError(where=str(self.path), reason=str(refusal)) from refusal
        move_whole(unfinished, self.path)

    def _damaged(self, found: str) -> JudgementsDamagedError:
        return JudgementsDamagedError(where=str(self.path), found=found)


def _as_known(one: Judgement, known: date | None) -> Judgement:
    undone_later = known is not None and one.undone is not None and one.undone.moment.date() > known
    return replace(one, undone=None) if undone_later else one


def _read(db: sqlite3.Connection) -> Iterator[Judgement]:
    for number, left, right, verdict, by, why, moment, *undone in db.execute(_ALL).fetchall():
        yield Judgement(
            number=number,
            left=left,
            right=right,
            verdict=Verdict(verdict),
            by=by,
            why=why,
            moment=datetime.fromisoformat(moment),
            undone=_undoing(*undone),
        )


def _undoing(by: Any, why: Any, moment: Any) -> Undoing | None:
    return None if moment is None else Undoing(by, why, datetime.fromisoformat(moment))


def _insert(db: sqlite3.Connection, one: Judgement) -> int:
    values = (one.left, one.right, one.verdict.value, one.by, one.why, one.moment.isoformat())
    added = db.execute(
        "insert into judgement (left_id, right_id, verdict, by, why, moment) values (?, ?, ?, ?, ?, ?)", values
    )
    return added.lastrowid or 0


def _undo(db: sqlite3.Connection, number: int, undoing: Undoing) -> None:
    db.execute(
        "insert into undoing (judgement, by, why, moment) values (?, ?, ?, ?)",
        (number, undoing.by, undoing.why, undoing.moment.isoformat()),
    )
