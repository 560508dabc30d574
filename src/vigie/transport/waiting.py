"""How long to wait: the total deadline of a request, the pause after a failed try, what Retry-After asks for."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from vigie.errors import DeadlineError

_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 30.0


class Deadline:
    """The moment by which an answer must be whole, tries and waits included."""

    def __init__(self, seconds: float, *, clock: Callable[[], float], where: str) -> None:
        self._seconds, self._clock, self._where = seconds, clock, where
        self._end = clock() + seconds
        self.last = "failed.nothing"

    def left(self) -> float:
        """Seconds that remain; raises DeadlineError when none do."""
        left = self._end - self._clock()
        if left <= 0:
            raise self.over()
        return left

    def over(self) -> DeadlineError:
        """The error of a deadline that is over, or that a wait would overrun."""
        return DeadlineError(where=self._where, seconds=f"{self._seconds:g}", last=self.last)


def asked_pause(header: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks to wait (RFC 9110, 10.2.3: seconds or an HTTP date); None where it asks nothing."""
    if header is None:
        return None
    written = header.strip()
    if re.fullmatch("[0-9]{1,9}", written):
        return float(written)
    try:
        moment = parsedate_to_datetime(written)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def pause_after(tries: int, *, asked: float | None, jitter: Callable[[], float]) -> float:
    """Seconds to wait after the failed try of this number: what the source asks and up to a second more, else twice as
    long each time, between half of it and all of it at random, at most half a minute."""
    if asked is not None:
        return asked + jitter()
    return min(_LONGEST_PAUSE, _FIRST_PAUSE * 2.0 ** (tries - 1)) * (0.5 + jitter() / 2)
