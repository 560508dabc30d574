"""What reads otherwise, as text: each field before and now."""

from datetime import date
from decimal import Decimal

from vigie.messages import money
from vigie.outputs.text.sheet import Sheet
from vigie.records.change import Change, Difference


def differences(sheet: Sheet, change: Change) -> str:
    """The fields of a change that read otherwise, in the order of the change."""
    currency = change.figures[0].currency
    return sheet.text("list.and").join(_difference(sheet, one, currency) for one in change.differences)


def _difference(sheet: Sheet, one: Difference, currency: str) -> str:
    before, now = (_value(sheet, one.field, value, currency) for value in (one.before, one.now))
    return sheet.text(f"became.{one.field}", before=before, now=now)


def _value(sheet: Sheet, field: str, value: str | Decimal | date | None, currency: str) -> str:
    match value:
        case Decimal():
            return money(value, currency, sheet.lang)
        case date():
            return sheet.day(value)
        case None if field == "obligated":
            return money(None, currency, sheet.lang)
        case None if field != "supplier":
            return sheet.text("became.nothing")
        case "-NONE-" if field == "framework":
            return sheet.text("became.no_framework")
    return sheet.supplier(value) if field == "supplier" else str(value)
