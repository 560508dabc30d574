"""Mentions as text: what others' contracts say, quoted, with the money named as their suppliers'."""

from collections.abc import Iterator

from vigie.outputs.text.contract import number
from vigie.outputs.text.rests_on import coverage_lines
from vigie.outputs.text.sheet import Sheet
from vigie.questions.mentions import Mentions, NamedIn

# Quotes shown of one contract; its actions mostly say the same
_QUOTES = 3


def mentions_lines(sheet: Sheet, answer: Mentions) -> Iterator[str]:
    """Which contracts of others name an organization."""
    key = "mentions.title" if answer.buyer else "mentions.title_all"
    buyer = sheet.buyer(answer.buyer) if answer.buyer else ""
    yield from sheet.said(key, name=answer.name, buyer=buyer, day=sheet.day(answer.on))
    if answer.since is not None:
        yield from sheet.said("mentions.since", day=sheet.day(answer.since))
    yield from sheet.known(answer.known)
    yield ""
    if answer.contracts:
        yield from _contracts(sheet, answer)
    else:
        yield from sheet.nothing(answer.coverage)
    yield from _left_out(sheet, answer)
    yield ""
    spellings = ", ".join(sheet.text("mentions.spelling", words=one) for one in answer.spellings)
    yield from sheet.said("mentions.spellings" if answer.brand else "mentions.own_words", spellings=spellings)
    yield from sheet.said("mentions.unseen", name=answer.name)
    yield from coverage_lines(sheet, answer.coverage)
    if answer.contracts:
        yield from sheet.evidence(answer.contracts[0].mentions[-1].evidence)


def _contracts(sheet: Sheet, answer: Mentions) -> Iterator[str]:
    yield from sheet.said(
        "mentions.found",
        name=answer.name,
        actions=sheet.counted(answer.actions, "actions"),
        contracts=sheet.counted(len(answer.contracts), "contracts"),
        suppliers=sheet.counted(answer.suppliers, "suppliers_count"),
    )
    yield from sheet.said("mentions.not_its_money", name=answer.name)
    for contract in answer.contracts[: sheet.limit or None]:
        yield ""
        yield from _contract(sheet, contract)
    yield from sheet.more(len(answer.contracts))


def _contract(sheet: Sheet, contract: NamedIn) -> Iterator[str]:
    yield sheet.across(contract.piid, sheet.amount(contract.supplier_figures))
    yield from sheet.said("mentions.supplier", "  ", supplier=sheet.supplier(contract.supplier))
    for mention in contract.mentions[-_QUOTES:]:
        yield from sheet.said(
            "mentions.quote",
            "  ",
            day=sheet.day(mention.action_date),
            number=number(sheet, mention.modification),
            quote=mention.quote,
        )
    if earlier := len(contract.mentions[:-_QUOTES]):
        yield from sheet.said("mentions.earlier", "  ", actions=sheet.counted(earlier, "actions"))


def _left_out(sheet: Sheet, answer: Mentions) -> Iterator[str]:
    """What names the organization and is no mention, or not known to be one."""
    if answer.own or answer.alike:
        yield ""
    if answer.own:
        yield from sheet.said("mentions.own", name=answer.name, actions=sheet.counted(answer.own, "actions"))
    if answer.alike:
        suppliers = "; ".join(answer.alike[: sheet.limit or None])
        yield from sheet.said("mentions.alike", name=answer.name, suppliers=suppliers)
        yield from sheet.more(len(answer.alike))
