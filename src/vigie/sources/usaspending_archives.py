"""The monthly archives of USAspending: which there are for a buyer's department and a fiscal year, and fetching one.

Full files hold a fiscal year of a department; delta files, "(All)", hold what changed in any year since the full files
of the month before, deletions included. What is in them is read elsewhere.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import orjson

from vigie.errors import AddressRefusedError, AnswerFieldsError, UnknownBuyerError
from vigie.sources.usaspending_answers import read_object
from vigie.sources.usaspending_asking import Asking, read_asking
from vigie.transport.addresses import shown
from vigie.transport.asking import Question
from vigie.transport.client import Client
from vigie.transport.download import Downloaded, download

_NAME = re.compile(
    r"FY(?:(?P<year>[0-9]{4})|\(All\))_(?P<agency>[A-Za-z0-9]+)_Contracts_(?P<kind>Full|Delta)_(?P<day>[0-9]{8})\.zip"
)
_HOST = re.compile(r"https?://([^/?#]*)")


@dataclass(frozen=True, slots=True)
class Archive:
    """A file the source publishes. ``day`` is the day it was made; ``fiscal_year`` is None for a delta of all years."""

    name: str
    address: str
    day: date
    full: bool
    fiscal_year: int | None
    department: str


def archives(client: Client, *, buyer: str, fiscal_year: int, asking: Asking | None = None) -> list[Archive]:
    """The archives of contracts of the buyer's department: the full files of a fiscal year, and the deltas; by day, then name.

    Raises UnknownBuyerError and the errors of ``vigie.errors.FetchError``.
    """
    asking = asking or read_asking()
    if buyer not in asking.buyer:
        raise UnknownBuyerError(found=buyer, nearest=", ".join(asking.buyer))
    agency = _agency_number(client, asking, asking.buyer[buyer].department_code)
    address = asking.address + asking.archives
    body = orjson.dumps({"agency": agency, "fiscal_year": fiscal_year, "type": "contracts"})
    answer = client.fetch(Question("POST", address, body, "application/json"), expects="application/json")
    listed = _list(read_object(answer.body, where=shown(address)), "monthly_files", where=shown(address))
    found = [
        _archive(asking, one, where=shown(address), place=f"monthly_files/{place}") for place, one in enumerate(listed)
    ]
    return sorted(found, key=lambda one: (one.day, one.name))


def archives_asked(buyer: str, *, asking: Asking | None = None) -> tuple[str, tuple[str, ...]]:
    """Whose archives fetching those of a buyer asks for: the name of its department; and the hosts asked, the one with the lists
    first. Nothing is opened.

    Raises UnknownBuyerError.
    """
    asking = asking or read_asking()
    if buyer not in asking.buyer:
        raise UnknownBuyerError(found=buyer, nearest=", ".join(asking.buyer))
    return asking.buyer[buyer].department, (asking.address.partition("://")[2], *asking.files_hosts)


def fetch_archive(
    client: Client,
    archive: Archive,
    *,
    folder: Path,
    now: Callable[[], datetime],
    progress: Callable[[int, int], None],
) -> Downloaded:
    """An archive in a folder, under its name. Interrupted, the same call goes on where it stopped.

    ``progress`` is told bytes held and bytes expected.
    """
    return download(client, archive.address, folder / archive.name, begins=b"PK\x03\x04", now=now, progress=progress)


def _agency_number(client: Client, asking: Asking, code: str) -> int:
    """The number under which the list of archives knows a department; it is the source's own and may change."""
    address = asking.address + asking.agencies
    body = orjson.dumps({"type": "award_agencies", "agency": 0})
    answer = client.fetch(Question("POST", address, body, "application/json"), expects="application/json")
    where = shown(address)
    said = read_object(answer.body, where=where).get("agencies")
    if not isinstance(said, dict):
        raise AnswerFieldsError(where=where, place="/", missing=repr("agencies"), nearest="")
    for part in ("cfo_agencies", "other_agencies"):
        for one in _list(said, part, where=where):
            if (
                isinstance(one, dict)
                and one.get("toptier_code") == code
                and isinstance(one.get("toptier_agency_id"), int)
            ):
                return int(one["toptier_agency_id"])
    raise AnswerFieldsError(where=where, place="agencies", missing=repr(code), nearest="")


def _list(holder: dict[str, Any], name: str, *, where: str) -> list[Any]:
    if not isinstance(holder.get(name), list):
        raise AnswerFieldsError(
            where=where, place="/", missing=repr(name), nearest=", ".join(map(repr, sorted(holder)[:8]))
        )
    return list(holder[name])


def _archive(asking: Asking, one: Any, *, where: str, place: str) -> Archive:
    said = one if isinstance(one, dict) else {}
    for name in ("file_name", "url", "updated_date", "agency_name"):
        if not isinstance(said.get(name), str):
            raise AnswerFieldsError(where=where, place=place, missing=repr(name), nearest=", ".join(map(repr, said)))
    named = _NAME.fullmatch(said["file_name"])
    host = _HOST.match(said["url"])
    try:
        day = date.fromisoformat(said["updated_date"])
    except ValueError:
        day = None
    if named is None or day is None:
        wrong = "file_name" if named is None else "updated_date"
        raise AnswerFieldsError(where=where, place=place, missing=repr(wrong), nearest=repr(said[wrong][:80]))
    if host is None or host[1] not in asking.files_hosts:
        raise AddressRefusedError(where=shown(said["url"]), reason="refused.host")
    year = None if named["year"] is None else int(named["year"])
    return Archive(said["file_name"], said["url"], day, named["kind"] == "Full", year, said["agency_name"])
