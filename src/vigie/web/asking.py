"""From an address to the answers on its page: one function a kind of page, the first answer the one its tables have."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from vigie.desk.desk import Desk
from vigie.desk.watching import today
from vigie.errors import PageParameterError, UnknownBuyerError
from vigie.messages import text
from vigie.questions.contract import ContractLife
from vigie.web.addresses import Asked

# The longest period of changes on one page; the command takes any
_LONGEST = timedelta(days=366)
# Answers by the name of their question, in the order in which they stand on the page
Answers = dict[str, object]


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a question: ``on`` as asked or today, ``known`` as asked or None."""

    on: date
    known: date | None


def days_of(asked: Asked, today_here: date) -> Days:
    """The two clocks of an address; DayFormatError for what is no day."""
    return Days(asked.day("on") or today_here, asked.day("known"))


def answers_of(desk: Desk, asked: Asked, days: Days) -> Answers:
    """What the desk answers; raises the errors of its questions."""
    return _QUESTIONS[asked.place.kind](desk, asked, days)


def _group(desk: Desk, asked: Asked, days: Days) -> Answers:
    buyer = asked.parameters.get("buyer")
    found = desk.sales(asked.name, buyer=buyer, on=days.on, known=days.known)
    return {
        "sales": found,
        "months": desk.months(asked.name, buyer=buyer, on=days.on, known=days.known),
        "group": desk.group(asked.name, buyer=buyer, on=days.on, known=days.known),
    }


def _search(desk: Desk, asked: Asked, days: Days) -> Answers:
    found = desk.search(asked.parameters.get("q", ""), on=days.on, known=days.known, limit=asked.limit(20))
    return {"search": found}


def _supplier(desk: Desk, asked: Asked, days: Days) -> Answers:
    return {"who": desk.who(asked.name, on=days.on, known=days.known)}


def _buyer(desk: Desk, asked: Asked, days: Days) -> Answers:
    return {
        "suppliers": desk.suppliers(asked.name, since=asked.day("since"), on=days.on, known=days.known),
        "statuses": desk.statuses(asked.name, on=days.on, known=days.known),
    }


def _contract(desk: Desk, asked: Asked, days: Days) -> Answers:
    found = desk.numbered(asked.name, on=days.on, known=days.known)
    if not isinstance(found, ContractLife):
        return {"framework": found}
    documents = desk.documents(found.contract.id, known=days.known)
    return {"contract": found} | ({"documents": documents} if documents.documents else {})


def _program(desk: Desk, asked: Asked, days: Days) -> Answers:
    buyer = _buyer_asked(desk, asked, days)
    since = asked.day("since")
    return {"suppliers": desk.suppliers(buyer, program=asked.name, since=since, on=days.on, known=days.known)}


def _topic(desk: Desk, asked: Asked, days: Days) -> Answers:
    buyer = _buyer_asked(desk, asked, days)
    since = asked.day("since")
    found = desk.suppliers(buyer, topic=asked.name, since=since, on=days.on, known=days.known)
    announced = desk.notices(topic=asked.name, on=days.on, known=days.known)
    return {"suppliers": found} | ({"notices": announced} if announced.announced else {})


def _buyer_asked(desk: Desk, asked: Asked, days: Days) -> str:
    """The buyer of the address, or the one of which most actions are held; the page names it."""
    given = asked.parameters.get("buyer")
    if given:
        return given
    held = desk.coverage(on=days.on, known=days.known).buyers
    if not held:
        raise UnknownBuyerError(found="", nearest="")
    return held[0].buyer


def _notice(desk: Desk, asked: Asked, days: Days) -> Answers:
    return {"notice": desk.notice(asked.name, on=days.on, known=days.known)}


def _notices(desk: Desk, asked: Asked, days: Days) -> Answers:
    given = asked.parameters.get
    return {
        "notices": desk.notices(
            given("buyer"), kind=given("nature"), topic=given("topic"), words=given("words"), since=asked.day("since"),
            on=days.on, known=days.known,
        )
    }  # fmt: skip


def _protests(desk: Desk, asked: Asked, days: Days) -> Answers:
    return {"protests": desk.protests(asked.name, on=days.on, known=days.known)}


def _mentions(desk: Desk, asked: Asked, days: Days) -> Answers:
    buyer, since = asked.parameters.get("buyer"), asked.day("since")
    return {"mentions": desk.mentions(asked.name, buyer=buyer, since=since, on=days.on, known=days.known)}


def _changes(desk: Desk, asked: Asked, days: Days) -> Answers:
    until = asked.day("until") or days.on
    since = asked.day("since") or until - timedelta(days=1)
    if until - since > _LONGEST:
        named = text("parameter.since", asked.lang)
        raise PageParameterError(parameter=named, found=since.isoformat(), expected=f"≥ {until - _LONGEST}")
    return {"changes": desk.changes(since=since, until=until, buyer=asked.parameters.get("buyer"), known=days.known)}


def _evidence(desk: Desk, asked: Asked, days: Days) -> Answers:
    return {"evidence": desk.evidence(asked.name, asked.parameters.get("rows", ""))}


def _coverage(desk: Desk, asked: Asked, days: Days) -> Answers:
    return {"coverage": desk.coverage(on=days.on, known=days.known), "health": desk.health(known=days.known)}


def _today(desk: Desk, asked: Asked, days: Days) -> Answers:
    return {"today": today(desk, on=days.on, known=days.known)}


_QUESTIONS: dict[str, Callable[[Desk, Asked, Days], Answers]] = {
    "search": _search,
    "group": _group,
    "supplier": _supplier,
    "buyer": _buyer,
    "contract": _contract,
    "program": _program,
    "topic": _topic,
    "notice": _notice,
    "notices": _notices,
    "protests": _protests,
    "mentions": _mentions,
    "changes": _changes,
    "evidence": _evidence,
    "coverage": _coverage,
    "today": _today,
}
