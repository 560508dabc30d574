"""Files by the hash of their content; stored gzipped, never changed, never replaced."""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vigie.archive.durable import write_whole
from vigie.errors import DeskDamagedError, UnknownEvidenceError

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Blob:
    """A stored file: the hash of its content, and the hash and size of the gzip bytes that hold it."""

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

    def get(self, content_sha256: str) -> bytes:
        """The content with this hash, checked against it.

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
        """The hash of the gzip bytes as they lie on the disk now; None when there is no such file."""
        digest = hashlib.sha256()
        try:
            with open(self.path(content_sha256), "rb") as file:
                while chunk := file.read(_CHUNK):
                    digest.update(chunk)
        except FileNotFoundError:
            return None
        return digest.hexdigest()

    def all(self) -> Iterator[str]:
        """The content hashes of all stored files, in order of hash."""
        for path in sorted(self.folder.glob("??/*.gz")):
            yield path.name.removesuffix(".gz")
