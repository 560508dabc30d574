"""Sales as sections: the sum, every contract with what proves it, who was counted, what stands beside the sum."""

from collections.abc import Iterable

from vigie.outputs.report.model import Block, Cell, Form, Section, Table
from vigie.outputs.report.pen import Pen, command, doubtful
from vigie.outputs.text.contract import about
from vigie.outputs.text.divestiture import divestiture_lines
from vigie.outputs.text.rests_on import sentence
from vigie.outputs.text.sales import beside_lines
from vigie.questions.sales import Sales
from vigie.records.contract import Contract

_CONTRACTS = (
    ("contract", Form.CODE), ("supplier", Form.TEXT), ("buyer", Form.TEXT), ("about", Form.TEXT), ("obligated", Form.AMOUNT),
)  # fmt: skip


def sales_sections(pen: Pen, answer: Sales) -> Iterable[Section]:
    """What a group sells to a public body."""
    yield Section("figures", pen.text("part.figures"), (*_sum(pen, answer), *pen.known(answer.known)))
    if answer.contracts:
        yield Section(
            "contracts", pen.text("part.contracts"), (contracts_table(pen, answer.contracts, counted=answer.counted),)
        )
    if beside := pen.paragraphs(beside_lines(pen.sheet, answer)):
        yield Section("beside", pen.text("part.beside"), beside)
    members = {member.party.id for member in answer.members}
    if sold := pen.paragraphs(divestiture_lines(pen.sheet, answer.divestitures, members=members, on=answer.on)):
        yield Section("sold", pen.text("part.sold"), doubtful(sold))


def _sum(pen: Pen, answer: Sales) -> Iterable[Block]:
    if not answer.figures:
        yield from pen.paragraphs(pen.sheet.nothing(answer.coverage))
        return
    code = answer.buyer.acronym if answer.buyer else None
    yield from pen.shown(
        pen.text("figure.sales", group=answer.group, buyer=pen.sheet.buyer(answer.buyer) if answer.buyer else pen.text("group.all_buyers")),
        answer.figures,
        floor=answer.coverage.floor,
        command=command("sales", answer.group, buyer=code, on=answer.on, known=answer.known, lang=pen.lang),
        coverage=answer.coverage,
    )  # fmt: skip
    yield pen.said(
        sentence("sales", answer.figures, answer.coverage),
        amount=pen.sheet.amount(answer.figures),
        contracts=pen.sheet.counted(answer.counted, "contracts"),
        since=pen.day(answer.coverage.since),
    )


def contracts_table(pen: Pen, contracts: Iterable[Contract], *, counted: int | None = None) -> Table:
    """Contracts in their order, each with what there is to say of it and the rows its sum rests on."""
    rows = (
        (
            pen.contract(one.piid, one.id),
            pen.supplier(one.supplier),
            pen.buyer(one.buyer),
            Cell(" · ".join(about(pen.sheet, one))),
            pen.amount(one.figures),
        )
        for one in contracts
    )
    return pen.table("table.contracts", _CONTRACTS, rows, counted=counted)
