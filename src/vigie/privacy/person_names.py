"""Which words of a text are the name of a person: by the role beside them, by a contact beside them, or by
a given name that an unknown word follows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from vigie.privacy.roles import AS_A_ROLE, GLUED, HONORIFIC, MAYBE, ROLE
from vigie.privacy.traits import dotted_at, matches_at, scanned
from vigie.privacy.words import WORD, kind_of, plain_of, word_list

_GAP = re.compile(r" {1,2}|(?<=\.)")
_NEXT_WORD = re.compile(rf" ?({WORD.pattern})")

# Ordinary words inside a surname ("DE LA CRUZ")
_PARTICLES = frozenset({"DE", "LA", "LAS", "VAN"})

_LINK = re.compile(
    r"(?:[\s:;,.|/&+()\[\]–-]|\b(?:IS|ARE|FROM|FORM|TO|AS|WITH|AND|OR|BE|WILL(?= BE\b)|THE|NEW|CHANGED?|UPDATED?|FOR|AN?(?!\.)|HEREBY|BACK"
    r"|INVOICE|ROUTING|PRIMARY)\b|(?<=/)\.?[A-Z]+(?=:))*",
    re.IGNORECASE,
)
_NAMING_LINK = re.compile(r"\b(?:FROM|FORM|TO|IS)\b|:", re.IGNORECASE)
_NEW_BEFORE = re.compile(r"\bNEW $", re.IGNORECASE)
_END_OF_SURNAME = re.compile(r"\s{0,9}(?:$|[.;,(\[&]|TO\b)", re.IGNORECASE)
_ANNOUNCING = re.compile(r"[,;:&]")
_CHAIN = re.compile(
    r"[\s.,;:)]{0,9}(?:\b(?:TO|AND|OR|WITH|FROM|FOR COR|VS?\.?|AS)(?=\W)|[&+/,;|])\s{0,9}"
    r"(?:(?:MRS?|MS|DR)\b\.?\s{0,9}|\(?[A-Z0-9]\)\s{0,9})?",
    re.IGNORECASE,
)
# A name has five words at most; two more ("THE NEW") or a label ("EMAIL") can stand before what leads to a person
_WORDS_BEFORE = 9

_BESIDE_CONTACT = re.compile(
    r"[\s,:;./|(–-]{0,4}(?:(?:AT|EMAIL|E-MAIL|PHONE|PH|TEL)\b[\s.:]*)?\[withheld\]", re.IGNORECASE
)
_END = re.compile(
    r"\s{0,9}(?:$|[.,;:/()&+|\[-]|\d|(?:AS|TO|FROM|FOR|AND|THIS|IS|WITH|ALL|POP|THE|THAT|AT|OF|IN|INCREMENTAL|EMAIL|PH"
    r"|EFFECTIVE|ON|BY|DUE|WHO|HAS|WHICH|UNTIL|ADDRESS|STEWARD|A?COR)\b|A?POC)",
    re.IGNORECASE,
)
# Words after which what looks like a name is that of a firm, a place or a thing
_NAMED_AFTER = re.compile(
    r"\s{0,4}(?:[,&]\s{0,4})?(?:INC|LLC|L\.L\.C|CORP|CO|LTD|LP|LLP|COMPANY|GROUP|ASSOCIATES|INDUSTRIES|SYSTEMS|SERVICES?|SOLUTIONS|TECHNOLOG\w+"
    r"|BUILDING|BLDG|FEDERAL|CENTER|CENTRE|AIRPORT|INTERNATIONAL|INT'L|INTERCONTINENTAL|HONOLULU|KONA|STATION|BORDER|BPS|DETENTION"
    r"|FACILITY|COUNTY|UNIVERSITY|COLLEGE|SCHOOL|INSTITUTE|FOUNDATION|HOSPITAL|STREET|AVENUE|AVE|ROAD|DRIVE|BLVD|RANGE|FIELD|HALL"
    r"|TERMINAL|CARGO|BRIDGE|PORT|ACT|BACON|MEMORIAL|LIBRARY|PARK|ISLAND|CITY|TOWNSHIP|BEACH|BAY|LOCATION|MOUNT|TORONTO|ATLANTA|CHICAGO"
    r"|SAFETY|PRODUCTS|BRAND|LICENSES?|SOFTWARE|FIS|ARMY|\(JFK\)|CONSTRUCTION|ELECTRIC|CONSULTING|PUBLIC SECTOR)\b",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(
    r"\b(?:FORT|FT|PORT|SAN|SANTA|SAINT|ST|STE|LAKE|MOUNT|MT|LOS|HURRICANE|OPERATION|PROJECT|K-?9|CITY OF|PORT OF)\b\.? $",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text, from ``start`` up to but without ``end``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Word:
    text: str  # in capitals, without marks
    end: int
    initial: bool
    nickname: bool
    stops: bool  # a full stop after a whole word ends the name


@lru_cache(maxsize=1 << 16)
def _may_go_on(word: str) -> bool:
    """Whether a word can stand behind the first one of a name."""
    plain = plain_of(word)
    if len(plain) < 2 or word[0] in "'\"(" or plain in _PARTICLES:
        return True
    kind = kind_of(plain)
    return kind.given or kind.surname or not kind.ordinary


@lru_cache(maxsize=1)
def _firms() -> tuple[str, ...]:
    return tuple(f"{firm} " for firm in word_list("firms_named_after_people"))


class PersonNames:
    """Finds the names of persons in a text whose contacts have been withheld."""

    def __init__(self, text: str, email_names: set[str]) -> None:
        self.text = text
        self.email_names = email_names
        self._scan = scanned(text)
        self._signs = self._scan.signs
        self._found: dict[int, int] = {}

    def spans(self) -> list[Span]:
        """The names, in the order of the text, none overlapping."""
        if "role" in self._signs:
            self._beside_roles()
        if "possible role" in self._signs and self._may_follow_possible_role():
            self._beside_possible_roles(matches_at(MAYBE, self.text, self._scan.places("possible role")))
        if "glued role" in self._signs and self._may_follow_possible_role():
            self._beside_possible_roles(matches_at(GLUED, self.text, self._scan.places("glued role")))
        if "honorific" in self._signs:
            self._behind_honorifics()
        if self.email_names or not self._signs.isdisjoint(("after a name", "given", "by hand")):
            self._beside_contacts()
        for start in self._scan.places("dotted"):
            self._take(Span(start, dotted_at(self.text, start)))
        if self._found:
            self._again()
        spans: list[Span] = []
        for start, end in sorted(self._found.items()):
            if not spans or start >= spans[-1].end:
                spans.append(Span(start, end))
        return spans

    def _take(self, span: Span | None) -> Span | None:
        if span is not None:
            self._found[span.start] = max(span.end, self._found.get(span.start, 0))
        return span

    def _again(self) -> None:
        """Takes the names already found wherever else they stand, whole or in part ("…, BARBARA."). Their ordinary
        words are taken only behind one that is not."""
        spans = list(self._found.items())
        named = {plain_of(word[0]) for start, end in spans for word in WORD.finditer(self.text, start, end)}
        end = 0
        telling = {plain for plain in named if len(plain) > 2 and not kind_of(plain).ordinary}
        for start in self._scan.words_among(telling) if telling else ():
            word = WORD.match(self.text, start)
            if word is not None and start >= end:
                end = word.end()
                while (more := _NEXT_WORD.match(self.text, end)) and plain_of(more[1]) in named:
                    end = more.end()
                self._take(Span(word.start(), end - (self.text[end - 1] == ".")))

    def _beside_roles(self) -> None:
        for role in matches_at(ROLE, self.text, self._scan.places("role")):
            link = _LINK.match(self.text, role.end())
            start = link.end() if link else role.end()
            new = _NEW_BEFORE.search(self.text[max(0, role.start() - 4) : role.start()])
            naming = new is not None or bool(link and _NAMING_LINK.search(link[0]))
            span = self._take(self._named(start, naming=naming))
            while span is not None and (chain := _CHAIN.match(self.text, span.end)):
                span = self._take(self._named(chain.end(), naming=naming))

    def _may_follow_possible_role(self) -> bool:
        """Whether the text has what a name behind a possible role needs: a given name, something that leads to a person
        behind the name, or a mark that announces it."""
        return not self._signs.isdisjoint(("given", "after a name")) or _ANNOUNCING.search(self.text) is not None

    def _beside_possible_roles(self, roles: Iterator[re.Match[str]]) -> None:
        for role in roles:
            link = _LINK.match(self.text, role.end())
            start = link.end() if link else role.end()
            span = self._take(self._given_name(start, beside_role=True) or self._ordinary_name(start, naming=False))
            while span is not None and (chain := _CHAIN.match(self.text, span.end)):
                span = self._take(self._given_name(chain.end(), beside_role=True))

    def _behind_honorifics(self) -> None:
        for honorific in HONORIFIC.finditer(self.text):
            self._take(self._unknown_name(honorific.start(1)) or Span(honorific.start(1), honorific.end(1)))

    def _beside_contacts(self) -> None:
        for start in self._perhaps_named():
            word = WORD.match(self.text, start)
            if word is None:
                continue
            plain = plain_of(word[0])
            kind = kind_of(plain)
            if kind.by_hand:
                self._take(Span(word.start(), word.end()))
            elif plain in self.email_names and not kind.ordinary:
                self._take(self._unknown_name(word.start()) or Span(word.start(), word.start() + len(plain)))
            elif kind.given and self._goes_on(word) and (span := self._given_name(word.start(), beside_role=False)):
                self._take(span)
            elif "after a name" in self._signs and (kind.given or not kind.ordinary):
                span = self._unknown_name(word.start())
                if span and self._is_contact_near(span.end):
                    self._take(span)

    def _perhaps_named(self) -> list[int]:
        """Where the words begin of which one can be a name: one that is in a list or in an e-mail, or one of the last before what
        leads to a person."""
        starts = set(self._scan.places("name"))
        if self.email_names:
            starts.update(self._scan.words_among(self.email_names))
        if "after a name" in self._signs:
            starts |= self._scan.before_contacts(_WORDS_BEFORE)
        return sorted(starts)

    def _goes_on(self, word: re.Match[str]) -> bool:
        """Whether a name of more words can begin with a word: not where an ordinary one follows that is no surname either."""
        gap = _GAP.match(self.text, word.end())
        following = WORD.match(self.text, gap.end()) if gap is not None else None
        return following is not None and _may_go_on(following[0])

    def _words(self, start: int) -> Iterator[_Word]:
        """The words from ``start`` that only a gap parts from each other, five at most."""
        at = start
        for _ in range(5):
            found = WORD.match(self.text, at)
            if found is None:
                return
            plain = plain_of(found[0])
            nickname = found[0][0] in "'\"("
            stops = found[0].endswith(".") and len(plain) > 1
            yield _Word(plain, found.end() - stops, len(plain) == 1, nickname, stops)
            gap = _GAP.match(self.text, found.end())
            if gap is None or stops:
                return
            at = gap.end()

    def _is_firm_or_place(self, start: int, end: int) -> bool:
        name = f"{self.text[start:end].upper()} "
        if name.startswith(_firms()):
            return True
        if _PLACE_BEFORE.search(self.text[max(0, start - 16) : start]):
            return True
        return bool(_NAMED_AFTER.match(self.text, end)) and not _BESIDE_CONTACT.match(self.text, end)

    def _run(self, start: int) -> tuple[list[_Word], int]:
        """The words from ``start`` that can form one name, and how many of them are not initials."""
        run: list[_Word] = []
        names, ordinary_taken = 0, False
        for word in self._words(start):
            kind = kind_of(word.text)
            quoted = word.nickname and self.text[word.end - 1] in "'\""
            if word.initial or (word.nickname and run and (quoted or not kind.ordinary)):
                run.append(word)
                continue
            if word.nickname:
                break
            if run and word.text in _PARTICLES and not _END.match(self.text, word.end):
                run.append(word)
                continue
            if not kind.given and kind.ordinary:
                # an ordinary word is a surname only at the end of a name that has begun
                after_initial = len(run) > 1 and run[-1].initial and kind_of(run[0].text).given and len(word.text) > 3
                ends = kind.surname and _END.match(self.text, word.end)
                if not run or ordinary_taken or not (after_initial or ends):
                    break
                ordinary_taken = True
            run.append(word)
            names += 1
            if word.text in ("JR", "SR", "II", "III"):
                break
        while len(run) > 1 and run[-1].text in _PARTICLES and not _END.match(self.text, run[-1].end):
            run.pop()
        while run and run[-1].initial and names < 2 and run[-1].end < len(self.text):
            run.pop()
        return run, names

    def _named(self, start: int, *, naming: bool) -> Span | None:
        """The name after a role; ``naming`` says that the words between announce one ("FROM … TO …")."""
        span = self._unknown_name(start) or self._ordinary_name(start, naming=naming)
        return span or (self._surname_alone(start) if naming else None)

    def _ordinary_name(self, start: int, *, naming: bool) -> Span | None:
        """A name that begins with an ordinary word: two words, the second an unknown one or one that can be a surname,
        before a contact or where a name was announced and ends."""
        announced = naming or _ANNOUNCING.match(self.text[max(0, start - 3) : start].rstrip()[-1:]) is not None
        if not announced and "after a name" not in self._signs:
            return None
        words = [word for word in islice(self._words(start), 3) if not word.initial]
        if len(words) < 2 or len(words[0].text) < 3 or ROLE.match(self.text, start):
            return None
        first, last, end = kind_of(words[0].text), kind_of(words[1].text), words[1].end
        if not first.ordinary or (last.ordinary and not last.surname and not last.given):
            return None
        ends = _END_OF_SURNAME if last.ordinary and not last.given else _END
        if not (self._is_contact_near(end) or (announced and ends.match(self.text, end))):
            return None
        return None if self._is_firm_or_place(start, end) else Span(start, end)

    def _unknown_name(self, start: int) -> Span | None:
        """A name of two words or more, or a given name alone, of which none need be known."""
        run, names = self._run(start)
        if not names or (len(run) < 2 and not kind_of(run[0].text).given):
            return None
        return None if self._is_firm_or_place(start, run[-1].end) else Span(start, run[-1].end)

    def _given_name(self, start: int, *, beside_role: bool) -> Span | None:
        """A given name followed by more of a name."""
        if "given" not in self._signs:
            return None
        run, names = self._run(start)
        if names < 2 or not kind_of(run[0].text).given or self._is_firm_or_place(start, run[-1].end):
            return None
        if (
            not beside_role
            and all(kind_of(word.text).ordinary for word in run[1:])
            and not self._is_contact_near(run[-1].end)
        ):
            return None
        return Span(start, run[-1].end)

    def _is_contact_near(self, end: int) -> bool:
        return "after a name" in self._signs and bool(
            _BESIDE_CONTACT.match(self.text, end) or AS_A_ROLE.match(self.text, end)
        )

    def _surname_alone(self, start: int) -> Span | None:
        """One word that can be a surname, standing alone where a person is named ("FROM … TO …")."""
        word = next(self._words(start), None)
        if word is None or word.initial or not _END_OF_SURNAME.match(self.text, word.end):
            return None
        kind = kind_of(word.text)
        known = kind.surname if kind.ordinary else len(word.text) > 3
        return Span(start, word.end) if known and not self._is_firm_or_place(start, word.end) else None
