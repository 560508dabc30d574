"""The normal form under which two spellings of one organization's name meet, and nothing else does."""

from vigie.groups.legal_forms import without_legal_form
from vigie.groups.spelling import spelled

# What parts the name of an organization from one under which it trades ("d/b/a", "t/a" and "o/a" are spelled "dba")
_TRADING = (("dba",), ("doing", "business", "as"), ("trading", "as"), ("operating", "as"), ("also", "known", "as"))
_TRADING_WORDS = frozenset(words[-1] for words in _TRADING)


def normal_form(name: str, country: str | None = None) -> str:
    """The name in lower case without accents, punctuation, legal form and article; never empty for a name with a letter.

    "GEO GROUP, INC., THE" and "The GEO Group, Inc." meet; "PARAGON SYSTEMS" and "PARAGON SOLUTIONS" do not. Legal forms are the usual ones
    and those of ``country`` (ISO 3166-1 alpha-2). A name "doing business as" another is the name before these words.
    A name with an invisible character or with letters of another script never meets the plain one. Normal forms are
    their own normal form.
    """
    words = without_legal_form(own_words(name), country)
    return " ".join(words) or name.strip().casefold()


def own_words(name: str) -> list[str]:
    """The words of a name up to one under which it trades, legal form and article included."""
    return names_apart(name)[0]


def names_apart(name: str) -> tuple[list[str], list[str]]:
    """The words of a name, and those of the one after "doing business as" or its like; the second list is empty where there is none."""
    words = spelled(name)
    if _TRADING_WORDS.isdisjoint(words):
        return words, []
    start, end = _trading_at(words)
    return words[:start], words[end:]


def _trading_at(words: list[str]) -> tuple[int, int]:
    """Where the words that part two names begin and end; the end of the name where there are none."""
    for start in range(1, len(words)):
        for marker in _TRADING:
            end = start + len(marker)
            if tuple(words[start:end]) == marker:
                return start, end
    return len(words), len(words)
