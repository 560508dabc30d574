"""The contracts a claim may be about: those of its organization with its public body, narrowed by what its sentence names."""

from collections.abc import Iterator
from dataclasses import dataclass

from vigie.claims.asking import Asking
from vigie.claims.draft import Draft
from vigie.questions.contract import ContractLife
from vigie.questions.sales import Sales
from vigie.records.contract import Contract

# An organization of more contracts is asked about contract by contract only where a claim says which
MOST = 40


@dataclass(frozen=True, slots=True)
class Meant:
    """What a claim may be about: the sales asked for, the contracts that fit what the sentence names, and whether it names anything
    that narrows them (a topic, a day, a number)."""

    answers: tuple[Sales, ...]
    contracts: tuple[Contract, ...]
    narrowed: bool

    @property
    def every(self) -> tuple[Contract, ...]:
        """All contracts of the organization, narrowed or not."""
        return tuple(one for answer in self.answers for one in answer.contracts)

    @property
    def incomplete(self) -> bool:
        """Whether a listing behind any of it is known to be cut."""
        return any(answer.coverage.incomplete for answer in self.answers)


def meant(draft: Draft, asking: Asking) -> Meant:
    """The contracts a claim may be about."""
    answers = tuple(sold(draft, asking))
    every = tuple(one for answer in answers for one in answer.contracts)
    if draft.scene.numbers:
        numbered = tuple(one for one in every if one.piid in draft.scene.numbers)
        if not every:
            lives = (asking.contract(number) for number in draft.scene.numbers)
            numbered = tuple(life.contract for life in lives if life is not None)
        return Meant(answers, numbered, True)
    found = every
    if draft.scene.topics:
        found = tuple(one for one in found if set(one.topics) & set(draft.scene.topics))
    if any(day.first is not None for day in draft.days):
        found = tuple(one for one in found if _signed_then(draft, one))
    narrowed = bool(draft.scene.topics) or any(day.first is not None for day in draft.days)
    return Meant(answers, found, narrowed)


def sold(draft: Draft, asking: Asking) -> Iterator[Sales]:
    """What the organization of a claim sold to its public body, by each id it may have, those with anything recorded."""
    for id in draft.subject.ids if draft.subject is not None else ():
        answer = asking.sales(id, draft.buyer)
        if answer is not None and answer.contracts:
            yield answer


def lives(contracts: tuple[Contract, ...], asking: Asking, *, later: bool = False) -> Iterator[ContractLife]:
    """The lives of contracts; of too many, none."""
    if len(contracts) <= MOST:
        for one in contracts:
            life = asking.contract(one.id, later=later)
            if life is not None:
                yield life


def _signed_then(draft: Draft, one: Contract) -> bool:
    return one.signed is not None and any(
        day.first is not None and day.last is not None and day.first <= one.signed <= day.last for day in draft.days
    )
