"""Judgements as lines of JSON, to hand them to another desk and to take those of others; numbers stay at home."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from vigie.desk.judgement_words import check_words
from vigie.errors import FileMissingError, JudgementLineError
from vigie.records.judgement import Judgement, Undoing, Verdict

_ID = re.compile(r"[a-z]+:\S.*")
_OF_A_NAME = (Verdict.ORGANIZATION, Verdict.INDIVIDUAL)
_Read = TypeVar("_Read")


def judgement_line(one: Judgement) -> str:
    """A judgement as one line: left, right, verdict, by, why, moment, undone (null, or by, why and moment)."""
    undone = one.undone and {"by": one.undone.by, "why": one.undone.why, "moment": one.undone.moment.isoformat()}
    return json.dumps(
        {
            "left": one.left,
            "right": one.right,
            "verdict": one.verdict.value,
            "by": one.by,
            "why": one.why,
            "moment": one.moment.isoformat(),
            "undone": undone,
        },
        ensure_ascii=False,
    )


def read_lines(path: Path) -> list[str]:
    """The lines of a file of judgements; FileMissingError where it cannot be read, JudgementLineError where it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as slip:
        raise JudgementLineError(where=str(path), found=slip.reason, expected="UTF-8") from slip
    except OSError as refusal:
        raise FileMissingError(where=str(path), reason=refusal.strerror or str(refusal)) from refusal


def read_judgements(lines: Iterable[str], *, where: str, now: datetime) -> Iterator[Judgement]:
    """The judgements of a file, under number 0, in its order; blank lines do not count. No moment may come after ``now``.

    Raises JudgementLineError, JudgementIncompleteError and JudgementPersonError at the first line that cannot be taken.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _Line(f"{where}:{number}", now).judgement(line)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line, read field by field; ``where`` is its file and number."""

    where: str
    now: datetime

    def judgement(self, line: str) -> Judgement:
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            raise self._slip("not JSON", "an object of JSON") from None
        fields = self._only(found, ("left", "right", "verdict", "by", "why", "moment", "undone"))
        verdict = self._read(fields, "verdict", Verdict, ", ".join(Verdict))
        about_a_name = verdict in _OF_A_NAME
        if (fields["right"] is None) != about_a_name:
            raise self._slip(f"right = {fields['right']!r}", "null" if about_a_name else "an id")
        ids = [self._read(fields, name, _id, "an id as name:alpha") for name in ("left", "right")[: 2 - about_a_name]]
        if len(set(ids)) < len(ids):
            raise self._slip(f"left = right = {ids[0]!r}", "two ids")
        if verdict.of_lead != ({id.partition(":")[0] for id in ids} == {"contract", "notice"}):
            raise self._slip(
                f"{verdict} of {' and '.join(map(repr, ids))}", "contract: and notice: for confirmed or rejected"
            )
        undone = None if fields["undone"] is None else self._only(fields["undone"], ("by", "why", "moment"))
        about = sorted(ids)
        made = self._said(fields, about)
        return Judgement(
            number=0,
            left=about[0],
            right=None if about_a_name else about[1],
            verdict=verdict,
            by=made.by,
            why=made.why,
            moment=made.moment,
            undone=None if undone is None else self._said(undone, about),
        )

    def _said(self, fields: dict[str, Any], about: list[str]) -> Undoing:
        """Who, why and when, as a judgement and its undoing both have them."""
        by, why = (self._read(fields, name, _text, "a text") for name in ("by", "why"))
        check_words(by, why, about=about, where=f"{self.where}: ")
        moment = self._read(fields, "moment", _moment, "a time with its zone, as 2026-01-26T09:30:00+00:00")
        if moment > self.now:
            raise self._slip(f"moment = {fields['moment']!r}", f"{self.now:%Y-%m-%dT%H:%M:%SZ}")
        return Undoing(by, why, moment)

    def _only(self, found: Any, names: tuple[str, ...]) -> dict[str, Any]:
        if not isinstance(found, dict) or set(found) != set(names):
            shown = ", ".join(sorted(found)) if isinstance(found, dict) else type(found).__name__
            raise self._slip(shown, ", ".join(names))
        return found

    def _read(self, fields: dict[str, Any], name: str, read: Callable[[Any], _Read], expected: str) -> _Read:
        try:
            return read(fields[name])
        except (ValueError, TypeError):
            raise self._slip(f"{name} = {fields[name]!r}", expected) from None

    def _slip(self, found: str, expected: str) -> JudgementLineError:
        return JudgementLineError(where=self.where, found=found, expected=expected)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value.strip()


def _id(value: Any) -> str:
    if not _ID.fullmatch(_text(value)):
        raise ValueError(value)
    return str(value)


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise ValueError(value)
    return moment.astimezone(UTC)
