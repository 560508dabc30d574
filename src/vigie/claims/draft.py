"""A claim as a text makes it, before anything is asked; and what the records answer, before it is told."""

from dataclasses import dataclass, field

from vigie.claims.scene import Scene, Subject
from vigie.grammar.amounts import Amount
from vigie.grammar.counts import CountSaid
from vigie.grammar.days import DaySaid
from vigie.grammar.shares import ShareSaid
from vigie.records.claim import ClaimKind, ClaimVerdict, HeldBeside, Passage, Why

# What a claim says in so many words, where it says a value
Said = Amount | CountSaid | DaySaid | ShareSaid | str | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim found in a sentence, at the characters from ``start`` up to ``end``: its kind, what it says, what it is about.

    ``basis`` is what an amount is called ("incentive", "ceiling", "outlaid"; None: nothing special, or of a contract), ``form`` a
    closer word for the kind ("suppliers", "staff"). ``days`` and ``amount`` are said beside it, and narrow which contract is meant.
    """

    kind: ClaimKind
    start: int
    end: int
    said: Said
    subject: Subject | None
    buyer: str | None
    scene: Scene
    sentence: str
    passage: Passage
    basis: str | None = None
    form: str | None = None
    days: tuple[DaySaid, ...] = ()
    amount: Amount | None = None

    @property
    def words(self) -> str:
        """The words of the sentence that carry it."""
        return self.sentence[self.start : self.end]

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics of the sentence; where it names none, those it is carried on with."""
        return tuple(self.scene.topics) or self.scene.carried_topics


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on a claim, its reasons, what is held beside it, and the command that gives that."""

    verdict: ClaimVerdict
    reasons: tuple[Why, ...]
    held: tuple[HeldBeside, ...] = ()
    query: str | None = None
    suggestion: Why | None = None
    counted: int = field(default=0)


def because(code: str, **values: object) -> Why:
    """A reason, by its code and what stands in its text."""
    return Why(code, values)  # type: ignore[arg-type]  # callers give values of records, which are all of Value
