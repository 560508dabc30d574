"""Texts made alike in capitals, to see fast that a pattern cannot match them."""

# Patterns that ignore case take these two for "i"; case folding does not (CPython issue 12728)
_DOTS = str.maketrans("\u0130\u0131", "ii")


def folded(text: str) -> str:
    """The text without capitals: letters a pattern that ignores case holds for equal are equal here.

    Its length may differ from the text's; places found in it are not places of the text.
    """
    return text.casefold() if text.isascii() else text.translate(_DOTS).casefold()
