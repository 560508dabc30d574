"""The names in a zip: which can be kept and shown, which is a table's, which another archive's."""

import re
import unicodedata

from vigie.errors import ZipPathError

_LONGEST = 255  # of one name on the usual file systems
_DRIVE = re.compile("[A-Za-z]:")
_ARCHIVE = re.compile(r"\.(zip|gz|tgz|tar|bz2|xz|zst|7z|rar)$", re.IGNORECASE)


def plain_name(raw: bytes, *, utf8: bool, where: str) -> str:
    """A name as published, that stays in its folder and shows all its letters; without the mark of UTF-8 it is cp437.

    Raises ZipPathError for any other.
    """
    # what is not UTF-8 is shown with backslashes, which no plain name has
    name = raw.decode("utf-8" if utf8 else "cp437", "backslashreplace")
    hidden = any(unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp") for letter in name)
    steps = name.removesuffix("/").split("/")
    if hidden or "\\" in name or {"", ".", ".."} & set(steps) or _DRIVE.match(name) or len(raw) > _LONGEST:
        raise ZipPathError(where=where, found=name[:_LONGEST])
    return name


def is_table(name: str, endings: tuple[str, ...] = (".csv",)) -> bool:
    """Whether a member of this name is a table, or what a source publishes as one; folders, notes and what a Mac puts beside a file
    are not."""
    return name.lower().endswith(endings) and not name.startswith("__MACOSX/")


def is_archive(name: str) -> bool:
    """Whether a member of this name is packed once more."""
    return _ARCHIVE.search(name) is not None
