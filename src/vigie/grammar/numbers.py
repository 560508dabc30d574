"""Numbers as texts write them: digits by the habits of English and French, and the scale behind them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from vigie.grammar.number_words import BLANKS, worded

# A code of money may touch its number: "EUR4.8m"; an apostrophe may part thousands
_DIGITS = re.compile(rf"(?:(?<![\w.,])|(?<=\b[A-Z]{{3}}))\d+(?:[{BLANKS}'’.,]\d+)*(?![\d])")
# "two and a half million", "un milliard et demi"
_AND_A_HALF = re.compile(rf"[{BLANKS}-](?:and[{BLANKS}-]a[{BLANKS}-]half|et[{BLANKS}-]demie?)(?![^\W_])", re.IGNORECASE)
# "une dizaine de millions"
_OF = re.compile(rf"[{BLANKS}]de(?=[{BLANKS}](?:milliers|millions|milliards))", re.IGNORECASE)
# "three million two hundred thousand" is one number
_GOES_ON = re.compile(rf"[{BLANKS}]?,?[{BLANKS}](?:(?:and|et)[{BLANKS}])?")
# "4.8 million", "4,8 Md€", "365m", "20 k"; a letter alone is a scale where it touches the number or a sign of money follows
_SCALES = {
    "k": 3, "thousand": 3, "grand": 3, "milliers": 3, "millier": 3, "m": 6, "mn": 6, "mln": 6, "mio": 6, "mm": 6, "million": 6,
    "millions": 6, "b": 9, "bn": 9, "bln": 9, "billion": 9, "billions": 9, "md": 9, "mds": 9, "mrd": 9, "milliard": 9,
    "milliards": 9, "t": 12, "tn": 12, "trillion": 12, "trillions": 12,
}  # fmt: skip
_SCALE = re.compile(
    rf"(?:[{BLANKS}]?-?(?P<word>(?i:thousand|mille|milliers?|grand|millions?|billions?|milliards?|trillions?|mln|mio|mrd|mds?|bln|bn|mn|tn))(?![^\W_])"
    rf"|(?P<glued>k|K|mm|MM|m|M|b|B|T)(?![^\W\d_])"
    rf"|[{BLANKS}](?P<parted>[kKmMbB])(?=[{BLANKS}]?(?:[$€£]|USD|EUR|GBP|(?:de[{BLANKS}]|d['’])(?:dollars?|euros?))))"
)
_LONG_SCALE = {"billion": 12, "billions": 12, "trillion": 18, "trillions": 18}


@dataclass(frozen=True, slots=True)
class NumberSaid:
    """A number in a text, from ``start`` up to ``end``, its scale included. ``unit`` is what its last digit counts: of 4.8 million a
    hundred thousand; zeros at the end of plain digits count for nothing beyond the second digit. ``scaled``: a scale is said with it.
    ``rough``: its own word means about so many."""

    start: int
    end: int
    value: Decimal
    unit: Decimal
    scaled: bool
    rough: bool = False


@lru_cache(maxsize=4)  # amounts, counts and shares ask for those of one sentence after the other
def numbers(text: str, lang: str | None) -> tuple[NumberSaid, ...]:
    """Every number of a text in its order, none inside another; ``lang`` None: the usual habits of both languages."""
    found = [*_in_digits(text, lang), *_in_words(text, lang)]
    found.sort(key=lambda one: (one.start, -one.end))
    apart: list[NumberSaid] = []
    for one in found:
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return tuple(_joined(text, apart))


def in_scale(one: NumberSaid, other: NumberSaid) -> NumberSaid:
    """The first of two numbers of a range in the scale of the second, where it has none: of "10 to 25 million" ten million."""
    if one.scaled or not other.scaled or one.value >= 1000:
        return one
    scale = Decimal(10) ** (other.value.adjusted() // 3 * 3)
    return NumberSaid(one.start, one.end, one.value * scale, one.unit * scale, True, one.rough)


def _in_digits(text: str, lang: str | None) -> Iterator[NumberSaid]:
    for found in _DIGITS.finditer(text):
        start = found.start()
        for written in _as_one(found[0]):
            end = start + len(written)
            scale = _scale(text, start, end)
            value = _value(written, lang, scaled=scale is not None)
            if value is not None:
                yield _scaled(text, start, end, value, _unit(value), scale, lang)
            start = end + 1


def _as_one(written: str) -> list[str]:
    """Digits that belong together: a blank parts thousands only before three digits, else two numbers stand beside each other."""
    parts = re.split(rf"[{BLANKS}]", written)
    if len(parts) == 1 or (len(parts[0]) <= 3 and all(re.fullmatch(r"\d{3}(?:[.,]\d+)?", part) for part in parts[1:])):
        return [written]
    return parts


def _value(written: str, lang: str | None, *, scaled: bool) -> Decimal | None:
    """What digits are worth by the habits of the language. A mark before three digits parts thousands where the language says so, and
    where it is not known but no scale follows; None where the marks fit no habit."""
    plain = re.sub(rf"[{BLANKS}'’]", "", written)
    marks = re.findall(r"[.,]", plain)
    if not marks:
        return Decimal(plain)
    last = marks[-1]
    tail = plain.rpartition(last)[2]
    if len(set(marks)) == 2:
        if marks.count(last) > 1:
            return None
        return Decimal(plain.replace("," if last == "." else ".", "").replace(",", "."))
    groups = plain.split(last)
    if len(marks) > 1:
        return Decimal("".join(groups)) if all(len(group) == 3 for group in groups[1:]) else None
    parts_thousands = len(tail) == 3 and len(groups[0]) <= 3 and groups[0].lstrip("0") != ""
    by_habit = last == ("." if lang == "fr" else ",") or (lang is None and not scaled)
    if parts_thousands and by_habit:
        return Decimal(plain.replace(last, ""))
    return Decimal(plain.replace(",", "."))


def _unit(value: Decimal) -> Decimal:
    """What the last digit that tells counts; of a whole number at least its second digit tells."""
    exponent = int(value.as_tuple().exponent)
    if exponent < 0:
        return Decimal(1).scaleb(exponent)
    digits = str(int(value))
    zeros = min(len(digits) - len(digits.rstrip("0")), max(0, len(digits) - 2)) if value else 0
    return Decimal(1).scaleb(zeros)


def _unit_of_words(value: Decimal) -> Decimal:
    """What the last digit that tells counts: words say no zeros, so that of "eight hundred" the eight counts hundreds."""
    digits = str(int(value))
    return (
        _unit(value)
        if value < 100 or value != value.to_integral()
        else Decimal(1).scaleb(len(digits) - len(digits.rstrip("0")))
    )


def _scale(text: str, start: int, end: int) -> re.Match[str] | None:
    """The scale behind a number, if there is one; a T touching it is one of money alone, "$2T"."""
    scale = _SCALE.match(text, end)
    if scale is not None and scale["glued"] == "T" and text[start - 1 : start] not in ("$", "€", "£"):
        return None
    return scale


def _scaled(
    text: str, start: int, end: int, value: Decimal, unit: Decimal, scale: re.Match[str] | None, lang: str | None
) -> NumberSaid:
    half = _AND_A_HALF.match(text, end)
    if half is not None:
        value, unit, end = value + Decimal("0.5"), Decimal("0.1"), half.end()
        scale = _scale(text, start, end)
    if scale is None:
        return NumberSaid(start, end, value, unit, False)
    power = _power((scale["word"] or scale["glued"] or scale["parted"]).lower(), lang)
    end = scale.end()
    said_unit = Decimal(1).scaleb(min(0, int(value.as_tuple().exponent))) if value.adjusted() < 4 else unit
    if half is None and (behind := _AND_A_HALF.match(text, end)):
        value, said_unit, end = value + Decimal("0.5"), Decimal("0.1"), behind.end()
    return NumberSaid(start, end, value.scaleb(power), said_unit.scaleb(power), True)


def _power(scale: str, lang: str | None) -> int:
    if scale == "mille":
        return 3
    return _LONG_SCALE[scale] if lang == "fr" and scale in _LONG_SCALE else _SCALES[scale]


def _in_words(text: str, lang: str | None) -> Iterator[NumberSaid]:
    for one in worded(text, lang):
        of = _OF.match(text, one.end) if one.rough else None
        end = of.end() if of is not None else one.end
        unit = one.value / 5 if one.rough else _unit_of_words(one.value)
        said = _scaled(text, one.start, end, one.value, unit, _scale(text, one.start, end), lang)
        # "un" and "one" alone are articles and pronouns
        if said.scaled or not one.alone:
            yield replace(said, rough=one.rough, unit=unit * said.value / one.value if one.rough else said.unit)


def _joined(text: str, found: list[NumberSaid]) -> Iterator[NumberSaid]:
    """Numbers of which the second goes on with the first, in a smaller scale, as one."""
    whole: NumberSaid | None = None
    for one in found:
        if whole is not None:
            if _goes_on(text, whole, one):
                whole = replace(whole, end=one.end, value=whole.value + one.value, unit=one.unit)
                continue
            yield whole
        whole = one
    if whole is not None:
        yield whole


def _goes_on(text: str, whole: NumberSaid, one: NumberSaid) -> bool:
    """Whether a number goes on with one before it: "two million three hundred thousand" does, "two million, 300 of them" does not."""
    whole_scales = whole.scaled and whole.value == whole.value.to_integral() and whole.unit >= 1_000_000
    return (
        whole_scales and 1000 <= one.value < whole.unit and _GOES_ON.fullmatch(text, whole.end, one.start) is not None
    )
