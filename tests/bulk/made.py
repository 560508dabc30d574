"""Bulk files made for tests: rows of the official layouts by column, invented suppliers, zips and the desks that hold them."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import vigie
from vigie.archive.capture import on_day
from vigie.desk import create
from vigie.desk.handed import Handed, Loaded
from vigie.ledger.generations import Generations
from vigie.ledger.tables import standing_lines
from vigie.sources.manifest import Promise

HERE = Path(__file__).parent
# The columns of the official download of prime transactions, in its order
FULL = tuple((HERE / "header_297.txt").read_text(encoding="utf-8").split())
# The monthly delta has two more before them
DELTA = ("correction_delete_ind", "agency_id", *FULL)
NOW = datetime(2026, 8, 31, 12, tzinfo=UTC)
SEEN = date(2026, 8, 1)
Cells = Mapping[str, str]


def action(
    piid: str = "70TEST26F00000001",
    modification: str = "0",
    amount: str = "100.00",
    day: str = "2025-11-03",
    **said: str,
) -> dict[str, str]:
    """An action of ICE without framework, as the official download has it; ``said`` are cells by column."""
    return {
        "contract_transaction_unique_key": f"7012_-NONE-_{piid}_{modification}_-NONE-_0",
        "contract_award_unique_key": f"CONT_AWD_{piid}_7012_-NONE-_-NONE-",
        "award_id_piid": piid, "modification_number": modification, "transaction_number": "0",
        "federal_action_obligation": amount, "action_date": day, "awarding_sub_agency_code": "7012",
        "recipient_name": "ALPHA INC", "transaction_description": "SUPPORT",
    } | said  # fmt: skip


def deletion(piid: str, modification: str) -> dict[str, str]:
    """What the monthly delta says of an action the source has deleted: the parts of its transaction key, nothing else."""
    return {
        "correction_delete_ind": "D",
        "contract_transaction_unique_key": f"7012_-NONE-_{piid}_{modification}_-NONE-_0",
        "last_modified_date": "2026-07-30",
    }


def table(rows: Iterable[Cells], header: Sequence[str] = FULL, *, end: str = "\n", every_quote: bool = False) -> bytes:
    """A CSV of these rows."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=end, quoting=csv.QUOTE_ALL if every_quote else csv.QUOTE_MINIMAL)
    writer.writerow(header)
    for row in rows:
        assert set(row) <= set(header), set(row) - set(header)
        writer.writerow([row.get(name, "") for name in header])
    return text.getvalue().encode()


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip of these members, packed."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    return content.getvalue()


def load(folder: Path, *files: tuple[str, bytes], seen: date = SEEN) -> list[Loaded]:
    """Load files, by name and content, as one batch into a desk, made if there is none."""
    place = folder.parent / f"{folder.name}-files"
    place.mkdir(exist_ok=True)
    for name, content in files:
        (place / name).write_bytes(content)
    create(folder)
    with vigie.open(folder) as desk:
        handed = [Handed(place / name, Promise(on_day(seen))) for name, _ in files]
        return desk.load_all(handed, source="usaspending", now=datetime(2027, 1, 1, tzinfo=UTC))


def rows_of(path: Path, header: Sequence[str] | None = None) -> list[dict[str, str]]:
    """The rows of a CSV file, by column; ``header`` where it has none."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        return [dict(row) for row in csv.DictReader(file, fieldnames=header)]


def lines(folder: Path) -> list[tuple[object, ...]]:
    """Every line of the ledger that stands, without the file and row it rests on."""
    standing = standing_lines(Generations(folder / "ledger"))
    return sorted(((*line[:-3], line[-1]) for line in standing), key=repr)


def blobs(folder: Path) -> list[str]:
    """The files in the archive of a desk."""
    found = (folder / "archive" / "blobs").rglob("*.*")
    return sorted(path.name for path in found if path.suffix in (".gz", ".parquet"))
