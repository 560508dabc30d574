"""Runs a command: which language, which exit status, and one place where every failure is put into words."""

import locale
import os
import sys
import traceback
from collections.abc import Sequence

import click

from vigie.cli.interrupts import Interrupts, noticing
from vigie.messages import LANGUAGES, text


def language(arguments: Sequence[str]) -> str:
    """The reader's language: --lang, else VIGIE_LANG, else the locale's, else English."""
    for place, argument in enumerate(arguments):
        if argument == "--lang" and place + 1 < len(arguments) and arguments[place + 1] in LANGUAGES:
            return arguments[place + 1]
        if argument.removeprefix("--lang=") in LANGUAGES:
            return argument.removeprefix("--lang=")
    for name in ("VIGIE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if (value := os.environ.get(name, "")[:2].lower()) in LANGUAGES:
            return value
        if os.environ.get(name):
            break
    return "en"


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status.

    0 done · 2 usage · 3 done with rows set aside or in doubt · 65 bad data · 69 a source could not be asked · 70 a
    mistake of ours · 74 input or output · 75 busy · 77 refused because it lists people · 130 interrupted.
    """
    with noticing() as interrupts:
        return _run(arguments, language(arguments), interrupts)


def _run(arguments: Sequence[str], lang: str, interrupts: Interrupts) -> int:
    _utf8()
    from vigie.cli.commands import build
    from vigie.cli.words import usage_message

    try:
        status = build(lang).main(list(arguments), prog_name="vigie", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except click.UsageError as slip:
        return _fail(usage_message(slip, lang), 2)
    except click.ClickException as slip:
        return _fail(slip.format_message(), slip.exit_code)
    except (KeyboardInterrupt, click.Abort):
        return _fail(text("error.interrupted", lang), 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has gone; nobody is left to tell
        return 0
    except Exception as failure:
        return _fail(text("error.interrupted", lang), 130) if interrupts.came else _failed(failure, lang)


def _failed(failure: Exception, lang: str) -> int:
    from vigie.errors import StorageError, VigieError

    if isinstance(failure, VigieError):
        return _fail(failure.message(lang), failure.exit_status)
    if isinstance(failure, OSError):
        where, reason = str(failure.filename or ""), failure.strerror or str(failure)
        return _fail(StorageError(where=where, reason=reason).message(lang), StorageError.exit_status)
    if os.environ.get("VIGIE_DEBUG"):
        raise failure
    last = traceback.extract_tb(failure.__traceback__)[-1]
    place = f"{os.path.basename(last.filename)}:{last.lineno}"
    return _fail(text("error.unexpected", lang, kind=type(failure).__name__, place=place), 70)


def _fail(message: str, status: int) -> int:
    print(f"vigie: {message}", file=sys.stderr)
    return status


def _utf8() -> None:
    # a terminal in the C locale still shows French
    for stream in (sys.stdout, sys.stderr):
        if locale.getencoding().lower() not in ("utf-8", "utf8") and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
