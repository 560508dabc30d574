"""Any other answer as sections: the paragraphs of its text output, parted where it has empty lines."""

from collections.abc import Iterable, Iterator

from vigie.outputs.report.model import Section, Tone
from vigie.outputs.report.pen import Pen

# The part of every text output that says what it rests on begins with this sentence
_FOOT = "coverage.rests_on"


def lines_sections(pen: Pen, lines: Iterable[str], *, heading: str) -> Iterator[Section]:
    """What a text output says under its title, without the part that says what it rests on."""
    foot = pen.text(_FOOT)
    body = []
    for line in lines:
        if line == foot:
            break
        body.append(line)
    title_ends = next((place for place, line in enumerate(body) if place), len(body))
    said = pen.paragraphs(body[title_ends:])
    if said:
        yield Section("answer", heading, said)


def title_of(pen: Pen, lines: Iterable[str]) -> str:
    """The first line of a text output."""
    first = pen.paragraphs([next(iter(lines), "")], Tone.LEAD)
    return first[0].text if first else ""
