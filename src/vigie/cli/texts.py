"""Checking a text from the command line: a file, standard input, or an address, which is the only thing ever asked for."""

import sys
from datetime import date
from pathlib import Path

from vigie.cli.opening import opened, today_here, write


def check(
    file: str,
    published: date | None,
    on: date | None,
    known: date | None,
    shape: str,
    limit: int,
    folder: str,
    lang: str,
) -> int:
    """What a text claims, and what the records held say of it."""
    content, where = _read(file)
    with opened(folder, lang) as desk:
        answer = desk.check(content, where=where, published=published, on=on or today_here(), known=known)
        if shape == "html":
            from vigie.outputs.html_check import to_html

            sys.stdout.write(to_html(answer, lang))
            return 0
        return write(answer, shape, lang, limit)


def _read(file: str) -> tuple[bytes, str]:
    """The bytes of a text and how it is called; only an address leads to a request."""
    if file == "-":
        return sys.stdin.buffer.read(), "-"
    if file.startswith(("http://", "https://")):
        from vigie.transport.asking import Question
        from vigie.transport.client import Client

        with Client() as client:
            answer = client.fetch(Question("GET", file), expects=None)
        return answer.body, file
    from vigie.errors import FileEmptyError, TextSilentError
    from vigie.sources.file import read_published

    try:
        return read_published(Path(file)), file
    except FileEmptyError:
        raise TextSilentError(where=file) from None
