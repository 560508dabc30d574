"""What may follow from a solicitation as text: what a record says, what a person confirmed, leads with their reasons, what was rejected."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from vigie.outputs.text.rests_on import coverage_lines
from vigie.outputs.text.sheet import Sheet
from vigie.questions.leads import Leads
from vigie.records.lead import Feature, Lead, LeadReason, LeadState


def leads_lines(sheet: Sheet, answer: Leads) -> Iterator[str]:
    """The contracts by how they stand to the solicitation; those with the same reasons stand together."""
    found = answer.solicitation
    yield from sheet.said("leads.title", number=found.number, day=sheet.day(answer.on))
    yield from sheet.known(answer.known)
    if found.title:
        yield from sheet.wrapped(found.title)
    if found.last_posted is None:
        yield from sheet.said("leads.award_only" if found.title else "leads.no_notice")
    elif answer.office is None:
        yield from sheet.said("leads.no_office")
    if not answer.leads:
        yield ""
        yield from sheet.said("leads.nothing")
    yield from states_lines(sheet, answer.leads, number=found.number)
    yield from coverage_lines(sheet, answer.coverage)


def states_lines(sheet: Sheet, leads: Sequence[Lead], *, number: str) -> Iterator[str]:
    """Contracts by how they stand to a solicitation, and how to decide what nobody has."""
    for state in LeadState:
        listed = [one for one in leads if one.state is state]
        if listed:
            yield ""
            yield from sheet.said(f"leads.{state}", contracts=sheet.counted(len(listed), "contracts"))
            yield from _listed(sheet, listed)
    if any(one.state is LeadState.LEAD for one in leads):
        yield ""
        yield from sheet.said("leads.decide", number=number)


def _listed(sheet: Sheet, listed: list[Lead]) -> Iterator[str]:
    shown = listed[: sheet.limit or None]
    for reasons, leads in groupby(shown, key=_shared_reasons):
        yield ""
        for lead in leads:
            yield from _contract(sheet, lead)
        for reason in reasons:
            yield from sheet.wrapped(f"+ {reason_sentence(sheet, reason)}", "    ")
    yield from sheet.more(len(listed))


def _shared_reasons(lead: Lead) -> tuple[LeadReason, ...]:
    """The reasons without the days, which each contract of a burst has its own."""
    return tuple(one for one in lead.reasons if one.feature is not Feature.DAYS)


def _contract(sheet: Sheet, lead: Lead) -> Iterator[str]:
    contract = lead.contract
    yield sheet.across(sheet.supplier(contract.supplier), sheet.amount(contract.figures))
    days = next((one.count for one in lead.reasons if one.feature is Feature.DAYS), None)
    signed = sheet.day(contract.signed)
    key = "leads.signed" if days is None else "leads.signed_after"
    yield from sheet.said(key, "  ", piid=contract.piid, day=signed, count=days)
    if lead.decision is not None:
        made = lead.decision
        day = sheet.day(made.moment.date())
        yield from sheet.said("leads.decided", "  ", number=made.number, day=day, by=made.by, why=made.why)


def reason_sentence(sheet: Sheet, reason: LeadReason) -> str:
    """A reason as a sentence."""
    return sheet.text(
        f"leads.{reason.feature.replace('-', '_')}",
        words=", ".join(reason.words),
        first=reason.words[0] if reason.words else "",
        last=reason.words[-1] if reason.words else "",
        count=reason.count,
        since=sheet.day(reason.since),
        until=sheet.day(reason.until),
    )
