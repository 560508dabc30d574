"""Opens connections, to public numbers only: the number that was judged is the number connected to.

A name is looked up once a connection, every number it leads to is judged, one of them is connected to, and the
number at the other end is judged again. No second look-up stands between, so a name cannot change its mind (DNS
rebinding). No proxy is taken from the environment.
"""

import queue
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass

import truststore

from vigie.errors import AddressRefusedError, CertificateError, FetchError
from vigie.transport.addresses import Address, is_public, shown
from vigie.transport.waiting import Deadline

Resolve = Callable[[str, int, float], list[str]]
Connect = Callable[[str, int, float], socket.socket]


class TryFailed(Exception):
    """A try that may be repeated; it never leaves this room.

    ``why`` is a key of the catalogue or a status, ``pause`` the seconds the source asks for, ``error`` what to raise
    when no try is left, where that is not TooManyTriesError.
    """

    def __init__(self, why: str, *, pause: float | None = None, error: FetchError | None = None) -> None:
        super().__init__(why)
        self.why, self.pause, self.error = why, pause, error


@dataclass(frozen=True, slots=True)
class Network:
    """How names become numbers and numbers connections. ``allowed`` are hosts and ports exempt from the rules."""

    resolve: Resolve
    connect: Connect
    trust: ssl.SSLContext
    allowed: frozenset[tuple[str, int]]

    def open(self, address: Address, *, deadline: Deadline, seconds: float) -> socket.socket:
        """A connection to the host of an address, encrypted for https.

        Raises AddressRefusedError before any connection when one of the numbers is not public, CertificateError when
        the host cannot prove itself, TryFailed when it cannot be reached.
        """
        seconds_left = min(seconds, deadline.left())  # before the try: a deadline that is over is no failed try
        try:
            numbers = self.resolve(address.host, address.port, seconds_left)
        except OSError as failure:
            raise TryFailed("failed.name") from failure
        for number in numbers:
            self._judge(number, address)
        for number in numbers:
            seconds_left = min(seconds, deadline.left())
            try:
                plain = self.connect(number, address.port, seconds_left)
            except OSError:
                continue
            try:
                self._judge(plain.getpeername()[0], address)
                return self._secured(plain, address, timeout=min(seconds, deadline.left()))
            except BaseException:
                plain.close()
                raise
        raise TryFailed("failed.connect" if numbers else "failed.name")

    def _judge(self, number: str, address: Address) -> None:
        own = (number, address.port) in self.allowed or (address.host, address.port) in self.allowed
        if not own and not is_public(number):
            raise AddressRefusedError(where=shown(address.text), reason="refused.number")

    def _secured(self, plain: socket.socket, address: Address, *, timeout: float) -> socket.socket:
        if address.scheme != "https":
            return plain
        plain.settimeout(timeout)
        try:
            return self.trust.wrap_socket(plain, server_hostname=address.host)
        except ssl.SSLCertVerificationError as doubt:
            raise CertificateError(where=shown(address.text), found=doubt.verify_message) from doubt
        except TimeoutError as late:
            raise TryFailed("failed.timeout") from late
        except OSError as failure:
            raise TryFailed("failed.reset") from failure


def resolve(host: str, port: int, seconds: float) -> list[str]:
    """The numbers the operating system finds for a name, in its order; OSError when it finds none in time."""
    found: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            found.put(
                list(dict.fromkeys(str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
            )
        except OSError as failure:
            found.put(failure)

    threading.Thread(target=look_up, daemon=True).start()  # a look-up cannot be interrupted, only left behind
    try:
        answer = found.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError(host) from None
    if isinstance(answer, OSError):
        raise answer
    return answer


def connect(number: str, port: int, seconds: float) -> socket.socket:
    """A connection to a number."""
    return socket.create_connection((number, port), timeout=seconds)


def system_trust() -> ssl.SSLContext:
    """The certificates this machine trusts."""
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
