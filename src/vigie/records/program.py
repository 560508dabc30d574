"""A program: frameworks that belong together, by a public source."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Program:
    """Frameworks named together, under an id and a name in each language, with the public source that says so.

    ``solicitation`` is the number under which they were procured, by that source; None where it is not declared.
    """

    id: str
    names: dict[str, str]
    frameworks: tuple[str, ...]
    source: str
    solicitation: str | None = None
