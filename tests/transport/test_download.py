"""Large files: whole or resumable, never two versions in one."""

import hashlib
import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.transport.loopback import Asked, Clock, Loopback, answer, reset, written

from vigie.errors import AnswerTooLargeError, AnswerTruncatedError, AnswerTypeError, TooManyTriesError
from vigie.transport.asking import Limits
from vigie.transport.client import Client
from vigie.transport.download import Downloaded, download

FILE = b"PK\x03\x04" + bytes(range(256)) * 40
OTHER = b"PK\x03\x04" + bytes(reversed(range(256))) * 40
NOON = datetime(2026, 8, 22, 12, 0, tzinfo=UTC)


class Shelf:
    """Serves a file with ranges; ``cut`` is after how many bytes the first answers break off."""

    def __init__(self, content: bytes, validator: dict[str, str], cuts: tuple[int, ...] = ()) -> None:
        self.content, self.validator, self.cuts = content, validator, list(cuts)

    def __call__(self, asked: Asked, line: socket.socket) -> None:
        start, status = 0, "200 OK"
        more: dict[str, str] = dict(self.validator)
        if "range" in asked.headers and asked.headers.get("if-range") in self.validator.values():
            start = int(asked.headers["range"].removeprefix("bytes=").removesuffix("-"))
            status = "206 Partial Content"
            more["Content_Range"] = f"bytes {start}-{len(self.content) - 1}/{len(self.content)}"
        whole = answer(self.content[start:], status=status, length=None, Content_Type="application/zip", **more)
        if not self.cuts:
            line.sendall(whole)
            return
        head = len(whole) - len(self.content[start:])
        line.sendall(whole[: head + self.cuts.pop(0)])
        line.shutdown(socket.SHUT_WR)


@pytest.fixture
def servers() -> Iterator[list[Loopback]]:
    opened: list[Loopback] = []
    yield opened
    for server in opened:
        server.close()


def take(server: Loopback, path: Path, *, tries: int = 5, target: str = "/a.zip", largest: int = 1 << 20) -> Downloaded:
    clock = Clock()
    limits = Limits(tries=tries, silence=1, pause=0)
    with Client(limits, allowed=server.allowed, clock=clock, sleep=clock.sleep) as client:
        return download(
            client,
            server.address + target,
            path,
            begins=b"PK\x03\x04",
            now=lambda: NOON,
            progress=lambda done, total: None,
            largest=largest,
        )


ETAG = {"ETag": '"one"'}


def test_a_file_is_whole_and_described(servers: list[Loopback], tmp_path: Path) -> None:
    servers.append(server := Loopback(Shelf(FILE, ETAG)))

    got = take(server, tmp_path / "a.zip", target="/a.zip?key=secret")

    assert got.path.read_bytes() == FILE
    assert (got.size, got.sha256, got.resumed) == (len(FILE), hashlib.sha256(FILE).hexdigest(), 0)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "a.zip.json"]
    said = (tmp_path / "a.zip.json").read_text()
    assert json.loads(said)["sha256"] == got.sha256
    assert "secret" not in said


def test_a_file_held_is_not_asked_for_again(servers: list[Loopback], tmp_path: Path) -> None:
    servers.append(server := Loopback(Shelf(FILE, ETAG)))

    first, second = take(server, tmp_path / "a.zip"), take(server, tmp_path / "a.zip")

    assert (second.sha256, len(server.asked)) == (first.sha256, 1)


@pytest.mark.parametrize("validator", [ETAG, {"Last_Modified": "Thu, 24 Sep 2026 19:17:54 GMT"}])
def test_a_cut_file_goes_on_where_it_stopped(
    validator: dict[str, str], servers: list[Loopback], tmp_path: Path
) -> None:
    servers.append(server := Loopback(Shelf(FILE, validator, (4000, 3000))))

    got = take(server, tmp_path / "a.zip")

    assert got.path.read_bytes() == FILE
    assert [asked.headers.get("range") for asked in server.asked] == [None, "bytes=4000-", "bytes=7000-"]


def test_a_second_call_goes_on_where_the_first_stopped(servers: list[Loopback], tmp_path: Path) -> None:
    servers.append(server := Loopback(Shelf(FILE, ETAG, (4000,))))
    with pytest.raises(Exception, match="ends early"):
        take(server, tmp_path / "a.zip", tries=1)

    got = take(server, tmp_path / "a.zip", tries=1)

    assert got.path.read_bytes() == FILE
    assert got.resumed == 4000


def test_another_version_is_begun_from_nothing(servers: list[Loopback], tmp_path: Path) -> None:
    servers.append(server := Loopback(shelf := Shelf(FILE, ETAG, (4000,))))
    with pytest.raises(Exception, match="ends early"):
        take(server, tmp_path / "a.zip", tries=1)
    shelf.content, shelf.validator = OTHER, {"ETag": '"two"'}

    got = take(server, tmp_path / "a.zip", tries=1)

    assert got.path.read_bytes() == OTHER
    assert got.resumed == 0


def test_a_host_that_mixes_versions_is_not_believed(servers: list[Loopback], tmp_path: Path) -> None:
    mixed = answer(OTHER[4000:], status="206 Partial Content", ETag='"two"', Content_Type="application/zip",
                   Content_Range=f"bytes 4000-{len(OTHER) - 1}/{len(OTHER)}")  # fmt: skip
    first = Shelf(FILE, ETAG, (4000,))
    then = written(mixed, answer(OTHER, ETag='"two"'))
    servers.append(server := Loopback(lambda asked, line: (first if len(server.asked) == 1 else then)(asked, line)))

    got = take(server, tmp_path / "a.zip")

    assert got.path.read_bytes() == OTHER
    assert len(server.asked) == 3


def span(start: int, content: bytes) -> bytes:
    """An answer that promises the file from ``start`` to its end and brings this content."""
    return answer(content, status="206 Partial Content", ETag='"one"', Content_Type="application/zip",
                  Content_Range=f"bytes {start}-{len(FILE) - 1}/{len(FILE)}")  # fmt: skip


def test_a_part_shorter_than_its_span_is_not_the_whole(servers: list[Loopback], tmp_path: Path) -> None:
    first = Shelf(FILE, ETAG, (4000,))
    then = written(span(4000, FILE[4000:5000]), span(5000, FILE[5000:]))
    servers.append(server := Loopback(lambda asked, line: (first if len(server.asked) == 1 else then)(asked, line)))

    got = take(server, tmp_path / "a.zip")

    assert (got.path.read_bytes(), got.size) == (FILE, len(FILE))
    assert [asked.headers.get("range") for asked in server.asked] == [None, "bytes=4000-", "bytes=5000-"]


def test_a_part_that_stays_short_is_never_taken_for_the_file(servers: list[Loopback], tmp_path: Path) -> None:
    first, then = Shelf(FILE, ETAG, (4000,)), written(span(4000, FILE[4000:5000]))
    servers.append(server := Loopback(lambda asked, line: (first if len(server.asked) == 1 else then)(asked, line)))

    with pytest.raises(AnswerTruncatedError, match="5000 bytes"):
        take(server, tmp_path / "a.zip", tries=2)

    assert not (tmp_path / "a.zip").exists()
    assert (tmp_path / "a.zip.part").read_bytes() == FILE[:5000]


def test_a_part_longer_than_its_span_is_dropped(servers: list[Loopback], tmp_path: Path) -> None:
    first = Shelf(FILE, ETAG, (4000,))
    then = written(span(4000, FILE[4000:] + b"more"), answer(FILE, ETag='"one"'))
    servers.append(server := Loopback(lambda asked, line: (first if len(server.asked) == 1 else then)(asked, line)))

    got = take(server, tmp_path / "a.zip")

    assert got.path.read_bytes() == FILE
    assert [asked.headers.get("range") for asked in server.asked] == [None, "bytes=4000-", None]


def test_without_a_validator_nothing_is_resumed(servers: list[Loopback], tmp_path: Path) -> None:
    servers.append(server := Loopback(Shelf(FILE, {"ETag": 'W/"weak"'}, (4000,))))

    got = take(server, tmp_path / "a.zip")

    assert got.path.read_bytes() == FILE
    assert all("range" not in asked.headers for asked in server.asked)


def test_a_web_page_under_the_name_of_a_file_is_refused(servers: list[Loopback], tmp_path: Path) -> None:
    servers.append(server := Loopback(written(answer(b"<html>gone</html>", Content_Type="text/html"))))

    with pytest.raises(AnswerTypeError):
        take(server, tmp_path / "a.zip")

    assert not list(tmp_path.glob("*.zip")) + list(tmp_path.glob("*.part"))


def test_a_file_past_the_limit_is_not_begun(servers: list[Loopback], tmp_path: Path) -> None:
    servers.append(server := Loopback(Shelf(FILE, ETAG)))

    with pytest.raises(AnswerTooLargeError):
        take(server, tmp_path / "a.zip", largest=1000)

    assert list(tmp_path.iterdir()) == []


def test_a_line_that_always_breaks_ends_after_five_tries(servers: list[Loopback], tmp_path: Path) -> None:
    servers.append(server := Loopback(lambda asked, line: reset(line)))

    with pytest.raises(TooManyTriesError):
        take(server, tmp_path / "a.zip")

    assert len(server.asked) == 5
