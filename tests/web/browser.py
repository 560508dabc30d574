"""A browser on the pages of a desk served for real, on this machine alone."""

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from tests.web.conftest import TODAY
from vigie.web.app import make
from vigie.web.pages import Site
from vigie.web.safety import doors

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_SWITCHES = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
).split()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The pages of a desk at an address of this machine, while they are needed."""
    entry = doors(folder, "127.0.0.1", ())
    application, at_hand = make(folder, entry, Site("corrections@example.org"), today=lambda: TODAY, progress=_silent)
    server = uvicorn.Server(uvicorn.Config(application, port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)
    at_hand.close()


def _silent(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""


@contextmanager
def chromium() -> Iterator["Browser"]:
    """Debian's browser, without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_SWITCHES)
        yield browser
        browser.close()


class Reader:
    """Somebody at a page who counts what they do: filling a field, a click, a key that sends."""

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.did = 0

    def look_for(self, words: str) -> None:
        """Write into the search of the front page and send it."""
        self.page.locator("#home-q").fill(words)
        self.page.locator("#home-q").press("Enter")
        self.page.wait_for_load_state()
        self.did += 1

    def follow(self, name: str) -> None:
        """Click the first link of this text."""
        self.page.get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()
        self.did += 1
