"""Alerts laid out: feeds that are Atom, calendars that a calendar reads back, webhooks signed as the standard has it."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from lxml import etree

from vigie.cli.main import run as run_command
from vigie.errors import AddressRefusedError, MailError, WebhookSecretError
from vigie.evidence import Evidence
from vigie.messages import LANGUAGES
from vigie.money import Basis, Figure
from vigie.outputs.calendar import to_calendar
from vigie.outputs.feed import to_atom
from vigie.outputs.letters import subject_of, to_body, to_letter
from vigie.records.event import Due, Event, EventKind, Moved, Subject
from vigie.transport.asking import Limits
from vigie.transport.client import Client
from vigie.transport.mail import MailServer, hand_over, letter
from vigie.watch.webhook import new_secret, post, read_secret, signature

HERE = Path(__file__).parent
REFUSED = json.loads((HERE.parent / "transport" / "must_refuse.json").read_text(encoding="utf-8"))
PLACE = Evidence("ab" * 32, "row=7")
EVENT = Event(
    "0" * 32, EventKind.SIGNED, date(2026, 6, 16), date(2026, 6, 20), 3, "7012", "ALPHA <INC> & CO", "70TEST26F00000001", "0",
    "A \x07 TITLE ]]> <b>", (Figure(Basis.OBLIGATED, "USD", Decimal("1234.50"), date(2026, 6, 16), (PLACE,)),), Subject(), PLACE,
)  # fmt: skip
EASTERN = timezone(timedelta(hours=-4))
DEADLINE = Due(
    "k" * 32, "contract-ends", date(2026, 4, 9), datetime(2026, 4, 9, 12, tzinfo=EASTERN), "70TEST26R00000001", "CALL CENTER", None,
    (Moved("2026-04-02T12:00:00-04:00", date(2026, 3, 11)),), Subject(), PLACE,
)  # fmt: skip
STAMP = datetime(2026, 4, 1, tzinfo=UTC)


def read_back(*dues: Due, name: str | None = None, lang: str = "en") -> list[Any]:
    """The entries of a calendar as a calendar's reader has them."""
    return list(Calendar.from_ical(to_calendar(dues, name=name, lang=lang, stamp=STAMP)).walk("VEVENT"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", list(EventKind))
def test_a_feed_is_atom(kind: EventKind, lang: str) -> None:
    schema = etree.RelaxNG(etree.parse(HERE / "atom.rng"))
    bare = replace(EVENT, id="1" * 32, supplier=None, figures=())
    feed = to_atom([replace(EVENT, kind=kind), bare], id="w", name=None, lang=lang)

    schema.assertValid(etree.fromstring(feed))
    words = (
        b"A \\u0007 TITLE ]]&gt; &lt;b&gt;"
        if kind in (EventKind.NOTICE, EventKind.NOTICE_CHANGED)
        else b"ALPHA &lt;INC&gt; &amp; CO"
    )
    assert words in feed


def test_the_schema_refuses_what_is_no_feed() -> None:
    schema = etree.RelaxNG(etree.parse(HERE / "atom.rng"))
    feed = to_atom([EVENT], id="w", name=None, lang="en")

    assert not schema.validate(etree.fromstring(feed.replace(b"urn:uuid:", b"urn:x:")))
    assert not schema.validate(etree.fromstring(feed.replace(b"T00:00:00+00:00", b"")))
    assert not schema.validate(
        etree.fromstring(feed.replace(b"<author>", b"<writer>").replace(b"</author>", b"</writer>"))
    )


def test_ids_of_a_feed_are_the_same_whatever_it_says() -> None:
    first, second = (
        etree.fromstring(to_atom([replace(EVENT, title=title)], id="w", name=name, lang=lang))
        for title, name, lang in (("one", None, "en"), ("two", "my list", "fr"))
    )

    ids = [[one.text for one in feed.iter("{*}id")] for feed in (first, second)]

    assert ids[0] == ids[1]
    assert ids[0][1] == "urn:uuid:5ecc16bd-9fe7-5853-bd9c-2d85e1976190"


def test_a_deadline_is_read_back_in_its_zone_and_moves_under_one_uid() -> None:
    before = replace(DEADLINE, moment=datetime(2026, 4, 2, 12, tzinfo=EASTERN), day=date(2026, 4, 2), history=())
    first, second = (read_back(due)[0] for due in (before, DEADLINE))

    assert first["uid"] == second["uid"]
    assert (int(first["sequence"]), int(second["sequence"])) == (0, 1)
    assert first["dtstart"].dt == datetime(2026, 4, 2, 16, tzinfo=UTC)
    assert second["dtstart"].dt == datetime(2026, 4, 9, 16, tzinfo=UTC)
    assert "Before: 2026-04-02T12:00:00-04:00, given on 11 March 2026" in second["description"]


def test_a_date_without_a_time_is_a_whole_day() -> None:
    due = replace(DEADLINE, moment=None, rule="31 U.S.C. 3554(a)(1)")
    (entry,) = read_back(due, name="mine", lang="fr")

    assert (entry["dtstart"].dt, entry["dtend"].dt) == (date(2026, 4, 9), date(2026, 4, 10))
    assert "31 U.S.C. 3554(a)(1)" in entry["description"]


def test_the_same_dates_give_the_same_file() -> None:
    files = {to_calendar([DEADLINE], name=None, lang="en", stamp=STAMP) for _ in range(2)}

    assert len(files) == 1


def test_a_body_says_what_happened_and_for_nobody() -> None:
    body = json.loads(to_body(EVENT, name=None, lang="en"))

    assert body["type"] == "vigie.signed"
    assert body["data"]["number"] == "70TEST26F00000001"
    assert body["data"]["figures"][0]["amount"] == "1234.50"
    assert body["data"]["evidence"] == {"sha256": "ab" * 32, "pointer": "row=7"}
    assert set(body["data"]) == {
        "headline", "id", "kind", "happened", "seen", "buyer", "supplier", "number", "amendment", "title", "figures", "evidence",
    }  # fmt: skip


def test_only_an_alert_that_may_show_it_carries_a_name() -> None:
    assert b"my list" in to_body(EVENT, name="my list", lang="en")
    assert b"my list" in to_atom([EVENT], id="w", name="my list", lang="en")
    assert subject_of([EVENT], name="my list", lang="en").startswith("my list: 70TEST26F00000001: signed by ICE")


def test_a_letter_cannot_be_forged_by_a_record() -> None:
    forged = replace(EVENT, title="X\r\nBcc: all@example.org", supplier="Y\nBcc: b@example.org")
    server = MailServer("h", 25, "none", "vigie@example.org")
    made = letter(
        server, "a@example.org", subject=subject_of([forged], name=None, lang="en"), text=to_letter([forged], lang="en"),
        message="m", lang="en", now=STAMP,
    )  # fmt: skip

    assert made["Bcc"] is None
    assert made["Message-ID"] == "<m@example.org>"


def test_the_signature_is_that_of_the_standard() -> None:
    """The values of the standard's own example."""
    signed = signature(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", message="msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp=1614265330,
        body=b'{"test": 2432232314}',
    )  # fmt: skip

    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(
    "secret", ["", "whsec_", "whsec_AAAA", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_" + "A" * 100, "whsec_é"]
)
def test_a_secret_that_is_none_is_refused_and_not_shown(secret: str) -> None:
    with pytest.raises(WebhookSecretError) as refusal:
        read_secret(secret)
    assert secret not in refusal.value.message("en") or len(secret) < 7


def test_a_new_secret_is_one() -> None:
    assert len(read_secret(new_secret())) == 32


@pytest.mark.parametrize("address", [one if isinstance(one, str) else one["url"] for one in REFUSED][:80])
def test_an_alert_goes_to_no_address_that_must_not_be_asked(address: str, tmp_path: Path) -> None:
    def no_connection(*told: object) -> None:
        raise AssertionError(told)

    with (
        Client(Limits(tries=1), resolve=lambda *_: ["127.0.0.1"], connect=no_connection) as client,  # type: ignore[arg-type]
        pytest.raises(AddressRefusedError),
    ):
        post(client, address, b"{}", secret=new_secret(), message="m", now=STAMP)


def test_an_address_of_this_machine_is_refused_when_it_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = run_command(["watch", "deliver", "ab", "--webhook", "https://127.0.0.1/x", "--desk", str(tmp_path)])

    assert status == 69
    assert "127.0.0.1" in capsys.readouterr().err


def test_a_mail_server_that_is_not_there_is_said_without_addresses_of_people() -> None:
    server = MailServer("127.0.0.1", 1, "none", "vigie@example.org")
    made = letter(server, "somebody@example.org", subject="s", text="t", message="m", lang="en", now=STAMP)

    with pytest.raises(MailError) as refusal:
        hand_over(server, made)
    assert "somebody" not in refusal.value.message("en")
    assert "127.0.0.1:1" in refusal.value.message("fr")
