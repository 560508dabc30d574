"""An answer as plain values under stable English names: what JSON carries and every other layout starts from."""

from dataclasses import fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any

from vigie.groups.buyers import Buyer
from vigie.groups.matching import Reason
from vigie.messages import text
from vigie.outputs.claim_words import why_said
from vigie.outputs.withheld import said
from vigie.records.change import Absence
from vigie.records.claim import Why
from vigie.records.contract import Gaps
from vigie.records.coverage import Coverage
from vigie.records.program import Program


def plain(answer: object, lang: str) -> Any:
    """The answer in dictionaries, lists, strings, integers, true, false and null.

    Amounts are strings, exact; days are YYYY-MM-DD; null is "not held" or "not reported". Names of fields are those of
    the answer's class; only explanations are in the reader's language.
    """
    match answer:
        case Decimal():
            return str(answer)
        case Enum():
            return answer.value
        case date() | time():
            return answer.isoformat()
        case Buyer():
            return {"code": answer.code, "acronym": answer.acronym, "name": answer.names[lang]}
        case Program():
            return {
                "id": answer.id,
                "name": answer.names[lang],
                "solicitation": answer.solicitation,
                "source": answer.source,
            }
        case Gaps():
            return {"missing": list(answer.missing), "begins_at": answer.begins_at}
        case Coverage():
            return _fields(answer, lang) | {
                "gaps": [{"piid": piid, **plain(found, lang)} for piid, found in answer.gaps.items()],
                "blind_spots": [{"id": spot, "text": text(f"blind.{spot}", lang)} for spot in answer.blind_spots],
            }
        case Why():
            return {"code": answer.code, "text": why_said(answer, lang), "values": plain(answer.values, lang)}
        case Reason():
            return _fields(answer, lang) | {"text": text(f"feature.{answer.feature}", lang)}
        case Absence():
            return _fields(answer, lang) | {"withdrawn": answer.withdrawn}
        case str():
            return said(answer, lang)
        case dict():
            return {str(key): plain(value, lang) for key, value in answer.items()}
        case list() | tuple():
            return [plain(value, lang) for value in answer]
    return _fields(answer, lang) if is_dataclass(answer) else answer


def _fields(answer: Any, lang: str) -> dict[str, Any]:
    return {field.name: plain(getattr(answer, field.name), lang) for field in fields(answer)}
