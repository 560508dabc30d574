"""Does the archive still hold, bit for bit, what its journal says it took in?"""

from collections.abc import Callable
from dataclasses import dataclass

from vigie.archive.blobs import Blobs
from vigie.archive.journal import Journal
from vigie.errors import DeskDamagedError


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked: captures, stored files, bytes of content, and files left by an interrupted load.

    ``fetching`` names what was received from a source and not taken in yet: raw, and no part of any answer.
    """

    captures: int
    files: int
    size: int
    left_over: tuple[str, ...]
    fetching: tuple[str, ...] = ()


def verify(journal: Journal, blobs: Blobs, progress: Callable[[int, int], None]) -> Verified:
    """Check every entry of the journal and every byte of every file it names.

    Raises DeskDamagedError naming the first bad file. Files no capture names are what an interrupted load leaves;
    they belong to no answer, are listed, and the next load of the same file takes them over. They are checked too.
    """
    journal.check()
    captures = journal.captures()
    stored = {capture.sha256: capture.stored_sha256 for capture in captures}
    left_over = tuple(name for name in blobs.all() if name not in stored)
    checks = sorted({*stored, *left_over})
    for done, content_sha256 in enumerate(checks):
        progress(done, len(checks))
        expected = stored.get(content_sha256)
        if expected is not None and blobs.stored_hash(content_sha256) != expected:
            raise DeskDamagedError(blob=content_sha256, path=str(blobs.path(content_sha256)))
        blobs.check(content_sha256)
    progress(len(checks), len(checks))
    size = sum({capture.sha256: capture.size for capture in captures}.values())
    return Verified(len(captures), len(stored), size, left_over)
