"""The right of reply: what was asked of whom before publication, by when, and what came back."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Reply:
    """One question sent. ``to`` is an organization or a public office, never a person. ``sent`` None: not yet; ``answer`` is verbatim,
    None where none came; ``answered`` the day it came."""

    question: str
    to: str
    sent: date | None
    deadline: date | None
    answered: date | None
    answer: str | None
