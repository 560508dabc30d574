"""The roles that persons fill in a contract, and how they stand before or after a name."""

import re

# Roles that a person fills: what follows is a name unless it is an ordinary word
ROLE = re.compile(
    r"(?<![^\W\d_])(?:"
    r"(?:CONTRACT(?:ING)?|PROCUR(?:EMENT|ING)) OFFICERS?(?:['’]?S)?(?:\s+REP\w*)?(?:['’]?S)?(?: NAME)?"
    r"|CONTRACT(?:ING)? SPECIALISTS?|CONTRACT(?:ING)? REPRESENTATIVES?|MISSION SUPPORT SPECIALIST"
    r"|(?:POINTS?|PT)[- ]OF[- ]CONTACTS?|CONTACT PERSONS?|CONTACTS(?=:)"
    r"|(?:A/?|P|T|ALT|RA-)?COR(?:['’]?S)?(?: NAME)?|ACR(?=:)|A?COTR|ACOTR|ACTOR|(?:A|T|RA-|V)?PO[CSV](?:['’]?S)?"
    r"|CO|KO|ACO|PCO|CS|ATTN|ATTENTION|C/O|APPROVERS?(?: NAME)?|APPROVAL|IPP(?: INVOICE)? ROUTING|IPP|RECEIVER"
    r"|ALT|ALTERNATE|ALETERNATE|PRIMARY|SECONDARY|SME(?=:)|CUSTODIANS?|OWNER(?=:)|GRIEVANT|COMPLAINANT|APPELLANT"
    r"|ARBITRATOR|(?:ARBITRATION|MEDIATION|COURT REPORTING) SERVICES|(?:EXPERT )?WITNESS(?: SERVICES)?|FLRA CASE-\w+|REMAINS"
    r")(?![^\W_])",
    re.IGNORECASE,
)  # fmt: skip
# Words that often stand before a person and as often do not: a name after them must begin with a given name
MAYBE = re.compile(
    r"(?<![^\W\d_])(?:SP(?:EA)?KERS?|INSTRUCTOR|INTERPRETER|JUDGE|REQUEST[OE]R|DELIVERY|SHIPPED TO|PROCESSED BY|ONBOARD|RECOGNIZES"
    r"|(?:RE-?)?APPOINT(?:S|ED|ING|MENT)?|ASSIGN(?:S|ED|ING)?|REPLACE[SD]?(?: (?:HIM|HER) WITH)?|REMOV(?:E[SD]?|ING)"
    r"|ADDITION OF|ADD(?:S|ED|ING)?"
    r"|NAME[SD]?|VENDOR|MRS?\.?|MS\.?|DR\.?|SSA|SA|PM|REP|SPECIALIST|AGENT|OFFICER|DIRECTOR|MANAGER|SUPERVISOR|CHIEF"
    r"|IEA|DHS/\w+|SERVICES WITH"
    r")(?![^\W_])",
    re.IGNORECASE,
)  # fmt: skip
GLUED = re.compile(r"(?<![^\W\d_])(?:A?POC|ACOR)(?=[A-Z]{3,} )", re.IGNORECASE)
# Titles: what follows is a name, known or not
HONORIFIC = re.compile(r"\b(?:MRS?|MS)\. ?([^\W\d_]+(?:['’-][^\W\d_]+)*)", re.IGNORECASE)
# What says after a name that it was that of somebody with a role
AS_A_ROLE = re.compile(
    r"\s{0,9}(?:AS (?:THE |AN? |NEW ){0,3}(?:ALT\w* |PRIMARY |ADMINISTRATIVE |INVOICE ){0,3}(?:A?COR|CO|CONTRACT\w*|IPP|APPROVER|POC)\b"
    r"|(?:THE )?(?:NEW )?POINT OF CONTACT|, (?:COMPLAINANT|BRANCH CHIEF)\b|\((?:A?COR|RA-POC)\b|\(?DBA\b|/ ?STEWARD| VS?\. )",
    re.IGNORECASE,
)
