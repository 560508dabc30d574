"""Makes the small history of the tests: rows of a few contracts out of dated captures, as `vigie load` keeps them.

Usage: python tools/make_history.py HISTORY tests/history

HISTORY is a folder of gzipped captures with an index.json that dates each. What is written are the rows of the contracts below,
people withheld by the project's rule, gzipped without a clock, and an index.json with the moment of each capture, the hash of
what is written and, under "part_of", the hash of the whole capture. A part of a capture is no listing: what is not in it
is not absent.
"""

import csv
import gzip
import hashlib
import io
import json
import sys
from pathlib import Path

from vigie.privacy.memory import Memory
from vigie.sources import source
from vigie.sources.file import read_published, unpack
from vigie.sources.intake import take_in

CONTRACTS = ("70CDCR26FR000001", "70CDCR26FR000002", "70CDCR24FR0000006")
CAPTURES = (
    "FY2026_2026-02-13_7f66b0a1", "FY2026_2026-02-13_e79a8ae8", "FY2026_2026-03-02_655e61fd", "FY2026_2026-03-10_81900ed0",
    "FY2026_2026-03-16_c97a9390", "FY2026_2026-03-24_2d13f066", "FY2026_2026-04-20_bf4f5118", "FY2026_2026-08-04_9f5e8ff8",
    "FY2026_2026-08-22_15b1aa27",
)  # fmt: skip
PUBLISHER = "US Department of the Treasury, Bureau of the Fiscal Service: USAspending.gov"


def part(content: bytes) -> bytes:
    """The header and the rows of the contracts, in the order of the file."""
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    number = header.index("Award ID")
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(
        [header, *(row for row in rows if row[number].startswith(CONTRACTS))]
    )
    return text.getvalue().encode()


def main(history: Path, target: Path) -> None:
    """Write the part of every capture and the manifest."""
    dated = {Path(entry["file"]).name: entry for entry in json.loads((history / "index.json").read_bytes())}
    memory = Memory()
    entries = []
    for capture in CAPTURES:
        name = f"{capture}.csv.gz"
        whole = unpack(read_published(history / name), where=name)
        taken = take_in(
            part(whole), source("usaspending"), where=name, memory=memory, progress=lambda done, total: None
        )
        (target / name).write_bytes(gzip.compress(taken.kept, 9, mtime=0))
        entries.append(
            {
                "file": name,
                "captured_at": dated[name]["commit_date"],
                "commit": dated[name]["commit"],
                "rows": taken.source_rows,
                "bytes": len(taken.kept),
                "sha256": hashlib.sha256(taken.kept).hexdigest(),
                "part_of": hashlib.sha256(whole).hexdigest(),
            }
        )
    manifest = {"publisher": PUBLISHER, "captures": entries}
    (target / "index.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
