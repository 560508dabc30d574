"""A text as handed over, read into passages: each in one voice and one language, said once, without people."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vigie.claims.captions import cues, is_captions
from vigie.claims.furniture import furniture
from vigie.claims.language import language_of, tells
from vigie.errors import TextLimitError, TextSilentError
from vigie.privacy import WITHHELD
from vigie.privacy.prose import PeopleInProse
from vigie.records.claim import Passage, Place
from vigie.sources.document import read_document

LONGEST = 2_000_000
# "[00:00:02] Speaker 1: — …"
_TIMED = re.compile(r"^\s*[\[(]?(?P<time>\d{1,2}:\d{2}(?::\d{2})?)[\])]?\s+(?:(?P<speaker>[^:\n]{1,40}):\s+)?")
_LABELLED = re.compile(r"^\s*(?P<speaker>[A-ZÀ-Ý][^:\n.]{1,30})\s?:\s+(?=[—–-]\s)")
_ITEM = re.compile(r"[—–•*-]\s|\d{1,2}[.)]\s")
# Another voice within a line: a dash behind the end of a sentence
_TURN = re.compile(r"(?<=[.?!»…\"])\s+[—–]\s+|^\s*[—–]\s+")
# "contrat... ...n'est" is one sentence, said in two breaths
_BROKEN = re.compile(r"\s*(?:\.{3}|…)\s+(?:\.{3}|…)\s*")
# A role, not a name
_ROLE = re.compile(
    r"(?:speaker|voice|voix|intervenante?|locut(?:eur|rice)|journaliste?|presenter|présentat(?:eur|rice)|host|guest|invitée?|reporter|interviewer|question|answer|réponse|narrat(?:or|eur|rice)"
    r"|q|r|a)(?:\s?\d{1,3})?",
    re.IGNORECASE,
)
_WRAPPED_AT = 40
# Of the widest line: a line this long may have been cut, whatever the next begins with
_FULL = 0.8


@dataclass(frozen=True, slots=True)
class TextRead:
    """A text as passages. ``kind``: "text", "html", "pdf", "captions", "transcript".

    ``paragraphs`` counts those read, ``repeated`` those said before, ``left_out`` the lines around the text by reason, ``withheld`` names
    and contacts of people.
    """

    kind: str
    passages: tuple[Passage, ...]
    paragraphs: int
    repeated: int
    left_out: dict[str, int]
    withheld: int

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the passages, the commonest first; those of another language do not count."""
        found = Counter(one.language for one in self.passages if one.language is not None)
        return tuple(lang for lang, _ in found.most_common())


@dataclass(frozen=True, slots=True)
class _Piece:
    words: str
    place: Place


def read_text(content: bytes, *, where: str, keep: Callable[[str], bool]) -> TextRead:
    """Read a text, a web page, a PDF, captions or a transcript; ``keep`` says which names are none of people.

    Raises the errors of ``read_document``, TextLimitError for more than 2,000,000 characters, TextSilentError where there are no words,
    CaptionsTimeError.
    """
    if not content.strip():
        raise TextSilentError(where=where)
    found = read_document(content, where=where)
    length = sum(map(len, found.pages))
    if length > LONGEST:
        raise TextLimitError(where=where, found=length, expected=LONGEST)
    if not any(map(str.isalnum, "".join(found.pages)[:LONGEST])):
        raise TextSilentError(where=where)
    is_pdf = b"%PDF-" in content[:1024]
    whole = "\n".join(found.pages)
    left_out: Counter[str] = Counter()
    if is_captions(whole):
        kind, pieces = "captions", list(_spoken(whole, where))
    else:
        pieces = [
            piece
            for number, page in enumerate(found.pages, start=1)
            for piece in _paragraphs(page, number if is_pdf else None, left_out)
        ]
        pieces = [_numbered(piece, number) for number, piece in enumerate(pieces, start=1)]
        timed = sum(piece.place.time is not None for piece in pieces)
        kind = (
            "transcript"
            if timed > 1
            else "pdf"
            if is_pdf
            else "html"
            if found.title is not None or b"<html" in content[:4096].lower()
            else "text"
        )
    people = PeopleInProse("\n".join(piece.words for piece in pieces), keep=keep)
    return _passages(kind, pieces, people, left_out)


def _passages(kind: str, pieces: list[_Piece], people: PeopleInProse, left_out: Counter[str]) -> TextRead:
    places: dict[str, list[Place]] = {}
    words: dict[str, str] = {}
    withheld = repeated = 0
    for piece in pieces:
        for turn in filter(str.strip, _TURN.split(_BROKEN.sub(" ", piece.words))):
            key = " ".join(turn.lower().split())
            if key in places and len(key) > 20:
                repeated += piece.place.paragraph not in {place.paragraph for place in places[key]}
                places[key].append(piece.place)
                continue
            plain = people.withhold(turn.strip())
            withheld += plain.withheld
            if key in places:
                key += f"\n{len(places)}"
            places[key], words[key] = [piece.place], plain.text
    languages = {key: language_of(text) for key, text in words.items()}
    main = next((lang for lang, _ in Counter(filter(None, languages.values())).most_common(1)), None)
    found = tuple(
        Passage(text, languages[key] or (None if tells(text) else main), tuple(places[key]))
        for key, text in words.items()
    )
    return TextRead(kind, found, len(pieces), repeated, dict(left_out), withheld)


def _spoken(whole: str, where: str) -> Iterator[_Piece]:
    """Cues joined into paragraphs at the ends of sentences."""
    words: list[str] = []
    begun: tuple[int, str | None] | None = None
    number = 0
    for cue in cues(whole, where=where):
        if begun is not None and cue.speaker != begun[1]:
            number += 1
            yield _Piece(" ".join(words), Place(number, None, _clock(begun[0]), _role(begun[1])))
            words, begun = [], None
        begun = begun or (cue.second, cue.speaker)
        words.append(cue.words)
        if cue.words.rstrip().endswith((".", "!", "?", "»", "”")):
            number += 1
            yield _Piece(" ".join(words), Place(number, None, _clock(begun[0]), _role(begun[1])))
            words, begun = [], None
    if begun is not None:
        yield _Piece(" ".join(words), Place(number + 1, None, _clock(begun[0]), _role(begun[1])))


def _paragraphs(page: str, number: int | None, left_out: Counter[str]) -> Iterator[_Piece]:
    for line in _unwrapped(page.split("\n")):
        if not line.strip():
            continue
        timed, labelled = _TIMED.match(line), _LABELLED.match(line)
        if timed is not None:
            place = Place(0, number, timed["time"], _role(timed["speaker"]))
            line = line[timed.end() :]
        elif labelled is not None:
            place = Place(0, number, None, _role(labelled["speaker"]))
            line = line[labelled.end() :]
        else:
            place = Place(0, number)
            if reason := furniture(line):
                left_out[reason] += 1
                continue
        if line.strip():
            yield _Piece(line.strip(), place)


def _unwrapped(lines: list[str]) -> Iterator[str]:
    """Paragraphs: lines cut at one width belong together, a word parted at the end of a line is one."""
    joined = ""
    wide = max((len(line) for line in lines), default=0)
    wrapped = _WRAPPED_AT < wide < 120
    before = 0
    for line in lines:
        stripped = line.strip()
        cut = stripped[:1].islower() or (before > _FULL * wide and not _begins(stripped))
        before = len(line)
        if wrapped and joined and stripped and cut and not joined.endswith((".", "!", "?", ":")):
            joined = joined[:-1] + stripped if joined.endswith(("-", "\u00ad")) else f"{joined} {stripped}"
            continue
        if joined:
            yield joined
        joined = stripped
    if joined:
        yield joined


def _begins(line: str) -> bool:
    """Whether a line begins something of its own: a turn, an item of a list, a line around the text."""
    return any(mark.match(line) for mark in (_TIMED, _LABELLED, _ITEM)) or furniture(line) is not None


def _numbered(piece: _Piece, number: int) -> _Piece:
    place = piece.place
    return _Piece(piece.words, Place(number, place.page, place.time, place.speaker))


def _role(speaker: str | None) -> str | None:
    """The label of a speaker where it is a role; a name is withheld."""
    if speaker is None:
        return None
    return speaker.strip() if _ROLE.fullmatch(speaker.strip()) else WITHHELD


def _clock(second: int) -> str:
    return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
