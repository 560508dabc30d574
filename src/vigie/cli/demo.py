"""The demo: a desk from the records that ship, and the answer everything else begins with."""

import shutil
from datetime import date
from importlib import resources
from pathlib import Path

import click

from vigie.messages import day, money, text

_ON = date(2026, 1, 26)
_SEEN = date(2026, 8, 22)
_NEXT = (
    "vigie suppliers ICE --topic skip-tracing --on 2026-01-31",
    "vigie contract 70CDCR24FR0000006",
    "vigie sales Capgemini --buyer ICE --on 2026-01-26 --lang fr",
)


def demo(folder: str, lang: str) -> int:
    """Build the demo desk, unless it is there, and print what Capgemini had recorded with ICE on 26 January 2026."""
    from vigie.cli.progress import Bar
    from vigie.desk import create, open_desk
    from vigie.outputs.text import Page, wrapped

    create(Path(folder))
    with open_desk(folder, progress=Bar(lang)) as desk:
        shipped = resources.files("vigie.shipped").joinpath("usaspending_ice_cbp_2026-08-22.csv.gz")
        with resources.as_file(shipped) as path:
            desk.load(path, source="usaspending", seen=_SEEN)
        answer = desk.sales("Capgemini", buyer="ICE", on=_ON)
        named = [contract for contract in answer.contracts if "skip-tracing" in contract.topics]
        lives = [desk.contract(contract.id, on=_ON) for contract in named]
    page = Page(lang, shutil.get_terminal_size((80, 24)).columns)
    click.echo("\n".join(wrapped(text("demo.built", lang, folder=folder), page.width)))
    click.echo()
    click.echo(page.write(answer))
    click.echo(text("demo.topic", lang))
    actions = [
        (action, life.contract.piid) for life in lives for action in life.actions if "skip-tracing" in action.topics
    ]
    for action, piid in sorted(actions, key=lambda one: one[0].action_date):
        amount = money(action.obligated, answer.figures[0].currency, lang)
        click.echo("  " + text("demo.action", lang, day=day(action.action_date, lang), piid=piid,
                               modification=action.modification, amount=amount))  # fmt: skip
    click.echo()
    click.echo(text("demo.next", lang))
    for command in _NEXT:
        click.echo(f"  {command}")
    return 0
