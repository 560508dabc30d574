"""The lines of a screened list as CSV: one a match, an open question or a pair judged apart; one where a row of the list has none."""

from collections.abc import Iterator
from typing import Any

from vigie.groups.matching import Reason
from vigie.money import Figure
from vigie.outputs.plain import plain
from vigie.outputs.text.list_read import slip
from vigie.outputs.text.screen import judged_lines
from vigie.outputs.text.sheet import Sheet
from vigie.questions.screen import Candidate, Outcome, Screen, Screened

COLUMNS = (
    "rows", "listed", "identifiers", "country", "result", "supplier", "score", "why", "judged", "slips",
    "actions", "first_action", "last_action", "basis", "currency", "amount", "group", "group_amount", "sha256", "pointer",
)  # fmt: skip


def screened_lines(answer: Screen, lang: str) -> Iterator[dict[str, Any]]:
    """The lines in the order of the list; the rows that could not be looked up stand last, as ``unread``."""
    sheet = Sheet(lang, 100, 0)
    for one in answer.lines:
        for result, candidates in (("match", one.matches), ("open", one.open_questions), ("apart", one.apart)):
            for candidate in candidates:
                yield _line(sheet, one) | {"result": result} | _candidate(sheet, candidate)
        if one.outcome is Outcome.NOT_FOUND or not (one.matches or one.open_questions):
            yield _line(sheet, one) | {"result": one.outcome.value}
    for row in answer.unread:
        yield {"rows": [row.row], "result": "unread", "slips": slip(sheet, row.fault)}


def _line(sheet: Sheet, one: Screened) -> dict[str, Any]:
    listed = one.line.organization
    return {
        "rows": one.line.rows,
        "listed": listed.name,
        "identifiers": [f"{each.scheme}:{each.value}" for each in listed.identifiers],
        "country": listed.country,
        "slips": [slip(sheet, fault) for fault in one.line.faults],
    }


def _candidate(sheet: Sheet, one: Candidate) -> dict[str, Any]:
    figure = one.figures[0] if one.figures else None
    places = figure.evidence if figure else ()
    return {
        "supplier": one.name,
        "score": one.score,
        "why": [*judged_lines(sheet, one.judgement), *(_weighed(sheet, reason) for reason in one.reasons)],
        "judged": one.judgement.verdict.value if one.judgement else None,
        "actions": one.actions,
        "first_action": plain(one.first_action, sheet.lang),
        "last_action": plain(one.last_action, sheet.lang),
        "basis": plain(figure.basis, sheet.lang) if figure else None,
        "currency": figure.currency if figure else None,
        "amount": _amount(one.figures),
        "group": one.group,
        "group_amount": _amount(one.group_figures),
        "sha256": [place.sha256 for place in places],
        "pointer": [place.pointer for place in places],
    }


def _weighed(sheet: Sheet, reason: Reason) -> str:
    sentence = sheet.text(f"feature.{reason.feature}")
    return sheet.text("screen.weighed", reason=sentence, words=reason.words or "–", points=f"{reason.points:+.2f}")


def _amount(figures: tuple[Figure, ...]) -> str | None:
    return str(figures[0].amount) if figures and figures[0].amount is not None else None
