"""A database in memory and a folder beside it, for as long as something is made ready to be written."""

import shutil
from pathlib import Path

import duckdb

from vigie.errors import MemoryTooSmallError, StorageError

# What the posting may hold in memory; beyond it, it goes through the scratch folder
_MEMORY = "1300MB"


class Scratch:
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
