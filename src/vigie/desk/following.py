"""Following an answer: the events and the dates of what it is about. Nothing is kept of who follows what; no watch is made."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date

from vigie.desk.desk import Desk
from vigie.desk.watching import dates_for
from vigie.groups.buyers import Buyer, spellings
from vigie.groups.names import normal_form
from vigie.questions.contract import ContractLife
from vigie.questions.framework import FrameworkHeld
from vigie.questions.group import GroupHeld
from vigie.questions.notice import NoticeLife
from vigie.questions.notices import Notices
from vigie.questions.sales import Sales
from vigie.questions.statuses import Statuses
from vigie.questions.suppliers import Suppliers
from vigie.records.event import Due, Event, EventKind, plain_number
from vigie.topics.lexicon import find_topic
from vigie.watch.filters import Filter
from vigie.watch.watches import Criteria

# What can be followed: an answer, or criteria as of a watch
Followable = Sales | GroupHeld | Suppliers | Statuses | ContractLife | FrameworkHeld | Notices | NoticeLife | Criteria


@dataclass(frozen=True, slots=True)
class Followed:
    """What an answer is about. ``criteria`` and ``numbers`` (of contracts, frameworks, solicitations; empty: any) are what an event has
    to meet; ``key`` names it alike on every desk: codes, ids and normal forms, never how somebody wrote them."""

    key: str
    criteria: Criteria
    numbers: tuple[str, ...] = ()


def followed(about: Followable) -> Followed:
    """What an answer or criteria are about."""
    match about:
        case Criteria():
            return _named(about)
        case Sales():
            wanted = Criteria(group=about.members[0].party.id, buyer=_code(about.buyer))
            return _named(wanted, group=about.group)
        case GroupHeld():
            return _named(Criteria(group=about.group.id, buyer=_code(about.buyer)), group=about.group.name)
        case Suppliers():
            solicited = about.program.solicitation if about.program is not None else None
            numbers = (*about.frameworks, *filter(None, [solicited]))
            return _named(Criteria(buyer=about.buyer.code, topic=about.topic), numbers=numbers)
        case Statuses():
            return _named(Criteria(buyer=_code(about.buyer)))
        case ContractLife():
            return _named(Criteria(), numbers=(about.contract.id,))
        case FrameworkHeld():
            return _named(Criteria(), numbers=(about.framework,))
        case NoticeLife():
            return _named(Criteria(), numbers=(about.number or about.steps[0].notice.id,))
    # where notices name a body we do not know, it is looked up under the name they give it
    announced = Criteria(
        buyer=_code(about.buyer) or about.announcer,
        kind=about.kind or EventKind.NOTICE,
        topic=about.topic,
        words=about.text,
    )
    return _named(announced)


def events_about(desk: Desk, about: Followable, *, since: date, until: date, known: date | None = None) -> list[Event]:
    """What captures newly showed of it from one day to another, both included; what was seen last first.

    Raises the errors of the questions for names that are not known.
    """
    wanted = _filter(desk, followed(about), on=until, known=known)
    found = desk.events(since=since, until=until, known=known)
    taken = [one for one in found if wanted.takes(one.subject, kind=one.kind, day=one.happened)]
    return sorted(taken, key=lambda one: (one.seen, one.happened), reverse=True)


def dates_about(desk: Desk, about: Followable, *, on: date, known: date | None = None) -> list[Due]:
    """The dates of it that come: ends of contracts, deadlines of notices, legal clocks; those of the last month too.

    Raises the errors of the questions for names that are not known.
    """
    wanted = _filter(desk, followed(about), on=on, known=known)
    if wanted.kind == EventKind.NOTICE:
        # of notices the dates are deadlines
        wanted = replace(wanted, kind="deadline")
    return dates_for(desk, wanted, on=on, known=known)


def _filter(desk: Desk, one: Followed, *, on: date, known: date | None) -> Filter:
    found = desk.filter_of(one.criteria, on=on, known=known)
    return replace(found, numbers=frozenset(map(plain_number, one.numbers))) if one.numbers else found


def _code(buyer: Buyer | None) -> str | None:
    return buyer.code if buyer is not None else None


def _named(criteria: Criteria, *, group: str | None = None, numbers: tuple[str, ...] = ()) -> Followed:
    """What is followed, under its key; ``group``: a group's name where the criteria have its id on this desk."""
    said = replace(criteria, group=group or criteria.group)
    parts = [f"{name}={value}" for name, value in _plain(said)]
    parts += [f"numbers={','.join(sorted(map(plain_number, numbers)))}"] if numbers else []
    return Followed(";".join(parts), criteria, numbers)


def _plain(criteria: Criteria) -> Iterator[tuple[str, str]]:
    for field in fields(criteria):
        value = getattr(criteria, field.name)
        if value is None:
            continue
        buyer = spellings().get(normal_form(value)) if field.name == "buyer" else None
        topic = find_topic(value) if field.name == "topic" else None
        if buyer is not None:
            yield field.name, buyer.code
        elif topic is not None:
            yield field.name, topic.id
        else:
            yield field.name, plain_number(value) if field.name == "number" else normal_form(value)
