"""What comes again is told again, once: the same bytes on a later day, a value corrected back, a notice that turns back."""

import smtplib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.histories import Row, captured, history
from tests.watch.test_alerts import EVENT, STAMP
from tests.watch.test_announced import FIRST, load

import vigie
from vigie.cli.main import run as run_command
from vigie.desk import Desk, create
from vigie.desk.watching import add, run, today, watches_of
from vigie.errors import MailError, VigieError
from vigie.outputs.alerts import details, headline
from vigie.outputs.calendar import to_calendar
from vigie.outputs.feed import to_atom
from vigie.outputs.layouts import layouts
from vigie.outputs.letters import subject_of
from vigie.privacy.bare_names import sentinel
from vigie.records.event import EventKind
from vigie.transport import mail
from vigie.transport.asking import Limits
from vigie.transport.client import Client
from vigie.transport.mail import MailServer, hand_over, letter
from vigie.watch.delivery import Carriers
from vigie.watch.watches import ChannelKind, Criteria
from vigie.watch.webhook import new_secret, post

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
ALPHA = Row()
BETA = Row(piid="70TEST26F00000002", supplier="CHARLIE CORPORATION", amount="40.00")


def watched(desk: Desk, folder: Path, **asked: str) -> None:
    """A watch with a feed."""
    made = add(desk, Criteria(**asked), name=None, now=NOW)
    watches_of(desk).add_channel(
        made, ChannelKind.ATOM, str(folder / "f.atom"), secret=None, shows_name=False, lang="en"
    )


def alerts(folder: Path) -> int:
    with vigie.open(folder) as desk, Client() as client:
        return run(desk, layouts(desk, NOW.date()), Carriers(client, None), now=lambda: NOW).alerts


def test_a_withdrawal_is_told_though_the_last_capture_has_the_bytes_of_the_one_before(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    history(folder, captured("2026-01-05", ALPHA, BETA))
    with vigie.open(folder) as desk:
        watched(desk, tmp_path, buyer="ICE")

    history(folder, captured("2026-01-12", ALPHA))
    first = alerts(folder)
    history(folder, captured("2026-01-19", ALPHA))

    assert (first, alerts(folder), alerts(folder)) == (0, 1, 0)


def test_an_amount_corrected_to_and_fro_is_told_each_time(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    history(folder, captured("2026-01-05", ALPHA))
    with vigie.open(folder) as desk:
        watched(desk, tmp_path, buyer="ICE")

    told = []
    for number, row in enumerate((replace(ALPHA, amount="55.00"), ALPHA, replace(ALPHA, amount="55.00"))):
        history(folder, captured(f"2026-01-{12 + 7 * number}", row))
        told.append(alerts(folder))

    assert told == [1, 1, 1]


def test_a_deadline_moved_to_and_fro_is_told_each_time(tmp_path: Path) -> None:
    create(tmp_path / "desk")
    days = ["2026-04-02T12:00:00-04:00", "2026-04-09T12:00:00-04:00"]
    told = []
    with vigie.open(tmp_path / "desk") as desk:
        load(desk, tmp_path, FIRST.format(deadline=days[0], words="words"), seen=date(2026, 3, 10))
        watched(desk, tmp_path, number="70TEST26R00000001")
        for number, day in enumerate((days[1], days[0], days[1])):
            load(desk, tmp_path, FIRST.format(deadline=day, words="words"), seen=date(2026, 3, 12 + 2 * number))
            told.append(alerts(tmp_path / "desk"))

    assert told == [1, 1, 1]


def test_the_morning_page_stands_though_one_watch_asks_for_a_name_no_more_known(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    history(folder, captured("2026-01-05", ALPHA))
    link = 'format = 1\n[[link]]\nchild = "Alpha Inc"\nparent = "Zqx Holding"\nsource = "invented"\n'
    (folder / "desk.toml").write_text(link)
    with vigie.open(folder) as desk:
        watched(desk, tmp_path, group="Zqx Holding")
        made = add(desk, Criteria(buyer="ICE"), name=None, now=NOW)
    (folder / "desk.toml").write_text("format = 1\n")

    with vigie.open(folder) as desk:
        page = today(desk, on=date(2026, 1, 5), since=date(2025, 11, 1))

    assert (page.watches, len(page.unresolved)) == (2, 1)
    assert {id for news in (*page.happened, *page.published) for id in news.watches} <= {made.id}


def test_a_program_is_watched_with_its_solicitation(tmp_path: Path) -> None:
    create(tmp_path / "desk")
    with vigie.open(tmp_path / "desk") as desk:
        wanted = desk.filter_of(Criteria(program="skip-tracing-2025"), on=NOW.date())

    assert wanted.numbers is not None
    assert "26SOLDCR01" in wanted.numbers


class Server:
    """A server of mail that takes a letter, refuses some of its readers, and hangs up at the end."""

    def __init__(self, refused: dict[str, tuple[int, bytes]]) -> None:
        self.refused, self.taken = refused, 0

    def send_message(self, letter: Any) -> dict[str, tuple[int, bytes]]:
        self.taken += 1
        return self.refused

    def quit(self) -> None:
        raise smtplib.SMTPServerDisconnected("gone")

    def close(self) -> None:
        pass


MAIL = MailServer("localhost", 25, "none", "vigie@example.org")


def test_a_letter_that_is_taken_is_sent_however_the_server_says_goodbye(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server({})
    monkeypatch.setattr(mail, "_connected", lambda _: server)

    hand_over(MAIL, letter(MAIL, "desk@example.org", subject="s", text="t", message="m", lang="en", now=NOW))

    assert server.taken == 1


def test_a_reader_who_is_refused_is_no_delivery(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "_connected", lambda _: Server({"desk@example.org": (550, b"who?")}))

    with pytest.raises(MailError) as refusal:
        hand_over(MAIL, letter(MAIL, "desk@example.org", subject="s", text="t", message="m", lang="en", now=NOW))

    assert "550" in refusal.value.message("en")
    assert "desk@example.org" not in refusal.value.message("en")


@pytest.mark.parametrize("host", ["a..b", "a" * 70 + ".example.org"])
def test_a_host_that_is_none_is_a_failure_with_a_name(host: str) -> None:
    with pytest.raises(VigieError):
        hand_over(
            replace(MAIL, host=host),
            letter(MAIL, "a@example.org", subject="s", text="t", message="m", lang="en", now=NOW),
        )


@pytest.mark.parametrize(
    "asked",
    [["--mail", "a@example.org\nBcc: b@example.org"], ["--mail", "a@[b"], ["--mail", "nobody"], ["--mail", ""], ["--mail", "<>"],
     ["--mail", "a@example.org, b@example.org"], ["--atom", ""], ["--ics", " "]],
)  # fmt: skip
def test_a_place_alerts_cannot_go_to_is_refused_when_it_is_named(
    asked: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    create(tmp_path / "desk")
    with vigie.open(tmp_path / "desk") as desk:
        made = add(desk, Criteria(buyer="ICE"), name=None, now=NOW)

        status = run_command(["watch", "deliver", made.id, *asked, "--desk", str(tmp_path / "desk")])

        assert status == 2
        assert "no place alerts can go to" in capsys.readouterr().err
        assert watches_of(desk).channels() == []


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\ufffe", "\uffff", "\r\n", "\u202e"])
def test_no_record_breaks_a_letter_a_feed_or_a_calendar(mark: str) -> None:
    event = replace(EVENT, kind=EventKind.NOTICE, title=f"Call{mark}centre")

    made = letter(
        MAIL,
        "a@example.org",
        subject=subject_of([event], name=f"my{mark}list", lang="en"),
        text="t",
        message="m",
        lang="en",
        now=NOW,
    )

    assert "Call" in made["Subject"]
    assert b"Call" in to_atom([event], id="w", name=f"my{mark}list", lang="en")
    assert b"VCALENDAR" in to_calendar([], name=f"my{mark}list", lang="en", stamp=STAMP)


def test_a_headline_says_a_waiting_name_in_the_readers_words() -> None:
    event = replace(EVENT, kind=EventKind.NOTICE, title=f"Work by {sentinel('abcd')}")

    assert sentinel("abcd") not in headline(event, "fr")
    assert "waiting-" not in headline(event, "fr")


def test_a_server_of_ones_own_is_allowed_by_its_name() -> None:
    asked: list[str] = []

    def connect(number: str, port: int, seconds: float) -> Any:
        asked.append(number)
        raise OSError

    allowed = frozenset({("nas.corp.example", 8443)})
    secret = new_secret()
    with (
        Client(Limits(tries=1), allowed=allowed, resolve=lambda *_: ["10.0.0.5"], connect=connect) as client,
        pytest.raises(VigieError),
    ):
        post(client, "https://nas.corp.example:8443/x", b"{}", secret=secret, message="m", now=STAMP)

    assert set(asked) == {"10.0.0.5"}


def test_a_deadline_edited_in_the_same_notice_moves_its_entry_with_what_it_was(tmp_path: Path) -> None:
    create(tmp_path / "desk")
    days = ["2026-04-02T12:00:00-04:00", "2026-04-09T12:00:00-04:00"]
    with vigie.open(tmp_path / "desk") as desk:
        for number, day in enumerate(days):
            load(desk, tmp_path, FIRST.format(deadline=day, words="words"), seen=date(2026, 3, 10 + number))
        (due,) = desk.dues(since=date(2026, 4, 1), until=date(2026, 4, 30), on=date(2026, 3, 20))

    assert due.day == date(2026, 4, 9)
    assert [(one.said, one.given) for one in due.history] == [(days[0], date(2026, 3, 11))]


def test_a_report_of_a_protest_is_told_as_a_report() -> None:
    subject = replace(EVENT.subject, kind="reported")
    event = replace(EVENT, kind=EventKind.PROTEST, buyer="", title="26-SOL · sustained", subject=subject)

    said = headline(event, "en")

    assert "a third party reports" in said
    assert "no docket and no decision" in said
    assert "(, " not in said
    assert not any("source's words" in line for line in details(event, "en"))


def test_whoever_reports_is_named_without_people(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(
        "file_number,protester,solicitation,outcome,date,source\n"
        "B-999001.1,Beta LLC,70TEST26R00000001,dismissed,2026-04-20,test note by Mary Jones mary@example.org\n"
    )
    create(tmp_path / "desk")
    with vigie.open(tmp_path / "desk") as desk:
        desk.load(tmp_path / "r.csv", source="reported", seen=date(2026, 5, 1))
        (file,) = desk.protests("B-999001", on=date(2026, 6, 1)).files

    assert file.rows[0].said_by is not None
    assert "Jones" not in file.rows[0].said_by
