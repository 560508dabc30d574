"""What the journal says of a capture: where it came from, when, what was kept of it, how complete it is."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum


class Doubt(StrEnum):
    """A reason why a listing may lack rows its source has.

    ``cut_at_page``: sorted by falling amount, it ends at a whole page before any amount below zero.
    ``rows_repeated``: exact repetitions, as when rows move between pages during a crawl; each stands where another row should.
    ``count_differs``: another number of rows than the source said. ``volume``: fewer or more rows than this source publishes
    for such a period. ``rows_set_aside``: rows that were not understood. ``period_unstated``: nobody says which days the file
    lists, and they are no whole fiscal year. ``fewer_than_before``: it lacks more than can have been withdrawn of what an
    earlier capture has; this one is judged when asked, for captures come in any order. The others are noticed by a crawl: the source's
    count changed meanwhile, a page came twice or too short, there were more pages than are asked, one action came
    twice with different contents, rows came that were not asked for, it took more than a day.
    """

    CUT = "cut_at_page"
    REPEATED = "rows_repeated"
    COUNT = "count_differs"
    VOLUME = "volume"
    SET_ASIDE = "rows_set_aside"
    PERIOD = "period_unstated"
    FEWER = "fewer_than_before"
    COUNT_CHANGED = "count_changed"
    PAGE_REPEATED = "page_repeated"
    PAGE_SHORT = "page_short"
    PAGE_LIMIT = "page_limit"
    ROW_CHANGED = "row_changed"
    OUTSIDE = "outside"
    OVER_A_DAY = "over_a_day"


@dataclass(frozen=True, slots=True)
class Listing:
    """What one capture lists of one buyer: the actions of the days from ``since`` to ``until``, both included.

    ``found`` counts its rows, ``repeated`` the exact repetitions among them, ``set_aside`` those not understood;
    ``expected`` is the count the source gave, None where it gave none. ``descending``: sorted by falling amount;
    ``last_amount`` is the amount of its last row, in the source's currency. It is complete when nothing speaks against it.
    """

    buyer: str
    since: date
    until: date
    found: int
    expected: int | None
    repeated: int
    set_aside: int
    descending: bool
    last_amount: Decimal | None
    doubts: tuple[Doubt, ...]

    @property
    def complete(self) -> bool:
        """Whether a row that is not in it can be called absent."""
        return not self.doubts


@dataclass(frozen=True, slots=True)
class Capturing:
    """How a file was come by: when, from whom, by whom.

    ``seen`` is the day, in the zone of whoever captured it; ``moment`` the instant, in UTC. ``publisher``, ``capturer`` (an
    organization or a tool, never a person) and ``reference`` (an address, a commit) are None where not stated.
    ``covers`` are the first and last day of action asked for, ``expected`` the rows the source said it had, ``doubts``
    what whoever captured it noticed; for a crawl.
    """

    seen: date
    moment: datetime
    publisher: str | None = None
    capturer: str | None = None
    reference: str | None = None
    covers: tuple[date, date] | None = None
    expected: int | None = None
    doubts: tuple[Doubt, ...] = ()


def end_of(day: date) -> datetime:
    """The instant that stands for a day without a time: its last, in UTC."""
    return datetime.combine(day, time(23, 59, 59), UTC)


def on_day(day: date) -> Capturing:
    """A capture of which only the day is known."""
    return Capturing(day, end_of(day))


def is_future(capturing: Capturing, now: datetime) -> bool:
    """Whether a file is said to have been captured after ``now``; a day without a time is to come from tomorrow on."""
    day_only = capturing.moment == end_of(capturing.seen)
    return capturing.seen > now.date() if day_only else capturing.moment > now


@dataclass(frozen=True, slots=True)
class Capture:
    """One file taken in from one source at one moment.

    ``published_sha256`` is the hash of the file as handed to us, ``sha256`` of the content as kept, after redaction
    if ``redacted``; ``stored_sha256`` of the gzip bytes on the disk. ``seen`` is the day the source was seen to say
    this, ``moment`` the instant (UTC; the end of the day where no time was given). ``publisher``, ``capturer`` and ``reference``
    as in Capturing. ``source_rows`` counts the rows of the file; ``kept_rows`` those read; ``set_aside_rows`` those not
    understood; ``repeated_rows`` the exact repetitions among those kept. ``listings`` say how complete it is, one a
    buyer; none where the file is no listing of one moment.
    ``notes`` counts what was noticed in rows that were kept, by code. ``columns_left_out`` and ``columns_unknown``
    name what was not taken. ``rule`` is the version of the rule of redaction.
    """

    number: int
    source: str
    layout: str
    file_name: str
    published_sha256: str
    sha256: str
    stored_sha256: str
    size: int
    seen: date
    moment: datetime
    publisher: str | None
    capturer: str | None
    reference: str | None
    redacted: bool
    rule: int
    source_rows: int
    kept_rows: int
    set_aside_rows: int
    repeated_rows: int
    listings: tuple[Listing, ...]
    notes: dict[str, int]
    columns_left_out: tuple[str, ...]
    columns_unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetAside:
    """One row that was not understood: where it stands, what is wrong, and what was found, never a person's data."""

    row: int
    column: str | None
    code: str
    found: str
