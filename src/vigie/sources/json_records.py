"""The records of a JSON file, one after the other, as nested values; never more than one of them decoded at a time.

The file is the list of its records, or an object with that list, or one record, under a known key.
"""

from collections.abc import Collection, Generator, Iterator
from json import JSONDecodeError
from typing import Any

from vigie.errors import InputError, JsonKeyRepeatedError, JsonSyntaxError, JsonTruncatedError, ResultsTypeError
from vigie.sources.json_text import BLANK, JsonText, shown


class JsonRecords:
    """A JSON file being read record by record."""

    def __init__(self, content: bytes, *, records: Collection[str], where: str) -> None:
        """Check the whole content; raises what JsonText raises, and JsonTruncatedError where it ends early."""
        self._json = JsonText(content, where=where)
        self._text = self._json.text
        self._keys = records
        if self._json.cut:
            raise JsonTruncatedError(**self._json.place(len(self._text.rstrip(BLANK))))

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The records in the order of the file.

        Raises JsonSyntaxError, and ResultsTypeError where something else than an object stands for a record.
        """
        at = self._after_blank(0)
        if self._text[at : at + 1] == "[":
            at = yield from self._listed(at)
        else:
            at = yield from self._keyed(at)
        if self._after_blank(at) != len(self._text):
            raise self._no_json(self._after_blank(at))

    def _listed(self, at: int) -> Generator[dict[str, Any], None, int]:
        """The records of the list that begins at a place; returns the place after it."""
        at = self._after_blank(at + 1)
        while self._text[at : at + 1] != "]":
            value, at = self._decoded(at)
            if not isinstance(value, dict):
                raise ResultsTypeError(where=self._json.where, place="#", found=type(value).__name__, expected="object")
            yield value
            at = self._after_comma(at, "]")
        return at + 1

    def _keyed(self, at: int) -> Generator[dict[str, Any], None, int]:
        """The records of the object that begins at a place; returns the place after it."""
        seen = set()
        at = self._after_blank(at + 1)
        while self._text[at : at + 1] != "}":
            key, at = self._decoded(at)
            at = self._after_blank(at)
            if not isinstance(key, str) or self._text[at : at + 1] != ":":
                raise self._no_json(at)
            if key in seen:
                raise JsonKeyRepeatedError(where=self._json.where, found=shown(key))
            seen.add(key)
            at = self._after_blank(at + 1)
            if key in self._keys and self._text[at : at + 1] == "[":
                at = yield from self._listed(at)
            else:
                value, at = self._decoded(at)
                if key in self._keys and isinstance(value, dict):
                    yield value
            at = self._after_comma(at, "}")
        return at + 1

    def _decoded(self, at: int) -> tuple[Any, int]:
        try:
            value, end = self._json.decoder.raw_decode(self._text, at)
        except JSONDecodeError as fault:
            raise self._no_json(fault.pos) from None
        self._json.check_letters(self._text[at:end], value)
        return value, end

    def _after_blank(self, at: int) -> int:
        while at < len(self._text) and self._text[at] in BLANK:
            at += 1
        return at

    def _after_comma(self, at: int, end: str) -> int:
        """The place of what follows a value: the next one, or the end of what it stands in."""
        at = self._after_blank(at)
        if self._text[at : at + 1] == end:
            return at
        if self._text[at : at + 1] != ",":
            raise self._no_json(at)
        following = self._after_blank(at + 1)
        if self._text[following : following + 1] == end:
            raise self._no_json(following)
        return following

    def _no_json(self, at: int) -> InputError:
        return JsonSyntaxError(**self._json.place(at))
