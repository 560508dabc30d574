"""Bytes handed to a reader that wants a file: through a pipe with a name, never through the disk."""

import errno
import os
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_WIDTH = 1 << 20
_WAIT = 0.001
_SET_SIZE = 1031  # F_SETPIPE_SZ, Linux only: a wider pipe wakes the two sides less often


@contextmanager
def _pipe() -> Iterator[Path]:
    with TemporaryDirectory(prefix="vigie-") as folder:
        path = Path(folder) / "pipe.csv"
        os.mkfifo(path, 0o600)
        yield path


class _Feeding(threading.Thread):
    """The writing side of a pipe, in a thread; what went wrong in it is kept in ``error``."""

    def __init__(self, path: Path, parts: Iterable[bytes]) -> None:
        super().__init__(daemon=True)
        self.path = path
        self.parts = parts
        self.error: BaseException | None = None
        self._stopped = threading.Event()

    def run(self) -> None:
        try:
            self._feed()
        except BrokenPipeError:
            pass  # the reader has stopped, and says why itself
        except BaseException as error:
            self.error = error

    def stop(self) -> None:
        self._stopped.set()
        self.join()

    def _feed(self) -> None:
        pipe = self._opened()
        if pipe is None:
            return
        try:
            for part in self.parts:
                rest = memoryview(part)
                while rest:
                    rest = rest[os.write(pipe, rest) :]
                if self._stopped.is_set():
                    return
        finally:
            os.close(pipe)

    def _opened(self) -> int | None:
        """The pipe, once there is a reader; None when it is stopped before one comes."""
        while not self._stopped.is_set():
            try:
                pipe = os.open(self.path, os.O_WRONLY | os.O_NONBLOCK)
            except OSError as refusal:
                if refusal.errno != errno.ENXIO:
                    raise
                time.sleep(_WAIT)
                continue
            os.set_blocking(pipe, True)
            _widen(pipe)
            return pipe
        return None


def _widen(pipe: int) -> None:
    try:
        import fcntl

        fcntl.fcntl(pipe, _SET_SIZE, _WIDTH)
    except OSError:
        pass  # elsewhere, or not allowed: slower, not wrong


@contextmanager
def fed(parts: Iterable[bytes]) -> Iterator[Path]:
    """A path whose one reader is given these bytes.

    An error of ``parts`` is raised at the end, before any that it caused in the reader; what was read until then is not whole.
    """
    with _pipe() as path:
        feeding = _Feeding(path, parts)
        feeding.start()
        try:
            yield path
        except Exception:
            feeding.stop()
            if feeding.error is not None:
                raise feeding.error from None
            raise
        except BaseException:
            feeding.stop()
            raise
        feeding.join()
        if feeding.error is not None:
            raise feeding.error
