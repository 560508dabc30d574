"""The outbox: an event goes into it once for each channel, in one transaction with the mark, and out of it once it was handed over."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from vigie.evidence import Evidence
from vigie.money import Basis, Figure
from vigie.records.event import Event, EventKind, Subject, id_of
from vigie.watch.store import Watches

# Pauses between tries, the last for all that follow; a run comes once a day or so
_PAUSES = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12))


@dataclass(frozen=True, slots=True)
class Waiting:
    """Events that go out together by one channel, in the order in which they came in; ``message`` is the same at every try, so that
    whoever gets it twice knows it."""

    channel: int
    message: str
    events: tuple[Event, ...]


class Outbox:
    """What is to be told, by channel."""

    def __init__(self, watches: Watches) -> None:
        self._watches = watches

    def mark(self) -> int:
        """The number of the last capture whose events came in; 0: none."""
        if not self._watches.path.exists():
            return 0
        with self._watches.opened() as db:
            (found,) = db.execute("select coalesce(max(capture), 0) from mark").fetchone()
        return int(found)

    def take(self, told: Iterable[tuple[int, Sequence[Event], bool]], *, mark: int, now: datetime) -> int:
        """Take in the events of each channel, each event once ever, with the mark, all or nothing; return how many were new.

        ``told`` has a channel, its events, and whether they go out together as one message.
        """
        new = 0
        with self._watches.writing() as db:
            for channel, events, together in told:
                held = {
                    event
                    for (event,) in db.execute("select event from outbox where channel = ?", (channel,)).fetchall()
                }
                unheard = [event for event in events if event.id not in held]
                digest = id_of(str(channel), *(event.id for event in unheard))
                for event in unheard:
                    message = digest if together else id_of(str(channel), event.id)
                    db.execute(
                        "insert into outbox (event, channel, said, message, due) values (?, ?, ?, ?, ?)",
                        (event.id, channel, _said(event), message, now.astimezone(UTC).isoformat()),
                    )
                new += len(unheard)
            db.execute("delete from mark")
            db.execute("insert into mark (capture) values (?)", (mark,))
        return new

    def waiting(self, channel: int, *, now: datetime) -> list[Waiting]:
        """What is due by a channel, message by message."""
        with self._watches.opened() as db:
            rows = db.execute(
                """select message, said from outbox where channel = ? and state = 'waiting' and due <= ? order by number""",
                (channel, now.astimezone(UTC).isoformat()),
            ).fetchall()
        messages: dict[str, list[Event]] = {}
        for message, said in rows:
            messages.setdefault(message, []).append(_event(said))
        return [Waiting(channel, message, tuple(events)) for message, events in messages.items()]

    def latest(self, channel: int, most: int) -> list[Event]:
        """The last events that came in for a channel, waiting or told, the newest first."""
        with self._watches.opened() as db:
            rows = db.execute(
                "select said from outbox where channel = ? order by number desc limit ?", (channel, most)
            ).fetchall()
        return [_event(said) for (said,) in rows]

    def sent(self, channel: int, messages: Iterable[str], *, now: datetime) -> None:
        """Note that messages were handed over."""
        moment = now.astimezone(UTC).isoformat()
        with self._watches.writing() as db:
            db.executemany(
                "update outbox set state = 'sent', sent = ?, tries = tries + 1 where channel = ? and message = ?",
                [(moment, channel, message) for message in messages],
            )

    def failed(self, channel: int, message: str, *, now: datetime) -> None:
        """Note that a message could not be handed over, and when it is tried again."""
        with self._watches.writing() as db:
            (tries,) = db.execute(
                "select max(tries) from outbox where channel = ? and message = ?", (channel, message)
            ).fetchone()
            due = now.astimezone(UTC) + _PAUSES[min(tries, len(_PAUSES) - 1)]
            db.execute(
                "update outbox set tries = tries + 1, due = ? where channel = ? and message = ?",
                (due.isoformat(), channel, message),
            )

    def unsent(self) -> int:
        """How many messages wait, due or not."""
        with self._watches.opened() as db:
            (found,) = db.execute(
                "select count(*) from (select distinct channel, message from outbox where state = 'waiting')"
            ).fetchone()
        return int(found)


def _said(event: Event) -> str:
    figures = [
        {"basis": one.basis, "currency": one.currency, "amount": None if one.amount is None else str(one.amount), "on": str(one.on)}
        for one in event.figures
    ]  # fmt: skip
    return json.dumps(
        {
            "id": event.id, "kind": event.kind, "happened": str(event.happened), "seen": str(event.seen), "capture": event.capture,
            "buyer": event.buyer, "supplier": event.supplier, "number": event.number, "amendment": event.amendment,
            "title": event.title, "figures": figures, "sha256": event.evidence.sha256, "pointer": event.evidence.pointer,
        },
        ensure_ascii=False,
    )  # fmt: skip


def _event(said: str) -> Event:
    """An event as it came in; what it was matched by is not kept."""
    found: dict[str, Any] = json.loads(said)
    evidence = Evidence(found["sha256"], found["pointer"])
    return Event(
        id=found["id"],
        kind=EventKind(found["kind"]),
        happened=date.fromisoformat(found["happened"]),
        seen=date.fromisoformat(found["seen"]),
        capture=found["capture"],
        buyer=found["buyer"],
        supplier=found["supplier"],
        number=found["number"],
        amendment=found["amendment"],
        title=found["title"],
        figures=tuple(
            Figure(
                Basis(one["basis"]),
                one["currency"],
                None if one["amount"] is None else Decimal(one["amount"]),
                date.fromisoformat(one["on"]),
                (evidence,),
            )
            for one in found["figures"]
        ),
        subject=Subject(),
        evidence=evidence,
    )
