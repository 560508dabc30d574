"""When a sentence is plain enough to be contradicted: one organization, named beside the claim; nothing supposed, asked or denied."""

import re

from vigie.claims.draft import Draft
from vigie.grammar.amounts import amounts
from vigie.grammar.days import days

_LONGEST = 80
_PARTED = re.compile(r"[,;:–—()«»“”\"]")
# Words before a name that make it one of several, or somebody beside whom another is spoken of
_BESIDE = re.compile(
    r"(?:(?<!\w)(?:and|et|or|ou|nor|ni|unlike|like|than|with|without|contrairement à|comme|que|avec|sans|of"
    r"|de|by|par|against|contre|not|non)|[,&])\s*$",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"(?<!\w)(?:if|whether|unless|would|might|may|could|suppose\w*|imagine\w*|if only|false|untrue|wrong\w*|mistaken\w*|myth"
    r"|den(?:y|ies|ied)|rumou?rs?|si|s['’](?:il|ils|elle|elles)|"
    r"aurai\w*|serai\w*|pourrai\w*|faux|fausse\w*|à tort|démen\w+|nie(?:nt)?|rumeur\w*|prétend\w*|imagin\w+)(?!\w)",
    re.IGNORECASE,
)


def is_plain(draft: Draft) -> bool:
    """Whether a sentence states something, and does not ask, suppose or deny it."""
    return not draft.sentence.rstrip(' "”»').endswith("?") and _SUPPOSED.search(draft.sentence) is None


def is_about(draft: Draft) -> bool:
    """Whether a plain sentence is certainly about the organization of its claim: named exactly, alone, and close by."""
    subject = draft.subject
    if subject is None or not subject.exact or subject.start < 0 or not is_plain(draft):
        return False
    if any(other.ids != subject.ids for other in draft.scene.subjects) or draft.scene.unheld:
        return False
    first, second = sorted(((subject.start, subject.end), (draft.start, draft.end)))
    between = draft.sentence[first[1] : second[0]]
    return (
        len(between) <= _LONGEST
        and _PARTED.search(between) is None
        and _BESIDE.search(draft.sentence[: subject.start]) is None
    )


def is_about_number(draft: Draft) -> bool:
    """Whether a plain sentence is certainly about the one contract it numbers."""
    return len(draft.scene.numbers) == 1 and is_plain(draft)


def says_one_amount(draft: Draft) -> bool:
    """Whether the sentence of an amount has no other."""
    return len(list(amounts(draft.sentence, draft.passage.language))) == 1


def says_one_day(draft: Draft) -> bool:
    """Whether the sentence of a day has no other."""
    return len(list(days(draft.sentence, draft.passage.language, None))) == 1
