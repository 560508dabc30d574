"""Countries as people write them: by ISO 3166-1 code of two or three letters, or by name in English or French."""

import unicodedata
from functools import lru_cache

from babel import Locale
from babel.core import get_global

# Written in lists, and not what Unicode's CLDR calls them
_ALSO = {
    "united states of america": "US", "u s": "US", "u s a": "US", "etats unis d amerique": "US", "great britain": "GB", "england": "GB",
    "grande bretagne": "GB", "angleterre": "GB", "holland": "NL", "hollande": "NL", "czech republic": "CZ", "republique tcheque": "CZ",
    "south korea": "KR", "coree du sud": "KR", "ivory coast": "CI", "hong kong": "HK", "the netherlands": "NL", "turkey": "TR",
}  # fmt: skip


def country_of(written: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a country, None where it is not understood."""
    return _spellings().get(_plain(written))


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    territories = [(code, name) for lang in ("en", "fr") for code, name in Locale(lang).territories.items()]
    countries = {
        code for code, _ in territories if len(code) == 2 and code not in ("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ")
    }
    spellings = {_plain(name): code for code, name in territories if code in countries}
    spellings |= {code.lower(): code for code in countries}
    spellings |= {
        old.lower(): new[0]
        for old, new in get_global("territory_aliases").items()
        if old.isalpha() and new[0] in countries
    }
    return spellings | _ALSO


def _plain(written: str) -> str:
    letters = unicodedata.normalize("NFKD", written.casefold())
    kept = "".join(letter if letter.isalnum() else " " for letter in letters if not unicodedata.combining(letter))
    return " ".join(kept.split())
