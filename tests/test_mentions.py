"""Mentions: who is named in whose contract, on word borders, and that nothing of it is counted as the named organization's."""

import csv
import gzip
import io
import re
import shutil
import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import vigie
from tests.conftest import SHIPPED
from vigie.desk import Desk, create
from vigie.errors import PeriodError, PersonAskedError, WordlessNameError
from vigie.groups.brands import brand_named, brands, named
from vigie.outputs.csv import to_csv
from vigie.outputs.text import Page
from vigie.questions.mentions import Mentions

HERE = Path(__file__).parent / "mentions"
END = date(2024, 12, 31)
LAST = date(2026, 8, 22)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Invented records: a group, a takeover, a reseller, a namesake, a correction, an individual contractor."""
    folder = tmp_path / "desk"
    create(folder)
    shutil.copy(HERE / "desk.toml", folder / "desk.toml")
    with vigie.open(folder) as opened:
        opened.load(HERE / "actions.csv", source="usaspending", seen=END)
        yield opened


def actions(answer: Mentions) -> list[tuple[str, str]]:
    """The award and modification numbers of the actions, in the order of the answer."""
    return [(contract.piid, mention.modification) for contract in answer.contracts for mention in contract.mentions]


# -- whose contract it is ---------------------------------------------------------------------------------------------


def test_the_newest_mention_comes_first_and_what_is_not_of_others_is_left_out(desk: Desk) -> None:
    answer = desk.mentions("Alpha Holding", on=END)

    assert actions(answer) == [
        ("70TEST24F00000101", "0"),
        ("70TEST24F00000101", "P00002"),
        ("70BTEST24F00000107", "0"),
        ("70TEST24P00000109", "0"),
        ("70TEST24F00000102", "0"),
    ]
    assert (answer.actions, len(answer.contracts), answer.suppliers) == (5, 4, 4)
    assert (answer.own, answer.alike) == (2, ("ALPHA HOLDING PARTNERS LLC",))


def test_a_subsidiary_is_another_supplier_only_until_it_belongs(desk: Desk) -> None:
    contracts = {one.piid: one for one in desk.mentions("Alpha Holding", on=END).contracts}

    assert [mention.action_date for mention in contracts["70TEST24F00000102"].mentions] == [date(2023, 12, 15)]


def test_a_parent_that_names_its_subsidiary_is_of_one_group_with_it(desk: Desk) -> None:
    answer = desk.mentions("Beta Services", on=END)

    assert (answer.contracts, answer.own) == ((), 1)


def test_the_money_is_the_suppliers_by_the_whole_contract(desk: Desk) -> None:
    first = desk.mentions("Alpha Holding", on=END).contracts[0]

    assert [figure.amount for figure in first.supplier_figures] == [Decimal("120.00")]
    assert first.supplier_figures[0].evidence[0].pointer == "row=2-4"
    assert [mention.evidence.pointer for mention in first.mentions] == ["row=2", "row=4"]


def test_there_is_no_sum_of_money(desk: Desk) -> None:
    answer = desk.mentions("Alpha Holding", on=END)
    lines = list(csv.DictReader(io.StringIO(to_csv(answer, "en"))))
    page = Page("en", 80).write(answer)
    total = sum((one.supplier_figures[0].amount or Decimal(0) for one in answer.contracts), Decimal(0))

    assert not {name for name in Mentions.__dataclass_fields__ if "figure" in name or "amount" in name}
    assert total == Decimal("155.00")
    assert "155.00" not in page
    assert [line["supplier_amount"] for line in lines] == ["120.00", "120.00", "3.00", "2.00", "30.00"]


def test_a_mention_is_in_no_figure_of_the_organization(desk: Desk) -> None:
    sales = desk.sales("Alpha Holding", on=END)
    suppliers = desk.suppliers("ICE", on=END)

    # its own 1,000.00, and Beta's 20.00 since Alpha bought it
    assert [figure.amount for figure in sales.figures] == [Decimal("1020.00")]
    assert {one.piid for one in sales.contracts} == {"70TEST24F00000103", "70TEST24F00000102"}
    by_name = {line.supplier: [figure.amount for figure in line.figures] for line in suppliers.suppliers}
    assert by_name["ALPHA HOLDING, INC."] == [Decimal("1000.00")]
    assert by_name["OMEGA RESALE LLC"] == [Decimal("120.00")]


# -- the two clocks ---------------------------------------------------------------------------------------------------


def test_actions_after_the_day_asked_are_not_read(desk: Desk) -> None:
    early = desk.mentions("Alpha Holding", on=date(2024, 3, 1))

    assert actions(early) == [("70TEST24P00000109", "0"), ("70TEST24F00000101", "0"), ("70TEST24F00000102", "0")]
    assert [one.supplier_figures[0].amount for one in early.contracts] == [Decimal(2), Decimal(150), Decimal(30)]


def test_since_narrows_the_mentions_and_not_the_contracts_money(desk: Desk) -> None:
    answer = desk.mentions("Alpha Holding", since=date(2024, 9, 1), on=END)

    assert actions(answer) == [("70TEST24F00000101", "P00002")]
    assert answer.contracts[0].supplier_figures[0].amount == Decimal("120.00")
    assert (answer.own, answer.alike) == (0, ())
    with pytest.raises(PeriodError):
        desk.mentions("Alpha Holding", since=date(2025, 1, 1), on=END)


def test_a_corrected_description_names_nobody_any_more(desk: Desk) -> None:
    before = desk.mentions("Alpha Holding", on=END, known=date(2024, 6, 30))
    after = desk.mentions("Alpha Holding", on=END)

    assert ("70TEST24F00000106", "0") in actions(before)
    assert ("70TEST24F00000106", "0") not in actions(after)
    assert actions(desk.mentions("Bravo", on=END, known=date(2024, 6, 30))) == []
    assert actions(desk.mentions("Bravo", on=END)) == [("70TEST24F00000106", "0")]


def test_a_buyer_narrows(desk: Desk) -> None:
    assert actions(desk.mentions("Alpha Holding", buyer="CBP", on=END)) == [("70BTEST24F00000107", "0")]


# -- words ------------------------------------------------------------------------------------------------------------


def test_accents_make_no_difference_and_the_quote_keeps_them(desk: Desk) -> None:
    answer = desk.mentions("Editions Lumiere", on=END)

    assert [mention.words for mention in answer.contracts[0].mentions] == ["ÉDITIONS LUMIÈRE", "EDITIONS LUMIERE"]
    assert desk.mentions("Éditions Lumière", on=END).contracts == answer.contracts


# Descriptions as published by USAspending.gov for ICE and CBP (US federal government work), some shortened; the words found in them
READINGS = [
    ("Amazon Web Services", "AMAZON WEB SERVICES (AWS) CLOUD COMPUTING FOR CBP.", "AMAZON WEB SERVICES"),
    ("Amazon Web Services", "ADD CLINS AGAINST CLIN 1002 - AWS", "AWS"),
    ("AWS", "AMAZON WES SERVICES", "AMAZON WES SERVICES"),
    ("AWS", "FEDERAL IMMIGRATION LAWS AND REGULATIONS", None),
    ("AWS", "BORTAC LEVEL 1 BREACHER TOOL - 100 JTC CLAWS", None),
    ("AWS", "SMAW, AWS CERTIFIED WELDER", None),
    ("Microsoft", "CISCO CATALYST 8000V FOR ICE CLOUDS AMAZON GOVCLOUD AND AZURE; POP IS 1 YEAR", "AZURE"),
    ("Microsoft", "AZUREMNTRYCOMMTMNTG SHRDSVR ALNG", None),
    ("Dell", "DELL& HP QARI SERVERS", "DELL"),
    ("Dell", "DELLEMC HARDWARE", "DELLEMC"),
    ("Dell", "CADDELL AND RYDELL AT FRADELLA'S, WISCONSIN DELLS", None),
    ("Cisco", "SAN FRANCISCO, CA", None),
    ("Apple", "APPLETON (PRAIRIE) MN CONTRACT DETENTION FACILITY", None),
    ("Apple", "APPLECARE OS SUPPORT", "APPLECARE"),
    ("Clearview AI", "CLEARVIEW FACIAL RECOGNITION ENTERPRISE LICENSES", "CLEARVIEW"),
    ("Clearview AI", "ANNUAL SUBSCRIPTION TO KHARON CLEARVIEW.", None),
    ("Clearview AI", "ACCESS KHARONS CLEARVIEW TOOL, KHARONS DYNAMIC ANALYTICS", None),
    ("Intel", "LAPTOPS FOR ICE INTEL", None),
    ("Intel", "INTEL 471 TITAN LICENSE", None),
    ("Intel", "TOUCH BAR SPACE GRAY 2.4 GHZ INTEL CORE I9 PROCESSOR", "INTEL CORE"),
    ("SAS", "DELL 1.8TB 10K RPM SAS HARD DRIVE", None),
    ("SAS", "FORKLIFT WITH SYSTEM OF ACTIVE STABILITY (SAS)", None),
    ("SAS", "SAS SOFTWARE RENEWAL", "SAS"),
    ("SAP", "DEOB OF SAP LINE 350", None),
    ("SAP", "EXERCISE OPTION PERIOD 1 FOR SAP HANA S/W MAINTENANCE", "SAP HANA"),
    ("Google", "GCP DMZ NETWORK INFRASTRUCTURE LICENSES", None),
    ("Google", "EXERCISE OP2 - GCP SOFTWARE", "GCP"),
    ("ServiceNow", "SERVICE NOW LICENSE RENEWAL", "SERVICE NOW"),
    ("Pen-Link", "PENLINK EQUIPMENT DELL PRODUCTS", "PENLINK"),
    ("Oracle", "TOAD FOR ORACLE", "ORACLE"),
    # what sources may yet send: a word parted at the end of a line, a possessive, a letter with its accent apart
    ("Microsoft", "LICENSES OF MICRO-\nSOFT", "MICRO-\nSOFT"),
    ("Oracle", "les licences d'Oracle", "Oracle"),
    ("Oracle", "ORACLE’S TERMS", "ORACLE"),
    ("Société Exemple", "PAR LA SOCIE\u0301TE\u0301 EXEMPLE", "SOCIE\u0301TE\u0301 EXEMPLE"),
    ("Strassenbau Exempel", "AN STRAßENBAU EXEMPEL", "STRAßENBAU EXEMPEL"),
    # names that are no known brand: their own words, legal form left out, in one sentence
    ("AT&T Inc.", "SEE AT&T SERVICE", "AT&T"),
    ("AT&T Inc.", "LOOK AT T-SHIRTS", None),
    ("B.I. Incorporated", "MONITORS OF B.I. INC", "B.I."),
    ("B.I. Incorporated", "BI ANNUAL", "BI"),
    ("Alpha Holding", "FIGURES ALPHA. HOLDING PATTERN", None),
    ("Withheld", "APOC: [withheld] HQ", None),
    ("Oracle", "ОRACLE", None),  # begins with a Cyrillic letter
]


@pytest.mark.parametrize(("name", "description", "words"), READINGS)
def test_a_description_names_whom_its_words_name(name: str, description: str, words: str | None) -> None:
    place = named(brand_named(name), description)

    assert (description[place.start : place.end] if place else None) == words


def test_the_records_are_searched_as_a_description_is_read(tmp_path: Path) -> None:
    create(tmp_path / "desk")
    with open(tmp_path / "actions.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            "Agency,Award ID,Recipient Name,Federal Action Obligation,Action Date,Modification,Product/Service Description,"
            "NAICS Description,Transaction Description".split(",")
        )
        for number, (_, description, _) in enumerate(READINGS):
            writer.writerow(["ICE", f"70TEST24F{number:08}", "OMEGA LLC", 1, "2024-01-01", 0, "", "", description])

    with vigie.open(tmp_path / "desk") as desk:
        desk.load(tmp_path / "actions.csv", source="usaspending", seen=END)

        for number, (name, _, words) in enumerate(READINGS):
            found = {
                one.piid: one.mentions[0].words
                for one in desk.mentions(name, on=END).contracts
                if one.piid.endswith(f"{number:08}")
            }
            assert list(found.values()) == ([words] if words else []), name


def test_a_name_longer_than_any_description_is_found_nowhere(desk: Desk) -> None:
    assert desk.mentions("a" * 20_000, on=END).contracts == ()
    assert desk.mentions("ALPHA HOLDING " * 1_000, on=END).contracts == ()


def test_each_spelling_leads_to_one_brand_and_each_exclusion_says_why() -> None:
    declared = tomllib.loads((Path(vigie.__file__).parent / "groups" / "brands.toml").read_text(encoding="utf-8"))
    spellings = [one for entry in declared["brand"] for one in entry["spellings"]]

    assert len({brand.id for brand in brands()}) == len(brands()) > 20
    for brand in brands():
        asked = [*brand.organizations, *(" ".join(spelling.words) for spelling in brand.spellings)]
        assert {brand_named(name).id for name in asked} == {brand.id}
    assert [one for one in spellings if {"not_before", "not_after"} & set(one) and "why" not in one] == []


@pytest.mark.parametrize("name", ["Jane Example", "EXAMPLE, JANE", "John Smith", "john smith llc", "Jane", "JANE INC"])
def test_nobody_can_be_asked_for_by_name(name: str, desk: Desk) -> None:
    with pytest.raises(PersonAskedError):
        desk.mentions(name, on=END)


def test_a_firm_named_after_people_can_be_asked_for_where_it_is_a_supplier_held(demo: Desk, desk: Desk) -> None:
    assert demo.mentions("Booz Allen Hamilton", on=LAST).name == "Booz Allen Hamilton"
    with pytest.raises(PersonAskedError):
        desk.mentions("Booz Allen Hamilton", on=END)


@pytest.mark.parametrize("name", ["", " ", "?!", "…", "&", "_"])
def test_a_name_without_words_is_not_looked_for(name: str, desk: Desk) -> None:
    with pytest.raises(WordlessNameError):
        desk.mentions(name, on=END)


# -- outputs ----------------------------------------------------------------------------------------------------------


def test_no_cell_of_the_table_is_a_formula(desk: Desk) -> None:
    lines = list(csv.DictReader(io.StringIO(to_csv(desk.mentions("Alpha Holding", buyer="CBP", on=END), "en"))))

    assert [line["quote"] for line in lines] == ["'=ALPHA HOLDING+1"]
    assert not [cell for line in lines for cell in line.values() if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(("width", "lang"), [(40, "fr"), (40, "en"), (80, "fr"), (80, "en")])
def test_the_page_says_that_no_relation_is_stated(width: int, lang: str, desk: Desk) -> None:
    page = Page(lang, width).write(desk.mentions("Alpha Holding", on=END))
    said = re.sub(r"\s+", " ", page)

    phrase = {
        "en": "The description names Alpha Holding; relation not stated: 5 actions of 4 contracts of 4 suppliers.",
        "fr": "La description nomme Alpha Holding ; relation non précisée : 5 actes de 4 contrats de 4 fournisseurs.",
    }[lang]
    assert phrase in said
    assert {"en": "None of it is counted for Alpha Holding", "fr": "Rien n'en est compté pour Alpha Holding"}[
        lang
    ] in said
    assert "JANE" not in page
    assert max(len(line) for line in page.splitlines() if " " in line.strip()) <= width


def test_nothing_found_is_said_in_the_words_of_every_question(desk: Desk) -> None:
    page = Page("en", 80).write(desk.mentions("Omicron", on=END))

    assert "No record found in these sources up to this day." in page
    assert "relation not stated" not in page


def test_a_long_description_is_quoted_in_part_and_exactly(demo: Desk) -> None:
    contracts = demo.mentions("Amazon Web Services", buyer="ICE", on=LAST).contracts

    assert len(contracts) == 9
    for contract in contracts:
        for mention in contract.mentions[:1]:
            rows = demo.evidence(mention.evidence.sha256, mention.evidence.pointer).rows
            description = rows[0].cells["Transaction Description"]
            assert mention.quote.removeprefix("… ").removesuffix(" …") in description
            assert mention.words in mention.quote
            assert len(mention.quote) <= len(mention.words) + 164


# -- the records that ship: ICE and CBP, FY2021 to 20 August 2026 ---------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "piid", "supplier", "words"),
    [
        ("Amazon Web Services", "70CMSD18FR0000022", "FOUR POINTS TECHNOLOGY, L.L.C.", "AMAZON WEB SERVICES"),
        ("Oracle", "70B04C25F00000656", "FCN, INC.", "ORACLE"),
        ("Microsoft", "70CMSD19FC0000040", "DELL FEDERAL SYSTEMS L.P", "AZURE"),
    ],
)
def test_a_brand_sold_by_another_is_a_mention_in_its_contract(
    name: str, piid: str, supplier: str, words: str, demo: Desk
) -> None:
    found = {one.piid: one for one in demo.mentions(name, on=LAST).contracts}

    assert found[piid].supplier == supplier
    assert {one.words for one in found[piid].mentions} == {words}


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("Amazon Web Services", "AMAZON WEB SERVICES, INC."),
        ("Oracle", "ORACLE AMERICA, INC"),
        ("Microsoft", "MICROSOFT CORPORATION"),
    ],
)
def test_sales_and_suppliers_have_what_the_organization_sells_itself(name: str, own: str, demo: Desk) -> None:
    sales = demo.sales(own, on=LAST)
    (line,) = [one for one in demo.suppliers("DHS", on=LAST).suppliers if one.supplier == own]
    others = demo.mentions(name, on=LAST).contracts

    assert [one.amount for one in sales.figures] == [one.amount for one in line.figures]
    assert {one.supplier for one in sales.contracts} == {own}
    assert not {one.id for one in sales.contracts} & {one.id for one in others}


@pytest.mark.parametrize(
    ("name", "counts"), [("Oracle", (93, 50, 10)), ("Cisco", (607, 359, 40)), ("VMware", (43, 32, 13))]
)
def test_the_counts_are_those_of_a_plain_search_of_the_published_file(
    name: str, counts: tuple[int, int, int], demo: Desk
) -> None:
    newest: dict[tuple[str, str, str], dict[str, str]] = {}
    with gzip.open(SHIPPED, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = (row["Agency"], row["Award ID"], row["Modification"])
            if key not in newest or row["last_seen"] >= newest[key]["last_seen"]:
                newest[key] = row
    plainly = re.compile(rf"\b{name.upper()}\b")
    hits = [row for row in newest.values() if plainly.search(row["Transaction Description"])]

    answer = demo.mentions(name, on=LAST)

    assert (answer.actions, len(answer.contracts), answer.suppliers) == counts
    assert set(actions(answer)) == {(row["Award ID"], row["Modification"]) for row in hits}
