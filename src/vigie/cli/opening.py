"""What commands share: the reader's day, an opened desk, an answer written out, lines wrapped to the terminal."""

import shutil
import sys
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import click


def today_here() -> date:
    """The reader's day, where the reader is."""
    return date.today()  # noqa: DTZ011


def now() -> datetime:
    """This moment, in the reader's zone."""
    return datetime.now().astimezone()


def opened(folder: str, lang: str) -> Any:
    """The desk of a folder, opened, with a progress bar where a terminal shows one."""
    from vigie.cli.progress import Bar
    from vigie.desk import open_desk

    return open_desk(folder, progress=Bar(lang))


def write(answer: object, shape: str, lang: str, limit: int = 20) -> int:
    """Write an answer out in a layout; the exit status of a command that has answered."""
    sys.stdout.write(laid_out(answer, shape, lang, limit))
    return 0


def laid_out(answer: object, shape: str, lang: str, limit: int) -> str:
    """An answer in a layout that is text."""
    from vigie.outputs.csv import to_csv
    from vigie.outputs.json import to_json
    from vigie.outputs.text import Page

    match shape:
        case "json":
            return to_json(answer, lang)
        case "csv":
            return to_csv(answer, lang)
    return Page(lang, shutil.get_terminal_size((80, 24)).columns, limit).write(answer)


def say(lines: Iterable[str]) -> None:
    """Write lines wrapped to the terminal, each keeping its indent."""
    from vigie.outputs.text import wrapped

    width = max(40, min(shutil.get_terminal_size((80, 24)).columns, 100))
    for line in lines:
        inner = line.lstrip(" ")
        click.echo("\n".join(wrapped(inner, width, " " * (len(line) - len(inner)))))
