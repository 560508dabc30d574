"""Capitalised words that stand together in running text, cut where what is no name ends; and what single words are."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from vigie.privacy.prose_words import BEGINNERS, INSTITUTIONS, KNOWN_ORGANIZATIONS, PARTICLES, TITLE_OF, TITLE_WORD
from vigie.privacy.suppliers import ORGANIZATION_WORDS
from vigie.privacy.words import word_list

_INITIALS = r"(?:[^\W\d_a-zà-öø-ÿœ]\.-?){1,3}(?![^\W\d_])"
_ELISION = r"(?:[cdjlmnstCDJLMNST]|[Qq]u)['’]"
_CAPITAL = rf"(?!{_ELISION})(?:[aAeE]l-)?[^\W\d_a-zà-öø-ÿœ][^\W\d_]*(?:['’-][^\W\d_]+)*"
_WORD = rf"(?:{_INITIALS}|(?:[dDO]['’])?{_CAPITAL})"
_SMALL = rf"(?:(?:{'|'.join(PARTICLES)})[ \u00a0]){{0,2}}"
_RUN = re.compile(
    rf"(?<![\w’'@/.-])(?:{_ELISION})?(?P<run>{_WORD}(?:[ \u00a0]{_SMALL}{_WORD}){{0,4}})(?![\w@])(?P<and>[ \u00a0]&)?"
)
_JOINED = re.compile(r"&[ \u00a0]?$")
_ELIDED = re.compile(r"^(?:(?:d|l)['’]|[ae]l-)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s$")
# "JPMorgan"; "McAllen" is a name of either
_CAMEL = re.compile(r"^(?!Ma?c|De|Di|Du|La|Le|Van|Fitz)[^\W\d_]*[a-zà-ÿ][A-Z]")


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words that stand together, from ``start`` up to ``end``. ``joined``: an "&" ties them to others. ``titled``: a title
    or a role stands before them."""

    start: int
    end: int
    words: tuple[str, ...]
    joined: bool = False
    titled: bool = False

    @property
    def names(self) -> list[str]:
        """Its words without the small ones, "de", "van"."""
        return [word for word in self.words if word.lower() not in PARTICLES]


def runs(text: str, keep: Callable[[str], bool]) -> Iterator[Run]:
    """The capitalised runs of a text, each without the words that begin a sentence and without titles, cut behind what is known."""
    for found in _RUN.finditer(text):
        yield from _split(text, found, keep)


@lru_cache(maxsize=1 << 14)
def folded(word: str) -> str:
    """A word in small letters without accents."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@lru_cache(maxsize=1 << 14)
def plain(word: str) -> str:
    """A word folded, without its possessive and what elides before it."""
    return folded(_POSSESSIVE.sub("", _ELIDED.sub("", word))).strip(".,")


@lru_cache(maxsize=1 << 14)
def is_given_name(word: str) -> bool:
    """Whether a word, or each part of one with hyphens, is a given name."""
    given, more = word_list("given_names"), word_list("given_names_of_europe")
    return all(part in given or part in more for part in plain(word).upper().split("-"))


def is_organization(words: list[str]) -> bool:
    """Whether words say themselves that they are no person's name: an organization's, an acronym among them, a brand."""
    bare = [plain(word) for word in words]
    firms = word_list("firms_named_after_people")
    heads = (" ".join(bare[: size + 1]).upper() for size in range(len(bare)))
    if any(head in firms or head in KNOWN_ORGANIZATIONS for head in heads):
        return True
    if any(word.upper() in ORGANIZATION_WORDS or word in INSTITUTIONS for word in bare if len(word) > 2):
        return True
    if any(_CAMEL.match(word) for word in words):
        return True
    # an acronym within, as in "CNN Business"; initials have a dot
    return any(len(word) > 1 and word.isupper() and word.isalpha() for word in words) and not all(
        word.isupper() for word in words
    )


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    said: str

    @property
    def bare(self) -> str:
        return _POSSESSIVE.sub("", self.said)


def _split(text: str, found: re.Match[str], keep: Callable[[str], bool]) -> Iterator[Run]:
    start = found.start("run")
    words = [_Word(start + word.start(), word[0]) for word in re.finditer(r"[^\s\u00a0]+", found["run"])]
    titled = len(words) > 1 and TITLE_OF.search(text[max(0, start - 30) : start]) is not None
    if titled:  # "Secretary of State X"
        words.pop(0)
    while words and folded(words[0].bare) in BEGINNERS:
        words.pop(0)
    while words and words[-1].bare.lower() in PARTICLES:
        words.pop()
    words = _behind_known(words, keep)
    last_title = max((place for place, word in enumerate(words[:-1]) if TITLE_WORD.fullmatch(word.bare)), default=None)
    if last_title is not None:
        words, titled = words[last_title + 1 :], True
    if words:
        joined = found["and"] is not None or _JOINED.search(text[max(0, start - 3) : start]) is not None
        end = words[-1].start + len(words[-1].bare)
        yield Run(words[0].start, end, tuple(word.bare for word in words), joined, titled)


def _behind_known(words: list[_Word], keep: Callable[[str], bool]) -> list[_Word]:
    """What follows a known name: nothing, unless a title, a given name, or two words behind a possessive begin a person's."""
    for size in range(1, len(words) + 1):
        if keep(" ".join(word.bare for word in words[:size])):
            rest = words[size:]
            owned = size < len(words) and words[size - 1].said != words[size - 1].bare
            if len(rest) > 1 and (owned or TITLE_WORD.fullmatch(rest[0].bare) or is_given_name(rest[0].bare)):
                return rest
            return []
    return words
