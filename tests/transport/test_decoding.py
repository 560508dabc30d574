"""The decoder: whatever is split however comes back; what is cut, damaged, too large or packed otherwise is refused."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from vigie.errors import AnswerEncodingError, AnswerTooLargeError, AnswerTruncatedError, FetchError
from vigie.transport.decoding import unpack


def unpacked(chunks: list[bytes], encoding: str = "gzip", *, limit: int = 1 << 26, ratio: int = 200) -> bytes:
    return unpack(chunks, encoding, where="https://example.com/", limit=limit, ratio=ratio)


def split(content: bytes, cuts: list[int]) -> list[bytes]:
    places = sorted({0, len(content), *(cut % (len(content) + 1) for cut in cuts)})
    return [content[one:other] for one, other in pairwise(places)]


@given(some.binary(max_size=5_000), some.lists(some.integers(0, 10_000), max_size=8))
def test_any_bytes_in_any_pieces_come_back(content: bytes, cuts: list[int]) -> None:
    assert unpacked(split(gzip.compress(content), cuts)) == content
    assert unpacked(split(content, cuts), "") == content
    assert unpacked(split(content, cuts), "identity") == content


@given(some.lists(some.binary(max_size=500), min_size=1, max_size=4), some.lists(some.integers(0, 10_000), max_size=8))
def test_any_members_come_back_as_one(members: list[bytes], cuts: list[int]) -> None:
    assert unpacked(split(b"".join(map(gzip.compress, members)), cuts)) == b"".join(members)


@given(some.binary(max_size=2_000), some.integers(0, 10_000))
def test_no_cut_is_taken_for_a_whole(content: bytes, cut: int) -> None:
    whole = gzip.compress(content)

    with pytest.raises(AnswerTruncatedError):
        unpacked([whole[: cut % len(whole)]])


@given(some.binary(min_size=1, max_size=2_000), some.integers(0, 10_000), some.integers(1, 255))
def test_a_damaged_byte_never_changes_the_content(content: bytes, place: int, change: int) -> None:
    damaged = bytearray(gzip.compress(content, mtime=0))
    damaged[place % len(damaged)] ^= change

    with suppress(FetchError):
        assert unpacked([bytes(damaged)]) == content


@pytest.mark.parametrize("encoding", ["br", "deflate", "zstd", "compress", "gzip, gzip", "chunked"])
def test_another_packing_is_refused(encoding: str) -> None:
    with pytest.raises(AnswerEncodingError) as refused:
        unpacked([zlib.compress(b"x")], encoding)

    assert encoding in refused.value.message("en")


def test_what_follows_the_last_member_is_refused() -> None:
    with pytest.raises(AnswerEncodingError):
        unpacked([gzip.compress(b"one") + b"\0\0\0\0"])


def test_a_bomb_is_stopped_long_before_its_end() -> None:
    bomb = gzip.compress(bytes(100_000_000), 1)
    taken: list[bytes] = []

    def coming() -> Iterator[bytes]:
        for place in range(0, len(bomb), 1024):
            taken.append(bomb[place : place + 1024])
            yield taken[-1]

    with pytest.raises(AnswerTooLargeError):
        unpack(coming(), "gzip", where="", limit=1 << 30, ratio=200)

    assert sum(map(len, taken)) < len(bomb) / 4


def test_a_limit_holds_for_plain_bytes_too() -> None:
    with pytest.raises(AnswerTooLargeError):
        unpacked([b"x" * 11], "", limit=10)
