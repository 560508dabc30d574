"""The sheet every answer is written on: a language, a width, and the pieces that occur in all answers."""

import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from vigie.evidence import Evidence
from vigie.groups.buyers import Buyer
from vigie.messages import counted, day, integer, money, text
from vigie.money import Figure
from vigie.outputs.withheld import said
from vigie.records.coverage import Coverage
from vigie.topics.lexicon import lexicon


def visible(line: str) -> str:
    """A line whose control characters and turns of direction are written out, so that a record cannot forge others."""
    return "".join(
        f"\\u{ord(letter):04x}" if _is_unseen(letter) and letter not in "\n\u00ad" else letter for letter in line
    )


def _is_unseen(letter: str) -> bool:
    """Whether a character controls, formats or ends a line, is half of another, or is none (Unicode 23.7)."""
    none = ord(letter) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(letter) <= 0xFDEF
    return none or unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def wrapped(line: str, width: int, indent: str = "") -> Iterator[str]:
    """A text in lines no wider than ``width``; only a word longer than that runs over."""
    yield from textwrap.wrap(
        visible(" ".join(line.split(" "))), width, initial_indent=indent, subsequent_indent=indent and indent + "  ",
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """What lines are written for: a language, a width in columns, how many lines of a list to show (0: all)."""

    lang: str
    width: int
    limit: int

    def text(self, key: str, **values: object) -> str:
        """A text of the catalogue, its values as a reader may see them."""
        shown = {name: said(one, self.lang) if isinstance(one, str) else one for name, one in values.items()}
        return text(key, self.lang, **shown)

    def wrapped(self, line: str, indent: str = "") -> Iterator[str]:
        """A text in lines of this width."""
        yield from wrapped(line, self.width, indent)

    def said(self, key: str, indent: str = "", **values: object) -> Iterator[str]:
        """A text of the catalogue in lines of this width."""
        yield from self.wrapped(self.text(key, **values), indent)

    def across(self, left: str, *right: str, columns: int = 18) -> str:
        """A line with a text on the left and columns flush right; a text too long for it stands on lines above."""
        tail = "".join(f"{cell:>{max(columns, len(cell) + 2)}}" for cell in right)
        free = self.width - len(tail)
        left = left[: len(left) - len(left.lstrip())] + " ".join(left.split())
        if free < 0:
            return "\n".join([*textwrap.wrap(left, self.width), *(f"{cell:>{self.width}}" for cell in right)])
        above = textwrap.wrap(left, self.width) if len(left) > free else []
        return "\n".join([*above, f"{'' if above else left:<{max(0, free)}}{tail}"])

    def day(self, value: date | None) -> str:
        """A day in words."""
        return day(value, self.lang)

    def integer(self, number: int) -> str:
        """A whole number."""
        return integer(number, self.lang)

    def counted(self, count: int, key: str) -> str:
        """A number of things in words."""
        return counted(count, key, self.lang)

    def amount(self, figures: tuple[Figure, ...]) -> str:
        """The first figure with its currency; "no action" where nothing was added up."""
        if not figures:
            return self.text("money.no_action")
        return money(figures[0].amount, figures[0].currency, self.lang)

    def supplier(self, name: str | None) -> str:
        """A supplier's name as a reader may see it."""
        if name is None:
            return self.text("supplier.not_reported")
        return said(name, self.lang)

    def buyer(self, buyer: Buyer) -> str:
        """A public body by name and acronym."""
        return f"{buyer.names[self.lang]} ({buyer.acronym})"

    def topics(self, topics: tuple[str, ...]) -> str:
        """Topics by name."""
        return ", ".join(lexicon()[topic].names[self.lang] for topic in topics)

    def known(self, known: date | None) -> Iterator[str]:
        """The day of knowing, where one was asked about."""
        if known is not None:
            yield from self.said("answer.known", day=self.day(known))

    def nothing(self, coverage: Coverage) -> Iterator[str]:
        """Nothing found in the records held, or no records held at all."""
        yield from self.said("answer.nothing" if coverage.sources else "coverage.empty")

    def more(self, count: int, indent: str = "") -> Iterator[str]:
        """How many lines of a list are not shown, where any are not."""
        if 0 < self.limit < count:
            yield from self.said("answer.more", indent, count=self.integer(count - self.limit))

    def evidence(self, place: Evidence) -> Iterator[str]:
        """How to see the row behind a figure."""
        yield ""
        yield from self.said("answer.evidence", sha256=place.sha256[:12], pointer=place.pointer)
