"""The rule of privacy as one pass over a large table applies it, cell by cell."""

from collections import Counter

from vigie.privacy import INDIVIDUAL
from vigie.privacy.awardees import organization_named
from vigie.privacy.lists import without_values
from vigie.privacy.memory import Key, Memory, key_of
from vigie.privacy.redact import Redacted

_MANY = 200_000
# What parts the names of a row in one text
BETWEEN = "\x1f"


class Withholding:
    """The rule of privacy on the cells of one pass: what it withheld, and whether a cell refuses the file.

    Called a million times a pass, mostly with cells met before that hold nobody; those are known first.
    """

    def __init__(self, memory: Memory, *, values_withheld: bool = False) -> None:
        self.memory = memory
        self.values_withheld = values_withheld
        self.notes: Counter[str] = Counter()
        self.refused = False
        self._nobody_in_text: set[Key] = set()
        self._nobody_in_name: set[Key] = set()
        self._nobody_among: set[Key] = set()
        self._no_stay_among: set[Key] = set()

    def text(self, text: str, suppliers: str, classifications: str, texts: str) -> str:
        """A free text; ``suppliers``, ``classifications`` and ``texts`` are those of its row, apart by a unit separator."""
        key, about = key_of(text), key_of(classifications + texts)
        if key in self._nobody_in_text and suppliers in self._nobody_among and about in self._no_stay_among:
            return text
        if self.values_withheld and self.memory.person_kind(text):
            self.notes["privacy.value"] += 1
            text = without_values(text)
            key = key_of(text)
        self._check(text)
        person = self.memory.persons(suppliers.split(BETWEEN))
        of_stays = self.memory.is_of_stays(
            classifications=classifications.split(BETWEEN), texts=texts.split(BETWEEN) if texts else ()
        )
        plain = self._counted(text, self.memory.redacted(text, person, of_stays=of_stays))
        if not of_stays:
            _remember(self._no_stay_among, about)
        if person is None and not of_stays:
            _remember(self._nobody_among, suppliers)
            if plain == text:
                _remember(self._nobody_in_text, key)
        return plain

    def supplier(self, name: str, suppliers: str) -> str:
        """The name of a supplier or of another organization; that of a person is withheld whole. ``suppliers`` as in ``text``."""
        if name in self._nobody_in_name and suppliers in self._nobody_among:
            return name
        self._check(name)
        person = self.memory.persons(suppliers.split(BETWEEN))
        if person is None:
            _remember(self._nobody_among, suppliers)
        elif self.memory.is_person_beside(name, person):
            self.notes["privacy.natural_person_suspected"] += 1
            return INDIVIDUAL
        plain = self.label(name)
        if plain == name:
            _remember(self._nobody_in_name, name)
        return plain

    def addressed(self, cell: str, suppliers: str) -> str:
        """The name of a supplier that its address follows; "" where there is none."""
        named = organization_named(cell)
        return self.supplier(named, suppliers) if named else ""

    def city(self, city: str, classifications: str, texts: str) -> str:
        """A place below a state; "" where the record is about minors, shelters or lodging."""
        if self.memory.is_of_stays(classifications=classifications.split(BETWEEN), texts=texts.split(BETWEEN)):
            self.notes["privacy.place"] += 1
            return ""
        return city

    def label(self, label: str) -> str:
        """A label without contacts."""
        return self._counted(label, self.memory.without_contacts(label))

    def row(self, _: str) -> str:
        """A row that is a person's, of which nothing is kept."""
        self.notes["privacy.people_left_out"] += 1
        return ""

    def _check(self, cell: str) -> None:
        if self.memory.person_kind(cell):
            self.refused = True
            raise ValueError

    def _counted(self, cell: str, plain: Redacted) -> str:
        if plain.text != cell:
            self.notes["privacy.redacted"] += 1
            self.notes.update({f"privacy.{kind}": count for kind, count in plain.withheld.items()})
        return plain.text


def _remember(cells: set[Key], cell: Key) -> None:
    if len(cells) > _MANY:
        cells.clear()
    cells.add(cell)
