"""Numbers as texts write them: digits by the habits of English and French, words, and the scale behind them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

# What may part thousands in print: blanks of any width, an apostrophe
_BLANKS = " \u00a0\u2009\u202f"
_DIGITS = re.compile(rf"(?<![\w.,])\d+(?:[{_BLANKS}'’.,]\d+)*(?![\d])")
_EN = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000,
}  # fmt: skip
_FR = {
    "zéro": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10,
    "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40,
    "cinquante": 50, "soixante": 60, "septante": 70, "huitante": 80, "octante": 80, "nonante": 90, "cent": 100, "cents": 100, "mille": 1000,
}  # fmt: skip
_WORDS = {"en": _EN, "fr": _FR}
_AND = {"en": "and", "fr": "et"}
# A word for a number that is meant roughly: "une dizaine de contrats"
_ROUGH = {
    "en": {"a dozen": 12, "half a dozen": 6, "two dozen": 24},
    "fr": {"une dizaine": 10, "une douzaine": 12, "une quinzaine": 15, "une vingtaine": 20, "une trentaine": 30, "une quarantaine": 40,
           "une cinquantaine": 50, "une soixantaine": 60, "une centaine": 100, "un millier": 1000},
}  # fmt: skip
_HALVES = re.compile(r"(?<!\w)(?:half (?:a|an)|un demi|one-half)[ -](?=(?:m|b)illion|milliard|trillion)", re.IGNORECASE)
_ONE = re.compile(r"(?<!\w)(?:an?|un)[ -](?=(?:m|b)illion|milliard|thousand|millier|hundred)", re.IGNORECASE)
# "4.8 million", "4,8 Md€", "365m", "20 k"; a letter alone is a scale where it touches the number or a sign of money follows
_SCALES = {
    "k": 3, "thousand": 3, "grand": 3, "milliers": 3, "millier": 3, "m": 6, "mn": 6, "mln": 6, "mio": 6, "mm": 6, "million": 6, "millions": 6, "b": 9, "bn": 9,
    "bln": 9, "billion": 9, "billions": 9, "md": 9, "mds": 9, "mrd": 9, "milliard": 9, "milliards": 9, "tn": 12, "trillion": 12, "trillions": 12,
}  # fmt: skip
_SCALE = re.compile(
    rf"(?:[{_BLANKS}]?-?(?P<word>thousand|mille|milliers?|grand|millions?|billions?|milliards?|trillions?|mln|mio|mrd|Mds?|mds?|bln|bn|mn|tn)(?![^\W_])"
    rf"|(?P<glued>k|K|mm|MM|m|M|b|B)(?![^\W\d_])|[{_BLANKS}](?P<parted>[kKmMbB])(?=[{_BLANKS}]?[$€£]))"
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


def numbers(text: str, lang: str | None) -> list[NumberSaid]:
    """Every number of a text in its order, none inside another; ``lang`` None: the usual habits of both languages."""
    found = [*_in_digits(text, lang), *_in_words(text, lang)]
    found.sort(key=lambda one: (one.start, -one.end))
    apart: list[NumberSaid] = []
    for one in found:
        if apart and _goes_on(text, apart[-1], one):
            begun = apart.pop()
            apart.append(NumberSaid(begun.start, one.end, begun.value + one.value, one.unit, True))
        elif not apart or one.start >= apart[-1].end:
            apart.append(one)
    return apart


def _goes_on(text: str, begun: NumberSaid, one: NumberSaid) -> bool:
    """Whether a number is the rest of the one before it: "four million eight hundred thousand"."""
    between = text[begun.end : one.start]
    return (
        begun.scaled
        and one.start >= begun.end
        and between in (" ", "\u00a0", " and ", " et ")
        and one.value < begun.unit
    )


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
            value = _value(written, lang)
            one = _scaled(text, start, start + len(written), value, written, lang) if value is not None else None
            if (
                one is not None and not text[one.end : one.end + 1].isalpha()
            ):  # a letter behind it: a name or a number of something
                yield one
            start += len(written) + 1


def _as_one(written: str) -> list[str]:
    """Digits that belong together: a blank parts thousands only before three digits, else two numbers stand beside each other."""
    parts = re.split(rf"[{_BLANKS}]", written)
    if len(parts) == 1 or (len(parts[0]) <= 3 and all(re.fullmatch(r"\d{3}(?:[.,]\d+)?", part) for part in parts[1:])):
        return [written]
    return parts


def _value(written: str, lang: str | None) -> Decimal | None:
    plain = re.sub(rf"[{_BLANKS}'’]", "", written)
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
    if parts_thousands and (last == "," if lang != "fr" else last == "."):
        return Decimal(plain.replace(last, ""))
    return Decimal(plain.replace(",", "."))


def _scaled(text: str, start: int, end: int, value: Decimal, written: str, lang: str | None) -> NumberSaid:
    unit = _unit(value, written)
    scale = _SCALE.match(text, end)
    if scale is None:
        return NumberSaid(start, end, value, unit, False)
    said = (scale["word"] or scale["glued"] or scale["parted"]).lower()
    power = (
        3 if said == "mille" else _LONG_SCALE.get(said, _SCALES.get(said, 0)) if lang == "fr" else _SCALES.get(said, 3)
    )
    decimals = (
        max(0, -int(value.as_tuple().exponent))
        if value != value.to_integral() or "." in written or "," in written
        else 0
    )
    said_unit = Decimal(1).scaleb(-decimals) if value.adjusted() < 4 else unit
    return NumberSaid(start, scale.end(), value.scaleb(power), said_unit.scaleb(power), True)


def _unit(value: Decimal, written: str) -> Decimal:
    """What the last digit that tells counts; of a whole number at least its second digit tells."""
    exponent = int(value.as_tuple().exponent)
    if exponent < 0:
        return Decimal(1).scaleb(exponent)
    digits = str(int(value))
    zeros = min(len(digits) - len(digits.rstrip("0")), max(0, len(digits) - 2)) if value else 0
    return Decimal(1).scaleb(zeros)


def _in_words(text: str, lang: str | None) -> Iterator[NumberSaid]:
    for language in (lang,) if lang in _WORDS else tuple(_WORDS):
        for found in _pattern(language or "en").finditer(text):
            said = re.split(rf"[{_BLANKS}-]+", found[0].lower())
            value = _of_words([word for word in said if word != _AND[language or "en"]], _WORDS[language or "en"])
            one = _scaled(text, found.start(), found.end(), Decimal(value), str(value), lang)
            if not one.scaled and value >= 100:  # words say no zeros: of "eight hundred" the eight counts hundreds
                one = replace(one, unit=Decimal(1).scaleb(len(str(value)) - len(str(value).rstrip("0"))))
            # "un" and "one" alone are articles and pronouns
            if one.scaled or value != 1 or len(said) > 1:
                yield one
        for said_so, value in _ROUGH[language or "en"].items():
            for rough in re.finditer(rf"(?<!\w){said_so}(?!\w)", text, re.IGNORECASE):
                yield NumberSaid(rough.start(), rough.end(), Decimal(value), Decimal(value) / 5, False, rough=True)
    for pattern, number in ((_HALVES, "0.5"), (_ONE, "1")):
        for alone in pattern.finditer(text):
            yield _scaled(text, alone.start(), alone.end() - 1, Decimal(number), number, lang)


@lru_cache(maxsize=4)
def _pattern(lang: str) -> re.Pattern[str]:
    word = "|".join(sorted(_WORDS[lang], key=len, reverse=True))
    joined = rf"(?:[{_BLANKS}-](?:{_AND[lang]}[{_BLANKS}-])?(?:{word})(?![^\W_]))*"
    return re.compile(rf"(?<![\w-])(?:{word})(?![^\W_]){joined}", re.IGNORECASE)


def _of_words(said: list[str], words: dict[str, int]) -> int:
    total = current = 0
    for word in said:
        number = words[word]
        if number == 1000:
            total, current = total + max(1, current) * 1000, 0
        elif number == 100:
            current = max(1, current) * 100
        elif number == 20 and current == 4 and word.startswith("vingt"):  # "quatre-vingts"
            current = 80
        else:
            current += number
    return total + current
