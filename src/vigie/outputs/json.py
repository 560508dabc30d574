"""An answer as JSON: UTF-8, two spaces, the order of the answer's fields."""

import json

from vigie.outputs.plain import plain


def to_json(answer: object, lang: str) -> str:
    """The answer as one JSON document that ends in a line end."""
    return json.dumps(plain(answer, lang), ensure_ascii=False, indent=2) + "\n"
