"""The lexicon of topics, and the topics an action's own words name."""

import hashlib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of purchase: its id, its name and definition by language, and the patterns that find it."""

    id: str
    names: dict[str, str]
    aliases: tuple[str, ...]
    definitions: dict[str, str]
    phrases: re.Pattern[str]
    exceptions: re.Pattern[str] | None
    labels: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A topic found in an action, with the words that named it, as the source has them."""

    topic: str
    words: str


def _words_pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    parts = [r"[\s/-]+".join(re.escape(word).replace(r"\*", r"\w*") for word in phrase.split()) for phrase in phrases]
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(parts, key=len, reverse=True))})(?!\w)", re.IGNORECASE)


def _labels_pattern(labels: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(label).replace(r"\*", ".*") for label in labels))


@lru_cache(maxsize=1)
def _content() -> bytes:
    return resources.files("vigie.topics").joinpath("lexicon.toml").read_bytes()


def lexicon_version() -> str:
    """A short hash of the lexicon; tables tagged under another one must be made again."""
    return hashlib.sha256(_content()).hexdigest()[:16]


@lru_cache(maxsize=1)
def lexicon() -> dict[str, Topic]:
    """Every topic, by id, in the order of the file."""
    return {
        topic_id: Topic(
            id=topic_id,
            names={"en": entry["en"], "fr": entry["fr"]},
            aliases=tuple(entry.get("aliases", ())),
            definitions=entry["definition"],
            phrases=_words_pattern(entry["phrases"]),
            exceptions=_words_pattern(entry["except"]) if "except" in entry else None,
            labels=_labels_pattern(entry["labels"]) if "labels" in entry else None,
        )
        for topic_id, entry in tomllib.loads(_content().decode("utf-8")).items()
    }


def find_topic(name: str) -> Topic | None:
    """The topic of this id, name or alias in either language, whatever its capitals and hyphens; None when unknown."""
    wanted = _plain(name)
    for topic in lexicon().values():
        if wanted in map(_plain, (topic.id, *topic.names.values(), *topic.aliases)):
            return topic
    return None


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", name.casefold()).split())


def hits(description: str, classifications: Iterable[str]) -> list[Hit]:
    """The topics an action names, in the order of the lexicon, each once, with the words that hit.

    Words of the description come before a classification; a phrase inside an exception does not count.
    """
    found = []
    labels = [label for label in classifications if label]
    for topic in lexicon().values():
        spared = [match.span() for match in topic.exceptions.finditer(description)] if topic.exceptions else []
        words = next(
            (
                match[0]
                for match in topic.phrases.finditer(description)
                if not any(start <= match.start() and match.end() <= end for start, end in spared)
            ),
            None,
        )
        if words is None and topic.labels is not None:
            words = next((label for label in labels if topic.labels.fullmatch(label)), None)
        if words is not None:
            found.append(Hit(topic.id, words))
    return found
