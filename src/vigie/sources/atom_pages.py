"""The entries of Atom pages as the rows of one table: every page gone through once, a cell named by the path to it.

No document type is read, nothing outside the page is fetched, XInclude is never processed. What a source leaves out as a whole
("path.*" in its declaration) is not entered; every other part that nobody declared is found and named.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from vigie.errors import XmlDepthError, XmlDoctypeError, XmlEncodingError, XmlSyntaxError
from vigie.sources.layout import Layout, Nesting
from vigie.sources.pages import check_page
from vigie.sources.table import LONGEST_FIELD, Row

# The deepest entry of the feed has 9 levels
_DEEPEST = 64
_ENCODINGS = (
    etree.ErrorTypes.ERR_INVALID_ENCODING,
    etree.ErrorTypes.ERR_UNKNOWN_ENCODING,
    etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING,
)


@dataclass(slots=True)
class _Place:
    """A place in an entry, by its path: its column, if it is taken; what stands within it, as far as met; whether it is entered."""

    path: str
    column: int | None = None
    entered: bool = True
    parts: dict[object, "_Place"] = field(default_factory=dict)
    attributes: dict[object, "_Place"] = field(default_factory=dict)


class AtomEntries:
    """The entries of pages read one after the other; ``left_out`` and ``unknown`` are then the paths it met and did not take, declared
    and not."""

    def __init__(self, layout: Layout, nesting: Nesting) -> None:
        self.layout = layout
        self.left_out: dict[str, None] = {}
        self.unknown: dict[str, None] = {}
        self._columns = {column.name: place for place, column in enumerate(layout.columns)}
        self._paths = [(re.compile(pattern), name) for pattern, name in nesting.paths]
        self._records = frozenset(nesting.records)
        self._entry = _Place("")
        self._id = self._columns["id"]
        self._number = self._columns["contractID.PIID"]
        self._count = 1
        self._where = ""
        self._left_out_whole = frozenset(
            name.removesuffix(".*") for name in layout.columns_left_out if name.endswith(".*")
        )

    def rows(self, content: bytes, *, where: str) -> Iterator[Row]:
        """The entries of one page, numbered on from those before; the first of all has number 2, for a header counts as one."""
        self._where = where
        for element in page_of(content, where=where):
            if isinstance(element.tag, str) and etree.QName(element).localname in self._records:
                self._count += 1
                yield self._row(element)

    def _row(self, element: Any) -> Row:
        cells: list[str | None] = [None] * len(self._columns)
        self._walk(element, self._entry, cells)
        row = [cell or "" for cell in cells]
        if not row[self._id] and not row[self._number]:
            return Row(self._count, row, "xml.missing_id", "")
        longest = max(map(len, row))
        return (
            Row(self._count, row, "text.too_long", str(longest))
            if longest > LONGEST_FIELD
            else Row(self._count, row, None, "")
        )

    def _walk(self, element: Any, place: _Place, cells: list[str | None]) -> None:
        parts = place.parts
        for part in element:
            known = parts.get(part.tag)
            if known is None:
                known = self._meet(place, part, parts)
            if not known.entered:
                continue
            if known.column is not None:
                self._put(known, part.text, cells)
            for name, text in part.items():
                about = known.attributes.get(name) or self._meet_attribute(known, name)
                if about.column is not None:
                    self._put(about, text, cells)
            if len(part):
                self._walk(part, known, cells)

    def _put(self, place: _Place, text: str | None, cells: list[str | None]) -> None:
        """Take a cell; where one entry has it twice, the second is what nobody declared."""
        assert place.column is not None
        if cells[place.column] is None:
            cells[place.column] = (text or "").strip()
        else:
            self.unknown[f"{place.path}.2"] = None

    def _meet(self, within: _Place, part: Any, parts: dict[object, _Place]) -> _Place:
        if not isinstance(part.tag, str):  # a comment or an instruction
            known = _Place("", entered=False)
        else:
            path = f"{within.path}.{etree.QName(part).localname}".removeprefix(".")
            if path.count(".") > _DEEPEST:
                raise XmlDepthError(where=self._where, expected=_DEEPEST)
            known = self._place(path, is_cell=not len(part))
        parts[part.tag] = known
        return known

    def _meet_attribute(self, of: _Place, name: str) -> _Place:
        known = of.attributes[name] = self._place(f"{of.path}.{etree.QName(name).localname}", is_cell=True)
        return known

    def _place(self, path: str, *, is_cell: bool) -> _Place:
        name = path
        for pattern, plain in self._paths:
            name = pattern.sub(plain, name)
        column = self._columns.get(name)
        if column is None and name in self._left_out_whole and not self._is_within_taken(name):
            self.left_out[f"{name}.*"] = None
            return _Place(path, entered=False)
        if column is None and is_cell:
            (self.left_out if self.layout.leaves_out(name) else self.unknown)[name] = None
        return _Place(path, column)

    def _is_within_taken(self, name: str) -> bool:
        return any(column.startswith(f"{name}.") for column in self._columns)


def page_of(content: bytes, *, where: str) -> Any:
    """The root of one page.

    Raises FileTypeError for a web page and the like, XmlDoctypeError, XmlDepthError, XmlEncodingError, XmlSyntaxError.
    """
    check_page(content, where=where)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise XmlDoctypeError(where=where)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as fault:
        line, character = fault.position
        if "depth" in str(fault).lower():
            raise XmlDepthError(where=where, expected=_DEEPEST) from None
        if fault.code in _ENCODINGS:
            raise XmlEncodingError(where=where, line=line, character=character) from None
        raise XmlSyntaxError(where=where, line=line, character=character, found=0) from None
    if root.getroottree().docinfo.doctype:
        raise XmlDoctypeError(where=where)
    return root
