"""A manifest: for files captured on several days, when each was captured, from where, and what it must hold.

A JSON list of entries, or an object with such a list under "captures" and with "publisher" and "capturer" for all of them.
An entry has "file"; the moment with its zone, under "captured_at" or "commit_date"; and where known "sha256" (of the
file or of its unpacked content), "rows", "bytes" (unpacked), "reference" or "commit", "publisher", "capturer". Anything else in it is
not read.
"""

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from vigie.archive.capture import Capturing
from vigie.errors import ManifestError
from vigie.privacy.cells import without_people
from vigie.sources.file import read_published
from vigie.transport.addresses import shown

_SHA256 = re.compile("[0-9a-f]{64}")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+")


@dataclass(frozen=True, slots=True)
class Promise:
    """What a manifest says of one file: how it was come by, and the rows, bytes and hash it must have; None where not said."""

    capturing: Capturing
    rows: int | None = None
    size: int | None = None
    sha256: str | None = None


def read_manifest(path: Path) -> dict[str, Promise]:
    """What a manifest promises, by file name without folders.

    Raises FileMissingError, and ManifestError saying which entry is not as described above, or names a file twice.
    """
    where = path.name
    try:
        content = json.loads(read_published(path).decode("utf-8"), parse_constant=_refused)
    except (ValueError, RecursionError):
        raise ManifestError(where=where, reason="json", found="", expected="") from None
    shared = {}
    if isinstance(content, dict):
        shared = {name: content[name] for name in ("publisher", "capturer") if name in content}
        content = content.get("captures")
    if not isinstance(content, list) or not all(isinstance(entry, dict) for entry in content):
        raise ManifestError(where=where, reason="list", found="", expected="")
    promises: dict[str, Promise] = {}
    for number, entry in enumerate(content, start=1):
        name = PurePosixPath(_text(entry, "file", where, number)).name
        if name in promises:
            raise ManifestError(where=where, reason="twice", found=name, expected="")
        promises[name] = _promise(shared | entry, where, number)
    return promises


def _refused(name: str) -> None:
    raise ValueError(name)


def _promise(entry: dict[str, Any], where: str, number: int) -> Promise:
    written = _text(entry, "captured_at" if "captured_at" in entry else "commit_date", where, number)
    moment = utc = None
    with suppress(ValueError, OverflowError):
        moment = datetime.fromisoformat(written)
        utc = moment.astimezone(UTC) if moment.tzinfo is not None else None
    if moment is None or utc is None:
        raise ManifestError(where=where, reason="moment", found=repr(written), expected=str(number))
    digest = entry.get("sha256")
    if digest is not None and not (isinstance(digest, str) and _SHA256.fullmatch(digest)):
        raise ManifestError(where=where, reason="field", found="sha256", expected=str(number))
    words = {name: _words(entry, name, where, number) for name in ("publisher", "capturer", "reference", "commit")}
    return Promise(
        capturing=Capturing(
            seen=moment.date(),
            moment=utc,
            publisher=words["publisher"],
            capturer=words["capturer"],
            reference=words["reference"] or words["commit"],
        ),
        rows=_count(entry, "rows", where, number),
        size=_count(entry, "bytes", where, number),
        sha256=digest,
    )


def _text(entry: dict[str, Any], name: str, where: str, number: int) -> str:
    found = entry.get(name)
    if not isinstance(found, str) or not found:
        raise ManifestError(where=where, reason="field", found=name, expected=str(number))
    return found


def _words(entry: dict[str, Any], name: str, where: str, number: int) -> str | None:
    """A text as it may be kept: addresses without credentials and query, where keys stand, and no people."""
    if entry.get(name) is None:
        return None
    return without_people(_ADDRESS.sub(lambda found: shown(found[0]), _text(entry, name, where, number)))


def _count(entry: dict[str, Any], name: str, where: str, number: int) -> int | None:
    found = entry.get(name)
    if found is None:
        return None
    if not isinstance(found, int) or isinstance(found, bool) or found < 0:
        raise ManifestError(where=where, reason="field", found=name, expected=str(number))
    return found
