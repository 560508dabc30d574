"""A claim: a checkable part of a sentence of a text, and what the records held answer to it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from vigie.evidence import Evidence
from vigie.money import Figure
from vigie.records.coverage import Coverage


class ClaimKind(StrEnum):
    """What a claim is about.

    ``relation``: an organization sells to a public body, or works for it. ``topic``: what a contract is for. ``classification``: words
    that are the label of a classification. ``since``, ``first`` and ``never`` are about time; ``day`` is a day on which something was
    signed, announced or due. ``notice`` is any other thing a notice says: its kind, volumes, sites, requirements. ``name``: an
    organization of that name. ``outside``: nothing that records of purchases can say.
    """

    AMOUNT = "amount"
    COUNT = "count"
    SHARE = "share"
    RELATION = "relation"
    TOPIC = "topic"
    CLASSIFICATION = "classification"
    SINCE = "since"
    FIRST = "first"
    NEVER = "never"
    DAY = "day"
    NOTICE = "notice"
    NAME = "name"
    QUOTATION = "quotation"
    OUTSIDE = "outside"


class ClaimVerdict(StrEnum):
    """What the records held say of a claim. ``contradicted`` only by a counterexample or by a complete count under the claim's own
    definition; ``not-confirmed`` is no doubt about the claim, only that these records do not settle it."""

    SUPPORTED = "supported"
    IMPRECISE = "imprecise"
    CONTRADICTED = "contradicted"
    NOT_CONFIRMED = "not-confirmed"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text has a passage: the number of its paragraph from 1; the page of a document, the time code of a transcript and the
    speaker's role as written, None where there is none."""

    paragraph: int
    page: int | None = None
    time: str | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text in one language and one voice, said once, with every place where the text has it.

    ``words`` are as written, but that broken sentences are joined again. ``language``: "en", "fr", None for another.
    """

    words: str
    language: str | None
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a text that explains a verdict: in units of ``currency`` (ISO 4217)."""

    amount: Decimal
    currency: str


# What stands in a text of ours: shown in the words of the reader's language
Value = str | int | date | Money


@dataclass(frozen=True, slots=True)
class Why:
    """One reason of a verdict, or one suggestion: a code of the catalogue, and what stands in its text."""

    code: str
    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class HeldBeside:
    """One thing the records hold about a claim, shown beside it; nothing of it need settle the claim.

    ``what`` says which: a contract, an action of one, a sum of a question, a report by a third party, a contract of others that names
    the organization, a notice, a classification, a document. ``number`` is that of the contract, framework or notice; ``day`` that of the
    record; ``words`` are the source's own. None: it has none.
    """

    what: str
    number: str | None
    supplier: str | None
    buyer: str | None
    day: date | None
    figure: Figure | None
    words: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim, and what the records held say of it.

    ``words`` are the part of ``sentence`` that carries it, both without people. ``subject`` and ``buyer`` are the organization and the
    public body it is about, as the desk calls them; None: the text names none. ``query`` is the command that gives what is held, None
    where nothing was asked. ``counted`` is how many records stand behind the verdict where ``held`` shows the first of them only.
    """

    number: int
    kind: ClaimKind
    words: str
    sentence: str
    language: str
    places: tuple[Place, ...]
    subject: str | None
    buyer: str | None
    verdict: ClaimVerdict
    reasons: tuple[Why, ...]
    held: tuple[HeldBeside, ...]
    counted: int
    suggestion: Why | None
    query: str | None


@dataclass(frozen=True, slots=True)
class Check:
    """The claims of a text in its order, with verdicts; as of ``on``, the day of publication where one was given.

    ``latest`` is the day up to which notices and reports are shown that came after the text. ``kind`` is that of the text ("text",
    "html", "pdf", "captions", "transcript"), ``languages`` those of its passages. ``paragraphs`` were read, ``repeated`` of them said
    the same as one before; ``left_out`` lines around the text, by reason. ``withheld``: names and contacts of people. ``verdicts``
    counts the claims by verdict, every verdict once. ``other_language`` counts passages in a third language, of which nothing was read.
    """

    where: str
    published: date | None
    on: date
    latest: date
    known: date | None
    kind: str
    languages: tuple[str, ...]
    paragraphs: int
    repeated: int
    other_language: int
    left_out: dict[str, int]
    withheld: int
    verdicts: dict[str, int]
    claims: tuple[Claim, ...]
    coverage: Coverage
