"""A web server of the tests on this machine's own number: it plays what a test has written, and remembers what it was asked."""

import gzip
import json
import os
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Asked:
    """One question as the server read it."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def said(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)


Play = Callable[[Asked, socket.socket], None]


class Loopback:
    """Serves one connection after another, each in its thread. ``play`` answers a question by writing to the socket."""

    def __init__(self, play: Play, *, certificate: str = "") -> None:
        self._play = play
        self._context: ssl.SSLContext | None = None
        if certificate:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.load_cert_chain(HERE / certificate, HERE / "loopback.key")
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.asked: list[Asked] = []
        self.connections = 0
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._serve, daemon=True)]
        self._threads[0].start()

    @property
    def address(self) -> str:
        return f"{'https' if self._context else 'http'}://127.0.0.1:{self.port}"

    @property
    def allowed(self) -> frozenset[tuple[str, int]]:
        return frozenset({("127.0.0.1", self.port)})

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for line in self._open:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(line)
            thread = threading.Thread(target=self._talk, args=(line,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _talk(self, plain: socket.socket) -> None:
        line = plain
        try:
            if self._context is not None:
                line = self._context.wrap_socket(plain, server_side=True)
            with line, line.makefile("rb") as reader:
                while (asked := read_question(reader)) is not None:
                    self.asked.append(asked)
                    self._play(asked, line)
        except (OSError, ValueError):
            pass
        finally:
            plain.close()


def read_question(reader: Any) -> Asked | None:
    first = reader.readline().decode()
    if not first:
        return None
    method, target, _ = first.split(" ", 2)
    headers = {}
    while line := reader.readline().decode().strip():
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return Asked(method, target, headers, reader.read(int(headers.get("content-length", "0"))))


def answer(body: bytes, *, status: str = "200 OK", length: int | None = None, **headers: str) -> bytes:
    """The bytes of an answer; ``length`` is announced in place of the true one, header names are written with _."""
    named = {"Content-Type": "application/json"} | {name.replace("_", "-"): value for name, value in headers.items()}
    named.setdefault("Content-Length", str(len(body) if length is None else length))
    lines = "".join(f"{name}: {value}\r\n" for name, value in named.items() if value)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def written(*answers: bytes) -> Play:
    """Plays answers in turn, the last one for ever."""
    left = list(answers)

    def play(asked: Asked, line: socket.socket) -> None:
        line.sendall(left.pop(0) if len(left) > 1 else left[0])

    return play


def packed(body: bytes) -> bytes:
    return answer(gzip.compress(body, mtime=0), Content_Encoding="gzip")


def reset(line: socket.socket) -> None:
    """Cut the connection the hard way."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    os.close(line.detach())


class Clock:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds
