"""The visible list of weights: what each feature is worth, what stops "same", and the two thresholds (weights.toml)."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Weights:
    """Points of each feature by its name and those of any pair at the start, the features that stop "same", the scores from which on
    a pair is in a band."""

    start: float
    points: dict[str, float]
    stops: frozenset[str]
    same: float
    review: float


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights that ship."""
    read = tomllib.loads(resources.files("vigie.groups").joinpath("weights.toml").read_text(encoding="utf-8"))
    points = {**read["fitted"], **read["declared"]}
    return Weights(read["start"], points, frozenset(read["stops"]), read["same"], read["review"])
