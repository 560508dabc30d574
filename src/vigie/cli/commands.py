"""The commands, built for one language; each parses, asks the desk and writes what it answers."""

import re
import shutil
import sys
from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from vigie import __version__
from vigie.cli.words import Formatter, NoSuchCommand, help_option
from vigie.messages import LANGUAGES, counted, integer, text
from vigie.outputs import OUTPUTS
from vigie.sources import SOURCES


class Day(click.ParamType[date]):
    """A day written YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or DayFormatError with the nearest one."""
        from vigie.errors import DayFormatError

        if isinstance(value, date):
            return value
        try:
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
                raise ValueError(value)
            return date.fromisoformat(value)
        except ValueError:
            raise DayFormatError(found=value, nearest=_nearest_day(value)) from None


def _nearest_day(written: str) -> str:
    """The day that may be meant: the last of the month for one too late, the other order only where it is certain."""
    if parts := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", written, re.ASCII):
        year, month, day = map(int, parts.groups())
    elif parts := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", written, re.ASCII):
        first, second, year = map(int, parts.groups())
        if min(first, second) > 12 or (max(first, second) <= 12 and first != second):
            return ""
        day, month = max(first, second), min(first, second)
    else:
        return ""
    if not 1 <= month <= 12 or not 1 <= day <= 31 or year < 1:
        return ""
    return date(year, month, min(day, monthrange(year, month)[1])).isoformat()


Command = Callable[..., int]


def build(lang: str) -> click.Group:
    """The whole command line in one language."""

    class Context(click.Context):
        formatter_class = type("Words", (Formatter,), {"lang": lang})

    class Group(click.Group):
        context_class = Context

        def resolve_command(
            self, ctx: click.Context, args: list[str]
        ) -> tuple[str | None, click.Command | None, list[str]]:
            if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
                raise NoSuchCommand(args[0])
            return super().resolve_command(ctx, args)

    class Verb(click.Command):
        context_class = Context

    def word(name: str) -> str:
        return text(f"cli.{name}", lang)

    def option(*names: str, **settings: Any) -> click.Option:
        return click.Option(names, **settings)

    def argument(name: str, **settings: Any) -> click.Argument:
        return click.Argument([name], metavar=name.upper(), **settings)

    def choice(name: str, *names: str, values: tuple[str, ...], default: str) -> click.Option:
        return option(*names, type=click.Choice(values), default=default, help=word(name))

    def day(name: str) -> click.Option:
        return option(f"--{name}", type=Day(), metavar="DAY", help=word(name))

    desk = option("--desk", "folder", envvar="VIGIE_DESK", default="vigie-desk", metavar="FOLDER", help=word("desk"))
    tongue = choice("lang", "--lang", values=LANGUAGES, default=lang)
    shape = choice("format", "--format", "shape", values=OUTPUTS, default="text")
    two_shapes = choice("format", "--format", "shape", values=("text", "json"), default="text")
    limit = option("--limit", type=click.IntRange(min=0), default=20, metavar="N", help=word("limit"))
    on, known = day("on"), day("known")

    wide = {"max_content_width": 100}
    version = click.Option(
        ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_version, help=word("version")
    )
    group = Group(
        name="vigie",
        help=word("about"),
        params=[
            click.Option(["--lang"], type=click.Choice(LANGUAGES), expose_value=False, help=word("lang")),
            version,
            help_option(lang),
        ],
        add_help_option=False,
        context_settings=wide,
        subcommand_metavar=word("command"),
        options_metavar="[OPTIONS]",
    )

    def command(name: str, run: Command, *parameters: click.Parameter) -> None:
        group.add_command(
            Verb(
                name,
                callback=run,
                params=[*parameters, desk, tongue, help_option(lang)],
                help=word(name),
                short_help=word(name),
                add_help_option=False,
                context_settings=wide,
            )
        )

    command("sales", _sales, argument("group"), option("--buyer", metavar="NAME", help=word("buyer")), on, known, shape)
    command(
        "suppliers",
        _suppliers,
        argument("buyer"),
        option("--topic", metavar="NAME", help=word("topic")),
        option("--program", metavar="NAME", help=word("program")),
        option("--framework", "frameworks", multiple=True, metavar="NUMBER", help=word("framework")),
        day("since"),
        on,
        known,
        shape,
        limit,
    )
    command("contract", _contract, argument("number"), on, known, shape)
    command("coverage", _coverage, on, known, shape)
    command(
        "load",
        _load,
        argument("source", type=click.Choice(SOURCES)),
        argument("file", nargs=-1, required=True),
        day("seen"),
        option("--manifest", type=click.Path(), metavar="FILE", help=word("manifest")),
    )
    command("evidence", _evidence, argument("sha256"), argument("pointer"), two_shapes)
    command("verify", _verify)
    command("rebuild", _rebuild)
    command("demo", _demo)
    return group


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"vigie {__version__}")
        ctx.exit()


def _today() -> date:
    return date.today()  # noqa: DTZ011  the reader's day, where the reader is


def _now() -> datetime:
    return datetime.now().astimezone()


def _open(folder: str, lang: str) -> Any:
    from vigie.cli.progress import Bar
    from vigie.desk import open_desk

    return open_desk(folder, progress=Bar(lang))


def _write(answer: object, shape: str, lang: str, limit: int = 20) -> int:
    from vigie.outputs.csv import to_csv
    from vigie.outputs.json import to_json
    from vigie.outputs.text import Page

    match shape:
        case "json":
            written = to_json(answer, lang)
        case "csv":
            written = to_csv(answer, lang)
        case _:
            written = Page(lang, shutil.get_terminal_size((80, 24)).columns, limit).write(answer)
    sys.stdout.write(written)
    return 0


def _say(lines: Iterable[str]) -> None:
    """Write lines wrapped to the terminal, each keeping its indent."""
    from vigie.outputs.text import wrapped

    width = max(40, min(shutil.get_terminal_size((80, 24)).columns, 100))
    for line in lines:
        inner = line.lstrip(" ")
        click.echo("\n".join(wrapped(inner, width, " " * (len(line) - len(inner)))))


def _sales(
    group: str, buyer: str | None, on: date | None, known: date | None, shape: str, folder: str, lang: str
) -> int:
    with _open(folder, lang) as desk:
        return _write(desk.sales(group, buyer=buyer, on=on or _today(), known=known), shape, lang)


def _suppliers(
    buyer: str, topic: str | None, program: str | None, frameworks: tuple[str, ...], since: date | None,
    on: date | None, known: date | None, shape: str, limit: int, folder: str, lang: str,
) -> int:  # fmt: skip
    with _open(folder, lang) as desk:
        answer = desk.suppliers(
            buyer, topic=topic, program=program, frameworks=frameworks, since=since, on=on or _today(), known=known
        )
        return _write(answer, shape, lang, limit)


def _contract(number: str, on: date | None, known: date | None, shape: str, folder: str, lang: str) -> int:
    with _open(folder, lang) as desk:
        return _write(desk.contract(number, on=on or _today(), known=known), shape, lang)


def _coverage(on: date | None, known: date | None, shape: str, folder: str, lang: str) -> int:
    with _open(folder, lang) as desk:
        return _write(desk.coverage(on=on or _today(), known=known), shape, lang)


def _load(source: str, file: tuple[str, ...], seen: date | None, manifest: str | None, folder: str, lang: str) -> int:
    from vigie.desk import create
    from vigie.desk.loading import handed_over
    from vigie.outputs.kept import loaded_lines

    handed = handed_over([Path(name) for name in file], Path(manifest) if manifest else None, seen=seen or _today())
    create(Path(folder))
    with _open(folder, lang) as desk:
        loaded = desk.load_all(handed, source=source, now=_now())
    for one in loaded:
        _say(loaded_lines(one, lang))
    return 3 if any(one.capture.set_aside_rows for one in loaded) else 0


def _evidence(sha256: str, pointer: str, shape: str, folder: str, lang: str) -> int:
    from vigie.outputs.json import to_json
    from vigie.outputs.kept import evidence_lines

    with _open(folder, lang) as desk:
        shown = desk.evidence(sha256, pointer)
    if shape == "json":
        sys.stdout.write(to_json(shown, lang))
    else:
        _say(evidence_lines(shown, lang))
    return 0


def _verify(folder: str, lang: str) -> int:
    with _open(folder, lang) as desk:
        checked = desk.verify()
    files, captures = counted(checked.files, "files", lang), counted(checked.captures, "captures_count", lang)
    _say([text("verify.done", lang, files=files, size=integer(checked.size, lang), captures=captures)])
    if checked.left_over:
        _say([text("verify.left_over", lang, count=counted(len(checked.left_over), "files", lang))])
    return 0


def _rebuild(folder: str, lang: str) -> int:
    with _open(folder, lang) as desk:
        generation = desk.rebuild()
    captures = counted(len(generation.captures), "captures_count", lang)
    _say([text("rebuild.done", lang, number=generation.number, captures=captures)])
    return 0


def _demo(folder: str, lang: str) -> int:
    from vigie.cli.demo import demo

    return demo(folder, lang)
