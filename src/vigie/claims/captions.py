"""Captions (WebVTT, SRT) as time-coded lines: cues in their order, what a cue repeats of the one before said once."""

import re
from dataclasses import dataclass

from vigie.errors import CaptionsTimeError

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{3})"
_CUE = re.compile(rf"^[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}[^\n]*$", re.MULTILINE)
_BROKEN = re.compile(r"^[^\n]*-->[^\n]*$", re.MULTILINE)
_VOICE = re.compile(r"<v(?:\.[^ >]*)? ([^>]{1,80})>")
_TAG = re.compile(r"<[^>]{0,200}>")
_NOTES = re.compile(r"^(?:NOTE|STYLE|REGION)\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Cue:
    """Some words and the second at which they begin; ``speaker`` as the file names the voice, None where it names none."""

    second: int
    words: str
    speaker: str | None


def is_captions(text: str) -> bool:
    """Whether a text is a file of captions."""
    return text.lstrip("\ufeff \n").startswith("WEBVTT") or (_CUE.search(text[:2000]) is not None)


def cues(text: str, *, where: str) -> list[Cue]:
    """The cues in the order of their times; raises CaptionsTimeError where a line of times cannot be read."""
    found: list[Cue] = []
    marks = list(_CUE.finditer(text))
    if len(marks) < len(_BROKEN.findall(text)):
        line = next(one for one in _BROKEN.finditer(text) if _CUE.match(one[0]) is None)
        raise CaptionsTimeError(where=where, row=text.count("\n", 0, line.start()) + 1, found=line[0].strip()[:80])
    for number, mark in enumerate(marks):
        end = marks[number + 1].start() if number + 1 < len(marks) else len(text)
        hours, minutes, seconds = (int(part or 0) for part in mark.groups()[:3])
        block = text[mark.end() : end]
        lines = [line.strip() for line in block.split("\n\n")[0].split("\n") if line.strip() and not _NOTES.match(line)]
        voice = _VOICE.search(block)
        words = " ".join(_TAG.sub("", line) for line in lines).strip()
        if words:
            found.append(Cue(hours * 3600 + minutes * 60 + seconds, words, voice[1] if voice else None))
    found.sort(key=lambda cue: cue.second)
    return _said_once(found)


def _said_once(found: list[Cue]) -> list[Cue]:
    """Rolling captions say the end of a cue again at the beginning of the next."""
    said: list[Cue] = []
    before: list[str] = []
    for cue in found:
        words = cue.words.split()
        overlap = next(
            (size for size in range(min(len(before), len(words)), 1, -1) if before[-size:] == words[:size]), 0
        )
        fresh = words[overlap:]
        if fresh:
            said.append(Cue(cue.second, " ".join(fresh), cue.speaker))
            before = words
    return said
