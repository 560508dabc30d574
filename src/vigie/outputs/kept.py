"""What became of a file, and a row of it, as lines of text."""

from collections.abc import Iterator

from vigie.desk.handed import Loaded
from vigie.desk.kept_rows import EvidenceShown
from vigie.messages import day, integer, text

_SHOWN = 10


def loaded_lines(loaded: Loaded, lang: str) -> Iterator[str]:
    """What was kept of a file, what was set aside and why, what was noticed."""
    capture = loaded.capture
    if loaded.already_held:
        yield text("load.already", lang, file=capture.file_name, number=capture.number, day=day(capture.seen, lang))
        return
    kept, rows = integer(capture.kept_rows, lang), integer(capture.source_rows, lang)
    short = capture.sha256[:12]
    yield text("load.done", lang, file=capture.file_name, kept=kept, rows=rows, number=capture.number, sha256=short)
    if loaded.newer is not None:
        yield "  " + text("load.older", lang, number=loaded.newer.number, day=day(loaded.newer.seen, lang))
    if capture.notes:
        notes = [
            f"{integer(count, lang)} × {text(f'note.{code}', lang)}" for code, count in sorted(capture.notes.items())
        ]
        yield "  " + text("load.noticed", lang, notes=text("list.and", lang).join(notes))
    if loaded.set_aside:
        yield "  " + text("load.aside", lang, count=integer(capture.set_aside_rows, lang))
    for one in loaded.set_aside[:_SHOWN]:
        reason = text(f"note.{one.code}", lang)
        if one.column is None:
            yield "    " + text("load.aside_whole", lang, row=one.row, reason=reason, found=repr(one.found))
        else:
            column, found = repr(one.column), repr(one.found)
            yield "    " + text("load.aside_row", lang, row=one.row, column=column, reason=reason, found=found)
    if (rest := len(loaded.set_aside) - _SHOWN) > 0:
        yield "    " + text("load.aside_more", lang, count=integer(rest, lang))


def evidence_lines(shown: EvidenceShown, lang: str) -> Iterator[str]:
    """The rows, cell by cell under the source's own column names, and the file they stand in."""
    capture = shown.capture
    yield text("evidence.title", lang, file=capture.file_name, seen=day(capture.seen, lang), sha256=capture.sha256)
    key = "evidence.redacted" if capture.redacted else "evidence.as_published"
    yield text(key, lang, rule=capture.rule, published=capture.published_sha256)
    for row in shown.rows:
        yield ""
        yield text("evidence.row", lang, row=row.row)
        for name, cell in row.cells.items():
            yield f"  {name}: {cell}"
