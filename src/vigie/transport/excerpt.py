"""What a message may quote of an answer that was refused: never its data, and no people."""

from vigie.privacy.cells import without_people

_LONGEST = 200


def excerpt(said: bytes) -> str:
    """The beginning of an answer in one line, people withheld; of JSON only that it is some, for its rows may name anybody."""
    if holds_data(said):
        return "found.json"
    line = "".join(letter if letter.isprintable() else " " for letter in said.decode("utf-8", "replace")).strip()
    return without_people(line)[:_LONGEST] if line else ""


def holds_data(said: bytes) -> bool:
    """Whether an answer begins as JSON does."""
    return said.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")
