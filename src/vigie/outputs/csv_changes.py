"""The lines of changes as CSV: one a change or absence, under one header."""

from collections.abc import Iterator
from typing import Any

from vigie.outputs.plain import plain
from vigie.questions.changes import Changes
from vigie.records.change import Absence, Change, Difference

COLUMNS = (
    "section", "kind", "buyer", "piid", "modification", "supplier", "framework", "happened", "seen", "absent", "absent_complete", "lag",
    "basis", "currency", "amount", "term", "says_closed_out", "says_continues", "topics", "differences", "program", "sha256", "pointer",
)  # fmt: skip


def change_lines(answer: Changes, lang: str) -> Iterator[dict[str, Any]]:
    """One line a change: the orders of program events first, by the number of their event, then section by section.

    Of an absence, ``seen`` is the day it was last seen, ``absent`` the days of the captures without it, ``absent_complete``
    whether each of them is complete.
    """
    for number, event in enumerate(answer.programs, start=1):
        for order in event.orders:
            yield _change("programs", order, lang) | {"program": number}
    for section in ("happened", "published", "corrected"):
        for change in getattr(answer, section):
            yield _change(section, change, lang)
    for deletion in answer.deleted:
        found = plain(deletion, lang)
        yield _line(found) | {"section": "deleted", "seen": found["deleted"]}
    for section in ("withdrawn", "not_observed"):
        for absence in getattr(answer, section):
            yield _absence(section, absence, lang)


def _change(section: str, change: Change, lang: str) -> dict[str, Any]:
    found = plain(change, lang)
    differences = [_difference(one, lang) for one in change.differences]
    return _line(found) | {"section": section, "differences": differences}


def _absence(section: str, absence: Absence, lang: str) -> dict[str, Any]:
    found = plain(absence, lang)
    days, complete = [one["day"] for one in found["absences"]], [one["complete"] for one in found["absences"]]
    return _line(found) | {
        "section": section, "seen": found["last_seen"], "absent": days, "absent_complete": complete,
    }  # fmt: skip


def _line(found: dict[str, Any]) -> dict[str, Any]:
    figure = {name: found["figures"][0][name] for name in ("basis", "currency", "amount")}
    evidence: dict[str, Any] = found["evidence"]
    return {name: found.get(name) for name in COLUMNS} | figure | evidence


def _difference(one: Difference, lang: str) -> str:
    before, now = ("" if value is None else plain(value, lang) for value in (one.before, one.now))
    return f"{one.field}: {before} → {now}"
