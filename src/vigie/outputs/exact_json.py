"""JSON whose numbers are the amounts, digit for digit: a decimal never becomes a binary fraction on its way."""

import json
from decimal import Decimal


def exact_json(value: object, *, margin: str = "") -> str:
    """Dictionaries, lists, texts, whole numbers, booleans and decimals as JSON, indented by two spaces after ``margin``.

    TypeError for anything else, a float included.
    """
    inner = margin + "  "
    match value:
        case dict():
            lines = [f"{inner}{_text(key)}: {exact_json(one, margin=inner)}" for key, one in value.items()]
            return _block("{", lines, margin + "}")
        case list() | tuple():
            return _block("[", [inner + exact_json(one, margin=inner) for one in value], margin + "]")
        case str():
            return _text(value)
        case bool() | int():
            return json.dumps(value)
        case Decimal() if value.is_finite():
            return f"{value:f}"
    raise TypeError(repr(value))


def _block(opening: str, lines: list[str], closing: str) -> str:
    return opening + "\n" + ",\n".join(lines) + "\n" + closing if lines else opening + closing.strip()


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
