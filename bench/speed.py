"""How long commands take as whole processes, beside a peer that answers the same from the plain CSV."""

import gzip
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

# The same answer without Vigie: DuckDB over the CSV, latest version of each action, one supplier, one buyer, one day
_PEER = """
import duckdb
print(duckdb.execute('''
    select sum("Federal Action Obligation") from (
        select * from read_csv('{csv}', header=true, types={{'Federal Action Obligation': 'DECIMAL(18,2)', 'Modification': 'VARCHAR'}})
        qualify row_number() over (partition by Agency, "Award ID", Modification order by last_seen desc) = 1)
    where Agency = 'ICE' and "Recipient Name" = 'CAPGEMINI GOVERNMENT SOLUTIONS LLC' and "Action Date" <= '2026-01-26'
''').fetchone()[0])
"""


def seconds(command: Sequence[str], runs: int) -> list[float]:
    """The wall time of a command over several runs, after one that does not count."""
    found = []
    for run in range(runs + 1):
        began = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        if run:
            found.append(time.perf_counter() - began)
    return found


def speed(runs: int) -> None:
    """Print median, minimum and maximum of each measurement, and its ratio to the peer's median."""
    vigie = [sys.executable, "-m", "vigie"]
    with tempfile.TemporaryDirectory() as scratch:
        desk, plain = Path(scratch) / "desk", Path(scratch) / "actions.csv"
        shipped = resources.files("vigie.shipped").joinpath("usaspending_ice_cbp_2026-08-22.csv.gz")
        plain.write_bytes(gzip.decompress(shipped.read_bytes()))
        began = time.perf_counter()
        subprocess.run([*vigie, "demo", "--desk", str(desk)], stdout=subprocess.DEVNULL, check=True)
        print(f"vigie demo, from nothing: {time.perf_counter() - began:.2f} s, once")
        asked = ["sales", "Capgemini", "--buyer", "ICE", "--on", "2026-01-26", "--desk", str(desk)]
        commands = {
            "peer: DuckDB over the plain CSV, the same sum": [sys.executable, "-c", _PEER.format(csv=plain)],
            "vigie --help": [*vigie, "--help"],
            "vigie sales, one group, one buyer": [*vigie, *asked],
            "vigie suppliers ICE --topic skip-tracing": [
                *vigie,
                "suppliers",
                "ICE",
                "--topic",
                "skip-tracing",
                "--desk",
                str(desk),
            ],
            "vigie verify": [*vigie, "verify", "--desk", str(desk)],
        }
        peer = 0.0
        for name, command in commands.items():
            found = seconds(command, runs)
            middle = statistics.median(found)
            peer = peer or middle
            print(
                f"{name}: median {middle:.3f} s (min {min(found):.3f}, max {max(found):.3f}), {middle / peer:.2f} of the peer"
            )
