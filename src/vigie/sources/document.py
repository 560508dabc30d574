"""A document handed over, read into text: a PDF or a web page in a bounded process of its own, plain text here."""

import codecs
import json
import os
import re
import subprocess
import sys

from vigie.errors import (
    DocumentEncodingError,
    DocumentLimitError,
    FileEmptyError,
    FileTypeError,
    PageDepthError,
    PdfCorruptError,
    PdfLimitError,
)
from vigie.sources.document_html import DEEPEST
from vigie.sources.document_pages import Extracted
from vigie.sources.file import kind_of

_LARGEST = 200 << 20
# A PDF may begin after a few bytes of something else (ISO 32000-1, annex H)
_PDF_BEGINS = 1024
_WEB_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body|meta)\b", re.IGNORECASE)
_SECONDS = 60
_LONGEST_ANSWER = 128 << 20
# Marks that print nothing; a page break and a tab are kept
_UNPRINTED = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def read_document(content: bytes, *, where: str) -> Extracted:
    """The text of a PDF, a web page or a plain text, page by page, as published: people may stand in it.

    Raises PdfCorruptError, PdfLimitError, PageDepthError, DocumentLimitError, DocumentEncodingError for plain text that is not
    Unicode, FileTypeError for another kind of file, FileEmptyError.
    """
    if not content.strip():
        raise FileEmptyError(where=where, found=str(len(content)))
    if len(content) > _LARGEST:
        raise DocumentLimitError(where=where)
    if b"%PDF-" in content[:_PDF_BEGINS]:
        return _bounded("pdf", content, where)
    if found := kind_of(content):
        raise FileTypeError(where=where, found=found, expected="PDF, HTML, text")
    if _WEB_PAGE.match(content.removeprefix(codecs.BOM_UTF8)) or where.lower().endswith((".html", ".htm")):
        return _bounded("html", content, where)
    return _plain(content, where)


def _plain(content: bytes, where: str) -> Extracted:
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as fault:
        raise DocumentEncodingError(where=where, found=fault.start) from None
    if "\0" in text:
        raise FileTypeError(where=where, found="binary", expected="PDF, HTML, text")
    pages = tuple(text.split("\f"))
    return Extracted(tuple(map(_printed, pages)), "page" if len(pages) > 1 else "part", None, {})


def _bounded(kind: str, content: bytes, where: str) -> Extracted:
    """What the bounded process says of a document; it sees our code and the document, and none of our surroundings."""
    reader = [sys.executable, "-s", "-B", "-m", "vigie.sources.document_reader", kind]
    surroundings = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
    limit = PdfLimitError if kind == "pdf" else DocumentLimitError
    try:
        done = subprocess.run(
            reader, input=content, capture_output=True, timeout=_SECONDS, check=False, env=surroundings, cwd="/"
        )
    except subprocess.TimeoutExpired:
        raise limit(where=where) from None
    if done.returncode < 0 or len(done.stdout) > _LONGEST_ANSWER:
        raise limit(where=where)
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise RuntimeError(last)
    said = json.loads(done.stdout)
    match said.get("refused"):
        case None:
            pages = tuple(map(_printed, said["pages"]))
            return Extracted(pages, said["unit"], said["title"], said["notes"])
        case "pdf.corrupt":
            raise PdfCorruptError(where=where)
        case "html.depth":
            raise PageDepthError(where=where, expected=DEEPEST)
    raise limit(where=where)


def _printed(text: str) -> str:
    """A text with one kind of line end and without marks that print nothing."""
    return _UNPRINTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
