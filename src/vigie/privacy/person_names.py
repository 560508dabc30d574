"""Which words of a text are the name of a person: by the role beside them, by a contact beside them, or by
a given name that an unknown word follows."""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

from vigie.privacy.words import word_list

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?|['\"(][^\W\d_]+['\")]")
_GAP = re.compile(r" {1,2}|(?<=\.)")
_NEXT_WORD = re.compile(rf" ?({_WORD.pattern})")

# Ordinary words inside a surname ("DE LA CRUZ")
_PARTICLES = frozenset({"DE", "LA", "LAS", "VAN"})

# Roles that a person fills: what follows is a name unless it is an ordinary word
_ROLE = re.compile(
    r"(?<![^\W\d_])(?:"
    r"(?:CONTRACT(?:ING)?|PROCUR(?:EMENT|ING)) OFFICERS?(?:['’]?S)?(?:\s+REP\w*)?(?:['’]?S)?(?: NAME)?"
    r"|CONTRACT(?:ING)? SPECIALISTS?|CONTRACT(?:ING)? REPRESENTATIVES?|MISSION SUPPORT SPECIALIST"
    r"|(?:POINTS?|PT)[- ]OF[- ]CONTACTS?|CONTACT PERSONS?|CONTACTS(?=:)"
    r"|(?:A/?|P|T|ALT|RA-)?COR(?:['’]?S)?(?: NAME)?|ACR(?=:)|A?COTR|ACOTR|ACTOR|(?:A|T|RA-|V)?PO[CSV](?:['’]?S)?"
    r"|CO|KO|ACO|PCO|CS|ATTN|ATTENTION|C/O|APPROVERS?(?: NAME)?|APPROVAL|IPP(?: INVOICE)? ROUTING|IPP|RECEIVER"
    r"|ALT|ALTERNATE|ALETERNATE|PRIMARY|SECONDARY|SME(?=:)|CUSTODIANS?|OWNER(?=:)|GRIEVANT|COMPLAINANT|APPELLANT"
    r"|ARBITRATOR|(?:ARBITRATION|MEDIATION|COURT REPORTING) SERVICES|(?:EXPERT )?WITNESS(?: SERVICES)?|FLRA CASE-\w+|REMAINS"
    r")(?![^\W_])",
    re.IGNORECASE,
)  # fmt: skip
# Words that often stand before a person and as often do not: a name after them must begin with a given name
_MAYBE = re.compile(
    r"(?<![^\W\d_])(?:SP(?:EA)?KERS?|INSTRUCTOR|INTERPRETER|JUDGE|REQUEST[OE]R|DELIVERY|SHIPPED TO|PROCESSED BY|ONBOARD|RECOGNIZES"
    r"|(?:RE-?)?APPOINT(?:S|ED|ING|MENT)?|ASSIGN(?:S|ED|ING)?|REPLACE[SD]?(?: (?:HIM|HER) WITH)?|REMOV(?:E[SD]?|ING)"
    r"|ADDITION OF|ADD(?:S|ED|ING)?"
    r"|NAME[SD]?|VENDOR|MRS?\.?|MS\.?|DR\.?|SSA|SA|PM|REP|SPECIALIST|AGENT|OFFICER|DIRECTOR|MANAGER|SUPERVISOR|CHIEF"
    r"|IEA|DHS/\w+|SERVICES WITH"
    r")(?![^\W_])",
    re.IGNORECASE,
)  # fmt: skip
_GLUED = re.compile(r"(?<![^\W\d_])(?:A?POC|ACOR)(?=[A-Z]{3,} )", re.IGNORECASE)
_LINK = re.compile(
    r"(?:[\s:;,.|/&+()\[\]–-]|\b(?:IS|ARE|FROM|FORM|TO|AS|WITH|AND|OR|BE|WILL(?= BE\b)|THE|NEW|CHANGED?|UPDATED?|FOR|AN?(?!\.)|HEREBY|BACK"
    r"|INVOICE|ROUTING|PRIMARY)\b|(?<=/)\.?[A-Z]+(?=:))*",
    re.IGNORECASE,
)
_NAMING_LINK = re.compile(r"\b(?:FROM|FORM|TO|IS)\b|:", re.IGNORECASE)
_NEW_BEFORE = re.compile(r"\bNEW $", re.IGNORECASE)
_END_OF_SURNAME = re.compile(r"\s{0,9}(?:$|[.;,(\[&]|TO\b)", re.IGNORECASE)
_CHAIN = re.compile(
    r"[\s.,;:)]{0,9}(?:\b(?:TO|AND|OR|WITH|FROM|FOR COR|VS?\.?|AS)(?=\W)|[&+/,;|])\s{0,9}"
    r"(?:(?:MRS?|MS|DR)\b\.?\s{0,9}|\(?[A-Z0-9]\)\s{0,9})?",
    re.IGNORECASE,
)
_HONORIFIC = re.compile(r"\b(?:MRS?|MS)\. ?([^\W\d_]+(?:['’-][^\W\d_]+)*)", re.IGNORECASE)
_DOTTED = re.compile(
    r"(?<![\w.@/-])([A-Z]{2,})\.([A-Z]\.)?([A-Z][A-Z'’-]+)(?<!\.GOV)(?<!\.COM)(?![\w@])", re.IGNORECASE
)

_BESIDE_CONTACT = re.compile(
    r"[\s,:;./|(–-]{0,4}(?:(?:AT|EMAIL|E-MAIL|PHONE|PH|TEL)\b[\s.:]*)?\[withheld\]", re.IGNORECASE
)
_AS_A_ROLE = re.compile(
    r"\s{0,9}(?:AS (?:THE |AN? |NEW ){0,3}(?:ALT\w* |PRIMARY |ADMINISTRATIVE |INVOICE ){0,3}(?:A?COR|CO|CONTRACT\w*|IPP|APPROVER|POC)\b"
    r"|(?:THE )?(?:NEW )?POINT OF CONTACT|, (?:COMPLAINANT|BRANCH CHIEF)\b|\((?:A?COR|RA-POC)\b|\(?DBA\b|/ ?STEWARD| VS?\. )",
    re.IGNORECASE,
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
class _Kind:
    """What the word lists say of a word."""

    given: bool
    ordinary: bool
    surname: bool
    by_hand: bool


def _plain(word: str) -> str:
    return word.upper().strip(".'\"()’")


@lru_cache(maxsize=1 << 16)
def _kind(word: str) -> _Kind:
    ordinary_words = word_list("ordinary_words")
    parts = [part for part in re.split("['’-]", word) if len(part) > 1]
    role = bool(_ROLE.fullmatch(word))
    return _Kind(
        given=word.split("-")[0] in word_list("given_names"),
        ordinary=role or word in ordinary_words or all(part in ordinary_words for part in parts),
        surname=all(part in word_list("surname_words") for part in word.split("-")) and not role,
        by_hand=hashlib.sha256(word.encode(errors="surrogateescape")).hexdigest()[:16].upper()
        in word_list("withheld_by_hand"),
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


class PersonNames:
    """Finds the names of persons in a text whose contacts have been withheld."""

    def __init__(self, text: str, email_names: set[str]) -> None:
        self.text = text
        self.email_names = email_names
        self._found: dict[int, int] = {}

    def spans(self) -> list[Span]:
        """The names, in the order of the text, none overlapping."""
        self._beside_roles()
        self._beside_contacts()
        for honorific in _HONORIFIC.finditer(self.text):
            self._take(self._unknown_name(honorific.start(1)) or Span(honorific.start(1), honorific.end(1)))
        for dotted in _DOTTED.finditer(self.text):
            if dotted[2] or _kind(dotted[1].upper()).given:
                self._take(Span(dotted.start(), dotted.end()))
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
        named = {_plain(word[0]) for start, end in spans for word in _WORD.finditer(self.text, start, end)}
        end = 0
        for word in _WORD.finditer(self.text):
            plain = _plain(word[0])
            if word.start() >= end and plain in named and len(plain) > 2 and not _kind(plain).ordinary:
                end = word.end()
                while (more := _NEXT_WORD.match(self.text, end)) and _plain(more[1]) in named:
                    end = more.end()
                self._take(Span(word.start(), end - (self.text[end - 1] == ".")))

    def _beside_roles(self) -> None:
        for role in _ROLE.finditer(self.text):
            link = _LINK.match(self.text, role.end())
            start = link.end() if link else role.end()
            new = _NEW_BEFORE.search(self.text[max(0, role.start() - 4) : role.start()])
            naming = new is not None or bool(link and _NAMING_LINK.search(link[0]))
            span = self._take(self._named(start, naming=naming))
            while span is not None and (chain := _CHAIN.match(self.text, span.end)):
                span = self._take(self._named(chain.end(), naming=naming))
        for role in [*_MAYBE.finditer(self.text), *_GLUED.finditer(self.text)]:
            link = _LINK.match(self.text, role.end())
            start = link.end() if link else role.end()
            span = self._take(self._given_name(start, beside_role=True) or self._ordinary_name(start, naming=False))
            while span is not None and (chain := _CHAIN.match(self.text, span.end)):
                span = self._take(self._given_name(chain.end(), beside_role=True))

    def _beside_contacts(self) -> None:
        for word in _WORD.finditer(self.text):
            plain = _plain(word[0])
            kind = _kind(plain)
            if kind.by_hand:
                self._take(Span(word.start(), word.end()))
            elif plain in self.email_names and not kind.ordinary:
                self._take(self._unknown_name(word.start()) or Span(word.start(), word.start() + len(plain)))
            elif kind.given and (span := self._given_name(word.start(), beside_role=False)):
                self._take(span)
            elif kind.given or not kind.ordinary:
                span = self._unknown_name(word.start())
                if span and self._is_contact_near(span.end):
                    self._take(span)

    def _words(self, start: int) -> list[_Word]:
        words: list[_Word] = []
        at = start
        while len(words) < 5 and (found := _WORD.match(self.text, at)):
            plain = _plain(found[0])
            nickname = found[0][0] in "'\"("
            stops = found[0].endswith(".") and len(plain) > 1
            words.append(_Word(plain, found.end() - stops, len(plain) == 1, nickname, stops))
            gap = _GAP.match(self.text, found.end())
            if gap is None or stops:
                break
            at = gap.end()
        return words

    def _is_firm_or_place(self, start: int, end: int) -> bool:
        name = f"{self.text[start:end].upper()} "
        if any(name.startswith(f"{firm} ") for firm in word_list("firms_named_after_people")):
            return True
        if _PLACE_BEFORE.search(self.text[max(0, start - 16) : start]):
            return True
        return bool(_NAMED_AFTER.match(self.text, end)) and not _BESIDE_CONTACT.match(self.text, end)

    def _run(self, start: int) -> tuple[list[_Word], int]:
        """The words from ``start`` that can form one name, and how many of them are not initials."""
        run: list[_Word] = []
        names, ordinary_taken = 0, False
        for word in self._words(start):
            kind = _kind(word.text)
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
                after_initial = len(run) > 1 and run[-1].initial and _kind(run[0].text).given and len(word.text) > 3
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
        words = [word for word in self._words(start)[:3] if not word.initial]
        if len(words) < 2 or len(words[0].text) < 3 or _ROLE.match(self.text, start):
            return None
        first, last, end = _kind(words[0].text), _kind(words[1].text), words[1].end
        if not first.ordinary or (last.ordinary and not last.surname and not last.given):
            return None
        ends = _END_OF_SURNAME if last.ordinary and not last.given else _END
        announced = naming or self.text[max(0, start - 3) : start].rstrip()[-1:] in (",", ";", ":", "&")
        if not (self._is_contact_near(end) or (announced and ends.match(self.text, end))):
            return None
        return None if self._is_firm_or_place(start, end) else Span(start, end)

    def _unknown_name(self, start: int) -> Span | None:
        """A name of two words or more, or a given name alone, of which none need be known."""
        run, names = self._run(start)
        if not names or (len(run) < 2 and not _kind(run[0].text).given):
            return None
        return None if self._is_firm_or_place(start, run[-1].end) else Span(start, run[-1].end)

    def _given_name(self, start: int, *, beside_role: bool) -> Span | None:
        """A given name followed by more of a name."""
        run, names = self._run(start)
        if names < 2 or not _kind(run[0].text).given or self._is_firm_or_place(start, run[-1].end):
            return None
        if (
            not beside_role
            and all(_kind(word.text).ordinary for word in run[1:])
            and not self._is_contact_near(run[-1].end)
        ):
            return None
        return Span(start, run[-1].end)

    def _is_contact_near(self, end: int) -> bool:
        return bool(_BESIDE_CONTACT.match(self.text, end) or _AS_A_ROLE.match(self.text, end))

    def _surname_alone(self, start: int) -> Span | None:
        """One word that can be a surname, standing alone where a person is named ("FROM … TO …")."""
        words = self._words(start)
        if not words or words[0].initial or not _END_OF_SURNAME.match(self.text, words[0].end):
            return None
        word = words[0].text
        kind = _kind(word)
        known = kind.surname if kind.ordinary else len(word) > 3
        return Span(start, words[0].end) if known and not self._is_firm_or_place(start, words[0].end) else None
