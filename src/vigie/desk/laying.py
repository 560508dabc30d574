"""Rows of a file laid among those that arrive: as sightings of actions, or as what one capture says of awards and organizations."""

from datetime import UTC
from pathlib import Path

import duckdb

from vigie.archive.capture import Capturing
from vigie.privacy import INDIVIDUAL
from vigie.sources.intake import TakenIn
from vigie.sources.layout import Record, Source
from vigie.sources.readers import READERS
from vigie.sources.reading import Reading

# One row of arrival is one sighting: a row of a capture, at its moment
_SAID = "$capture as capture, cast($absent as varchar) as absent, * exclude (first_seen, last_seen, repeated)"
_SIGHTED = "$capture as capture, $seen as seen, cast($moment as timestamp) as moment"
_ORGANIZATIONS = f"""insert into organization_new by name
select {_SIGHTED}, normal_form(name) as key, normal_forms(other_names) as other_keys, * from organizations_read"""  # noqa: S608
_OWNERSHIPS = f"""insert into ownership_new by name
select {_SIGHTED}, normal_form(child) as child_key, normal_form(parent) as parent_key, * from ownerships_read"""  # noqa: S608
_PROTESTS = f"""insert into protest_new by name
select {_SIGHTED}, if(protester = '{INDIVIDUAL}', protester, normal_form(protester)) as protester_key, * from protests_read"""  # noqa: S608
_REPORTED = f"""insert into reported_new by name
select {_SIGHTED}, if(supplier = '{INDIVIDUAL}', supplier, normal_form(supplier)) as supplier_key, * from reported_read"""  # noqa: S608
_ARRIVE = {
    Record.ACTION: (
        f"""insert into arrival by name
        select {_SAID}, last_seen as seen, cast($moment as timestamp) as moment, cast($moment as date) as last_seen
        from actions_read""",  # noqa: S608  only our own column lists
    ),
    Record.AWARD: (f"insert into award_new by name select {_SIGHTED}, * from awards_read",),  # noqa: S608
    Record.SUBAWARD: (f"insert into subaward_new by name select {_SIGHTED}, * from subawards_read",),  # noqa: S608
    Record.NOTICE: (
        f"insert into notice_new by name select {_SIGHTED}, cast($absent as varchar) as absent, * from notices_read",  # noqa: S608
    ),
    Record.ORGANIZATION: (_ORGANIZATIONS,),
    Record.OWNERSHIP: (_OWNERSHIPS,),
    Record.DOCUMENT: (f"insert into document_new by name select {_SIGHTED}, * from documents_read",),  # noqa: S608
    Record.STATEMENT: (_ORGANIZATIONS, _OWNERSHIPS),
    Record.PROTEST: (_PROTESTS,),
    Record.REPORTED: (_REPORTED,),
}
# Where the rows carry days, a row was seen on the first and on the last of them, each at its end
_ARRIVE_ON_DAYS = f"""
insert into arrival by name
select * exclude (days), cast(seen as timestamp) + interval '23:59:59' as moment
from (
    select {_SAID}, last_seen, list_distinct([first_seen, last_seen]) as days, unnest(list_distinct([first_seen, last_seen])) as seen
    from actions_read
)
"""  # noqa: S608  only our own column lists


def lay(
    db: duckdb.DuckDBPyConnection,
    taken: TakenIn,
    declared: Source,
    *,
    where: str,
    number: int,
    capturing: Capturing,
    folder: Path,
) -> Reading:
    """Lay the rows of a file that was taken in among those that arrive, as those of the capture with this number."""
    record = taken.header.layout.record
    reading = READERS[declared.name][record](db, taken, declared, where=where, capturing=capturing, folder=folder)
    moment = capturing.moment.astimezone(UTC).replace(tzinfo=None)
    values: dict[str, object] = {"capture": number}
    if record is not Record.ACTION:
        values |= {"seen": capturing.seen, "moment": moment}
        values |= {"absent": ",".join(reading.absent)} if record is Record.NOTICE else {}
    elif any(column.field == "last_seen" for column in taken.columns):
        db.execute(_ARRIVE_ON_DAYS, values | {"absent": ",".join(reading.absent)})
        return reading
    else:
        values |= {"moment": moment, "absent": ",".join(reading.absent)}
    for arriving in _ARRIVE[record]:
        db.execute(arriving, values)
    return reading
