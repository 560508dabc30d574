"""The rows of a CSV text, each either whole or with the reason why it is not."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from vigie.errors import CsvDelimiterError, CsvQuoteError, FileEmptyError, FileTypeError

# The source's own limit for a description is 4,000 characters; ten times that is a broken quote, not a text
LONGEST_FIELD = 40_000
# What stands between two quotes is read to its end to be counted; what is longer is a quote never closed
_LONGEST_READ = 64 << 20
_NOT_UTF8 = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One record of the file: its number (the header is 1, there or not), its cells, and what is wrong with it, if anything."""

    number: int
    cells: list[str]
    fault: str | None
    found: str


class Table:
    """A CSV text being read: the header first, then the rows."""

    def __init__(self, lines: Iterable[str], *, where: str, delimiters: tuple[str, ...] = (",",)) -> None:
        """Read the first record of lines that keep their ends; it is the header unless ``names_are`` says otherwise.

        ``delimiters`` are those its source parts cells by; commas where the first line has any.

        Raises CsvDelimiterError when it is parted by another, FileEmptyError when there is no line.
        """
        self.where = where
        csv.field_size_limit(_LONGEST_READ)
        following = iter(lines)
        first = next((line for line in following if line.strip()), "")
        likely = max(";\t|", key=first.count)
        self.delimiter = likely if "," not in first and likely in first else ","
        if self.delimiter not in delimiters:
            raise CsvDelimiterError(where=where, found=repr(likely))
        self._reader = csv.reader(chain([first], following), strict=True, delimiter=self.delimiter)
        header = self._next()
        if not header:
            raise FileEmptyError(where=where, found=str(len(first)))
        if _NOT_UTF8.search("".join(header)) or "\0" in "".join(header):
            raise FileTypeError(where=where, found="binary", expected="CSV")
        self._pending: list[list[str]] = []
        self.header = [name.strip() for name in header]
        self._first = header

    def names_are(self, names: Iterable[str]) -> None:
        """Take these for the names of the columns: the first record is no header but a row."""
        self.header, self._pending = list(names), [self._first]

    def _next(self) -> list[str] | None:
        try:
            return next(self._reader, None)
        except csv.Error:
            raise CsvQuoteError(where=self.where, line=self._reader.line_num) from None

    def rows(self) -> Iterator[Row]:
        """The records after the header, in the order of the file; a blank line is none.

        Raises CsvQuoteError when a quoted field is never closed.
        """
        number = 2
        for cells in chain(self._pending, iter(self._next, None)):
            if cells:
                yield self._checked(number, cells)
                number += 1

    def _checked(self, number: int, cells: list[str]) -> Row:
        if cells == self.header:
            return Row(number, cells, "csv.header_row", "")
        if len(cells) != len(self.header):
            return Row(number, cells, "csv.field_count", str(len(cells)))
        longest = max(map(len, cells))
        if longest > LONGEST_FIELD:
            return Row(number, cells, "csv.field_too_long", str(longest))
        joined = "".join(cells)
        if not joined.isascii() and _NOT_UTF8.search(joined):
            return Row(number, cells, "csv.encoding_row", "")
        if "\0" in joined:
            return Row(number, cells, "csv.nul", "")
        return Row(number, cells, None, "")
