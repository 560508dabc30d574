"""The pages in Debian's Chromium, as a reader uses them: with a mouse, with keys alone, on a phone, in the dark, without scripts."""

import csv
import io
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import openpyxl
import pytest
from icalendar import Calendar

import vigie
from tests.conftest import SHARED
from tests.web.browser import CHROMIUM, Reader, chromium, served
from tests.web.test_pages import ADDRESSES, address
from vigie.messages import LANGUAGES
from vigie.outputs.dossier_figures import read_figures
from vigie.web.addresses import PLACES, Asked

pytest.importorskip("playwright", reason="needs playwright, which ./run test installs")
pytestmark = [
    # where changes are judged there is a browser, or these fail
    pytest.mark.skipif(
        CHROMIUM is None and "CI" not in os.environ, reason="needs Chromium (on Debian: apt install chromium)"
    ),
    pytest.mark.xdist_group("browser"),
]

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TEXT_000 = SHARED / "texts"


@pytest.fixture(scope="module")
def site(demo_folder: Path) -> Iterator[str]:
    """The pages of the shipped records, served."""
    with served(demo_folder) as there:
        yield there


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """One browser for all of these."""
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: "Browser") -> Iterator["Page"]:
    """A new tab that has never been anywhere, and that fails the test when a page breaks its own rules."""
    context = browser.new_context()
    tab = context.new_page()
    wrong: list[str] = []
    tab.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    yield tab
    context.close()
    assert wrong == []


def test_from_the_front_page_to_the_row_in_three_interactions(page: "Page", site: str) -> None:
    page.goto(f"{site}/en")
    reader = Reader(page)

    reader.look_for("Capgemini ICE 2026-01-26")
    assert "at least USD 116,210,775.42" in page.locator(".shown .amount").first.inner_text()
    reader.follow("USD 4,816,782.50")

    assert reader.did <= 3
    cells = dict(zip(page.locator("td.code").all_inner_texts(), page.locator("td.text").all_inner_texts(), strict=True))
    assert cells["Federal Action Obligation"] == "4816782.50"
    assert cells["Award ID"] == "70CDCR26FR0000024"


def test_search_group_contract_row(page: "Page", site: str) -> None:
    page.goto(f"{site}/en/search?q=capgemni")
    page.get_by_role("link", name="Capgemini", exact=True).first.click()
    page.get_by_role("link", name="70CDCR24FR0000006").click()
    page.get_by_role("link", name="9 October 2025").click()

    assert page.get_by_role("cell", name="7372680.00").is_visible()


def test_the_day_asked_about_gives_the_figures_of_the_command(page: "Page", site: str) -> None:
    """116,210,775.42 is what ``vigie sales Capgemini --buyer ICE --on 2026-01-26`` prints (tests/test_demo_figures.py)."""
    page.goto(f"{site}/en/group/Capgemini?buyer=ICE")
    before = page.locator(".shown .amount").first.inner_text()
    page.get_by_label("As of").fill("2026-01-26")
    page.get_by_role("button", name="Ask").click()
    page.wait_for_url("**on=2026-01-26*")

    after = page.locator(".shown .amount").first
    after.wait_for()
    assert after.inner_text() == "at least USD 116,210,775.42" != before


def test_french_from_english(page: "Page", site: str) -> None:
    page.goto(f"{site}/en/group/Capgemini?buyer=ICE&on=2026-01-26")
    page.get_by_role("link", name="Français").click()

    assert page.url.endswith("/fr/groupe/Capgemini?acheteur=ICE&au=2026-01-26")
    assert page.locator(".shown .amount").first.inner_text() == "au moins 116\u202f210\u202f775,42 USD"


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/data, the big sets that do not ship")
def test_a_text_is_checked(page: "Page", site: str) -> None:
    (article,) = sorted(TEXT_000.glob("000*"))[:1]
    page.goto(f"{site}/en/check")
    page.get_by_label("Or a file").set_input_files(article)
    page.get_by_role("button", name="Check", exact=True).click()

    assert "70CDCR26FR0000024" in page.locator("main").inner_text()


def test_a_pasted_text_is_checked(page: "Page", site: str) -> None:
    page.goto(f"{site}/fr/verifier")
    page.get_by_label("Le texte").fill(
        "L'ICE a engagé 4 816 782,50 dollars sur le contrat 70CDCR26FR0000024 avec Capgemini."
    )
    page.get_by_role("button", name="Vérifier").click()

    assert "confirmé" in page.locator("main").inner_text()


def test_a_list_is_screened_and_taken_home(page: "Page", site: str) -> None:
    page.goto(f"{site}/en/screen")
    page.get_by_label("The list").fill("name\nCapgemini Government Solutions LLC\nNo Such Company Of Ours GmbH\n")
    page.get_by_label("Give the answer as").select_option("csv")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Screen", exact=True).click()

    lines = list(csv.DictReader(io.StringIO(taken.value.path().read_text(encoding="utf-8-sig"))))
    assert [line["result"] for line in lines if line["listed"].startswith("Capgemini")] == ["match"]
    assert [line["result"] for line in lines if line["listed"].startswith("No Such")] == ["not_found"]


def test_tables_are_taken_home(page: "Page", site: str) -> None:
    page.goto(f"{site}/en/group/Capgemini?buyer=ICE&on=2026-01-26")
    with page.expect_download() as table:
        page.get_by_role("link", name="CSV").click()
    with page.expect_download() as book:
        page.get_by_role("link", name="Spreadsheet").click()

    lines = list(csv.DictReader(io.StringIO(table.value.path().read_text(encoding="utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(book.value.path().read_bytes())).worksheets[0]
    heads = [cell.value for cell in next(sheet.iter_rows(max_row=1))]
    amounts = [row[heads.index("amount / montant")].value for row in sheet.iter_rows(min_row=2)]
    assert len(lines) == len(amounts) == 10
    assert f"{sum(amounts):.2f}" == "116210775.42"


def test_a_dossier_and_a_calendar_are_taken_home(page: "Page", site: str) -> None:
    page.goto(f"{site}/fr/groupe/Capgemini?acheteur=ICE&au=2026-01-26")
    with page.expect_download() as dossier:
        page.get_by_role("link", name="Dossier (PDF)").click()
    with page.expect_download() as calendar:
        page.get_by_role("link", name="Calendrier").click()

    asked, figures = read_figures(dossier.value.path().read_bytes(), where="dossier.pdf")
    assert (asked.group, asked.on.isoformat(), asked.lang) == ("Capgemini", "2026-01-26", "fr")
    assert str(figures[0].amount) == "116210775.42"
    assert Calendar.from_ical(calendar.value.path().read_bytes()).calendar_name


def test_with_keys_alone(page: "Page", site: str) -> None:
    page.goto(f"{site}/en")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "home-q":
            break
    page.keyboard.type("Capgemini ICE 2026-01-26")
    page.keyboard.press("Enter")
    page.wait_for_url("**/group/**")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "proof":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/evidence/**")

    assert page.locator("h1").inner_text().startswith("Rows of")


@pytest.mark.parametrize("kind", ADDRESSES)
def test_a_page_fits_a_phone(browser: "Browser", site: str, kind: str) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 800})
    tab = context.new_page()
    tab.goto(site + address(kind, "fr"))

    width = tab.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert width == 375


def test_without_scripts(browser: "Browser", site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{site}/en/group/Capgemini?buyer=ICE")
    tab.get_by_label("As of").fill("2026-01-26")
    tab.get_by_role("button", name="Ask").click()

    assert tab.locator(".shown .amount").first.inner_text() == "at least USD 116,210,775.42"
    context.close()


def test_nothing_is_asked_of_anybody_else(browser: "Browser", site: str) -> None:
    context = browser.new_context()
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    for kind in ADDRESSES:
        tab.goto(site + address(kind, "en"))

    context.close()
    assert len(asked) > len(ADDRESSES)
    assert [one for one in asked if not one.startswith(site)] == []


@pytest.fixture(scope="module")
def every_page(site: str, demo_folder: Path, tiny_once_with_notices: Path) -> Iterator[dict[str, dict[str, str]]]:
    """An address of every kind of page, in each language: of the shipped records, and of notices."""
    with vigie.open(demo_folder) as desk:
        place = desk.contract("70CDCR24FR0000006", on=date(2026, 1, 26)).actions[-1].evidence
    with vigie.open(tiny_once_with_notices) as desk:
        announced = desk.notices(on=date(2026, 4, 25)).announced
    number = next(one.number for one in announced if one.number)
    evidence = {"rows": place.pointer}
    with served(tiny_once_with_notices) as notices:
        yield {
            lang: {
                **{kind: site + address(kind, lang) for kind in ADDRESSES},
                "home": f"{site}/{lang}",
                "evidence": site + Asked(lang, PLACES["evidence"], place.sha256, evidence).address(),
                "notice": notices + Asked(lang, PLACES["notice"], number or "", {}).address(),
                "notices": notices + Asked(lang, PLACES["notices"], "", {}).address(),
                "nowhere": f"{site}/{lang}/nowhere",
                "sign-in": f"{site}/{lang}/sign-in",
            }
            for lang in LANGUAGES
        }


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing(
    browser: "Browser", every_page: dict[str, dict[str, str]], lang: str, theme: Literal["light", "dark"]
) -> None:
    """Every kind of page, by the rules of WCAG that a program can test."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="needs axe, which ./run test installs"
    ).Axe()
    context = browser.new_context(color_scheme=theme, bypass_csp=True)
    tab = context.new_page()
    violations = {}
    assert set(PLACES) <= set(every_page[lang])
    for kind, there in every_page[lang].items():
        tab.goto(there)
        found = axe.run(tab)
        if found.violations_count:
            violations[kind] = [(one["id"], one["nodes"][0]["html"][:200]) for one in found.response["violations"]]
    context.close()

    assert violations == {}
