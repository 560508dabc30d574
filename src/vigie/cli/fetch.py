"""Fetching from the command line: what would be asked, asking it, and the monthly archives."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from vigie.cli.opening import say
from vigie.cli.progress import Bar
from vigie.desk import create, open_desk
from vigie.desk.naming import buyer_to_ask
from vigie.messages import counted, day, integer, text
from vigie.outputs.kept import loaded_lines
from vigie.sources.usaspending_fetch import Plan, archives, archives_asked, fetch_archive, plan
from vigie.transport.client import Client

if TYPE_CHECKING:
    from vigie.desk.fetching import Fetched
    from vigie.desk.handed import Loaded

_SHOWN = 3


def show_plan(buyer: str, since: date, until: date, *, lang: str) -> int:
    """Print what would be asked and what that reveals; nothing is opened."""
    planned = plan(buyer=buyer_to_ask(buyer).code, since=since, until=until)
    say(_plan_lines(planned, lang))
    return 0


def show_archives_plan(buyer: str, year: int, *, lang: str) -> int:
    """Print what downloading archives would ask and what that reveals; nothing is opened."""
    department, hosts = archives_asked(buyer_to_ask(buyer).code)
    say(
        [text("fetch.plan_archives", lang, host=hosts[0], files=", ".join(hosts[1:]), department=department, year=year)]
    )
    say([text("fetch.reveals_archives", lang, hosts=", ".join(hosts), department=department, year=year)])
    return 0


def _plan_lines(planned: Plan, lang: str) -> Iterable[str]:
    reveals = planned.reveals
    requests = counted(len(planned.requests), "requests", lang)
    yield text("fetch.plan", lang, requests=requests, host=reveals.host)
    days = {"since": day(reveals.since, lang), "until": day(reveals.until, lang)}
    yield text("fetch.reveals", lang, host=reveals.host, buyer=reveals.buyer, **days)
    yield text("fetch.halves", lang)
    for one in planned.requests[:_SHOWN]:
        yield f"  {one.method} {one.address}"
        yield f"    {one.body}"
    if (rest := len(planned.requests) - _SHOWN) > 0:
        yield "  " + text("fetch.more", lang, requests=counted(rest, "requests", lang))


def fetch(
    source: str, buyer: str, since: date, until: date, *, folder: str, now: Callable[[], datetime], lang: str
) -> int:
    """Ask for a buyer's actions and take them in; 3 where rows were set aside or the crawl is in doubt."""
    create(Path(folder))
    with Client() as client, open_desk(folder, progress=Bar(lang)) as desk:
        fetched = desk.fetch(client, source=source, buyer=buyer, since=since, until=until, now=now)
    say(fetched_lines(fetched, lang))
    return status_of(fetched)


def fetched_lines(fetched: "Fetched", lang: str) -> Iterable[str]:
    """What came of asking: what was received, what speaks against it, what was taken in."""
    crawled = fetched.crawled
    yield text("fetch.done", lang, rows=counted(crawled.found, "rows", lang), expected=integer(crawled.expected, lang),
               pages=counted(crawled.pages, "pages", lang))  # fmt: skip
    if not fetched.asked:
        yield text("fetch.waited", lang, day=day(crawled.finished.date(), lang))
    for doubt in crawled.doubts:
        yield "  " + text("fetch.doubt", lang, doubt=text(f"doubt.{doubt}", lang))
    if fetched.loaded is None:
        yield text("fetch.nothing_doubted" if crawled.doubts else "fetch.nothing", lang)
    for one in _taken(fetched):
        yield from loaded_lines(one, lang)


def status_of(fetched: "Fetched") -> int:
    """3 where the crawl is in doubt or rows were set aside, else 0."""
    return 3 if fetched.crawled.doubts or any(one.capture.set_aside_rows for one in _taken(fetched)) else 0


def _taken(fetched: "Fetched") -> "list[Loaded]":
    return [one for one in (fetched.loaded, *fetched.earlier) if one is not None]


def fetch_archives(buyer: str, year: int, folder: Path, *, now: Callable[[], datetime], lang: str) -> int:
    """Download the monthly archives of a fiscal year and the deltas since; reading them is another command's work."""
    bar = Bar(lang)
    folder.mkdir(parents=True, exist_ok=True)
    with Client() as client:
        listed = archives(client, buyer=buyer_to_ask(buyer).code, fiscal_year=year)
        if not listed:
            say([text("fetch.no_archive", lang, year=year)])
        for archive in listed:
            got = fetch_archive(
                client, archive, folder=folder, now=now, progress=lambda done, total: bar("fetching", done, total)
            )
            size = integer(got.size, lang)
            say([text("fetch.archive", lang, path=str(got.path), size=size, sha256=got.sha256)])
    return 0
