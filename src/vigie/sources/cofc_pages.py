"""What stands on the list of opinions of the U.S. Court of Federal Claims: one record an opinion, of organizations alone.

Most cases are those of persons. A case is told only where its party is recognizably an organization; of all others nothing leaves
this reader but their number. No judge and no text of an entry is read further than for the words of its outcome.
"""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from vigie.privacy.suppliers import looks_like_person

_LIST = re.compile(r"\brecent_opinions\s*=\s*(?=\[)")
_DOCKET = re.compile(r"\s*([0-9]{2}-[0-9]{1,5})\s*(?:•|&bull;)\s*(.+)", re.DOTALL)
_VERSUS = re.compile(r"\s+v\.?\s+", re.IGNORECASE)
_OTHERS = re.compile(r",?\s+et al\.?,?\s*$", re.IGNORECASE)
# Words of a party that a person's name has never; a firm called after somebody has one too
_ORGANIZATION = frozenset(
    """
    INC INCORPORATED LLC CORP CORPORATION COMPANY COMPANIES LTD LIMITED LP LLP LLLP PLLC PLC PBC GMBH GROUP SYSTEMS TECHNOLOGIES
    SOLUTIONS SERVICES ENTERPRISES COUNTY UNIVERSITY AUTHORITY COOPERATIVE COUNCIL NATION TRIBE ASSOCIATION FOUNDATION INSURANCE
    """.split()
)  # fmt: skip
# Words of a case brought for somebody
_FOR_A_PERSON = frozenset(
    "ESTATE BEHALF MINOR GUARDIAN DECEASED DBA AKA TRUSTEE EXECUTOR EXECUTRIX ADMINISTRATOR REPRESENTATIVE INDIVIDUALLY".split()
)
_TRADING_AS = re.compile(r"\b(?:D/B/A|A/K/A|T/A|C/O)\b")
_VERB = re.compile(r"\b(?:grant|den(?:y|ied|ying)|dismiss|sustain)(?:ed|s|ing)?\b", re.IGNORECASE)
_PLAIN = {"den": "deny", "gra": "grant", "dis": "dismiss", "sus": "sustain"}
_PROTEST = re.compile(r"\bprotests?\b", re.IGNORECASE)


def records(page: Any, taken: frozenset[str]) -> Iterator[dict[str, str]]:
    """The opinions of the list, in its order. ``kind`` is "organization" or "other", and then every other cell is empty."""
    for opinion in _opinions(page):
        docket, party = _case(str(opinion.get("title", "")))
        others = dict.fromkeys(set(opinion) - taken, "")
        if not is_organization(party):
            yield {"kind": "other"} | dict.fromkeys(sorted(taken - {"kind"}), "") | others
            continue
        said = html.unescape(str(opinion.get("text", "")))
        verbs = (_PLAIN[verb[:3].lower()] for verb in _VERB.findall(said))
        yield {
            "kind": "organization", "docket": docket, "party": party, "date": str(opinion.get("date", "")),
            "criteria": str(opinion.get("criteria", "")), "outcome": ", ".join(dict.fromkeys(verbs)),
            "protest": "yes" if _PROTEST.search(said) else "no",
        } | others  # fmt: skip


def is_organization(party: str) -> bool:
    """Whether the party of a case is recognizably an organization, and no part of it the name of a person."""
    plain = re.sub(r"(?<=\b[A-Z])\.(?=[A-Z]\b)", "", party.upper())
    found = re.findall(r"[^\W\d_]+", plain)
    if len(found) < 2 or not set(found) & _ORGANIZATION or set(found) & _FOR_A_PERSON or _TRADING_AS.search(plain):
        return False
    parts = re.split(r";|,|\bAND\b", plain)
    return not any(looks_like_person(part.strip()) for part in (plain, *parts))


def _opinions(page: Any) -> Iterator[dict[str, Any]]:
    """The opinions that stand in the page as a list for its script; none where the list is not there, or was cut."""
    for script in page.iter("script"):
        text = script.text or ""
        if found := _LIST.search(text):
            try:
                opinions, _ = json.JSONDecoder().raw_decode(text, found.end())
            except (ValueError, RecursionError):
                return
            yield from (one for one in opinions if isinstance(one, dict))


def _case(title: str) -> tuple[str, str]:
    """The docket number and the first party of a title, "24-935 • FIRM, LLC v. USA"."""
    found = _DOCKET.fullmatch(html.unescape(title))
    if found is None:
        return "", ""
    party = " ".join(_VERSUS.split(found[2])[0].split())
    return found[1], _OTHERS.sub("", party)
