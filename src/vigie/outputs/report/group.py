"""A group as sections: its members as a tree with money and proof, by name beside by group, and what speaks against a link."""

from collections.abc import Iterable
from dataclasses import replace

from vigie.messages import percent
from vigie.outputs.charts.lanes import ownership_chart
from vigie.outputs.report.model import Cell, Form, Section, Table
from vigie.outputs.report.pen import Pen, doubtful
from vigie.outputs.text.divestiture import divestiture_lines
from vigie.outputs.text.group import uncounted_lines, undecided_lines, without_parent_lines
from vigie.outputs.text.link import link_sentence
from vigie.questions.group import GroupHeld, MemberHeld

_MEMBERS = (
    ("organization", Form.TEXT), ("names", Form.TEXT), ("belongs", Form.TEXT), ("evidence", Form.TEXT), ("share", Form.COUNT),
    ("obligated", Form.AMOUNT),
)  # fmt: skip
_BY = (("counted", Form.TEXT), ("obligated", Form.AMOUNT))


def group_sections(pen: Pen, answer: GroupHeld) -> Iterable[Section]:
    """A group on a day."""
    members = {member.organization.id for member in answer.members}
    sold = pen.paragraphs(divestiture_lines(pen.sheet, answer.divestitures, members=members, on=answer.on))
    yield Section(
        "ownership",
        pen.text("part.ownership"),
        (
            *doubtful(sold),
            *filter(None, (ownership_chart(pen, answer),)),
            pen.table("table.members", _MEMBERS, (_member(pen, member) for member in answer.members)),
            pen.said("group.rule"),
        ),
    )
    yield Section("by-name", pen.text("part.by_name"), (_by_name(pen, answer),))
    against = (
        *uncounted_lines(pen.sheet, answer),
        *without_parent_lines(pen.sheet, answer),
        *undecided_lines(pen.sheet, answer.undecided, "group"),
    )
    if against:
        yield Section("disputed", pen.text("part.disputed"), doubtful(pen.paragraphs(against)))


def _member(pen: Pen, member: MemberHeld) -> tuple[Cell, ...]:
    name = pen.supplier(member.organization.name)
    return (
        replace(name, depth=min(member.depth, 4)),
        Cell("; ".join(pen.sheet.supplier(one) for one in member.names if one != member.organization.name)),
        Cell(_period(pen, member)),
        Cell("; ".join(link_sentence(pen.sheet, link) for link in member.links)),
        Cell(percent(member.share, pen.lang) if member.share is not None else ""),
        pen.amount(member.figures),
    )


def _period(pen: Pen, member: MemberHeld) -> str:
    if not member.depth:
        return pen.text("member.head")
    key = (
        "between"
        if member.since and member.until
        else "since"
        if member.since
        else "until"
        if member.until
        else "not_known"
    )
    held = pen.text(f"group.member_{key}", since=pen.day(member.since), until=pen.day(member.until))
    return held if member.belongs else f"{held}; {pen.text('member.over')}"


def _by_name(pen: Pen, answer: GroupHeld) -> Table:
    """The sum of the group beside that of its name alone: what a search by the name would have found."""
    head = answer.members[0] if answer.members else None
    named = [one for one in answer.members if one.names and _shares_name(one, answer.group.name)]
    rows = [
        (Cell(pen.text("counted.group", group=answer.group.name)), pen.amount(answer.figures)),
        *((Cell(pen.text("counted.member", name=one.organization.name)), pen.amount(one.figures)) for one in named),
    ]
    if head is not None and head not in named:
        alone = pen.amount(head.figures) if head.figures else Cell(pen.text("money.no_action"))
        rows.append((Cell(pen.text("counted.head", name=head.organization.name)), alone))
    return pen.table("table.by_name", _BY, rows)


def _shares_name(member: MemberHeld, name: str) -> bool:
    first = name.split()[0].casefold()
    return any(first in written.casefold().split() for written in member.names)
