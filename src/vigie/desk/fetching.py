"""From a source to the desk: asked by buyer and period, received whole or with the reason why not, taken in like any file."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from vigie.archive.capture import Capturing
from vigie.desk.handed import Handed, Loaded
from vigie.desk.loading import Progress
from vigie.errors import DeskBusyError
from vigie.sources.crawled import Crawled, clear, waiting
from vigie.sources.manifest import Promise
from vigie.sources.usaspending_asking import Asking
from vigie.sources.usaspending_fetch import crawl
from vigie.transport.client import Client

# After a day, what was received is old news, and a crawl going on is in doubt
_OLD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of asking a source: the crawl, and the capture it became; None where the source lists no action.

    ``asked`` is False where the same had been received within a day and could not be taken in then: nothing was asked again.
    ``earlier`` are captures of other crawls that had been left waiting so.
    """

    crawled: Crawled
    loaded: Loaded | None
    asked: bool = True
    earlier: tuple[Loaded, ...] = ()


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
    What was received lies in ``folder``, people included, until it is taken in or refused. Where the desk or the disk cannot take it, it
    stays, and the next call of any period takes it in. Interrupted, the same call goes on where it stopped.
    """
    clear(folder, own=f"{buyer}_{since}_{until}", before=now() - _OLD)
    same: Fetched | None = None
    earlier: list[Loaded] = []
    for one in waiting(folder):
        loaded = _taken_in(load, one, version)
        if (one.buyer, one.since, one.until) == (buyer, since, until) and now() - one.finished <= _OLD:
            same = Fetched(one, loaded, asked=False)
        elif loaded is not None:
            earlier.append(loaded)
    if same is None:
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
        same = Fetched(crawled, _taken_in(load, crawled, version))
    with suppress(OSError):
        folder.rmdir()
    return replace(same, earlier=tuple(earlier))


def _taken_in(load: Callable[[list[Handed]], list[Loaded]], crawled: Crawled, version: str) -> Loaded | None:
    """The capture a crawl becomes; what was received is gone afterwards, unless another try may take it in."""
    loaded = None
    try:
        if crawled.found:
            (loaded,) = load([Handed(crawled.path, Promise(_capturing(crawled, version)))])
    except (DeskBusyError, OSError):
        raise
    except Exception:
        crawled.forget()
        raise
    crawled.forget()
    return loaded


def _capturing(crawled: Crawled, version: str) -> Capturing:
    return Capturing(
        seen=crawled.finished.date(),
        moment=crawled.finished.astimezone(UTC),
        capturer=f"Vigie {version}",
        reference=crawled.address,
        covers=(crawled.since, crawled.until),
        expected=crawled.expected,
        doubts=crawled.doubts,
    )
