"""A protest: what a docket, a decision or a third party says of a challenge to a solicitation, and the state that follows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vigie.evidence import Evidence
from vigie.records.clock import ProtestClock


class ProtestState(StrEnum):
    """How far a protest has come, by the records held. ``resumed``: one was decided, and another of the same file was filed later
    and is open."""

    NONE_FOUND = "none_found"
    CLAIMED = "claimed"
    DOCKETED = "docketed"
    DECIDED = "decided"
    RESUMED = "resumed"


class Outcome(StrEnum):
    """What became of a protest; several of them, each of a part."""

    SUSTAINED = "sustained"
    DENIED = "denied"
    DISMISSED = "dismissed"
    WITHDRAWN = "withdrawn"
    GRANTED = "granted"


class ProtestRecord(StrEnum):
    """What kind of record a row is: a line of a docket, a decision, a line of a court's list of opinions, a report by a third party."""

    DOCKET = "docket"
    DECISION = "decision"
    OPINION = "opinion"
    REPORT = "report"


# The verbs of a decision ("We deny the protest in part") and the words of a docket; "Claimed" is a report that a party says so
_SAID = {
    Outcome.SUSTAINED: r"sustain(?:ed|s)?", Outcome.DENIED: r"den(?:y|ied|ies)", Outcome.DISMISSED: r"dismiss(?:ed|es)?",
    Outcome.WITHDRAWN: r"withdrawn?", Outcome.GRANTED: r"grant(?:ed|s)?",
}  # fmt: skip
_CLAIMED = re.compile(r"\bclaim(?:ed|s)?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DocketRow:
    """One record of a protest, never merged with another: a file has several, and one may stand twice.

    ``file_number`` and ``outcome_said`` are the source's words; ``agency`` the body as the source writes it. ``filed``, ``due`` and
    ``decided`` are days of the record, None where it gives none; a decision after the day asked about is not told. ``reported``: a
    third party says so, in ``said_by``. ``said_alike``: how many rows of its file say just the same, itself included.
    ``says_protest`` False: a court's list does not call it a bid protest, so that it counts towards no state.
    """

    record: ProtestRecord
    source: str
    file: str
    file_number: str
    protester: str | None
    agency: str | None
    solicitation: str | None
    case_type: str | None
    filed: date | None
    due: date | None
    decided: date | None
    outcomes: tuple[Outcome, ...]
    outcome_said: str | None
    reported: bool
    said_by: str | None
    said_alike: int
    says_protest: bool
    seen: date
    evidence: Evidence

    @property
    def claimed(self) -> bool:
        """Whether nothing but a party's word is told."""
        return self.reported and self.outcome_said is not None and bool(_CLAIMED.search(self.outcome_said))

    @property
    def is_decided(self) -> bool:
        """Whether the record tells what became of it."""
        return not self.claimed and (self.decided is not None or bool(self.outcomes))


@dataclass(frozen=True, slots=True)
class ProtestFile:
    """All records of one file, in the order of their days, and what follows from them on the day asked about.

    ``last_outcomes`` and ``last_decided`` are those of the latest decision told; ``reported``: only a third party says so, or, of a file
    without a decision, all that is told.
    """

    file: str
    state: ProtestState
    last_outcomes: tuple[Outcome, ...]
    last_decided: date | None
    reported: bool
    rows: tuple[DocketRow, ...]
    clocks: tuple[ProtestClock, ...]


def outcomes_of(said: str | None) -> tuple[Outcome, ...]:
    """The outcomes that a source's words name, in the order in which they stand."""
    found = [
        (match.start(), outcome)
        for outcome, words in _SAID.items()
        for match in re.finditer(words, said or "", re.IGNORECASE)
    ]
    return tuple(dict.fromkeys(outcome for _, outcome in sorted(found)))


def state_of(rows: Sequence[DocketRow]) -> ProtestState:
    """How far the protests of one file, or of one solicitation, have come."""
    counted = [row for row in rows if row.says_protest]
    if not counted:
        return ProtestState.NONE_FOUND
    decided = [row.decided for row in counted if row.is_decided]
    open_rows = [row for row in counted if not row.is_decided and not row.claimed]
    if decided and open_rows:
        first = min((day for day in decided if day is not None), default=None)
        filed_later = (first is None or row.filed is None or row.filed >= first for row in open_rows)
        return ProtestState.RESUMED if any(filed_later) else ProtestState.DOCKETED
    if decided:
        return ProtestState.DECIDED
    return ProtestState.DOCKETED if open_rows else ProtestState.CLAIMED
