"""A list of companies a reader hands in: its lines as organizations, and what is wrong with some of them."""

from dataclasses import dataclass
from enum import StrEnum

from vigie.records.organization import Organization


class Slip(StrEnum):
    """What keeps a line from being looked up as it is written, or at all."""

    IDENTIFIER = "identifier"  # wrong form or check digits: it is not used, and the line is never matched by itself
    REGISTER = "register"  # an identifier that does not say whose it is: likewise
    DECEIVING = "deceiving"  # invisible characters, or letters of two scripts
    COUNTRY = "country"  # not understood, not used
    CELLS = "cells"  # more cells than the header: what is the name cannot be told
    NO_NAME = "no_name"  # nothing to look up
    PERSON = "person"  # reads as the name of a person: nobody looks for one here
    TOO_LONG = "too_long"  # no name of an organization is as long
    NUL = "nul"  # the file was damaged here


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a line, and the words or characters it is about."""

    slip: Slip
    found: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One organization of a list, with the numbers of all rows that name it (the first row of the file is 1).

    ``faults``: what was wrong with them. An identifier with a fault is not among those of ``organization``.
    """

    rows: tuple[int, ...]
    organization: Organization
    faults: tuple[Fault, ...]

    @property
    def doubtful(self) -> bool:
        """Whether a person has to look before anything is said of it: one of its identifiers cannot be used as written."""
        return any(fault.slip in (Slip.IDENTIFIER, Slip.REGISTER) for fault in self.faults)


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that cannot be looked up at all, and why."""

    row: int
    fault: Fault


@dataclass(frozen=True, slots=True)
class ReadAs:
    """How a list was read: what it shows of itself, to be checked by whoever wrote it.

    ``delimiter`` None: one name a line. ``columns`` are the headings taken, ``left_out`` those not taken; both are empty where the
    list has no header, and then ``first`` is the first name read. ``blank`` rows have nothing in them;
    ``repeated`` counts rows that name an organization named before, and were joined with it.
    """

    encoding: str
    delimiter: str | None
    header: bool
    first: str
    columns: tuple[str, ...]
    left_out: tuple[str, ...]
    rows: int
    blank: int
    repeated: int


@dataclass(frozen=True, slots=True)
class CompanyList:
    """A list as read: its organizations in the order in which they are first named, and the rows that cannot be looked up."""

    lines: tuple[Listed, ...]
    unread: tuple[Unread, ...]
    read_as: ReadAs
