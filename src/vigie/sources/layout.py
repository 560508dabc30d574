"""The declaration of a source: its layouts, the columns taken of each, the columns left out and why."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fnmatch import fnmatchcase
from importlib import resources
from typing import Any


class Kind(StrEnum):
    """What a column holds, and so how its cells are read.

    ``registered`` is the number under which a register knows an organization. Some have the form of a number of persons (a Spanish
    company's is A and eight digits), so they are not gone through for those. ``addressed`` is a supplier with its address behind
    the name; only the name is taken. ``city`` is a place below a state, which a record about minors, shelters or lodging does not keep.
    """

    IDENTIFIER = "identifier"
    REGISTERED = "registered"
    AGENCY = "agency"
    SUPPLIER = "supplier"
    ADDRESSED = "addressed"
    MONEY = "money"
    DAY = "day"
    TEXT = "text"
    LABEL = "label"
    CITY = "city"
    COUNT = "count"

    @property
    def holds_words(self) -> bool:
        """Whether something that leads to a person may stand in its cells."""
        return self not in (Kind.MONEY, Kind.DAY, Kind.REGISTERED)


class Record(StrEnum):
    """What one row of a layout is: an action, the summary of a whole award, a subaward a prime contractor reported; an organization,
    what is said of whose it is, or a statement of either; a notice of what is to be bought; a protest; an amount reported by a third party;
    a page of a document."""

    ACTION = "action"
    AWARD = "award"
    SUBAWARD = "subaward"
    ORGANIZATION = "organization"
    OWNERSHIP = "ownership"
    STATEMENT = "statement"
    DOCUMENT = "document"
    PROTEST = "protest"
    REPORTED = "reported"
    NOTICE = "notice"

    @property
    def of_register(self) -> bool:
        """Whether it says who is who, and nothing of money."""
        return self in (Record.ORGANIZATION, Record.OWNERSHIP, Record.STATEMENT)


class Days(StrEnum):
    """How a layout writes a day. Which of several forms a column has is settled by all of its days, never guessed by one."""

    ISO = "YYYY-MM-DD"
    ISO_TIMED = "YYYY-MM-DDTHH:MM:SS"
    DAY_FIRST = "DD/MM/YYYY"
    DAY_FIRST_TIMED = "DD/MM/YY HH:MM"
    MONTH_FIRST = "M/D/YY"
    MONTH_FIRST_LONG = "MM/DD/YYYY"
    MONTH_NAMED = "Month D, YYYY"


@dataclass(frozen=True, slots=True)
class Column:
    """A column taken: the source's name for it, ours, what it holds, and whether records can do without it."""

    name: str
    field: str
    kind: Kind
    required: bool

    @property
    def classifies(self) -> bool:
        """Whether it says, by a name or a code, what kind of thing is bought."""
        return self.field in ("product_service", "product_service_code", "naics", "naics_code")


@dataclass(frozen=True, slots=True)
class PeopleRows:
    """Rows that are people: those with one of ``values`` in ``column``. Nothing of them is kept but their number; where they are
    ``listed``, by name, the whole file is refused."""

    column: str
    values: tuple[str, ...]
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """One shape in which a source publishes. ``columns_left_out`` gives the reason by column name, or by a pattern of names ("*"
    stands for anything) where a source numbers its columns; ``columns_of_people`` are those of them that reach or describe
    persons, or come down to where they are. A column taken is taken, whatever a pattern says. ``people``: its rows that are people.

    ``listing``: a file of it lists what the source had at one moment, so that what is not in it can be called absent;
    not so for versions united. ``page`` is the number of rows after which the source's lists, sorted by falling amount,
    are known to be cut; None where they are not. ``header`` are the names of all its columns where its files have no
    header row (they are read as if they had one, which is row 1); None where they have one. ``values_withheld``: what has the form of a
    value of a person is withheld from its texts instead of refusing the file, where few rows have one: numbers of parts have that form.
    """

    name: str
    title: str
    record: Record
    columns: tuple[Column, ...]
    columns_left_out: dict[str, str]
    columns_of_people: frozenset[str]
    listing: bool
    page: int | None
    days: tuple[Days, ...]
    header: tuple[str, ...] | None
    people: tuple[PeopleRows, ...] = ()
    values_withheld: bool = False

    def leaves_out(self, name: str) -> bool:
        """Whether a column that is not taken was declared to be left out."""
        return _is_among(name, self.columns_left_out)

    def is_of_people(self, name: str) -> bool:
        """Whether a column left out is one of people."""
        return _is_among(name, self.columns_of_people)

    def fits(self, header: list[str]) -> bool:
        """Whether the header has at least half of the columns this layout cannot do without."""
        required = [column.name for column in self.columns if column.required]
        return 2 * sum(name in header for name in required) >= len(required)


def _is_among(name: str, patterns: Iterable[str]) -> bool:
    return any(name == one or ("*" in one and fnmatchcase(name, one)) for one in patterns)


@dataclass(frozen=True, slots=True)
class Volume:
    """How many actions of one buyer this source publishes for a whole fiscal year: at least ``low``, at most ``high``."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Nesting:
    """How the documents of a source, JSON and XML, nest what its tables have side by side.

    A document holds its records under one of ``records`` (XML: elements of that name; JSON: lists under that key, or the document
    is the list). A cell is named by the path to it; ``lists`` are the names whose values are numbered even where there is one
    alone; ``paths`` are pairs of a pattern and what the table calls the paths that have it, tried one after the other.
    """

    records: tuple[str, ...]
    lists: frozenset[str]
    paths: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher of one kind of record, as declared in the source's data file.

    ``currency`` is empty where it says nothing of money. ``nesting`` None: it publishes no nested documents. ``relations`` are our
    words for the ways in which it says one organization belongs to another, by its own; ``kinds`` those for the kinds of its notices.
    ``corrections`` are cells it got wrong and how they are to be read. ``delimiters`` part the cells of its tables; ``endings`` are
    those of its files in a zip. ``paged``: its files are Atom pages of one list, and those of one archive are read as one table.
    ``floor``: its records begin in the middle of contracts, so sums are "at least". ``earliest_day`` and ``latest_day`` bound the
    days an action can have; outside them a row is set aside. ``fiscal_year_starts`` is the month in which the year begins by
    which it publishes. ``volume`` by the code of the buyer.
    """

    name: str
    title: str
    publisher: str
    reference: str
    licence: str
    layouts: tuple[Layout, ...]
    blind_spots: tuple[str, ...]
    currency: str = ""
    agencies: dict[str, str] = field(default_factory=dict)
    floor: bool = False
    earliest_day: date = date.min
    latest_day: date = date.max
    fiscal_year_starts: int = 1
    volume: dict[str, Volume] = field(default_factory=dict)
    nesting: Nesting | None = None
    relations: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    corrections: dict[str, str] = field(default_factory=dict)
    delimiters: tuple[str, ...] = (",",)
    endings: tuple[str, ...] = (".csv",)
    paged: bool = False

    def columns_of(self, layout: str) -> tuple[Column, ...]:
        """The columns taken of one of its layouts, by name; none of a layout it does not have."""
        return next((one.columns for one in self.layouts if one.name == layout), ())


def read_source(name: str) -> Source:
    """The declaration of a source from its data file and from those of its large layouts."""
    folder = resources.files("vigie.sources")

    def content_of(file: str) -> dict[str, Any]:
        return tomllib.loads(folder.joinpath(f"{file}.toml").read_text(encoding="utf-8"))

    plain = content_of(name)
    layouts = [*plain.pop("layout", ()), *map(content_of, plain.pop("layouts", ()))]
    nesting = plain.pop("nesting", None)
    return Source(
        name=name,
        layouts=tuple(map(_layout, layouts)),
        blind_spots=tuple(plain.pop("blind_spots", ())),
        volume={code: Volume(bounds["low"], bounds["high"]) for code, bounds in plain.pop("volume", {}).items()},
        nesting=_nesting(nesting) if nesting is not None else None,
        delimiters=tuple(plain.pop("delimiters", (",",))),
        endings=tuple(plain.pop("endings", (".csv",))),
        **plain,
    )


def _nesting(declared: dict[str, Any]) -> Nesting:
    return Nesting(
        records=tuple(declared["records"]),
        lists=frozenset(declared.get("lists", ())),
        paths=tuple((pattern, name) for pattern, name in declared.get("paths", ())),
    )


def _layout(declared: dict[str, Any]) -> Layout:
    left_out = {name: group["why"] for group in declared.get("left_out", ()) for name in group["names"]}
    return Layout(
        name=declared["name"],
        title=declared["title"],
        record=Record(declared.get("record", "action")),
        columns=tuple(
            Column(column["name"], column["field"], Kind(column["kind"]), column.get("required", False))
            for column in declared["column"]
        ),
        columns_left_out=left_out,
        columns_of_people=frozenset(
            name for group in declared.get("left_out", ()) if group.get("people", False) for name in group["names"]
        ),
        listing=declared.get("listing", False),
        page=declared.get("page"),
        days=tuple(map(Days, declared.get("days", ("YYYY-MM-DD",)))),
        header=tuple(declared["header"]) if "header" in declared else None,
        people=tuple(
            PeopleRows(one["column"], tuple(one["values"]), one.get("listed", False))
            for one in declared.get("people", ())
        ),
        values_withheld=declared.get("values_withheld", False),
    )
