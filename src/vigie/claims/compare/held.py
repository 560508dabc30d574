"""Records as they are shown beside a claim, and the command that shows them all."""

import shlex
from datetime import date

from vigie.groups.buyers import acronym
from vigie.money import Figure
from vigie.questions.mentions import Mentions
from vigie.questions.sales import Sales
from vigie.records.claim import HeldBeside
from vigie.records.contract import Action, Contract
from vigie.records.reported import ReportedFigure


def of_contract(one: Contract) -> HeldBeside:
    """A contract with what its actions come to."""
    return HeldBeside(
        "contract",
        one.piid,
        one.supplier,
        acronym(one.buyer),
        one.signed or one.last_action,
        one.figures[0],
        None,
        one.evidence[:1],
    )


def of_action(contract: Contract, one: Action) -> HeldBeside:
    """One action of a contract, with what it added, in the source's words."""
    signing = set(one.modification) == {"0"}
    total = contract.figures[0]
    figure = (
        Figure(total.basis, total.currency, one.obligated, one.action_date, (one.evidence,))
        if one.obligated is not None
        else None
    )
    return HeldBeside(
        "signing" if signing else "amendment", contract.piid, one.supplier, acronym(contract.buyer), one.action_date, figure,
        one.description, (one.evidence,),
    )  # fmt: skip


def of_sum(answer: Sales) -> HeldBeside:
    """All a group sold to a public body."""
    buyer = answer.buyer.acronym if answer.buyer else None
    figure = answer.figures[0] if answer.figures else None
    return HeldBeside("sum", None, answer.group, buyer, answer.on, figure, None, figure.evidence if figure else ())


def of_report(one: ReportedFigure) -> HeldBeside:
    """What a third party reports of a framework."""
    return HeldBeside(
        "reported", one.framework, one.supplier, None, one.day, one.figure, one.said_by, one.figure.evidence
    )


def of_mentions(answer: Mentions) -> tuple[HeldBeside, ...]:
    """The newest mentions in contracts of others."""
    return tuple(
        HeldBeside(
            "mention", one.piid, one.supplier, acronym(one.buyer), one.mentions[-1].action_date, None, one.mentions[-1].quote,
            (one.mentions[-1].evidence,),
        )
        for one in answer.contracts
    )  # fmt: skip


def command(*words: str, on: date | None = None, **options: str | None) -> str:
    """A command as a reader can type it."""
    said = ["vigie", *words]
    for name, value in options.items():
        if value is not None:
            said += [f"--{name}", value]
    if on is not None:
        said += ["--on", on.isoformat()]
    return shlex.join(said)
