"""What every report is written with: the sentences of the text outputs as paragraphs, cells that link, tables that end."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from vigie.evidence import Evidence
from vigie.groups.buyers import acronym
from vigie.messages import day, money
from vigie.money import Figure
from vigie.outputs.report.model import Cell, Column, Form, Kind, Link, Said, Shown, Table, Tone, Work
from vigie.outputs.text.rests_on import coverage_lines
from vigie.outputs.text.sheet import Sheet, visible
from vigie.privacy import INDIVIDUAL
from vigie.privacy.bare_names import is_sentinel
from vigie.records.coverage import Coverage
from vigie.records.ownership import OwnershipLink

# No sentence is as wide as this, so none is broken
_ENDLESS = 1_000_000
_SEP = "\u2002·\u2002"


class _Across(str):
    """A line of the text outputs with columns, kept apart from sentences."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class _Endless(Sheet):
    """The sheet of a reader whose lines are not broken and who follows links where others type commands."""

    def across(self, left: str, *right: str, columns: int = 18) -> str:
        """A line with its columns behind each other."""
        indent = left[: len(left) - len(left.lstrip())]
        return _Across(indent + _SEP.join(cell for cell in (" ".join(left.split()), *map(str.strip, right)) if cell))

    def evidence(self, place: Evidence) -> Iterator[str]:
        """Nothing: a report links every row."""
        yield from ()


class Pen:
    """Writes the parts of a report in one language; ``limit``: how many rows of a list are shown (0: all)."""

    def __init__(self, lang: str, limit: int = 0) -> None:
        self.lang = lang
        self.limit = limit
        self.sheet: Sheet = _Endless(lang, _ENDLESS, limit)

    def text(self, key: str, **values: object) -> str:
        """A text of the catalogue."""
        return self.sheet.text(key, **values)

    def paragraphs(self, lines: Iterable[str], tone: Tone = Tone.PLAIN) -> tuple[Said, ...]:
        """Lines of a text output as paragraphs, each as deep as it was indented; empty lines go."""
        found = []
        for line in lines:
            words = line.strip(" ")
            if words:
                depth = min(4, (len(line) - len(line.lstrip(" "))) // 2)
                found.append(Said(visible(words), tone, depth=depth))
        return tuple(found)

    def said(self, key: str, tone: Tone = Tone.PLAIN, **values: object) -> Said:
        """One sentence of the catalogue."""
        return Said(visible(self.text(key, **values)), tone)

    def table(
        self,
        caption: str,
        columns: Sequence[tuple[str, Form]],
        rows: Iterable[tuple[Cell, ...]],
        *,
        counted: int | None = None,
    ) -> Table:
        """A table whose headings are texts of the catalogue under ``heading``; rows beyond the limit are counted, not shown."""
        every = list(rows)
        shown = every[: self.limit or None]
        headings = tuple(Column(self.text(f"heading.{name}"), form) for name, form in columns)
        return Table(self.text(caption), headings, tuple(shown), max(counted or 0, len(every)) - len(shown))

    def known(self, known: date | None) -> tuple[Said, ...]:
        """By which day everything was known, where one was asked about."""
        return self.paragraphs(self.sheet.known(known), Tone.NOTE)

    def rests_on(self, coverage: Coverage, *, links: Iterable[OwnershipLink] = ()) -> tuple[Said, ...]:
        """What an answer rests on and cannot see."""
        return self.paragraphs(coverage_lines(self.sheet, coverage, links=links), Tone.NOTE)

    def shown(
        self, label: str, figures: tuple[Figure, ...], *, floor: bool, command: str, coverage: Coverage
    ) -> tuple[Shown, ...]:
        """Figures set large, one a currency; ``floor``: what is not held can only add to them."""
        return tuple(
            Shown(
                label,
                self.text("figure.floor", amount=self.money(one))
                if floor and one.amount and one.amount >= 0
                else self.money(one),
                self.text("figure.basis", basis=self.text(f"basis.{one.basis}"), day=self.day(one.on)),
                Work(command, one.evidence, tuple(said.text for said in self.rests_on(coverage))),
            )
            for one in figures
        )

    def money(self, figure: Figure) -> str:
        """An amount with its currency."""
        return money(figure.amount, figure.currency, self.lang)

    def day(self, value: date | None) -> str:
        """A day in words."""
        return day(value, self.lang)

    # -- cells ----------------------------------------------------------------------------------------------------

    def plain(self, words: str | None) -> Cell:
        """Words of a record."""
        return Cell(visible(words or ""))

    def on(self, value: date | None) -> Cell:
        """A day; nothing where none is held."""
        return Cell(day(value, self.lang) if value else "")

    def amount(self, figures: Sequence[Figure]) -> Cell:
        """The first figure with what proves it; nothing where there is none."""
        if not figures:
            return Cell("")
        place = figures[0].evidence[0] if figures[0].evidence else None
        return Cell(self.money(figures[0]), evidence=place)

    def supplier(self, name: str | None) -> Cell:
        """A supplier by its name as a reader may see it, with the page of its group."""
        if name is None or name == INDIVIDUAL or is_sentinel(name):
            return Cell(visible(self.sheet.supplier(name)))
        return Cell(visible(name), Link(Kind.GROUP, name))

    def contract(self, piid: str, id: str) -> Cell:
        """The number of a contract, with its page."""
        return Cell(visible(piid), Link(Kind.CONTRACT, id))

    def buyer(self, code: str) -> Cell:
        """A public body by acronym, with its page."""
        return Cell(acronym(code), Link(Kind.BUYER, acronym(code)))


def command(*words: str, lang: str, on: date | None = None, known: date | None = None, buyer: str | None = None) -> str:
    """The command that asks the same question in a terminal."""
    written = ["vigie", *(f'"{word}"' if any(letter in word for letter in " &'();") else word for word in words)]
    asked = {"buyer": buyer, "on": on and on.isoformat(), "known": known and known.isoformat(), "lang": lang}
    return visible(" ".join([*written, *(f"--{name} {value}" for name, value in asked.items() if value)]))


def doubtful(said: tuple[Said, ...]) -> tuple[Said, ...]:
    """The same paragraphs, marked as what speaks against or may change an answer."""
    return tuple(replace(one, tone=Tone.DOUBT) for one in said)
