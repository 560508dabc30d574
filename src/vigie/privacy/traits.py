"""Where in a text the rule has to look: what can begin there, worked out once a word and found again wherever the word stands.

A piece is what blanks part. No pattern that begins at a word looks further back than its piece, so the places at which it can begin
are known from the piece alone; a place is a necessary condition, never an answer. Long texts repeat their words, and most words tell
nothing.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from vigie.privacy.roles import AS_A_ROLE, GLUED
from vigie.privacy.signs import Sign, capitals, signs_of_word
from vigie.privacy.words import WORD, kind_of, plain_of

Beginning = Literal["role", "possible role", "glued role", "name", "dotted", "after a name", "street", "road", "phone"]

# Where each can begin, as a pattern of what stands within one piece. Those of roles: the first word of each of their alternatives
_BEGINNINGS: dict[Beginning, str] = {
    "role": (
        r"(?<![^\W\d_])(?:CONTRACT(?:ING)?$|PROCUR|MISSION$|POINTS?(?![^\W\d_])|PTS?(?![^\W\d_])|CONTACTS?(?![^\W\d_])"
        r"|(?:A/?|P|T|ALT|RA-)?COR(?:['’]?S)?(?![^\W_])|ACR|A?COTR|ACTOR|(?:A|T|RA-|V)?PO[CSV]|CO(?![^\W_])|KO(?![^\W_])"
        r"|ACO(?![^\W_])|PCO(?![^\W_])|CS(?![^\W_])|ATTN|ATTENTION|C/O|APPROV|IPP|RECEIVER|ALT(?![^\W_])|ALTERNATE|ALETERNATE|PRIMARY"
        r"|SECONDARY|SME|CUSTODIAN|OWNER|GRIEVANT|COMPLAINANT|APPELLANT|ARBITRAT|MEDIATION|COURT$|EXPERT$|WITNESS|FLRA|REMAINS)"
    ),
    "possible role": (
        r"(?<![^\W\d_])(?:SP(?:EA)?KERS?|INSTRUCTOR|INTERPRETER|JUDGE|REQUEST[OE]R|DELIVERY|SHIPPED|PROCESSED|ONBOARD|RECOGNIZES"
        r"|(?:RE-?)?APPOINT|ASSIGN|REPLACE|REMOV|ADDITION|ADD(?:S|ED|ING)?(?![^\W_])|NAME[SD]?(?![^\W_])|VENDOR|MRS?(?![^\W_])|MS(?![^\W_])"
        r"|DR(?![^\W_])|SSA|SA(?![^\W_])|PM(?![^\W_])|REP(?![^\W_])|SPECIALIST|AGENT|OFFICER|DIRECTOR|MANAGER|SUPERVISOR|CHIEF|IEA|DHS"
        r"|SERVICES$)"
    ),
    "glued role": GLUED.pattern.partition("(?=")[0],
    "after a name": (
        r"(?<![^\W\d_])(?:AS$|POINT$|COMPLAINANT|BRANCH$|DBA|STEWARD|VS?\.$)|(?<=\()(?:A?COR|RA-POC)(?![^\W_])|(?<=\[)WITHHELD(?=\])"
    ),
    "street": (
        r"(?:STREET|AVENUE|AVE|ROAD|RD|BOULEVARD|BLVD|HIGHWAY|HWY|PARKWAY|PKWY|TURNPIKE|EXPRESSWAY|FREEWAY|DRIVE|CIRCLE|LANE|ST|DR|COURT|CT"
        r"|CIR|LN|PLACE|PL|WAY|TERRACE|TER|TRAIL|TRL|LOOP|PLAZA|SQUARE|SQ|PIKE|RUN|ROW|PATH)\b"
    ),
    "road": r"(?:LOOP|HIGHWAY|HWY|ROUTE|INTERSTATE|IH|I|FARM)(?:$|-)|(?:COUNTY|STATE|US|U\.S\.|FM|CR)$|BROADWAY\b",
    "phone": r"\b(?:PHONE|TEL|TELEPHONE|CELL|FAX|MOBILE|POC|COR|ACOR)(?![^\W_])",
}  # fmt: skip
_AT_THE_START = frozenset({"street", "road"})
_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _BEGINNINGS.items()}
_DOTTED = re.compile(
    r"(?<![\w.@/-])([A-Z]{2,})\.([A-Z]\.)?([A-Z][A-Z'’-]+)(?<!\.GOV)(?<!\.COM)(?![\w@])", re.IGNORECASE
)
# So many pieces are remembered: more than there are words, fewer than there are numbers
_MANY = 400_000


@dataclass(frozen=True, slots=True)
class Traits:
    """What a piece can be a sign of, and at which of its letters what can begin."""

    signs: frozenset[Sign]
    places: dict[Beginning, tuple[int, ...]]


# The letters with which a piece at which something can begin has a run of them, and the short runs that are one
_PREFIXES = tuple(
    """
    CONTRACT PROCUR MISSION POINT PT CONTACT COR ACOR PCOR TCOR ALT ACR COTR ACOTR ACTOR POC POS POV APO TPO VPO ATTN ATTENTION APPROV
    IPP RECEIVER ALETERNATE PRIMARY SECONDARY SME CUSTODIAN OWNER GRIEVANT COMPLAINANT APPELLANT ARBITRAT MEDIATION COURT EXPERT
    WITNESS FLRA REMAINS SPEAKER SPKER INSTRUCTOR INTERPRETER JUDGE REQUEST DELIVERY SHIPPED PROCESSED ONBOARD RECOGNIZES REAPPOINT
    APPOINT ASSIGN REPLACE REMOV ADDITION ADD NAME VENDOR SSA REP SPECIALIST AGENT OFFICER DIRECTOR MANAGER SUPERVISOR CHIEF IEA DHS
    SERVICES BRANCH DBA STEWARD WITHHELD STREET AVENUE ROAD BOULEVARD BLVD HIGHWAY HWY PARKWAY PKWY TURNPIKE EXPRESSWAY FREEWAY DRIVE
    COUNTY STATE FARM BROADWAY CIRCLE LANE PLACE TERRACE TRAIL LOOP PLAZA SQUARE PATH PIKE ROUTE INTERSTATE PHONE TEL CELL FAX MOBILE
    """.split()
)  # fmt: skip
_RUNS = frozenset(
    "A C FM CR US U RA RE CO KO ACO PCO CS CORS MR MRS MS DR SA PM AS V VS I IH ST AVE RD CT CIR LN PL WAY TER TRL SQ RUN ROW".split()
)
_LETTERS = re.compile(r"[^\W\d_]+")
# What says after a name that it was that of somebody with a role, without the blanks before it
_ROLE_BEHIND = re.compile(AS_A_ROLE.pattern.removeprefix(r"\s{0,9}"), re.IGNORECASE)
_TELLING: frozenset[Sign] = frozenset({"given", "by hand"})


@dataclass(frozen=True, slots=True)
class _Met:
    """Pieces met before: what those that tell something tell, and those that tell nothing. Forgotten when they become too many."""

    telling: dict[str, Traits]
    nothing: set[str]


@lru_cache(maxsize=1)
def _met() -> _Met:
    return _Met({}, set())


def _traits(piece: str, met: _Met) -> Traits | None:
    """What a piece tells; None where it tells nothing."""
    found = met.telling.get(piece)
    if found is None:
        if len(met.telling) + len(met.nothing) > _MANY:
            met.telling.clear()
            met.nothing.clear()
        found = _read(piece)
        if found is None:
            met.nothing.add(piece)
        else:
            met.telling[piece] = found
    return found


def _read(piece: str) -> Traits | None:
    signs: set[Sign] = set()
    names = []
    for word in WORD.finditer(piece):
        told = signs_of_word(word[0])
        if told:
            signs |= told
            if not told.isdisjoint(_TELLING):
                names.append(word.start())
    places: dict[Beginning, tuple[int, ...]] = {"name": tuple(names)} if names else {}
    if any(run in _RUNS or run.startswith(_PREFIXES) for run in _LETTERS.findall(capitals(piece))):
        for name, pattern in _PATTERNS.items():
            found = (pattern.match(piece),) if name in _AT_THE_START else pattern.finditer(piece)
            if starts := tuple(one.start() for one in found if one is not None):
                places[name] = starts
    if "." in piece and (dotted := tuple(one.start() for one in _DOTTED.finditer(piece) if _is_name(one))):
        places["dotted"] = dotted
    return Traits(frozenset(signs), places) if signs or places else None


def _is_name(dotted: re.Match[str]) -> bool:
    return bool(dotted[2]) or kind_of(dotted[1].upper()).given


def dotted_at(text: str, start: int) -> int:
    """Where a name with a dot inside that begins at a place ends."""
    found = _DOTTED.match(text, start)
    return found.end() if found is not None else start


class Scan:
    """A text as its pieces: the signs of all of them, and the places at which something can begin."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces = set(text.split())
        met = _met()
        perhaps = self.pieces - met.nothing
        self._telling = [(piece, found) for piece in perhaps if (found := _traits(piece, met)) is not None]
        self.signs: frozenset[Sign] = frozenset().union(*{found.signs for _, found in self._telling})

    def places(self, name: Beginning) -> list[int]:
        """The places at which something can begin, in the order of the text."""
        found = [
            at + start
            for piece, traits in self._telling
            if name in traits.places
            for at in self._standing(piece)
            for start in traits.places[name]
        ]
        found.sort()
        return found

    def words_among(self, plain: Iterable[str]) -> list[int]:
        """Where words stand whose plain form is one of these, in the order of the text."""
        wanted = frozenset(plain)
        found: set[int] = set()
        for start, end in self._pieces_with(wanted):
            words = WORD.finditer(self.text, start, end)
            found.update(word.start() for word in words if plain_of(word[0]) in wanted)
        return sorted(found)

    def _pieces_with(self, wanted: Iterable[str]) -> Iterator[tuple[int, int]]:
        """Where the pieces begin and end that have one of these in capitals."""
        upper, last = self.text.upper(), len(self.text)
        if len(upper) != last:  # a letter of which there is no single capital
            for piece in self.pieces:
                if any(one in piece.upper() for one in wanted):
                    yield from ((at, at + len(piece)) for at in self._standing(piece))
            return
        for one in wanted:
            at = upper.find(one)
            while at >= 0:
                start, end = at, at + len(one)
                while start and not upper[start - 1].isspace():
                    start -= 1
                while end < last and not upper[end].isspace():
                    end += 1
                yield start, end
                at = upper.find(one, end)

    def before_contacts(self, count: int) -> set[int]:
        """Where the last words begin before each place that can say of them that they are the name of somebody."""
        places = [
            at
            for at in self.places("after a name")
            if self.text[at : at + 2].upper() != "AS" or _ROLE_BEHIND.match(self.text, at)
        ]
        words = [word.start() for word in WORD.finditer(self.text)] if places else []
        starts: set[int] = set()
        for at in places:
            before = bisect_left(words, at)
            starts.update(words[max(0, before - count) : before])
        return starts

    def _standing(self, piece: str) -> Iterator[int]:
        """Where a piece stands between blanks."""
        text, length = self.text, len(piece)
        last = len(text) - length
        at = text.find(piece)
        while at >= 0:
            if (not at or text[at - 1].isspace()) and (at == last or text[at + length].isspace()):
                yield at
            at = text.find(piece, at + length)


@lru_cache(maxsize=2)
def scanned(text: str) -> Scan:
    """The scan of a text; the last ones are kept: contacts and names ask one after the other."""
    return Scan(text)


def signs_of(text: str) -> frozenset[Sign]:
    """All that the words of a text can be signs of."""
    return scanned(text).signs


def matches_at(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """What a pattern finds in a text, one match after the other, where it can begin at these places only; they are in order."""
    end = 0
    for place in places:
        if place >= end and (found := pattern.match(text, place)) is not None:
            end = found.end()
            yield found
