"""Which records are about where minors, people in shelters or guests stay; their places stay at state level."""

import re

from vigie.privacy.traits import signs_of

# Words that say it wherever they stand
_STRONG = re.compile(
    r"\b(?:UNACCOMPANIED(?! BAGGAGE)|UACS?|UC (?=PHONE|TRANSPORT|SHELTER|PROGRAM|CARE)|TENDER[ -]AGED?|MINORS"
    r"|MINOR (?:CHILD\w*|ALIENS?|DETAINEES?|MIGRANTS?|FE?MALES?|NONCITIZENS?)|JUVENILES?|ADOLESCENTS?"
    r"|TEENAGERS?|ORR|JFRMU|JFMD|FMUAS?|FAMUS?|FOSTER (?:CARE|HOMES?|FAMIL\w+|PARENTS?)|REFUGEE RESETTLEMENT"
    r"|YOUNG ADULTS?|INFLUX|HOMELESS|SAFE ?HOUSES?|DOMESTIC VIOLENCE"
    r"|FAMILY (?:RESIDENTIAL|UNITS?|GROUPS?|STAGING|RECEPTION|CASE|DETENTION|SHELTER\w*|MANAGEMENT)"
    r"|(?:HOTEL|GUEST) ?ROOMS?|ROOM NIGHTS?|LODGING (?:SERVICES?|FOR)|(?:TEMPORARY|HOTEL|DETAINEE|PATIENT|TRANSPLANT) LODGING"
    r"|TEMPORARY (?:HOUSING|QUARTERS|SHELTERS?)|EMERGENCY SHELTERS?|SHELTER CARE)\b",
    re.IGNORECASE,
)
# Words that say it in a short text; in a long one they may be about travel or a clause, unless they come early or again and again
_WEAK = re.compile(
    r"\b(?:CHILD(?:REN)?(?! (?:LABOR|LINE|ITEM|CLIN)\b)(?:S|'S|S'|CARE)?|KIDS?|YOUTHS?|INFANTS?|TODDLERS?|BAB(?:Y|IES)|TEENS?"
    r"|SHELTER(?:S|ED|ING)?|HOTELS?|MOTELS?|LODGINGS?|INNS?|BILLET(?:S|ED|ING)?|DORMITOR(?:Y|IES)|(?<!REASONABLE )ACCOMM?ODATIONS?"
    r"|MARRIOTT|HILTON|SHERATON|HYATT|RESORTS?|CARE ?GIVERS?|CARE ?TAKERS?)\b",
    re.IGNORECASE,
)
_EARLY, _AGAIN = 400, 4
# Classifications, by name or by code, of services to minors, shelters and lodging (PSC manual; NAICS sectors 624 and 721)
_CLASSIFICATIONS = re.compile(
    r"LODGING, HOTEL/MOTEL|CHILD|TEMPORARY SHELTERS|OTHER COMMUNITY HOUSING|INDIVIDUAL AND FAMILY SERVICES|EMERGENCY AND OTHER RELIEF"
    r"|HOTELS|MOTELS|BED-AND-BREAKFAST|TRAVELER ACCOMMODATION|ROOMING AND BOARDING|\bRV \(|VACATION CAMPS|PERSONAL CARE \(NON-MEDICAL\)"
    r"|^(?:V231|R401|8450|721\d{3}|6241[19]0|6242[23]\d|624410)$",
    re.IGNORECASE,
)


def is_about_stays(text: str) -> bool:
    """Whether a text is about minors, shelters or temporary lodging; it rather says so of a text too many than of one too few."""
    if "stay" not in signs_of(text):
        return False
    if _STRONG.search(text) or _WEAK.search(text[:_EARLY]):
        return True
    return sum(1 for _ in _WEAK.finditer(text)) >= _AGAIN


def is_class_of_stays(classification: str) -> bool:
    """Whether a classification, its name or its code, stands for services to minors, shelters or temporary lodging."""
    return _CLASSIFICATIONS.search(classification.strip()) is not None
