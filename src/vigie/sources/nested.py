"""Nested documents, JSON or XML, as the rows of a table: a cell is named by the path to it, as the source names its columns.

In JSON and XML a source nests what its tables have side by side, and calls some of it otherwise; its declaration says how
(``Nesting``). So one layout serves all three formats.
"""

import re
from collections.abc import Iterator
from typing import Any

from vigie.errors import DocumentTooLargeError, FileEmptyError, JsonKeysError
from vigie.sources.json_records import JsonRecords
from vigie.sources.json_table import MOST_KEYS
from vigie.sources.layout import Nesting
from vigie.sources.table import LONGEST_FIELD, Row
from vigie.sources.xml_records import holds_xml, xml_records

# A day's delta is some 100 MB; a whole golden copy is to be taken as CSV, which is streamed
_LARGEST = 256 << 20


def check_document_size(size: int, where: str) -> None:
    """Raise DocumentTooLargeError where a document is larger than what is read at once."""
    if size > _LARGEST:
        raise DocumentTooLargeError(where=where, found=size, expected=_LARGEST)


class NestedTable:
    """A nested document being read: the names of all its cells first, then the rows."""

    def __init__(self, content: bytes, nesting: Nesting, *, where: str) -> None:
        """Read all of it once, for its names, in the order in which they appear.

        Raises what ``xml_records`` and ``JsonRecords`` raise, FileEmptyError where it has no record, DocumentTooLargeError.
        """
        check_document_size(len(content), where)
        self._content = content
        self._nesting = nesting
        self._where = where
        self._paths = [(re.compile(pattern), name) for pattern, name in nesting.paths]
        self._named: dict[str, str] = {}
        names: dict[str, None] = {}
        for record in self._records():
            names.update(dict.fromkeys(self._cells(record)))
            if len(names) > MOST_KEYS:
                raise JsonKeysError(where=where, expected=MOST_KEYS)
        if not names:
            raise FileEmptyError(where=where, found=str(len(content)))
        self.header = list(names)

    def rows(self) -> Iterator[Row]:
        """The records in the order of the file; the first has number 2, for the header counts as one."""
        for number, record in enumerate(self._records(), start=2):
            by_name = self._cells(record)
            cells = [by_name.get(name, "") for name in self.header]
            longest = max(map(len, cells))
            if longest > LONGEST_FIELD:
                yield Row(number, cells, "text.too_long", str(longest))
            elif "\0" in "".join(cells):
                yield Row(number, cells, "text.nul", "")
            else:
                yield Row(number, cells, None, "")

    def _records(self) -> Iterator[dict[str, Any]]:
        nesting = self._nesting
        if holds_xml(self._content):
            found = xml_records(self._content, records=nesting.records, lists=nesting.lists, where=self._where)
            return (one if isinstance(one, dict) else {"$": one} for one in found)
        return iter(JsonRecords(self._content, records=nesting.records, where=self._where))

    def _cells(self, record: dict[str, Any]) -> dict[str, str]:
        return {self._name(path): cell for path, cell in _flat(record, "", self._nesting.lists)}

    def _name(self, path: str) -> str:
        """What the source's tables call the cell at a path."""
        name = self._named.get(path)
        if name is None:
            name = path
            for pattern, plain in self._paths:
                name = pattern.sub(plain, name)
            self._named[path] = name
        return name


def _flat(value: Any, path: str, lists: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The cells of a nested value by their paths; places in lists count from 1; null is no cell."""
    if isinstance(value, dict):
        for key, inner in value.items():
            name = _plain(key)
            listed = [inner] if name in lists and not isinstance(inner, list) else inner
            yield from _flat(listed, path if key == "$" else f"{path}.{name}" if path else name, lists)
    elif isinstance(value, list):
        for place, inner in enumerate(value, start=1):
            yield from _flat(inner, f"{path}.{place}", lists)
    elif isinstance(value, bool):
        yield path, "true" if value else "false"
    elif value is not None:
        yield path, str(value)


def _plain(key: str) -> str:
    """A key without the mark of an attribute and without its namespace; "@xml:lang" is xmllang, as in the tables."""
    return key[1:].replace(":", "") if key.startswith("@") else key.rpartition(":")[2]
