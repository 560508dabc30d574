"""A program: frameworks that belong together, by a public source."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Program:
    """Frameworks named together, under an id and a name in each language, with the public source that says so."""

    id: str
    names: dict[str, str]
    frameworks: tuple[str, ...]
    source: str
