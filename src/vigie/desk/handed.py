"""Files as they are handed over to a desk, and what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vigie.archive.capture import Capture, SetAside, on_day
from vigie.errors import ManifestError
from vigie.sources.documents import Attachment
from vigie.sources.file import check_readable
from vigie.sources.manifest import Promise, read_manifest


@dataclass(frozen=True, slots=True)
class Handed:
    """A file handed over to be taken in, and what is known of how it was come by.

    ``dated``: somebody said when it was seen; else the day it is handed over stands for it. ``attachment``: what it is
    attached to, where it is a document and no table.
    """

    path: Path
    promise: Promise
    dated: bool = True
    attachment: Attachment | None = None

    @property
    def is_zip(self) -> bool:
        """Whether it is named as a zip is."""
        return self.path.name.lower().endswith(".zip")


def handed_over(paths: Sequence[Path], manifest: Path | None, *, seen: date, dated: bool = True) -> list[Handed]:
    """Files with what their manifest promises of each, or all seen on one day where there is no manifest; not ``dated`` where
    nobody gave that day.

    Raises FileMissingError, FileIsFolderError or FileEmptyError before anything is done, and ManifestError for a file the
    manifest does not name.
    """
    for path in paths:
        check_readable(path)
    if manifest is None:
        return [Handed(path, Promise(on_day(seen)), dated) for path in paths]
    promises = read_manifest(manifest)
    for path in paths:
        if path.name not in promises:
            raise ManifestError(where=path.name, reason="not_named", found="", expected=manifest.name)
    return [Handed(path, promises[path.name]) for path in paths]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one file: its capture, the rows set aside, whether it was held already, and the newest capture of
    the source held before where this one is older; None where it is not."""

    capture: Capture
    set_aside: tuple[SetAside, ...]
    already_held: bool
    newer: Capture | None
