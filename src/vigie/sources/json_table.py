"""The rows of a JSON answer, each either whole or with the reason why it is not.

Three shapes are read: one document with a list under "results", as the USAspending API answers; several such documents
as a JSON text sequence (RFC 7464); JSON Lines with one row a line. Two documents one after the other are none of them.
What stands beside the results (pages, messages) is not read, nor are the cells of columns nobody declares.
"""

from collections.abc import Iterator, Mapping

from vigie.errors import (
    FileEmptyError,
    FileTypeError,
    JsonKeysError,
    JsonSyntaxError,
    JsonTruncatedError,
    ResultsMissingError,
    ResultsTypeError,
)
from vigie.sources.json_text import BLANK, RECORD, JsonText, Number, shown
from vigie.sources.layout import Kind
from vigie.sources.table import LONGEST_FIELD, Row

MOST_KEYS = 1_000
_TYPES: dict[type, str] = {list: "array", dict: "object", str: "string", Number: "number", bool: "boolean"}


class JsonTable:
    """A JSON answer being read: the names of all its rows first, then the rows."""

    def __init__(self, content: bytes, *, where: str, kinds: Mapping[str, Kind]) -> None:
        """Check the whole content and gather the header: every name of every row, in order of first appearance.

        ``kinds`` are the columns declared, by name; only their cells are read and judged. An object without "results" is
        a row when it has one of them. Raises the errors of JSON, ResultsTypeError and ResultsMissingError for JSON
        that is no answer, FileEmptyError for an answer without results.
        """
        self.where = where
        self.kinds = kinds
        self._parents = {name.partition(".")[0] for name in kinds if "." in name}
        self._json = JsonText(content, where=where)
        self._text = self._json.text
        names: dict[str, None] = {}
        empty = True
        for result in self._results():
            empty = False
            names.update(dict.fromkeys(result))
            if len(names) > MOST_KEYS:
                raise JsonKeysError(where=where, expected=MOST_KEYS)
        if empty:
            raise FileEmptyError(where=where, found=str(len(content)))
        if "\0" in "".join(names):
            raise FileTypeError(where=where, found="binary", expected="JSON")
        self.header = list(names)
        self._places = {name: place for place, name in enumerate(self.header) if name in kinds}

    def rows(self) -> Iterator[Row]:
        """The results in the order of the file; the first has number 2, for the header counts as one.

        Numbers are written with the digits of the source and no exponent, and allowed in columns of money only. Null
        and an absent name are both empty. ``found`` names the first cell of a wrong type and that type.
        """
        for number, result in enumerate(self._results(), start=2):
            yield checked_row(number, result, places=self._places, cells=len(self.header), kinds=self.kinds)

    def _results(self) -> Iterator[dict[str, object]]:
        """The rows of all documents, decoded again at each call, so that memory holds one document at a time."""
        for document in self._documents():
            if not isinstance(document, dict):
                raise self._type("#", document, "object")
            if "results" not in document:
                if self.kinds.keys().isdisjoint(document):
                    raise ResultsMissingError(where=self.where, found=", ".join(map(shown, list(document)[:6])) or "{}")
                yield document
                continue
            results = document["results"]
            if not isinstance(results, list):
                raise self._type("#/results", results, "array")
            for place, result in enumerate(results):
                if not isinstance(result, dict):
                    raise self._type(f"#/results/{place}", result, "object")
                yield self._opened(result)

    def _opened(self, result: dict[str, object]) -> dict[str, object]:
        """A row with the objects of which a declared column names a part ("PSC.description") opened, one level deep."""
        opened: dict[str, object] = {}
        for name, value in result.items():
            if name in self._parents and isinstance(value, dict):
                opened |= {f"{name}.{part}": inner for part, inner in value.items()}
            elif name not in self._parents or value is not None:
                opened[name] = value
        return opened

    def _documents(self) -> Iterator[object]:
        pieces, start = self._pieces(), 0
        for count, piece in enumerate(pieces, start=1):
            cut = 1 < len(pieces) == count and not self._text.endswith("\n")
            if piece.strip(BLANK):
                yield self._json.decoded(piece, start, JsonTruncatedError if cut else JsonSyntaxError)
            start += len(piece) + 1

    def _pieces(self) -> list[str]:
        """The texts of which each must be a document: all of it, or its records, or its lines."""
        if self._text.lstrip(BLANK).startswith(RECORD):
            return self._text.split(RECORD)
        first, _, more = self._text.lstrip(BLANK).partition("\n")
        if more.strip(BLANK):
            try:
                document = self._json.decoder.decode(first)
            except ValueError:
                return [self._text]
            if isinstance(document, dict) and "results" not in document:
                return self._text.split("\n")
        return [self._text]

    def _type(self, place: str, found: object, expected: str) -> ResultsTypeError:
        return ResultsTypeError(where=self.where, place=place, found=_TYPES.get(type(found), "null"), expected=expected)


def checked_row(
    number: int, result: Mapping[str, object], *, places: Mapping[str, int], cells: int, kinds: Mapping[str, Kind]
) -> Row:
    """An object as a row of so many cells, its values in their places; those without a place are not read."""
    row = [""] * cells
    texts: list[str] = []
    wrong = ""
    for name, value in result.items():
        if value is None or name not in places:
            continue
        if type(value) is str or (isinstance(value, Number) and kinds[name] is Kind.MONEY):
            texts.append(str(value))
            row[places[name]] = texts[-1]
        else:
            wrong = wrong or f"{name}: {_TYPES[type(value)]}"
    if wrong:
        return Row(number, row, "schema.type", wrong)
    longest = max(map(len, texts), default=0)
    if longest > LONGEST_FIELD:
        return Row(number, row, "text.too_long", str(longest))
    if "\0" in "".join(texts):
        return Row(number, row, "text.nul", "")
    return Row(number, row, None, "")
