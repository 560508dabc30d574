"""What of the records held has the words, the name or the number somebody typed."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from tantivy import Query

from vigie.groups.buyers import acronym
from vigie.groups.organizations import Organizations
from vigie.ledger.search_index import Scored, SearchIndex, Until
from vigie.ledger.search_words import typos, typos_allowed
from vigie.questions.findable import Shelf
from vigie.questions.search_asked import SearchAsked
from vigie.questions.search_marks import Mark, Shows
from vigie.records.coverage import Coverage
from vigie.records.event import plain_number
from vigie.topics.lexicon import lexicon, text_hits

# No kind is listed further
MOST = 10_000
# A search of more words that may be mistyped is not looked for by likeness
_MISTYPED = 8


class HitKind(StrEnum):
    """What was found, in the order in which kinds equally well found are told. A group is an organization with others under it."""

    GROUP = "group"
    SUPPLIER = "supplier"
    BUYER = "buyer"
    PROGRAM = "program"
    TOPIC = "topic"
    CONTRACT = "contract"
    FRAMEWORK = "framework"
    NOTICE = "notice"


class HitMatch(StrEnum):
    """Why: its name or number is what was typed, begins with it, or is part of it; or it has all the words; or words like them."""

    EXACT = "exact"
    BEGINS = "begins"
    PART = "part"
    WORDS = "words"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: ``kind`` and ``name`` are what its page is asked for; ``id`` is ours.

    ``text`` is what the words stand in, as recorded: a name as it was written, a description, a title; "…" where more stands. Of a
    contract found by its number it is what its last action says; empty: nothing is. ``marks`` are the words found in it.
    ``day``: of a contract, when the action was taken; of a supplier, framework or notice, its first day in the records; None: of none.
    ``supplier`` and ``buyer`` (our code, or the department of a notice) are those of that record, and words may have been found in them:
    ``supplier_marks``. ``head``: who stands above an organization on the day asked about.
    """

    kind: HitKind
    id: str
    name: str
    match: HitMatch
    text: str
    marks: tuple[Mark, ...]
    day: date | None = None
    supplier: str | None = None
    supplier_marks: tuple[Mark, ...] = ()
    buyer: str | None = None
    head: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: ``hits`` by kind, the kind with the best hit first, in it the best first; ``nearest`` the same of what is only
    like the words typed, looked for in each kind of which nothing is found, where nothing is called exactly so.

    ``more``: kinds of which more is found than the number asked for. ``texts``: descriptions and titles were searched; they are not for
    what reads as the name of a person, unless an organization found is called so.
    """

    words: str
    on: date
    known: date | None
    hits: tuple[Hit, ...]
    nearest: tuple[Hit, ...]
    more: tuple[HitKind, ...]
    texts: bool
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A hit with what orders it among its kind; lower comes first."""

    hit: Hit
    place: tuple[int, float, int]


_NAMES = (Shelf.ORGANIZATION, Shelf.BUYER, Shelf.PROGRAM, Shelf.TOPIC)
_NUMBERS = {
    Shelf.NUMBER: HitKind.CONTRACT,
    Shelf.FRAMEWORK: HitKind.FRAMEWORK,
    Shelf.NOTICE: HitKind.NOTICE,
    Shelf.PROGRAM: HitKind.PROGRAM,
}
_TEXTS = {Shelf.ACTION: HitKind.CONTRACT, Shelf.NOTICE: HitKind.NOTICE}
_KINDS = {
    Shelf.ORGANIZATION: HitKind.SUPPLIER,
    Shelf.BUYER: HitKind.BUYER,
    Shelf.PROGRAM: HitKind.PROGRAM,
    Shelf.TOPIC: HitKind.TOPIC,
}
_ORGANIZATIONS = frozenset({HitKind.GROUP, HitKind.SUPPLIER})
_CALLED_SO = frozenset({HitMatch.EXACT, HitMatch.BEGINS})
_TIERS = {match: place for place, match in enumerate(HitMatch)}


def search(
    index: SearchIndex,
    written: str,
    asked: SearchAsked,
    everybody: Organizations,
    until: Until,
    *,
    most: int,
    coverage: Coverage,
) -> Found:
    """Answer what has the words typed, of each kind at most so many, up to a day and as known by one."""
    looking = _Looking(index, asked, everybody, until, most + 1)
    named = list(looking.by_name())
    texts = not asked.reads_as_person or any(one.hit.match in _CALLED_SO for one in named)
    found = [*named, *looking.by_number(), *looking.by_lexicon(written), *(looking.by_text() if texts else ())]
    best = _best(found)
    near: list[_Ranked] = []
    if not any(one.hit.match is HitMatch.EXACT for one in best):
        seen = {one.hit.kind for one in best}
        seen |= frozenset() if texts else frozenset(_TEXTS.values())
        near = _best(looking.nearest(besides=seen | (_ORGANIZATIONS if seen & _ORGANIZATIONS else frozenset())))
    hits, nearest = _in_order(best, most), _in_order(near, most)
    every = [one.hit.kind for one in (*best, *near)]
    return Found(
        words=written,
        on=until.on,
        known=until.known,
        hits=hits,
        nearest=nearest,
        more=tuple(kind for kind in HitKind if every.count(kind) > most),
        texts=texts,
        coverage=coverage,
    )


def suggest(
    index: SearchIndex, asked: SearchAsked, everybody: Organizations, until: Until, *, most: int
) -> tuple[Hit, ...]:
    """What the words typed so far may become: names and numbers that begin so, names with the words; no descriptions.

    No kind takes a place of which another has need: of each as many as all have room for.
    """
    looking = _Looking(index, asked, everybody, until, most, last_begun=True)
    best = _best([*looking.by_name(), *looking.by_number()])
    kinds = [one.hit.kind for one in best]
    each = next(each for each in range(most, -1, -1) if sum(min(each, kinds.count(kind)) for kind in {*kinds}) <= most)
    chosen = [one for place, one in enumerate(best) if kinds[:place].count(one.hit.kind) < each]
    room = [one for place, one in enumerate(best) if kinds[:place].count(one.hit.kind) >= each][: most - len(chosen)]
    return _in_order(_best([*chosen, *room]), most)


class _Looking:
    """One search over an index."""

    def __init__(
        self,
        index: SearchIndex,
        asked: SearchAsked,
        everybody: Organizations,
        until: Until,
        most: int,
        *,
        last_begun: bool = False,
    ) -> None:
        self._index = index
        self._asked = asked
        self._everybody = everybody
        self._until = until
        self._most = most
        self._last_begun = last_begun
        self._shows = Shows(asked, last_begun=last_begun)

    def by_name(self) -> Iterator[_Ranked]:
        """What is called so, or has the words in its name."""
        asked, index = self._asked, self._index
        ways = (
            (HitMatch.EXACT, index.keys([asked.name])),
            (HitMatch.BEGINS, index.key_begins(asked.name) if len(asked.name) > 2 or self._last_begun else None),
            (HitMatch.PART, index.keys(asked.names_within)),
            (HitMatch.WORDS, index.words(asked.words, asked.phrases, last_begun=self._last_begun)),
        )
        for shelf in _NAMES:
            for match, wanted in ways:
                for one in self._grouped(shelf, wanted):
                    yield from self._named(shelf, one, match)

    def by_number(self) -> Iterator[_Ranked]:
        """What has the number typed, in any spelling of it."""
        asked, index = self._asked, self._index
        ways = (
            (HitMatch.EXACT, index.numbers(asked.numbers)),
            (HitMatch.BEGINS, index.number_begins(asked.numbers[-1]) if len(asked.numbers[-1]) > 2 else None),
            (HitMatch.PART, index.numbers(asked.numbers_within)),
        )
        for shelf in _NUMBERS:
            for match, wanted in ways:
                for one in index.find(shelf, wanted, self._until, most=self._most):
                    yield self._numbered(shelf, one, match)

    def by_lexicon(self, written: str) -> Iterator[_Ranked]:
        """The topics the words typed name, as they would in a description."""
        for hit in text_hits(written):
            name = lexicon()[hit.topic].names["en"]
            found = Hit(HitKind.TOPIC, hit.topic, hit.topic, HitMatch.PART, name, self._shows.marks(name, near=False))
            yield _Ranked(found, (_TIERS[HitMatch.PART], 0.0, 0))

    def by_text(self) -> Iterator[_Ranked]:
        """What has the words in the description of an action or the title of a notice."""
        wanted = self._index.words(self._asked.words, self._asked.phrases)
        for shelf in _TEXTS:
            for one in self._grouped(shelf, wanted):
                yield self._told(shelf, one, HitMatch.WORDS)

    def nearest(self, *, besides: Collection[HitKind]) -> Iterator[_Ranked]:
        """What has words or a number like those typed, of kinds besides some."""
        asked, index = self._asked, self._index
        number = asked.numbers[-1]
        if any(map(str.isdigit, number)):
            for shelf in (shelf for shelf, kind in _NUMBERS.items() if kind not in besides):
                near = index.find(shelf, index.number_near(number), self._until, most=4 * self._most)
                apart = {one.id: float(typos(number, plain_number(one.told.get("piid") or one.id))) for one in near}
                for one in sorted(near, key=lambda one: apart[one.id])[: self._most]:
                    ranked = self._numbered(shelf, one, HitMatch.NEAREST)
                    yield _Ranked(ranked.hit, (ranked.place[0], apart[one.id], ranked.place[2]))
        if sum(1 for word in asked.words if typos_allowed(word)) > _MISTYPED:
            return
        wanted = index.near(asked.words, asked.phrases)
        for shelf in (shelf for shelf in _NAMES if _KINDS[shelf] not in besides):
            for one in index.find(shelf, wanted, self._until, most=4 * self._most):
                for ranked in self._named(shelf, one, HitMatch.NEAREST):
                    yield self._by_typos(ranked, one)
        for shelf in (shelf for shelf, kind in _TEXTS.items() if kind not in besides):
            for one in self._grouped(shelf, wanted):
                yield self._by_typos(self._told(shelf, one, HitMatch.NEAREST), one)

    def _by_typos(self, ranked: _Ranked, one: Scored) -> _Ranked:
        tier, _, newest = ranked.place
        return _Ranked(ranked.hit, (tier, self._shows.typos(one), newest))

    def _grouped(self, shelf: Shelf, wanted: Query | None) -> list[Scored]:
        """What is wanted of a shelf, of each thing its best entry: as many things as are asked for, or all there are."""
        entries = 4 * self._most
        while True:
            found = self._index.find(shelf, wanted, self._until, most=entries)
            best: dict[str, Scored] = {}
            for one in found:
                best.setdefault(one.id, one)
            if len(found) < entries or len(best) >= self._most or entries > MOST:
                return sorted(best.values(), key=lambda one: -one.score)[: self._most]
            entries *= 4

    def _named(self, shelf: Shelf, one: Scored, match: HitMatch) -> Iterator[_Ranked]:
        if shelf is not Shelf.ORGANIZATION:
            name = acronym(one.id) if shelf is Shelf.BUYER else one.id
            hit = Hit(
                _KINDS[shelf],
                one.id,
                name,
                match,
                one.text,
                self._shows.marks(one.text, near=match is HitMatch.NEAREST),
            )
            yield self._ranked(hit, one)
            return
        everybody = self._everybody
        id = everybody.same.of(one.id)
        party = everybody.parties.get(id)
        if party is None:  # by the day of knowing nobody was called so
            return
        head = everybody.head(id, self._until.on)
        kind = HitKind.GROUP if everybody.owners.by_parent.get(id) else HitKind.SUPPLIER
        above = everybody.parties[head].name if head != id and head in everybody.parties else None
        marks = self._shows.marks(one.text, near=match is HitMatch.NEAREST)
        yield self._ranked(Hit(kind, id, party.name, match, one.text, marks, one.day, head=above), one)

    def _numbered(self, shelf: Shelf, one: Scored, match: HitMatch) -> _Ranked:
        kind = _NUMBERS[shelf]
        name, buyer = one.told.get("piid") or one.id, one.told.get("buyer")
        hit = Hit(kind, one.id, name, match, one.text, (), one.day, buyer=buyer)
        if shelf is Shelf.NUMBER:
            last = self._index.find(Shelf.ACTION, self._index.id(one.id), self._until, most=1, newest_first=True)
            for action in last:
                text, _ = self._shows.quoted(action.text, near=match is HitMatch.NEAREST)
                hit = replace(hit, text=text, day=action.day, supplier=action.told.get("supplier"))
        return self._ranked(hit, one)

    def _told(self, shelf: Shelf, one: Scored, match: HitMatch) -> _Ranked:
        text, marks = self._shows.quoted(one.text, near=match is HitMatch.NEAREST)
        name = one.told.get("piid") or one.id
        supplier, buyer = one.told.get("supplier"), one.told.get("buyer")
        in_supplier = self._shows.marks(supplier or "", near=match is HitMatch.NEAREST)
        return self._ranked(
            Hit(_TEXTS[shelf], one.id, name, match, text, marks, one.day, supplier, in_supplier, buyer), one
        )

    def _ranked(self, hit: Hit, one: Scored) -> _Ranked:
        score = -round(one.score, 2) if hit.match is HitMatch.WORDS else 0.0
        if hit.kind in _ORGANIZATIONS:
            return _Ranked(hit, (_TIERS[hit.match], score, -int(one.told.get("rows") or 0)))
        return _Ranked(hit, (_TIERS[hit.match], score, -one.day.toordinal() if one.day else 0))


def _best(found: Iterable[_Ranked]) -> list[_Ranked]:
    """Of each thing the best hit, in the order of kinds, then of hits, then of names and ids."""
    best: dict[tuple[HitKind, str], _Ranked] = {}
    for one in found:
        key = (one.hit.kind, one.hit.id)
        if key not in best or one.place < best[key].place:
            best[key] = one
    return sorted(best.values(), key=lambda one: (one.place, one.hit.name.casefold(), one.hit.id))


def _in_order(found: Sequence[_Ranked], most: int) -> tuple[Hit, ...]:
    """The first so many of each kind, the kind with the best hit first."""
    kinds: dict[HitKind, list[_Ranked]] = {}
    for one in found:
        kinds.setdefault(one.hit.kind, []).append(one)
    order = sorted(kinds, key=lambda kind: (kinds[kind][0].place[0], tuple(HitKind).index(kind)))
    return tuple(one.hit for kind in order for one in kinds[kind][:most])
