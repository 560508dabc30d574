"""Handing contracts over to other tools: what is held under a name, in the format of one of them."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from vigie.cli.opening import opened, say, today_here
from vigie.messages import text


def ocds(name: str, buyer: str | None, on: date | None, known: date | None, into: str, folder: str, lang: str) -> int:
    """Contracts as a release package of the Open Contracting Data Standard."""
    from vigie.outputs.ocds import to_ocds

    return _handed(to_ocds, name, buyer=buyer, on=on, known=known, into=into, folder=folder, lang=lang)


def ftm(name: str, buyer: str | None, on: date | None, known: date | None, into: str, folder: str, lang: str) -> int:
    """Contracts, organizations and ownership as entities of FollowTheMoney."""
    from vigie.outputs.ftm import to_ftm

    return _handed(to_ftm, name, buyer=buyer, on=on, known=known, into=into, folder=folder, lang=lang)


def _handed(
    laid_out: Callable[..., str],
    name: str,
    *,
    buyer: str | None,
    on: date | None,
    known: date | None,
    into: str,
    folder: str,
    lang: str,
) -> int:
    """Write what is held under a name; what was left out is said, beside the answer and never in it."""
    from vigie.desk.exporting import exchange, meant
    from vigie.outputs.new_file import check_new, write_new

    if into != "-":
        check_new(Path(into))
    with opened(folder, lang) as desk:
        given = exchange(desk, meant(desk, name, buyer=buyer, on=on or today_here(), known=known))
    written = laid_out(given)
    if into == "-":
        sys.stdout.write(written)
    else:
        write_new(Path(into), written.encode())
        say([text("export.written", lang, file=into)])
    if given.individuals or given.waiting:
        click.echo(text("export.left_out", lang, individuals=given.individuals, waiting=given.waiting), err=True)
    return 0
