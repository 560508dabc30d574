"""So much a day, a month, a year: how texts say that an amount or a number is that of each."""

import re
from dataclasses import dataclass

_UNITS = {
    "hour": "hour", "heure": "hour", "day": "day", "jour": "day", "week": "week", "semaine": "week", "month": "month", "mois": "month",
    "year": "year", "an": "year", "année": "year",
}  # fmt: skip
_WORDS = {
    r"hourly|horaires?": "hour", r"daily|quotidien(?:ne)?s?|journali(?:er|ère)s?": "day", r"weekly|hebdomadaires?": "week",
    r"monthly|mensuel(?:le)?s?": "month", r"annually|yearly|annual|annuel(?:le)?s?": "year",
}  # fmt: skip
EACH_WORDS = "|".join(_WORDS)
_PER = re.compile(
    rf"[\s-]?(?:an?|per|par|/|each|every|chaque)[\s-]?(?P<unit>{'|'.join(_UNITS)})(?!\w)|[\s-](?P<word>{EACH_WORDS})(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Each:
    """Where the words end that say "so much each", and the ``unit``: "hour", "day", "week", "month", "year"."""

    end: int
    unit: str


def each(text: str, start: int) -> Each | None:
    """What is said from a place of a text on; None: nothing of that kind."""
    found = _PER.match(text, start)
    if found is None:
        return None
    if found["unit"]:
        return Each(found.end(), _UNITS[found["unit"].lower()])
    return Each(
        found.end(), next(unit for words, unit in _WORDS.items() if re.fullmatch(words, found["word"], re.IGNORECASE))
    )
