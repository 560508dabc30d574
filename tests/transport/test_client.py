"""The client against a server that fails in every way we know: the right answer or a named error, few tries, in time."""

import gzip
import json
import socket
import ssl
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.transport.loopback import HERE, Asked, Clock, Loopback, Play, answer, packed, reset, written

from vigie.errors import (
    AddressRefusedError,
    AnswerEncodingError,
    AnswerLengthError,
    AnswerTooLargeError,
    AnswerTruncatedError,
    AnswerTypeError,
    CertificateError,
    DeadlineError,
    FetchError,
    RedirectLoopError,
    RequestRefusedError,
    TooManyTriesError,
)
from vigie.transport.asking import Answer, Limits, Question
from vigie.transport.client import Client

GOOD = json.dumps({"results": {"contracts": 3}}).encode()
NOON = datetime(2026, 8, 22, 12, 0, tzinfo=UTC)
QUICK = Limits(silence=0.15, connecting=1, pause=0)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def servers() -> Iterator[list[Loopback]]:
    opened: list[Loopback] = []
    yield opened
    for server in opened:
        server.close()


def client_of(server: Loopback, clock: Clock, limits: Limits = QUICK, trust: ssl.SSLContext | None = None) -> Client:
    return Client(
        limits,
        allowed=server.allowed,
        trust=trust,
        clock=clock,
        now=lambda: NOON,
        sleep=clock.sleep,
        jitter=lambda: 0.5,
    )


def ask(server: Loopback, clock: Clock, limits: Limits = QUICK, trust: ssl.SSLContext | None = None) -> Answer:
    with client_of(server, clock, limits, trust) as client:
        question = Question("POST", server.address + "/count/", b'{"filters": {}}', "application/json")
        return client.fetch(question, expects="application/json")


def slow_head(asked: Asked, line: socket.socket) -> None:
    time.sleep(0.4)
    line.sendall(answer(GOOD))


def slow_body(asked: Asked, line: socket.socket) -> None:
    line.sendall(answer(GOOD)[:-4])
    time.sleep(0.4)


def cut_off(asked: Asked, line: socket.socket) -> None:
    reset(line)


def cut_in_the_middle(content: bytes) -> Play:
    def play(asked: Asked, line: socket.socket) -> None:
        line.sendall(content)
        line.shutdown(socket.SHUT_WR)

    return play


def test_a_good_answer_is_one_question(servers: list[Loopback], clock: Clock) -> None:
    servers.append(server := Loopback(written(answer(GOOD))))

    got = ask(server, clock)

    assert (got.body, got.tries, clock.slept) == (GOOD, 1, [])
    (asked,) = server.asked
    assert (asked.method, asked.target, asked.said) == ("POST", "/count/", {"filters": {}})
    assert asked.headers["accept-encoding"] == "gzip, identity"
    assert asked.headers["user-agent"].startswith("Vigie/")
    assert not asked.headers.keys() & {"cookie", "authorization", "referer", "from"}


def test_two_questions_share_a_connection_and_keep_a_pause(servers: list[Loopback], clock: Clock) -> None:
    servers.append(server := Loopback(written(answer(GOOD))))

    with client_of(server, clock, Limits(pause=0.5)) as client:
        for _ in range(3):
            client.fetch(Question("GET", server.address + "/"), expects="application/json")

    assert server.connections == 1
    assert clock.slept == [0.5, 0.5]


FIRST_FAILURES: dict[str, tuple[Play, list[float]]] = {
    "429 with Retry-After": (written(answer(b"", status="429 Slow", Retry_After="7"), answer(GOOD)), [7.5]),
    "429 with a date": (
        written(answer(b"", status="429 Slow", Retry_After="Sat, 22 Aug 2026 12:00:20 GMT"), answer(GOOD)),
        [20.5],
    ),
    "429 without": (written(answer(b"", status="429 Slow"), answer(GOOD)), [0.75]),
    "500 then good": (written(answer(b"oops", status="500 Error"), answer(GOOD)), [0.75]),
    "503 twice": (
        written(answer(b"", status="503 Busy"), answer(b"", status="503 Busy"), answer(GOOD)),
        [0.75, 1.5],
    ),
    "empty 200 then good": (written(answer(b""), answer(GOOD)), [0.75]),
}


@pytest.mark.parametrize("fault", FIRST_FAILURES)
def test_a_passing_fault_is_waited_out(fault: str, servers: list[Loopback], clock: Clock) -> None:
    play, slept = FIRST_FAILURES[fault]
    servers.append(server := Loopback(play))

    got = ask(server, clock)

    assert got.body == GOOD
    assert got.tries == len(server.asked) == len(slept) + 1
    assert clock.slept == slept


LASTING: dict[str, tuple[Play, type[FetchError], int]] = {
    "429 for ever": (written(answer(b"", status="429 Slow", Retry_After="1")), TooManyTriesError, 5),
    "500 for ever": (written(answer(b"", status="500 Error")), TooManyTriesError, 5),
    "connection reset": (cut_off, TooManyTriesError, 5),
    "slow header": (slow_head, TooManyTriesError, 5),
    "slow body": (slow_body, TooManyTriesError, 5),
    "not HTTP": (written(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"), TooManyTriesError, 5),
    "truncated gzip": (
        written(answer(gzip.compress(GOOD)[:-9], Content_Encoding="gzip")),
        AnswerTruncatedError,
        5,
    ),
    "gzip of nothing": (written(answer(b"", Content_Encoding="gzip")), AnswerTruncatedError, 5),
    "short Content-Length": (cut_in_the_middle(answer(GOOD, length=len(GOOD) + 9)), AnswerTruncatedError, 5),
    "a chunk that ends early": (
        cut_in_the_middle(answer(b"40\r\n{", Content_Length="", Transfer_Encoding="chunked")),
        AnswerTruncatedError,
        5,
    ),
    "long Content-Length": (written(answer(GOOD, length=len(GOOD) - 9)), AnswerLengthError, 5),
    "empty 200": (written(answer(b"")), AnswerTypeError, 5),
    "unasked brotli": (written(answer(b"\x0b\x02\x80ok\x03", Content_Encoding="br")), AnswerEncodingError, 1),
    "damaged gzip": (
        written(answer(gzip.compress(GOOD)[:-8] + bytes(8), Content_Encoding="gzip")),
        AnswerEncodingError,
        1,
    ),
    "gzip that is none": (written(answer(GOOD, Content_Encoding="gzip")), AnswerEncodingError, 1),
    "gzip bomb": (written(packed(bytes(20_000_000))), AnswerTooLargeError, 1),
    "too large": (written(answer(b"{" + b" " * 2_000_000)), AnswerTooLargeError, 1),
    "HTML with 200": (
        written(answer(b"<html>Maintenance</html>", Content_Type="text/html; charset=utf-8")),
        AnswerTypeError,
        1,
    ),
    "HTML called JSON": (written(answer(b"\n<!doctype html><title>Maintenance</title>")), AnswerTypeError, 1),
    "a part nobody asked for": (written(answer(GOOD, status="206 Partial Content")), RequestRefusedError, 1),
    "no such page": (written(answer(b'{"detail": "Not found."}', status="404 Not Found")), RequestRefusedError, 1),
    "bad request": (written(answer(b'{"detail": "sort"}', status="422 Unprocessable")), RequestRefusedError, 1),
    "redirect that drops the question": (
        written(answer(b"", status="302 Found", Location="/elsewhere/")),
        RequestRefusedError,
        1,
    ),
}


@pytest.mark.parametrize("fault", LASTING)
def test_a_lasting_fault_is_a_named_error_after_few_tries(fault: str, servers: list[Loopback], clock: Clock) -> None:
    play, error, tries = LASTING[fault]
    servers.append(server := Loopback(play))
    began = time.monotonic()

    with pytest.raises(error) as failed:
        ask(server, clock, Limits(silence=0.15, connecting=1, pause=0, answer=1_000_000))

    assert type(failed.value) is error
    assert len(server.asked) == tries
    assert len(clock.slept) == tries - 1
    assert time.monotonic() - began < 2
    for lang in ("en", "fr"):
        assert "127.0.0.1" in failed.value.message(lang)
        assert "failed." not in failed.value.message(lang)


ROW = {"Recipient Name": "MARTINEZ, ROSALINDA", "Transaction Description": "CALL 202-555-0147"}
TOLD: dict[str, bytes] = {
    "rows of no stated type": answer(json.dumps({"results": [ROW]}).encode(), Content_Type=""),
    "text of no stated type": answer(b"MARTINEZ, ROSALINDA, call 202-555-0147", Content_Type=""),
    "rows with a status": answer(json.dumps([ROW]).encode(), status="400 Bad Request"),
    "rows after a mark": answer(b"\xef\xbb\xbf " + json.dumps(ROW).encode(), status="400 Bad Request"),
    "a text with a status": answer(b"Ask Rosalinda Martinez, 202-555-0147, a@example.com", status="403 Forbidden"),
}


@pytest.mark.parametrize("fault", TOLD)
def test_a_message_quotes_no_people(fault: str, servers: list[Loopback], clock: Clock) -> None:
    servers.append(server := Loopback(written(TOLD[fault])))

    with pytest.raises(FetchError) as failed:
        ask(server, clock)

    for lang in ("en", "fr"):
        said = failed.value.message(lang)
        assert not [word for word in ("ROSALINDA", "MARTINEZ", "0147", "example.com") if word in said.upper()]
        assert "found." not in said


def test_a_refusal_in_plain_words_is_quoted(servers: list[Loopback], clock: Clock) -> None:
    servers.append(server := Loopback(written(answer(b"no such route\n", status="404 Not Found"))))

    with pytest.raises(RequestRefusedError, match="404: 'no such route'"):
        ask(server, clock)


def test_both_members_of_a_gzip_are_read(servers: list[Loopback], clock: Clock) -> None:
    body = gzip.compress(GOOD[:10]) + gzip.compress(GOOD[10:])
    servers.append(server := Loopback(written(answer(body, Content_Encoding="gzip"))))

    assert ask(server, clock).body == GOOD


def test_a_chunked_answer_is_read(servers: list[Loopback], clock: Clock) -> None:
    body = b"".join(b"%x\r\n%s\r\n" % (1, GOOD[place : place + 1]) for place in range(len(GOOD))) + b"0\r\n\r\n"
    servers.append(server := Loopback(written(answer(body, Content_Length="", Transfer_Encoding="chunked"))))

    assert ask(server, clock).body == GOOD


def test_a_pause_longer_than_the_deadline_is_not_slept(servers: list[Loopback], clock: Clock) -> None:
    servers.append(server := Loopback(written(answer(b"", status="429 Slow", Retry_After="3600"))))

    with pytest.raises(DeadlineError) as late:
        ask(server, clock, Limits(deadline=60, pause=0))

    assert (len(server.asked), clock.slept) == (1, [])
    assert "HTTP 429" in late.value.message("en")


@pytest.mark.parametrize("part", ["head", "body"])
def test_a_trickle_ends_at_the_deadline(part: str, servers: list[Loopback]) -> None:
    head, _, body = answer(GOOD * 50).partition(b"\r\n\r\n")
    slow, quick = (head, b"") if part == "head" else (body, head + b"\r\n\r\n")

    def trickle(asked: Asked, line: socket.socket) -> None:
        line.sendall(quick)
        for place in range(len(slow)):
            line.sendall(slow[place : place + 1])
            time.sleep(0.02)

    servers.append(server := Loopback(trickle))
    began = time.monotonic()

    with pytest.raises(DeadlineError), Client(Limits(deadline=0.4, silence=5), allowed=server.allowed) as client:
        client.fetch(Question("GET", server.address + "/"), expects="application/json")

    assert 0.35 < time.monotonic() - began < 1
    assert len(server.asked) == 1


@pytest.mark.parametrize("tries", [1, 5])
def test_a_flood_ends_at_the_deadline(tries: int, servers: list[Loopback]) -> None:
    def flood(asked: Asked, line: socket.socket) -> None:
        line.sendall(answer(b"", length=10**11))
        while True:
            line.sendall(b" " * 1000)

    servers.append(server := Loopback(flood))
    limits = Limits(deadline=0.3, silence=5, tries=tries, answer=1 << 40)

    with pytest.raises(DeadlineError) as late, Client(limits, allowed=server.allowed) as client:
        client.fetch(Question("GET", server.address + "/"), expects="application/json")

    assert len(server.asked) == 1
    assert "0.3 seconds" in late.value.message("en")


@pytest.mark.parametrize("part", ["resolve", "connect"])
def test_a_deadline_over_before_a_line_is_open_is_no_failed_try(part: str) -> None:
    clock = Clock()
    tried: list[str] = []

    def late(host: str, port: int, seconds: float) -> list[str]:
        tried.append("resolve")
        clock.seconds += 100
        return ["93.184.215.14", "93.184.215.15"]

    def refused(number: str, port: int, seconds: float) -> socket.socket:
        tried.append("connect")
        clock.seconds += 100
        raise OSError

    limits = Limits(deadline=50 if part == "resolve" else 150, pause=0)
    with (
        pytest.raises(DeadlineError),
        Client(
            limits, resolve=late, connect=refused, clock=clock, sleep=clock.sleep, trust=ssl.create_default_context()
        ) as client,
    ):
        client.fetch(Question("GET", "https://api.usaspending.gov/"), expects="application/json")

    assert tried == (["resolve"] if part == "resolve" else ["resolve", "connect"])


def test_a_redirect_is_followed_with_its_question(servers: list[Loopback], clock: Clock) -> None:
    servers.append(server := Loopback(written(answer(b"", status="308 Moved", Location="/v3/count/"), answer(GOOD))))

    got = ask(server, clock)

    assert got.address == server.address + "/v3/count/"
    assert [(one.method, one.target, one.body) for one in server.asked] == [
        ("POST", "/count/", b'{"filters": {}}'),
        ("POST", "/v3/count/", b'{"filters": {}}'),
    ]


@pytest.mark.parametrize(
    "target",
    [
        "https://10.0.0.1/",
        "https://169.254.169.254/latest/",
        "http://example.com/",
        "//127.0.0.1/",
        "file:///etc/hosts",
    ],
)
def test_a_redirect_to_a_private_address_is_refused(target: str, servers: list[Loopback], clock: Clock) -> None:
    servers.append(server := Loopback(written(answer(b"", status="307 Moved", Location=target))))

    with pytest.raises(AddressRefusedError):
        ask(server, clock)

    assert len(server.asked) == server.connections == 1


def test_a_redirect_loop_ends(servers: list[Loopback], clock: Clock) -> None:
    servers.append(server := Loopback(written(answer(b"", status="307 Moved", Location="/count/"))))

    with pytest.raises(RedirectLoopError):
        ask(server, clock)

    assert len(server.asked) == 1


def test_redirects_without_end_end(servers: list[Loopback], clock: Clock) -> None:
    def onward(asked: Asked, line: socket.socket) -> None:
        line.sendall(answer(b"", status="307 Moved", Location=asked.target + "a"))

    servers.append(server := Loopback(onward))

    with pytest.raises(RedirectLoopError):
        ask(server, clock)

    assert len(server.asked) == 6


def trusting(certificate: str) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(HERE / certificate))


def test_an_encrypted_answer_is_read(servers: list[Loopback], clock: Clock) -> None:
    servers.append(server := Loopback(written(answer(GOOD)), certificate="loopback.pem"))

    assert ask(server, clock, trust=trusting("loopback.pem")).body == GOOD


@pytest.mark.parametrize(("served", "trusted"), [("expired.pem", "expired.pem"), ("loopback.pem", "expired.pem")])
def test_an_expired_or_unknown_certificate_is_refused_at_once(
    served: str, trusted: str, servers: list[Loopback], clock: Clock
) -> None:
    servers.append(server := Loopback(written(answer(GOOD)), certificate=served))

    with pytest.raises(CertificateError) as refused:
        ask(server, clock, trust=trusting(trusted))

    assert (server.connections, server.asked, clock.slept) == (1, [], [])
    assert ("expired" in refused.value.message("en")) is (served == "expired.pem")


def test_a_name_nobody_knows_is_an_error_after_few_tries(clock: Clock) -> None:
    asked: list[str] = []

    def unknown(host: str, port: int, seconds: float) -> list[str]:
        asked.append(host)
        raise socket.gaierror(-2, "Name or service not known")

    client = Client(resolve=unknown, clock=clock, sleep=clock.sleep)
    with client, pytest.raises(TooManyTriesError):
        client.fetch(Question("GET", "https://api.usaspending.gov/"), expects="application/json")

    assert asked == ["api.usaspending.gov"] * 5


def test_making_a_client_opens_nothing(tmp_path: Path) -> None:
    def none(*_: object) -> socket.socket:
        raise AssertionError("a socket")

    Client(connect=none, resolve=lambda *_: [str(none())]).close()
