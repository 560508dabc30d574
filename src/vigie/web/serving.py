"""Serving the pages of a desk until the reader ends it."""

import socket
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path

import uvicorn

from vigie.desk.desk import open_desk
from vigie.desk.loading import Progress
from vigie.errors import VigieError
from vigie.web.app import make
from vigie.web.building import Today
from vigie.web.pages import Site
from vigie.web.safety import doors


def serve(
    folder: Path,
    *,
    host: str,
    port: int,
    names: Iterable[str],
    site: Site,
    today: Today,
    progress: Progress,
    ready: Callable[[int], None],
) -> None:
    """Serve until interrupted; ``ready`` hears the port once it can be reached. Nothing is logged of what is asked.

    Raises PasswordMissingError where other machines could ask and no password is set, OSError where the port is not to be had.
    """
    entry = doors(folder, host, names)
    application, at_hand = make(folder, entry, site, today=today, progress=progress)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(128)  # who asks before the first page can be made waits
        at_hand.ask(lambda desk: None)
        threading.Thread(target=_index, args=(folder, today()), daemon=True).start()
        ready(listening.getsockname()[1])
        config = uvicorn.Config(
            application, log_level="error", access_log=False, server_header=False, date_header=True, lifespan="off"
        )
        try:
            uvicorn.Server(config).run(sockets=[listening])
        finally:
            at_hand.close()


def _index(folder: Path, day: date) -> None:
    """Make the index of the search while the first pages are read, through a desk of its own; a search that comes before it makes it."""
    with suppress(VigieError), open_desk(folder) as desk:
        desk.suggest("vigie", on=day)
