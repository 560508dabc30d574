"""Which addresses are refused: judged on the text, and again on the number a name leads to.

The networks are those of the IANA registries of special-purpose IPv4 and IPv6 addresses (RFC 6890 and its updates),
written out, because what a Python version takes for public differs from release to release.
"""

import ipaddress
import re
from dataclasses import dataclass

from vigie.errors import AddressRefusedError

# Names that belong to a machine or a private network (RFC 6761, RFC 6762, RFC 8375, ICANN's .internal, and usage)
_PRIVATE_NAMES = frozenset(
    "localhost localdomain local internal intranet private lan home corp arpa onion test invalid example".split()
)
_NOT_PUBLIC = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 "
        "192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 "
        "198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 "
        "2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20"
    ).split()
)
# What IANA gives out as public IPv6; everything outside it maps, translates, or stays on a link
_PUBLIC_IPV6 = ipaddress.IPv6Network("2000::/3")

_ADDRESS = re.compile(
    r"""(?P<scheme>[a-z][a-z0-9+.-]*)://
    (?P<authority>[^/?]*)
    (?P<target>(?:/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?(?:\?[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?)""",
    re.VERBOSE | re.IGNORECASE,
)
_HOST_AND_PORT = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::([0-9]{1,5}))?", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be asked, in its parts; ``target`` is path and query as they are sent."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def text(self) -> str:
        """The address as one text."""
        return f"{self.scheme}://{self.authority}{self.target}"

    @property
    def authority(self) -> str:
        """Host and port as a request names them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.scheme == "https" else 80) else f"{host}:{self.port}"


def shown(text: str) -> str:
    """An address as messages and files may show it: without credentials, query, fragment and control characters."""
    bare = re.split(r"[?#]", re.sub(r"[^\x21-\x7e]", "", text))[0]
    return re.sub(r"^([A-Za-z][A-Za-z0-9+.-]*:/*|/*).*@", r"\1", bare)[:300]


def read_address(text: str, *, allowed: frozenset[tuple[str, int]] = frozenset()) -> Address:
    """The parts of a public https address. ``allowed`` names hosts and ports that are exempt from the rules.

    Raises AddressRefusedError with the rule that refuses it; nothing is looked up.
    """
    found = _ADDRESS.fullmatch(text)
    if found is None:
        raise _refused(text, "refused.form")
    scheme = found["scheme"].lower()
    if "@" in found["authority"]:
        raise _refused(text, "refused.credentials")
    parts = _HOST_AND_PORT.fullmatch(found["authority"])
    if parts is None:
        raise _refused(text, "refused.form")
    host = parts[1].lower().strip("[]")
    port = int(parts[2] or (443 if scheme == "https" else 80))
    target = found["target"] if found["target"].startswith("/") else "/" + found["target"]
    if scheme in ("http", "https") and (host, port) in allowed:
        return Address(scheme, host, port, target)
    if scheme != "https":
        raise _refused(text, "refused.scheme")
    if port != 443:
        raise _refused(text, "refused.port")
    if (reason := _wrong_host(host)) is not None:
        raise _refused(text, reason)
    return Address(scheme, host, port, target)


def is_public(number: str) -> bool:
    """Whether an IP address, as the operating system writes it, is on the public internet."""
    try:
        found = ipaddress.ip_address(number)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and (found.scope_id is not None or found not in _PUBLIC_IPV6):
        return False
    return found.is_global and not any(found in network for network in _NOT_PUBLIC if network.version == found.version)


def _wrong_host(host: str) -> str | None:
    labels = host.split(".")
    # A name that ends in a number is a number (WHATWG URL, "ends in a number"); only its plain spelling is read
    if ":" in host or re.fullmatch(r"[0-9]+|0x[0-9a-f]*", labels[-1]):
        return None if is_public(host) else "refused.number"
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        return "refused.form"
    if len(labels) < 2 or labels[-1] in _PRIVATE_NAMES:
        return "refused.name"
    return None


def _refused(text: str, reason: str) -> AddressRefusedError:
    return AddressRefusedError(where=shown(text), reason=reason)
