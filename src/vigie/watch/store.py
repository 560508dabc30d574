"""The private store, watches.db: what is watched, where alerts go, what waits to be delivered. Its owner alone can read it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from vigie.errors import DeskFormatError, StorageError, UnknownWatchError, WatchesDamagedError
from vigie.watch.watches import Channel, ChannelKind, Criteria, Watch

# The format of the file, in its user_version
_FORMAT = 1
_DAMAGES = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
_SCHEMA = f"""
create table watch (
    id text primary key, name text, topic text, buyer text, of_group text, number text, program text, kind text, words text,
    made text not null, after integer not null
) strict;
create table channel (
    id integer primary key autoincrement, watch text not null references watch (id) on delete cascade, kind text not null,
    target text not null,
    secret text, shows_name integer not null, lang text not null, unique (watch, kind, target)
) strict;
-- one row: an event to be told by one channel, once; its message is that in which it goes out
create table outbox (
    number integer primary key, event text not null, channel integer not null references channel (id) on delete cascade,
    said text not null, state text not null default 'waiting', message text not null, tries integer not null default 0,
    due text not null, sent text, unique (event, channel)
) strict;
create index waiting on outbox (channel, state);
-- one row: the number of the last capture whose events are in the outbox
create table mark (capture integer not null) strict;
pragma user_version = {_FORMAT};
"""
_WATCH = "id, name, topic, buyer, of_group, number, program, kind, words, made, after"
_CHANNEL = "id, watch, kind, target, secret, shows_name, lang"


class Watches:
    """The private store of a desk. Nothing of it is in any export; each call that writes is one transaction."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def all(self) -> list[Watch]:
        """Every watch, in the order in which they were made."""
        if not self.path.exists():
            return []
        with self.opened() as db:
            return [_watch(row) for row in db.execute(f"select {_WATCH} from watch order by made, id").fetchall()]  # noqa: S608

    def named(self, id: str) -> Watch:
        """The watch of an id, or of the only one that begins so; UnknownWatchError where there is none."""
        found = [one for one in self.all() if id and one.id.startswith(id)]
        if len(found) != 1:
            raise UnknownWatchError(found=id)
        return found[0]

    def add(self, criteria: Criteria, *, name: str | None, after: int, now: datetime) -> Watch:
        """Keep a new watch under a random id."""
        made = Watch(token_hex(4), name, criteria, now.astimezone(UTC), after)
        asked = (criteria.topic, criteria.buyer, criteria.group, criteria.number, criteria.program, criteria.kind)
        with self.writing() as db:
            db.execute(
                f"insert into watch ({_WATCH}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608  only our own names
                (made.id, name, *asked, criteria.words, made.made.isoformat(), after),
            )
        return made

    def remove(self, watch: Watch) -> None:
        """Forget a watch, its channels and what waits for it; its bytes in the file are overwritten."""
        with self.writing() as db:
            db.execute("delete from watch where id = ?", (watch.id,))

    def channels(self, watch: str | None = None) -> list[Channel]:
        """The channels of a watch (None: of all), in the order in which they were added."""
        if not self.path.exists():
            return []
        with self.opened() as db:
            rows = db.execute(
                f"select {_CHANNEL} from channel where ? is null or watch = ? order by id",  # noqa: S608  only our own names
                (watch, watch),
            ).fetchall()
        return [_channel(row) for row in rows]

    def add_channel(
        self, watch: Watch, kind: ChannelKind, target: str, *, secret: str | None, shows_name: bool, lang: str
    ) -> Channel:
        """Keep a way by which the alerts of a watch go out; the same target again replaces its settings."""
        with self.writing() as db:
            (id,) = db.execute(
                """insert into channel (watch, kind, target, secret, shows_name, lang) values (?, ?, ?, ?, ?, ?)
                on conflict (watch, kind, target) do update set secret = excluded.secret, shows_name = excluded.shows_name,
                    lang = excluded.lang returning id""",
                (watch.id, kind.value, target, secret, int(shows_name), lang),
            ).fetchone()
        return Channel(id, watch.id, kind, target, secret, shows_name, lang)

    @contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        """The file, opened; raises WatchesDamagedError, DeskFormatError or StorageError."""
        try:
            with closing(sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=rw", uri=True)) as db:
                (found,) = db.execute("pragma user_version").fetchone()
                if found > _FORMAT:
                    raise DeskFormatError(where=str(self.path), found=found, expected=_FORMAT)
                if found < _FORMAT:
                    raise WatchesDamagedError(where=str(self.path), found=f"user_version {found}")
                db.execute("pragma foreign_keys = on")
                db.execute("pragma secure_delete = on")
                yield db
        except sqlite3.DatabaseError as damage:
            if damage.sqlite_errorcode & 0xFF in _DAMAGES:
                raise WatchesDamagedError(where=str(self.path), found=str(damage)) from damage
            raise StorageError(where=str(self.path), reason=str(damage)) from damage

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The file, made where it is not there yet, in one transaction that is on the disk when it ends."""
        if not self.path.exists():
            self._create()
        with self.opened() as db:
            db.execute("pragma synchronous = full")
            with db:
                yield db

    def _create(self) -> None:
        """Make the file with its tables for its owner alone, so that its name appears only once it is whole; what SQLite
        writes beside it has the same permissions."""
        unfinished = self.path.with_name(f".{self.path.name}.{token_hex(4)}.part")
        try:
            os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            with closing(sqlite3.connect(unfinished)) as db:
                db.executescript(_SCHEMA)
        except sqlite3.DatabaseError as refusal:
            raise StorageError(where=str(self.path), reason=str(refusal)) from refusal
        with suppress(FileExistsError):  # another command made it meanwhile
            os.link(unfinished, self.path)
        unfinished.unlink()


def _watch(row: tuple[str, ...]) -> Watch:
    id, name, topic, buyer, group, number, program, kind, words, made, after = row
    criteria = Criteria(topic, buyer, group, number, program, kind, words)
    return Watch(id, name, criteria, datetime.fromisoformat(made), int(after))


def _channel(row: tuple[str, ...]) -> Channel:
    id, watch, kind, target, secret, shows_name, lang = row
    return Channel(int(id), watch, ChannelKind(kind), target, secret, bool(shows_name), lang)
