"""The records of an XML file, one after the other, as nested values; never more than one of them in memory as a tree.

A document type (DOCTYPE) is refused, whatever stands in it: it is what entity bombs and files read from elsewhere are made of, and
no register publishes one.
"""

import io
from collections.abc import Collection, Iterator
from typing import Any

from lxml import etree

from vigie.errors import RecordCountError, XmlDoctypeError, XmlSyntaxError

# How a document in XML begins, in UTF-8 and in both kinds of UTF-16
_STARTS = (b"<?xml", b"\xef\xbb\xbf<?xml", b"\xff\xfe<\0?\0", b"\xfe\xff\0<\0?")
_XML = "{http://www.w3.org/XML/1998/namespace}"


def holds_xml(content: bytes) -> bool:
    """Whether the content begins with the declaration of an XML document."""
    return content.lstrip()[:16].startswith(_STARTS)


def xml_records(content: bytes, *, records: Collection[str], lists: Collection[str], where: str) -> Iterator[Any]:
    """Every element of one of these names: a dict of its parts by name without namespace, a list where a part stands several times
    or is named in ``lists``; attributes begin with "@"; a text alone is itself.

    Raises XmlDoctypeError; XmlSyntaxError where the file is cut or no XML; RecordCountError where its header gives another number of
    records than it has.
    """
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise XmlDoctypeError(where=where)
    found, announced = 0, None
    try:
        events = etree.iterparse(
            io.BytesIO(content), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
        )
        for event, element in events:
            if event == "start":
                if element.getparent() is None and element.getroottree().docinfo.doctype:
                    raise XmlDoctypeError(where=where)
                continue
            name = _local(element)
            if name in records:
                found += 1
                yield _value(element, lists)
                _let_go(element)
            elif name == "RecordCount" and announced is None and _is_of_header(element):
                announced = (element.text or "").strip()
    except etree.XMLSyntaxError as fault:
        line, character = fault.position
        raise XmlSyntaxError(where=where, line=line, character=character, found=found) from None
    if announced is not None and announced != str(found):
        raise RecordCountError(where=where, found=found, expected=announced)


def _local(element: Any) -> str:
    """The name of an element without its namespace; comments and the like have none."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _attribute(name: str) -> str:
    return f"xml:{name.removeprefix(_XML)}" if name.startswith(_XML) else name.rpartition("}")[2]


def _is_of_header(element: Any) -> bool:
    """Whether it stands right in the header of the file; deeper, it counts what others contributed."""
    parents = list(element.iterancestors())
    return len(parents) == 2 and _local(parents[0]).endswith("Header")


def _value(element: Any, lists: Collection[str]) -> Any:
    parts: dict[str, Any] = {f"@{_attribute(name)}": value for name, value in element.attrib.items()}
    children: dict[str, list[Any]] = {}
    for child in element:
        if name := _local(child):
            children.setdefault(name, []).append(_value(child, lists))
    for name, values in children.items():
        parts[name] = values if len(values) > 1 or name in lists else values[0]
    text = (element.text or "").strip()
    if not parts:
        return text
    return parts | {"$": text} if text else parts


def _let_go(element: Any) -> None:
    """Free an element that was read, and those before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
