"""An answer as lines of text that fit a terminal of 80 columns, or narrower."""

import textwrap
import unicodedata
from collections.abc import Iterator
from datetime import date

from vigie.groups.buyers import Buyer, acronym
from vigie.groups.ownership import Member
from vigie.messages import counted, day, integer, money, text
from vigie.money import Figure
from vigie.outputs.plain import plain
from vigie.privacy import INDIVIDUAL
from vigie.questions.contract import ContractLife
from vigie.questions.coverage import Held
from vigie.questions.sales import Sales
from vigie.questions.suppliers import Suppliers
from vigie.records.contract import Action, Contract, Status
from vigie.records.coverage import Coverage
from vigie.sources import source
from vigie.topics.lexicon import lexicon


def visible(line: str) -> str:
    """A line whose control characters and turns of direction are written out, so that a record cannot forge others."""
    return "".join(
        f"\\u{ord(letter):04x}" if unicodedata.category(letter) in ("Cc", "Cf") and letter not in "\n\u00ad" else letter
        for letter in line
    )


def wrapped(line: str, width: int, indent: str = "") -> Iterator[str]:
    """A text in lines no wider than ``width``; only a word longer than that runs over."""
    yield from textwrap.wrap(
        visible(" ".join(line.split(" "))), width, initial_indent=indent, subsequent_indent=indent and indent + "  ",
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip


class Page:
    """Lines for one reader: a language, a width, how many lines of a list to show (0: all)."""

    def __init__(self, lang: str, width: int, limit: int = 20) -> None:
        self.lang = lang
        self.width = max(40, min(width, 100))
        self.limit = limit

    def write(self, answer: object) -> str:
        """The answer as text that ends in a line end."""
        match answer:
            case Sales():
                lines = self._sales(answer)
            case Suppliers():
                lines = self._suppliers(answer)
            case ContractLife():
                lines = self._contract_life(answer)
            case Held():
                lines = self._held(answer)
            case _:
                raise TypeError(type(answer))
        return "\n".join(map(visible, lines)) + "\n"

    # -- pieces ---------------------------------------------------------------------------------------------------

    def _text(self, key: str, **values: object) -> str:
        return text(key, self.lang, **values)

    def _wrapped(self, line: str, indent: str = "") -> Iterator[str]:
        yield from wrapped(line, self.width, indent)

    def across(self, left: str, *right: str, columns: int = 18) -> str:
        """A line with a text on the left and columns flush right; a text too long for it stands on lines above."""
        tail = "".join(f"{cell:>{max(columns, len(cell) + 2)}}" for cell in right)
        free = self.width - len(tail)
        left = " ".join(left.split())
        if free < 0:
            return "\n".join([*textwrap.wrap(left, self.width), *(f"{cell:>{self.width}}" for cell in right)])
        above = textwrap.wrap(left, self.width) if len(left) > free else []
        return "\n".join([*above, f"{'' if above else left:<{max(0, free)}}{tail}"])

    def amount(self, figures: tuple[Figure, ...]) -> str:
        """The first figure with its currency; "no action" where nothing was added up."""
        if not figures:
            return self._text("money.no_action")
        return money(figures[0].amount, figures[0].currency, self.lang)

    def supplier(self, name: str | None) -> str:
        """A supplier's name as a reader may see it."""
        if name is None:
            return self._text("supplier.not_reported")
        return self._text("supplier.individual") if name == INDIVIDUAL else name

    def _buyer(self, buyer: Buyer) -> str:
        return f"{buyer.names[self.lang]} ({buyer.acronym})"

    def _nothing(self, coverage: Coverage) -> Iterator[str]:
        """Nothing found in the records held, or no records held at all."""
        yield from self._wrapped(self._text("answer.nothing" if coverage.sources else "coverage.empty"))

    def _topics(self, topics: tuple[str, ...]) -> str:
        return ", ".join(lexicon()[topic].names[self.lang] for topic in topics)

    def _known(self, known: date | None) -> Iterator[str]:
        if known is not None:
            yield from self._wrapped(self._text("answer.known", day=day(known, self.lang)))

    # -- answers --------------------------------------------------------------------------------------------------

    def _sales(self, answer: Sales) -> Iterator[str]:
        key = "sales.title" if answer.buyer else "sales.title_all"
        buyer = self._buyer(answer.buyer) if answer.buyer else ""
        title = self._text(key, group=answer.group, buyer=buyer, day=day(answer.on, self.lang))
        yield from self._wrapped(title)
        yield from self._known(answer.known)
        yield ""
        if not answer.contracts:
            yield from self._nothing(answer.coverage)
        else:
            key = "sales.floor" if answer.coverage.floor else "sales.exact"
            contracts = counted(len(answer.contracts), "contracts", self.lang)
            since = day(answer.coverage.since, self.lang)
            yield from self._wrapped(
                self._text(key, amount=self.amount(answer.figures), contracts=contracts, since=since)
            )
            yield ""
            for contract in answer.contracts:
                yield self.across(contract.piid, self.amount(contract.figures))
                yield from self._wrapped(" · ".join(self._about(contract)), "  ")
        yield ""
        yield from self._wrapped(self._text("sales.members", group=answer.group))
        for member in answer.members:
            yield from self._wrapped(self._member(member), "  ")
        yield from self._coverage(answer.coverage)
        if answer.figures:
            yield from self._evidence(answer.contracts[0])

    def _about(self, contract: Contract) -> Iterator[str]:
        signed = contract.signed
        yield self._text("contract.signed", day=day(signed, self.lang)) if signed else self._text("contract.unsigned")
        yield self._text("contract.last_action", day=day(contract.last_action, self.lang))
        yield self._text(f"status.{contract.status}")
        if contract.term is not None and contract.status is Status.NOT_HELD:
            yield self._text("contract.term", term=contract.term)
        if contract.gaps.begins_at is not None:
            yield self._text("contract.begins_at", number=contract.gaps.begins_at)
        if missing := contract.gaps.missing:
            shown = ", ".join(missing[:6]) + (" …" if len(missing) > 6 else "")
            yield self._text("contract.missing_one" if len(missing) == 1 else "contract.missing_many", numbers=shown)
        if contract.topics:
            yield self._text("contract.topics", topics=self._topics(contract.topics))

    def _member(self, member: Member) -> str:
        if not member.links:
            return self._text("sales.head", name=member.name)
        name, link = member.name, member.links[-1]
        if member.since is not None or member.until is not None:
            key = "between" if member.since and member.until else "since" if member.since else "until"
            period = self._text(f"period.{key}", since=day(member.since, self.lang), until=day(member.until, self.lang))
            name = self._text("sales.period", name=name, period=period)
        return self._text(
            "sales.member" if link.public_record else "sales.declared_member", name=name, source=link.source
        )

    def _coverage(self, coverage: Coverage) -> Iterator[str]:
        yield ""
        yield self._text("coverage.rests_on")
        since, until = day(coverage.since, self.lang), day(coverage.until, self.lang)
        for name in coverage.sources:
            declared = source(name)
            yield from self._wrapped(
                self._text(
                    "coverage.source",
                    publisher=declared.publisher,
                    licence=declared.licence,
                    reference=declared.reference,
                ),
                "  ",
            )
        if coverage.since is None:
            yield from self._wrapped(self._text("coverage.nothing_held"), "  ")
        elif coverage.sources:
            sources = ", ".join(source(name).title for name in coverage.sources)
            yield from self._wrapped(self._text("coverage.seen", sources=sources, since=since, until=until), "  ")
        yield from self._wrapped(self._text("coverage.role", role=self._text(f"role.{coverage.role}")), "  ")
        if coverage.floor:
            yield from self._wrapped(self._text("coverage.floor"), "  ")
        spots = self._text("list.and").join(self._text(f"blind.{spot}") for spot in coverage.blind_spots)
        if spots:
            yield from self._wrapped(self._text("coverage.blind", spots=spots), "  ")

    def _evidence(self, contract: Contract) -> Iterator[str]:
        place = contract.evidence[-1]
        yield ""
        yield from self._wrapped(self._text("answer.evidence", sha256=place.sha256[:12], pointer=place.pointer))

    def _suppliers(self, answer: Suppliers) -> Iterator[str]:
        yield from self._wrapped(
            self._text("suppliers.title", buyer=self._buyer(answer.buyer), day=day(answer.on, self.lang))
        )
        if answer.topic is not None:
            topic = lexicon()[answer.topic]
            said = self._text("suppliers.topic", topic=topic.names[self.lang], definition=topic.definitions[self.lang])
            yield from self._wrapped(said)
        count = integer(len(answer.frameworks), self.lang)
        if answer.program is not None:
            name, said = answer.program.names[self.lang], answer.program.source
            yield from self._wrapped(self._text("suppliers.program", program=name, count=count, source=said))
        elif answer.frameworks:
            yield from self._wrapped(self._text("suppliers.frameworks", count=count))
        if answer.since is not None:
            yield from self._wrapped(self._text("suppliers.since", since=day(answer.since, self.lang)))
        yield from self._known(answer.known)
        yield ""
        if answer.suppliers:
            yield from self._supplier_lines(answer)
        else:
            yield from self._nothing(answer.coverage)
        yield from self._coverage(answer.coverage)

    def _supplier_lines(self, answer: Suppliers) -> Iterator[str]:
        suppliers = counted(len(answer.suppliers), "suppliers_count", self.lang)
        actions = counted(answer.actions, "actions", self.lang)
        amount = self.amount(answer.figures)
        if answer.topic is None:
            since = day(answer.coverage.since, self.lang)
            yield from self._wrapped(
                self._text("suppliers.floor", amount=amount, suppliers=suppliers, actions=actions, since=since)
            )
            heads = [self._text("suppliers.obligated")]
        else:
            wider = self.amount(answer.with_contracts)
            yield from self._wrapped(
                self._text("suppliers.range", suppliers=suppliers, amount=amount, actions=actions, wider=wider)
            )
            heads = [self._text("suppliers.says_so"), self._text("suppliers.with_contracts")]
        columns = max(20, *(len(head) + 2 for head in heads))
        yield ""
        yield self.across(self._text("suppliers.supplier"), *heads, columns=columns)
        shown = answer.suppliers[: self.limit or None]
        for line in shown:
            figures = [line.figures] if answer.topic is None else [line.figures, line.with_contracts]
            yield self.across(self.supplier(line.supplier), *map(self.amount, figures), columns=columns)
        if rest := len(answer.suppliers) - len(shown):
            yield self._text("suppliers.more", suppliers=counted(rest, "suppliers_count", self.lang))

    def _contract_life(self, answer: ContractLife) -> Iterator[str]:
        contract = answer.contract
        buyer, supplier = acronym(contract.buyer), self.supplier(contract.supplier)
        yield from self._wrapped(
            self._text(
                "contract.title", piid=contract.piid, supplier=supplier, buyer=buyer, day=day(answer.on, self.lang)
            )
        )
        yield from self._known(answer.known)
        yield ""
        currency = contract.figures[0].currency
        actions = counted(len(answer.actions), "actions", self.lang)
        yield from self._wrapped(self._text("contract.sum", amount=self.amount(contract.figures), actions=actions))
        yield from self._wrapped(" · ".join([*self._about(contract), self._framework(contract.framework)]))
        for action in answer.actions:
            yield ""
            yield from self._action(action, currency)
        if answer.corrections:
            yield ""
            yield self._text("contract.corrected")
            for one in answer.corrections:
                differences = self._text("list.and").join(self._differences(one.action, answer.actions, currency))
                said = self._text(
                    "contract.correction",
                    modification=one.action.modification,
                    seen=day(one.seen, self.lang),
                    differences=differences,
                )
                yield from self._wrapped(said, "  ")
        yield from self._coverage(answer.coverage)
        yield from self._evidence(contract)

    def _differences(self, before: Action, actions: tuple[Action, ...], currency: str) -> Iterator[str]:
        """What an earlier reading of an action said otherwise."""
        now = next(action for action in actions if action.modification == before.modification)
        written = {
            "supplier": self.supplier(before.supplier),
            "obligated": money(before.obligated, currency, self.lang),
            "action_date": day(before.action_date, self.lang),
            "framework": before.framework or self._text("contract.framework_not_held"),
            "description": before.description or "",
        }
        for name, words in written.items():
            if getattr(before, name) != getattr(now, name):
                yield self._text(f"difference.{name}", before=words)

    def _framework(self, framework: str | None) -> str:
        if framework is None:
            return self._text("contract.framework_not_held")
        if framework == "-NONE-":
            return self._text("contract.no_framework")
        return self._text("contract.framework", framework=framework)

    def _action(self, action: Action, currency: str) -> Iterator[str]:
        number = action.modification
        name = self._text("contract.signing", modification=number) if set(number) == {"0"} else number
        head = f"{day(action.action_date, self.lang)}  {name}"
        yield self.across(head, money(action.obligated, currency, self.lang))
        to_date = self._text("contract.to_date", amount=money(action.obligated_to_date, currency, self.lang))
        yield self.across("", to_date)
        if action.description:
            yield from self._wrapped(action.description, "  ")
        for topic, words in zip(action.topics, action.words, strict=True):
            yield from self._wrapped(
                self._text("contract.action_topics", topics=self._topics((topic,)), words=words), "  "
            )

    def _held(self, answer: Held) -> Iterator[str]:
        yield from self._wrapped(self._text("coverage.title", day=day(answer.on, self.lang)))
        yield from self._known(answer.known)
        yield ""
        if not answer.captures:
            yield from self._wrapped(self._text("coverage.empty"))
            return
        for buyer in answer.buyers:
            said = self._text(
                "coverage.buyer",
                buyer=acronym(buyer.buyer),
                actions=counted(buyer.actions, "actions", self.lang),
                contracts=counted(buyer.contracts, "contracts", self.lang),
                suppliers=counted(buyer.suppliers, "suppliers_count", self.lang),
                amount=self.amount(buyer.figures),
                since=day(buyer.since, self.lang),
                until=day(buyer.until, self.lang),
            )
            yield from self._wrapped(said)
        yield ""
        yield self._text("coverage.captures")
        for capture in answer.captures:
            said = self._text(
                "coverage.capture",
                number=capture.number,
                file=plain(capture.file_name, self.lang),
                seen=day(capture.seen, self.lang),
                kept=integer(capture.kept_rows, self.lang),
                rows=integer(capture.source_rows, self.lang),
                aside=integer(capture.set_aside_rows, self.lang),
                sha256=capture.sha256[:12],
            )
            yield from self._wrapped(said, "  ")
            for code, count in sorted(capture.notes.items()):
                yield from self._wrapped(f"{integer(count, self.lang)} × {self._text(f'note.{code}')}", "    ")
        yield from self._coverage(answer.coverage)
