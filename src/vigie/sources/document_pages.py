"""What is taken out of a document: its text, page by page, and what was noticed."""

from dataclasses import dataclass

# A long contract with its annexes has some hundreds of pages, a release under the Freedom of Information Act some thousands
MOST_PAGES = 5_000
MOST_TEXT = 20_000_000


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a document. ``unit`` is "page" where the file has pages, "part" where it has none; ``title`` its own, None where
    it gives none; ``notes`` what was noticed, by code."""

    pages: tuple[str, ...]
    unit: str
    title: str | None
    notes: dict[str, int]


class RefusedError(Exception):
    """Nothing can be taken out of a document, for a reason named by a code; told by the bounded process to the one that waits."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
