"""How a reader's list was read, as text, to be checked by whoever wrote it."""

from collections.abc import Iterator

from vigie.outputs.text.sheet import Sheet
from vigie.records.listed import Fault, ReadAs, Unread

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", None: "lines"}


def read_as_lines(sheet: Sheet, read: ReadAs) -> Iterator[str]:
    """The encoding, the columns, what was blank or said twice."""
    delimiter = sheet.text(f"delimiter.{_DELIMITERS[read.delimiter]}")
    rows = sheet.counted(read.rows, "rows")
    yield from sheet.said("screen.read_as", rows=rows, encoding=read.encoding, delimiter=delimiter)
    if not read.header:
        yield from sheet.said("screen.no_header", "  ", first=read.first)
    else:
        yield from sheet.said("screen.columns", "  ", columns=", ".join(read.columns))
    if read.left_out:
        yield from sheet.said("screen.left_out", "  ", columns=", ".join(read.left_out))
    if read.repeated:
        yield from sheet.said("screen.repeated", "  ", rows=sheet.counted(read.repeated, "rows"))
    if read.blank:
        yield from sheet.said("screen.blank", "  ", rows=sheet.counted(read.blank, "rows"))


def unread_lines(sheet: Sheet, unread: tuple[Unread, ...]) -> Iterator[str]:
    """The rows that could not be looked up, and why."""
    if not unread:
        return
    yield ""
    yield from sheet.said("screen.unread")
    for one in unread[: sheet.limit or None]:
        fault = slip(sheet, one.fault)
        yield from sheet.wrapped(sheet.text("screen.unread_row", row=sheet.integer(one.row), fault=fault), "  ")
    yield from sheet.more(len(unread))


def slip(sheet: Sheet, fault: Fault) -> str:
    """What is wrong with a row, in a sentence."""
    return sheet.text(f"slip.{fault.slip}", found=fault.found)
