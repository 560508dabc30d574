"""One published format each: what a source publishes, what we take of it, what we leave out and why."""

from functools import cache

from vigie.sources.layout import Source, read_source

SOURCES: tuple[str, ...] = (
    "usaspending",
    "gleif",
    "bods",
    "csis",
    "exhibit21",
    "sam",
    "gao",
    "cofc",
    "reported",
    "documents",
    "fpds",
    "sam_awards",
    "sam_awards_deleted",
)
# Those that can be asked over the network; files of the others are to be had from their publishers
FETCHED: tuple[str, ...] = ("usaspending",)


@cache
def source(name: str) -> Source:
    """The declaration of a source; KeyError when Vigie does not know it."""
    if name not in SOURCES:
        raise KeyError(name)
    return read_source(name)
