"""A contract as records show it on a day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from vigie.evidence import Evidence
from vigie.money import Figure


class Status(StrEnum):
    """What records say of a contract on a day; never computed from silence.

    ``closed-out`` where an action says so. ``conflicting`` where actions say both that it closes and that it goes on. Else
    ``open`` and ``ended`` by the end date the source gives, if it gives one. ``not-held`` otherwise.
    """

    OPEN = "open"
    ENDED = "ended"
    CLOSED_OUT = "closed-out"
    CONFLICTING = "conflicting"
    NOT_HELD = "not-held"


@dataclass(frozen=True, slots=True)
class Gaps:
    """Amendment numbers that should stand between those held and do not.

    ``missing`` in rising order. ``begins_at`` is the first number held where it is not the signing; None where the
    signing is held.
    """

    missing: tuple[str, ...]
    begins_at: str | None

    def __bool__(self) -> bool:
        return bool(self.missing) or self.begins_at is not None


@dataclass(frozen=True, slots=True)
class Contract:
    """A signed instrument, in the state the records held show up to a day.

    ``id`` is the awarding sub-agency's code and the award number, ``7012_70CDCR24FR0000006``; ``piid`` the award number
    alone. ``supplier`` as the last action names it. ``signed`` is the day of the signing (modification 0); None where
    that action is not held, which is not "unsigned". ``last_action`` is the day of the last action up to the day
    asked. ``ends`` is the end date the last action gives, or a summary of the award that knows of that action; None where not held.
    ``term`` quotes a term an action states ("60 DAYS"). ``framework`` is the award number of the framework it
    was ordered under; "-NONE-" where the source says there is none; None where not held.
    """

    id: str
    piid: str
    buyer: str
    supplier: str | None
    signed: date | None
    status: Status
    last_action: date
    ends: date | None
    term: str | None
    framework: str | None
    topics: tuple[str, ...]
    figures: tuple[Figure, ...]
    gaps: Gaps
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """One line of a contract's history as reported: the signing or an amendment.

    ``obligated`` is what this action added, negative where it took money back, None where not reported;
    ``obligated_to_date`` the running sum of the actions held. ``framework`` as in
    Contract. ``topics`` are those its own words name, ``words`` the
    words that named them, in the same order. ``classifications`` are the labels under which the source files it (product or service,
    then industry), in its words.
    """

    modification: str
    action_date: date
    supplier: str | None
    obligated: Decimal | None
    obligated_to_date: Decimal | None
    framework: str | None
    description: str | None
    topics: tuple[str, ...]
    words: tuple[str, ...]
    classifications: tuple[str, ...]
    says_closed_out: bool
    says_continues: bool
    evidence: Evidence


def is_framework(piid: str) -> bool:
    """Whether an award number of the uniform scheme is one of a framework, under which orders are placed: of an agreement, an
    indefinite-delivery contract or a basic ordering agreement (FAR 4.1603(a)(3)); older numbers do not tell."""
    return 13 <= len(piid) <= 17 and piid[8] in "ADG"


def gaps(modifications: list[str], *, held: list[str]) -> Gaps:
    """The amendment numbers missing between those of one contract, of each letter's own series (P00001, P00002, …; FAR
    4.1603). ``modifications`` are those up to the day asked, in order; ``held`` also has those dated later."""
    series: dict[tuple[str, int], list[int]] = {}
    for modification in modifications:
        letters = modification.rstrip("0123456789")
        digits = modification[len(letters) :]
        if letters and digits:
            series.setdefault((letters, len(digits)), []).append(int(digits))
    signed = any(set(modification) == {"0"} for modification in modifications)
    missing: list[str] = []
    for (letters, width), found in sorted(series.items()):
        first = 1 if signed and letters == "P" else min(found)
        every = (f"{letters}{number:0{width}d}" for number in range(first, max(found)))
        missing += [number for number in every if number not in set(held)]
    begins_at = None if signed or not modifications else modifications[0]
    return Gaps(tuple(missing), begins_at)


def status(
    *, closed_out: date | None, continues_after: bool, says_both: bool, ends: date | None = None, on: date | None = None
) -> Status:
    """The status the words of the actions give, or, where they say nothing, the end date on the day asked about.

    ``closed_out`` is the day of the last action that says the contract closes, None where none does;
    ``continues_after`` whether a later action says it goes on, or adds money; ``says_both`` whether that very action says so too.
    """
    if closed_out is not None:
        return Status.CONFLICTING if continues_after or says_both else Status.CLOSED_OUT
    if ends is None or on is None:
        return Status.NOT_HELD
    return Status.OPEN if on <= ends else Status.ENDED
