"""How complete what is held is: by source, by buyer, by period; what speaks against a listing, and the evidence."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from vigie.archive.capture import Doubt


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A period of a buyer of which every listing held is cut, or of a volume or count that cannot be, and of which nothing
    else is held: sums over it can be too high as well as too low.

    ``found``, ``last_amount``, ``doubts`` and ``sha256`` are those of the last such listing, in a file of ``source``.
    """

    source: str
    buyer: str
    since: date
    until: date
    found: int
    last_amount: Decimal | None
    doubts: tuple[Doubt, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class ListingFound:
    """What one capture lists of one buyer, and what speaks against it; see Listing. ``capture`` is its number, ``sha256``
    the hash of its file.

    ``page`` is the number of rows after which lists of this shape are known to be cut, ``low`` and ``high`` the rows its
    source publishes of this buyer for a whole fiscal year; None where none is declared. ``lacking`` counts the actions that
    it lacks of those an earlier complete capture has, ``earlier`` is the day of that one; None where it lacks no more than can have
    been withdrawn.
    """

    source: str
    capture: int
    sha256: str
    seen: date
    buyer: str
    since: date
    until: date
    found: int
    expected: int | None
    repeated: int
    set_aside: int
    last_amount: Decimal | None
    complete: bool
    doubts: tuple[Doubt, ...]
    page: int | None
    low: int | None
    high: int | None
    lacking: int | None
    earlier: date | None


@dataclass(frozen=True, slots=True)
class PeriodHealth:
    """A period of a buyer: how often it was listed, how often completely, the days of the last of each.

    ``found`` is the number of rows of the last listing that is not cut, None where all are; ``held`` the actions held of the
    period, ``missing`` how many fewer they are: rows lost to every capture, at least.
    """

    since: date
    until: date
    captures: int
    complete: int
    last: date
    last_complete: date | None
    found: int | None
    held: int
    missing: int


@dataclass(frozen=True, slots=True)
class Lag:
    """Days from an action to the first capture that has it, over the ``actions`` dated since their buyer was first captured.

    Half of them were seen within ``median`` days, nine in ten within ``ninth_decile``.
    """

    actions: int
    median: int
    ninth_decile: int
    longest: int


@dataclass(frozen=True, slots=True)
class BuyerHealth:
    """One buyer in one source. ``captures`` counts the captures that list it, ``complete`` those nothing speaks against.

    ``longest_gap`` is the longest time between two captures, in days; None with fewer than two. ``returned`` counts the
    actions that some capture lacked and a later one has. ``lag`` is None where no action is dated since the first capture.
    """

    buyer: str
    captures: int
    complete: int
    first: date
    last: date
    longest_gap: int | None
    returned: int
    lag: Lag | None
    periods: tuple[PeriodHealth, ...]


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """One source: its captures, rows set aside and columns nobody declared, and how often it says something else.

    ``actions`` counts the actions it named, ``versions`` what it said of them, by supplier, amount and day: each further
    one is a correction. ``frameworks`` and ``descriptions`` count the actions whose framework or words it changed.
    """

    source: str
    captures: int
    first: date
    last: date
    set_aside: int
    columns_unknown: tuple[str, ...]
    actions: int
    versions: int
    frameworks: int
    descriptions: int
