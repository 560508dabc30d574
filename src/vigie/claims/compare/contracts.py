"""The contracts a claim may be about: those of its organization with its public body, narrowed by what its sentence names."""

from collections.abc import Iterator
from dataclasses import dataclass

from vigie.claims.answers import Answers
from vigie.claims.draft import Draft
from vigie.questions.sales import Sales
from vigie.records.contract import Action, Contract

# An organization of more contracts is asked about contract by contract only where a claim says which
MOST = 40


@dataclass(frozen=True, slots=True)
class Meant:
    """What a claim may be about: the sales asked for, the contracts that fit what the sentence names, and whether it names anything
    that narrows them (a topic, a day, a number); what no contract fits narrows nothing."""

    sales: tuple[Sales, ...]
    contracts: tuple[Contract, ...]
    narrowed: bool

    @property
    def every(self) -> tuple[Contract, ...]:
        """All contracts of the organization, narrowed or not."""
        return tuple(one for answer in self.sales for one in answer.contracts)

    @property
    def incomplete(self) -> bool:
        """Whether a listing behind any of it is known to be cut."""
        return any(answer.coverage.incomplete for answer in self.sales)


def meant(draft: Draft, answers: Answers) -> Meant:
    """The contracts a claim may be about."""
    sales = tuple(sold(draft, answers))
    every = tuple(one for answer in sales for one in answer.contracts)
    if draft.scene.numbers:
        return Meant(sales, tuple(_numbered(draft, every, answers)), True)
    by_topic = tuple(one for one in every if set(one.topics) & set(draft.scene.topics))
    by_day = tuple(one for one in by_topic or every if _signed_then(draft, one))
    return Meant(sales, by_day or by_topic or every, bool(by_day or by_topic))


def _numbered(draft: Draft, every: tuple[Contract, ...], answers: Answers) -> Iterator[Contract]:
    """The contracts a sentence numbers: of the organization's own first, else of anybody's."""
    of_its_own = {one.piid: one for one in every}
    for number in draft.scene.numbers:
        if number in of_its_own:
            yield of_its_own[number]
        elif (life := answers.contract(number)) is not None:
            yield life.contract


def sold(draft: Draft, answers: Answers) -> Iterator[Sales]:
    """What the organization of a claim sold to its public body, by each id it may have, those with anything recorded."""
    for id in draft.subject.ids if draft.subject is not None else ():
        answer = answers.sales(id, draft.buyer)
        if answer is not None and answer.contracts:
            yield answer


def acted(contracts: tuple[Contract, ...], answers: Answers) -> Iterator[tuple[Contract, tuple[Action, ...]]]:
    """Contracts with their actions; of too many, none."""
    if len(contracts) <= MOST:
        actions = answers.actions(contracts)
        for one in contracts:
            yield one, actions.get(one.id, ())


def _signed_then(draft: Draft, one: Contract) -> bool:
    return one.signed is not None and any(
        day.first is not None and day.last is not None and day.first <= one.signed <= day.last for day in draft.days
    )
