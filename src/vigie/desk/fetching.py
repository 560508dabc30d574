"""From a source to the desk: asked by buyer and period, received whole or with the reason why not, taken in like any file."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from vigie.archive.capture import Capturing
from vigie.desk.loading import Handed, Loaded, Progress
from vigie.sources.manifest import Promise
from vigie.sources.usaspending_asking import Asking
from vigie.sources.usaspending_fetch import Crawled, crawl
from vigie.transport.client import Client


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of asking a source: the crawl, and the capture it became; None where the source lists no action."""

    crawled: Crawled
    loaded: Loaded | None


def fetch(
    client: Client,
    load: Callable[[list[Handed]], list[Loaded]],
    *,
    buyer: str,
    since: date,
    until: date,
    folder: Path,
    version: str,
    now: Callable[[], datetime],
    progress: Progress,
    asking: Asking | None = None,
) -> Fetched:
    """Ask for the actions of a buyer (sub-agency code) from one day to another and hand them to ``load``.

    ``asking`` None: as the source's data file says.
    What was received lies in ``folder`` until it is taken in; interrupted, the same call goes on where it stopped.
    """
    crawled = crawl(
        client,
        buyer=buyer,
        since=since,
        until=until,
        folder=folder,
        now=now,
        progress=lambda done, total: progress("fetching", done, total),
        asking=asking,
    )
    loaded = None
    if crawled.found:
        loaded = load([Handed(crawled.path, Promise(_capturing(crawled, since, until, version)))])[0]
    crawled.path.unlink()
    with suppress(OSError):
        folder.rmdir()
    return Fetched(crawled, loaded)


def _capturing(crawled: Crawled, since: date, until: date, version: str) -> Capturing:
    return Capturing(
        seen=crawled.finished.date(),
        moment=crawled.finished.astimezone(UTC),
        capturer=f"Vigie {version}",
        reference=crawled.address,
        covers=(since, until),
        expected=crawled.expected,
        doubts=crawled.doubts,
    )
