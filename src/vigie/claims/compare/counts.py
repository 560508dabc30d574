"""A number of contracts or suppliers a text says, beside the number held."""

from collections import Counter

from vigie.claims.answers import Answers
from vigie.claims.compare.certain import is_about
from vigie.claims.compare.contracts import meant
from vigie.claims.compare.fitting import counts
from vigie.claims.compare.held import command, of_contract, of_sum
from vigie.claims.draft import Draft, Finding, because
from vigie.claims.wording import CURRENT, ONLY
from vigie.grammar.counts import CountSaid
from vigie.records.claim import ClaimVerdict, Why
from vigie.records.contract import Contract, Status


def compare_count(draft: Draft, answers: Answers) -> Finding:
    """What the records say of a number of contracts, or of suppliers."""
    return _of_suppliers(draft, answers) if draft.form == "suppliers" else _of_contracts(draft, answers)


def _of_contracts(draft: Draft, answers: Answers) -> Finding:
    assert isinstance(draft.said, CountSaid)
    found = meant(draft, answers)
    query = command("sales", draft.subject.name if draft.subject else "", buyer=draft.buyer, on=answers.on)
    held = tuple(of_sum(answer) for answer in found.sales)
    contracts = found.contracts if draft.scene.topics or draft.days else found.every
    number = len(contracts)
    if not found.sales:
        return Finding(
            ClaimVerdict.NOT_CONFIRMED,
            (because("nothing_held", subject=draft.subject.name if draft.subject else ""),),
            (),
            query,
        )
    if CURRENT.search(draft.sentence[max(0, draft.start - 20) : draft.end + 20]):
        return Finding(ClaimVerdict.NOT_CONFIRMED, tuple(_statuses(contracts)), held, query, counted=number)
    since = min((answer.coverage.since for answer in found.sales if answer.coverage.since), default=None)
    reasons: list[Why] = [because("contracts_held", count=number, day=answers.on)]
    if since is not None:
        reasons.append(because("held_since", day=since))
    if counts(draft.said, number):
        return Finding(ClaimVerdict.SUPPORTED, tuple(reasons), held, query, counted=number)
    most = draft.said.high
    limited = ONLY.search(draft.sentence[max(0, draft.start - 40) : draft.start]) is not None or draft.said.low is None
    exact = is_about(draft) and not draft.scene.topics and not draft.days
    if limited and exact and most is not None and number > most and not draft.said.hedged:
        # each one held is a counterexample; how many more there are does not matter
        shown = tuple(map(of_contract, contracts[:3]))
        return Finding(
            ClaimVerdict.CONTRADICTED,
            (because("more_than_said", count=number),),
            shown,
            query,
            because("say_at_least", count=number),
            number,
        )
    reasons.append(because("count_is_a_floor"))
    return Finding(ClaimVerdict.NOT_CONFIRMED, tuple(reasons), held, query, counted=number)


def _statuses(contracts: tuple[Contract, ...]) -> list[Why]:
    """Why no record says which contracts are current: what each says, and the frameworks a count may include."""
    said = Counter(one.status for one in contracts)
    frameworks = {one.framework for one in contracts if one.framework is not None and one.framework != "-NONE-"}
    # the first two characters of a number are the department's (FAR 4.1603)
    own = {number for number in frameworks if number[:2] in {one.piid[:2] for one in contracts}}
    return [
        because("current_not_held", count=len(contracts)),
        because("frameworks_named", count=len(frameworks), own=len(own)),
        because("statuses_held", closed=said[Status.CLOSED_OUT], conflicting=said[Status.CONFLICTING], open=said[Status.OPEN],
                ended=said[Status.ENDED], unknown=said[Status.NOT_HELD]),
    ]  # fmt: skip


def _of_suppliers(draft: Draft, answers: Answers) -> Finding:
    assert isinstance(draft.said, CountSaid)
    topic = next(iter(draft.topics), None)
    query = command("suppliers", draft.buyer or "", topic=topic, on=answers.on)
    answer = answers.suppliers(draft.buyer or "", topic)
    if answer is None or not answer.suppliers:
        return Finding(ClaimVerdict.NOT_CONFIRMED, (because("nothing_held", subject=draft.buyer or ""),), (), query)
    by_name, by_group = len(answer.suppliers), len(answer.groups)
    reasons = [because("suppliers_held", count=by_name, groups=by_group, day=answers.on)]
    if answer.coverage.since is not None:
        reasons.append(because("held_since", day=answer.coverage.since))
    if counts(draft.said, by_name) or counts(draft.said, by_group):
        return Finding(ClaimVerdict.SUPPORTED, tuple(reasons), (), query, counted=by_name)
    return Finding(ClaimVerdict.NOT_CONFIRMED, (*reasons, because("count_is_a_floor")), (), query, counted=by_name)
