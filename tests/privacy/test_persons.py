"""Persons outside free text: suppliers who are natural persons, files that list people, and the rule's own manners."""

import csv
import gzip
import itertools
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vigie.privacy import contacts, lists, person_names, roles, signs, suppliers, words
from vigie.privacy.lists import person_column, person_value
from vigie.privacy.redact import redact
from vigie.privacy.suppliers import is_written_with, looks_like_person
from vigie.privacy.traits import Beginning, Scan, signs_of
from vigie.privacy.words import count_digits, word_list

SHARED = Path(__file__).parents[3] / "shared"
TRANSACTIONS = SHARED / "data/us/usaspending-transactions/CBP_ICE_FY2021-2026_union_of_versions.csv.gz"
OFFICIAL_HEADERS = (
    SHARED / "tools/header.txt",
    SHARED / "data/us/reference/usaspending_prime_transactions_columns.txt",
)

# Invented persons: given names that the list of given names has, and surnames common, foreign, rare or ordinary words
GIVEN = ("EUSEBIO", "MARY", "LEONTINE", "KENYETTA", "MARK", "THADDEUS", "ANNE-MARIE", "GRACE")
SURNAMES = ("SMITH", "OYELARAN", "KOWALCZYK", "GREEN", "O'HALLORAN", "BLACK-TADESSE", "PRICE", "LE", "ABERNATHY")
AS_SUPPLIERS = (
    "{surname}, {given}",
    "{surname},{given}",
    "{surname}, {given} R",
    "{surname}, {given} R.",
    "{surname}, {given} WENDELL",
    "{surname} {given}",
    "{surname} {given} R",
    "{surname} {given} WENDELL",
    "{surname} {given} R PHD",
    "MC {surname}, {given} R",
    "{given} {surname}",
    "{given} R {surname}",
    "{given} R. {surname}",
    "{given} WENDELL {surname}",
    "{given} {surname} DRISCOLL",
    "{given} R {surname} ESQ",
    "{given} R {surname} JR",
    "{given} R. {surname} III",
    "{given} {surname} ATTORNEY AT LAW",
    "{given} R. {surname}, ARBITRATOR",
)


@pytest.mark.parametrize(
    ("name", "person", "written"),
    [
        ("OYELARAN EUSEBIO", "OYELARAN, EUSEBIO", True),
        ("oyelaran eusebio.", "OYELARAN, EUSEBIO R", True),
        ("OYELARAN HOLDINGS", "OYELARAN, EUSEBIO", False),
        ("OYELARAN", "OYELARAN, EUSEBIO", False),
        ("", "OYELARAN, EUSEBIO", False),
    ],
)
def test_a_name_beside_a_person_is_that_persons_when_it_has_no_other_words(
    name: str, person: str, written: bool
) -> None:
    assert is_written_with(name, person) is written


@pytest.mark.parametrize("shape", AS_SUPPLIERS)
def test_a_person_is_recognized_among_suppliers(shape: str) -> None:
    names = [shape.format(given=given, surname=surname) for given, surname in itertools.product(GIVEN, SURNAMES)]

    missed = [name for name in names if not looks_like_person(name)]

    assert missed == []


@pytest.mark.parametrize("name", ["OYELARAN, NKECHI", "TADESSE, BJORN R", "SRINIVASAN, PRIYA R.", "COOK,AOIFE"])
def test_a_comma_tells_a_person_whose_given_name_is_not_listed(name: str) -> None:
    assert looks_like_person(name)


@pytest.mark.parametrize(
    "name",
    [
        "LEIDOS, INC.",
        "KERN, COUNTY OF",
        "LAREDO, CITY OF",
        "JACKSON, TOWN OF",
        "SAN DIEGO, COUNTY OF",
        "TOM GREEN COUNTY",
        "PRINCE GEORGE'S COUNTY",
        "JEFFERSON DAVIS PARISH",
        "CLAY COUNTY SHERIFF'S OFFICE",
        "GEORGE MASON UNIVERSITY",
        "CITY OF FLORENCE",
        "STATE OF VIRGINIA",
        "DELL MARKETING L.P.",
        "ERNST & YOUNG LLP",
        "BOOZ ALLEN HAMILTON INC.",
        "CHARLES RIVER SYSTEMS, INC.",
        "FORD MOTOR COMPANY",
        "HENRY SCHEIN, INC.",
        "JAMES RIVER SOLUTIONS, LLC",
        "MARTIN MARIETTA MATERIALS, INC.",
        "JOHNSON CONTROLS SECURITY SOLUTIONS",
        "PARKER HANNIFIN CORPORATION",
        "THOMSON REUTERS",
        "XEROX",
        "3M COMPANY",
        "MARK 43, INC.",
        "",
        "[individual contractor]",
    ],
)
def test_an_organization_named_like_a_person_stays(name: str) -> None:
    assert not looks_like_person(name)


REFUSED_COLUMNS = {
    "identity number": """
        SSN|ssn_last4|Social Security No.|SocialSecurityNumber|Passport Number|Driver's License|Drivers License State|CURP
        NIR|N° de sécurité sociale|Numéro de sécurité sociale|N° SS|Carte d'identité|Carte nationale d’identité|Titre de séjour
        N° étranger|Numéro d'étranger|numero_etranger|AGDREF|N° de passeport|Permis de conduire
    """,
    "immigration file": """
        Alien Number|A-Number|A #|A#|A_NUMBER|ANumber|alien_file_number|Detainee Name|DetaineeID|Inmate Number|Booking ID
        Book-in: Booking Date|Unaccompanied Child ID|Sponsor Name|Sponsor Address|Subject ID|Country of Citizenship
        Citizenship Country|Nationality|Apprehension Date|Nationalité|Nom du retenu|Personne retenue|Mineur isolé
    """,
    "birth": """
        Date of Birth|DOB|birthDate|BirthYear|birth_dt|Place of Birth|Date de naissance|date_naissance|Lieu de naissance
        Nom de naissance|Né le|Née le|Né(e) le
    """,
    "home": """
        Home Address|Home Phone|Residence Address|Last Known Address|Next of Kin|Emergency Contact|Personal Email
        Domicile|Adresse personnelle|Téléphone personnel|Courriel personnel|Adresse privée
    """,
    "vehicle or device": "License Plate|licence_plate_state|Plate No|VIN|IMEI|MAC Address|Immatriculation|Plaque d'immatriculation",
    "body": "Race|Ethnicity|Hair Color|eye_colour|Fingerprint ID|Blood Type|Religion|Couleur des yeux|Empreintes digitales|Ethnie",
    "person": """
        First Name|FirstName|first_name|FNAME|NAME_LAST|Last Name|fullName|Middle Initial|Maiden Name|Surname|Gender|Sex
        Marital Status|Spouse Name|Mother's Name|Child Name|Minor ID|Patient ID|Victim Name|Witness Name|Name of Individual
        Employee Name|Employee ID|Annual Salary|Person ID
        Nom de famille|Nom d'usage|Nom de jeune fille|Nom et prénom|Prénoms|Sexe|Situation familiale|Conjoint|Salaire
    """,
}
COLUMNS_TAKEN = """
    recipient_name|Recipient Name|recipient_parent_name|recipient_doing_business_as_name|Vendor Name|Legal business name
    recipient_phone_number|recipient_fax_number|recipient_address_line_1|Contact Name|Phone|Email
    highly_compensated_officer_1_name|highly_compensated_officer_1_amount|highly_compensated_officer_5_name
    transaction_description|Transaction Description|Award ID|awarding_office_name|funding_office_name|solicitation_identifier
    country_of_product_or_service_origin|primary_place_of_performance_city_name|recipient_country_name|sam_exception
    women_owned_small_business|native_american_owned_business|black_american_owned_business|foreign_owned|place_of_manufacture
    contracting_officers_determination_of_business_size|number_of_offers_received|inherently_governmental_functions
    Acheteur|Titulaire|Nom du titulaire|Nom de l'acheteur|Offre retenue|Candidat retenu|SIRET|SIREN|Dénomination sociale
    N° d'immatriculation au RCS|Objet|Montant|Nature|Procédure|Lieu d'exécution|Code CPV|Durée en mois|Date de notification
"""


def _names(table: str) -> list[str]:
    return [name.strip() for line in table.split("\n") for name in line.split("|") if name.strip()]


@pytest.mark.parametrize(
    ("name", "kind"), [(name, kind) for kind, table in REFUSED_COLUMNS.items() for name in _names(table)]
)
def test_a_column_that_lists_or_locates_people_is_refused(name: str, kind: str) -> None:
    assert person_column(name) == kind


@pytest.mark.parametrize("name", _names(COLUMNS_TAKEN))
def test_a_column_of_a_contract_is_not_refused(name: str) -> None:
    assert person_column(name) is None


@pytest.mark.parametrize("headers", OFFICIAL_HEADERS, ids=lambda path: path.name)
def test_no_column_of_the_official_downloads_is_refused(headers: Path) -> None:
    if not headers.exists():
        pytest.skip("the headers of the official downloads are not beside the repository (../shared)")
    columns = headers.read_text(encoding="utf-8").split()

    refused = {name: kind for name in columns if (kind := person_column(name))}

    assert len(columns) == 297
    assert refused == {}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("SSN 000-12-3456", "social security number"),
        ("ssn: 000123456", "social security number"),
        ("SOCIAL SECURITY NUMBER 000 12 3456", "social security number"),
        ("PAID TO 000-12-3456", "social security number"),
        ("TRANSPORT OF A000000001", "alien registration number"),
        ("TRANSPORT OF A-000-000-001", "alien registration number"),
        ("TRANSPORT OF A 000 000 001", "alien registration number"),
        ("A# 000000001", "alien registration number"),
        ("A00000001", "alien registration number"),
        ("Alien no. 000000001", "alien registration number"),
        ("DOB 01/02/1900", "date of birth"),
        ("D.O.B. 1/2/00", "date of birth"),
        ("date of birth: 1900-01-02", "date of birth"),
        ("born on 2 January 1900", "date of birth"),
        ("born January 2, 1900", "date of birth"),
        ("né le 02/01/1900", "date of birth"),
        ("Née le 1er février 1900", "date of birth"),
        ("né(e) le 02.01.1900", "date of birth"),
        ("DATE DE NAISSANCE : 02/01/1900", "date of birth"),
        ("1 00 01 99 000 000 00", "French registration number"),
        ("assurée 200012A00000000", "French registration number"),
    ],
)
def test_a_value_that_leads_to_a_person_is_found(text: str, kind: str) -> None:
    assert person_value(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "70CMSW18D00000004",
        "HSHQDC-11-A-00040",
        "(202) 555-0123",
        "2025550123",
        "2024-09-30",
        "AMB# 12345 UI# 14-ENG10159-1",
        "$1,234,567.89",
        "OPTION YEAR A 2024",
        "SIRET 000 000 000 00000",
        "a 123 456 789 euro contract",
        "SSN RENEWAL",
        "DOB PENDING 30 DAYS",
    ],
)
def test_a_number_of_a_contract_leads_to_nobody(text: str) -> None:
    assert person_value(text) is None


@pytest.mark.skipif(not TRANSACTIONS.exists(), reason="the real descriptions are not beside the repository (../shared)")
def test_no_real_description_is_refused() -> None:
    with gzip.open(TRANSACTIONS, "rt", encoding="utf-8", newline="") as rows:
        descriptions = {row["Transaction Description"] for row in csv.DictReader(rows)}

    refused = [kind for text in descriptions if (kind := person_value(text))]

    assert len(descriptions) > 40_000
    assert refused == []


FRAGMENTS = """
    COR|ACOR:|POC|POC:|ALT COR|APOC|C/O|ATTN|FROM|TO|IS|AS|AND|&|,|.|;|:|-|/|(|)|NEW COR,|APPOINT|MS.|V.|THE|A.|R|R.|JR
    MARY|NKECHI|LEONTINE|EUSEBIO|JUSTICE|SKY|OYELARAN|SMITH|GREEN|LONG|DE LA|VAN|DRISCOLL-PRICE|O'HALLORAN|"TEX"|'TEX'|(TEX)
    MARY.GREEN|NKECHI.R.OYELARAN|NKECHI.OYELARAN@ICE.DHS.GOV|MARY.R. LONG@CBP.DHS.GOV|OPSINBOX@DHS.GOV|MARY@|@|EMAIL:
    202-555-0123|(202) 555-0123|2025550123|202-555-01|PHONE|EXT 12|X 12|FAX|TEL:|555-0123|12|1800|BLDG 12|SUITE 300|2ND FLOOR
    12 ALBANDON ST|1800 MAIN STREET, NW|P.O. BOX 12|ADDRESS:|AT|26 FEDERAL PLAZA|HIGHWAY 62|SERVICES|LICENSES|INC|LLC|COUNTY
    DELL|ICE|ERO|JOHN DEERE|BRIAN TERRY STATION|THIS IS A CLOSEOUT|[withheld]|[individual contractor]|EFFECTIVE
"""
fragments = st.lists(
    st.tuples(st.sampled_from(_names(FRAGMENTS)), st.sampled_from([" ", " ", "", "  ", ", ", ": ", "/"])), max_size=14
).map(lambda pairs: "".join(piece + gap for piece, gap in pairs))


@settings(deadline=None, max_examples=1500)
@given(fragments)
def test_withholding_twice_changes_nothing(text: str) -> None:
    once = redact(text).text

    assert redact(once).text == once


@settings(deadline=None, max_examples=500)
@given(st.text(max_size=200))
def test_withholding_twice_changes_nothing_in_any_text(text: str) -> None:
    once = redact(text).text

    assert redact(once).text == once


@settings(deadline=None, max_examples=300)
@given(fragments, st.sampled_from(["OYELARAN, NKECHI R", "MARY GREEN", "R", "O'HALLORAN, MARY"]))
def test_withholding_a_known_person_twice_changes_nothing(text: str, person: str) -> None:
    once = redact(text, person=person).text

    assert redact(once, person=person).text == once


ROLE_BEGINS, ROLE_ENDS = r"(?<![^\W\d_])(?:", r")(?![^\W_])"


def _branches(pattern: str) -> list[str]:
    """The roles of a pattern, each as a pattern of its own."""
    branches, depth = [""], 0
    for piece in re.findall(r"\[[^]]*\]|\\.|.", pattern.removeprefix(ROLE_BEGINS).removesuffix(ROLE_ENDS)):
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and depth == 0:
            branches.append("")
        else:
            branches[-1] += piece
    return [ROLE_BEGINS + branch + ROLE_ENDS for branch in branches]


# Each pattern that is tried only where its sign stands. What stands behind a name begins where the name ended
SIGNS = [
    *(("role", branch, 15) for branch in _branches(roles.ROLE.pattern)),
    *(("possible role", branch, 15) for branch in _branches(roles.MAYBE.pattern)),
    ("glued role", roles.GLUED.pattern, 50),
    ("honorific", roles.HONORIFIC.pattern, 50),
    ("after a name", rf"\A(?:{roles.AS_A_ROLE.pattern})", 300),
    ("after a name", rf"\A(?:{person_names._BESIDE_CONTACT.pattern})", 50),
    ("address", contacts._POST_BOX.pattern, 50),
    ("address", contacts._BUILDING.pattern, 50),
    ("address", contacts._NUMBERED_ROAD.pattern, 100),
    ("phone", contacts._LABELED_PHONE.pattern, 100),
]


@pytest.mark.parametrize(("sign", "pattern", "texts"), SIGNS, ids=lambda value: str(value)[-40:])
def test_what_a_pattern_finds_has_its_sign(sign: str, pattern: str, texts: int) -> None:
    @settings(deadline=None, max_examples=texts, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(re.compile(pattern, re.IGNORECASE)))
    def has_its_sign(text: str) -> None:
        assert sign in signs_of(text)

    has_its_sign()


BEGINNINGS = [
    ("role", rf"\A(?:{roles.ROLE.pattern})", 400),
    ("possible role", rf"\A(?:{roles.MAYBE.pattern})", 300),
    ("glued role", rf"\A(?:{roles.GLUED.pattern})", 50),
    ("phone", rf"\A(?:{contacts._LABELED_PHONE.pattern})", 100),
]


@pytest.mark.parametrize(("beginning", "pattern", "texts"), BEGINNINGS, ids=lambda value: str(value)[-40:])
def test_what_a_pattern_finds_begins_at_a_place_the_scan_knows(beginning: Beginning, pattern: str, texts: int) -> None:
    @settings(deadline=None, max_examples=texts, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(re.compile(pattern, re.IGNORECASE)))
    def begins_there(text: str) -> None:
        assert 0 in Scan(text).places(beginning)

    begins_there()


@pytest.mark.parametrize("kind", f"{contacts._STREET}|{contacts._LOOSE_STREET}".split("|"))
def test_every_kind_of_street_is_a_sign(kind: str) -> None:
    assert "address" in signs_of(f"12 ALBANDON {kind}")


@pytest.mark.parametrize("text", ["POCMARY OYELARAN, ", "REQUESTOR-MARY OYELARAN", "DHS/ICE-MARY OYELARAN"])
def test_a_name_written_to_a_role_is_withheld(text: str) -> None:
    assert redact(text).withheld == {"person": 1}


def test_every_letter_that_a_pattern_takes_for_an_ascii_letter_makes_a_sign() -> None:
    alike = {letter for letter in map(chr, range(128, sys.maxunicode + 1)) if re.fullmatch("[A-Z]", letter, re.I)}

    assert alike == {"\N{KELVIN SIGN}", "ſ", "ı", "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}"}
    assert all("role" in signs_of(role) for role in ("\N{KELVIN SIGN}O", "Cſ", "ıPP", "İPP"))


FEWEST_DIGITS = [
    *((lists._VALUES[kind], digits) for kind, digits in lists._FEWEST_DIGITS.items()),
    (contacts._PHONE, 10),
    (contacts._LABELED_PHONE, 7),
]


@pytest.mark.parametrize(("pattern", "digits"), FEWEST_DIGITS, ids=lambda value: str(value)[:40])
def test_what_a_pattern_finds_has_digits_enough(pattern: re.Pattern[str], digits: int) -> None:
    @settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(pattern))
    def has_digits_enough(text: str) -> None:
        assert count_digits(text) >= digits

    has_digits_enough()


def test_every_value_that_leads_to_a_person_has_its_fewest_digits() -> None:
    assert lists._FEWEST_DIGITS.keys() == lists._VALUES.keys()


def test_a_given_name_is_one_run_of_letters() -> None:
    assert [name for name in word_list("given_names") if re.fullmatch("[A-Z]+", name) is None] == []


def test_a_known_person_is_withheld_wherever_named() -> None:
    text = "VETERINARY CARE BY OYELARAN. DR NKECHI OYELARAN, OYELARAN KENNELS"

    result = redact(text, person="OYELARAN, NKECHI R")

    assert result.text == "VETERINARY CARE BY [withheld]. DR [withheld] [withheld], [withheld] KENNELS"
    assert result.withheld == {"person": 4}


def test_counts_say_what_was_withheld() -> None:
    text = "COR: NKECHI OYELARAN, NKECHI.OYELARAN@ICE.DHS.GOV, (202) 555-0123, 12 ALBANDON STREET, SUITE 300"

    result = redact(text)

    assert result.text == "COR: [withheld], [withheld], [withheld], [withheld]"
    assert result.withheld == {"email": 1, "address": 1, "phone": 1, "person": 1}


PATTERNS = {
    f"{module.__name__.rpartition('.')[2]}.{name}{key}": pattern
    for module in (contacts, lists, person_names, roles, signs, suppliers, words)
    for name, value in vars(module).items()
    for key, pattern in (value.items() if isinstance(value, dict) else [("", value)])
    if isinstance(pattern, re.Pattern)
}
HOSTILE = """
    A|A |A.|A. |A'|A-|A,|A@|A.A@ |A@A.|É|_|1|1 |1-|1.|(|(1|.|-|:|, |1 A |1 A A A A |123 A |123-456-|12 ALBANDON |BLDG 1 A
    COR |COR:|COR TO |FROM A TO |COR: A A |MARY |MARY.|MARY.A.|MARY GREEN |MARY DE LA |MARY 'A' |JUSTICE |MS. |V. |CO/|/A:
    [withheld] |[withheld]|[withheld]1|2025550123 |202-555-0123 |PHONE |PHONE 1|P.O. BOX |P.O.BOX #|SUITE 1 |SSN |SSN-|DOB
    A 123 |1 00 01 |né le |aZ|a number |carte |nom
"""
UNITS = [unit for line in HOSTILE.strip("\n").split("\n") for unit in line[4:].split("|")] + [" ", "\n"]


def _seconds(run: Callable[[str], object], text: str) -> float:
    start = time.perf_counter()
    run(text)
    return time.perf_counter() - start


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_takes_long_on_a_hostile_text(name: str) -> None:
    search = PATTERNS[name].sub

    slow = {unit: _seconds(lambda text: search("", text), (unit * 40_000)[:40_000] + "!") for unit in UNITS}

    assert len(PATTERNS) > 30
    assert {unit: seconds for unit, seconds in slow.items() if seconds >= 1} == {}


@pytest.mark.parametrize("before", ["COR FROM ", "NKECHI.OYELARAN@ICE.DHS.GOV "])
def test_no_text_takes_long_to_withhold(before: str) -> None:
    slow = {unit: _seconds(redact, before + (unit * 20_000)[:20_000]) for unit in UNITS}

    assert {unit: seconds for unit, seconds in slow.items() if seconds >= 2} == {}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("ceilings: somebody99/notes (id 60570393997)", "ceilings: [withheld]/notes (id 60570393997)"),
        ("IPAD10/MINI, A1/B2, 12/ab and/or x1/y", "IPAD10/MINI, A1/B2, 12/ab and/or x1/y"),
        ("https://example.org/page99/more", "https://example.org/page99/more"),
    ],
)
def test_an_account_of_somebody_on_a_site_is_withheld(text: str, kept: str) -> None:
    assert redact(text).text == kept
