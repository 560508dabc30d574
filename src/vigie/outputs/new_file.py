"""An answer written to a file of its own: whole or not at all, and never over another."""

from pathlib import Path

from vigie.errors import OutputExistsError, StorageError


def check_new(path: Path) -> None:
    """Raise OutputExistsError before any work is done for a file that is there already."""
    if path.exists() or path.is_symlink():
        raise OutputExistsError(where=str(path))


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet.

    Raises OutputExistsError, and StorageError where the disk refuses; nothing of the file is left then.
    """
    try:
        with open(path, "xb") as file:
            try:
                file.write(content)
                file.flush()
            except OSError:
                path.unlink(missing_ok=True)
                raise
    except FileExistsError:
        raise OutputExistsError(where=str(path)) from None
    except OSError as refusal:
        raise StorageError(where=str(path), reason=refusal.strerror or str(refusal)) from refusal
