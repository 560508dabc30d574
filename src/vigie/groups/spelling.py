"""How a name is spelled: its words in plain small letters, and whether characters in it deceive the eye."""

import re
import string
import unicodedata

# Apostrophes join, "&" is a word, any other mark parts words; "_" is a letter, as in \w
_MARKS = str.maketrans(
    {**dict.fromkeys(string.punctuation, " "), "_": "_", "'": None, "&": " and "}
    | {chr(code): " " for code in (*range(32), 127)}
)
# Letters that Unicode does not take apart
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "’": None, "ʼ": None, "&": " and ", "'": None}
)
# "L.L.C." and "B.I." are one word each
_DOTTED = re.compile(r"\b(\w)\.(?=\w\b)")
# "d/b/a", "t/a" and "o/a" part the name of an organization from one under which it trades
_TRADING = re.compile(r"\b(?:d/b/a|t/a|o/a)(?!\w)")
_PARTING = re.compile(r"[^\w]+")
# Written so that nothing is seen: format characters, fillers, variation selectors
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
# Letters for formulas, which look like plain ones
_FORMULA = re.compile("[\U0001d400-\U0001d7ff]")
# Letters of other scripts that look like Latin ones: the usual ones of Cyrillic and Greek (after Unicode TS 39, confusables)
LOOKS = (
    "аеорсухкмтвнісјѕԁԛԝАЕОРСУХКМТВНІЅЈαενορτυχικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxkmtbhicjsdqwAEOPCYXKMTBHISJaevoptuxikABEZHIKMNOPTYX",
)
_LOOKS = str.maketrans(*LOOKS)
_ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
_WITH_ACCENTS = "\u0400"  # accents are dropped from letters before this: Latin and Greek; elsewhere they part letters


def spelled(name: str) -> list[str]:
    """The words of a name: small letters without accents and punctuation, initials joined ("B. I." and "B I" are "bi").

    An invisible character is a word of its own, named by its number ("u200b"), so that a name with one never meets the plain name; letters
    of other scripts stay what they are, even where they look like Latin ones.
    """
    letters = name.lower() if name.isascii() else _plain(name)
    if "." in letters:
        letters = _DOTTED.sub(r"\1", letters)
    if "/" in letters:
        letters = _TRADING.sub(" dba ", letters)
    words = letters.translate(_MARKS).split() if letters.isascii() else _PARTING.sub(" ", letters).split()
    for word in words:
        if len(word) == 1:
            return _initials_joined(words)
    return words


def _plain(name: str) -> str:
    shown = _INVISIBLE.sub(lambda found: f" u{ord(found[0]):04x} ", name)
    kept, base = [], ""
    for letter in unicodedata.normalize("NFD", shown.casefold()):
        if not unicodedata.combining(letter):
            base = letter
        elif base < _WITH_ACCENTS:
            continue
        kept.append(letter if _FORMULA.match(letter) else unicodedata.normalize("NFKD", letter))
    return unicodedata.normalize("NFC", "".join(kept)).translate(_LETTERS)


def _initials_joined(words: list[str]) -> list[str]:
    joined: list[str] = []
    before = False
    for word in words:
        single = len(word) == 1 and word.isalpha()
        if single and before:
            joined[-1] += word
        else:
            joined.append(word)
        before = single
    return joined


def deceiving(name: str) -> str:
    """The characters of a name that deceive the eye, as "U+200B" each: invisible ones, letters for formulas, and in a name in two scripts
    that look alike, the letters of the rarer one; empty for a name without any."""
    if name.isascii():
        return ""
    found = [*_INVISIBLE.findall(name), *_FORMULA.findall(name)]
    scripts: dict[str, list[str]] = {}
    for letter in filter(str.isalpha, name):
        scripts.setdefault(unicodedata.name(letter, "").partition(" ")[0], []).append(letter)
    alike: list[list[str]] = [letters for script, letters in sorted(scripts.items()) if script in _ALIKE]
    if len(alike) > 1:
        found += sorted(alike, key=len)[0]
    return " ".join(dict.fromkeys(f"U+{ord(letter):04X}" for letter in found))


def undeceived(name: str) -> str:
    """The name as it looks: invisible characters taken out, letters for formulas and of other scripts by the Latin ones they resemble."""
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", name)).translate(_LOOKS)
