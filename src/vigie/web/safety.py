"""What keeps a reader's desk theirs: who may ask, under which name, from which page; what a page may load (nothing but its own)."""

import secrets
import time
from collections.abc import Iterable
from pathlib import Path

from starlette.requests import Request

from vigie.errors import PasswordMissingError

LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]")
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
COOKIE = "vigie"
# So long a reader stays signed in, and so many wrong passwords are taken in a minute
_HOURS, _WRONG = 12, 10


def hash_path(folder: Path) -> Path:
    """Where the hash of a desk's password stands."""
    return folder / "password.argon2id"


def set_password(folder: Path, password: str) -> Path:
    """Keep the argon2id hash of a password beside the desk, for its owner's eyes; never the password."""
    from argon2 import PasswordHasher

    path = hash_path(folder)
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(PasswordHasher().hash(password) + "\n", encoding="ascii")
    return path


class Doors:
    """Who may come in. ``names``: the hosts pages are asked for under; ``hash``: of the password, None: none is needed."""

    def __init__(self, names: Iterable[str], hash: str | None) -> None:
        self._names = frozenset(name.lower() for name in names)
        self._hash = hash
        self._sessions: dict[str, float] = {}
        self._wrong: list[float] = []

    @property
    def locked(self) -> bool:
        """Whether a password is asked for."""
        return self._hash is not None

    def knows(self, request: Request) -> bool:
        """Whether a request names one of our hosts; a foreign name points at us by mistake or by design (DNS rebinding)."""
        host = request.headers.get("host", "").lower()
        name, _, port = host.rpartition(":") if not host.endswith("]") else (host, "", "")
        return (name if name and port.isdecimal() else host) in self._names

    def from_own_page(self, request: Request) -> bool:
        """Whether what is sent comes from one of our own pages, or from no page at all."""
        site = request.headers.get("sec-fetch-site")
        if site is not None:
            # pages that send no referrer name "null" as their origin, so it says nothing where this is said
            return site in ("same-origin", "none")
        origin = request.headers.get("origin")
        return origin is None or origin == f"{request.url.scheme}://{request.headers.get('host', '')}"

    def signed_in(self, request: Request) -> bool:
        """Whether a reader may read: always, where no password is needed."""
        if self._hash is None:
            return True
        until = self._sessions.get(request.cookies.get(COOKIE, ""), 0)
        return until > time.monotonic()

    def sign_in(self, password: str) -> str | None:
        """A new session's token for the right password; None for a wrong one, or for too many wrong ones."""
        from argon2 import PasswordHasher
        from argon2.exceptions import VerificationError

        now = time.monotonic()
        self._wrong = [moment for moment in self._wrong if moment > now - 60]
        if self._hash is None or len(self._wrong) >= _WRONG:
            return None
        try:
            PasswordHasher().verify(self._hash, password)
        except VerificationError:
            self._wrong.append(now)
            return None
        self._sessions = {token: until for token, until in self._sessions.items() if until > now}
        token = secrets.token_urlsafe(32)
        self._sessions[token] = now + _HOURS * 3600
        return token


def doors(folder: Path, host: str, names: Iterable[str]) -> Doors:
    """The doors of pages served on a host; PasswordMissingError where others could come in and no password is set."""
    if host in LOOPBACK:
        return Doors((*LOOPBACK, *names), None)
    path = hash_path(folder)
    if not path.exists():
        raise PasswordMissingError(found=host, where=str(folder))
    return Doors((*LOOPBACK, host, *names), path.read_text(encoding="ascii").strip())
