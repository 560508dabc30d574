"""Suppliers who are natural persons: their name is withheld everywhere, and they cannot be searched for."""

import re

from vigie.privacy.words import is_withheld_by_hand, word_list

TITLES = frozenset(
    "JR SR II III IV ESQ ESQUIRE PHD MD DVM DDS CPA ATTORNEY AT LAW ARBITRATOR MEDIATOR DR MR MRS MS".split()
)
# Words no person's name has; a firm called after a person has one
ORGANIZATION_WORDS = frozenset(
    """
    INC INCORPORATED LLC LC CORP CORPORATION CO COMPANY COMPANIES LTD LIMITED LP LLP RLLP LLLP PLLC PC APC PSC PA PS PLC PBC NA
    NV SA SARL SAS SRL GMBH AG KG BV AB OY DOO DBA JV OF THE AND FOR
    ASSOCIATES ASSOCIATION PARTNERS GROUP HOLDINGS INTERNATIONAL ENTERPRISE ENTERPRISES INDUSTRIES SERVICE SERVICES SOLUTIONS
    SYSTEMS TECHNOLOGIES TECHNOLOGY CONSULTING CONSULTANTS CONSTRUCTION SUPPLY SUPPLIES PRODUCTS BUILDERS CONTRACTORS TRUCKING
    AUTO MOTORS COLLISION CLEANING JANITORIAL SECURITY SAFETY EQUIPMENT RESOURCES MANAGEMENT MARKETING MEDIA STUDIO SHOP STORE
    MARKET CENTER CENTRE CLUB FARM FARMS RANCH KENNEL KENNELS CITY COUNTY TOWN TOWNSHIP VILLAGE STATE MUNICIPALITY PARISH NATION
    UNIVERSITY COLLEGE SCHOOL INSTITUTE FOUNDATION HOSPITAL CLINIC CHURCH MINISTRIES AUTHORITY BOARD COMMISSION DEPARTMENT DEPT
    BUREAU OFFICE AGENCY SHERIFF POLICE BANK TRUST FUND CREDIT UNION POWER ELECTRIC GAS WATER OIL FARRIER GUNS ACCESSIBILITY
    """.split()
)  # fmt: skip
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")


def looks_like_person(name: str) -> bool:
    """Whether a supplier's name reads as that of a natural person: "SURNAME, GIVEN" or a given name among two to four
    words none of which belongs to an organization."""
    upper = name.upper().strip()
    if is_withheld_by_hand(upper):
        return True
    words = [word.strip(".'’") for word in upper.replace(",", " ").split()]
    plain = [word for word in words if word not in TITLES]
    if not 2 <= len(plain) <= 5 or "&" in upper or any(word.replace(".", "") in ORGANIZATION_WORDS for word in plain):
        return False
    if not all(_NAME_WORD.fullmatch(word) for word in words):
        return False
    ordinary, surnames, given = word_list("ordinary_words"), word_list("surname_words"), word_list("given_names")
    long = [word for word in plain if len(word) > 1]
    _, comma, after = upper.partition(",")
    with_initial = bool(comma) and re.fullmatch(r" ?[A-Z]+ [A-Z]\.?", after) is not None
    if not with_initial and any(word in ordinary and word not in surnames for word in long):
        return False
    if comma and all(word.strip(" .") in TITLES for word in after.split()):
        comma = ""
    known = [word for word in long if set(word.split("-")) & given]
    if comma:
        return len(after.split()) <= 3 and (with_initial or bool(known) or not set(long) & ordinary)
    # an initial or a title marks a person even where the given name is not in the list
    marked = any(len(word) == 1 for word in plain[1:]) or bool(set(words) & TITLES - {"DR"})
    unknown = marked and not any(word in ordinary for word in long)
    return len(long) >= 2 and len(plain) <= 4 and (bool(known) or unknown)


def is_written_with(name: str, person: str) -> bool:
    """Whether a name of two words or more has none that a person's name, as it stands beside it, has not."""
    words = _words_of(name)
    return len(words) >= 2 and words <= _words_of(person)


def _words_of(name: str) -> set[str]:
    return {word.strip(".'’") for word in name.upper().replace(",", " ").split()} - {""}


def asks_for_person(name: str) -> bool:
    """Whether a name to look for in texts reads as a person's: as such a supplier's, or as a given name alone."""
    alone = name.upper().strip() in word_list("given_names") - word_list("ordinary_words")
    return alone or looks_like_person(name)
