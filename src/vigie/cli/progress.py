"""A progress bar on the terminal, for anything that takes longer than a second; nothing where nobody watches."""

import sys
import time
from typing import TYPE_CHECKING

from vigie.messages import text

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Bar:
    """Shows how far a stage has come; appears after a second, goes when the stage is done."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._stage = ""
        self._since = 0.0
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        if not sys.stderr.isatty():
            return
        if stage != self._stage or done == 0:
            self._end()
            self._stage, self._since = stage, time.monotonic()
        if done >= total:
            self._end()
        elif self._progress is not None and self._task is not None:
            self._progress.update(self._task, completed=done, total=total)
        elif time.monotonic() - self._since > 1:
            self._begin(done, total)

    def _begin(self, done: int, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:3.0f} %"),
            TimeRemainingColumn(),
        )
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self._progress.start()
        self._task = self._progress.add_task(text(f"load.{self._stage}", self._lang), completed=done, total=total)

    def _end(self) -> None:
        if self._progress is not None:
            self._progress.stop()
        self._progress = self._task = None
        self._stage = ""
