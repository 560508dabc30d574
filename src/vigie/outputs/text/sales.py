"""Sales as text: the sum, the contracts, who was counted and why."""

from collections.abc import Iterator

from vigie.groups.group import Member
from vigie.outputs.text.contract import about
from vigie.outputs.text.divestiture import divestiture_lines
from vigie.outputs.text.link import link_sentence
from vigie.outputs.text.rests_on import coverage_lines, sentence
from vigie.outputs.text.sheet import Sheet
from vigie.questions.sales import Sales


def sales_lines(sheet: Sheet, answer: Sales) -> Iterator[str]:
    """What a group sells to a public body."""
    key = "sales.title" if answer.buyer else "sales.title_all"
    buyer = sheet.buyer(answer.buyer) if answer.buyer else ""
    yield from sheet.said(key, group=answer.group, buyer=buyer, day=sheet.day(answer.on))
    yield from sheet.known(answer.known)
    members = {member.party.id for member in answer.members}
    yield from divestiture_lines(sheet, answer.divestitures, members=members, on=answer.on)
    yield ""
    if answer.contracts:
        yield from _contracts(sheet, answer)
    else:
        yield from sheet.nothing(answer.coverage)
    yield from beside_lines(sheet, answer)
    yield ""
    yield from sheet.said("sales.members", group=answer.group)
    for member in answer.members:
        yield from sheet.wrapped(member_sentence(sheet, member), "  ")
    counted = [link for member in answer.members for one in member.chain for link in one.links]
    yield from coverage_lines(sheet, answer.coverage, links=counted)
    if answer.figures:
        yield from sheet.evidence(answer.contracts[0].evidence[-1])


def _contracts(sheet: Sheet, answer: Sales) -> Iterator[str]:
    yield from sheet.said(
        sentence("sales", answer.figures, answer.coverage),
        amount=sheet.amount(answer.figures),
        contracts=sheet.counted(answer.counted, "contracts"),
        since=sheet.day(answer.coverage.since),
    )
    yield ""
    for contract in answer.contracts:
        yield sheet.across(contract.piid, sheet.amount(contract.figures))
        yield from sheet.wrapped(" · ".join(about(sheet, contract)), "  ")
    if answer.counted > len(answer.contracts):
        yield from sheet.said("answer.more", "", count=sheet.integer(answer.counted - len(answer.contracts)))


def beside_lines(sheet: Sheet, answer: Sales) -> Iterator[str]:
    """Money on other bases, told beside the sum and never added to it."""
    for key, beside in (("summarized", answer.summarized), ("subawarded", answer.subawarded)):
        if beside is not None:
            yield ""
            records = sheet.counted(beside.records, "awards" if key == "summarized" else "reports")
            again = sheet.integer(beside.reported_again)
            yield from sheet.said(f"sales.{key}", amount=sheet.amount((beside.figure,)), records=records, again=again)


def member_sentence(sheet: Sheet, member: Member) -> str:
    """Why an organization was counted, and for which days."""
    name = sheet.supplier(member.party.name)
    if not member.chain:
        return sheet.text("sales.head", name=name)
    if member.since is not None or member.until is not None:
        key = "between" if member.since and member.until else "since" if member.since else "until"
        period = sheet.text(f"period.{key}", since=sheet.day(member.since), until=sheet.day(member.until))
        name = sheet.text("sales.period", name=name, period=period)
    return sheet.text("sales.member", name=name, link=link_sentence(sheet, member.chain[-1].links[0]))
