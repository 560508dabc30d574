"""Whether an answer of USAspending is what its interface documents: an envelope, rows, every field that was asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson

from vigie.errors import AnswerFieldsError, AnswerTypeError
from vigie.sources.usaspending_asking import Asking
from vigie.transport.addresses import shown
from vigie.transport.asking import Answer
from vigie.transport.excerpt import excerpt

# How the interface words its errors; a good answer has "messages", notes on the search
_ERROR_WORDS = ("detail", "error", "message")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as answered: its rows, whether more follow, and the fields that nobody asked for."""

    rows: list[dict[str, Any]]
    more: bool
    unknown: frozenset[str]


def read_object(body: bytes, *, where: str) -> dict[str, Any]:
    """The JSON object of an answer. Raises AnswerTypeError for anything else and for an error message."""
    try:
        said = orjson.loads(body)
    except orjson.JSONDecodeError as fault:
        raise AnswerTypeError(where=where, found="found.no_json", expected="JSON") from fault
    if not isinstance(said, dict):
        raise AnswerTypeError(where=where, found=type(said).__name__, expected="a JSON object")
    error = next((said[word] for word in _ERROR_WORDS if word in said), None)
    if error is not None and not said.keys() & {"results", "monthly_files", "agencies"}:
        found = excerpt(error.encode()) if isinstance(error, str) else "found.json"
        raise AnswerTypeError(where=where, found=found, expected="results")
    return said


def read_count(answer: Answer) -> int:
    """How many contract actions the source counts."""
    where = shown(answer.address)
    said = read_object(answer.body, where=where)
    results = _field(said, "results", dict, where=where, place="/")
    count: int = _field(results, "contracts", int, where=where, place="results")
    if count < 0:
        raise AnswerFieldsError(where=where, place="results", missing="'contracts'", nearest=str(count))
    return count


def read_page(asking: Asking, body: bytes, *, address: str) -> Page:
    """The rows of a page, each checked: AnswerFieldsError names the field that is missing and what stands there instead."""
    where = shown(address)
    said = read_object(body, where=where)
    rows = _field(said, "results", list, where=where, place="/")
    paging = _field(said, "page_metadata", dict, where=where, place="/")
    more: bool = _field(paging, "hasNext", bool, where=where, place="page_metadata")
    unknown = {name for name in said if name not in asking.envelope}
    known = (*asking.fields, *asking.always)
    for number, row in enumerate(rows):
        place = f"results/{number}"
        if not isinstance(row, dict):
            raise AnswerFieldsError(where=where, place=place, missing="{}", nearest=type(row).__name__)
        missing = [name for name in known if name not in row]
        if missing:
            raise _missing(missing, row, known, where=where, place=place)
        for name in asking.labelled:
            label = row[name]
            if not isinstance(label, dict) or not {"code", "description"} <= label.keys():
                raise _missing([f"{name}/code", f"{name}/description"], label or (), (), where=where, place=place)
        unknown |= row.keys() - set(known)
    return Page(rows, more, frozenset(unknown))


def _field(holder: dict[str, Any], name: str, kind: type, *, where: str, place: str) -> Any:
    value: Any = holder.get(name)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise _missing([name], holder, (), where=where, place=place)
    return value


def _missing(
    missing: list[str], holder: Iterable[str], known: Iterable[str], *, where: str, place: str
) -> AnswerFieldsError:
    names = [str(name)[:40] for name in holder if name not in known and name not in missing][:8]
    return AnswerFieldsError(
        where=where, place=place, missing=", ".join(map(repr, missing)), nearest=", ".join(map(repr, names))
    )
