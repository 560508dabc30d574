"""The life of a contract, and the orders of a framework, as sections."""

from collections.abc import Iterable

from vigie.groups.buyers import acronym
from vigie.messages import money
from vigie.outputs.charts.ladder import ladder_chart
from vigie.outputs.charts.lanes import timeline_chart
from vigie.outputs.report.model import Block, Cell, Form, Kind, Link, Section, Table, Tone
from vigie.outputs.report.pen import Pen, command, doubtful
from vigie.outputs.report.sales import contracts_table
from vigie.outputs.text.contract import about, correction_sentence, framework, number
from vigie.outputs.text.framework import framework_sum_lines
from vigie.outputs.text.ladder import ladder_lines, subaward_lines, summary_lines, terms
from vigie.outputs.text.protests import lead_lines
from vigie.outputs.text.reported import reported_lines
from vigie.outputs.text.rests_on import sentence
from vigie.questions.contract import ContractLife
from vigie.questions.framework import FrameworkHeld
from vigie.records.contract import Action

_ACTIONS = (
    ("action_date", Form.DAY), ("modification", Form.CODE), ("description", Form.TEXT), ("obligated", Form.AMOUNT),
    ("obligated_to_date", Form.AMOUNT),
)  # fmt: skip


def contract_sections(pen: Pen, answer: ContractLife) -> Iterable[Section]:
    """The life of one contract."""
    yield Section("figures", pen.text("part.figures"), tuple(_sum(pen, answer)))
    if answer.actions:
        drawn = filter(None, (ladder_chart(pen, answer), timeline_chart(pen, answer)))
        yield Section("charts", pen.text("part.charts"), tuple(drawn))
        yield Section("actions", pen.text("part.actions"), (actions_table(pen, answer),))
    for id, lines, tone in (
        ("ladder", ladder_lines(pen.sheet, answer), Tone.PLAIN),
        ("summary", summary_lines(pen.sheet, answer), Tone.PLAIN),
        ("subawards", subaward_lines(pen.sheet, answer), Tone.PLAIN),
        ("reported", reported_lines(pen.sheet, answer.reported), Tone.REPORTED),
        ("protests", lead_lines(pen.sheet, answer.protest_leads), Tone.REPORTED),
    ):
        if said := pen.paragraphs(lines, tone):
            yield Section(id, pen.text(f"part.{id}"), said)
    if answer.corrections:
        currency = answer.contract.figures[0].currency
        corrected = (correction_sentence(pen.sheet, one, answer.actions, currency) for one in answer.corrections)
        yield Section("corrected", pen.text("part.corrected"), doubtful(pen.paragraphs(corrected)))


def _sum(pen: Pen, answer: ContractLife) -> Iterable[Block]:
    contract = answer.contract
    yield from pen.shown(
        pen.text("figure.contract", piid=contract.piid, supplier=pen.sheet.supplier(contract.supplier), buyer=acronym(contract.buyer)),
        contract.figures,
        floor=answer.coverage.floor and bool(contract.gaps),
        command=command("contract", contract.id, on=answer.on, known=answer.known, lang=pen.lang),
        coverage=answer.coverage,
    )  # fmt: skip
    if answer.actions:
        yield pen.said(
            sentence("contract", contract.figures, answer.coverage),
            amount=pen.sheet.amount(contract.figures),
            actions=pen.sheet.counted(len(answer.actions), "actions"),
        )
    else:
        yield pen.said("summary.only", Tone.NOTE)
    yield from pen.known(answer.known)
    yield from pen.paragraphs([*about(pen.sheet, contract), framework(pen.sheet, contract.framework)])
    yield from pen.paragraphs(terms(pen.sheet, answer.terms))


def actions_table(pen: Pen, answer: ContractLife) -> Table:
    """Every action of a contract, each with the row it stands in."""
    currency = answer.contract.figures[0].currency
    return pen.table("table.actions", _ACTIONS, (_action(pen, one, currency) for one in answer.actions))


def _action(pen: Pen, action: Action, currency: str) -> tuple[Cell, ...]:
    words = "; ".join(
        pen.text("contract.action_topics", topics=pen.sheet.topics((topic,)), words=words)
        for topic, words in zip(action.topics, action.words, strict=True)
    )
    description = pen.plain(" — ".join(filter(None, (action.description, words))))
    link = Link(Kind.EVIDENCE, action.evidence.sha256[:12], {"rows": action.evidence.pointer})
    return (
        Cell(pen.day(action.action_date), link),
        pen.plain(number(pen.sheet, action.modification)),
        description,
        Cell(money(action.obligated, currency, pen.lang), evidence=action.evidence),
        Cell(money(action.obligated_to_date, currency, pen.lang)),
    )


def framework_sections(pen: Pen, answer: FrameworkHeld) -> Iterable[Section]:
    """The orders of a framework."""
    yield Section("figures", pen.text("part.figures"), pen.paragraphs(framework_sum_lines(pen.sheet, answer)))
    if answer.orders:
        yield Section("contracts", pen.text("part.orders"), (contracts_table(pen, answer.orders),))
    for id, lines in (
        ("reported", reported_lines(pen.sheet, answer.reported)),
        ("protests", lead_lines(pen.sheet, answer.protest_leads)),
    ):
        if said := pen.paragraphs(lines, Tone.REPORTED):
            yield Section(id, pen.text(f"part.{id}"), said)
