"""What a text says of itself: that it only asks, that it buys nothing, that one supplier is meant."""

import re
from collections.abc import Iterator

from vigie.clauses.found import clause_at
from vigie.clauses.near import Signs
from vigie.records.clause import Clause, ClauseKind, Said

_THIS = r"\bthis(?:\s+(?:is|notice\s+is|announcement\s+is|posting\s+is|synopsis\s+is|document\s+is|RFI\s+is" \
        r"|sources\s+sought(?:\s+notice)?\s+is|request\s+is))"  # fmt: skip
_A = r"\s+(?:\w+\s+){0,2}?(?:an?|the)?\s*[\"“']?(?:(?:formal|official|market\s+research|small\s+business|advance|pre-?)\s+){0,2}"
_ASKED = (
    r"requests?\s+for\s+(?:quotes?|quotations?|proposals?|bids?|offers?)|solicitations?|invitations?\s+(?:for|to)\s+bids?|RF[PQ]|IFB"
    r"|pre-?solicitations?|promise|commitment|contract|tender"
)
_FORMS = {
    "not-a-solicitation": rf"{_THIS}\s+not(?:\s+to\s+be\s+(?:construed|considered)\s+as)?\s+(?:a|an|the)?\s*[\"“']?(?:formal\s+|an?\s+)?"
    rf"(?:{_ASKED})\b(?:\s*\([A-Z]+\))?"
    r"|\bdoes\s+not\s+constitute\s+(?:an?\s+|the\s+)?(?:formal\s+)?"
    rf"(?:(?:{_ASKED})\b(?:\s*\([A-Z]+\))?(?:,|\s+or)?\s*(?:an?\s+)?){{1,4}}"
    r"|\bno\s+solicitation\s+(?:is|exists|document\s+exists|package\s+is)\s*(?:currently\s+)?(?:available|exists?|at\s+this\s+time)?"
    r"|\bne\s+constitue\s+pas\s+un\s+(?:appel\s+d['’]offres|marché)",
    "request-for-information": rf"{_THIS}{_A}(?:request\s+for\s+information|RFI)\b(?:\s*\(RFI\))?"
    r"|\bceci\s+est\s+une\s+demande\s+d['’]information",
    "sources-sought": rf"{_THIS}{_A}sources?\s+sought\b(?:\s+(?:notice|synopsis|announcement))?",
    "presolicitation": rf"{_THIS}{_A}pre-?solicitation\b(?:\s+(?:notice|synopsis))?",
    "combined": rf"{_THIS}{_A}combined\s+synopsis\s*/?\s*solicitation\b",
    "draft": rf"{_THIS}{_A}draft\s+(?:solicitation|RFP|request\s+for\s+proposals?|PWS|SOW|performance\s+work\s+statement)\b",
    "sole-source": r"\bnotice\s+of\s+intent\s+to\s+(?:award\s+(?:an?\s+)?)?(?:sole[\s-]source|single[\s-]source)\b"
    r"|\bnotice\s+of\s+intent\s+to\s+award\s+an?\s+(?:\w+[\s-]){0,3}(?:sole|single)[\s-]source\b"
    r"|\bintends?\s+to\s+(?:award|negotiate|issue|solicit|procure|enter\s+into|make)\s+(?:[\w,()-]+\s+){0,8}?(?:sole|single)[\s-]source\b"
    r"(?:\s+(?:basis|contract|award|order|purchase\s+order|procurement|modification))?"
    r"|\bon\s+an?\s+(?:sole|single)[\s-]source\s+basis\b",
    "planning-only": r"\b(?:solely\s+)?for\s+(?:information(?:al)?|planning|market\s+research)(?:(?:,|\s+and|\s*/|\s+or)\s*"
    r"(?:information(?:al)?|planning|market\s+research))*\s+purposes?\s+only\b",
    "canceled": r"\bthis\s+(?:solicitation|notice|requirement|procurement|RF[PQI]|announcement)(?:\s+[\w-]{6,20})?"
    r"\s+(?:is|has\s+been|was)\s+"
    r"(?:hereby\s+|being\s+)?cancell?ed(?:\s+in\s+(?:its|their)\s+entirety)?",
}  # fmt: skip
_FORM = re.compile("|".join(f"(?P<{form.replace('-', '_')}>{words})" for form, words in _FORMS.items()), re.IGNORECASE)
SIGNS = Signs(
    (" is not ", "request for information", "rfi", "sought", "solicitation", "synopsis", "draft", "constitu", "sole source", "sole-source",
     "single source", "single-source", "purpose", "cancel", "demande d"), 130, 130,
)  # fmt: skip


def announcements(text: str, start: int, end: int) -> Iterator[Clause]:
    """Every sentence in which a text says what it is or is not."""
    for found in _FORM.finditer(text, start, end):
        yield clause_at(ClauseKind.ANNOUNCEMENT, found, Said((found.lastgroup or "").replace("_", "-")))
