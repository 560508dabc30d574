"""The pages of the demo desk and of the tiny desk, asked in process."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from vigie.web.app import make
from vigie.web.pages import Site
from vigie.web.safety import Doors

# The reader's day of these tests, after everything in the shipped records
TODAY = date(2026, 8, 31)


def client_of(folder: Path, doors: Doors | None = None, site: Site | None = None) -> Iterator[TestClient]:
    """Somebody who asks the pages of a desk."""
    application, at_hand = make(
        folder,
        doors or Doors(["testserver"], None),
        site or Site(),
        today=lambda: TODAY,
        progress=lambda stage, done, total: None,
    )
    with TestClient(application, follow_redirects=False, raise_server_exceptions=True) as client:
        yield client
    at_hand.close()


@pytest.fixture(scope="session")
def demo_pages(demo_folder: Path) -> Iterator[TestClient]:
    """The pages of the shipped records."""
    yield from client_of(demo_folder)


@pytest.fixture(scope="module")
def tiny_pages(tiny_once_with_notices: Path) -> Iterator[TestClient]:
    """The pages of invented records with notices."""
    yield from client_of(tiny_once_with_notices)
