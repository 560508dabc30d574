"""Mail handed over to a server of one's own."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from vigie.errors import MailError

_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class MailServer:
    """Who takes mail over. ``security`` is "starttls", "tls" or, for a server on this machine, "none"; ``user`` None: it asks for no
    password. ``sender`` is the address mail comes from."""

    host: str
    port: int
    security: str
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)


def letter(
    server: MailServer, target: str, *, subject: str, text: str, message: str, lang: str, now: datetime
) -> EmailMessage:
    """A letter in plain text. Its Message-ID is the same at every try, so that a mailbox that gets it twice can know it."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = server.sender, target, subject
    made["Date"] = format_datetime(now)
    made["Message-ID"] = f"<{message}@{server.sender.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's holiday notice answers it
    made["Content-Language"] = lang
    made.set_content(text)
    return made


def hand_over(server: MailServer, letter: EmailMessage) -> None:
    """Give a letter to the server; done when the server has said that it takes it. Raises MailError."""
    where = f"{server.host}:{server.port}"
    try:
        line = _connected(server)
    except (smtplib.SMTPException, OSError, UnicodeError) as refusal:
        raise MailError(where=where, found=_reason(refusal)) from refusal
    try:
        if server.security == "starttls":
            line.starttls(context=ssl.create_default_context())
        if server.user is not None:
            line.login(server.user, server.password or "")
        refused = line.send_message(letter)
    except (smtplib.SMTPException, OSError, UnicodeError) as refusal:
        line.close()
        raise MailError(where=where, found=_reason(refusal)) from refusal
    with suppress(smtplib.SMTPException, OSError):  # the letter is taken, however the server says goodbye
        line.quit()
    if refused:
        raise MailError(where=where, found=", ".join(str(code) for code, _ in refused.values()))


def _connected(server: MailServer) -> smtplib.SMTP:
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=ssl.create_default_context())
    return smtplib.SMTP(server.host, server.port, timeout=_SECONDS)


def _reason(refusal: Exception) -> str:
    """What a server said no with: a code, never its words, in which addresses stand."""
    if isinstance(refusal, smtplib.SMTPResponseException):
        return str(refusal.smtp_code)
    return type(refusal).__name__
