"""Writing that survives a power cut: a file is whole under its name, or not there at all."""

import os
from contextlib import suppress
from pathlib import Path

from vigie.errors import StorageError


def sync_folder(folder: Path) -> None:
    """Make the names in a folder as lasting as their contents."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def move_whole(finished: Path, path: Path) -> None:
    """Give a finished file of the same disk its name, once its bytes are on it.

    Raises StorageError when the disk refuses; nothing is left under the name then.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(finished, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        os.replace(finished, path)
        sync_folder(path.parent)
    except OSError as refusal:
        raise StorageError(where=str(path), reason=refusal.strerror or str(refusal)) from refusal


def write_whole(path: Path, content: bytes) -> None:
    """Write a new file so that its name appears only once its bytes are on the disk.

    Raises StorageError when the disk refuses (full, read-only); nothing is left under the name then.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(unfinished, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
        sync_folder(path.parent)
    except OSError as refusal:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise StorageError(where=str(path), reason=refusal.strerror or str(refusal)) from refusal
