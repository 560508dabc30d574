"""The generated files of the bulk benchmark: a full file, its zip, and a month of what changed since."""

import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
FULL_SEEN, MONTH_SEEN = "2026-11-01", "2026-11-20"
_GENERATED = "FY_All_Contracts_Full_1.csv"
_SHARE = 0.08
# What a deletion holds besides its mark and agency_id
_OF_DELETIONS = (
    "contract_transaction_unique_key",
    "parent_award_agency_id",
    "award_id_piid",
    "modification_number",
    "parent_award_id_piid",
    "transaction_number",
    "last_modified_date",
)
_NEW_NUMBER = "'A' || lpad(right(modification_number, 5), 5, '0')"
_AMOUNT = "cast(federal_action_obligation as decimal(18, 2))"
_CORRECTED = {
    "federal_action_obligation": f"{_AMOUNT} + 100 + place % 997",
    "last_modified_date": "'2026-11-16'",
}
_NEW = {
    "contract_transaction_unique_key": f"concat_ws('_', key[1], key[2], key[3], {_NEW_NUMBER}, key[5], key[6])",
    "modification_number": _NEW_NUMBER,
    "action_date": "cast(date '2026-11-01' + cast(place % 15 as integer) as varchar)",
    "action_date_fiscal_year": "'2027'",
    "last_modified_date": "'2026-11-16'",
}
# One row of picked is a row of the full file that has a part in the month, with a place that scatters it; its kind goes by
# the place: 5 of 100 corrected, 1 deleted, 64 followed by a new amendment of the same contract, 30 repeated as they are
_MONTH = """
copy (
    with transactions as (
        select * from {table}
    ),
    picked as (
        select contract_transaction_unique_key, row_number() over (order by md5(contract_transaction_unique_key || ':{seed}')) as place
        from transactions qualify place <= {count}
    ),
    drawn as (
        select *, string_split(contract_transaction_unique_key, '_') as key,
            case when place % 100 < 5 then 'C' when place % 100 < 6 then 'D' when place % 100 < 70 then 'N' else 'R' end as kind
        from transactions join picked using (contract_transaction_unique_key)
    )
    select case when kind in ('C', 'D') then kind end as correction_delete_ind, awarding_sub_agency_code as agency_id, {cells}
    from drawn order by place
) to {path} (format csv, header, delimiter ',', quote '"')
"""


@dataclass(frozen=True, slots=True)
class Files:
    """The full file, its zip, the month as a plain file for checks, and its zip; ``month_rows`` is how many it has."""

    table: Path
    zipped: Path
    month: Path
    month_zipped: Path
    month_rows: int


def files(folder: Path, rows: int, *, seed: int, generator: Path | None, python: str) -> Files:
    """The files of so many rows in a folder, made where they are not there yet."""
    full = folder / f"full-{rows}-{seed}"
    month = folder / f"month-{rows}-{seed}"
    made = Files(full / _GENERATED, full.with_suffix(".zip"), month.with_suffix(".csv"), month.with_suffix(".zip"), 0)
    if not made.table.exists():
        if generator is None:
            raise SystemExit(f"{made.table} is not there; --generator says what makes it")
        unfinished = full.with_suffix(".part")
        subprocess.run([python, str(generator), str(unfinished), str(rows), str(seed)], check=True)
        unfinished.rename(full)
    if not made.zipped.exists():
        _zip(made.table, made.zipped)
    count = int(rows * _SHARE)
    if not made.month.exists():
        subprocess.run(
            [sys.executable, "-m", "bench.bulk_files", str(made.table), str(made.month), str(count), str(seed)],
            cwd=ROOT,
            check=True,
        )
    if not made.month_zipped.exists():
        _zip(made.month, made.month_zipped)
    return Files(made.table, made.zipped, made.month, made.month_zipped, count)


def quoted(text: object) -> str:
    """A text as SQL has it."""
    return "'" + str(text).replace("'", "''") + "'"


def reading(path: Path) -> str:
    """SQL that reads a generated file, every column as text."""
    columns = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in header(path))
    return (
        f"read_csv({quoted(path)}, header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
        f"columns = {{{columns}}})"
    )


def header(path: Path) -> list[str]:
    """The names of the columns of a generated file."""
    with open(path, encoding="utf-8") as file:
        return file.readline().rstrip("\r\n").split(",")


def _zip(table: Path, path: Path) -> None:
    unfinished = path.with_suffix(".part")
    # a member without a day, so that the same file gives the same zip
    member = zipfile.ZipInfo(table.name)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.file_size = table.stat().st_size
    with (
        open(table, "rb") as file,
        zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as packed,
        packed.open(member, "w", force_zip64=True) as into,
    ):
        shutil.copyfileobj(file, into, 1 << 20)
    unfinished.rename(path)


def _month(table: Path, path: Path, count: int, seed: int) -> None:
    """Write a month of so many rows of a full file."""
    import duckdb

    unfinished = path.with_suffix(".part")
    query = _MONTH.format(
        table=reading(table),
        seed=seed,
        count=count,
        cells=", ".join(map(_cell, header(table))),
        path=quoted(unfinished),
    )
    with duckdb.connect(config={"threads": 2}) as db:
        db.execute(query)
    unfinished.rename(path)


def _cell(name: str) -> str:
    plain = '"' + name + '"'
    kinds = [("D", plain if name in _OF_DELETIONS else "null")]
    kinds += [(kind, changed[name]) for kind, changed in (("C", _CORRECTED), ("N", _NEW)) if name in changed]
    turns = " ".join(f"when kind = '{kind}' then cast({cell} as varchar)" for kind, cell in kinds)
    return f"case {turns} else {plain} end as {plain}"


if __name__ == "__main__":
    _month(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
