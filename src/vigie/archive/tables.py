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

_MEMORY = "500MB"
_LINES = 8192


@dataclass(frozen=True, slots=True)
class StoredTable:
    """A table in a Parquet file, with the hash and size of the CSV it stands for; an empty cell is null."""

    path: Path
    sha256: str
    size: int


def stored_table(path: Path) -> StoredTable:
    """A Parquet file whose columns are all text, with its hash worked out from its rows."""
    digest, size = hashlib.sha256(), 0
    with duckdb.connect(config={"memory_limit": _MEMORY}) as db:
        described = db.execute(f"describe select * from read_parquet({quoted(path)})").fetchall()  # noqa: S608
        names = [name for name, *_ in described]
        cells = ", ".join(f"""replace(coalesce({named(name)}, ''), '"', '""')""" for name in names)
        header = ",".join(named(name) for name in names) + "\n"
        line = f"""concat('"', concat_ws('","', {cells}), '"\n')"""
        lines = db.execute(f"select {line} from read_parquet({quoted(path)})")  # noqa: S608
        part = header.encode()
        while part:
            digest.update(part)
            size += len(part)
            part = "".join([line for (line,) in lines.fetchmany(_LINES)]).encode()
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


def named(column: str) -> str:
    """The name of a column between double quotes."""
    return '"' + column.replace('"', '""') + '"'
