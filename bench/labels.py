"""Labels others wrote: families (a group and a name a row) or pairs (two names and whether they are one), CSV or TSV, packed or not."""

import csv
import gzip
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

_MATCH = ("correct", "match", "is_match", "label", "same", "duplicate", "is_duplicate", "y")
_TRUE = ("true", "1", "1.0", "yes", "y", "t", "match", "same")
_FAMILY = ("parent", "group", "family", "standard", "cluster", "canonical", "entity", "label")
_NAME = ("company", "vendor", "supplier", "organi", "name", "left", "right")
_NOT_A_NAME = ("id", "preprocessed", "country", "code")


@dataclass(frozen=True, slots=True)
class Families:
    """The family of each name; a name that two families claim is left out."""

    of: dict[str, str]

    def part(self, held_back: bool) -> "Families":
        """The families by a hash of their names: half of them for fitting, half held back."""
        return Families({name: family for name, family in self.of.items() if _held_back(family) == held_back})

    def first(self, most: int) -> "Families":
        """Whole families, in the order of a hash of their names, until they have about so many names."""
        taken: dict[str, str] = {}
        ordered = sorted(self.of, key=lambda name: (_hash(self.of[name]), name))
        for name in ordered:
            if len(taken) >= most and self.of[name] not in taken.values():
                break
            taken[name] = self.of[name]
        return Families(taken)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Two names and whether they are one organization, in the order of the file."""

    of: list[tuple[str, str, bool]]


def read_labels(path: Path) -> Families | Pairs:
    """The labels of a file: pairs where a column says whether they match, else families; ValueError where neither can be read."""
    packed = path.read_bytes()
    content = (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode("utf-8-sig")
    header = content.partition("\n")[0]
    rows = list(
        csv.DictReader(io.StringIO(content), delimiter="\t" if "\t" in header else ";" if ";" in header else ",")
    )
    columns = list(rows[0])
    names = [one for one in columns if _says(one, _NAME) and not _says(one, _NOT_A_NAME)]
    match = next((one for one in columns if one.lower() in _MATCH), None)
    if match is not None and len(names) > 1:
        return Pairs([(row[names[0]], row[names[1]], row[match].strip().lower() in _TRUE) for row in rows])
    family = next((one for one in columns if _says(one, _FAMILY)), None)
    name = next((one for one in names if one != family), None)
    if family is None or name is None:
        raise ValueError(f"{path}: columns {columns}; expected a group and a name, or two names and whether they match")
    claimed: dict[str, set[str]] = {}
    for row in rows:
        claimed.setdefault(row[name].strip(), set()).add(row[family].strip())
    return Families({one: next(iter(families)) for one, families in claimed.items() if one and len(families) == 1})


def _says(column: str, words: tuple[str, ...]) -> bool:
    parts = column.lower().replace("-", "_").split("_")
    return any(word in column.lower() if len(word) > 2 else word in parts for word in words)


def _held_back(family: str) -> bool:
    return _hash(family)[0] % 2 == 1


def _hash(family: str) -> bytes:
    return hashlib.sha256(family.encode()).digest()
