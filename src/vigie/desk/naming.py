"""Names as people write them, found among what the desk holds: groups, buyers, topics, programs, contracts."""

from collections.abc import Callable, Iterable
from datetime import date

import duckdb
from rapidfuzz import fuzz, process

from vigie.desk.decisions import Decisions, count_through
from vigie.errors import (
    AmbiguousContractError,
    BuyerLevelError,
    FrameworkRangeError,
    UnknownBuyerError,
    UnknownContractError,
    UnknownGroupError,
    UnknownProgramError,
    UnknownTopicError,
)
from vigie.groups.buyers import Buyer, acronym, buyers, spellings
from vigie.groups.heads import head_on
from vigie.groups.names import normal_form
from vigie.groups.ownership import Group, group_of, known_names
from vigie.privacy import INDIVIDUAL
from vigie.records.program import Program
from vigie.topics.lexicon import find_topic, lexicon


def topic_id(name: str) -> str:
    """The id of a topic by any of its names; UnknownTopicError names the nearest."""
    topic = find_topic(name)
    if topic is None:
        raise UnknownTopicError(found=name, nearest=_nearest(name, lexicon()), every=", ".join(lexicon()))
    return topic.id


def buyer_named(name: str) -> Buyer:
    """The public body of a code, acronym or name; UnknownBuyerError names the nearest."""
    buyer = spellings().get(normal_form(name))
    if buyer is None:
        every = [spelling for one in buyers().values() for spelling in (one.acronym, *one.names.values())]
        acronyms = ", ".join(one.acronym for one in buyers().values())
        raise UnknownBuyerError(found=name, nearest=_nearest(name, every) or acronyms)
    return buyer


def buyer_to_ask(name: str) -> Buyer:
    """The public body a source can be asked about, by code, acronym or name.

    Raises UnknownBuyerError, and BuyerLevelError for a department, naming the bodies under it.
    """
    buyer = buyer_named(name)
    if len(buyer.codes) > 1:
        raise BuyerLevelError(found=buyer.acronym, nearest=", ".join(map(acronym, buyer.codes[1:])))
    return buyer


def framework_numbers(number: str) -> list[str]:
    """The numbers a framework number or a range of them stands for; FrameworkRangeError when it cannot be counted."""
    try:
        return count_through(number)
    except ValueError:
        raise FrameworkRangeError(found=number) from None


# Contracts held, by their actions or by the summary of the award
_NUMBERED = "select contract, piid from contract_version union all select contract, piid from award"


class Names:
    """What the records in ``db`` and the reader's decisions call groups, buyers, programs and contracts."""

    def __init__(self, db: duckdb.DuckDBPyConnection, decisions: Decisions) -> None:
        self._db = db
        self._decisions = decisions
        self._suppliers: dict[str, str] = {}

    def forget(self) -> None:
        """Read the names again: other tables are open now."""
        self._suppliers = {}

    def group(self, name: str) -> Group:
        declared = known_names(self._decisions.links)
        key = normal_form(name)
        if key in declared:
            return group_of(declared[key], self._decisions.links)
        names = self._supplier_names()
        if key and key in names:
            return group_of(names[key], self._decisions.links)
        raise UnknownGroupError(found=name, nearest=_nearest(name, {**names, **declared}.values()))

    def group_on(self, name: str, day: date) -> Group:
        """The group in which an organization stood on a day, by the links declared; its own where nobody was above it."""
        head = head_on(name, self._decisions.links, day)
        declared = known_names(self._decisions.links)
        return group_of(declared.get(normal_form(head), head), self._decisions.links)

    def is_supplier(self, key: str) -> bool:
        """Whether records held have a supplier whose name has this normal form."""
        return key in self._supplier_names()

    def _supplier_names(self) -> dict[str, str]:
        if not self._suppliers:
            self._suppliers = self._read_suppliers()
        return self._suppliers

    def _read_suppliers(self) -> dict[str, str]:
        found = self._db.execute(
            """select supplier_key, max_by(supplier, action_date) from (
                select supplier_key, supplier, action_date from contract_version
                union all select supplier_key, supplier, last_action_date from award
                union all select supplier_key, supplier, action_date from subaward
            ) where supplier is not null and supplier_key <> $individual group by all""",
            {"individual": INDIVIDUAL},
        )
        return dict(found.fetchall())

    def buyer(self, name: str) -> Buyer:
        try:
            return buyer_named(name)
        except UnknownBuyerError:
            held = self._unnamed_buyer(name)
            if held is None:
                raise
            return held

    def _unnamed_buyer(self, code: str) -> Buyer | None:
        """A buyer the records have by a code we know no name for."""
        held = self._db.execute(
            """select 1 from contract_version where agency = $code union all select 1 from award where agency = $code limit 1""",
            {"code": code},
        ).fetchone()
        return Buyer(code, code, {"en": code, "fr": code}, (), (code,)) if held else None

    def program(self, name: str) -> Program:
        for program in self._decisions.programs:
            if normal_form(name) in map(normal_form, (program.id, *program.names.values())):
                return program
        raise UnknownProgramError(found=name, nearest=_nearest(name, [one.id for one in self._decisions.programs]))

    def contract_id(self, number: str) -> str:
        plain = "".join(letter for letter in number.upper() if letter.isalnum())
        found = self._db.execute(
            f"""select distinct contract, piid from ({_NUMBERED}) as numbered
            where regexp_replace(piid, '[^A-Z0-9]', '', 'g') = $plain or regexp_replace(contract, '[^A-Z0-9]', '', 'g') = $plain
            order by contract""",  # noqa: S608  only our own names
            {"plain": plain},
        ).fetchall()
        if len(found) == 1:
            return str(found[0][0])
        if found:
            raise AmbiguousContractError(found=number, every=", ".join(contract for contract, _ in found))
        every = [piid for (piid,) in self._db.execute(f"select distinct piid from ({_NUMBERED})").fetchall()]  # noqa: S608
        raise UnknownContractError(found=number, nearest=_nearest(plain, every, scorer=fuzz.ratio))


def _nearest(name: str, every: Iterable[str], *, scorer: Callable[..., float] = fuzz.WRatio) -> str:
    """The five nearest names, best first; empty when nothing comes near."""
    names = sorted(set(every))
    found = process.extract(name, names, scorer=scorer, processor=normal_form, limit=5, score_cutoff=60)
    return "; ".join(near for near, _, _ in found)
