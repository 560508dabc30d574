"""A webhook as Standard Webhooks 1.0 has it: an id that stays the same at every try, a time, and a signature over both and the body."""

import base64
import binascii
import hashlib
import hmac
from datetime import datetime
from secrets import token_bytes

from vigie.errors import WebhookSecretError
from vigie.transport.asking import Question
from vigie.transport.client import Client

_PREFIX = "whsec_"
# Standard Webhooks 1.0, "Signature scheme": a secret has 24 to 64 bytes
_SHORTEST, _LONGEST = 24, 64


def new_secret() -> str:
    """A random secret of 32 bytes, as receivers take it."""
    return _PREFIX + base64.b64encode(token_bytes(32)).decode()


def read_secret(text: str) -> bytes:
    """The bytes of a secret written whsec_ and base64; WebhookSecretError where it is not."""
    try:
        secret = base64.b64decode(text.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raise WebhookSecretError(found=len(text)) from None
    if not text.startswith(_PREFIX) or not _SHORTEST <= len(secret) <= _LONGEST:
        raise WebhookSecretError(found=len(secret))
    return secret


def signature(secret: str, *, message: str, timestamp: int, body: bytes) -> str:
    """The signature of version 1: HMAC-SHA256 over id, timestamp and body, apart by dots."""
    signed = f"{message}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(read_secret(secret), signed, hashlib.sha256).digest()).decode()


def post(client: Client, target: str, body: bytes, *, secret: str, message: str, now: datetime) -> None:
    """Hand a body over to a webhook; done when it answers with a status of 200 to 299.

    Raises the errors of ``vigie.errors.FetchError``.
    """
    timestamp = int(now.timestamp())
    headers = {
        "webhook-id": message,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(secret, message=message, timestamp=timestamp, body=body),
    }
    client.tell(Question("POST", target, body=body, media_type="application/json", headers=headers))
