"""Who sells to a public body, as sections: the sum or range, suppliers by name, the same money by group."""

from collections.abc import Iterable, Sequence

from vigie.messages import percent
from vigie.outputs.charts.bars import suppliers_chart
from vigie.outputs.report.model import Block, Cell, Form, Kind, Link, Section, Table, Tone
from vigie.outputs.report.pen import Pen, command, doubtful
from vigie.outputs.text.divestiture import divestiture_lines
from vigie.outputs.text.group import undecided_lines
from vigie.outputs.text.protests import files_lines
from vigie.outputs.text.reported import reported_lines
from vigie.outputs.text.suppliers import sum_lines
from vigie.questions.suppliers import GroupLine, SupplierLine, Suppliers
from vigie.topics.lexicon import lexicon


def suppliers_sections(pen: Pen, answer: Suppliers) -> Iterable[Section]:
    """Who sells to a public body."""
    yield Section("figures", pen.text("part.figures"), tuple(_sum(pen, answer)))
    if answer.suppliers:
        by_name = _table(pen, answer, answer.suppliers, "table.suppliers")
        drawn = filter(None, (suppliers_chart(pen, answer),))
        yield Section("suppliers", pen.text("part.suppliers"), (*drawn, by_name))
        if any(len(line.suppliers) > 1 for line in answer.groups):
            undecided = pen.paragraphs(undecided_lines(pen.sheet, answer.undecided, "suppliers"))
            by_group = _table(pen, answer, answer.groups, "table.groups")
            rule = pen.said("group.rule", Tone.NOTE)
            yield Section("groups", pen.text("part.groups"), (by_group, *doubtful(undecided), rule))
    if said := pen.paragraphs(reported_lines(pen.sheet, answer.reported), Tone.REPORTED):
        yield Section("reported", pen.text("part.reported"), said)
    if answer.protests is not None:
        yield Section(
            "protests",
            pen.text("part.protests"),
            pen.paragraphs(files_lines(pen.sheet, answer.protests), Tone.REPORTED),
        )


def _sum(pen: Pen, answer: Suppliers) -> Iterable[Block]:
    if answer.topic is not None:
        topic = lexicon()[answer.topic]
        yield pen.said("suppliers.topic", topic=topic.names[pen.lang], definition=topic.definitions[pen.lang])
    count = pen.sheet.integer(len(answer.frameworks))
    if answer.program is not None:
        yield pen.said(
            "suppliers.program", program=answer.program.names[pen.lang], count=count, source=answer.program.source
        )
    elif answer.frameworks:
        yield pen.said("suppliers.frameworks", count=count)
    if answer.since is not None:
        yield pen.said("suppliers.since", since=pen.day(answer.since))
    yield from pen.known(answer.known)
    yield from doubtful(pen.paragraphs(divestiture_lines(pen.sheet, answer.divestitures, members=None, on=answer.on)))
    if not answer.suppliers:
        yield from pen.paragraphs(pen.sheet.nothing(answer.coverage))
        return
    if answer.topic is None:
        asked = command("suppliers", answer.buyer.acronym, on=answer.on, known=answer.known, lang=pen.lang)
        label = pen.text("figure.suppliers", buyer=pen.sheet.buyer(answer.buyer))
        yield from pen.shown(
            label, answer.figures, floor=answer.coverage.floor, command=asked, coverage=answer.coverage
        )
    yield from pen.paragraphs(sum_lines(pen.sheet, answer))


def _table(pen: Pen, answer: Suppliers, lines: Sequence[SupplierLine | GroupLine], caption: str) -> Table:
    topic = answer.topic is not None
    money = (
        (("says_so", Form.AMOUNT), ("with_contracts", Form.AMOUNT))
        if topic
        else (("obligated", Form.AMOUNT), ("cumulated", Form.COUNT))
    )
    columns = (
        ("rank", Form.COUNT),
        ("supplier" if caption == "table.suppliers" else "group", Form.TEXT),
        ("contracts", Form.COUNT),
        *money,
    )
    return pen.table(caption, columns, (_row(pen, answer, rank, line) for rank, line in enumerate(lines, start=1)))


def _row(pen: Pen, answer: Suppliers, rank: int, line: SupplierLine | GroupLine) -> tuple[Cell, ...]:
    own = pen.supplier(line.supplier if isinstance(line, SupplierLine) else line.group)
    name = Cell(own.text, Link(Kind.GROUP, own.link.name, {"buyer": answer.buyer.acronym})) if own.link else own
    if isinstance(line, GroupLine) and len(line.suppliers) > 1:
        joined = pen.text("suppliers.joined", names="; ".join(map(pen.sheet.supplier, line.suppliers)))
        name = Cell(f"{name.text} — {joined}", name.link)
    wider = (
        pen.amount(line.with_contracts)
        if answer.topic is not None
        else Cell("" if line.cumulated is None else percent(line.cumulated, pen.lang))
    )
    return (
        Cell(pen.sheet.integer(rank)),
        name,
        Cell(pen.sheet.integer(line.contracts)),
        pen.amount(line.figures),
        wider,
    )
