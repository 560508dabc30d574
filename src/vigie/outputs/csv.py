"""An answer as CSV: one line a contract, supplier, action, mention, buyer, change, pair, notice …; no cell becomes a formula."""

import csv
import io
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from vigie.money import Figure
from vigie.outputs import csv_check, csv_notices, csv_protests, csv_screen, csv_search
from vigie.outputs.csv_changes import COLUMNS, change_lines
from vigie.outputs.plain import plain
from vigie.questions.changes import Changes
from vigie.questions.contract import ContractLife
from vigie.questions.coverage import Held
from vigie.questions.documents import Documents
from vigie.questions.framework import FrameworkHeld
from vigie.questions.group import GroupHeld
from vigie.questions.health import Health
from vigie.questions.judged import Judged
from vigie.questions.leads import Leads
from vigie.questions.mentions import Mentions
from vigie.questions.notice import NoticeLife
from vigie.questions.notices import Notices
from vigie.questions.protests import Protests
from vigie.questions.review import Review
from vigie.questions.sales import Sales
from vigie.questions.screen import Screen
from vigie.questions.search import Found
from vigie.questions.statuses import Statuses
from vigie.questions.suppliers import Suppliers
from vigie.questions.waiting import WaitingNames
from vigie.questions.who import Who
from vigie.records.claim import Check
from vigie.records.completeness import ListingFound


def to_csv(answer: object, lang: str) -> str:
    """The lines of an answer as CSV with a header, LF line ends; amounts exact, days YYYY-MM-DD, empty for null.

    A text cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, fieldnames=columns(answer), lineterminator="\n", extrasaction="raise")
    writer.writeheader()
    for line in lines(answer, lang):
        writer.writerow({name: _cell(value) for name, value in line.items()})
    return out.getvalue()


_FIGURE = ("basis", "currency", "amount")
_EVIDENCE = ("sha256", "pointer")
_CONTRACT = (
    "id", "piid", "buyer", "supplier", "signed", "status", "last_action", "ends", "term", "framework", "topics", "gaps", "begins_at",
)  # fmt: skip
_ACTION = (
    "piid", "modification", "action_date", "supplier", "obligated", "obligated_to_date", "framework", "description", "topics", "words",
    "classifications", "says_closed_out", "says_continues",
)  # fmt: skip
_MEMBER = ("id", "name", "under", "depth", "since", "until", "belongs", "names", "relations", "sources", "share")
_CANDIDATE = ("id", "name", "country", "score", "band", "head", "reasons")
_WAITING = ("id", "shown_as", "name", "spellings", "contracts")
_MENTION = (
    "name", "contract", "piid", "buyer", "action_date", "modification", "supplier", "words", "quote", "supplier_basis",
    "supplier_currency", "supplier_amount", *_EVIDENCE,
)  # fmt: skip
_DOCUMENT = ("record", "kind", "title", "file", "published_sha256", "seen", "unit", "pages", "silent")
_CLAUSE = ("page", "clause", "words", "value")
_PAIR = ("code", "left", "left_name", "right", "right_name", "score", "reasons")
_JUDGED = (
    "number", "state", "verdict", "left", "left_name", "right", "right_name", "by", "why", "moment", "undone_by", "undone_why",
    "undone_moment",
)  # fmt: skip
_LEAD = (
    "solicitation", "state", "contract", "piid", "buyer", "supplier", "signed", "framework", "reasons", "words", "judgement", "by", "why",
    "moment",
)  # fmt: skip
_LISTING = tuple(field.name for field in fields(ListingFound))


def columns(answer: object) -> tuple[str, ...]:
    """The names of the columns of an answer's table, the same in every language."""
    match answer:
        case Sales():
            return (*_CONTRACT, *_FIGURE, *_EVIDENCE)
        case Who():
            return (*_CANDIDATE, *_FIGURE, *_EVIDENCE)
        case GroupHeld():
            return (*_MEMBER, *_FIGURE, *_EVIDENCE)
        case Suppliers():
            wide = tuple(f"with_contracts_{name}" for name in _FIGURE) if answer.topic else ()
            return ("supplier", "contracts", "actions", *_FIGURE, *wide, *_EVIDENCE, *_reported(answer))
        case ContractLife():
            return (*_ACTION, *_EVIDENCE, *_reported(answer))
        case FrameworkHeld():
            return (*_CONTRACT, *_FIGURE, *_EVIDENCE, *_reported(answer))
        case Protests():
            return csv_protests.COLUMNS
        case Check():
            return csv_check.COLUMNS
        case Statuses():
            return ("buyer", "on", "by_date", "by_words", "contracts")
        case Mentions():
            return _MENTION
        case Held():
            return ("buyer", "since", "until", "suppliers", "contracts", "actions", *_FIGURE)
        case Changes():
            return COLUMNS
        case Health():
            return _LISTING
        case Screen():
            return csv_screen.COLUMNS
        case Review():
            return (*_PAIR, *_FIGURE, *_EVIDENCE)
        case Judged():
            return _JUDGED
        case Documents():
            return (*_DOCUMENT, *_CLAUSE, *_EVIDENCE)
        case Leads():
            return (*_LEAD, *_FIGURE, *_EVIDENCE)
        case WaitingNames():
            return (*_WAITING, *_FIGURE, *_EVIDENCE)
        case Notices():
            return csv_notices.ANNOUNCED
        case NoticeLife():
            return csv_notices.LIFE
        case Found():
            return csv_search.COLUMNS
    raise TypeError(type(answer))


def _reported(answer: Suppliers | ContractLife | FrameworkHeld) -> tuple[str, ...]:
    """The columns of what third parties report, where they report anything."""
    return csv_protests.REPORTED if answer.reported else ()


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        value = "; ".join(map(str, value))
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) and not _is_number(value):
        return "'" + value
    return value


def _is_number(value: str) -> bool:
    return value.lstrip("-").replace(".", "", 1).isdecimal() and value.isascii()


def _figure(figures: Iterable[Figure], prefix: str = "") -> dict[str, Any]:
    figure = next(iter(figures), None)
    return {
        f"{prefix}basis": figure.basis.value if figure else None,
        f"{prefix}currency": figure.currency if figure else None,
        f"{prefix}amount": str(figure.amount) if figure and figure.amount is not None else None,
    }


def lines(answer: object, lang: str) -> Iterable[dict[str, Any]]:
    """The lines of an answer's table, by column; a column that is not there is empty."""
    match answer:
        case Sales():
            for contract in answer.contracts:
                yield _contract_line(plain(contract, lang)) | _figure(contract.figures) | _evidence(contract.figures)
        case Who():
            for candidate in answer.candidates:
                yield (
                    _candidate_line(plain(candidate, lang)) | _figure(candidate.figures) | _evidence(candidate.figures)
                )
        case GroupHeld():
            for member in answer.members:
                yield _member_line(plain(member, lang)) | _figure(member.figures) | _evidence(member.figures)
        case Suppliers():
            for line in answer.suppliers:
                wide = _figure(line.with_contracts, "with_contracts_") if answer.topic else {}
                counts = {"contracts": line.contracts, "actions": line.actions}
                yield (
                    {"supplier": plain(line.supplier, lang)}
                    | counts
                    | _figure(line.figures)
                    | wide
                    | _evidence(line.figures)
                )
            yield from csv_protests.reported_lines(answer.reported, lang)
        case ContractLife():
            for action in answer.actions:
                found = plain(action, lang)
                evidence = found.pop("evidence")
                yield {"piid": answer.contract.piid} | found | evidence
            yield from csv_protests.reported_lines(answer.reported, lang)
        case FrameworkHeld():
            for order in answer.orders:
                yield _contract_line(plain(order, lang)) | _figure(order.figures) | _evidence(order.figures)
            yield from csv_protests.reported_lines(answer.reported, lang)
        case Protests():
            yield from csv_protests.protest_lines(answer, lang)
        case Check():
            yield from csv_check.check_lines(answer, lang)
        case Statuses():
            asked = {"buyer": answer.buyer.code if answer.buyer else None, "on": answer.on.isoformat()}
            yield from (asked | plain(one, lang) for one in answer.compared)
        case Mentions():
            yield from _mention_lines(answer, lang)
        case Held():
            for buyer in answer.buyers:
                found = plain(buyer, lang)
                del found["figures"]
                yield found | _figure(buyer.figures)
        case Changes():
            yield from change_lines(answer, lang)
        case Health():
            yield from (plain(listing, lang) for listing in answer.listings)
        case Screen():
            yield from csv_screen.screened_lines(answer, lang)
        case Review():
            for pair in answer.pairs:
                yield _pair_line(plain(pair, lang)) | _figure(pair.figures) | _evidence(pair.figures)
        case Judged():
            yield from (_judged_line(plain(one, lang)) for one in answer.judgements)
        case Documents():
            yield from _document_lines(plain(answer, lang))
        case Leads():
            for lead in answer.leads:
                said = _lead_line(answer.solicitation.number, plain(lead, lang))
                yield said | _figure(lead.contract.figures) | _evidence(lead.contract.figures)
        case WaitingNames():
            for name in answer.names:
                waiting = {column: getattr(name, column) for column in _WAITING}
                yield waiting | _figure(name.figures) | _evidence(name.figures)
        case Notices():
            yield from csv_notices.announced_lines(answer, lang)
        case NoticeLife():
            yield from csv_notices.life_lines(answer, lang)
        case Found():
            yield from csv_search.search_lines(answer, lang)


def _mention_lines(answer: Mentions, lang: str) -> Iterable[dict[str, Any]]:
    for contract in answer.contracts:
        place = {"name": answer.name, "contract": contract.id, "piid": contract.piid, "buyer": contract.buyer}
        money = _figure(contract.supplier_figures, "supplier_")
        for mention in contract.mentions:
            found = plain(mention, lang)
            evidence = found.pop("evidence")
            yield place | found | money | evidence


def _document_lines(answer: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """One line a clause; a document without one has a line of its own."""
    for document in answer["documents"]:
        told = {name: document[name] for name in _DOCUMENT}
        for one in document["clauses"]:
            clause = one["clause"]
            value = [f"{name}={value}" for name, value in clause["value"].items() if value not in (None, [])]
            found = {"page": one["page"], "clause": clause["kind"], "words": clause["words"], "value": value}
            yield told | found | one["evidence"]
        if not document["clauses"]:
            yield told | dict.fromkeys((*_CLAUSE, "pointer")) | {"sha256": document["sha256"]}


def _contract_line(found: dict[str, Any]) -> dict[str, Any]:
    gaps = found["gaps"]
    return {name: found.get(name) for name in _CONTRACT} | {"gaps": gaps["missing"], "begins_at": gaps["begins_at"]}


def _lead_line(number: str, found: dict[str, Any]) -> dict[str, Any]:
    contract, decision = found["contract"], found["decision"] or {}
    line: dict[str, Any] = {name: contract.get(name, decision.get(name)) for name in _LEAD}
    return line | {
        "solicitation": number,
        "state": found["state"],
        "contract": contract["id"],
        "reasons": [reason["feature"] for reason in found["reasons"]],
        "words": [word for reason in found["reasons"] for word in reason["words"]],
        "judgement": decision.get("number"),
    }


def _member_line(found: dict[str, Any]) -> dict[str, Any]:
    line: dict[str, Any] = {name: found.get(name) for name in _MEMBER} | found["organization"]
    return line | {
        "under": found["under"] and found["under"]["id"],
        "relations": [link["relation"] for link in found["links"]],
        "sources": [link["said"] or link["source"] for link in found["links"]],
    }


def _candidate_line(found: dict[str, Any]) -> dict[str, Any]:
    line: dict[str, Any] = {name: found.get(name) for name in _CANDIDATE} | found["organization"]
    return line | {"head": found["head"]["id"], "reasons": [reason["feature"] for reason in found["reasons"]]}


def _pair_line(found: dict[str, Any]) -> dict[str, Any]:
    line: dict[str, Any] = {name: found.get(name) for name in _PAIR}
    for side in ("left", "right"):
        line |= _party(side, found[side]["organization"])
    return line | {"reasons": [reason["feature"] for reason in found["reasons"]]}


def _judged_line(found: dict[str, Any]) -> dict[str, Any]:
    line: dict[str, Any] = {name: found.get(name) for name in _JUDGED}
    for side in ("left", "right"):
        line |= _party(side, found[side] or {"id": None, "name": None})
    return line | {f"undone_{name}": value for name, value in (found["undone"] or {}).items()}


def _party(side: str, found: dict[str, Any]) -> dict[str, Any]:
    return {side: found["id"], f"{side}_name": found["name"]}


def _evidence(figures: Iterable[Figure]) -> dict[str, Any]:
    places = [place for figure in figures for place in figure.evidence]
    return {"sha256": [place.sha256 for place in places], "pointer": [place.pointer for place in places]}
