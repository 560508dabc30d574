"""The data of a page in other shapes: JSON in pages of its own, CSV, a workbook, a feed, a calendar."""

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

from vigie.desk.desk import Desk
from vigie.desk.watching import dates_about, events_about
from vigie.errors import PageParameterError
from vigie.outputs.calendar import to_calendar
from vigie.outputs.csv import to_csv
from vigie.outputs.feed import to_atom
from vigie.outputs.plain import plain
from vigie.outputs.xlsx import to_xlsx
from vigie.questions.notices import Notices
from vigie.questions.sales import Sales
from vigie.questions.suppliers import Suppliers
from vigie.watch.watches import Criteria
from vigie.web.addresses import Asked
from vigie.web.asking import Answers, Days

MEDIA = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "atom": "application/atom+xml",
    "ics": "text/calendar; charset=utf-8",
}
# So many entries of a list JSON gives where nothing is said
USUAL = 1_000

# The list of an answer that can be long, and what tells its entries apart
_LISTS: dict[type, tuple[str, Callable[[Any], str]]] = {
    Sales: ("contracts", lambda one: one.id),
    Suppliers: ("suppliers", lambda one: one.supplier or ""),
    Notices: ("announced", lambda one: one.id),
}


def to_page_json(asked: Asked, days: Days, answers: Answers) -> bytes:
    """What was asked and answered. A long list is cut: ``next`` is the address of what follows, null at its end.

    The cursor in it names the last entry given, not a place, so that what arrives meanwhile moves nothing.
    """
    first_name, first = next(iter(answers.items()))
    cut, last = _cut(asked, first)
    found = {name: plain(one, asked.lang) for name, one in (answers | {first_name: cut}).items()}
    following = asked.asking(cursor=_cursor(last)).address() if last is not None else None
    told = {
        "kind": asked.place.kind,
        "name": asked.name or None,
        "on": days.on.isoformat(),
        "known": days.known and days.known.isoformat(),
        "lang": asked.lang,
    }
    body = {"asked": told, "answers": found, "next": following}
    return (json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode()


def _cut(asked: Asked, answer: Any) -> tuple[Any, str | None]:
    """An answer with the part of its list that is asked for, and the last entry of it where more follow."""
    name, key = _LISTS.get(type(answer), ("", str))
    if not name:
        return answer, None
    every = list(getattr(answer, name))
    start = 0
    if after := asked.parameters.get("cursor"):
        wanted = _after(after)
        places = [place for place, one in enumerate(every) if key(one) == wanted]
        if not places:
            raise PageParameterError(parameter="cursor", found=after[:80], expected="next")
        start = places[0] + 1
    limit = asked.limit(USUAL)
    part = every[start : start + limit]
    more = start + limit < len(every)
    return replace(answer, **{name: tuple(part)}), key(part[-1]) if more and part else None


def _cursor(last: str) -> str:
    return base64.urlsafe_b64encode(last.encode()).decode().rstrip("=")


def _after(cursor: str) -> str:
    try:
        return base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise PageParameterError(parameter="cursor", found=cursor[:80], expected="next") from None


def criteria_of(asked: Asked) -> Criteria:
    """What a page is of, as a watch would ask for it."""
    name = None if asked.place.kind == "changes" else asked.name
    buyer = asked.parameters.get("buyer")
    match asked.place.kind:
        case "group":
            return Criteria(group=name, buyer=buyer)
        case "buyer":
            return Criteria(buyer=name)
        case "topic":
            return Criteria(topic=name, buyer=buyer)
        case "changes":
            return Criteria(buyer=buyer)
    return Criteria(number=name)


def to_feed(desk: Desk, asked: Asked, days: Days, title: str) -> bytes:
    """What captures of the last ninety days newly showed of what a page is of, as an Atom feed; its id is the page's address."""
    found = events_about(desk, criteria_of(asked), on=days.on, known=days.known)
    return to_atom(found, id=asked.asking(on=None, known=None).address(), name=title, lang=asked.lang)


def to_dates(desk: Desk, asked: Asked, days: Days, title: str) -> bytes:
    """The ends, deadlines and clocks that come for what a page is of, as a calendar."""
    found = dates_about(desk, criteria_of(asked), on=days.on, known=days.known)
    last = max((one.seen for one in desk.captured()), default=days.on)
    return to_calendar(found, name=title, lang=asked.lang, stamp=datetime.combine(last, time(), UTC))


def to_table(answer: object, shape: str, lang: str) -> bytes:
    """The table of an answer as CSV, with a mark of UTF-8 that spreadsheets need, or as a workbook."""
    if shape == "csv":
        return b"\xef\xbb\xbf" + to_csv(answer, lang).encode()
    return to_xlsx(answer, lang)
