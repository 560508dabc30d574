"""The clocks that the law sets for a protest: each a day, with the clause it follows from. By rule, not from a record.

Days are calendar days; the day of the event is not counted, and a last day that is a Saturday, a Sunday or a federal holiday gives
way to the next day that is none (4 C.F.R. 21.0(d)).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from vigie.records.federal_days import is_open


class Rule(StrEnum):
    """What must have happened by a clock's day."""

    DECISION = "decision"
    AGENCY_REPORT = "agency_report"
    COMMENTS = "comments"
    STAY = "stay"
    RECONSIDERATION = "reconsideration"


CLAUSES = {
    Rule.DECISION: "31 U.S.C. 3554(a)(1)",
    Rule.AGENCY_REPORT: "31 U.S.C. 3553(b)(2)(A)",
    Rule.COMMENTS: "4 C.F.R. 21.3(i)",
    Rule.STAY: "31 U.S.C. 3553(d)(4)",
    Rule.RECONSIDERATION: "4 C.F.R. 21.14(b)",
}
# Calendar days from the event; the Comptroller General notifies the agency within one day of the protest (31 U.S.C. 3553(b)(1)), so
# that the report is counted from the day after the filing
_DAYS = {Rule.DECISION: 100, Rule.AGENCY_REPORT: 31, Rule.COMMENTS: 10, Rule.STAY: 10, Rule.RECONSIDERATION: 10}


@dataclass(frozen=True, slots=True)
class ProtestClock:
    """One clock of a file number. ``counted_from`` is the day of the event it is counted from, ``day`` the last day, both None where
    no record held gives the event. ``clause`` is the rule; ``by_rule`` is always true: no record says the day."""

    rule: Rule
    file_number: str
    counted_from: date | None
    day: date | None
    clause: str
    by_rule: bool = True


def clock(rule: Rule, file_number: str, event: date | None) -> ProtestClock:
    """The clock of a rule, counted from the day of its event: the filing for a decision and a report, the report for comments, the
    award for the stay, the decision for a reconsideration."""
    day = None if event is None else _next_open(event + timedelta(days=_DAYS[rule]))
    return ProtestClock(rule, file_number, event, day, CLAUSES[rule])


def _next_open(day: date) -> date:
    while not is_open(day):
        day += timedelta(days=1)
    return day
