"""Tables too large for one text: stored as Parquet, known by the hash of the CSV they stand for.

The bytes of Parquet differ by version and threads, so they prove nothing. What is hashed is the table as CSV: the names
of its columns, then its rows in order, every cell in the source's spelling and between quotes, quotes within it doubled,
commas between cells, LF at line ends. Anybody can make it from the published file.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from vigie.archive.pipes import drained


@dataclass(frozen=True, slots=True)
class StoredTable:
    """A table in a Parquet file, with the hash and size of the CSV it stands for; an empty cell is null."""

    path: Path
    sha256: str
    size: int


def stored_table(path: Path) -> StoredTable:
    """A Parquet file whose columns are all text, with its hash worked out from its rows."""
    digest, size = hashlib.sha256(), 0

    def take(part: memoryview) -> None:
        nonlocal size
        digest.update(part)
        size += len(part)

    with duckdb.connect() as db, drained(take) as pipe:
        db.execute("set preserve_insertion_order = true")
        cells = f"select coalesce(columns(*), '') from read_parquet({quoted(path)})"  # noqa: S608  a path of ours
        db.execute(f"copy ({cells}) to {quoted(pipe)} (format csv, header true, force_quote *)")
    return StoredTable(path, digest.hexdigest(), size)


def table_rows(path: Path, spans: Iterable[tuple[int, int]]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a Parquet file from a first to a last number each, with their cells by column; the header is row 1."""
    found = []
    with duckdb.connect() as db:
        for first, last in spans:
            rows = db.execute(
                f"""select file_row_number + 2, columns(* exclude (file_row_number))
                from read_parquet({quoted(path)}, file_row_number = true) where file_row_number + 2 between $first and $last""",  # noqa: S608
                {"first": first, "last": last},
            )
            names = [name for name, *_ in rows.description or ()][1:]
            found += [
                (row, {name: cell or "" for name, cell in zip(names, cells, strict=True)})
                for row, *cells in rows.fetchall()
            ]
    return found


def quoted(path: Path) -> str:
    """A path as a text of SQL."""
    return "'" + str(path).replace("'", "''") + "'"
