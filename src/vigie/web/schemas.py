"""What answers look like in JSON, as JSON Schema (2020-12) read off their classes by the rules of ``vigie.outputs.plain``."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from vigie.groups.buyers import Buyer
from vigie.groups.matching import Reason
from vigie.records.change import Absence
from vigie.records.claim import Why
from vigie.records.contract import Gaps
from vigie.records.coverage import Coverage
from vigie.records.program import Program

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
_REF = "#/components/schemas/"


def schema_of(kind: Any, found: dict[str, Schema]) -> Schema:
    """The schema of a type; those of the classes in it are put into ``found`` under their names."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return {"anyOf": [schema_of(one, found) for one in get_args(kind)]}
    if origin in (tuple, list, frozenset):
        return _list(get_args(kind), found)
    if origin in (dict, Mapping) or (isinstance(origin, type) and issubclass(origin, Mapping)):
        return {"type": "object", "additionalProperties": schema_of(get_args(kind)[1], found)}
    if kind is type(None):
        return {"type": "null"}
    if is_dataclass(kind) and isinstance(kind, type):
        name = f"{kind.__module__.rpartition('.')[2]}.{kind.__name__}"  # a step of a ladder is not one of a notice
        if name not in found:
            found[name] = {}
            found[name] = _object(kind, found)
        return {"$ref": _REF + name}
    return _plain(kind)


def _list(kinds: tuple[Any, ...], found: dict[str, Schema]) -> Schema:
    if len(kinds) == 2 and kinds[1] is not Ellipsis:
        return {"type": "array", "items": {"anyOf": [schema_of(one, found) for one in kinds]}}
    return {"type": "array", "items": schema_of(kinds[0], found)}


def _plain(kind: Any) -> Schema:
    match kind:
        case type() if issubclass(kind, bool):
            return {"type": "boolean"}
        case type() if issubclass(kind, Enum):
            return {"type": "string", "enum": [one.value for one in kind]}
        case type() if issubclass(kind, str):
            return _TEXT
        case type() if issubclass(kind, int):
            return {"type": "integer"}
        case type() if issubclass(kind, float):
            return {"type": "number"}
        case type() if issubclass(kind, Decimal):
            return {"type": "string", "pattern": r"^-?\d+(\.\d+)?(E[+-]?\d+)?$"}
        case type() if issubclass(kind, datetime):
            return {"type": "string", "format": "date-time"}
        case type() if issubclass(kind, date):
            return {"type": "string", "format": "date"}
        case type() if issubclass(kind, time):
            return _TEXT
    return {}


def _object(kind: type, found: dict[str, Schema]) -> Schema:
    """The schema of a class; those that JSON writes otherwise than their fields are told here."""
    told = _TOLD.get(kind)
    if told is not None:
        return told(found) | {"type": "object"}
    hints = get_type_hints(kind)
    properties = {field.name: schema_of(hints[field.name], found) for field in fields(kind)}
    for name, schema in _MORE.get(kind, {}).items():
        properties[name] = schema
    return {
        "type": "object",
        "description": (kind.__doc__ or "").strip(),
        "properties": properties,
        "required": list(properties),
    }


def _of(**properties: Schema) -> Schema:
    return {"properties": properties, "required": list(properties)}


_GAPS = {"missing": {"type": "array", "items": _TEXT}, "begins_at": _TEXT_OR_NULL}
_TOLD = {
    Buyer: lambda found: _of(code=_TEXT, acronym=_TEXT, name=_TEXT),
    Program: lambda found: _of(id=_TEXT, name=_TEXT, solicitation=_TEXT_OR_NULL, source=_TEXT),
    Gaps: lambda found: _of(**_GAPS),
    Why: lambda found: _of(code=_TEXT, text=_TEXT, values={}),
}
_MORE: dict[type, dict[str, Schema]] = {
    Coverage: {
        "gaps": {"type": "array", "items": {"type": "object"} | _of(piid=_TEXT, **_GAPS)},
        "blind_spots": {"type": "array", "items": {"type": "object"} | _of(id=_TEXT, text=_TEXT)},
    },
    Reason: {"text": _TEXT},
    Absence: {"withdrawn": {"type": "boolean"}},
}
