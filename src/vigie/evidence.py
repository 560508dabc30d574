"""Where a fact stands: a file the archive holds, and a place in it."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place, or several places of one file, that prove a figure.

    ``sha256`` is the hash of the file as kept in the archive. ``pointer`` is a fragment of RFC 7111 for CSV,
    ``row=7`` or ``row=7;row=9-12``, where the header is row 1.
    """

    sha256: str
    pointer: str


def rows_pointer(rows: list[int]) -> str:
    """The pointer that selects these rows, in rising order, neighbours joined to ranges (RFC 7111, section 2)."""
    spans: list[tuple[int, int]] = []
    for row in sorted(set(rows)):
        if spans and spans[-1][1] == row - 1:
            spans[-1] = (spans[-1][0], row)
        else:
            spans.append((row, row))
    return ";".join(f"row={first}" if first == last else f"row={first}-{last}" for first, last in spans)


def pointer_rows(pointer: str) -> list[tuple[int, int]]:
    """The spans of rows a pointer selects, first and last included; ValueError when it is not such a pointer."""
    spans = []
    for part in pointer.split(";"):
        selected = re.fullmatch(r"row=(\d{1,9})(?:-(\d{1,9}))?", part, re.ASCII)
        if selected is None:
            raise ValueError(pointer)
        spans.append((int(selected[1]), int(selected[2] or selected[1])))
    return spans
