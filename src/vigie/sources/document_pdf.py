"""The text of a PDF, page by page, as it is printed; pictures say nothing here. Runs in the bounded process alone."""

import codecs
import re
import zlib

import pypdfium2
import pypdfium2.raw

from vigie.sources.document_pages import MOST_PAGES, MOST_TEXT, Extracted, RefusedError

# What runs, opens or sends something when a reader opens the file; objects packed in streams are not looked into
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|SubmitForm|ImportData|RichMedia|EmbeddedFile)\b")
# The root of the tree of pages is the only one of its nodes that has no parent
_ROOT_OF_PAGES = re.compile(
    rb"<<(?=[^<>]{0,400}/Type\s*/Pages\b)(?![^<>]{0,400}/Parent\b)[^<>]{0,400}?/Count\s+(\d{1,12})"
)
_PACKED = re.compile(rb"/FlateDecode\b[^<>]{0,400}>>\s*stream\r?\n")
# A page scanned in color unpacks to some 30 MB; what deflate packs two hundred times is empty
_LARGEST_STREAM = 100 << 20
_STEEPEST = 200
# pypdfium2 decodes by this name, and nothing can be loaded any more once the process is bound
codecs.lookup("utf-16-le")


def pdf_pages(content: bytes) -> Extracted:
    """The pages of a PDF in their order; a page without text is empty.

    Raises RefusedError "pdf.corrupt" when it cannot be opened or has no page, "pdf.resource_limit" for more pages or text than
    a document may have.
    """
    _check_streams(content)
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        raise RefusedError("pdf.corrupt") from None
    said = len(document)
    pages: list[str | None] = []
    size = 0
    for number in range(min(said, MOST_PAGES + 1)):
        text = _text(document, number)
        pages.append(text)
        size += len(text or "")
        if size > MOST_TEXT:
            raise RefusedError("pdf.resource_limit")
    while pages and pages[-1] is None:
        pages.pop()
    if len(pages) > MOST_PAGES:
        raise RefusedError("pdf.resource_limit")
    if not pages:
        raise RefusedError("pdf.corrupt")
    return Extracted(tuple(text or "" for text in pages), "page", None, _notes(document, content, pages, said))


def _check_streams(content: bytes) -> None:
    """Raise RefusedError for a stream that unpacks to more than a page can hold, before anybody unpacks it."""
    for packed in _PACKED.finditer(content):
        unpacking, at, size = zlib.decompressobj(), packed.end(), 0
        try:
            while at < len(content) and not unpacking.eof:
                given = content[at : at + 4096]
                size += len(unpacking.decompress(given))
                at += len(given)
                if size > _LARGEST_STREAM and size > _STEEPEST * (at - packed.end()):
                    raise RefusedError("pdf.resource_limit")
        except zlib.error:
            continue  # a damaged stream is for the reader of PDF to judge


def _text(document: pypdfium2.PdfDocument, number: int) -> str | None:
    """The text of a page; None where there is no such page."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return None
    try:
        text = page.get_textpage().get_text_range()
    except pypdfium2.PdfiumError:
        return ""
    finally:
        page.close()
    return str(text)


def _notes(document: pypdfium2.PdfDocument, content: bytes, pages: list[str | None], said: int) -> dict[str, int]:
    scripts = pypdfium2.raw.FPDFDoc_GetJavaScriptActionCount(document)
    attached = pypdfium2.raw.FPDFDoc_GetAttachmentCount(document)
    declared = [int(count) for count in _ROOT_OF_PAGES.findall(content)][-1:]
    counted = {
        "pdf.page_count": int(said != len(pages) or declared not in ([], [len(pages)])),
        "pdf.page_unreadable": sum(text is None for text in pages),
        "pdf.active_content": len(_ACTIVE.findall(content)) or max(scripts, 0) + max(attached, 0),
    }
    return {code: count for code, count in counted.items() if count}
