"""The records of a web page as the rows of a table: a cell is named by the label the page gives it.

Only what some layout of the source takes is read; of a label left out, such as that of an attorney, the name alone is seen.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from vigie.errors import PageLayoutError
from vigie.privacy.cells import without_people
from vigie.sources import cofc_pages, gao_pages
from vigie.sources.json_table import MOST_KEYS
from vigie.sources.layout import Source
from vigie.sources.page import read_page
from vigie.sources.table import LONGEST_FIELD, Row

# The cells of each record of a page, by label; ``taken`` are the labels whose cells may be read
Records = Callable[[Any, frozenset[str]], Iterable[dict[str, str]]]
PAGES: dict[str, Records] = {"gao": gao_pages.records, "cofc": cofc_pages.records}


class PageTable:
    """A page being read: the labels of all its records first, then the rows."""

    def __init__(self, content: bytes, source: Source, *, where: str) -> None:
        """Read all of it. Raises what ``read_page`` raises, and PageLayoutError, naming the labels found and expected, where it has
        no record in a layout we know."""
        taken = frozenset(column.name for layout in source.layouts for column in layout.columns)
        page = read_page(content, where=where)
        self._records = list(PAGES[source.name](page, taken))
        self.header = list(dict.fromkeys(label for record in self._records for label in record))
        wanted = [{one.name for one in layout.columns if one.required} for layout in source.layouts]
        if len(self.header) > MOST_KEYS or not any(required <= set(self.header) for required in wanted):
            found = self.header or _labels(page)
            expected = "; ".join(", ".join(map(repr, sorted(required))) for required in wanted)
            shown = ", ".join(repr(without_people(label)) for label in found[:8]) or "-"
            raise PageLayoutError(where=where, found=shown, expected=expected)

    def rows(self) -> Iterator[Row]:
        """The records in the order of the page; the first has number 2, for the header counts as one."""
        for number, record in enumerate(self._records, start=2):
            cells = [record.get(label, "") for label in self.header]
            longest = max(map(len, cells))
            if longest > LONGEST_FIELD:
                yield Row(number, cells, "text.too_long", str(longest))
            else:
                yield Row(number, cells, None, "")


def _labels(page: Any) -> list[str]:
    """What stands in a page as a label does, to be named where none of it is known."""
    found = (
        "".join(one.itertext()).strip().rstrip(":")
        for one in page.iter("b", "strong", "th", "dt", "label", "h1", "title")
    )
    return list(dict.fromkeys(label[:40] for label in found if label))
