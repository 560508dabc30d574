"""One question and one answer over a connection: HTTP/1.1, the bytes as they come, nothing unpacked."""

import selectors
import socket
from collections.abc import Iterator
from dataclasses import dataclass

import h11

from vigie.errors import AnswerLengthError, AnswerTruncatedError
from vigie.transport.addresses import Address, shown
from vigie.transport.network import TryFailed
from vigie.transport.waiting import Deadline

_READ = 1 << 16


@dataclass(frozen=True, slots=True)
class Head:
    """The first part of an answer: its status and its headers, by lower-case name."""

    status: int
    headers: dict[str, str]


class Line:
    """An open connection to one host. One question at a time: `ask`, then `body` to its end."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock
        self._state = h11.Connection(h11.CLIENT)

    def ask(
        self, method: str, address: Address, headers: dict[str, str], body: bytes, *, deadline: Deadline, seconds: float
    ) -> Head:
        """Send a question and read the head of its answer; ``seconds`` is the longest silence on the line."""
        named = [("Host", address.authority), *headers.items()]
        question = self._state.send(h11.Request(method=method, target=address.target, headers=named)) or b""
        if body:
            question += self._state.send(h11.Data(data=body)) or b""
        question += self._state.send(h11.EndOfMessage()) or b""
        seconds_left = min(seconds, deadline.left())  # before the try: a deadline that is over is no failed try
        try:
            self._socket.settimeout(seconds_left)
            self._socket.sendall(question)
        except OSError as failure:
            raise TryFailed("failed.reset") from failure
        while True:
            event = self._next(address, deadline=deadline, seconds=seconds, received=0)
            if isinstance(event, h11.Response):
                return Head(
                    event.status_code, {name.decode(): value.decode("latin-1") for name, value in event.headers}
                )
            if not isinstance(event, h11.InformationalResponse):
                raise TryFailed("failed.reset")

    def body(self, address: Address, *, deadline: Deadline, seconds: float, announced: str | None) -> Iterator[bytes]:
        """The bytes of the answer as they come, not unpacked.

        Raises AnswerTruncatedError when they end before their announced end, AnswerLengthError when more follow.
        """
        received = 0
        while True:
            event = self._next(address, deadline=deadline, seconds=seconds, received=received)
            if isinstance(event, h11.Data):
                received += len(event.data)
                yield bytes(event.data)
            elif isinstance(event, h11.EndOfMessage):
                break
        if self._state.trailing_data[0]:
            self.close()
            raise AnswerLengthError(where=shown(address.text), expected=announced or received)

    def is_free(self) -> bool:
        """Whether another question can follow: the last answer was read to its end, and the host keeps the line."""
        return self._state.our_state is h11.DONE and self._state.their_state is h11.DONE and not self._is_readable()

    def again(self) -> None:
        """Make a free line ready for the next question."""
        self._state.start_next_cycle()

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _next(self, address: Address, *, deadline: Deadline, seconds: float, received: int) -> object:
        ended = False
        while True:
            try:
                event = self._state.next_event()
            except h11.RemoteProtocolError as fault:
                if ended:
                    raise AnswerTruncatedError(where=shown(address.text), found=received) from fault
                raise TryFailed("failed.protocol") from fault
            if event is not h11.NEED_DATA:
                return event
            piece = self._read(deadline, seconds)
            ended = piece == b""
            if ended and self._state.their_state is h11.SEND_RESPONSE:
                raise TryFailed("failed.reset")
            self._state.receive_data(piece)

    def _read(self, deadline: Deadline, seconds: float) -> bytes:
        seconds_left = min(seconds, deadline.left())
        try:
            self._socket.settimeout(seconds_left)
            return self._socket.recv(_READ)
        except TimeoutError as late:
            deadline.left()
            raise TryFailed("failed.timeout") from late
        except OSError as failure:
            raise TryFailed("failed.reset") from failure

    def _is_readable(self) -> bool:
        with selectors.DefaultSelector() as watched:
            watched.register(self._socket, selectors.EVENT_READ)
            return bool(watched.select(timeout=0))
