"""The lexicon of topics, and the topics an action's own words name."""

import hashlib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import ahocorasick

from vigie.topics.folding import folded


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of purchase: its id, its name and definition by language, and the patterns that find it.

    Any text that ``phrases`` matches holds one of ``traces``, once both are plain (see ``_plain_words``).
    """

    id: str
    names: dict[str, str]
    aliases: tuple[str, ...]
    definitions: dict[str, str]
    phrases: re.Pattern[str]
    traces: frozenset[str]
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


def _plain_words(text: str) -> str:
    return " ".join(folded(text).replace("-", " ").replace("/", " ").split())


def _trace(phrase: str) -> str:
    return max((_plain_words(part) for part in phrase.split("*")), key=len)


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
            traces=frozenset(map(_trace, entry["phrases"])),
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


@lru_cache(maxsize=1)
def _traces() -> ahocorasick.Automaton:
    # Finds all traces in one pass over a text; each gives the ids of its topics
    found = ahocorasick.Automaton()
    for trace in {trace for topic in lexicon().values() for trace in topic.traces}:
        found.add_word(trace, [topic.id for topic in lexicon().values() if trace in topic.traces])
    found.make_automaton()
    return found


@lru_cache(maxsize=1)
def trace_pattern() -> str:
    """A pattern, for a reader of RE2 that ignores case, of every text in which a topic may be named; it fits others too."""
    traces = sorted({trace for topic in lexicon().values() for trace in topic.traces})
    between = r"[^\pL\pN_]+"
    return "|".join(between.join(re.escape(word) for word in trace.split()) for trace in traces)


def _phrase_in(description: str, topic: Topic) -> str | None:
    spared = [match.span() for match in topic.exceptions.finditer(description)] if topic.exceptions else []
    for match in topic.phrases.finditer(description):
        if not any(start <= match.start() and match.end() <= end for start, end in spared):
            return match[0]
    return None


def text_hits(description: str) -> list[Hit]:
    """The topics a description names, in the order of the lexicon, each once, with the first words that hit.

    A phrase inside an exception does not count.
    """
    possible: set[str] = {topic for _, topics in _traces().iter(_plain_words(description)) for topic in topics}
    if not possible:
        return []
    read = ((topic.id, _phrase_in(description, topic)) for topic in lexicon().values() if topic.id in possible)
    return [Hit(topic, words) for topic, words in read if words is not None]


def label_hits(label: str) -> list[Hit]:
    """The topics a classification stands for, in the order of the lexicon; the words are the label. None for ""."""
    if not label:
        return []
    return [Hit(topic.id, label) for topic in lexicon().values() if topic.labels and topic.labels.fullmatch(label)]


def hits(description: str, classifications: Iterable[str]) -> list[Hit]:
    """The topics an action names, in the order of the lexicon, each once, with the words that hit.

    Words of the description come before a classification, a classification before those after it.
    """
    first: dict[str, Hit] = {}
    for found in (text_hits(description), *map(label_hits, classifications)):
        for hit in found:
            first.setdefault(hit.topic, hit)
    return [first[topic] for topic in lexicon() if topic in first]
