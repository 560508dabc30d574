"""A share a text says, beside the share that can be computed: its numerator, its denominator and its period are named."""

import re
from decimal import Decimal

from vigie.claims.answers import Answers
from vigie.claims.compare.fitting import Fit, fit
from vigie.claims.compare.held import command
from vigie.claims.draft import Draft, Finding, because
from vigie.grammar.shares import ShareSaid
from vigie.money import Figure
from vigie.questions.suppliers import Suppliers
from vigie.records.claim import ClaimVerdict, HeldBeside, Money

# A share of all a company does: no record of purchases has that
_OF_A_COMPANY = re.compile(
    r"(?<!\w)(?:activité|activités|business|turnover|revenues?|sales|income|chiffre d['’]affaires|recettes|profits?|bénéfices?|employees"
    r"|salariés|capital|shares|actions|market)(?!\w)",
    re.IGNORECASE,
)
_PERCENT = Decimal(100)


def compare_share(draft: Draft, answers: Answers) -> Finding:
    """What the records say of a share of the money of a public body."""
    assert isinstance(draft.said, ShareSaid)
    if _OF_A_COMPANY.search(draft.sentence) and "contract" not in draft.words:
        return Finding(ClaimVerdict.OUTSIDE, (because("share_of_turnover"),))
    topic = next(iter(draft.topics), None)
    query = command("suppliers", draft.buyer or "", topic=topic, on=answers.on)
    answer = answers.suppliers(draft.buyer, topic) if draft.buyer else None
    part = _part(answer, draft) if answer is not None else None
    whole = answer.figures[0] if answer is not None and answer.figures else None
    if part is None or whole is None or part.amount is None or not whole.amount or whole.amount <= 0:
        return Finding(ClaimVerdict.NOT_CONFIRMED, (because("share_not_computed"),), (), query)
    share = part.amount / whole.amount * _PERCENT
    reasons = [
        because(
            "share_computed",
            share=f"{share:.1f}",
            part=Money(part.amount, part.currency),
            whole=Money(whole.amount, whole.currency),
        ),
    ]
    if answer is not None and answer.coverage.since is not None:
        reasons.append(because("period", since=answer.coverage.since, until=answers.on))
    held = (
        HeldBeside(
            "sum",
            None,
            draft.subject.name if draft.subject else None,
            draft.buyer,
            answers.on,
            part,
            None,
            part.evidence[:1],
        ),
    )
    verdict = ClaimVerdict.SUPPORTED if fit(draft.said, share) is not Fit.NONE else ClaimVerdict.NOT_CONFIRMED
    return Finding(verdict, tuple(reasons), held, query, counted=1)


def _part(answer: Suppliers, draft: Draft) -> Figure | None:
    """What the organization of the claim has of it: as a group, else under its own name."""
    name = draft.subject.name if draft.subject is not None else ""
    for line in answer.groups:
        if line.group == name and line.figures:
            return line.figures[0]
    return next((line.figures[0] for line in answer.suppliers if line.supplier == name and line.figures), None)
