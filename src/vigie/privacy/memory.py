"""What the rule made of the texts met so far: daily files repeat each other, and a text is gone through once."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from vigie.privacy.contacts import Contacts
from vigie.privacy.lists import person_value
from vigie.privacy.redact import Redacted, redact
from vigie.privacy.stays import is_about_stays, is_class_of_stays
from vigie.privacy.suppliers import is_written_with, looks_like_person

_MANY = 500_000
# Of a longer text the hash is remembered, not the letters
_LONG = 200
# A text, or the hash of a long one
Key = str | bytes


def key_of(text: str) -> Key:
    """By what a text is remembered."""
    return text if len(text) <= _LONG else blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).digest()


class Memory:
    """The rule's answers by text, for as long as files are read one after the other; it never reaches a disk.

    It forgets all texts, or all names, when they become too many to hold: the rule gives the same answers again.

    ``know`` takes texts that an earlier reading under the same rule left as they are.
    """

    def __init__(self) -> None:
        # None: left as it is
        self._texts: dict[tuple[Key, str | None, bool], Redacted | None] = {}
        self._about_stays: dict[str, bool] = {}
        self._names: dict[str, Redacted] = {}
        self._persons: dict[str, bool] = {}
        self._harmless: set[Key] = set()

    def know(self, *, texts: Iterable[str], names: Iterable[str]) -> None:
        """Take texts and suppliers' names that stand on the desk: the rule's own results, which it does not change."""
        for text in texts:
            key = key_of(text)
            self._texts[key, None, False] = None
            self._harmless.add(key)
        for name in names:
            self._names[name] = Redacted(name, {})
            self._persons[name] = False
            self._harmless.add(name)

    def person_kind(self, cell: str) -> str | None:
        """Which kind of value that lists or locates people a cell holds; None when none."""
        key = key_of(cell)
        if key in self._harmless:
            return None
        kind = person_value(cell)
        if kind is None:
            _make_room(self._harmless)
            self._harmless.add(key)
        return kind

    def is_person(self, name: str) -> bool:
        """Whether a supplier's name looks like a natural person."""
        known = self._persons.get(name)
        if known is None:
            _make_room(self._persons)
            known = self._persons[name] = looks_like_person(name)
        return known

    def persons(self, names: Iterable[str]) -> str | None:
        """Those of some suppliers' names that look like natural persons, in one text; None when none does."""
        return " ".join(name for name in names if self.is_person(name)) or None

    def is_person_beside(self, name: str, person: str | None) -> bool:
        """Whether a name looks like a natural person's, or is written with the words of one of its row: an individual's
        parent is the individual, "SURNAME GIVEN" beside "SURNAME, GIVEN"."""
        return self.is_person(name) or (person is not None and is_written_with(name, person))

    def without_contacts(self, name: str) -> Redacted:
        """A name or label without contacts."""
        known = self._names.get(name)
        if known is None:
            contacts = Contacts()
            _make_room(self._names)
            known = self._names[name] = Redacted(contacts.withhold(name), contacts.counts)
        return known

    def redacted(self, text: str, person: str | None, *, of_stays: bool = False) -> Redacted:
        """A free text without people, and without places where it or its record is about minors, shelters or lodging."""
        key = key_of(text), person, of_stays
        if key not in self._texts:
            _make_room(self._texts)
            plain = redact(text, person=person, of_stays=of_stays or None)
            self._texts[key] = plain if plain.text != text else None
        return self._texts[key] or Redacted(text, {})

    def is_of_stays(self, *, classifications: Iterable[str], texts: Iterable[str]) -> bool:
        """Whether a record with these classifications and texts is about minors, shelters or lodging."""
        return any(map(self._is_class_of_stays, classifications)) or any(map(is_about_stays, texts))

    def _is_class_of_stays(self, classification: str) -> bool:
        known = self._about_stays.get(classification)
        if known is None:
            _make_room(self._about_stays)
            known = self._about_stays[classification] = is_class_of_stays(classification)
        return known


def _make_room(answers: dict[Any, Any] | set[Key]) -> None:
    if len(answers) > _MANY:
        answers.clear()
