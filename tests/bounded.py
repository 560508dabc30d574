"""A load in a process of its own, bounded in memory and in time, forked from one that has imported what it needs."""

import multiprocessing
import resource
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

_MEMORY = 2 << 30
_SECONDS = 60
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.bounded", "vigie.desk.desk", "vigie.desk.loading", "vigie.sources.readers"])


def load_bounded(
    path: Path, folder: Path, *, source: str = "usaspending", seen: date = date(2026, 8, 22)
) -> dict[str, Any]:
    """What became of a file loaded into a new desk: its outcome, the codes, the rows kept and set aside, the messages of a refusal.

    Fails where the load takes more than 2 GB or 60 seconds, or ends in anything but a refusal of ours.
    """
    receiving, sending = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_load, args=(str(path), str(folder), source, seen, sending))
    process.start()
    sending.close()
    try:
        said = receiving.recv() if receiving.poll(_SECONDS) else None
    except EOFError:
        said = None
    finally:
        process.join(_SECONDS)
        process.kill()
        receiving.close()
    assert said is not None, (
        f"{path.name}: no answer within {_SECONDS} s and {_MEMORY >> 30} GB; exit {process.exitcode}"
    )
    assert process.exitcode == 0, f"{path.name}: exit {process.exitcode}"
    found: dict[str, Any] = said
    return found


def _load(path: str, folder: str, source: str, seen: date, sending: Connection) -> None:
    import vigie
    from vigie.desk import create
    from vigie.errors import VigieError

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    create(Path(folder))
    try:
        with vigie.open(folder) as desk:
            taken = desk.load(Path(path), source=source, seen=seen)
    except VigieError as refusal:
        sending.send(
            {"outcome": "reject", "codes": [refusal.code], "rows": [0, 0], "exit": refusal.exit_status}
            | {lang: refusal.message(lang) for lang in ("en", "fr")}
        )
        return
    aside = sorted({one.code for one in taken.set_aside})
    rows = [taken.capture.kept_rows, taken.capture.set_aside_rows]
    sending.send(
        {"outcome": "quarantine" if aside else "accept", "codes": aside or sorted(taken.capture.notes), "rows": rows}
        | {"aside": aside, "source_rows": taken.capture.source_rows}
    )
