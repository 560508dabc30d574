"""A group as text: a tree with money and proof, then what speaks against it."""

from collections.abc import Iterator
from dataclasses import replace

from vigie.messages import percent
from vigie.outputs.text.divestiture import divestiture_lines
from vigie.outputs.text.link import link_sentence, period, title
from vigie.outputs.text.rests_on import coverage_lines, sentence
from vigie.outputs.text.sheet import Sheet
from vigie.questions.group import GroupHeld, MemberHeld
from vigie.questions.undecided import Undecided


def group_lines(sheet: Sheet, answer: GroupHeld) -> Iterator[str]:
    """A group on a day."""
    yield from sheet.said("group.title", group=answer.group.name, day=sheet.day(answer.on))
    yield from sheet.known(answer.known)
    members = {member.organization.id for member in answer.members}
    yield from divestiture_lines(sheet, answer.divestitures, members=members, on=answer.on)
    yield ""
    if answer.figures:
        yield from sheet.said(
            sentence("group", answer.figures, answer.coverage),
            amount=sheet.amount(answer.figures),
            buyer=sheet.buyer(answer.buyer) if answer.buyer else sheet.text("group.all_buyers"),
            since=sheet.day(answer.coverage.since),
        )
    else:
        yield from sheet.nothing(answer.coverage)
    yield ""
    for member in answer.members:
        yield from _member(sheet, answer, member)
    yield from uncounted_lines(sheet, answer)
    yield from without_parent_lines(sheet, answer)
    yield ""
    yield from undecided_lines(sheet, answer.undecided, "group")
    yield from sheet.said("group.rule")
    counted = [link for member in answer.members for link in member.links]
    yield from coverage_lines(sheet, answer.coverage, links=counted)
    if answer.figures:
        place = answer.figures[0].evidence[0]
        yield from sheet.evidence(replace(place, pointer=place.pointer.partition(";")[0]))


def uncounted_lines(sheet: Sheet, answer: GroupHeld) -> Iterator[str]:
    """Links that say something else, or something that is not ownership."""
    if not answer.uncounted:
        return
    yield ""
    yield from sheet.said("group.uncounted")
    for said in answer.uncounted[: sheet.limit or None]:
        for link in said.links:
            words = link_sentence(sheet, link)
            if said.against is not None:
                words = f"{words}; {sheet.text(f'group.{said.against}')}"
            days = period(sheet, link)
            key = "group.said" if days else "group.said_undated"
            yield from sheet.said(key, "  ", child=link.child.name, period=days, link=words)
    yield from sheet.more(len(answer.uncounted), "  ")


def without_parent_lines(sheet: Sheet, answer: GroupHeld) -> Iterator[str]:
    """Members that say they give no parent, and why."""
    names = {member.organization.id: member.organization.name for member in answer.members}
    for none in answer.without_parent:
        yield from sheet.said(
            f"group.{none.relation}", organization=names[none.id], source=title(none.source), reason=none.reason
        )


def undecided_lines(sheet: Sheet, undecided: Undecided, part: str) -> Iterator[str]:
    """The pairs nobody decided, and the money that hangs on them, where there are any."""
    if undecided.pairs:
        pairs = sheet.counted(undecided.pairs, "pairs")
        key = "undecided" if undecided.figures else "undecided_no_money"
        yield from sheet.said(f"{part}.{key}", pairs=pairs, amount=sheet.amount(undecided.figures))


def _member(sheet: Sheet, answer: GroupHeld, member: MemberHeld) -> Iterator[str]:
    indent = "  " * min(member.depth, 4)
    amount = sheet.amount(member.figures) if member.figures else ""
    if member.share is not None:
        amount = sheet.text("group.share", amount=amount, share=f"{percent(member.share, sheet.lang):>7}")
    name = indent + sheet.supplier(member.organization.name)
    yield sheet.across(name, amount) if amount else name
    indent += "    "
    written = [sheet.supplier(name) for name in member.names if name != member.organization.name]
    if written:
        yield from sheet.said("group.names", indent, names="; ".join(written))
    elif not member.names:
        yield from sheet.said("group.no_action", indent)
    if member.depth:
        held = (
            "between"
            if member.since and member.until
            else "since"
            if member.since
            else "until"
            if member.until
            else "not_known"
        )
        yield from sheet.said(
            f"group.member_{held}", indent, since=sheet.day(member.since), until=sheet.day(member.until)
        )
        if not member.belongs:
            yield from sheet.said("group.over", indent, day=sheet.day(answer.on))
    for link in member.links:
        yield from sheet.wrapped(link_sentence(sheet, link), indent)
