"""What readers see: the catalogue of texts in English and French, and how numbers and days are written for each."""

import re
import tomllib
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib import resources

LANGUAGES = ("en", "fr")


@lru_cache(maxsize=1)
def catalogue() -> dict[str, dict[str, str]]:
    """Every text, by key ("sales.title"), then by language."""
    content = resources.files("vigie.messages").joinpath("catalogue.toml").read_text(encoding="utf-8")
    return {
        f"{part}.{name}": {lang: _spaced(words, lang) for lang, words in texts.items()}
        for part, names in tomllib.loads(content).items()
        for name, texts in names.items()
    }


def _spaced(words: str, lang: str) -> str:
    """French marks keep their space on the same line."""
    return re.sub(r" (?=[:;?!»])|(?<=«) ", "\u00a0", words) if lang == "fr" else words


def text(key: str, lang: str, **values: object) -> str:
    """The text of a key for a reader, its placeholders filled; an unknown key is our mistake and raises KeyError."""
    return catalogue()[key][lang].format(**values)


def counted(count: int, key: str, lang: str) -> str:
    """A number of things in words, "10 contracts"; French counts zero with one, English with several."""
    few = count == 1 or (lang == "fr" and count == 0)
    return text(f"{key}.{'one' if few else 'many'}", lang, count=integer(count, lang))


def integer(number: int, lang: str) -> str:
    """A whole number with the thousands marks of the language."""
    from babel.numbers import format_decimal

    return format_decimal(number, locale=lang)


def money(amount: Decimal | None, currency: str, lang: str) -> str:
    """An amount to the cent with its currency code; None is "not reported", which is not zero."""
    if amount is None:
        return text("money.not_reported", lang)
    from babel.numbers import format_decimal

    number = format_decimal(amount, format="#,##0.00", locale=lang, decimal_quantization=False)
    return text("money.amount", lang, currency=currency, number=number)


def day(value: date | None, lang: str) -> str:
    """A day in words, "26 January 2026"; None is "not held"."""
    if value is None:
        return text("day.not_held", lang)
    from babel.dates import format_date

    written = format_date(value, format="d MMMM y", locale=lang)
    return written.replace("1 ", "1er ", 1) if lang == "fr" and value.day == 1 else written
