"""The rows of a CSV text, each either whole or with the reason why it is not."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from vigie.errors import CsvDelimiterError, CsvQuoteError, FileEmptyError, FileTypeError

# The source's own limit for a description is 4,000 characters; ten times that is a broken quote, not a text
LONGEST_FIELD = 40_000
_NOT_UTF8 = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One record of the file: its number (the header is 1), its cells, and what is wrong with it, if anything."""

    number: int
    cells: list[str]
    fault: str | None
    found: str


class Table:
    """A CSV text being read: the header first, then the rows."""

    def __init__(self, text: str, *, where: str) -> None:
        """Read the header.

        Raises CsvDelimiterError when it has one column only, FileEmptyError when there is none.
        """
        self.where = where
        csv.field_size_limit(max(len(text), LONGEST_FIELD))
        self._reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        first_line = text.lstrip().splitlines()[0]
        likely = max(";\t|", key=first_line.count)
        if "," not in first_line and likely in first_line:
            raise CsvDelimiterError(where=where, found=repr(likely))
        header = self._next()
        while header == []:
            header = self._next()
        if header is None:
            raise FileEmptyError(where=where, found=str(len(text)))
        if _NOT_UTF8.search("".join(header)) or "\0" in "".join(header):
            raise FileTypeError(where=where, found="binary", expected="CSV")
        self.header = [name.strip() for name in header]

    def _next(self) -> list[str] | None:
        try:
            return next(self._reader, None)
        except csv.Error:
            raise CsvQuoteError(where=self.where, line=self._reader.line_num) from None

    def rows(self) -> Iterator[Row]:
        """The records after the header, in the order of the file; a blank line is none.

        Raises CsvQuoteError when a quoted field is never closed.
        """
        number = 1
        while (cells := self._next()) is not None:
            if cells:
                number += 1
                yield self._checked(number, cells)

    def _checked(self, number: int, cells: list[str]) -> Row:
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
