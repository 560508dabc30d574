"""The desk behind the pages: one at a time asks it, and it is opened again when a load, a judgement or desk.toml changed what it says."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from vigie.desk.desk import Desk, open_desk
from vigie.desk.loading import Progress

T = TypeVar("T")
# What decides the answers of a desk beside its ledger
_DECIDED = ("desk.toml", "private.db", "private.db-wal", "watches.db", "watches.db-wal")

State = tuple[object, ...]


class DeskAtHand:
    """A desk opened once and shared by requests."""

    def __init__(self, folder: Path, *, progress: Progress) -> None:
        self._folder = folder
        self._progress = progress
        self._lock = threading.Lock()
        self._desk: Desk | None = None
        self._opened_at: State = ()

    def state(self) -> State:
        """What the answers depend on: the same as long as every answer stays the same."""
        generations = self._folder / "ledger" / "gen"
        newest = max((path.name for path in generations.glob("*.json")), default="")
        return (newest, *(_changed(self._folder / name) for name in _DECIDED))

    def ask(self, question: Callable[[Desk], T]) -> T:
        """What a question gives of the desk as it stands now."""
        with self._lock:
            state = self.state()
            if self._desk is None or state != self._opened_at:
                desk = open_desk(self._folder, progress=self._progress)
                if self._desk is not None:
                    self._desk.close()
                self._desk, self._opened_at = desk, self.state()
            return question(self._desk)

    def close(self) -> None:
        """Let go of the desk."""
        with self._lock:
            if self._desk is not None:
                self._desk.close()
                self._desk = None


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0
