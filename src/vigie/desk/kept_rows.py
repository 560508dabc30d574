"""The rows of a kept file that a piece of evidence points at, as a reader may see them."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from vigie.archive.blobs import Blobs
from vigie.archive.capture import Capture
from vigie.archive.tables import table_rows
from vigie.errors import UnknownEvidenceError
from vigie.evidence import pointer_rows

Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One row of a kept file: its number (the header is 1) and its cells by the source's own column names."""

    row: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class EvidenceShown:
    """The rows a piece of evidence points at, with the capture that kept the file."""

    capture: Capture
    pointer: str
    rows: tuple[EvidenceRow, ...]


def evidence_shown(
    blobs: Blobs,
    captures: Iterable[Capture],
    sha256: str,
    pointer: str,
    *,
    shown: Callable[[Capture, dict[str, str]], dict[str, str]],
) -> EvidenceShown:
    """The rows a pointer selects of the file whose hash begins so, each as ``shown`` makes it.

    Raises UnknownEvidenceError when there is no such file or place, or when several files begin so.
    """
    found = [one for one in captures if one.sha256.startswith(sha256.lower())]
    if len({one.sha256 for one in found}) != 1 or not sha256:
        raise UnknownEvidenceError(sha256=sha256, pointer=pointer)
    try:
        spans = pointer_rows(pointer)
    except ValueError:
        raise UnknownEvidenceError(sha256=sha256, pointer=pointer) from None
    rows = [EvidenceRow(number, shown(found[0], cells)) for number, cells in _rows(blobs, found[0].sha256, spans)]
    if not rows:
        raise UnknownEvidenceError(sha256=sha256, pointer=pointer)
    return EvidenceShown(found[0], pointer, tuple(rows))


def _rows(blobs: Blobs, sha256: str, spans: Spans) -> Iterator[tuple[int, dict[str, str]]]:
    if blobs.holds_table(sha256):
        yield from table_rows(blobs.table_path(sha256), spans)
        return
    content = blobs.get(sha256).removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    csv.field_size_limit(max(csv.field_size_limit(), len(content)))
    reader = csv.reader(io.StringIO(content, newline=""))
    header = next(reader, [])
    number = 1
    for cells in reader:
        number += bool(cells)
        if cells and any(first <= number <= last for first, last in spans):
            yield number, dict(zip(header, cells, strict=False))
