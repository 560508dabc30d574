"""GAO bid protests: the docket, one row a listing, and decisions, one row a file number decided.

Publisher: U.S. Government Accountability Office. Reference: gao.gov, Bid Protests. Licence: public domain. Known limits: pages as of 2015
and 2016, another layout is refused; the docket shows twelve months and is replaced daily, so what was not captured is gone; most
dismissals are never published as decisions. A file number, with its suffix, tells a row from others.
"""

from pathlib import Path

import duckdb

from vigie.archive.capture import Capturing
from vigie.records.protest import ProtestRecord
from vigie.sources.intake import TakenIn
from vigie.sources.layout import Source
from vigie.sources.protest_rows import read_rows
from vigie.sources.reading import Reading

FILE = "B-[0-9]{6}"


def read_protests(
    db: duckdb.DuckDBPyConnection, taken: TakenIn, source: Source, *, where: str, capturing: Capturing, folder: Path
) -> Reading:
    """Read the listings of a docket, or a decision, into the temporary view ``protests_read`` of ``db``."""
    record = ProtestRecord(taken.header.layout.name)
    number = rf"{FILE}(\.[0-9]{{1,3}})?"
    return read_rows(db, taken, source, record=record, file=FILE, number=number, where=where, folder=folder)
