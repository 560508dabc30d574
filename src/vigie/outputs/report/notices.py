"""What public bodies announced, as a table of numbers."""

from collections.abc import Iterable

from vigie.outputs.report.model import Block, Cell, Form, Kind, Link, Section, Tone
from vigie.outputs.report.pen import Pen
from vigie.outputs.text.notices import asked_words, deadline, found_lines, kind, path
from vigie.questions.notices import Announced, Notices

_ANNOUNCED = (
    ("posted", Form.DAY), ("number", Form.CODE), ("title", Form.TEXT), ("announcer", Form.TEXT), ("deadline", Form.TEXT),
)  # fmt: skip


def notices_sections(pen: Pen, answer: Notices) -> Iterable[Section]:
    """What was announced up to a day."""
    found = pen.paragraphs([*asked_words(pen.sheet, answer), *found_lines(pen.sheet, answer)])
    blocks: tuple[Block, ...] = (*pen.known(answer.known), *found)
    if answer.announced:
        blocks = (*blocks, pen.table("table.notices", _ANNOUNCED, (_row(pen, one) for one in answer.announced)))
    if answer.information_elsewhere:
        notices = pen.sheet.counted(answer.information_elsewhere, "notices_count")
        blocks = (*blocks, pen.said("notices.information", Tone.NOTE, notices=notices))
    yield Section("notices", pen.text("part.notices"), blocks)


def _row(pen: Pen, one: Announced) -> tuple[Cell, ...]:
    number = one.number or pen.text("notices.no_number")
    topics = f" · {pen.sheet.topics(one.topics)}" if one.topics else ""
    return (
        Cell(pen.day(one.posted), evidence=one.evidence),
        Cell(number, Link(Kind.NOTICE, one.number or one.id)),
        Cell(pen.plain(one.title).text + f" · {kind(pen.sheet, one.kind, one.kind_said)}{topics}"),
        Cell(path(pen.sheet, one.buyer)),
        Cell(deadline(pen.sheet, one.deadline, one.deadline_state)),
    )
