"""What a contract may come to, as text: its rungs over time, its terms, its summaries, what was passed on."""

from collections.abc import Iterator

from vigie.messages import money
from vigie.money import Basis
from vigie.outputs.text.sheet import Sheet
from vigie.questions.contract import ContractLife
from vigie.records.ladder import AwardSummary, Incentive, Step, Subaward, Terms

_RUNGS = (Basis.GUARANTEED, Basis.OBLIGATED, Basis.EXERCISED, Basis.CEILING, Basis.OUTLAID)


def ladder_lines(sheet: Sheet, answer: ContractLife) -> Iterator[str]:
    """The rungs of the money over time, where the records held give more than obligations."""
    if not any(step.figure.basis is not Basis.OBLIGATED for step in answer.ladder):
        return
    yield ""
    yield from sheet.said("ladder.title")
    for basis in _RUNGS:
        steps = [step for step in answer.ladder if step.figure.basis is basis]
        if not steps:
            yield from sheet.wrapped(sheet.text("ladder.none", basis=sheet.text(f"basis.{basis}")), "  ")
            continue
        yield from sheet.wrapped(sheet.text(f"basis.{basis}"), "  ")
        shown = steps[-sheet.limit :] if sheet.limit else steps
        if len(shown) < len(steps):
            yield from sheet.said("ladder.earlier", "    ", count=sheet.integer(len(steps) - len(shown)))
        for step in shown:
            yield sheet.across(f"    {sheet.day(step.figure.on)}  {step.modification}", _amount(sheet, step))
    for incentive in answer.incentives:
        yield from sheet.wrapped(_incentive(sheet, incentive), "  ")


def terms(sheet: Sheet, found: Terms) -> Iterator[str]:
    """What the source says of a contract beside its money."""
    days = {name: getattr(found, name) for name in ("starts", "ends", "ends_potential")}
    for name, day in days.items():
        if day is not None:
            yield sheet.text(f"terms.{name}", day=sheet.day(day))
    for name in ("pricing", "competition", "office", "parent", "solicitation"):
        words = getattr(found, name)
        if words is not None:
            yield sheet.text(f"terms.{name}", words=words if name != "parent" else sheet.supplier(words))


def summary_lines(sheet: Sheet, answer: ContractLife) -> Iterator[str]:
    """The whole award as the source sums it up."""
    for summary in answer.summaries:
        yield ""
        yield from _summary(sheet, summary)


def _summary(sheet: Sheet, summary: AwardSummary) -> Iterator[str]:
    yield from sheet.said("summary.title", seen=sheet.day(summary.seen), last=sheet.day(summary.last_action))
    for step in summary.totals:
        yield sheet.across(f"  {sheet.text(f'basis.{step.figure.basis}')}", _amount(sheet, step))
    if said := " · ".join(terms(sheet, summary.terms)):
        yield from sheet.wrapped(said, "  ")


def subaward_lines(sheet: Sheet, answer: ContractLife) -> Iterator[str]:
    """What the prime contractor reported to have passed on."""
    if not answer.subawards:
        return
    yield ""
    again = [one for one in answer.subawards if one.reported_again]
    yield from sheet.said("subawards.title", count=sheet.counted(len(answer.subawards), "reports"))
    if again:
        yield from sheet.said("subawards.again", "  ", count=sheet.counted(len(again), "reports"))
    for one in answer.subawards[: sheet.limit or None]:
        yield from _subaward(sheet, one)
    yield from sheet.more(len(answer.subawards), "  ")


def _subaward(sheet: Sheet, one: Subaward) -> Iterator[str]:
    head = f"  {sheet.day(one.action_date)}  {sheet.supplier(one.supplier)}"
    yield sheet.across(head, money(one.figure.amount, one.figure.currency, sheet.lang))
    if one.reported_again:
        yield from sheet.said("subawards.one_again", "    ")


def _amount(sheet: Sheet, step: Step) -> str:
    if step.placeholder:
        return sheet.text("ladder.placeholder")
    return money(step.figure.amount, step.figure.currency, sheet.lang)


def _incentive(sheet: Sheet, one: Incentive) -> str:
    key = "ladder.incentive_pricing" if one.by_pricing else "ladder.incentive_words"
    return sheet.text(key, day=sheet.day(one.action_date), modification=one.modification, words=one.words)
