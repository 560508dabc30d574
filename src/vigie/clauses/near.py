"""The stretches of a text near words of which every match of a pattern has one: a pattern is tried there and nowhere else."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signs:
    """Words in small letters, and how many characters a match can have before and after the place of one."""

    words: tuple[str, ...]
    before: int
    after: int


def in_small_letters(text: str) -> str:
    """The text in small letters, each at its place: a letter that would become two stays as it is."""
    plain = text.lower()
    if len(plain) == len(text):
        return plain
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def stretches(plain: str, signs: Signs) -> Iterator[tuple[int, int]]:
    """The stretches of a text in small letters near any of the signs, in order; those that touch are one. A stretch ends at a blank
    or at the end of the text, so that no word or number is cut."""
    places: set[int] = set()
    for word in signs.words:
        at = plain.find(word)
        while at >= 0:
            places.add(at)
            at = plain.find(word, at + 1)
    start = end = -1
    for place in sorted(places):
        if place - signs.before > end:
            if end >= 0:
                yield start, _at_blank(plain, end)
            start = max(0, place - signs.before)
        end = place + signs.after
    if end >= 0:
        yield start, _at_blank(plain, end)


def _at_blank(plain: str, end: int) -> int:
    while end < len(plain) and not plain[end].isspace():
        end += 1
    return min(end, len(plain))
