"""Names as people write them, found among what the desk holds: groups, buyers, topics, programs, contracts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress

import duckdb
from rapidfuzz import fuzz, process

from vigie.desk.decisions import Decisions, count_through
from vigie.errors import (
    AmbiguousContractError,
    BuyerLevelError,
    FrameworkRangeError,
    PersonAskedError,
    UnknownBuyerError,
    UnknownContractError,
    UnknownGroupError,
    UnknownKindError,
    UnknownNoticeKindError,
    UnknownPairError,
    UnknownProgramError,
    UnknownTopicError,
    WordlessNameError,
)
from vigie.groups.announcers import Announcer, announcer_named
from vigie.groups.brands import Brand, brand_named
from vigie.groups.buyers import Buyer, acronym, buyers, spellings
from vigie.groups.group import Group
from vigie.groups.names import normal_form
from vigie.groups.observed import name_id
from vigie.groups.organizations import Organizations
from vigie.privacy.bare_names import is_sentinel
from vigie.privacy.suppliers import asks_for_person
from vigie.questions.review import pair_codes
from vigie.records.event import EventKind, plain_number
from vigie.records.notice import NoticeKind
from vigie.records.program import Program
from vigie.topics.lexicon import find_topic, lexicon
from vigie.watch.filters import Filter, Spell, folded_words
from vigie.watch.watches import Criteria

# What a watch may ask the kind of: an event, a notice, a date
KINDS = tuple(dict.fromkeys([*EventKind, *NoticeKind, "contract-ends", "deadline", "clock"]))


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


def pair_meant(pair: Sequence[str], known: Organizations) -> tuple[str, str]:
    """The two ids of a pair: of the code of an undecided one, or of two names or ids; UnknownPairError offers the nearest."""
    if len(pair) == 1:
        codes = pair_codes(known.same.undecided)
        found = [ids for ids, code in codes.items() if code.startswith(pair[0].lower())]
        if len(found) == 1:
            return found[0]
        raise UnknownPairError(found=pair[0], nearest=_nearest(pair[0], codes.values(), scorer=fuzz.ratio))
    ids = [name if known.find(name) and ":" in name else name_id(normal_form(name)) for name in pair]
    for name, id in zip(pair, ids, strict=True):
        if known.find(id) is None:
            raise UnknownPairError(found=name, nearest=_nearest(name, (one.name for one in known.parties.values())))
    if len(ids) != 2 or ids[0] == ids[1]:
        raise UnknownPairError(found=" ".join(pair), nearest="")
    return ids[0], ids[1]


# Contracts held, by their actions or by the summary of the award
_NUMBERED = "select contract, piid from contract_version union all select contract, piid from award"


# One row is a department and a body under it, as notices name them
_ANNOUNCERS = "select distinct department, subtier, subtier_code from notice where department is not null order by all"


def notice_kind(name: str) -> NoticeKind:
    """The kind of notice of this name; UnknownNoticeKindError names them all."""
    try:
        return NoticeKind(name.strip().lower().replace(" ", "-").replace("_", "-"))
    except ValueError:
        raise UnknownNoticeKindError(found=name, every=", ".join(NoticeKind)) from None


class Names:
    """What the records in ``db`` and the reader's decisions call groups, buyers, programs and contracts."""

    def __init__(self, db: duckdb.DuckDBPyConnection, decisions: Decisions) -> None:
        self._db = db
        self._decisions = decisions

    def group(self, name: str, known: Organizations) -> Group:
        head = known.find(name)
        if head is None:
            every = (one.name for one in known.parties.values() if not is_sentinel(one.name))
            raise UnknownGroupError(found=name, nearest=_nearest(name, every))
        return known.group(head)

    def brand(self, name: str, known: Organizations) -> Brand:
        """The brand of a name; PersonAskedError for the name of a person, WordlessNameError for one without words."""
        if not any(map(str.isalnum, name)):
            raise WordlessNameError(found=name)
        brand = brand_named(name)
        bare = " ".join(brand.spellings[0].words)
        if brand.id is None and known.find(name) is None and (asks_for_person(name) or asks_for_person(bare)):
            raise PersonAskedError(found=name)
        return brand

    def buyer(self, name: str) -> Buyer:
        try:
            return buyer_named(name)
        except UnknownBuyerError:
            held = self._unnamed_buyer(name)
            if held is None:
                raise
            return held

    def buyer_called(self, name: str) -> Buyer | None:
        """The public body of a name; None where none is called so."""
        with suppress(UnknownBuyerError):
            return self.buyer(name)
        return None

    def _unnamed_buyer(self, code: str) -> Buyer | None:
        """A buyer the records have by a code we know no name for."""
        held = self._db.execute(
            """select 1 from contract_version where agency = $code union all select 1 from award where agency = $code limit 1""",
            {"code": code},
        ).fetchone()
        return Buyer(code, code, {"en": code, "fr": code}, (), (code,)) if held else None

    def announcer(self, name: str) -> Announcer:
        """Who announces under a name: a public body we know, or one that notices held name.

        Raises UnknownBuyerError with the nearest names.
        """
        held = self._db.execute(_ANNOUNCERS).fetchall()
        found = announcer_named(name, held)
        if found is None:
            every = [said for one in held for said in one if said] + list(spellings())
            raise UnknownBuyerError(found=name, nearest=_nearest(name, every))
        return found

    def nearest_notices(self, number: str) -> str:
        """The numbers of notices held that come nearest to one."""
        held = self._db.execute("select distinct number from notice where number is not null").fetchall()
        return _nearest(number, (one for (one,) in held), scorer=fuzz.ratio)

    def program(self, name: str) -> Program:
        for program in self._decisions.programs:
            if normal_form(name) in map(normal_form, (program.id, *program.names.values())):
                return program
        raise UnknownProgramError(found=name, nearest=_nearest(name, [one.id for one in self._decisions.programs]))

    def filter(self, criteria: Criteria, known: Organizations) -> Filter:
        """What a watch asks, each name looked up; UnknownTopicError, UnknownBuyerError, UnknownGroupError, UnknownProgramError or
        UnknownKindError for one that is not known, PersonAskedError for the name of a person."""
        if criteria.kind is not None and criteria.kind not in KINDS:
            raise UnknownKindError(found=criteria.kind, every=", ".join(KINDS))
        if criteria.words is not None and asks_for_person(criteria.words):
            raise PersonAskedError(found=criteria.words)
        numbers = [criteria.number] if criteria.number is not None else []
        if criteria.program is not None:
            program = self.program(criteria.program)
            numbers += [*program.frameworks, *filter(None, [program.solicitation])]
        return Filter(
            topic=topic_id(criteria.topic) if criteria.topic is not None else None,
            buyers=frozenset(self.buyer(criteria.buyer).codes) if criteria.buyer is not None else None,
            spells=tuple(_spells(self.group(criteria.group, known))) if criteria.group is not None else None,
            numbers=frozenset(filter(None, map(plain_number, numbers))) if numbers else None,
            kind=criteria.kind,
            words=folded_words(criteria.words) if criteria.words is not None else None,
        )

    def program_solicited(self, name: str) -> Program | None:
        """The program of a name that declares a solicitation; None: there is none."""
        asked = normal_form(name)
        named = (one for one in self._decisions.programs if asked in map(normal_form, (one.id, *one.names.values())))
        return next((one for one in named if one.solicitation is not None), None)

    def framework(self, number: str) -> str | None:
        """The number of a framework of which orders, their summaries or reports are held; None: of none."""
        plain = "".join(letter for letter in number.upper() if letter.isalnum())
        found = self._db.execute(
            """select distinct framework from (
                select framework from contract_version union all select framework from award union all select framework from reported
            )
            where framework <> '-NONE-' and regexp_replace(framework, '[^A-Z0-9]', '', 'g') = $plain""",
            {"plain": plain},
        ).fetchone()
        return str(found[0]) if found else None

    def record_id(self, number: str) -> str:
        """What a document can be attached to: the id of a contract, else "notice:" and the number of a notice held.

        Raises what ``contract_id`` raises.
        """
        try:
            return self.contract_id(number)
        except UnknownContractError:
            held = self._db.execute(
                "select 1 from notice where number_key = $key limit 1", {"key": plain_number(number)}
            )
            if not held.fetchone():
                raise
            return f"notice:{plain_number(number)}"

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


def _spells(group: Group) -> Iterator[Spell]:
    for member in group.members:
        for key in member.keys:
            yield Spell(key, member.since, member.until)


def _nearest(name: str, every: Iterable[str], *, scorer: Callable[..., float] = fuzz.WRatio) -> str:
    """The five nearest names, best first; empty when nothing comes near."""
    names = sorted(set(every))
    found = process.extract(name, names, scorer=scorer, processor=normal_form, limit=5, score_cutoff=60)
    return "; ".join(near for near, _, _ in found)
