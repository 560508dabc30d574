"""The notices that stand, as known by a day, posted up to a day. Every question about notices begins here."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import duckdb

from vigie.groups.announcers import Announcer
from vigie.money import Basis, Figure
from vigie.questions.standing import Asked
from vigie.records.coverage import Coverage
from vigie.records.notice import BuyerPath, Deadline, Notice, NoticeAward, NoticeKind, Place
from vigie.sources import source
from vigie.sources.moments import aware

_SOURCE = "sam"
_CURRENCY = "USD"  # its column is "Award$"
_LAST = "struct_pack(seen, moment, capture, row)"
# Every layout has these columns
_ALWAYS = ("number", "number_key", "title", "kind", "kind_said", "department", "department_code", "posted_said", "posted",
           "posted_moment", "link", "topics", "topic_words", "asks_information")  # fmt: skip
# Columns that a layout may lack, by what it then does not hold
_PARTS = {
    "subtier": ("subtier", "subtier_code"), "office": ("office", "office_code"),
    "deadline": ("deadline_said", "deadline", "deadline_moment"), "place": ("city", "state", "country"), "set_aside": ("set_aside",),
    "naics": ("naics",), "product_service_code": ("product_service_code",),
    "award": ("award_number", "award_day", "award_amount", "supplier"),
}  # fmt: skip
NOT_EVERYWHERE = (*_PARTS, "description")


def _packed(fields: tuple[str, ...]) -> str:
    return f"struct_pack({', '.join(f'{name} := {name}' for name in fields)})"


_SAID = ",\n        ".join(
    f"arg_max({_packed(fields)}, place_of) filter (where not list_contains(lacking, '{part}')) as last_{part}"
    for part, fields in _PARTS.items()
)
_LACKS = ", ".join(f"bool_and(list_contains(lacking, '{part}')) as lacks_{part}" for part in NOT_EVERYWHERE)
_FIELDS = ", ".join(
    [f"said.{name} as {name}" for name in _ALWAYS]
    + [f"last_{part}.{name} as {name}" for part, fields in _PARTS.items() for name in fields]
    + [f"lacks_{part}" for part in NOT_EVERYWHERE]
)
# One row of ``announced`` is a notice as known by $known, posted up to $on. What its last layout has no column for stays as an earlier one
# said it; ``lacks_…``: none says it. ``text_at`` is the row that has its text, which is long
ANNOUNCED = f"""
told as ( -- one row: what one capture says of one notice
    select * exclude (description, absent), string_split(coalesce(absent, ''), ',') as lacking, {_LAST} as place_of,
        {{says}} as says
    from notice
    where ($known is null or seen <= $known) and ({{only}})
),
said_last as (
    select id, arg_max({_packed(_ALWAYS)}, place_of) as said,
        {_SAID},
        {_LACKS}, arg_max(struct_pack(capture := capture, row := row), place_of) as told_at,
        arg_max(struct_pack(capture := capture, row := row, says := says), place_of)
            filter (where not list_contains(lacking, 'description')) as text_at
    from told group by id
),
announced as (
    select id, {_FIELDS}, told_at.capture as capture, told_at.row as row, text_at, coalesce(text_at.says, false) as says
    from said_last where said.posted <= $on
)"""  # noqa: S608  only our own names
# What makes a notice, in the order in which ``read_notice`` takes it by name
NOTICE = ", ".join(
    ["announced.id", "announced.capture", "announced.row", *(f"announced.{name}" for name in _ALWAYS)]
    + [f"announced.{name}" for fields in _PARTS.values() for name in fields]
    + [f"lacks_{part}" for part in NOT_EVERYWHERE]
    + ["notice.description"]
)
WITH_TEXT = (
    "left join notice on notice.capture = text_at.capture and notice.row = text_at.row and notice.id = announced.id"
)
# Which notices are an announcer's: by the names and codes they have, and by their number where they name no body under the department
OF_ANNOUNCER = """$everybody or list_contains($departments, department) or list_contains($subtiers, subtier)
    or list_contains($subtiers, subtier_code) or (subtier is null and regexp_matches(upper(number), $offices))"""


def of_announcer(announcer: Announcer | None) -> dict[str, object]:
    """The values of OF_ANNOUNCER; None: of everybody."""
    offices = "|".join(announcer.offices) if announcer else ""
    return {
        "everybody": announcer is None,
        "departments": list(announcer.departments) if announcer else [],
        "subtiers": list(announcer.subtiers) if announcer else [],
        # the number may stand behind other words ("NOI-70CDCR26R00000014")
        "offices": f"(^|[^A-Z0-9])({offices})" if offices else "[^\\s\\S]",
    }


def read_notice(row: Mapping[str, Any], asked: Asked) -> Notice:
    """A notice from the cells of NOTICE, by name."""
    place = Place(row["city"], row["state"], row["country"])
    return Notice(
        id=row["id"],
        number=row["number"],
        title=row["title"],
        kind=NoticeKind(row["kind"]),
        kind_said=row["kind_said"],
        buyer=BuyerPath(
            row["department"],
            row["subtier"],
            row["office"],
            row["office_code"],
            row["subtier_code"] or row["department_code"],
        ),
        posted=row["posted"],
        posted_at=aware(row["posted_said"], row["posted_moment"]),
        deadline=read_deadline(row["deadline_said"], row["deadline"], row["deadline_moment"]),
        place=place if any((place.city, place.state, place.country)) else None,
        set_aside=row["set_aside"],
        naics=row["naics"],
        product_service_code=row["product_service_code"],
        award=_award(row, asked),
        description=row["description"] or "",
        topics=tuple(row["topics"] or ()),
        words=tuple(row["topic_words"] or ()),
        link=row["link"],
        not_held=tuple(part for part in NOT_EVERYWHERE if row[f"lacks_{part}"]),
        evidence=asked.evidence(row["capture"], row["row"]),
    )


def read_deadline(said: str | None, day: date | None, instant: datetime | None) -> Deadline | None:
    """When responses are due, as written; None where nothing is."""
    return Deadline(said, day, aware(said, instant)) if said is not None and day is not None else None


def _award(row: Mapping[str, Any], asked: Asked) -> NoticeAward | None:
    number, day, amount, supplier = (row[name] for name in _PARTS["award"])
    if (number, day, amount, supplier) == (None, None, None, None):
        return None
    evidence = (asked.evidence(row["capture"], row["row"]),)
    figure = None if amount is None else Figure(Basis.ANNOUNCED, _CURRENCY, amount, day or row["posted"], evidence)
    return NoticeAward(number, day, figure, supplier)


def rows_of(found: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """The rows of an executed query, their cells by name."""
    names = [name for name, *_ in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


_HELD = """
select min(posted), max(posted) from notice where ($known is null or seen <= $known) and ({only})
"""


def coverage_of_notices(db: duckdb.DuckDBPyConnection, announcer: Announcer | None, known: date | None) -> Coverage:
    """What notices are held of an announcer (None: of everybody), from the first to the last day on which one was posted."""
    values = {"known": known} | of_announcer(announcer)
    since, until = db.execute(_HELD.format(only=OF_ANNOUNCER), values).fetchone() or (None, None)
    held = db.execute("select 1 from capture where source = $source limit 1", {"source": _SOURCE}).fetchone()
    return Coverage(
        since=since,
        until=until,
        floor=False,
        incomplete=(),
        gaps={},
        blind_spots=source(_SOURCE).blind_spots if held else (),
        sources=(_SOURCE,) if held else (),
        role="announced_by",
    )
