"""Free text without people: e-mails, phones, street addresses, names of persons, some places withheld by a fixed rule.

The rule looks for what leads to a person, then for the words that can be a name beside it. After a role ("COR: …") it
rather withholds a word too many than a name too few; with neither a role nor a contact near, it needs a given
name followed by a word that is no ordinary word. Applying it to its own result changes nothing.
"""

import re
from dataclasses import dataclass

from vigie.privacy import WITHHELD
from vigie.privacy.contacts import Contacts
from vigie.privacy.person_names import PersonNames
from vigie.privacy.places import without_places
from vigie.privacy.stays import is_about_stays


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text without people, and how many pieces were withheld, by kind: email, phone, address, person, place."""

    text: str
    withheld: dict[str, int]


def redact(text: str, *, person: str | None = None, of_stays: bool | None = None) -> Redacted:
    """The text with every e-mail, phone, street address and name of a person replaced by ``[withheld]``.

    ``person`` is the name of a natural person known to be meant: its words are withheld wherever they stand. Places smaller than a state
    are ``[place]`` where its record is about minors, shelters or lodging, as ``of_stays`` tells; None: where the text itself is.
    """
    contacts = Contacts()
    words = [re.escape(word) for word in re.findall(r"[^\W\d_]{3,}", person or "")]
    known = re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE) if words else None
    of_stays = is_about_stays(text) if of_stays is None else of_stays
    before = None
    while before != text:
        before = text
        if known is not None:  # what is withheld beside a word can part it from others
            text = known.sub(lambda found: contacts.count("person"), text)
        text = _once(text, contacts)
        if of_stays:
            text = without_places(text, contacts.count)
    return Redacted(text, contacts.counts)


def _once(text: str, contacts: Contacts) -> str:
    text = contacts.withhold(text)
    parts, at = [], 0
    for span in PersonNames(text, contacts.names).spans():
        parts += [text[at : span.start], contacts.count("person", WITHHELD)]
        at = span.end
    return contacts.withhold_after_names("".join(parts) + text[at:])
