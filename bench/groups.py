"""How long groups take: the trees of the largest suppliers, names asked about, and all pairs of names from nothing."""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import duckdb

import vigie
from vigie.groups.match import match
from vigie.groups.observed import names_held
from vigie.ledger.generations import Generations
from vigie.ledger.tables import open_tables

_ON = date(2026, 1, 31)
# The bare sum of one name by the same engine over the same file: no answer about a group can be faster
_PEER = "select sum(obligated), sum(n) from contract_version where supplier_key = $key and action_date <= $on"
_NAMES = """
create table names as select unnest($ids) as id, unnest($names) as name, null::varchar as country, null::varchar as region,
    null::varchar as city, null::varchar as postal_code, []::varchar[] as identifiers, []::varchar[] as other_names,
    []::varchar[] as parents
"""


def groups(asked: int) -> None:
    """Print medians and 95th percentiles over the groups of so many suppliers, the largest first, and what they rest on."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "desk"
        command = [sys.executable, "-m", "vigie", "demo", "--desk", str(folder)]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        with vigie.open(folder) as desk:
            every = [line.supplier for line in desk.suppliers("DHS", on=_ON).suppliers]
            names = [name for name in every if name and desk.organizations().find(name)][:asked]
            timed("group, all buyers", (_call(desk.group, name) for name in names))
            timed("who", (_call(desk.who, f"{name} group") for name in names[: asked // 4]))
        generations = Generations(folder / "ledger")
        with duckdb.connect() as db:
            open_tables(db, generations, generations.newest())
            held = dict(names_held(db, known=None))
            keys = [id.removeprefix("name:") for id in held][:asked]
            timed("peer: DuckDB, the bare sum of one name", (_sum(db, key) for key in keys))
            db.execute(_NAMES, {"ids": list(held), "names": list(held.values())})
            began = time.process_time()
            match(db, "names", "names", "pairs")
            print(
                f"all pairs of {len(held):,} names, from nothing: {time.process_time() - began:.1f} s of processor, once"
            )


def timed(what: str, calls: Iterable[Callable[[], object]]) -> None:
    """Print the median and the 95th percentile of some calls, after one that does not count."""
    found = []
    for call in calls:
        began = time.perf_counter()
        call()
        found.append(1000 * (time.perf_counter() - began))
    found = sorted(found[1:])
    print(
        f"{what}: median {statistics.median(found):.1f} ms, p95 {found[int(0.95 * len(found))]:.1f} ms, {len(found)} asked"
    )


def _call(ask: Callable[..., object], name: str) -> Callable[[], object]:
    return lambda: ask(name, on=_ON)


def _sum(db: duckdb.DuckDBPyConnection, key: str) -> Callable[[], object]:
    return lambda: db.execute(_PEER, {"key": key, "on": _ON}).fetchone()
