"""Fits the weights of the features that look at names alone, on families others wrote: logistic regression with the
sign of each weight kept.

Every pair that shares a word worth a look is an example; pairs of one family weigh together as much as the family has names, so that
the largest family, a third of all pairs, does not decide alone.
"""

import tomllib
from collections import Counter
from importlib import resources
from itertools import combinations

import numpy as np

from bench.labels import Families
from vigie.groups.features import FEATURES
from vigie.groups.matching import pairs_of_names
from vigie.groups.prepared import prepared
from vigie.records.organization import Organization

_STEPS = 1500
# Pairs of two families weigh together so many times as much as those of one
_APART = 3.0
_PACE = 0.05
_RESTRAINT = 0.002
# They can only speak against
_AGAINST = ("words_only_one_has", "rarest_word_lacking", "words_each_lacks", "joint_venture", "frequent_words_only")
# A word in more names of the set than this makes no example by itself
_CROWDED = 400


def fit(families: Families) -> dict[str, float]:
    """The weights of the list under "fitted" and "start", fitted on families."""
    listed = tomllib.loads(resources.files("vigie.groups").joinpath("weights.toml").read_text(encoding="utf-8"))
    before = listed["fitted"]
    features = [feature for feature in FEATURES if feature.__name__ in before]
    pairs = examples(families)
    organizations = {name: Organization(name) for name in families.of}
    scores = np.array(
        [
            [feature(pair)[0] for feature in features]
            for left, right in pairs
            for pair in pairs_of_names(organizations[left], organizations[right])[:1]
        ]
    )
    same = np.array([families.of[left] == families.of[right] for left, right in pairs])
    signs = np.array([-1.0 if feature.__name__ in _AGAINST else 1.0 for feature in features])
    found = _regression(scores, same, _importance(families, pairs), signs)
    names = (*(feature.__name__ for feature in features), "start")
    return {name: round(float(weight), 2) for name, weight in zip(names, found, strict=True)}


def examples(families: Families) -> list[tuple[str, str]]:
    """Every pair of names that shares a word, or begins alike."""
    by_word: dict[str, list[str]] = {}
    for name in sorted(families.of):
        one = prepared(name, None)
        for word in {*(word for word, tells in one.told.items() if tells > 0.2), one.head[:5], one.compact[:6]}:
            by_word.setdefault(word, []).append(name)
    return sorted({pair for names in by_word.values() if len(names) <= _CROWDED for pair in combinations(names, 2)})


def _importance(families: Families, found: list[tuple[str, str]]) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    pairs = Counter(families.of[left] for left, right in found if families.of[left] == families.of[right])
    names = Counter(families.of.values())
    weights = [
        names[family] / pairs[family] if (family := families.of[left]) == families.of[right] else 0.0
        for left, right in found
    ]
    apart = weights.count(0.0)
    return np.array([weight or _APART * sum(weights) / apart for weight in weights])


def _regression(
    scores: "np.ndarray[tuple[int, int], np.dtype[np.float64]]",
    same: "np.ndarray[tuple[int], np.dtype[np.bool_]]",
    importance: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    signs: "np.ndarray[tuple[int], np.dtype[np.float64]]",
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Projected gradient descent (Adam); the last weight is that of any pair."""
    told = np.hstack([scores, np.ones((len(scores), 1))])
    kept = np.append(signs, 0.0)
    weights, first, second = np.zeros(len(kept)), np.zeros(len(kept)), np.zeros(len(kept))
    for step in range(1, _STEPS + 1):
        wrong = (1 / (1 + np.exp(-told @ weights)) - same) * importance
        slope = told.T @ wrong / importance.sum() + _RESTRAINT * weights * abs(kept)
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        weights = weights - _PACE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weights = np.where(kept * weights < 0, 0.0, weights)
    return weights
