"""Who and what a sentence is about: the names in it, and those carried over from the sentences before."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vigie.claims.answers import Answers
from vigie.claims.gazetteer import Gazetteer, Named, Naming
from vigie.claims.wording import CARRIED_CONTRACT, CARRIED_SUBJECT, topics_named
from vigie.groups.names import normal_form
from vigie.groups.organizations import Organizations
from vigie.privacy.suppliers import ORGANIZATION_WORDS

# "(CGS)" behind a name is what the text calls it from there on
_ACRONYM = re.compile(r"\s{0,2}[(\[]\s{0,2}([A-Z][A-Za-z.&]{1,9}|[A-Z]{2,10})\s{0,2}[)\]]")
# More capitalised words behind a name: the name goes on
_GOES_ON = re.compile(r"(?:\s(?:of|and|&|de|et)\s[A-Z][\w&.-]*|[ \u00a0-][A-Z][\w&.-]*)+")
# An award number of the uniform scheme (FAR 4.1603) in any spelling, or one of the scheme before it
_NUMBER = re.compile(
    r"(?<![\w-])(?=[A-Z0-9-]*\d)(?:[A-Z0-9]{6}-?\d{2}-?[A-Z]-?[A-Z0-9]{4,9}|HS[A-Z]{4}-?\d{2}-?[A-Z]-?\d{5})(?![\w-])"
)
# Two or more capitalised words, the last of which may be one of organizations
_SHAPED = re.compile(r"(?<![\w’'-])[A-Z][\w&.-]*(?: (?:of |and |& )?[A-Z][\w&.-]*){1,4}")
# How many sentences on a name is carried
_FAR = 4


@dataclass(frozen=True, slots=True)
class Subject:
    """The organization a claim is about: how the desk calls it, the ids it may have (none: no record is held under them), and whether
    the text names it as records do. ``start`` and ``end`` are where the sentence names it; -1 where it is carried over."""

    name: str
    ids: tuple[str, ...]
    exact: bool
    start: int
    end: int = -1


@dataclass(frozen=True, slots=True)
class Unheld:
    """An organization's name in a text that no record held has, and who seems to be meant; None: nobody comes near."""

    said: str
    start: int
    end: int
    meant: Subject | None


@dataclass(frozen=True, slots=True)
class Scene:
    """What a sentence names itself, in its order, and what it is about where it names nothing.

    ``buyers``: where public bodies stand, and their acronyms. ``topics``: each with where its words stand. ``numbers`` are those of
    contracts and notices. What is ``carried`` was named in the sentences before.
    """

    subjects: tuple[Subject, ...]
    carried: Subject | None
    buyers: tuple[tuple[int, str], ...]
    carried_buyer: str | None
    topics: dict[str, tuple[int, int]]
    carried_topics: tuple[str, ...]
    numbers: tuple[str, ...]
    unheld: tuple[Unheld, ...]

    def subject_at(self, place: int) -> Subject | None:
        """The organization named last before a place, else the first behind it, else the one carried over."""
        before = [one for one in self.subjects if one.start <= place]
        return before[-1] if before else self.subjects[0] if self.subjects else self.carried

    def buyer_at(self, place: int) -> str | None:
        """The public body named nearest to a place, else the one carried over."""
        nearest = min(self.buyers, key=lambda one: abs(one[0] - place), default=None)
        return nearest[1] if nearest is not None else self.carried_buyer


class Scenes:
    """Reads the sentences of one text in their order and says of each what it is about."""

    def __init__(self, gazetteer: Gazetteer, known: Organizations, answers: Answers) -> None:
        self._gazetteer, self._known, self._asking = gazetteer, known, answers
        self._aliases: dict[str, Named] = {}
        self._subject: tuple[int, Subject] | None = None
        self._buyer: tuple[int, str] | None = None
        self._topics: tuple[int, tuple[str, ...]] | None = None
        self._count = 0

    def read(self, words: str) -> Scene:
        """The scene of the next sentence."""
        self._count += 1
        named = self._gazetteer.names(words, self._aliases)
        subjects, unheld = [], []
        for one in named:
            if one.naming is not Naming.ORGANIZATION:
                continue
            strange = self._strange(one, words, named)
            subject = Subject(one.name, one.ids, one.exact, one.start, one.end)
            end = one.end
            if strange is not None:
                unheld.append(strange)
                subject = strange.meant or replace(subject, exact=False)
                end = strange.end
            if alias := _ACRONYM.match(words, end):
                self._aliases[alias[1]] = Named(Naming.ORGANIZATION, subject.ids, subject.name, 0, 0, False)
            subjects.append(subject)
        unheld_here = [
            one
            for one in _unknown_organizations(words)
            if not any(other.start < one.end and one.start < other.end for other in named)
        ]
        unheld += unheld_here
        buyers = tuple((one.start, one.name) for one in named if one.naming is Naming.BUYER)
        topics = {
            topic: (start, end)
            for topic, (start, end) in topics_named(words).items()
            if not any(one.start <= start < one.end for one in named)
        }
        scene = Scene(
            subjects=tuple(subjects),
            carried=None if unheld_here and not subjects else self._carried(words),
            buyers=buyers,
            carried_buyer=self._buyer[1] if self._buyer and self._near(self._buyer[0]) else None,
            topics=topics,
            carried_topics=self._topics[1] if self._topics and self._near(self._topics[0]) else (),
            numbers=tuple(dict.fromkeys(found[0].replace("-", "") for found in _NUMBER.finditer(words))),
            unheld=tuple(unheld),
        )
        self._remember(scene)
        return scene

    def _near(self, count: int) -> bool:
        return self._count - count <= _FAR

    def _carried(self, words: str) -> Subject | None:
        if self._subject is None:
            return None
        count, subject = self._subject
        said = CARRIED_SUBJECT.search(words) or CARRIED_CONTRACT.search(words)
        return replace(subject, start=-1, end=-1) if self._near(count) or said is not None else None

    def _remember(self, scene: Scene) -> None:
        held = [one for one in scene.subjects if one.ids]
        if held:
            self._subject = self._count, held[-1]
        elif scene.subjects:
            self._subject = self._count, scene.subjects[-1]
        if scene.buyers:
            below = [name for _, name in scene.buyers if name != "DHS"]
            self._buyer = self._count, (below or [scene.buyers[-1][1]])[-1]
        if scene.topics:
            self._topics = self._count, tuple(scene.topics)

    def _strange(self, one: Named, words: str, named: list[Named]) -> Unheld | None:
        """The whole capitalised name that begins with a known one, where no organization held is called so."""
        longer = _GOES_ON.match(words, one.end)
        if longer is None or any(one.end <= other.start < longer.end() for other in named):
            return None
        said = words[one.start : longer.end()].rstrip(".")
        if not any(word.strip(".,").upper() in ORGANIZATION_WORDS for word in longer[0].split()):
            return None
        if self._known.find(said) is not None or normal_form(said) == normal_form(words[one.start : one.end]):
            return None
        return Unheld(said, one.start, one.start + len(said), self._meant(said, one))

    def _meant(self, said: str, begun: Named) -> Subject | None:
        """The nearest organization held whose name begins alike, or that is of the same group."""
        found = self._asking.who(said)
        for candidate in found.candidates if found is not None else ():
            id = candidate.organization.id
            if id not in begun.ids and self._alike(candidate.organization.name, said):
                return Subject(candidate.organization.name, (id,), False, begun.start)
        return next(self._beginning_alike(said, begun), None)

    def _beginning_alike(self, said: str, begun: Named) -> Iterator[Subject]:
        """Organizations under the one named, the likest first; it itself is none."""
        from rapidfuzz import fuzz

        group = [member for id in begun.ids for member in self._known.group(id).members if member.keys]
        below = [member.party for member in group if member.party.id not in begun.ids] or [one.party for one in group]
        for party in sorted(below, key=lambda one: -fuzz.token_sort_ratio(normal_form(one.name), normal_form(said))):
            yield Subject(party.name, (party.id,), False, begun.start)

    def _alike(self, name: str, said: str) -> bool:
        return normal_form(name).split()[0] == normal_form(said).split()[0]


def _unknown_organizations(words: str) -> Iterator[Unheld]:
    """Capitalised names of an organization's shape, "Example Solutions": whoever they are, the sentence is about them."""
    for found in _SHAPED.finditer(words):
        if found[0].split()[-1].strip(".").upper() in ORGANIZATION_WORDS:
            yield Unheld(found[0], found.start(), found.end(), None)
