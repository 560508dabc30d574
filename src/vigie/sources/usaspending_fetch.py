"""Fetches the contract actions of one buyer and one period from USAspending, whole or with the reason why not.

The source has no cursor for this list, and its pages drift: it sorts by one field, rows that are equal in it change
places. So the period is cut into pieces of days until a piece fits on one page; only a day that does not is turned
over page by page. The source counts before and after; where counts and rows disagree the crawl is incomplete, not lost.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import orjson

from vigie.archive.capture import Doubt
from vigie.sources.crawl import Crawl, Piece, resumed
from vigie.sources.crawled import Crawled
from vigie.sources.usaspending_answers import Page, read_count, read_page
from vigie.sources.usaspending_archives import Archive, archives, archives_asked, fetch_archive
from vigie.sources.usaspending_asking import (
    Asking,
    Buyer,
    Plan,
    checked_buyer,
    count_question,
    page_question,
    pieces,
    plan,
    read_asking,
)
from vigie.transport.client import Client

__all__ = ["Archive", "Crawled", "Plan", "archives", "archives_asked", "crawl", "fetch_archive", "plan"]

_JSON = "application/json"


def crawl(
    client: Client,
    *,
    buyer: str,
    since: date,
    until: date,
    folder: Path,
    now: Callable[[], datetime],
    progress: Callable[[int, int], None],
    asking: Asking | None = None,
) -> Crawled:
    """The actions of a buyer (sub-agency code) with a day from ``since`` to ``until``, both included, as a file in ``folder``.

    Every page is on the disk before the next is asked for. Interrupted, the same call goes on where it stopped;
    finished, it begins anew. The file and its record stay until ``Crawled.forget``. ``progress`` is told rows received and rows expected.

    Raises UnknownBuyerError, FetchPeriodError, the errors of ``vigie.errors.FetchError``, and StorageError.
    """
    asking = asking or read_asking()
    names = checked_buyer(asking, buyer, since, until)
    work = _begun(client, asking, names, since, until, folder=folder / f"{buyer}_{since}_{until}", now=now)
    done = sum(_rows(asking, work, piece) for piece in work.pieces)
    most = _most_pages(asking, work, since, until)
    progress(done, max(done, work.expected))
    while (piece := next((one for one in work.pieces if not one.done), None)) is not None and _pages(work) < most:
        done += _receive(client, asking, names, work, piece)
        progress(done, max(done, work.expected))
    last = read_count(client.fetch(count_question(asking, names, since, until), expects=_JSON))
    return _put_together(asking, names, work, last, buyer=buyer, since=since, until=until, folder=folder, now=now)


def _begun(
    client: Client,
    asking: Asking,
    names: Buyer,
    since: date,
    until: date,
    *,
    folder: Path,
    now: Callable[[], datetime],
) -> Crawl:
    count = count_question(asking, names, since, until)
    asked = orjson.loads(page_question(asking, names, since, until, page=1).body)
    held = resumed(folder, asked)
    if held is not None:
        return held
    started = now()
    expected = read_count(client.fetch(count, expects=_JSON))
    work = Crawl(folder, asked, started, expected, [Piece(*one) for one in pieces(since, until, days=asking.days)])
    work.save()
    return work


def _receive(client: Client, asking: Asking, names: Buyer, work: Crawl, piece: Piece) -> int:
    """Ask for the next page of a piece and keep it; how many rows it has. A piece of days that does not fit is halved."""
    question = page_question(asking, names, piece.since, piece.until, page=len(piece.pages) + 1)
    answer = client.fetch(question, expects=_JSON)
    page = read_page(asking, answer.body, address=answer.address)
    if page.more and piece.since < piece.until:
        work.halve(piece)
        return 0
    repeated = bool(piece.pages) and _page(asking, work, piece.pages[-1][0]).rows == page.rows
    piece.done = not page.more or repeated or not page.rows or len(piece.pages) + 1 >= asking.most_pages
    work.keep(piece, answer.body)
    return len(page.rows)


def _most_pages(asking: Asking, work: Crawl, since: date, until: date) -> int:
    """More pages than a source that ends can have for this period: one a day, twice what it counted, and a full day's."""
    return (until - since).days + 1 + 2 * work.expected // asking.page + asking.most_pages


def _pages(work: Crawl) -> int:
    return sum(len(piece.pages) for piece in work.pieces)


def _page(asking: Asking, work: Crawl, name: str) -> Page:
    return read_page(asking, work.page(name), address=asking.address + asking.rows)


def _rows(asking: Asking, work: Crawl, piece: Piece) -> int:
    return sum(len(_page(asking, work, name).rows) for name, _ in piece.pages)


def _put_together(
    asking: Asking,
    names: Buyer,
    work: Crawl,
    last: int,
    *,
    buyer: str,
    since: date,
    until: date,
    folder: Path,
    now: Callable[[], datetime],
) -> Crawled:
    seen: dict[bytes, bytes] = {}
    doubts: set[Doubt] = set()
    unknown: set[str] = set()
    found: set[bytes] = set()
    bodies: list[bytes] = []
    for piece in work.pieces:
        before: Page | None = None
        for name, _ in piece.pages:
            page = _page(asking, work, name)
            bodies.append(work.page(name))
            unknown |= page.unknown
            doubts |= _doubts_of(asking, names, piece, page, before)
            for row in page.rows:
                whole = sha256(orjson.dumps(row, option=orjson.OPT_SORT_KEYS)).digest()
                action = orjson.dumps([row["generated_internal_id"], row["Award ID"], row["Mod"]])
                if whole in found:
                    doubts.add(Doubt.REPEATED)
                elif seen.setdefault(action, whole) != whole:
                    doubts.add(Doubt.ROW_CHANGED)
                found.add(whole)
            before = page
        if not piece.done or (before is not None and before.more and len(piece.pages) >= asking.most_pages):
            doubts.add(Doubt.PAGE_LIMIT)
    finished = now()
    if last != work.expected:
        doubts.add(Doubt.COUNT_CHANGED)
    if last != len(found):
        doubts.add(Doubt.COUNT)
    if finished - work.started > timedelta(days=1):
        doubts.add(Doubt.OVER_A_DAY)
    crawled = Crawled(
        path=folder / f"usaspending_{buyer}_{since}_{until}_{finished.astimezone(UTC):%Y%m%dT%H%M%SZ}.json-seq",
        address=asking.address + asking.rows,
        buyer=buyer,
        since=since,
        until=until,
        started=work.started,
        finished=finished,
        expected=last,
        found=len(found),
        pages=len(bodies),
        complete=not doubts,
        doubts=tuple(sorted(doubts)),
        unknown_fields=tuple(sorted(unknown)),
    )
    crawled.keep(bodies)
    work.forget()
    return crawled


def _doubts_of(asking: Asking, names: Buyer, piece: Piece, page: Page, before: Page | None) -> set[Doubt]:
    found = {
        Doubt.PAGE_REPEATED: before is not None and bool(page.rows) and before.rows == page.rows,
        Doubt.PAGE_SHORT: page.more and len(page.rows) < asking.page,
        Doubt.OUTSIDE: any(
            row["Awarding Sub Agency"] != names.name
            or not piece.since.isoformat() <= str(row["Action Date"]) <= piece.until.isoformat()
            for row in page.rows
        ),
    }
    return {doubt for doubt, seen in found.items() if seen}
