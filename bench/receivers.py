"""Receivers on this machine, to deliver to: one that takes webhooks and checks their signature, one that takes mail."""

import email
import http.server
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message

from vigie.watch.webhook import signature


@dataclass
class Received:
    """What came in, in its order: webhooks as (id, body, whether the signature is right), letters."""

    secret: str = ""
    status: int = 204
    webhooks: list[tuple[str, bytes, bool]] = field(default_factory=list)
    letters: list[Message] = field(default_factory=list)


@contextmanager
def webhook_receiver(received: Received) -> Iterator[int]:
    """A receiver of webhooks; gives its port."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            message, stamp = self.headers["webhook-id"], int(self.headers["webhook-timestamp"])
            expected = signature(received.secret, message=message, timestamp=stamp, body=body)
            received.webhooks.append((message, body, self.headers["webhook-signature"] == expected))
            self.send_response(received.status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        yield from _served(server)


@contextmanager
def mail_receiver(received: Received) -> Iterator[int]:
    """A server that takes mail (RFC 5321, as little of it as a letter needs); gives its port."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 here")
            while line := self.rfile.readline():
                command = line[:4].upper()
                if command == b"DATA":
                    self._say("354 go on")
                    lines = []
                    while (part := self.rfile.readline()) not in (b".\r\n", b""):
                        lines.append(part[1:] if part.startswith(b"..") else part)
                    received.letters.append(email.message_from_bytes(b"".join(lines)))
                self._say("221 bye" if command == b"QUIT" else "250 ok")
                if command == b"QUIT":
                    return

        def _say(self, words: str) -> None:
            self.wfile.write(words.encode() + b"\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        yield from _served(server)


def _served(server: socketserver.BaseServer) -> Iterator[int]:
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield int(server.server_address[1])  # type: ignore[index]  # an address of IPv4
    finally:
        server.shutdown()
