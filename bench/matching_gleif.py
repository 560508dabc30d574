"""How fast many names are matched with the whole GLEIF level 1, in how much memory, beside Splink on the same pairs.

The names: a fixed sample of GLEIF's own, every other one written otherwise (a letter changed or left out, the legal
form left out, capitals, a word left out, by a hash), and suppliers' names where a file has them. Ours is measured
from the raw names to the bands; Splink from tables that already have normal forms, words and the pairs themselves,
its training left out: it is given the pairs and only scores them.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from vigie.groups.candidates import share_a_key
from vigie.groups.match import match
from vigie.groups.names import normal_form

_HELD = """
create table held as select LEI as id, "Entity.LegalName" as name, "Entity.LegalAddress.Country" as country, {empty}
from read_parquet($files) where "Entity.LegalName" is not null and "Entity.EntityCategory" is distinct from 'SOLE_PROPRIETOR'
"""
_EMPTY = """cast(null as varchar) as region, cast(null as varchar) as city, cast(null as varchar) as postal_code,
    cast([] as varchar[]) as identifiers, cast([] as varchar[]) as other_names, cast([] as varchar[]) as parents"""
# One row is a name that is looked for; "lei:" and the LEI it was made from, or "supplier:"
_SOUGHT = """
create table sought as
with sampled as (
    select id, name, country, hash(id, 7) as chance from held order by hash(id, 3), id limit $rows
), written as (
    select 'lei:' || id as id, country, case cast(chance % 8 as integer)
        when 0 then substr(name, 1, len(name) // 2) || substr(name, len(name) // 2 + 2)
        when 1 then substr(name, 1, len(name) // 3) || 'e' || substr(name, len(name) // 3 + 2)
        when 2 then upper(name)
        when 3 then regexp_replace(name, '[ ,]+[^ ]+$', '')
        else name end as name
    from sampled
    union all select 'supplier:' || name, cast(null as varchar), name from (select unnest($suppliers) as name)
)
select id, name, country, {empty} from written where name <> ''
"""


def against_gleif(files: str, suppliers: Path | None, *, rows: int, splink: str | None) -> None:
    """Print what matching ``rows`` names, suppliers' names among them, with all names of ``files`` takes."""
    names = sorted(set(suppliers.read_text(encoding="utf-8").splitlines())) if suppliers else []
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, "-m", "bench.matching_gleif", files, scratch, str(rows)]
        told = subprocess.run(command, input=json.dumps(names), stdout=subprocess.PIPE, text=True, check=True)
        ours = json.loads(told.stdout)
        print(
            f"{ours['sought']:,.0f} names against {ours['held']:,.0f}: {ours['wall']:.1f} s, processor {ours['processor']:.1f} s"
        )
        print(f"peak memory {ours['peak'] / 1e9:.2f} GB; bands: {ours['bands']}")
        print(f"names of GLEIF found again under their own LEI, same or review: {ours['again']:.3f}")
        speed = ours["pairs"] / ours["processor"]
        print(f"{ours['pairs']:,.0f} pairs that share a key, all decided: {speed:,.0f} a second of processor")
        if splink is not None:
            peer = [splink, str(Path(__file__).with_name("splink_pairs.py")), scratch]
            theirs = json.loads(subprocess.run(peer, stdout=subprocess.PIPE, check=True).stdout)
            rate = theirs["pairs"] / theirs["processor"]
            print(
                f"Splink: {theirs['pairs']:,} pairs, {rate:,.0f} a second of processor, peak {theirs['peak'] / 1e9:.2f} GB"
            )
            print(f"ours is {speed / rate:.2f} times as fast a second of processor (goal 3)")


def _matched(files: str, scratch: Path, rows: int, suppliers: list[str]) -> dict[str, object]:
    db = duckdb.connect(config={"threads": 2, "memory_limit": "1GB", "temp_directory": str(scratch / "spilled")})
    db.execute(_HELD.format(empty=_EMPTY), {"files": files})
    db.execute(_SOUGHT.format(empty=_EMPTY), {"rows": rows - len(suppliers), "suppliers": suppliers})
    wall, processor = time.perf_counter(), time.process_time()
    match(db, "sought", "held", "matched")
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    bands = dict(db.execute("select band, count(*) from matched group by band order by band").fetchall())
    return {
        "wall": wall,
        "processor": processor,
        "peak": peak,
        "bands": bands,
        "again": _one(
            db,
            """select count(distinct left_id) / (select count(*) from sought where id like 'lei:%') from matched
            where left_id = 'lei:' || right_id""",
        ),
        "sought": _one(db, "select count(*) from sought"),
        "held": _one(db, "select count(*) from held"),
        "pairs": _pairs(db, scratch),
    }


def _pairs(db: duckdb.DuckDBPyConnection, scratch: Path) -> float:
    """How many pairs share a key; left.parquet and right.parquet have them for the peer, each name with its normal
    form and the numbers of its pairs."""
    share_a_key(db, "sought", "held")
    db.create_function("normal_form", lambda name: normal_form(name), ["VARCHAR"], "VARCHAR")
    db.execute("create table pair as select row_number() over () as number, left_m, right_m from found")
    for side, table in (("left", "sought"), ("right", "held")):
        db.execute(
            f"""copy (
                with numbered as (select {side}_m as m, list(number) as pairs from pair group by all),
                normal as (
                    select m, normal_form(name) as normal, pairs from numbered join {side}_name using (m) join {table} using (id))
                select m as unique_id, normal, split_part(normal, ' ', 1) as head, list_distinct(string_split(normal, ' ')) as words, pairs
                from normal
            ) to '{scratch / side}.parquet'"""  # noqa: S608  only our own names
        )
    return _one(db, "select count(*) from pair")


def _one(db: duckdb.DuckDBPyConnection, query: str) -> float:
    found = db.execute(query).fetchone()
    return float(found[0]) if found else 0.0


if __name__ == "__main__":
    given, place, wanted = sys.argv[1:]
    print(json.dumps(_matched(given, Path(place), int(wanted), json.load(sys.stdin))))
