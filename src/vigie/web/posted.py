"""What a reader sends to a page: a text to check, a list to screen. It is read, answered and forgotten."""

import tempfile
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path

from vigie.desk.desk import Desk
from vigie.errors import PageParameterError
from vigie.grammar.asked_day import asked_day
from vigie.messages import text
from vigie.outputs.csv import to_csv
from vigie.outputs.json import to_json
from vigie.outputs.report.of import report_of
from vigie.outputs.xlsx import to_xlsx
from vigie.web.addresses import Asked
from vigie.web.kept import Body
from vigie.web.pages import Site, write_page
from vigie.web.shapes import MEDIA

# The most a page takes, in bytes; a text can have two million characters, a list has its own limit
MOST_BYTES = 10_000_000
_HTML = "text/html; charset=utf-8"


def checked(desk: Desk, site: Site, asked: Asked, fields: Mapping[str, str], upload: bytes, day: date) -> Body:
    """The page of a text that was sent, with the verdicts on it."""
    written = fields.get("text", "")
    content = upload or written.encode("utf-8", "replace")
    published, on = _day(fields, "published"), _day(fields, "on") or day
    answer = desk.check(content, where=text("check.pasted", asked.lang), published=published, on=on)
    page = write_page(
        site, "check.jinja", asked, title=text("check.page", asked.lang), report=report_of([answer], asked.lang),
        text="" if upload else written, published=fields.get("published", ""), on=on.isoformat(), private=True,
    )  # fmt: skip
    return _body(page, _HTML)


def screened(desk: Desk, site: Site, asked: Asked, fields: Mapping[str, str], upload: bytes, day: date) -> Body:
    """The page of a list that was sent, or its table."""
    written = fields.get("text", "")
    shape = fields.get("shape", "")
    if shape not in ("", "csv", "xlsx", "json"):
        raise PageParameterError(parameter="shape", found=shape[:80], expected="csv, xlsx, json")
    on, buyer = _day(fields, "on") or day, fields.get("buyer", "").strip()[:200] or None
    with tempfile.TemporaryDirectory(prefix="vigie-") as folder:
        path = Path(folder) / "list.csv"
        path.touch(mode=0o600)
        path.write_bytes(upload or written.encode("utf-8", "replace"))
        answer = desk.screen(path, buyer=buyer, on=on)
    match shape:
        case "csv":
            return _body(b"\xef\xbb\xbf" + to_csv(answer, asked.lang).encode(), MEDIA["csv"], "vigie-list.csv")
        case "xlsx":
            return _body(to_xlsx(answer, asked.lang), MEDIA["xlsx"], "vigie-list.xlsx")
        case "json":
            return _body(to_json(answer, asked.lang).encode(), MEDIA["json"], "vigie-list.json")
    page = write_page(
        site, "screen.jinja", asked, title=text("screen.page", asked.lang), report=report_of([answer], asked.lang),
        text="" if upload else written, buyer=buyer or "", on=on.isoformat(), private=True,
    )  # fmt: skip
    return _body(page, _HTML)


def _day(fields: Mapping[str, str], name: str) -> date | None:
    written = fields.get(name, "").strip()
    return asked_day(written) if written else None


def _body(content: bytes, media_type: str, file_name: str | None = None) -> Body:
    return Body(content, media_type, sha256(content).hexdigest()[:32], True, file_name)
