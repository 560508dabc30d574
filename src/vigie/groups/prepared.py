"""A name taken apart once, so that it can be compared many times."""

from dataclasses import dataclass
from functools import lru_cache

from vigie.groups.legal_forms import without_legal_form
from vigie.groups.names import names_apart
from vigie.groups.spelling import deceiving, undeceived
from vigie.groups.words import ABBREVIATIONS, CONNECTING, rarities
from vigie.records.organization import Organization

# Spellings of one legal form; forms that part one kind of organization from another stay apart
_KINDS = {
    "incorporated": "inc", "incorporation": "inc", "corp": "inc", "corporation": "inc", "co": "inc", "company": "inc", "pc": "inc",
    "limited": "ltd", "limitee": "ltd", "ltee": "ltd", "pllc": "llc", "lc": "llc", "lllp": "llp", "rllp": "llp",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Prepared:
    """One name: its normal form, the words that tell something with how much each tells, numbers apart, its legal forms, whether it names a
    joint venture, the names after "doing business as".

    ``told`` has each word once; ``head`` is the first of them, ``rarest`` the first of those that
    tell most, ``initials`` the first letters of all words; ``deceiving`` the
    characters that deceive the eye, which are read as what they look like in everything else.
    """

    name: str
    normal: str
    words: tuple[str, ...]
    told: dict[str, float]
    total: float
    head: str
    rarest: str
    compact: str
    initials: str
    numbers: frozenset[str]
    forms: frozenset[str]
    joint: bool
    deceiving: str
    trading: tuple[str, ...]
    primary: bool = True


@lru_cache(maxsize=1 << 16)
def prepared(name: str, country: str | None, primary: bool = True) -> Prepared:
    """A name taken apart under the legal forms of a country."""
    odd = deceiving(name)
    plain = undeceived(name) if odd else name
    own, trading = names_apart(plain)
    core = without_legal_form(own, country)
    numbers = frozenset(word for word in core if word.isdigit())
    weights = rarities()
    words = tuple(
        ABBREVIATIONS.get(word, word) for word in core if word not in CONNECTING and word not in numbers
    ) or tuple(core)
    told = {word: weights.get(word, 1.0) for word in words if word not in numbers}
    return Prepared(
        name=name,
        normal=" ".join(core) or plain.strip().casefold(),
        words=words,
        told=told,
        total=sum(told.values()),
        head=words[0] if words else "",
        rarest=max(told, key=lambda word: told[word], default=""),
        compact="".join(core),
        initials="".join(word[0] for word in core if word not in CONNECTING),
        numbers=numbers,
        forms=_kinds([word for word in own if word not in core and word not in CONNECTING]),
        joint="jv" in own or "joint venture" in " ".join(own),
        deceiving=odd,
        trading=(" ".join(trading),) if trading else (),
        primary=primary,
    )


def names_of(organization: Organization, country: str | None) -> tuple[Prepared, ...]:
    """Every name of an organization, its own first, then those under which it trades or that a source lists beside it."""
    own = prepared(organization.name, country)
    if not own.trading and not organization.other_names:
        return (own,)
    others = (*organization.other_names, *own.trading)
    return (own, *(prepared(name, country, False) for name in others if name.strip()))


def _kinds(forms: list[str]) -> frozenset[str]:
    if "liability" in forms:
        return frozenset({"llp" if "partnership" in forms else "llc"})
    if "partnership" in forms:
        return frozenset({"lp"})
    kinds = frozenset(_KINDS.get(form, form) for form in forms)
    # "Co., LLC" and "Co., Ltd." are what the last of them says
    return kinds - {"inc"} if len(kinds) > 1 else kinds
