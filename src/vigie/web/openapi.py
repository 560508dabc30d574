"""The interface described in OpenAPI 3.1: every page that gives JSON, its parameters, its answers, its errors."""

import json
from functools import cache
from typing import Any

from vigie import __version__
from vigie.desk.kept_rows import EvidenceShown
from vigie.desk.watching import Today
from vigie.messages import text
from vigie.questions.changes import Changes
from vigie.questions.contract import ContractLife
from vigie.questions.coverage import Held
from vigie.questions.documents import Documents
from vigie.questions.framework import FrameworkHeld
from vigie.questions.group import GroupHeld
from vigie.questions.health import Health
from vigie.questions.mentions import Mentions
from vigie.questions.months import Months
from vigie.questions.notice import NoticeLife
from vigie.questions.notices import Notices
from vigie.questions.protests import Protests
from vigie.questions.sales import Sales
from vigie.questions.search import Found
from vigie.questions.statuses import Statuses
from vigie.questions.suppliers import Suppliers
from vigie.questions.who import Who
from vigie.web.addresses import LONGEST, MOST, PLACES, Place
from vigie.web.schemas import Schema, schema_of
from vigie.web.shapes import MEDIA

# The answers of a page by name; those after the first may be missing where nothing is held of them
ANSWERS: dict[str, dict[str, type]] = {
    "search": {"search": Found},
    "group": {"sales": Sales, "months": Months, "group": GroupHeld},
    "supplier": {"who": Who},
    "buyer": {"suppliers": Suppliers, "statuses": Statuses},
    "contract": {"contract": ContractLife, "framework": FrameworkHeld, "documents": Documents},
    "program": {"suppliers": Suppliers},
    "topic": {"suppliers": Suppliers, "notices": Notices},
    "notice": {"notice": NoticeLife},
    "notices": {"notices": Notices},
    "protests": {"protests": Protests},
    "mentions": {"mentions": Mentions},
    "changes": {"changes": Changes},
    "evidence": {"evidence": EvidenceShown},
    "coverage": {"coverage": Held, "health": Health},
    "today": {"today": Today},
}
_DAYS = ("on", "known", "since", "until", "versus")
_PROBLEM: Schema = {
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
    "required": ["type", "title", "status", "detail"],
}
_ERRORS = {
    "400": "The question cannot be asked so; detail says what to do.",
    "401": "A password is asked for.",
    "403": "The request came under a foreign name or from a foreign page.",
    "404": "Nothing held has this name; detail names the nearest.",
    "422": "What was sent cannot be read.",
    "503": "The desk is being written or its disk refuses; ask again.",
}


@cache
def openapi() -> bytes:
    """The document, in the addresses of English; those of French have the same answers."""
    schemas: dict[str, Schema] = {"Problem": _PROBLEM}
    paths = {}
    for place in PLACES.values():
        if place.kind in ANSWERS:
            for shape in ("json", *(one for one in ("csv", "xlsx") if one in place.shapes)):
                path, operation = _operation(place, shape, schemas)
                paths[path] = {"get": operation}
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": "Vigie",
            "version": __version__,
            "description": "Who sells what to which public body, for how much, since when, on whose evidence. Amounts are strings, exact; "
            "days are YYYY-MM-DD; null is not held or not reported.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {"schemas": schemas},
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _operation(place: Place, shape: str, schemas: dict[str, Schema]) -> tuple[str, dict[str, Any]]:
    path = f"/en/{place.word('en')}" + ("/{name}" if place.named else "") + f".{shape}"
    parameters = [_parameter(name) for name in place.asked]
    if place.named:
        named = {"type": "string", "minLength": 1, "maxLength": LONGEST}
        parameters.insert(0, {"name": "name", "in": "path", "required": True, "schema": named})
    content = _answer(place, schemas) if shape == "json" else {"type": "string", "format": "binary"}
    media = MEDIA[shape].partition(";")[0]
    responses: dict[str, Any] = {
        "200": {"description": "The answer.", "content": {media: {"schema": content}}},
        "304": {"description": "Nothing changed since the ETag given in If-None-Match."},
    }
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    responses |= {status: {"description": said, "content": problem} for status, said in _ERRORS.items()}
    return path, {"operationId": f"{place.kind}_{shape}", "parameters": parameters, "responses": responses}


def _parameter(name: str) -> dict[str, Any]:
    schema: Schema = {"type": "string", "maxLength": LONGEST}
    if name in _DAYS:
        schema = {"anyOf": [{"type": "string", "format": "date"}, {"const": ""}]}  # forms send empty fields
    elif name == "limit":
        schema = {"anyOf": [{"type": "integer", "minimum": 1, "maximum": MOST}, {"const": ""}]}
    elif name == "rows":
        schema = {"type": "string", "examples": ["row=7;row=9-12"]}
    return {"name": text(f"parameter.{name}", "en"), "in": "query", "required": name in ("rows", "q"), "schema": schema}


def _answer(place: Place, schemas: dict[str, Schema]) -> Schema:
    answers = {name: schema_of(kind, schemas) for name, kind in ANSWERS[place.kind].items()}
    asked = {
        "type": "object",
        "properties": {
            "kind": {"type": "string", "const": place.kind},
            "name": {"type": ["string", "null"]},
            "on": {"type": "string", "format": "date"},
            "known": {"type": ["string", "null"], "format": "date"},
            "lang": {"type": "string"},
        },
        "required": ["kind", "name", "on", "known", "lang"],
    }
    return {
        "type": "object",
        "properties": {
            "asked": asked,
            "answers": {"type": "object", "properties": answers, "additionalProperties": False, "minProperties": 1},
            "next": {"type": ["string", "null"], "description": "The address of what follows; null at the end."},
        },
        "required": ["asked", "answers", "next"],
    }
