"""A checked text as CSV: one line a claim."""

from collections.abc import Iterator

from vigie.outputs.claim_words import held_said, why_said
from vigie.records.claim import Check

COLUMNS = (
    "number", "verdict", "kind", "words", "sentence", "language", "paragraphs", "time", "speaker", "subject", "buyer", "reasons",
    "suggestion", "held", "counted", "query", "sha256", "pointer",
)  # fmt: skip


def check_lines(answer: Check, lang: str) -> Iterator[dict[str, object]]:
    """The claims in the order of the text; what is held in the words of the reader's language, its first evidence in cells of its own."""
    for one in answer.claims:
        evidence = next((held.evidence[0] for held in one.held if held.evidence), None)
        yield {
            "number": one.number,
            "verdict": one.verdict,
            "kind": one.kind,
            "words": one.words,
            "sentence": one.sentence,
            "language": one.language,
            "paragraphs": ";".join(str(place.paragraph) for place in one.places),
            "time": one.places[0].time,
            "speaker": one.places[0].speaker,
            "subject": one.subject,
            "buyer": one.buyer,
            "reasons": " ".join(why_said(why, lang) for why in one.reasons),
            "suggestion": why_said(one.suggestion, lang) if one.suggestion is not None else None,
            "held": " | ".join(held_said(held, lang) for held in one.held),
            "counted": one.counted,
            "query": one.query,
            "sha256": evidence.sha256 if evidence is not None else None,
            "pointer": evidence.pointer if evidence is not None else None,
        }
