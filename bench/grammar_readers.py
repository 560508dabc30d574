"""Who reads cases of amounts, numbers and days, and says whether it read them right: the grammar, and peers where they are installed."""

import importlib.util
import warnings
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from bench.grammar_sets import Case, Range, Span
from vigie.grammar.amounts import amounts
from vigie.grammar.days import days
from vigie.grammar.quantities import quantities

# None: the reader does not read such cases
Reader = Callable[[Case], bool | None]


def ours(case: Case) -> bool:
    """Whether the grammar reads a case right: money with its currency, a time by its first and its last day.

    Of a sentence whose figures are labelled one by one any of ours may be it; of any other text the first of ours must be.
    """
    if not isinstance(case.says, Range):
        found = days(case.text, case.lang, case.on)
        return bool(found) and _is_time(found[0].first, found[0].last, case)
    ranges = [Range(one.low, one.high) for one in (amounts if case.money else quantities)(case.text, case.lang)]
    return case.says in (ranges if _in_a_sentence(case) else ranges[:1])


def around(case: Case) -> bool | None:
    """Whether the grammar reads a time right, or a longer one that holds it: all of March for "early March"."""
    if not isinstance(case.says, Span):
        return None
    found = days(case.text, case.lang, case.on)
    if not found or found[0].first is None or found[0].last is None:
        return False
    return ours(case) or (found[0].first <= case.says.first and case.says.last <= found[0].last)


def peers() -> dict[str, Reader | None]:
    """The peers by name; None: not installed."""
    readers = {"price-parser": _price_parser, "quantulum3": _quantulum, "dateparser": _dateparser}
    return {
        name: read() if importlib.util.find_spec(name.replace("-", "_")) else None for name, read in readers.items()
    }


def _in_a_sentence(case: Case) -> bool:
    return case.of.startswith("quantulum3")


def _is_time(first: date | None, last: date | None, case: Case) -> bool:
    """Whether these days are the case's. A day told without its year or week may be that of another: duckling looks ahead, news back."""
    if first is None or last is None:
        return False
    if isinstance(case.says, date):
        return first <= case.says <= last
    if not isinstance(case.says, Span):
        return False
    said = case.says
    ahead = said.first - first
    same_day = (first.month, first.day, last.month) == (said.first.month, said.first.day, said.last.month)
    return (first, last) == (said.first, said.last) or (
        ahead in (timedelta(days=7), timedelta(days=365), timedelta(days=366))
        and ahead.days - (said.last - last).days in (-1, 0, 1)
        and (same_day or ahead.days == 7)
    )


def _price_parser() -> Reader:
    from price_parser import Price

    def read(case: Case) -> bool | None:
        if not isinstance(case.says, Range) or _in_a_sentence(case) or case.says.low != case.says.high:
            return None
        return bool(Price.fromstring(case.text, currency_hint=case.hint).amount == case.says.low)

    return read


def _quantulum() -> Reader:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that its classifier of units is not installed
        from quantulum3 import parser

    def read(case: Case) -> bool | None:
        if not isinstance(case.says, Range) or case.lang == "fr" or case.says.low is None or case.says.high is None:
            return None
        try:
            found = parser.parse(case.text)
        except Exception:  # it stumbles over some of the cases in ways of its own
            return False
        ranges = []
        for one in found:
            try:
                value, around = Decimal(str(one.value)), Decimal(str(one.uncertainty or 0))
            except InvalidOperation:
                continue
            ranges.append(Range(value - around, value + around))
        return case.says in (ranges if _in_a_sentence(case) else ranges[:1])

    return read


def _dateparser() -> Reader:
    from dateparser.search import search_dates

    def read(case: Case) -> bool | None:
        if isinstance(case.says, Range) or case.on is None:
            return None
        settings = {"RELATIVE_BASE": datetime.combine(case.on, time()), "PREFER_DAY_OF_MONTH": "first"}
        found = search_dates(case.text, languages=[case.lang or "en"], settings=settings)
        if not found:
            return False
        day = found[0][1].date()
        if isinstance(case.says, Span):  # it names one day: that of the beginning is enough
            return _is_time(day, day + (case.says.last - case.says.first), case)
        return bool(day == case.says)

    return read
