"""Everything held of what a group sells to a public body, as of a day: the figures of one dossier, each under a key."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from vigie.money import Basis
from vigie.questions.contract import ContractLife
from vigie.questions.group import GroupHeld
from vigie.questions.months import Months
from vigie.questions.sales import Sales
from vigie.records.claim import Check
from vigie.records.coverage import Coverage
from vigie.records.ladder import Step
from vigie.records.reply import Reply
from vigie.records.stated import DossierAsked, Stated, stated


@dataclass(frozen=True, slots=True)
class Source:
    """A file the dossier's figures rest on: its hash as kept and as published, where it is from, when it was seen."""

    sha256: str
    published_sha256: str
    file_name: str
    source: str
    seen: date


@dataclass(frozen=True, slots=True)
class Dossier:
    """``sales`` has the sum and every contract, ``months`` the same by month; ``group`` who was counted; ``lives`` the contracts in full,
    those with most money first, no more than were asked for. ``text`` is a text checked against the same records, None where none was
    given; ``replies`` the right of reply as its keeper logged it; ``sources`` the files behind the figures, in the order seen.
    """

    asked: DossierAsked
    sales: Sales
    months: Months
    group: GroupHeld
    lives: tuple[ContractLife, ...]
    text: Check | None
    replies: tuple[Reply, ...]
    sources: tuple[Source, ...]

    @property
    def on(self) -> date:
        """The day asked about."""
        return self.sales.on

    @property
    def known(self) -> date | None:
        """By which day everything was known; None: by now."""
        return self.sales.known

    @property
    def coverage(self) -> Coverage:
        """What it rests on."""
        return self.sales.coverage

    @property
    def figures(self) -> tuple[Stated, ...]:
        """Every figure of the dossier: the sum, the members', the contracts', and the last step of each rung of those told in full."""
        return tuple(_figures(self.sales, self.group, self.lives))


def _figures(sales: Sales, group: GroupHeld, lives: Iterable[ContractLife]) -> Iterator[Stated]:
    yield from (stated("sales", sales.group, figure) for figure in sales.figures)
    for place, member in enumerate(group.members):
        key = f"member:{member.organization.id}:{member.since or ''}:{member.depth}" if place else "head"
        yield from (stated(key, member.organization.name, figure) for figure in member.figures)
    for contract in sales.contracts:
        yield from (stated(f"contract:{contract.id}", contract.piid, figure) for figure in contract.figures)
    for life in lives:
        contract = life.contract
        for step in last_steps(life):
            if step.figure.basis is not Basis.OBLIGATED and not step.placeholder:
                yield stated(f"contract:{contract.id}", contract.piid, step.figure)


def last_steps(life: ContractLife) -> tuple[Step, ...]:
    """The last step of each rung of a contract, in the order in which rungs are told."""
    last = {step.figure.basis: step for step in life.ladder}
    return tuple(last.values())
