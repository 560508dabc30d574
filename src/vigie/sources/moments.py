"""Moments as sources write them: a day, a time of it, and the zone of both; told only where that zone exists."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

import duckdb

_WRITTEN = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,9}))?\s?(.*))?", re.ASCII)
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})?", re.ASCII)
# Offsets of zones in use lie between these, in quarters of an hour
_WEST, _EAST, _QUARTER = timedelta(hours=-12), timedelta(hours=14), timedelta(minutes=15)
_ZERO = ("Z", "UTC", "GMT")


@dataclass(frozen=True, slots=True)
class Moment:
    """A day in the zone it was written in, and the instant, UTC without zone; None where no time or no zone was written.

    ``fault`` is the code of what is wrong with it, None where nothing is.
    """

    day: date | None
    instant: datetime | None
    fault: str | None = None


def moment_of(said: str) -> Moment:
    """What a written moment says."""
    written = _WRITTEN.fullmatch(said)
    if written is None:
        return Moment(None, None, "date.format")
    day, time, fraction, zone = written.groups()
    try:
        told = datetime.fromisoformat(f"{day}T{time or '00:00'}")
    except ValueError:
        return Moment(None, None, "date.format")
    if not zone:
        return Moment(told.date(), None)
    offset = _offset(zone)
    if offset is None:
        return Moment(told.date(), None, "deadline.zone")
    told += timedelta(microseconds=int((fraction or "").ljust(6, "0")[:6]))
    return Moment(told.date(), told - offset)


def _offset(zone: str) -> timedelta | None:
    """How far a zone lies from UTC; None where no zone does. This source writes offsets: names of zones are not read."""
    if zone.upper() in _ZERO:
        return timedelta()
    written = _OFFSET.fullmatch(zone)
    if written is None:
        return None
    offset = timedelta(hours=int(written[2]), minutes=int(written[3] or 0)) * (-1 if written[1] == "-" else 1)
    return offset if _WEST <= offset <= _EAST and not offset % _QUARTER else None


def aware(said: str, instant: datetime | None) -> datetime | None:
    """The instant in the zone in which it was written."""
    written = _WRITTEN.fullmatch(said)
    offset = _offset(written[4]) if written is not None and written[4] else None
    if instant is None or offset is None:
        return None
    return instant.replace(tzinfo=UTC).astimezone(timezone(offset))


def lay_moments(db: duckdb.DuckDBPyConnection, *fields: str) -> None:
    """Make ``moment``: one row is one way in which a moment is written in these fields of ``published``, and what it says."""
    every = " union ".join(f"select trim({field}) as said from published" for field in fields)  # noqa: S608  only our own names
    said = [one for (one,) in db.execute(f"select said from ({every}) where said <> ''").fetchall()]  # noqa: S608
    told = list(map(moment_of, said))
    db.execute(
        """create or replace temp table moment as select unnest($said) as said, unnest(cast($days as date[])) as day,
            unnest(cast($instants as timestamp[])) as instant, unnest(cast($faults as varchar[])) as fault""",
        {
            "said": said,
            "days": [one.day for one in told],
            "instants": [one.instant for one in told],
            "faults": [one.fault for one in told],
        },
    )
