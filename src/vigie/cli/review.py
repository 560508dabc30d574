"""Deciding from the command line: one pair, pair after pair in a terminal, undoing, export and import."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path

import click

from vigie.desk import Desk
from vigie.errors import JudgementIncompleteError, JudgementWordsError
from vigie.outputs.new_file import check_new
from vigie.outputs.text.review import pair_lines, verdict_word
from vigie.outputs.text.sheet import Sheet, visible
from vigie.questions.review import UndecidedPair
from vigie.records.judgement import Verdict

# What a reader may answer in a terminal
ANSWERS = ("same", "different", "unsure", "next", "quit")


def judge(
    desk: Desk, pair: tuple[str, ...], verdict: str | None, *, by: str, why: str, now: datetime, sheet: Sheet
) -> int:
    """Record what was decided about one pair."""
    if not pair or verdict is None:
        raise JudgementIncompleteError(where="", field="verdict" if pair else "pair")
    made = desk.judge(pair, Verdict(verdict), by=by, why=why, now=now)
    _say(sheet.said("judgement.made", number=made.number, verdict=verdict_word(sheet, made.verdict)))
    return 0


def undo(desk: Desk, number: int, *, by: str, why: str, now: datetime, sheet: Sheet) -> int:
    """Take one judgement back."""
    undone = desk.undo(number, by=by, why=why, now=now)
    _say(sheet.said("judgement.undoing", number=undone.number, verdict=verdict_word(sheet, undone.verdict)))
    return 0


def export(desk: Desk, file: str, *, sheet: Sheet) -> int:
    """Write every judgement to a file that is not there yet."""
    check_new(Path(file))
    count = desk.export_judgements(Path(file))
    _say(sheet.said("judgement.exported", judgements=sheet.counted(count, "judgements"), where=file))
    return 0


def take(desk: Desk, file: str, *, now: datetime, sheet: Sheet) -> int:
    """Take the judgements of a file in."""
    count = desk.import_judgements(Path(file), now=now)
    _say(sheet.said("judgement.imported", judgements=sheet.counted(count, "judgements"), where=file))
    return 0


def ask(desk: Desk, *, buyer: str | None, on: date, by: str, now: Callable[[], datetime], sheet: Sheet) -> int:
    """Show the pairs one after the other and record what the reader decides; each decision is kept at once."""
    signed = by or click.prompt(sheet.text("ask.by"))
    passed: set[str] = set()
    while pair := next((one for one in desk.review(buyer=buyer, on=on).pairs if one.code not in passed), None):
        passed.add(pair.code)
        _say(["", *pair_lines(sheet, pair)])
        answer = _answer(sheet)
        if answer == "quit":
            return 0
        if answer != "next":
            _decide(desk, pair, Verdict(answer), signed, now, sheet)
    _say(sheet.said("ask.done"))
    return 0


def _answer(sheet: Sheet) -> str:
    """One of ``ANSWERS``, from the beginning of its word in the reader's language."""
    words = {sheet.text(f"ask.{answer}"): answer for answer in ANSWERS}
    while True:
        said = click.prompt(" · ".join(words)).strip().casefold()
        meant = [answer for word, answer in words.items() if said and word.startswith(said)]
        if len(meant) == 1:
            return meant[0]


def _decide(
    desk: Desk, pair: UndecidedPair, verdict: Verdict, by: str, now: Callable[[], datetime], sheet: Sheet
) -> None:
    """Record a decision, asking for the reason until it can be kept."""
    while True:
        why = click.prompt(sheet.text("ask.why"))
        try:
            judge(desk, (pair.code,), verdict, by=by, why=why, now=now(), sheet=sheet)
            return
        except JudgementWordsError as refusal:
            if refusal.found["field"] != "why":
                raise
            _say(sheet.wrapped(refusal.message(sheet.lang)))


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(visible(line))
