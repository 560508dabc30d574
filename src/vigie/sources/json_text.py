"""The text of a JSON file, checked before anything is decoded, and decoded strictly: keys once, numbers with their own digits."""

import json
import re
from collections import Counter
from decimal import Decimal, InvalidOperation

from vigie.errors import (
    InputError,
    JsonDepthError,
    JsonEncodingError,
    JsonKeyRepeatedError,
    JsonNumberRangeError,
    JsonSyntaxError,
)
from vigie.privacy.cells import without_people

# Answers of this source nest four deep, its widest table has 286 columns: far beyond both is an attack
_DEEPEST = 100
_FARTHEST = 308  # the powers of ten that JSON readers agree on (RFC 8259, 6)
BLANK = " \t\r\n"
RECORD = "\x1e"
# A text, a bracket, or a word Python reads and JSON does not have; a text without an end reaches to the end
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]|NaN|Infinity', re.DOTALL)
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class Number(str):
    """The digits of a number, told from a text by its type."""

    __slots__ = ()


def holds_json(content: bytes) -> bool:
    """Whether the content begins as an answer does, in UTF-8 or, to be refused by name, in another Unicode encoding."""
    start = content[:4_000].lstrip()
    text = start.decode(json.detect_encoding(start), "ignore")
    return text.lstrip(BLANK + RECORD).startswith(("{", "["))


def shown(key: str) -> str:
    """A key as a message shows it."""
    return repr(without_people(key[:400])[:40])


class JsonText:
    """A JSON file as text; ``cut`` says that brackets are left open at its end."""

    def __init__(self, content: bytes, *, where: str) -> None:
        """Check the whole content; raises JsonEncodingError, JsonDepthError and JsonSyntaxError."""
        self.where = where
        self.decoder = json.JSONDecoder(
            object_pairs_hook=self._object, parse_float=self._number, parse_int=self._number
        )
        try:
            if json.detect_encoding(content) not in ("utf-8", "utf-8-sig"):
                raise JsonEncodingError(where=where)
            self.text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise JsonEncodingError(where=where) from None
        self.cut = self._depth() > 0

    def decoded(self, piece: str, start: int, unreadable: type[InputError]) -> object:
        """A piece of the text that is one document; ``start`` is where it begins. Raises ``unreadable`` where it is none."""
        try:
            document: object = self.decoder.decode(piece)
        except json.JSONDecodeError as fault:
            raise unreadable(**self.place(start + fault.pos)) from None
        self.check_letters(piece, document)
        return document

    def check_letters(self, piece: str, document: object) -> None:
        """Raise JsonEncodingError where a piece has half a character in a text."""
        if _SURROGATE.search(piece):
            try:
                json.dumps(document, ensure_ascii=False).encode()
            except UnicodeEncodeError:
                raise JsonEncodingError(where=self.where) from None

    def place(self, at: int) -> dict[str, object]:
        """A place in the text, as messages name it."""
        line, before = self.text.count("\n", 0, at) + 1, self.text.rfind("\n", 0, at)
        return {"where": self.where, "line": line, "character": at - before}

    def _depth(self) -> int:
        """How many brackets are open at the end; raises for too many at once, and for words that are no JSON."""
        depth = 0
        for token in _TOKEN.finditer(self.text):
            mark = self.text[token.start()]
            if mark in "[{":
                depth += 1
                if depth > _DEEPEST:
                    raise JsonDepthError(where=self.where, expected=_DEEPEST)
            elif mark in "]}":
                depth -= 1
            elif mark in "NI":
                raise JsonSyntaxError(**self.place(token.start()))
        return depth

    def _object(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(pairs)
        if len(made) != len(pairs):
            ((key, _),) = Counter(name for name, _ in pairs).most_common(1)
            raise JsonKeyRepeatedError(where=self.where, found=shown(key))
        return made

    def _number(self, digits: str) -> Number:
        try:
            number = Decimal(digits)
        except InvalidOperation:
            raise JsonNumberRangeError(where=self.where, found=digits[:20]) from None
        if not -_FARTHEST <= number.adjusted() <= _FARTHEST:
            raise JsonNumberRangeError(where=self.where, found=digits[:20])
        return Number(format(number, "f"))
