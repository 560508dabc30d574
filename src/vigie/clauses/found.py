"""A place in a text where a clause stands, made into a clause."""

import re

from vigie.records.clause import Clause, ClauseKind, Value

_NEVER_AT_THE_END = " \t\r\n,;:("


def clause(kind: ClauseKind, text: str, start: int, end: int, value: Value) -> Clause:
    """The clause of the words from ``start`` to ``end``, without blanks and loose marks at their end."""
    while end > start and text[end - 1] in _NEVER_AT_THE_END:
        end -= 1
    return Clause(kind, text[start:end], start, end, value)


def clause_at(kind: ClauseKind, found: re.Match[str], value: Value) -> Clause:
    """The clause of all words a pattern found."""
    return clause(kind, found.string, found.start(), found.end(), value)
