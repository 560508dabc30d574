"""Identifiers of organizations: written as their issuer writes them, with their check digits verified where a public rule has any."""

import re
from collections.abc import Callable

from stdnum import lei
from stdnum.exceptions import ValidationError
from stdnum.fr import siren, siret

from vigie.errors import IdentifierError
from vigie.records.organization import Identifier, Scheme

# UEI and CAGE have no letters I and O. Formats: SAM.gov data dictionary; NATO Codification, ACodP-1; EDGAR Filer Manual
_FORMATS = {
    Scheme.UEI: re.compile(r"(?!0)[0-9A-HJ-NP-Z]{12}"),
    Scheme.DUNS: re.compile(r"[0-9]{9}"),
    Scheme.CAGE: re.compile(r"[0-9][0-9A-HJ-NP-Z]{4}|[0-9A-HJ-NP-Z]{4}[0-9]"),
    Scheme.LEI: re.compile(r"[0-9A-Z]{18}[0-9]{2}"),
    Scheme.SIREN: re.compile(r"[0-9]{9}(?:[0-9]{5})?"),
    Scheme.CIK: re.compile(r"[0-9]{1,10}"),
}
# The Central Index Key is written with ten digits
_CIK_DIGITS = 10
_SIREN_DIGITS = 9


def identifier(scheme: Scheme, written: str, *, where: str) -> Identifier:
    """The identifier somebody wrote, spaces, dots and dashes taken out; IdentifierError names ``where`` it stood.

    LEI: check digits by ISO 7064, mod 97-10. SIREN: Luhn; a SIRET (14 digits) is verified, with the rule of its own that the
    establishments of La Poste have, and gives its SIREN. UEI, DUNS, CAGE and CIK can be held against their format only: the check
    character of a UEI is not published, a DUNS has had none since 2006, a CAGE and a CIK never had one. A CIK is filled up to ten digits.
    """
    value = re.sub(r"[\s.\-]", "", written).upper()
    if not _FORMATS[scheme].fullmatch(value):
        raise IdentifierError(where=where, scheme=scheme.name, found=written, expected=f"identifier.{scheme.value}")
    if scheme is Scheme.LEI:
        _check(lei.validate, value, where, scheme)
    elif scheme is Scheme.SIREN:
        _check(siret.validate if len(value) > _SIREN_DIGITS else siren.validate, value, where, scheme)
        value = value[:_SIREN_DIGITS]
    elif scheme is Scheme.CIK:
        value = value.zfill(_CIK_DIGITS)
    return Identifier(scheme, value)


def _check(validate: Callable[[str], str], value: str, where: str, scheme: Scheme) -> None:
    try:
        validate(value)
    except ValidationError:
        raise IdentifierError(
            where=where, scheme=scheme.name, found=value, expected="identifier.check_digits"
        ) from None
