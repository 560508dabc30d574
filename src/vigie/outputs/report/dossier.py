"""A dossier as a report: what a deputy reads first, then every figure with its proof, then what to ask and what was answered."""

from collections.abc import Iterable, Iterator

from vigie.groups.buyers import acronym
from vigie.messages import money
from vigie.outputs.charts.ladder import ladder_chart
from vigie.outputs.report.contract import actions_table
from vigie.outputs.report.group import group_sections
from vigie.outputs.report.lines import lines_sections
from vigie.outputs.report.model import Block, Cell, Form, Report, Said, Section, Tone
from vigie.outputs.report.months import months_sections
from vigie.outputs.report.pen import Pen
from vigie.outputs.report.sales import sales_sections
from vigie.outputs.text.check import check_lines
from vigie.outputs.text.contract import about, correction_sentence
from vigie.outputs.text.reported import reported_lines
from vigie.outputs.text.rests_on import sentence
from vigie.questions.contract import ContractLife
from vigie.questions.dossier import Dossier, last_steps
from vigie.records.contract import Contract, Status
from vigie.records.reported import ReportedFigure
from vigie.sources import source

_LADDER = (("basis", Form.TEXT), ("day", Form.DAY), ("modification", Form.CODE), ("amount", Form.AMOUNT))
_TIMELINE = (
    ("action_date", Form.DAY), ("contract", Form.CODE), ("modification", Form.CODE), ("supplier", Form.TEXT), ("obligated", Form.AMOUNT),
)  # fmt: skip
_FIGURES = (("what", Form.TEXT), ("basis", Form.TEXT), ("amount", Form.AMOUNT), ("proof", Form.CODE))
_SOURCES = (("file", Form.TEXT), ("seen", Form.DAY), ("published", Form.CODE), ("kept", Form.CODE))
_REPLIES = (("question", Form.TEXT), ("to", Form.TEXT), ("sent", Form.DAY), ("due", Form.DAY), ("answer", Form.TEXT))
# So many actions stand in the timeline, the newest; all of them are in the workbook
_SHOWN = 60


def dossier_report(answer: Dossier, lang: str) -> Report:
    """The report of a dossier."""
    pen = Pen(lang)
    buyer = pen.sheet.buyer(answer.sales.buyer) if answer.sales.buyer else pen.text("group.all_buyers")
    title = pen.text("dossier.title", group=answer.sales.group, buyer=buyer, day=pen.day(answer.on))
    return Report(lang, title, tuple(_sections(pen, answer)))


def _sections(pen: Pen, answer: Dossier) -> Iterator[Section]:
    yield Section("summary", pen.text("part.summary_dossier"), tuple(_summary(pen, answer)))
    yield from sales_sections(pen, answer.sales)
    yield from months_sections(pen, answer.months)
    yield from (_life(pen, life) for life in answer.lives)
    if answer.lives:
        yield Section("timeline", pen.text("part.timeline"), tuple(_timeline(pen, answer)))
    yield from group_sections(pen, answer.group)
    reported = _reported(answer)
    if reported:
        yield Section(
            "reported", pen.text("part.reported"), pen.paragraphs(reported_lines(pen.sheet, reported), Tone.REPORTED)
        )
    if answer.text is not None:
        yield from lines_sections(pen, check_lines(pen.sheet, answer.text), heading=pen.text("part.statements"))
    asking = tuple(Said(one) for one in _questions(pen, answer))
    if asking:
        yield Section(
            "questions", pen.text("part.questions"), (pen.said("dossier.questions_about", Tone.NOTE), *asking)
        )
    yield Section("replies", pen.text("part.replies"), tuple(_replies(pen, answer)))
    links = [link for member in answer.group.members for link in member.links]
    yield Section("rests-on", pen.text("part.rests_on"), pen.rests_on(answer.coverage, links=links))
    yield Section("evidence", pen.text("part.evidence"), tuple(_evidence(pen, answer)))


def _summary(pen: Pen, answer: Dossier) -> Iterator[Said]:
    sales = answer.sales
    if not sales.figures:
        yield from pen.paragraphs(pen.sheet.nothing(sales.coverage), Tone.LEAD)
        return
    yield Said(
        pen.text(
            sentence("sales", sales.figures, sales.coverage),
            amount=pen.sheet.amount(sales.figures),
            contracts=pen.sheet.counted(sales.counted, "contracts"),
            since=pen.day(sales.coverage.since),
        ),
        Tone.LEAD,
    )
    yield from pen.known(answer.known)
    largest = sales.contracts[0]
    yield pen.said(
        "dossier.largest",
        piid=largest.piid,
        amount=pen.sheet.amount(largest.figures),
        about="; ".join(about(pen.sheet, largest)),
    )
    last = max(sales.contracts, key=lambda one: (one.last_action, one.id))
    yield pen.said("dossier.last", day=pen.day(last.last_action), piid=last.piid)
    counts = {status: sum(one.status is status for one in sales.contracts) for status in Status}
    told = [f"{pen.sheet.integer(count)} × {pen.text(f'status.{status}')}" for status, count in counts.items() if count]
    yield pen.said("dossier.statuses", statuses=" · ".join(told))
    members = [one for one in answer.group.members if one.figures]
    if len(members) > 1:
        yield pen.said("dossier.members", count=pen.sheet.integer(len(members)))
    if answer.group.uncounted or answer.group.undecided.pairs:
        yield pen.said("dossier.disputed", Tone.DOUBT)


def _life(pen: Pen, life: ContractLife) -> Section:
    contract = life.contract
    steps = [one for one in last_steps(life)]
    rows = (
        (
            Cell(pen.text(f"basis.{one.figure.basis}")),
            Cell(pen.day(one.figure.on)),
            Cell(one.modification),
            Cell(pen.text("ladder.placeholder")) if one.placeholder else pen.amount((one.figure,)),
        )
        for one in steps
    )
    blocks: list[Block] = [Said(" · ".join(about(pen.sheet, contract)))]
    blocks += filter(None, (ladder_chart(pen, life) if len(life.ladder) > 2 else None,))
    if steps:
        blocks.append(pen.table("table.ladder", _LADDER, rows))
    if life.actions:
        blocks.append(actions_table(pen, life))
    if life.corrections:
        currency = contract.figures[0].currency
        blocks += [
            Said(correction_sentence(pen.sheet, one, life.actions, currency), Tone.DOUBT) for one in life.corrections
        ]
    heading = pen.text(
        "dossier.contract",
        piid=contract.piid,
        supplier=pen.sheet.supplier(contract.supplier),
        buyer=acronym(contract.buyer),
    )
    return Section(f"contract-{contract.piid}", heading, tuple(blocks))


def _timeline(pen: Pen, answer: Dossier) -> Iterator[Block]:
    every = sorted(
        (
            (one.action_date, life.contract.piid, one.modification, life, one)
            for life in answer.lives
            for one in life.actions
        ),
        key=lambda entry: entry[:3],
    )
    rows = (
        (
            Cell(pen.day(day)),
            pen.contract(life.contract.piid, life.contract.id),
            Cell(modification),
            pen.supplier(one.supplier),
            Cell(money(one.obligated, life.contract.figures[0].currency, pen.lang), evidence=one.evidence),
        )
        for day, _, modification, life, one in every[-_SHOWN:]
    )
    yield pen.table("table.timeline", _TIMELINE, rows)
    if len(every) > _SHOWN:
        yield pen.said("dossier.earlier", Tone.NOTE, count=pen.sheet.integer(len(every) - _SHOWN))


def _reported(answer: Dossier) -> tuple[ReportedFigure, ...]:
    """What third parties report of the frameworks of these contracts, each once."""
    return tuple(dict.fromkeys(one for life in answer.lives for one in life.reported))


def _questions(pen: Pen, answer: Dossier) -> Iterator[str]:
    """What is open in the records, as questions to a public body or a supplier; none says or hints at an answer."""
    for contract in answer.sales.contracts:
        yield from _of_contract(pen, contract)
    unsaid = [one.piid for one in answer.sales.contracts if one.status is Status.NOT_HELD]
    if unsaid:
        shown = ", ".join(unsaid[:10]) + (" …" if len(unsaid) > 10 else "")
        yield pen.text("ask_about.ends", contracts=pen.sheet.counted(len(unsaid), "contracts"), numbers=shown)
    for one in _reported(answer)[:10]:
        yield pen.text("ask_about.reported", framework=one.framework, amount=pen.money(one.figure), said_by=one.said_by)
    for said in answer.group.uncounted[:10]:
        for link in said.links:
            yield pen.text("ask_about.link", child=link.child.name, parent=link.parent.name, day=pen.day(answer.on))
    if answer.group.undecided.pairs:
        yield pen.text("ask_about.pairs", pairs=pen.sheet.counted(answer.group.undecided.pairs, "pairs"))


def _of_contract(pen: Pen, contract: Contract) -> Iterator[str]:
    if contract.status is Status.CONFLICTING:
        yield pen.text("ask_about.conflicting", piid=contract.piid)
    if contract.gaps.missing:
        shown = ", ".join(contract.gaps.missing[:6]) + (" …" if len(contract.gaps.missing) > 6 else "")
        yield pen.text("ask_about.missing", piid=contract.piid, numbers=shown)
    if contract.gaps.begins_at is not None:
        yield pen.text("ask_about.begins_at", piid=contract.piid, number=contract.gaps.begins_at)


def _replies(pen: Pen, answer: Dossier) -> Iterator[Block]:
    if not answer.replies:
        yield pen.said("dossier.no_reply", Tone.NOTE)
        return
    rows = []
    for one in answer.replies:
        words = one.answer if one.answer is not None else pen.text("dossier.unanswered", day=pen.day(answer.on))
        came = f"{pen.day(one.answered)}: " if one.answered else ""
        rows.append(
            (
                pen.plain(one.question),
                pen.plain(one.to),
                pen.on(one.sent),
                pen.on(one.deadline),
                pen.plain(came + words),
            )
        )
    yield pen.table("table.replies", _REPLIES, rows)


def _evidence(pen: Pen, answer: Dossier) -> Iterable[Block]:
    figures = (
        (
            Cell(one.what),
            Cell(pen.text(f"basis.{one.basis}")),
            Cell(money(one.amount, one.currency, pen.lang)),
            Cell("; ".join(f"{place.sha256[:12]} {_short(place.pointer)}" for place in one.evidence[:4])),
        )
        for one in answer.figures
    )
    yield pen.table("table.figures", _FIGURES, figures)
    files = (
        (
            Cell(f"{one.file_name} ({source(one.source).title})"),
            Cell(pen.day(one.seen)),
            Cell(one.published_sha256),
            Cell(one.sha256),
        )
        for one in answer.sources
    )
    yield pen.table("table.sources", _SOURCES, files)


def _short(pointer: str) -> str:
    spans = pointer.split(";")
    return ";".join(spans[:6]) + (" …" if len(spans) > 6 else "")
