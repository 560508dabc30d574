"""Brands and how descriptions spell them; any other organization is looked for by the words of its own name."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from vigie.groups.names import normal_form
from vigie.groups.phrases import Word, after, words


@dataclass(frozen=True, slots=True)
class Spelling:
    """Words that name a brand, except where they stand directly before or after words that give them another meaning."""

    words: tuple[str, ...]
    not_before: tuple[tuple[str, ...], ...] = ()
    not_after: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Brand:
    """An organization that descriptions name, and the spellings by which they do.

    ``id`` None: no brand of brands.toml, so that its name may mean something else. ``organizations``: the names under which
    it is itself a supplier; who belongs to it is not said here but follows from ownership.
    """

    id: str | None
    name: str
    organizations: tuple[str, ...]
    spellings: tuple[Spelling, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text names a brand: the characters from ``start`` up to, not including, ``end``."""

    start: int
    end: int


@lru_cache(maxsize=1)
def brands() -> tuple[Brand, ...]:
    """Every brand of brands.toml."""
    content = tomllib.loads(resources.files("vigie.groups").joinpath("brands.toml").read_text(encoding="utf-8"))
    return tuple(
        Brand(
            id=entry["id"],
            name=entry["name"],
            organizations=(entry["name"], *entry.get("organizations", ())),
            spellings=tuple(
                Spelling(
                    phrase(one["words"]),
                    tuple(map(phrase, one.get("not_before", ()))),
                    tuple(map(phrase, one.get("not_after", ()))),
                )
                for one in entry["spellings"]
            ),
        )
        for entry in content["brand"]
    )


def brand_named(name: str) -> Brand:
    """The brand of a name or of any of its spellings; else the name as it is, spelled by its words without legal form.

    ``name`` has a letter or a digit.
    """
    asked = phrase(normal_form(name))
    for brand in brands():
        spelled = {one.words for one in brand.spellings} | {phrase(normal_form(one)) for one in brand.organizations}
        if asked in spelled:
            return brand
    return Brand(None, name.strip(), (name,), (Spelling(asked),))


def phrase(text: str) -> tuple[str, ...]:
    """The words of a text, each in its folded form."""
    return tuple(word.form for word in words(text))


def named(brand: Brand, text: str) -> Place | None:
    """Where a text names a brand first, on word borders; the longest spelling where several begin there; None: nowhere."""
    said = words(text)
    for first, word in enumerate(said):
        # a word may be the first part of one that a hyphen parts
        begun = [spelling for spelling in brand.spellings if spelling.words[0].startswith(word.form)]
        ends = [end for spelling in begun if (end := _spelled(spelling, said, first)) is not None]
        if ends:
            return Place(word.start, said[max(ends) - 1].end)
    return None


def _spelled(spelling: Spelling, said: list[Word], first: int) -> int | None:
    end = after(spelling.words, said, first)
    if end is None or any(after(other, said, end) is not None for other in spelling.not_before):
        return None
    before = range(max(0, first - 4), first)
    if any(after(other, said, start) == first for other in spelling.not_after for start in before):
        return None
    return end
