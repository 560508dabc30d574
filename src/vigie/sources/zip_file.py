"""A member of a published zip, unpacked as it is read and never to disk."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from isal import igzip_lib
from isal.isal_zlib import crc32

from vigie.errors import ZipChecksumError, ZipCorruptError, ZipNestedError

STORED, DEFLATED = 0, 8
_SLICE = 1 << 16
_PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b")
_UNPACKING: type[Exception] = igzip_lib.IsalError  # type: ignore[assignment]  # the stub takes the class for an instance


@dataclass(frozen=True, slots=True)
class Member:
    """A table in a zip that passed the gate: its name, its bytes unpacked (``size``) and in the zip (``packed``).

    It reads from the file the gate was given, which has to stay open; one thread at a time.
    """

    name: str
    size: int
    packed: int
    crc: int
    method: int
    start: int
    where: str
    file: BinaryIO

    @property
    def is_table(self) -> bool:
        """Whether it is a table that can be read line by line; else it is a document."""
        return self.name.lower().endswith(".csv")

    def stream(self, chunk: int = 1 << 20) -> Iterator[bytes]:
        """The content in parts of at most ``chunk`` bytes, the last of them only when size and checksum have proven right.

        What was handed on before an error is not the published table: take it as whole only when the stream has ended.

        Raises ZipCorruptError when the content is shorter or longer than announced or cannot be unpacked,
        ZipChecksumError when it is not what was packed, ZipNestedError when it is another archive.
        """
        size, checksum, held = 0, 0, b""
        for part in self._stored(chunk) if self.method == STORED else self._inflated(chunk):
            if not size and part.startswith(_PACKED):
                raise ZipNestedError(where=self.where)
            size += len(part)
            if size > self.size:
                raise ZipCorruptError(where=self.where, reason="zip_size")
            checksum = crc32(part, checksum)
            if held:
                yield held
            held = part
        if size != self.size:
            raise ZipCorruptError(where=self.where, reason="zip_size")
        if checksum != self.crc:
            raise ZipChecksumError(where=self.where, found=f"{checksum:08x}", expected=f"{self.crc:08x}")
        if held:
            yield held

    def _stored(self, most: int) -> Iterator[bytes]:
        """The bytes of the member as they stand in the zip."""
        place, stop = self.start, self.start + self.packed
        while place < stop:
            # the file may have been moved on between two parts
            self.file.seek(place)
            content = self.file.read(min(most, stop - place))
            if not content:
                raise ZipCorruptError(where=self.where, reason="zip_size")
            place += len(content)
            yield content

    def _inflated(self, most: int) -> Iterator[bytes]:
        packed = self._stored(_SLICE)
        inflating = igzip_lib.IgzipDecompressor(igzip_lib.DECOMP_DEFLATE, 15)
        while not inflating.eof:
            given = next(packed, None) if inflating.needs_input else b""
            if given is None:
                raise ZipCorruptError(where=self.where, reason="zip_packing")
            try:
                content = inflating.decompress(given, most)
            except _UNPACKING:
                raise ZipCorruptError(where=self.where, reason="zip_packing") from None
            if content:
                yield content
        if inflating.unused_data or next(packed, None) is not None:
            raise ZipCorruptError(where=self.where, reason="zip_size")
