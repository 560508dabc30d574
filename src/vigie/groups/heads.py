"""Under whom a name stood on a day, by the links declared."""

from collections.abc import Iterable
from datetime import date

from vigie.groups.names import normal_form
from vigie.groups.ownership import OwnershipLink


def head_on(name: str, links: Iterable[OwnershipLink], day: date) -> str:
    """The name of the head under which an organization stood on a day; its own where nobody was above it.

    Where several were, the one declared first; a circle is walked once.
    """
    parents: dict[str, str] = {}
    for link in links:
        if (link.since or date.min) <= day < (link.until or date.max):
            parents.setdefault(normal_form(link.child), link.parent)
    walked = {normal_form(name)}
    while (above := parents.get(normal_form(name))) is not None and normal_form(above) not in walked:
        walked.add(normal_form(above))
        name = above
    return name
