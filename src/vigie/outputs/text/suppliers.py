"""Suppliers as text: who sells to a public body, in falling order of money."""

from collections.abc import Iterator

from vigie.outputs.text.rests_on import coverage_lines, sentence
from vigie.outputs.text.sheet import Sheet
from vigie.questions.suppliers import Suppliers
from vigie.topics.lexicon import lexicon


def suppliers_lines(sheet: Sheet, answer: Suppliers) -> Iterator[str]:
    """Who sells to a public body."""
    yield from sheet.said("suppliers.title", buyer=sheet.buyer(answer.buyer), day=sheet.day(answer.on))
    if answer.topic is not None:
        topic = lexicon()[answer.topic]
        name, definition = topic.names[sheet.lang], topic.definitions[sheet.lang]
        yield from sheet.said("suppliers.topic", topic=name, definition=definition)
    count = sheet.integer(len(answer.frameworks))
    if answer.program is not None:
        name, said = answer.program.names[sheet.lang], answer.program.source
        yield from sheet.said("suppliers.program", program=name, count=count, source=said)
    elif answer.frameworks:
        yield from sheet.said("suppliers.frameworks", count=count)
    if answer.since is not None:
        yield from sheet.said("suppliers.since", since=sheet.day(answer.since))
    yield from sheet.known(answer.known)
    yield ""
    if answer.suppliers:
        yield from _sum(sheet, answer)
        yield ""
        yield from _table(sheet, answer)
    else:
        yield from sheet.nothing(answer.coverage)
    yield from coverage_lines(sheet, answer.coverage)


def _sum(sheet: Sheet, answer: Suppliers) -> Iterator[str]:
    suppliers = sheet.counted(len(answer.suppliers), "suppliers_count")
    actions = sheet.counted(answer.actions, "actions")
    amount = sheet.amount(answer.figures)
    if answer.topic is None:
        key, since = sentence("suppliers", answer.figures, answer.coverage), sheet.day(answer.coverage.since)
        yield from sheet.said(key, amount=amount, suppliers=suppliers, actions=actions, since=since)
    else:
        key = "suppliers.range_held" if answer.coverage.incomplete else "suppliers.range"
        wider = sheet.amount(answer.with_contracts)
        yield from sheet.said(key, suppliers=suppliers, amount=amount, actions=actions, wider=wider)


def _table(sheet: Sheet, answer: Suppliers) -> Iterator[str]:
    if answer.topic is None:
        heads = [sheet.text("suppliers.obligated")]
    else:
        heads = [sheet.text("suppliers.says_so"), sheet.text("suppliers.with_contracts")]
    columns = max(20, *(len(head) + 2 for head in heads))
    yield sheet.across(sheet.text("suppliers.supplier"), *heads, columns=columns)
    shown = answer.suppliers[: sheet.limit or None]
    for line in shown:
        figures = [line.figures] if answer.topic is None else [line.figures, line.with_contracts]
        yield sheet.across(sheet.supplier(line.supplier), *map(sheet.amount, figures), columns=columns)
    if rest := len(answer.suppliers) - len(shown):
        yield sheet.text("suppliers.more", suppliers=sheet.counted(rest, "suppliers_count"))
