"""When something was signed, since when, for the first time, never: beside the days of the records."""

from datetime import date, timedelta

from vigie.claims.answers import Answers
from vigie.claims.compare.certain import is_about, is_about_number, says_one_day
from vigie.claims.compare.contracts import MOST, acted, meant, sold
from vigie.claims.compare.fitting import Fit, fit
from vigie.claims.compare.held import command, of_action, of_contract
from vigie.claims.draft import Draft, Finding, because
from vigie.grammar.amounts import Amount
from vigie.grammar.days import DaySaid
from vigie.questions.sales import Sales
from vigie.records.claim import ClaimVerdict, HeldBeside
from vigie.records.contract import Action, Contract

# A contract is announced some time after it is signed; a day further off than this is another day
_ANNOUNCED_WITHIN = timedelta(days=45)
_SHOWN = 3


def compare_day(draft: Draft, answers: Answers) -> Finding:
    """What the records say of the day on which a contract was signed."""
    assert isinstance(draft.said, DaySaid)
    found = meant(draft, answers)
    query = _query(draft, answers)
    every = found.contracts if draft.scene.numbers else found.every
    first, last = draft.said.first, draft.said.last
    if first is None or last is None:
        return Finding(
            ClaimVerdict.NOT_CONFIRMED,
            (because("day_not_resolved"),),
            tuple(map(of_contract, every[:_SHOWN])),
            query,
        )
    signed = [one for one in _possible(draft, every) if one.signed is not None and first <= one.signed <= last]
    if signed:
        held = tuple(map(of_contract, signed[:_SHOWN]))
        why = because("signed_on", number=signed[0].piid, day=signed[0].signed)
        return Finding(ClaimVerdict.SUPPORTED, (why,), held, query, counted=len(signed))
    for contract, actions in acted(_possible(draft, every), answers):
        for one in actions:
            if first <= one.action_date <= last:
                why = because("action_on", number=contract.piid, modification=one.modification, day=one.action_date)
                return Finding(ClaimVerdict.IMPRECISE, (why,), (of_action(contract, one),), query, counted=1)
    meant_one = _the_one(draft, every)
    if meant_one is None or meant_one.signed is None:
        code = "nothing_signed_then" if found.sales else "nothing_held"
        near = tuple(map(of_contract, (_possible(draft, every) or every)[:_SHOWN]))
        why = because(code, subject=draft.subject.name if draft.subject else "")
        return Finding(ClaimVerdict.NOT_CONFIRMED, (why,), near, query)
    why = because("signed_on", number=meant_one.piid, day=meant_one.signed)
    far = meant_one.signed < first - _ANNOUNCED_WITHIN or meant_one.signed > last + _ANNOUNCED_WITHIN
    if far and not meant_one.gaps and not found.incomplete:
        return Finding(
            ClaimVerdict.CONTRADICTED,
            (why,),
            (of_contract(meant_one),),
            query,
            because("say_day", day=meant_one.signed),
            1,
        )
    return Finding(
        ClaimVerdict.IMPRECISE,
        (why, because("near_that_day")),
        (of_contract(meant_one),),
        query,
        because("say_day", day=meant_one.signed),
        1,
    )


def _possible(draft: Draft, contracts: tuple[Contract, ...]) -> tuple[Contract, ...]:
    """The contracts a day may be of: by number, by amount, by topic, else all."""
    if draft.scene.numbers:
        return tuple(one for one in contracts if one.piid in draft.scene.numbers)
    amounts = [draft.amount] if draft.amount is not None else []
    by_amount = tuple(one for one in contracts if any(_is_worth(amount, one) for amount in amounts))
    if by_amount:
        return by_amount
    by_topic = tuple(one for one in contracts if set(one.topics) & set(draft.topics))
    return by_topic or contracts


def _is_worth(said: Amount, one: Contract) -> bool:
    amount = one.figures[0].amount
    return amount is not None and said.currency == one.figures[0].currency and fit(said, amount) is Fit.ROUNDED


def _the_one(draft: Draft, contracts: tuple[Contract, ...]) -> Contract | None:
    """The one contract whose day is said: by its number, or the only one of its organization with the amount said."""
    if not (is_about_number(draft) if draft.scene.numbers else is_about(draft)) or not says_one_day(draft):
        return None
    possible = _possible(draft, contracts)
    identified = bool(draft.scene.numbers) or (
        draft.amount is not None and any(_is_worth(draft.amount, one) for one in possible)
    )
    return possible[0] if identified and len(possible) == 1 else None


def compare_since(draft: Draft, answers: Answers) -> Finding:
    """What the records say of the time since when an organization has sold; later records cannot contradict an earlier beginning."""
    assert isinstance(draft.said, DaySaid)
    query = _query(draft, answers)
    sales = tuple(sold(draft, answers))
    earliest = _earliest(draft, sales, answers)
    if earliest is None:
        return Finding(
            ClaimVerdict.NOT_CONFIRMED,
            (because("nothing_held", subject=draft.subject.name if draft.subject else ""),),
            (),
            query,
        )
    day, held = earliest
    records = min((answer.coverage.since for answer in sales if answer.coverage.since), default=day)
    first, last = draft.said.first, draft.said.last
    reasons = (because("first_held", day=day, number=held.number or ""), because("held_since", day=records))
    if first is None or last is None:
        return Finding(ClaimVerdict.NOT_CONFIRMED, (because("day_not_resolved"), *reasons), (held,), query, counted=1)
    if day < first:
        return Finding(
            ClaimVerdict.IMPRECISE,
            (because("earlier_held"), *reasons),
            (held,),
            query,
            because("say_since", day=day),
            1,
        )
    begun = held.what == "signing" and all(one.signed for answer in sales for one in answer.contracts)
    if first <= day <= last and first > records and begun:
        return Finding(ClaimVerdict.SUPPORTED, reasons, (held,), query, counted=1)
    return Finding(ClaimVerdict.NOT_CONFIRMED, reasons, (held,), query, counted=1)


def compare_first(draft: Draft, answers: Answers) -> Finding:
    """What the records say of a first contract: an earlier one is a counterexample, none held proves nothing."""
    query = _query(draft, answers)
    sales = tuple(sold(draft, answers))
    before = _day_of_the_first(draft, sales)
    earlier = None
    if before is not None:
        earlier = _earliest(draft, sales, answers, before=before, topics=tuple(draft.scene.topics))
    if earlier is None:
        held = tuple(of_contract(one) for answer in sales for one in answer.contracts[:_SHOWN])
        return Finding(
            ClaimVerdict.NOT_CONFIRMED, (because("no_earlier_held" if before else "first_not_identified"),), held, query
        )
    day, held_first = earlier
    sure = is_about(draft)
    why = because("earlier_contract", day=day, number=held_first.number or "")
    return Finding(
        ClaimVerdict.CONTRADICTED if sure else ClaimVerdict.NOT_CONFIRMED, (why,), (held_first,), query, None, 1
    )


def _day_of_the_first(draft: Draft, sales: tuple[Sales, ...]) -> date | None:
    """The first day on which the contract called the first was signed, by the day or the amount its sentence says."""
    days = [
        day.first for day in draft.days if day.first is not None and day.grain in ("day", "month", "quarter", "year")
    ]
    if days:
        return min(days)
    worth = [
        one for answer in sales for one in answer.contracts if draft.amount is not None and _is_worth(draft.amount, one)
    ]
    return worth[0].signed if len(worth) == 1 else None


def compare_never(draft: Draft, answers: Answers) -> Finding:
    """What the records say of "never": one contract is a counterexample, none held proves nothing."""
    query = _query(draft, answers)
    sales = tuple(sold(draft, answers))
    topics = tuple(draft.scene.topics)
    found = tuple(one for answer in sales for one in answer.contracts if not topics or set(one.topics) & set(topics))
    held = tuple(map(of_contract, found[:_SHOWN]))
    if not found:
        every = tuple(of_contract(one) for answer in sales for one in answer.contracts[:_SHOWN])
        return Finding(ClaimVerdict.NOT_CONFIRMED, (because("none_found"),), every, query)
    sure = draft.form == "never" and not draft.days and is_about(draft)
    code = "contract_held" if sure else "contracts_held_beside"
    why = because(code, number=found[0].piid, day=found[0].signed or found[0].last_action)
    return Finding(
        ClaimVerdict.CONTRADICTED if sure else ClaimVerdict.NOT_CONFIRMED, (why,), held, query, None, len(found)
    )


def _earliest(
    draft: Draft,
    sales: tuple[Sales, ...],
    answers: Answers,
    *,
    before: date | None = None,
    topics: tuple[str, ...] = (),
) -> tuple[date, HeldBeside] | None:
    """The first action held of the organization's contracts, before a day, of topics where some are given."""
    every = tuple(one for answer in sales for one in answer.contracts if not topics or set(one.topics) & set(topics))
    found: list[tuple[date, HeldBeside]] = []
    for contract, actions in acted(tuple(sorted(every, key=lambda one: one.signed or one.last_action)[:MOST]), answers):
        found += _first_of(contract, actions, before, topics)
    return min(found, key=lambda one: one[0], default=None)


def _first_of(
    contract: Contract, actions: tuple[Action, ...], before: date | None, topics: tuple[str, ...]
) -> list[tuple[date, HeldBeside]]:
    fitting = (one for one in actions if not topics or set(one.topics) & set(topics))
    one = next(fitting, None)
    if one is None or (before is not None and one.action_date >= before):
        return []
    return [(one.action_date, of_action(contract, one))]


def _query(draft: Draft, answers: Answers) -> str:
    if draft.scene.numbers:
        return command("contract", draft.scene.numbers[0], on=answers.on)
    return command("sales", draft.subject.name if draft.subject else "", buyer=draft.buyer, on=answers.on)
