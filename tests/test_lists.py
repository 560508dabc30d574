"""Lists of companies as readers keep them: what is read of them, what is refused and in which words."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from vigie.desk.list_file import read_list
from vigie.desk.list_text import LARGEST, MOST_ROWS
from vigie.errors import (
    CsvQuoteError,
    FileIsFolderError,
    FileMissingError,
    ListEmptyError,
    ListOfPeopleError,
    ListTooLargeError,
    ListTypeError,
    PersonsListedError,
    VigieError,
)
from vigie.groups.countries import country_of
from vigie.records.listed import CompanyList, Slip

Read = Callable[[bytes], CompanyList]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(content: bytes) -> CompanyList:
        path = tmp_path / "list.csv"
        path.write_bytes(content)
        return read_list(path, is_held=lambda key: key == "lockheed martin")

    return reading


def names(found: CompanyList) -> list[str]:
    return [line.organization.name for line in found.lines]


# -- what is read ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("Société;Pays\nÉtablissements Générés;France\n".encode(), "UTF-8"),
        ("Société;Pays\nÉtablissements Générés;France\n".encode("utf-8-sig"), "UTF-8"),
        ("Société;Pays\r\nÉtablissements Générés;France\r\n".encode("cp1252"), "Windows-1252"),
        ("Société;Pays\nÉtablissements Générés;France\n".encode("utf-16"), "UTF-16"),
        ("Société;Pays\nÉtablissements Générés;France\n".encode("latin-1") + b"Caf\xe9 \x81;France\n", "Latin-1"),
    ],
)
def test_the_encoding_is_found_and_said(content: bytes, encoding: str, read: Read) -> None:
    found = read(content)

    assert found.lines[0].organization.name == "Établissements Générés"
    assert found.lines[0].organization.country == "FR"
    assert found.read_as.encoding == encoding


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_usual_delimiter_is_understood(delimiter: str, read: Read) -> None:
    rows = [("Company", "LEI", "Country"), ('"Acme, Inc."', "549300UVN46B3BBDHO85", "USA")]

    found = read("\n".join(map(delimiter.join, rows)).encode())

    assert found.read_as.delimiter == delimiter
    assert [(one.scheme.value, one.value) for one in found.lines[0].organization.identifiers] == [
        ("lei", "549300UVN46B3BBDHO85")
    ]
    assert (found.lines[0].organization.name, found.lines[0].organization.country) == ("Acme, Inc.", "US")


@pytest.mark.parametrize(
    "heading",
    [
        "Name",
        "COMPANY",
        "Supplier name",
        "Nom",
        "Société",
        "raison sociale",
        "Fournisseur",
        "Nom de l'entreprise",
        "vendor_name",
    ],
)
def test_headings_are_known_in_both_languages(heading: str, read: Read) -> None:
    found = read(f"No;{heading};Pays\n1;Acme Industries;DE\n".encode())

    assert names(found) == ["Acme Industries"]
    assert found.read_as.columns == (heading, "Pays")
    assert found.read_as.left_out == ("No",)


def test_without_a_header_the_first_column_is_that_of_the_names_and_this_is_said(read: Read) -> None:
    found = read(b"Acme Industries;Lyon\nBolt Works;Nantes\n")

    assert names(found) == ["Acme Industries", "Bolt Works"]
    assert (found.read_as.header, found.read_as.first) == (False, "Acme Industries")


@pytest.mark.parametrize(
    "content",
    [b"ACME, INC.\nBOLT, LLC\n", b"ACME, INC.\nGEO GROUP, INC., THE\nBOLT WORKS\n", b"Name\nACME, INC.\nBOLT, LLC\n"],
)
def test_a_comma_before_a_legal_form_parts_no_cells(content: bytes, read: Read) -> None:
    found = read(content)

    assert names(found)[0] == "ACME, INC."
    assert found.read_as.delimiter is None


def test_repeated_rows_are_joined_counted_and_named(read: Read) -> None:
    found = read(b"Name,Country\nAcme Inc,US\n\n,\nACME INC.,USA\nAcme Inc,FR\n")

    assert [line.rows for line in found.lines] == [(2, 5), (6,)]
    assert (found.read_as.rows, found.read_as.repeated, found.read_as.blank) == (3, 1, 2)


@pytest.mark.parametrize(
    ("cell", "heading", "value"),
    [
        ("5493 00UV N46B 3BBD HO85", "LEI", "lei:549300UVN46B3BBDHO85"),
        ("LEI 549300UVN46B3BBDHO85", "identifier", "lei:549300UVN46B3BBDHO85"),
        ("549300UVN46B3BBDHO85", "Identifiant", "lei:549300UVN46B3BBDHO85"),
        ("siren:552081317", "ID", "siren:552081317"),
        ("552 081 317 66522", "SIRET", "siren:552081317"),
        ("ENR9ZAAGMWJ5", "UEI (SAM)", "uei:ENR9ZAAGMWJ5"),
        ("1321655", "CIK number", "cik:0001321655"),
    ],
)
def test_identifiers_are_read_in_the_form_of_their_register(cell: str, heading: str, value: str, read: Read) -> None:
    (line,) = read(f"Name;{heading}\nAcme;{cell}\n".encode()).lines

    assert [f"{one.scheme}:{one.value}" for one in line.organization.identifiers] == [value]
    assert not line.doubtful


@pytest.mark.parametrize(
    ("cell", "heading", "slip"),
    [
        ("549300UVN46B3BBDHO86", "LEI", Slip.IDENTIFIER),
        ("552081318", "SIREN", Slip.IDENTIFIER),
        ("ENR9ZAAGMWJI", "UEI", Slip.IDENTIFIER),
        ("552081317", "identifier", Slip.REGISTER),
    ],
)
def test_a_wrong_identifier_is_not_used_and_makes_the_line_doubtful(
    cell: str, heading: str, slip: Slip, read: Read
) -> None:
    (line,) = read(f"Name;{heading}\nAcme;{cell}\n".encode()).lines

    assert line.organization.identifiers == ()
    assert [fault.slip for fault in line.faults] == [slip]
    assert cell in line.faults[0].found
    assert line.doubtful


def test_characters_that_deceive_the_eye_are_named(read: Read) -> None:
    (scripts, unseen) = read("Name\nC\u0430pgemini\nAc\u200bme\n".encode()).lines

    assert [(fault.slip, fault.found) for fault in scripts.faults] == [(Slip.DECEIVING, "U+0430")]
    assert [(fault.slip, fault.found) for fault in unseen.faults] == [(Slip.DECEIVING, "U+200B")]


def test_a_quote_within_a_name_closes_nothing(read: Read) -> None:
    found = read(b'Name,Country\nThe 12" Pipe Works,US\nBolt Works,US\n')

    assert names(found) == ['The 12" Pipe Works', "Bolt Works"]


def test_rows_that_cannot_be_looked_up_are_named_and_the_others_read(read: Read) -> None:
    long = b"A" * 501

    found = read(b"Name,Country\nAcme, Inc.,US\nNul\0 Works,US\n" + long + b",US\n,FR\nBolt Works,US\n")

    assert names(found) == ["Bolt Works"]
    assert [(one.row, one.fault.slip) for one in found.unread] == [
        (2, Slip.CELLS),
        (3, Slip.NUL),
        (4, Slip.TOO_LONG),
        (5, Slip.NO_NAME),
    ]


@pytest.mark.parametrize(
    ("written", "code"),
    [("FR", "FR"), ("fra", "FR"), ("États-Unis", "US"), ("United Kingdom", "GB"), ("UK", "GB"), ("Allemagne", "DE"), ("U.S.A.", "US"),
     ("Côte d’Ivoire", "CI"), ("Gibraltar", "GI"), ("Atlantis", None), ("", None), ("001", None), ("ZZ", None)],
)  # fmt: skip
def test_countries_are_known_by_code_and_by_name(written: str, code: str | None) -> None:
    assert country_of(written) == code


# -- what is refused ---------------------------------------------------------------------------------------------------

PEOPLE = {
    "a column of e-mails": b"Company;E-mail\nAcme Inc;-\n",
    "a column of phones": "Société;Téléphone\nAcme SA;-\n".encode(),
    "a column of contacts": b"Supplier,Contact\nAcme Inc,-\n",
    "an e-mail at the head of a column": b"Supplier,mail: jane@example.org\nAcme Inc,-\n",
    "a name at the head of a column": b'Supplier,"Doe, Jane"\nAcme Inc,-\n',
    "a column of births": b"Name,Date of birth\nAcme Inc,\n",
    "first and last names": "Prénom;Nom\nX;Y\n".encode(),
    "first names, no company": b"First name,Last name\nX,Y\n",
    "an e-mail": b"Company;Note\nAcme Inc;write to someone@example.org\n",
    "a phone": b"Company;Note\nAcme Inc;(555) 555-0100\n",
    "a French phone": b"Societe;Note\nAcme SA;01 99 00 00 00\n",
    "a birth date": b"Company;Note\nAcme Inc;DOB 01/02/1970\n",
    "names of persons": b"Company\nDoe, Jane\nRoe, Richard\nAcme Inc\n",
    "names of persons in two columns": b"Jane;Doe\nAcme;Inc\n",
    "a column in which persons are named": b"Company;Who\nAcme Inc;Doe, Jane\nBolt Inc;Roe, Richard\n",
}


@pytest.mark.parametrize("content", PEOPLE.values(), ids=PEOPLE)
def test_a_list_with_people_in_it_is_refused_whole(content: bytes, read: Read) -> None:
    with pytest.raises(ListOfPeopleError) as refusal:
        read(content)

    assert isinstance(refusal.value, PersonsListedError)
    assert refusal.value.exit_status == 77
    for lang, words in (("en", "organizations, never people"), ("fr", "des organisations, jamais des personnes")):
        said = refusal.value.message(lang)
        assert words in said
        assert not re.search("Doe|Jane|jane|Roe|example.org|0100|1970", said)


def test_of_a_few_names_that_read_like_a_persons_the_rows_are_left_alone(read: Read) -> None:
    firms = "".join(f"Acme {number} Industries\n" for number in range(40))

    found = read(f"Company\nDoe, Jane\n{firms}".encode())

    assert [(one.row, one.fault.slip) for one in found.unread] == [(2, Slip.PERSON)]
    assert "Doe" not in repr(found)


def test_a_firm_called_like_a_person_is_known_by_its_records_or_its_lei(read: Read) -> None:
    found = read(b"Company,LEI\nLockheed Martin,\nGrant Thornton,549300UVN46B3BBDHO85\n")

    assert names(found) == ["Lockheed Martin", "Grant Thornton"]


REFUSALS: dict[str, tuple[bytes, type[VigieError], str, str]] = {
    "no byte": (b"", ListEmptyError, "no row names an organization", "aucune ligne ne nomme une organisation"),
    "blank rows": (b"\n \n;;\n", ListEmptyError, "no row names", "aucune ligne ne nomme"),
    "a header alone": (b"Name,Country\n", ListEmptyError, "no row names", "aucune ligne ne nomme"),
    "a spreadsheet": (b"PK\x03\x04\x14\0", ListTypeError, "save it as “CSV UTF-8”", "enregistrez-la en « CSV UTF-8 »"),
    "a workbook": (b"PK\x03\x04\x14\0xl/workbook.xml", ListTypeError, "this is XLSX", "ceci est du XLSX"),
    "an old spreadsheet": (b"\xd0\xcf\x11\xe0\0", ListTypeError, "this is Office", "ceci est du Office"),
    "a PDF": (b"%PDF-1.7", ListTypeError, "this is PDF", "ceci est du PDF"),
    "a web page": (b"<!doctype html><p>Acme", ListTypeError, "this is HTML", "ceci est du HTML"),
    "JSON": (b'[{"name": "Acme"}]', ListTypeError, "this is JSON", "ceci est du JSON"),
    "no text": (b"Acme\0\0\0\0\1\2", ListTypeError, "this is binary", "ceci est du binary"),
    "a quote never closed": (b'Name\n"Acme, Inc.\nBolt\nCog\n', CsvQuoteError, "near line 2", "vers la ligne 2"),
    "cut within a quote": (b'Name,Note\nAcme,a\nBolt,"b', CsvQuoteError, "never closed", "n'est jamais fermé"),
    "a packed file": (b"\x1f\x8b\x08\0abc", ListTypeError, "this is gzip", "ceci est du gzip"),
    "no text at all": (bytes(range(1, 128)), ListTypeError, "this is binary", "ceci est du binary"),
    "too many bytes": (b"Name\n" + b"A" * LARGEST, ListTooLargeError, "Screen it in parts", "par morceaux"),
    "too many rows": (b"A\n" * (MOST_ROWS + 1), ListTooLargeError, "Screen it in parts", "par morceaux"),
}  # fmt: skip


@pytest.mark.parametrize("refused", REFUSALS.values(), ids=REFUSALS)
def test_what_is_no_list_is_refused_in_both_languages(
    refused: tuple[bytes, type[VigieError], str, str], read: Read
) -> None:
    content, error, english, french = refused

    with pytest.raises(error) as refusal:
        read(content)

    assert english in refusal.value.message("en")
    assert french in refusal.value.message("fr").replace("\u00a0", " ")
    assert refusal.value.message("en").startswith("list.csv: ")


def test_a_list_that_is_not_there_or_is_a_folder_is_called_so(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError):
        read_list(tmp_path / "none.csv", is_held=lambda key: False)
    with pytest.raises(FileIsFolderError):
        read_list(tmp_path, is_held=lambda key: False)
