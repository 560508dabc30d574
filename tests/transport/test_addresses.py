"""Addresses: which are refused before anything is looked up, and which when their name leads to a private number."""

import json
import socket
from pathlib import Path

import pytest
from tests.transport.loopback import Clock

from vigie.errors import AddressRefusedError
from vigie.transport.addresses import is_public, read_address, shown
from vigie.transport.asking import Question
from vigie.transport.client import Client

MUST_REFUSE: list[str] = json.loads((Path(__file__).parent / "must_refuse.json").read_text(encoding="utf-8"))
# The same addresses as https: refused for what they lead to, not for their scheme
AS_HTTPS = [text.replace("http:", "https:", 1) for text in MUST_REFUSE if text.startswith("http:")]


def no_socket(number: str, port: int, seconds: float) -> socket.socket:
    raise AssertionError(f"a socket to {number}:{port}")


def loopback_name(host: str, port: int, seconds: float) -> list[str]:
    assert host.endswith((".nip.io", "rebound.example.com")), f"{host} was looked up"
    return ["127.0.0.1"]


def careful_client() -> Client:
    clock = Clock()
    return Client(connect=no_socket, resolve=loopback_name, clock=clock, sleep=clock.sleep)


def test_the_list_is_whole() -> None:
    assert len(MUST_REFUSE) == 68
    assert len(AS_HTTPS) > 45


@pytest.mark.parametrize("text", MUST_REFUSE + AS_HTTPS)
def test_an_address_of_the_list_is_refused_and_no_socket_opened(text: str) -> None:
    with careful_client() as client, pytest.raises(AddressRefusedError) as refused:
        client.fetch(Question("GET", text), expects="application/json")

    assert not any("user:pass" in refused.value.message(lang) for lang in ("en", "fr"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("http://example.com/", "refused.scheme"),
        ("https://user:pass@example.com/", "refused.credentials"),
        ("https://example.com:8443/", "refused.port"),
        ("https://localhost/", "refused.name"),
        ("https://desk.internal/", "refused.name"),
        ("https://192.168.1.1/", "refused.number"),
        ("https://0x7f.1/", "refused.number"),
        ("https://[::ffff:7f00:1]/", "refused.number"),
        ("https://exa\tmple.com/", "refused.form"),
        ("https://example.com/ a", "refused.form"),
        ("https://example.com/#part", "refused.form"),
    ],
)
def test_a_refusal_names_its_rule(text: str, reason: str) -> None:
    with pytest.raises(AddressRefusedError) as refused:
        read_address(text)

    assert refused.value.found["reason"] == reason


@pytest.mark.parametrize(
    "text",
    [
        "https://api.usaspending.gov/api/v2/search/spending_by_transaction/",
        "https://files.usaspending.gov/award_data_archive/FY(All)_All_Contracts_Delta_20260924.zip",
        "https://www.sec.gov/cgi-bin/browse?action=getcompany&type=10-K",
        "https://xn--bcher-kva.example.org/",
        "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
    ],
)
def test_a_public_address_is_read_and_written_the_same(text: str) -> None:
    assert read_address(text).text == text


@pytest.mark.parametrize(
    ("number", "public"),
    [("93.184.215.14", True), ("2606:2800:21f::1", True), ("192.88.99.1", False), ("3fff::1", False),
     ("168.63.129.16", False), ("::ffff:93.184.215.14", False), ("fe80::1%lo", False), ("12", False), ("", False)],
)  # fmt: skip
def test_a_number_is_public_or_not(number: str, public: bool) -> None:
    assert is_public(number) is public


def test_one_private_number_among_public_ones_refuses_the_name() -> None:
    clock = Clock()
    client = Client(connect=no_socket, resolve=lambda *_: ["93.184.215.14", "10.0.0.1"], clock=clock, sleep=clock.sleep)

    with client, pytest.raises(AddressRefusedError):
        client.fetch(Question("GET", "https://rebound.example.com/"), expects="application/json")


def test_the_number_at_the_other_end_is_judged_again() -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    opened: list[socket.socket] = []

    def elsewhere(number: str, port: int, seconds: float) -> socket.socket:
        opened.append(socket.create_connection(listening.getsockname()))
        return opened[-1]

    client = Client(connect=elsewhere, resolve=lambda *_: ["93.184.215.14"])
    with listening, client, pytest.raises(AddressRefusedError):
        client.fetch(Question("GET", "https://rebound.example.com/"), expects="application/json")

    assert [line.fileno() for line in opened] == [-1]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("https://user:secret@example.com/a?key=secret#secret", "https://example.com/a"),
        ("https://example.com/a?api_key=secret", "https://example.com/a"),
        ("//user:secret@example.com", "//example.com"),
        ("https://a:s/ecret@example.com/", "https://example.com/"),
        ("https://example.com\r\nSet-Cookie: x", "https://example.comSet-Cookie:x"),
    ],
)
def test_an_address_is_shown_without_secrets(text: str, seen: str) -> None:
    assert shown(text) == seen
