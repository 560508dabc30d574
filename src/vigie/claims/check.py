"""What a text claims, claim by claim, and what the records held say of it."""

from collections.abc import Callable
from datetime import date

from vigie.claims.answers import Answers
from vigie.claims.compare.amounts import compare_amount
from vigie.claims.compare.counts import compare_count
from vigie.claims.compare.notices import compare_notice
from vigie.claims.compare.relations import compare_relation, compare_topic
from vigie.claims.compare.shares import compare_share
from vigie.claims.compare.times import compare_day, compare_first, compare_never, compare_since
from vigie.claims.compare.words import compare_classification, compare_name, compare_quotation, label_said, quoted_in
from vigie.claims.draft import Draft, Finding, because
from vigie.claims.extract import drafts
from vigie.claims.gazetteer import Gazetteer
from vigie.claims.reading import TextRead, read_text
from vigie.claims.scene import Scenes
from vigie.groups.organizations import Organizations
from vigie.records.claim import Check, Claim, ClaimKind, ClaimVerdict
from vigie.records.coverage import Coverage

# Days that a notice says are compared with the notice, others with contracts
_OF_NOTICES = ("posted", "deadline", "start")


def check(
    content: bytes,
    *,
    where: str,
    answers: Answers,
    gazetteer: Gazetteer,
    known: Organizations,
    published: date | None,
    coverage: Coverage,
) -> Check:
    """Compare the claims of a text with the answers of a desk; raises the errors of ``read_text``.

    ``answers`` asks up to the day of publication; ``published`` None: up to a day the reader chose, and relative dates stay unresolved.
    """
    read = read_text(content, where=where, keep=gazetteer.knows)
    scenes = Scenes(gazetteer, known, answers)
    found = [(draft, _found(draft, answers)) for draft in drafts(read.passages, scenes, published)]
    told = [one for one in found if one[1] is not None]
    claims = tuple(
        _claim(number, draft, finding) for number, (draft, finding) in enumerate(told, start=1) if finding is not None
    )
    return Check(
        where=where,
        published=published,
        on=answers.on,
        latest=answers.latest,
        known=answers.known,
        kind=read.kind,
        languages=read.languages,
        paragraphs=read.paragraphs,
        repeated=read.repeated,
        other_language=_in_others(read),
        left_out=read.left_out,
        withheld=read.withheld,
        verdicts={str(verdict): sum(one.verdict is verdict for one in claims) for verdict in ClaimVerdict},
        claims=claims,
        coverage=coverage,
    )


def _in_others(read: TextRead) -> int:
    return sum(one.language is None for one in read.passages)


_COMPARE: dict[ClaimKind, Callable[[Draft, Answers], Finding]] = {
    ClaimKind.AMOUNT: compare_amount,
    ClaimKind.COUNT: compare_count,
    ClaimKind.SHARE: compare_share,
    ClaimKind.RELATION: compare_relation,
    ClaimKind.TOPIC: compare_topic,
    ClaimKind.SINCE: compare_since,
    ClaimKind.FIRST: compare_first,
    ClaimKind.NEVER: compare_never,
    ClaimKind.DAY: compare_day,
    ClaimKind.NOTICE: compare_notice,
    ClaimKind.NAME: compare_name,
}


def _found(draft: Draft, answers: Answers) -> tuple[ClaimKind, Finding] | None:
    """The kind a claim turns out to be of, and the finding; None: it is none after all."""
    if draft.kind is ClaimKind.OUTSIDE:
        return draft.kind, Finding(ClaimVerdict.OUTSIDE, (because(f"outside_{draft.form}"),))
    if draft.kind is ClaimKind.QUOTATION:
        return _of_words(draft, answers)
    if draft.kind is ClaimKind.DAY and draft.form in _OF_NOTICES:
        return draft.kind, compare_notice(draft, answers)
    return draft.kind, _COMPARE[draft.kind](draft, answers)


def _of_words(draft: Draft, answers: Answers) -> tuple[ClaimKind, Finding] | None:
    """Quoted words are the label of a classification, or a record's own; else they are somebody's, and no claim about records."""
    if draft.form == "unusual":
        return ClaimKind.QUOTATION, compare_quotation(draft, answers)
    if label_said(draft, answers) is not None:
        return ClaimKind.CLASSIFICATION, compare_classification(draft, answers)
    if quoted_in(draft, answers):
        return ClaimKind.QUOTATION, compare_quotation(draft, answers)
    return None


def _claim(number: int, draft: Draft, found: tuple[ClaimKind, Finding]) -> Claim:
    kind, finding = found
    return Claim(
        number=number,
        kind=kind,
        words=draft.words,
        sentence=draft.sentence,
        language=draft.passage.language or "",
        places=draft.passage.places,
        subject=draft.subject.name if draft.subject is not None else None,
        buyer=draft.buyer,
        verdict=finding.verdict,
        reasons=finding.reasons,
        held=finding.held,
        counted=finding.counted,
        suggestion=finding.suggestion,
        query=finding.query,
    )
