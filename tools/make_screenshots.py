"""Take the pictures of pages that the docs show: six pages of the shipped records, in English and French."""

import sys
import tempfile
from pathlib import Path

from tests.web.browser import chromium, served

import vigie
from vigie.cli.demo import demo
from vigie.messages import LANGUAGES
from vigie.web.addresses import PLACES, Asked

INTO = Path(vigie.__file__).parents[2] / "docs" / "screenshots"
ICE = {"buyer": "ICE", "on": "2026-01-26"}
SHOWN = {
    "home": None,
    "group": ("Capgemini", ICE),
    "contract": ("70CDCR24FR0000006", {"on": "2026-01-26"}),
    "buyer": ("ICE", {"on": "2026-01-26"}),
    "search": ("", {"q": "skip tracing capgemni"}),
    "coverage": ("", {"on": "2026-08-22"}),
}


def main() -> int:
    """Write the pictures; the desk of the demo is built for them."""
    INTO.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder) / "desk"
        demo(str(desk), "en")
        with served(desk) as site, chromium() as browser:
            page = browser.new_context(viewport={"width": 1000, "height": 760}, device_scale_factor=1).new_page()
            for name, asked in SHOWN.items():
                for lang in LANGUAGES:
                    address = f"/{lang}" if asked is None else Asked(lang, PLACES[name], *asked).address()
                    page.goto(site + address)
                    page.screenshot(path=INTO / f"{name}-{lang}.png")
    print(f"{len(SHOWN) * len(LANGUAGES)} pictures in {INTO.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
