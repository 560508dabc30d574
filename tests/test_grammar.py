"""Amounts, numbers, counts, shares and days as texts write them, in both languages; and rates of exchange."""

from datetime import date
from decimal import Decimal

import pytest
from babel.numbers import format_currency, format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from vigie.claims.rates import rate
from vigie.grammar.amounts import Amount, amounts
from vigie.grammar.counts import counts
from vigie.grammar.days import DaySaid, days
from vigie.grammar.numbers import numbers
from vigie.grammar.shares import shares

ON = date(2026, 1, 27)
M = 1_000_000


def only_amount(text: str, lang: str | None) -> Amount:
    (found,) = amounts(text, lang)
    return found


def only_day(text: str, lang: str | None, on: date | None = ON) -> DaySaid:
    (found,) = days(text, lang, on)
    return found


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("en", "1,234,567.89", "1234567.89"),
        ("en", "4.125", "4.125"),
        ("en", "4,125", "4125"),
        ("en", "0,5", "0.5"),
        ("en", "12'500", "12500"),
        ("en", "365m", "365000000"),
        ("en", "4.8 MILLION", "4800000"),
        ("en", "2.5 bn", "2500000000"),
        ("en", "thirteen", "13"),
        ("en", "twenty-five", "25"),
        ("en", "one hundred and twenty", "120"),
        ("en", "seven hundred twenty-one thousand twelve", "721012"),
        ("en", "three million two hundred thousand", "3200000"),
        ("en", "four point eight million", "4800000"),
        ("en", "two and a half million", "2500000"),
        ("en", "half a billion", "500000000"),
        ("en", "a half-million", "500000"),
        ("en", "a hundred", "100"),
        ("en", "half a dozen", "6"),
        ("fr", "4 816 782,50", "4816782.50"),
        ("fr", "4\u202f816\u202f782,50", "4816782.50"),
        ("fr", "4.816.782,50", "4816782.50"),
        ("fr", "300.000", "300000"),
        ("fr", "4,125", "4.125"),
        ("fr", "2 Md", "2000000000"),
        ("fr", "un milliard et demi", "1500000000"),
        ("fr", "4 millions 800 000", "4800000"),
        ("fr", "deux billions", "2000000000000"),
        ("fr", "vingt et un", "21"),
        ("fr", "soixante-treize", "73"),
        ("fr", "soixante et onze", "71"),
        ("fr", "quatre-vingts", "80"),
        ("fr", "quatre-vingt-dix-sept", "97"),
        ("fr", "deux cent quatre-vingts", "280"),
        ("fr", "mille neuf cent quatre-vingt-quinze", "1995"),
        ("fr", "septante-cinq", "75"),
        ("fr", "quatre virgule huit millions", "4800000"),
        ("fr", "une quinzaine", "15"),
        ("fr", "six mille", "6000"),
        (None, "300.000", "300000"),
        (None, "300,000", "300000"),
        (None, "4.125 millions", "4125000"),
    ],
)
def test_a_number_in_figures_or_words(lang: str | None, text: str, value: str) -> None:
    (found,) = numbers(text, lang)

    assert found.value == Decimal(value)


@pytest.mark.parametrize("text", ["one of them", "un contrat", "A4", "COVID-19x", "1.2.3,4,5"])
def test_what_is_no_number(text: str) -> None:
    assert [one.value for one in numbers(text, "fr" if "contrat" in text else "en") if one.value != 19] == []


def test_two_numbers_beside_each_other_stay_two() -> None:
    assert [one.value for one in numbers("in 2025 12 contracts; two million, 300 of them", "en")] == [
        2025,
        12,
        2 * M,
        300,
    ]


@pytest.mark.parametrize(
    ("lang", "text", "amount", "currency", "width"),
    [
        ("en", "a $4.8m deal", 4_800_000, "USD", 50_000),
        ("en", "a $4.8-million deal", 4_800_000, "USD", 50_000),
        ("en", "a 4.8 million-dollar deal", 4_800_000, "USD", 50_000),
        ("en", "USD 365 million", 365 * M, "USD", 500_000),
        ("en", "USD365m", 365 * M, "USD", 500_000),
        ("en", "365 million U.S. dollars", 365 * M, "USD", 500_000),
        ("en", "US$ 10 million", 10 * M, "USD", 500_000),
        ("en", "$365,821,218.75", "365821218.75", "USD", "0.005"),
        ("en", "half a million dollars", 500_000, "USD", 50_000),
        ("en", "a million euros", M, "EUR", 500_000),
        ("en", "$300K", 300_000, "USD", 500),
        ("en", "€2bn", 2000 * M, "EUR", 500 * M),
        ("en", "$2T", 2_000_000 * M, "USD", 500_000 * M),
        ("en", "£1.25", "1.25", "GBP", "0.005"),
        ("en", "C$5 million", 5 * M, "CAD", 500_000),
        ("en", "EUR4.8m", 4_800_000, "EUR", 50_000),
        ("fr", "4,8 millions de dollars", 4_800_000, "USD", 50_000),
        ("fr", "4,8 M$", 4_800_000, "USD", 50_000),
        ("fr", "4,8 M€", 4_800_000, "EUR", 50_000),
        ("fr", "365 M USD", 365 * M, "USD", 500_000),
        ("fr", "365 M de dollars", 365 * M, "USD", 500_000),
        ("fr", "4 816 782,50 $", "4816782.50", "USD", "0.005"),
        ("fr", "2 Md€", 2000 * M, "EUR", 500 * M),
        ("fr", "2 Mds d’euros", 2000 * M, "EUR", 500 * M),
        ("fr", "300 k€", 300_000, "EUR", 500),
        ("fr", "un demi-million d'euros", 500_000, "EUR", 50_000),
        ("fr", "un million et demi de dollars", 1_500_000, "USD", 50_000),
        ("fr", "quatre-vingt-dix millions d'euros", 90 * M, "EUR", 500_000),
        ("fr", "2 millions de dollars canadiens", 2 * M, "CAD", 500_000),
        ("fr", "3,5 millions de livres sterling", 3_500_000, "GBP", 50_000),
    ],
)
def test_one_amount_with_its_money_and_how_exactly_it_is_said(
    lang: str, text: str, amount: int | str, currency: str, width: int | str
) -> None:
    found = only_amount(text, lang)

    assert (found.low, found.high) == (Decimal(amount), Decimal(amount))
    assert (found.currency, found.width) == (currency, Decimal(width))


@pytest.mark.parametrize(
    ("lang", "text", "low", "high", "hedged"),
    [
        ("en", "bonuses of up to $365m", None, 365 * M, False),
        ("en", "under $5 million", None, 5 * M, False),
        ("en", "capped at $5 million", None, 5 * M, False),
        ("en", "more than $20 million", 20 * M, None, False),
        ("en", "$5 million or more", 5 * M, None, False),
        ("en", "nearly $20 million", 20 * M, 20 * M, True),
        ("en", "just under $20 million", 20 * M, 20 * M, True),
        ("en", "between $10 million and $25 million", 10 * M, 25 * M, False),
        ("en", "$10-25 million", 10 * M, 25 * M, False),
        ("en", "from $10m to $25m", 10 * M, 25 * M, False),
        ("fr", "jusqu’à 365 millions de dollars", None, 365 * M, False),
        ("fr", "pas plus de 10 dollars", None, 10, False),
        ("fr", "plus de 20 millions de dollars", 20 * M, None, False),
        ("fr", "près de 20 millions d’euros", 20 * M, 20 * M, True),
        ("fr", "une dizaine de millions de dollars", 10 * M, 10 * M, True),
        ("fr", "entre 10 et 25 millions de dollars", 10 * M, 25 * M, False),
        ("fr", "de 10 à 25 millions d'euros", 10 * M, 25 * M, False),
    ],
)
def test_words_around_an_amount_bound_it(lang: str, text: str, low: int | None, high: int | None, hedged: bool) -> None:
    found = only_amount(text, lang)

    assert (found.low, found.high, found.hedged) == (low, high, hedged)


@pytest.mark.parametrize(
    ("lang", "text", "per"),
    [
        ("en", "$20,000 a month", "month"),
        ("en", "a $4.8m-a-year deal", "year"),
        ("en", "2.5 million dollars annually", "year"),
        ("en", "$1.25 an hour", "hour"),
        ("en", "$1.2 billion over five years", None),
        ("fr", "1 million d'euros par an", "year"),
        ("fr", "200 euros mensuels", "month"),
        ("fr", "20 000 € par jour", "day"),
    ],
)
def test_an_amount_of_each_day_month_or_year(lang: str, text: str, per: str | None) -> None:
    assert only_amount(text, lang).per == per


def test_an_amount_beside_its_worth_in_other_money_makes_two() -> None:
    found = list(amounts("4,8 millions de dollars, soit 4 millions d'euros", "fr"))

    assert [(one.low, one.currency) for one in found] == [(Decimal(4_800_000), "USD"), (Decimal(4 * M), "EUR")]


@pytest.mark.parametrize("text", ["près de 20 millions", "several million dollars", "365 agents", "en 2025"])
def test_without_money_or_a_number_there_is_no_amount(text: str) -> None:
    assert list(amounts(text, None)) == []


@pytest.mark.parametrize(
    ("lang", "text", "low", "high", "noun", "per"),
    [
        ("en", "13 current contracts with ICE", 13, 13, "current contracts", None),
        ("en", "three frameworks", 3, 3, "frameworks", None),
        ("en", "a dozen contracts", 12, 12, "contracts", None),
        ("en", "13 annual contracts", 13, 13, "annual contracts", None),
        ("en", "two of the contracts", 2, 2, "contracts", None),
        ("en", "ten or more orders", 10, None, "orders", None),
        ("en", "over a hundred contracts", 100, None, "contracts", None),
        ("en", "6,000 to 7,000 calls a day", 6000, 7000, "calls", "day"),
        ("en", "between 6,000 and 7,000 calls daily", 6000, 7000, "calls", "day"),
        ("fr", "6 000 à 7 000 appels par jour", 6000, 7000, "appels", "day"),
        ("fr", "entre 6 000 et 7 000 appels quotidiens", 6000, 7000, "appels", "day"),
        ("fr", "treize contrats en cours", 13, 13, "contrats", None),
        ("fr", "une dizaine de contrats", 10, 10, "contrats", None),
        ("fr", "plus de 350 000 salariés", 350_000, None, "salariés", None),
        ("fr", "jusqu'à 20 sites", None, 20, "sites", None),
    ],
)
def test_a_number_of_things(
    lang: str, text: str, low: int | None, high: int | None, noun: str, per: str | None
) -> None:
    (found,) = counts(text, lang)

    assert (found.low, found.high, found.noun, found.per) == (low, high, noun, per)


@pytest.mark.parametrize("text", ["contract number 3", "page 12", "24/7", "since 2007"])
def test_a_number_that_counts_nothing(text: str) -> None:
    assert list(counts(text, "en")) == []


@pytest.mark.parametrize(
    ("lang", "text", "low", "high"),
    [
        ("en", "95% of its sales", 95, 95),
        ("en", "95 per cent", 95, 95),
        ("en", "up to 0.5 percent", None, "0.5"),
        ("en", "between 5% and 10%", 5, 10),
        ("en", "5-10%", 5, 10),
        ("en", "half its revenue", 50, 50),
        ("en", "more than half of the orders", 50, None),
        ("en", "nearly two-thirds", "66.667", "66.667"),
        ("en", "nine out of ten", 90, 90),
        ("en", "one contract in five", 20, 20),
        ("fr", "95 % du chiffre d'affaires", 95, 95),
        ("fr", "quatre-vingt-quinze pour cent", 95, 95),
        ("fr", "entre 5 et 10 %", 5, 10),
        ("fr", "moins de 2 %", None, 2),
        ("fr", "plus de la moitié des marchés", 50, None),
        ("fr", "les trois quarts des dépenses", 75, 75),
        ("fr", "un contrat sur dix", 10, 10),
    ],
)
def test_a_share(lang: str, text: str, low: int | str | None, high: int | str | None) -> None:
    (found,) = shares(text, lang)

    assert (found.low, found.high) == (
        None if low is None else Decimal(low),
        None if high is None else Decimal(high),
    )


@pytest.mark.parametrize("text", ["24 heures sur 24", "7 jours sur 7", "5 points de pourcentage", "un tiers"])
def test_what_is_no_share(text: str) -> None:
    assert list(shares(text, "fr")) == []


@pytest.mark.parametrize(
    ("lang", "text", "first", "last", "grain"),
    [
        ("en", "on December 18, 2025", "2025-12-18", "2025-12-18", "day"),
        ("en", "on Thursday, 18 December 2025", "2025-12-18", "2025-12-18", "day"),
        ("en", "the third of March 2025", "2025-03-03", "2025-03-03", "day"),
        ("en", "Dec. 18, 2025", "2025-12-18", "2025-12-18", "day"),
        ("en", "2025-12-18", "2025-12-18", "2025-12-18", "day"),
        ("en", "12/18/2025", "2025-12-18", "2025-12-18", "day"),
        ("en", "December 18-20, 2025", "2025-12-18", "2025-12-20", "day"),
        ("en", "from 18 December 2025 to 5 January 2026", "2025-12-18", "2026-01-05", "day"),
        ("en", "in December 2025", "2025-12-01", "2025-12-31", "month"),
        ("en", "in the fourth quarter of 2025", "2025-10-01", "2025-12-31", "quarter"),
        ("en", "Q3 2025", "2025-07-01", "2025-09-30", "quarter"),
        ("en", "the first half of 2025", "2025-01-01", "2025-06-30", "quarter"),
        ("en", "in fiscal year 2025", "2024-10-01", "2025-09-30", "year"),
        ("en", "FY25", "2024-10-01", "2025-09-30", "year"),
        ("en", "FY1999", "1998-10-01", "1999-09-30", "year"),
        ("en", "in 2019", "2019-01-01", "2019-12-31", "year"),
        ("en", "the 2019 contract", "2019-01-01", "2019-12-31", "year"),
        ("en", "between 2019 and 2022", "2019-01-01", "2022-12-31", "year"),
        ("en", "in 2019-20", "2019-01-01", "2020-12-31", "year"),
        ("fr", "le jeudi 18 décembre 2025", "2025-12-18", "2025-12-18", "day"),
        ("fr", "le 1er mai 2025", "2025-05-01", "2025-05-01", "day"),
        ("fr", "le 18 déc. 2025", "2025-12-18", "2025-12-18", "day"),
        ("fr", "le 05/06/2026", "2026-06-05", "2026-06-05", "day"),
        ("fr", "18.12.2025", "2025-12-18", "2025-12-18", "day"),
        ("fr", "du 13 au 15 juillet 2025", "2025-07-13", "2025-07-15", "day"),
        ("fr", "en juin 2026", "2026-06-01", "2026-06-30", "month"),
        ("fr", "au quatrième trimestre 2025", "2025-10-01", "2025-12-31", "quarter"),
        ("fr", "au second semestre 2025", "2025-07-01", "2025-12-31", "quarter"),
        ("fr", "de 2019 à 2022", "2019-01-01", "2022-12-31", "year"),
        ("fr", "le contrat de 2019.", "2019-01-01", "2019-12-31", "year"),
        ("fr", "l'été 2025", "2025-01-01", "2025-12-31", "year"),
    ],
)
@pytest.mark.parametrize("on", [ON, None], ids=["published", "undated"])
def test_a_day_told_with_its_year_is_the_same_whenever_the_text_appeared(
    on: date | None, lang: str, text: str, first: str, last: str, grain: str
) -> None:
    found = only_day(text, lang, on)

    assert (str(found.first), str(found.last), found.grain, found.relative) == (first, last, grain, False)


@pytest.mark.parametrize(
    ("lang", "text", "first", "last", "grain"),
    [
        ("en", "in December", "2025-12-01", "2025-12-31", "month"),
        ("en", "in May", "2025-05-01", "2025-05-31", "month"),
        ("en", "on December 18", "2025-12-18", "2025-12-18", "day"),
        ("en", "responses are due February 3", "2026-02-03", "2026-02-03", "day"),
        ("en", "by June", "2026-06-01", "2026-06-30", "month"),
        ("en", "last June", "2025-06-01", "2025-06-30", "month"),
        ("en", "next June", "2026-06-01", "2026-06-30", "month"),
        ("en", "yesterday", "2026-01-26", "2026-01-26", "day"),
        ("en", "on Monday", "2026-01-26", "2026-01-26", "day"),
        ("en", "will sign on Friday", "2026-01-30", "2026-01-30", "day"),
        ("en", "last Tuesday", "2026-01-20", "2026-01-20", "day"),
        ("en", "last week", "2026-01-19", "2026-01-25", "week"),
        ("en", "next quarter", "2026-04-01", "2026-06-30", "quarter"),
        ("en", "three weeks ago", "2026-01-05", "2026-01-11", "week"),
        ("en", "two years ago", "2024-01-01", "2024-12-31", "year"),
        ("en", "the last two years", "2024-01-01", "2025-12-31", "year"),
        ("en", "this year", "2026-01-01", "2026-12-31", "year"),
        ("fr", "le 7 novembre", "2025-11-07", "2025-11-07", "day"),
        ("fr", "le 15 décembre", "2025-12-15", "2025-12-15", "day"),
        ("fr", "d’ici juin", "2026-06-01", "2026-06-30", "month"),
        ("fr", "en mars", "2025-03-01", "2025-03-31", "month"),
        ("fr", "en décembre dernier", "2025-12-01", "2025-12-31", "month"),
        ("fr", "avant-hier", "2026-01-25", "2026-01-25", "day"),
        ("fr", "lundi", "2026-01-26", "2026-01-26", "day"),
        ("fr", "lundi prochain", "2026-02-02", "2026-02-02", "day"),
        ("fr", "l'an dernier", "2025-01-01", "2025-12-31", "year"),
        ("fr", "le mois dernier", "2025-12-01", "2025-12-31", "month"),
        ("fr", "il y a deux ans", "2024-01-01", "2024-12-31", "year"),
        ("fr", "dans deux mois", "2026-03-01", "2026-03-31", "month"),
        ("fr", "cette semaine", "2026-01-26", "2026-02-01", "week"),
    ],
)
def test_a_day_told_without_its_year_is_told_from_that_of_publication(
    lang: str, text: str, first: str, last: str, grain: str
) -> None:
    published, undated = only_day(text, lang), only_day(text, lang, None)

    assert (str(published.first), str(published.last), published.grain) == (first, last, grain)
    assert (undated.first, undated.last, undated.relative) == (None, None, True)


@pytest.mark.parametrize(
    ("lang", "text", "bound"),
    [
        ("en", "since 2007", "since"),
        ("en", "by June 2026", "by"),
        ("en", "until 2027", "before"),
        ("en", "before the end of March 2026", "before"),
        ("en", "after December 18, 2025", "after"),
        ("en", "from 2019", "since"),
        ("en", "from 2019 to 2022", None),
        ("en", "in 2019", None),
        ("fr", "depuis 2007", "since"),
        ("fr", "à compter du 1er janvier 2026", "since"),
        ("fr", "d'ici juin 2026", "by"),
        ("fr", "avant le 31 mars 2026", "before"),
        ("fr", "jusqu'en 2027", "before"),
        ("fr", "après le 18 décembre 2025", "after"),
    ],
)
def test_the_words_before_a_day_bound_it(lang: str, text: str, bound: str | None) -> None:
    assert only_day(text, lang).bound == bound


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "it may close"),
        ("en", "they march on"),
        ("en", "$365m"),
        ("en", "2,007 sites"),
        ("en", "24/7"),
        ("en", "earned $5m in two years"),
        ("fr", "la planète mars"),
        ("fr", "plus de 2000 agents"),
        ("fr", "365 M$"),
        ("en", "February 30, 2025"),
    ],
)
def test_what_is_no_day(lang: str, text: str) -> None:
    assert [one for one in days(text, lang, ON) if one.grain != "month"] == []


def test_a_day_that_the_british_and_the_americans_write_the_other_way_round_is_not_resolved() -> None:
    found = only_day("on 05/06/2026", "en")

    assert (found.first, found.relative) == (None, False)


@given(st.decimals(min_value=0, max_value=10**12, places=2), st.sampled_from(["en", "fr"]))
@settings(max_examples=50)
def test_a_number_as_babel_writes_it_reads_back(number: Decimal, lang: str) -> None:
    (found,) = numbers(format_decimal(number, locale=lang, decimal_quantization=False), lang)

    assert found.value == number


@given(
    st.decimals(min_value=1, max_value=10**10, places=2), st.sampled_from(["en", "fr"]), st.sampled_from(["USD", "EUR"])
)
@settings(max_examples=50)
def test_an_amount_as_babel_writes_it_reads_back(number: Decimal, lang: str, currency: str) -> None:
    found = only_amount(format_currency(number, currency, locale=lang), lang)

    assert (found.low, found.currency) == (number, currency)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31)))
@settings(max_examples=50)
def test_a_day_with_its_year_reads_back(day: date) -> None:
    for text in (f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%b} {day.year}", day.isoformat()):
        assert only_day(text, "en", None).first == day


def test_the_rate_of_a_day_is_that_of_the_european_central_bank() -> None:
    found = rate("USD", "EUR", date(2025, 12, 18))

    assert found is not None
    assert (round(found.rate, 4), found.day) == (Decimal("0.8533"), date(2025, 12, 18))


def test_on_a_weekend_the_last_working_day_counts() -> None:
    found = rate("USD", "EUR", date(2025, 12, 21))

    assert found is not None
    assert found.day == date(2025, 12, 19)


@pytest.mark.parametrize(
    ("source", "target", "day"),
    [("USD", "EUR", date(2150, 1, 4)), ("USD", "XXX", date(2025, 12, 18)), ("USD", "EUR", date(1990, 1, 4))],
    ids=["after the rates held", "no such currency", "before the euro"],
)
def test_where_the_bank_gives_no_rate_there_is_none(source: str, target: str, day: date) -> None:
    assert rate(source, target, day) is None
