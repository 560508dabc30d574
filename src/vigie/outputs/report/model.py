"""An answer laid out for a reader, before it becomes a web page, a PDF or a workbook: sections of sentences, tables and charts.

Every text in it is in the reader's language, written as it will be read; nothing in it is markup. What is computed is computed by
the questions: a report only arranges.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from vigie.evidence import Evidence


class Kind(StrEnum):
    """What a link leads to: one kind of page each."""

    GROUP = "group"
    SUPPLIER = "supplier"
    BUYER = "buyer"
    CONTRACT = "contract"
    PROGRAM = "program"
    NOTICE = "notice"
    TOPIC = "topic"
    EVIDENCE = "evidence"
    SOURCE = "source"
    PROTESTS = "protests"
    MENTIONS = "mentions"
    CHANGES = "changes"
    COVERAGE = "coverage"


@dataclass(frozen=True, slots=True)
class Link:
    """A place in Vigie: a kind of page, the name it is found by, and what is asked of it beside the day of the answer.

    ``asked`` has parameters of the page by their English names ("buyer"); *on* and *known* travel by themselves.
    """

    kind: Kind
    name: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)


class Form(StrEnum):
    """How a cell is set: texts flush left, amounts and counts flush right, numbers of records and hashes in letters of one width."""

    TEXT = "text"
    AMOUNT = "amount"
    COUNT = "count"
    DAY = "day"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it is read; ``link`` where it leads; ``evidence`` where a row proves it; ``depth`` in a tree. Empty: no word of it."""

    text: str
    link: Link | None = None
    evidence: Evidence | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its heading."""

    heading: str
    form: Form = Form.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings. ``more``: how many rows there are beyond these; ``caption`` says what a row is."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    more: int = 0


class Tone(StrEnum):
    """How a sentence stands on the page."""

    PLAIN = "plain"
    LEAD = "lead"  # the answer in one sentence
    NOTE = "note"  # what must be known beside it
    DOUBT = "doubt"  # disputed, incomplete, contradicting
    REPORTED = "reported"  # said by a third party, in no sum
    QUOTE = "quote"  # the words of a source, verbatim


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence or paragraph; ``depth`` 1 and more: it belongs to the paragraph before it that is less deep."""

    text: str
    tone: Tone = Tone.PLAIN
    link: Link | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure set large: what it is, the amount as it is read ("at least USD 1.00"), its basis and day, and what proves it."""

    label: str
    amount: str
    basis: str
    work: "Work | None" = None


@dataclass(frozen=True, slots=True)
class Work:
    """How a figure came about: the command that asks it again, the rows that were added up, what it rests on and cannot see."""

    command: str
    evidence: tuple[Evidence, ...]
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its words: ``svg`` is one ``<svg>`` element without styles, scripts, ids or addresses, drawn in the classes of the
    style sheet and readable without it; ``summary`` says in a sentence or two what it shows; ``table`` has every value drawn."""

    title: str
    svg: str
    summary: str
    table: Table


Block = Said | Shown | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report under a heading; ``id`` is its anchor, the same in every language."""

    id: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """An answer for one reader. ``private``: search engines are asked not to keep this page."""

    lang: str
    title: str
    sections: tuple[Section, ...]
    private: bool = False
