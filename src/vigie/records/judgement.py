"""What a person decided about two organizations, or about one name: a record with who, when and why, never changed, undone by another."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """What was decided: of a pair, that both are one, that they are not (for good), or that nobody can tell yet; of a single
    name that might be a person's, that it is an organization's or an individual's; of a solicitation and a contract, that the contract
    follows from it, or that it does not."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    ORGANIZATION = "organization"
    INDIVIDUAL = "individual"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"

    @property
    def of_lead(self) -> bool:
        """Whether it is about a solicitation and a contract, and not about who is who."""
        return self in (Verdict.CONFIRMED, Verdict.REJECTED)


@dataclass(frozen=True, slots=True)
class Undoing:
    """Who took a judgement back, when and why."""

    by: str
    why: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision. ``left`` and ``right`` are organizations by the id the desk knows them by, "name:" and a normal form or a scheme
    and an identifier ("lei:…"), or a contract and a solicitation ("contract:…", "notice:…"); ``right`` None: it is about the name
    alone. ``by`` are the initials or the desk of whoever decided. ``undone`` None: nobody took it back.
    """

    number: int
    left: str
    right: str | None
    verdict: Verdict
    by: str
    why: str
    moment: datetime
    undone: Undoing | None

    @property
    def about(self) -> frozenset[str]:
        """The ids it decides about: of two judgements about the same ids, the later stands."""
        return frozenset({self.left, self.right or self.left})
