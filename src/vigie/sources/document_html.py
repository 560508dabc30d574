"""The text of a web page as a reader sees it: without scripts, styles and what is hidden. Runs in the bounded process alone."""

import codecs
import re

from lxml import etree

from vigie.sources.document_pages import MOST_TEXT, Extracted, RefusedError

# Elements in elements; what is written by people is some thirty deep
DEEPEST = 250
_UNSEEN = frozenset("script style template noscript head iframe object embed svg math select textarea".split())
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_IN_LINE = frozenset("a abbr b bdi bdo cite code em font i label mark q s small span strong sub sup time u var".split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
# What stands where a page was taken away
_REMOVED = re.compile(
    r"\b(?:404|410)\b|\bnot found\b|\bno longer (?:available|exists?)\b|\b(?:has been|was) removed\b|\bpage (?:removed|introuvable)\b"
    r"|\bn['’]existe plus\b",
    re.IGNORECASE,
)
_SHORT = 600
# Looked up here, for nothing can be loaded any more once the process is bound; a page in another encoding is read as if it said nothing
_ENCODINGS = {
    name: codecs.lookup(name).name
    for name in (
        "utf-8",
        "utf-16",
        "windows-1252",
        "iso-8859-1",
        "iso-8859-15",
        "us-ascii",
        "latin1",
        "utf8",
        "windows-1250",
    )
}


def html_pages(content: bytes) -> Extracted:
    """The text of a web page as one part, a line for each of its blocks.

    Raises RefusedError "html.depth" for elements nested deeper than any page's, "document.resource_limit" for more text than a
    document may have.
    """
    text, replaced = _decoded(content)
    _check_depth(text)
    reader = _Reader()
    parser = etree.HTMLParser(target=reader, no_network=True, huge_tree=False)
    parser.feed(text.lstrip("\ufeff"))
    shown: str = parser.close()
    if len(shown) > MOST_TEXT:
        raise RefusedError("document.resource_limit")
    removed = len(shown) < _SHORT and _REMOVED.search(f"{reader.title} {shown}") is not None
    notes = {"html.encoding_replaced": replaced, "page.removed_suspected": int(removed)}
    return Extracted(
        (shown,), "part", reader.title.strip() or None, {code: count for code, count in notes.items() if count}
    )


def _decoded(content: bytes) -> tuple[str, int]:
    """The text in the encoding it begins with or declares, else UTF-8, else that of old browsers; and how many bytes had none."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = content.decode("utf-16", "replace")
        return text, text.count("\ufffd")
    declared = _DECLARED.search(content[:4096])
    named = _ENCODINGS.get(declared[1].decode().lower()) if declared else None
    for encoding in [named] if named else ["utf-8", "windows-1252"]:
        try:
            return content.decode(encoding), 0
        except UnicodeDecodeError:
            continue
    text = content.decode("utf-8", "replace")
    return text, text.count("\ufffd") - content.count("\ufffd".encode())


def _check_depth(text: str) -> None:
    """Raise RefusedError for more elements left open at one place than any page has; end tags that are left out count as open."""
    depth = 0
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if name in _VOID or name in ("p", "li", "td", "th", "tr", "dd", "dt", "option"):
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > DEEPEST:
            raise RefusedError("html.depth")


class _Reader:
    """What the parser tells of one page, kept as its text."""

    def __init__(self) -> None:
        self.title = ""
        self._parts: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._in_title = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        hidden = tag in _UNSEEN or "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style", "")))
        self._open.append((tag, hidden or bool(self._open and self._open[-1][1])))
        self._in_title = tag == "title"
        if tag not in _IN_LINE:
            self._parts.append("\n")

    def end(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass
        self._in_title = False
        self._parts.append("\t" if tag in ("td", "th") else "" if tag in _IN_LINE else "\n")

    def data(self, data: str) -> None:
        if self._in_title:
            self.title += data
        elif not self._open or not self._open[-1][1]:
            self._parts.append(re.sub(r"\s+", " ", data))

    def comment(self, text: str) -> None:
        """A comment is not shown."""

    def close(self) -> str:
        lines = (re.sub(" {2,}", " ", line).strip() for line in "".join(self._parts).split("\n"))
        return "\n".join(line for line in lines if line)
