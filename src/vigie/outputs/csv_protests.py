"""Protests as lines of CSV, one a record; and amounts that third parties report, in columns of their own."""

from collections.abc import Iterable, Iterator
from typing import Any

from vigie.outputs.plain import plain
from vigie.questions.protests import Protests
from vigie.records.protest import DocketRow
from vigie.records.reported import ReportedFigure

COLUMNS = (
    "file", "state", "record", "source", "file_number", "protester", "agency", "solicitation", "case_type", "filed", "due", "decided",
    "outcomes", "outcome_said", "reported", "said_by", "said_alike", "says_protest", "seen", "sha256", "pointer",
)  # fmt: skip
REPORTED = (
    "reported_of", "reported_supplier", "reported_basis", "reported_currency", "reported_amount", "reported_day", "reported_by",
)  # fmt: skip


def protest_lines(answer: Protests, lang: str) -> Iterator[dict[str, Any]]:
    """Every record of every file, then the cases that are not called protests, without a state."""
    for file in answer.files:
        yield from (_line(row, lang) | {"state": file.state.value} for row in file.rows)
    yield from (_line(row, lang) for row in answer.other_cases)


def reported_lines(reported: Iterable[ReportedFigure], lang: str) -> Iterator[dict[str, Any]]:
    """What third parties report, each on a line of its own, with nothing in the columns of records."""
    for one in reported:
        yield {
            "reported_of": one.framework,
            "reported_supplier": plain(one.supplier, lang),
            "reported_basis": one.figure.basis.value,
            "reported_currency": one.figure.currency,
            "reported_amount": plain(one.figure.amount, lang),
            "reported_day": plain(one.day, lang),
            "reported_by": one.said_by,
        } | plain(one.figure.evidence[0], lang)


def _line(row: DocketRow, lang: str) -> dict[str, Any]:
    found: dict[str, Any] = plain(row, lang)
    evidence: dict[str, Any] = found.pop("evidence")
    return found | evidence
