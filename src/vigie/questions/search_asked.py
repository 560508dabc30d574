"""What a reader typed into a search, taken apart: words, quoted phrases, and what may be numbers or names in it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vigie.errors import SearchTooLongError, SearchWordlessError
from vigie.groups.names import normal_form
from vigie.ledger.search_words import plain_words
from vigie.privacy.suppliers import asks_for_person

# A search may be so many characters long
LONGEST = 200
# A name or number that is part of a search has at most so many words, a number at least so many signs
_RUN = 6
_SIGNS = 6
_QUOTED = re.compile('"([^"]*)"|“([^”]*)”|«([^»]*)»|„([^“”]*)[“”]')
_MARKS = re.compile('["“”„«»]')
# The source's own id of an award or of a framework, with its number in it
_GENERATED = re.compile(r"CONT_(?:AWD|IDV)_([A-Z0-9-]+)_", re.IGNORECASE)
# Words that say nothing alone; in a phrase they count
_SLIGHT = frozenset(
    "a an and as at by for from in of on or the to with au aux ce d dans de des du en et l la le les ou par pour sur un une".split()
)


@dataclass(frozen=True, slots=True)
class SearchAsked:
    """A search: its words as they are compared, without those that say nothing alone, and its quoted phrases.

    ``numbers``: what it may be as a whole number; ``numbers_within`` and ``names_within``: numbers and names that may be part of it.
    ``name``: what it is as a whole name. ``reads_as_person``: it, or a phrase in it, reads as the name of a person.
    """

    words: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]
    name: str
    numbers: tuple[str, ...]
    numbers_within: tuple[str, ...]
    names_within: tuple[str, ...]
    reads_as_person: bool


def asked_for(written: str) -> SearchAsked:
    """A search as typed, taken apart; any sign in it that is no letter, digit or quotation mark only parts words.

    Raises SearchTooLongError and SearchWordlessError.
    """
    if len(written) > LONGEST:
        raise SearchTooLongError(found=len(written), expected=LONGEST)
    every = plain_words(written).split()
    if not every:
        raise SearchWordlessError()
    phrases = [plain_words(next(filter(None, found.groups()), "")).split() for found in _QUOTED.finditer(written)]
    loose = plain_words(_QUOTED.sub(" ", written)).split()
    telling = [word for word in loose if word not in _SLIGHT and (len(word) > 1 or word.isdigit())]
    phrases = [phrase for phrase in phrases if phrase]
    return SearchAsked(
        words=tuple(dict.fromkeys(telling if telling or phrases else loose)),
        phrases=tuple(map(tuple, phrases)),
        name=normal_form(written.strip()),
        numbers=tuple(dict.fromkeys(_whole_numbers(written, every))),
        numbers_within=tuple(dict.fromkeys(_numbers(every))),
        names_within=tuple(dict.fromkeys(_names(every))),
        reads_as_person=any(map(asks_for_person, (_MARKS.sub("", written), *map(" ".join, (every, loose, *phrases))))),
    )


def _whole_numbers(written: str, words: Sequence[str]) -> Iterator[str]:
    if found := _GENERATED.match(written.strip()):
        yield "".join(filter(str.isalnum, found[1].upper()))
    yield "".join(words).upper()


def _runs(words: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(len(words)):
        for end in range(start + 1, min(start + _RUN, len(words)) + 1):
            if end - start < len(words):
                yield words[start:end]


def _numbers(words: Sequence[str]) -> Iterator[str]:
    for run in _runs(words):
        number = "".join(run).upper()
        if len(number) >= _SIGNS and any(map(str.isdigit, number)):
            yield number


def _names(words: Sequence[str]) -> Iterator[str]:
    for run in _runs(words):
        if not _SLIGHT.issuperset(run) and (len(run) > 1 or len(run[0]) > 2):
            yield normal_form(" ".join(run))
