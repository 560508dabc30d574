"""The commands and their options, built for one language."""

from collections.abc import Callable
from datetime import date
from typing import Any

import click

from vigie import __version__
from vigie.cli import dossiers, export, runs, serving, texts, watch
from vigie.cli.words import Formatter, NoSuchCommand, help_option
from vigie.messages import LANGUAGES, text
from vigie.outputs import FILES, OUTPUTS
from vigie.sources import FETCHED, SOURCES


class Day(click.ParamType[date]):
    """A day written YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or DayFormatError with the nearest one."""
        from vigie.grammar.asked_day import asked_day

        return value if isinstance(value, date) else asked_day(value)


Command = Callable[..., int]
DOCUMENT_KINDS = ("contract", "statement-of-work", "foia-release", "other")
VERDICTS = ("same", "different", "unsure", "organization", "individual")


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

    def command(name: str, run: Command, *parameters: click.Parameter, under: click.Group | None = None) -> None:
        key = f"{under.name}_{name}" if under else name
        (under or group).add_command(
            Verb(
                name,
                callback=run,
                params=[*parameters, desk, tongue, help_option(lang)],
                help=word(key),
                short_help=word(key),
                add_help_option=False,
                context_settings=wide,
            )
        )

    command(
        "sales",
        runs.sales,
        argument("group"),
        option("--buyer", metavar="NAME", help=word("buyer")),
        on,
        known,
        shape,
        limit,
    )
    command(
        "group",
        runs.group,
        argument("group"),
        option("--buyer", metavar="NAME", help=word("buyer")),
        on,
        known,
        shape,
        limit,
    )
    command("who", runs.who, argument("name"), on, known, shape, limit)
    command("search", runs.search, argument("words", nargs=-1, required=True), on, known, shape, limit)
    command(
        "suppliers",
        runs.suppliers,
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
    command("contract", runs.contract, argument("number"), on, known, shape)
    command(
        "statuses",
        runs.statuses,
        click.Argument(["buyer"], metavar="[BUYER]", required=False),
        on,
        known,
        shape,
    )
    command(
        "mentions",
        runs.mentions,
        argument("name"),
        option("--buyer", metavar="NAME", help=word("buyer")),
        day("since"),
        on,
        known,
        shape,
        limit,
    )
    command("coverage", runs.coverage, on, known, shape)
    command(
        "changes",
        runs.changes,
        day("since"),
        day("until"),
        option("--buyer", metavar="NAME", help=word("buyer")),
        known,
        shape,
        limit,
    )
    command("health", runs.health, known, shape, limit)
    command(
        "screen",
        runs.screen,
        argument("companies", type=click.Path()),
        option("--buyer", metavar="NAME", help=word("buyer")),
        on,
        known,
        day("since"),
        choice("format", "--format", "shape", values=(*OUTPUTS, *FILES), default="text"),
        option("--into", type=click.Path(), metavar="FILE", help=word("into_file")),
        limit,
    )
    command(
        "review",
        runs.review,
        click.Argument(["pair"], nargs=-1, metavar="[CODE | NAME NAME]"),
        option("--verdict", type=click.Choice(VERDICTS), help=word("verdict")),
        option("--undo", type=click.IntRange(min=1), metavar="NUMBER", help=word("undo")),
        option("--why", default="", metavar="TEXT", help=word("why")),
        option("--by", default="", metavar="INITIALS", help=word("by")),
        option("--ask", is_flag=True, help=word("ask")),
        option("--judged", is_flag=True, help=word("judged")),
        option("--names", is_flag=True, help=word("names")),
        option("--export", metavar="FILE", help=word("export")),
        option("--import", "take", metavar="FILE", help=word("take")),
        option("--buyer", metavar="NAME", help=word("buyer")),
        on,
        known,
        shape,
        limit,
    )
    command("protests", runs.protests, argument("number"), on, known, shape, limit)
    command(
        "leads",
        runs.leads,
        argument("number"),
        option("--confirm", metavar="CONTRACT", help=word("confirm")),
        option("--reject", metavar="CONTRACT", help=word("reject")),
        option("--why", default="", metavar="TEXT", help=word("why")),
        option("--by", default="", metavar="INITIALS", help=word("by")),
        on,
        known,
        shape,
        limit,
    )
    command(
        "notices",
        runs.notices,
        option("--buyer", metavar="NAME", help=word("announcer")),
        option("--kind", metavar="KIND", help=word("notice_kind")),
        option("--topic", metavar="NAME", help=word("topic")),
        option("--words", metavar="TEXT", help=word("notice_words")),
        option("--since", type=Day(), metavar="DAY", help=word("notices_since")),
        on,
        known,
        shape,
        limit,
    )
    command("notice", runs.notice, argument("number"), on, known, shape, limit)
    command(
        "check",
        texts.check,
        argument("file"),
        option("--published", type=Day(), metavar="DAY", help=word("check_published")),
        on,
        known,
        option("--format", "shape", type=click.Choice((*OUTPUTS, "html")), default="text", help=word("format")),
        limit,
    )
    command(
        "load",
        runs.load,
        argument("source", type=click.Choice(SOURCES)),
        argument("file", nargs=-1, required=True),
        day("seen"),
        option("--manifest", type=click.Path(), metavar="FILE", help=word("manifest")),
    )
    command(
        "attach",
        runs.attach,
        argument("file", type=click.Path()),
        option("--to", required=True, metavar="NUMBER", help=word("attach_to")),
        option("--kind", type=click.Choice(DOCUMENT_KINDS), default="other", help=word("document_kind")),
        option("--title", metavar="TEXT", help=word("document_title")),
        day("seen"),
    )
    command(
        "documents",
        runs.documents,
        click.Argument(["number"], metavar="[NUMBER]", required=False),
        known,
        shape,
        limit,
    )
    command(
        "fetch",
        runs.fetch,
        argument("source", type=click.Choice(FETCHED)),
        option("--buyer", required=True, metavar="NAME", help=word("fetch_buyer")),
        day("since"),
        day("until"),
        option("--dry-run", is_flag=True, help=word("dry_run")),
        option("--archives", type=click.IntRange(2008, 2100), metavar="YEAR", help=word("archives")),
        option("--into", default=".", metavar="FOLDER", help=word("into")),
    )
    watching = Group(
        name="watch",
        help=word("watch"),
        params=[help_option(lang)],
        add_help_option=False,
        context_settings=wide,
        subcommand_metavar=word("command"),
        options_metavar="[OPTIONS]",
    )
    group.add_command(watching)
    command(
        "add",
        watch.add,
        option("--topic", metavar="NAME", help=word("topic")),
        option("--buyer", metavar="NAME", help=word("buyer")),
        option("--group", "of_group", metavar="NAME", help=word("watch_group")),
        option("--number", metavar="NUMBER", help=word("watch_number")),
        option("--program", metavar="NAME", help=word("program")),
        option("--kind", metavar="KIND", help=word("watch_kind")),
        option("--words", metavar="TEXT", help=word("watch_words")),
        option("--name", metavar="TEXT", help=word("watch_name")),
        under=watching,
    )
    command("list", watch.listed, two_shapes, under=watching)
    command("remove", watch.remove, argument("id"), under=watching)
    command("show", watch.show, argument("id"), day("since"), on, known, two_shapes, limit, under=watching)
    command(
        "deliver",
        watch.deliver_to,
        argument("id"),
        option("--atom", type=click.Path(dir_okay=False), metavar="FILE", help=word("watch_atom")),
        option("--ics", type=click.Path(dir_okay=False), metavar="FILE", help=word("watch_ics")),
        option("--mail", metavar="ADDRESS", help=word("watch_mail")),
        option("--webhook", metavar="URL", help=word("watch_webhook")),
        option("--secret", metavar="WHSEC", help=word("watch_secret")),
        option("--show-name", is_flag=True, help=word("watch_show_name")),
        under=watching,
    )
    command("run", watch.run, day("since"), under=watching)
    exporting = Group(
        name="export",
        help=word("exports"),
        params=[help_option(lang)],
        add_help_option=False,
        context_settings=wide,
        subcommand_metavar=word("command"),
        options_metavar="[OPTIONS]",
    )
    group.add_command(exporting)
    for name, run in (("ocds", export.ocds), ("ftm", export.ftm)):
        command(
            name,
            run,
            argument("name"),
            option("--buyer", metavar="NAME", help=word("buyer")),
            on,
            known,
            option(
                "-o", "--into", type=click.Path(allow_dash=True), default="-", metavar="FILE", help=word("export_into")
            ),
            under=exporting,
        )
    command("today", watch.today, on, known, two_shapes, limit)
    command(
        "dossier",
        dossiers.dossier,
        argument("group"),
        option("--buyer", metavar="NAME", help=word("buyer")),
        on,
        known,
        option("--into", "-o", "into", required=True, metavar="FILE", help=word("dossier_into")),
        option("--text", "text_file", metavar="FILE", help=word("dossier_text")),
        option("--replies", metavar="FILE", help=word("dossier_replies")),
        option("--again", metavar="FILE", help=word("dossier_again")),
    )
    command("recheck", dossiers.recheck, argument("file"), known, two_shapes, limit)
    command(
        "serve",
        serving.serve,
        option("--host", default="127.0.0.1", metavar="ADDRESS", help=word("serve_host")),
        option("--port", type=click.IntRange(0, 65535), default=8468, metavar="N", help=word("serve_port")),
        option("--name", "names", multiple=True, metavar="NAME", help=word("serve_name")),
        option("--corrections", metavar="ADDRESS", help=word("serve_corrections")),
        option("--set-password", is_flag=True, help=word("serve_set_password")),
    )
    command("evidence", runs.evidence, argument("sha256"), argument("pointer"), two_shapes)
    command("verify", runs.verify)
    command("rebuild", runs.rebuild)
    command("demo", runs.demo)
    return group


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"vigie {__version__}")
        ctx.exit()
