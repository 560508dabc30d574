"""Reasons, suggestions and what is held beside a claim, in the words of a reader."""

from datetime import date
from decimal import Decimal

from vigie.messages import day, integer, money, text
from vigie.outputs.withheld import said
from vigie.records.claim import HeldBeside, Money, Value, Why
from vigie.topics.lexicon import lexicon


def why_said(why: Why, lang: str) -> str:
    """A reason, or a suggestion, as a sentence."""
    return text(
        f"claim_why.{why.code}", lang, **{name: _value(name, value, lang) for name, value in why.values.items()}
    )


def _value(name: str, value: Value, lang: str) -> str:
    match value:
        case Money():
            return money(value.amount, value.currency, lang)
        case date():
            return day(value, lang)
        case bool() | int():
            return integer(value, lang)
    if name == "topic":
        return lexicon()[value].names[lang] if value in lexicon() else text("check.any_topic", lang)
    if name == "kind":
        return text(value, lang)
    if name in ("rate", "share"):
        return str(round(Decimal(value), 4 if name == "rate" else 1)).replace(".", "," if lang == "fr" else ".")
    return said(value, lang)


def held_said(one: HeldBeside, lang: str) -> str:
    """What is held, in one line: which record, of whom, of which day, and its amount."""
    parts = [text(f"claim_held.{one.what}", lang)]
    if one.number is not None:
        parts.append(one.number)
    if one.supplier is not None:
        parts.append(said(one.supplier, lang))
    if one.buyer is not None:
        parts.append(one.buyer)
    if one.day is not None:
        parts.append(day(one.day, lang))
    if one.figure is not None:
        parts.append(money(one.figure.amount, one.figure.currency, lang))
    return " · ".join(parts)


def verdicts_said(verdicts: dict[str, int], lang: str) -> str:
    """How many claims have which verdict, those with none left out; empty where there is no claim."""
    found = ((text(f"claim_verdict.{name}", lang), integer(count, lang)) for name, count in verdicts.items() if count)
    return "; ".join(text("check.verdict", lang, verdict=verdict, count=count) for verdict, count in found)
