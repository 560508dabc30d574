"""Verdicts on seeded sentences: true ones over real records, said in many ways, and the same with one thing changed."""

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from babel.dates import format_date
from babel.numbers import format_decimal

import vigie
from vigie.desk import Desk
from vigie.privacy.suppliers import looks_like_person
from vigie.questions.sales import Sales
from vigie.records.claim import Check, ClaimVerdict
from vigie.records.contract import Contract

PUBLISHED = date(2026, 8, 20)
# The day of which the gold verdicts are
NATIVE = date(2026, 1, 27)
# An amount, a day, a number of contracts, in sentences of both languages
_AMOUNT = {
    "en": (
        "{supplier} signed a contract with {buyer} worth {amount} in {month}.",
        "In {month}, {buyer} awarded {supplier} a {amount} contract.",
        "{supplier} won {amount} from {buyer} in a contract signed on {day}.",
        "The contract {number}, signed by {buyer}, is worth {amount}.",
        "A contract of {supplier} with {buyer}, {number}, comes to {amount}.",
    ),
    "fr": (
        "{supplier} a signé avec {buyer} un contrat de {amount} en {month}.",
        "En {month}, {supplier} a remporté auprès de {buyer} un marché de {amount}.",
        "Le contrat {number} passé par {buyer} vaut {amount}.",
        "{supplier} a conclu avec {buyer} le {day} un contrat d'un montant de {amount}.",
        "Le marché {number}, attribué par {buyer} à {supplier}, s'élève à {amount}.",
    ),
}
_DAY = {
    "en": (
        "{buyer} signed the contract {number} with {supplier} on {day}.",
        "The contract {number} was signed by {buyer} in {month}.",
    ),
    "fr": (
        "Le contrat {number} a été signé par {buyer} le {day}.",
        "{supplier} a signé le contrat {number} avec {buyer} en {month}.",
    ),
}
_COUNT = {
    "en": ("{supplier} has {count} contracts with {buyer}.", "{supplier} holds only {count} contracts with {buyer}."),
    "fr": ("{supplier} compte {count} contrats avec {buyer}.", "{supplier} n'a que {count} contrats avec {buyer}."),
}
_NEVER = {
    "en": ("{supplier} has never worked for {buyer}.", "{supplier} has never had a contract with {buyer}."),
    "fr": ("{supplier} n'a jamais travaillé pour {buyer}.", "{supplier} n'a jamais obtenu de contrat de {buyer}."),
}
_FEWEST, _MOST = 2, 25


@dataclass(frozen=True, slots=True)
class Seeded:
    """A sentence, whether it is true by the records, and what of it was changed; None: nothing."""

    text: str
    lang: str
    what: str
    changed: str | None


def claims(count: int, seed: int) -> None:
    """Print what became of so many true sentences, and of as many with one thing changed."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "desk"
        subprocess.run([sys.executable, "-m", "vigie", "demo", "--desk", str(folder)], capture_output=True, check=True)
        with vigie.open(folder) as desk:
            sentences = list(_seeded(desk, random.Random(seed), count))
            began = time.perf_counter()
            told = [(one, _verdicts(desk, one)) for one in sentences]
            taken = time.perf_counter() - began
    for changed in (False, True):
        of_kind = [(one, verdicts) for one, verdicts in told if (one.changed is not None) is changed]
        print(f"{len(of_kind)} {'sentences with one thing changed' if changed else 'true sentences'}")
        for what in sorted({one.changed or one.what for one, _ in of_kind}):
            counted = Counter(_worst(verdicts) for one, verdicts in of_kind if (one.changed or one.what) == what)
            print(f"  {what}: " + ", ".join(f"{verdict} {number}" for verdict, number in counted.most_common()))
    wrong = [one for one, verdicts in told if one.changed is None and ClaimVerdict.CONTRADICTED in verdicts]
    print(f"wrong contradictions: {len(wrong)}")
    for one in wrong[:20]:
        print(f"  {one.text}")
    print(f"{len(told) / taken:.1f} sentences a second")


def _verdicts(desk: Desk, one: Seeded) -> list[ClaimVerdict]:
    answer = desk.check(one.text.encode(), where="bench", published=PUBLISHED, on=PUBLISHED)
    return [claim.verdict for claim in answer.claims]


def on_day(desk: Desk, text: str) -> Check:
    """A native sentence checked as published on the day its gold verdict is of."""
    return desk.check(text.encode(), where="bench", published=NATIVE, on=PUBLISHED)


def _worst(verdicts: list[ClaimVerdict]) -> str:
    order = (ClaimVerdict.CONTRADICTED, ClaimVerdict.IMPRECISE, ClaimVerdict.NOT_CONFIRMED, ClaimVerdict.SUPPORTED)
    return next((str(one) for one in order if one in verdicts), "nothing found")


def _seeded(desk: Desk, chance: random.Random, count: int) -> Iterator[Seeded]:
    sellers = list(_sellers(desk, chance))
    made = 0
    while made < count:
        sales, name = chance.choice(sellers)
        signed = [one for one in sales.contracts if _is_whole(one)]
        if not signed:
            continue
        for true, false in _sentences(sales, name, chance.choice(signed), chance):
            yield true
            if false is not None:
                yield false
            made += 1


def _sellers(desk: Desk, chance: random.Random) -> Iterator[tuple[Sales, str]]:
    """Organizations with some contracts, under their own names as newspapers write them."""
    for buyer in ("ICE", "CBP"):
        lines = [line for line in desk.suppliers(buyer, on=PUBLISHED).suppliers if line.supplier and line.contracts]
        for line in chance.sample(lines, 400):
            name = line.supplier or ""
            if (
                _FEWEST <= line.contracts <= _MOST
                and not looks_like_person(name)
                and name.isascii()
                and "[" not in name
            ):
                yield desk.sales(name, buyer=buyer, on=PUBLISHED), name.title()


def _is_whole(one: Contract) -> bool:
    amount = one.figures[0].amount
    return one.signed is not None and not one.gaps and amount is not None and amount > 20_000


def _sentences(sales: Sales, name: str, one: Contract, chance: random.Random) -> Iterator[tuple[Seeded, Seeded | None]]:
    """Pairs: a true sentence, and the same with one thing changed."""
    lang = chance.choice(("en", "fr"))
    amount, signed = one.figures[0].amount or Decimal(0), one.signed or PUBLISHED
    other = chance.choice((amount * 10, amount / 10, amount * Decimal("1.7"), amount * Decimal("0.4")))
    year = signed - timedelta(days=chance.choice((400, 730)))
    number = sales.counted

    def said(template: str, **changed: str) -> str:
        buyer = sales.buyer.acronym if sales.buyer else ""
        values = {
            "supplier": name, "buyer": buyer if lang == "en" else f"l'{buyer}" if buyer == "ICE" else f"le {buyer}", "number": one.piid,
            "amount": _said(amount, lang, chance), "day": _day(signed, lang), "month": _month(signed, lang), "count": str(number),
        }  # fmt: skip
        return template.format(**values | changed)

    template = chance.choice(_AMOUNT[lang])
    yield (
        Seeded(said(template), lang, "amount", None),
        Seeded(said(template, amount=_said(other, lang, chance)), lang, "amount", "amount"),
    )
    template = chance.choice(_DAY[lang])
    yield (
        Seeded(said(template), lang, "day", None),
        Seeded(said(template, day=_day(year, lang), month=_month(year, lang)), lang, "day", "day"),
    )
    template = chance.choice(_COUNT[lang])
    yield (
        Seeded(said(template), lang, "count", None),
        Seeded(said(template, count=str(max(1, number // 2))), lang, "count", "count") if number > 2 else None,
    )
    yield (
        Seeded(said(chance.choice(_AMOUNT[lang])), lang, "amount", None),
        Seeded(said(chance.choice(_NEVER[lang])), lang, "never", "never"),
    )


def _said(amount: Decimal, lang: str, chance: random.Random) -> str:
    """An amount in one of the ways in which it is written."""
    sign = "$" if lang == "en" else ""
    tail = "" if lang == "en" else " dollars"
    exact = sign + format_decimal(amount, format="#,##0.00", locale=lang) + tail
    if amount < 1_000_000:
        thousands = format_decimal(round(amount, -3), format="#,##0", locale=lang)
        return chance.choice((exact, f"{sign}{thousands}{tail}"))
    millions = amount / 1_000_000
    places = chance.choice((1, 2))
    short = format_decimal(round(millions, places), format="#,##0.##", locale=lang)
    if lang == "en":
        return chance.choice(
            (exact, f"${short}m", f"${short} million", f"about ${short} million", f"{short} million dollars")
        )
    word = "million" if millions < 2 else "millions"
    return chance.choice((exact, f"{short} {word} de dollars", f"{short} M$", f"environ {short} {word} de dollars"))


def _day(day: date, lang: str) -> str:
    return format_date(day, "d MMMM y", locale=lang)


def _month(day: date, lang: str) -> str:
    return format_date(day, "MMMM y", locale=lang)
