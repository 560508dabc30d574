"""Whether two organizations are the same: a score, a band and the reasons, from features and the visible list of weights."""

import math
from dataclasses import dataclass
from enum import StrEnum

from vigie.groups.features import FEATURES
from vigie.groups.pair import Pair, pair
from vigie.groups.prepared import names_of
from vigie.groups.weights import Weights, weights
from vigie.records.organization import Organization


class Band(StrEnum):
    """What a score means: same, a person has to look, different."""

    SAME = "same"
    REVIEW = "review"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature that had something to say: its points, for (+) or against (-), and the words it compared.

    The sentence for readers stands in the catalogue under "feature." and the name of the feature.
    """

    feature: str
    points: float
    words: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two organizations compared: the score from 0 to 1, its band, and the reasons, those that weigh most first."""

    score: float
    band: Band
    reasons: tuple[Reason, ...]


def compare(left: Organization, right: Organization) -> Comparison:
    """Whether two organizations are the same, by the pair of their names that speaks most for it; the order of the two does not matter.

    An identifier in common is "same", whatever the names, unless identifiers contradict each other: then somebody has
    to look. Contradicting ones without any in common are "different". A feature under "stops" in weights.toml leaves
    no more than "review".
    """
    return max((judged(one, weights()) for one in pairs_of_names(left, right)), key=lambda one: one.score)


def pairs_of_names(left: Organization, right: Organization) -> list[Pair]:
    """Every name of the one beside every name of the other, their own names first."""
    # A side without a country is read by the legal forms of the other
    left_names = names_of(left, left.country or right.country)
    right_names = names_of(right, right.country or left.country)
    return [pair(left, right, one, other) for one in left_names for other in right_names]


def judged(one: Pair, by: Weights) -> Comparison:
    """One pair of names under a list of weights."""
    found = [(feature.__name__, *said) for feature in FEATURES if (said := feature(one))[0]]
    reasons = [Reason(name, by.points[name] * score, words) for name, score, words in found]
    score = round(1 / (1 + math.exp(-by.start - math.fsum(reason.points for reason in reasons))), 6)
    reasons.sort(key=lambda reason: -abs(reason.points))
    return Comparison(score, _band(score, {reason.feature for reason in reasons}, by), tuple(reasons))


def _band(score: float, found: set[str], by: Weights) -> Band:
    if "shared_identifier" in found:
        return Band.REVIEW if "contradicting_identifiers" in found else Band.SAME
    if "contradicting_identifiers" in found or score < by.review:
        return Band.DIFFERENT
    return Band.SAME if score >= by.same and not found & by.stops else Band.REVIEW
