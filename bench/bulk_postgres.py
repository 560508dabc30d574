"""The peer PostgreSQL of the bulk benchmark: a server of its own in a temporary folder, on a socket, gone afterwards."""

import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.bulk_files import ROOT, quoted
from bench.bulk_tasks import SUMS

_SETTINGS = "-c listen_addresses= -c shared_buffers=1GB -c work_mem=256MB -c fsync=off -c max_wal_size=8GB"
_TYPES = {"federal_action_obligation": "numeric(18, 2)", "action_date": "date"}


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where its programs are, its socket, and as whom they run."""

    programs: Path
    socket: Path
    as_user: tuple[str, ...]

    def psql(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """What psql answers."""
        command = [
            *self.as_user,
            "psql",
            "-X",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            str(self.socket),
        ]
        return subprocess.run(
            [*command, "-d", "postgres", *arguments],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            cwd="/",
            env=os.environ | {"LC_ALL": "C"},
            **options,
        )


def why_not() -> str | None:
    """Why there is no server to be had on this machine; None where there is."""
    if _programs() is None or shutil.which("psql") is None:
        return "no PostgreSQL server found (on Debian: apt install postgresql)"
    if os.getuid() == 0 and not _known("postgres"):
        return "PostgreSQL does not run as root, and there is no user postgres"
    return None


@contextmanager
def server() -> Iterator[Server]:
    """A server with an empty data folder."""
    programs = _programs()
    assert programs is not None
    as_user = ("runuser", "-u", "postgres", "--") if os.getuid() == 0 else ()
    with tempfile.TemporaryDirectory(prefix="vigie-pg-") as scratch:
        folder = Path(scratch)
        if as_user:
            shutil.chown(folder, "postgres")
        _run(*as_user, programs / "initdb", "-D", folder / "data", "-A", "trust", "--locale=C", "--encoding=UTF8")
        control = (*as_user, programs / "pg_ctl", "-D", folder / "data", "-w")
        _run(*control, "-l", folder / "log", "-o", f"-k {folder} {_SETTINGS}", "start")
        try:
            yield Server(programs, folder, as_user)
        finally:
            _run(*control, "-m", "immediate", "stop")


def hold(running: Server, parquet: Path, columns: list[str]) -> float:
    """Copy the transactions in and index them by supplier; how long that took."""
    began = time.perf_counter()
    declared = ", ".join(f"{name} {_TYPES.get(name, 'text')}" for name in columns)
    running.psql("-c", f"create table actions ({declared})")
    with subprocess.Popen(
        [sys.executable, "-m", "bench.bulk_tasks", "as_csv", str(parquet)], cwd=ROOT, stdout=subprocess.PIPE
    ) as source:
        running.psql("-c", "copy actions from stdin (format csv)", stdin=source.stdout)
    if source.returncode:
        raise subprocess.CalledProcessError(source.returncode, source.args)
    running.psql("-c", "create index on actions (recipient_name)")
    running.psql("-c", "vacuum analyze actions")
    return time.perf_counter() - began


def sums(running: Server, names: list[str], on: str, asked: int) -> dict[str, Any]:
    """The same answer, timed by psql."""
    query = SUMS.format(table="actions", names=", ".join(map(quoted, names)), on=on)
    script = "\\timing on\n\\o /dev/null\n" + (query + ";\n") * (asked + 1)
    times = [
        float(found) / 1000 for found in re.findall(r"^Time: ([0-9.]+) ms", running.psql(input=script).stdout, re.M)
    ]
    totalled = (
        f"select count(contract), max(amount) filter (where contract is null) from ({query}) as sums (contract, amount)"  # noqa: S608
    )
    contracts, total = running.psql("-At", "-F", " ", "-c", totalled).stdout.split()
    return {"times": times[1:], "total": total, "contracts": int(contracts)}


def _programs() -> Path | None:
    """The folder of the newest server's programs."""
    held = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    found = shutil.which("initdb")
    if found is not None:
        held.append(Path(found).resolve().parent)
    there = [path for path in held if (path / "pg_ctl").exists()]
    return max(there, key=lambda path: float(path.parent.name) if path.parent.name.isdecimal() else 0, default=None)


def _known(user: str) -> bool:
    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True


def _run(*command: object) -> None:
    subprocess.run([str(part) for part in command], stdout=subprocess.DEVNULL, check=True, cwd="/")
