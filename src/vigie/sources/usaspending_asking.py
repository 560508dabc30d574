"""What USAspending is asked: a buyer and days of action, never a supplier, a topic or anything somebody watches."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from importlib import resources
from typing import Any

import orjson

from vigie.errors import FetchPeriodError, UnknownBuyerError
from vigie.transport.asking import Question


@dataclass(frozen=True, slots=True)
class Buyer:
    """The names under which a search finds a buyer; ``department_code`` is the Treasury's code of its department."""

    name: str
    department: str
    department_code: str


@dataclass(frozen=True, slots=True)
class Asking:
    """How USAspending is asked, from the source's data file: addresses, sizes, fields, the buyers it can be asked about."""

    address: str
    rows: str
    count: str
    agencies: str
    archives: str
    files_hosts: tuple[str, ...]
    earliest: date
    page: int
    days: int
    most_pages: int
    sort: str
    award_types: tuple[str, ...]
    fields: tuple[str, ...]
    always: tuple[str, ...]
    labelled: tuple[str, ...]
    envelope: tuple[str, ...]
    buyer: dict[str, Buyer]


@dataclass(frozen=True, slots=True)
class Planned:
    """A request as it would be sent."""

    method: str
    address: str
    body: str


@dataclass(frozen=True, slots=True)
class Reveals:
    """What a crawl tells the host it asks, beside this machine's address: these and nothing else."""

    host: str
    buyer: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Plan:
    """The requests of a crawl in their order. A piece that does not fit on a page is asked again in halves.

    Which pieces those are is known from the answers only; the halves have the same body with other days.
    """

    requests: tuple[Planned, ...]
    reveals: Reveals


def read_asking() -> Asking:
    """How USAspending is asked, from its data file."""
    name = "usaspending_fetch.toml"
    said = tomllib.loads(resources.files("vigie.sources").joinpath(name).read_text(encoding="utf-8"))
    buyers = {code: Buyer(**names) for code, names in said.pop("buyer").items()}
    plain: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in said.items()}
    return Asking(**plain, buyer=buyers)


def checked_buyer(asking: Asking, buyer: str, since: date, until: date) -> Buyer:
    """The buyer of a sub-agency code, the period checked.

    Raises UnknownBuyerError, and FetchPeriodError when the period is empty or begins before the source can be searched.
    """
    if buyer not in asking.buyer:
        raise UnknownBuyerError(found=buyer, nearest=", ".join(asking.buyer))
    if not asking.earliest <= since <= until:
        raise FetchPeriodError(since=since, until=until, earliest=asking.earliest)
    return asking.buyer[buyer]


def pieces(since: date, until: date, *, days: int) -> list[tuple[date, date]]:
    """A period cut into pieces of so many days, in order, first and last day included."""
    length = (until - since).days + 1
    firsts = [since + timedelta(days=place) for place in range(0, length, days)]
    return [(first, min(until, first + timedelta(days=days - 1))) for first in firsts]


def count_question(asking: Asking, buyer: Buyer, since: date, until: date) -> Question:
    """How many actions there are."""
    body = {"filters": _filters(asking, buyer, since, until)}
    return Question("POST", asking.address + asking.count, orjson.dumps(body), "application/json")


def page_question(asking: Asking, buyer: Buyer, since: date, until: date, *, page: int) -> Question:
    """One page of the actions of a piece of the period."""
    body = {
        "filters": _filters(asking, buyer, since, until),
        "fields": [*asking.fields, *asking.always],
        "page": page,
        "limit": asking.page,
        "sort": asking.sort,
        "order": "asc",
    }
    return Question("POST", asking.address + asking.rows, orjson.dumps(body), "application/json")


def plan(*, buyer: str, since: date, until: date, asking: Asking | None = None) -> Plan:
    """What fetching a buyer's actions from one day to another, both included, would ask and thereby reveal.

    Nothing is opened or written. Raises UnknownBuyerError and FetchPeriodError.
    """
    asking = asking or read_asking()
    names = checked_buyer(asking, buyer, since, until)
    count = count_question(asking, names, since, until)
    page = partial(page_question, asking, names, page=1)
    asked = [count, *(page(*piece) for piece in pieces(since, until, days=asking.days)), count]
    host = asking.address.partition("://")[2]
    return Plan(
        tuple(Planned(one.method, one.address, one.body.decode()) for one in asked),
        Reveals(host, names.name, since, until),
    )


def _filters(asking: Asking, buyer: Buyer, since: date, until: date) -> dict[str, object]:
    return {
        "agencies": [{"type": "awarding", "tier": "subtier", "name": buyer.name, "toptier_name": buyer.department}],
        "time_period": [{"start_date": since.isoformat(), "end_date": until.isoformat()}],
        "award_type_codes": list(asking.award_types),
    }
