"""Public bodies that buy: found by code, acronym or name in either language."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from vigie.groups.names import normal_form


@dataclass(frozen=True, slots=True)
class Buyer:
    """A public body: its code in the source, its acronym, its names by language, and the codes its records carry.

    ``codes`` has its own code and those of the bodies under it. ``announces_as`` is the department's name in notices, its own or that of
    the one above; ``offices`` are the codes of its offices with which numbers begin (FAR 4.1603), where we know them.
    """

    code: str
    acronym: str
    names: dict[str, str]
    aliases: tuple[str, ...]
    codes: tuple[str, ...]
    announces_as: str | None = None
    offices: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def buyers() -> dict[str, Buyer]:
    """Every public body we can name, by code."""
    content = tomllib.loads(resources.files("vigie.groups").joinpath("buyers.toml").read_text(encoding="utf-8"))
    return {
        code: Buyer(
            code=code,
            acronym=entry["acronym"],
            names={"en": entry["en"], "fr": entry["fr"]},
            aliases=tuple(entry.get("aliases", ())),
            codes=(code, *(other for other, below in content.items() if below.get("part_of") == code)),
            announces_as=content[entry.get("part_of", code)].get("announces_as"),
            offices=tuple(entry.get("offices", ())),
        )
        for code, entry in content.items()
    }


def spellings() -> dict[str, Buyer]:
    """Every way to write a public body, by normal form."""
    return {
        normal_form(spelling): buyer
        for buyer in buyers().values()
        for spelling in (buyer.code, buyer.acronym, *buyer.names.values(), *buyer.aliases)
    }


def acronym(code: str) -> str:
    """How a public body is called in a table; its code where we know no other name."""
    buyer = buyers().get(code)
    return buyer.acronym if buyer else code


def buyers_of_office(office: str | None) -> tuple[str, ...]:
    """The codes of the public bodies with an office of this code, the first six characters of its numbers (FAR 4.1603)."""
    return tuple(code for code, buyer in buyers().items() if office is not None and office in buyer.offices)
