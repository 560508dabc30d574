"""How one notice differs from another, or one reading of it from an earlier one: fields, and words of the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from vigie.records.notice import Notice

# Beyond so many pairs of words, what stands between the first and the last difference is quoted as one
_MOST_PAIRS = 4_000_000
_WORDS = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that reads otherwise, in the source's own words; None: left empty. What one of the two does not hold is no change."""

    field: str
    before: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class NoticeChange:
    """What differs in what we hold: fields, in the order of a notice, and the words added to and removed from its text, in their order."""

    fields: tuple[FieldChange, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether no difference is held; what is attached to a notice can have changed all the same."""
        return not (self.fields or self.added or self.removed)


def difference(before: Notice, now: Notice) -> NoticeChange:
    """What ``now`` says otherwise than ``before``."""
    then, told = _fields(before), _fields(now)
    changed = tuple(
        FieldChange(field, then[field], told[field]) for field in told if field in then and then[field] != told[field]
    )
    added: list[str] = []
    removed: list[str] = []
    if "description" not in (*before.not_held, *now.not_held):
        old, new = _WORDS.findall(before.description), _WORDS.findall(now.description)
        for old_start, old_end, new_start, new_end in _replaced(old, new):
            if old_start < old_end:
                removed.append(" ".join(old[old_start:old_end]))
            if new_start < new_end:
                added.append(" ".join(new[new_start:new_end]))
    return NoticeChange(changed, tuple(added), tuple(removed))


def _fields(notice: Notice) -> dict[str, str | None]:
    """The fields a notice holds, as texts that can be compared."""
    buyer, award = notice.buyer, notice.award
    place = notice.place
    said: dict[str, str | None] = {
        "title": notice.title,
        "kind": notice.kind_said,
        "department": buyer.department,
        "subtier": buyer.subtier,
        "office": buyer.office,
        "deadline": notice.deadline.said if notice.deadline is not None else None,
        "place": ", ".join(filter(None, (place.city, place.state, place.country))) if place is not None else None,
        "set_aside": notice.set_aside,
        "naics": notice.naics,
        "product_service_code": notice.product_service_code,
        "award_number": award.contract if award is not None else None,
        "award_day": award.day.isoformat() if award is not None and award.day is not None else None,
        "award_amount": str(award.amount.amount) if award is not None and award.amount is not None else None,
        "supplier": award.supplier if award is not None else None,
    }
    lacking = set(notice.not_held)
    if "award" in lacking:
        lacking |= {"award_number", "award_day", "award_amount", "supplier"}
    return {field: value for field, value in said.items() if field not in lacking}


def _replaced(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """The stretches of words that differ: where each begins and ends in both texts."""
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    between_old, between_new = old[first : len(old) - last], new[first : len(new) - last]
    if len(between_old) * len(between_new) > _MOST_PAIRS:
        yield first, len(old) - last, first, len(new) - last
        return
    matcher = SequenceMatcher(None, between_old, between_new, autojunk=False)
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            yield first + old_start, first + old_end, first + new_start, first + new_end
