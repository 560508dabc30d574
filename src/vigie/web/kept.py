"""Pages kept for the next reader, as long as the desk says the same: the least used goes first."""

import threading
from collections import OrderedDict
from dataclasses import dataclass

# So many bytes of pages are kept
_MOST = 64_000_000


@dataclass(frozen=True, slots=True)
class Body:
    """One page or file as it is sent; ``etag`` changes whenever a byte does."""

    content: bytes
    media_type: str
    etag: str
    private: bool = False
    file_name: str | None = None


class Kept:
    """Bodies by what they were asked with."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._size = 0
        self._bodies: OrderedDict[object, Body] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: object) -> Body | None:
        """The body of a key, now the last to go."""
        with self._lock:
            body = self._bodies.get(key)
            if body is not None:
                self._bodies.move_to_end(key)
            return body

    def put(self, key: object, body: Body) -> None:
        """Keep a body; one that is larger than an eighth of all is not kept."""
        if len(body.content) > self._most // 8:
            return
        with self._lock:
            replaced = self._bodies.pop(key, None)
            self._bodies[key] = body
            self._size += len(body.content) - (len(replaced.content) if replaced else 0)
            while self._size > self._most:
                self._size -= len(self._bodies.popitem(last=False)[1].content)
