"""Identifiers: what is accepted, how it is written, what is refused and in which words."""

import pytest

from vigie.errors import IdentifierError
from vigie.groups.identifiers import identifier
from vigie.records.organization import Scheme


@pytest.mark.parametrize(
    ("scheme", "written", "value"),
    [
        (Scheme.UEI, "ylqmy5sgne55", "YLQMY5SGNE55"),
        (Scheme.DUNS, "00-698-1815", "006981815"),
        (Scheme.CAGE, "1abc2", "1ABC2"),
        (Scheme.CAGE, "F0001", "F0001"),
        (Scheme.LEI, "9695 0077 L0TN 7BAR OX36", "96950077L0TN7BAROX36"),
        (Scheme.SIREN, "732 829 320", "732829320"),
        (Scheme.SIREN, "732 829 320 00074", "732829320"),
        # establishments of La Poste do not follow Luhn: the sum of their digits is a multiple of five
        (Scheme.SIREN, "356 000 000 09075", "356000000"),
        (Scheme.CIK, "320193", "0000320193"),
    ],
)
def test_an_identifier_is_written_as_its_issuer_writes_it(scheme: Scheme, written: str, value: str) -> None:
    found = identifier(scheme, written, where="list.csv row 2")

    assert (found.scheme, found.value) == (scheme, value)


@pytest.mark.parametrize(
    ("scheme", "written", "expected"),
    [
        (Scheme.UEI, "YLQMY5SGNE5", "a UEI of 12"),
        (Scheme.UEI, "0LQMY5SGNE55", "not beginning with 0"),
        (Scheme.UEI, "OLQMY5SGNE55", "without I and O"),
        (Scheme.DUNS, "12345678", "9 digits"),
        (Scheme.CAGE, "ABCDE", "a digit first or last"),
        (Scheme.LEI, "96950077L0TN7BAROX63", "check digits that agree"),
        (Scheme.LEI, "96950077L0TN7BAROX3", "an LEI of 18"),
        (Scheme.SIREN, "732829321", "check digits that agree"),
        (Scheme.SIREN, "73282932000075", "check digits that agree"),
        (Scheme.SIREN, "7328293200", "a SIREN of 9 digits"),
        (Scheme.CIK, "12345678901", "up to 10 digits"),
    ],
)
def test_a_wrong_identifier_is_refused_in_words(scheme: Scheme, written: str, expected: str) -> None:
    with pytest.raises(IdentifierError) as failure:
        identifier(scheme, written, where="list.csv row 2")

    said = failure.value.message("en")
    assert said.startswith(f"list.csv row 2: {scheme.name} ")
    assert expected in said
    assert "identifier." not in failure.value.message("fr")
