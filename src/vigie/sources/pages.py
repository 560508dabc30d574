"""The pages of a list in a file as handed over: the file is one of them, or an archive of many, none of which is unpacked to disk."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from vigie.errors import FileTypeError
from vigie.sources.file import unpack
from vigie.sources.nested import check_document_size
from vigie.sources.tar_gate import is_tar, tar_files
from vigie.sources.zip_gate import gate


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: its bytes, and its name for messages."""

    content: bytes
    where: str


class Pages:
    """The pages of one open file, in its order; ``notes`` counts, once all were read, the files beside them that were not read."""

    def __init__(
        self, file: BinaryIO, *, where: str, endings: tuple[str, ...], progress: Callable[[int, int], None]
    ) -> None:
        self.notes: Counter[str] = Counter()
        self._file = file
        self._where = where
        self._endings = endings
        self._progress = progress
        self._size = file.seek(0, os.SEEK_END)
        file.seek(0)

    def __iter__(self) -> Iterator[Page]:
        """Raises the errors of the gates of zips and tars, FileTypeError for another kind of file, and those of ``unpack``."""
        self.notes.clear()
        if is_tar(self._where):
            yield from self._of_tar()
        elif self._where.lower().endswith(".zip"):
            yield from self._of_zip()
        else:
            check_document_size(self._size, self._where)
            yield Page(unpack(self._file.read(), where=self._where), self._where)
        self._progress(self._size, self._size)

    def _of_tar(self) -> Iterator[Page]:
        for one in tar_files(self._file, where=self._where, endings=self._endings):
            self._progress(self._file.tell(), self._size)
            if one.wanted:
                yield Page(one.content, f"{self._where}/{one.name}")
            else:
                self.notes["file.skipped"] += 1

    def _of_zip(self) -> Iterator[Page]:
        contents = gate(self._file, where=self._where, endings=self._endings)
        if contents.skipped:
            self.notes["file.skipped"] = len(contents.skipped)
        for place, member in enumerate(contents.tables):
            self._progress(place, len(contents.tables))
            check_document_size(member.size, member.where)
            yield Page(b"".join(member.stream()), member.where)


def check_page(content: bytes, *, where: str) -> None:
    """Raise FileTypeError where a page is no XML, but a web page or something else."""
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:512].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        raise FileTypeError(where=where, found="HTML", expected="XML")
    if not start.startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        raise FileTypeError(where=where, found="binary" if b"\0" in start else "text", expected="XML")
