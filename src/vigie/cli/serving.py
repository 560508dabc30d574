"""Serving pages from a terminal."""

from pathlib import Path

import click

from vigie.cli.opening import say, today_here
from vigie.messages import text


def serve(
    host: str,
    port: int,
    names: tuple[str, ...],
    corrections: str | None,
    set_password: bool,
    folder: str,
    lang: str,
) -> int:
    """Serve the pages of a desk until Ctrl-C; or keep the hash of a password."""
    from vigie.cli.progress import Bar
    from vigie.errors import DeskMissingError, PortTakenError, StorageError
    from vigie.web.pages import Site
    from vigie.web.safety import LOOPBACK
    from vigie.web.safety import set_password as keep
    from vigie.web.serving import serve as serve_pages

    if not (Path(folder) / "desk.toml").exists():
        raise DeskMissingError(where=folder)
    if set_password:
        password = click.prompt(text("serve.password", lang), hide_input=True, err=True)
        say([text("serve.password_set", lang, file=keep(Path(folder), password))])
        return 0

    def ready(taken: int) -> None:
        shown = f"[{host}]" if ":" in host else host
        say([text("serve.at", lang, address=f"http://{shown}:{taken}/{lang}")])
        if host not in LOOPBACK:
            say([text("serve.others", lang)])

    try:
        serve_pages(
            Path(folder), host=host, port=port, names=names, site=Site(corrections), today=today_here,
            progress=Bar(lang), ready=ready,
        )  # fmt: skip
    except StorageError:
        raise
    except OSError as refusal:
        raise PortTakenError(host=host, port=port, reason=refusal.strerror or str(refusal)) from refusal
    return 0
