"""Legal forms by country: how an organization is set up, which does not say which one it is.

Publisher: GLEIF, Entity Legal Form code list, ISO 20275, version 1.4.1. Licence: CC0. The extract that ships,
``legal_forms.csv``, is written by tools/make_legal_forms.py. Known limits: 111 countries; where the list gives a form no
abbreviation, only the short list here has it.
"""

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

# Usual spellings in the records of the United States, Canada, the United Kingdom, France and Germany, whatever the country
_USUAL = """
inc|incorporated|incorporation|llc|lc|corp|corporation|co|company|ltd|limited|lp|llp|lllp|rllp|pllc|plc|pc|pbc|na|pty|pte|ulc|
sa|sas|sarl|sasu|eurl|snc|se|scop|ltee|limitee|gmbh|ag|kg|kgaa|bv|nv|ab|oy|spa|srl|limited liability company|limited liability co|
limited liability partnership|limited liability corporation|professional limited liability company|limited partnership|
professional corporation|public limited company|pty ltd|pte ltd|pvt ltd|private limited|gesellschaft mit beschrankter haftung|
societe a responsabilite limitee|societe par actions simplifiee|societe anonyme|sa de cv|s de rl de cv|sp z oo|sdn bhd
""".replace("\n", "")
# Written before the name, in any country and in one
_LEADING = frozenset({"sarl", "sasu", "eurl", "ooo", "uab"})
_LEADING_IN = {"ID": frozenset({"pt"}), "LV": frozenset({"sia"})}


@dataclass(frozen=True, slots=True)
class LegalForms:
    """The forms of one country: ``single`` of one word, ``longer`` by their last word, longest first, ``leading`` before a name."""

    single: frozenset[str]
    longer: dict[str, tuple[tuple[str, ...], ...]]
    leading: frozenset[str]


@lru_cache(maxsize=512)
def legal_forms(country: str | None) -> LegalForms:
    """The usual forms and those of a country (ISO 3166-1 alpha-2); of an unknown country the usual ones alone."""
    every = [form.split() for form in (*_USUAL.split("|"), *_published().get(country or "", ()))]
    longer: dict[str, set[tuple[str, ...]]] = {}
    for words in every:
        if len(words) > 1:
            longer.setdefault(words[-1], set()).add(tuple(words))
    return LegalForms(
        single=frozenset(words[0] for words in every if len(words) == 1),
        longer={last: tuple(sorted(found, key=lambda form: (-len(form), form))) for last, found in longer.items()},
        leading=_LEADING | _LEADING_IN.get(country or "", frozenset()),
    )


@lru_cache(maxsize=1)
def _published() -> dict[str, list[str]]:
    content = resources.files("vigie.groups").joinpath("legal_forms.csv").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for row in csv.DictReader(content.splitlines()):
        found.setdefault(row["country"], []).append(row["form"])
    return found


def without_legal_form(words: list[str], country: str | None) -> list[str]:
    """The words without the legal forms after and before them and without the article; one word that says something is always left."""
    forms = legal_forms(country)
    kept = words
    while True:
        shorter = _without_last(kept, forms)
        if shorter == kept:
            return kept
        kept = shorter


def _without_last(words: list[str], forms: LegalForms) -> list[str]:
    if len(words) < 2:
        return words
    last, rest = words[-1], words[:-1]
    if last == "the":
        return rest
    if words[0] == "the" or words[0] in forms.leading:
        return words[1:]
    if rest == ["the"]:
        return words
    for form in forms.longer.get(last, ()):
        if len(form) < len(words) and tuple(words[-len(form) :]) == form:
            return words[: -len(form)]
    return rest if last in forms.single else words
