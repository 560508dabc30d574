"""A desk, opened: the questions as methods, and the keeping of what it holds."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import duckdb

from vigie import __version__
from vigie.archive.blobs import Blobs
from vigie.archive.capture import Capture, on_day
from vigie.archive.durable import write_whole
from vigie.archive.journal import Journal
from vigie.archive.verify import Verified, verify
from vigie.desk.decisions import read_decisions, write_template
from vigie.desk.handed import Handed, Loaded
from vigie.desk.judgement_lines import judgement_line, read_judgements, read_lines
from vigie.desk.judgements import Judgements
from vigie.desk.kept_rows import EvidenceShown, evidence_shown
from vigie.desk.loading import Loading, Progress, made_with
from vigie.desk.lock import writing
from vigie.desk.naming import Names, buyer_to_ask, framework_numbers, notice_kind, pair_meant, topic_id
from vigie.desk.searching import index_of
from vigie.desk.waiting import Mask, read_mask
from vigie.errors import (
    DeskBusyError,
    DeskDamagedError,
    DeskMissingError,
    PeriodError,
    StorageError,
    UnknownContractError,
    UnknownNoticeError,
    UnknownPairError,
    WordlessNameError,
)
from vigie.groups.buyers import Buyer
from vigie.groups.observed import name_id
from vigie.groups.organizations import Organizations, organizations
from vigie.ledger.generations import Generation, Generations
from vigie.ledger.search_index import SearchIndex, Until
from vigie.ledger.tables import open_tables
from vigie.privacy.cells import row_without_people
from vigie.questions.actions import actions_of
from vigie.questions.changes import Changes, changes
from vigie.questions.contract import ContractLife, contract
from vigie.questions.coverage import Held, held
from vigie.questions.documents import Documents, documents
from vigie.questions.exchanged import Said, identifiers_of, said_of
from vigie.questions.framework import FrameworkHeld, framework
from vigie.questions.group import GroupHeld, group
from vigie.questions.health import Health, health
from vigie.questions.judged import Judged, judged
from vigie.questions.leads import Leads, leads
from vigie.questions.mentions import Mentions, mentions
from vigie.questions.months import Months, months
from vigie.questions.notice import NoticeLife, notice
from vigie.questions.notices import Notices, notices
from vigie.questions.protests import Protests, protests_of
from vigie.questions.reported import reported_of
from vigie.questions.review import Review, review
from vigie.questions.sales import Sales, sales
from vigie.questions.screen import Screen, screen
from vigie.questions.search import MOST, Found, Hit, search, suggest
from vigie.questions.search_asked import asked_for
from vigie.questions.seen import coverage_of
from vigie.questions.solicited import solicitation_of
from vigie.questions.standing import Asked
from vigie.questions.statuses import Statuses, statuses
from vigie.questions.suppliers import Suppliers, suppliers
from vigie.questions.waiting import WaitingNames, waiting_names
from vigie.questions.who import Who, who
from vigie.records.claim import Check
from vigie.records.contract import Action
from vigie.records.coverage import Coverage
from vigie.records.event import Due, Event
from vigie.records.judgement import Judgement, Verdict
from vigie.records.lead import Solicitation, number_key
from vigie.records.organization import Identifier
from vigie.records.reported import ReportedFigure
from vigie.sources import SOURCES
from vigie.sources import source as source_of
from vigie.sources.documents import Attachment
from vigie.sources.file import check_readable
from vigie.sources.layout import Kind
from vigie.sources.manifest import Promise
from vigie.watch import DUE_FINDERS, FINDERS
from vigie.watch.dues import dues
from vigie.watch.events import Captures, DaysSeen, days_seen, events
from vigie.watch.filters import Filter
from vigie.watch.watches import Criteria

if TYPE_CHECKING:
    from vigie.desk.checking import Checking
    from vigie.desk.fetching import Fetched
    from vigie.sources.usaspending_asking import Asking
    from vigie.transport.client import Client


def _silent(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""


def create(folder: Path) -> None:
    """Make an empty desk; a desk that is there already stays as it is."""
    if (folder / "desk.toml").exists():
        return
    with writing(_made(folder), "create"):
        loading = Loading(folder, _silent)
        loading.journal.create()
        loading.catch_up()
        write_template(folder)


def _made(folder: Path) -> Path:
    try:
        (folder / "archive" / "blobs").mkdir(parents=True, exist_ok=True)
    except OSError as refusal:
        raise StorageError(where=str(folder), reason=refusal.strerror or str(refusal)) from refusal
    return folder


def open_desk(folder: str | os.PathLike[str], *, progress: Progress = _silent) -> "Desk":
    """Open a desk to ask questions; what an interrupted load left in the archive is posted first.

    Raises DeskMissingError, DeskFormatError, DecisionsError or DeskDamagedError.
    """
    return Desk(Path(folder), progress=progress)


class Desk:
    """A folder of records, opened. Every question takes the day it is asked about; none knows a "today".

    ``on`` counts actions up to and including that day; ``known`` answers with what had been seen by that day (None: by
    now). Use as a context manager, or call ``close``.
    """

    def __init__(self, folder: Path, *, progress: Progress = _silent) -> None:
        if not (folder / "desk.toml").exists():
            raise DeskMissingError(where=str(folder))
        self.folder = folder
        self.progress = progress
        self.decisions = read_decisions(folder)
        self._journal = Journal(folder / "archive" / "journal.sqlite")
        self._blobs = Blobs(folder / "archive" / "blobs")
        self._generations = Generations(folder / "ledger")
        self._db = duckdb.connect(config={"temp_directory": str(folder / "spill")})
        # a segment never changes under its name, so what is read of its shape is read once
        self._db.execute("set parquet_metadata_cache = true")
        self._names = Names(self._db, self.decisions)
        self._known_by: dict[date | None, Organizations] = {}
        self._checking: Checking | None = None
        self._index: SearchIndex | None = None
        self._coverage_by: dict[date | None, Coverage] = {}
        self._judgements = Judgements(folder / "private.db")
        self._mask = Mask(())
        self._catch_up()

    def __enter__(self) -> "Desk":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the tables."""
        self._db.close()

    # -- questions ------------------------------------------------------------------------------------------------

    def sales(
        self, name: str, *, buyer: str | None = None, on: date, known: date | None = None, limit: int | None = None
    ) -> Sales:
        """What a group sells to a public body (None: to all held); ``limit``: list no more contracts, the largest first.

        Raises UnknownGroupError and UnknownBuyerError, each with the nearest names.
        """
        with self._sound_ledger():
            everybody = self.organizations(known)
            found = self._names.group(name, everybody)
            bought_by = self._names.buyer(buyer) if buyer is not None else None
            return sales(self._db, found, everybody, bought_by, self._asked(on, known), limit=limit)

    def months(self, group: str, *, buyer: str | None = None, on: date, known: date | None = None) -> Months:
        """What a group was obligated month by month; raises what ``sales`` raises."""
        with self._sound_ledger():
            bought_by = self._names.buyer(buyer) if buyer is not None else None
            found = self._names.group(group, self.organizations(known))
            return months(self._db, found, bought_by, self._asked(on, known))

    def group(self, name: str, *, buyer: str | None = None, on: date, known: date | None = None) -> GroupHeld:
        """Who belongs to a group on a day, and what each member sold to a public body (None: to all held).

        Raises UnknownGroupError and UnknownBuyerError, each with the nearest names.
        """
        with self._sound_ledger():
            everybody = self.organizations(known)
            bought_by = self._names.buyer(buyer) if buyer is not None else None
            return group(self._db, self._names.group(name, everybody), everybody, bought_by, self._asked(on, known))

    def who(self, name: str, *, on: date, known: date | None = None) -> Who:
        """Which organizations held a name may mean, each with a score and reasons.

        Raises WordlessNameError for a name without a letter or digit.
        """
        if not any(map(str.isalnum, name)):
            raise WordlessNameError(found=name)
        with self._sound_ledger():
            called_so = self._names.buyer_called(name)
            return who(self._db, name, called_so, self.organizations(known), self._asked(on, known))

    def suppliers(
        self,
        buyer: str,
        *,
        on: date,
        known: date | None = None,
        topic: str | None = None,
        program: str | None = None,
        frameworks: tuple[str, ...] = (),
        since: date | None = None,
    ) -> Suppliers:
        """Who sells to a public body; for a topic, under the frameworks given or those of a program, since a day.

        A framework may be a range, "70CDCR26D00000012..21". Raises UnknownBuyerError, UnknownTopicError,
        UnknownProgramError and FrameworkRangeError.
        """
        numbers = [number for one in frameworks for number in framework_numbers(one)]
        declared = self._names.program(program) if program is not None else None
        if declared is not None:
            numbers += declared.frameworks
        with self._sound_ledger():
            return suppliers(
                self._db,
                self._names.buyer(buyer),
                self.organizations(known),
                topic=topic_id(topic) if topic is not None else None,
                program=declared,
                frameworks=tuple(dict.fromkeys(numbers)),
                since=since,
                asked=self._asked(on, known),
            )

    def contract(self, number: str, *, on: date, known: date | None = None) -> ContractLife:
        """The life of one contract, by its award number in any spelling or by our id.

        Raises UnknownContractError with the nearest numbers.
        """
        with self._sound_ledger():
            contract_id = self._names.contract_id(number)
            life = contract(self._db, contract_id, self._asked(on, known), programs=self.decisions.programs)
        if life is None:
            raise UnknownContractError(found=number, nearest="", on=on)
        return life

    def actions(
        self, contracts: Iterable[str], *, on: date, known: date | None = None
    ) -> dict[str, tuple[Action, ...]]:
        """The actions of each of several contracts, by our ids, in the order (day, modification); one of which none is held is left out."""
        with self._sound_ledger():
            return actions_of(self._db, contracts, self._asked(on, known))

    def said(self, contracts: Iterable[str], *, on: date, known: date | None = None) -> dict[str, Said]:
        """When each of several contracts begins, and the amounts its actions state on other bases than obligated, by our ids."""
        with self._sound_ledger():
            return said_of(self._db, contracts, self._asked(on, known))

    def identifiers(self, keys: Iterable[str], *, known: date | None = None) -> dict[str, tuple[Identifier, ...]]:
        """The identifiers under which records have suppliers, by the normal form of their names; one without any is left out."""
        with self._sound_ledger():
            return identifiers_of(self._db, keys, known=known)

    def reported(self, frameworks: Iterable[str], *, on: date, known: date | None = None) -> tuple[ReportedFigure, ...]:
        """What third parties report of frameworks, by their numbers as records write them, in falling order of the amount."""
        with self._sound_ledger():
            return reported_of(self._db, self._asked(on, known), frameworks=frameworks)

    def framework(self, number: str, *, on: date, known: date | None = None) -> FrameworkHeld:
        """The orders of a framework, by its award number in any spelling, and what is reported of it.

        Raises UnknownContractError where neither is held.
        """
        with self._sound_ledger():
            held_as = self._names.framework(number)
            found = held_as and framework(self._db, held_as, self._asked(on, known), programs=self.decisions.programs)
        if not found:
            raise UnknownContractError(found=number, nearest="", on=on)
        return found

    def numbered(self, number: str, *, on: date, known: date | None = None) -> ContractLife | FrameworkHeld:
        """What is held under an award number: the life of a contract, or the orders of a framework of which nothing else is.

        Raises UnknownContractError with the nearest numbers.
        """
        try:
            return self.contract(number, on=on, known=known)
        except UnknownContractError:
            if self._names.framework(number) is None:
                raise
        return self.framework(number, on=on, known=known)

    def protests(self, number: str, *, on: date, known: date | None = None) -> Protests:
        """Which protests are held under the number of a solicitation, of a file of a docket, or the id of a program that declares its
        solicitation; in any spelling."""
        program = self._names.program_solicited(number)
        numbers = [number] if program is None or program.solicitation is None else [program.solicitation]
        with self._sound_ledger():
            return protests_of(self._db, numbers, self._asked(on, known), program=program)

    def statuses(self, buyer: str | None = None, *, on: date, known: date | None = None) -> Statuses:
        """How many contracts of a public body (None: of all held) are open, ended, closed out or neither on a day.

        Raises UnknownBuyerError.
        """
        with self._sound_ledger():
            return statuses(self._db, self._names.buyer(buyer) if buyer is not None else None, self._asked(on, known))

    def mentions(
        self, name: str, *, buyer: str | None = None, since: date | None = None, on: date, known: date | None = None
    ) -> Mentions:
        """Which contracts of others name an organization in their descriptions; its relation to them is not stated.

        Any organization can be asked for; the name of a person cannot. Raises UnknownBuyerError, PersonAskedError,
        WordlessNameError, and PeriodError when ``since`` comes after ``on``.
        """
        if since is not None and since > on:
            raise PeriodError(since=since, until=on)
        with self._sound_ledger():
            everybody = self.organizations(known)
            brand = self._names.brand(name, everybody)
            bought_by = self._names.buyer(buyer) if buyer is not None else None
            return mentions(self._db, brand, everybody, bought_by, since=since, asked=self._asked(on, known))

    def screen(
        self,
        companies: str | os.PathLike[str],
        *,
        buyer: str | None = None,
        on: date,
        known: date | None = None,
        since: date | None = None,
        judgements: tuple[Judgement, ...] | None = None,
    ) -> Screen:
        """Which companies of a list (CSV) are suppliers held, and what a public body (None: all held) obligated to them since a day.

        Nothing of the list is kept. ``judgements`` None: those of this desk. Raises UnknownBuyerError, the errors of a list that
        cannot be read, and ListOfPeopleError.
        """
        from vigie.desk.list_file import (
            read_list,
        )  # the names of all countries take their time; no other question needs them

        with self._sound_ledger():
            everybody = self.organizations(known)
            bought_by = self._names.buyer(buyer) if buyer is not None else None
            listed = read_list(Path(companies), is_held=lambda key: everybody.find(name_id(key)) is not None)
            asked = self._asked(on, known)
            standing = self._judgements.standing(known=known) if judgements is None else judgements
            return screen(self._db, listed, everybody, bought_by, asked, since=since, judgements=standing)

    def changes(self, *, since: date, until: date, buyer: str | None = None, known: date | None = None) -> Changes:
        """What changed at a public body (None: at all held) between two days, both included.

        Raises UnknownBuyerError, and PeriodError when ``since`` comes after ``until``.
        """
        if since > until:
            raise PeriodError(since=since, until=until)
        with self._sound_ledger():
            found = self._names.buyer(buyer) if buyer is not None else None
            return changes(self._db, found, since=since, until=until, asked=self._asked(until, known))

    def check(
        self, content: bytes, *, where: str, published: date | None = None, on: date, known: date | None = None
    ) -> Check:
        """What a text claims and what the records held say of it; ``published`` is its day, None where it is not known.

        ``on``: records are asked up to this day where the text has none, and what came after the text is shown up to it. Nothing of the
        text is kept. Raises the errors of ``vigie.claims.reading.read_text``.
        """
        from vigie.desk.checking import (
            Checking,
            checked,
        )  # reading texts takes its time to load; no other question needs it

        with self._sound_ledger():
            rests_on = coverage_of(self._db, agencies=None, known=known, contracts=[])
            self._checking = self._checking or Checking()
            return checked(
                self, self._checking, content, where=where, published=published, on=on, known=known, coverage=rests_on
            )

    def health(self, *, known: date | None = None) -> Health:
        """How complete and how late what the desk holds is, by source and buyer."""
        with self._sound_ledger():
            return health(self._db, self._captures(), known=known)

    def review(self, *, buyer: str | None = None, on: date, known: date | None = None) -> Review:
        """Which pairs of names wait to be decided, those on which most money of a public body (None: of all held) hangs first.

        Raises UnknownBuyerError.
        """
        with self._sound_ledger():
            bought_by = self._names.buyer(buyer) if buyer is not None else None
            return review(self._db, self.organizations(known), bought_by, self._asked(on, known))

    def judged(self, *, known: date | None = None) -> Judged:
        """Every judgement made by a day, also those undone."""
        every, standing = self._judgements.all(known=known), self._judgements.standing(known=known)
        with self._sound_ledger():
            return judged(self._db, every, standing, known=known)

    def buyer_called(self, name: str) -> Buyer | None:
        """The public body of a code, acronym or name; None where none is called so."""
        return self._names.buyer_called(name)

    def documents(self, number: str | None = None, *, known: date | None = None) -> Documents:
        """The documents attached to a contract, by its number or our id (None: to any record), and the clauses in them.

        Raises UnknownContractError with the nearest numbers.
        """
        with self._sound_ledger():
            record = self._names.record_id(number) if number is not None else None
            return documents(self._db, self._captures(), record, known=known, shown=self._mask.text)

    def waiting_names(self, *, on: date, known: date | None = None) -> WaitingNames:
        """The names that might be a person's and that nobody has judged: for the reviewer, who alone sees them."""
        with self._sound_ledger():
            return waiting_names(self._db, self._mask.unjudged(), self._asked(on, known))

    def leads(self, solicitation: str | Solicitation, *, on: date, known: date | None = None) -> Leads:
        """Which contracts may follow from a solicitation, and which of them a record or a person says do.

        Where no notice of a number is held, nothing is looked for by likeness.
        """
        with self._sound_ledger():
            standing, asked = self._judgements.standing(known=known), self._asked(on, known)
            if isinstance(solicitation, str):
                life = notice(self._db, solicitation, standing, asked)
                announced = [step.notice for step in life.steps] if life is not None else []
                solicitation = solicitation_of(announced) if announced else Solicitation(solicitation)
            return leads(self._db, solicitation, standing, asked)

    def notices(
        self,
        buyer: str | None = None,
        *,
        kind: str | None = None,
        topic: str | None = None,
        words: str | None = None,
        since: date | None = None,
        on: date,
        known: date | None = None,
    ) -> Notices:
        """What a public body (None: all held) announced up to a day: one entry a number of a department, the newest first.

        ``kind`` in our words; ``words``: only notices in whose title and text all of them stand. Raises UnknownBuyerError,
        UnknownNoticeKindError, UnknownTopicError, and PeriodError when ``since`` comes after ``on``.
        """
        if since is not None and since > on:
            raise PeriodError(since=since, until=on)
        with self._sound_ledger():
            return notices(
                self._db,
                self._names.announcer(buyer) if buyer is not None else None,
                kind=notice_kind(kind) if kind is not None else None,
                topic=topic_id(topic) if topic is not None else None,
                text=words,
                since=since,
                asked=self._asked(on, known),
            )

    def notice(self, number: str, *, on: date, known: date | None = None) -> NoticeLife:
        """The life of one number, in any spelling, or of the number of a notice's id: its notices and what each changed.

        Raises UnknownNoticeError with the nearest numbers.
        """
        with self._sound_ledger():
            life = notice(self._db, number, self._judgements.standing(known=known), self._asked(on, known))
            if life is None:
                raise UnknownNoticeError(found=number, nearest=self._names.nearest_notices(number), on=on)
        return life

    def search(self, words: str, *, on: date, known: date | None = None, limit: int | None = 20) -> Found:
        """What has these words, this name or this number: organizations, public bodies, topics, programs, contracts, frameworks, notices.

        ``limit``: of each kind no more (None: all, up to 10,000). The first search of a state of the ledger makes its index. Raises
        SearchTooLongError and SearchWordlessError.
        """
        asked = asked_for(words)
        with self._sound_ledger():
            return search(
                self._searched(),
                words,
                asked,
                self.organizations(known),
                Until(on, known),
                most=MOST if limit is None else max(1, min(limit, MOST)),
                coverage=self._coverage(known),
            )

    def suggest(self, words: str, *, on: date, known: date | None = None, limit: int = 8) -> tuple[Hit, ...]:
        """What words typed so far may become: names and numbers that begin so, names that have the words; best first, empty for none.

        Raises SearchTooLongError and SearchWordlessError.
        """
        asked = asked_for(words)
        with self._sound_ledger():
            return suggest(self._searched(), asked, self.organizations(known), Until(on, known), most=limit)

    def _searched(self) -> SearchIndex:
        if self._index is None:
            self._index = index_of(
                self.folder,
                self._db,
                self._generation,
                self.organizations(),
                self.decisions.programs,
                hidden=(one.key for one in self._mask.hidden),
                said=lambda done, total: self.progress("indexing", done, total),
            )
        return self._index

    def _coverage(self, known: date | None) -> Coverage:
        """The coverage of all records held; read once for each day of knowing."""
        if known not in self._coverage_by:
            self._coverage_by[known] = coverage_of(self._db, agencies=None, known=known, contracts=())
        return self._coverage_by[known]

    def coverage(self, *, on: date, known: date | None = None) -> Held:
        """What the desk holds and what it cannot see."""
        with self._sound_ledger():
            captures = self._captures()
            aside = {one.number: tuple(self._journal.set_aside(one.number)) for one in captures if one.set_aside_rows}
            return held(self._db, captures, aside, self._asked(on, known))

    def evidence(self, sha256: str, pointer: str) -> EvidenceShown:
        """The rows of a kept file a pointer selects; the hash may be shortened to what is unique.

        Raises UnknownEvidenceError when there is no such file or place, DeskDamagedError when its bytes changed.
        """

        def shown(capture: Capture, cells: dict[str, str]) -> dict[str, str]:
            columns = source_of(capture.source).columns_of(capture.layout)
            plain = row_without_people(
                cells,
                texts=[one.name for one in columns if one.kind is Kind.TEXT],
                classifications=[one.name for one in columns if one.classifies],
            )
            return {name: self._mask.text(cell) for name, cell in plain.items()}

        return evidence_shown(self._blobs, self._captures(), sha256, pointer, shown=shown)

    # -- watching -------------------------------------------------------------------------------------------------

    def events(self, *, since: date, until: date, known: date | None = None) -> list[Event]:
        """What captures newly showed from one day to another, both included, event by event."""
        with self._sound_ledger():
            captures = Captures(self._captures())
            return events(self._db, FINDERS, captures, since=since, until=until, asked=self._asked(until, known))

    def dues(self, *, since: date, until: date, on: date, known: date | None = None) -> list[Due]:
        """The dates that come from one day to another, both included, by what actions up to a day say."""
        with self._sound_ledger():
            return dues(self._db, DUE_FINDERS, since=since, until=until, asked=self._asked(on, known))

    def filter_of(self, criteria: Criteria, *, on: date, known: date | None = None) -> Filter:
        """What a watch asks, its names looked up; raises the errors of the questions for those that are not known."""
        with self._sound_ledger():
            return self._names.filter(criteria, self.organizations(known))

    def days_seen(self, *, after: int) -> DaysSeen | None:
        """The first and the last day on which captures with a higher number saw anything; None where there are none."""
        with self._sound_ledger():
            return days_seen(self._db, self._captures(), after=after)

    def captured(self) -> list[Capture]:
        """The captures answers rest on, by their numbers."""
        return self._captures()

    @property
    def newest_capture(self) -> int:
        """The highest number of a capture; 0 where there is none."""
        return max(self._files, default=0)

    # -- deciding -------------------------------------------------------------------------------------------------

    def judge(self, named: Sequence[str], verdict: Verdict, *, by: str, why: str, now: datetime) -> Judgement:
        """Record what somebody decided: about a pair, by the code of an undecided one or by two names or ids of organizations held;
        whether one bare name is an organization's or an individual's, by the name or an id of it.

        It counts from the next question on, before any score. Raises UnknownPairError, JudgementIncompleteError,
        JudgementPersonError, and DeskBusyError while another process writes.
        """
        left, right = self._meant(named, verdict)
        with self._deciding():
            return self._judgements.add(left, right, verdict, by=by, why=why, moment=now)

    def _meant(self, named: Sequence[str], verdict: Verdict) -> tuple[str, str | None]:
        if verdict not in (Verdict.ORGANIZATION, Verdict.INDIVIDUAL):
            with self._sound_ledger():
                return pair_meant(named, self.organizations())
        id = self._mask.meant(named[0]) if len(named) == 1 else None
        if id is None:
            raise UnknownPairError(found=" ".join(named), nearest="vigie review --names")
        return id, None

    def decide_lead(
        self, solicitation: str, contract: str, verdict: Verdict, *, by: str, why: str, now: datetime
    ) -> Judgement:
        """Record that a contract follows from a solicitation (CONFIRMED) or does not (REJECTED), both by their numbers.

        It enters no count. Raises UnknownContractError, JudgementIncompleteError, JudgementPersonError, and DeskBusyError while
        another process writes.
        """
        with self._sound_ledger():
            contract_id = self._names.contract_id(contract)
        with self._deciding():
            ids = f"contract:{contract_id}", f"notice:{number_key(solicitation)}"
            return self._judgements.add(*ids, verdict, by=by, why=why, moment=now)

    def undo(self, number: int, *, by: str, why: str, now: datetime) -> Judgement:
        """Take a judgement back, by its number; it stays on record.

        Raises UnknownJudgementError, JudgementUndoneError, and the errors of ``judge`` for words.
        """
        with self._deciding():
            return self._judgements.undo(number, by=by, why=why, moment=now)

    def export_judgements(self, path: Path) -> int:
        """Write every judgement to a file as lines of JSON, in the order of their moments, and return how many they are."""
        lines = [judgement_line(one) + "\n" for one in self._judgements.all()]
        write_whole(path, "".join(lines).encode())
        return len(lines)

    def import_judgements(self, path: Path, *, now: datetime) -> int:
        """Take judgements of a file in, all or none, and return how many were new; ``now`` bounds their moments.

        Of judgements that contradict each other all are kept, and the latest stands. Raises FileMissingError,
        JudgementLineError, JudgementIncompleteError, JudgementPersonError.
        """
        taken = list(read_judgements(read_lines(path), where=str(path), now=now))
        with self._deciding():
            return self._judgements.take(taken)

    @contextmanager
    def _deciding(self) -> Iterator[None]:
        """Hold the desk while something is decided; who is who, and who is shown, is read anew afterwards."""
        with writing(self.folder, "review"):
            yield
        self._open_newest()

    # -- keeping --------------------------------------------------------------------------------------------------

    def load(self, path: Path, *, source: str, seen: date) -> Loaded:
        """Take one published file in that was seen on a day; see ``load_all``."""
        return self.load_all([Handed(path, Promise(on_day(seen)))], source=source, now=datetime.now(UTC))[0]

    def load_all(self, files: Sequence[Handed], *, source: str, now: datetime) -> list[Loaded]:
        """Take published files in, each as captured at its moment: all of them, or, when one is refused, none.

        ``now`` bounds the moments. Raises the errors of Loading.load, and DeskBusyError while another process writes.
        """
        with writing(self.folder, "load"):
            loading = Loading(self.folder, self.progress)
            loading.journal.recover()
            loading.catch_up()
            loaded = loading.load(files, source_name=source, now=now)
        self._open_newest()
        return loaded

    def attach(
        self, path: Path, number: str, *, kind: str = "other", title: str | None = None, seen: date, now: datetime
    ) -> Loaded:
        """Attach a document (PDF, web page, plain text) to a contract or a notice held, by its number; its text is kept, page by page and
        without people, and the hash of the file. ``kind`` is one of ``vigie.sources.documents.KINDS``.

        Raises UnknownContractError, the errors of ``vigie.sources.document.read_document``, DocumentOfPeopleError and those of
        ``load_all``.
        """
        check_readable(path)
        with self._sound_ledger():
            attachment = Attachment(self._names.record_id(number), kind, title)
        handed = Handed(path, Promise(on_day(seen)), attachment=attachment)
        return self.load_all([handed], source="documents", now=now)[0]

    def fetch(
        self,
        client: "Client",
        *,
        source: str,
        buyer: str,
        since: date,
        until: date,
        now: Callable[[], datetime],
        asking: "Asking | None" = None,
    ) -> "Fetched":
        """Ask a source for the actions of a buyer from one day to another, both included, and take them in.

        Only the buyer and the days are told to the source. ``asking`` None: as its data file says.

        Raises UnknownBuyerError, BuyerLevelError for a department, FetchPeriodError, the errors of
        ``vigie.errors.FetchError`` and those of ``load_all``.
        """
        from vigie.desk.fetching import fetch  # the network's libraries take their time; no question needs them

        return fetch(
            client,
            lambda handed: self.load_all(handed, source=source, now=now()),
            buyer=buyer_to_ask(buyer).code,
            since=since,
            until=until,
            folder=self.folder / "fetching",
            version=__version__,
            now=now,
            progress=self.progress,
            asking=asking,
        )

    def verify(self) -> Verified:
        """Check every byte of the archive and of the ledger, and the judgements.

        DeskDamagedError names the first bad file, JudgementsDamagedError what is wrong with private.db.
        """
        checked = verify(self._journal, self._blobs, lambda done, total: self.progress("verifying", done, total))
        self._verify_segments()
        self._judgements.check()
        fetching = self.folder / "fetching"
        received = sorted(path.name for path in fetching.iterdir()) if fetching.is_dir() else []
        return replace(checked, fetching=tuple(received))

    def rebuild(self) -> Generation:
        """Make the ledger again from the archive."""
        with writing(self.folder, "rebuild"):
            loading = Loading(self.folder, self.progress)
            loading.journal.recover()
            generation = loading.rebuild()
        self._open_newest()
        return generation

    def _catch_up(self) -> None:
        loading = Loading(self.folder, self.progress)
        if not self._journal.seal_path.exists() or loading.behind():
            try:
                with writing(self.folder, "open"):
                    loading.journal.recover()
                    loading.catch_up()
            except DeskBusyError:
                pass  # somebody is loading right now: answer from the generation that is there
        self._open_newest()

    def _open_newest(self) -> None:
        generation = self._generations.newest()
        if generation is None:
            generation = Generation(0, made_with(), (), ())
        self._files = {one.number: one.sha256 for one in generation.captures}
        # of the sources held, one speaks of money so far; figures of several do not add
        spoken = (source_of(name).currency for name in sorted({one.source for one in generation.captures}))
        self._currency = next(filter(None, spoken), source_of(SOURCES[0]).currency)
        self._known_by.clear()
        self._checking = None
        self._index = None
        self._coverage_by.clear()
        self._generation = generation
        try:
            open_tables(self._db, self._generations, generation)
            self._mask = read_mask(
                self._db, self._judgements.standing(known=None), declared=self.decisions.organizations
            )
            self._mask.lay(self._db)
        except duckdb.Error:
            # a segment cannot even be opened; the archive is the truth, so the ledger is made again from it
            self.rebuild()

    def _verify_segments(self) -> None:
        generation = self._generations.newest()
        for segment in generation.segments if generation else ():
            path = self._generations.segments / segment.file
            if not segment.matches(path):
                raise DeskDamagedError(blob=segment.file, path=str(path))

    @contextmanager
    def _sound_ledger(self) -> Iterator[None]:
        """Tell a damaged segment from a mistake of ours when a question cannot be answered."""
        try:
            yield
        except duckdb.Error:
            self._verify_segments()
            raise

    def organizations(self, known: date | None = None) -> Organizations:
        """Who is who, as known by a day; read once for each day asked about."""
        if known not in self._known_by:
            self._known_by[known] = organizations(
                self._db,
                known=known,
                files=self._files,
                declared=self.decisions.links,
                divestitures=self.decisions.divestitures,
                judgements=self._mask.of_shown(
                    one for one in self._judgements.standing(known=known) if not one.verdict.of_lead
                ),
            )
        return self._known_by[known]

    def _captures(self) -> list[Capture]:
        return [one for one in self._journal.captures() if one.number in self._files]

    def _asked(self, on: date, known: date | None) -> Asked:
        return Asked(on=on, known=known, files=self._files, currency=self._currency)
