"""The bounded process that reads a document: bytes in, its text out as JSON; no file, no network, little memory, little time.

Run as ``python -m vigie.sources.document_reader KIND``. Once its own code is loaded it can open nothing any more, neither a file nor a
connection: the system refuses it another descriptor.
"""

import json
import resource
import sys

from vigie.sources.document_html import html_pages
from vigie.sources.document_pages import RefusedError
from vigie.sources.document_pdf import pdf_pages

MEMORY = 768 << 20
SECONDS = 30
_READ = {"pdf": pdf_pages, "html": html_pages}


def main(kind: str) -> None:
    """Read a document from standard input and write what it says to standard output."""
    content = sys.stdin.buffer.read()
    _bound()
    try:
        found = _READ[kind](content)
        said: dict[str, object] = {
            "pages": found.pages, "unit": found.unit, "title": found.title, "notes": found.notes
        }  # fmt: skip
    except RefusedError as refused:
        said = {"refused": refused.code}
    except MemoryError:
        said = {"refused": "memory"}
    sys.stdout.write(json.dumps(said))


def _bound() -> None:
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_NOFILE, 3),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, allowed = resource.getrlimit(limit)
        least = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        resource.setrlimit(limit, (least, least))


if __name__ == "__main__":
    main(sys.argv[1])
