"""What a watch asks, resolved against who is who; and whether an event or a date is of it."""

from dataclasses import dataclass
from datetime import date

from vigie.records.event import EventKind, Subject
from vigie.topics.folding import folded


@dataclass(frozen=True, slots=True)
class Spell:
    """The days on which a supplier, by the normal form of its name, belongs to a group; None: no end known on that side."""

    supplier: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Filter:
    """A watch, resolved; None: not narrowed by it."""

    topic: str | None = None
    buyers: frozenset[str] | None = None
    spells: tuple[Spell, ...] | None = None
    numbers: frozenset[str] | None = None
    kind: str | None = None
    words: tuple[str, ...] | None = None

    def takes(self, subject: Subject, *, kind: str, day: date) -> bool:
        """Whether what is of this kind, about this, and of this day, meets everything asked."""
        return (
            (self.topic is None or self.topic in subject.topics)
            and (self.buyers is None or not self.buyers.isdisjoint(subject.buyers))
            and (self.numbers is None or not self.numbers.isdisjoint(subject.numbers))
            and (self.kind is None or self.kind in (kind, subject.kind) or _of_family(self.kind, kind))
            and (self.spells is None or any(_holds(one, subject.suppliers, day) for one in self.spells))
            and (self.words is None or _has_all(self.words, subject.words))
        )


def _of_family(asked: str, kind: str) -> bool:
    """Whether one kind asked for stands for several: every change of a notice is one of a notice."""
    return asked == EventKind.NOTICE and kind == EventKind.NOTICE_CHANGED


def _holds(spell: Spell, suppliers: tuple[str, ...], day: date) -> bool:
    begun = spell.since is None or spell.since <= day
    return spell.supplier in suppliers and begun and (spell.until is None or day < spell.until)


def _has_all(words: tuple[str, ...], text: str) -> bool:
    plain = folded(text)
    return all(word in plain for word in words)


def folded_words(words: str) -> tuple[str, ...]:
    """The words to look for, without case and accents."""
    return tuple(folded(words).split())
