"""FPDS pages and their successor at SAM.gov: what an entry says, totals as of an action, what is refused, and that people are not kept.

``fpds/*.xml`` are entries of pages of the FPDS Atom feed harvested on 11 June 2026, the fields of persons and addresses blank;
``fpds/*.json`` follow the examples of the published description of the Contract Awards interface.
"""

import gzip
import io
import json
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import zstandard

import vigie
from tests.bounded import load_bounded
from vigie.archive.blobs import Blobs
from vigie.desk import create
from vigie.desk.desk import Desk
from vigie.desk.handed import Loaded
from vigie.errors import CaptureConflictError, InputError, PersonsListedError
from vigie.ledger.generations import Generations
from vigie.ledger.tables import standing_lines
from vigie.money import Basis
from vigie.questions.contract import ContractLife
from vigie.records.contract import is_framework

FILES = Path(__file__).parent / "fpds"
SEEN = date(2026, 6, 11)
SHARED = Path("/work/shared/data")
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the large sets of files are not here")
FRAMEWORK = "70TEST26D00000001"
ORDER = "70TEST26F00000001"


def entry(
    piid: str = FRAMEWORK,
    modification: str = "0",
    *,
    signed: str = "2026-01-05",
    change: str = "0.00",
    total: str = "1000.00",
    office_agency: str = "7012",
    modified: str = "2026-01-06 10:00:00",
    more: str = "",
    supplier: str = "ACME GUARDS, INC.",
) -> str:
    """One entry of the feed: a framework, or an order where its number is one."""
    is_order = piid == ORDER
    kind, outer, inner = ("award", "awardID", "awardContractID") if is_order else ("IDV", "contractID", "IDVID")
    name = "DELIVERY ORDER" if is_order else "IDC"
    return f"""<entry><title>x</title><modified>{modified}</modified><content><n:{kind}>
<n:{outer}><n:{inner}><n:agencyID>7012</n:agencyID><n:PIID>{piid}</n:PIID><n:modNumber>{modification}</n:modNumber>
{"<n:transactionNumber>0</n:transactionNumber>" if is_order else ""}</n:{inner}></n:{outer}>
<n:relevantContractDates><n:signedDate>{signed} 00:00:00</n:signedDate>
<n:lastDateToOrder>2030-01-04 10:58:44</n:lastDateToOrder></n:relevantContractDates>
<n:dollarValues><n:obligatedAmount>{"25.50" if is_order else "0.00"}</n:obligatedAmount>
<n:baseAndAllOptionsValue>{change}</n:baseAndAllOptionsValue></n:dollarValues>
<n:totalDollarValues><n:totalBaseAndAllOptionsValue>{total}</n:totalBaseAndAllOptionsValue></n:totalDollarValues>
<n:purchaserInformation><n:contractingOfficeAgencyID>{office_agency}</n:contractingOfficeAgencyID></n:purchaserInformation>
<n:contractData><n:contractActionType description="{name}">B</n:contractActionType></n:contractData>
<n:vendor><n:vendorHeader><n:vendorName>{supplier}</n:vendorName></n:vendorHeader></n:vendor>{more}
</n:{kind}></content></entry>"""


def page(*entries: str) -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:n="https://www.fpds.gov/FPDS">{"".join(entries)}</feed>""".encode()


def desk_in(folder: Path) -> Desk:
    if not (folder / "desk").is_dir():
        create(folder / "desk")
    return vigie.open(folder / "desk")


def load(
    content: bytes, folder: Path, name: str = "page.xml", *, source_name: str = "fpds", seen: date = SEEN
) -> Loaded:
    (folder / name).write_bytes(content)
    with desk_in(folder) as desk:
        return desk.load(folder / name, source=source_name, seen=seen)


def life(folder: Path, piid: str, *, on: date = SEEN, known: date | None = None) -> ContractLife:
    with desk_in(folder) as desk:
        return desk.contract(piid, on=on, known=known)


def ceilings(found: ContractLife) -> list[tuple[str, Decimal | None]]:
    return [(step.modification, step.figure.amount) for step in found.ladder if step.figure.basis is Basis.CEILING]


# -- what an entry says ------------------------------------------------------------------------------------------------


def test_a_framework_is_told_with_its_ceiling_pricing_office_and_end_of_ordering(tmp_path: Path) -> None:
    loaded = load((FILES / "70CDCR24A00000001.xml").read_bytes(), tmp_path)

    found = life(tmp_path, "70CDCR24A00000001")

    assert (loaded.capture.kept_rows, loaded.capture.set_aside_rows) == (3, 0)
    assert found.contract.id == "7012_70CDCR24A00000001"
    assert found.contract.supplier == "CSI AVIATION SERVICES, INC."
    assert found.contract.framework == "GS33F0025V"
    assert found.contract.ends == date(2029, 3, 7)
    assert is_framework(found.contract.piid)
    assert found.terms.pricing == "LABOR HOURS"
    assert found.terms.office == "DETENTION COMPLIANCE AND REMOVALS"
    assert found.terms.solicitation == "70CDCR23Q00000004"
    assert ceilings(found) == [("0", Decimal("3600000000.00"))]
    assert loaded.capture.columns_unknown == ()


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "orders until 7 March 2029"), ("fr", "commandes jusqu'au 7 mars 2029")]
)
def test_the_answer_says_until_when_orders_can_be_placed(lang: str, words: str, tmp_path: Path) -> None:
    load((FILES / "70CDCR24A00000001.xml").read_bytes(), tmp_path)
    asked = ["contract", "70CDCR24A00000001", "--on", "2026-06-11", "--lang", lang, "--desk", str(tmp_path / "desk")]

    said = subprocess.run([sys.executable, "-m", "vigie", *asked], capture_output=True, text=True, check=True).stdout

    assert words in " ".join(said.split())


@pytest.mark.parametrize(
    ("piid", "expected"),
    [("70CDCR24A00000001", True), ("HSCEDM14D00002", True), ("70CDCR24FR0000006", False), ("GS33F0025V", False)],
)
def test_a_framework_is_known_by_the_ninth_place_of_its_number(piid: str, expected: bool) -> None:
    assert is_framework(piid) is expected


def test_a_ceiling_is_the_one_an_action_leaves_not_the_one_of_the_harvest(tmp_path: Path) -> None:
    actions = [
        entry(modification="0", change="600.00"),
        entry(modification="P00001", signed="2026-02-01"),
        entry(modification="P00002", signed="2026-03-01", change="400.00"),
    ]
    load(page(*actions), tmp_path)

    assert ceilings(life(tmp_path, FRAMEWORK)) == [("0", Decimal("600.00")), ("P00002", Decimal("1000.00"))]


def test_the_total_stands_on_the_last_action_where_the_changes_do_not_come_to_it(tmp_path: Path) -> None:
    actions = [entry(modification="P00001", change="600.00"), entry(modification="P00002", signed="2026-03-01")]
    load(page(*actions), tmp_path)

    assert ceilings(life(tmp_path, FRAMEWORK)) == [("P00002", Decimal("1000.00"))]


def test_a_row_of_nines_is_no_ceiling(tmp_path: Path) -> None:
    loaded = load(page(entry(change="999999999999.00", total="999999999999.00")), tmp_path)

    assert ceilings(life(tmp_path, FRAMEWORK)) == []
    assert loaded.capture.notes["money.placeholder"] == 1


def test_a_framework_stays_one_contract_when_its_office_moves(tmp_path: Path) -> None:
    actions = [
        entry(modification="0", change="1000.00"),
        entry(modification="P00001", signed="2026-02-01", office_agency="7014"),
    ]
    load(page(*actions), tmp_path)

    found = life(tmp_path, FRAMEWORK)

    assert [action.modification for action in found.actions] == ["0", "P00001"]
    assert found.contract.id == f"7012_{FRAMEWORK}"


# -- one action several times -------------------------------------------------------------------------------------------


def test_an_exact_repetition_is_folded_and_counted(tmp_path: Path) -> None:
    loaded = load(page(entry(), entry()), tmp_path)

    assert (loaded.capture.kept_rows, loaded.capture.repeated_rows) == (1, 1)


def test_of_two_entries_of_one_action_the_one_modified_last_stands(tmp_path: Path) -> None:
    later = entry(supplier="ACME PROTECTION, INC.", modified="2026-02-01 08:00:00")
    loaded = load(page(later, entry()), tmp_path)

    assert life(tmp_path, FRAMEWORK).contract.supplier == "ACME PROTECTION, INC."
    assert loaded.capture.notes["entry.replaced"] == 1


def test_two_entries_of_one_action_modified_at_once_are_both_set_aside(tmp_path: Path) -> None:
    loaded = load(page(entry(), entry(supplier="ACME PROTECTION, INC.")), tmp_path)

    assert [(one.row, one.code) for one in loaded.set_aside] == [(2, "row.conflict"), (3, "row.conflict")]


USASPENDING = f"""Agency,Award ID,Recipient Name,Federal Action Obligation,Action Date,Modification,Product/Service Description,\
NAICS Description,Transaction Description
ICE,{ORDER},"ACME GUARDS, INC.",25.50,2026-01-05,0,GUARD SERVICES,SECURITY GUARDS,GUARDS
""".encode()


@pytest.mark.parametrize("seen", [SEEN, date(2026, 6, 12)], ids=["on one day", "a day later"])
def test_an_action_two_sources_have_is_counted_once(seen: date, tmp_path: Path) -> None:
    load(page(entry(ORDER)), tmp_path)
    load(USASPENDING, tmp_path, "actions.csv", source_name="usaspending", seen=seen)

    found = life(tmp_path, ORDER, on=seen)

    assert found.contract.figures[0].amount == Decimal("25.50")
    assert len(found.actions) == 1
    assert found.terms.ends == date(2030, 1, 4)


def test_two_captures_of_one_source_and_moment_that_contradict_each_other_are_still_refused(tmp_path: Path) -> None:
    load(page(entry()), tmp_path)

    with pytest.raises(CaptureConflictError):
        load(page(entry(supplier="ACME PROTECTION, INC.")), tmp_path, "other.xml")


# -- people ---------------------------------------------------------------------------------------------------------------

PERSONAL = """<n:transactionInformation><n:createdBy>JANE.EXAMPLE@AGENCY.GOV</n:createdBy></n:transactionInformation>
<n:contractMarketingData><n:emailAddress>jane.example@agency.gov</n:emailAddress>
<n:orderingProcedure>Write to Jane Example</n:orderingProcedure></n:contractMarketingData>
<n:agencySpecificIDVElements><n:NASASpecificIDVElements><n:COTRName>EXAMPLE, JANE</n:COTRName></n:NASASpecificIDVElements>
</n:agencySpecificIDVElements>"""


def test_accounts_mails_and_officers_are_not_kept(tmp_path: Path) -> None:
    loaded = load(page(entry(more=PERSONAL)), tmp_path)

    kept = Blobs(tmp_path / "desk" / "archive" / "blobs").get(loaded.capture.sha256)

    assert FRAMEWORK.encode() in kept
    assert b"jane" not in kept.lower()
    assert b"example" not in kept.lower()
    assert loaded.capture.redacted


def test_a_path_nobody_declared_is_named_and_not_taken(tmp_path: Path) -> None:
    more = '<n:vendor2><n:rating scale="five">4</n:rating></n:vendor2>'
    loaded = load(page(entry(more=more)), tmp_path)

    assert loaded.capture.columns_unknown == ("vendor2.rating", "vendor2.rating.scale")


def test_a_path_that_lists_people_refuses_the_page(tmp_path: Path) -> None:
    with pytest.raises(PersonsListedError):
        load(page(entry(more="<n:detainee><n:dateOfBirth>x</n:dateOfBirth></n:detainee>")), tmp_path)


# -- archives ---------------------------------------------------------------------------------------------------------------


def tar_of(*members: tuple[str, bytes], change: Callable[[tarfile.TarInfo], None] | None = None) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as tar:
        for name, content in members:
            header = tarfile.TarInfo(name)
            header.size = len(content)
            if change is not None:
                change(header)
            tar.addfile(header, io.BytesIO(content))
    return made.getvalue()


def zip_of(*members: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return made.getvalue()


PAGES = (
    ("./raw/one/page-0.xml", page(entry(change="600.00"))),
    ("./README.md", b"notes"),
    (f"./raw/{'deep/' * 30}page-1.xml", page(entry(modification="P00001", signed="2026-02-01", change="400.00"))),
)
PLAIN_PAGES = tuple((name.removeprefix("./"), content) for name, content in PAGES)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pages.tar", tar_of(*PAGES)),
        ("pages.tar.gz", gzip.compress(tar_of(*PAGES))),
        ("pages.tar.zst", zstandard.compress(tar_of(*PAGES))),
        ("pages.zip", zip_of(*PLAIN_PAGES)),
    ],
    ids=lambda found: found if isinstance(found, str) else "",
)
def test_the_pages_of_an_archive_are_one_table(name: str, content: bytes, tmp_path: Path) -> None:
    loaded = load(content, tmp_path, name)

    assert (loaded.capture.source_rows, loaded.capture.kept_rows) == (2, 2)
    assert loaded.capture.notes["file.skipped"] == 1
    assert ceilings(life(tmp_path, FRAMEWORK)) == [("0", Decimal("600.00")), ("P00001", Decimal("1000.00"))]


def test_a_desk_made_again_from_its_archive_says_the_same(tmp_path: Path) -> None:
    actions = [entry(change="600.00"), entry(), entry(ORDER), "<entry/>", entry("bad number")]
    load(tar_of(("a.xml", page(*actions))), tmp_path, "pages.tar")
    ledger = Generations(tmp_path / "desk" / "ledger")
    before = standing_lines(ledger)

    with desk_in(tmp_path) as desk:
        desk.rebuild()

    assert before
    assert standing_lines(ledger) == before


def _is_link(header: tarfile.TarInfo) -> None:
    header.type, header.linkname, header.size = tarfile.SYMTYPE, "/etc/passwd", 0


def _is_device(header: tarfile.TarInfo) -> None:
    header.type, header.size = tarfile.CHRTYPE, 0


GOOD = ("page.xml", page(entry()))
BAD_TARS = [
    ("out of the folder", tar_of(("../page.xml", b"")), "tar.path"),
    ("from the root", tar_of(("/etc/page.xml", b"")), "tar.path"),
    ("a backslash", tar_of(("a\\page.xml", b"")), "tar.path"),
    ("a link", tar_of(("page.xml", b""), change=_is_link), "tar.path"),
    ("a device", tar_of(("page.xml", b""), change=_is_device), "tar.path"),
    ("a long name out of the folder", tar_of((f"{'a/' * 80}../../page.xml", b"")), "tar.path"),
    ("no page", tar_of(("notes.md", b"x")), "tar.empty"),
    ("cut within a page", tar_of(GOOD)[:900], "tar.corrupt"),
    ("cut before the end mark", tar_of(GOOD)[:1024], "tar.corrupt"),
    ("something after its end", tar_of(GOOD) + b"x" * 512, "tar.corrupt"),
    ("a damaged header", b"y" + tar_of(GOOD)[1:], "tar.corrupt"),
    ("no tar", b"x" * 2048, "tar.corrupt"),
    ("a page too large", tar_of(("page.xml", b" " * (33 << 20))), "tar.too_large"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "content", "code"), BAD_TARS, ids=[one[0] for one in BAD_TARS])
@pytest.mark.parametrize("ending", [".tar", ".tar.zst"])
def test_a_tar_that_is_not_what_it_should_be_is_refused_whole(
    case: str, content: bytes, code: str, ending: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as refusal:
        load(zstandard.compress(content) if ending == ".tar.zst" else content, tmp_path, f"pages{ending}")

    assert refusal.value.code == code
    assert f"pages{ending}" in refusal.value.message("fr")
    assert not list((tmp_path / "desk" / "archive" / "blobs").rglob("*.gz"))


@pytest.mark.parametrize("ending", [".tar.zst", ".tar.gz"])
def test_a_packed_tar_that_was_cut_is_refused(ending: str, tmp_path: Path) -> None:
    packed = zstandard.compress(tar_of(GOOD)) if ending == ".tar.zst" else gzip.compress(tar_of(GOOD))

    with pytest.raises(InputError) as refusal:
        load(packed[: len(packed) // 2], tmp_path, f"pages{ending}")

    assert refusal.value.code == "tar.corrupt"


# -- XML that is refused ------------------------------------------------------------------------------------------------------

BAD_PAGES = [
    ("a document type", b'<?xml version="1.0"?><!DOCTYPE feed><feed/>', "xml.dtd"),
    ("a document type in UTF-16", '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE feed><feed/>'.encode("utf-16"), "xml.dtd"),
    ("too deep", page("<entry>" + "<a>" * 100 + "</a>" * 100 + "</entry>"), "xml.depth"),
    ("far too deep", b"<a>" * 100_000, "xml.depth"),
    ("cut", page(entry())[:-40], "xml.syntax"),
    ("another encoding", b'<?xml version="1.0" encoding="US-ASCII"?><feed>\xc3\xa9</feed>', "xml.encoding"),
    ("a web page", b"<!DOCTYPE html><html/>", "file.type_mismatch"),
    ("JSON", b'{"a": 1}', "file.type_mismatch"),
    ("no entry", page(), "file.empty"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "content", "code"), BAD_PAGES, ids=[one[0] for one in BAD_PAGES])
def test_a_page_that_is_not_what_the_source_publishes_is_refused(
    case: str, content: bytes, code: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as refusal:
        load(content, tmp_path)

    assert refusal.value.code == code


def test_an_entry_without_number_and_id_is_set_aside_and_a_silent_one_counted(tmp_path: Path) -> None:
    loaded = load(page("<entry/>", "<entry><id>urn:x:1</id></entry>", entry()), tmp_path)

    assert [(one.row, one.code) for one in loaded.set_aside] == [(2, "xml.missing_id")]
    assert loaded.capture.notes["entry.silent"] == 1
    assert loaded.capture.kept_rows == 1


def hostile_cases() -> list[dict[str, object]]:
    cases = SHARED / "hostile" / "expected.jsonl"
    if not cases.is_file():
        return []
    read: list[dict[str, object]] = [json.loads(line) for line in cases.read_text().splitlines()]
    return [case for case in read if str(case["file"]).endswith(".atom")]


@needs_shared
def test_there_are_hostile_pages() -> None:
    assert len(hostile_cases()) == 9


@needs_shared
@pytest.mark.parametrize("case", hostile_cases(), ids=lambda case: str(case["id"]))
def test_a_hostile_page_ends_as_it_must_within_bounds(case: dict[str, object], tmp_path: Path) -> None:
    path = SHARED / "hostile" / str(case["file"])

    found = load_bounded(path, tmp_path / "desk", source="fpds")

    codes = found.get("aside", found["codes"])
    kept = found.get("source_rows", 0) - found["rows"][1]
    expected = (case["outcome"], [case["code"]] if case["code"] else [], case["rows_ok"], case["rows_bad"])
    assert (found["outcome"], codes, kept, found["rows"][1]) == expected


# -- SAM.gov ------------------------------------------------------------------------------------------------------------------


def test_an_answer_of_sam_gov_says_what_an_entry_of_fpds_says(tmp_path: Path) -> None:
    loaded = load((FILES / "sam_awards.json").read_bytes(), tmp_path, "answer.json", source_name="sam_awards")

    found = life(tmp_path, "NNG15SD19B")

    assert loaded.capture.columns_unknown == ()
    assert found.contract.id == "8000_NNG15SD19B"
    assert found.contract.supplier == "ALVAREZ & ASSOCIATES, LLC"
    assert found.contract.ends == date(2020, 4, 30)
    assert found.terms.office == "GODDARD SPACE FLIGHT CENTER"
    assert found.terms.solicitation == "NNG13451284R"
    assert found.terms.pricing == "FIRM FIXED PRICE"
    assert found.terms.competition is None
    assert ceilings(found) == [("0", Decimal("20000000000.00"))]


def test_an_action_sam_gov_has_deleted_stands_until_that_was_seen(tmp_path: Path) -> None:
    load((FILES / "70CDCR24A00000001.xml").read_bytes(), tmp_path)
    deleted = (FILES / "sam_awards_deleted.json").read_bytes()
    load(deleted, tmp_path, "deleted.json", source_name="sam_awards_deleted", seen=date(2026, 6, 12))

    before = life(tmp_path, "70CDCR24A00000001", known=SEEN)
    after = life(tmp_path, "70CDCR24A00000001")

    assert [action.modification for action in before.actions] == ["0", "P00004", "P00008"]
    assert [action.modification for action in after.actions] == ["0", "P00004"]


def test_a_list_and_a_deletion_seen_at_one_moment_are_refused(tmp_path: Path) -> None:
    load((FILES / "70CDCR24A00000001.xml").read_bytes(), tmp_path)
    deleted = (FILES / "sam_awards_deleted.json").read_bytes()

    with pytest.raises(CaptureConflictError):
        load(deleted, tmp_path, "deleted.json", source_name="sam_awards_deleted")
