"""What the words of a text can be signs of: the patterns of the rule are tried only where their words stand.

A sign is a necessary condition, never an answer. Every text that a pattern fits has, as an unbroken run of letters, one
of the words below; a text without any of them is left as it is without trying the pattern. A test makes texts from the
patterns and looks for their signs, so that a pattern cannot get a word that is missing here.
"""

import re
from functools import lru_cache
from typing import Literal

from vigie.privacy.words import is_withheld_by_hand, plain_of, word_list

Sign = Literal[
    "role", "possible role", "glued role", "honorific", "after a name", "address", "phone", "stay", "given", "by hand"
]

_WORDS: dict[Sign, str] = {
    # ROLE: one word of each of its alternatives, the rarest where they have several
    "role": (
        r"OFFICER\w*|SPECIALISTS?|REPRESENTATIVES?|POINTS?|PT|PERSONS?|CONTACTS|(?:A|P|T|ALT)?CORS?|ACR|A?COTR|ACTOR"
        r"|[ATV]?PO[CSV]S?|CO|KO|ACO|PCO|CS|ATTN|ATTENTION|C|APPROVERS?|APPROVAL|IPP|RECEIVER|ALT|ALTERNATE|ALETERNATE"
        r"|PRIMARY|SECONDARY|SME|CUSTODIANS?|OWNER|GRIEVANT|COMPLAINANT|APPELLANT|ARBITRATOR|ARBITRATION|MEDIATION|REPORTING"
        r"|WITNESS|FLRA|REMAINS"
    ),
    # MAYBE
    "possible role": (
        r"SP(?:EA)?KERS?|INSTRUCTOR|INTERPRETER|JUDGE|REQUEST[OE]R|DELIVERY|SHIPPED|PROCESSED|ONBOARD|RECOGNIZES"
        r"|(?:RE)?APPOINT(?:S|ED|ING|MENT)?|ASSIGN(?:S|ED|ING)?|REPLACE[SD]?|REMOV(?:E[SD]?|ING)|ADDITION|ADD(?:S|ED|ING)?"
        r"|NAME[SD]?|VENDOR|MRS?|MS|DR|SSA|SA|PM|REP|SPECIALIST|AGENT|OFFICER|DIRECTOR|MANAGER|SUPERVISOR|CHIEF|IEA|DHS|WITH"
    ),
    # GLUED and HONORIFIC
    "glued role": r"(?:A?POC|ACOR)[A-Z]{3,}",
    "honorific": r"MRS?|MS",
    # AS_A_ROLE, and what stands in the place of a contact
    "after a name": r"AS|POINT|COMPLAINANT|BRANCH|A?COR|POC|DBA|STEWARD\w*|VS?|WITHHELD",
    # post boxes, streets (a building is an address in one of them) and numbered roads
    "address": (
        r"P?O?BOX|STREET|AVENUE|AVE|ROAD|RD|BOULEVARD|BLVD|HIGHWAY|HWY|PARKWAY|PKWY|TURNPIKE|EXPRESSWAY|FREEWAY|DRIVE|CIRCLE"
        r"|LANE|ST|DR|COURT|CT|CIR|LN|PLACE|PL|WAY|TERRACE|TER|TRAIL|TRL|LOOP|PLAZA|SQUARE|SQ|PIKE|RUN|ROW|PATH"
        r"|ROUTE|INTERSTATE|IH|I|FM|CR|MARKET|BROADWAY"
    ),
    # the labels before a number
    "phone": r"PHONE|TEL|TELEPHONE|CELL|FAX|MOBILE|POC|A?COR",
    # texts about minors, shelters and lodging (stays.py): one word of each alternative
    "stay": (
        r"UNACCOMPANIED|UACS?|UC|TENDER|MINORS?|JUVENILES?|ADOLESCENTS?|TEENAGERS?|ORR|JFRMU|JFMD|FMUAS?|FAMUS?|FOSTER|REFUGEE"
        r"|YOUNG|INFLUX|HOMELESS|SAFE(?:HOUSES?)?|VIOLENCE|FAMILY|ROOMS?|(?:HOTEL|GUEST)ROOMS?|TEMPORARY|EMERGENCY|CHILD(?:REN)?(?:S|CARE)?"
        r"|KIDS?|YOUTHS?|INFANTS?|TODDLERS?|BAB(?:Y|IES)|TEENS?|SHELTER(?:S|ED|ING)?|HOTELS?|MOTELS?|LODGINGS?|INNS?|BILLET(?:S|ED|ING)?"
        r"|DORMITOR(?:Y|IES)|ACCOMM?ODATIONS?|MARRIOTT|HILTON|SHERATON|HYATT|RESORTS?|CARE(?:GIVERS?|TAKERS?)?"
    ),
}  # fmt: skip
_PATTERNS = {sign: re.compile(rf"(?<![^\W\d_])(?:{words})(?![^\W\d_])") for sign, words in _WORDS.items()}
_ANY = re.compile("|".join(pattern.pattern for pattern in _PATTERNS.values()))
_LETTERS = re.compile(r"[^\W\d_]+")
# The letters that a pattern takes for an ASCII letter regardless of case, and that are no such letter in capitals
_CAPITALS = str.maketrans({"\N{KELVIN SIGN}": "K", "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}": "I"})
_NO_SIGNS: frozenset[Sign] = frozenset()


def capitals(word: str) -> str:
    """A word in capitals, with ASCII letters in place of those a pattern takes for them."""
    return word.upper().translate(_CAPITALS)


@lru_cache(maxsize=1 << 16)
def signs_of_word(word: str) -> frozenset[Sign]:
    """All that a word, with the marks around it, can be a sign of."""
    plain = capitals(word)
    signs: set[Sign] = set()
    if _ANY.search(plain):
        signs.update(sign for sign, pattern in _PATTERNS.items() if pattern.search(plain))
    # A word read from its middle on may begin with a given name: "AGENT-MARY" behind AGENT, "POCMARY" behind POC
    if "glued role" in signs or not word_list("given_names").isdisjoint(_LETTERS.findall(word.upper())):
        signs.add("given")
    if is_withheld_by_hand(plain_of(word)):
        signs.add("by hand")
    return frozenset(signs) if signs else _NO_SIGNS
