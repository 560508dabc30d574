"""The lines of notices as CSV: one an entry of what was announced, or one a notice of a number with what it changed."""

from collections.abc import Iterator
from typing import Any

from vigie.outputs.plain import plain
from vigie.questions.notice import NoticeLife, Step
from vigie.questions.notices import Notices

_NOTICE = ("id", "number", "title", "kind", "kind_said", "department", "subtier", "office", "office_code", "posted", "deadline", "city",
           "state", "country", "topics", "not_held", "link")  # fmt: skip
ANNOUNCED = (
    *_NOTICE,
    "first_posted",
    "notices",
    "deadline_state",
    "asks_information",
    "elsewhere",
    "sha256",
    "pointer",
)
LIFE = (
    *_NOTICE, "asks_information", "changed", "added", "removed", "first_seen", "readings", "award_contract", "award_supplier", "basis",
    "currency", "amount", "sha256", "pointer",
)  # fmt: skip


def announced_lines(answer: Notices, lang: str) -> Iterator[dict[str, Any]]:
    """One line an entry."""
    for one in answer.announced:
        found = plain(one, lang)
        yield (
            _notice(found)
            | {name: found[name] for name in ANNOUNCED if name in found and name not in _NOTICE}
            | found["evidence"]
        )


def life_lines(answer: NoticeLife, lang: str) -> Iterator[dict[str, Any]]:
    """One line a notice, in the order in which they were posted; fields that changed as "field: before → now"."""
    for step in answer.steps:
        yield _step(step, lang)


def _step(step: Step, lang: str) -> dict[str, Any]:
    found = plain(step.notice, lang)
    change = plain(step.change, lang) or {"fields": [], "added": [], "removed": []}
    award = found["award"] or {"contract": None, "supplier": None, "amount": None}
    figure = award["amount"] or {"basis": None, "currency": None, "amount": None}
    line: dict[str, Any] = (
        _notice(found)
        | {
            "asks_information": step.asks_information,
            "changed": [f"{one['field']}: {one['before'] or ''} → {one['now'] or ''}" for one in change["fields"]],
            "added": change["added"],
            "removed": change["removed"],
            "first_seen": step.readings[0].first_seen.isoformat(),
            "readings": len(step.readings),
            "award_contract": award["contract"],
            "award_supplier": award["supplier"],
        }
        | {name: figure[name] for name in ("basis", "currency", "amount")}
        | found["evidence"]
    )
    return line


def _notice(found: dict[str, Any]) -> dict[str, Any]:
    place = found["place"] or {"city": None, "state": None, "country": None}
    line = found | found["buyer"] | place | {"deadline": found["deadline"] and found["deadline"]["said"]}
    return {name: line[name] for name in _NOTICE}
