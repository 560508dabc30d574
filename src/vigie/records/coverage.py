"""What an answer rests on and what it cannot see; part of every answer."""

from dataclasses import dataclass
from datetime import date

from vigie.records.completeness import Shortfall
from vigie.records.contract import Gaps


@dataclass(frozen=True, slots=True)
class Coverage:
    """The records behind an answer.

    ``since`` and ``until`` are the days of the first and the last action held of the buyers asked about; None where
    nothing is held. ``floor``: figures are "at least", because earlier actions exist that are not held, and no listing
    they rest on is cut. ``incomplete`` names the periods of these buyers of which only such a listing is held. ``gaps`` names,
    by award number, amendments not held. ``blind_spots`` are ids of what this source cannot show. ``sources`` names the
    sources asked. ``role`` is the role of the buyer the records know: awarded_by or funded_by.
    """

    since: date | None
    until: date | None
    floor: bool
    incomplete: tuple[Shortfall, ...]
    gaps: dict[str, Gaps]
    blind_spots: tuple[str, ...]
    sources: tuple[str, ...]
    role: str
