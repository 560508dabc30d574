"""Ctrl-C, also where a library that was at work when it came tells of it in words of its own."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType


class Interrupts:
    """Whether the reader has asked to stop."""

    def __init__(self) -> None:
        self.came = False

    def note(self, number: int, frame: FrameType | None) -> None:
        """Stop, and remember it: DuckDB, interrupted inside a function of ours, raises a RuntimeError instead."""
        self.came = True
        raise KeyboardInterrupt


@contextmanager
def noticing() -> Iterator[Interrupts]:
    """Notice Ctrl-C while something runs; only the main thread of a program is told of it."""
    interrupts, before = Interrupts(), signal.getsignal(signal.SIGINT)
    with suppress(ValueError):
        signal.signal(signal.SIGINT, interrupts.note)
    try:
        yield interrupts
    finally:
        with suppress(ValueError):
            signal.signal(signal.SIGINT, before)
