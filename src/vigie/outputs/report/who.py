"""What a name may mean, as sections: each organization by its own name, with the group it stands in."""

from collections.abc import Iterable

from vigie.messages import percent
from vigie.outputs.report.model import Cell, Form, Kind, Link, Section, Tone
from vigie.outputs.report.pen import Pen
from vigie.outputs.text.who import reason_sentence, scale_lines
from vigie.questions.who import Candidate, Who

_CANDIDATES = (
    ("organization", Form.TEXT), ("band", Form.TEXT), ("why", Form.TEXT), ("group", Form.TEXT), ("obligated", Form.AMOUNT),
)  # fmt: skip


def who_sections(pen: Pen, answer: Who) -> Iterable[Section]:
    """What a name may mean."""
    buyer = (pen.said("who.buyer", buyer=pen.sheet.buyer(answer.buyer), name=answer.name),) if answer.buyer else ()
    if not answer.candidates:
        nobody = pen.said("who.nobody" if answer.coverage.sources else "coverage.empty")
        yield Section("candidates", pen.text("part.candidates"), (*buyer, nobody))
        return
    table = pen.table("table.candidates", _CANDIDATES, (_row(pen, one) for one in answer.candidates))
    scale = pen.paragraphs(scale_lines(pen.sheet), Tone.NOTE)
    yield Section("candidates", pen.text("part.candidates"), (*buyer, *pen.known(answer.known), table, *scale))


def _row(pen: Pen, one: Candidate) -> tuple[Cell, ...]:
    score = pen.text("who.score", band=pen.text(f"band.{one.band}"), score=percent(one.score, pen.lang))
    reasons = "; ".join(
        ("+ " if found.points > 0 else "− ") + reason_sentence(pen.sheet, found) for found in one.reasons
    )
    own = pen.supplier(one.organization.name)
    head = pen.supplier(one.head.name)
    name = Cell(own.text, Link(Kind.SUPPLIER, own.link.name)) if own.link else own
    return name, Cell(score), Cell(reasons), head, pen.amount(one.figures)
