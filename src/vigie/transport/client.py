"""One polite client: few connections, few tries, long pauses, one deadline, and only whole answers.

A client is used by one thread. It keeps at most one connection a host (at most two would be polite), asks at most
five times, waits as long as the source asks, and follows at most five redirects, each judged like the first address.
It stores nothing, sends no cookies and no credentials, and reads neither proxies nor keys from the environment.
"""

import random
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import urljoin

from vigie.errors import (
    AnswerLengthError,
    AnswerTruncatedError,
    AnswerTypeError,
    FetchError,
    RedirectLoopError,
    RequestRefusedError,
    TooManyTriesError,
)
from vigie.transport.addresses import Address, read_address, shown
from vigie.transport.asking import Answer, Limits, Opened, Question
from vigie.transport.decoding import unpack
from vigie.transport.excerpt import excerpt, holds_data
from vigie.transport.exchange import Head, Line
from vigie.transport.network import Connect, Network, Resolve, TryFailed, connect, resolve, system_trust
from vigie.transport.waiting import Deadline, asked_pause, pause_after

T = TypeVar("T")

# Statuses after which the same question may be asked again (RFC 9110, RFC 6585, RFC 8470)
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_KEEPS_QUESTION = frozenset({307, 308})
_REDIRECTS = frozenset({301, 302, 303}) | _KEEPS_QUESTION


class Client:
    """Asks over the network. Close it, or use it as a context manager.

    ``allowed`` names hosts and ports that are exempt from the rules of addresses: for a server of one's own. Clock,
    sleep, jitter, look-up and connection can be given; the defaults are the machine's.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        allowed: frozenset[tuple[str, int]] = frozenset(),
        trust: ssl.SSLContext | None = None,
        resolve: Resolve = resolve,
        connect: Connect = connect,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.limits = limits or Limits()
        self._allowed, self._trust = allowed, trust
        self._resolve, self._connect = resolve, connect
        self._clock, self._now, self._sleep, self._jitter = clock, now, sleep, jitter
        self._network: Network | None = None
        self._lines: dict[tuple[str, str, int], Line] = {}
        self._asked: dict[str, float] = {}

    def fetch(self, question: Question, *, expects: str | None) -> Answer:
        """A whole answer of the media type expected; None: of any.

        Raises the errors of ``vigie.errors.FetchError``. Connection failures, late, cut and empty answers, and the
        statuses 408, 425, 429, 500, 502, 503 and 504 are tried again; everything else is final.
        """

        def once(tries: int, deadline: Deadline) -> Answer:
            with self.opened(question, deadline=deadline) as opened:
                where, headers = shown(opened.address.text), opened.head.headers
                if opened.head.status != 200:
                    raise RequestRefusedError(where=where, status=opened.head.status, found="")
                body = unpack(
                    opened.chunks,
                    headers.get("content-encoding", "").strip().lower(),
                    where=where,
                    limit=self.limits.answer,
                    ratio=self.limits.ratio,
                )
            if not body:
                raise TryFailed(
                    "failed.empty", error=AnswerTypeError(where=where, found="", expected=expects or "text/html")
                )
            kind = headers.get("content-type", "").partition(";")[0].strip().lower()
            if expects is not None and (kind != expects or body.lstrip()[:1] == b"<"):
                raise AnswerTypeError(where=where, found=_kind(kind, body), expected=expects)
            return Answer(body, headers, opened.address.text, tries)

        return self.attempt(question.address, once, seconds=self.limits.deadline)

    def tell(self, question: Question) -> int:
        """Hand something over; the status, from 200 to 299, with which it was taken. No redirect is followed, no answer read.

        Raises the errors of ``vigie.errors.FetchError``; tried again as ``fetch`` does.
        """

        def once(tries: int, deadline: Deadline) -> int:
            address = read_address(question.address, allowed=self._allowed)
            line, head = self._ask(question, address, deadline)
            line.close()
            if head.status in _AGAIN:
                raise TryFailed(f"HTTP {head.status}", pause=asked_pause(head.headers.get("retry-after"), self._now()))
            if not 200 <= head.status < 300:
                raise RequestRefusedError(where=f"{address.scheme}://{address.host}", status=head.status, found="")
            return head.status

        return self.attempt(question.address, once, seconds=self.limits.deadline)

    def attempt(self, address: str, once: Callable[[int, Deadline], T], *, seconds: float) -> T:
        """What ``once`` gives, tried as often as the limits allow, with pauses, within ``seconds``."""
        where = shown(address)
        deadline = Deadline(seconds, clock=self._clock, where=where)
        last: FetchError = deadline.over()
        for tries in range(1, self.limits.tries + 1):
            asked: float | None = None
            try:
                return once(tries, deadline)
            except TryFailed as failed:
                deadline.last, asked = failed.why, failed.pause
                last = failed.error or TooManyTriesError(where=where, tries=tries, last=failed.why)
            except (AnswerTruncatedError, AnswerLengthError) as cut:
                deadline.last, last = "failed.truncated", cut
            if tries < self.limits.tries:
                pause = pause_after(tries, asked=asked, jitter=self._jitter)
                if pause >= deadline.left():
                    raise deadline.over()
                self._sleep(pause)
        raise last

    @contextmanager
    def opened(self, question: Question, *, deadline: Deadline) -> Iterator[Opened]:
        """The answer to a question, redirects followed, its body still to be read; status 200 or 206.

        Raises TryFailed for what may be tried again.
        """
        address = read_address(question.address, allowed=self._allowed)
        seen = [address]
        while True:
            line, head = self._ask(question, address, deadline)
            try:
                if head.status in (200, 206):
                    yield Opened(head, address, self._chunks(line, head, address, deadline))
                    self._keep(line, address)
                    return
                if head.status not in _REDIRECTS:
                    self._refuse(line, head, address, deadline)
            except BaseException:
                line.close()
                raise
            line.close()
            address = self._redirected(question, head, seen)
            seen.append(address)

    def close(self) -> None:
        """Hang up every line."""
        for line in self._lines.values():
            line.close()
        self._lines.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, question: Question, address: Address, deadline: Deadline) -> tuple[Line, Head]:
        self._be_patient(address.host, deadline)
        line = self._line(address, deadline)
        headers = {"User-Agent": f"Vigie/{version('vigie')}", "Accept-Encoding": "gzip, identity", **question.headers}
        if question.body:
            headers |= {"Content-Type": question.media_type, "Content-Length": str(len(question.body))}
        try:
            head = line.ask(
                question.method, address, headers, question.body, deadline=deadline, seconds=self.limits.silence
            )
        except BaseException:
            line.close()
            raise
        return line, head

    def _be_patient(self, host: str, deadline: Deadline) -> None:
        since = self._clock() - self._asked.get(host, -self.limits.pause)
        if 0 <= since < self.limits.pause:
            self._sleep(min(self.limits.pause - since, deadline.left()))
        self._asked[host] = self._clock()

    def _line(self, address: Address, deadline: Deadline) -> Line:
        kept = self._lines.pop((address.scheme, address.host, address.port), None)
        if kept is not None:
            if kept.is_free():
                kept.again()
                return kept
            kept.close()
        if self._network is None:
            self._network = Network(self._resolve, self._connect, self._trust or system_trust(), self._allowed)
        return Line(self._network.open(address, deadline=deadline, seconds=self.limits.connecting))

    def _keep(self, line: Line, address: Address) -> None:
        if line.is_free():
            self._lines[(address.scheme, address.host, address.port)] = line
        else:
            line.close()

    def _chunks(self, line: Line, head: Head, address: Address, deadline: Deadline) -> Iterator[bytes]:
        return line.body(
            address,
            deadline=deadline,
            seconds=self.limits.silence,
            announced=head.headers.get("content-length"),
        )

    def _refuse(self, line: Line, head: Head, address: Address, deadline: Deadline) -> None:
        if head.status in _AGAIN:
            pause = asked_pause(head.headers.get("retry-after"), self._now())
            raise TryFailed(f"HTTP {head.status}", pause=pause)
        said = b""
        for chunk in self._chunks(line, head, address, deadline):
            said += chunk
            if len(said) > 2000:
                break
        raise RequestRefusedError(where=shown(address.text), status=head.status, found=excerpt(said))

    def _redirected(self, question: Question, head: Head, seen: list[Address]) -> Address:
        target = head.headers.get("location", "")
        if question.method != "GET" and head.status not in _KEEPS_QUESTION:
            raise RequestRefusedError(where=shown(seen[-1].text), status=head.status, found=shown(target))
        address = read_address(urljoin(seen[-1].text, target), allowed=self._allowed)
        if address in seen or len(seen) > self.limits.redirects:
            raise RedirectLoopError(where=shown(question.address), count=len(seen))
        return address


def _kind(kind: str, body: bytes) -> str:
    if body.lstrip()[:1] == b"<" and "json" in kind:
        return "text/html"
    return kind or ("found.json" if holds_data(body) else "found.no_type")
