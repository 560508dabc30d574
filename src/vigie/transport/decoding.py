"""Unpacks an answer: gzip with any number of members, or nothing; bounded, and whole or refused.

The decoders of the usual clients take a gzip body that was cut for an empty answer.
"""

import zlib
from collections.abc import Iterable

from vigie.errors import AnswerEncodingError, AnswerTooLargeError, AnswerTruncatedError

_PIECE = 1 << 16
# Below this size a high ratio means little: a page of one repeated row packs well
_SMALL = 1 << 20


def unpack(chunks: Iterable[bytes], encoding: str, *, where: str, limit: int, ratio: int) -> bytes:
    """The bytes an answer stands for. ``encoding`` is its Content-Encoding, empty where there is none.

    At most ``limit`` bytes, and past one megabyte at most ``ratio`` times what was received: reading stops there and
    AnswerTooLargeError is raised. AnswerTruncatedError where the last member does not end, AnswerEncodingError for any
    other packing, a wrong checksum, or bytes after the last member that begin no other.
    """
    if encoding in ("", "identity"):
        return _plain(chunks, where=where, limit=limit)
    if encoding not in ("gzip", "x-gzip"):
        raise AnswerEncodingError(where=where, found=encoding)
    return _gzip(chunks, where=where, limit=limit, ratio=ratio)


def _plain(chunks: Iterable[bytes], *, where: str, limit: int) -> bytes:
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > limit:
            raise AnswerTooLargeError(where=where, expected=limit)
    return bytes(content)


def _gzip(chunks: Iterable[bytes], *, where: str, limit: int, ratio: int) -> bytes:
    content = bytearray()
    received = 0
    member = zlib.decompressobj(wbits=31)
    try:
        for chunk in chunks:
            received += len(chunk)
            rest = chunk
            while rest:
                if member.eof:
                    member = zlib.decompressobj(wbits=31)
                content += member.decompress(rest, _PIECE)
                rest = member.unused_data if member.eof else member.unconsumed_tail
                if len(content) > min(limit, max(_SMALL, ratio * received)):
                    raise AnswerTooLargeError(where=where, expected=limit)
        if not member.eof:
            content += member.flush()
    except zlib.error as damage:
        raise AnswerEncodingError(where=where, found="gzip") from damage
    if not member.eof:
        raise AnswerTruncatedError(where=where, found=received)
    return bytes(content)
