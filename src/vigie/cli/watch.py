"""What the commands of watching do: they keep what is watched, tell what is new, and write the morning page."""

import os
import re
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vigie.cli.opening import now, opened, say, today_here, write
from vigie.messages import counted, text

if TYPE_CHECKING:
    from vigie.errors import VigieError
    from vigie.transport.mail import MailServer

# One plain mailbox, without a name before it (RFC 5321, but for quoted ones)
_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")


def add(
    topic: str | None, buyer: str | None, of_group: str | None, number: str | None, program: str | None, kind: str | None,
    words: str | None, name: str | None, folder: str, lang: str,
) -> int:  # fmt: skip
    """Watch something from now on."""
    from vigie.desk.watching import add
    from vigie.watch.watches import Criteria

    with opened(folder, lang) as desk:
        made = add(desk, Criteria(topic, buyer, of_group, number, program, kind, words), name=name, now=now())
    say([text("watch.added", lang, id=made.id)])
    return 0


def listed(shape: str, folder: str, lang: str) -> int:
    """What is watched, and where alerts go: for its owner's eyes."""
    from vigie.desk.watching import list_of

    with opened(folder, lang) as desk:
        return write(list_of(desk), shape, lang)


def remove(id: str, folder: str, lang: str) -> int:
    """Watch something no more."""
    from vigie.desk.watching import watches_of

    with opened(folder, lang) as desk:
        watches = watches_of(desk)
        found = watches.named(id)
        watches.remove(found)
    say([text("watch.removed", lang, id=found.id)])
    return 0


def show(
    id: str, since: date | None, on: date | None, known: date | None, shape: str, limit: int, folder: str, lang: str
) -> int:
    """What a watch finds: in the thirty days before where no day is given."""
    from vigie.desk.watching import today, watches_of

    last = on or today_here()
    with opened(folder, lang) as desk:
        only = watches_of(desk).named(id)
        return write(
            today(desk, on=last, since=since or last - timedelta(days=30), known=known, only=only), shape, lang, limit
        )


def deliver_to(
    id: str, atom: str | None, ics: str | None, mail: str | None, webhook: str | None, secret: str | None, show_name: bool,
    folder: str, lang: str,
) -> int:  # fmt: skip
    """Say where the alerts of a watch go."""
    from vigie.desk.watching import watches_of
    from vigie.transport.addresses import read_address
    from vigie.watch.watches import ChannelKind
    from vigie.watch.webhook import new_secret, read_secret

    asked = {ChannelKind.ATOM: atom, ChannelKind.CALENDAR: ics, ChannelKind.MAIL: mail, ChannelKind.WEBHOOK: webhook}
    targets = {kind: target for kind, target in asked.items() if target is not None}
    if not targets:
        raise click.UsageError(text("cli.watch_no_target", lang))
    _check_places(atom, ics, mail)
    if webhook is not None:
        read_address(webhook, allowed=_own_servers())
        read_secret(secret := secret or new_secret())
    with opened(folder, lang) as desk:
        watches = watches_of(desk)
        found = watches.named(id)
        for kind, target in targets.items():
            place = str(Path(target).absolute()) if kind in (ChannelKind.ATOM, ChannelKind.CALENDAR) else target
            signed = secret if kind is ChannelKind.WEBHOOK else None
            watches.add_channel(found, kind, place, secret=signed, shows_name=show_name, lang=lang)
            say([text(f"watch.delivers_{kind}", lang, id=found.id)])
    if webhook is not None:
        say([text("watch.secret", lang, secret=secret)])
    return 0


def run(since: date | None, folder: str, lang: str) -> int:
    """Tell what is new, each thing once; 3 where something waits for the next run."""
    from vigie.desk.watching import run
    from vigie.outputs.layouts import layouts
    from vigie.transport.asking import Limits
    from vigie.transport.client import Client
    from vigie.watch.delivery import Carriers

    limits = Limits(tries=2, redirects=0, deadline=20.0, silence=10.0, pause=0.0)
    with opened(folder, lang) as desk, Client(limits, allowed=_own_servers()) as client:
        ran = run(desk, layouts(desk, today_here()), Carriers(client, _mail_server_or_why_not()), now=now, since=since)
    delivered = ran.delivered
    for id in ran.unresolved:
        say([text("watch.unresolved", lang, id=id)])
    for one in delivered.undelivered:
        say([text("watch.undelivered", lang, channel=one.channel, kind=one.kind, why=one.error.message(lang))])
    say(
        [
            text(
                "watch.ran",
                lang,
                watches=counted(ran.watches, "watches_count", lang),
                captures=counted(ran.captures, "captures_count", lang),
                alerts=counted(ran.alerts, "alerts", lang),
                messages=delivered.messages,
                files=counted(delivered.files, "files", lang),
                waiting=delivered.waiting,
            )
        ]
    )
    return 3 if delivered.waiting or delivered.undelivered or ran.unresolved else 0


def today(on: date | None, known: date | None, shape: str, limit: int, folder: str, lang: str) -> int:
    """The morning page."""
    from vigie.desk.watching import today

    with opened(folder, lang) as desk:
        return write(today(desk, on=on or today_here(), known=known), shape, lang, limit)


def _check_places(atom: str | None, ics: str | None, mail: str | None) -> None:
    """Raise WatchTargetError for what is no file and no one plain address."""
    from vigie.errors import WatchTargetError

    for path, expected in ((atom, "feed.xml"), (ics, "dates.ics")):
        if path is not None and (not path.strip() or Path(path).is_dir()):
            raise WatchTargetError(found=path, expected=expected)
    if mail is not None and not _MAILBOX.fullmatch(mail):
        raise WatchTargetError(found=mail, expected="desk@example.org")


def _own_servers() -> frozenset[tuple[str, int]]:
    """Hosts and ports of one's own, which alerts may go to though they are not public: VIGIE_OWN_SERVERS, "host:port", by commas."""
    from vigie.errors import WatchTargetError

    found = set()
    for one in filter(None, map(str.strip, os.environ.get("VIGIE_OWN_SERVERS", "").split(","))):
        host, _, port = one.lower().rpartition(":")
        if not host or not port.isdecimal() or len(port) > 5:
            raise WatchTargetError(found=f"VIGIE_OWN_SERVERS={one}", expected="host:port")
        found.add((host.removeprefix("[").removesuffix("]"), int(port)))
    return frozenset(found)


def _mail_server_or_why_not() -> "MailServer | VigieError | None":
    """The mail server, or why it cannot be used: feeds and webhooks go on without it."""
    from vigie.errors import MailServerError

    try:
        return _mail_server()
    except MailServerError as slip:
        return slip


def _mail_server() -> "MailServer | None":
    """The mail server the environment names; None where it names none. Raises MailServerError for what cannot be used."""
    from vigie.errors import MailServerError
    from vigie.transport.mail import MailServer

    host, sender = os.environ.get("VIGIE_SMTP_HOST"), os.environ.get("VIGIE_SMTP_FROM", "")
    if not host:
        return None
    security, port = os.environ.get("VIGIE_SMTP_SECURITY", "starttls"), os.environ.get("VIGIE_SMTP_PORT", "587")
    if not _MAILBOX.fullmatch(sender):
        raise MailServerError(found=f"VIGIE_SMTP_FROM={sender}", expected="vigie@example.org")
    if security not in ("starttls", "tls", "none"):
        raise MailServerError(found=f"VIGIE_SMTP_SECURITY={security}", expected="starttls, tls, none")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise MailServerError(found=f"VIGIE_SMTP_PORT={port}", expected="1 … 65535")
    password = os.environ.get("VIGIE_SMTP_PASSWORD")
    if kept := os.environ.get("VIGIE_SMTP_PASSWORD_FILE"):
        password = _read_password(kept)
    user = os.environ.get("VIGIE_SMTP_USER")
    if security == "none" and user and host not in ("localhost", "127.0.0.1", "::1"):
        raise MailServerError(found="VIGIE_SMTP_SECURITY=none, VIGIE_SMTP_USER", expected="starttls, tls")
    return MailServer(host, int(port), security, sender, user, password)


def _read_password(path: str) -> str:
    from vigie.errors import MailServerError

    try:
        return Path(path).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise MailServerError(found=f"VIGIE_SMTP_PASSWORD_FILE={path}", expected="UTF-8") from None
