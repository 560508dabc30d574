"""What stands on a page of the Government Accountability Office: the listings of its docket, or one decision.

Two layouts, of 2015 and 2016. Neither attorneys, counsel nor contacts are read: of a decision no paragraph is, but for the words of the
outcome and the number of the solicitation.
"""

import re
from collections.abc import Iterator
from typing import Any

from vigie.privacy import INDIVIDUAL
from vigie.privacy.suppliers import looks_like_person
from vigie.sources.page import words

_LISTING = '//div[contains(concat(" ", @class, " "), " docketSearch ")]'
# A decision names several files as "B-411977,B-411977.2" or "B-411977; B-411977.2"
_FILES = re.compile(r"B-[0-9]{6}(?:\.[0-9]{1,3})?")
_DECIDED = re.compile(r"\bWe (?:sustain|deny|dismiss|grant)\b[^.]{0,160}")
_VERB = re.compile(r"\b(?:sustain|deny|dismiss|grant)\b")
_SOLICITATION = re.compile(
    r"\b(?:request for (?:proposals|quotations|quotes)|invitation for bids|solicitation)(?: \((?:RFP|RFQ|IFB)\))?,? Nos?\. ?"
    r"([A-Z0-9][A-Z0-9-]{3,40}[A-Z0-9])"
)
_OF_DECISION = ("Matter of", "File", "Date")


def records(page: Any, taken: frozenset[str]) -> Iterator[dict[str, str]]:
    """The listings of a docket, each with the cells of its labels, or a decision, once for each file number it decides."""
    listings = page.xpath(_LISTING)
    yield from (_listing(one, taken) for one in listings)
    if not listings:
        yield from _decision(page)


def _listing(listing: Any, taken: frozenset[str]) -> dict[str, str]:
    """One listing; the name stands above it as a link, everything else behind a label in bold. Where a label stands twice it is two,
    and no number of a file is told, so that it is set aside."""
    names = listing.xpath('.//a[@class="result"]')
    cells = {"Protester": " ".join((names[0].text or "").split())} if names else {}
    for label in listing.iter("b"):
        # a second time, in what opens under the mouse
        if label.xpath('ancestor::div[@class="search_popup"]'):
            continue
        name = words(label).rstrip(":")
        if name in cells:  # a broken page has run two listings into one
            return {"Protester": "", "File Number": "-"}
        cells[name] = _behind(label) if name in taken else ""
    return cells


def _behind(label: Any) -> str:
    """What stands behind a label: the next cell of its table, or all up to the next label or line."""
    parent = label.getparent()
    if parent.tag == "td":
        return "" if parent.getnext() is None else words(parent.getnext())
    said = label.tail or ""
    for following in label.itersiblings():
        if following.tag in ("b", "br", "div"):
            break
        said += "".join(following.itertext()) + (following.tail or "")
    return " ".join(said.split()).removeprefix(":").strip()


def _decision(page: Any) -> Iterator[dict[str, str]]:
    labels = {
        words(one).rstrip(": "): one for one in page.iter("b", "strong") if words(one).rstrip(": ") in _OF_DECISION
    }
    if not labels:
        return
    cells = {name: _behind(label) for name, label in labels.items()}
    matter, _, relief = cells.pop("Matter of", "").partition("--")
    numbers = _FILES.findall(cells.pop("File", "")) or [""]
    for number in numbers:
        yield {"Matter of": _parties(matter), "Relief": relief, "File": number, **cells, **_words_of(page)}


def _parties(matter: str) -> str:
    """The protesters of a decision; one of several that looks like a person is withheld."""
    parties = (party.strip() for party in matter.split(";"))
    return "; ".join(INDIVIDUAL if looks_like_person(party) else party for party in parties)


def _words_of(page: Any) -> dict[str, str]:
    """The verbs of the outcome and the number of the solicitation; the paragraph of counsel is passed over."""
    paragraphs = [said for said in map(words, page.iter("p")) if "Esq." not in said]
    decided = next(filter(None, map(_DECIDED.search, paragraphs)), None)
    solicited = next(filter(None, map(_SOLICITATION.search, paragraphs)), None)
    return {
        "Decision": ", ".join(dict.fromkeys(_VERB.findall(decided[0]))) if decided else "",
        "Solicitation": solicited[1] if solicited else "",
    }
