"""Names that are not shown, in a reader's words: individual contractors, and names that wait for somebody's judgement."""

from vigie.messages import text
from vigie.privacy import INDIVIDUAL
from vigie.privacy.bare_names import with_sentinels_said


def said(name: str, lang: str) -> str:
    """A name, or a text with names in it, as a reader may see it."""
    if name == INDIVIDUAL:
        return text("supplier.individual", lang)
    return with_sentinels_said(name, lambda number: text("supplier.waiting", lang, number=number))
