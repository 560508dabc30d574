"""What third parties report of frameworks, as of a day: amounts shown beside those of records, never added to anything."""

from collections.abc import Iterable
from typing import Any

import duckdb

from vigie.money import Basis, Figure
from vigie.questions.standing import Asked
from vigie.records.reported import ReportedFigure

# One row is a report of an amount as seen last; two who report differently stand beside each other
_SQL = """
select framework, supplier, supplier_uei, first_order, basis, amount, currency, day, said_by, seen, capture, row
from reported
where (list_contains($frameworks, framework) or list_contains($orders, first_order)) and ($known is null or seen <= $known)
    and coalesce(day, seen) <= $on
qualify row_number() over (partition by framework, basis, said_by order by seen desc, moment desc, capture desc, row) = 1
order by amount desc, framework, said_by
"""


def reported_of(
    db: duckdb.DuckDBPyConnection, asked: Asked, *, frameworks: Iterable[str], orders: Iterable[str] = ()
) -> tuple[ReportedFigure, ...]:
    """Answer which amounts are reported of these frameworks, or of those under which these orders were the first, up to and including
    the day asked about; in falling order of the amount."""
    values = {"frameworks": list(frameworks), "orders": list(orders), "on": asked.on, "known": asked.known}
    return tuple(_figure(line, asked) for line in db.execute(_SQL, values).fetchall())


def _figure(line: tuple[Any, ...], asked: Asked) -> ReportedFigure:
    framework, supplier, uei, first_order, basis, amount, currency, day, said_by, seen, capture, row = line
    return ReportedFigure(
        framework=framework,
        supplier=supplier,
        supplier_uei=uei,
        first_order=first_order,
        figure=Figure(Basis(basis), currency, amount, day or seen, (asked.evidence(capture, row),)),
        day=day,
        said_by=said_by,
        seen=seen,
    )
