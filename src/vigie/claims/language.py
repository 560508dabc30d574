"""In which language a passage is: English or French, by the small words of each; None for another or where nothing tells."""

import re

# Small words that stand in one of the two languages alone, and those that only a third language has
_WORDS = {
    "en": frozenset(
        """the of and to is that was for with on as by at from has had have been are were its it this which their they not but would who an
        be will he she said more than about into over after one two contract company""".split()
    ),
    "fr": frozenset(
        """le la les des et du une un est dans pour que qui par sur avec au
        aux ce cette ces son sa ses il elle ils sont été a ont plus pas ne se
        leur leurs mais ou où depuis entre selon contrat entreprise l d qu n c j""".split()
    ),
}
_OTHERS = frozenset(
    """der die das und ist nicht mit von den dem ein eine auf für wird sich auch
    el los las del una y es por con para su como más pero il della
    che di è sono nel alla gli ao não uma os das dos do na no em het een van niet dat op te zijn voor met""".split()
)
_LETTERS = re.compile(r"[^\W\d_]+")
_FEW = 3


def language_of(words: str) -> str | None:
    """ "en", "fr", or None; a passage too short to tell is None too."""
    said = [word.lower() for word in _LETTERS.findall(words)]
    counts = {lang: sum(word in small for word in said) for lang, small in _WORDS.items()}
    others = sum(word in _OTHERS and not any(word in small for small in _WORDS.values()) for word in said)
    best = max(counts, key=lambda lang: counts[lang])
    if counts[best] == 0 or others > counts[best] or (len(said) > 25 and counts[best] < _FEW):
        return None
    return best


def tells(words: str) -> bool:
    """Whether a passage has any small word of a language; a heading or a name has none."""
    return any(
        word.lower() in _OTHERS or any(word.lower() in small for small in _WORDS.values())
        for word in _LETTERS.findall(words)
    )
