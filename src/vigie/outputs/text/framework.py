"""A framework as text: the orders under it, what is reported of it, where protests lead."""

from collections.abc import Iterator

from vigie.outputs.text.contract import about
from vigie.outputs.text.protests import lead_lines
from vigie.outputs.text.reported import reported_lines
from vigie.outputs.text.rests_on import coverage_lines
from vigie.outputs.text.sheet import Sheet
from vigie.questions.framework import FrameworkHeld


def framework_lines(sheet: Sheet, answer: FrameworkHeld) -> Iterator[str]:
    """A framework of which no action is held."""
    yield from sheet.said("framework.title", framework=answer.framework, day=sheet.day(answer.on))
    yield from sheet.known(answer.known)
    yield ""
    yield from framework_sum_lines(sheet, answer)
    for order in answer.orders[: sheet.limit or None]:
        yield sheet.across(f"  {order.piid}  {sheet.supplier(order.supplier)}", sheet.amount(order.figures))
        yield from sheet.wrapped(" · ".join(about(sheet, order)), "    ")
    yield from sheet.more(len(answer.orders), "  ")
    yield from reported_lines(sheet, answer.reported)
    yield from lead_lines(sheet, answer.protest_leads)
    yield from coverage_lines(sheet, answer.coverage)


def framework_sum_lines(sheet: Sheet, answer: FrameworkHeld) -> Iterator[str]:
    """What the orders held come to."""
    if answer.orders:
        orders = sheet.counted(len(answer.orders), "orders")
        yield from sheet.said("framework.orders", amount=sheet.amount(answer.figures), orders=orders)
    else:
        yield from sheet.said("framework.no_order")
