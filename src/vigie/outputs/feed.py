"""Events as a feed: Atom (RFC 4287), an entry an event."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from vigie.messages import text
from vigie.outputs.alerts import details, headline
from vigie.outputs.text.sheet import visible
from vigie.records.event import Event

_ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_VIGIE = "https://vigie.invalid/"


def to_atom(events: Sequence[Event], *, id: str, name: str | None, lang: str) -> bytes:
    """A feed of events in the order given, under an id of its own; ``name`` None: its title tells nothing of what is watched.

    An entry's id never changes, and ``updated`` is the day on which it was first seen: written again, the feed is the same.
    """
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    feed.set(_LANG, lang)
    _add(feed, "id", _urn("feed", id))
    _add(feed, "title", name or text("alert.feed", lang))
    _add(feed, "updated", _moment(max((event.seen for event in events), default=date(1970, 1, 1))))
    _add(_add(feed, "author", None), "name", "Vigie")
    for event in events:
        entry = _add(feed, "entry", None)
        _add(entry, "id", _urn("event", event.id))
        _add(entry, "title", headline(event, lang))
        _add(entry, "updated", _moment(event.seen))
        _add(entry, "published", _moment(event.seen))
        _add(entry, "category", None).set("term", event.kind)
        _add(entry, "content", "\n".join(details(event, lang))).set("type", "text")
    return bytes(etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _add(parent: etree._Element, name: str, words: str | None) -> etree._Element:
    made = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    if words is not None:
        made.text = visible(words)
    return made


def _urn(kind: str, id: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{_VIGIE}{kind}/{id}')}"


def _moment(day: date) -> str:
    return datetime.combine(day, time(), UTC).isoformat()
