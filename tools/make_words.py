"""Makes the list of frequent words that ships: in how many names of GLEIF's level 1 each word stands.

Usage: python tools/make_words.py "FOLDER/*.parquet" src/vigie/groups/words.csv

The names are the legal names of GLEIF's level 1 data (CC0) with the category SOLE_PROPRIETOR dropped, as of October 2025, in the columns
"Entity.LegalName" and "Entity.EntityCategory". A word below the limit is rare; how rare, does not matter.
"""

import sys
from collections import Counter
from pathlib import Path

import duckdb

from vigie.groups.spelling import spelled

_LIMIT = 200
_BATCH = 100_000


def main(names: str, shipped: Path) -> None:
    """Write the count of each frequent word, most frequent first, below a line with the number of names."""
    found: Counter[str] = Counter()
    counted = 0
    listed = duckdb.execute(
        """select "Entity.LegalName" from read_parquet($names)
        where "Entity.LegalName" is not null and "Entity.EntityCategory" is distinct from 'SOLE_PROPRIETOR'""",
        {"names": names},
    )
    while batch := listed.fetchmany(_BATCH):
        counted += len(batch)
        for (name,) in batch:
            found.update(set(spelled(name)))
    frequent = sorted((-count, word) for word, count in found.items() if count >= _LIMIT)
    lines = ["word,names", f",{counted}", *(f"{word},{-count}" for count, word in frequent)]
    shipped.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{shipped}: {len(frequent)} words of {counted} names")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
