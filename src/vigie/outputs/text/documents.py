"""Documents as text: what is attached to a record, what was noticed, and its clauses by page, quoted."""

from collections.abc import Iterator

from vigie.outputs.text.sheet import Sheet
from vigie.questions.documents import AttachedDocument, Documents, PageClause
from vigie.records.clause import ClauseKind

# How pages, and parts of files without pages, are counted and quoted
_COUNTED = {"page": "document_pages", "part": "document_parts"}
_QUOTED = {"page": "documents.quote_page", "part": "documents.quote_part"}


def documents_lines(sheet: Sheet, answer: Documents) -> Iterator[str]:
    """Which documents are attached, and what they say."""
    key = "documents.title" if answer.record else "documents.title_all"
    yield from sheet.said(
        key, record=answer.record or "", count=sheet.counted(len(answer.documents), "documents_count")
    )
    yield from sheet.known(answer.known)
    if not answer.documents:
        yield from sheet.said("documents.none")
    for document in answer.documents:
        yield ""
        yield from _document(sheet, document)
    if clauses := [one for document in answer.documents for one in document.clauses]:
        yield from sheet.evidence(clauses[0].evidence)


def _document(sheet: Sheet, document: AttachedDocument) -> Iterator[str]:
    kind = sheet.text(f"document_kind.{document.kind}")
    yield from sheet.said("documents.one", title=document.title, kind=kind, record=document.record)
    pages = sheet.counted(document.pages, _COUNTED[document.unit])
    yield from sheet.said(
        "documents.file",
        "  ",
        file=document.file,
        seen=sheet.day(document.seen),
        pages=pages,
        sha256=document.published_sha256[:12],
    )
    if document.silent:
        yield from sheet.said("documents.silent", "  ", pages=sheet.counted(document.silent, _COUNTED[document.unit]))
    for code in sorted(document.notes):
        if not code.startswith("privacy.") and code != "document.no_text":
            yield from sheet.said(f"note.{code}", "  ")
    if not document.clauses:
        yield from sheet.said("documents.no_clause", "  ")
    for kind_found in ClauseKind:
        of_kind = [one for one in document.clauses if one.clause.kind is kind_found]
        if of_kind:
            yield from _kind(sheet, kind_found, document.unit, of_kind)


def _kind(sheet: Sheet, kind: ClauseKind, unit: str, clauses: list[PageClause]) -> Iterator[str]:
    yield ""
    yield from sheet.said(f"clause.{kind}", "  ")
    for one in clauses[: sheet.limit or None]:
        words = " ".join(one.clause.words.split())
        yield from sheet.said(_QUOTED[unit], "    ", page=sheet.integer(one.page), words=words)
    yield from sheet.more(len(clauses), "    ")
