"""The command line's own words in the reader's language: headings, help and slips of usage."""

import difflib
from collections.abc import Mapping
from gettext import gettext
from typing import Any

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


def context_settings(lang: str) -> Mapping[str, Any]:
    """How click parses and formats for a reader of this language."""
    return {"help_option_names": ["--help"], "max_content_width": 100, "obj": lang}


def usage_message(slip: click.UsageError, lang: str) -> str:
    """What is wrong with a call, in the reader's language."""
    command = slip.ctx.command_path if slip.ctx else "vigie"
    match slip:
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
    return text("cli.usage_error", lang, detail=slip.format_message(), command=command)


def _quoted(message: str) -> str:
    parts = message.split("'")
    return parts[1] if len(parts) > 2 else message
