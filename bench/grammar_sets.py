"""Amounts, numbers and days that others labelled, in English and French: those that concern us, and why the rest do not."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from babel import Locale

# The day the answers of duckling are relative to, and those of the two kinds of cases of dateparser
DUCKLING_DAY = date(2013, 2, 12)
_DATEPARSER_DAY, _FRESHNESS_DAY = date(2012, 11, 13), date(2014, 9, 1)
_SIGNS = {
    "$": "USD", "US$": "USD", "US $": "USD", "USD": "USD", "Dollar": "USD", "€": "EUR", "EUR": "EUR", "euro": "EUR", "£": "GBP",
    "GBP": "GBP", "Pound": "GBP", "CAD": "CAD", "C$": "CAD", "CA$": "CAD", "CHF": "CHF", "AUD": "AUD", "A$": "AUD",
    "JPY": "JPY", "¥": "JPY",
}  # fmt: skip
_LENGTHS = {"Day": 1, "Week": 7}
_MONTHS = {"Month": 1, "Quarter": 3, "Year": 12}
_MOMENT = re.compile(r"\((-?\d+), (\d+), (\d+), (\d+), (\d+), (\d+)\)")
# Words of days beside those of the calendar: what else a case may consist of to be English or French
_DAY_WORDS = {
    "en": "ago in last next this yesterday today tomorrow the of on at st nd rd th day days week weeks month months year years and before "
    "after a an one two three four five six seven eight nine ten sept tues weds thurs",
    "fr": "il y a dans dernier dernière prochain prochaine ce cette hier demain aujourd hui avant le la du de l à er jour jours semaine "
    "semaines mois an ans année années et un une deux trois quatre cinq six sept huit neuf dix après passé passée",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A time: its first and last day, both alike for a single day."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Range:
    """An amount or number: its bounds, both alike where one is meant; None: open on that side."""

    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class Case:
    """A text and what it says: a bare day lies within the time said. ``on``: the day it is told from. ``hint``: what stood beside it.
    ``held_back``: by a hash of the text."""

    of: str
    lang: str | None
    text: str
    says: Range | Span | date
    on: date | None = None
    hint: str | None = None
    money: bool = False

    @property
    def held_back(self) -> bool:
        return hashlib.sha256(self.text.encode()).digest()[0] % 2 == 1


def cases(folder: Path, left_out: Counter[str]) -> Iterator[Case]:
    """Every case of the four sets that counts, each text once a set; why the others do not is counted in ``left_out``."""
    seen = set()
    for read in (_price_parser, _duckling, _dateparser, _quantulum):
        for case in read(folder, left_out):
            key = (case.of, case.lang, case.text, case.hint)
            if key not in seen:
                seen.add(key)
                yield case


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _price_parser(folder: Path, left_out: Counter[str]) -> Iterator[Case]:
    for line in _lines(folder / "price_parser" / "price_parser_examples.jsonl"):
        text, amount, currency = line["text"], line["amount"], line["currency"]
        if not text or amount is None or not any(map(str.isdigit, text)):
            left_out["price-parser: no figure in the text"] += 1
        elif currency is not None and currency not in _SIGNS:
            left_out["price-parser: other money than that of the texts"] += 1
        else:
            value, money = Decimal(str(amount)), currency is not None and currency in text
            of = "price-parser, amounts" if money else "price-parser, numbers beside a currency"
            yield Case(of, None, text, Range(value, value), hint=line["currency_hint"], money=money)


def _duckling(folder: Path, left_out: Counter[str]) -> Iterator[Case]:
    for line in _lines(folder / "duckling" / "duckling_corpora_en_fr.jsonl"):
        lang, says, text = line["locale"][:2].lower(), line["expected_hs"] or "", line["text"]
        if line["dim"] not in ("Numeral", "AmountOfMoney", "Time"):
            left_out["duckling: lengths, durations, ordinals"] += 1
        elif line["locale"] not in (("EN", "EN-US", "FR") if line["dim"] == "Time" else ("EN", "FR")):
            left_out["duckling: coins and days by the habits of one country"] += 1
        elif line["dim"] == "Time":
            span = _moments(says)
            if span is None:
                left_out["duckling: times of the day, holidays, before our era, words that name no time"] += 1
            else:
                yield Case("duckling, days", lang, text, span, on=DUCKLING_DAY)
        elif (said := _money(says)) is None:
            left_out["duckling: below zero, cents and coins, other money than that of the texts, no money named"] += 1
        elif line["dim"] == "AmountOfMoney":
            of = "duckling, amounts" if said.low == said.high else "duckling, amounts with bounds"
            yield Case(of, lang, text, said, money=True)
        else:
            yield Case("duckling, numbers", lang, text, said)


def _money(says: str) -> Range | None:
    if number := re.fullmatch(r"\(NumeralValue (\S+)\)", says):
        return None if number[1].startswith("(-") else Range(Decimal(number[1]), Decimal(number[1]))
    found = re.fullmatch(r"\((simple|under|above) (\w+) (\S+)\)", says)
    between = re.fullmatch(r"\(between (\w+) \((\S+), (\S+)\)\)", says)
    if between and between[1] in _SIGNS:
        return Range(Decimal(between[2]), Decimal(between[3]))
    if found is None or found[2] not in _SIGNS or found[3].startswith("("):
        return None
    value = Decimal(found[3])
    return Range(None if found[1] == "under" else value, None if found[1] == "above" else value)


def _moments(says: str) -> Span | None:
    """The first and last day of duckling's answer; None for what is told by the hour or names a holiday."""
    grain = re.search(r"\) (Day|Week|Month|Quarter|Year)\)$", says)
    moments = [[int(part) for part in found.groups()] for found in _MOMENT.finditer(says)]
    if grain is None or not moments or moments[0][0] < 1 or "Holiday" in says:
        return None
    try:
        first, *after = (date(year, month, day) for year, month, day, *_ in moments)
    except ValueError:  # a label of 31 February
        return None
    if after:
        return Span(first, after[0] - timedelta(days=1))
    return Span(first, _last(first, grain[1]))


def _last(first: date, grain: str) -> date:
    if grain in _LENGTHS:
        return first + timedelta(days=_LENGTHS[grain] - 1)
    month = first.year * 12 + first.month - 1 + _MONTHS[grain]
    return date(month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _dateparser(folder: Path, left_out: Counter[str]) -> Iterator[Case]:
    words = {lang: _calendar(lang) for lang in _DAY_WORDS}
    for line in _lines(folder / "dateparser" / "dateparser_cases.jsonl"):
        test, asked, named = line["test"], line["args"], line["kwargs"]
        dated = test in ("test_dates_parsing", "test_dates_parsing_with_normalization")
        told = test in ("test_relative_past_dates", "test_relative_future_dates", "test_normalized_relative_dates")
        if not (dated or told) or not isinstance(asked[0], str):
            left_out["dateparser: clocks, time zones, settings and parts of the library"] += 1
            continue
        said = set(re.findall(r"[^\W\d_]+", asked[0].lower()))
        lang = next((lang for lang in words if said and said <= words[lang]), None)
        day = _dated(asked[1]) if dated and len(asked) > 1 else _shifted(named) if told else None
        bare = told and not re.search(
            r"ago|last|next|yester|today|tomorrow|\bin\b|il y a|derni|proch|hier|demain|hui|dans|pass", asked[0].lower()
        )
        if lang is None:
            left_out["dateparser: other languages, figures alone, clocks"] += 1
        elif day is None or bare:
            left_out["dateparser: times of the day, decades, mixed units, lengths of time"] += 1
        else:
            yield Case("dateparser, days", lang, asked[0], day, on=_DATEPARSER_DAY if dated else _FRESHNESS_DAY)


def _calendar(lang: str) -> set[str]:
    """The words of days and months in a language, and those told with them."""
    locale, found = Locale(lang), set(_DAY_WORDS[lang].split())
    for names in (locale.months, locale.days):
        for width in ("wide", "abbreviated"):
            found |= {str(name).lower().strip(".") for name in names["format"][width].values()}
    return found


def _dated(says: Any) -> date | None:
    return date.fromisoformat(says[:10]) if isinstance(says, str) and says[11:16] == "00:00" else None


def _shifted(named: dict[str, Any]) -> date | None:
    by = named.get("ago") or named.get("in_future") or {}
    if len(by) > 1 or not set(by) <= {"days", "weeks", "months", "years"}:
        return None
    sign = -1 if "ago" in named else 1
    unit, many = next(iter(by.items()), ("days", 0))
    if unit in ("days", "weeks"):
        return _FRESHNESS_DAY + timedelta(days=sign * many * (7 if unit == "weeks" else 1))
    month = _FRESHNESS_DAY.year * 12 + _FRESHNESS_DAY.month - 1 + sign * many * (12 if unit == "years" else 1)
    return date(month // 12, month % 12 + 1, 1) if 12 <= month < 9999 * 12 else None


def _quantulum(folder: Path, left_out: Counter[str]) -> Iterator[Case]:
    for line in json.loads((folder / "quantulum3" / "quantities.json").read_text(encoding="utf-8")):
        for said in line["res"]:
            value, around = Decimal(str(said["value"])), Decimal(str(said.get("uncertainty") or 0))
            if value < 0:
                left_out["quantulum3: below zero"] += 1
                continue
            money = said["unit"] in ("dollar", "euro", "pound sterling")
            of = "quantulum3, amounts in sentences" if money else "quantulum3, numbers in sentences"
            yield Case(of, "en", line["req"], Range(value - around, value + around), hint=str(value), money=money)
