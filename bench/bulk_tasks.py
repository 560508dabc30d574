"""What the bulk benchmark does in processes of their own: ``python -m bench.bulk_tasks TASK ARGUMENT …``.

Each gives its findings as one line of JSON. Libraries are imported where they are used: a peer's own Python has not Vigie's.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from bench.bulk_files import header, quoted, reading

# The same answer from the transactions: what each contract of a supplier obligates up to a day, and all of them
SUMS = """
select contract_award_unique_key, sum(cast(federal_action_obligation as decimal(18, 2)))
from {table}
where recipient_name in ({names}) and action_date <= '{on}'
group by grouping sets ((contract_award_unique_key), ())
"""


def taken_columns(path: Path) -> list[str]:
    """The columns Vigie takes of a file."""
    from vigie.sources import source

    layout = next(one for one in source("usaspending").layouts if one.name == "prime-transactions")
    there = set(header(path))
    return [column.name for column in layout.columns if column.name in there]


def read_by_duckdb(table: str, parquet: str) -> dict[str, Any]:
    """The peer of reading: the same columns of the plain file into Parquet."""
    import duckdb

    columns = ", ".join(f'"{name}"' for name in taken_columns(Path(table)))
    with duckdb.connect(config={"threads": 2}) as db:
        db.execute(f"copy (select {columns} from {reading(Path(table))}) to {quoted(parquet)} (format parquet)")  # noqa: S608
    return {}


def read_by_vigie(zipped: str, folder: str) -> dict[str, Any]:
    """Reading alone: the zip checked, without people, hashed, as Parquet."""
    from vigie.privacy.memory import Memory
    from vigie.sources import source
    from vigie.sources.streamed import tables_of, take_in_streamed
    from vigie.sources.zip_gate import gate

    declared = source("usaspending")
    with open(zipped, "rb") as file:
        members = tables_of(gate(file, where=Path(zipped).name), declared)[0]
        taken = take_in_streamed(
            members,
            declared,
            where=Path(zipped).name,
            memory=Memory(),
            progress=lambda done, total: None,
            folder=Path(folder),
        )
    return {"rows": taken.source_rows, "set_aside": len(taken.set_aside)}


def ledger(desk: str) -> dict[str, Any]:
    """What a desk holds in all, and two suppliers with the names they go by: the one with most contracts, the one in the
    middle."""
    import duckdb

    from vigie.ledger.generations import Generations
    from vigie.ledger.tables import open_tables
    from vigie.privacy import INDIVIDUAL

    generations = Generations(Path(desk) / "ledger")
    with duckdb.connect() as db:
        open_tables(db, generations, generations.newest())
        held = db.execute("select sum(obligated), sum(n) from contract_version").fetchone() or (None, 0)
        ordered = db.execute(
            """select list(distinct supplier order by supplier), count(distinct contract) as contracts, sum(n)
            from contract_version where supplier <> $individual
            group by supplier_key order by contracts desc, supplier_key""",
            {"individual": INDIVIDUAL},
        ).fetchall()
    names = ("names", "contracts", "actions")
    return {
        "total": str(held[0]),
        "actions": held[1],
        "largest": dict(zip(names, ordered[0], strict=True)),
        "middle": dict(zip(names, ordered[len(ordered) // 2], strict=True)),
    }


def totals(table: str, month: str) -> dict[str, Any]:
    """What the plain files come to, without Vigie: the full one, and with the month's corrections and deletions."""
    import duckdb

    amount = "coalesce(sum(cast(federal_action_obligation as decimal(18, 2))), 0)"
    with duckdb.connect(config={"threads": 2}) as db:
        for name, path in (("whole", table), ("change", month)):
            columns = "contract_transaction_unique_key, federal_action_obligation"
            columns += ", correction_delete_ind" if name == "change" else ""
            db.execute(f"create table {name} as select {columns} from {reading(Path(path))}")  # noqa: S608
        before = db.execute(f"select {amount} from whole").fetchone() or (0,)  # noqa: S608
        after = db.execute(
            f"""select (select {amount} from whole anti join change using (contract_transaction_unique_key))
                + (select {amount} from change where correction_delete_ind is distinct from 'D')"""  # noqa: S608
        ).fetchone() or (0,)
        kinds = db.execute(
            "select coalesce(correction_delete_ind, ''), count(*) from change group by all order by all"
        ).fetchall()
    return {"before": str(before[0]), "after": str(after[0]), "month": dict(kinds)}


def sales(desk: str, name: str, on: str, asked: str, listed: str) -> dict[str, Any]:
    """The question, of a desk opened once; so many contracts listed, or "every" one."""
    import vigie

    day, most = date.fromisoformat(on), None if listed == "every" else int(listed)
    with vigie.open(desk) as opened:
        found = _asked(lambda: opened.sales(name, on=day, limit=most), int(asked))
        answer = opened.sales(name, on=day, limit=most)
    return found | {"total": str(answer.figures[0].amount), "contracts": answer.counted}


def sums_by_duckdb(parquet: str, names: str, on: str, asked: str) -> dict[str, Any]:
    """The peer DuckDB, on the Parquet of transactions."""
    import duckdb

    query = SUMS.format(
        table=f"read_parquet({quoted(parquet)})", names=", ".join(map(quoted, json.loads(names))), on=on
    )
    with duckdb.connect(config={"threads": 2}) as db:
        found = _asked(lambda: db.execute(query).fetchall(), int(asked))
        answer = db.execute(query).fetchall()
    (total,) = (amount for contract, amount in answer if contract is None)
    return found | {"total": str(total), "contracts": len(answer) - 1}


def sums_by_polars(parquet: str, names: str, on: str, asked: str) -> dict[str, Any]:
    """The peer Polars, on the same Parquet."""
    import polars as pl

    sums = (
        pl.scan_parquet(parquet)
        .filter(pl.col("recipient_name").is_in(json.loads(names)) & (pl.col("action_date") <= on))
        .group_by("contract_award_unique_key")
        .agg(pl.col("federal_action_obligation").cast(pl.Decimal(18, 2)).sum())
    )
    found = _asked(lambda: sums.collect().rows(), int(asked))
    answer = sums.collect()
    return found | {"total": str(answer["federal_action_obligation"].sum()), "contracts": len(answer)}


def as_csv(parquet: str) -> None:
    """The transactions as CSV on the standard output, for PostgreSQL."""
    import duckdb

    with duckdb.connect(config={"threads": 2}) as db:
        db.execute(f"copy (select * from read_parquet({quoted(parquet)})) to '/dev/stdout' (format csv, header false)")  # noqa: S608


def _asked(ask: Callable[[], object], times: int) -> dict[str, Any]:
    """How long each of several askings takes, after one that does not count."""
    ask()
    found = []
    for _ in range(times):
        began = time.perf_counter()
        ask()
        found.append(time.perf_counter() - began)
    return {"times": found, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}


_TASKS: dict[str, Callable[..., dict[str, Any] | None]] = {
    task.__name__: task
    for task in (read_by_duckdb, read_by_vigie, ledger, totals, sales, sums_by_duckdb, sums_by_polars, as_csv)
}

if __name__ == "__main__":
    result = _TASKS[sys.argv[1]](*sys.argv[2:])
    if result is not None:
        print(json.dumps(result))
