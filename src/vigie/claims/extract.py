"""The claims of a text, sentence by sentence; what a claim is about is decided here, what it is worth is not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from vigie.claims.draft import Draft, Said
from vigie.claims.notice_extract import notice_drafts
from vigie.claims.notice_words import ABOUT
from vigie.claims.scene import Scene, Scenes, Subject
from vigie.claims.sentences import Sentence, sentences
from vigie.claims.wording import (
    BASES,
    CARRIED_CONTRACT,
    CONTRACT,
    CONTRACTS_COUNTED,
    FIRST,
    NEGATED,
    NEVER,
    NO_CONTRACT,
    NOT_OF_CONTRACTS,
    OF_ITS_KIND,
    OUTSIDE,
    SELLS,
    SIGNED,
    SUPPLIERS_COUNTED,
    UNUSUAL,
    WORTH,
)
from vigie.grammar.amounts import Amount, amounts
from vigie.grammar.counts import counts
from vigie.grammar.days import DaySaid, days
from vigie.grammar.shares import shares
from vigie.records.claim import ClaimKind, Passage

# How far before and behind an amount the word stands that says what it is
_BASIS_BEFORE, _BASIS_AFTER = 60, 40
_PART_ENDS = re.compile(r"[,;:.]|\s(?:and|et|but|mais|which|qui)\s", re.IGNORECASE)
# Where one of these is claimed of an organization, that it sells at all goes without saying
_SETTLING = (ClaimKind.NAME, ClaimKind.AMOUNT, ClaimKind.COUNT, ClaimKind.TOPIC)
# "4.8 million dollars, or 4 million euros": the second amount is the first in other money
_SAME_IN_OTHER_MONEY = re.compile(
    r"[\s,(–-]*(?:soit|or|ou|environ|about|around|approximately|some|i\.e\.|c['’]est-à-dire|près de)?[\s,]*(?:environ|about|près de)?\s*",
    re.IGNORECASE,
)
# How many sentences behind the one that names a notice go on about it
_NOTICE_CARRIED = 3
# A quotation of fewer words is anybody's
_QUOTED_WORDS = 5


@dataclass(frozen=True, slots=True)
class _Reading:
    """One sentence with all that is read from it."""

    passage: Passage
    sentence: Sentence
    scene: Scene
    amounts: tuple[Amount, ...]
    days: tuple[DaySaid, ...]

    @property
    def words(self) -> str:
        return self.sentence.words

    def draft(self, kind: ClaimKind, start: int, end: int, said: Said = None, **more: Any) -> Draft:
        subject = self.scene.subject_at(start)
        return Draft(
            kind, start, end, said, subject, self.scene.buyer_at(start), self.scene, self.words, self.passage, **more
        )

    @property
    def contract_days(self) -> tuple[DaySaid, ...]:
        """The days that say when a contract was signed."""
        return tuple(one for one in self.days if one.bound is None and SIGNED.search(self.words))


class _Notice:
    """What a text says of a notice, from the sentence that names one on: the next ones, and later ones that speak of who answers it."""

    def __init__(self) -> None:
        self._topics: tuple[str, ...] | None = None
        self._since = 0

    def drafts(self, reading: _Reading) -> list[Draft]:
        """The claims of the next sentence about the notice; its topic is the one the notice was named with."""
        self._since += 1
        carried = self._topics is not None and (
            self._since <= _NOTICE_CARRIED or ABOUT.search(reading.words) is not None
        )
        scene = replace(reading.scene, carried_topics=self._topics or () if carried else ())
        draft = replace(reading, scene=scene).draft
        found = list(notice_drafts(reading.words, reading.days, reading.passage.language, carried=carried, draft=draft))
        if any(one.form == "kind" for one in found):
            self._topics, self._since = tuple(reading.scene.topics) or self._topics or (), 0
        return found


def drafts(passages: tuple[Passage, ...], scenes: Scenes, published: date | None) -> Iterator[Draft]:
    """Every claim of a text, in its order; the same relation, topic or notice fact of one organization once."""
    told: set[tuple[object, ...]] = set()
    notice = _Notice()
    for passage in passages:
        if passage.language is None:
            continue
        for sentence in sentences(passage.words):
            reading = _read(passage, sentence, scenes, published)
            found = list(notice.drafts(reading))
            found += _of_sentence(reading, beside=found)
            for one in found or _outside(reading):
                key = _key(one)
                if key is None or key not in told:
                    told.add(key or ())
                    yield one


def _read(passage: Passage, sentence: Sentence, scenes: Scenes, published: date | None) -> _Reading:
    words, lang = sentence.words, passage.language
    scene = scenes.read(words)
    return _Reading(passage, sentence, scene, tuple(amounts(words, lang)), tuple(days(words, lang, published)))


def _key(one: Draft) -> tuple[object, ...] | None:
    """What is claimed once a text, however often it is said."""
    about = one.subject.name if one.subject else None
    if one.kind in (ClaimKind.RELATION, ClaimKind.TOPIC):
        return one.kind, about, one.buyer, one.form
    if one.kind is ClaimKind.NAME:
        return one.kind, one.words
    if one.kind is ClaimKind.NOTICE:
        return one.kind, one.form, one.words if one.form not in ("kind",) else ""
    return None


def _of_sentence(reading: _Reading, beside: list[Draft]) -> list[Draft]:
    found = [
        *_names(reading),
        *_times(reading),
        *_amounts(reading),
        *_counts(reading),
        *_shares(reading),
        *_quoted(reading),
    ]
    if not any(one.kind is ClaimKind.DAY for one in beside):
        found += _days(reading)
    if not any(one.kind is ClaimKind.NEVER for one in found):
        found += _topics(reading)
        settled = {one.subject.name for one in found if one.subject and one.kind in _SETTLING}
        found += [one for one in _relations(reading) if one.subject is not None and one.subject.name not in settled]
    return sorted(found, key=lambda one: (one.start, list(ClaimKind).index(one.kind)))


def _names(reading: _Reading) -> Iterator[Draft]:
    for one in reading.scene.unheld:
        if one.meant is None and not (SELLS.search(reading.words) and reading.scene.buyer_at(one.start)):
            continue
        yield replace(reading.draft(ClaimKind.NAME, one.start, one.end), subject=one.meant)


def _about_contracts(reading: _Reading) -> bool:
    return (
        CONTRACT.search(reading.words) is not None
        or bool(reading.scene.numbers)
        or SIGNED.search(reading.words) is not None
    )


def _amounts(reading: _Reading) -> Iterator[Draft]:
    scene = reading.scene
    before: Amount | None = None
    for one in reading.amounts:
        near = reading.words[max(0, one.start - _BASIS_BEFORE) : one.end + _BASIS_AFTER]
        basis = _basis(reading, one)
        subject = scene.subject_at(one.start)
        named = bool(scene.subjects or scene.numbers or scene.buyers)
        if NOT_OF_CONTRACTS.search(near) and not CONTRACT.search(near):
            yield reading.draft(ClaimKind.OUTSIDE, one.start, one.end, one, form="money")
        elif (subject is None and scene.buyer_at(one.start) is None and not scene.numbers) or not (
            named or _about_contracts(reading) or WORTH.search(reading.words) or basis
        ):
            continue
        elif before is not None and _is_the_same(reading.words, before, one):
            yield reading.draft(ClaimKind.AMOUNT, one.start, one.end, one, form="converted", amount=before)
        else:
            yield reading.draft(
                ClaimKind.AMOUNT, one.start, one.end, one, basis=basis, days=reading.contract_days, amount=one
            )
        before = one


def _is_the_same(words: str, before: Amount, one: Amount) -> bool:
    return before.currency != one.currency and _SAME_IN_OTHER_MONEY.fullmatch(words[before.end : one.start]) is not None


def _basis(reading: _Reading, one: Amount) -> str | None:
    """What an amount is called: by the words of its own part of the sentence; a bonus goes before a ceiling of it."""
    words = reading.words
    since = max([other.end for other in reading.amounts if other.end <= one.start], default=0)
    before = words[max(since, one.start - _BASIS_BEFORE) : one.end]
    after = _PART_ENDS.split(words[one.end : one.end + _BASIS_AFTER], maxsplit=1)[0]
    found = [
        name
        for name, pattern in BASES.items()
        if pattern.search(before) or (name != "outlaid" and pattern.search(after))
    ]
    says_ceiling = (
        one.low is None
        and one.high is not None
        and words[one.start :].lower().startswith(("up to", "jusqu", "as much as"))
    )
    return next(iter(found), "ceiling" if says_ceiling else None)


def _counts(reading: _Reading) -> Iterator[Draft]:
    taken = [(one.start, one.end) for one in reading.amounts] + [(one.start, one.end) for one in reading.days]
    for one in counts(reading.words, reading.passage.language):
        if any(start < one.end and one.start < end for start, end in taken):
            continue
        if CONTRACTS_COUNTED.search(one.noun) and reading.scene.subject_at(one.start) is not None:
            yield reading.draft(ClaimKind.COUNT, one.start, one.end, one, form="contracts", days=_bounded(reading))
        elif (
            SUPPLIERS_COUNTED.search(one.noun)
            and reading.scene.buyer_at(one.start) is not None
            and _about_contracts(reading)
        ):
            yield reading.draft(ClaimKind.COUNT, one.start, one.end, one, form="suppliers")
        elif OUTSIDE["staff"].search(reading.words[max(0, one.start - 12) : one.end]):
            yield reading.draft(ClaimKind.OUTSIDE, one.start, one.end, one, form="staff")


def _bounded(reading: _Reading) -> tuple[DaySaid, ...]:
    return tuple(one for one in reading.days if one.bound is None)


def _shares(reading: _Reading) -> Iterator[Draft]:
    for one in shares(reading.words, reading.passage.language):
        if reading.scene.subject_at(one.start) is not None or reading.scene.buyer_at(one.start) is not None:
            yield reading.draft(ClaimKind.SHARE, one.start, one.end, one)


def _times(reading: _Reading) -> Iterator[Draft]:
    words, scene = reading.words, reading.scene
    amount = reading.amounts[0] if reading.amounts else None
    if scene.buyer_at(0) is None or scene.subject_at(len(words)) is None:
        return
    if never := NEVER.search(words):
        yield reading.draft(ClaimKind.NEVER, never.start(), never.end(), form="never", days=reading.days)
    elif none := NO_CONTRACT.search(words):
        yield reading.draft(ClaimKind.NEVER, none.start(), none.end(), form="none", days=reading.days)
    elif (first := FIRST.search(words)) and not OF_ITS_KIND.search(words):
        yield reading.draft(ClaimKind.FIRST, first.start(), first.end(), days=reading.contract_days, amount=amount)
    for day in reading.days:
        if day.bound == "since" and (scene.buyers or SELLS.search(words)) and not never:
            yield reading.draft(ClaimKind.SINCE, day.start, day.end, day)


def _days(reading: _Reading) -> Iterator[Draft]:
    amount = reading.amounts[0] if reading.amounts else None
    carried = reading.scene.subjects or CARRIED_CONTRACT.search(reading.words) or reading.scene.numbers
    if not (carried and SIGNED.search(reading.words)) or FIRST.search(reading.words):
        return
    for day in reading.contract_days:
        named = reading.scene.subject_at(day.start) is not None and reading.scene.buyer_at(day.start) is not None
        if named or reading.scene.numbers:
            yield reading.draft(ClaimKind.DAY, day.start, day.end, day, amount=amount)


def _topics(reading: _Reading) -> Iterator[Draft]:
    if not SELLS.search(reading.words) or NEGATED.search(reading.words) or reading.scene.buyer_at(0) is None:
        return
    for topic, (start, end) in reading.scene.topics.items():
        subject = reading.scene.subject_at(start)
        if subject is not None:
            yield reading.draft(ClaimKind.TOPIC, start, end, form=topic)


def _relations(reading: _Reading) -> Iterator[Draft]:
    if not SELLS.search(reading.words) or reading.scene.buyer_at(0) is None or NEGATED.search(reading.words):
        return
    if not (CONTRACT.search(reading.words) or reading.scene.buyers):
        return
    for one in reading.scene.subjects:
        yield replace(reading.draft(ClaimKind.RELATION, one.start, one.end), subject=one)


def _quoted(reading: _Reading) -> Iterator[Draft]:
    subject: Subject | None = reading.scene.subject_at(len(reading.words))
    if subject is None:
        return
    for start, end in reading.sentence.quoted:
        if len(reading.words[start:end].split()) >= _QUOTED_WORDS:
            yield reading.draft(ClaimKind.QUOTATION, start, end)
    if (unusual := UNUSUAL.search(reading.words)) and CONTRACT.search(reading.words):
        yield reading.draft(ClaimKind.QUOTATION, unusual.start(), unusual.end(), form="unusual")


def _outside(reading: _Reading) -> list[Draft]:
    """A sentence that nothing else was found in, and that speaks of what no record of purchases has."""
    if not (reading.scene.subjects or reading.scene.buyers or reading.scene.carried):
        return []
    for name, pattern in OUTSIDE.items():
        if found := pattern.search(reading.words):
            draft = reading.draft(ClaimKind.OUTSIDE, found.start(), found.end(), form=name)
            return [draft if reading.scene.subjects else replace(draft, subject=None)]
    return []
