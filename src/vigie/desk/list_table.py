"""The rows of a reader's list under their headings, where it has any."""

from collections.abc import Sequence
from dataclasses import dataclass

from vigie.desk.list_columns import Columns, columns_of
from vigie.desk.list_text import ListText


@dataclass(frozen=True, slots=True)
class ListTable:
    """A list by rows that are not blank, each with its number (the first row of the file is 1), cells without the blanks around.

    ``headings`` are empty where it has no header; then the first column is that of the names.
    """

    text: ListText
    headings: tuple[str, ...]
    columns: Columns
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def naming(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        """The cells in which a row may name somebody: the one of the name; without a header, all."""
        return (cell_of(cells, self.columns.name),) if self.headings else cells


def list_table(text: ListText) -> ListTable:
    """The rows of a list, the header taken off."""
    rows = [(number, tuple(map(str.strip, cells))) for number, cells in enumerate(text.rows, start=1)]
    filled = [(number, cells) for number, cells in rows if any(cells)]
    first = filled[0][1]
    columns = columns_of(first)
    if columns is None:
        return ListTable(text, (), Columns(name=0), tuple(filled))
    return ListTable(text, first, columns, tuple(filled[1:]))


def cell_of(cells: Sequence[str], place: int | None) -> str:
    """The cell at a place; empty where the row ends before it, or where there is no such column."""
    return cells[place] if place is not None and place < len(cells) else ""
