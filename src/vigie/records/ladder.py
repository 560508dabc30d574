"""What a contract may come to: the rungs of its money over time, what makes it grow, what was passed on to others."""

from dataclasses import dataclass
from datetime import date

from vigie.evidence import Evidence
from vigie.money import Figure


@dataclass(frozen=True, slots=True)
class Step:
    """One rung of a contract's money from one action on: ``figure.on`` is the day of the action, ``modification`` its number.

    The figure is the running total the action leaves: obligated as summed from the actions held; exercised, ceiling and outlaid as
    the action states them. ``placeholder``: a row of nines, which stands for "no ceiling given" and is never summed.
    """

    figure: Figure
    modification: str
    placeholder: bool


@dataclass(frozen=True, slots=True)
class Incentive:
    """Words that make an incentive part of a contract, quoted from an action: ``by_pricing`` its pricing type, else its description.

    They say that there is one, never how much was earned.
    """

    action_date: date
    modification: str
    words: str
    by_pricing: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Terms:
    """What the source says of a contract beside its money, each from the last action, or summary, that any source says it of;
    None: not held.

    ``starts``, ``ends`` and ``ends_potential`` are days of the period of performance, the last with all options.
    """

    starts: date | None = None
    ends: date | None = None
    ends_potential: date | None = None
    pricing: str | None = None
    competition: str | None = None
    office: str | None = None
    parent: str | None = None
    solicitation: str | None = None
    product_service_code: str | None = None
    naics_code: str | None = None


@dataclass(frozen=True, slots=True)
class AwardSummary:
    """A whole award as the source summed it up when it was seen: its totals, of the day ``seen``, by basis.

    They are another count than that of the actions held, and never added to it. ``last_action`` is the day of the last action
    they include.
    """

    award: str
    supplier: str | None
    seen: date
    first_action: date | None
    last_action: date | None
    totals: tuple[Step, ...]
    terms: Terms
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Subaward:
    """What a prime contractor reported to have passed on to another organization, in one report.

    ``reported_again``: an earlier report has the same supplier, amount and day, so that it may be the same subaward once more.
    """

    supplier: str | None
    figure: Figure
    action_date: date | None
    subaward_number: str | None
    description: str | None
    reported_again: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Beside:
    """Money held of a group on another basis than its actions, told beside them and never added to them.

    ``records`` counts the summaries or reports behind the figure; ``reported_again`` those left out of it because an earlier
    report has the same supplier, amount and day.
    """

    figure: Figure
    records: int
    reported_again: int = 0
