"""What a judgement may say: who decided and why, in words that name no person."""

import re
from collections.abc import Iterable

from vigie.errors import JudgementIncompleteError, JudgementPersonError
from vigie.privacy.redact import redact
from vigie.privacy.suppliers import looks_like_person
from vigie.privacy.words import kind_of, plain_of

_WORD = re.compile(r"[^\W\d_]+")


def check_words(by: str, why: str, *, about: Iterable[str], where: str = "") -> None:
    """Raise JudgementIncompleteError where ``by`` or ``why`` is empty, JudgementPersonError where it names or reaches a person.

    ``where`` begins the message. Words of the organizations judged, given by their ids ``about``, may stand in ``why``:
    BOOZ ALLEN HAMILTON is no person there.
    """
    for field, words in (("by", by), ("why", why)):
        if not words.strip():
            raise JudgementIncompleteError(where=where, field=field)
    if _is_a_person(by) or redact(by).withheld:
        raise JudgementPersonError(where=where, field="by")
    own = {word.upper() for id in about for word in _WORD.findall(id.partition(":")[2])}
    plain = _WORD.sub(lambda word: "#" if word[0].upper() in own else word[0], why)
    if looks_like_person(plain) or redact(plain).withheld:
        raise JudgementPersonError(where=where, field="why")


def _is_a_person(by: str) -> bool:
    """Whether a signature is more than initials or the name of a desk: a given name, or an initial beside an unknown word."""
    words = [plain_of(word) for word in _WORD.findall(by)]
    unknown = [word for word in words if len(word) > 2 and not kind_of(word).ordinary]
    signed = any(len(word) == 1 for word in words)
    return looks_like_person(by) or any(kind_of(word).given or signed for word in unknown)
