"""An amount a text says, beside the amounts recorded: of a contract, of an action, of a sum, or reported by a third party."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from vigie.claims.answers import Answers
from vigie.claims.compare.certain import is_about, is_about_number, says_one_amount
from vigie.claims.compare.contracts import Meant, acted, meant
from vigie.claims.compare.fitting import Fit, fit, is_shifted, reaches
from vigie.claims.compare.held import command, of_action, of_contract, of_report, of_sum
from vigie.claims.draft import Draft, Finding, because
from vigie.claims.rates import rate
from vigie.claims.wording import AMENDMENT, TOTAL
from vigie.grammar.amounts import Amount
from vigie.records.claim import ClaimVerdict, HeldBeside, Money, Why
from vigie.records.contract import Action, Contract

# So few contracts of one organization that an amendment among them is found by its amount alone
_FEW = 12
_SHOWN = 3
# So far below every amount recorded, what is said is no other rounding of one
_MARGIN = Decimal("1.1")
_SUMS = ("sum", "topic_sum")
_CEILING_CALLED = {
    "incentive": "ceiling_called_bonus",
    "outlaid": "ceiling_called_payment",
    "ceiling": "ceiling_reported",
}


@dataclass(frozen=True, slots=True)
class _Recorded:
    what: str
    amount: Decimal
    currency: str
    day: date
    held: HeldBeside
    contract: Contract | None


def compare_amount(draft: Draft, answers: Answers) -> Finding:
    """What the records say of an amount."""
    assert isinstance(draft.said, Amount)
    found = meant(draft, answers)
    query = _query(draft, answers)
    converted: list[Why] = []
    recorded = list(_recorded(draft, found, answers))
    if (
        draft.form == "converted" and draft.amount is not None
    ):  # what the amount before it is the amount of, and nothing else
        recorded = [one for one in recorded if _fits(draft.amount, one, []) is not Fit.NONE]
    fitting = [one for one in recorded if _fits(draft.said, one, converted) is not Fit.NONE]
    if fitting:
        return _matched(draft, fitting, query, converted)
    reported = list(_reported(draft.said, found, answers))
    if reported:
        why = because(_CEILING_CALLED.get(draft.basis or "", "ceiling_called_value"))
        return Finding(ClaimVerdict.IMPRECISE, (why, because("reported_not_recorded")), tuple(reported), query)
    against = _contradicted(draft, draft.said, found, answers)
    if against is not None:
        return against
    near = tuple(map(of_contract, found.contracts[:_SHOWN] or found.every[:_SHOWN]))
    sums = tuple(of_sum(one) for one in found.sales[:1])
    code = "amount_not_found" if found.sales or found.contracts else "nothing_held"
    reasons = [because(code, subject=draft.subject.name if draft.subject else "")]
    if draft.basis in ("ceiling", "incentive"):
        reasons.append(because("no_ceilings_held"))
    return Finding(ClaimVerdict.NOT_CONFIRMED, tuple(reasons), near + sums, query, counted=len(found.contracts))


def _query(draft: Draft, answers: Answers) -> str | None:
    if draft.scene.numbers:
        return command("contract", draft.scene.numbers[0], on=answers.on)
    if draft.subject is not None:
        return command("sales", draft.subject.name, buyer=draft.buyer, on=answers.on)
    topic = next(iter(draft.topics), None)
    return command("suppliers", draft.buyer, topic=topic, on=answers.on) if draft.buyer else None


def _recorded(draft: Draft, found: Meant, answers: Answers) -> Iterator[_Recorded]:
    """Every recorded amount the claim may be about, the likeliest first."""
    says_sum = TOTAL.search(draft.sentence) is not None
    if says_sum:
        yield from _sums(draft, found, answers)
    for one in found.contracts:
        yield from _of_contract("contract", one)
    few = found.contracts if found.narrowed else found.every if len(found.every) <= _FEW else ()
    for contract, actions in acted(few, answers):
        yield from _of_actions(contract, actions)
    if not found.narrowed or draft.scene.numbers:
        if not says_sum:
            yield from _sums(draft, found, answers)
        return
    for one in found.every if len(found.every) <= _FEW else ():
        yield from _of_contract("other_contract", one)
    if not says_sum:
        yield from _sums(draft, found, answers)


def _of_contract(what: str, one: Contract) -> Iterator[_Recorded]:
    figure = one.figures[0]
    if figure.amount is not None:
        yield _Recorded(what, figure.amount, figure.currency, one.signed or one.last_action, of_contract(one), one)


def _of_actions(contract: Contract, actions: tuple[Action, ...]) -> Iterator[_Recorded]:
    currency = contract.figures[0].currency
    for one in actions:
        held = of_action(contract, one)
        if one.obligated:
            yield _Recorded(held.what, one.obligated, currency, one.action_date, held, contract)
        if one.obligated_to_date:
            yield _Recorded("earlier_total", one.obligated_to_date, currency, one.action_date, held, contract)


def _sums(draft: Draft, found: Meant, answers: Answers) -> Iterator[_Recorded]:
    for answer in found.sales:
        for figure in answer.figures:
            if figure.amount is not None:
                yield _Recorded("sum", figure.amount, figure.currency, answer.on, of_sum(answer), None)
    if draft.subject is not None or draft.buyer is None:
        return
    for topic in draft.topics:
        spent = answers.suppliers(draft.buyer, topic)
        for figure in (*spent.figures, *spent.with_contracts) if spent is not None else ():
            if figure.amount is not None:
                held = HeldBeside("topic_sum", None, None, draft.buyer, answers.on, figure, topic, figure.evidence[:1])
                yield _Recorded("topic_sum", figure.amount, figure.currency, answers.on, held, None)


def _fits(said: Amount, one: _Recorded, converted: list[Why]) -> Fit:
    if said.currency in (one.currency, None):
        return fit(said, one.amount, of_sum=one.what in _SUMS)
    exchange = rate(one.currency, said.currency or one.currency, one.day)
    if exchange is None:
        return Fit.NONE
    result = fit(said, one.amount * exchange.rate)
    if result is not Fit.NONE and not converted:
        amount = Money((one.amount * exchange.rate).quantize(Decimal("0.01")), said.currency or "")
        rate_said = f"{exchange.rate.normalize():f}"
        converted.append(
            because(
                "converted", amount=amount, rate=rate_said, pair=f"{one.currency}/{said.currency}", day=exchange.day
            )
        )
    return result


def _matched(draft: Draft, fitting: list[_Recorded], query: str | None, converted: list[Why]) -> Finding:
    """The verdict on an amount that is recorded: of what, and called by what name."""
    assert isinstance(draft.said, Amount)
    best = fitting[0]
    held = tuple(one.held for one in _once(fitting)[:_SHOWN])
    amount = Money(best.amount, best.currency)
    reasons: list[Why] = []
    if draft.basis is not None:
        reasons.append(because(f"obligated_called_{draft.basis}"))
    if best.what == "amendment" and AMENDMENT.search(draft.sentence) is None:
        reasons.append(because("amendment_called_contract", amount=amount, number=best.held.number or ""))
    if best.what == "other_contract":
        reasons.append(because("other_contract", number=best.held.number or ""))
    if best.what == "earlier_total":
        reasons.append(because("earlier_total", day=best.day))
    if _fits(draft.said, best, []) is Fit.CUT:
        reasons.append(because("cut_not_rounded", amount=amount))
    verdict = ClaimVerdict.IMPRECISE if reasons else ClaimVerdict.SUPPORTED
    recorded = because(
        "amount_recorded", amount=amount, number=best.held.number or best.held.supplier or best.held.buyer or ""
    )
    return Finding(verdict, (*reasons, recorded, *converted), held, query, counted=len(_once(fitting)))


def _once(fitting: list[_Recorded]) -> list[_Recorded]:
    """One line a contract."""
    return list({(one.held.number, one.what in _SUMS): one for one in reversed(fitting)}.values())[::-1]


def _reported(said: Amount, found: Meant, answers: Answers) -> Iterator[HeldBeside]:
    """Ceilings that third parties report of the frameworks of these contracts, where the amount is one of them."""
    contracts = found.contracts or (found.every if len(found.every) <= _FEW else ())
    for one in answers.reported({one.framework for one in contracts if one.framework is not None}):
        amount = one.figure.amount
        if amount is not None and said.currency == one.figure.currency and reaches(said, amount):
            yield of_report(one)


def _contradicted(draft: Draft, said: Amount, found: Meant, answers: Answers) -> Finding | None:
    """A contradiction by the very record meant; None where it is not certain which is meant, or a ceiling may be."""
    one = _the_one(draft, found)
    if one is None or draft.basis is not None or said.per is not None or said.hedged or said.low != said.high:
        return None
    signed, total = one.signed, one.figures[0]
    if signed is None or one.gaps or found.incomplete or total.amount is None or said.currency != total.currency:
        return None
    now, later = answers.actions((one,))[one.id], answers.actions((one,), later=True)[one.id]
    every = [
        amount
        for action in (*now, *later)
        for amount in (action.obligated, action.obligated_to_date)
        if amount is not None
    ]
    if not now or said.low is None or any(fit(said, amount) is not Fit.NONE for amount in every):
        return None
    signing = now[0].obligated
    if signing is None or signing <= 0:
        return None
    shifted = is_shifted(said, total.amount) or is_shifted(said, signing)
    # below every amount recorded it cannot be the value; above, it may be a ceiling, and none is held
    below = (said.low + said.width) * _MARGIN < min(amount for amount in every if amount > 0)
    if not shifted and not below:
        return None
    recorded = Money(total.amount, total.currency)
    reasons = (because("point_shifted" if shifted else "less_than_recorded", amount=recorded, number=one.piid),)
    suggestion = because("say_amount", amount=recorded)
    return Finding(
        ClaimVerdict.CONTRADICTED,
        reasons,
        (of_contract(one),),
        command("contract", one.piid, on=answers.on),
        suggestion,
        1,
    )


def _the_one(draft: Draft, found: Meant) -> Contract | None:
    """The one contract a claim can mean: by its number, or as the only one of its organization with its public body that fits."""
    if (
        len(found.contracts) != 1
        or not found.narrowed
        or TOTAL.search(draft.sentence) is not None
        or not says_one_amount(draft)
    ):
        return None
    certain = is_about_number(draft) if draft.scene.numbers else is_about(draft) and draft.buyer is not None
    return found.contracts[0] if certain else None
