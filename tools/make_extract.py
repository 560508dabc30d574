"""Makes the records that ship: the united ICE and CBP actions as `vigie load` keeps them, gzipped without a clock.

Usage: python tools/make_extract.py CBP_ICE_FY2021-2026_union_of_versions.csv.gz src/vigie/shipped/usaspending_ice_cbp_2026-08-22.csv.gz

The content is exactly the derivative the archive keeps, so loading the official file gives the same kept hash.
"""

import gzip
import hashlib
import sys
from pathlib import Path

from vigie.privacy.memory import Memory
from vigie.sources import source
from vigie.sources.file import read_published, unpack
from vigie.sources.intake import take_in


def main(official: Path, shipped: Path) -> None:
    """Write the derivative of an official file."""
    taken = take_in(
        unpack(read_published(official), where=official.name),
        source("usaspending"),
        where=official.name,
        memory=Memory(),
        progress=lambda done, total: None,
    )
    shipped.write_bytes(gzip.compress(taken.kept, 9, mtime=0))
    print(f"{shipped}: {taken.source_rows} rows, sha256 of the content {hashlib.sha256(taken.kept).hexdigest()}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
