"""A published file, opened with care: is it there, is it of the right kind, does it unpack to what it claims."""

import zlib
from io import BufferedReader
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from vigie.errors import (
    CsvEncodingError,
    FileEmptyError,
    FileIsFolderError,
    FileMissingError,
    FileTooLargeError,
    FileTruncatedError,
    FileTypeError,
)

# The largest year of this source is about 2 GB; a file of a few MB that unpacks past this is an attack
LARGEST = 4 << 30
STEEPEST = 200  # deflate packs a real table of contracts 5 to 20 times
SLICE = 1 << 16

_KINDS = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x89PNG", "PNG"),
    (b"\xd0\xcf\x11\xe0", "Office"),
    (b"PAR1", "Parquet"),
    (b"SQLite format", "SQLite"),
)
_ENCODINGS = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))


def check_readable(path: Path) -> None:
    """Raise FileMissingError, FileIsFolderError or FileEmptyError before anything is done with a file."""
    try:
        found = path.stat()
    except (OSError, ValueError) as refusal:
        raise FileMissingError(where=str(path), reason=getattr(refusal, "strerror", None) or str(refusal)) from None
    if S_ISDIR(found.st_mode):
        raise FileIsFolderError(where=str(path))
    if S_ISREG(found.st_mode) and not found.st_size:
        raise FileEmptyError(where=path.name, found="0")


def read_published(path: Path) -> bytes:
    """The bytes of a file as handed over.

    Raises FileMissingError, FileIsFolderError or FileEmptyError.
    """
    check_readable(path)
    try:
        content = path.read_bytes()
    except OSError as refusal:
        raise FileMissingError(where=str(path), reason=refusal.strerror or str(refusal)) from None
    if not content:
        raise FileEmptyError(where=path.name, found="0")
    return content


def open_published(path: Path) -> BufferedReader:
    """A file as handed over, opened to be read in parts.

    Raises FileMissingError, FileIsFolderError or FileEmptyError.
    """
    check_readable(path)
    try:
        return open(path, "rb")
    except OSError as refusal:
        raise FileMissingError(where=str(path), reason=refusal.strerror or str(refusal)) from None


def unpack(content: bytes, *, where: str) -> bytes:
    """The content of a file, gunzipped if it was packed; several packed parts one after the other are one file.

    Raises FileTruncatedError when a part ends early or its checksum is wrong, FileTooLargeError when it unpacks
    beyond any published table.
    """
    if not content.startswith(b"\x1f\x8b"):
        return content
    whole = bytearray()
    at = 0
    while at < len(content):
        part = zlib.decompressobj(31)
        try:
            # in slices, for each part hands back a copy of all it was given and did not use
            while at < len(content) and not part.eof:
                given = content[at : at + SLICE]
                whole += part.decompress(given, 1 << 24)
                at += len(given) - len(part.unconsumed_tail) - len(part.unused_data)
                if len(whole) > LARGEST or len(whole) > max(1 << 24, STEEPEST * len(content)):
                    raise FileTooLargeError(where=where, found=len(content), unpacked=len(whole))
        except zlib.error:
            raise FileTruncatedError(where=where, found=len(whole)) from None
        if not part.eof:
            raise FileTruncatedError(where=where, found=len(whole))
        while content[at : at + 1] == b"\0":
            at += 1
    if not whole:
        raise FileEmptyError(where=where, found="0")
    return bytes(whole)


def kind_of(content: bytes) -> str | None:
    """The kind of a file by its first bytes, where they tell one that is no text."""
    return next((kind for mark, kind in _KINDS if content.startswith(mark)), None)


def csv_text(content: bytes, *, where: str) -> str:
    """The text of a CSV file, checked to be one; bytes that are not UTF-8 become lone surrogates, row by row.

    Raises FileTypeError for a web page, an error answer or another kind of file, CsvEncodingError for UTF-16.
    """
    if kind := kind_of(content):
        raise FileTypeError(where=where, found=kind, expected="CSV")
    for mark, encoding in _ENCODINGS:
        if content.startswith(mark):
            raise CsvEncodingError(where=where, found=encoding)
    text = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    start = text.lstrip()[:200].lower()
    if start.startswith("<?xml"):
        raise FileTypeError(where=where, found="XML", expected="CSV")
    if start.startswith("{\\rtf"):
        raise FileTypeError(where=where, found="RTF", expected="CSV")
    if start.startswith("<"):
        raise FileTypeError(where=where, found="HTML", expected="CSV")
    if start.startswith(("{", "[")):
        raise FileTypeError(where=where, found="JSON", expected="CSV")
    if not start:
        raise FileEmptyError(where=where, found=str(len(content)))
    return text
