"""The header of a file held against the layouts of its source: which it is, what is taken, what is not."""

from dataclasses import dataclass

from vigie.errors import ColumnMissingError, ColumnRepeatedError, ColumnsUnknownError
from vigie.sources.layout import Column, Layout, Source


@dataclass(frozen=True, slots=True)
class Header:
    """A header held against a layout: where each column taken stands, what is left out, what nobody declared."""

    layout: Layout
    names: tuple[str, ...]
    taken: dict[int, Column]
    left_out: tuple[str, ...]
    unknown: tuple[str, ...]

    def notes(self) -> dict[str, int]:
        """How many columns were not taken, by code: those of people, and those nobody declared."""
        of_people = sum(map(self.layout.is_of_people, self.left_out))
        counted = {"privacy.column_dropped": of_people, "schema.unknown_column": len(self.unknown)}
        return {code: count for code, count in counted.items() if count}


def recognize(source: Source, names: list[str], *, where: str) -> Header:
    """Hold a header against the layouts of a source.

    Raises ColumnRepeatedError for two columns of one name, ColumnsUnknownError when no layout fits, and
    ColumnMissingError naming the required columns that are absent from the layout that fits best.
    """
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise ColumnRepeatedError(where=where, columns=", ".join(map(repr, repeated)))

    def missing(layout: Layout) -> list[str]:
        return [column.name for column in layout.columns if column.required and column.name not in names]

    fitting = [layout for layout in source.layouts if layout.fits(names)]
    if not fitting:
        known = "; ".join(", ".join(repr(c.name) for c in layout.columns[:4]) + " …" for layout in source.layouts)
        raise ColumnsUnknownError(where=where, columns=", ".join(map(repr, names[:6])), source=source.name, known=known)
    layout = min(fitting, key=lambda layout: (len(missing(layout)), -len(layout.columns)))
    if absent := missing(layout):
        raise ColumnMissingError(where=where, columns=", ".join(map(repr, absent)), layout=layout.title)
    return header_of(layout, names)


def nearest(source: Source, names: list[str], *, where: str) -> Header:
    """The header held against the layout that shares most of its columns, required or not.

    Raises ColumnsUnknownError when none shares any.
    """
    layout = max(source.layouts, key=lambda layout: sum(column.name in names for column in layout.columns))
    if not any(column.name in names for column in layout.columns):
        return recognize(source, names, where=where)
    return header_of(layout, names)


def headless(source: Source, cells: list[str]) -> tuple[str, ...] | None:
    """The names of the columns of a file without header row, by the layout that has as many as its first record.

    None when there is no such layout, or when the record is a header after all.
    """
    for layout in source.layouts:
        if layout.header is not None and len(layout.header) == len(cells) and not set(layout.header) & set(cells):
            return layout.header
    return None


def header_of(layout: Layout, names: list[str]) -> Header:
    """A header held against one layout."""
    by_name = {column.name: column for column in layout.columns}
    return Header(
        layout=layout,
        names=tuple(names),
        taken={place: by_name[name] for place, name in enumerate(names) if name in by_name},
        left_out=tuple(name for name in names if name not in by_name and layout.leaves_out(name)),
        unknown=tuple(name for name in names if name not in by_name and not layout.leaves_out(name)),
    )
