"""What a text says of a notice: its kind, days, volumes, sites, requirements; beside the notice held, if one can be meant."""

from datetime import timedelta

from vigie.claims.answers import Answers
from vigie.claims.compare.held import command
from vigie.claims.draft import Draft, Finding, because
from vigie.grammar.counts import CountSaid
from vigie.grammar.days import DaySaid
from vigie.questions.notice import NoticeLife
from vigie.questions.notices import Announced
from vigie.records.claim import ClaimVerdict, HeldBeside, Why
from vigie.records.clause import Clause, ClauseKind, Moment, Quantity
from vigie.records.notice import NoticeKind

# A text tells of a notice some time after it was posted; one posted later, or much earlier, is another
_EARLIER, _LATER = timedelta(days=150), timedelta(days=3)
_NOT_A_TENDER = (NoticeKind.REQUEST_FOR_INFORMATION, NoticeKind.SPECIAL, NoticeKind.JUSTIFICATION, NoticeKind.AWARD)


def compare_notice(draft: Draft, answers: Answers) -> Finding:
    """What the records say of one thing a text says of a notice."""
    topic = next(iter(draft.topics), None)
    query = command("notices", buyer=draft.buyer, topic=topic, on=answers.latest)
    life, near = _meant(draft, answers, topic)
    held = tuple(map(_held, near[:3]))
    if life is None:
        searched = because("notices_searched", buyer=draft.buyer or "", topic=topic or "", count=len(near))
        return Finding(
            ClaimVerdict.NOT_CONFIRMED,
            (because("no_notice_held" if not near else "notice_not_identified"), searched),
            held,
            query,
            None,
            len(near),
        )
    return _of(draft, life, command("notice", life.number or life.steps[0].notice.id, on=answers.latest))


def _meant(draft: Draft, answers: Answers, topic: str | None) -> tuple[NoticeLife | None, list[Announced]]:
    """The notice named by its number, and those of the public body and topic posted about then: leads, not the one meant."""
    for number in draft.scene.numbers:
        life = answers.notice(number)
        if life is not None:
            return life, []
    found = (
        answers.notices(draft.buyer, topic=topic, words=None) if draft.buyer is not None and topic is not None else None
    )
    every = list(found.announced) if found is not None else []
    return None, [one for one in every if answers.on - _EARLIER <= one.posted <= answers.on + _LATER]


def _of(draft: Draft, life: NoticeLife, query: str) -> Finding:
    newest = life.steps[-1].notice
    held = (
        HeldBeside(
            "notice", life.number, None, newest.buyer.department, newest.posted, None, newest.title, (newest.evidence,)
        ),
    )
    verdict, clause = ClaimVerdict.NOT_CONFIRMED, None
    reasons: tuple[Why, ...] = (because("not_in_the_notice"),)
    match draft.said:
        case DaySaid():
            verdict, reasons = _day(draft.said, life, deadline=draft.form == "deadline")
        case CountSaid():
            clause = next(
                (one for one in life.clauses if one.kind is ClauseKind.VOLUME and _counts(draft.said, one)), None
            )
        case _ if draft.form == "kind":
            verdict, reasons = _kind(draft, life)
        case _:
            said = (draft.form or draft.words).lower()
            clause = next((one for one in life.clauses if said in one.words.lower()), None)
    if clause is not None:
        verdict, reasons = ClaimVerdict.SUPPORTED, (because("in_the_notice"),)
        held = (
            HeldBeside(
                "notice",
                life.number,
                None,
                newest.buyer.department,
                newest.posted,
                None,
                clause.words,
                (newest.evidence,),
            ),
        )
    return Finding(verdict, reasons, held, query, counted=1)


def _day(said: DaySaid, life: NoticeLife, *, deadline: bool) -> tuple[ClaimVerdict, tuple[Why, ...]]:
    if said.first is None or said.last is None:
        return ClaimVerdict.NOT_CONFIRMED, (because("day_not_resolved"),)
    found = [one.notice.posted for one in life.steps]
    if deadline:
        found = [one.deadline.day for one in life.deadlines if one.deadline is not None]
        found += [one.value.day for one in life.clauses if isinstance(one.value, Moment) and one.value.day is not None]
    if not found:
        return ClaimVerdict.NOT_CONFIRMED, (because("deadline_not_held"),)
    if any(said.first <= day <= said.last for day in found):
        return ClaimVerdict.SUPPORTED, (because("day_in_the_notice"),)
    code = "other_deadline" if deadline else "other_posting_day"
    return ClaimVerdict.NOT_CONFIRMED, (because(code, day=found[-1]),)


def _kind(draft: Draft, life: NoticeLife) -> tuple[ClaimVerdict, tuple[Why, ...]]:
    """A request for information, or an award, called a tender is imprecise; so is the other way round."""
    kinds = {one.notice.kind for one in life.steps}
    asks = any(one.asks_information for one in life.steps)
    kind = life.steps[-1].notice.kind
    says_information = "inform" in draft.words.lower() or "rfi" in draft.words.lower()
    fits = (
        (NoticeKind.REQUEST_FOR_INFORMATION in kinds or asks) if says_information else bool(kinds - set(_NOT_A_TENDER))
    )
    if fits:
        return ClaimVerdict.SUPPORTED, (because("kind_of_notice", kind=f"notice_kind.{kind}"),)
    return ClaimVerdict.IMPRECISE, (
        because("kind_of_notice", kind=f"notice_kind.{kind}"),
        because("no_tender" if not says_information else "no_request"),
    )


def _counts(said: CountSaid, clause: Clause) -> bool:
    value = clause.value
    if not isinstance(value, Quantity):
        return False
    return (value.low, value.high) == (said.low, said.high) or (
        said.low == said.high and said.low in (value.low, value.high)
    )


def _held(one: Announced) -> HeldBeside:
    return HeldBeside(
        "notice",
        one.number,
        None,
        one.buyer.subtier or one.buyer.department,
        one.posted,
        None,
        one.title,
        (one.evidence,),
    )
