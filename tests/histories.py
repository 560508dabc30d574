"""Small histories: files of the search layout with invented suppliers, captured at given moments, and the desk that holds them."""

import csv
import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import vigie
from vigie.archive.capture import Listing
from vigie.desk import create
from vigie.desk.handed import Loaded, handed_over
from vigie.ledger.generations import Generations
from vigie.ledger.tables import standing_lines

TEN = (
    "Agency", "Award ID", "Recipient Name", "Federal Action Obligation", "Action Date", "Modification",
    "Product/Service Description", "NAICS Description", "Transaction Description", "Generated Award ID",
)  # fmt: skip
NOW = datetime(2026, 8, 31, 12, tzinfo=UTC)
CODES = {"ICE": "7012", "CBP": "7014"}


@dataclass(frozen=True, slots=True)
class Row:
    """One action as the search layout has it: by default the signing of a contract without a framework."""

    piid: str = "70TEST26F00000001"
    modification: str = "0"
    amount: str = "100.00"
    day: str = "2025-11-03"
    supplier: str = "ALPHA INC"
    description: str = "SUPPORT"
    framework: str = "-NONE-"
    agency: str = "ICE"

    def cells(self, columns: int) -> list[str]:
        """The cells in the order of the columns; the tenth is the generated award id."""
        office = "-NONE-" if self.framework == "-NONE-" else "7012"
        generated = f"CONT_AWD_{self.piid}_{CODES.get(self.agency, self.agency)}_{self.framework}_{office}"
        every = [self.agency, self.piid, self.supplier, self.amount, self.day, self.modification,
                 "OTHER", "OTHER", self.description, generated]  # fmt: skip
        return every[:columns]


@dataclass(frozen=True, slots=True)
class Captured:
    """A file and the moment at which it was captured, a day alone standing for its noon in UTC.

    ``columns`` is 9 where the generated award id, and so the framework, is not published.
    """

    when: str
    rows: tuple[Row, ...]
    columns: int = 10

    @property
    def moment(self) -> str:
        """The moment with its zone."""
        return self.when if "T" in self.when else f"{self.when}T12:00:00+00:00"

    @property
    def content(self) -> bytes:
        """The file as published."""
        return table([row.cells(self.columns) for row in self.rows], TEN[: self.columns])

    @property
    def sha256(self) -> str:
        """The hash of the file."""
        return hashlib.sha256(self.content).hexdigest()


def captured(when: str, *rows: Row, columns: int = 10) -> Captured:
    """A file with these rows, captured at a moment or at noon of a day."""
    return Captured(when, rows, columns)


def table(rows: Sequence[Sequence[str]], header: Sequence[str] = TEN) -> bytes:
    """A CSV table."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue().encode()


def falling(count: int, *, last: int = 1, day: str = "2025-11-03", agency: str = "ICE") -> list[Row]:
    """That many contracts, sorted by falling amount in steps of a dollar, the last of this amount."""
    return [
        Row(piid=f"70PAGE26F{number:08d}", amount=f"{last + count - number}.00", day=day, agency=agency)
        for number in range(1, count + 1)
    ]


def manifest(files: Sequence[Captured], names: Sequence[str]) -> list[dict[str, object]]:
    """What a manifest says of these files."""
    return [
        {
            "file": name, "captured_at": one.moment, "sha256": one.sha256, "rows": len(one.rows), "bytes": len(one.content),
        }
        for name, one in zip(names, files, strict=True)
    ]  # fmt: skip


def hand_over(folder: Path, files: Sequence[Captured], *, entries: object = None, now: datetime = NOW) -> list[Loaded]:
    """Write files and their manifest beside a desk, made if there is none, and load them as one batch.

    ``entries`` is what the manifest says instead of the truth.
    """
    place = folder.parent / f"{folder.name}-files"
    place.mkdir(exist_ok=True)
    names = [f"{number:03d}-{one.sha256[:8]}.csv" for number, one in enumerate(files)]
    for name, one in zip(names, files, strict=True):
        (place / name).write_bytes(one.content)
    written = place / "index.json"
    written.write_text(json.dumps(manifest(files, names) if entries is None else entries), encoding="utf-8")
    create(folder)
    handed = handed_over([place / name for name in names], written, seen=now.date())
    with vigie.open(folder) as desk:
        return desk.load_all(handed, source="usaspending", now=now)


def history(folder: Path, *files: Captured) -> Path:
    """A desk that took these files in one by one, in this order."""
    for one in files:
        hand_over(folder, [one])
    return folder


def lines(folder: Path) -> list[tuple[object, ...]]:
    """Every line of the ledger that stands, in a fixed order."""
    return standing_lines(Generations(folder / "ledger"))


def listing(file: Captured, folder: Path) -> Listing:
    """What a file lists of its only buyer."""
    (loaded,) = hand_over(folder, [file])
    (found,) = loaded.capture.listings
    return found


def day(written: str) -> date:
    """A day written YYYY-MM-DD."""
    return date.fromisoformat(written)
