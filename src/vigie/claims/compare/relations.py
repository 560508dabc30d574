"""Who sells to whom and what for: beside contracts of an organization's own, and those of others that name it."""

from vigie.claims.answers import Answers
from vigie.claims.compare.contracts import meant, sold
from vigie.claims.compare.held import command, of_action, of_contract, of_mentions, of_sum
from vigie.claims.draft import Draft, Finding, because
from vigie.records.claim import ClaimVerdict, HeldBeside, Why
from vigie.records.contract import Contract, Status

_SHOWN = 3


def compare_relation(draft: Draft, answers: Answers) -> Finding:
    """What the records say of an organization that sells to a public body: contracts of its own, and mentions apart from them."""
    name = draft.subject.name if draft.subject else ""
    sales = tuple(sold(draft, answers))
    direct = tuple(of_sum(answer) for answer in sales)
    newest = sorted(
        (one for answer in sales for one in answer.contracts), key=lambda one: one.last_action, reverse=True
    )
    direct += tuple(map(of_contract, newest[:_SHOWN]))
    mentions = answers.mentions(name, draft.buyer)
    named = of_mentions(mentions) if mentions is not None else ()
    reasons: list[Why] = []
    if sales:
        reasons.append(because("own_contracts", count=len(newest)))
    if named:
        reasons.append(because("named_by_others", count=len(named)))
    if not sales:
        reasons.insert(0, because("no_own_contract", subject=name))
    query = command("sales" if sales else "mentions", name, buyer=draft.buyer, on=answers.on)
    verdict = ClaimVerdict.SUPPORTED if sales else ClaimVerdict.NOT_CONFIRMED
    return Finding(verdict, tuple(reasons), direct + named[:_SHOWN], query, counted=len(newest) + len(named))


def compare_topic(draft: Draft, answers: Answers) -> Finding:
    """What the records say of what an organization's contracts are for."""
    query = command("sales", draft.subject.name if draft.subject else "", buyer=draft.buyer, on=answers.on)
    topic = draft.form or ""
    contracts = [one for answer in sold(draft, answers) for one in answer.contracts if topic in one.topics]
    if not contracts:
        held = tuple(of_contract(one) for one in meant(draft, answers).every[:_SHOWN])
        return Finding(ClaimVerdict.NOT_CONFIRMED, (because("topic_not_found", topic=topic),), held, query)
    held = tuple(held_for for one in contracts[:_SHOWN] for held_for in _with_words(one, topic, answers))
    reasons = [because("topic_found", topic=topic, count=len(contracts))]
    reasons += [because("status_conflicting", number=one.piid) for one in contracts if one.status is Status.CONFLICTING]
    return Finding(ClaimVerdict.SUPPORTED, tuple(reasons), held, query, counted=len(contracts))


def _with_words(one: Contract, topic: str, answers: Answers) -> tuple[HeldBeside, ...]:
    """The contract, and its last action that names the topic, in the source's words."""
    said = [action for action in answers.actions((one,)).get(one.id, ()) if topic in action.topics]
    contract = of_contract(one)
    return (contract, of_action(one, said[-1])) if said else (contract,)
