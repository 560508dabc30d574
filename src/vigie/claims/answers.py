"""The questions of a desk as claims ask them: each once for the same names and days, a name nobody has answered with None."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Protocol, TypeVar

from vigie.errors import PersonAskedError, UnknownContractError, UnknownGroupError, UnknownNoticeError
from vigie.groups.organizations import Organizations
from vigie.questions.contract import ContractLife
from vigie.questions.mentions import Mentions
from vigie.questions.notice import NoticeLife
from vigie.questions.notices import Notices
from vigie.questions.sales import Sales
from vigie.questions.suppliers import Suppliers
from vigie.questions.who import Who
from vigie.records.contract import Action, Contract
from vigie.records.reported import ReportedFigure

Answer = TypeVar("Answer")


class Questions(Protocol):
    """The questions everyone uses, as a desk answers them."""

    def organizations(self, known: date | None = None) -> Organizations: ...
    def sales(self, name: str, *, buyer: str | None, on: date, known: date | None) -> Sales: ...
    def contract(self, number: str, *, on: date, known: date | None) -> ContractLife: ...
    def actions(self, contracts: Iterable[str], *, on: date, known: date | None) -> dict[str, tuple[Action, ...]]: ...
    def reported(self, frameworks: Iterable[str], *, on: date, known: date | None) -> tuple[ReportedFigure, ...]: ...
    def mentions(self, name: str, *, buyer: str | None, on: date, known: date | None) -> Mentions: ...
    def who(self, name: str, *, on: date, known: date | None) -> Who: ...
    def notice(self, number: str, *, on: date, known: date | None) -> NoticeLife: ...
    def notices(
        self,
        buyer: str | None,
        *,
        topic: str | None,
        words: str | None,
        since: date | None,
        on: date,
        known: date | None,
    ) -> Notices: ...
    def suppliers(
        self, buyer: str, *, topic: str | None, program: str | None, since: date | None, on: date, known: date | None
    ) -> Suppliers: ...


class Answers:
    """A desk, asked for one text: ``on`` is the day of its publication, ``latest`` the day up to which what came later is shown."""

    def __init__(self, desk: Questions, *, on: date, latest: date, known: date | None) -> None:
        self.on, self.latest, self.known = on, latest, known
        self._desk = desk
        self._answers: dict[tuple[object, ...], object] = {}
        self._actions: dict[bool, dict[str, tuple[Action, ...]]] = {False: {}, True: {}}

    def _once(self, ask: Callable[[], Answer], *asked: object) -> Answer | None:
        if asked not in self._answers:
            try:
                self._answers[asked] = ask()
            except (UnknownGroupError, UnknownContractError, UnknownNoticeError, PersonAskedError):
                self._answers[asked] = None
        return self._answers[asked]  # type: ignore[return-value]  # what was kept under these words is this question's answer

    def sales(self, name: str, buyer: str | None) -> Sales | None:
        """What a group sold to a public body up to the day; None: no such name is held."""
        return self._once(
            lambda: self._desk.sales(name, buyer=buyer, on=self.on, known=self.known), "sales", name, buyer
        )

    def contract(self, number: str) -> ContractLife | None:
        """The life of a contract up to the day; None: none of that number is held."""
        return self._once(lambda: self._desk.contract(number, on=self.on, known=self.known), "contract", number)

    def actions(self, contracts: Iterable[Contract], *, later: bool = False) -> dict[str, tuple[Action, ...]]:
        """The actions of contracts up to the day, or up to the latest one, by id; of each asked for once."""
        held = self._actions[later]
        wanted = {one.id for one in contracts}
        if missing := sorted(wanted - held.keys()):
            found = self._desk.actions(missing, on=self.latest if later else self.on, known=self.known)
            held.update({id: found.get(id, ()) for id in missing})
        return {id: held[id] for id in wanted}

    def reported(self, frameworks: Iterable[str]) -> tuple[ReportedFigure, ...]:
        """What third parties report of frameworks up to the latest day."""
        wanted = tuple(sorted(frameworks))
        found = self._once(lambda: self._desk.reported(wanted, on=self.latest, known=self.known), "reported", wanted)
        return found or ()

    def mentions(self, name: str, buyer: str | None) -> Mentions | None:
        """Which contracts of others name an organization; None for the name of a person."""
        return self._once(
            lambda: self._desk.mentions(name, buyer=buyer, on=self.on, known=self.known), "mentions", name, buyer
        )

    def who(self, name: str) -> Who | None:
        """What a name may mean."""
        return self._once(lambda: self._desk.who(name, on=self.on, known=self.known), "who", name)

    def suppliers(self, buyer: str, topic: str | None) -> Suppliers | None:
        """Who sells to a public body, for a topic or at all."""
        return self._once(
            lambda: self._desk.suppliers(buyer, topic=topic, program=None, since=None, on=self.on, known=self.known),
            "suppliers", buyer, topic,
        )  # fmt: skip

    def notices(self, buyer: str | None, *, topic: str | None, words: str | None) -> Notices | None:
        """What was announced up to the latest day."""
        return self._once(
            lambda: self._desk.notices(buyer, topic=topic, words=words, since=None, on=self.latest, known=self.known),
            "notices", buyer, topic, words,
        )  # fmt: skip

    def notice(self, number: str) -> NoticeLife | None:
        """The life of one number up to the latest day; None: none is held."""
        return self._once(lambda: self._desk.notice(number, on=self.latest, known=self.known), "notice", number)
