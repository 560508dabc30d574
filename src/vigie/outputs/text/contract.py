"""The life of a contract as text: its sum, every action, what was read differently before."""

from collections.abc import Iterator
from dataclasses import replace

from vigie.groups.buyers import acronym
from vigie.messages import money
from vigie.outputs.text.ladder import ladder_lines, subaward_lines, summary_lines, terms
from vigie.outputs.text.protests import lead_lines
from vigie.outputs.text.reported import reported_lines
from vigie.outputs.text.rests_on import coverage_lines, sentence
from vigie.outputs.text.sheet import Sheet
from vigie.questions.contract import ContractLife, Correction
from vigie.records.contract import Action, Contract, Status, is_framework


def contract_lines(sheet: Sheet, answer: ContractLife) -> Iterator[str]:
    """The life of one contract."""
    contract = answer.contract
    buyer, supplier = acronym(contract.buyer), sheet.supplier(contract.supplier)
    yield from sheet.said(
        "contract.title", piid=contract.piid, supplier=supplier, buyer=buyer, day=sheet.day(answer.on)
    )
    yield from sheet.known(answer.known)
    yield ""
    if answer.actions:
        key = sentence("contract", contract.figures, answer.coverage)
        actions = sheet.counted(len(answer.actions), "actions")
        yield from sheet.said(key, amount=sheet.amount(contract.figures), actions=actions)
    else:
        yield from sheet.said("summary.only")
    yield from sheet.wrapped(" · ".join([*about(sheet, contract), framework(sheet, contract.framework)]))
    if said := " · ".join(terms(sheet, replace(answer.terms, ends=None))):
        yield from sheet.wrapped(said)
    yield from ladder_lines(sheet, answer)
    yield from summary_lines(sheet, answer)
    currency = contract.figures[0].currency
    for action in answer.actions:
        yield ""
        yield from _action(sheet, action, currency)
    if answer.corrections:
        yield ""
        yield sheet.text("contract.corrected")
        for one in answer.corrections:
            yield from sheet.wrapped(correction_sentence(sheet, one, answer.actions, currency), "  ")
    yield from subaward_lines(sheet, answer)
    yield from reported_lines(sheet, answer.reported)
    yield from lead_lines(sheet, answer.protest_leads)
    yield from coverage_lines(sheet, answer.coverage)
    yield from sheet.evidence(contract.evidence[-1])


def about(sheet: Sheet, contract: Contract) -> Iterator[str]:
    """What there is to say of a contract beside its sum."""
    signed = contract.signed
    yield sheet.text("contract.signed", day=sheet.day(signed)) if signed else sheet.text("contract.unsigned")
    yield sheet.text("contract.last_action", day=sheet.day(contract.last_action))
    yield sheet.text(f"status.{contract.status}")
    if contract.ends is not None:
        key = "contract.orders_end" if is_framework(contract.piid) else "contract.ends"
        yield sheet.text(key, day=sheet.day(contract.ends))
    if contract.term is not None and contract.status is Status.NOT_HELD:
        yield sheet.text("contract.term", term=contract.term)
    if contract.gaps.begins_at is not None:
        yield sheet.text("contract.begins_at", number=contract.gaps.begins_at)
    if missing := contract.gaps.missing:
        shown = ", ".join(missing[:6]) + (" …" if len(missing) > 6 else "")
        yield sheet.text("contract.missing_one" if len(missing) == 1 else "contract.missing_many", numbers=shown)
    if contract.topics:
        yield sheet.text("contract.topics", topics=sheet.topics(contract.topics))


def framework(sheet: Sheet, number: str | None) -> str:
    """Under which framework a contract was ordered."""
    if number is None:
        return sheet.text("contract.framework_not_held")
    if number == "-NONE-":
        return sheet.text("contract.no_framework")
    return sheet.text("contract.framework", framework=number)


def number(sheet: Sheet, modification: str) -> str:
    """The number of an action; a signing is named as one."""
    return sheet.text("contract.signing", modification=modification) if set(modification) == {"0"} else modification


def _action(sheet: Sheet, action: Action, currency: str) -> Iterator[str]:
    head = f"{sheet.day(action.action_date)}  {number(sheet, action.modification)}"
    yield sheet.across(head, money(action.obligated, currency, sheet.lang))
    amount = money(action.obligated_to_date, currency, sheet.lang)
    yield sheet.across("", sheet.text("contract.to_date", amount=amount))
    if action.description:
        yield from sheet.wrapped(action.description, "  ")
    for topic, words in zip(action.topics, action.words, strict=True):
        yield from sheet.said("contract.action_topics", "  ", topics=sheet.topics((topic,)), words=words)


def correction_sentence(sheet: Sheet, one: Correction, actions: tuple[Action, ...], currency: str) -> str:
    """What an earlier reading of an action said."""
    differences = sheet.text("list.and").join(_differences(sheet, one.action, actions, currency))
    number, seen = one.action.modification, sheet.day(one.seen)
    return sheet.text("contract.correction", modification=number, seen=seen, differences=differences)


def _differences(sheet: Sheet, before: Action, actions: tuple[Action, ...], currency: str) -> Iterator[str]:
    """What an earlier reading of an action said otherwise."""
    now = next(action for action in actions if action.modification == before.modification)
    written = {
        "supplier": sheet.supplier(before.supplier),
        "obligated": money(before.obligated, currency, sheet.lang),
        "action_date": sheet.day(before.action_date),
        "framework": before.framework or sheet.text("contract.framework_not_held"),
        "description": before.description or "",
    }
    for name, words in written.items():
        if getattr(before, name) != getattr(now, name):
            yield sheet.text(f"difference.{name}", before=words)
