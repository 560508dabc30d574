"""The report of an answer: a title, its sections, what it rests on and cannot see."""

from collections.abc import Iterable, Iterator

from vigie.desk.kept_rows import EvidenceShown
from vigie.outputs.report.contract import contract_sections, framework_sections
from vigie.outputs.report.evidence import evidence_sections
from vigie.outputs.report.group import group_sections
from vigie.outputs.report.held import held_sections
from vigie.outputs.report.lines import lines_sections, title_of
from vigie.outputs.report.model import Report, Said, Section
from vigie.outputs.report.months import months_sections
from vigie.outputs.report.notices import notices_sections
from vigie.outputs.report.pen import Pen
from vigie.outputs.report.sales import sales_sections
from vigie.outputs.report.suppliers import suppliers_sections
from vigie.outputs.report.who import who_sections
from vigie.outputs.text.page import lines_of
from vigie.questions.contract import ContractLife
from vigie.questions.coverage import Held
from vigie.questions.framework import FrameworkHeld
from vigie.questions.group import GroupHeld
from vigie.questions.months import Months
from vigie.questions.notices import Notices
from vigie.questions.sales import Sales
from vigie.questions.suppliers import Suppliers
from vigie.questions.who import Who
from vigie.records.coverage import Coverage


def report_of(answers: Iterable[object], lang: str, *, limit: int = 0, private: bool = False) -> Report:
    """The report of one or several answers to one name; titled by the first.

    ``limit``: how many rows of a list are shown (0: all).
    """
    pen = Pen(lang, limit)
    every = list(answers)
    sections = [section for answer in every for section in sections_of(pen, answer, first=answer is every[0])]
    return Report(lang, title_of(pen, _lines(pen, every[0])), tuple(_once([*sections, *_foot(pen, every)])), private)


def sections_of(pen: Pen, answer: object, *, first: bool = True) -> Iterable[Section]:
    """The parts of one answer, without what it rests on; ``first``: the report has its title."""
    match answer:
        case Sales():
            return sales_sections(pen, answer)
        case GroupHeld():
            return group_sections(pen, answer)
        case Suppliers():
            return suppliers_sections(pen, answer)
        case ContractLife():
            return contract_sections(pen, answer)
        case FrameworkHeld():
            return framework_sections(pen, answer)
        case Who():
            return who_sections(pen, answer)
        case Notices():
            return notices_sections(pen, answer)
        case EvidenceShown():
            return evidence_sections(pen, answer)
        case Months():
            return months_sections(pen, answer)
        case Held():
            return held_sections(pen, answer, heading=pen.text("part.answer"))
    heading = pen.text("part.answer") if first else title_of(pen, lines_of(pen.sheet, answer))
    return lines_sections(pen, lines_of(pen.sheet, answer), heading=heading)


def _lines(pen: Pen, answer: object) -> Iterator[str]:
    if isinstance(answer, EvidenceShown):
        return iter([pen.text("evidence.page", file=answer.capture.file_name, rows=answer.pointer[:60])])
    return lines_of(pen.sheet, answer)


def _foot(pen: Pen, answers: Iterable[object]) -> Iterator[Section]:
    """What all of them rest on, each sentence once."""
    said: dict[Said, None] = {}
    for answer in answers:
        coverage = getattr(answer, "coverage", None)
        if isinstance(coverage, Coverage):
            links = [link for member in getattr(answer, "members", ()) for link in getattr(member, "links", ())]
            said |= dict.fromkeys(pen.rests_on(coverage, links=links))
    if said:
        yield Section("rests-on", pen.text("part.rests_on"), tuple(said))


def _once(sections: Iterable[Section]) -> Iterator[Section]:
    """Sections whose anchors are told apart."""
    taken: set[str] = set()
    for section in sections:
        number = 2
        id = section.id
        while id in taken:
            id, number = f"{section.id}-{number}", number + 1
        taken.add(id)
        yield Section(id, section.heading, section.blocks)
