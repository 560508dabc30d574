"""What readers see: the catalogue of texts in English and French, and how numbers and days are written for each."""

import re
import tomllib
from collections.abc import Sequence
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


def percent(part: Decimal, lang: str) -> str:
    """A part of 1 as a percentage to one decimal, "60.7%" and "60,7 %"; one that is not nothing and would read 0.0 as "< 0.1%"."""
    from babel.numbers import format_percent

    pattern = "#,##0.0%" if lang == "en" else "#,##0.0\u202f%"
    written = format_percent(part, format=pattern, locale=lang)
    if not part or any(digit in written for digit in "123456789"):
        return written
    return ("> \u2212" if part < 0 else "< ") + format_percent(Decimal("0.001"), format=pattern, locale=lang)


def money(amount: Decimal | None, currency: str, lang: str) -> str:
    """An amount to the cent with its currency code; None is "not reported", which is not zero."""
    return _money(amount, currency, lang, "#,##0.00")


def movement(amount: Decimal | None, currency: str, lang: str) -> str:
    """An amount as ``money`` writes it, with its sign, up or down; zero has none."""
    return _money(amount, currency, lang, "+#,##0.00;-#,##0.00" if amount else "#,##0.00")


def _money(amount: Decimal | None, currency: str, lang: str, pattern: str) -> str:
    if amount is None:
        return text("money.not_reported", lang)
    from babel.numbers import format_decimal

    number = format_decimal(amount, format=pattern, locale=lang, decimal_quantization=False)
    return text("money.amount", lang, currency=currency, number=number)


def day(value: date | None, lang: str) -> str:
    """A day in words, "26 January 2026"; None is "not held"."""
    if value is None:
        return text("day.not_held", lang)
    return _written(value, "d MMMM y", lang)


def days(since: date, until: date, lang: str) -> str:
    """From one day to another, both included, as in "on 10–11 March 2026"; what both share is written once."""
    if since == until:
        return text("days.one", lang, day=day(until, lang))
    key, pattern = "span", "d MMMM y"
    if since.year == until.year:
        key, pattern = ("month", "d") if since.month == until.month else ("span", "d MMMM")
    return text(f"days.{key}", lang, since=_written(since, pattern, lang), until=day(until, lang))


def listed(found: Sequence[date], lang: str) -> str:
    """Days in words, in their order, "28 February, 2 March and 20 April 2026"; a year is written where it changes."""
    *firsts, last = [
        _written(one, "d MMMM y" if after is None or one.year != after.year else "d MMMM", lang)
        for one, after in zip(found, [*found[1:], None], strict=True)
    ]
    return text("days.listed", lang, days=", ".join(firsts), last=last) if firsts else last


def _written(value: date, pattern: str, lang: str) -> str:
    from babel.dates import format_date

    written = format_date(value, format=pattern, locale=lang)
    return re.sub(r"^1(?!\d)", "1er", written) if lang == "fr" else written
