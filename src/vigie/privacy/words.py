"""The word lists the rules of redaction rest on."""

from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=8)
def word_list(name: str) -> frozenset[str]:
    """The words of one list, in capitals; lines that begin with # say where the list is from."""
    content = resources.files("vigie.privacy").joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(line for line in content.split("\n") if line and not line.startswith("#"))
