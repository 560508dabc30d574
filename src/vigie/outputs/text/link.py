"""A link between two organizations as a sentence: who says it, in which words, on which row."""

from datetime import timedelta

from vigie.outputs.text.sheet import Sheet
from vigie.records.ownership import OwnershipLink, Relation
from vigie.sources import SOURCES, source


def link_sentence(sheet: Sheet, link: OwnershipLink) -> str:
    """What a link rests on."""
    if link.relation is Relation.DECLARED:
        return sheet.text("link.public_record" if link.public_record else "link.declared", said=link.said)
    last = link.until - timedelta(days=1) if link.until else None
    on_one_day = link.relation is Relation.NAMED_IN_RECORD and last == link.since
    return sheet.text(
        "link.named_on" if on_one_day else f"link.{link.relation}",
        source=title(link.source),
        parent=link.parent.name,
        said=link.said,
        since=sheet.day(link.since),
        last=sheet.day(last),
        evidence=_rows(sheet, link),
    )


def period(sheet: Sheet, link: OwnershipLink) -> str:
    """The days on which a link holds; empty where neither end is held."""
    if link.since is None and link.until is None:
        return ""
    key = "between" if link.since and link.until else "since" if link.since else "until"
    return sheet.text(f"period.{key}", since=sheet.day(link.since), until=sheet.day(link.until))


def title(name: str) -> str:
    """The name of a source as readers know it."""
    return source(name).title if name in SOURCES else name


def _rows(sheet: Sheet, link: OwnershipLink) -> str:
    return "; ".join(sheet.text("link.row", sha256=place.sha256[:12], pointer=place.pointer) for place in link.evidence)
