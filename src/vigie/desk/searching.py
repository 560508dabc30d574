"""The index a desk is searched by: made at the first search of a state of the ledger, kept beside it."""

import hashlib
from collections.abc import Callable, Iterable
from importlib import metadata
from pathlib import Path

import duckdb
import orjson

from vigie.groups.organizations import Organizations
from vigie.ledger.generations import Generation
from vigie.ledger.search_index import VERSION, Entry, SearchIndex
from vigie.ledger.search_kept import kept_index
from vigie.questions.findable import named, recorded
from vigie.records.program import Program


def index_of(
    folder: Path,
    db: duckdb.DuckDBPyConnection,
    generation: Generation,
    everybody: Organizations,
    programs: Iterable[Program],
    *,
    hidden: Iterable[str],
    said: Callable[[int, int], None],
) -> SearchIndex:
    """The index of a state of the ledger, from ``folder``/ledger/search, or made.

    Its name tells everything it rests on: the segments, the names declared and judged, those ``hidden``, the version of the index. Another
    of these is another index.
    """
    entries = named(everybody, programs)
    rests_on = [
        VERSION,
        metadata.version("tantivy"),
        [segment.sha256 for segment in generation.segments],
        [[entry.shelf, entry.id, entry.text, entry.numbers] for entry in entries],
        sorted(hidden),
    ]
    version = hashlib.sha256(orjson.dumps(rests_on)).hexdigest()[:16]

    def every() -> list[Entry]:
        return [*entries, *recorded(db)]

    return kept_index(folder / "ledger" / "search", f"{generation.number:08d}-{version}", every, said)
