"""Dossiers from a terminal: writing one, and asking one again."""

from datetime import date
from pathlib import Path
from typing import Any

from vigie.cli.opening import opened, say, today_here, write
from vigie.messages import counted, text

_KINDS = (".pdf", ".html", ".xlsx")


def dossier(
    group: str, buyer: str | None, on: date | None, known: date | None, into: str, text_file: str | None, replies: str | None,
    again: str | None, folder: str, lang: str,
) -> int:  # fmt: skip
    """Write the dossier of a group and a public body."""
    from vigie.errors import DossierTypeError
    from vigie.outputs.new_file import check_new, write_new

    path = Path(into)
    if path.suffix.lower() not in _KINDS:
        raise DossierTypeError(found=path.name)
    check_new(path)
    with opened(folder, lang) as desk:
        answer = _asked(desk, group, buyer, on or today_here(), known, lang, text_file, replies)
    content, told = _laid_out(answer, path.suffix.lower(), lang, again)
    write_new(path, content)
    say([text("dossier.written", lang, file=into), *told])
    return 0


def _asked(
    desk: Any,
    group: str,
    buyer: str | None,
    on: date,
    known: date | None,
    lang: str,
    text_file: str | None,
    replies: str | None,
) -> Any:
    from vigie.claims.gazetteer import Gazetteer
    from vigie.desk.dossiers import dossier as made
    from vigie.desk.dossiers import read_replies
    from vigie.sources.file import read_published

    checked = None
    if text_file is not None:
        checked = desk.check(read_published(Path(text_file)), where=Path(text_file).name, on=on, known=known)
    logged: tuple[Any, ...] = ()
    if replies is not None:
        logged = read_replies(Path(replies), is_known=Gazetteer(desk.organizations(known)).knows)
    return made(desk, group, buyer=buyer, on=on, known=known, lang=lang, text=checked, replies=logged)


def _laid_out(answer: Any, kind: str, lang: str, again: str | None) -> tuple[bytes, list[str]]:
    """The bytes of a dossier, and what there is to tell of them."""
    from vigie.outputs.dossier_figures import figures_json

    if kind == ".xlsx":
        return _workbook(answer, lang, again)
    from vigie.outputs.report.dossier import dossier_report

    report = dossier_report(answer, lang)
    if kind == ".html":
        from vigie.outputs.report_html import to_html

        return to_html(report, figures=figures_json(answer)), []
    from vigie.outputs.report_pdf import to_pdf

    return to_pdf(report, made=answer.on, figures=figures_json(answer)), []


def _workbook(answer: Any, lang: str, again: str | None) -> tuple[bytes, list[str]]:
    from vigie.outputs.dossier_xlsx import read_added, to_xlsx
    from vigie.sources.file import read_published

    added = read_added(read_published(Path(again)), where=Path(again).name) if again is not None else None
    content, gone = to_xlsx(answer, lang, added=added)
    told = []
    if added is not None and added.columns:
        told.append(text("dossier.carried", lang, file=again, columns=", ".join(added.columns)))
    if gone:
        told.append(text("dossier.kept_rows", lang, rows=counted(len(gone), "rows", lang), file=again))
    return content, told


def recheck(file: str, known: date | None, shape: str, limit: int, folder: str, lang: str) -> int:
    """Ask a dossier again; 1 where a figure is another now."""
    from vigie.desk.dossiers import rechecked
    from vigie.outputs.dossier_figures import read_figures
    from vigie.sources.file import read_published

    asked, figures = read_figures(read_published(Path(file)), where=Path(file).name)
    with opened(folder, lang) as desk:
        answer = rechecked(desk, asked, figures, known=known)
    write(answer, shape, lang, limit)
    return 1 if answer.changed or answer.added else 0
