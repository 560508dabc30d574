"""Bytes handed to a reader, or taken from a writer, that wants a file: through a pipe with a name, never through the disk."""

import errno
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
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


class _Side(threading.Thread):
    """Our side of a pipe, in a thread; what went wrong in it is kept in ``error``."""

    def __init__(self, path: Path) -> None:
        super().__init__(daemon=True)
        self.path = path
        self.error: BaseException | None = None
        self._stopped = threading.Event()

    def run(self) -> None:
        try:
            self.work()
        except BrokenPipeError:
            pass  # the other side has stopped, and says why itself
        except BaseException as error:
            self.error = error

    def work(self) -> None:
        raise NotImplementedError

    def stop(self) -> None:
        self._stopped.set()
        self.join()


class _Feeding(_Side):
    def __init__(self, path: Path, parts: Iterable[bytes]) -> None:
        super().__init__(path)
        self.parts = parts

    def work(self) -> None:
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


class _Draining(_Side):
    def __init__(self, path: Path, take: Callable[[memoryview], object]) -> None:
        super().__init__(path)
        self.take = take
        # opened at once, so that the writer finds a reader; it is the end when the last writer has closed
        self.pipe = os.open(path, os.O_RDONLY | os.O_NONBLOCK)

    def work(self) -> None:
        buffer = bytearray(_WIDTH)
        begun = False
        try:
            while True:
                try:
                    count = os.readv(self.pipe, [buffer])
                except BlockingIOError:
                    os.set_blocking(self.pipe, True)
                    continue
                if count:
                    begun = True
                    self.take(memoryview(buffer)[:count])
                elif begun or self._stopped.is_set():
                    return
                else:
                    time.sleep(_WAIT)
        finally:
            os.close(self.pipe)


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


@contextmanager
def drained(take: Callable[[memoryview], object]) -> Iterator[Path]:
    """A path whose one writer has its bytes given to ``take``, all of them by the end."""
    with _pipe() as path:
        draining = _Draining(path, take)
        draining.start()
        try:
            yield path
        finally:
            draining.stop()
        if draining.error is not None:
            raise draining.error
