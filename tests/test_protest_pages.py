"""Pages of dockets, decisions and opinions: what is read of them, what never leaves them, what is refused."""

import zipfile
from datetime import date
from pathlib import Path

import duckdb
import pytest

import vigie
from tests.conftest import SHARED, needs_shared
from vigie.desk import create
from vigie.desk.handed import Loaded
from vigie.errors import InputError, PageLayoutError, PersonsListedError
from vigie.ledger.generations import Generations
from vigie.ledger.tables import open_tables
from vigie.privacy import INDIVIDUAL
from vigie.sources.cofc_pages import is_organization

PAGES = Path(__file__).parent / "protests"
SEEN = date(2026, 11, 22)


def load(path: Path, folder: Path, source: str = "gao") -> Loaded:
    create(folder / "desk")
    with vigie.open(folder / "desk") as desk:
        return desk.load(path, source=source, seen=SEEN)


def load_text(content: str | bytes, folder: Path, source: str = "gao", name: str = "page.html") -> Loaded:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load(path, folder, source)


def held(folder: Path, table: str = "protest") -> list[dict[str, object]]:
    generations = Generations(folder / "desk" / "ledger")
    with duckdb.connect() as db:
        open_tables(db, generations, generations.newest())
        found = db.execute(f"select * exclude (capture, seen, moment) from {table} order by row")  # noqa: S608
        names = [name for name, *_ in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def said(folder: Path, *names: str) -> list[tuple[object, ...]]:
    return [tuple(row[name] for name in names) for row in held(folder)]


def on_disk(folder: Path) -> str:
    """Every byte a desk keeps, unpacked where it is packed."""
    import gzip

    found = []
    for path in (folder / "desk").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            found.append(gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content)
    return b"\n".join(found).decode("latin-1")


def test_a_docket_is_read_listing_by_listing(tmp_path: Path) -> None:
    loaded = load(PAGES / "docket.html", tmp_path)

    assert (loaded.capture.layout, loaded.capture.source_rows, loaded.set_aside) == ("docket", 3, ())
    assert said(tmp_path, "file_number", "file", "protester", "solicitation", "outcome", "filed", "due", "decided") == [
        ("B-411028.1", "B-411028", "Man-Machine Systems Assessment Inc", "W91CRB-13-R-0009", "Dismissed",
         date(2015, 1, 15), date(2015, 4, 27), date(2015, 3, 31)),
        ("B-411030.1", "B-411030", "Thermal Structures, Inc.", None, "Withdrawn",
         date(2015, 1, 15), date(2015, 4, 27), date(2015, 1, 28)),
        ("B-411015.3", "B-411015", "Logistics Management International, Inc.", "FA8505-13-R-31138", "Sustained",
         date(2015, 1, 14), date(2015, 4, 24), date(2015, 4, 22)),
    ]  # fmt: skip


def test_a_decision_says_who_what_and_when_for_each_file_number(tmp_path: Path) -> None:
    load(PAGES / "costs.html", tmp_path)

    assert said(tmp_path, "file_number", "protester", "case_type", "solicitation", "outcome", "decided") == [
        (number, "Science Applications International Corporation", "Costs", "00039-14-R-0003", "deny, dismiss", date(2015, 11, 24))
        for number in ("B-410760.5", "B-410760.6")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("page", "source"), [("docket.html", "gao"), ("decision.html", "gao"), ("opinions.html", "cofc")]
)
def test_no_person_of_a_page_reaches_the_disk(page: str, source: str, tmp_path: Path) -> None:
    assert "OFNOBODY" in (PAGES / page).read_text(encoding="utf-8")

    loaded = load(PAGES / page, tmp_path, source)

    kept = on_disk(tmp_path)
    assert loaded.capture.redacted
    assert not [
        word for word in ("OFNOBODY", "ZZPLAINTIFF", "Esq", "zz_nobody", "555-0100", "example.org") if word in kept
    ]


def test_the_kept_file_gives_the_same_ledger_again(tmp_path: Path) -> None:
    for page, source in (("docket.html", "gao"), ("decision.html", "gao"), ("opinions.html", "cofc")):
        load(PAGES / page, tmp_path, source)
    before = held(tmp_path)

    with vigie.open(tmp_path / "desk") as desk:
        desk.rebuild()

    assert sorted(map(str, held(tmp_path))) == sorted(map(str, before))
    assert len(before) == 6


def test_a_protester_that_looks_like_a_person_is_an_individual(tmp_path: Path) -> None:
    page = (
        (PAGES / "docket.html")
        .read_text(encoding="utf-8")
        .replace("Man-Machine Systems Assessment Inc", "Mary Ofnobody")
    )

    load_text(page, tmp_path)

    assert said(tmp_path, "protester", "protester_key")[0] == (INDIVIDUAL, INDIVIDUAL)
    assert "Ofnobody" not in on_disk(tmp_path)


def test_one_of_several_parties_of_a_decision_is_withheld_where_it_looks_like_a_person(tmp_path: Path) -> None:
    page = (PAGES / "decision.html").read_text(encoding="utf-8")

    load_text(
        page.replace("</b>West Coast General Corporation", "</b>Mary Ofnobody; Firm of Seven, Inc.--Costs"), tmp_path
    )

    assert said(tmp_path, "protester", "case_type") == [(f"{INDIVIDUAL}; Firm of Seven, Inc.", "Costs")]


def test_of_the_list_of_a_court_only_cases_of_organizations_are_kept(tmp_path: Path) -> None:
    loaded = load(PAGES / "opinions.html", tmp_path, "cofc")

    assert loaded.capture.notes["privacy.people_left_out"] == 4
    assert said(tmp_path, "file_number", "protester", "decided", "outcome", "says_protest") == [
        ("25-312", "HYDRAULICS INTERNATIONAL, INC.", date(2025, 11, 20), None, False),
        ("24-1836", "THE SUDDATH COMPANIES", date(2025, 7, 17), "dismiss", True),
    ]


@pytest.mark.parametrize(
    ("party", "expected"),
    [
        ("ITELLECT, LLC.", True),
        ("NORTHEAST HEALTH SERVICES, L.L.C.", True),
        ("BOARD OF SUPERVISORS OF ISSAQUENA COUNTY, MISSISSIPPI", True),
        ("JOHNSON", False),
        ("POWER", False),
        ("COUNCIL", False),
        ("RANCHO VISTA DEL MAR", False),
        ("ESTATE OF JOHNSON COMPANY", False),
        ("MARY JOHNSON and JOHNSON FARMS, LLC", False),
        ("JOHNSON, on behalf of JOHNSON GROUP", False),
        ("JOHNSON d/b/a JOHNSON SERVICES", False),
        ("In re: Johnson", False),
        ("", False),
    ],
)
def test_a_party_is_an_organization_only_where_it_says_so(party: str, expected: bool) -> None:
    assert is_organization(party) is expected


def test_a_docket_in_a_new_layout_is_refused_by_the_labels_found_and_expected(tmp_path: Path) -> None:
    with pytest.raises(PageLayoutError) as refused:
        load(PAGES / "new_layout.html", tmp_path)

    said = refused.value.message("en")
    assert all(
        words in said for words in ("'Case Number'", "'File Number'", "new_layout.html", "its pages have changed")
    )
    assert "OFNOBODY" not in said
    assert not list((tmp_path / "desk" / "archive" / "blobs").rglob("*.gz"))


DOCKET = (PAGES / "docket.html").read_text(encoding="utf-8")
REFUSALS: list[tuple[str, str | bytes, str, str, str]] = [
    ("a page not found", "<html><title>Report not Found</title></html>", "gao", "page.layout", "'Report not Found'"),
    ("a docket without a listing", DOCKET.replace("docketSearch", "other"), "gao", "page.layout", "'Agency'"),
    ("a docket that was cut", DOCKET[: len(DOCKET) // 2], "gao", "html.truncated", "Save the page again"),
    ("a page too deep", "<html><body>" + "<div>" * 5_000 + "</html>", "gao", "html.depth", "200"),
    ("a page of nothing but a tag", "</html>", "gao", "page.layout", "HTML"),
    ("bytes", b"<html>\0\0</html>", "gao", "file.type_mismatch", "binary"),
    ("a tag without end", "<html><p " + "a=1 " * 20_000 + "></html>", "gao", "file.type_mismatch", "binary"),
    ("more labels than a page has", DOCKET.replace("<b>Agency", "".join(f"<b>l{n}</b>" for n in range(1_100)) + "<b>Agency"), "gao",
     "page.layout", "'Protester'"),
    ("a list that was cut", "<html><script>recent_opinions = [{</script></html>", "cofc", "page.layout", "'docket'"),
    ("a list too deep", f"<html><script>recent_opinions = {'[' * 50_000}</script></html>", "cofc", "page.layout", "'docket'"),
    ("a page of another source", DOCKET, "cofc", "page.layout", "'party'"),
    ("a page for a source of tables", DOCKET, "reported", "file.type_mismatch", "HTML"),
    ("XML", "<?xml version='1.0'?><feed/>", "gao", "file.type_mismatch", "XML"),
    ("a PDF", b"%PDF-1.7\n", "gao", "file.type_mismatch", "PDF"),
    ("no byte", b"", "gao", "file.empty", "Nothing was stored"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "content", "source", "code", "words"), REFUSALS, ids=[one[0] for one in REFUSALS])
def test_a_page_that_is_no_such_page_is_refused_whole(
    case: str, content: str | bytes, source: str, code: str, words: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as refused:
        load_text(content, tmp_path, source)

    assert refused.value.code == code
    assert words in refused.value.message("en")
    assert "page.html" in refused.value.message("fr")


@pytest.mark.parametrize(
    ("found", "put", "code"),
    [
        ("B-411030.1&nbsp;", "411030-1&nbsp;", "protest.file_number"),
        ("<td>Jan 14, 2015</td>", "<td>Feb 31, 2015</td>", "date.format"),
        ("<td>Jan 14, 2015</td>", "<td>14.01.2015</td>", "date.format"),
    ],
)
def test_a_listing_with_a_fault_is_set_aside_alone(found: str, put: str, code: str, tmp_path: Path) -> None:
    assert found in DOCKET

    loaded = load_text(DOCKET.replace(found, put), tmp_path)

    assert {one.code for one in loaded.set_aside} == {code}
    assert len(held(tmp_path)) == 2


def test_a_broken_page_is_read_as_browsers_read_it(tmp_path: Path) -> None:
    loaded = load_text(DOCKET.replace("</tr>", "").replace("</b>", "</B >").replace("</html>", "</html></p>"), tmp_path)

    assert loaded.set_aside == ()
    assert [row["file_number"] for row in held(tmp_path)] == ["B-411028.1", "B-411030.1", "B-411015.3"]


@pytest.mark.parametrize(
    ("found", "put", "kept"),
    [
        ("</table>", "", ["B-411028.1"]),
        ("<b>File Number</b>: B-411030.1", "<b>File Number</b>: B-411030.1<br><b>File Number</b>: B-411099.1",
         ["B-411028.1", "B-411015.3"]),
    ],
)  # fmt: skip
def test_listings_that_ran_into_each_other_are_set_aside_and_never_mixed(
    found: str, put: str, kept: list[str], tmp_path: Path
) -> None:
    whole = {one["file_number"]: one for one in _docket(tmp_path / "whole")}

    loaded = load_text(DOCKET.replace(found, put), tmp_path)

    assert {one.code for one in loaded.set_aside} == {"protest.file_number"}
    assert [row["file_number"] for row in held(tmp_path)] == kept
    assert all(row == whole[row["file_number"]] for row in held(tmp_path))


def _docket(folder: Path) -> list[dict[str, object]]:
    folder.mkdir()
    load(PAGES / "docket.html", folder)
    return held(folder)


def test_a_label_nobody_declared_is_noticed_and_not_taken(tmp_path: Path) -> None:
    loaded = load_text(DOCKET.replace("<b>Agency</b>", "<b>Intervenor</b>: ZZFIRM<br><b>Agency</b>"), tmp_path)

    assert loaded.capture.columns_unknown == ("Intervenor",)
    assert "ZZFIRM" not in on_disk(tmp_path)


def test_a_zip_of_pages_is_read_page_by_page(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "pages.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for name in ("docket.html", "decision.html"):
            packed.write(PAGES / name, name)

    load(tmp_path / "pages.zip", tmp_path)

    assert {row["record"] for row in held(tmp_path)} == {"docket", "decision"}


def test_a_report_without_its_source_is_set_aside(tmp_path: Path) -> None:
    table = (PAGES / "reported_ceilings.csv").read_text(encoding="utf-8")

    loaded = load_text(table.replace('"research notes of a third party"', ""), tmp_path, "reported", "ceilings.csv")

    assert [one.code for one in loaded.set_aside] == ["reported.source"]
    assert [row["framework"] for row in held(tmp_path, "reported")] == ["70CDCR26D00000015"]


@needs_shared
@pytest.mark.parametrize(("name", "rows", "kept"), [("uscfc_example", 447, 161), ("uscfc_example_2", 455, 133)])
def test_the_real_lists_of_opinions_are_seen_whole_and_hold_no_person(
    name: str, rows: int, kept: int, tmp_path: Path
) -> None:
    loaded = load(SHARED / "us" / "gao" / "uscfc" / f"{name}.html", tmp_path, "cofc")

    assert (loaded.capture.source_rows, loaded.capture.kept_rows) == (rows, kept)
    assert loaded.capture.notes["privacy.people_left_out"] == rows - kept


@needs_shared
def test_hostile_pages_are_refused_without_a_stumble(tmp_path: Path) -> None:
    for path in sorted((SHARED / "hostile" / "html").iterdir()):
        for source in ("gao", "cofc"):
            with pytest.raises((InputError, PersonsListedError)) as refused:
                load(path, tmp_path, source)
            assert refused.value.code in ("page.layout", "html.depth", "html.truncated", "file.type_mismatch"), (
                path.name
            )
