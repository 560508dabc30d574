"""Sales of organizations as text: one that is closed moved money, one that is announced moved nothing yet."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from vigie.outputs.text.sheet import Sheet
from vigie.records.ownership import Divestiture


def divestiture_lines(
    sheet: Sheet, divestitures: Iterable[Divestiture], *, members: Collection[str] | None, on: date
) -> Iterator[str]:
    """What became of those sold by a day; ``members``: the ids of the group asked about, None where none was."""
    for sale in divestitures:
        closed = sale.closed is not None and sale.closed <= on
        if not closed:
            key = "announced"
        elif members is None:
            key = "moved"
        else:
            key = "sold" if sale.seller.id in members else "bought"
        yield from sheet.said(
            f"group.{key}",
            organization=sale.organization.name,
            seller=sale.seller.name,
            to=sheet.text("group.to", to=sale.to.name) if sale.to else "",
            said=sale.said,
            day=sheet.day(sale.closed),
        )
