"""Deciding a lead from the command line."""

from datetime import datetime

import click

from vigie.desk import Desk
from vigie.outputs.text.review import verdict_word
from vigie.outputs.text.sheet import Sheet, visible
from vigie.records.judgement import Verdict


def decide(
    desk: Desk, solicitation: str, contract: str, verdict: Verdict, *, by: str, why: str, now: datetime, sheet: Sheet
) -> int:
    """Record whether a contract follows from a solicitation."""
    made = desk.decide_lead(solicitation, contract, verdict, by=by, why=why, now=now)
    word = verdict_word(sheet, made.verdict)
    for line in sheet.said("leads.made", number=made.number, contract=contract, verdict=word):
        click.echo(visible(line))
    return 0
