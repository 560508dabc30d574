"""Files that list or locate people: known by their columns or by their values, and refused whole."""

import re
import unicodedata

from vigie.privacy import WITHHELD
from vigie.privacy.words import count_digits

# Words of a column name that say the rows are people, or lead to a person. Checked on the name in lower case,
# without accents, parted into words. Contact columns of an organization (phone, fax) are left out, not refused.
_COLUMNS = {
    "identity number": (
        r"(social security|\bssn\b|\bnir\b|securite sociale|national insurance|\bcurp\b|\bnino\b|\bnie\b|\bdni\b"
        r"|passport|passeport|identity card|carte (nationale )?d[ ']?identite|titre de sejour|taxpayer id of person"
        r"|driver'?s? licen[cs]e|permis de conduire|\bn(umero)? (d[ ']?)?etranger\b|\bagdref\b|\bn(umero)? ss\b)"
    ),
    "immigration file": (
        r"(\ba ?((number|num|no|nbr)\b|#)|\balien\b|\banumber\b|\buac\b|unaccompanied|\bdetainees?\b|\binmates?\b"
        r"|\brelease[es]? sponsor|\bsponsor (name|address|phone)|\bnoncitizen|country of birth|\bcitizenship|\bnationalit[ey]\b"
        r"|\bsubject (id|name|address)|\bbooking (id|number|no|date)|\bcase subject"
        r"|\b(apprehension|arrest|deportation) date\b|\bdate (arrested|apprehended|deported)\b"
        r"|\b(nom du|personnes?) retenue?s?\b|\bmineure?s? isole)"
    ),
    "birth": r"(date of birth|birth ?(date|day|dt|place|year)|\bdob\b|place of birth|naissance|\bborn\b|\bne ?e? le\b)",
    "home": (
        r"(home (address|phone|tel)|residential|residence address|domicile|adresse (personnelle|privee)"
        r"|(telephone|tel|portable|mobile|courriel|mail) (personnel|prive)"
        r"|personal (address|phone|e ?mail|mobile)|emergency contact|last known address|next of kin)"
    ),
    "vehicle or device": (
        r"(licen[cs]e plate|plate (number|no|state)|immatriculation\b(?! (au r|rcs))|\bvin\b|\bimei\b|\bimsi\b|mac address)"
    ),
    "body": (
        r"(fingerprint|biometric (id|template)|face (id|template)|\bdna\b|blood type|eye colou?r|hair colou?r|\brace\b|ethnicity"
        r"|\bempreintes?\b|couleur des yeux|\bethnie\b|\breligion\b|medical (condition|record))"
    ),
    "person": (
        r"((first|given|last|middle|maiden|full|family) ?name\b|\bname (first|last|middle)\b|\b[fl]name\b|middle initial"
        r"|\bsurname\b|\bprenoms?\b|\bnom (de famille|d[ ']?usage|de jeune fille|patronymique)\b|\bgender\b|\bsexe?\b"
        r"|\bmarital|\bspouse|\bconjoint|\bsituation (familiale|matrimoniale)|\b(mother|father)('s)? (name|surname)"
        r"|\bminors? (name|id)|\bchild(ren)? (name|id)|\benfants? mineurs?\b|\bpatient|\bperson id\b"
        r"|\b(victim|witness|individual|defendant|respondent) (name|id)|\bname of individual"
        r"|\bemployee (name|id|number)|\bsalary\b|\bsalaire\b)"
    ),
}  # fmt: skip
_COLUMN_PATTERNS = {kind: re.compile(pattern) for kind, pattern in _COLUMNS.items()}

# Values that lead to a person wherever they stand, so that a harmless header does not carry them in
_VALUES = {
    "alien registration number": re.compile(
        r"\bA(?:[- #]|# |-#)?(?:\d{9}|\d{3}[- ]\d{3}[- ]\d{3})\b|\bA[-#]?\d{8}\b"
        r"|(?i:\bALIEN (?:REGISTRATION )?(?:NO|NUMBER|NUM|#)\W{0,4}A?[- ]?\d{2,3}[- ]?\d{3}[- ]?\d{3}\b)"
    ),
    "social security number": re.compile(
        r"\b(?:SSN|SOCIAL SECURITY (?:NO|NUMBER|NUM|#))\W{0,4}\d{3}[- ]?\d{2}[- ]?\d{4}\b|(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])",
        re.IGNORECASE,
    ),
    "date of birth": re.compile(
        r"\b(?:DOB|D\.O\.B\.?|DATE OF BIRTH|BORN(?: ON)?|N[ÉE](?:E|\(E\))? LE|DATE DE NAISSANCE)\W{0,4}"
        r"(?:\d{1,4}[-/. ]\d{1,2}[-/. ]\d{2,4}|\d{1,2}(?:ER)? [^\W\d_]{3,9}\.?,? \d{4}|[^\W\d_]{3,9}\.? \d{1,2},? \d{4})",
        re.IGNORECASE,
    ),
    "French registration number": re.compile(r"\b[12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?\d[\dAB] ?\d{3} ?\d{3} ?\d{2}\b"),
}  # fmt: skip
# Words of which a value has one where it is not told by its digits alone; small letters
_LABELS = {
    "alien registration number": ("alien",),
    "social security number": ("ssn", "social security"),
    "date of birth": ("dob", "d.o.b", "birth", "born", "naissance", "e le", "é le", ") le"),
}
# What a value told by its digits has, found sooner than the value because it begins with one letter or a digit
_DIGITS = {
    "alien registration number": re.compile(r"A[-# ]{0,2}\d{3}[- ]?\d{3}[- ]?\d{2}"),
    "social security number": re.compile(r"\d{3}-\d{2}-\d{4}"),
    "French registration number": re.compile(r"[12] ?\d{2} ?\d{2} ?\d[\dAB] ?\d{3} ?\d{3} ?\d{2}"),
}
# Letters that a pattern takes for others regardless of case
_ALIKE = "İıſ\N{KELVIN SIGN}"
# The fewest digits with which a value of a kind can be written
_FEWEST_DIGITS = {
    "alien registration number": 8,
    "social security number": 9,
    "date of birth": 4,
    "French registration number": 14,
}


def plain_words(name: str) -> str:
    """The words of a column name in small letters without accents; words written as one are parted at their capitals."""
    letters = (
        unicodedata.normalize("NFKD", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)).encode("ascii", "ignore").decode()
    )
    return " ".join(re.sub(r"[^a-z0-9'#]+", " ", letters.lower()).split())


def person_column(name: str) -> str | None:
    """What a column of this name would tell of people; None when nothing."""
    plain = plain_words(name)
    return next((kind for kind, pattern in _COLUMN_PATTERNS.items() if pattern.search(plain)), None)


def person_value(text: str) -> str | None:
    """What in this text leads to a person; None when nothing. The value itself is never returned."""
    digits = count_digits(text)
    if digits < min(_FEWEST_DIGITS.values()):
        return None
    plain = text.lower()
    for kind, pattern in _VALUES.items():
        found = pattern.search(text) if digits >= _FEWEST_DIGITS[kind] and _may_hold(text, plain, kind) else None
        if found and (
            kind != "French registration number"
            or " " in found[0]
            or "A" in found[0]
            or "B" in found[0]
            or _key_fits(found[0])
        ):
            return kind
    return None


def _may_hold(text: str, plain: str, kind: str) -> bool:
    """Whether a text has what every value of a kind has; ``plain`` is it in small letters."""
    if not text.isascii() and any(letter in text for letter in _ALIKE):
        return True
    digits = _DIGITS.get(kind)
    return any(label in plain for label in _LABELS.get(kind, ())) or (
        digits is not None and digits.search(text) is not None
    )


def _key_fits(number: str) -> bool:
    """Whether the last two digits of a French registration number are its key, 97 less the rest modulo 97."""
    digits = number.replace(" ", "").replace("2A", "19").replace("2B", "18")
    return digits.isdecimal() and int(digits[13:]) == 97 - int(digits[:13]) % 97


def without_values(text: str) -> str:
    """The text without the values that lead to a person; everything that has the form of one goes, also a part's number."""
    for pattern in _VALUES.values():
        text = pattern.sub(WITHHELD, text)
    return text
