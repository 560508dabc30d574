"""Court of Federal Claims: the list of its opinions, one row an opinion in the case of an organization.

Publisher: United States Court of Federal Claims. Reference: uscfc.uscourts.gov, Opinions and Orders. Licence: public domain. Known
limits: cases of persons are left out, and so are those whose party is not recognizably an organization; few entries say that the case
is a bid protest, and only those count as one; no solicitation is named. A docket number has several opinions.
"""

from pathlib import Path

import duckdb

from vigie.archive.capture import Capturing
from vigie.records.protest import ProtestRecord
from vigie.sources.intake import TakenIn
from vigie.sources.layout import Source
from vigie.sources.protest_rows import read_rows
from vigie.sources.reading import Reading

DOCKET = "[0-9]{2}-[0-9]{1,5}"


def read_opinions(
    db: duckdb.DuckDBPyConnection, taken: TakenIn, source: Source, *, where: str, capturing: Capturing, folder: Path
) -> Reading:
    """Read the list of opinions into the temporary view ``protests_read`` of ``db``."""
    return read_rows(
        db, taken, source, record=ProtestRecord.OPINION, file=DOCKET, number=DOCKET, where=where, folder=folder
    )
