"""Checking texts: the names of a desk and the answers asked for one text are kept for the next ones."""

from dataclasses import dataclass, field
from datetime import date

from vigie.claims.answers import Answers, Questions
from vigie.claims.check import check
from vigie.claims.gazetteer import Gazetteer
from vigie.records.claim import Check
from vigie.records.coverage import Coverage

# Answers for texts of so many days are kept
_DAYS = 16


@dataclass(slots=True)
class Checking:
    """What checking a text leaves for the next: names by the day known, answers by the days asked; one desk's, while it is as it is."""

    gazetteers: dict[date | None, Gazetteer] = field(default_factory=dict)
    answers: dict[tuple[date, date, date | None], Answers] = field(default_factory=dict)


def checked(
    desk: Questions,
    kept: Checking,
    content: bytes,
    *,
    where: str,
    published: date | None,
    on: date,
    known: date | None,
    coverage: Coverage,
) -> Check:
    """The claims of a text with their verdicts; see ``vigie.claims.check.check``."""
    everybody = desk.organizations(known)
    if known not in kept.gazetteers:
        kept.gazetteers[known] = Gazetteer(everybody)
    days = (published or on, max(on, published or on), known)
    if days not in kept.answers:
        if len(kept.answers) >= _DAYS:
            kept.answers.clear()
        kept.answers[days] = Answers(desk, on=days[0], latest=days[1], known=known)
    return check(
        content, where=where, answers=kept.answers[days], gazetteer=kept.gazetteers[known], known=everybody, published=published,
        coverage=coverage,
    )  # fmt: skip
