"""Files by the hash of their content; stored gzipped, or as Parquet where they are large tables; never changed, never replaced."""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from vigie.archive.durable import move_whole, write_whole
from vigie.archive.tables import StoredTable, stored_table
from vigie.errors import DeskDamagedError, UnknownEvidenceError


@dataclass(frozen=True, slots=True)
class Blob:
    """A stored file: the hash and size of its content, and the hash of the bytes that hold it."""

    sha256: str
    stored_sha256: str
    size: int


def sha256(content: bytes) -> str:
    """The SHA-256 of bytes, in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()


class Blobs:
    """The folder of stored files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, content_sha256: str) -> Path:
        """Where the file with this content hash is stored, held or not."""
        return self.folder / content_sha256[:2] / f"{content_sha256}.gz"

    def put(self, content: bytes) -> Blob:
        """Store bytes and return their hashes; content already held is not written again unless it was damaged."""
        packed = zlib.compressobj(6, zlib.DEFLATED, 31)
        stored = packed.compress(content) + packed.flush()
        blob = Blob(sha256(content), sha256(stored), len(content))
        path = self.path(blob.sha256)
        if not path.exists() or sha256(path.read_bytes()) != blob.stored_sha256:
            write_whole(path, stored)
        return blob

    def put_table(self, table: StoredTable) -> Blob:
        """Take a large table over; the Parquet file is moved here."""
        blob = Blob(table.sha256, _file_hash(table.path), table.size)
        path = self.table_path(table.sha256)
        if not path.exists() or _file_hash(path) != blob.stored_sha256:
            move_whole(table.path, path)
        return blob

    def table_path(self, content_sha256: str) -> Path:
        """Where the large table with this hash is stored, held or not."""
        return self.folder / content_sha256[:2] / f"{content_sha256}.parquet"

    def holds_table(self, content_sha256: str) -> bool:
        """Whether the content with this hash is held as a large table."""
        return self.table_path(content_sha256).exists()

    def check(self, content_sha256: str) -> None:
        """Raise DeskDamagedError when what is stored is not the content with this hash."""
        path = self.table_path(content_sha256)
        if not path.exists():
            self.get(content_sha256)
            return
        try:
            found = stored_table(path).sha256
        except duckdb.Error:
            found = ""
        if found != content_sha256:
            raise DeskDamagedError(blob=content_sha256, path=str(path))

    def get(self, content_sha256: str) -> bytes:
        """The content with this hash, checked against it; for large tables see ``table_path``.

        Raises UnknownEvidenceError when it is not held and DeskDamagedError when the bytes are not what they were.
        """
        path = self.path(content_sha256)
        try:
            stored = path.read_bytes()
        except FileNotFoundError:
            raise UnknownEvidenceError(sha256=content_sha256, pointer="") from None
        try:
            content = zlib.decompress(stored, 31)
        except zlib.error:
            raise DeskDamagedError(blob=content_sha256, path=str(path)) from None
        if sha256(content) != content_sha256:
            raise DeskDamagedError(blob=content_sha256, path=str(path))
        return content

    def stored_hash(self, content_sha256: str) -> str | None:
        """The hash of the stored bytes as they lie on the disk now; None when there is no such file."""
        held = self.holds_table(content_sha256)
        try:
            return _file_hash(self.table_path(content_sha256) if held else self.path(content_sha256))
        except FileNotFoundError:
            return None

    def remove(self, content_sha256: str) -> None:
        """Take back what was stored of a file no capture names."""
        self.path(content_sha256).unlink(missing_ok=True)
        self.table_path(content_sha256).unlink(missing_ok=True)

    def holds(self, content_sha256: str) -> bool:
        """Whether the content with this hash is stored."""
        return self.path(content_sha256).exists() or self.holds_table(content_sha256)

    def all(self) -> Iterator[str]:
        """The content hashes of all stored files, in order of hash."""
        for path in sorted([*self.folder.glob("??/*.gz"), *self.folder.glob("??/*.parquet")]):
            yield path.name.partition(".")[0]


def _file_hash(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
