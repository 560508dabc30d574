"""What an action's own words say of its contract: that it is closed out, that it goes on, for which term."""

import re
from dataclasses import dataclass

from vigie.topics.folding import folded

# Kept apart from inference: these are the words of the action, quoted; no status is computed from dates here.
_CLOSED_OUT = re.compile(r"\b(?:CLOSE[SD]?|CLOSING)[ -]*OUT\b|\bCLOSEOUT\b", re.IGNORECASE)
# "The closeout of option year 2" and "closeout instructions" say nothing of the contract itself
_NOT_THE_CONTRACT = re.compile(
    r"\b(?:CLOSE[- ]?OUT) (?:OF )?(?:OPTION|LINE|CLIN|INSTRUCTIONS|PROCEDURES|SUPPORT|SERVICES)\b"
    r"|\bCLOSE[- ]?OUT (?:SUPPORT|SERVICES|AND [^.]{0,40}SERVICES)\b",
    re.IGNORECASE,
)
_CONTINUES = re.compile(
    r"\bEXERCIS(?:E|ES|ED|ING)\b[^.]{0,40}\b(?:OPTION|OY ?\d|52\.217)|\bEXTEND(?:S|ED|ING)?\b[^.]{0,60}"
    r"\b(?:PERFORMANCE|PERIOD|POP|CONTRACT|ORDER|AWARD|SERVICES?|DAYS|MONTHS)\b|\bEXTENSION OF\b",
    re.IGNORECASE,
)
_TERM = re.compile(
    r"\b(?:\d{1,4}|ONE|TWO|THREE|FOUR|FIVE|SIX|NINE|TEN|TWELVE)(?: ?\(\d+\))?[ -](?:DAYS?|WEEKS?|MONTHS?|YEARS?)\b",
    re.IGNORECASE,
)
_TERM_BEFORE = re.compile(
    r"\b(?:EXTEND\w*|EXTENSION|PERIOD OF PERFORMANCE|PERFORMANCE PERIOD|POP|BRIDGE|DURATION|TERM|FOR A PERIOD)\b",
    re.IGNORECASE,
)
_TERM_AFTER = re.compile(r"\s*(?:POP|PERIOD OF PERFORMANCE|EXTENSION|BRIDGE|TERM)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wording:
    """What one action says: closed out, goes on (an option exercised, an extension), and a term in its own words."""

    closed_out: bool
    continues: bool
    term: str | None


def _closed_out(description: str) -> bool:
    return _CLOSED_OUT.search(_NOT_THE_CONTRACT.sub(" ", description)) is not None


def _term(description: str) -> str | None:
    for found in _TERM.finditer(description):
        before = description[max(0, found.start() - 60) : found.start()]
        if _TERM_BEFORE.search(before) or _TERM_AFTER.match(description, found.end()):
            return found[0]
    return None


def read_wording(description: str) -> Wording:
    """The statements an action's description makes about its contract; a term only where it is one of performance."""
    # Letters that every match of a pattern holds are faster to look for than the pattern, and most texts lack them
    plain = folded(description)
    return Wording(
        closed_out="clos" in plain and _closed_out(description),
        continues=("exercis" in plain or "exten" in plain) and _CONTINUES.search(description) is not None,
        term=_term(description) if any(unit in plain for unit in ("day", "week", "month", "year")) else None,
    )


# How a notice says of itself that it is a request for information; "this is not a request for information" does not. Both are read by
# RE2 too, whatever the case
INFORMATION_TITLE = r"\b(?:rfi|requests? for information|sources sought)\b"
INFORMATION_TEXT = (
    r"\bthis (?:\w+ ){0,4}(?:is|constitutes|serves as) (?:being )?(?:issued )?(?:as )?(?:only |purely |solely |strictly )?"
    r"an? (?:\w+ ){0,2}(?:request for information|rfi)\b"
)
