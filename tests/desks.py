"""Desks made for one test from a few invented rows."""

from datetime import date
from pathlib import Path

import vigie
from vigie.desk import Desk, create

SEEN = date(2024, 12, 31)


def desk_of(folder: Path, rows: list[str], links: str = "") -> Desk:
    """A desk of these rows of the source's ten columns, with these decisions."""
    header = (
        "Agency,Award ID,Recipient Name,Federal Action Obligation,Action Date,Modification,Product/Service Description"
    )
    folder.mkdir(exist_ok=True)
    (folder / "actions.csv").write_text(
        "\n".join([f"{header},NAICS Description,Transaction Description", *rows]) + "\n"
    )
    create(folder / "desk")
    (folder / "desk" / "desk.toml").write_text("format = 1\n" + links)
    desk = vigie.open(folder / "desk")
    desk.load(folder / "actions.csv", source="usaspending", seen=SEEN)
    return desk
