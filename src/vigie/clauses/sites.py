"""Sites: the states and countries in which something is performed or delivered; never a town, a facility or an address."""

import re
from collections.abc import Iterator

from vigie.clauses.found import clause
from vigie.clauses.near import Signs
from vigie.records.clause import Clause, ClauseKind, Region

_STATES = {
    "Alabama": "AL", "Alaska": "AK", "Arizona": "AZ", "Arkansas": "AR", "California": "CA", "Colorado": "CO", "Connecticut": "CT",
    "Delaware": "DE", "District of Columbia": "DC", "Florida": "FL", "Georgia": "GA", "Hawaii": "HI", "Idaho": "ID", "Illinois": "IL",
    "Indiana": "IN", "Iowa": "IA", "Kansas": "KS", "Kentucky": "KY", "Louisiana": "LA", "Maine": "ME", "Maryland": "MD",
    "Massachusetts": "MA", "Michigan": "MI", "Minnesota": "MN", "Mississippi": "MS", "Missouri": "MO", "Montana": "MT", "Nebraska": "NE",
    "Nevada": "NV", "New Hampshire": "NH", "New Jersey": "NJ", "New Mexico": "NM", "New York": "NY", "North Carolina": "NC",
    "North Dakota": "ND", "Ohio": "OH", "Oklahoma": "OK", "Oregon": "OR", "Pennsylvania": "PA", "Rhode Island": "RI",
    "South Carolina": "SC", "South Dakota": "SD", "Tennessee": "TN", "Texas": "TX", "Utah": "UT", "Vermont": "VT", "Virginia": "VA",
    "Washington": "WA", "West Virginia": "WV", "Wisconsin": "WI", "Wyoming": "WY", "Puerto Rico": "PR", "Guam": "GU",
}  # fmt: skip
_COUNTRIES = {
    "Japan": "JP", "Germany": "DE", "Italy": "IT", "Spain": "ES", "South Korea": "KR", "Republic of Korea": "KR", "Canada": "CA",
    "Mexico": "MX", "France": "FR", "Belgium": "BE", "United Kingdom": "GB", "Bahrain": "BH", "Kuwait": "KW", "Qatar": "QA",
    "Djibouti": "DJ", "Guatemala": "GT", "Honduras": "HN", "El Salvador": "SV", "Colombia": "CO", "Panama": "PA", "Poland": "PL",
    "Romania": "RO", "Philippines": "PH", "Australia": "AU", "Cuba": "CU",
}  # fmt: skip
_NAMED = "|".join(sorted((*_STATES, *_COUNTRIES), key=len, reverse=True))
_CODES = "|".join(_STATES.values())
# What comes before says that a place of performance or delivery follows, in the same sentence
_WHERE = re.compile(
    r"\b(?:places?\s+of\s+(?:performance|delivery)|location\s+of\s+(?:work|performance|services?)|work\s+(?:location|site)|project\s+location"
    r"|(?:services|work)\s+(?:is|are|will\s+be|shall\s+be|to\s+be)\s+(?:performed|provided|conducted)\s+(?:at|in|within|throughout)"
    r"|(?:performance|services?|delivery|project|work)\s+(?:is|will\s+be)\s+(?:located\s+)?(?:in|at)|(?P<located>located)\s+(?:in|at|within|near)"
    r"|deliver(?:y|ed)?\s+to|ship\s+to|lieu\s+d['’]exécution)\b",
    re.IGNORECASE,
)
# A state by name, or by its code after a comma: "…, TX 79906"
_PLACE = re.compile(
    rf"(?<![\w-])(?<!ern\s)(?<!University of\s)(?<!(?:Camp|Fort|East|West)\s)(?P<name>{_NAMED})"
    r"(?!,?\s*(?:Avenue|Ave|Street|St\b|Road|Blvd|Boulevard|City,|University|River|Hall|Guard|Division"
    r"|District\b|Navy|Standard\s+Time|DC|D\.C))(?![\w-])"
    rf"|(?<=,)\s*(?P<code>{_CODES})(?=\s*,?\s*\d{{5}}\b|\s*[.;,)\n]|\s*$|\s+(?:USA|US|United))"
)
_FAR = 160
# Of what is located somewhere, only what is worked on or at counts, not who supplies or buys
_WORKED_ON = re.compile(
    r"\b(?:work|services?|project|perform\w*|repairs?|replace\w*|install\w*|construct\w*|maint\w+|renovat\w+|provide\w*|deliver\w*|facility|facilities"
    r"|buildings?|space|lease|remov\w+|clean\w*|custodial|janitorial|equipment|system)\b",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"\b(?:Inc|LLC|Corp\w*|Company|Co|Ltd|CAGE|manufactur\w+|vendors?|contractors?|offerors?|firms?|suppl\w+|intends?|Division|Office|Command"
    r"|Directorate|Agency|Department|Systems|Branch|Laboratory|Center for)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"(?<![A-Z])[.!?](?=\s+[A-Z][a-z])|\n\s*\n")
SIGNS = Signs(
    ("place of", "places of", "location", "located", "performed", "work site", "delivery is", "delivery will", "deliver to", "delivered to",
     "delivery to", "ship to", "performance is", "performance will", "services is", "service is", "services will", "service will",
     "project is", "project will", "work is", "work will", "provided", "conducted", "lieu d"), 60, 60,
)  # fmt: skip


def sites(text: str, start: int, end: int) -> Iterator[Clause]:
    """The first state or country after every announcement of a place, quoted alone: what stands around it stays unsaid."""
    for where in _WHERE.finditer(text, start, end):
        if where["located"] and not _of_the_work(text[max(0, where.start() - _FAR // 2) : where.start()]):
            continue
        stop = min(len(text), where.end() + _FAR)
        if sentence := _ENDS.search(text, where.end(), stop):
            stop = sentence.end()
        found = _PLACE.search(text, where.end(), stop)
        if found is None:
            continue
        group = "name" if found["name"] else "code"
        yield clause(ClauseKind.SITE, text, *found.span(group), _region(found[group]))


def _of_the_work(before: str) -> bool:
    return _WORKED_ON.search(before) is not None and _WHO.search(before) is None


def _region(written: str) -> Region:
    if written in _COUNTRIES:
        return Region(_COUNTRIES[written], None)
    return Region("US", _STATES.get(written, written))
