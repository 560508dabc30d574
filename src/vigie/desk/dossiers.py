"""Dossiers of a desk: what they are made of, the log of replies, and asking them again."""

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

from vigie.desk.desk import Desk
from vigie.errors import QuestionError, RepliesError
from vigie.privacy.prose import PeopleInProse
from vigie.questions.contract import ContractLife
from vigie.questions.dossier import Dossier, Source
from vigie.questions.recheck import Recheck, recheck
from vigie.records.claim import Check
from vigie.records.reply import Reply
from vigie.records.stated import DossierAsked, Stated
from vigie.sources.file import read_published

# So many contracts, those with most money, are told action by action
IN_FULL = 20
_DAYS = ("sent", "deadline", "answered")
_TEXTS = ("question", "to", "answer")


def dossier(
    desk: Desk,
    group: str,
    *,
    buyer: str | None = None,
    on: date,
    known: date | None = None,
    lang: str,
    text: Check | None = None,
    replies: tuple[Reply, ...] = (),
    in_full: int = IN_FULL,
) -> Dossier:
    """Everything held of what a group sells to a public body (None: all held); raises what the questions raise."""
    found = desk.sales(group, buyer=buyer, on=on, known=known)
    by_month = desk.months(group, buyer=buyer, on=on, known=known)
    tree = desk.group(group, buyer=buyer, on=on, known=known)
    lives = tuple(desk.contract(one.id, on=on, known=known) for one in found.contracts[:in_full])
    seen = max((one.seen for one in desk.captured() if known is None or one.seen <= known), default=None)
    code = found.buyer.code if found.buyer is not None else None
    asked = DossierAsked(found.group, code, on, known, seen, lang)
    hashes = {place.sha256 for figure in found.figures for place in figure.evidence}
    hashes |= {place.sha256 for life in lives for step in life.ladder for place in step.figure.evidence}
    sources = {
        one.sha256: Source(one.sha256, one.published_sha256, one.file_name, one.source, one.seen)
        for one in desk.captured()
        if one.sha256 in hashes
    }
    return Dossier(asked, found, by_month, tree, lives, text, replies, tuple(sources.values()))


def rechecked(desk: Desk, asked: DossierAsked, figures: tuple[Stated, ...], *, known: date | None = None) -> Recheck:
    """A dossier's question asked again, as known by a day (None: by now); raises what the questions raise."""
    now = dossier(desk, asked.group, buyer=asked.buyer, on=asked.on, known=known, lang=asked.lang)

    def life(contract: str, by: date | None) -> ContractLife | None:
        try:
            return desk.contract(contract, on=asked.on, known=by)
        except QuestionError:
            return None

    return recheck(asked, figures, now.figures, life, known=known)


def read_replies(path: Path, *, is_known: Callable[[str], bool]) -> tuple[Reply, ...]:
    """The log of replies in a file: tables ``[[question]]`` with question, to, sent, deadline, answered, answer.

    Names of people in it are withheld by the rule for running text; ``is_known`` says which names are none. Raises RepliesError.
    """
    where = path.name
    try:
        content = tomllib.loads(read_published(path).decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as slip:
        raise RepliesError(where=where, found=str(slip)[:200]) from None
    tables = content.get("question")
    if not isinstance(tables, list) or set(content) != {"question"}:
        raise RepliesError(where=where, found=", ".join(content)[:200])
    return tuple(_reply(where, table, is_known) for table in tables)


def _reply(where: str, table: object, is_known: Callable[[str], bool]) -> Reply:
    if not isinstance(table, dict) or not set(table) <= {*_DAYS, *_TEXTS} or not {"question", "to"} <= set(table):
        raise RepliesError(where=where, found=str(table)[:200])
    texts = {name: table.get(name) for name in _TEXTS}
    days = {name: table.get(name) for name in _DAYS}
    for name, value in (*texts.items(), *days.items()):
        if value is not None and not (isinstance(value, str) if name in _TEXTS else type(value) is date):
            raise RepliesError(where=where, found=f"{name} = {value!r}"[:200])
    every = "\n".join(str(value) for value in texts.values() if value is not None)
    people = PeopleInProse(every, keep=is_known)

    def plain(words: str | None) -> str | None:
        return None if words is None else people.withhold(words).text

    return Reply(
        question=plain(texts["question"]) or "",
        to=plain(texts["to"]) or "",
        sent=days["sent"],
        deadline=days["deadline"],
        answered=days["answered"],
        answer=plain(texts["answer"]),
    )
