"""What each command does: it asks the desk and writes what it answers."""

import shutil
import sys
from datetime import date, timedelta
from pathlib import Path

import click

from vigie.cli.opening import laid_out, now, opened, say, today_here, write
from vigie.messages import counted, integer, text


def sales(
    group: str, buyer: str | None, on: date | None, known: date | None, shape: str, limit: int, folder: str, lang: str
) -> int:
    """What a group sells to a public body; a table or JSON lists every contract."""
    most = limit if shape == "text" and limit else None
    with opened(folder, lang) as desk:
        return write(desk.sales(group, buyer=buyer, on=on or today_here(), known=known, limit=most), shape, lang, limit)


def group(
    group: str, buyer: str | None, on: date | None, known: date | None, shape: str, limit: int, folder: str, lang: str
) -> int:
    """Who belongs to a group."""
    with opened(folder, lang) as desk:
        return write(desk.group(group, buyer=buyer, on=on or today_here(), known=known), shape, lang, limit)


def who(name: str, on: date | None, known: date | None, shape: str, limit: int, folder: str, lang: str) -> int:
    """What a name may mean."""
    with opened(folder, lang) as desk:
        return write(desk.who(name, on=on or today_here(), known=known), shape, lang, limit)


def search(
    words: tuple[str, ...], on: date | None, known: date | None, shape: str, limit: int, folder: str, lang: str
) -> int:
    """What has some words, a name or a number."""
    with opened(folder, lang) as desk:
        found = desk.search(" ".join(words), on=on or today_here(), known=known, limit=limit or None)
        return write(found, shape, lang, limit)


def suppliers(
    buyer: str, topic: str | None, program: str | None, frameworks: tuple[str, ...], since: date | None,
    on: date | None, known: date | None, shape: str, limit: int, folder: str, lang: str,
) -> int:  # fmt: skip
    """Who sells to a public body."""
    with opened(folder, lang) as desk:
        answer = desk.suppliers(
            buyer, topic=topic, program=program, frameworks=frameworks, since=since, on=on or today_here(), known=known
        )
        return write(answer, shape, lang, limit)


def contract(number: str, on: date | None, known: date | None, shape: str, folder: str, lang: str) -> int:
    """The life of one contract, or the orders of a framework."""
    with opened(folder, lang) as desk:
        return write(desk.numbered(number, on=on or today_here(), known=known), shape, lang)


def protests(number: str, on: date | None, known: date | None, shape: str, limit: int, folder: str, lang: str) -> int:
    """Which protests are held against a solicitation or under a file number."""
    with opened(folder, lang) as desk:
        return write(desk.protests(number, on=on or today_here(), known=known), shape, lang, limit)


def statuses(buyer: str | None, on: date | None, known: date | None, shape: str, folder: str, lang: str) -> int:
    """How many contracts are open or ended."""
    with opened(folder, lang) as desk:
        return write(desk.statuses(buyer, on=on or today_here(), known=known), shape, lang)


def mentions(
    name: str, buyer: str | None, since: date | None, on: date | None, known: date | None, shape: str, limit: int, folder: str,
    lang: str,
) -> int:  # fmt: skip
    """Which contracts of others name an organization."""
    with opened(folder, lang) as desk:
        answer = desk.mentions(name, buyer=buyer, since=since, on=on or today_here(), known=known)
        return write(answer, shape, lang, limit)


def coverage(on: date | None, known: date | None, shape: str, folder: str, lang: str) -> int:
    """What the desk holds."""
    with opened(folder, lang) as desk:
        return write(desk.coverage(on=on or today_here(), known=known), shape, lang)


def changes(
    since: date | None, until: date | None, buyer: str | None, known: date | None, shape: str, limit: int, folder: str, lang: str,
) -> int:  # fmt: skip
    """What changed between two days; from yesterday to today where none is given."""
    last = until or today_here()
    with opened(folder, lang) as desk:
        answer = desk.changes(since=since or last - timedelta(days=1), until=last, buyer=buyer, known=known)
        return write(answer, shape, lang, limit)


def health(known: date | None, shape: str, limit: int, folder: str, lang: str) -> int:
    """How complete and how late what is held is."""
    with opened(folder, lang) as desk:
        return write(desk.health(known=known), shape, lang, limit)


def screen(
    companies: str, buyer: str | None, on: date | None, known: date | None, since: date | None, shape: str, into: str | None,
    limit: int, folder: str, lang: str,
) -> int:  # fmt: skip
    """Which companies of a list are suppliers held; 3 where rows of the list could not be looked up."""
    from vigie.errors import OutputFileNeededError
    from vigie.outputs import FILES
    from vigie.outputs.new_file import check_new, write_new
    from vigie.outputs.xlsx import to_xlsx

    if into is None and shape in FILES:
        raise OutputFileNeededError(found=shape)
    if into is not None:
        check_new(Path(into))
    with opened(folder, lang) as desk:
        answer = desk.screen(companies, buyer=buyer, on=on or today_here(), known=known, since=since)
    if into is None:
        write(answer, shape, lang, limit)
    else:
        written = to_xlsx(answer, lang) if shape == "xlsx" else laid_out(answer, shape, lang, limit).encode()
        write_new(Path(into), written)
        say([text("screen.written", lang, file=into)])
    return 3 if answer.unread else 0


def review(
    pair: tuple[str, ...], verdict: str | None, undo: int | None, why: str, by: str, ask: bool, judged: bool, names: bool,
    export: str | None, take: str | None, buyer: str | None, on: date | None, known: date | None, shape: str, limit: int,
    folder: str, lang: str,
) -> int:  # fmt: skip
    """What waits to be decided; with more words, deciding it."""
    from vigie.cli import review as deciding
    from vigie.outputs.text import Page

    deciding_one = bool(pair) or verdict is not None
    if sum((deciding_one, undo is not None, ask, judged, names, export is not None, take is not None)) > 1:
        raise click.UsageError(text("cli.one_at_a_time", lang))
    sheet, day = Page(lang, shutil.get_terminal_size((80, 24)).columns, limit).sheet, on or today_here()
    with opened(folder, lang) as desk:
        if undo is not None:
            return deciding.undo(desk, undo, by=by, why=why, now=now(), sheet=sheet)
        if deciding_one:
            return deciding.judge(desk, pair, verdict, by=by, why=why, now=now(), sheet=sheet)
        if export is not None:
            return deciding.export(desk, export, sheet=sheet)
        if take is not None:
            return deciding.take(desk, take, now=now(), sheet=sheet)
        if ask:
            return deciding.ask(desk, buyer=buyer, on=day, by=by, now=now, sheet=sheet)
        if names:
            return write(desk.waiting_names(on=day, known=known), shape, lang, limit)
        answer = desk.judged(known=known) if judged else desk.review(buyer=buyer, on=day, known=known)
        return write(answer, shape, lang, limit)


def leads(
    number: str, confirm: str | None, reject: str | None, why: str, by: str, on: date | None, known: date | None, shape: str,
    limit: int, folder: str, lang: str,
) -> int:  # fmt: skip
    """What may follow from a solicitation; with a contract, deciding whether it does."""
    from vigie.cli.leads import decide
    from vigie.outputs.text import Page
    from vigie.records.judgement import Verdict

    if confirm is not None and reject is not None:
        raise click.UsageError(text("cli.confirm_or_reject", lang))
    with opened(folder, lang) as desk:
        decided = confirm or reject
        if decided is not None:
            verdict = Verdict.CONFIRMED if confirm is not None else Verdict.REJECTED
            sheet = Page(lang, shutil.get_terminal_size((80, 24)).columns).sheet
            return decide(desk, number, decided, verdict, by=by, why=why, now=now(), sheet=sheet)
        return write(desk.leads(number, on=on or today_here(), known=known), shape, lang, limit)


def notices(
    buyer: str | None, kind: str | None, topic: str | None, words: str | None, since: date | None, on: date | None, known: date | None,
    shape: str, limit: int, folder: str, lang: str,
) -> int:  # fmt: skip
    """What public bodies announced."""
    with opened(folder, lang) as desk:
        answer = desk.notices(
            buyer, kind=kind, topic=topic, words=words, since=since, on=on or today_here(), known=known
        )
        return write(answer, shape, lang, limit)


def notice(number: str, on: date | None, known: date | None, shape: str, limit: int, folder: str, lang: str) -> int:
    """The life of one number."""
    with opened(folder, lang) as desk:
        return write(desk.notice(number, on=on or today_here(), known=known), shape, lang, limit)


def fetch(
    source: str, buyer: str, since: date | None, until: date | None, dry_run: bool, archives: int | None, into: str,
    folder: str, lang: str,
) -> int:  # fmt: skip
    """Ask a source for a buyer's actions; of the last thirty days where none are given."""
    from vigie.cli import fetch as fetching

    last = until or today_here()
    first = since or last - timedelta(days=30)
    if archives is not None and dry_run:
        return fetching.show_archives_plan(buyer, archives, lang=lang)
    if archives is not None:
        return fetching.fetch_archives(buyer, archives, Path(into), now=now, lang=lang)
    if dry_run:
        return fetching.show_plan(buyer, first, last, lang=lang)
    return fetching.fetch(source, buyer, first, last, folder=folder, now=now, lang=lang)


def load(source: str, file: tuple[str, ...], seen: date | None, manifest: str | None, folder: str, lang: str) -> int:
    """Take published files in, all or none; 3 where rows were set aside."""
    from vigie.desk import create
    from vigie.desk.handed import handed_over
    from vigie.outputs.kept import loaded_lines

    files = [Path(name) for name in file]
    handed = handed_over(files, Path(manifest) if manifest else None, seen=seen or today_here(), dated=seen is not None)
    create(Path(folder))
    with opened(folder, lang) as desk:
        loaded = desk.load_all(handed, source=source, now=now())
    for one in loaded:
        say(loaded_lines(one, lang))
    return 3 if any(one.capture.set_aside_rows for one in loaded) else 0


def attach(
    file: str, to: str, kind: str, title: str | None, seen: date | None, folder: str, lang: str,
) -> int:  # fmt: skip
    """Attach a document to a contract held."""
    from vigie.outputs.kept import loaded_lines

    with opened(folder, lang) as desk:
        loaded = desk.attach(Path(file), to, kind=kind, title=title, seen=seen or today_here(), now=now())
    if loaded.already_held:
        say([text("documents.already", lang, file=loaded.capture.file_name, number=loaded.capture.number)])
    else:
        say([*loaded_lines(loaded, lang), text("documents.hash_only", lang, sha256=loaded.capture.published_sha256)])
    return 0


def documents(number: str | None, known: date | None, shape: str, limit: int, folder: str, lang: str) -> int:
    """Which documents are attached, and the clauses in them."""
    with opened(folder, lang) as desk:
        return write(desk.documents(number, known=known), shape, lang, limit)


def evidence(sha256: str, pointer: str, shape: str, folder: str, lang: str) -> int:
    """The rows of a kept file that prove a figure."""
    from vigie.outputs.json import to_json
    from vigie.outputs.kept import evidence_lines

    with opened(folder, lang) as desk:
        shown = desk.evidence(sha256, pointer)
    if shape == "json":
        sys.stdout.write(to_json(shown, lang))
    else:
        say(evidence_lines(shown, lang))
    return 0


def verify(folder: str, lang: str) -> int:
    """Check every byte the desk keeps."""
    with opened(folder, lang) as desk:
        checked = desk.verify()
    files, captures = counted(checked.files, "files", lang), counted(checked.captures, "captures_count", lang)
    say([text("verify.done", lang, files=files, size=integer(checked.size, lang), captures=captures)])
    if checked.left_over:
        say([text("verify.left_over", lang, count=counted(len(checked.left_over), "files", lang))])
    if checked.fetching:
        say([text("verify.fetching", lang, names=", ".join(checked.fetching))])
    return 0


def rebuild(folder: str, lang: str) -> int:
    """Make the ledger again from the archive."""
    with opened(folder, lang) as desk:
        generation = desk.rebuild()
    captures = counted(len(generation.captures), "captures_count", lang)
    say([text("rebuild.done", lang, number=generation.number, captures=captures)])
    return 0


def demo(folder: str, lang: str) -> int:
    """Build a desk from the records that ship and print an answer."""
    from vigie.cli.demo import demo

    return demo(folder, lang)
