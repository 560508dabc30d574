"""A reader's list as saved by a spreadsheet or an editor: its bytes as rows of cells, by the encoding and delimiter they show."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vigie.desk.list_columns import columns_of
from vigie.errors import (
    CsvQuoteError,
    FileEmptyError,
    FileTypeError,
    ListEmptyError,
    ListTooLargeError,
    ListTypeError,
)
from vigie.groups.names import normal_form
from vigie.sources.file import check_readable, csv_text

# A list that a person keeps; registers and exports of whole systems are larger
LARGEST = 8 << 20
MOST_ROWS = 20_000
# In the order in which they are tried: a comma also stands within names
_DELIMITERS = (";", "\t", "|", ",")
# One name a line: a delimiter that no text has
_NONE = "\x1f"
_SAMPLE = 200
# The part every workbook of Excel has (ECMA-376, part 1, 12.3)
_WORKBOOK = b"xl/workbook.xml"
_CONTROLS = re.compile(r"[\0-\x08\x0e-\x1f]")
_NOT_UTF8 = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class ListText:
    """The rows of a list by their numbers (the first row of the file is 1), blank ones too; ``delimiter`` None: one name a line."""

    encoding: str
    delimiter: str | None
    rows: tuple[tuple[str, ...], ...]


def list_text(path: Path) -> ListText:
    """The rows of a list.

    Raises FileMissingError, FileIsFolderError, ListEmptyError, ListTooLargeError, ListTypeError for what is no text table, and
    CsvQuoteError where a quoted cell is never closed.
    """
    where = path.name
    content = _read(path, where)
    text, encoding = _decoded(content, where)
    csv.field_size_limit(max(csv.field_size_limit(), LARGEST))
    delimiter = _delimiter(text)
    rows = tuple(tuple(cells) for cells in _rows(text, delimiter, where))
    if not any(cell.strip() for cells in rows for cell in cells):
        raise ListEmptyError(where=where)
    return ListText(encoding, None if delimiter == _NONE else delimiter, rows)


def _read(path: Path, where: str) -> bytes:
    try:
        check_readable(path)
    except FileEmptyError:
        raise ListEmptyError(where=where) from None
    with open(path, "rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ListTooLargeError(where=where, found=f"> {LARGEST}", expected=LARGEST, rows=MOST_ROWS)
    return content


def _decoded(content: bytes, where: str) -> tuple[str, str]:
    """The text, and the encoding it shows: by its mark, UTF-8 where it can be, else the one of Western Windows."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace"), "UTF-16"
    if content.startswith(b"\x1f\x8b"):
        raise ListTypeError(where=where, found="gzip")
    if not content.strip():
        raise ListEmptyError(where=where)
    try:
        text = csv_text(content, where=where)
    except FileTypeError as refusal:
        found = "XLSX" if _WORKBOOK in content else refusal.found["found"]
        raise ListTypeError(where=where, found=found) from None
    if 20 * len(_CONTROLS.findall(text)) > len(text):
        raise ListTypeError(where=where, found="binary")
    if not _NOT_UTF8.search(text):
        return text, "UTF-8"
    try:
        return content.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        return content.decode("latin-1"), "Latin-1"


def _delimiter(text: str) -> str:
    """What parts the cells: by a header that is one, else by rows that all have as many cells."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    for delimiter in _DELIMITERS:
        cells = next(csv.reader([first], delimiter=delimiter), [])
        if len(cells) > 1 and columns_of(cells) is not None:
            return delimiter
    if columns_of([first]) is not None:
        return _NONE
    return next((delimiter for delimiter in _DELIMITERS if _parts_alike(text, delimiter)), _NONE)


def _parts_alike(text: str, delimiter: str) -> bool:
    """Whether every row has as many cells, more than one, and not just a name and its legal form: "ACME, INC."."""
    rows = []
    for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        if any(cell.strip() for cell in cells):
            rows.append(cells)
        if len(rows) == _SAMPLE:
            break
    counts = Counter(map(len, rows))
    only_form = all(normal_form(f"x {cells[-1]}") == "x" for cells in rows)
    return len(counts) == 1 and 1 not in counts and not only_form


def _rows(text: str, delimiter: str, where: str) -> Iterator[list[str]]:
    line, following, cut = 1, 1, _ends_in_quotes(text, delimiter)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for number, cells in enumerate(reader, start=1):
        if number > MOST_ROWS:
            raise ListTooLargeError(where=where, found=f"> {MOST_ROWS}", expected=LARGEST, rows=MOST_ROWS)
        line, following = following, reader.line_num + 1
        yield cells
    if cut:  # the last row took all that follows its quote for one cell
        raise CsvQuoteError(where=where, line=line)


def _ends_in_quotes(text: str, delimiter: str) -> bool:
    """Whether the text ends within a quoted cell; a quote that merely stands within a name is none."""
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as slip:
        return "unexpected end of data" in str(slip)
    return False
