"""The lines of a search as CSV: one a thing found, what is only near after the rest."""

from collections.abc import Iterator
from typing import Any

from vigie.outputs.plain import plain
from vigie.questions.search import Found

COLUMNS = ("kind", "id", "name", "match", "text", "found", "day", "supplier", "buyer", "head")


def search_lines(answer: Found, lang: str) -> Iterator[dict[str, Any]]:
    """One line a hit; ``found`` are the words found, as they stand in the text and then in the name of the supplier."""
    for hit in (*answer.hits, *answer.nearest):
        words = [hit.text[mark.start : mark.end] for mark in hit.marks]
        words += [(hit.supplier or "")[mark.start : mark.end] for mark in hit.supplier_marks]
        line = plain(hit, lang) | {"found": words}
        yield {name: line[name] for name in COLUMNS}
