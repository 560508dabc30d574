"""What is asked, what comes back, and what a client allows."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from vigie.transport.addresses import Address
from vigie.transport.exchange import Head


@dataclass(frozen=True, slots=True)
class Limits:
    """What a client allows. Seconds for times, bytes for sizes.

    ``deadline`` covers one answer with all its tries and waits; ``silence`` is the longest pause between two bytes;
    ``pause`` lies between two questions. ``ratio`` is how many times its size an answer may unpack to.
    """

    tries: int = 5
    redirects: int = 5
    deadline: float = 300.0
    connecting: float = 10.0
    silence: float = 60.0
    pause: float = 0.5
    answer: int = 64 << 20
    ratio: int = 200


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: method, address, further headers, and the body with its media type."""

    method: str
    address: str
    body: bytes = b""
    media_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer with status 200, unpacked. ``address`` is where it came from after redirects, ``tries`` how often asked."""

    body: bytes
    headers: dict[str, str]
    address: str
    tries: int


@dataclass(frozen=True, slots=True)
class Opened:
    """An answer whose head was read and whose body was not: ``chunks`` gives it as sent."""

    head: Head
    address: Address
    chunks: Iterator[bytes]
