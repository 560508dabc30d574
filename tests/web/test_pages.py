"""Every kind of page: it answers in both languages, cites itself, says what it rests on, and is safe to open."""

import hashlib
import re
from importlib import resources
from pathlib import Path

import pytest
from icalendar import Calendar
from lxml import etree, html
from starlette.testclient import TestClient

from tests.web.conftest import client_of
from vigie.messages import LANGUAGES, text
from vigie.web.addresses import PLACES, Asked
from vigie.web.pages import Site

ICE = {"buyer": "ICE", "on": "2026-01-26"}
# One address of every kind of page, on the shipped records
ADDRESSES = {
    "today": ("", {}),
    "search": ("", {"q": "capgemni"}),
    "group": ("Capgemini", ICE),
    "supplier": ("Capgemini", {}),
    "buyer": ("ICE", {}),
    "contract": ("70CDCR24FR0000006", {}),
    "program": ("skip-tracing-2025", {"buyer": "ICE"}),
    "topic": ("skip-tracing", {"buyer": "ICE"}),
    "notices": ("", {}),
    "protests": ("70CDCR26R00000015", {}),
    "mentions": ("Capgemini", {}),
    "changes": ("", {"since": "2026-08-01", "until": "2026-08-20"}),
    "coverage": ("", {}),
    "source": ("usaspending", {}),
    "check": ("", {}),
    "screen": ("", {}),
    "dispute": ("", {"page": "/en/coverage"}),
}


def address(kind: str, lang: str, shape: str | None = None) -> str:
    name, asked = ADDRESSES[kind]
    return Asked(lang, PLACES[kind], name, asked, shape).address()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ADDRESSES)
def test_every_kind_of_page_answers(demo_pages: TestClient, kind: str, lang: str) -> None:
    answer = demo_pages.get(address(kind, lang))

    page = html.fromstring(answer.text)
    assert answer.status_code == 200
    assert page.get("lang") == lang
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("//h1")[0].text_content().strip()
    # what the eye of a reader of the other language would stumble on
    assert text("page.dispute", lang) in answer.text.replace("&#39;", "'")
    # an address for the same in the other language
    (other,) = page.xpath("//link[@rel='alternate']/@href")
    assert demo_pages.get(other).status_code == 200


def test_the_addresses_of_both_languages_are_one_question() -> None:
    english = Asked("en", PLACES["group"], "Capgemini", ICE).address()
    french = Asked("fr", PLACES["group"], "Capgemini", ICE).address()

    assert english == "/en/group/Capgemini?buyer=ICE&on=2026-01-26"
    assert french == "/fr/groupe/Capgemini?acheteur=ICE&au=2026-01-26"


def test_a_notice_has_its_page(tiny_pages: TestClient) -> None:
    listed = html.fromstring(tiny_pages.get("/en/notices").text)

    first = listed.xpath("//td[contains(@class, 'code')]/a/@href")[0]
    answer = tiny_pages.get(first)

    assert first.startswith("/en/notice/")
    assert answer.status_code == 200
    assert "up to 31 August 2026" in html.fromstring(answer.text).xpath("//h1")[0].text_content()


def test_every_link_of_a_page_leads_somewhere(demo_pages: TestClient) -> None:
    """From a group: contracts, bodies, rows that prove, shapes, the other language."""
    page = html.fromstring(demo_pages.get(address("group", "en")).text)

    links = {link for link in page.xpath("//a/@href") if link.startswith("/")}
    statuses = {link: demo_pages.get(link).status_code for link in links}

    assert len(links) > 30
    assert {link for link, status in statuses.items() if status not in (200, 303)} == set()


def test_the_amount_leads_to_the_row_that_proves_it(demo_pages: TestClient) -> None:
    contract = html.fromstring(demo_pages.get("/en/contract/70CDCR24FR0000006?on=2026-01-26").text)
    proof = contract.xpath("//td/a[contains(., '7,372,680.00')]/@href")[0]

    row = html.fromstring(demo_pages.get(proof).text)

    cells = {
        name.text_content(): cell.text_content()
        for name, cell in (line.xpath("./td") for line in row.xpath("//tbody/tr"))
    }
    assert cells["Federal Action Obligation"] == "7372680.00"
    assert cells["Modification"] == "P00011"


def test_nothing_is_loaded_from_elsewhere(demo_pages: TestClient) -> None:
    """No address of another host in what a page loads; no script, style or handler in the page itself."""
    for kind in ADDRESSES:
        page = html.fromstring(demo_pages.get(address(kind, "en")).text)
        loaded = page.xpath(
            "//script/@src | //link[@rel='stylesheet' or @rel='icon']/@href | //img/@src | //iframe/@src"
        )
        assert all(one.startswith("/static/") for one in loaded)
        assert page.xpath("//script[not(@src)] | //style | //@style | //@*[starts-with(name(), 'on')]") == []


def test_headers_keep_a_page_to_itself(demo_pages: TestClient) -> None:
    headers = demo_pages.get("/en").headers

    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "private, no-cache"


def test_what_is_vendored_is_what_was_taken() -> None:
    static = resources.files("vigie.web") / "static"
    listed = dict(
        re.findall(r"\| `([^`]+)` \|.*\| `([0-9a-f]{64})` \|", (static / "VENDORED.md").read_text(encoding="utf-8"))
    )

    found = {name: hashlib.sha256((static / name).read_bytes()).hexdigest() for name in listed}

    assert listed == found
    assert set(listed) == {one.name for one in static.iterdir() if one.name.endswith(".js")}


def test_an_unchanged_page_is_not_sent_again(demo_pages: TestClient) -> None:
    first = demo_pages.get("/en/coverage")

    again = demo_pages.get("/en/coverage", headers={"if-none-match": first.headers["etag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_a_query_with_a_body_and_a_day_goes_straight_there(demo_pages: TestClient) -> None:
    answer = demo_pages.get("/fr/recherche", params={"q": "Capgemini ICE 2026-01-26"})

    assert answer.status_code == 303
    assert answer.headers["location"] == "/fr/groupe/Capgemini?acheteur=ICE&au=2026-01-26"


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("70CDCR24FR0000006", "/en/contract/70CDCR24FR0000006"),
        ("70cdcr-24-fr-0000006", "/en/contract/70cdcr-24-fr-0000006"),
        ("ICE", "/en/buyer/ICE"),
        ("skip tracing", "/en/topic/skip%20tracing"),
    ],
)
def test_what_names_one_page_goes_there(demo_pages: TestClient, query: str, there: str) -> None:
    answer = demo_pages.get("/en/search", params={"q": query})

    assert answer.headers["location"] == there
    assert demo_pages.get(there).status_code == 200


def test_two_days_are_compared(demo_pages: TestClient) -> None:
    asked = {"buyer": "ICE", "on": "2026-01-26", "versus": "2025-10-08"}
    page = html.fromstring(demo_pages.get("/en/group/Capgemini", params=asked).text)

    (row,) = page.xpath("//section[@id='compared']//tbody/tr")
    then, now, difference = (cell.text_content().strip() for cell in row.xpath("./td")[1:])

    assert now == "USD 116,210,775.42"
    assert then != now
    assert difference.startswith("USD +")


def test_small_suppliers_without_a_group_are_not_for_search_engines(demo_pages: TestClient) -> None:
    group = demo_pages.get(address("group", "en"))
    rows = demo_pages.get("/en/group/Capgemini", params={"buyer": "CBP", "on": "2020-10-02"})

    assert "noindex" not in group.text
    assert "x-robots-tag" not in group.headers
    assert rows.status_code == 200
    row = html.fromstring(group.text).xpath("//a[contains(@href, '/evidence/')]/@href")[0]
    assert demo_pages.get(row).headers["x-robots-tag"] == "noindex, nofollow"


def test_corrections_go_where_the_keeper_of_the_desk_says(demo_folder: Path) -> None:
    for client in client_of(demo_folder, site=Site("corrections@example.org")):
        page = html.fromstring(client.get(address("group", "en")).text)
        disputed = client.get(page.xpath("//footer//a/@href")[0])

    assert page.xpath("//footer//a[starts-with(@href, 'mailto:corrections@example.org?subject=%2Fen%2Fgroup')]")
    assert "corrections@example.org" in disputed.text


def test_texts_of_records_stay_texts(tiny_pages: TestClient) -> None:
    answer = tiny_pages.get("/en/search", params={"q": "<script>alert(1)</script>"})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;" in answer.text


@pytest.mark.parametrize("kind", [kind for kind in ADDRESSES if "atom" in PLACES[kind].shapes])
def test_a_page_has_a_feed_of_what_is_new(demo_pages: TestClient, kind: str) -> None:
    answer = demo_pages.get(address(kind, "fr", "atom"))

    feed = etree.fromstring(answer.content)
    assert answer.headers["content-type"] == "application/atom+xml"
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"


def test_a_feed_and_a_calendar_have_what_the_page_is_of(tiny_pages: TestClient) -> None:
    listed = tiny_pages.get("/en/notices.json").json()["answers"]["notices"]["announced"]
    due = next(one for one in listed if one["number"] and one["deadline"] and one["deadline"]["day"] > "2026-04-25")

    asked = {"on": "2026-04-25"}
    feed = etree.fromstring(tiny_pages.get(f"/en/notice/{due['number']}.atom", params=asked).content)
    calendar = Calendar.from_ical(tiny_pages.get(f"/en/notice/{due['number']}.ics", params=asked).content)

    assert len(feed.findall("{*}entry")) >= 1
    assert all(
        due["number"] in entry.findtext("{*}content") + entry.findtext("{*}title") for entry in feed.findall("{*}entry")
    )
    (event,) = calendar.events
    assert event.DTSTART.isoformat()[:10] >= due["deadline"]["day"]
