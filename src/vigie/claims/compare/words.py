"""Words of a text that are words of a record: the label of a classification, a quotation, a name nobody has."""

from collections.abc import Iterator
from dataclasses import replace

from vigie.claims.answers import Answers
from vigie.claims.compare.contracts import MOST, acted, sold
from vigie.claims.compare.held import command, of_action, of_contract
from vigie.claims.draft import Draft, Finding, because
from vigie.groups.phrases import words
from vigie.records.claim import ClaimVerdict, HeldBeside
from vigie.records.contract import Contract

_SHOWN = 3


def label_said(draft: Draft, answers: Answers) -> tuple[str, HeldBeside] | None:
    """The classification of which quoted words are the label, among those of the organization's contracts, and the newest action under
    it; None: of none."""
    said = _plain(draft.words)
    for contract, actions in acted(_contracts(draft, answers), answers):
        for one in reversed(actions):
            for label in one.classifications:
                if said and _plain(label) == said:
                    return label, replace(of_action(contract, one), what="classification", words=label)
    return None


def compare_classification(draft: Draft, answers: Answers) -> Finding:
    """Words that are the label of a classification: what the source files the contract under, not what it says of it."""
    found = label_said(draft, answers)
    query = _query(draft, answers)
    if found is None:
        return Finding(ClaimVerdict.NOT_CONFIRMED, (because("label_not_found"),), (), query)
    return Finding(
        ClaimVerdict.SUPPORTED,
        (because("label_found", label=found[0], number=found[1].number or ""),),
        (found[1],),
        query,
        counted=1,
    )


def quoted_in(draft: Draft, answers: Answers) -> tuple[HeldBeside, ...]:
    """The actions of the organization's contracts whose description has the quoted words."""
    said = _plain(draft.words)
    return tuple(
        of_action(contract, one)
        for contract, actions in acted(_contracts(draft, answers), answers)
        for one in actions
        if said in _plain(one.description or "")
    )


def compare_quotation(draft: Draft, answers: Answers) -> Finding:
    """A quotation found in a record is that record's; what somebody says to be unusual stands beside what was bought before."""
    query = _query(draft, answers)
    if draft.form == "unusual":
        before = tuple(_before(draft, answers))
        code = "bought_before" if before else "nothing_before"
        return Finding(
            ClaimVerdict.NOT_CONFIRMED, (because(code, count=len(before)),), before[:_SHOWN], query, counted=len(before)
        )
    held = quoted_in(draft, answers)
    number = held[-1].number if held else None
    return Finding(
        ClaimVerdict.SUPPORTED, (because("quoted_from", number=number or ""),), held[-1:], query, counted=len(held)
    )


def compare_name(draft: Draft, answers: Answers) -> Finding:
    """A name no record has, and the nearest one that some have."""
    query = command("who", draft.words, on=answers.on)
    if draft.subject is None:
        return Finding(ClaimVerdict.NOT_CONFIRMED, (because("name_not_held", name=draft.words),), (), query)
    held = tuple(of_contract(one) for answer in sold(draft, answers) for one in answer.contracts[:_SHOWN])
    name = draft.subject.name
    return Finding(
        ClaimVerdict.IMPRECISE,
        (because("name_not_held", name=draft.words),),
        held,
        query,
        because("say_name", name=name),
        len(held),
    )


def _before(draft: Draft, answers: Answers) -> Iterator[HeldBeside]:
    """Actions for the same topic on other contracts than the newest, the latest first."""
    topics = set(draft.topics)
    found = [
        (contract, one)
        for contract, actions in acted(_contracts(draft, answers), answers)
        for one in actions
        if topics & set(one.topics) and one.obligated
    ]
    found.sort(key=lambda one: one[1].action_date, reverse=True)
    for contract, one in found:
        if contract.id != found[0][0].id:
            yield of_action(contract, one)


def _contracts(draft: Draft, answers: Answers) -> tuple[Contract, ...]:
    every = tuple(one for answer in sold(draft, answers) for one in answer.contracts)
    return tuple(sorted(every, key=lambda one: one.last_action, reverse=True)[:MOST])


def _plain(text: str) -> str:
    return " ".join(word.form for word in words(text))


def _query(draft: Draft, answers: Answers) -> str:
    return command("sales", draft.subject.name if draft.subject else "", buyer=draft.buyer, on=answers.on)
