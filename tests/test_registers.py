"""Sources of who is who: what each file says, what is refused, what is set aside, and that people are never kept."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest
from stdnum import lei

import vigie
from vigie.archive.blobs import Blobs
from vigie.desk import create
from vigie.desk.handed import Loaded
from vigie.errors import InputError, PersonsListedError
from vigie.ledger.generations import Generations
from vigie.ledger.tables import open_tables
from vigie.records.ownership import Relation
from vigie.sources import SOURCES, source
from vigie.sources.header import recognize
from vigie.sources.intake import check_header

FILES = Path(__file__).parent / "registers"
INPUTS = sorted(path for path in FILES.glob("*/*") if ".expected" not in path.name)
SEEN = date(2026, 11, 1)
ORDER = {"organization": "row, identifier, name", "ownership": "row, relation, child_identifier, state"}

GLEIF = FILES / "gleif"
# The columns of the golden copy's CSV of relationships that are read here, in its order
HEADER = [
    "Relationship.StartNode.NodeID", "Relationship.StartNode.NodeIDType", "Relationship.EndNode.NodeID", "Relationship.EndNode.NodeIDType",
    "Relationship.RelationshipType", "Relationship.RelationshipStatus", "Registration.RegistrationStatus",
    "Registration.ValidationReference",
    "Relationship.Period.1.startDate", "Relationship.Period.1.endDate", "Relationship.Period.1.periodType",
    "Relationship.Period.2.startDate", "Relationship.Period.2.endDate", "Relationship.Period.2.periodType",
]  # fmt: skip
# Shell Information Technology International B.V. and Shell plc, as GLEIF had them on 15 May 2025
LINK = [
    "21380018Z33A3VAKQQ62", "LEI", "21380068P1DRHMJ8KU70", "LEI", "IS_DIRECTLY_CONSOLIDATED_BY", "ACTIVE", "PUBLISHED", "",
    "2022-01-01T00:00:00.000Z", "2022-12-31T00:00:00.000Z", "ACCOUNTING_PERIOD",
    "2013-11-01T00:00:00.000Z", "", "RELATIONSHIP_PERIOD",
]  # fmt: skip


def table(header: list[str], *rows: list[str], delimiter: str = ",") -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter).writerows([header, *rows])
    return written.getvalue().encode()


def changed(**cells: str) -> list[str]:
    """The link with other cells, by the last words of their columns."""
    made = LINK[:]
    for name, cell in cells.items():
        made[next(n for n, column in enumerate(HEADER) if column.replace(".", "_").endswith(name))] = cell
    return made


def load(content: bytes, folder: Path, name: str, source_name: str = "gleif") -> Loaded:
    (folder / name).write_bytes(content)
    create(folder / "desk")
    with vigie.open(folder / "desk") as desk:
        return desk.load(folder / name, source=source_name, seen=SEEN)


def held(folder: Path, table: str) -> list[dict[str, object]]:
    """The rows of a table of who is who as they are kept, without what tells the captures apart."""
    generations = Generations(folder / "desk" / "ledger")
    with duckdb.connect() as db:
        open_tables(db, generations, generations.newest())
        found = db.execute(f"select * exclude (capture, seen, moment) from {table} order by {ORDER[table]}")  # noqa: S608
        names = [name for name, *_ in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def said(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Rows as a file beside the input has them: what is not said is left out."""
    plain: list[dict[str, object]] = json.loads(json.dumps(rows, default=str))
    return [{name: cell for name, cell in row.items() if cell is not None and cell != []} for row in plain]


# -- what a file says ----------------------------------------------------------------------------------------------------


def test_there_is_a_file_of_every_source_of_who_is_who() -> None:
    assert {path.parent.name for path in INPUTS} == {
        name for name in SOURCES if all(layout.record.of_register for layout in source(name).layouts)
    }


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_file_says_what_stands_beside_it(path: Path, tmp_path: Path) -> None:
    expected = json.loads(path.with_name(f"{path.stem}.expected.json").read_text(encoding="utf-8"))

    loaded = load(path.read_bytes(), tmp_path, path.name, path.parent.name)

    assert loaded.capture.columns_unknown == ()
    assert {one.code for one in loaded.set_aside} == set(expected["set_aside"])
    assert said(held(tmp_path, "organization")) == expected["organization"]
    assert said(held(tmp_path, "ownership")) == expected["ownership"]


@pytest.mark.parametrize("name", sorted({path.stem for path in GLEIF.glob("*.xml")}))
def test_json_and_xml_of_one_publication_are_one_file_to_us(name: str, tmp_path: Path) -> None:
    kept = []
    for ending in ("json", "xml"):
        (tmp_path / ending).mkdir()
        loaded = load((GLEIF / f"{name}.{ending}").read_bytes(), tmp_path / ending, f"file.{ending}")
        kept.append(loaded.capture.sha256)

    assert kept[0] == kept[1]


def test_a_relationship_in_csv_tells_the_period_of_the_relationship_alone(tmp_path: Path) -> None:
    load(table(HEADER, LINK), tmp_path, "rr.csv")

    (link,) = said(held(tmp_path, "ownership"))

    assert link == {
        "row": 2, "child_scheme": "lei", "child_identifier": LINK[0], "parent_scheme": "lei", "parent_identifier": LINK[2],
        "relation": "directly_consolidated", "since": "2013-11-01", "state": "ACTIVE", "registration": "PUBLISHED", "withdrawn": False,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["lei2.csv", "delta.json"])
def test_a_zip_says_what_the_file_in_it_says(name: str, tmp_path: Path) -> None:
    content = (
        table(
            ["LEI", "Entity.LegalName", "Entity.EntityCategory"],
            ["5493003WIDMLDHYC6Y24", "U-HAUL HOLDING COMPANY", "GENERAL"],
        )
        if name.endswith("csv")
        else (GLEIF / "golden_copy_with_a_sole_proprietor.json").read_bytes()
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)

    load(packed.getvalue(), tmp_path, "published.zip")

    assert held(tmp_path, "organization")[0]["key"] == "u haul holding"


def test_a_rebuild_gives_the_same_tables(tmp_path: Path) -> None:
    create(tmp_path / "desk")
    with vigie.open(tmp_path / "desk") as desk:
        for path in INPUTS:
            desk.load(path, source=path.parent.name, seen=SEEN)
    posted = {table: held(tmp_path, table) for table in ORDER}

    with vigie.open(tmp_path / "desk") as desk:
        desk.rebuild()

    assert {table: held(tmp_path, table) for table in ORDER} == posted


def test_a_desk_that_holds_no_money_is_asked_all_the_same(tmp_path: Path) -> None:
    load(table(HEADER, LINK), tmp_path, "rr.csv")

    with vigie.open(tmp_path / "desk") as desk:
        health, coverage = desk.health(), desk.coverage(on=SEEN)

    assert [one.source for one in health.sources] == ["gleif"]
    assert (coverage.buyers, len(coverage.captures)) == ((), 1)


def test_a_register_is_no_source_of_an_answer_about_money(tmp_path: Path) -> None:
    load(actions(("2020-01-01", "EXAMPLE INC")), tmp_path, "actions.csv", "usaspending")
    load(table(HEADER, LINK), tmp_path, "rr.csv")

    with vigie.open(tmp_path / "desk") as desk:
        answer = desk.suppliers("ICE", on=SEEN)

    assert answer.coverage.sources == ("usaspending",)
    assert [figure.currency for figure in answer.suppliers[0].figures] == ["USD"]


def test_the_same_file_seen_on_another_day_is_another_sighting(tmp_path: Path) -> None:
    load(table(HEADER, LINK), tmp_path, "rr.csv")

    with vigie.open(tmp_path / "desk") as desk:
        again = desk.load(tmp_path / "rr.csv", source="gleif", seen=date(2026, 11, 2))

    assert not again.already_held
    assert len(held(tmp_path, "ownership")) == 2


def test_every_word_for_a_relation_is_one_of_ours() -> None:
    declared = {ours for name in SOURCES for ours in source(name).relations.values()}

    assert declared
    assert declared <= set(Relation)


# -- people --------------------------------------------------------------------------------------------------------------


def test_nothing_of_a_sole_proprietor_is_kept(tmp_path: Path) -> None:
    loaded = load((GLEIF / "golden_copy_with_a_sole_proprietor.json").read_bytes(), tmp_path, "golden.json")
    kept = Blobs(tmp_path / "desk" / "archive" / "blobs").get(loaded.capture.sha256).decode()

    assert loaded.capture.notes["privacy.people_left_out"] == 1
    assert "EXAMPLE" not in kept.upper()
    assert [row["row"] for row in held(tmp_path, "organization")] == [2, 4, 5]


def test_nothing_of_a_sole_proprietor_is_kept_of_a_zip(tmp_path: Path) -> None:
    rows = [
        ["5493003WIDMLDHYC6Y24", "U-HAUL HOLDING COMPANY", "GENERAL"],
        ["549300M1HISD3KQ17797", "EXAMPLE TRADER", "SOLE_PROPRIETOR"],
    ]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("lei2.csv", table(["LEI", "Entity.LegalName", "Entity.EntityCategory"], *rows))

    loaded = load(packed.getvalue(), tmp_path, "published.zip")

    assert loaded.capture.notes["privacy.people_left_out"] == 1
    assert (loaded.capture.source_rows, loaded.capture.kept_rows) == (2, 1)
    with vigie.open(tmp_path / "desk") as desk:
        assert desk.evidence(loaded.capture.sha256, "row=3").rows[0].cells == {
            "LEI": "", "Entity.LegalName": "", "Entity.EntityCategory": "",
        }  # fmt: skip


def test_street_and_care_of_lines_are_never_taken(tmp_path: Path) -> None:
    header = [
        "LEI", "Entity.LegalName", "Entity.EntityCategory", "Entity.LegalAddress.FirstAddressLine", "Entity.LegalAddress.MailRouting",
        "Entity.LegalAddress.City", "Entity.HeadquartersAddress.City", "Entity.LegalName.xmllang",
    ]  # fmt: skip
    row = [
        "5493003WIDMLDHYC6Y24",
        "U-HAUL HOLDING COMPANY",
        "GENERAL",
        "1 Example Street",
        "c/o Example",
        "Reno",
        "Phoenix",
        "en",
    ]

    loaded = load(table(header, row), tmp_path, "lei2.csv")

    assert loaded.capture.columns_left_out == (header[3], header[4], header[6], header[7])
    assert held(tmp_path, "organization")[0]["city"] == "Reno"


@pytest.mark.parametrize(
    "details",
    [{"personType": "knownPerson"}, {"personType": "anonymousPerson", "birthDate": "1970"}],
    ids=["known", "born"],
)
def test_statements_that_list_a_person_are_refused_whole(details: dict[str, str], tmp_path: Path) -> None:
    statements = json.loads((FILES / "bods" / "entity_owning_entity.json").read_text(encoding="utf-8"))
    person = {"statementId": "p", "recordId": "p", "recordType": "person", "recordDetails": details}

    with pytest.raises(PersonsListedError, match="never people"):
        load(json.dumps([*statements, person]).encode(), tmp_path, "statements.json", "bods")


def numbered(name: str, *parts: str, most: int = 5) -> list[str]:
    return [f"{name}.{place}{part}" for place in range(1, most + 1) for part in parts]


def test_every_column_of_the_golden_copy_is_taken_or_left_out_for_a_reason() -> None:
    lines = [
        "FirstAddressLine",
        "AddressNumber",
        "AddressNumberWithinBuilding",
        "MailRouting",
        *numbered("AdditionalAddressLine", "", most=3),
    ]
    address = ["xmllang", *lines, "City", "Region", "Country", "PostalCode"]
    names = [
        "LEI", "Entity.LegalName", "Entity.LegalName.xmllang", "Entity.LegalJurisdiction", "Entity.EntityCategory",
        *numbered("Entity.OtherEntityNames.OtherEntityName", "", ".xmllang", ".type"),
        *numbered("Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName", "", ".xmllang", ".type"),
        *(f"Entity.{kind}Address.{part}" for kind in ("Legal", "Headquarters") for part in address),
        *numbered("Entity.OtherAddresses.OtherAddress", ".type", *(f".{part}" for part in address)),
        *numbered("Entity.LegalEntityEvents.LegalEntityEvent", ".LegalEntityEventType", ".event_status"),
        *numbered("Entity.SuccessorEntity", ".SuccessorLEI", ".SuccessorEntityName"),
        "Entity.AssociatedEntity.AssociatedEntityName", "Entity.LegalForm.EntityLegalFormCode", "Entity.LegalForm.OtherLegalForm",
        "Entity.RegistrationAuthority.OtherRegistrationAuthorityID", "Registration.ManagingLOU", "ConformityFlag",
    ]  # fmt: skip

    check_header(names, source("gleif"), "lei2.csv")
    header = recognize(source("gleif"), names, where="lei2.csv")

    assert (header.layout.name, header.unknown) == ("lei", ())
    assert not {column.name.rpartition(".")[2] for column in header.taken.values()} & {
        *lines,
        "xmllang",
        "OtherLegalForm",
    }


# -- refusals ------------------------------------------------------------------------------------------------------------

XML = (GLEIF / "relationships_deleted_one.xml").read_text(encoding="utf-8")
JSON = (GLEIF / "relationships_deleted_one.json").read_text(encoding="utf-8")
REFUSALS: list[tuple[str, str, str, str, str]] = [
    ("XML cut within a record", "rr.xml", XML[:9000], "xml.syntax", "Fetch the file again"),
    (
        "XML cut between records",
        "rr.xml",
        XML[: XML.index("</rr:RelationshipRecord>") + 24],
        "xml.syntax",
        "after 1 records",
    ),
    ("XML with fewer records than announced", "rr.xml", XML.replace(">10<", ">11<", 1), "record.count", "announces 11"),
    (
        "XML with a document type",
        "rr.xml",
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        "xml.dtd",
        "DOCTYPE",
    ),
    ("XML without a record", "rr.xml", '<?xml version="1.0"?><a><b/></a>', "file.empty", "Fetch the file again"),
    ("JSON cut within a record", "rr.json", JSON[:5000], "json.truncated", "ends early"),
    ("JSON with something after its end", "rr.json", JSON + "[]", "json.syntax", "no longer JSON"),
    ("JSON with a comma too many", "rr.json", '[{"LEI": "x"},]', "json.syntax", "no longer JSON"),
    ("JSON with numbers for records", "rr.json", "[1, 2]", "schema.type", "object"),
    ("JSON with a key twice", "rr.json", '{"records": [], "records": []}', "json.duplicate_key", "twice"),
    ("JSON without records", "rr.json", '{"meta": {}, "data": []}', "file.empty", "no rows"),
    ("another table", "rr.csv", "a,b,c\n1,2,3\n", "schema.unknown_layout", "'a', 'b', 'c'"),
    (
        "a table that cannot tell people",
        "lei.csv",
        "LEI,Entity.LegalName\nx,y\n",
        "schema.missing_column",
        "EntityCategory",
    ),
    ("a table parted by tabs", "rr.csv", "LEI\tEntity.LegalName\nx\ty\n", "csv.delimiter", "comma"),
]


@pytest.mark.parametrize(
    ("name", "content", "code", "words"), [case[1:] for case in REFUSALS], ids=[case[0] for case in REFUSALS]
)
def test_a_damaged_file_is_refused_whole(name: str, content: str, code: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refusal:
        load(content.encode(), tmp_path, name)

    assert refusal.value.code == code
    assert words in str(refusal.value)
    assert refusal.value.message("fr") != str(refusal.value)


ASIDE: list[tuple[str, list[str], str]] = [
    ("a relationship of an unknown type", changed(RelationshipType="IS_FRIEND_OF"), "ownership.relation"),
    ("a parent of itself", changed(EndNode_NodeID=LINK[0]), "ownership.self"),
    ("an end before the beginning", changed(Period_2_endDate="2013-10-31T00:00:00.000Z"), "period.reversed"),
    ("a wrong check digit", changed(StartNode_NodeID="21380018Z33A3VAKQQ63"), "lei.check"),
    ("another kind of party", changed(EndNode_NodeIDType="PNI"), "ownership.node"),
    ("something else than an LEI", changed(EndNode_NodeID="DIRECT_PARENT_LEI"), "lei.format"),
    ("a day that is none", changed(Period_2_startDate="2013-02-30"), "date.format"),
]


@pytest.mark.parametrize(("row", "code"), [case[1:] for case in ASIDE], ids=[case[0] for case in ASIDE])
def test_a_faulty_relationship_is_set_aside_and_its_neighbor_kept(row: list[str], code: str, tmp_path: Path) -> None:
    loaded = load(table(HEADER, row, LINK), tmp_path, "rr.csv")

    assert code in {one.code for one in loaded.set_aside}
    assert {one.row for one in loaded.set_aside} == {2}
    assert [link["row"] for link in held(tmp_path, "ownership")] == [3]


def test_a_row_cut_at_the_end_is_set_aside(tmp_path: Path) -> None:
    loaded = load(table(HEADER, LINK) + b"21380018Z33A3VAK", tmp_path, "rr.csv")

    assert [(one.row, one.code) for one in loaded.set_aside] == [(3, "csv.field_count")]


def test_a_record_told_twice_alike_is_counted_once(tmp_path: Path) -> None:
    loaded = load(table(HEADER, LINK, LINK, changed(StartNode_NodeID="5493003WIDMLDHYC6Y24")), tmp_path, "rr.csv")

    assert (loaded.capture.repeated_rows, loaded.capture.kept_rows) == (1, 2)


def test_two_parents_at_a_time_are_both_kept(tmp_path: Path) -> None:
    loaded = load(table(HEADER, LINK, changed(EndNode_NodeID="5493003WIDMLDHYC6Y24")), tmp_path, "rr.csv")

    assert (loaded.capture.kept_rows, loaded.set_aside) == (2, ())


def test_of_two_records_of_one_organization_that_differ_neither_wins(tmp_path: Path) -> None:
    rows = [["5493003WIDMLDHYC6Y24", name, "GENERAL"] for name in ("U-HAUL HOLDING COMPANY", "AMERCO")]

    loaded = load(table(["LEI", "Entity.LegalName", "Entity.EntityCategory"], *rows), tmp_path, "lei.csv")

    assert {(one.row, one.code) for one in loaded.set_aside} == {
        (2, "organization.conflict"),
        (3, "organization.conflict"),
    }
    assert held(tmp_path, "organization") == []


def test_check_digits_are_told_as_the_standard_library_of_numbers_tells_them(tmp_path: Path) -> None:
    sound = [
        "5493003WIDMLDHYC6Y24",
        "5493005PY54DR0JRCW56",
        "549300M1HISD3KQ17797",
        "ZZZWS8Y6XVKM0Q9RJQ79",
        "097900BHF50000076475",
    ]
    swaps: list[Callable[[str], str]] = [
        lambda one: one, lambda one: one[1] + one[0] + one[2:], lambda one: one[:-1] + str((int(one[-1]) + 1) % 10), lambda one: one[::-1],
        lambda one: one[:8] + "A" + one[9:],
    ]  # fmt: skip
    numbers = sorted({swap(one) for one in sound for swap in swaps})
    rows = [[number, f"EXAMPLE {place} LTD", "GENERAL"] for place, number in enumerate(numbers)]

    load(table(["LEI", "Entity.LegalName", "Entity.EntityCategory"], *rows), tmp_path, "lei.csv")

    assert {str(row["identifier"]) for row in held(tmp_path, "organization")} == {
        one for one in numbers if lei.is_valid(one)
    }


# -- parents named in contract records -----------------------------------------------------------------------------------

ACTION = {
    "contract_transaction_unique_key": "", "contract_award_unique_key": "", "award_id_piid": "", "modification_number": "0",
    "transaction_number": "0",
    "federal_action_obligation": "1.00", "action_date": "", "awarding_sub_agency_code": "7012", "transaction_description": "EXAMPLE",
    "recipient_name": "EXAMPLE SERVICES LLC", "recipient_uei": "ABCDEFGHJKL1", "recipient_parent_name": "", "recipient_parent_uei": "",
}  # fmt: skip


def actions(*recorded: tuple[str, str], supplier: str = "EXAMPLE SERVICES LLC") -> bytes:
    """Contracts signed on these days by one supplier, each recorded with this parent."""
    rows = []
    for place, (day, parent) in enumerate(recorded):
        piid = f"70TEST24F{place:08d}"
        said = {
            "contract_transaction_unique_key": f"7012_-NONE-_{piid}_0_-NONE-_0",
            "award_id_piid": piid,
            "action_date": day,
        }
        rows.append([*(ACTION | said | {"recipient_name": supplier, "recipient_parent_name": parent}).values()])
    return table([*ACTION], *rows)


def runs(folder: Path) -> list[tuple[object, ...]]:
    links = sorted(held(folder, "ownership"), key=lambda link: (str(link["since"]), str(link["parent"])))
    return [
        (link["parent"], str(link["since"]), str(link["last_seen"]), link["row"], link["last_row"]) for link in links
    ]


def test_parents_of_suppliers_are_told_as_runs_of_the_days_on_record(tmp_path: Path) -> None:
    recorded = [
        ("2020-01-01", "OLD INC"),
        ("2020-03-01", "OLD INC."),
        ("2021-01-01", "NEW CORP"),
        ("2021-05-01", "OLD INC"),
    ]

    load(actions(*recorded), tmp_path, "actions.csv", "usaspending")

    assert runs(tmp_path) == [
        ("OLD INC", "2020-01-01", "2020-03-01", 2, 3),
        ("NEW CORP", "2021-01-01", "2021-01-01", 4, 4),
        ("OLD INC", "2021-05-01", "2021-05-01", 5, 5),
    ]


def test_two_parents_on_one_day_break_no_run(tmp_path: Path) -> None:
    recorded = [
        ("2020-01-01", "OLD INC"),
        ("2020-02-01", "OLD INC"),
        ("2020-02-01", "NEW CORP"),
        ("2020-03-01", "OLD INC"),
    ]

    load(actions(*recorded), tmp_path, "actions.csv", "usaspending")

    assert runs(tmp_path) == [
        ("OLD INC", "2020-01-01", "2020-03-01", 2, 5),
        ("NEW CORP", "2020-02-01", "2020-02-01", 4, 4),
    ]


def test_a_supplier_that_names_itself_says_it_has_no_other_parent(tmp_path: Path) -> None:
    load(actions(("2020-01-01", "EXAMPLE SERVICES, LLC")), tmp_path, "actions.csv", "usaspending")

    (link,) = held(tmp_path, "ownership")

    assert (link["relation"], link["child_key"]) == (Relation.NAMED_IN_RECORD, link["parent_key"])


def test_an_individual_contractor_has_no_parent(tmp_path: Path) -> None:
    load(
        actions(("2020-01-01", "EXAMPLE INC"), supplier="[individual contractor]"),
        tmp_path,
        "actions.csv",
        "usaspending",
    )

    assert held(tmp_path, "ownership") == []
