"""The addresses of pages: one for each kind of page and language, the same parameters in the words of that language.

``/en/group/capgemini?buyer=ICE&on=2026-01-26`` and ``/fr/groupe/capgemini?acheteur=ICE&au=2026-01-26`` are one question; with
``.json``, ``.csv``, ``.xlsx``, ``.atom`` or ``.ics`` behind the name they give its data, a group's with ``.pdf`` its dossier.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote, urlencode

from vigie.errors import PageParameterError, UnknownPageError
from vigie.grammar.asked_day import asked_day
from vigie.messages import LANGUAGES, text

SHAPES = ("json", "csv", "xlsx", "atom", "ics")
# A dossier to print, beside the data
_PRINTED = "pdf"
# The longest name or word a question is asked with; records have none that is longer
LONGEST = 400
# The most entries of a list that one page or file has
MOST = 2_000
# The days that can be asked about
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of page: whether it is of something with a name, what can be asked of it, and in which shapes it gives its data."""

    kind: str
    named: bool
    asked: tuple[str, ...]
    shapes: tuple[str, ...] = ()

    def word(self, lang: str) -> str:
        """The kind in an address of this language."""
        return text(f"address.{self.kind}", lang)


_TIMED = ("on", "known")
PLACES = {
    place.kind: place
    for place in (
        Place("today", False, _TIMED, ("json",)),
        Place("search", False, ("q", *_TIMED, "limit"), ("json", "csv")),
        Place("group", True, ("buyer", *_TIMED, "versus", "limit", "cursor"), (*SHAPES, _PRINTED)),
        Place("supplier", True, _TIMED, ("json", "csv", "xlsx")),
        Place("buyer", True, ("since", *_TIMED, "versus", "limit", "cursor"), ("json", "csv", "xlsx", "atom")),
        Place("contract", True, (*_TIMED, "versus"), SHAPES),
        Place("program", True, ("buyer", "since", *_TIMED), ("json", "csv", "xlsx")),
        Place("topic", True, ("buyer", "since", *_TIMED, "versus"), ("json", "csv", "xlsx", "atom")),
        Place("notice", True, _TIMED, SHAPES),
        Place("notices", False, ("buyer", "topic", "nature", "words", "since", *_TIMED, "limit", "cursor"), ("json", "csv", "xlsx")),
        Place("protests", True, _TIMED, ("json", "csv", "xlsx")),
        Place("mentions", True, ("buyer", "since", *_TIMED), ("json", "csv", "xlsx")),
        Place("changes", False, ("buyer", "since", "until", "known"), ("json", "csv", "xlsx", "atom")),
        Place("evidence", True, ("rows",), ("json",)),
        Place("coverage", False, _TIMED, ("json", "csv", "xlsx")),
        Place("source", True, ("known",), ("json",)),
        Place("check", False, ("on", "known", "published")),
        Place("screen", False, ("buyer", *_TIMED, "since")),
        Place("dispute", False, ("page",)),
    )
}  # fmt: skip
_BY_WORD = {(lang, place.word(lang)): place for place in PLACES.values() for lang in LANGUAGES}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks: a kind of page, a name, parameters by their English names. ``shape`` None: the page itself."""

    lang: str
    place: Place
    name: str
    parameters: Mapping[str, str]
    shape: str | None = None

    def day(self, parameter: str) -> date | None:
        """A day asked about; None where none is. DayFormatError for what is no day, PageParameterError for one no record can have."""
        written = self.parameters.get(parameter)
        if not written:
            return None
        day = asked_day(written)
        if not FIRST <= day <= LAST:
            named = text(f"parameter.{parameter}", self.lang)
            raise PageParameterError(parameter=named, found=written, expected=f"{FIRST} – {LAST}")
        return day

    def limit(self, usual: int) -> int:
        """How many entries of a list are asked for; PageParameterError for what is no number from 1 to ``MOST``."""
        written = self.parameters.get("limit")
        if not written:
            return usual
        if not (written.isascii() and written.isdecimal()) or len(written) > 9 or not 1 <= int(written) <= MOST:
            named = text("parameter.limit", self.lang)
            raise PageParameterError(parameter=named, found=written[:80], expected=f"1–{MOST}")
        return int(written)

    def asking(self, **parameters: str | None) -> "Asked":
        """The same address with other parameters; None takes one away."""
        asked = {name: value for name, value in {**self.parameters, **parameters}.items() if value}
        return replace(self, parameters=asked)

    def address(self) -> str:
        """The address of it, with the path of its kind, its parameters in the order in which they are declared."""
        path = f"/{self.lang}/{self.place.word(self.lang)}"
        if self.place.named:
            path += "/" + quote(self.name, safe="")
        if self.shape is not None:
            path += f".{self.shape}"
        asked = [
            (text(f"parameter.{name}", self.lang), self.parameters[name])
            for name in self.place.asked
            if self.parameters.get(name)
        ]
        return path + ("?" + urlencode(asked) if asked else "")


def asked_of(lang: str, path: str, query: Iterable[tuple[str, str]]) -> Asked:
    """What a path behind its language ("group/capgemini.json") and a query ask.

    Raises UnknownPageError, and PageParameterError for a parameter that is not one, stands twice, or is too long.
    """
    word, _, rest = path.partition("/")
    name, shape = _shaped(rest or word)
    place = _BY_WORD.get((lang, word if rest else name)) or _BY_WORD.get((lang, word))
    if place is None or (place.named and not name.strip()) or (not place.named and rest):
        raise UnknownPageError(found=f"/{lang}/{path}"[:200])
    if shape is not None and shape not in place.shapes:
        raise UnknownPageError(found=f"/{lang}/{path}"[:200])
    names = {text(f"parameter.{name}", lang): name for name in place.asked}
    parameters: dict[str, str] = {}
    for written, value in query:
        parameter = names.get(written)
        if parameter is None:
            raise PageParameterError(parameter=written[:80], found=value[:80], expected=", ".join(names))
        if parameter in parameters:
            raise PageParameterError(parameter=written, found=value[:80], expected=parameters[parameter][:80])
        if len(value) > LONGEST and parameter != "rows":
            raise PageParameterError(parameter=written, found=f"{value[:40]}…", expected=f"≤ {LONGEST}")
        parameters[parameter] = value.strip()
    if len(name) > LONGEST:
        raise PageParameterError(parameter=word, found=f"{name[:40]}…", expected=f"≤ {LONGEST}")
    return Asked(lang, place, name.strip() if place.named else "", parameters, shape)


def _shaped(name: str) -> tuple[str, str | None]:
    stem, dot, ending = name.rpartition(".")
    return (stem, ending) if dot and ending in (*SHAPES, _PRINTED) else (name, None)
