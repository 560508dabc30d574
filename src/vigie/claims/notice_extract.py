"""What a sentence says of a notice: its kind, the day it was posted or is due, volumes, site, hours, what it demands."""

from collections.abc import Callable, Iterator

from vigie.claims.draft import Draft
from vigie.claims.notice_words import ABOUT, DEADLINE, HOURS, KIND, POSTED, REQUIRED, SITE, STARTING
from vigie.grammar.counts import counts
from vigie.grammar.days import DaySaid
from vigie.records.claim import ClaimKind


def notice_drafts(
    words: str, days: tuple[DaySaid, ...], lang: str | None, *, carried: bool, draft: Callable[..., Draft]
) -> Iterator[Draft]:
    """The claims a sentence makes of a notice; ``carried``: a notice was named not long before."""
    kind = KIND.search(words)
    if kind is None and not (carried or ABOUT.search(words)):
        return
    if kind is not None:
        yield draft(ClaimKind.NOTICE, kind.start(), kind.end(), form="kind")
    elif not carried:
        return
    for day in days:
        form = _day_form(words, day)
        if form is not None:
            yield draft(ClaimKind.DAY, day.start, day.end, day, form=form)
    for one in counts(words, lang):
        if one.per is not None:
            yield draft(ClaimKind.NOTICE, one.start, one.end, one, form="volume")
    for form, pattern in (("hours", HOURS), ("site", SITE)):
        if found := pattern.search(words):
            start, end = found.span("site") if form == "site" else found.span()
            if form == "hours" or kind is not None:
                yield draft(ClaimKind.NOTICE, start, end, words[start:end], form=form)
    for pattern in REQUIRED.values():
        if found := pattern.search(words):
            yield draft(ClaimKind.NOTICE, found.start(), found.end(), found[0], form="requirement")


def _day_form(words: str, day: DaySaid) -> str | None:
    """What a day is of: the one it was posted on, the one responses are due, the one work begins."""
    around = words[max(0, day.start - 90) : day.end + 120]
    if DEADLINE.search(around) and day.bound in ("before", "by", None):
        return "deadline"
    if STARTING.search(around) and day.bound in ("by", "before", None):
        return "start"
    return "posted" if POSTED.search(around) and day.bound is None else None
