"""What reaches a person: e-mail addresses, phone numbers, street addresses."""

import re
from collections.abc import Callable, Iterable, Iterator

from vigie.privacy import WITHHELD
from vigie.privacy.traits import matches_at, scanned
from vigie.privacy.words import count_digits, word_list

_DIGIT = re.compile(r"[0-9]")
_EMAIL = re.compile(
    r"(?<![\w@])[A-Z0-9][\w.,+'’-]{0,63}@ ?[A-Z][\w-]*(?:[.,] ?[A-Z][\w-]*)*"  # whole
    r"|(?<![\w@])[A-Z]{1,30}\.(?:[A-Z]{1,30}\.){0,3} ?[A-Z]{1,30} ?@(?: ?[A-Z][\w.-]*)?"  # with a slip of the space bar
    r"|(?<![\w@])[A-Z][\w.'’-]{0,62}[A-Z]@",  # cut off
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w#$.-])(?:\+?1[-. ]{1,2})?(?:\( ?\d{3} ?\) ?[-. ]?|\d{3}[-./ ]{1,2}|\d{3}\) ?)\d{3}[-. ]{1,2}\d{4}(?!\d|-\d)"
    r"(?:/\d{4}\b)?(?:,? ?(?:X|EXT)\.? ?\d+)?",
    re.IGNORECASE,
)
_LABELED_PHONE = re.compile(
    r"(?P<gap>\b(?:PHONE|TEL|TELEPHONE|CELL|FAX|MOBILE|POC|COR|ACOR)(?: (?:NO|NUMBER|#))?[.:#\s-]{1,3}\(?)"
    r"(?=(?:\d[-. )]*){7})[\d().\s-]*\d(?![\w-])",
    re.IGNORECASE,
)
# Digits that are a phone number only because something withheld stands before them
_PHONE_AFTER = re.compile(
    r"(?P<gap>[\s,;:./|(–-]{0,4}(?:(?:PHONE|PH|TEL|CELL|FAX|AT|OR|EXT|X)\b[\s.:#-]*)?\(?)"
    r"(?:\d{10}|\d{3}[-. )]+\d{1,3}(?:[-. ]\d{0,4})?|\d{3}[-. ]\d{4})(?![\d/]|-\w)",
    re.IGNORECASE,
)

# An account of somebody on a site, before what is kept there ("name99/notes"); records are in capitals, and slashes part other things there
_ACCOUNT = re.compile(r"(?<![\w/.@:-])[a-z][a-z_-]*[a-z]\d{2,}[a-z0-9_-]*/(?=[a-z])")

_STREET = r"STREET|AVENUE|AVE|ROAD|RD|BOULEVARD|BLVD|HIGHWAY|HWY|PARKWAY|PKWY|TURNPIKE|EXPRESSWAY|FREEWAY|DRIVE|CIRCLE|LANE|ST|DR"
# These also are ordinary words and abbreviations, so the name before them must not be one
_LOOSE_STREET = r"COURT|CT|CIR|LN|PLACE|PL|WAY|TERRACE|TER|TRAIL|TRL|LOOP|PLAZA|SQUARE|SQ|PIKE|RUN|ROW|PATH"
_UNIT = (
    r"(?:,? ?(?:SUITES?|STE|FLOOR|FL|RM|ROOM|UNIT|BLDG|BUILDING|APT|#)\b\.? ?#?[A-Z]?\d[\w-]*|,? ?(?:RM|STE|APT)\d[\w-]*"
    r"|,? \d+(?:ST|ND|RD|TH) (?:FLOOR|FL)\b)*"
)
_ADDRESS = re.compile(
    r"(?P<before>\b(?:AT|ADDRESS|TO)[: ]{1,2})?(?<![\w#$.,/-])(?P<house>\d{1,6}[A-Z]?(?:-\d+)?) "
    rf"(?P<name>(?:(?!(?:AT|IN|OF|TO|FOR|FROM|AND)\b)[A-Z0-9][\w.'’&-]* ){{1,4}}?)(?P<kind>{_STREET}|{_LOOSE_STREET})\b\.?"
    rf"(?:,? (?:NW|NE|SW|SE|[NSEW])\b\.?)?(?P<unit>{_UNIT}(?:, \d{{2,4}}(?= [A-Z]))?)(?P<after>(?=,))?",
    re.IGNORECASE,
)
_NUMBERED_ROAD = re.compile(
    rf"(?<![\w#$.,/-])(?:[NSEW]?\d{{2,6}} (?:[NSEW]{{1,2}} )?(?:(?:COUNTY|STATE|US|U\.S\.) )?"
    rf"(?:LOOP|HIGHWAY|HWY|ROUTE|INTERSTATE|IH|I)[- ]\d{{1,4}}"
    r"|[NSEW]?\d{2,6} (?:[NSEW]{1,2} )?(?:COUNTY|STATE) (?:ROAD|RD|HIGHWAY|HWY|ROUTE) [A-Z\d]{1,4}"
    rf"|\d{{3,6}} (?:[NSEW]{{1,2}} )?(?:FM|CR|FARM[- ]TO[- ]MARKET(?: ROAD)?) \d{{2,4}}"
    rf"|\d{{1,5}} (?:[NSEW]\.? |(?:NORTH|SOUTH|EAST|WEST) )?BROADWAY)\b{_UNIT}",
    re.IGNORECASE,
)
_BUILDING = re.compile(
    r"\b(?:BLDG|BUILDING)\b\.? \d+ (?:[A-Z&][\w.'’-]* ){1,4}(?:STREET|AVENUE|ROAD|DRIVE)\b", re.IGNORECASE
)
_POST_BOX = re.compile(r"\bP[./ ]{0,2}O[./ ]{0,2}BOX[ #]*\d[\d-]*", re.IGNORECASE)
_NEVER_IN_A_STREET = re.compile(
    r"\b(?:FOR|THE|TO|OF|AND|IN|AT|WITH|FROM|ON|BY|OPTION|YEARS?|EXERCISE|CLIN|FUNDING|HOURS?|DAYS?|MONTHS?|EA|EACH|IS|AS"
    r"|HARD|STORAGE|TAPE|DISK|FLASH|USB|STATE|OFF)\b",
    re.IGNORECASE,
)
# What every match of a pattern has, found sooner than the pattern because it begins with a letter or a digit
_IN_POST_BOX = re.compile(r"[bB][oO][xX][ #]*\d")
_IN_BUILDING = re.compile(r"[gG]\.? \d+ \S")
_IN_PHONE = re.compile(r"\d{3}[-./ )]{1,4}\d{3}[-. ]{1,2}\d{4}")
_BEFORE_ROAD = re.compile(r"\d (?:(?:\w{1,2}\.?|NORTH|SOUTH|EAST|WEST) )?$", re.IGNORECASE)
_BEFORE_HOUSE = re.compile(r"\b(?:AT|ADDRESS|TO)[: ]{1,2}$", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
# The number of a house stands at most four words before the kind of street
_HOUSE_WITHIN = 5
_COMPASS = frozenset("N S E W NE NW SE SW NORTH SOUTH EAST WEST".split())


class Contacts:
    """A text from which contacts are being withheld; ``names`` collects the words of names in its e-mails."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.counts: dict[str, int] = {}

    def count(self, kind: str, replacement: str = WITHHELD) -> str:
        """Count one piece withheld and return what stands in its place."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return replacement

    def withhold(self, text: str) -> str:
        """The text without e-mails, phones and street addresses."""
        if "@" in text:
            text = _EMAIL.sub(self._email, text)
        if not _DIGIT.search(text):
            return text
        if "/" in text:
            text = _ACCOUNT.sub(lambda found: self.count("account") + "/", text)
        # Withholding adds no digit and no word of an address or a label: what is missing now is missing for every pattern
        signs, digits = scanned(text).signs, count_digits(text)
        if "address" in signs:
            for pattern, possible in (
                (_POST_BOX, _IN_POST_BOX.search(text)),
                (_BUILDING, _IN_BUILDING.search(text)),
                (_NUMBERED_ROAD, _has_numbered_road(text)),
            ):
                if possible:
                    text = pattern.sub(lambda found: self.count("address"), text)
            text = _replaced(text, matches_at(_ADDRESS, text, _houses(text)), self._address)
        if digits >= 10 and _IN_PHONE.search(text):
            text = _PHONE.sub(lambda found: self.count("phone"), text)
        if digits >= 7 and "phone" in signs:
            labeled = matches_at(_LABELED_PHONE, text, scanned(text).places("phone"))
            text = _replaced(text, labeled, lambda found: self.count("phone", found["gap"] + WITHHELD))
        return text

    def withhold_after_names(self, text: str) -> str:
        """The text without the digits that follow something withheld, nor those that follow them."""
        parts, at = [], 0
        here = text.find(WITHHELD)
        while here >= 0:
            end = here + len(WITHHELD)
            while found := _PHONE_AFTER.match(text, end):
                parts += [text[at:end], found["gap"], self.count("phone")]
                at = end = found.end()
            here = text.find(WITHHELD, end)
        return "".join(parts) + text[at:]

    def _email(self, found: re.Match[str]) -> str:
        local = found[0].split("@")[0].upper()
        if not any(letter.isalpha() for letter in local):
            return found[0]
        self.names.update(part for part in re.split(r"[._,\s]+", local) if len(part) > 2 and part[0].isalpha())
        return self.count("email") + ("." if found[0].endswith(".") else "," if found[0].endswith(",") else "")

    def _address(self, found: re.Match[str]) -> str:
        name, kind = found["name"].upper(), found["kind"].upper()
        words = [word.strip(".'’-") for word in name.split()]
        loose = re.fullmatch(f"{_LOOSE_STREET}|ST|DR|LANE|CIRCLE", kind)
        ordinary = word_list("ordinary_words")
        plain = all(word in ordinary and word not in _COMPASS for word in words)
        dotted = re.search(r"\b(?:ST|DR)\.$", found[0], re.IGNORECASE)
        doubtful = (
            loose and not dotted and not found["before"] and found["after"] is None and not found["unit"] and plain
        )
        if _NEVER_IN_A_STREET.search(name) or doubtful:
            return found[0]
        return (found["before"] or "") + self.count("address")


def _replaced(text: str, found: Iterable[re.Match[str]], replacement: Callable[[re.Match[str]], str]) -> str:
    """The text with something else in the place of each match."""
    parts, at = [], 0
    for one in found:
        parts += [text[at : one.start()], replacement(one)]
        at = one.end()
    return "".join(parts) + text[at:] if parts else text


def _has_numbered_road(text: str) -> bool:
    """Whether a number stands before the kind of a road that has a number itself."""
    return any(_BEFORE_ROAD.search(text[max(0, at - 9) : at]) for at in scanned(text).places("road"))


def _houses(text: str) -> Iterator[int]:
    """The places at which an address can begin: a number a few words before the kind of a street, or the words before such a number."""
    places: set[int] = set()
    for street in scanned(text).places("street"):
        start = street
        for _ in range(_HOUSE_WITHIN):
            start = max(0, text.rfind(" ", 0, max(0, start - 1)) + 1)
        for number in _NUMBER.finditer(text, start, street):
            places.add(number.start())
            if before := _BEFORE_HOUSE.search(text, max(0, number.start() - 9), number.start()):
                places.add(before.start())
    yield from sorted(places)
