"""The data of a page in other shapes: JSON in pages of its own, CSV, a workbook, a feed, a calendar."""

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from vigie.desk.desk import Desk
from vigie.desk.dossiers import dossier
from vigie.errors import PageParameterError
from vigie.outputs.csv import to_csv
from vigie.outputs.dossier_figures import figures_json
from vigie.outputs.following import calendar_of, feed_of
from vigie.outputs.plain import plain
from vigie.outputs.report.dossier import dossier_report
from vigie.outputs.report_pdf import to_pdf
from vigie.outputs.xlsx import to_xlsx
from vigie.questions.changes import Changes
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
    "pdf": "application/pdf",
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


def to_followed(desk: Desk, asked: Asked, days: Days, answer: Any, title: str) -> bytes:
    """What captures of the last ninety days newly showed of an answer, as a feed; or the dates that come for it, as a calendar."""
    about = Criteria(buyer=answer.buyer.code if answer.buyer else None) if isinstance(answer, Changes) else answer
    if asked.shape == "atom":
        return feed_of(desk, about, name=title, until=days.on, known=days.known, lang=asked.lang)
    return calendar_of(desk, about, name=title, on=days.on, known=days.known, lang=asked.lang)


def to_dossier(desk: Desk, asked: Asked, days: Days) -> bytes:
    """The dossier of a group as a PDF, as ``vigie dossier`` writes it."""
    buyer = asked.parameters.get("buyer")
    answer = dossier(desk, asked.name, buyer=buyer, on=days.on, known=days.known, lang=asked.lang)
    return to_pdf(dossier_report(answer, asked.lang), made=answer.on, figures=figures_json(answer))


def to_table(answer: object, shape: str, lang: str) -> bytes:
    """The table of an answer as CSV, with a mark of UTF-8 that spreadsheets need, or as a workbook."""
    if shape == "csv":
        return b"\xef\xbb\xbf" + to_csv(answer, lang).encode()
    return to_xlsx(answer, lang)
