"""Suppliers as text: who sells to a public body, in falling order of money."""

from collections.abc import Iterator, Sequence

from vigie.messages import percent
from vigie.outputs.text.divestiture import divestiture_lines
from vigie.outputs.text.group import undecided_lines
from vigie.outputs.text.protests import files_lines
from vigie.outputs.text.reported import reported_lines
from vigie.outputs.text.rests_on import coverage_lines, sentence
from vigie.outputs.text.sheet import Sheet
from vigie.questions.suppliers import GroupLine, SupplierLine, Suppliers
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
    yield from divestiture_lines(sheet, answer.divestitures, members=None, on=answer.on)
    yield ""
    if answer.suppliers:
        yield from sum_lines(sheet, answer)
        yield ""
        yield from _table(sheet, answer)
    else:
        yield from sheet.nothing(answer.coverage)
    yield from reported_lines(sheet, answer.reported)
    if answer.protests is not None:
        yield ""
        yield from sheet.said("protests.of_program", numbers=", ".join(answer.protests.numbers))
        yield from files_lines(sheet, answer.protests)
    yield from coverage_lines(sheet, answer.coverage)


def sum_lines(sheet: Sheet, answer: Suppliers) -> Iterator[str]:
    """The sum of all suppliers, or the range of what a topic may come to."""
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
        heads = [sheet.text("suppliers.obligated"), sheet.text("suppliers.cumulated")]
    else:
        heads = [sheet.text("suppliers.says_so"), sheet.text("suppliers.with_contracts")]
    yield from _lines(sheet, answer, sheet.text("suppliers.supplier"), heads, answer.suppliers)
    if any(len(line.suppliers) > 1 for line in answer.groups):
        yield ""
        yield from _lines(sheet, answer, sheet.text("suppliers.group"), heads, answer.groups)
        yield from undecided_lines(sheet, answer.undecided, "suppliers")
        yield from sheet.said("group.rule")


def _lines(
    sheet: Sheet, answer: Suppliers, title: str, heads: list[str], lines: Sequence[SupplierLine | GroupLine]
) -> Iterator[str]:
    columns = max(20, *(len(head) + 2 for head in heads)) if answer.topic else 10
    yield sheet.across(title, *heads, columns=columns)
    shown = lines[: sheet.limit or None]
    for rank, line in enumerate(shown, start=1):
        name = line.supplier if isinstance(line, SupplierLine) else line.group
        if answer.topic is None:
            so_far = "" if line.cumulated is None else percent(line.cumulated, sheet.lang)
            cells = [sheet.amount(line.figures), f"{so_far:>8}"]
        else:
            cells = [sheet.amount(line.figures), sheet.amount(line.with_contracts)]
        yield sheet.across(f"{sheet.integer(rank):>2}  {sheet.supplier(name)}", *cells, columns=columns)
        if isinstance(line, GroupLine) and len(line.suppliers) > 1:
            yield from sheet.said("suppliers.joined", "    ", names="; ".join(map(sheet.supplier, line.suppliers)))
    if rest := len(lines) - len(shown):
        counted = "suppliers_count" if lines is answer.suppliers else "groups_count"
        yield from sheet.said("suppliers.more", suppliers=sheet.counted(rest, counted))
