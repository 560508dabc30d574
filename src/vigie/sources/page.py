"""A published web page, opened with care: bounded in size and depth, nothing fetched, nothing run; and the texts of its elements.

Scripts and styles are bytes like others: nobody runs them. A broken page is read as browsers read it, and what cannot be found in it
is said by whoever looks for it; a page that was cut is none.
"""

import io
import re
from typing import Any

from lxml import etree

from vigie.errors import DocumentTooLargeError, FileTypeError, PageDepthError, PageLayoutError, PageTruncatedError

# A docket of fifty listings is 140 kB; a year of a court's opinions 340 kB
_LARGEST = 4 << 20
# Real pages nest some thirty deep
_DEEPEST = 200
# A tag of thousands of attributes takes minutes to read; real ones have some two thousand characters
_LONG_TAG = re.compile(rb"<[A-Za-z][^<>]{65536}")


def holds_page(content: bytes) -> bool:
    """Whether the content begins as a web page does; XML declares itself otherwise."""
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:16].lower()
    return start.startswith(b"<") and not start.startswith((b"<?xml", b"<rss", b"<feed"))


def read_page(content: bytes, *, where: str) -> Any:
    """The root element of a page.

    Raises DocumentTooLargeError, PageDepthError, PageTruncatedError, FileTypeError where it is no text, PageLayoutError where there
    is no element in it.
    """
    if len(content) > _LARGEST:
        raise DocumentTooLargeError(where=where, found=len(content), expected=_LARGEST)
    if b"\0" in content or _LONG_TAG.search(content):
        raise FileTypeError(where=where, found="binary", expected="HTML")
    if b"</html" not in content.lower():
        raise PageTruncatedError(where=where, found=len(content))
    events = etree.iterparse(
        io.BytesIO(content), events=("start", "end"), html=True, no_network=True, remove_comments=True, recover=True,
        huge_tree=True, encoding=_encoding(content),
    )  # fmt: skip
    depth = 0
    try:
        for event, _ in events:
            depth += 1 if event == "start" else -1
            if depth > _DEEPEST:
                raise PageDepthError(where=where, expected=_DEEPEST)
    except etree.XMLSyntaxError:
        raise PageLayoutError(where=where, found="-", expected="HTML") from None
    if events.root is None:
        raise PageLayoutError(where=where, found="-", expected="HTML")
    return events.root


def words(element: Any) -> str:
    """The text of an element and of all in it, in one line."""
    return " ".join("".join(element.itertext()).split())


def _encoding(content: bytes) -> str:
    """UTF-8, which these sources publish; where bytes are none, what browsers take an unknown page for."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"
