"""The commands, built for one language; each parses, asks the desk and writes what it answers."""

import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from vigie import __version__
from vigie.cli.words import Formatter, NoSuchCommand, help_option
from vigie.messages import LANGUAGES, counted, integer, text


class Day(click.ParamType):
    """A day written YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401
        """The day, or DayFormatError."""
        from vigie.errors import DayFormatError

        if isinstance(value, date):
            return value
        try:
            if len(value) != 10:
                raise ValueError(value)
            return date.fromisoformat(value)
        except ValueError:
            raise DayFormatError(found=value) from None


Command = Callable[..., int]


def build(lang: str) -> click.Group:
    """The whole command line in one language."""

    class Context(click.Context):
        formatter_class = type("Words", (Formatter,), {"lang": lang})

    class Group(click.Group):
        context_class = Context

        def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
            if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
                raise NoSuchCommand(args[0])
            return super().resolve_command(ctx, args)

    class Verb(click.Command):
        context_class = Context

    def word(name: str) -> str:
        return text(f"cli.{name}", lang)

    desk = click.option("--desk", "folder", envvar="VIGIE_DESK", default="vigie-desk", metavar="FOLDER", help=word("desk"))
    tongue = click.option("--lang", type=click.Choice(LANGUAGES), default=lang, help=word("lang"))
    on = click.option("--on", type=Day(), default=None, metavar="DAY", help=word("on"))
    known = click.option("--known", type=Day(), default=None, metavar="DAY", help=word("known"))
    shape = click.option("--format", "shape", type=click.Choice(("text", "json", "csv")), default="text", help=word("format"))
    limit = click.option("--limit", type=click.IntRange(min=0), default=20, metavar="N", help=word("limit"))

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

    def command(name: str, run: Command, *parameters: Callable[[Command], Command]) -> None:
        for parameter in reversed((*parameters, desk, tongue)):
            run = parameter(run)
        said = word(name)
        verb = click.command(name, cls=Verb, help=said, short_help=said, add_help_option=False, context_settings=wide)(run)
        verb.params.append(help_option(lang))
        group.add_command(verb)

    def argument(name: str, **settings: Any) -> Callable[[Command], Command]:  # noqa: ANN401
        return click.argument(name, metavar=name.upper(), **settings)

    command(
        "sales", _sales, argument("group"), click.option("--buyer", metavar="NAME", help=word("buyer")), on, known, shape
    )
    command(
        "suppliers",
        _suppliers,
        argument("buyer"),
        click.option("--topic", metavar="NAME", help=word("topic")),
        click.option("--program", metavar="NAME", help=word("program")),
        click.option("--framework", "frameworks", multiple=True, metavar="NUMBER", help=word("framework")),
        click.option("--since", type=Day(), default=None, metavar="DAY", help=word("since")),
        on, known, shape, limit,
    )  # fmt: skip
    command("contract", _contract, argument("number"), on, known, shape)
    command("coverage", _coverage, on, known, shape)
    command(
        "load",
        _load,
        click.argument("source", type=click.Choice(("usaspending",)), metavar="SOURCE"),
        argument("file", nargs=-1, required=True),
        click.option("--seen", type=Day(), default=None, metavar="DAY", help=word("seen")),
    )
    command("evidence", _evidence, argument("sha256"), argument("pointer"), shape)
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


def _open(folder: str, lang: str) -> Any:  # noqa: ANN401  vigie.desk takes its time to import
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


def _load(source: str, file: tuple[str, ...], seen: date | None, folder: str, lang: str) -> int:
    from vigie.desk import create
    from vigie.outputs.kept import loaded_lines

    create(Path(folder))
    aside = 0
    with _open(folder, lang) as desk:
        for name in file:
            loaded = desk.load(Path(name), source=source, seen=seen or _today())
            click.echo("\n".join(loaded_lines(loaded, lang)))
            aside += loaded.capture.set_aside_rows
    return 3 if aside else 0


def _evidence(sha256: str, pointer: str, shape: str, folder: str, lang: str) -> int:
    from vigie.outputs.json import to_json
    from vigie.outputs.kept import evidence_lines

    with _open(folder, lang) as desk:
        shown = desk.evidence(sha256, pointer)
    click.echo(to_json(shown, lang) if shape == "json" else "\n".join(evidence_lines(shown, lang)), nl=shape != "json")
    return 0


def _verify(folder: str, lang: str) -> int:
    with _open(folder, lang) as desk:
        checked = desk.verify()
    files, captures = counted(checked.files, "files", lang), counted(checked.captures, "captures_count", lang)
    click.echo(text("verify.done", lang, files=files, size=integer(checked.size, lang), captures=captures))
    if checked.left_over:
        click.echo(text("verify.left_over", lang, count=counted(len(checked.left_over), "files", lang)))
    return 0


def _rebuild(folder: str, lang: str) -> int:
    with _open(folder, lang) as desk:
        generation = desk.rebuild()
    captures = counted(len(generation.captures), "captures_count", lang)
    click.echo(text("rebuild.done", lang, number=generation.number, captures=captures))
    return 0


def _demo(folder: str, lang: str) -> int:
    from vigie.cli.demo import demo

    return demo(folder, lang)
