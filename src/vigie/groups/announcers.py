"""Public bodies that announce: a department, a body under it, or the offices a number names."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from vigie.groups.buyers import Buyer, spellings
from vigie.groups.names import normal_form


@dataclass(frozen=True, slots=True)
class Announcer:
    """Whose notices are meant. ``departments`` and ``subtiers`` are names and codes as notices have them; ``offices`` the codes with which
    numbers of its offices begin (FAR 4.1603), for notices that name no body under the department; ``buyer`` where we know it."""

    name: str
    buyer: Buyer | None
    departments: tuple[str, ...]
    subtiers: tuple[str, ...]
    offices: tuple[str, ...]


@lru_cache(maxsize=1)
def _departments() -> dict[str, str]:
    content = tomllib.loads(resources.files("vigie.groups").joinpath("departments.toml").read_text(encoding="utf-8"))
    return {normal_form(alias): name for name, aliases in content.items() for alias in aliases}


def announcer_named(name: str, held: Iterable[tuple[str, str | None, str | None]]) -> Announcer | None:
    """The announcer of a code, acronym or name; None when nobody is called so.

    ``held`` are the departments, bodies and their codes that notices name: one of them can be asked for by its name or code.
    """
    wanted = normal_form(name)
    if (buyer := spellings().get(wanted)) is not None and buyer.announces_as is not None:
        return _of_buyer(buyer)
    department = _departments().get(wanted, name)
    wanted = normal_form(department)
    for one, subtier, code in held:
        if normal_form(one) == wanted:
            return Announcer(one, None, (one,), (), ())
        if subtier is not None and (normal_form(subtier) == wanted or code == name.upper()):
            return Announcer(subtier, None, (), tuple(filter(None, (subtier, code))), ())
    return None


def _of_buyer(buyer: Buyer) -> Announcer:
    """A department by its name in notices; a body under it by its code and the codes of its offices."""
    department = buyer.announces_as or ""
    if len(buyer.codes) > 1:
        return Announcer(buyer.acronym, buyer, (department,), (), ())
    return Announcer(buyer.acronym, buyer, (), buyer.codes, buyer.offices)
