"""JSON Lines, plain or packed, read as a stream: one object a line is one row, and the file is never held whole."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from vigie.errors import (
    FileEmptyError,
    JsonDepthError,
    JsonEncodingError,
    JsonKeysError,
    JsonSyntaxError,
    JsonTruncatedError,
    ResultsTypeError,
)
from vigie.sources.json_table import MOST_KEYS, checked_row
from vigie.sources.json_text import JsonText
from vigie.sources.layout import Source
from vigie.sources.table import LONGEST_FIELD, Row
from vigie.sources.unpacking import unpacked_parts

_ENDINGS = (".jsonl", ".ndjson")
# A line with all its cells as long as a cell can be
_LONGEST_LINE = 16 * LONGEST_FIELD


def holds_lines(name: str) -> bool:
    """Whether a file is named as one of JSON lines, packed or not."""
    return name.lower().removesuffix(".gz").removesuffix(".zst").endswith(_ENDINGS)


class JsonLines:
    """A file of JSON lines; ``size`` is that of the file as it is."""

    def __init__(self, path: Path, source: Source) -> None:
        self.path = path
        self.where = path.name
        self.size = path.stat().st_size
        self._kinds = {column.name: column.kind for layout in source.layouts for column in layout.columns}
        self._json = JsonText(b"{}", where=self.where)

    def names(self) -> list[str]:
        """The names of all lines, in the order in which they appear.

        Raises FileEmptyError, the errors of JSON, and those of ``unpacked_parts``.
        """
        names: dict[str, None] = {}
        for number, line in self._lines():
            names.update(dict.fromkeys(self._gated(number, line)))
            if len(names) > MOST_KEYS:
                raise JsonKeysError(where=self.where, expected=MOST_KEYS)
        if not names:
            raise FileEmptyError(where=self.where, found=str(self.size))
        return list(names)

    def rows(self, names: tuple[str, ...]) -> Iterator[Row]:
        """The lines as rows with the cells of these columns; the first has number 2, for the header counts as one."""
        places = {name: place for place, name in enumerate(names) if name in self._kinds}
        for number, (at, line) in enumerate(self._lines(), start=2):
            self._gated(at, line)
            yield checked_row(number, self._decoded(at, line), places=places, cells=len(names), kinds=self._kinds)

    def _gated(self, number: int, line: bytes) -> dict[str, Any]:
        try:
            found = orjson.loads(line)
        except orjson.JSONDecodeError as fault:
            if "recursion" in str(fault).lower():
                raise JsonDepthError(where=self.where, expected=100) from None
            if "utf-8" in str(fault).lower() or "surrogate" in str(fault).lower():
                raise JsonEncodingError(where=self.where) from None
            unreadable = JsonSyntaxError if line.endswith(b"\n") else JsonTruncatedError
            raise unreadable(where=self.where, line=number, character=fault.pos + 1) from None
        if not isinstance(found, dict):
            raise ResultsTypeError(
                where=self.where, place=f"line {number}", found=type(found).__name__, expected="object"
            )
        return found

    def _decoded(self, number: int, line: bytes) -> dict[str, object]:
        """The line decoded strictly: keys once, numbers with their own digits."""
        try:
            found: dict[str, object] = self._json.decoder.decode(line.decode())
        except json.JSONDecodeError as fault:
            raise JsonSyntaxError(where=self.where, line=number, character=fault.pos + 1) from None
        except RecursionError:
            raise JsonDepthError(where=self.where, expected=100) from None
        return found

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        """The lines that are not blank, with their numbers, each with its line end."""
        held, number = b"", 0
        for part in unpacked_parts(self.path):
            *whole, held = (held + part).split(b"\n")
            for line in whole:
                number += 1
                if line.strip():
                    yield number, line + b"\n"
            if len(held) > _LONGEST_LINE:
                raise JsonSyntaxError(where=self.where, line=number + 1, character=len(held))
        if held.strip():
            yield number + 1, held
