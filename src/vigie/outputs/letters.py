"""Alerts handed over one by one: the body of a webhook, and the text of a letter."""

import json
from collections.abc import Sequence

from vigie.messages import counted, text
from vigie.outputs.alerts import details, headline
from vigie.outputs.plain import plain
from vigie.outputs.text.sheet import visible
from vigie.records.event import Event


def to_body(event: Event, *, name: str | None, lang: str) -> bytes:
    """An event as JSON, as Standard Webhooks has it: its type, the moment, and what there is to say. ``name`` None: no watch is named."""
    said = plain(event, lang)
    del said["subject"], said["capture"]
    body = {
        "type": f"vigie.{event.kind}",
        "timestamp": f"{event.seen.isoformat()}T00:00:00Z",
        "data": {"headline": headline(event, lang), **said, **({"watch": name} if name else {})},
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def subject_of(events: Sequence[Event], *, name: str | None, lang: str) -> str:
    """The subject of a letter; it tells what happened only where it is one event."""
    several = text("alert.subject", lang, events=counted(len(events), "events", lang))
    words = headline(events[0], lang) if len(events) == 1 else several
    return visible(f"{name}: {words}" if name else words).replace("\n", " ")


def to_letter(events: Sequence[Event], *, lang: str) -> str:
    """The text of a letter: every event with its days, words and evidence."""
    parts = ["\n".join([headline(event, lang), *(f"  {line}" for line in details(event, lang))]) for event in events]
    return visible("\n\n".join([*parts, text("alert.foot", lang)])) + "\n"
