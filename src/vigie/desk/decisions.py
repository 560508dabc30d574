"""What people decided, in desk.toml: ownership links, sales of organizations, programs, and the format of the desk."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path

from vigie.archive.durable import write_whole
from vigie.errors import DecisionsError, DeskFormatError, DeskMissingError
from vigie.groups.names import normal_form
from vigie.groups.observed import name_id
from vigie.records.ownership import Divestiture, OwnershipLink, Party, Relation
from vigie.records.program import Program

# The format of the folder as a whole. 1: the first.
FORMAT = 1
# What a [[link]] may be; only the first is ownership, the others keep a brand out of a group for all to see
_RELATIONS = {"owned": Relation.DECLARED, "franchise": Relation.FRANCHISE, "licensed_brand": Relation.LICENSED_BRAND}


@dataclass(frozen=True, slots=True)
class Decisions:
    """Everything desk.toml declares."""

    links: tuple[OwnershipLink, ...]
    divestitures: tuple[Divestiture, ...]
    programs: tuple[Program, ...]

    @property
    def organizations(self) -> frozenset[str]:
        """The ids of all organizations named in links and sales."""
        linked = (party for link in self.links for party in (link.child, link.parent))
        sold = (party for one in self.divestitures for party in (one.organization, one.seller, one.to) if party)
        return frozenset(party.id for party in (*linked, *sold))


def write_template(folder: Path) -> None:
    """Give a new desk its desk.toml, with the links and programs that ship."""
    write_whole(folder / "desk.toml", resources.files("vigie.shipped").joinpath("desk.toml").read_bytes())


def read_decisions(folder: Path) -> Decisions:
    """What desk.toml declares.

    Raises DeskMissingError when there is none, DeskFormatError when another version of Vigie wrote the desk, and
    DecisionsError naming the entry that cannot be read.
    """
    path = folder / "desk.toml"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise DeskMissingError(where=str(folder)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as slip:
        raise DecisionsError(where=str(path), reason="not_toml", found=str(slip)) from None
    if content.get("format") != FORMAT:
        raise DeskFormatError(where=str(folder), found=repr(content.get("format")), expected=FORMAT)
    _only(content, ("format", "link", "divestiture", "program"), "desk.toml", path)
    return Decisions(
        links=tuple(_link(entry, path, place) for place, entry in _entries(content, "link", path)),
        divestitures=tuple(_divestiture(entry, path, place) for place, entry in _entries(content, "divestiture", path)),
        programs=tuple(_program(entry, path, place) for place, entry in _entries(content, "program", path)),
    )


def _entries(content: dict[str, object], name: str, path: Path) -> Iterator[tuple[int, dict[str, object]]]:
    found = content.get(name, [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise DecisionsError(where=str(path), reason="not_listed", found=name)
    return enumerate(found, start=1)


def _slip(path: Path, where: str, reason: str, *, found: str, expected: str = "") -> DecisionsError:
    return DecisionsError(where=str(path), reason=reason, found=found, expected=expected, entry=where)


def _only(entry: dict[str, object], names: tuple[str, ...], where: str, path: Path) -> None:
    if unknown := sorted(set(entry) - set(names)):
        raise _slip(path, where, "unknown", found=", ".join(unknown), expected=", ".join(names))


def _text(entry: dict[str, object], name: str, where: str, path: Path) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _slip(path, where, "no_text", found=f"{name} = {value!r}")
    return value


def _day(entry: dict[str, object], name: str, where: str, path: Path) -> date | None:
    value = entry.get(name)
    if value is not None and type(value) is not date:
        raise _slip(path, where, "no_day", found=f"{name} = {value!r}")
    return value


def _party(entry: dict[str, object], name: str, where: str, path: Path) -> Party:
    written = _text(entry, name, where, path)
    return Party(name_id(normal_form(written)), written)


def _link(entry: dict[str, object], path: Path, place: int) -> OwnershipLink:
    where = f"[[link]] {place}"
    _only(entry, ("child", "parent", "relation", "from", "until", "source", "public_record"), where, path)
    held, relation = entry.get("public_record", False), entry.get("relation", "owned")
    since, until = _day(entry, "from", where, path), _day(entry, "until", where, path)
    if not isinstance(held, bool):
        raise _slip(path, where, "true_or_false", found=f"public_record = {held!r}")
    if since and until and since >= until:
        raise _slip(path, where, "reversed", found=f"from = {since}, until = {until}")
    if not isinstance(relation, str) or relation not in _RELATIONS:
        raise _slip(path, where, "unknown", found=f"relation = {relation!r}", expected=", ".join(_RELATIONS))
    child, parent = _party(entry, "child", where, path), _party(entry, "parent", where, path)
    if child.id == parent.id:
        raise _slip(path, where, "itself", found=child.name)
    said = _text(entry, "source", where, path)
    return OwnershipLink(child, parent, _RELATIONS[relation], since, until, "desk.toml", said, held, ())


def _divestiture(entry: dict[str, object], path: Path, place: int) -> Divestiture:
    where = f"[[divestiture]] {place}"
    _only(entry, ("organization", "seller", "to", "announced", "closed", "source"), where, path)
    announced, closed = _day(entry, "announced", where, path), _day(entry, "closed", where, path)
    if announced is None and closed is None:
        raise _slip(path, where, "no_day", found="announced, closed")
    if announced and closed and announced > closed:
        raise _slip(path, where, "reversed", found=f"announced = {announced}, closed = {closed}")
    organization, seller = _party(entry, "organization", where, path), _party(entry, "seller", where, path)
    to = _party(entry, "to", where, path) if "to" in entry else None
    if len({organization.id, seller.id, to and to.id}) != 3:
        raise _slip(path, where, "itself", found=organization.name)
    return Divestiture(organization, seller, to, announced, closed, _text(entry, "source", where, path))


def _program(entry: dict[str, object], path: Path, place: int) -> Program:
    where = f"[[program]] {place}"
    _only(entry, ("id", "en", "fr", "frameworks", "source", "solicitation"), where, path)
    frameworks = entry.get("frameworks")
    if not isinstance(frameworks, list) or not all(isinstance(one, str) for one in frameworks) or not frameworks:
        raise _slip(path, where, "no_text", found=f"frameworks = {frameworks!r}")
    return Program(
        id=_text(entry, "id", where, path),
        names={lang: _text(entry, lang, where, path) for lang in ("en", "fr")},
        frameworks=tuple(number for one in frameworks for number in count_through(one, path=path)),
        source=_text(entry, "source", where, path),
        solicitation=_text(entry, "solicitation", where, path) if "solicitation" in entry else None,
    )


def count_through(numbers: str, *, path: Path | None = None) -> list[str]:
    """The framework numbers of ``A`` or of the range ``A..B``, where B may be written by its last digits only.

    Raises DecisionsError (in a file) or ValueError when the ends do not differ by digits at the end alone.
    """
    first, dots, last = numbers.strip().upper().partition("..")
    if not dots:
        return [first]
    tail = re.search(r"\d+$", first)
    last = first[: len(first) - len(last)] + last if len(last) < len(first) else last
    stem = first[: tail.start()] if tail else ""
    if tail is None or not last.startswith(stem) or not last[len(stem) :].isdecimal():
        raise _range_slip(numbers, path)
    start, end = int(tail[0]), int(last[len(stem) :])
    if not start <= end <= start + 9_999:
        raise _range_slip(numbers, path)
    return [f"{stem}{number:0{len(tail[0])}d}" for number in range(start, end + 1)]


def _range_slip(numbers: str, path: Path | None) -> Exception:
    return _slip(path, "[[program]]", "range", found=numbers) if path else ValueError(numbers)
