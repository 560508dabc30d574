"""An amount that a third party reports of a framework: shown beside what records say, never added to it, never counted."""

from dataclasses import dataclass
from datetime import date

from vigie.money import Figure


@dataclass(frozen=True, slots=True)
class ReportedFigure:
    """What a third party reports of a framework, in ``said_by``; ``supplier`` as it writes the name, ``first_order`` the order it
    names. ``day`` is the day of which it says it is, None where its words give none, and then ``figure`` is of the day the report
    was seen. ``reported`` is always true: no record held states the amount."""

    framework: str
    supplier: str | None
    supplier_uei: str | None
    first_order: str | None
    figure: Figure
    day: date | None
    said_by: str
    seen: date
    reported: bool = True
