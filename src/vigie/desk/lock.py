"""One writer at a time on a desk; a second one is told who holds it."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from vigie.errors import DeskBusyError, StorageError


@contextmanager
def writing(folder: Path, doing: str) -> Iterator[None]:
    """Hold the desk for writing; DeskBusyError names the process that holds it already.

    The lock goes with the process, however it ends.
    """
    path = folder / "lock"
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as refusal:
        raise StorageError(where=str(path), reason=refusal.strerror or str(refusal)) from refusal
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _holder(handle)
            raise DeskBusyError(where=str(folder), **holder) from None
        since = datetime.now().astimezone().isoformat(timespec="seconds")
        os.ftruncate(handle, 0)
        os.pwrite(handle, json.dumps({"process": os.getpid(), "doing": doing, "since": since}).encode(), 0)
        yield
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _holder(handle: int) -> dict[str, object]:
    try:
        found = json.loads(os.pread(handle, 1000, 0))
        return {name: found[name] for name in ("process", "doing", "since")}
    except (ValueError, KeyError, TypeError):
        return {"process": "?", "doing": "?", "since": "?"}
