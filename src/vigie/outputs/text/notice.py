"""The life of a number as text: notice after notice, each with what it changed."""

from collections.abc import Iterator

from vigie.messages import money
from vigie.outputs.text.leads import states_lines
from vigie.outputs.text.notices import deadline, kind, path
from vigie.outputs.text.protests import files_lines
from vigie.outputs.text.rests_on import coverage_lines
from vigie.outputs.text.sheet import Sheet
from vigie.questions.notice import NoticeLife, Reading, Step
from vigie.records.notice import DeadlineState, Notice, NoticeAward, NoticeKind
from vigie.records.notice_change import NoticeChange

# Of a text that changed, so many stretches of so many letters are quoted; JSON has all of it
_STRETCHES = 4
_LETTERS = 400


def notice_lines(sheet: Sheet, answer: NoticeLife) -> Iterator[str]:
    """The life of one number."""
    newest = answer.steps[-1].notice
    number = answer.number or sheet.text("notices.no_number")
    yield from sheet.said("notice.title", number=number, title=newest.title, day=sheet.day(answer.on))
    yield from sheet.known(answer.known)
    yield from sheet.wrapped(path(sheet, newest.buyer))
    yield from sheet.wrapped(deadline(sheet, newest.deadline, answer.deadline_state))
    yield from _about(sheet, newest)
    if answer.elsewhere:
        yield from sheet.said("notice.elsewhere", departments="; ".join(answer.elsewhere))
    yield ""
    yield from sheet.wrapped(sheet.counted(len(answer.steps), "notices_count"))
    for step in answer.steps[: sheet.limit or None]:
        yield from _step(sheet, step)
    yield from sheet.more(len(answer.steps))
    if len(answer.deadlines) > 1:
        yield ""
        yield from sheet.said("notice.deadlines")
        for said in answer.deadlines:
            state = DeadlineState.NONE_STATED if said.deadline is None else DeadlineState.OPEN
            due = deadline(sheet, said.deadline, state) if said.deadline is None else said.deadline.said
            yield from sheet.said("notice.deadline_said", "  ", day=sheet.day(said.posted), deadline=due)
    if answer.clauses:
        yield ""
        yield from sheet.said("notice.clauses")
        for clause in answer.clauses[: sheet.limit or None]:
            kind_of_clause = sheet.text(f"clause.{clause.kind}")
            yield from sheet.said("notice.clause", "  ", clause=kind_of_clause, words=_cut(clause.words))
        yield from sheet.more(len(answer.clauses), "  ")
    yield from states_lines(sheet, answer.leads, number=number)
    if answer.protests is not None:
        yield ""
        yield from files_lines(sheet, answer.protests)
    yield from coverage_lines(sheet, answer.coverage)
    yield from sheet.evidence(newest.evidence)


def _about(sheet: Sheet, notice: Notice) -> Iterator[str]:
    """Place, classifications, set-aside; what no file seen has a column for is named."""
    place = notice.place and ", ".join(filter(None, (notice.place.city, notice.place.state, notice.place.country)))
    said = {
        "place": place,
        "set_aside": notice.set_aside,
        "naics": notice.naics,
        "product_service_code": notice.product_service_code,
        "topics": sheet.topics(notice.topics) or None,
    }
    if held := [sheet.text(f"notice.{name}", found=found) for name, found in said.items() if found is not None]:
        yield from sheet.wrapped(" · ".join(held))
    if notice.not_held:
        missing = ", ".join(sheet.text(f"not_held.{name}") for name in notice.not_held)
        yield from sheet.said("notice.not_held", fields=missing)


def _step(sheet: Sheet, step: Step) -> Iterator[str]:
    notice = step.notice
    yield ""
    yield from sheet.wrapped(f"{sheet.day(notice.posted)} · {kind(sheet, notice.kind, notice.kind_said)}")
    if step.asks_information and notice.kind is not NoticeKind.REQUEST_FOR_INFORMATION:
        yield from sheet.said("notices.asks_information", "  ")
    if notice.award is not None:
        yield from _award(sheet, notice.award)
    if step.change is None:
        yield from sheet.said("notice.quote", "  ", quote=_cut(notice.description))
    else:
        yield from change_lines(sheet, step.change)
    yield from _readings(sheet, step.readings)
    yield from sheet.said("notice.id", "  ", id=notice.id)


def change_lines(sheet: Sheet, change: NoticeChange, indent: str = "  ") -> Iterator[str]:
    """What differs in what we hold; what is quoted of it is bounded."""
    if change.nothing:
        yield from sheet.said("notice.nothing", indent)
    for one in change.fields:
        field, empty = sheet.text(f"notice_field.{one.field}"), sheet.text("notice.empty")
        yield from sheet.said("notice.field", indent, field=field, before=one.before or empty, now=one.now or empty)
    for key, stretches in (("notice.added", change.added), ("notice.removed", change.removed)):
        for quote in stretches[:_STRETCHES]:
            yield from sheet.said(key, indent, quote=_cut(quote))
        if more := len(stretches[_STRETCHES:]):
            yield from sheet.said("notice.more_words", indent, count=sheet.integer(more))


def _readings(sheet: Sheet, readings: tuple[Reading, ...]) -> Iterator[str]:
    """What captures said otherwise of the same notice, where any did."""
    for reading in readings[1:]:
        yield from sheet.said("notice.read_again", "  ", day=sheet.day(reading.first_seen))
        if reading.change is not None:
            yield from change_lines(sheet, reading.change, "    ")


def _award(sheet: Sheet, award: NoticeAward) -> Iterator[str]:
    figure = award.amount
    yield from sheet.said(
        "notice.award",
        "  ",
        contract=award.contract or sheet.text("notices.no_number"),
        supplier=sheet.supplier(award.supplier),
        day=sheet.day(award.day),
        amount=money(figure.amount if figure else None, figure.currency if figure else "", sheet.lang),
        basis=sheet.text("basis.announced"),
    )


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LETTERS else plain[:_LETTERS].rpartition(" ")[0] + " …"
