"""The rule of redaction, measured on 1,000 contract descriptions labelled by hand and kept without anybody's name.

``labels.jsonl`` holds one description a line: its ``id`` (the SHA-256 of the original text, first 16 digits), the text
with ``{kind:number:shape}`` in the place of all that leads to a person, and what must stay. The number tells who or which
in that text; an e-mail has the number of the person it belongs to. The texts are in capitals, so that in a shape a
lower-case letter stands for something that was written there, and everything else stands for itself:

- of a person or an e-mail: ``g`` given name, ``h`` second given name, ``o`` another given name of the same person, ``n``
  nickname, ``i`` initial, ``s`` surname, ``t`` second surname, ``q`` surname with an apostrophe, ``m`` a shared mailbox,
  ``d`` a firm's domain; after any of them ``~`` says that it was misspelt, ``>`` that it was cut off;
- of a phone or an address: ``9`` digit, ``a`` letter, ``w`` word of a street's name, ``v`` the same, an ordinary word.

A brace of the original is doubled.
"""

import csv
import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from vigie.privacy.redact import redact
from vigie.privacy.words import word_list

HERE = Path(__file__).parent
TRANSACTIONS = HERE.parents[2] / "shared/data/us/usaspending-transactions/CBP_ICE_FY2021-2026_union_of_versions.csv.gz"
ROUNDS = 10

# Invented persons: any given name with any surname. Common, rare and hyphenated names of the list of given names; names
# that are not in it, from elsewhere, recent or ordinary words; surnames that are common, foreign, short or ordinary words
GIVEN = """
    MARY JAMES LINDA ROBERT PATRICIA MICHAEL BARBARA DAVID ELIZABETH RICHARD JENNIFER CHARLES MARIA JOSEPH SUSAN
    THOMAS CARLOS ANGELA KEVIN TIFFANY EUSEBIO LEONTINE ELWANDA ISIDRA CLEMENTINA MAURITA ZULEMA EZEKIEL HORTENCIA
    CORDELIA THADDEUS ALFREDIA OSVALDO SHONDA KENYETTA ROSALINDA WENDELL EARNESTINE MARK GRANT HUNTER GRACE DAWN
    RUBY CRYSTAL ANNE-MARIE JOHN-PAUL NKECHI THANDIWE OLUWASEUN SHUBHANGI BJORN MEHMET AOIFE PRZEMYSLAW YEVGENIYA
    KWABENA RAJESHWARI TAKUMI LASHONDRIA DEQUANTE JAKAYLA BRAYLEIGH PRIYA FATOUMATA ABDULLAHI XIU HOPE FAITH CHASE
    JORDAN SUMMER SKY JUSTICE
""".split()
SURNAMES = """
    SMITH JOHNSON GARCIA MARTINEZ GORDON GILBERT HENDERSON ABERNATHY DRISCOLL HOFFMANN NGUYEN OYELARAN KOWALCZYK
    YEBOAH SRINIVASAN PETROV DELACROIX KARAOGLU TADESSE MACGILLIVRAY LE XU PHAM UK CHO RAO BANKS SHIELDS BLACK
    BURNS CASH COOK DAY FIELDS GREEN HOLLAND KEY KNIGHT LITTLE LONG MAY NORTH PRICE SHARP SHORT SWIFT WATERS WEST
    WINTERS WOOD
""".split()
APOSTROPHES = ["O'HALLORAN", "O'BRIEN", "D'ANGELO", "O'MEARA"]
NICKNAMES = ["BUDDY", "TEX", "LULU", "CHUY", "SKIP", "MIMI"]
MAILBOXES = ["ICEINTAKEACQ", "OPSREQUESTS", "CBPDESKACQ", "ITCINBOX"]
STREETS = ["ALBANDON", "QUINCEWOOD", "TESSELHURST", "MARROWBY", "OLDERSHAW", "PELLUCID"]
ORDINARY_STREETS = ["MAIN", "FEDERAL", "RIVER", "CENTRAL", "SUMMIT", "LIBERTY"]
LISTS = {
    **dict.fromkeys("gho", GIVEN),
    **dict.fromkeys("st", SURNAMES),
    **{"q": APOSTROPHES, "n": NICKNAMES, "m": MAILBOXES, "d": ["BARGELLO", "TINDERWICK"], "i": list("ABDEFGHJKLMNPRSTVW")},
    **{"w": STREETS, "v": ORDINARY_STREETS, "a": list("BCFGHJK")},
}  # fmt: skip

_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{(?P<kind>person|email|phone|address):(?P<number>\d+):(?P<shape>[^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Slot:
    """What was withheld: its kind, who or which it is in its text, and how it was written."""

    kind: str
    number: str
    shape: str


@dataclass(frozen=True, slots=True)
class Label:
    """A description without names, and what of it must stay."""

    id: str
    pieces: list[str | Slot]
    keep: list[str]

    @property
    def plain(self) -> str:
        """The text with a NUL where something was withheld."""
        return "".join(piece if isinstance(piece, str) else "\0" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Written:
    """A label's text as somebody could have written it, and what must be withheld from it: kind, shape and value."""

    label: Label
    text: str
    secrets: list[tuple[Slot, str]]


@dataclass(slots=True)
class Figures:
    """What was looked for and what was missed, by kind; what must stay and was lost."""

    sought: dict[str, int] = field(default_factory=dict)
    missed: dict[str, list[str]] = field(default_factory=dict)
    kept: int = 0
    lost: list[str] = field(default_factory=list)

    def recall(self, kind: str) -> float:
        return 1 - len(self.missed.get(kind, [])) / self.sought[kind]

    @property
    def loss(self) -> float:
        return len(self.lost) / self.kept

    def __str__(self) -> str:
        kinds = (f"{kind} {self.recall(kind):.4f} of {sought}" for kind, sought in sorted(self.sought.items()))
        misses = [f"\n  {kind} missed: {miss}" for kind, misses in sorted(self.missed.items()) for miss in misses]
        losses = [f"\n  lost: {loss}" for loss in self.lost]
        return f"{', '.join(kinds)}; lost {self.loss:.4f} of {self.kept}{''.join(misses)}{''.join(losses)}"


def _pieces(template: str) -> Iterator[str | Slot]:
    at = 0
    for found in _PLACEHOLDER.finditer(template):
        yield template[at : found.start()]
        yield found[0][0] if found["kind"] is None else Slot(found["kind"], found["number"], found["shape"])
        at = found.end()
    yield template[at:]


@pytest.fixture(scope="module")
def labels() -> list[Label]:
    lines = [json.loads(line) for line in (HERE / "labels.jsonl").read_text(encoding="utf-8").splitlines()]
    return [Label(line["id"], list(_pieces(line["template"])), [text for text, _ in line["keep"]]) for line in lines]


def _number(seed: str) -> int:
    return int(hashlib.sha256(seed.encode()).hexdigest()[:12], 16)


class Author:
    """Writes a label's text with invented names, the same for the same label and round."""

    def __init__(self, label: Label, turn: int) -> None:
        self.label = label
        self.seed = f"{label.id}/{turn}"
        self.taken = set(re.findall(r"[A-Z]+", label.plain))
        self.words: dict[tuple[str, str], str] = {}
        self.digits: dict[Slot, Iterator[str]] = {}

    def write(self) -> Written:
        """The text with everything invented in its place."""
        values = [(piece, self._value(piece)) for piece in self.label.pieces if isinstance(piece, Slot)]
        following = iter(values)
        text = "".join(piece if isinstance(piece, str) else next(following)[1] for piece in self.label.pieces)
        return Written(self.label, text, values)

    def _value(self, slot: Slot) -> str:
        if slot.kind == "phone":
            return self._phone(slot)
        if slot.kind == "address":
            house = iter(str(_number(f"{self.seed}/{slot}")) * 3)
            shape = re.sub(
                r"9+",
                lambda found: str(1 + int(next(house)) % 9) + "".join(next(house) for _ in found[0][1:]),
                slot.shape,
            )
            return re.sub(r"[avw]", lambda found: self._word(found[0], f"{slot}{found.start()}"), shape)
        return re.sub(r"([a-z])([~>]?)", lambda found: self._written(slot.number, found[1], found[2]), slot.shape)

    def _written(self, person: str, letter: str, slip: str) -> str:
        word = self._word(letter, person)
        if slip == "~":
            return word[:2] + word[3:]
        return word[: max(2, len(word) // 2)] if slip else word

    def _word(self, letter: str, owner: str) -> str:
        """One word for a slot, different from all others in the text so that what remains of it is seen."""
        chosen = self.words.get((letter, owner))
        attempt = 0
        while chosen is None:
            names = LISTS[letter]
            word = names[_number(f"{self.seed}/{owner}/{letter}/{attempt}") % len(names)]
            attempt += 1
            parts = set(re.findall(r"[A-Z]+", word))
            if len(word) == 1 or not parts & self.taken or attempt > 99:
                chosen = word
                self.taken |= parts
        self.words[letter, owner] = chosen
        return chosen

    def _phone(self, slot: Slot) -> str:
        """A number that nobody has: 555-01xx in some area."""
        number = _number(f"{self.seed}/{slot.number}")
        digits = f"{201 + number % 700}55501{number % 97:02}0199{number % 9999:04}"
        following = iter("1" + digits if slot.shape.startswith("9-") else digits)
        return re.sub("9", lambda _: next(following), slot.shape)


def _count(word: str, text: str) -> int:
    return len(re.findall(rf"(?<![^\W\d_]){re.escape(word)}(?![^\W\d_])", text))


def _telling(slot: Slot, value: str) -> list[str]:
    """The parts of a value of which none may remain."""
    if slot.kind == "phone":
        return [digits for digits in re.findall(r"\d+", value) if len(digits) > 2]
    if slot.kind == "address":
        return re.findall(r"\w{2,}", value)
    local, _, domain = value.partition("@")
    if slot.kind == "email":  # its words may rightly count as a miss of the person: here they count joined
        return [f"@{domain}"] * bool(domain) + (re.findall(r"(?=(\b\w+[.,] ?\w+))", local) or [local])
    return re.findall(r"[^\W\d_]{2,}", value)


def _measure(texts: Iterator[Written]) -> Figures:
    figures = Figures()
    for written in texts:
        result = redact(written.text).text
        plain = written.label.plain
        for slot, value in written.secrets:
            figures.sought[slot.kind] = figures.sought.get(slot.kind, 0) + 1
            if any(_count(part, result) > _count(part, plain) for part in _telling(slot, value)):
                figures.missed.setdefault(slot.kind, []).append(
                    f"{slot.shape!r} as {value!r}: {written.text} -> {result}"
                )
        for span in written.label.keep:
            figures.kept += 1
            if result.count(span) < plain.count(span):
                figures.lost.append(f"{span!r}: {written.text} -> {result}")
    return figures


def _assert_good(figures: Figures) -> None:
    print(figures)

    assert figures.recall("person") >= 0.99
    assert figures.recall("email") >= 0.99
    assert figures.recall("phone") >= 0.99
    assert figures.recall("address") >= 0.99
    assert figures.loss <= 0.005


def test_the_labels_name_nobody(labels: list[Label]) -> None:
    withheld = {label.id: redact(label.plain).withheld for label in labels}

    assert len(labels) == 1000
    assert {id_: kinds for id_, kinds in withheld.items() if kinds} == {}
    # a phone number of ten digits, or anything with an at sign between letters
    assert [
        label.id
        for label in labels
        if re.search(r"[A-Z]@[A-Z]|(?<!\d)\d{3}\)?[-. ]\d{3}[-. ]\d{4}(?!\d|-)", label.plain)
    ] == []


def test_a_fifth_of_the_invented_names_are_unknown_to_the_rule(labels: list[Label]) -> None:
    written = [Author(label, turn).write() for label in labels for turn in range(ROUNDS)]

    names = [value.split()[0] for text in written for slot, value in text.secrets if slot.shape.startswith("g ")]

    assert sum(name.split("-")[0] not in word_list("given_names") for name in names) / len(names) >= 0.2


def test_invented_people_are_withheld_and_organizations_stay(labels: list[Label]) -> None:
    written = (Author(label, turn).write() for label in labels for turn in range(ROUNDS))

    figures = _measure(written)

    _assert_good(figures)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("POC: MARIA DE LA CRUZ, 202-555-0101", "POC: [withheld], [withheld]"),
        ("CHANGE COR FROM NKECHI VAN DYKE TO BJORN DEL TORO.", "CHANGE COR FROM [withheld] TO [withheld]."),
        ("COR: OYELARAN, NKECHI", "COR: [withheld], [withheld]"),
        ("COR: MARY OYELARAN-SMITH JR.", "COR: [withheld]."),
        ("COR: WILL OYELARAN. THE COR WILL BE NOTIFIED", "COR: [withheld]. THE COR WILL BE NOTIFIED"),
        ("CHANGE ACOR TO THOMAS (TEX) OYELARAN", "CHANGE ACOR TO [withheld]"),
        ("CHANGE COR TO JUSTICE BLACK-GREEN", "CHANGE COR TO [withheld]"),
        ("ALTERNATE COR/WEBVIEW: ANGELA LONG, 214-", "ALTERNATE COR/WEBVIEW: [withheld], 214-"),
        ("ACOR: AOIFE LONG, AOIFE.LONG", "ACOR: [withheld], [withheld]"),
        (
            "COR NKECHI OYELARAN (555-0101). MS. OYELARAN HAS LEFT",
            "COR [withheld] ([withheld]). MS. [withheld] HAS LEFT",
        ),
        ("COR NKECHI OYELARAN. INVOICES TO NKECHI", "COR [withheld]. INVOICES TO [withheld]"),
        ("DEATH OF MARY SMITH IN CUSTODY", "DEATH OF [withheld] IN CUSTODY"),
        ("The COR is changed from Mary Long to Bjorn Green.", "The COR is changed from [withheld] to [withheld]."),
        ("contact: josé oyelarán, jose.oyelaran@ice.dhs.gov", "contact: [withheld], [withheld]"),
        ("NKECHI.OYELARAN@ICE.DHS.GOV 2025550101, 2025550102", "[withheld] [withheld], [withheld]"),
        ("SHIP TO 61 ALBANDON ST, SW, SUITE 8M30, ATLANTA", "SHIP TO [withheld], ATLANTA"),
    ],
)
def test_a_name_or_contact_is_withheld_however_written(text: str, expected: str) -> None:
    assert redact(text).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "BRIAN TERRY BORDER PATROL STATION, HERMAN MILLERS PUNCHLIST",
        "JOHN DEERE TRACTOR FOR THE PORT OF SAN LUIS, GEORGE BUSH INTERCONTINENTAL AIRPORT",
        "CHANGE INVOICE APPROVER TO THE CONTRACTING OFFICER",
        "NEW CONTRACTING OFFICER REPRESENTATIVE IS BEING APPOINTED.",
        "POC: ICE OFFICE OF ACQUISITION, COR: TBD, SEND INVOICES TO COR OR ACOR",
        "THE COR WILL PROVIDE SERVICES FOR 12 MONTHS; OPTION YEAR 4 (OY4), 24 HOUR ROAD SERVICE",
        "HSHQDC-11-A-00040 REQ0591593 AMB# 12345 $1,020,311.76 9/30/2024",
        "MARK UP OF 3 PERCENT ON GRANT FUNDING, WILL CALL",
    ],
)
def test_what_only_looks_like_a_name_stays(text: str) -> None:
    assert redact(text).text == text


_PATTERNS = {
    **dict.fromkeys("ghonstm", "[A-Z]+"),
    **{"q": "[A-Z]'[A-Z]+", "i": "[A-Z]", "d": "[A-Z]+", "~": "", ">": ""},
}
_NUMBER_PATTERNS = {"9": r"\d", "a": "[A-Z]", "w": "[A-Z]+", "v": "[A-Z]+"}


def _recovered(label: Label, text: str) -> Written:
    """The real text with what the labels withhold from it."""
    slots = [piece for piece in label.pieces if isinstance(piece, Slot)]
    pattern = ""
    for piece in label.pieces:
        if isinstance(piece, str):
            pattern += re.escape(piece)
        else:
            patterns = _NUMBER_PATTERNS if piece.kind in ("phone", "address") else _PATTERNS
            pattern += "(" + "".join(patterns.get(letter, re.escape(letter)) for letter in piece.shape) + ")"
    found = re.fullmatch(pattern, text)
    assert found is not None, f"the template of {label.id} does not fit its text"
    return Written(label, text, list(zip(slots, found.groups(), strict=True)))


def _descriptions() -> Iterator[str]:
    with gzip.open(TRANSACTIONS, "rt", encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            yield row["Transaction Description"]


@pytest.mark.skipif(not TRANSACTIONS.exists(), reason="the real descriptions are not beside the repository (../shared)")
def test_real_people_are_withheld_and_organizations_stay(labels: list[Label]) -> None:
    real = {hashlib.sha256(text.encode()).hexdigest()[:16]: text for text in set(_descriptions())}

    figures = _measure(_recovered(label, real[label.id]) for label in labels)

    _assert_good(figures)
