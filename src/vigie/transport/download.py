"""Fetches one large file to a folder, and goes on where it stopped: Range, with If-Range so that two versions never mix.

Beside the file stands ``<name>.json`` with its address, size and SHA-256; while it is unfinished, ``<name>.part`` and
``<name>.part.json`` with the validator of the version being fetched.
"""

import hashlib
import json
import os
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from vigie.archive.durable import sync_folder, write_whole
from vigie.errors import (
    AnswerEncodingError,
    AnswerLengthError,
    AnswerTooLargeError,
    AnswerTruncatedError,
    AnswerTypeError,
    FetchError,
    StorageError,
)
from vigie.transport.addresses import shown
from vigie.transport.asking import Opened, Question
from vigie.transport.client import Client
from vigie.transport.network import TryFailed
from vigie.transport.waiting import Deadline

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A file fetched whole. ``validator`` is the ETag or Last-Modified it had, empty where the source gave none.

    ``resumed`` counts the bytes that an earlier, interrupted fetch had left and that were used.
    """

    path: Path
    address: str
    size: int
    sha256: str
    validator: str
    finished: datetime
    resumed: int


@dataclass(frozen=True, slots=True)
class _Begun:
    address: str
    validator: str
    total: int


def download(
    client: Client,
    address: str,
    path: Path,
    *,
    begins: bytes,
    now: Callable[[], datetime],
    progress: Progress,
    seconds: float = 6 * 3600,
    largest: int = 16 << 30,
) -> Downloaded:
    """The file at an address, under ``path``. A file fetched whole before is not asked for again.

    ``begins`` is how a file of its kind begins; ``progress`` is told bytes held and bytes expected. Raises the errors
    of ``vigie.errors.FetchError``, and StorageError when the disk refuses; what arrived stays for the next call.
    """
    if (held := _held(path, address)) is not None:
        return held
    part = path.with_name(path.name + ".part")
    left, _ = _left(part, address)

    def once(tries: int, deadline: Deadline) -> int:
        have, begun = _left(part, address)
        if begun is not None and have == begun.total:
            return have
        headers = {"Accept-Encoding": "identity"}
        if begun is not None:
            headers |= {"Range": f"bytes={have}-", "If-Range": begun.validator}
        with client.opened(Question("GET", address, headers=headers), deadline=deadline) as opened:
            start, total = _span(opened, have, where=shown(opened.address.text), largest=largest)
            coming = _Begun(shown(address), _validator(opened.head.headers), total)
            if start and coming != begun:
                part.unlink()
                raise TryFailed("failed.changed")
            if start == 0:
                part.unlink(missing_ok=True)
                write_whole(_beside(part), json.dumps(asdict(coming)).encode())
            _append(part, opened, start=start, total=total, progress=progress)
            _check_length(part, total, where=shown(opened.address.text))
        return start

    start = client.attempt(address, once, seconds=seconds)
    return _finish(part, path, begins=begins, now=now, resumed=min(left, start))


def _span(opened: Opened, have: int, *, where: str, largest: int) -> tuple[int, int]:
    """Where the bytes that come begin, and how long the whole file is."""
    headers = opened.head.headers
    if headers.get("content-encoding", "identity") != "identity":
        raise AnswerEncodingError(where=where, found=headers["content-encoding"])
    if opened.head.status == 206:
        span = re.fullmatch(r"bytes ([0-9]{1,15})-([0-9]{1,15})/([0-9]{1,15})", headers.get("content-range", ""))
        if span is None or int(span[1]) != have or int(span[2]) + 1 != int(span[3]):
            raise AnswerTypeError(where=where, found=headers.get("content-range", ""), expected=f"bytes {have}-")
        start, total = int(span[1]), int(span[3])
    else:
        length = headers.get("content-length", "")
        if not re.fullmatch("[0-9]{1,15}", length):
            raise AnswerTypeError(where=where, found=headers.get("transfer-encoding", ""), expected="Content-Length")
        start, total = 0, int(length)
    if total > largest:
        raise AnswerTooLargeError(where=where, expected=largest)
    return start, total


def _validator(headers: dict[str, str]) -> str:
    # a weak ETag may not be sent in If-Range (RFC 9110, 13.1.5)
    etag = headers.get("etag", "")
    return etag if etag.startswith('"') else headers.get("last-modified", "")


def _append(part: Path, opened: Opened, *, start: int, total: int, progress: Progress) -> None:
    done = start
    try:
        with open(part, "ab") as file:
            for chunk in opened.chunks:
                file.write(chunk)
                done += len(chunk)
                progress(done, total)
            file.flush()
            os.fsync(file.fileno())
    except FetchError:
        raise
    except OSError as refusal:
        raise StorageError(where=str(part), reason=refusal.strerror or str(refusal)) from refusal


def _check_length(part: Path, total: int, *, where: str) -> None:
    """Raise unless as many bytes lie on the disk as the whole file has: a part can be shorter than its span promises."""
    have = _size(part)
    if have > total:
        part.unlink()
        raise AnswerLengthError(where=where, expected=total)
    if have < total:
        raise AnswerTruncatedError(where=where, found=have)


def _finish(part: Path, path: Path, *, begins: bytes, now: Callable[[], datetime], resumed: int) -> Downloaded:
    begun = _Begun(**json.loads(_beside(part).read_bytes()))
    with open(part, "rb") as file:
        kind = file.read(len(begins))
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    if kind != begins:
        part.unlink()
        found, expected = (one.decode("ascii", "backslashreplace") for one in (kind, begins))
        raise AnswerTypeError(where=begun.address, found=found, expected=repr(expected))
    done = Downloaded(path, begun.address, begun.total, sha256, begun.validator, now(), resumed)
    written = {"address": done.address, "size": done.size, "sha256": sha256, "validator": done.validator}
    write_whole(_beside(path), json.dumps(written | {"finished": done.finished.isoformat()}).encode())
    os.replace(part, path)
    _beside(part).unlink(missing_ok=True)
    sync_folder(path.parent)
    return done


def _held(path: Path, address: str) -> Downloaded | None:
    try:
        said = json.loads(_beside(path).read_bytes())
        if said["address"] == shown(address) and _size(path) == said["size"]:
            finished = datetime.fromisoformat(said["finished"]).astimezone(UTC)
            return Downloaded(
                path, said["address"], said["size"], said["sha256"], said["validator"], finished, said["size"]
            )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return None


def _left(part: Path, address: str) -> tuple[int, _Begun | None]:
    """How many bytes an interrupted fetch left to go on from, and of which version; none without a validator."""
    try:
        begun = _Begun(**json.loads(_beside(part).read_bytes()))
    except (OSError, ValueError, TypeError):
        return 0, None
    have = _size(part)
    usable = begun.address == shown(address) and begun.validator and 0 < have <= begun.total
    return (have, begun) if usable else (0, None)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _beside(path: Path) -> Path:
    return path.with_name(path.name + ".json")
