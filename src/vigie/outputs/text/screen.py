"""A screened list as text: the sums, then matches, open questions, what was not found, what was not looked up."""

from collections.abc import Callable, Iterator, Sequence

from vigie.outputs.text.list_read import read_as_lines, slip, unread_lines
from vigie.outputs.text.rests_on import coverage_lines, sentence
from vigie.outputs.text.sheet import Sheet
from vigie.questions.screen import Candidate, Outcome, Screen, Screened
from vigie.records.judgement import Judgement
from vigie.records.listed import Listed


def screen_lines(sheet: Sheet, answer: Screen) -> Iterator[str]:
    """A list held against the suppliers of the records held."""
    yield from head_lines(sheet, answer)
    matched = [one for one in answer.lines if one.matches]
    asked = [one for one in answer.lines if one.open_questions or one.outcome is Outcome.OPEN]
    asked.sort(key=lambda one: one.outcome is Outcome.MATCH)  # those of which nothing is known yet come first
    yield from _section(sheet, "screen.matches", matched, lambda one: _matches(sheet, one))
    yield from _section(sheet, "screen.open_questions", asked, lambda one: _questions(sheet, one))
    apart = [one for one in answer.lines if one.apart]
    yield from _section(sheet, "screen.apart", apart, lambda one: _candidates(sheet, one, one.apart))
    missing = [one for one in answer.lines if one.outcome is Outcome.NOT_FOUND]
    yield from _section(sheet, "screen.not_found", missing, lambda one: _line(sheet, one.line))
    yield from unread_lines(sheet, answer.unread)
    yield from coverage_lines(sheet, answer.coverage)


def head_lines(sheet: Sheet, answer: Screen) -> Iterator[str]:
    """What was asked, how the list was read, and the sums."""
    buyer = sheet.buyer(answer.buyer) if answer.buyer else sheet.text("statuses.all")
    companies = sheet.counted(len(answer.lines), "companies")
    yield from sheet.said("screen.title", companies=companies, buyer=buyer, day=sheet.day(answer.on))
    if answer.since is not None:
        yield from sheet.said("suppliers.since", since=sheet.day(answer.since))
    yield from sheet.known(answer.known)
    yield from read_as_lines(sheet, answer.read_as)
    yield ""
    if not answer.coverage.sources:
        yield from sheet.nothing(answer.coverage)
        return
    yield from sheet.said(
        sentence("screen.matched", answer.figures, answer.coverage),
        companies=sheet.counted(answer.matched, "companies"),
        amount=sheet.amount(answer.figures),
    )
    if answer.group_figures != answer.figures:
        yield from sheet.said("screen.groups", amount=sheet.amount(answer.group_figures))
    companies = sheet.counted(answer.open, "companies")
    yield from sheet.said("screen.open", companies=companies, amount=sheet.amount(answer.open_figures))
    missing, suppliers = (
        sheet.counted(answer.not_found, "companies"),
        sheet.counted(answer.suppliers, "suppliers_count"),
    )
    yield from sheet.said("screen.missing", companies=missing, suppliers=suppliers)


def _section(
    sheet: Sheet, title: str, lines: Sequence[Screened], write: Callable[[Screened], Iterator[str]]
) -> Iterator[str]:
    if not lines:
        return
    yield ""
    yield from sheet.said(title)
    for one in lines[: sheet.limit or None]:
        yield from write(one)
    yield from sheet.more(len(lines))


def _line(sheet: Sheet, line: Listed) -> Iterator[str]:
    key = "screen.line" if len(line.rows) == 1 else "screen.line_rows"
    yield from sheet.said(key, "  ", name=listed_name(line), row=", ".join(map(sheet.integer, line.rows)))
    for fault in line.faults:
        yield from sheet.wrapped(slip(sheet, fault), "    ")


def listed_name(line: Listed) -> str:
    """How a line is called: by its name, else by its identifiers."""
    identifiers = (f"{one.scheme.name} {one.value}" for one in line.organization.identifiers)
    return line.organization.name or ", ".join(identifiers)


def _matches(sheet: Sheet, one: Screened) -> Iterator[str]:
    return _candidates(sheet, one, one.matches)


def _questions(sheet: Sheet, one: Screened) -> Iterator[str]:
    yield from _candidates(sheet, one, one.open_questions)
    if not one.open_questions:
        yield from sheet.said("screen.no_candidate", "    ")


def _candidates(sheet: Sheet, one: Screened, candidates: tuple[Candidate, ...]) -> Iterator[str]:
    yield from _line(sheet, one.line)
    for candidate in candidates[: sheet.limit or None]:
        yield sheet.across(f"    {candidate.name}", sheet.amount(candidate.figures))
        if candidate.first_action is not None:
            actions = sheet.counted(candidate.actions, "actions")
            since, until = sheet.day(candidate.first_action), sheet.day(candidate.last_action)
            yield from sheet.said("screen.actions", "      ", actions=actions, since=since, until=until)
        if candidate.group is not None:
            amount = sheet.amount(candidate.group_figures)
            yield from sheet.said("screen.group", "      ", group=candidate.group, amount=amount)
        for why in _why(sheet, candidate):
            yield from sheet.wrapped(why, "      ")


def _why(sheet: Sheet, candidate: Candidate) -> Iterator[str]:
    """Why a candidate is one: the judgement, where there is one, then every reason for (+) and against (−)."""
    yield from judged_lines(sheet, candidate.judgement)
    for reason in candidate.reasons:
        key = "screen.speaks_for" if reason.points > 0 else "screen.speaks_against"
        yield sheet.text(key, reason=sheet.text(f"feature.{reason.feature}"), words=reason.words or "–")


def judged_lines(sheet: Sheet, judgement: Judgement | None) -> Iterator[str]:
    """What a person judged, with who, when and why."""
    if judgement is not None:
        day = sheet.day(judgement.moment.date())
        yield sheet.text(f"judged.{judgement.verdict}", by=judgement.by, day=day, why=judgement.why)
