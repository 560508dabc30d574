"""The command line's own words in the reader's language: headings, help and slips of usage."""

import difflib
import re
from gettext import gettext

import click

from vigie.messages import text


class Formatter(click.HelpFormatter):
    """Help whose headings are in the reader's language."""

    lang = "en"

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or text("cli.usage", self.lang))

    def write_heading(self, heading: str) -> None:
        names = {gettext("Options"): "cli.options", gettext("Commands"): "cli.commands"}
        super().write_heading(text(names[heading], self.lang) if heading in names else heading)


class NoSuchCommand(click.UsageError):
    """The first word is no command of ours."""


def help_option(lang: str) -> click.Option:
    """The option that shows help, explained in the reader's language."""

    def show(ctx: click.Context, param: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), color=ctx.color)
            ctx.exit()

    return click.Option(
        ["--help"], is_flag=True, is_eager=True, expose_value=False, callback=show, help=text("cli.help", lang)
    )


def usage_message(slip: click.UsageError, lang: str) -> str:
    """What is wrong with a call, in the reader's language."""
    command = slip.ctx.command_path if slip.ctx else "vigie"
    match slip:
        case NoSuchCommand():
            return text("cli.no_such_command", lang, found=slip.message)
        case click.NoSuchOption():
            near = difflib.get_close_matches(slip.option_name, slip.possibilities or [], n=2)
            hint = text("cli.near", lang, options=", ".join(near)) if near else ""
            return text("cli.no_such_option", lang, found=slip.option_name, near=hint, command=command)
        case click.MissingParameter():
            name = slip.param.make_metavar(slip.ctx) if slip.param and slip.ctx else slip.param_hint
            return text("cli.missing", lang, found=name, command=command)
        case click.BadParameter() if slip.param and isinstance(slip.param.type, click.Choice):
            option, expected = slip.param.opts[0], ", ".join(map(str, slip.param.type.choices))
            return text("cli.bad_value", lang, option=option, found=_quoted(slip.message), expected=expected)
    if isinstance(slip, click.BadParameter) and slip.param and isinstance(slip.param.type, click.IntRange):
        return text("cli.not_a_count", lang, option=slip.param.opts[0], found=_first_word(slip.message))
    if extra := re.match(r"Got unexpected extra arguments? \((.*)\)", slip.message):
        return text("cli.extra", lang, found=extra[1], command=command)
    return text("cli.usage_error", lang, detail=slip.format_message(), command=command)


def _first_word(message: str) -> str:
    return message.split()[0].strip("'")


def _quoted(message: str) -> str:
    parts = message.split("'")
    return parts[1] if len(parts) > 2 else message
